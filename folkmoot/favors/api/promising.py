"""Promises, which the two see and nobody else: made, kept, thanked, disputed, dropped, talked over; thanks unasked."""

from typing import Annotated

from ninja import Router
from pydantic import Field

from folkmoot.favors.api.doors import about, ask_or_404, offer_or_404, one_more, promise_or_404, tribe_of_mine
from folkmoot.favors.api.ledger import OneFavorOut, one_favor
from folkmoot.favors.api.schemas import Line, Minutes, Reason
from folkmoot.favors.models import Note, Promise
from folkmoot.favors.rules import promises as rules
from folkmoot.favors.rules.promises import Side, State
from folkmoot.favors.rules.sizes import REASON_MAX
from folkmoot.favors.selectors.promises import notes_of, promises_of
from folkmoot.favors.services import promising
from folkmoot.people.api_kit import (
    Asked,
    Before,
    IdIn,
    IdOut,
    In,
    Limit,
    MomentIn,
    MomentOut,
    Out,
    Page,
    PathId,
    PersonRef,
    Slug,
    Text,
    by_id,
    me,
    one_of,
    person_ref,
    reads,
    writes,
)
from folkmoot.people.models import Person
from folkmoot.tribes.api.doors import someone
from folkmoot.tribes.api.schemas import TribeRef, tribe_ref

router = Router()
NoteText = Annotated[Text, Field(max_length=1000, description="A word to the other one; they alone read it.")]
StateOut = Annotated[str, one_of(*State)]
SideOut = Annotated[str, one_of(Side.HELPER, Side.RECEIVER)]
MINUTES = "Of the whole, or a part; null: as it was asked or offered."
WHEN = "When; null: at no time in particular."


class PromiseOut(Out):
    """Something that one will do for another."""

    id: IdOut
    tribe: TribeRef
    helper: PersonRef
    receiver: PersonRef
    my_side: SideOut
    what: str
    ask: IdOut | None
    offer: IdOut | None
    minutes: int
    agreed_at: MomentOut | None
    due_at: MomentOut = Field(description="As agreed, or 14 days after it was promised.")
    gift: bool = Field(description="Nothing is owed for it.")
    shared: bool = Field(description="The tribe may read of it once it was thanked.")
    state: StateOut
    turn: SideOut | None = Field(description="Whose turn it is; null when it is over.")
    my_turn: bool
    moves: list[StateOut] = Field(description="Where I may move it now.")
    promised_at: MomentOut
    done_at: MomentOut | None
    ended_at: MomentOut | None
    dropped_by: PersonRef | None = Field(description="null too where nobody said a word for a month.")
    dropped_late: bool = Field(description="Less than 24 hours before the agreed time.")
    reason: str = Field(description="Of a drop, or of a dispute.")
    favor: IdOut | None = Field(description="What it became when it was thanked.")


class Promises(Page[PromiseOut]):
    """Promises of mine, on either side, newest first."""


class NoteOut(Out):
    """A word between the two."""

    id: IdOut
    by: PersonRef
    text: str
    at: MomentOut


class Notes(Out):
    """All of them, oldest first; there are at most 100."""

    items: list[NoteOut]


class HelpIn(In):
    """A promise to help."""

    minutes: Minutes | None = Field(None, description=MINUTES)
    agreed_at: MomentIn | None = Field(None, description=WHEN)
    words: NoteText = ""
    gift: bool = Field(False, description="Nothing shall be owed for it.")


class TakeIn(In):
    """Taking somebody at their offer."""

    minutes: Minutes | None = Field(None, description=MINUTES)
    agreed_at: MomentIn | None = Field(None, description=WHEN)
    words: NoteText = ""


class DoneIn(In):
    gift: bool | None = Field(None, description="Nothing is owed for it; null: as it was promised.")
    shared: bool | None = Field(None, description="false keeps it between the two, whatever the receiver says.")


class ThankIn(In):
    minutes: Minutes | None = Field(None, description="If it was less than was promised.")
    shared: bool | None = Field(None, description="false keeps it between the two.")


class DisputeIn(In):
    reason: Annotated[Reason, Field(description="What went differently; the other one reads it.")]


class DropIn(In):
    reason: Annotated[Text, Field(max_length=REASON_MAX, description="None is owed.")] = ""


class TimeIn(In):
    agreed_at: MomentIn | None = Field(description=WHEN)


class NoteIn(In):
    text: NoteText


class ThanksIn(In):
    """For a favor that nobody asked for."""

    giver: IdIn = Field(description="Who did it; a member of the tribe.")
    what: Line
    minutes: Minutes
    shared: bool = Field(True, description="The tribe may read who did what for whom; never what is open for it.")
    done_at: MomentIn | None = Field(None, description="When it happened; null: now.")


# --- reading ----------------------------------------------------------------------------------------
@router.get("/promises", summary="Promises of mine", **reads(Promises))
def promises_list(
    request: Asked,
    open: Annotated[bool | None, Field(description="true: what goes on; false: what is over; nothing: both.")] = None,
    before: Before = None,
    limit: Limit = 20,
) -> Promises:
    """What I promised, and what was promised to me, each with whose turn it is."""
    rows = promises_of(me(request)).select_related("entry", "dropped_by")
    if open is not None:
        rows = rows.filter(state__in=rules.OPEN) if open else rows.exclude(state__in=rules.OPEN)
    found, older = by_id(rows, before, limit)
    return Promises(items=[promise_out(promise, me(request)) for promise in found], older=older)


@router.get("/promises/{id:promise_id}", summary="A promise", **reads(PromiseOut))
def promise_read(request: Asked, promise_id: PathId) -> PromiseOut:
    """For the two."""
    return _one(request, promise_id)


# --- made -------------------------------------------------------------------------------------------
@router.post("/asks/{id:ask_id}/promises", summary="Promise to help", **writes("favors", PromiseOut, 201))
def promise_make(request: Asked, ask_id: PathId, help: HelpIn) -> PromiseOut:
    """All of what one helper is asked for, or a part."""
    ask_or_404(request, ask_id)
    one_more(request, "promise")
    made = promising.promise_help(me(request), ask_id, help.minutes, help.agreed_at, help.words, help.gift)
    return _one(request, made.pk)


@router.post("/offers/{id:offer_id}/promises", summary="Take up an offer", **writes("favors", PromiseOut, 201))
def offer_take(request: Asked, offer_id: PathId, take: TakeIn) -> PromiseOut:
    """What they offered is promised to me now."""
    offer_or_404(request, offer_id)
    one_more(request, "promise")
    made = promising.take_up(me(request), offer_id, take.minutes, take.agreed_at, take.words)
    return _one(request, made.pk)


# --- its life ---------------------------------------------------------------------------------------
@router.post("/promises/{id:promise_id}/done", summary="It is done (helper)", **writes("favors", PromiseOut))
def promise_done(request: Asked, promise_id: PathId, done: DoneIn) -> PromiseOut:
    """Now it is the receiver's turn."""
    promise_or_404(request, promise_id)
    promising.say_done(me(request), promise_id, done.gift, done.shared)
    return _one(request, promise_id)


@router.post("/promises/{id:promise_id}/thank", summary="Thank for it (receiver)", **writes("favors", PromiseOut))
def promise_thank(request: Asked, promise_id: PathId, thanks: ThankIn) -> PromiseOut:
    """A favor from now on, whose other half is open with me, unless it was a gift."""
    promise_or_404(request, promise_id)
    with about("body.minutes"):
        promising.thank(me(request), promise_id, thanks.minutes, thanks.shared)
    return _one(request, promise_id)


@router.post("/promises/{id:promise_id}/dispute", summary="It was not so (receiver)", **writes("favors", PromiseOut))
def promise_dispute(request: Asked, promise_id: PathId, dispute: DisputeIn) -> PromiseOut:
    """Instead of thanks; it is the helper's turn."""
    promise_or_404(request, promise_id)
    with about("body.reason"):
        promising.dispute(me(request), promise_id, dispute.reason)
    return _one(request, promise_id)


@router.post("/promises/{id:promise_id}/drop", summary="Let a promise go", **writes("favors", PromiseOut))
def promise_drop(request: Asked, promise_id: PathId, drop: DropIn) -> PromiseOut:
    """Either of the two, before it is done. Less than 24 hours before the agreed time it is noticed, by the two."""
    promise_or_404(request, promise_id)
    with about("body.reason"):
        promising.drop(me(request), promise_id, drop.reason)
    return _one(request, promise_id)


@router.put("/promises/{id:promise_id}/time", summary="Agree on a time", **writes("favors", PromiseOut))
def promise_time(request: Asked, promise_id: PathId, time: TimeIn) -> PromiseOut:
    """Either of the two, before it is done."""
    promise_or_404(request, promise_id)
    with about("body.agreed_at"):
        promising.agree_on(me(request), promise_id, time.agreed_at)
    return _one(request, promise_id)


@router.get("/promises/{id:promise_id}/notes", summary="What the two said about it", **reads(Notes))
def notes_list(request: Asked, promise_id: PathId) -> Notes:
    """For the two."""
    return Notes(items=[_note_out(note) for note in notes_of(promise_or_404(request, promise_id))])


@router.post("/promises/{id:promise_id}/notes", summary="A word to the other one", **writes("favors", NoteOut, 201))
def note_write(request: Asked, promise_id: PathId, note: NoteIn) -> NoteOut:
    """When, where, what to bring."""
    promise_or_404(request, promise_id)
    one_more(request, "note")
    with about("body.text"):
        return _note_out(promising.write_note(me(request), promise_id, note.text))


@router.post(
    "/tribes/{slug:slug}/thanks",
    summary="Thank for what nobody asked for (members)",
    **writes("favors", OneFavorOut, 201),
)
def thank_unasked(request: Asked, slug: Slug, thanks: ThanksIn) -> OneFavorOut:
    """A favor, whose other half is open with me. Sent twice, it is entered twice."""
    tribe, giver = tribe_of_mine(request, slug), someone(thanks.giver)
    one_more(request, "thank")
    favor_id = promising.thank_unasked(
        me(request), tribe, giver, thanks.what, thanks.minutes, thanks.shared, thanks.done_at
    )
    return one_favor(request, favor_id)


# --- shared -----------------------------------------------------------------------------------------
def promise_out(promise: Promise, person: Person) -> PromiseOut:
    """A promise for one of the two."""
    side, state = promise.side_of(person), State(promise.state)
    turn = rules.turn_of(state)
    entry = getattr(promise, "entry", None)
    return PromiseOut(
        id=promise.pk,
        tribe=tribe_ref(promise.tribe),
        helper=person_ref(promise.helper),
        receiver=person_ref(promise.receiver),
        my_side=side or "",
        what=promise.what,
        ask=promise.ask_id,
        offer=promise.offer_id,
        minutes=promise.minutes,
        agreed_at=promise.agreed_at,
        due_at=promise.due_at,
        gift=promise.gift,
        shared=promise.shared,
        state=state.value,
        turn=turn,
        my_turn=turn is not None and turn == side,
        moves=[] if side is None else [end.value for end in rules.moves_of(state, side)],
        promised_at=promise.promised_at,
        done_at=promise.done_at,
        ended_at=promise.ended_at,
        dropped_by=None if promise.dropped_by is None else person_ref(promise.dropped_by),
        dropped_late=promise.dropped_late,
        reason=promise.reason,
        favor=None if entry is None else entry.pk,
    )


def _one(request: Asked, promise_id: int) -> PromiseOut:
    return promise_out(promise_or_404(request, promise_id), me(request))


def _note_out(note: Note) -> NoteOut:
    return NoteOut(id=note.pk, by=person_ref(note.by), text=note.text, at=note.at)
