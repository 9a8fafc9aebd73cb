"""Asks, offers, promises and favors as the API says them."""

from datetime import datetime
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, model_validator

from folkmoot.favors.models import Ask, AskSent, Offer
from folkmoot.favors.models.board import OnBoard
from folkmoot.favors.rules import sizes
from folkmoot.favors.rules.price import Kind, Price
from folkmoot.favors.selectors import board as selectors
from folkmoot.ids import moment_of
from folkmoot.people.api_kit import (
    ErrorOut,
    IdIn,
    IdOut,
    In,
    MomentIn,
    MomentOut,
    Out,
    PersonRef,
    Text,
    one_of,
    person_ref,
)
from folkmoot.permissions.api.schemas import TopicOut, topic_out
from folkmoot.tribes.api.schemas import TribeRef, tribe_ref

Minutes = Annotated[
    int,
    Field(ge=sizes.MINUTES_LEAST, le=sizes.MINUTES_MOST, description="Of each helper: 5 is a moment, 30 an errand."),
]
Needed = Annotated[
    int | None, Field(ge=1, le=sizes.NEEDED_MOST, description="Helpers (of an offer: times); null: without an end.")
]
Line = Annotated[Text, Field(min_length=1, max_length=sizes.WHAT_MAX, description="In one line.")]
Words = Annotated[Text, Field(max_length=sizes.WORDS_MAX, description="Markdown.")]
Place = Annotated[Text, Field(max_length=sizes.PLACE_MAX)]
Reason = Annotated[Text, Field(min_length=1, max_length=sizes.REASON_MAX)]
KindOut = Annotated[str, one_of(*Kind)]
HowOut = Annotated[str, one_of(*AskSent.How.values)]
ReasonWord = Literal["permits", "topic", "skill", "returns", "rested"]


# --- the board --------------------------------------------------------------------------------------
class OnBoardOut(Out):
    """What asks and offers have in common."""

    id: IdOut
    tribe: TribeRef
    by: PersonRef
    what: str = Field(description="In one line.")
    words: str = Field(description="More about it, in Markdown.")
    html: str = Field(description="The same as HTML that is safe to show.")
    minutes: int = Field(description="Of each helper, or each time.")
    needed: int | None = Field(description="Helpers (of an offer: times); null: without an end.")
    place: str
    is_remote: bool = Field(description="It can be done from anywhere.")
    topic: TopicOut | None
    at: MomentOut | None = Field(description="When it is needed, or offered.")
    made_at: MomentOut
    expires_at: MomentOut
    is_open: bool = Field(description="It stands on the board.")
    helpers: int = Field(description="How many promised (of an offer: how often it was taken up).")


class AskOut(OnBoardOut):
    """Somebody needs a favor."""

    still_needed: int | None = Field(description="Minutes that nobody has promised yet; null: without an end.")
    urgent: str | None = Field(description="Why a leader marked it an emergency; null for any other.")


class OfferOut(OnBoardOut):
    """Somebody would do a favor."""


class PriceOut(Out):
    """What an ask costs: minutes and people."""

    pushed_to: int = Field(description="People of the audience whose permission lets it through.")
    needed: int = Field(description="Helpers; of 'as many as possible' everybody it is pushed to.")
    minutes: int = Field(description="Of each.")
    expected: float = Field(description="Helpers who will come, by the tribe's own record.")
    made_to_say_no: int = Field(description="People put in the position of saying no.")
    taken: int = Field(description="Minutes of everybody's life.")
    to_return: int = Field(description="Minutes that will stand open against my pace.")
    days: float | None = Field(description="Until that is returned, at my pace; null: never.")
    kind: KindOut
    may_be_pushed: bool = Field(description="false: it waits on the board; see the better ways.")


class SentOut(Out):
    """What was sent of an ask. Numbers of people, never who."""

    how: HowOut
    reached: int
    at: MomentOut
    price: PriceOut | None = Field(description="The price that stood beside it; null of an urgent one.")


class OneAskOut(AskOut):
    """An ask by itself, and where one stands towards it."""

    vouchers: list[PersonRef] = Field(description="Who stands behind it.")
    reached_me: bool = Field(description="It was put before me.")
    i_said_no: bool = Field(description="Nobody else learns it.")
    older_favors_waiting: int | None = Field(
        description="How many older favors of whoever asks wait to be returned; 0 of somebody in good standing. Told"
        " to those whom it was put before, null for everybody else."
    )
    my_promise: IdOut | None = Field(description="My promise to help with it that goes on.")
    sent: list[SentOut] | None = Field(description="For whoever asks; null for everybody else.")


class DraftIn(In):
    """What somebody asks for, or offers."""

    what: Line
    minutes: Minutes
    needed: Needed = 1
    words: Words = ""
    place: Place = ""
    is_remote: bool = Field(False, description="It can be done from anywhere.")
    topic: IdIn | None = Field(None, description="A topic of the tribe.")
    at: MomentIn | None = Field(None, description="When it is needed, or offered.")
    expires_at: MomentIn | None = Field(None, description="Until when it stands; null: for 30 days. A year at most.")

    @model_validator(mode="before")
    @classmethod
    def _stands_on_the_board(cls, sent: Any) -> Any:
        """Whoever sends an audience along is told where that is chosen."""
        meant = next((name for name in ("audience", "to", "people") if isinstance(sent, dict) and name in sent), "")
        if meant:
            raise ValueError(
                f"'{meant}' is not chosen here: this puts it on the board. Put an ask before people with"
                " POST /asks/{id}/put, and see first what that costs with POST /tribes/{slug}/asks/price"
            )
        return sent


class DraftChange(In):
    """What changes; what is left out stays as it is."""

    what: Line | None = None
    minutes: Minutes | None = None
    needed: Needed = None
    words: Words | None = None
    place: Place | None = None
    is_remote: bool | None = None
    topic: IdIn | None = None
    at: MomentIn | None = None
    expires_at: MomentIn | None = None


# --- the price --------------------------------------------------------------------------------------
class FitOut(Out):
    """Somebody who could be asked by name, and why. Every reason is one that they chose to show."""

    person: PersonRef
    reasons: list[Annotated[str, one_of(*get_args(ReasonWord))]] = Field(
        description="permits: they permit to be asked; topic, skill: their profile says so; returns: they let askers"
        " see that they would like to give something back; rested: nobody asked them for 60 days."
    )


class BetterOut(Out):
    """Ways to get help that make nobody say no. The board is always open."""

    by_name: list[FitOut] = Field(description="A few who fit, to be asked by name.")
    give_first: list[AskOut] = Field(description="Open asks of others that I could do; giving shortens the return.")


class PricedOut(Out):
    """The price of a draft, and better ways where there are any to be named."""

    price: PriceOut
    better: BetterOut | None = Field(description="null where it may be pushed.")


class TooDearOut(ErrorOut):
    """409 'too_dear': one asking a crowd for what cannot be returned. It was not sent and stands on the board."""

    price: PriceOut
    better: BetterOut


# --- from rows --------------------------------------------------------------------------------------
def _on_board(row: OnBoard, now: datetime) -> dict[str, object]:
    return {
        "id": row.pk,
        "tribe": tribe_ref(row.tribe),
        "by": person_ref(row.by),
        "what": row.what,
        "words": row.words,
        "html": row.words_html,
        "minutes": row.minutes,
        "needed": row.needed,
        "place": row.place,
        "is_remote": row.is_remote,
        "topic": None if row.topic is None else topic_out(row.topic),
        "at": row.at,
        "made_at": row.made_at,
        "expires_at": row.expires_at,
        "is_open": row.closed_at is None and row.expires_at > now,
        "helpers": getattr(row, "helpers", 0),
    }


def ask_out(ask: Ask, now: datetime) -> AskOut:
    """A line of the board; from a selector that counts its helpers."""
    return AskOut.model_validate(
        {**_on_board(ask, now), "still_needed": selectors.still_needed(ask), "urgent": ask.urgent_reason or None}
    )


def offer_out(offer: Offer, now: datetime) -> OfferOut:
    """A line of the board; from a selector that counts how often it was taken up."""
    return OfferOut.model_validate(_on_board(offer, now))


def sent_out(sent: AskSent) -> SentOut:
    """A sending, for whoever asked. Of an urgent one, which a leader sent, no price was theirs to weigh."""
    price = None if sent.how == AskSent.How.URGENT else PriceOut(**sent.price, may_be_pushed=True)
    return SentOut(how=sent.how, reached=sent.reached, at=moment_of(sent.message_id), price=price)


def price_out(price: Price) -> PriceOut:
    """A price."""
    return PriceOut(
        pushed_to=price.pushed_to,
        needed=price.needed,
        minutes=price.minutes,
        expected=price.expected,
        made_to_say_no=price.made_to_say_no,
        taken=price.taken,
        to_return=price.to_return,
        days=price.days,
        kind=price.kind.value,
        may_be_pushed=price.may_be_pushed,
    )


def fit_out(fit: selectors.Fit) -> FitOut:
    """Somebody who could be asked."""
    return FitOut(person=person_ref(fit.person), reasons=list(fit.reasons))
