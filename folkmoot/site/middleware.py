"""What every request passes through that is ours."""

import time
import zoneinfo
from collections.abc import Callable
from typing import Any

import structlog
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from folkmoot.ids import MAX_ID
from folkmoot.people.throttle import Throttled

log = structlog.get_logger("folkmoot.request")
Handler = Callable[[HttpRequest], HttpResponse]
INVITATIONS = ("/i/", "/api/folkmoot/v1/invitations/")
BODY_MAX = 10 * 1024 * 1024  # bytes; a picture has 8 MB at most, a list of people 5
ARCHIVES = "/mirror/"  # where more may be sent: the mirror says itself how much, before it reads any of it


class RequestLog:
    """One line per request: method, path, status, milliseconds. Never a query string: it may hold a token."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = self.handler(request)
        log.info(
            "request",
            method=request.method,
            path=_logged_path(request.path),
            status=response.status_code,
            ms=round((time.perf_counter() - begun) * 1000, 1),
        )
        return response


def _logged_path(path: str) -> str:
    # An invitation's address is its key.
    return next((f"{place}…" for place in INVITATIONS if path.startswith(place)), path)


class Sane:
    """Answers what no page can work with, so that none has to think of it.

    413 for a body beyond what any page takes; 404 for an id that no row can have and for text that PostgreSQL
    does not know (NUL); 429 where a budget is empty.
    """

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/api/"):  # which says the same in JSON
            return self.handler(request)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > BODY_MAX and request.path != ARCHIVES:
            return render(request, "413.html", {"megabytes": BODY_MAX // 1024 // 1024}, status=413)
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return not_here(request)
        return self.handler(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], values: dict[str, Any]
    ) -> None:
        """Ids in addresses are ``<int:...>``, which takes numbers that overflow the database."""
        if any(isinstance(value, int) and value > MAX_ID for value in values.values()):
            raise Http404

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """A view that takes from an empty budget need not catch it."""
        return too_fast(request, problem) if isinstance(problem, Throttled) else None


def not_here(request: HttpRequest) -> HttpResponse:
    """404, from outside of a view."""
    return render(request, "404.html", status=404)


def too_fast(request: HttpRequest, problem: Throttled | None = None) -> HttpResponse:
    """429, with what to say and when to come back where it is known (allauth's limits do not tell)."""
    response = render(request, "429.html", {"sentence": str(problem) if problem else ""}, status=429)
    response["Retry-After"] = str(problem.seconds if problem else 60)
    return response


class PersonTimeZone:
    """Shows times in the zone of whoever is signed in."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        zone = request.user.time_zone if request.user.is_authenticated else ""
        if not zone:
            return self.handler(request)
        try:
            found = zoneinfo.ZoneInfo(zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            return self.handler(request)
        with timezone.override(found):
            return self.handler(request)
