"""The mirror's pages: hand in, watch, read, keep or delete; and the same for a tribe, for those who lead it."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.mirror.pages import report, rules, selectors, services
from folkmoot.mirror.pages.folders import Folder
from folkmoot.mirror.pages.forms import ArchiveForm
from folkmoot.mirror.pages.models import Look
from folkmoot.mirror.pages.rules import MirrorRefused
from folkmoot.mirror.pages.selectors import Viewer
from folkmoot.mirror.pages.uploads import IntoFolder
from folkmoot.people.requests import PersonRequest
from folkmoot.people.throttle import client_key
from folkmoot.tribes.models import Tribe
from folkmoot.tribes.views.doors import for_leaders, person_of

SESSION_KEY = "mirror"  # the secret of a browser session by which its looks are found


def viewer_of(request: HttpRequest) -> Viewer:
    """Who comes to the mirror."""
    return Viewer(person_of(request), request.session.get(SESSION_KEY, ""))


def _viewer_with_a_key(request: HttpRequest) -> Viewer:
    """The same; a visitor's session gets its key now."""
    if person_of(request) is None and not request.session.get(SESSION_KEY):
        request.session[SESSION_KEY] = secrets.token_urlsafe(32)
    return viewer_of(request)


# The token of the form stands in a body that is not read before it is known where it goes: see ``_receive``.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mirror(request: HttpRequest) -> HttpResponse:
    """What the mirror is, and where one hands in an archive."""
    if request.method != "POST":
        return _mirror_page(request)
    try:
        services.make_way(viewer_of(request), client_key(request), _sent(request))
    except MirrorRefused as no:
        return _refused(request, no)
    folder = Folder.make(settings.MIRROR_FOLDER)
    request.upload_handlers = [IntoFolder(request, folder)]
    try:
        response = csrf_protect(_receive)(request, folder)
    except BaseException:  # it broke off in the middle: nothing of it stays
        folder.remove()
        raise
    if not isinstance(response, HttpResponseRedirect):  # refused, also for a missing token
        folder.remove()
    return response


def _mirror_page(request: HttpRequest, form: ArchiveForm | None = None, status: int = 200) -> HttpResponse:
    viewer = viewer_of(request)
    context = {
        "form": form or ArchiveForm(),
        "looks": [_shown(look) for look in selectors.shown_looks(viewer)],
        "kept": [_shown(look) for look in selectors.kept_looks(viewer.person)] if viewer.person else [],
        "most": rules.megabytes(settings.MIRROR_UPLOAD_MAX),
        "most_bytes": settings.MIRROR_UPLOAD_MAX,
        "files_at_most": rules.FILES_AT_MOST,
    }
    return render(request, "mirror/mirror.html", context, status=status)


def _receive(request: HttpRequest, folder: Folder) -> HttpResponse:
    files = request.FILES.getlist("archive")
    show_people = request.POST.get("show_people") == "on"
    try:
        look = services.hand_in(
            _viewer_with_a_key(request), folder, [file.size or 0 for file in files], show_people=show_people
        )
    except MirrorRefused as no:
        return _refused(request, no)
    return redirect("look", look.pk)


def _refused(request: HttpRequest, no: MirrorRefused) -> HttpResponse:
    """The page again, with what is wrong."""
    form = ArchiveForm({})
    form.errors["archive"] = form.error_class([str(no)])
    return _mirror_page(request, form, no.status)


def _sent(request: HttpRequest) -> int:
    written = request.META.get("CONTENT_LENGTH") or "0"
    return int(written) if written.isdigit() else 0


@never_cache
@require_POST
def mirror_example(request: HttpRequest) -> HttpResponse:
    """Look at a made-up archive."""
    viewer = _viewer_with_a_key(request)
    try:
        services.make_way(viewer, client_key(request), 0)
        look = services.look_at_example(viewer)
    except MirrorRefused as no:
        messages.error(request, str(no))
        return redirect("mirror")
    return redirect("look", look.pk)


@never_cache
@require_safe
def look(request: HttpRequest, look_id: int) -> HttpResponse:
    """How far it is, what came of it, and what one can do with it. 422 when nothing can be shown."""
    found = _visible(request, look_id)
    under_way = found.state in rules.UNDER_WAY
    if request.GET.get("part") == "progress":
        response = render(request, "mirror/progress.html", {"look": _shown(found)})
        if not under_way:
            response["HX-Refresh"] = "true"
        return response
    template = "look_under_way" if under_way else found.state
    context = {"look": _shown(found), "tribe": found.tribe, "leads": True}
    return render(request, f"mirror/{template}.html", context, status=422 if found.state == "failed" else 200)


@never_cache
@require_safe
def look_report(request: HttpRequest, look_id: int) -> HttpResponse:
    """The report, as a page of its own that nothing of this site can be reached from."""
    return report.as_page(_text(selectors.report_of(_visible(request, look_id))))


@never_cache
@require_safe
def look_html(request: HttpRequest, look_id: int) -> HttpResponse:
    """The report, to keep as a file."""
    text = _text(selectors.report_of(_visible(request, look_id)))
    return report.as_file(text, "folkmoot-mirror.html", "text/html; charset=utf-8")


@never_cache
@require_safe
def look_json(request: HttpRequest, look_id: int) -> HttpResponse:
    """The same as JSON."""
    text = _text(selectors.report_as_json(_visible(request, look_id)))
    return report.as_file(text, "folkmoot-mirror.json", "application/json")


@login_required
@require_POST
def look_keep(request: PersonRequest, look_id: int) -> HttpResponse:
    """Keep it beyond its hour."""
    found = _visible(request, look_id)
    try:
        services.keep_look(found, request.user)
    except MirrorRefused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("Kept, until you delete it."))
    return redirect("look", look_id)


@never_cache
@require_POST
def look_delete(request: HttpRequest, look_id: int) -> HttpResponse:
    """Delete it, with everything that was handed in for it."""
    found = _visible(request, look_id)
    services.delete_look(found)
    messages.success(request, _("Deleted: what you handed in, and everything that was made of it."))
    return redirect("tribe_mirror", found.tribe.slug) if found.tribe else redirect("mirror")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_leaders
def tribe_mirror(request: PersonRequest, tribe: Tribe) -> HttpResponse:
    """The tribe before the mirror: begin, and what there is."""
    if request.method == "POST":
        try:
            return redirect("look", services.look_at_tribe(tribe, request.user).pk)
        except MirrorRefused as no:
            messages.error(request, str(no))
            return redirect("tribe_mirror", tribe.slug)
    context = {"tribe": tribe, "leads": True, "looks": [_shown(look) for look in selectors.looks_at(tribe)]}
    return render(request, "mirror/tribe.html", context)


def _visible(request: HttpRequest, look_id: int) -> Look:
    found = selectors.visible_look(viewer_of(request), look_id)
    if found is None:
        raise Http404
    return found


def _text(found: str | None) -> str:
    if found is None:
        raise Http404
    return found


def _shown(look: Look) -> dict[str, Any]:
    """A look as the pages show it."""
    told = look.told
    shown: dict[str, Any] = {
        "pk": look.pk,
        "url": reverse("look", args=[look.pk]),
        "state": look.state,
        "tribe": look.tribe if look.tribe_id else None,
        "sentence": look.sentence,
        "made_at": look.made_at,
        "kept": look.kept_at is not None,
        "ends_at": rules.ends_at(look.ended_at, look.kept_at),
        "files": look.files,
        "size": filesizeformat(look.size),
        "answer": told.get("answer", ""),
        "networks": told.get("networks", []),
        "posts": told.get("posts", 0),
        "first": told.get("first"),
        "last": told.get("last"),
        "notes": told.get("notes", []),
    }
    if look.state in rules.UNDER_WAY:
        shown["far"] = _far(look)
    return shown


def _far(look: Look) -> dict[str, Any]:
    far = selectors.how_far(look)
    progress = far.progress
    shown: dict[str, Any] = {"place": far.place, "silent": far.silent, "doing": "", "done": None}
    if progress is not None:
        shown["doing"] = progress.doing
        if progress.doing == "reading" and progress.of:
            shown |= {
                "done": progress.done,
                "of": progress.of,
                "done_said": rules.megabytes(progress.done),
                "of_said": rules.megabytes(progress.of),
                "rate": rules.megabytes(round(progress.rate)),
                "left": progress.left,
            }
    return shown
