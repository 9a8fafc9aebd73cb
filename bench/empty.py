"""Two floors for a page: an empty view behind all of Folkmoot's middleware, and no Django at all."""

import os
from collections.abc import Callable, Iterable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.site.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing."""
    return HttpResponse("ok")


class _Addresses:
    urlpatterns = [path("", empty)]


def _view() -> Callable[..., Iterable[bytes]]:
    settings.ROOT_URLCONF = _Addresses
    return get_wsgi_application()


def bare(environ: dict[str, object], start_response: Callable[..., object]) -> list[bytes]:
    """A WSGI application of one line."""
    start_response("200 OK", [("content-type", "text/plain"), ("content-length", "2")])
    return [b"ok"]


view = _view() if os.environ.get("FOLKMOOT_BENCH_EMPTY") else bare
