"""Tribes, who belongs to them, who asks to, and to whom the door is closed."""

from typing import Annotated

from django.forms.models import model_to_dict
from ninja import Router
from pydantic import Field

from folkmoot.people.api_kit import (
    Asked,
    Before,
    Limit,
    Page,
    PathId,
    Slug,
    Text,
    by_id,
    cleaned,
    me,
    not_found,
    reads,
    writes,
)
from folkmoot.tribes import selectors, services
from folkmoot.tribes.api.doors import led_tribe, own_tribe, place_in, request_or_404, someone, visible_tribe
from folkmoot.tribes.api.schemas import (
    BanOut,
    MemberOut,
    RequestIn,
    RequestOut,
    RoleIn,
    TribeIn,
    TribeLine,
    TribeOut,
    ban_out,
    member_out,
    request_out,
    tribe_line,
    tribe_out,
)
from folkmoot.tribes.forms import TribeForm
from folkmoot.tribes.models import Ban, Tribe

router = Router()
Words = Annotated[Text, Field(max_length=100, description="Only what has these words in it.")]


class Tribes(Page[TribeLine]):
    """Tribes, the youngest first."""


class Members(Page[MemberOut]):
    """Members by their account, the youngest account first."""


class Requests(Page[RequestOut]):
    """Who asks to join, newest first."""


class Bans(Page[BanOut]):
    """To whom the door is closed, newest first."""


@router.get("/tribes", summary="Tribes I may see, but do not belong to", **reads(Tribes))
def tribes_list(request: Asked, before: Before = None, limit: Limit = 20, words: Words = "") -> Tribes:
    """All but those that come by invitation."""
    found, older = by_id(selectors.listed_tribes(me(request), words), before, limit)
    items = [tribe_line(tribe, tribe.member_count) for tribe in found]  # type: ignore[attr-defined]  # annotated
    return Tribes(items=items, older=older)


@router.get("/me/tribes", summary="Tribes I belong to", **reads(Tribes))
def me_tribes(request: Asked, before: Before = None, limit: Limit = 20) -> Tribes:
    """Those that somebody is a member or a leader of."""
    found, older = by_id(selectors.memberships_of(me(request)), before, limit, key="tribe_id")
    items = [tribe_line(place.tribe, place.member_count) for place in found]  # type: ignore[attr-defined]  # annotated
    return Tribes(items=items, older=older)


@router.get("/tribes/{slug:slug}", summary="A tribe", **reads(TribeOut))
def tribe_read(request: Asked, slug: Slug) -> TribeOut:
    """Its idea, charter and leaders, and how one stands towards it."""
    return tribe_out(visible_tribe(request, slug), me(request))


@router.patch(
    "/tribes/{slug:slug}", summary="Change what a tribe says of itself (leaders)", **writes("tribes", TribeOut)
)
def tribe_edit(request: Asked, slug: Slug, changes: TribeIn) -> TribeOut:
    """Its slug stays, since links hold it."""
    tribe = led_tribe(request, slug)
    said = {**model_to_dict(tribe, TribeForm.Meta.fields), **changes.model_dump(exclude_none=True)}
    form = TribeForm(said, instance=Tribe.objects.get(pk=tribe.pk))
    return tribe_out(services.edit_tribe(tribe, me(request), **cleaned(form)), me(request))


@router.get("/tribes/{slug:slug}/members", summary="Who belongs to a tribe (members)", **reads(Members))
def tribe_members_list(
    request: Asked, slug: Slug, before: Before = None, limit: Limit = 20, words: Words = ""
) -> Members:
    """For its members. ``before`` and ``older`` are ids of people here."""
    tribe = own_tribe(request, slug)
    found, older = by_id(selectors.members(tribe, words), before, limit, key="person_id")
    return Members(items=[member_out(place) for place in found], older=older)


@router.put(
    "/tribes/{slug:slug}/members/{id:person_id}/role",
    summary="Make a leader or a member (leaders)",
    **writes("tribes", MemberOut),
)
def tribe_role_set(request: Asked, slug: Slug, person_id: PathId, role: RoleIn) -> MemberOut:
    """Refused for the last leader while others stay."""
    tribe = led_tribe(request, slug)
    place = place_in(tribe, person_id)
    services.set_role(tribe, place.person, role.role, me(request))
    return member_out(place_in(tribe, person_id))


# --- asking to join ---------------------------------------------------------------------------------
@router.get("/tribes/{slug:slug}/requests", summary="Who asks to join (leaders)", **reads(Requests))
def join_requests_list(request: Asked, slug: Slug, before: Before = None, limit: Limit = 20) -> Requests:
    """Those who wait for an answer."""
    found, older = by_id(selectors.waiting_requests(led_tribe(request, slug)), before, limit)
    return Requests(items=[request_out(one) for one in found], older=older)


@router.post("/tribes/{slug:slug}/requests", summary="Ask to join", **writes("tribes", RequestOut, 201))
def join_request_make(request: Asked, slug: Slug, asked: RequestIn) -> RequestOut:
    """For tribes that take requests. Asking twice is asking once."""
    tribe = visible_tribe(request, slug)
    return request_out(services.ask_to_join(tribe, me(request), asked.words))


@router.delete("/tribes/{slug:slug}/requests/mine", summary="Take my request back", **writes("tribes", None, 204))
def join_request_withdraw(request: Asked, slug: Slug) -> None:
    """Fine when there is none."""
    services.withdraw_join_request(visible_tribe(request, slug), me(request))


@router.post(
    "/tribes/{slug:slug}/requests/{id:request_id}/decline",
    summary="Say no to a request (leaders)",
    **writes("tribes", RequestOut),
)
def join_request_decline(request: Asked, slug: Slug, request_id: PathId) -> RequestOut:
    """Refused when it does not wait any more."""
    tribe = led_tribe(request, slug)
    request_or_404(tribe, request_id)
    return request_out(services.decline_join_request(tribe, request_id, me(request)))


# --- bans -------------------------------------------------------------------------------------------
@router.get("/tribes/{slug:slug}/bans", summary="To whom the door is closed (leaders)", **reads(Bans))
def bans_list(request: Asked, slug: Slug, before: Before = None, limit: Limit = 20) -> Bans:
    """Who may not come back, by whom, and why."""
    found, older = by_id(selectors.bans(led_tribe(request, slug)), before, limit)
    return Bans(items=[ban_out(ban) for ban in found], older=older)


@router.delete(
    "/tribes/{slug:slug}/bans/{id:person_id}", summary="Open the door again (leaders)", **writes("tribes", None, 204)
)
def ban_lift(request: Asked, slug: Slug, person_id: PathId) -> None:
    """They may come back as anyone may."""
    tribe = led_tribe(request, slug)
    if not Ban.objects.filter(tribe=tribe, person_id=person_id).exists():
        raise not_found()
    services.lift_ban(tribe, someone(person_id), me(request))
