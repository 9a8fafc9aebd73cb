"""Walking around in the demo tribe: everybody in it can be tried on. None of this exists where people are real."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.ids import MAX_ID
from folkmoot.people import selectors as people
from folkmoot.people.adapter import sign_in_at_once
from folkmoot.people.services import NotEmpty
from folkmoot.site import selectors, services
from folkmoot.site.views import safe_next

View = Callable[..., HttpResponse]


def in_demo_only(view: View) -> View:
    """404 unless this server may show a demo and holds one."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not (settings.DEMO_ALLOWED and people.is_demo()):
            raise Http404
        return view(request)

    return guarded


@require_POST
def demo_start(request: HttpRequest) -> HttpResponse:
    """The second door. The tribe is built while the browser waits: it takes a few seconds and needs no worker."""
    if not settings.DEMO_ALLOWED:
        raise Http404
    try:
        services.open_demo()
    except NotEmpty:
        return HttpResponseRedirect(reverse("demo_as") if people.is_demo() else reverse("home"))
    return HttpResponseRedirect(reverse("demo_as"))


@require_http_methods(["GET", "HEAD", "POST"])
@in_demo_only
def demo_as(request: HttpRequest) -> HttpResponse:
    """Choose whom to look around as, and look around as them."""
    if request.method != "POST":
        return render(request, "site/demo_as.html", {"people": selectors.people_to_try_on()})
    wanted = request.POST.get("person", "")
    person = None
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 20 and int(wanted) <= MAX_ID:
        person = selectors.person_to_try_on(int(wanted))
    if person is None:
        raise Http404
    sign_in_at_once(request, person)
    return HttpResponseRedirect(safe_next(request) or reverse("home"))


@require_http_methods(["GET", "HEAD", "POST"])
@in_demo_only
def demo_clear(request: HttpRequest) -> HttpResponse:
    """Take the demo tribe down; asks first."""
    if request.method != "POST":
        return render(request, "site/demo_clear.html")
    logout(request)  # the session goes with the people, so it must not be saved after them
    try:
        services.clear_demo()
    except services.NotDemo:
        raise Http404 from None
    messages.success(request, _("The demo tribe is gone. The house is empty again."))
    return HttpResponseRedirect(reverse("home"))
