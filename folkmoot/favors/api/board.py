"""A tribe's board: asks and offers, found, read, put there, changed, taken off and put there again."""

from dataclasses import replace
from typing import Annotated

from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from folkmoot.favors.api.doors import ask_or_404, offer_or_404, one_more, tribe_of_mine
from folkmoot.favors.api.schemas import (
    AskOut,
    DraftChange,
    DraftIn,
    OfferOut,
    OneAskOut,
    ask_out,
    offer_out,
    sent_out,
)
from folkmoot.favors.models import Ask, Offer
from folkmoot.favors.models.board import OnBoard
from folkmoot.favors.rules.promises import OPEN
from folkmoot.favors.rules.sizes import MINUTES_LEAST, MINUTES_MOST, PLACE_MAX
from folkmoot.favors.selectors import board as selectors
from folkmoot.favors.selectors.asked import older_favors_waiting
from folkmoot.favors.selectors.promises import promises_of
from folkmoot.favors.services import board
from folkmoot.people.api_kit import (
    Asked,
    Before,
    IdIn,
    In,
    Limit,
    MomentIn,
    Out,
    Page,
    PathId,
    Slug,
    Text,
    by_id,
    me,
    person_ref,
    reads,
    writes,
)

router = Router()


class Asks(Page[AskOut]):
    """Asks, newest first."""


class Offers(Page[OfferOut]):
    """Offers, newest first."""


class MineOut(Out):
    """What I asked for and offered, newest first, also what is over; the last 100 of each."""

    asks: list[AskOut]
    offers: list[OfferOut]


class FilterIn(In):
    """What is looked for; what is left out lets all through."""

    topic: IdIn | None = Field(None, description="A topic of the tribe.")
    minutes_at_most: Annotated[int, Field(ge=MINUTES_LEAST, le=MINUTES_MOST)] | None = None
    place: Annotated[Text, Field(max_length=PLACE_MAX, description="There, or from anywhere.")] = ""
    remote: bool | None = Field(None, description="true: from anywhere; false: only what needs somebody there.")
    until: MomentIn | None = Field(None, description="Needed by then, or at no time in particular.")
    words: Annotated[Text, Field(max_length=200, description="In what it says.")] = ""
    before: Before = None
    limit: Limit = 20

    def wanted(self) -> selectors.Filter:
        """As the selectors take it."""
        return selectors.Filter(self.topic, self.minutes_at_most, self.place, self.remote, self.until, self.words)


# --- asks -------------------------------------------------------------------------------------------
@router.get("/tribes/{slug:slug}/asks", summary="Open asks of a tribe (members)", **reads(Asks))
def asks_list(request: Asked, slug: Slug, filter: Query[FilterIn]) -> Asks:
    """Nobody has to say no to them."""
    now = timezone.now()
    rows = selectors.asks_on_board(tribe_of_mine(request, slug), now, filter.wanted())
    found, older = by_id(rows, filter.before, filter.limit)
    return Asks(items=[ask_out(ask, now) for ask in found], older=older)


@router.post("/tribes/{slug:slug}/asks", summary="Ask for a favor (members)", **writes("favors", OneAskOut, 201))
def ask_make(request: Asked, slug: Slug, ask: DraftIn) -> OneAskOut:
    """It stands on the board, which is open to every member, whatever they owe. It is put before nobody."""
    tribe = tribe_of_mine(request, slug)
    one_more(request, "ask")
    return one_ask(request, board.ask_for_help(me(request), tribe, _draft(ask)).pk)


@router.get("/asks/{id:ask_id}", summary="An ask", **reads(OneAskOut))
def ask_read(request: Asked, ask_id: PathId) -> OneAskOut:
    """For members of its tribe."""
    return one_ask(request, ask_id)


@router.patch("/asks/{id:ask_id}", summary="Say an ask of mine differently", **writes("favors", OneAskOut))
def ask_change(request: Asked, ask_id: PathId, change: DraftChange) -> OneAskOut:
    """What was promised stays as it was promised."""
    draft = _changed(ask_or_404(request, ask_id), change)
    board.change_ask(me(request), ask_id, draft)
    return one_ask(request, ask_id)


@router.post("/asks/{id:ask_id}/off", summary="Take an ask of mine off the board", **writes("favors", OneAskOut))
def ask_off(request: Asked, ask_id: PathId) -> OneAskOut:
    """Promises that were made stand."""
    ask_or_404(request, ask_id)
    board.take_off(me(request), Ask, ask_id)
    return one_ask(request, ask_id)


@router.post("/asks/{id:ask_id}/again", summary="An ask of mine is still meant", **writes("favors", OneAskOut))
def ask_again(request: Asked, ask_id: PathId) -> OneAskOut:
    """It stands for another 30 days, also when it was off the board."""
    ask_or_404(request, ask_id)
    board.still_meant(me(request), Ask, ask_id)
    return one_ask(request, ask_id)


# --- offers -----------------------------------------------------------------------------------------
@router.get("/tribes/{slug:slug}/offers", summary="Open offers of a tribe (members)", **reads(Offers))
def offers_list(request: Asked, slug: Slug, filter: Query[FilterIn]) -> Offers:
    """What others would do."""
    now = timezone.now()
    rows = selectors.offers_on_board(tribe_of_mine(request, slug), now, filter.wanted())
    found, older = by_id(rows, filter.before, filter.limit)
    return Offers(items=[offer_out(offer, now) for offer in found], older=older)


@router.post("/tribes/{slug:slug}/offers", summary="Offer a favor (members)", **writes("favors", OfferOut, 201))
def offer_make(request: Asked, slug: Slug, offer: DraftIn) -> OfferOut:
    """It stands on the board."""
    tribe = tribe_of_mine(request, slug)
    one_more(request, "ask")
    return one_offer(request, board.offer_help(me(request), tribe, _draft(offer)).pk)


@router.get("/offers/{id:offer_id}", summary="An offer", **reads(OfferOut))
def offer_read(request: Asked, offer_id: PathId) -> OfferOut:
    """For members of its tribe."""
    return one_offer(request, offer_id)


@router.patch("/offers/{id:offer_id}", summary="Say an offer of mine differently", **writes("favors", OfferOut))
def offer_change(request: Asked, offer_id: PathId, change: DraftChange) -> OfferOut:
    """What was promised stays as it was promised."""
    draft = _changed(offer_or_404(request, offer_id), change)
    board.change_offer(me(request), offer_id, draft)
    return one_offer(request, offer_id)


@router.post("/offers/{id:offer_id}/off", summary="Take an offer of mine off the board", **writes("favors", OfferOut))
def offer_off(request: Asked, offer_id: PathId) -> OfferOut:
    """Promises that were made stand."""
    offer_or_404(request, offer_id)
    board.take_off(me(request), Offer, offer_id)
    return one_offer(request, offer_id)


@router.post("/offers/{id:offer_id}/again", summary="An offer of mine is still meant", **writes("favors", OfferOut))
def offer_again(request: Asked, offer_id: PathId) -> OfferOut:
    """It stands for another 30 days, also when it was off the board."""
    offer_or_404(request, offer_id)
    board.still_meant(me(request), Offer, offer_id)
    return one_offer(request, offer_id)


@router.get("/me/board", summary="What I asked for and offered", **reads(MineOut))
def me_board(request: Asked) -> MineOut:
    """In every tribe, also what is over."""
    now = timezone.now()
    asks, offers = selectors.own_on_board(me(request))
    return MineOut(asks=[ask_out(ask, now) for ask in asks], offers=[offer_out(offer, now) for offer in offers])


# --- shared -----------------------------------------------------------------------------------------
def one_ask(request: Asked, ask_id: int) -> OneAskOut:
    """An ask as this person may see it. Problem 404."""
    person, now, ask = me(request), timezone.now(), ask_or_404(request, ask_id)
    mine = ask.by_id == person.pk
    reached = not mine and selectors.delivery_of(person, ask) is not None
    promised = promises_of(person).filter(ask=ask, helper=person, state__in=OPEN).first()
    sent = [sent_out(one) for one in selectors.sendings_of(ask)]
    return OneAskOut(
        **ask_out(ask, now).model_dump(),
        vouchers=[person_ref(vouch.by) for vouch in selectors.vouches_of(ask)],
        reached_me=reached,
        i_said_no=selectors.has_declined(person, ask),
        older_favors_waiting=older_favors_waiting(ask.by_id, ask.tribe_id, now) if reached else None,
        my_promise=None if promised is None else promised.pk,
        sent=sent if mine else None,
    )


def one_offer(request: Asked, offer_id: int) -> OfferOut:
    """An offer as this person may see it. Problem 404."""
    return offer_out(offer_or_404(request, offer_id), timezone.now())


def _draft(said: DraftIn) -> board.Draft:
    fields = said.model_dump(exclude={"topic"})
    return board.Draft(**fields, topic_id=said.topic)


_MAY_BE_NOTHING = {"needed", "topic", "at"}


def _changed(row: OnBoard, change: DraftChange) -> board.Draft:
    """What stands there, with what changes."""
    fields = {
        ("topic_id" if name == "topic" else name): value
        for name, value in change.model_dump(exclude_unset=True).items()
        if value is not None or name in _MAY_BE_NOTHING
    }
    standing = board.Draft(
        row.what, row.minutes, row.needed, row.words, row.place, row.is_remote, row.topic_id, row.at, row.expires_at
    )
    return replace(standing, **fields)
