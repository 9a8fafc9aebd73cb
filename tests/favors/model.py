"""A tribe's ledger in plain Python, told from its rules: lists, loops, and nothing kept that can be counted anew.

A favor is some minutes; a part is some of them that settled some of a claim. Whatever is open, ahead or settled is
counted from the parts whenever somebody asks. It knows nothing of the book, its rows or the database.
"""

from dataclasses import dataclass, field
from itertools import pairwise

DAY = 86_400_000  # ms


class No(Exception):
    """The ledger cannot take that."""


@dataclass(eq=False)
class Favor:
    """Minutes that somebody gave."""

    id: int
    giver: str
    receiver: str
    minutes: int
    beyond: int = 0  # may settle, or have settled, claims of others than the receiver
    granted: int = 0  # ms
    state: str = "counts"  # or held, or out


@dataclass(eq=False)
class Claim:
    """Minutes that somebody owes since a favor."""

    id: int
    favor: Favor
    debtor: str
    creditor: str
    minutes: int
    forgiven: int = 0
    seen: list[tuple[int, bool]] = field(default_factory=list)  # (ms, whether something of it was open from then on)

    def age(self, now: int) -> int:
        """Milliseconds in which something of it stood open."""
        moments = [*self.seen, (now, False)]
        return sum(later - at for (at, was_open), (later, _) in pairwise(moments) if was_open)


@dataclass(eq=False)
class Part:
    """Minutes of a favor that settled minutes of a claim."""

    claim: Claim
    favor: Favor
    minutes: int

    @property
    def direct(self) -> bool:
        """Given to the one who did it for them."""
        return self.claim.creditor == self.favor.receiver


class Model:
    """One tribe."""

    def __init__(self) -> None:
        self.favors: list[Favor] = []
        self.claims: list[Claim] = []
        self.parts: list[Part] = []
        self.objected: set[tuple[int, str]] = set()
        self.contracts: list[tuple[int, int, int | None]] = []  # (µs from when on, allowance, µs when taken back)
        self.now = 0

    # --- what there is --------------------------------------------------------------------------------

    def open(self, claim: Claim) -> int:
        """Minutes of it that stand open."""
        if claim.favor.state != "counts":
            return 0
        return claim.minutes - claim.forgiven - sum(part.minutes for part in self.parts if part.claim is claim)

    def left(self, favor: Favor) -> int:
        """Minutes of it that settled nothing yet."""
        if favor.state != "counts":
            return 0
        return favor.minutes - sum(part.minutes for part in self.parts if part.favor is favor)

    def for_others(self, favor: Favor) -> int:
        """Minutes of it that settled claims of others than its receiver."""
        return sum(part.minutes for part in self.parts if part.favor is favor and not part.direct)

    def free(self, favor: Favor) -> int:
        """Minutes of it that may settle anybody's claim."""
        return min(self.left(favor), favor.beyond - self.for_others(favor))

    def allowance(self) -> int:
        """What the contract says now."""
        found = 480
        for from_us, allowance, taken_back in sorted(self.contracts, key=lambda one: one[0]):
            if from_us <= self.now * 1000 and (taken_back is None or taken_back >= from_us):
                found = allowance
        return found

    def grantable(self, one: str, other: str) -> int:
        """Minutes that what passes between two people may settle for others, from now on."""
        between = [favor for favor in self.favors if {favor.giver, favor.receiver} == {one, other}]
        used = sum(favor.beyond for favor in between if favor.granted > self.now - 30 * DAY)
        return max(0, self.allowance() - used)

    def tally(self, person: str) -> tuple[int, int, int, int]:
        """(given, received, open, ahead)."""
        counting = [favor for favor in self.favors if favor.state == "counts"]
        return (
            sum(favor.minutes for favor in counting if favor.giver == person),
            sum(favor.minutes for favor in counting if favor.receiver == person),
            sum(self.open(claim) for claim in self.claims if claim.debtor == person),
            sum(self.free(favor) for favor in counting if favor.giver == person),
        )

    # --- entries --------------------------------------------------------------------------------------

    def thank(self, id_: int, ms: int, giver: str, receiver: str, minutes: int, gift: bool) -> None:
        """A favor."""
        self.now = ms
        favor = Favor(id_, giver, receiver, minutes)
        self.favors.append(favor)
        self._spend(favor)
        if not gift:
            self._open(Claim(id_, favor, receiver, giver, minutes))
        self._look()

    def forgive(self, ms: int, id_: int, minutes: int) -> None:
        """Some of a claim is let go."""
        claim = self.claim(id_)
        if not 1 <= minutes <= self.open(claim):
            raise No
        self.now = ms
        claim.forgiven += minutes
        self._look()

    def due(self, id_: int, ms: int, about: int, who: str, minutes: int) -> None:
        """Whoever vouched owes what was not returned."""
        favor = self.favor(about)
        if favor.state != "counts" or who in (favor.giver, favor.receiver):
            raise No
        self.now = ms
        self._open(Claim(id_, favor, who, favor.giver, minutes))
        self._look()

    def object(self, ms: int, about: int, by: str) -> None:
        """The favor is held, until somebody decides."""
        if self.favor(about).state != "counts" or (about, by) in self.objected:
            raise No
        self.now = ms
        self.objected.add((about, by))
        self._take_out(self.favor(about), "held")
        self._look()

    def dismiss(self, ms: int, about: int) -> None:
        """It counts again, as if its minutes were given now and its claims opened now."""
        favor = self.favor(about)
        if favor.state != "held":
            raise No
        self.now = ms
        favor.state = "counts"
        self._spend(favor)
        for claim in self.claims:
            if claim.favor is favor:
                self._settle_from_ahead(claim)
        self._look()

    def uphold(self, ms: int, about: int) -> None:
        """It stays out."""
        favor = self.favor(about)
        if favor.state != "held":
            raise No
        self.now = ms
        favor.state, favor.beyond = "out", 0
        self._look()

    def reverse(self, ms: int, about: int) -> None:
        """It was a mistake."""
        favor = self.favor(about)
        if favor.state == "out":
            raise No
        self.now = ms
        favor.beyond = 0
        self._take_out(favor, "out")
        self._look()

    # --- what follows ---------------------------------------------------------------------------------

    def favor(self, id_: int) -> Favor:
        """By its id."""
        return next(favor for favor in self.favors if favor.id == id_)

    def claim(self, id_: int) -> Claim:
        """By its id."""
        return next(claim for claim in self.claims if claim.id == id_)

    def _spend(self, favor: Favor) -> None:
        """Settle the giver's claims with it, the oldest first; what is left is granted as far as it may be."""
        budget = favor.beyond + self.grantable(favor.giver, favor.receiver)
        for claim in self.claims:
            if claim.debtor == favor.giver:
                minutes = min(self.left(favor), self.open(claim))
                if claim.creditor != favor.receiver:
                    minutes = min(minutes, budget - self.for_others(favor))
                self._settle(claim, favor, minutes)
        self._grant(favor, min(budget, self.for_others(favor) + self.left(favor)))

    def _grant(self, favor: Favor, beyond: int) -> None:
        if beyond > favor.beyond:
            favor.beyond, favor.granted = beyond, self.now

    def _open(self, claim: Claim) -> None:
        self.claims = sorted([*self.claims, claim], key=lambda claim: claim.id)
        self._settle_from_ahead(claim)

    def _settle_from_ahead(self, claim: Claim) -> None:
        for favor in self.favors:
            if favor.giver == claim.debtor:
                may = self.left(favor) if claim.creditor == favor.receiver else self.free(favor)
                self._settle(claim, favor, min(may, self.open(claim)))

    def _settle(self, claim: Claim, favor: Favor, minutes: int) -> None:
        if minutes:
            known = [part for part in self.parts if part.claim is claim and part.favor is favor]
            if known:
                known[0].minutes += minutes
            else:
                self.parts.append(Part(claim, favor, minutes))

    def _take_out(self, favor: Favor, state: str) -> None:
        favor.state = state
        led_to = [claim for claim in self.claims if claim.favor is favor]
        for claim in led_to:
            for part in sorted((part for part in self.parts if part.claim is claim), key=lambda part: part.favor.id):
                self.parts.remove(part)
                uncovered = self.left(part.favor) - self.free(part.favor)
                back = min(uncovered, part.minutes)
                if part.direct and back:
                    more = min(back, self.grantable(part.favor.giver, part.favor.receiver))
                    self._grant(part.favor, part.favor.beyond + more)
        self.parts = [part for part in self.parts if part.favor is not favor]
        for person in {favor.giver, *(claim.debtor for claim in led_to)}:
            for claim in self.claims:
                if claim.debtor == person:
                    self._settle_from_ahead(claim)

    def _look(self) -> None:
        """Note what is open since when."""
        for claim in self.claims:
            is_open = self.open(claim) > 0
            if not claim.seen or claim.seen[-1][1] != is_open:
                claim.seen.append((self.now, is_open))
