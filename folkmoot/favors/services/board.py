"""Putting asks and offers on a tribe's board, saying that they are still meant, taking them off."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from folkmoot.favors.models import Ask, Offer
from folkmoot.favors.rules.sizes import (
    NEEDED_MOST,
    PLACE_MAX,
    FavorError,
    checked_line,
    checked_minutes,
    checked_words,
)
from folkmoot.favors.services.asking import topic_of
from folkmoot.people.markdown import render
from folkmoot.people.models import Person
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.models import Tribe
from folkmoot.tribes.services import NotNow, Refused

Kind = TypeVar("Kind", bound=Ask | Offer)
STANDS_FOR = timedelta(days=30)
STANDS_AT_MOST = timedelta(days=366)


@dataclass(frozen=True)
class Draft:
    """What somebody asks for or offers, before it stands on the board."""

    what: str
    minutes: int
    needed: int | None = 1
    words: str = ""
    place: str = ""
    is_remote: bool = False
    topic_id: int | None = None
    at: datetime | None = None
    expires_at: datetime | None = None


def ask_for_help(asker: Person, tribe: Tribe, draft: Draft, steered: bool = False, now: datetime | None = None) -> Ask:
    """Put an ask on the board, where nobody has to say no. Open to every member, whatever they owe.

    ``steered``: it would have been an asymmetric mass ask. Raises Refused, NotNow, FavorError.
    """
    now = now or timezone.now()
    with transaction.atomic():
        return Ask.objects.create(tribe=tribe, by=asker, steered=steered, **_checked(asker, tribe, draft, now))


def offer_help(person: Person, tribe: Tribe, draft: Draft, now: datetime | None = None) -> Offer:
    """Put an offer on the board. Raises Refused, NotNow, FavorError."""
    now = now or timezone.now()
    with transaction.atomic():
        return Offer.objects.create(tribe=tribe, by=person, **_checked(person, tribe, draft, now))


def change_ask(asker: Person, ask_id: int, draft: Draft, now: datetime | None = None) -> Ask:
    """Say an ask differently. What was promised stays as it was promised.

    Once it was put before people at its price, or somebody vouches for it, it cannot take more of anybody's life than
    was said then. Raises Refused, NotNow, FavorError.
    """
    return _change(Ask, asker, ask_id, draft, now or timezone.now())


def change_offer(person: Person, offer_id: int, draft: Draft, now: datetime | None = None) -> Offer:
    """Say an offer differently. Raises Refused, NotNow, FavorError."""
    return _change(Offer, person, offer_id, draft, now or timezone.now())


def _change(kind: type[Kind], person: Person, id_: int, draft: Draft, now: datetime) -> Kind:
    with transaction.atomic():
        found = _own(kind, person, id_)
        if found.closed_at is not None:
            raise NotNow("It is off the board; put it there again first.")
        fields = _checked(person, found.tribe, draft, now)
        fields.pop("made_at")
        if isinstance(found, Ask) and _is_more(found, draft):
            if found.sent.exists():
                raise NotNow("It was put before people at its price, so it can only become smaller. Ask anew for more.")
            if found.vouches.filter(withdrawn_at=None).exists():
                raise NotNow("Somebody vouches for it as it is, so it can only become smaller. Ask anew for more.")
        for name, value in fields.items():
            setattr(found, name, value)
        found.save(update_fields=list(fields))
        return found


def _is_more(ask: Ask, draft: Draft) -> bool:
    """Whether it asks for more minutes, or more helpers, than it does."""
    more_helpers = ask.needed is not None and (draft.needed is None or draft.needed > ask.needed)
    return draft.minutes > ask.minutes or more_helpers


def still_meant(person: Person, kind: type[Kind], id_: int, now: datetime | None = None) -> datetime:
    """'Yes, still needed': it stands for another 30 days from now; until when. Also puts it back on the board."""
    now = now or timezone.now()
    with transaction.atomic():
        found = _own(kind, person, id_)
        if tribes.membership(found.tribe_id, person.pk) is None:
            raise Refused("Only members of this tribe do that.")
        until = now + STANDS_FOR
        kind._default_manager.filter(pk=found.pk).update(expires_at=until, asked_again_at=None, closed_at=None)
        return until


def take_off(person: Person, kind: type[Kind], id_: int, now: datetime | None = None) -> None:
    """Take one's own ask or offer off the board; promises that were made stand. Undone by ``still_meant``. Refused."""
    found = _own(kind, person, id_)
    kind._default_manager.filter(pk=found.pk, closed_at=None).update(closed_at=now or timezone.now())


def _own(kind: type[Kind], person: Person, id_: int) -> Kind:
    rows = kind._default_manager.select_for_update(of=("self",)).select_related("tribe")
    found = rows.filter(pk=id_, by=person).first()
    if not isinstance(found, kind):
        raise Refused("There is nothing of yours like that on a board.")
    return found


def _checked(person: Person, tribe: Tribe, draft: Draft, now: datetime) -> dict[str, object]:
    """The columns of a draft. Raises Refused, NotNow, FavorError."""
    if tribes.membership(tribe.pk, person.pk) is None:
        raise Refused("Only members write on this board.")
    if draft.needed is not None and not 1 <= draft.needed <= NEEDED_MOST:
        raise FavorError(f"Between 1 and {NEEDED_MOST}, or as many as possible.")
    expires_at = draft.expires_at or now + STANDS_FOR
    if not now < expires_at <= now + STANDS_AT_MOST:
        raise FavorError("It stands until a day to come, within a year.")
    if draft.at is not None and not now - timedelta(days=1) <= draft.at <= now + STANDS_AT_MOST:
        raise FavorError("When it is needed lies ahead, within a year.")
    words = checked_words(draft.words)
    place = " ".join(draft.place.replace("\x00", "").split())
    if len(place) > PLACE_MAX:
        raise FavorError(f"Say where in {PLACE_MAX} characters.")
    return {
        "what": checked_line(draft.what),
        "words": words,
        "words_html": render(words) if words else "",
        "minutes": checked_minutes(draft.minutes),
        "needed": draft.needed,
        "place": place,
        "is_remote": draft.is_remote,
        "topic": topic_of(tribe, draft.topic_id),
        "at": draft.at,
        "made_at": now,
        "expires_at": expires_at,
    }
