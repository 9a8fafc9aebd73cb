"""What reached me: why it did, and 'not for me'."""

from ninja import Router
from pydantic import Field

from folkmoot.ids import moment_of
from folkmoot.people.api_kit import (
    Asked,
    IdOut,
    MomentOut,
    Out,
    PathId,
    PersonRef,
    me,
    not_found,
    person_ref,
    reads,
    writes,
)
from folkmoot.permissions import selectors
from folkmoot.permissions.api.schemas import HolderOut, ScopeOut, TermsOut, holder_out, terms_out
from folkmoot.permissions.models import Delivery
from folkmoot.permissions.rules import Scope
from folkmoot.permissions.services import giving

router = Router()


class WhyOut(Out):
    """The permission that let a post through, as it was then."""

    post: IdOut
    sender: PersonRef
    sent_at: MomentOut
    holder: HolderOut = Field(description="Whose permission carried it: the sender's own, or the tribe's.")
    permission: IdOut
    version: IdOut = Field(description="The row of its history that was in force.")
    scope: ScopeOut
    terms: TermsOut = Field(description="What it allowed then.")
    not_for_me: bool


@router.get("/posts/{id:post_id}/why", summary="Why a post reached me", **reads(WhyOut))
def post_why(request: Asked, post_id: PathId) -> WhyOut:
    """404 for what did not reach me: what I merely come and read needs no permission of mine."""
    return _why_out(_delivery(request, post_id))


@router.put("/posts/{id:post_id}/not-for-me", summary="'Not for me'", **writes("permissions", WhyOut))
def not_for_me_say(request: Asked, post_id: PathId) -> WhyOut:
    """Its writer learns a number, never who. Saying it twice is saying it once."""
    giving.say_not_for_me(me(request), post_id)
    return _why_out(_delivery(request, post_id))


@router.delete("/posts/{id:post_id}/not-for-me", summary="Take 'not for me' back", **writes("permissions", WhyOut))
def not_for_me_take_back(request: Asked, post_id: PathId) -> WhyOut:
    """It counts as any other again."""
    _delivery(request, post_id)
    giving.take_back_not_for_me(me(request), post_id)
    return _why_out(_delivery(request, post_id))


def _delivery(request: Asked, post_id: int) -> Delivery:
    found = selectors.delivery_to(me(request), post_id)
    if found is None:
        raise not_found()
    return found


def _why_out(found: Delivery) -> WhyOut:
    holder = found.permission.holder
    return WhyOut(
        post=found.message_id,
        sender=person_ref(found.message.sender),
        sent_at=moment_of(found.message_id),
        holder=holder_out(holder),
        permission=found.permission_id,
        version=found.version_id,
        scope=Scope(found.version.scope).name.lower(),
        terms=terms_out(found.version.terms, list(selectors.topics_of(holder.pk, with_retired=True))),
        not_for_me=found.not_for_me,
    )
