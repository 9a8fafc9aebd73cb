"""What one enters about a favor: an objection, a decision, that it is let go or taken back; each with its reason."""

import contextlib
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from folkmoot.favors.forms_ledger import ReasonForm
from folkmoot.favors.in_words import day_in_words, minutes_in_words
from folkmoot.favors.models import Claim, Entry
from folkmoot.favors.rules.book import What
from folkmoot.favors.rules.sizes import FavorError
from folkmoot.favors.selectors import ledger
from folkmoot.favors.services import settling
from folkmoot.favors.views.ledger import event, favor_or_404, is_one_of_two, when
from folkmoot.people.models import Person
from folkmoot.people.requests import PersonRequest
from folkmoot.people.rules import SAYING
from folkmoot.people.throttle import Throttled, take
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.services import NotNow, Refused


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def favor_object(request: PersonRequest, favor_id: int) -> HttpResponse:
    """A favor harmed somebody: it is held out of the account until a leader decides."""
    me = request.user
    entry = favor_or_404(me, favor_id)
    if is_one_of_two(me, entry) or tribes.membership(entry.tribe_id, me.pk) is None:
        raise Http404
    form = ReasonForm(
        request.POST or None,
        label=_("Whom did it harm, and how?"),
        help_text=_("The two of them and the leaders read this. Your name is told to the leaders alone."),
    )

    def enter(reason: str) -> str:
        take(f"object:{me.pk}", SAYING)
        settling.object_to(me, entry.pk, reason)
        return _("Thank you for saying so. It is held out of the account until a leader has decided.")

    return _enter(
        request,
        entry,
        form,
        enter,
        h1=_("Did this favor harm somebody?"),
        idea=_("A favor between two must not be at the expense of a third. Until a leader decides, it does not count."),
        yes=_("Object to it"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def favor_back(request: PersonRequest, favor_id: int) -> HttpResponse:
    """A favor was a mistake: its giver, or a leader, takes it out of the account."""
    me = request.user
    entry = favor_or_404(me, favor_id)
    leads = tribes.is_leader(entry.tribe_id, me.pk) and entry.receiver_id != me.pk
    if entry.giver_id != me.pk and not leads:
        raise Http404
    reads = _("The other one reads this.") if entry.giver_id == me.pk else _("The tribe reads this; name nobody.")
    form = ReasonForm(request.POST or None, label=_("What went wrong?"), help_text=reads)

    def enter(reason: str) -> str:
        settling.take_back(me, entry.pk, reason)
        return _("Taken back. It does not count any more, and what it had settled is open again.")

    return _enter(
        request,
        entry,
        form,
        enter,
        h1=_("Take this favor back?"),
        idea=_("It leaves the account for good. What it had settled is open again, as old as it was. The entry stays."),
        yes=_("Take it back"),
        careful=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def favor_forgive(request: PersonRequest, favor_id: int) -> HttpResponse:
    """Let go what is open of a half: its giver, or a leader with a reason, who is not told whether anything was."""
    me = request.user
    claim = ledger.claim_of(me, favor_id)
    if claim is not None and claim.creditor_id == me.pk:
        return _forgive_own(request, claim)
    entry = favor_or_404(me, favor_id)
    if is_one_of_two(me, entry) or not tribes.is_leader(entry.tribe_id, me.pk):
        raise Http404
    form = ReasonForm(
        request.POST or None,
        label=_("Why shall it be let go?"),
        help_text=_("The tribe reads this, without the favor and without a name; so name nobody."),
    )

    def enter(reason: str) -> str:
        # Nothing of it is open, or it was a gift: that is for the two alone.
        with contextlib.suppress(Refused, NotNow):
            settling.forgive(me, entry.pk, reason)
        return _("Whatever was open of it is let go. Whether anything was, the two of them know.")

    return _enter(
        request,
        entry,
        form,
        enter,
        h1=_("Let go what may be open of this favor?"),
        idea=_("Whether anything is open, and how much, is known to the two alone. This lets go all of it."),
        yes=_("Let it go"),
        careful=True,
    )


def _forgive_own(request: PersonRequest, claim: Claim) -> HttpResponse:
    me, entry = request.user, claim.favor
    if not claim.open:
        messages.info(request, _("Nothing of it is open any more, so there is nothing to let go."))
        return redirect(_way_back(me, entry))
    form = ReasonForm(
        request.POST if request.method == "POST" else None,
        label=_("A word to go with it"),
        help_text=_("The two of you read it."),
        needed=False,
    )

    def enter(reason: str) -> str:
        settling.forgive(me, claim.pk, reason)
        return _("Let go. Nothing of it is open any more.")

    words = {"open": minutes_in_words(claim.open), "name": claim.debtor.display_name}
    return _enter(
        request,
        entry,
        form,
        enter,
        h1=_("Let it go?"),
        idea=_("%(open)s wait with %(name)s. Let go, they are owed to nobody; what you gave stays what you gave.")
        % words,
        yes=_("Let it go"),
        careful=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def favor_decide(request: PersonRequest, favor_id: int) -> HttpResponse:
    """A leader decides on an objection: the favor stays out, or it counts again."""
    me = request.user
    entry = favor_or_404(me, favor_id)
    if not tribes.is_leader(entry.tribe_id, me.pk):
        raise Http404
    form = ReasonForm(
        request.POST or None,
        label=_("Why do you decide so?"),
        help_text=_("The tribe reads this, and the favor with it."),
    )
    upheld = request.POST.get("decision") == "out"

    def enter(reason: str) -> str:
        settling.decide(me, entry.pk, upheld, reason)
        return _("Decided: it stays out of the account.") if upheld else _("Decided: it counts again.")

    objections = [row for row in ledger.history_of(entry) if row.what == What.OBJECTION]
    return _enter(
        request,
        entry,
        form,
        enter,
        h1=_("Did this favor harm somebody?"),
        idea=_("Somebody objected. Listen to all of them before you decide."),
        yes="",
        objections=[event(row, me, True, True) for row in objections],
    )


def _enter(
    request: PersonRequest, entry: Entry, form: ReasonForm, enter: Callable[[str], str], **words: Any
) -> HttpResponse:
    """Ask for a reason, or enter it and go back to the favor. ``enter``: takes the reason, says what was done."""
    if request.method == "POST" and form.is_valid():
        try:
            said = enter(form.cleaned_data["reason"])
        except NotNow as problem:
            messages.error(request, str(problem))
            return redirect(_way_back(request.user, entry))
        except (Refused, FavorError, Throttled) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, said)
            return redirect(_way_back(request.user, entry))
    return render(
        request,
        "favors/favor_enter.html",
        {
            "favor": entry,
            "tribe": entry.tribe,
            "form": form,
            "when": day_in_words(when(entry)),
            "back_url": _way_back(request.user, entry),
            **words,
        },
        status=422 if form.errors else 200,
    )


def _way_back(me: Person, entry: Entry) -> str:
    """The favor, where one may read it; whoever has a half of it by vouching may not always."""
    if ledger.favor_for(me, entry.pk) is None:
        return reverse("my_halves", args=[entry.tribe.slug])
    return reverse("favor", args=[entry.pk])
