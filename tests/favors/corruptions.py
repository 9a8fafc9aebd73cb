"""Every way in which a row of the ledger can lie, written by hand into a small ledger that was right.

Each corruption returns the invariant it breaks and what the proof must name. They are told to the proofs here
and, through a real process, to ``folkmoot doctor`` in ``tests/site``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction
from django.utils import timezone

from folkmoot.append_only import statements, unlocked
from folkmoot.favors.models import Claim, ContractVersion, Entry, Giving, Settlement, Tally
from folkmoot.favors.rules.book import What
from folkmoot.favors.services.ledger import Line, enter
from folkmoot.people.models import Person
from folkmoot.permissions.services import joining
from folkmoot.tribes.models import Tribe
from tests.support.cast import Cast, make_cast


@dataclass(frozen=True)
class World:
    """The cast, and what was entered about three of them; another tribe has a ledger of its own."""

    cast: Cast
    other: Tribe
    first: int  # leader for member, 60 minutes; 10 of the claim were forgiven
    back: int  # member for removed, 20 minutes, which settled 20 of the first
    ahead: int  # removed for leader, 100 minutes: 20 of them settled what they owed, the others lie ahead
    held: int  # removed for member, 15 minutes, objected to
    elsewhere: int  # of the other tribe: leader for removed, 30 minutes

    def settlement(self) -> str:
        """How a proof names the settlement of the first claim."""
        return f"settlement {self.first}, {self.back} of tribe {self.cast.tribe.pk}"


def make_world() -> World:
    """A world in which the proofs find nothing."""
    cast = make_cast()
    other = joining.found_tribe(cast.leader, "The Choir", "We sing.")

    def thank(giver: Person, receiver: Person, minutes: int, tribe: Tribe = cast.tribe) -> int:
        parts = {"giver_id": giver.pk, "receiver_id": receiver.pk, "minutes": minutes}
        return enter(Line(tribe.pk, What.FAVOR, receiver.pk, **parts))

    first = thank(cast.leader, cast.member, 60)
    enter(Line(cast.tribe.pk, What.FORGIVING, cast.leader.pk, about_id=first, minutes=10))
    back = thank(cast.member, cast.removed, 20)
    ahead = thank(cast.removed, cast.leader, 100)
    held = thank(cast.removed, cast.member, 15)
    enter(Line(cast.tribe.pk, What.OBJECTION, cast.leader.pk, about_id=held))
    return World(cast, other, first, back, ahead, held, thank(cast.leader, cast.removed, 30, other))


def _claim(which: str, **columns: object) -> Callable[[World], tuple[str, str]]:
    def corrupt(world: World) -> tuple[str, str]:
        id_ = getattr(world, which)
        Claim.objects.filter(pk=id_).update(**columns)
        return "F3", f"claim {id_} of tribe {world.cast.tribe.pk}"

    return corrupt


def _giving(which: str, **columns: object) -> Callable[[World], tuple[str, str]]:
    def corrupt(world: World) -> tuple[str, str]:
        id_ = getattr(world, which)
        Giving.objects.filter(pk=id_).update(**columns)
        return "F3", f"giving {id_} of tribe {world.cast.tribe.pk}"

    return corrupt


def _settlement(**columns: object) -> Callable[[World], tuple[str, str]]:
    def corrupt(world: World) -> tuple[str, str]:
        Settlement.objects.filter(claim_id=world.first).update(**columns)
        return "F3", world.settlement()

    return corrupt


def _tally(**columns: object) -> Callable[[World], tuple[str, str]]:
    def corrupt(world: World) -> tuple[str, str]:
        Tally.objects.filter(tribe=world.cast.tribe, person=world.cast.member).update(**columns)
        return "F3", f"tally {world.cast.member.pk} of tribe {world.cast.tribe.pk}"

    return corrupt


def _somebody_elses(model: type[Claim] | type[Giving], column: str) -> Callable[[World], tuple[str, str]]:
    def corrupt(world: World) -> tuple[str, str]:
        model.objects.filter(pk=world.ahead).update(**{column: world.cast.outsider.pk})
        return "F3", f"{model.__name__.lower()} {world.ahead} of tribe {world.cast.tribe.pk}"

    return corrupt


def _gone(what: str) -> Callable[[World], tuple[str, str]]:
    def corrupt(world: World) -> tuple[str, str]:
        if what == "claim":
            Claim.objects.filter(pk=world.first).delete()
            named = f"claim {world.first}"
        elif what == "giving":
            Giving.objects.filter(pk=world.first).delete()
            named = f"giving {world.first}"
        elif what == "tally":
            Tally.objects.filter(tribe=world.cast.tribe, person=world.cast.member).delete()
            named = f"tally {world.cast.member.pk}"
        else:
            Settlement.objects.filter(claim_id=world.first).delete()
            named = f"settlement {world.first}, {world.back}"
        return "F3", f"{named} of tribe {world.cast.tribe.pk}, which is not there"

    return corrupt


def _one_is_gone_and_another_too_many(world: World) -> tuple[str, str]:
    """As many rows as there should be."""
    Claim.objects.filter(pk=world.first).update(id=12345)
    return "F3", f"claim {world.first} of tribe {world.cast.tribe.pk}, which is not there"


def _settled_by_another(world: World) -> tuple[str, str]:
    Settlement.objects.filter(claim_id=world.first).update(favor_id=world.ahead)
    return "F3", f"settlement {world.first}, {world.ahead} of tribe {world.cast.tribe.pk}"


def _settles_what_is_not_there(world: World) -> tuple[str, str]:
    Settlement.objects.create(claim_id=12345, favor_id=world.first, minutes=5, direct=False, debtor=world.cast.leader)
    return "F3", f"settlement 12345, {world.first} of tribe {world.cast.tribe.pk}"


def _settles_in_another_tribe(world: World) -> tuple[str, str]:
    parts = {"minutes": 5, "direct": False, "debtor": world.cast.removed}
    Settlement.objects.create(claim_id=world.elsewhere, favor_id=world.ahead, **parts)
    return "F3", f"settlement {world.elsewhere}, {world.ahead} of tribe {world.other.pk}"


def _claim_of_another_tribe(world: World) -> tuple[str, str]:
    Claim.objects.filter(pk=world.first).update(tribe=world.other)
    return "F3", f"claim {world.first} of tribe {world.other.pk}"


def _tally_of_nobody(world: World) -> tuple[str, str]:
    Tally.objects.create(tribe=world.cast.tribe, person=world.cast.outsider, given=500)
    return "F3", f"tally {world.cast.outsider.pk} of tribe {world.cast.tribe.pk}"


def _ledger_without_entries(world: World) -> tuple[str, str]:
    empty = joining.found_tribe(world.cast.leader, "The Well", "We share water.")
    Tally.objects.create(tribe=empty, person=world.cast.leader, ahead=500, clock=1)
    return "F3", f"tally {world.cast.leader.pk} of tribe {empty.pk}"


def _entry(**columns: object) -> Callable[[World], tuple[str, str]]:
    """By somebody who stands above the database's locks, and puts them on again."""

    def corrupt(world: World) -> tuple[str, str]:
        with transaction.atomic(), unlocked("favors_entry"):
            Entry.objects.filter(pk=world.back).update(**columns)
        return "F3", f"giving {world.back} of tribe {world.cast.tribe.pk}"

    return corrupt


def _entry_is_gone(world: World) -> tuple[str, str]:
    with transaction.atomic(), unlocked("favors_entry"):
        Entry.objects.filter(about=world.held).delete()
    return "F3", f"giving {world.held} of tribe {world.cast.tribe.pk}"


def _entry_past_the_ledger(world: World) -> tuple[str, str]:
    id_ = Entry.objects.latest("pk").pk + 1
    parts = {"giver": world.cast.outsider, "receiver": world.cast.leader, "minutes": 60}
    Entry.objects.create(id=id_, tribe=world.cast.tribe, what=What.FAVOR, **parts)
    return "F3", f"giving {id_} of tribe {world.cast.tribe.pk}, which is not there"


def _entry_that_cannot_be(world: World) -> tuple[str, str]:
    id_ = Entry.objects.latest("pk").pk + 1
    Entry.objects.create(id=id_, tribe=world.cast.tribe, what=What.DISMISSED, about_id=world.first)
    return "F3", f"entry {id_}"


def _entry_about_another_tribe(world: World) -> tuple[str, str]:
    id_ = Entry.objects.latest("pk").pk + 1
    Entry.objects.create(id=id_, tribe=world.cast.tribe, what=What.REVERSAL, about_id=world.elsewhere)
    return "F3", f"entry {id_}"


def _contract_backwards(world: World) -> tuple[str, str]:
    """With an allowance of 30, no more than that would lie ahead."""
    moments = {"made_at": timezone.now(), "from_at": datetime(2024, 1, 1, tzinfo=UTC)}
    ContractVersion.objects.create(tribe=world.cast.tribe, patience=90, allowance=30, crowd=12, **moments)
    return "F3", f"giving {world.ahead} of tribe {world.cast.tribe.pk}"


def _unlocked(table: str) -> Callable[[World], tuple[str, str]]:
    def corrupt(world: World) -> tuple[str, str]:
        with connection.cursor() as cursor:
            cursor.execute(statements(table, connection.vendor)[1][0])
        return "F4", table

    return corrupt


CORRUPTIONS: dict[str, Callable[[World], tuple[str, str]]] = {
    "a claim that is less open": _claim("first", open=29),
    "a claim that is closed": _claim("first", open=0),
    "a claim that was forgiven more": _claim("first", forgiven=11),
    "a claim that is younger": _claim("first", since=1 << 40),
    "a claim that was closed": _claim("first", closed=5),
    "a claim that is held": _claim("first", held=True),
    "a held claim that is let go": _claim("held", held=False),
    "a claim of fewer minutes": _claim("first", minutes=55),
    "a claim of another favor": _claim("first", favor_id=12345),
    "a claim on somebody else": _somebody_elses(Claim, "debtor_id"),
    "a claim to somebody else": _somebody_elses(Claim, "creditor_id"),
    "a claim in another tribe": _claim_of_another_tribe,
    "a claim that is gone": _gone("claim"),
    "a claim under another id": _one_is_gone_and_another_too_many,
    "minutes ahead that were spent": _giving("back", free=20),
    "minutes ahead that are gone": _giving("ahead", free=0),
    "minutes ahead for one only": _giving("back", bound=1),
    "more beyond the two": _giving("ahead", beyond=480),
    "an older grant": _giving("ahead", granted=0),
    "a favor that is out": _giving("first", state=2),
    "a favor that is not held": _giving("held", state=0),
    "a favor of more minutes": _giving("ahead", minutes=200),
    "a favor by somebody else": _somebody_elses(Giving, "giver_id"),
    "a favor for somebody else": _somebody_elses(Giving, "receiver_id"),
    "a favor without its other side": _gone("giving"),
    "a settlement of more": _settlement(minutes=21),
    "a settlement of less": _settlement(minutes=1),
    "a settlement that says direct": _settlement(direct=True),
    "a settlement of another's claim": _settlement(debtor_id=12345),
    "a settlement that is gone": _gone("settlement"),
    "a settlement by another favor": _settled_by_another,
    "a settlement of nothing": _settles_what_is_not_there,
    "a settlement across tribes": _settles_in_another_tribe,
    "more given": _tally(given=1000),
    "less received": _tally(received=0),
    "less open": _tally(open=0),
    "more ahead": _tally(ahead=7),
    "an earlier clock": _tally(clock=7),
    "no clock": _tally(clock=0),
    "a tally that is gone": _gone("tally"),
    "a tally of nobody's": _tally_of_nobody,
    "a ledger without entries": _ledger_without_entries,
    "an entry of more minutes": _entry(minutes=60),
    "an entry that became a gift of another size": _entry(minutes=21, gift=True),
    "an objection that is gone": _entry_is_gone,
    "an entry past the ledger": _entry_past_the_ledger,
    "a decision on nothing": _entry_that_cannot_be,
    "an entry about another tribe": _entry_about_another_tribe,
    "a contract that changes what was": _contract_backwards,
    "entries that can be changed": _unlocked("favors_entry"),
    "contracts that can be changed": _unlocked("favors_contractversion"),
}
