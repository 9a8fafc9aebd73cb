"""How large the two databases are that home pages are measured on."""

from dataclasses import dataclass

TRIBE_SIZE = 250
TRIBES_EACH = 3
CHUNKS = 20  # steps in which the deliveries are made


@dataclass(frozen=True)
class Size:
    """How many people, and how many threads they began in a year."""

    people: int
    threads: int

    @property
    def tribes(self) -> int:
        """How many tribes."""
        return self.people * TRIBES_EACH // TRIBE_SIZE


SMALL = Size(people=500, threads=200)  # 50 thousand deliveries
LARGE = Size(people=5_000, threads=20_000)
TRIAL = Size(people=1_000, threads=400)  # for trying the benchmark out
