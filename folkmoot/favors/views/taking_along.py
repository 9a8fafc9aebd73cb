"""What one takes along: a calendar, and favors in the words of Valueflows."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse

from folkmoot.people.requests import PersonRequest


@login_required
def favor_calendar(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


@login_required
def favor_valueflows(request: PersonRequest, **where: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404
