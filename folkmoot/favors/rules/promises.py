"""The life of the thing promised between two people, as states and arrows; nothing else moves a promise.

    promised -> done -> thanked
    promised -> dropped            either side, or nobody's word for a month after it was due
    promised -> thanked            the receiver says at once that it happened
    done     -> disputed           the receiver, instead of thanks
    done     -> stands             no word for 14 days: it counts as thanked
    disputed -> thanked | dropped  the receiver after all; or the helper lets it go

Both sides act, and nobody writes credit for themselves: only the receiver, or the receiver's silence, thanks.
"""

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta


class State(enum.StrEnum):
    """Where a promise is."""

    PROMISED = "promised"
    DONE = "done"
    THANKED = "thanked"
    STANDS = "stands"
    DISPUTED = "disputed"
    DROPPED = "dropped"


class Side(enum.StrEnum):
    """Who moves a promise."""

    HELPER = "helper"
    RECEIVER = "receiver"
    TIME = "time"


@dataclass(frozen=True)
class Arrow:
    """One move that there is."""

    start: State
    end: State
    by: frozenset[Side]


_BOTH = frozenset({Side.HELPER, Side.RECEIVER})
_HELPER, _RECEIVER, _TIME = frozenset({Side.HELPER}), frozenset({Side.RECEIVER}), frozenset({Side.TIME})

ARROWS = (
    Arrow(State.PROMISED, State.DONE, _HELPER),
    Arrow(State.PROMISED, State.THANKED, _RECEIVER),
    Arrow(State.PROMISED, State.DROPPED, _BOTH | _TIME),
    Arrow(State.DONE, State.THANKED, _RECEIVER),
    Arrow(State.DONE, State.DISPUTED, _RECEIVER),
    Arrow(State.DONE, State.STANDS, _TIME),
    Arrow(State.DISPUTED, State.THANKED, _RECEIVER),
    Arrow(State.DISPUTED, State.DROPPED, _HELPER),
)

OPEN = frozenset({State.PROMISED, State.DONE, State.DISPUTED})
KEPT = frozenset({State.THANKED, State.STANDS})  # it became a favor

DUE_AFTER = timedelta(days=14)  # when no time was agreed
REMIND_AFTER = (timedelta(days=3), timedelta(days=10), timedelta(days=17))  # after it was due
STANDS_AFTER = timedelta(days=14)  # after it was said to be done
FORGOTTEN_AFTER = timedelta(days=31)  # after it was due, when nobody said a word
LATE = timedelta(hours=24)  # dropped later than this before the agreed time, it is noticed


def starts_of(end: State, by: Side) -> list[State]:
    """The states from which this side may move a promise to ``end``."""
    return [arrow.start for arrow in ARROWS if arrow.end == end and by in arrow.by]


def moves_of(state: State, by: Side) -> list[State]:
    """Where this side may move a promise that is in ``state``."""
    return [arrow.end for arrow in ARROWS if arrow.start == state and by in arrow.by]


def turn_of(state: State) -> Side | None:
    """Whose turn it is; nobody's once it is over."""
    return {State.PROMISED: Side.HELPER, State.DONE: Side.RECEIVER, State.DISPUTED: Side.HELPER}.get(state)


def due_at(promised_at: datetime, agreed_at: datetime | None) -> datetime:
    """By when a promise should have been kept."""
    return agreed_at if agreed_at is not None else promised_at + DUE_AFTER


def is_late(agreed_at: datetime | None, now: datetime) -> bool:
    """Whether dropping it now leaves the other side less than 24 hours."""
    return agreed_at is not None and now > agreed_at - LATE


def reminders_due(due: datetime, now: datetime) -> int:
    """How many of the reminders should have gone out by now."""
    return sum(1 for after in REMIND_AFTER if due + after <= now)
