"""The ledger: one's own halves and standing, favors that one may read of, and what happens to a favor later."""

from typing import Annotated

from django.utils import timezone
from ninja import Router
from pydantic import Field

from folkmoot.favors.api.doors import about, favor_or_404, tribe_of_mine
from folkmoot.favors.api.schemas import Reason
from folkmoot.favors.models import Claim, Entry
from folkmoot.favors.rules.book import State, What
from folkmoot.favors.selectors import ledger as selectors
from folkmoot.favors.selectors.claims import claims_between, may_know_claim
from folkmoot.favors.services import settling
from folkmoot.people.api_kit import (
    Asked,
    Before,
    IdOut,
    In,
    Limit,
    MomentOut,
    Out,
    Page,
    PathId,
    PersonRef,
    Slug,
    Text,
    by_id,
    me,
    not_found,
    one_of,
    person_ref,
    reads,
    writes,
)
from folkmoot.people.models import Person
from folkmoot.tribes.api.schemas import TribeRef, tribe_ref

router = Router()
FavorStateOut = Annotated[str, one_of(*(state.name.lower() for state in State))]
EventOut = Annotated[str, one_of("objection", "dismissed", "upheld", "reversal", "forgiving")]
PartKind = Annotated[str, one_of("direct", "circle", "forward")]


class FavorOut(Out):
    """Who did what for whom, and when; minutes are for the two alone."""

    id: IdOut
    giver: PersonRef
    receiver: PersonRef
    what: str
    done_at: MomentOut
    shared: bool = Field(description="The tribe may read of it.")
    minutes: int | None = Field(description="null for whoever is not one of the two.")
    gift: bool | None = Field(description="Nothing is owed for it; null for whoever is not one of the two.")


class PartOut(Out):
    """Minutes of a half that were returned."""

    minutes: int
    kind: PartKind = Field(
        description="direct: to the one who did it; circle: it came back to them by way of others; forward: to others."
    )
    favor: FavorOut | None = Field(description="By which favor; null where I may not read of it.")


class ClaimOut(Out):
    """The half of a favor that somebody received; seen by the two alone."""

    id: IdOut
    debtor: PersonRef = Field(description="Who has it to return, to anybody in the tribe.")
    creditor: PersonRef
    minutes: int
    open: int = Field(description="Minutes not returned yet.")
    forgiven: int
    since: MomentOut = Field(description="Its age counts from here.")
    is_held: bool = Field(description="It does not count until a leader has decided.")
    parts: list[PartOut] = Field(description="What was returned, and how.")


class EntryOut(Out):
    """Something that was entered about a favor since."""

    id: IdOut
    what: EventOut
    by: PersonRef | None = Field(description="null for an objection of somebody else.")
    words: str = Field(description="Why.")
    minutes: int | None = Field(description="Of a forgiving.")
    at: MomentOut


class OneFavorOut(FavorOut):
    """A favor by itself."""

    tribe: TribeRef
    state: FavorStateOut = Field(description="held: out of the account until a leader decides; out: for good.")
    promise: IdOut | None = Field(description="What it was promised as, for the two.")
    claims: list[ClaimOut] = Field(description="What it opened between me and somebody else; nobody else's.")


class Favors(Page[FavorOut]):
    """Favors, newest first."""


class History(Out):
    """What was entered about a favor since, oldest first."""

    items: list[EntryOut]


class StandingOut(Out):
    """My standing, line by line. Nobody else's is told anywhere."""

    is_good: bool
    open_minutes: int
    oldest_since: MomentOut | None = Field(description="Since when the half that has been open longest counts.")
    too_old: bool = Field(description="It is older than the contract's patience.")
    too_much: bool = Field(description="More minutes are open than its allowance.")
    patience: int = Field(description="Days.")
    allowance: int = Field(description="Minutes.")


class OpenHalfOut(Out):
    """A favor that I received and have not returned yet."""

    id: IdOut = Field(description="Of the half.")
    favor: IdOut
    what: str
    creditor: PersonRef = Field(description="Who did it; it may be returned to anybody in the tribe.")
    minutes: int
    open: int = Field(description="Minutes not returned yet.")
    since: MomentOut
    too_old: bool = Field(description="Older than the contract's patience.")


class HalvesOut(Out):
    """What I received and gave in a tribe; only I read it."""

    standing: StandingOut
    given: int = Field(description="Minutes, in all.")
    received: int = Field(description="Minutes, in all.")
    open: list[OpenHalfOut] = Field(description="Oldest first, at most 50.")
    open_count: int
    given_favors: list[FavorOut] = Field(description="Newest first, at most 50.")
    given_count: int


class ReceivedOut(Out):
    """A half of mine, open or not, and what returned it."""

    favor: IdOut
    what: str
    claim: ClaimOut


class Received(Page[ReceivedOut]):
    """What I received in a tribe, newest first."""


class ObjectionIn(In):
    reason: Annotated[Reason, Field(description="Whom it harmed, and how.")]


class DecisionIn(In):
    upheld: bool = Field(description="true: it stays out of the account; false: it counts again.")
    reason: Annotated[Reason, Field(description="Why; the tribe reads it.")]


class BackIn(In):
    reason: Annotated[Reason, Field(description="What the mistake was.")]


class ForgiveIn(In):
    reason: Annotated[Text, Field(max_length=500, description="A leader gives one, for the tribe to read.")] = ""


# --- my own -----------------------------------------------------------------------------------------
@router.get("/tribes/{slug:slug}/halves", summary="My halves in a tribe (members)", **reads(HalvesOut))
def halves_read(request: Asked, slug: Slug) -> HalvesOut:
    """What I have received and not yet returned, what I gave, and my standing."""
    found = selectors.my_halves(me(request), tribe_of_mine(request, slug), timezone.now())
    standing, contract, tally = found.standing, found.contract, found.tally
    return HalvesOut(
        standing=StandingOut(
            is_good=standing.is_good,
            open_minutes=standing.open_minutes,
            oldest_since=standing.oldest_since,
            too_old=standing.too_old,
            too_much=standing.too_much,
            patience=contract.patience,
            allowance=contract.allowance,
        ),
        given=tally.given if tally is not None else 0,
        received=tally.received if tally is not None else 0,
        open=[
            OpenHalfOut(
                id=half.claim.pk,
                favor=half.favor.pk,
                what=half.favor.words,
                creditor=person_ref(half.creditor),
                minutes=half.claim.minutes,
                open=half.open,
                since=half.claim.since_at,
                too_old=half.too_old,
            )
            for half in found.open
        ],
        open_count=found.open_count,
        given_favors=[favor_out(given, me(request), giver=me(request)) for given in found.given],
        given_count=found.given_count,
    )


@router.get("/tribes/{slug:slug}/received", summary="What I received in a tribe (members)", **reads(Received))
def received_list(request: Asked, slug: Slug, before: Before = None, limit: Limit = 20) -> Received:
    """With what returned each half, and how."""
    person, tribe = me(request), tribe_of_mine(request, slug)
    found = selectors.received_halves(person, tribe, before, limit + 1)
    page = found[:limit]
    readable = _readable(person, tribe.pk, [part for half in page for part in half.settled_by])
    items = [
        ReceivedOut(
            favor=half.favor.pk,
            what=half.favor.words,
            claim=_claim_out(half.claim, person, half.creditor, half.settled_by, person, readable),
        )
        for half in page
    ]
    return Received(items=items, older=page[-1].claim.pk if len(found) > limit else None)


# --- favors -----------------------------------------------------------------------------------------
@router.get("/tribes/{slug:slug}/favors", summary="Favors that I may read of (members)", **reads(Favors))
def favors_list(request: Asked, slug: Slug, before: Before = None, limit: Limit = 20) -> Favors:
    """My own, and those that the tribe may read of."""
    rows = selectors.favors_seen_by(me(request), tribe_of_mine(request, slug).pk)
    found, older = by_id(rows, before, limit)
    return Favors(items=[favor_out(favor, me(request)) for favor in found], older=older)


@router.get("/favors/{id:favor_id}", summary="A favor", **reads(OneFavorOut))
def favor_read(request: Asked, favor_id: PathId) -> OneFavorOut:
    """The two see what is open for it; others, where it is shared, who did what for whom."""
    return one_favor(request, favor_id)


@router.get("/favors/{id:favor_id}/history", summary="What became of a favor", **reads(History))
def favor_history(request: Asked, favor_id: PathId) -> History:
    """Objections, decisions, reversals; what was forgiven, for the two."""
    favor, person = favor_or_404(request, favor_id), me(request)
    rows = selectors.history_of(favor)
    if person.pk in (favor.giver_id, favor.receiver_id):
        rows = sorted([*rows, *selectors.forgivings_of(favor)], key=lambda row: row.pk)
    return History(items=[entry_out(row, person) for row in rows])


@router.post("/favors/{id:favor_id}/object", summary="Object to a favor", **writes("favors", OneFavorOut))
def favor_object(request: Asked, favor_id: PathId, objection: ObjectionIn) -> OneFavorOut:
    """It harmed somebody: it is held out of the account until a leader decides. Not by one of the two."""
    favor_or_404(request, favor_id)
    with about("body.reason"):
        settling.object_to(me(request), favor_id, objection.reason)
    return one_favor(request, favor_id)


@router.post(
    "/favors/{id:favor_id}/decide", summary="Decide on an objection (leaders)", **writes("favors", OneFavorOut)
)
def favor_decide(request: Asked, favor_id: PathId, decision: DecisionIn) -> OneFavorOut:
    """Not by one of the two it is about."""
    favor_or_404(request, favor_id)
    with about("body.reason"):
        settling.decide(me(request), favor_id, decision.upheld, decision.reason)
    return one_favor(request, favor_id)


@router.post("/favors/{id:favor_id}/back", summary="Take a favor back", **writes("favors", OneFavorOut))
def favor_back(request: Asked, favor_id: PathId, back: BackIn) -> OneFavorOut:
    """A mistake is set right by a new entry: by its giver, or by a leader who is not one of the two."""
    favor_or_404(request, favor_id)
    with about("body.reason"):
        settling.take_back(me(request), favor_id, back.reason)
    return one_favor(request, favor_id)


@router.post("/claims/{id:claim_id}/forgive", summary="Forgive what is open", **writes("favors", None, 204))
def claim_forgive(request: Asked, claim_id: PathId, forgiving: ForgiveIn) -> None:
    """By whoever gave; by a leader with a reason. The half of a favor has the favor's id."""
    if not may_know_claim(me(request), claim_id):
        raise not_found()
    with about("body.reason"):
        settling.forgive(me(request), claim_id, forgiving.reason)


# --- shared -----------------------------------------------------------------------------------------
def favor_out(favor: Entry, person: Person, giver: Person | None = None) -> FavorOut:
    """A favor for somebody who may read of it. ``giver``: where the selector did not bring them."""
    giver, receiver = giver or favor.giver, favor.receiver
    if giver is None or receiver is None:
        raise ValueError("A favor has two people.")
    of_the_two = person.pk in (favor.giver_id, favor.receiver_id)
    return FavorOut(
        id=favor.pk,
        giver=person_ref(giver),
        receiver=person_ref(receiver),
        what=favor.words,
        done_at=favor.done_at or favor.at,
        shared=favor.shared,
        minutes=favor.minutes if of_the_two else None,
        gift=favor.gift if of_the_two else None,
    )


def one_favor(request: Asked, favor_id: int) -> OneFavorOut:
    """A favor as this person may read of it. Problem 404."""
    favor, person = favor_or_404(request, favor_id), me(request)
    claims = claims_between(person, favor)
    parts = selectors.parts_of([claim.pk for claim in claims])
    readable = _readable(person, favor.tribe_id, [part for some in parts.values() for part in some])
    return OneFavorOut(
        **favor_out(favor, person).model_dump(),
        tribe=tribe_ref(favor.tribe),
        state=selectors.state_of(favor.pk).name.lower(),
        promise=favor.promise_id if person.pk in (favor.giver_id, favor.receiver_id) else None,
        claims=[
            _claim_out(claim, claim.debtor, claim.creditor, parts.get(claim.pk, []), person, readable)
            for claim in claims
        ],
    )


def entry_out(row: Entry, person: Person) -> EntryOut:
    """An entry about a favor, for somebody who may read of it. Who objects is not told to others."""
    hidden = row.what == What.OBJECTION and row.by_id != person.pk
    return EntryOut(
        id=row.pk,
        what=What(row.what).name.lower(),
        by=None if row.by is None or hidden else person_ref(row.by),
        words=row.words,
        minutes=row.minutes if row.what == What.FORGIVING else None,
        at=row.at,
    )


def _readable(person: Person, tribe_id: int, parts: list[selectors.Part]) -> dict[int, Entry]:
    """Those of the favors that returned something which this person may read of, with their people: one query."""
    ids = {part.favor.pk for part in parts}
    return {favor.pk: favor for favor in selectors.favors_seen_by(person, tribe_id).filter(pk__in=ids)} if ids else {}


def _claim_out(
    claim: Claim,
    debtor: Person,
    creditor: Person,
    parts: list[selectors.Part],
    person: Person,
    readable: dict[int, Entry],
) -> ClaimOut:
    return ClaimOut(
        id=claim.pk,
        debtor=person_ref(debtor),
        creditor=person_ref(creditor),
        minutes=claim.minutes,
        open=claim.open,
        forgiven=claim.forgiven,
        since=claim.since_at,
        is_held=claim.held,
        parts=[
            PartOut(
                minutes=part.minutes,
                kind=part.kind,
                favor=favor_out(readable[part.favor.pk], person) if part.favor.pk in readable else None,
            )
            for part in parts
        ],
    )
