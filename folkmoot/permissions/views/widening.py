"""Asking somebody for a wider permission, and answering such a request."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.people.faces import Face
from folkmoot.people.models import Person
from folkmoot.people.requests import PersonRequest
from folkmoot.permissions import selectors
from folkmoot.permissions.forms import WidenForm
from folkmoot.permissions.models import Permission, Topic
from folkmoot.permissions.rules import Per, Scope, Terms, TermsError
from folkmoot.permissions.services import widening
from folkmoot.permissions.services.giving import NotYours
from folkmoot.permissions.views import words
from folkmoot.permissions.views.common import (
    back,
    form_status,
    holder_face,
    led_tribe,
    person_face,
    person_or_404,
    tell_with_undo,
    tribe_face,
)
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.services import Refused


@dataclass(frozen=True)
class Request:
    """A request for a wider permission as the one who decides sees it."""

    head_id: str
    face: Face
    note: str  # who asks, where it is for a tribe
    wants: str
    has: str  # what is permitted in this scope now; empty where nothing is
    words: str
    asked_at: datetime
    grant_url: str
    decline_url: str


def waiting_requests(giver: Person, now: datetime) -> list[Request]:
    """What waits for somebody's answer, oldest first; three queries, however many wait."""
    waiting = list(selectors.open_widenings(giver, now).order_by("asked_at"))
    holders = {asked.holder_id for asked in waiting}
    topics: dict[int, list[Topic]] = {holder_id: [] for holder_id in holders}
    for topic in selectors.topics_of_all(holders):
        topics[topic.holder_id].append(topic)
    current: dict[tuple[int, int], Permission] = {
        (permission.holder_id, permission.scope): permission
        for permission in selectors.own_permissions(giver).filter(live=True, holder_id__in=holders)
    }
    found = []
    for asked in waiting:
        scope, known = Scope(asked.scope), topics[asked.holder_id]
        has = current.get((asked.holder_id, asked.scope))
        found.append(
            Request(
                f"asked-{asked.pk}",
                holder_face(asked.holder),
                _("asked by %(name)s") % {"name": asked.asked_by} if asked.holder.tribe_id is not None else "",
                words.terms_words(scope, Terms(asked.topics, asked.at_most, Per(asked.per)), known, now),
                "" if has is None else words.terms_words(scope, has.terms, known, now),
                asked.words,
                asked.asked_at,
                reverse("widening_grant", args=[asked.pk]),
                reverse("widening_decline", args=[asked.pk]),
            )
        )
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def widen(request: PersonRequest, name: str) -> HttpResponse:
    """Ask a person to permit more: for oneself or, with ?tribe=slug, as a leader for a tribe."""
    giver = person_or_404(name)
    slug = request.GET.get("tribe") or request.POST.get("tribe") or ""
    tribe = led_tribe(request, slug) if slug else None
    holder = tribe or request.user
    problem = selectors.problem_with_widening(holder.pk, giver.pk, timezone.now())
    if giver.pk == request.user.pk:
        problem = _("You need no permission from yourself.")
    elif tribe is not None and tribes.membership(tribe.pk, giver.pk) is None:
        problem = _("They do not belong to this tribe.")
    form = WidenForm(
        request.POST if request.method == "POST" else None,
        topics=list(selectors.topics_of(holder.pk)),
        scopes=[(int(scope), words.scope_name(scope)) for scope in Scope],
    )
    status = 200
    if request.method == "POST":
        status = form_status(request)
        if form.is_valid():
            data = form.cleaned_data
            try:
                widening.ask_for_wider(request.user, giver, data["scope"], form.terms, data["words"], tribe)
            except (Refused, TermsError) as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, _("Asked. If they say yes, what you send reaches them; nothing else tells."))
                return redirect("profile", name)
    context: dict[str, Any] = {
        "form": form,
        "giver": person_face(giver),
        "tribe": tribe_face(tribe) if tribe is not None else None,
        "slug": slug,
        "handle": name,
        "problem": problem,
    }
    return render(request, "permissions/widen.html", context, status=status)


@login_required
@require_POST
def widening_grant(request: PersonRequest, widening_id: int) -> HttpResponse:
    """Yes: they have what they asked for."""
    try:
        given = widening.grant_widening(request.user, widening_id)
    except (NotYours, Refused) as problem:
        messages.error(request, str(problem))
    else:
        tell_with_undo(request, _("From now on they may. You can change it below whenever you like."), given)
    return back(request, reverse("permissions"))


@login_required
@require_POST
def widening_decline(request: PersonRequest, widening_id: int) -> HttpResponse:
    """Not now: to them it looks like no answer."""
    try:
        widening.decline_widening(request.user, widening_id)
    except NotYours as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Not now, then. To them it looks like no answer."))
    return back(request, reverse("permissions"))
