"""Folkmoot's addresses, and one of an empty view: through every middleware, into nothing."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from folkmoot.site.urls import handler429

__all__ = ["handler429", "urlpatterns"]


def empty(_request: HttpRequest) -> HttpResponse:
    """Nothing."""
    return HttpResponse()


urlpatterns = [path("bench/empty", empty), path("", include("folkmoot.site.urls"))]
