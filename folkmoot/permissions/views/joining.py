"""Founding, joining and leaving a tribe: what that permits, and what it takes back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.people import throttle
from folkmoot.people.adapter import let_sign_up
from folkmoot.people.models import Person
from folkmoot.people.requests import PersonRequest
from folkmoot.permissions import selectors
from folkmoot.permissions.forms import ReasonForm, TribeForm
from folkmoot.permissions.rules import Scope
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.topics import TopicError
from folkmoot.permissions.views import words
from folkmoot.permissions.views.common import (
    form_status,
    person_face,
    tribe_face,
)
from folkmoot.tribes import rules as tribe_rules
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.models import Invitation, Tribe
from folkmoot.tribes.services import Refused
from folkmoot.tribes.views.doors import for_leaders, for_members, visible_tribe


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tribe_new(request: PersonRequest) -> HttpResponse:
    """Found a tribe and lead it."""
    form = TribeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            throttle.take(f"founds:{request.user.pk}", tribe_rules.FOUNDED)
            tribe = joining.found_tribe(request.user, **form.cleaned_data)
        except (Refused, TopicError, throttle.Throttled) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("%(tribe)s is founded, and you lead it.") % {"tribe": tribe.name})
            return redirect("tribe_floor", tribe.slug)
    status = form_status(request) if form.errors else 200
    return render(request, "permissions/tribe_new.html", {"form": form}, status=status)


@require_POST
def tribe_join(request: HttpRequest, slug: str) -> HttpResponse:
    """Join an open tribe; whoever has no account yet makes one first, and comes back to its page."""
    tribe = visible_tribe(request, slug)
    about = reverse("tribe_about", args=[tribe.slug])
    if not request.user.is_authenticated:
        if tribe.joining != Tribe.Joining.OPEN:
            return redirect(f"{reverse('account_login')}?{urlencode({'next': about})}")
        return let_sign_up(request, about)
    try:
        joining.join_tribe(tribe, request.user)
    except Refused as problem:
        messages.error(request, str(problem))
        return redirect(about)
    return _welcome(request, tribe)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def tribe_leave(request: PersonRequest, tribe: Tribe) -> HttpResponse:
    """Leave a tribe; asked first where somebody came by a link and not by the button."""
    if request.method == "POST":
        try:
            joining.leave_tribe(tribe, request.user)
        except Refused as problem:
            messages.error(request, str(problem))
            return redirect("tribe_members", tribe.slug)
        messages.success(
            request,
            _("You have left %(tribe)s, and nothing of it reaches you any more.") % {"tribe": tribe.name},
            extra_tags=reverse("tribe_join", args=[tribe.slug]) if tribe.joining == Tribe.Joining.OPEN else "",
        )
        return redirect("tribes")
    context = {"tribe": tribe, "face": tribe_face(tribe), "ends": _what_ends(request.user, tribe)}
    return render(request, "permissions/tribe_leave.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_leaders
def member_remove(request: PersonRequest, tribe: Tribe, person_id: int) -> HttpResponse:
    """A leader removes a member, who may come back as anyone may."""
    member = _member(tribe, person_id)
    return _part(request, tribe, member, "permissions/member_remove.html")


@require_http_methods(["GET", "HEAD", "POST"])
@for_leaders
def member_ban(request: PersonRequest, tribe: Tribe, person_id: int) -> HttpResponse:
    """A leader closes the tribe's door to somebody, member or not."""
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        raise Http404
    return _part(request, tribe, person, "permissions/member_ban.html")


@require_POST
@for_leaders
def request_accept(request: PersonRequest, tribe: Tribe, request_id: int) -> HttpResponse:
    """A leader lets somebody in who asked."""
    try:
        place = joining.accept_join_request(tribe, request_id, request.user)
    except Refused as problem:
        messages.error(request, str(problem))
    else:
        said = {"name": place.person.display_name, "tribe": tribe.name}
        messages.success(request, _("%(name)s belongs to %(tribe)s now.") % said)
    return redirect("tribe_members", tribe.slug)


@require_POST
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Come in by an invitation; whoever has no account yet makes one first, and comes back to the invitation."""
    invitation = tribes.invitation_by_token(token)
    if invitation is None:
        raise Http404
    page = reverse("invitation", args=[token])
    if not request.user.is_authenticated:
        return _sign_up_for(request, invitation, page)
    try:
        joining.accept_invitation(invitation, request.user)
    except Refused as problem:
        messages.error(request, str(problem))
        return redirect(page)
    return _welcome(request, invitation.tribe)


def _sign_up_for(request: HttpRequest, invitation: Invitation, page: str) -> HttpResponse:
    if invitation.state not in tribe_rules.sources(tribe_rules.INVITATION_ARROWS, "accepted"):
        return redirect(page)  # which says what became of it
    signing_up = let_sign_up(request, page)
    if invitation.kind != Invitation.Kind.MAIL:
        return signing_up
    # The address is only written into the form: a code sent there proves it, as for everybody.
    return redirect(f"{signing_up.url}&{urlencode({'email': invitation.address})}")


def _welcome(request: HttpRequest, tribe: Tribe) -> HttpResponse:
    messages.success(
        request,
        _("You belong to %(tribe)s now: its posts reach you, and its members may answer you.") % {"tribe": tribe.name},
    )
    return redirect("tribe_floor", tribe.slug)


def _member(tribe: Tribe, person_id: int) -> Person:
    place = tribes.members(tribe).filter(person_id=person_id).first()
    if place is None:
        raise Http404
    return place.person


def _what_ends(person: Person, tribe: Tribe) -> list[str]:
    """The permissions that leaving takes back, in words."""
    topics = list(selectors.topics_of(tribe.pk, with_retired=True))
    now = timezone.now()
    live = selectors.own_permissions(person).filter(holder_id=tribe.pk, live=True).order_by("scope")
    return [words.terms_words(Scope(permission.scope), permission.terms, topics, now) for permission in live]


def _part(request: PersonRequest, tribe: Tribe, person: Person, template: str) -> HttpResponse:
    """Ask for the reason, then remove or ban."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        banned = template == "permissions/member_ban.html"
        act = joining.ban_member if banned else joining.remove_member
        said = {"name": person.display_name, "tribe": tribe.name}
        try:
            act(tribe, person, request.user, form.cleaned_data["reason"])
        except Refused as problem:
            messages.error(request, str(problem))
        else:
            if banned:
                text = _("The door of %(tribe)s is closed to %(name)s.") % said
            else:
                text = _("%(name)s does not belong to %(tribe)s any more.") % said
            messages.success(request, text)
        return redirect("tribe_members", tribe.slug)
    context: dict[str, Any] = {"tribe": tribe, "person": person_face(person), "form": form}
    return render(request, template, context, status=form_status(request) if form.errors else 200)
