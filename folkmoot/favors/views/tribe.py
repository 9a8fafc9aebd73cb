"""Pages of a tribe: its totals, its contract, objections that wait."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse

from folkmoot.people.requests import PersonRequest


@login_required
def tribe_favors(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def contract(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def contract_change(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def contract_withdraw(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def objections(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404
