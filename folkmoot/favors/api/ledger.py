"""The ledger: one's own halves and standing, favors that one may read of, what they set off."""

from typing import Annotated

from django.utils import timezone
from ninja import Router
from pydantic import Field

from folkmoot.favors.api.doors import favor_or_404, tribe_of_mine
from folkmoot.favors.models import Claim, Entry
from folkmoot.favors.rules.book import State, What
from folkmoot.favors.rules.journey import Ends
from folkmoot.favors.selectors import ledger as selectors
from folkmoot.favors.selectors.journey import Journey, journey_of
from folkmoot.people.api_kit import (
    Asked,
    Before,
    IdOut,
    Limit,
    MomentOut,
    Out,
    Page,
    PathId,
    PersonRef,
    Slug,
    by_id,
    me,
    one_of,
    person_ref,
    reads,
)
from folkmoot.people.models import Person
from folkmoot.tribes.api.schemas import TribeRef, tribe_ref
from folkmoot.tribes.selectors import is_leader

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
        description="direct: to the one who did it; circle: it came back to them by way of others; forward: to others,"
        " or to somebody of whom I may not read."
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
    by: PersonRef | None = Field(description="Who objected is told to leaders and to themselves, null to others.")
    words: str | None = Field(
        description="Why. Of an objection: for the two, for leaders and for whoever objected; of what one of the two"
        " took back: for the two. null for others."
    )
    minutes: int | None = Field(description="Of a forgiving, for the two.")
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


class NodeOut(Out):
    """A favor of a journey."""

    node: int = Field(description="Its number in this journey; 0 is the favor it begins with.")
    step: int = Field(description="How many favors after the first.")
    favor: FavorOut | None = Field(description="null where it stays between two people.")
    came_back: Annotated[str, one_of("first", "known")] | None = Field(
        description="first: it led back to whoever gave the first favor; known: to somebody else who was part of it."
    )
    my_open: int | None = Field(description="Minutes open between me and somebody else; null for what is not mine.")
    i_owe: bool | None


class EdgeOut(Out):
    """A favor, and one that returned it."""

    source: int = Field(description="The node of a favor.")
    target: int = Field(description="The node of one that returned it.")


class JourneyOut(Out):
    """What a favor set off."""

    nodes: list[NodeOut] = Field(description="The first favor comes first.")
    edges: list[EdgeOut]
    is_cut: bool = Field(description="There is more than is told: 60 favors and 8 steps are the most.")
    open_ends: Annotated[str, one_of("none", "some", "most")] | None = Field(
        description="How much of it is open between others; null among fewer than five people."
    )


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
    given_ahead: int = Field(description="Minutes given beyond what was open; they settle my next halves at once.")
    open: list[OpenHalfOut] = Field(description="Oldest first, at most 12; all of them stand in `received`.")
    open_count: int = Field(description="How many are open; 201 where it is more than 200.")
    given_favors: list[FavorOut] = Field(description="Newest first, at most 12.")
    more_given: bool = Field(description="Whether there are more than these.")


class ReceivedOut(Out):
    """A half of mine, open or not, and what returned it."""

    favor: IdOut
    what: str
    claim: ClaimOut


class Received(Page[ReceivedOut]):
    """What I received in a tribe, newest first."""


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
        given_ahead=tally.ahead if tally is not None else 0,
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
        more_given=found.more_given,
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
    two, leads = person.pk in (favor.giver_id, favor.receiver_id), is_leader(favor.tribe_id, person.pk)
    if two:
        rows = sorted([*rows, *selectors.forgivings_of(favor)], key=lambda row: row.pk)
    return History(items=[_entry_out(row, favor, person, two, leads) for row in rows])


@router.get("/favors/{id:favor_id}/journey", summary="What a favor set off", **reads(JourneyOut))
def favor_journey(request: Asked, favor_id: PathId) -> JourneyOut:
    """Who helped whom since, as far as I may read of it. Nothing, where the favor does not count."""
    favor = favor_or_404(request, favor_id)
    if selectors.state_of(favor.pk) != State.COUNTS:
        return JourneyOut(nodes=[], edges=[], is_cut=False, open_ends=None)
    return _journey_out(journey_of(me(request), favor), me(request))


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
    claims = selectors.own_claims_of(person, favor)
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


def _entry_out(row: Entry, favor: Entry, person: Person, two: bool, leads: bool) -> EntryOut:
    """An entry about a favor, for somebody who may read of it: whoever speaks up for others need not fear for it."""
    objection, own = row.what == What.OBJECTION, row.by_id == person.pk
    if objection:
        by_told, words_told = own or leads, own or leads or two
    else:
        between = row.by_id in (favor.giver_id, favor.receiver_id)
        by_told, words_told = True, two or not between
    return EntryOut(
        id=row.pk,
        what=What(row.what).name.lower(),
        by=person_ref(row.by) if row.by is not None and by_told else None,
        words=row.words if words_told else None,
        minutes=row.minutes if row.what == What.FORGIVING else None,
        at=row.at,
    )


def _journey_out(journey: Journey, person: Person) -> JourneyOut:
    places = {favor.id: place for place, favor in enumerate(journey.favors)}
    nodes = [
        NodeOut(
            node=places[favor.id],
            step=favor.step,
            favor=None if favor.entry is None else favor_out(favor.entry, person),
            came_back=None if favor.back is None else favor.back.value,
            my_open=None if favor.own is None else favor.own.open,
            i_owe=None if favor.own is None else favor.own.i_owe,
        )
        for favor in journey.favors
    ]
    edges = [EdgeOut(source=places[source], target=places[target]) for source, target in journey.links]
    told = {Ends.UNTOLD: None, Ends.NONE: "none", Ends.SOME: "some", Ends.MOST: "most"}[journey.ends]
    return JourneyOut(nodes=nodes, edges=edges, is_cut=journey.cut, open_ends=told)


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
                kind=part.kind if part.favor.pk in readable else "forward",
                favor=favor_out(readable[part.favor.pk], person) if part.favor.pk in readable else None,
            )
            for part in parts
        ],
    )
