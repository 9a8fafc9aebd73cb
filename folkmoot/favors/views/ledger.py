"""Pages of the ledger: my halves, a favor and its journey."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse

from folkmoot.people.requests import PersonRequest


@login_required
def my_halves(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def favor(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def favor_object(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def favor_back(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def favor_forgive(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def favor_decide(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404
