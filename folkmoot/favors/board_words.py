"""What stands on a board as its cards say it: how much, who helps, when, where, until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.favors.in_words import day_in_words, minutes_in_words, moment_in_words
from folkmoot.favors.models import Ask, Offer, Promise
from folkmoot.favors.rules.promises import State
from folkmoot.favors.selectors.board import still_needed
from folkmoot.people.faces import Face
from folkmoot.people.models import Person
from folkmoot.talk.cards import face

DISCS_MOST = 8


@dataclass(frozen=True)
class Card:
    """An ask or an offer as one reader sees it at this moment. ``promise``: the reader's own, if there is one."""

    row: Ask | Offer
    reader: Person
    now: datetime
    promise: Promise | None = None

    @property
    def is_ask(self) -> bool:
        return isinstance(self.row, Ask)

    @property
    def is_mine(self) -> bool:
        return self.row.by_id == self.reader.pk

    @property
    def url(self) -> str:
        return reverse("ask" if self.is_ask else "offer", args=[self.row.pk])

    @property
    def by(self) -> Face:
        return face(self.row.by)

    @property
    def helpers(self) -> int:
        """How many promised, or took it up."""
        return int(getattr(self.row, "helpers", 0))

    @property
    def promised(self) -> int:
        """Minutes of it."""
        return int(getattr(self.row, "promised", 0))

    @property
    def left(self) -> int | None:
        """Minutes that nobody promised yet; None without an end."""
        row = self.row
        return still_needed(row) if isinstance(row, Ask) else None

    @property
    def is_open(self) -> bool:
        """It stands on the board."""
        return self.row.closed_at is None and self.row.expires_at > self.now

    @property
    def is_full(self) -> bool:
        """Everything is promised, or taken."""
        if self.is_ask:
            return self.left == 0
        return self.row.needed is not None and self.helpers >= self.row.needed

    @property
    def may_be_done(self) -> bool:
        """The reader may promise it, or take it up."""
        return self.is_open and not self.is_full and not self.is_mine and self.promise is None

    @property
    def size(self) -> str:
        """'30 minutes each, 3 people'."""
        needed = self.row.needed
        said = {"time": minutes_in_words(self.row.minutes), "n": needed}
        if not self.is_ask:
            if needed is None:
                return _("%(time)s each time") % said
            if needed == 1:
                return _("%(time)s, once") % said
            return ngettext("%(time)s, up to %(n)s time", "%(time)s, up to %(n)s times", needed) % said
        if needed is None:
            return _("%(time)s each, from as many as like to") % said
        if needed == 1:
            return minutes_in_words(self.row.minutes)
        return ngettext("%(time)s each, %(n)s person", "%(time)s each, %(n)s people", needed) % said

    @property
    def help(self) -> str:
        """'2 of 3 helpers found; 20 minutes are still open'."""
        needed, helpers = self.row.needed, self.helpers
        if not self.is_ask:
            if not helpers:
                return _("nobody has taken it up yet")
            if needed is None:
                return ngettext("taken up %(n)s time", "taken up %(n)s times", helpers) % {"n": helpers}
            taken = ngettext("taken up %(n)s of %(all)s time", "taken up %(n)s of %(all)s times", needed)
            return taken % {"n": helpers, "all": needed}
        if needed is None:
            return ngettext("%(n)s helps", "%(n)s help", helpers) % {"n": helpers} if helpers else _("nobody helps yet")
        if not helpers:
            return _("nobody helps yet")
        said = {"n": helpers, "all": needed, "left": minutes_in_words(self.left or 0)}
        if self.left == 0:
            return _("%(n)s found: everything is promised") % said
        if helpers < needed and self.promised == helpers * self.row.minutes:
            return ngettext("%(n)s of %(all)s helper found", "%(n)s of %(all)s helpers found", needed) % said
        if helpers < needed:
            text = ngettext(
                "%(n)s of %(all)s helper found, %(left)s still open",
                "%(n)s of %(all)s helpers found, %(left)s still open",
                needed,
            )
            return text % said
        return _("partly promised, %(left)s still open") % said

    @property
    def discs(self) -> list[bool]:
        """Helpers as discs, those found first; none where there are too many to see at a glance."""
        needed = self.row.needed
        if needed is None or not 1 < needed <= DISCS_MOST:
            return []
        return [place < self.helpers for place in range(needed)]

    @property
    def when(self) -> str:
        """'Sat 5 December, 14:00'; '' where it does not say."""
        return moment_in_words(self.row.at) if self.row.at else ""

    @property
    def where(self) -> str:
        """'At the allotments', 'from anywhere'; '' where it does not say."""
        if self.row.is_remote:
            return f"{self.row.place}, " + _("or from anywhere") if self.row.place else _("from anywhere")
        return self.row.place

    @property
    def until(self) -> str:
        """'stands until Tue 1 December', or what became of it."""
        if self.row.closed_at is not None:
            return _("taken off the board")
        said = {"day": day_in_words(self.row.expires_at)}
        return (_("stands until %(day)s") if self.is_open else _("left the board on %(day)s")) % said

    @property
    def urgent(self) -> str:
        """The reason, where a leader marked it urgent."""
        return self.row.urgent_reason if isinstance(self.row, Ask) else ""

    @property
    def urgent_by(self) -> str:
        """Which leader did."""
        row = self.row
        return row.urgent_by.display_name if isinstance(row, Ask) and row.urgent_by is not None else _("a leader")

    @property
    def topic(self) -> str:
        return self.row.topic.name if self.row.topic is not None else ""


def cards_of(rows: Iterable[Ask | Offer], reader: Person, now: datetime) -> list[Card]:
    """Cards for one reader: one query for what they promised, or took up, of these."""
    rows = list(rows)
    asks = [row.pk for row in rows if isinstance(row, Ask)]
    offers = [row.pk for row in rows if isinstance(row, Offer)]
    own: dict[int, Promise] = {}
    if asks:
        going = Promise.objects.filter(ask_id__in=asks, helper=reader).exclude(state=State.DROPPED)
        own |= {promise.ask_id: promise for promise in going if promise.ask_id is not None}
    if offers:
        taken = Promise.objects.filter(offer_id__in=offers, receiver=reader).exclude(state=State.DROPPED)
        own |= {promise.offer_id: promise for promise in taken if promise.offer_id is not None}
    return [Card(row, reader, now, own.get(row.pk)) for row in rows]


def card_of(row: Ask | Offer, reader: Person, now: datetime) -> Card:
    """One card."""
    return cards_of([row], reader, now)[0]
