"""Reading promises: the two see them, and nobody else does."""

from datetime import datetime
from typing import TypeVar

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from folkmoot.favors.models import Ask, Note, Offer, Promise
from folkmoot.favors.rules import promises
from folkmoot.favors.rules.promises import Side, State
from folkmoot.favors.selectors.board import ASK_BEFORE_END
from folkmoot.people.models import Person
from folkmoot.tribes.models import Membership

PAGE = 20
Kind = TypeVar("Kind", Ask, Offer)


def promises_of(person: Person) -> QuerySet[Promise]:
    """Every promise in which this person is one of the two, with both and the tribe; the newest first."""
    own = Promise.objects.filter(Q(helper=person) | Q(receiver=person))
    return own.select_related("helper", "receiver", "tribe").order_by("-id")


def promise_for(person: Person, promise_id: int) -> Promise | None:
    """Twin of ``promises_of``: one promise, with the favor it became, if this person is one of the two."""
    rows = promises_of(person).select_related("ask", "offer", "dropped_by", "entry")
    return rows.filter(pk=promise_id).first()


def open_promises(person: Person) -> tuple[list[Promise], list[Promise]]:
    """What is going on: where it is this person's turn, and where it is the other one's. Sooner due comes first."""
    mine: list[Promise] = []
    others: list[Promise] = []
    for promise in promises_of(person).filter(state__in=promises.OPEN):
        turn = promises.turn_of(State(promise.state))
        (mine if promise.side_of(person) == turn else others).append(promise)
    return sorted(mine, key=_soonest), sorted(others, key=_soonest)


def _soonest(promise: Promise) -> datetime:
    return promise.done_at or promise.due_at


def over(person: Person, before: int | None = None) -> tuple[list[Promise], int | None]:
    """A page of what is over, the newest first, and the id before which the next page begins."""
    rows = promises_of(person).exclude(state__in=promises.OPEN)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def notes_of(promise: Promise) -> list[Note]:
    """What the two said to one another about it, the oldest first."""
    return list(promise.notes.select_related("by").order_by("id"))


def other_of(promise: Promise, person: Person) -> Person:
    """The other one of the two."""
    return promise.receiver if promise.side_of(person) == Side.HELPER else promise.helper


def leaving_soon(kind: type[Kind], now: datetime) -> QuerySet[Kind]:
    """Asks or offers of members that leave the board within three days, with something about them still open.

    Not what was put there for three days or less: whoever did that knows.
    """
    rows = kind._default_manager.filter(
        closed_at=None, expires_at__gt=now, expires_at__lte=now + ASK_BEFORE_END, made_at__lte=now - ASK_BEFORE_END
    )
    belongs = Membership.objects.filter(tribe_id=OuterRef("tribe_id"), person_id=OuterRef("by_id"))
    going = ~Q(promises__state=State.DROPPED)
    rows = rows.filter(Exists(belongs)).annotate(promised=Coalesce(Sum("promises__minutes", filter=going), 0))
    still_open = Q(needed=None) | Q(promised__lt=F("needed") * F("minutes"))
    return rows.filter(still_open).select_related("by", "tribe").order_by("expires_at", "id")
