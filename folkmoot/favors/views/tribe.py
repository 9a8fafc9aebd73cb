"""Pages of a tribe: its totals and shared favors, its contract, objections that wait."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.favors import ledger_words, pictures
from folkmoot.favors.forms_ledger import TermsForm
from folkmoot.favors.in_words import day_in_words, minutes_in_words
from folkmoot.favors.models import ContractVersion, Entry
from folkmoot.favors.rules.book import What
from folkmoot.favors.rules.contract import Contract
from folkmoot.favors.rules.journey import TOLD_FROM
from folkmoot.favors.rules.sizes import FavorError
from folkmoot.favors.selectors import contract as contracts
from folkmoot.favors.selectors import ledger
from folkmoot.favors.selectors.months import months_of
from folkmoot.favors.selectors.waiting import can_be_decided
from folkmoot.favors.services.contract import change_contract, withdraw_change
from folkmoot.favors.views.members import leaders_only, members_only
from folkmoot.people.requests import PersonRequest
from folkmoot.talk.cards import face
from folkmoot.talk.views.shared import id_in
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.models import Tribe
from folkmoot.tribes.services import NotNow, Refused

PAGE = 20  # favors
REASONS_SHOWN = 10
YEAR = 365  # days
# Random Acts of Pizza: Althoff, Danescu-Niculescu-Mizil, Jurafsky, 'How to Ask for a Favor', ICWSM 2014.
PIZZA = {"asks": "5,671", "met": "24.5%", "passed_on": "6.0%"}


# --- favors -----------------------------------------------------------------------------------------
@require_safe
@members_only
def tribe_favors(request: PersonRequest, tribe: Tribe) -> HttpResponse:
    """What the tribe knows of its favors: sums that point at nobody, and who did what for whom where it is shared."""
    me, now = request.user, timezone.now()
    leads = tribes.is_leader(tribe.pk, me.pk)
    before = id_in(request.GET.get("before"))
    favors = ledger.shared_favors(tribe, before, PAGE + 1)
    older = f"?before={favors[PAGE - 1].pk}" if len(favors) > PAGE else ""
    context: dict[str, Any] = {
        "tribe": tribe,
        "leads": leads,
        "first_page": before is None,
        "favors": [
            {"favor": row, "giver": face(row.giver), "when": day_in_words(row.done_at or row.at)}
            for row in favors[:PAGE]
            if row.giver is not None
        ],
        "older_url": older,
    }
    if before is None:
        ever, year = ledger.totals(tribe, now), ledger.totals(tribe, now, YEAR)
        context |= {
            "favors_ever": ever.favors,
            "too_few": ever.people < TOLD_FROM,
            "rows": _rows(ever, year),
            "passed_on": _passed_on(ever),
            "pizza": PIZZA,
            "bars": pictures.bars_of(months_of(tribe, now)) if ever.people >= TOLD_FROM else [],
            "bars_width": pictures.BAR * 12,
            "reasons": [_reason(row) for row in ledger.reasons_the_tribe_sees(tribe, REASONS_SHOWN)],
            "objections": len(ledger.open_objections(tribe)) if leads else 0,
        }
    return render(request, "favors/tribe_favors.html", context)


def _rows(ever: ledger.Totals, year: ledger.Totals) -> list[list[dict[str, object]]]:
    """The totals as a table: what, ever, in the last year."""
    both = (ever, year)
    told = [
        (_("Favors"), [str(totals.favors) for totals in both]),
        (_("Given, and so received"), [_minutes(totals) for totals in both]),
        (_("Returned in time"), [_share(t, t.in_time_share, t.in_time, t.due) for t in both]),
        (_("People who passed something on"), [_share(t, t.passed_on_share, t.passed_on, t.helped) for t in both]),
        (_("Returned minutes that went to somebody else"), [_minutes_share(totals) for totals in both]),
        (_("Typical time until a half was returned"), [_median(totals) for totals in both]),
        (_("Asks steered away from being mass asks"), [str(totals.steered) for totals in both]),
    ]
    few = ever.people < TOLD_FROM
    if few:  # minutes of so few are those of single favors, which are for the two alone
        told = [told[0], told[-1]]
    labels = (_("Ever"), _("In the last 365 days"))
    rows: list[list[dict[str, object]]] = []
    for name, cells in told:
        row: list[dict[str, object]] = [{"text": name}]
        row += [{"label": label, "text": cell, "number": True} for label, cell in zip(labels, cells, strict=True)]
        rows.append(row)
    return rows


def _share(totals: ledger.Totals, share: float | None, some: int, all_: int) -> str:
    if totals.people < TOLD_FROM:
        return _("too few to say")
    if share is None:
        return _("nothing yet")
    return _("%(share)s (%(some)s of %(all)s)") % {"share": ledger_words.percent(share), "some": some, "all": all_}


def _minutes(totals: ledger.Totals) -> str:
    if 0 < totals.people < TOLD_FROM:
        return _("too few to say")
    return minutes_in_words(totals.minutes) if totals.minutes else _("none")


def _minutes_share(totals: ledger.Totals) -> str:
    if totals.people < TOLD_FROM:
        return _("too few to say")
    return ledger_words.percent(totals.forward_share)


def _median(totals: ledger.Totals) -> str:
    if totals.people < TOLD_FROM or totals.median_days is None:
        return _("too few to say") if totals.people < TOLD_FROM else _("nothing yet")
    days = max(1, round(totals.median_days))
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def _passed_on(ever: ledger.Totals) -> str:
    """The one sentence about passing on, once enough people were helped."""
    if ever.people < TOLD_FROM or ever.passed_on_share is None:
        return ""
    return ngettext(
        "Of %(n)s person who was helped here, %(share)s passed something on to somebody else.",
        "Of %(n)s people who were helped here, %(share)s passed something on to somebody else.",
        ever.helped,
    ) % {"n": ever.helped, "share": ledger_words.percent(ever.passed_on_share)}


def _reason(row: Entry) -> dict[str, str]:
    """What a leader entered, as the tribe reads it: nothing of who owed, and no favor that is not shared."""
    said = {
        What.DISMISSED: _("A favor that was objected to counts again"),
        What.UPHELD: _("A favor that was objected to stays out of the account"),
        What.REVERSAL: _("A favor was taken back"),
        What.FORGIVING: _("A half was let go"),
    }[What(row.what)]
    about = row.about
    linked = about is not None and about.shared and row.what != What.FORGIVING
    return {
        "text": said,
        "reason": row.words,
        "by": row.by.display_name if row.by is not None else "",
        "when": day_in_words(row.at),
        "url": reverse("favor", args=[about.pk]) if linked and about is not None else "",
    }


# --- objections -------------------------------------------------------------------------------------
@require_safe
@leaders_only
def objections(request: PersonRequest, tribe: Tribe) -> HttpResponse:
    """Favors that are held out of the account until a leader decides."""
    leading = tribes.leaders(tribe)
    rows = [
        {
            "objection": row,
            "favor": row.about,
            "when": day_in_words(row.at),
            "url": reverse("favor_decide", args=[row.about_id]),
            "mine": request.user.pk in (row.about.giver_id, row.about.receiver_id),
            "stuck": not can_be_decided(row.about, row.by_id, leading),
        }
        for row in ledger.open_objections(tribe)
        if row.about is not None
    ]
    return render(request, "favors/objections.html", {"tribe": tribe, "rows": rows})


# --- the contract -----------------------------------------------------------------------------------
@require_safe
@members_only
def contract(request: PersonRequest, tribe: Tribe) -> HttpResponse:
    """What we expect of one another, in numbers and words: now, coming, and before."""
    now = timezone.now()
    holds, coming = contracts.version_in_force(tribe, now), contracts.coming_version(tribe, now)
    numbers = holds.contract if holds is not None else Contract()
    look_again = holds.look_again_on if holds is not None else None
    context = {
        "tribe": tribe,
        "leads": tribes.is_leader(tribe.pk, request.user.pk),
        "terms": ledger_words.terms(numbers),
        "version": holds,
        "look_again": date_format(look_again, "D j F Y") if look_again is not None else "",
        "look_now": look_again is not None and look_again <= timezone.localtime(now).date(),
        "coming": coming,
        "coming_terms": ledger_words.terms(coming.contract, numbers) if coming is not None else [],
        "history": _history(tribe, holds),
    }
    return render(request, "favors/contract.html", context)


def _history(tribe: Tribe, holds: ContractVersion | None) -> list[dict[str, object]]:
    """Every version, the newest first, down to the numbers that every tribe begins with."""
    rows = []
    for version in contracts.versions(tribe):
        taken_back = getattr(version, "withdrawn_by", None)
        rows.append(
            {
                "numbers": _numbers(version.contract),
                "from": day_in_words(version.from_at),
                "made": day_in_words(version.made_at),
                "by": version.by.display_name if version.by is not None else "",
                "why": version.why,
                "holds": holds is not None and version.pk == holds.pk,
                "taken_back_by": taken_back.by.display_name
                if taken_back is not None and taken_back.by is not None
                else "",
                "taken_back": taken_back is not None,
                "taken_back_on": day_in_words(taken_back.made_at) if taken_back else "",
            }
        )
    begun = {"numbers": _numbers(Contract()), "from": "", "holds": holds is None}
    return [*rows, begun]


def _numbers(numbers: Contract) -> str:
    return " · ".join(f"{term.name}: {term.value}" for term in ledger_words.terms(numbers))


@require_http_methods(["GET", "HEAD", "POST"])
@leaders_only
def contract_change(request: PersonRequest, tribe: Tribe) -> HttpResponse:
    """Look at what other terms would mean, then announce them to all; they hold from 14 days later."""
    me, now = request.user, timezone.now()
    holds = contracts.version_in_force(tribe, now)
    numbers = holds.contract if holds is not None else Contract()
    initial = {
        "patience": numbers.patience,
        "allowance": numbers.allowance,
        "crowd": numbers.crowd,
        "words": holds.words if holds is not None else "",
    }
    form = TermsForm(request.POST if request.method == "POST" else None, initial=initial)
    context: dict[str, Any] = {"tribe": tribe, "form": form, "from_day": ledger_words.takes_effect(now)}
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            context["preview"] = ledger_words.terms(form.contract, numbers)
        else:
            data = form.cleaned_data
            try:
                change_contract(me, tribe, form.contract, data["words"], data["why"], data["look_again_on"])
            except (Refused, FavorError) as problem:
                form.add_error(None, str(problem))
            else:
                said = _("Announced on the floor. It holds from %(day)s; until then you can take it back.")
                messages.success(request, said % {"day": context["from_day"]})
                return redirect("contract", tribe.slug)
    context["coming"] = contracts.coming_version(tribe, now)
    return render(request, "favors/contract_change.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@leaders_only
def contract_withdraw(request: PersonRequest, tribe: Tribe, version_id: int) -> HttpResponse:
    """Take an announced change back before it holds."""
    version = contracts.versions(tribe).filter(pk=version_id).first()
    if version is None:
        raise Http404
    if request.method == "POST":
        try:
            withdraw_change(request.user, version.pk)
        except NotNow as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("Taken back. The terms stay as they are; that it was announced stays written."))
        return redirect("contract", tribe.slug)
    day = day_in_words(version.from_at)
    return render(request, "favors/contract_withdraw.html", {"tribe": tribe, "version": version, "day": day})
