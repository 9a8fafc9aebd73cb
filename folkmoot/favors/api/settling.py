"""What is entered about a favor later: objected to, decided on, taken back, forgiven."""

import contextlib
from typing import Annotated

from ninja import Router
from pydantic import Field

from folkmoot.favors.api.doors import about, favor_or_404, one_more
from folkmoot.favors.api.ledger import OneFavorOut, one_favor
from folkmoot.favors.api.schemas import Reason
from folkmoot.favors.rules.sizes import REASON_MAX, checked_line
from folkmoot.favors.selectors.claims import is_own_claim, may_forgive_unseen
from folkmoot.favors.services import settling
from folkmoot.people.api_kit import Asked, In, PathId, Text, me, not_found, writes
from folkmoot.tribes.services import NotNow, Refused

router = Router()


class ObjectionIn(In):
    reason: Annotated[Reason, Field(description="Whom it harmed, and how.")]


class DecisionIn(In):
    upheld: bool = Field(description="true: it stays out of the account; false: it counts again.")
    reason: Annotated[Reason, Field(description="Why; the tribe reads it.")]


class BackIn(In):
    reason: Annotated[Reason, Field(description="What the mistake was.")]


class ForgiveIn(In):
    reason: Annotated[Text, Field(max_length=REASON_MAX, description="A leader gives one, for the tribe to read.")] = ""


@router.post("/favors/{id:favor_id}/object", summary="Object to a favor", **writes("favors", OneFavorOut))
def favor_object(request: Asked, favor_id: PathId, objection: ObjectionIn) -> OneFavorOut:
    """It harmed somebody: it is held out of the account until a leader decides. Not by one of the two."""
    favor_or_404(request, favor_id)
    one_more(request, "object")
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
    """By whoever gave; by a leader with a reason, who is not told whether anything was open. The half of a favor has
    the favor's id."""
    own = is_own_claim(me(request), claim_id)
    if not own and not may_forgive_unseen(me(request), claim_id):
        raise not_found()
    with about("body.reason"):
        if own:
            settling.forgive(me(request), claim_id, forgiving.reason)
            return
        reason = checked_line(forgiving.reason, "why, for the tribe to read", REASON_MAX)
        with contextlib.suppress(Refused, NotNow):  # a gift, or nothing of it is open: that is for the two alone
            settling.forgive(me(request), claim_id, reason)
