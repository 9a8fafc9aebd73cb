"""A tribe's invitations as its leaders see them: how far they are, links to pass on, taking back."""

import csv
from datetime import datetime, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.people.requests import PersonRequest
from folkmoot.tribes import rules, selectors, services
from folkmoot.tribes.letters import invitation_url
from folkmoot.tribes.models import Invitation, Tribe
from folkmoot.tribes.views.bring import steps
from folkmoot.tribes.views.doors import for_leaders, page_of, words_of

ON_A_PAGE = 50
STATES = ("by_hand", "waiting", "sending", "maybe", "failed", "sent", "accepted", "declined", "withdrawn")
QUIET_FOR = timedelta(minutes=2)  # nothing has moved: perhaps no worker is running


@require_safe
@never_cache
@for_leaders
def invitations(request: PersonRequest, tribe: Tribe) -> HttpResponse:
    """Progress and states; ``?part=sending`` with htmx is the progress alone."""
    now = timezone.now()
    progress = selectors.progress(tribe, now)
    context: dict[str, object] = {"tribe": tribe, "leads": True, **_sending(tribe, progress, now)}
    if request.htmx and request.GET.get("part") == "sending":
        return render(request, "tribes/sending.html", context)
    words, state = words_of(request), request.GET.get("state", "")
    state = state if state in STATES else ""
    page = Paginator(selectors.invitations_of(tribe, state, words, now), ON_A_PAGE).get_page(page_of(request))
    context |= {
        "steps": steps(),
        "state": state,
        "words": words,
        "page": page,
        "rows": [_row(invitation, now) for invitation in page],
        "tabs": _tabs(progress, state),
    }
    return render(request, "tribes/invitations.html", context)


@require_POST
@for_leaders
def invitations_send(request: PersonRequest, tribe: Tribe) -> HttpResponse:
    """Take up again what was left waiting."""
    services.send_on(tribe)
    messages.success(request, _("What waits is handed to the background again."))
    return redirect("invitations", tribe.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@for_leaders
def invitations_withdraw_waiting(request: PersonRequest, tribe: Tribe) -> HttpResponse:
    """Take back everything that has not gone out; asks first, since nobody is invited a second time."""
    if request.method == "POST":
        count = services.withdraw_waiting(tribe, request.user)
        said = ngettext("%(n)s invitation is taken back.", "%(n)s invitations are taken back.", count)
        messages.success(request, said % {"n": count})
        return redirect("invitations", tribe.slug)
    waiting = selectors.progress(tribe, timezone.now()).states["waiting"]
    return render(request, "tribes/withdraw.html", {"tribe": tribe, "leads": True, "waiting": waiting})


@require_http_methods(["GET", "HEAD", "POST"])
@for_leaders
def invitation_withdraw(request: PersonRequest, tribe: Tribe, invitation_id: int) -> HttpResponse:
    """Take one invitation back; asks first."""
    invitation = get_object_or_404(tribe.invitations, pk=invitation_id)
    if request.method == "POST":
        try:
            services.withdraw_invitation(tribe, invitation_id, request.user)
        except services.Refused as no:
            messages.error(request, str(no))
        else:
            messages.success(request, _("The invitation is taken back; its link leads nowhere now."))
        return redirect("invitations", tribe.slug)
    return render(request, "tribes/withdraw.html", {"tribe": tribe, "leads": True, "invitation": invitation})


@require_safe
@never_cache
@for_leaders
def invitations_links(request: PersonRequest, tribe: Tribe) -> HttpResponse:
    """The links to pass on as a CSV: name, handle, link."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{tribe.slug}-invitations.csv"'
    writer = csv.writer(response)
    writer.writerow(["name", "handle", "link"])
    for invitation in selectors.invitations_of(tribe, "by_hand").iterator():
        writer.writerow([_harmless(invitation.called), invitation.address, invitation_url(invitation)])
    return response


def _harmless(text: str) -> str:
    """A name that a spreadsheet will not take for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


def _sending(tribe: Tribe, progress: selectors.Progress, now: datetime) -> dict[str, object]:
    again_at = selectors.mails_again_at(tribe.pk, now) if progress.states["waiting"] else None
    quiet = progress.last_at is not None and now - progress.last_at > QUIET_FOR
    return {
        "progress": progress,
        "again_at": again_at,
        "stalled": bool(progress.states["waiting"]) and quiet and again_at is None,
    }


def _row(invitation: Invitation, now: datetime) -> dict[str, object]:
    maybe = rules.may_have_been_sent(invitation.state, invitation.sent_at, now)
    label, look = state_words("maybe" if maybe else invitation.state)
    return {
        "id": str(invitation.pk),
        "invitation": invitation,
        "label": label,
        "look": look,
        "when": invitation.answered_at or invitation.sent_at or invitation.made_at,
        "link": invitation_url(invitation) if rules.is_passed_on_by_hand(invitation.state, maybe) else "",
        "may_withdraw": "withdrawn" in rules.INVITATION_ARROWS[invitation.state],
    }


def state_words(state: str) -> tuple[str, str]:
    """What a state is called on the page, and the look of its badge."""
    return {
        "waiting": (_("waiting to be sent"), ""),
        "sending": (_("being sent"), ""),
        "maybe": (_("may have been sent"), "look"),
        "sent": (_("sent"), ""),
        "failed": (_("could not be sent"), "careful"),
        "by_hand": (_("to be passed on"), "look"),
        "accepted": (_("joined"), "good"),
        "declined": (_("said no, thank you"), ""),
        "withdrawn": (_("taken back"), ""),
    }[state]


def _tabs(progress: selectors.Progress, state: str) -> list[dict[str, object]]:
    counts = {**progress.states, "sending": progress.states["sending"] - progress.maybe, "maybe": progress.maybe}
    tabs = [{"label": f"{_('Everybody')} ({progress.all})", "url": "?#people", "here": not state}]
    for name in STATES:
        if counts[name]:
            word = state_words(name)[0].capitalize()
            tabs.append({"label": f"{word} ({counts[name]})", "url": f"?state={name}#people", "here": name == state})
    return tabs
