"""The page that somebody sees who was invited; no account is needed, the address is the key."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.tribes import rules, selectors, services
from folkmoot.tribes.letters import inviter_name
from folkmoot.tribes.models import Invitation
from folkmoot.tribes.views.doors import person_of


@require_safe
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites, to what, and what joining permits; yes, no, or never again."""
    found = _invitation_of(token)
    person = person_of(request)
    place = selectors.membership(found.tribe_id, person.pk) if person else None
    is_open = found.state in rules.sources(rules.INVITATION_ARROWS, "accepted")
    context = {
        "invitation": found,
        "tribe": found.tribe,
        "token": token,
        "inviter": inviter_name(found),
        "is_open": is_open,
        "place": place,
        "said_never": selectors.said_never(found),
        "member_count": selectors.member_count(found.tribe),
        "leaders": selectors.leaders(found.tribe),
    }
    closed = not is_open and place is None
    return _private(render(request, "tribes/invitation.html", context, status=410 if closed else 200))


@require_POST
@never_cache
def invitation_decline(request: HttpRequest, token: str) -> HttpResponse:
    """'No, thank you.'"""
    found = _invitation_of(token)
    try:
        services.decline_invitation(found)
    except services.Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("Thank you for saying so. Nothing more will come of this invitation."))
    return redirect("invitation", token)


# The token is the proof of who asks, and a mail program that says 'unsubscribe' for its reader (RFC 8058) has
# neither a session nor a form of ours. Nobody who does not know the token can make a browser post here.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invitation_never(request: HttpRequest, token: str) -> HttpResponse:
    """'Never again', which holds for this address on the whole server. A GET only asks."""
    found = _invitation_of(token)
    if request.method == "POST":
        services.never_again(found)
        if request.POST.get("List-Unsubscribe") == "One-Click":
            return HttpResponse(_("Done.") + "\n", content_type="text/plain; charset=utf-8")  # no redirect: RFC 8058
        return redirect("invitation_never", token)
    context = {
        "token": token,
        "said_never": selectors.said_never(found),
        "address": _masked(found.address),
        "tribe": found.tribe,
    }
    return _private(render(request, "tribes/invitation_never.html", context))


def _invitation_of(token: str) -> Invitation:
    found = selectors.invitation_by_token(token)
    if found is None:
        raise Http404
    return found


def _masked(address: str) -> str:
    """'ann@example.org' -> 'a…@example.org': its owner knows it, and whoever has the link need not."""
    name, _at, domain = address.rpartition("@")
    return f"{name[:1]}…@{domain}"


def _private(response: HttpResponse) -> HttpResponse:
    """Kept out of search engines, and out of the addresses that other sites are told.

    Not 'no-referrer': browsers then say ``Origin: null`` with the forms of the page, and no form gets through.
    """
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
