"""What waits for somebody in favors, for the home page: promises that are their turn, objections, asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models import Subquery as Of
from django.db.models.functions import Coalesce

from folkmoot.favors.models import Ask, Entry, Giving, Promise
from folkmoot.favors.rules.book import State as Counting
from folkmoot.favors.rules.book import What
from folkmoot.favors.rules.promises import DUE_AFTER, State, due_at
from folkmoot.favors.selectors.asked import first_asked
from folkmoot.people.models import Person
from folkmoot.talk.reached import Author
from folkmoot.tribes.models import Membership

FIRST = 4  # on the home page
ASKED, OBJECTION, STUCK = "asked", "objection", "stuck"  # what waits, beside the states of a promise
LEADER = Membership.Role.LEADER


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for whoever looks.

    ``why``: the state of a promise, ASKED, OBJECTION, or STUCK: an objection for which another leader is needed.
    """

    why: str
    id: int  # of the promise, of the ask, or of the favor that was objected to
    what: str
    other: Author | None  # the other one of the promise, or the asker
    tribe: str
    due: datetime | None  # of what was promised


@dataclass(frozen=True)
class AllWaiting:
    """What waits: turns (the first ones, and whether there are more), and the newest few asks."""

    turns: list[Waiting]
    more: bool
    asked: list[Waiting]


def waits_for(person: Person, now: datetime, count: int = FIRST) -> AllWaiting:
    """The first so many turns of this person, and what was asked of them: one query.

    Objections come first, then what others wait for a word on, then what is promised, sooner due first.
    """
    helping = Promise.objects.filter(helper=person, state__in=[State.PROMISED, State.DISPUTED])
    receiving = Promise.objects.filter(receiver=person, state=State.DONE)
    asks = Ask.objects.filter(pk__in=first_asked(person, now).values("pk"))
    branches = [
        *(_promised(rows, other, count + 1) for rows, other in ((helping, "receiver"), (receiving, "helper"))),
        _objections(person, count + 1),
    ]
    turns: list[Waiting] = []
    asked: list[Waiting] = []
    rows: Iterable[tuple[Any, ...]] = _asked(asks).union(*branches, all=True)
    for why, key, what, tribe, promised, agreed, pk, name, host, display_name, picture in rows:
        other = Author(pk, name, host, display_name, picture) if pk else None
        due = due_at(promised, agreed) if promised is not None else None
        (asked if why == ASKED else turns).append(Waiting(why, key, what, other, tribe, due))
    turns.sort(key=_rank)
    return AllWaiting(turns[:count], len(turns) > count, sorted(asked, key=lambda one: -one.id))


def can_be_decided(favor: Entry, objector_id: int | None, leading: Sequence[Person]) -> bool:
    """Whether one of these leaders may decide on an objection: none of the two, nor whoever objected, unless they
    lead alone.
    """
    two = (favor.giver_id, favor.receiver_id)
    return any(one.pk not in two and (one.pk != objector_id or len(leading) == 1) for one in leading)


def _rank(one: Waiting) -> tuple[int, float, int]:
    first = {OBJECTION: 0, STUCK: 0, State.PROMISED: 2}.get(one.why, 1)
    return first, one.due.timestamp() if one.due is not None else 0.0, one.id


def _of(who: str) -> list[str]:
    """Of whom a face is drawn."""
    return [f"{who}__{field}" for field in ("id", "name", "host", "display_name", "picture")]


def _asked(asks: QuerySet[Ask]) -> QuerySet[Ask, tuple[Any, ...]]:
    nothing = Value(None, output_field=DateTimeField())
    rows = asks.annotate(why=Value(ASKED, output_field=CharField()), promised=nothing, agreed=nothing)
    return rows.values_list("why", "id", "what", "tribe__name", "promised", "agreed", *_of("by"))


def _promised(promises: QuerySet[Promise], other: str, count: int) -> QuerySet[Promise, tuple[Any, ...]]:
    usual = ExpressionWrapper(F("promised_at") + DUE_AFTER, output_field=DateTimeField())
    first = promises.order_by(Coalesce("done_at", "agreed_at", usual), "id")[:count]
    rows = Promise.objects.filter(pk__in=first.values("pk"))
    return rows.values_list("state", "id", "what", "tribe__name", "promised_at", "agreed_at", *_of(other))


def _objections(person: Person, count: int) -> QuerySet[Giving, tuple[Any, ...]]:
    """Favors that are held in the tribes which this person leads: theirs to decide on, or stuck for want of a leader.

    Begins with what is held, which has an index of its own.
    """
    led = Membership.objects.filter(person=person, role=LEADER).values("tribe_id")
    others = Membership.objects.filter(tribe_id=OuterRef("tribe_id"), role=LEADER).exclude(person=person)
    objected = Entry.objects.filter(about_id=OuterRef("id"), what=What.OBJECTION).order_by("-id").values("by")[:1]
    free = others.exclude(person_id=OuterRef("giver_id")).exclude(person_id=OuterRef("receiver_id"))
    free = free.exclude(person_id=OuterRef("objector"))
    held = Giving.objects.filter(state=Counting.HELD, tribe_id__in=led).annotate(objector=Of(objected))
    party = Q(giver=person) | Q(receiver=person) | (Q(objector=person.pk) & Exists(others))
    held = held.filter(~party | ~Exists(free)).order_by("id")
    nothing, nobody = Value(None, output_field=DateTimeField()), Value("", output_field=CharField())
    rows = held.annotate(
        why=Case(When(party, then=Value(STUCK)), default=Value(OBJECTION), output_field=CharField()),
        what=Of(Entry.objects.filter(pk=OuterRef("id")).values("words")[:1]),
        promised=nothing,
        agreed=nothing,
        person_id=Value(0, output_field=IntegerField()),
        nobody_a=nobody,
        nobody_b=nobody,
        nobody_c=nobody,
        nobody_d=nobody,
    ).filter(pk__in=held.values("pk")[:count])
    return rows.order_by().values_list(
        "why", "id", "what", "tribe__name", "promised", "agreed",
        "person_id", "nobody_a", "nobody_b", "nobody_c", "nobody_d",
    )  # fmt: skip
