"""The rows of a book, which are derived from its entries, and where a book finds them.

Times are whole milliseconds, as in the ids.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(slots=True)
class Claim:
    """A half that somebody received and that stands open as far as ``open`` says; its id is that of its entry."""

    id: int
    favor: int
    debtor: int
    creditor: int
    minutes: int
    open: int
    forgiven: int
    since: int  # ms: its age counts from here
    closed: int | None  # ms: since when nothing of it is open
    held: bool


@dataclass(slots=True)
class Giving:
    """What a favor's minutes still do for whoever gave it; its id is the favor's."""

    id: int
    giver: int
    receiver: int
    minutes: int
    free: int
    bound: int
    beyond: int  # of its minutes: how many may settle, or have settled, claims of others than the receiver
    granted: int  # ms: when ``beyond``, or the last of it, was granted; it counts against the pair for 30 days
    state: int


@dataclass(slots=True)
class Settlement:
    """Minutes of a claim that were settled by a favor. ``direct``: given to the one who did it for them."""

    claim: int
    favor: int
    minutes: int
    direct: bool
    debtor: int


@dataclass(slots=True)
class Tally:
    """One person's tallies in a tribe, and the id of the last entry that concerned them."""

    person: int
    given: int = 0
    received: int = 0
    open: int = 0
    ahead: int = 0  # free minutes
    clock: int = 0


class Source(Protocol):
    """Where a book finds its rows; whatever it hands out it keeps, so that a row is one object."""

    def tally(self, person: int) -> Tally:
        """Somebody's tallies."""

    def claim(self, id_: int) -> Claim | None:
        """The claim that this entry opened."""

    def giving(self, id_: int) -> Giving | None:
        """The giver's side of this favor."""

    def claims_of_favor(self, favor: int) -> list[Claim]:
        """Claims that a favor led to: the receiver's, and those of whoever vouched."""

    def open_claims(self, debtor: int, creditor: int | None = None) -> Iterator[Claim]:
        """Claims of somebody that are open, oldest first; to one creditor only, where one is given."""

    def givings_ahead(self, giver: int) -> Iterator[Giving]:
        """Favors of somebody with minutes that are free or bound, oldest first."""

    def beyond_between(self, one: int, other: int, after: int) -> int:
        """The sum of ``beyond`` over what the two gave one another and was granted later than ``after`` (ms)."""

    def settlements_of_claim(self, claim: int) -> list[Settlement]:
        """What settled a claim."""

    def settlements_by_favor(self, favor: int) -> list[Settlement]:
        """What a favor settled."""

    def settlement(self, claim: int, favor: int) -> Settlement | None:
        """The minutes of this claim that this favor settled."""

    def add(self, row: Claim | Giving | Settlement) -> None:
        """A new row."""

    def regranted(self, row: Giving) -> None:
        """This favor may settle more beyond its two people, as of now."""

    def remove(self, row: Settlement) -> None:
        """A settlement that is undone."""

    def changed(self, row: Claim | Giving | Settlement | Tally) -> None:
        """A row that was changed."""
