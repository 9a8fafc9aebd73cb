"""*Bring your people*: lists, invitations as leaders see them, and as the invited do."""

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from folkmoot.people.api_kit import (
    Asked,
    Before,
    Limit,
    Page,
    PathId,
    Problem,
    Slug,
    by_id,
    me,
    not_found,
    open_to_visitors,
    reads,
    writes,
)
from folkmoot.tribes import rules, selectors, services
from folkmoot.tribes.api.doors import led_tribe
from folkmoot.tribes.api.schemas import (
    ConfirmedOut,
    ConfirmIn,
    InvitationLine,
    InvitationOut,
    ListIn,
    ListOut,
    ProgressOut,
    State,
    WithdrawnOut,
    list_out,
    state_for_invited,
    tribe_line,
)
from folkmoot.tribes.letters import invitation_url, inviter_name
from folkmoot.tribes.lists.rules import MAX_BYTES, MAX_ENTRIES
from folkmoot.tribes.models import Invitation, PeopleList, Tribe

router = Router()
Begin = Annotated[int, Field(ge=0, le=2 * MAX_ENTRIES, description="Where the stretch begins: the 'next' before it.")]
Token = Annotated[str, Field(description="The part of an invitation's address that names it.")]


class Invitations(Page[InvitationLine]):
    """Invitations, newest first."""


# --- lists ------------------------------------------------------------------------------------------
@router.post("/tribes/{slug:slug}/lists", summary="Bring a list of people (leaders)", **writes("tribes", ListOut, 201))
def list_bring(request: Asked, slug: Slug, brought: ListIn) -> ListOut:
    """It is recognized by what is in it, and shown as it was understood; nobody is invited yet."""
    tribe = led_tribe(request, slug)
    data = brought.text.encode()
    if len(data) > MAX_BYTES:
        raise Problem(413, "too_large", "This list is larger than 5 MB: split it, and bring each part.", "body.text")
    return list_out(services.bring_list(tribe, me(request), data, brought.file_name), 0, 100)


@router.get("/tribes/{slug:slug}/lists/{id:list_id}", summary="A list I brought (leaders)", **reads(ListOut))
def list_read(request: Asked, slug: Slug, list_id: PathId, begin: Begin = 0, limit: Limit = 100) -> ListOut:
    """What would come of it now. Once it is confirmed or dropped, nobody stands on it any more."""
    _, found = _own_list(request, slug, list_id)
    return list_out(found, begin, limit)


@router.post(
    "/tribes/{slug:slug}/lists/{id:list_id}/confirm",
    summary="Invite everybody on a list (leaders)",
    **writes("tribes", ConfirmedOut),
)
def list_confirm(request: Asked, slug: Slug, list_id: PathId, confirm: ConfirmIn) -> ConfirmedOut:
    """But for members, people invited before, and those who said 'never again'. Mails go out in the background."""
    _, found = _own_list(request, slug, list_id)
    done = services.confirm_list(found, me(request), confirm.words)
    return ConfirmedOut(mails=done.mails, by_hand=done.by_hand)


@router.post(
    "/tribes/{slug:slug}/lists/{id:list_id}/drop", summary="Forget a list (leaders)", **writes("tribes", None, 204)
)
def list_drop(request: Asked, slug: Slug, list_id: PathId) -> None:
    """It is forgotten with everybody on it."""
    _, found = _own_list(request, slug, list_id)
    services.drop_list(found, me(request))


def _own_list(request: Asked, slug: str, list_id: int) -> tuple[Tribe, PeopleList]:
    tribe = led_tribe(request, slug)
    found = selectors.own_list(tribe, me(request), list_id)
    if found is None:
        raise not_found()
    return tribe, found


# --- invitations, for leaders -----------------------------------------------------------------------
@router.get("/tribes/{slug:slug}/invitations", summary="A tribe's invitations (leaders)", **reads(Invitations))
def invitations_list(
    request: Asked,
    slug: Slug,
    before: Before = None,
    limit: Limit = 20,
    state: Annotated[State | None, Field(description="Only those in this state.")] = None,
) -> Invitations:
    """With the links to pass on, for those that cannot go by e-mail."""
    tribe, now = led_tribe(request, slug), timezone.now()
    found, older = by_id(selectors.invitations_of(tribe, state or ""), before, limit)
    lines = []
    for one in found:
        maybe = rules.may_have_been_sent(one.state, one.sent_at, now)
        lines.append(
            InvitationLine(
                id=one.pk,
                called=one.called,
                address=one.address,
                kind=one.kind,
                state=one.state,
                may_have_been_sent=maybe,
                made_at=one.made_at,
                sent_at=one.sent_at,
                answered_at=one.answered_at,
                link=invitation_url(one) if rules.is_passed_on_by_hand(one.state, maybe) else None,
            )
        )
    return Invitations(items=lines, older=older)


@router.get(
    "/tribes/{slug:slug}/invitations/progress", summary="How far invitations are (leaders)", **reads(ProgressOut)
)
def invitations_progress(request: Asked, slug: Slug) -> ProgressOut:
    """How many are in each state, and how far the mailing is."""
    found = selectors.progress(led_tribe(request, slug), timezone.now())
    return ProgressOut(states=found.states, done=found.done, total=found.total, may_have_been_sent=found.maybe)


@router.post(
    "/tribes/{slug:slug}/invitations/{id:invitation_id}/withdraw",
    summary="Take an invitation back (leaders)",
    **writes("tribes", None, 204),
)
def invitation_withdraw(request: Asked, slug: Slug, invitation_id: PathId) -> None:
    """Its link leads nowhere then. Refused once it is answered."""
    tribe = led_tribe(request, slug)
    if not tribe.invitations.filter(pk=invitation_id).exists():
        raise not_found()
    services.withdraw_invitation(tribe, invitation_id, me(request))


@router.post(
    "/tribes/{slug:slug}/invitations/withdraw-waiting",
    summary="Take back what was not sent yet (leaders)",
    **writes("tribes", WithdrawnOut),
)
def invitations_withdraw_waiting(request: Asked, slug: Slug) -> WithdrawnOut:
    """All of it."""
    return WithdrawnOut(withdrawn=services.withdraw_waiting(led_tribe(request, slug), me(request)))


# --- invitations, for the invited -------------------------------------------------------------------
@router.get("/invitations/{str:token}", summary="An invitation", **open_to_visitors(InvitationOut))
def invitation_read(request: HttpRequest, token: Token) -> InvitationOut:
    """Who invites, and to what. The address is the key: nobody needs an account to read it."""
    return _invitation_out(invitation_of(token))


@router.post("/invitations/{str:token}/decline", summary="'No, thank you'", **open_to_visitors(InvitationOut))
def invitation_decline(request: HttpRequest, token: Token) -> InvitationOut:
    """It can still be accepted later."""
    services.decline_invitation(invitation_of(token))
    return _invitation_out(invitation_of(token))


@router.post("/invitations/{str:token}/never", summary="'Never again'", **open_to_visitors(InvitationOut))
def invitation_never(request: HttpRequest, token: Token) -> InvitationOut:
    """No invitation ever again to this address, from any tribe on this server. There is no undo."""
    services.never_again(invitation_of(token))
    return _invitation_out(invitation_of(token))


def invitation_of(token: str) -> Invitation:
    """The invitation that this is the key of. Problem 404."""
    found = selectors.invitation_by_token(token)
    if found is None:
        raise not_found()
    return found


def _invitation_out(found: Invitation) -> InvitationOut:
    state, never_again = state_for_invited(found), selectors.said_never(found)
    if state in {"accepted", "withdrawn"}:  # its address opens nothing now, and the tribe may be a hidden one
        return InvitationOut(tribe=None, charter="", invited_by="", words="", state=state, never_again=never_again)
    return InvitationOut(
        tribe=tribe_line(found.tribe, selectors.member_count(found.tribe)),
        charter=found.tribe.charter,
        invited_by=inviter_name(found),
        words=found.words,
        state=state,
        never_again=never_again,
    )
