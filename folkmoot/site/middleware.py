"""What every request passes through that is ours."""

import time
import zoneinfo
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

log = structlog.get_logger("folkmoot.request")
Handler = Callable[[HttpRequest], HttpResponse]


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
    return "/i/…" if path.startswith("/i/") else path


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
