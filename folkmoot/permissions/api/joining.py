"""Founding, joining and leaving a tribe: what that permits, and what it takes back."""

from typing import Annotated

from ninja import Router
from pydantic import Field

from folkmoot.people import throttle
from folkmoot.people.api_kit import Asked, In, PathId, Problem, Slug, Text, cleaned, me, writes
from folkmoot.permissions.forms import TribeForm
from folkmoot.permissions.rules import TOPIC_SLOTS
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.topics import TopicError
from folkmoot.tribes.api.doors import led_tribe, own_tribe, place_in, request_or_404, someone, visible_tribe
from folkmoot.tribes.api.inviting import Token, invitation_of
from folkmoot.tribes.api.schemas import Charter, Idea, Joining, MemberOut, Name, TribeOut, member_out, tribe_out
from folkmoot.tribes.models import Membership
from folkmoot.tribes.rules import FOUNDED

router = Router()


class FoundIn(In):
    """A new tribe."""

    name: Name
    idea: Idea
    charter: Charter = ""
    topics: Annotated[list[Text], Field(max_length=TOPIC_SLOTS, description="Names of what it talks about.")] = []
    joining: Joining = "request"
    floor_is_open: bool = Field(False, description="Whether everyone signed in may read the floor.")


class ReasonIn(In):
    reason: Annotated[Text, Field(max_length=500, description="Kept with the tribe's history, for its leaders.")] = ""


@router.post("/tribes", summary="Found a tribe", **writes("tribes", TribeOut, 201))
def tribe_found(request: Asked, tribe: FoundIn) -> TribeOut:
    """I lead it."""
    data = cleaned(TribeForm({**tribe.model_dump(exclude={"topics"}), "topics": ""}))
    data["topics"] = tuple(tribe.topics)
    throttle.take(f"founds:{me(request).pk}", FOUNDED)
    try:
        return tribe_out(joining.found_tribe(me(request), **data), me(request))
    except TopicError as problem:
        raise Problem(422, "not_valid", str(problem), "body.topics") from None


@router.post("/tribes/{slug:slug}/join", summary="Join a tribe that is open", **writes("tribes", MemberOut))
def tribe_join(request: Asked, slug: Slug) -> MemberOut:
    """Its posts reach me, and its members may answer me. Fine for members."""
    return member_out(joining.join_tribe(visible_tribe(request, slug), me(request)))


@router.post("/tribes/{slug:slug}/leave", summary="Leave a tribe", **writes("tribes", None, 204))
def tribe_leave(request: Asked, slug: Slug) -> None:
    """Nothing of it reaches me any more. Refused to the last leader while others stay."""
    joining.leave_tribe(own_tribe(request, slug), me(request))


@router.post(
    "/tribes/{slug:slug}/members/{id:person_id}/remove",
    summary="Remove a member (leaders)",
    **writes("tribes", None, 204),
)
def member_remove(request: Asked, slug: Slug, person_id: PathId, why: ReasonIn) -> None:
    """They may come back as anyone may."""
    tribe = led_tribe(request, slug)
    joining.remove_member(tribe, place_in(tribe, person_id).person, me(request), why.reason)


@router.post(
    "/tribes/{slug:slug}/members/{id:person_id}/ban",
    summary="Close the door to somebody (leaders)",
    **writes("tribes", None, 204),
)
def member_ban(request: Asked, slug: Slug, person_id: PathId, why: ReasonIn) -> None:
    """Member or not; until a leader lifts it."""
    tribe = led_tribe(request, slug)
    joining.ban_member(tribe, someone(person_id), me(request), why.reason)


@router.post(
    "/tribes/{slug:slug}/requests/{id:request_id}/accept",
    summary="Let somebody in who asked (leaders)",
    **writes("tribes", MemberOut),
)
def join_request_accept(request: Asked, slug: Slug, request_id: PathId) -> MemberOut:
    """Refused when it does not wait any more."""
    tribe = led_tribe(request, slug)
    request_or_404(tribe, request_id)
    return member_out(joining.accept_join_request(tribe, request_id, me(request)))


@router.post("/invitations/{str:token}/accept", summary="Come by an invitation", **writes("tribes", TribeOut))
def invitation_accept(request: Asked, token: Token) -> TribeOut:
    """As the person whose key this is."""
    invitation = invitation_of(token)
    place: Membership = joining.accept_invitation(invitation, me(request))
    return tribe_out(place.tribe, me(request))
