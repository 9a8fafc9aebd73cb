"""Pages to ask: the composer with its price, whom to put it before, vouching, urgent."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse

from folkmoot.people.requests import PersonRequest


@login_required
def ask_new(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def ask_price(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def ask_put(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def ask_vouch(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def ask_urgent(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404
