"""Asking: the price of an ask, whom to ask, putting it before people, saying no, vouching, urgent."""

from typing import Annotated, Literal

from django.utils import timezone
from ninja import Router
from pydantic import Field

from folkmoot.favors.api.board import Asks, one_ask
from folkmoot.favors.api.doors import about, ask_or_404, one_more, topic_or_422, tribe_of_mine
from folkmoot.favors.api.schemas import (
    AskOut,
    BetterOut,
    FitOut,
    Minutes,
    Needed,
    OneAskOut,
    PricedOut,
    PriceOut,
    Reason,
    TooDearOut,
    ask_out,
    fit_out,
    price_out,
)
from folkmoot.favors.selectors import board as selectors
from folkmoot.favors.services import asking
from folkmoot.favors.services.asking import NAMED_MOST, Audience, How, TooDear
from folkmoot.people.api_kit import (
    Asked,
    Before,
    ErrorDetail,
    IdIn,
    In,
    Limit,
    Out,
    Page,
    PathId,
    PersonRef,
    Problem,
    Slug,
    Text,
    by_id,
    me,
    person_ref,
    reads,
    telling_more,
    writes,
)
from folkmoot.permissions.models import Topic
from folkmoot.tribes.models import Tribe

router = Router()
People = Annotated[
    list[IdIn], Field(max_length=NAMED_MOST, description="Ids of people, to ask by name; empty to a crowd.")
]
About = Annotated[Text, Field(max_length=5000, description="What the ask says; skills are compared with it.")]
_TO = "board: nobody, it waits where people come looking; named: these people; crowd: everybody who permits asks."


class DraftPriceIn(In):
    """What would be asked, and of whom."""

    minutes: Minutes
    needed: Needed = 1
    to: Literal["board", "named", "crowd"] = Field("board", description=_TO)
    people: People = []
    topic: IdIn | None = Field(None, description="A topic of the tribe.")
    text: About = ""


class PutIn(In):
    """Before whom an ask is put."""

    to: Literal["named", "crowd"] = Field(description=_TO)
    people: People = []


class PutOut(Out):
    """An ask was put before people. Their number, never who."""

    reached: int
    price: PriceOut
    ask: OneAskOut


class UrgentIn(In):
    reason: Annotated[Reason, Field(description="What the emergency is; the tribe reads it.")]


class UrgentOut(Out):
    """An ask was put before everybody who permits urgent ones."""

    reached: int
    ask: OneAskOut


class Fits(Out):
    """A few who fit, the best first."""

    items: list[FitOut]


class Askable(Page[PersonRef]):
    """Members who permit the tribe, or me, to ask them by name; newest first."""


class AsksForMe(Out):
    """Open asks that I could do, the best first."""

    items: list[AskOut]


# --- before it is put -------------------------------------------------------------------------------
@router.post("/tribes/{slug:slug}/asks/price", summary="The price of an ask (members)", **writes("favors", PricedOut))
def ask_price(request: Asked, slug: Slug, draft: DraftPriceIn) -> PricedOut:
    """Nothing is sent. The gate that would deliver it counts whom it would reach."""
    tribe = tribe_of_mine(request, slug)
    topic = topic_or_422(tribe, draft.topic, "body.topic")
    audience = _audience(draft.to, draft.people, topic)
    price = asking.price_of(me(request), tribe, draft.minutes, draft.needed, audience)
    better = None if price.may_be_pushed else _better(request, tribe, topic, draft.text)
    return PricedOut(price=price_out(price), better=better)


@router.get("/tribes/{slug:slug}/asks/fit", summary="Who fits an ask (members)", **reads(Fits))
def ask_fits(
    request: Asked,
    slug: Slug,
    text: About = "",
    topic: Annotated[IdIn | None, Field(description="A topic of the tribe.")] = None,
) -> Fits:
    """To be asked by name. Nobody stands here for what they owe."""
    tribe = tribe_of_mine(request, slug)
    found = selectors.who_fits(me(request), tribe, topic_or_422(tribe, topic, "query.topic"), text, timezone.now())
    return Fits(items=[fit_out(fit) for fit in found])


@router.get("/tribes/{slug:slug}/asks/askable", summary="Who may be asked by name (members)", **reads(Askable))
def askable_list(
    request: Asked,
    slug: Slug,
    words: Annotated[Text, Field(max_length=200, description="In their name, or in what they can help with.")] = "",
    before: Before = None,
    limit: Limit = 20,
) -> Askable:
    """They permit it."""
    tribe = tribe_of_mine(request, slug)
    rows = selectors.who_may_be_asked(me(request), tribe, timezone.now(), words)
    found, older = by_id(rows, before, limit)
    return Askable(items=[person_ref(person) for person in found], older=older)


@router.get("/tribes/{slug:slug}/asks/for-me", summary="Open asks that I could do (members)", **reads(AsksForMe))
def asks_for_me(request: Asked, slug: Slug) -> AsksForMe:
    """By what I know, what I can help with, and what I have not said no to."""
    now = timezone.now()
    found = selectors.asks_that_fit(me(request), tribe_of_mine(request, slug), now)
    return AsksForMe(items=[ask_out(ask, now) for ask in found])


# --- put before people ------------------------------------------------------------------------------
@router.post(
    "/asks/{id:ask_id}/put",
    summary="Put an ask of mine before people",
    **telling_more(writes("favors", PutOut), 409, TooDearOut.__name__),
)
def ask_put(request: Asked, ask_id: PathId, put: PutIn) -> PutOut:
    """By name, or before everybody who permits asks. 409 'too_dear' names the price and the better ways."""
    ask = ask_or_404(request, ask_id)
    one_more(request, "ask")
    try:
        with about("body.people"):
            sent, price = asking.put_before(me(request), ask_id, _audience(put.to, put.people, None))
    except TooDear as said:
        raise _too_dear(request, said, ask.tribe, ask.topic, f"{ask.what} {ask.words}") from None
    return PutOut(reached=sent.reached, price=price_out(price), ask=one_ask(request, ask_id))


@router.post("/asks/{id:ask_id}/urgent", summary="Mark an ask urgent (leaders)", **writes("favors", UrgentOut))
def ask_urgent(request: Asked, ask_id: PathId, urgent: UrgentIn) -> UrgentOut:
    """An emergency: it reaches everybody who permits urgent asks, once, whatever its price."""
    ask_or_404(request, ask_id)
    with about("body.reason"):
        # Its price is not told: it is made of what the asker owes, and a leader is not the asker.
        sent = asking.mark_urgent(me(request), ask_id, urgent.reason)
    return UrgentOut(reached=sent.reached, ask=one_ask(request, ask_id))


@router.get("/asked", summary="Asks that reached me", **reads(Asks))
def asked_list(request: Asked, before: Before = None, limit: Limit = 20) -> Asks:
    """Open ones that I have not answered. No reason is owed for a no."""
    now = timezone.now()
    found, older = by_id(selectors.asked_of(me(request), now), before, limit)
    return Asks(items=[ask_out(ask, now) for ask in found], older=older)


@router.put("/asks/{id:ask_id}/no", summary="No to an ask", **writes("favors", OneAskOut))
def ask_no(request: Asked, ask_id: PathId) -> OneAskOut:
    """Nobody learns of it: whoever asked sees that it is still open."""
    ask_or_404(request, ask_id)
    asking.say_no(me(request), ask_id)
    return one_ask(request, ask_id)


@router.delete("/asks/{id:ask_id}/no", summary="Take a no back", **writes("favors", OneAskOut))
def ask_no_take_back(request: Asked, ask_id: PathId) -> OneAskOut:
    """Fine where there is none."""
    ask_or_404(request, ask_id)
    asking.take_no_back(me(request), ask_id)
    return one_ask(request, ask_id)


@router.put("/asks/{id:ask_id}/vouch", summary="Vouch for an ask", **writes("favors", OneAskOut))
def ask_vouch(request: Asked, ask_id: PathId) -> OneAskOut:
    """What is not returned within the contract's patience becomes a half of mine."""
    ask_or_404(request, ask_id)
    asking.vouch_for(me(request), ask_id)
    return one_ask(request, ask_id)


@router.delete("/asks/{id:ask_id}/vouch", summary="Vouch for it no more", **writes("favors", OneAskOut))
def ask_vouch_withdraw(request: Asked, ask_id: PathId) -> OneAskOut:
    """As long as nobody has promised anything on it."""
    ask_or_404(request, ask_id)
    asking.withdraw_vouch(me(request), ask_id)
    return one_ask(request, ask_id)


# --- shared -----------------------------------------------------------------------------------------
def _audience(to: str, people: list[int], topic: Topic | None) -> Audience:
    how = None if to == "board" else How(to)
    key = "" if topic is None else topic.key
    return Audience(how, tuple(sorted(set(people))) if how == How.NAMED else (), key)


def _better(request: Asked, tribe: Tribe, topic: Topic | None, text: str) -> BetterOut:
    now = timezone.now()
    fits = selectors.who_fits(me(request), tribe, topic, text, now)
    first = selectors.asks_that_fit(me(request), tribe, now)
    return BetterOut(by_name=[fit_out(fit) for fit in fits], give_first=[ask_out(ask, now) for ask in first])


def _too_dear(request: Asked, said: TooDear, tribe: Tribe, topic: Topic | None, text: str) -> Problem:
    price, better = price_out(said.price), _better(request, tribe, topic, text)
    detail = ErrorDetail(code="too_dear", sentence=str(said), where=None)
    return Problem(409, detail.code, detail.sentence, beside=TooDearOut(error=detail, price=price, better=better))
