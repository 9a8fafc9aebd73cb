"""The site's own pages: the first start, the page for visitors, and small things every site has."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.favors.selectors.waiting import waits_for
from folkmoot.favors.views.telling import waiting_in_words
from folkmoot.people import selectors as people
from folkmoot.people.adapter import sign_in_at_once
from folkmoot.people.requests import PersonRequest
from folkmoot.people.services import NotEmpty
from folkmoot.permissions.services.topics import TopicError
from folkmoot.site import selectors, services, styleguide
from folkmoot.site.context import THEMES
from folkmoot.site.forms import StartForm
from folkmoot.talk.cards import face
from folkmoot.talk.views import home as talk_home
from folkmoot.tribes.services import Refused

TRIBES_SHOWN = 24
YEAR = 365 * 24 * 3600  # seconds


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What reached me; for visitors what this place is; on an empty server the two doors."""
    if request.user.is_authenticated:
        return talk_home(cast(PersonRequest, request), _waits_for(request))
    if people.server_is_empty():
        return render(request, "site/doors.html", {"demo_allowed": settings.DEMO_ALLOWED})
    tribes = selectors.tribes_to_meet(TRIBES_SHOWN)
    return render(request, "site/landing.html", {"tribes": tribes, "signup_open": settings.SIGNUP_OPEN})


def _waits_for(request: HttpRequest) -> str:
    """What waits for this person in favors, above the newest of home: their turns, and what was asked of them.

    One query for all of it.
    """
    if "before" in request.GET:
        return ""
    now = timezone.now()
    found = waits_for(cast(PersonRequest, request).user, now)
    boxes = []
    if found.turns:
        context = {"waiting": [waiting_in_words(one, now) for one in found.turns], "more": found.more}
        boxes.append(render_to_string("favors/_waiting_box.html", context, request))
    if found.asked:
        asks = [(one, face(one.other)) for one in found.asked if one.other is not None]
        boxes.append(render_to_string("favors/_asked_box.html", {"asks": asks}, request))
    return format_html_join("", "{}", ((box,) for box in boxes))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """The first door: an account and a tribe, while nobody is here."""
    if not people.server_is_empty():
        return HttpResponseRedirect(reverse("home"))
    word = request.POST.get("word", request.GET.get("word", ""))
    if not services.may_start(word):
        return render(request, "site/start_elsewhere.html", status=403)
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            person, tribe = services.start_tribe(
                data["display_name"],
                data["email"],
                data["tribe_name"],
                data["idea"],
                data["topics"],
                data["time_zone"],
            )
        except NotEmpty:
            messages.warning(request, _("Somebody was here a moment before you and has started already."))
            return HttpResponseRedirect(reverse("home"))
        except TopicError as problem:
            form.add_error("topics", str(problem))
        except Refused as problem:
            form.add_error(None, str(problem))
        else:
            sign_in_at_once(request, person)
            messages.success(request, _("%(tribe)s is founded, and you lead it.") % {"tribe": tribe.name})
            return HttpResponseRedirect(reverse("tribe_floor", args=[tribe.slug]))
    context = {"form": form, "word": word}
    return render(request, "site/start.html", context, status=422 if form.is_bound else 200)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the device has it; kept in a cookie, so visitors have it too."""
    response = HttpResponseRedirect(safe_next(request) or reverse("home"))
    wanted = request.POST.get("theme", "")
    if wanted in THEMES:
        response.set_cookie(
            "theme", wanted, max_age=YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
        )
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """'ok', or 503 and the word for what is missing: database, migrations."""
    missing = selectors.what_is_missing()
    return HttpResponse(missing or "ok", content_type="text/plain", status=503 if missing else 200)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read what visitors may read, and nothing that is behind a key."""
    closed = ("/account/", "/api/", "/demo/", "/i/", "/mail/", "/settings/")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For those who ask without having read a page."""
    return HttpResponseRedirect(static("folkmoot/icons/mark.svg"))


@require_safe
def every_part(request: HttpRequest) -> HttpResponse:
    """The parts that pages are made of, in development."""
    if settings.PRODUCTION:
        raise Http404
    return styleguide.styleguide(request)


def nothing(request: HttpRequest, **_where: str) -> HttpResponse:
    """404, for addresses that a library brings along and Folkmoot does not use."""
    raise Http404


def safe_next(request: HttpRequest) -> str:
    """Where to go on to, if it is a page of this site; '' otherwise."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure()):
        return url
    return ""
