"""A promise in words, as one of the two reads it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.favors.in_words import day_in_words, minutes_in_words, moment_in_words
from folkmoot.favors.models import Promise
from folkmoot.favors.rules import promises
from folkmoot.favors.rules.promises import Side, State
from folkmoot.favors.selectors.promises import other_of
from folkmoot.favors.selectors.waiting import OBJECTION, STUCK, Waiting
from folkmoot.people.faces import Face
from folkmoot.people.models import Person
from folkmoot.talk.cards import face


@dataclass(frozen=True)
class Told:
    """A promise as this reader is told of it at this moment."""

    promise: Promise
    reader: Person
    now: datetime

    @property
    def state(self) -> State:
        return State(self.promise.state)

    @property
    def side(self) -> Side:
        """Which of the two the reader is."""
        return Side.HELPER if self.promise.helper_id == self.reader.pk else Side.RECEIVER

    @property
    def helps(self) -> bool:
        return self.side == Side.HELPER

    @property
    def other(self) -> Face:
        return face(other_of(self.promise, self.reader))

    @property
    def url(self) -> str:
        return reverse("promise", args=[self.promise.pk])

    @property
    def moves(self) -> list[State]:
        """Where the reader may move it."""
        return promises.moves_of(self.state, self.side)

    @property
    def my_turn(self) -> bool:
        return promises.turn_of(self.state) == self.side

    @property
    def is_open(self) -> bool:
        return self.state in promises.OPEN

    @property
    def minutes(self) -> str:
        return minutes_in_words(self.promise.minutes)

    @property
    def who(self) -> str:
        """Who does it for whom, or did, or was to."""
        name = {"name": self.other.display_name}
        if self.state in promises.KEPT:
            return _("You did it for %(name)s") % name if self.helps else _("%(name)s did it for you") % name
        if self.state == State.DROPPED:
            return (
                _("You were to do it for %(name)s") % name if self.helps else _("%(name)s was to do it for you") % name
            )
        return _("You do it for %(name)s") % name if self.helps else _("%(name)s does it for you") % name

    @property
    def agreed(self) -> str:
        """The agreed time; '' without one."""
        return moment_in_words(self.promise.agreed_at) if self.promise.agreed_at else ""

    @property
    def is_due(self) -> bool:
        """It should have happened by now."""
        return self.state == State.PROMISED and self.promise.due_at <= self.now

    @property
    def drop_is_late(self) -> bool:
        """Dropping it now would leave the other one less than 24 hours."""
        return self.state == State.PROMISED and promises.is_late(self.promise.agreed_at, self.now)

    @property
    def stands_on(self) -> str:
        """From which day it counts as thanked, if nobody says a word; '' when it is not done."""
        return day_in_words(self.promise.done_at + promises.STANDS_AFTER) if self.promise.done_at else ""

    @property
    def steps(self) -> list[str]:
        """The life of it as steps; the last ones are those still to come."""
        if self.state == State.DROPPED:
            return [_("Promised"), _("Let go") if self.promise.done_at else _("Dropped")]
        done = [_("Promised"), _("Done")]
        if self.state == State.DISPUTED:
            return [*done, _("Seen differently"), _("Settled between you")]
        if self.state == State.STANDS:
            return [*done, _("Counts as thanked")]
        return [*done, _("Thanked")]

    @property
    def at(self) -> int:
        """Which of the steps it is at, from 1."""
        if self.state == State.DISPUTED:
            return 3
        return {State.PROMISED: 1, State.DONE: 2}.get(self.state, len(self.steps))

    @property
    def where(self) -> str:
        """Where it stands, and whose turn it is, in one or two sentences."""
        said = {"name": self.other.display_name, "when": self.agreed, "day": self.stands_on}
        match self.state, self.helps:
            case State.PROMISED, _ if self.is_due:
                return self._due()
            case State.PROMISED, True:
                if self.agreed:
                    return _("It is your turn: you do it on %(when)s.") % said
                due = {"day": day_in_words(self.promise.due_at)}
                return _("It is your turn. No time is agreed; two weeks are usual, so by %(day)s.") % due
            case State.PROMISED, False:
                if self.agreed:
                    return _("It is %(name)s's turn: agreed for %(when)s.") % said
                return _("It is %(name)s's turn. No time is agreed yet.") % said
            case State.DONE, True:
                return (
                    _("You said that it happened. It is %(name)s's turn; without a word it counts on %(day)s.") % said
                )
            case State.DONE, False:
                return _("%(name)s says that it happened. It is your turn; without a word it counts on %(day)s.") % said
            case State.DISPUTED, True:
                return _("%(name)s saw it differently. It is your turn: talk about it, or let it go.") % said
            case State.DISPUTED, False:
                return _("You saw it differently. It is %(name)s's turn; you may thank after all.") % said
        return self._over()

    @property
    def reason_by(self) -> str:
        """Whose words the reason is, where that is known: a helper who lets go may leave those of the dispute."""
        if self.state == State.DISPUTED:
            writer: int | None = self.promise.receiver_id
        else:
            writer = None if self.promise.done_at else self.promise.dropped_by_id
        if writer is None:
            return _("What was said of it:")
        name = {"name": self.other.display_name}
        return _("Your words:") if writer == self.reader.pk else _("%(name)s's words:") % name

    def _due(self) -> str:
        said = {"name": self.other.display_name, "day": day_in_words(self.promise.due_at)}
        if self.helps:
            return _("It is your turn: it was due on %(day)s. Did it happen?") % said
        return _("It was due on %(day)s, and it is %(name)s's turn. If it happened, you may thank at once.") % said

    def _over(self) -> str:
        ended = day_in_words(self.promise.ended_at) if self.promise.ended_at else ""
        said = {"name": self.other.display_name, "day": ended}
        if self.state == State.THANKED:
            if self.helps:
                return _("%(name)s thanked you on %(day)s.") % said
            return _("You thanked on %(day)s.") % said
        if self.state == State.STANDS:
            return _("Nobody said a word for two weeks, so it counts as thanked since %(day)s.") % said
        by = self.promise.dropped_by_id
        if by is None:
            return _("Nobody said a word for a month after it was due, so it was dropped on %(day)s.") % said
        if self.promise.done_at:
            return (_("You let it go on %(day)s.") if self.helps else _("%(name)s let it go on %(day)s.")) % said
        return (
            _("You dropped it on %(day)s.") if by == self.reader.pk else _("%(name)s dropped it on %(day)s.")
        ) % said


@dataclass(frozen=True)
class WaitingTold:
    """One thing that waits, as a line with a way there."""

    text: str
    what: str
    url: str
    tribe: str
    face: Face | None = None


def waiting_in_words(waiting: Waiting, now: datetime) -> WaitingTold:
    """What waits for whoever reads this, and what it wants of them."""
    other = face(waiting.other) if waiting.other is not None else None
    said = {"name": other.display_name if other is not None else ""}
    if waiting.why in (OBJECTION, STUCK):
        text = (
            _("Somebody objected: it waits for your decision")
            if waiting.why == OBJECTION
            else _("Somebody objected, and another leader has to decide: name one")
        )
        url = reverse("favor_decide" if waiting.why == OBJECTION else "favor", args=[waiting.id])
        return WaitingTold(text, waiting.what or _("A favor"), url, waiting.tribe)
    text = {
        State.DONE: _("%(name)s says it is done: thank them"),
        State.DISPUTED: _("%(name)s saw it differently: talk about it, or let it go"),
        State.PROMISED: _("%(name)s waits for it: you promised")
        if waiting.due is None or waiting.due > now
        else _("It was due for %(name)s: did it happen?"),
    }[State(waiting.why)] % said
    return WaitingTold(text, waiting.what, reverse("promise", args=[waiting.id]), waiting.tribe, other)
