"""How far the reading of an archive is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """What is being done at the moment, and how far that is."""

    doing: str  # starting | reading | counting | writing
    done: int  # bytes
    of: int
    seconds: float  # since it began

    @property
    def rate(self) -> float:
        """Bytes a second; 0 before there is anything to say."""
        return self.done / self.seconds if self.seconds >= 0.5 else 0.0

    @property
    def left(self) -> int | None:
        """Seconds that the rest will take, at this rate; None before that can be said."""
        if self.doing != "reading" or not self.rate or self.seconds < 2:
            return None
        return round((self.of - self.done) / self.rate)
