"""The book: what each entry of a tribe's ledger does to claims, settlements and tallies.

The ledger's entries are the truth; everything here is derived from them in their order (F3). One class does it
for all: ``services.ledger`` fetches the few rows that an entry concerns, applies the entry to them and writes what
changed; ``proofs`` applies all entries from the first to an empty book and compares.

- A *claim* is the half that stands open after a favor was received. What was settled, what was forgiven and what
  is open make up its minutes, unless it is held (F2).
- A *giving* is the other side of the same favor: what its minutes still settle for whoever gave it. ``free``
  settles any claim of theirs that comes; ``bound`` only what they owe to the very person they gave to.
- Oldest first: every favor settles the giver's oldest open claims; what is left over lies ahead for the next ones.
- Two accounts could trade empty favors to wipe out what they owe to others. So what passes between two people
  settles claims of *others* up to the contract's allowance in 30 days (``beyond``); claims between the two are
  settled without limit. Minutes of a favor are granted this when they are given, and once more when they come back
  because what they had settled was taken out; a favor that is held keeps what it was granted, and it goes on
  counting against the two.
- A claim's clock stands still while it is settled or held. When a settlement is undone the claim is as old as it
  was then, so nobody's standing falls by another's objection.

Times are whole milliseconds, as in the ids.
"""

import enum
from dataclasses import dataclass

from folkmoot.favors.rules.rows import Claim, Giving, Settlement, Source
from folkmoot.ids import SHIFT

DAY_MS = 86_400_000
PAIR_WINDOW_MS = 30 * DAY_MS


class What(enum.IntEnum):
    """What an entry of the ledger is."""

    FAVOR = 1
    FORGIVING = 2  # a claim, or a part of it, is let go
    DUE = 3  # a vouch came due: what was not returned in time stands open with whoever vouched
    OBJECTION = 4  # the favor is held out of the account
    DISMISSED = 5  # a leader decided: the favor counts again
    UPHELD = 6  # a leader decided: it stays out
    REVERSAL = 7  # a favor that was a mistake is taken out


class State(enum.IntEnum):
    """Whether a favor counts."""

    COUNTS = 0
    HELD = 1  # until a leader decides
    OUT = 2


class BookError(ValueError):
    """An entry that the ledger cannot take as things stand; the text is a sentence."""


@dataclass(slots=True)
class Entry:
    """An entry as the book reads it. ``about``: the entry it concerns (of a forgiving, the one that opened the claim).

    FAVOR: giver, receiver, minutes, gift. FORGIVING: about, minutes. DUE: about (the favor), receiver (who vouched),
    minutes. OBJECTION, DISMISSED, UPHELD, REVERSAL: about (the favor).
    """

    id: int
    what: int
    giver: int | None = None
    receiver: int | None = None
    minutes: int = 0
    gift: bool = False
    about: int | None = None

    @property
    def ms(self) -> int:
        """When, in milliseconds of the ids' epoch."""
        return self.id >> SHIFT


class Book:
    """Applies entries, in their order, to the rows of one tribe."""

    def __init__(self, source: Source) -> None:
        self.rows = source

    def people_of(self, entry: Entry) -> set[int]:
        """Everybody whose tallies an entry may touch: who has to be locked before it is applied."""
        if entry.what == What.FAVOR:
            return {_sure(entry.giver), _sure(entry.receiver)}
        if entry.what == What.FORGIVING:
            claim = self._claim(entry.about)
            return {claim.debtor, claim.creditor}
        giving = self._giving(entry.about)
        people = {giving.giver, giving.receiver} | {claim.debtor for claim in self.rows.claims_of_favor(giving.id)}
        return people | {_sure(entry.receiver)} if entry.what == What.DUE else people

    def apply(self, entry: Entry, allowance: int) -> None:
        """Do what the entry says. ``allowance``: the contract's, in minutes, when the entry was made. BookError."""
        people = self.people_of(entry)
        if entry.what == What.FAVOR:
            self._favor(entry, allowance)
        elif entry.what == What.FORGIVING:
            self._forgive(entry)
        elif entry.what == What.DUE:
            self._due(entry)
        elif entry.what == What.OBJECTION:
            self._take_out(entry, State.COUNTS, State.HELD, allowance)
        elif entry.what == What.DISMISSED:
            self._bring_back(entry, allowance)
        elif entry.what == What.UPHELD:
            giving = self._giving(entry.about)
            self._expect(giving, State.HELD)
            giving.state = State.OUT
            giving.beyond = 0
            self.rows.changed(giving)
        elif entry.what == What.REVERSAL:
            self._take_out(entry, None, State.OUT, allowance)
        else:
            raise BookError(f"There is no entry of kind {entry.what}.")
        for person in people:
            tally = self.rows.tally(person)
            tally.clock = entry.id
            self.rows.changed(tally)

    def _favor(self, entry: Entry, allowance: int) -> None:
        giver, receiver = _sure(entry.giver), _sure(entry.receiver)
        if giver == receiver:
            raise BookError("Nobody does themselves a favor.")
        giving = Giving(entry.id, giver, receiver, entry.minutes, 0, 0, 0, entry.ms, State.COUNTS)
        self.rows.add(giving)
        self._count(giving, 1)
        self._settle_with(giving, entry.minutes, allowance, entry.ms)
        if not entry.gift:
            self._open(Claim(entry.id, entry.id, receiver, giver, entry.minutes, 0, 0, entry.ms, None, False), entry.ms)

    def _forgive(self, entry: Entry) -> None:
        claim = self._claim(entry.about)
        if not 0 < entry.minutes <= claim.open:
            raise BookError("Nothing of that is open any more.")
        claim.forgiven += entry.minutes
        self._lower(claim, entry.minutes, entry.ms)

    def _due(self, entry: Entry) -> None:
        favor, who = self._giving(entry.about), _sure(entry.receiver)
        self._expect(favor, State.COUNTS)
        claim = Claim(entry.id, favor.id, who, favor.giver, entry.minutes, 0, 0, entry.ms, None, False)
        if who in (favor.giver, favor.receiver):
            raise BookError("Somebody else has to vouch for it.")
        self._open(claim, entry.ms)

    def _take_out(self, entry: Entry, expected: State | None, state: State, allowance: int) -> None:
        """Undo what a favor did: its claims are held, what settled them is free again, what it settled is open."""
        giving = self._giving(entry.about)
        if giving.state == State.OUT or (expected is not None and giving.state != expected):
            raise BookError("This favor is out of the account already.")
        counted = giving.state == State.COUNTS
        giving.state = state
        if state == State.OUT:
            giving.beyond = 0
        self.rows.changed(giving)
        if not counted:
            return
        anew = {giving.giver}
        for claim in self.rows.claims_of_favor(giving.id):
            anew.add(claim.debtor)
            if claim.open:
                self._lower(claim, claim.open, entry.ms)
            claim.held = True
            self.rows.changed(claim)
            for part in sorted(self.rows.settlements_of_claim(claim.id), key=lambda part: part.favor):
                self._give_back(part, allowance, entry.ms)
        for part in list(self.rows.settlements_by_favor(giving.id)):
            settled = self._claim(part.claim)
            self.rows.remove(part)
            self._raise(settled, part.minutes, entry.ms)
        self.rows.tally(giving.giver).ahead -= giving.free
        giving.free = giving.bound = 0
        self._count(giving, -1)
        for person in sorted(anew):
            self._settle_anew(person, entry.ms)

    def _bring_back(self, entry: Entry, allowance: int) -> None:
        giving = self._giving(entry.about)
        self._expect(giving, State.HELD)
        giving.state = State.COUNTS
        self._count(giving, 1)
        self._settle_with(giving, giving.minutes, allowance, entry.ms)
        for claim in self.rows.claims_of_favor(giving.id):
            claim.held = False
            self.rows.changed(claim)
            self._raise(claim, claim.minutes - claim.forgiven, entry.ms)
            self._settle_from_ahead(claim, entry.ms)

    # --- settling -------------------------------------------------------------------------------------

    def _settle_with(self, giving: Giving, left: int, allowance: int, ms: int) -> None:
        """Settle the giver's oldest claims with this favor; what is left over lies ahead."""
        granted = beyond = giving.beyond + self._grantable(giving, allowance, ms)
        if beyond:
            for claim in self.rows.open_claims(giving.giver):
                direct = claim.creditor == giving.receiver
                minutes = min(left, claim.open) if direct else min(left, claim.open, beyond)
                if minutes:
                    self._settle(claim, giving, minutes, ms)
                    left -= minutes
                    beyond -= 0 if direct else minutes
                if not left or not beyond:
                    break
        if left and not beyond:
            for claim in self.rows.open_claims(giving.giver, giving.receiver):
                minutes = min(left, claim.open)
                self._settle(claim, giving, minutes, ms)
                left -= minutes
                if not left:
                    break
        giving.free = min(left, beyond)
        giving.bound = left - giving.free
        self._grant(giving, granted - beyond + giving.free, ms)
        if giving.free:
            self.rows.tally(giving.giver).ahead += giving.free
        self.rows.changed(giving)

    def _grantable(self, giving: Giving, allowance: int, ms: int) -> int:
        """How many minutes more the two may settle for others now."""
        return max(0, allowance - self.rows.beyond_between(giving.giver, giving.receiver, ms - PAIR_WINDOW_MS))

    def _grant(self, giving: Giving, beyond: int, ms: int) -> None:
        if beyond > giving.beyond:
            giving.beyond = beyond
            giving.granted = ms
            self.rows.regranted(giving)

    def _open(self, claim: Claim, ms: int) -> None:
        self.rows.add(claim)
        self._raise(claim, claim.minutes, ms)
        self._settle_from_ahead(claim, ms)

    def _settle_from_ahead(self, claim: Claim, ms: int) -> None:
        """Settle a claim with what its debtor gave ahead."""
        for giving in self.rows.givings_ahead(claim.debtor):
            direct = claim.creditor == giving.receiver
            from_bound = min(giving.bound, claim.open) if direct else 0
            from_free = min(giving.free, claim.open - from_bound)
            if from_bound or from_free:
                giving.bound -= from_bound
                giving.free -= from_free
                self.rows.tally(claim.debtor).ahead -= from_free
                self._settle(claim, giving, from_bound + from_free, ms)
            if not claim.open:
                return

    def _settle_anew(self, person: int, ms: int) -> None:
        """Let what is ahead meet what is open again, oldest with oldest."""
        for claim in list(self.rows.open_claims(person)):
            self._settle_from_ahead(claim, ms)

    def _settle(self, claim: Claim, giving: Giving, minutes: int, ms: int) -> None:
        known = self.rows.settlement(claim.id, giving.id)
        if known is None:
            direct = claim.creditor == giving.receiver
            self.rows.add(Settlement(claim.id, giving.id, minutes, direct, claim.debtor))
        else:
            known.minutes += minutes
            self.rows.changed(known)
        self._lower(claim, minutes, ms)
        self.rows.changed(giving)

    def _give_back(self, part: Settlement, allowance: int, ms: int) -> None:
        """Undo a settlement: its minutes lie ahead again, for whom they may."""
        giving = self._giving(part.favor)
        self.rows.remove(part)
        free = part.minutes
        if part.direct:
            others = sum(other.minutes for other in self.rows.settlements_by_favor(giving.id) if not other.direct)
            spare = giving.beyond - others - giving.free
            if spare < part.minutes:
                more = min(part.minutes - spare, self._grantable(giving, allowance, ms))
                self._grant(giving, giving.beyond + more, ms)
                free = spare + more
        giving.free += free
        giving.bound += part.minutes - free
        self.rows.tally(giving.giver).ahead += free
        self.rows.changed(giving)

    # --- single rows ----------------------------------------------------------------------------------

    def _raise(self, claim: Claim, minutes: int, ms: int) -> None:
        """Minutes of a claim stand open (again)."""
        if not minutes:
            return
        if claim.closed is not None:  # its clock stood still meanwhile
            claim.since += ms - claim.closed
            claim.closed = None
        claim.open += minutes
        self.rows.tally(claim.debtor).open += minutes
        self.rows.changed(claim)

    def _lower(self, claim: Claim, minutes: int, ms: int) -> None:
        claim.open -= minutes
        self.rows.tally(claim.debtor).open -= minutes
        if not claim.open:
            claim.closed = ms
        self.rows.changed(claim)

    def _count(self, giving: Giving, sign: int) -> None:
        self.rows.tally(giving.giver).given += sign * giving.minutes
        self.rows.tally(giving.receiver).received += sign * giving.minutes

    def _claim(self, id_: int | None) -> Claim:
        claim = self.rows.claim(_sure(id_))
        if claim is None:
            raise BookError("There is no such open half.")
        return claim

    def _giving(self, id_: int | None) -> Giving:
        giving = self.rows.giving(_sure(id_))
        if giving is None:
            raise BookError("There is no such favor.")
        return giving

    @staticmethod
    def _expect(giving: Giving, state: State) -> None:
        if giving.state != state:
            raise BookError("Something happened to this favor in the meantime.")


def _sure(value: int | None) -> int:
    if value is None:
        raise BookError("The entry does not say who or what it is about.")
    return value
