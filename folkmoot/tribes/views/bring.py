"""*Bring your people*: a list, a look at it, and the word to send."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from folkmoot.people.requests import PersonRequest
from folkmoot.people.throttle import Throttled
from folkmoot.tribes import selectors, services
from folkmoot.tribes.forms import ListForm, WordsForm
from folkmoot.tribes.lists import NotAList
from folkmoot.tribes.models import PeopleList, Tribe
from folkmoot.tribes.views.doors import for_leaders, page_of, when_again, words_of

PEOPLE_ON_A_PAGE = 50
LINES_ON_A_PAGE = 50
MARKS = ("new", "here", "before")


@require_http_methods(["GET", "HEAD", "POST"])
@for_leaders
def bring(request: PersonRequest, tribe: Tribe) -> HttpResponse:
    """Paste or upload a list. Nobody is invited by it yet."""
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    if form.is_bound and form.is_valid():
        data, name = form.brought()
        try:
            found = services.bring_list(tribe, request.user, data, name)
        except (NotAList, services.Refused) as no:
            form.add_error("file" if name else "pasted", str(no))
        except Throttled as full:
            form.add_error(None, when_again(full))
        else:
            return redirect("bring_preview", tribe.slug, found.pk)
    context = {
        "tribe": tribe,
        "leads": True,
        "form": form,
        "steps": steps(),
        "open_lists": selectors.open_lists(tribe, request.user),
    }
    return render(request, "tribes/bring.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_leaders
def bring_preview(request: PersonRequest, tribe: Tribe, list_id: int) -> HttpResponse:
    """Who was understood; then invite them (``do=invite``) or forget the list (``do=forget``)."""
    found = selectors.own_list(tribe, request.user, list_id)
    if found is None:
        raise Http404
    if found.state == "dropped":
        return redirect("bring", tribe.slug)
    if found.state == "confirmed":
        return redirect("invitations", tribe.slug)
    form = WordsForm(request.POST) if request.method == "POST" else WordsForm()
    if form.is_bound:
        if request.POST.get("do") == "forget":
            return _forget(request, tribe, found)
        if form.is_valid():
            try:
                done = services.confirm_list(found, request.user, form.cleaned_data["words"])
            except services.Refused as no:
                form.add_error(None, str(no))
            except Throttled as full:
                form.add_error(None, when_again(full))
            else:
                messages.success(request, _said(done))
                return redirect("invitations", tribe.slug)
    return render(
        request,
        "tribes/bring_preview.html",
        {"tribe": tribe, "leads": True, "list": found, "form": form, "steps": steps(), **_looked_at(request, found)},
        status=422 if form.is_bound else 200,
    )


def steps() -> list[str]:
    """The way from a list to invitations."""
    return [_("Your list"), _("A look at it"), _("On their way")]


def _forget(request: PersonRequest, tribe: Tribe, found: PeopleList) -> HttpResponse:
    try:
        services.drop_list(found, request.user)
    except services.Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("The list is forgotten, and everybody on it. Nobody was invited."))
    return redirect("bring", tribe.slug)


def _said(done: services.Confirmed) -> str:
    parts = []
    if done.mails:
        parts.append(
            ngettext("%(n)s invitation is on its way.", "%(n)s invitations are on their way.", done.mails)
            % {"n": done.mails}
        )
    if done.by_hand:
        parts.append(
            ngettext("%(n)s link is ready to be passed on.", "%(n)s links are ready to be passed on.", done.by_hand)
            % {"n": done.by_hand}
        )
    return " ".join(parts) or _("There was nobody new on that list.")


def _looked_at(request: PersonRequest, found: PeopleList) -> dict[str, object]:
    """The preview, and the part of it that is shown: ``?show=`` a mark or unreadable, ``?q=`` words."""
    preview = selectors.preview_of(found)
    words, show = words_of(request), request.GET.get("show", "")
    folded = words.casefold()
    if show == "unreadable":
        rows: list = [line for line in preview.unreadable if folded in line[1].casefold()]
    else:
        show = show if show in MARKS else ""
        rows = [
            person
            for person in preview.people
            if (not show or person.mark == show)
            and (folded in person.name.casefold() or folded in person.source.casefold() or folded in person.address)
        ]
    page = Paginator(rows, LINES_ON_A_PAGE if show == "unreadable" else PEOPLE_ON_A_PAGE).get_page(page_of(request))
    counts = {mark: preview.count(mark) for mark in MARKS}
    return {
        "preview": preview,
        "understood": len(preview.people),
        "counts": counts,
        "show": show,
        "words": words,
        "page": page,
        "tabs": _tabs(preview, counts, show),
    }


def _tabs(preview: selectors.ListPreview, counts: dict[str, int], show: str) -> list[dict[str, object]]:
    labels = [
        ("", _("Everybody"), len(preview.people)),
        ("new", _("New"), counts["new"]),
        ("here", _("Here already"), counts["here"]),
        ("before", _("Invited before"), counts["before"]),
        ("unreadable", _("Not understood"), len(preview.unreadable)),
    ]
    return [
        {"label": f"{label} ({count})", "url": f"?show={mark}#people", "here": mark == show}
        for mark, label, count in labels
        if count or not mark
    ]
