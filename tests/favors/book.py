"""A ledger written and read by names and minutes, so that a worked case reads like a table."""

from datetime import timedelta
from typing import Any

from folkmoot.favors.models import Claim, ContractVersion, Entry, Giving, Settlement, Tally
from folkmoot.favors.proofs import breaks
from folkmoot.favors.rules.book import What
from folkmoot.favors.services.ledger import Line, enter
from folkmoot.ids import SHIFT, first_id_at
from folkmoot.permissions.services import joining
from tests.support.cast import THEN, make_person

DAY = timedelta(days=1)


class Ledger:
    """One tribe's ledger; people come into being when they are first named."""

    def __init__(self) -> None:
        self.now = THEN
        self.people: dict[str, int] = {}
        self.tribe = joining.found_tribe(make_person("leader"), "Linden Street", "We look after it.", now=THEN)

    def who(self, name: str) -> int:
        """Somebody's id."""
        if name not in self.people:
            self.people[name] = make_person(name).pk
        return self.people[name]

    def contract(self, allowance: int) -> None:
        """Another allowance from now on."""
        self.now += timedelta(seconds=1)
        numbers = {"patience": 90, "allowance": allowance, "crowd": 12}
        ContractVersion.objects.create(tribe=self.tribe, **numbers, made_at=self.now, from_at=self.now)

    # --- entries --------------------------------------------------------------------------------------

    def favor(self, giver: str, receiver: str, minutes: int, gift: bool = False) -> int:
        """What ``giver`` did for ``receiver``, a second after what was before."""
        parts = {"giver_id": self.who(giver), "receiver_id": self.who(receiver), "minutes": minutes}
        return self._enter(What.FAVOR, gift=gift, **parts)

    def forgive(self, claim: int, minutes: int) -> int:
        """So much of it is let go."""
        return self._enter(What.FORGIVING, about_id=claim, minutes=minutes)

    def due(self, favor: int, who: str, minutes: int) -> int:
        """Whoever vouched owes it now."""
        giver = Entry.objects.get(pk=favor).giver_id
        parts = {"giver_id": giver, "receiver_id": self.who(who), "minutes": minutes}
        return self._enter(What.DUE, about_id=favor, **parts)

    def objection(self, favor: int) -> int:
        """Somebody says that it harmed them."""
        return self._enter(What.OBJECTION, about_id=favor)

    def dismissed(self, favor: int) -> int:
        """A leader says that it did not."""
        return self._enter(What.DISMISSED, about_id=favor)

    def upheld(self, favor: int) -> int:
        """A leader says that it did."""
        return self._enter(What.UPHELD, about_id=favor)

    def reversal(self, favor: int) -> int:
        """It was a mistake."""
        return self._enter(What.REVERSAL, about_id=favor)

    def days(self, days: float) -> None:
        """Let them pass."""
        self.now += days * DAY

    def _enter(self, what: What, **more: Any) -> int:
        self.now += timedelta(seconds=1)
        id_ = enter(Line(self.tribe.pk, what, None, **more), self.now)
        assert list(breaks()) == []
        return id_

    # --- reading --------------------------------------------------------------------------------------

    def open(self, claim: int) -> int:
        """Minutes of a claim that stand open."""
        return Claim.objects.get(pk=claim).open

    def owes(self, name: str) -> int:
        """All of somebody's open minutes."""
        tally = Tally.objects.filter(tribe=self.tribe, person=self.who(name)).first()
        return tally.open if tally else 0

    def ahead(self, name: str) -> int:
        """Minutes that somebody gave ahead, for anybody."""
        return Tally.objects.get(tribe=self.tribe, person=self.who(name)).ahead

    def bound(self, favor: int) -> int:
        """Minutes of a favor that lie ahead for its receiver only."""
        return Giving.objects.get(pk=favor).bound

    def age(self, claim: int) -> timedelta:
        """How long it has stood open by now."""
        row = Claim.objects.get(pk=claim)
        until = (first_id_at(self.now) >> SHIFT) if row.closed is None else row.closed
        return timedelta(milliseconds=until - row.since)

    def settled(self, claim: int) -> list[tuple[int, int, str]]:
        """(favor, minutes, kind) of what settled it, in order."""
        parts = Settlement.objects.filter(claim_id=claim).order_by("favor_id")
        return [(part.favor_id, part.minutes, "direct" if part.direct else "forward") for part in parts]
