"""Pages of a board: asks, offers, and what one says to them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse

from folkmoot.people.requests import PersonRequest


@login_required
def board(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def ask(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def ask_edit(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def ask_off(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def ask_again(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def ask_no(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def ask_promise(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def asked(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def offer_new(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def offer(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def offer_edit(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def offer_off(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def offer_again(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def offer_take(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404
