"""What one takes along: a calendar, and favors in the words of Valueflows."""

import tempfile
from contextlib import ExitStack
from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from folkmoot.favors.calendar import calendar_of
from folkmoot.favors.selectors.taking_along import whose_calendar
from folkmoot.favors.services.wishes import digest
from folkmoot.favors.valueflows import document
from folkmoot.people import throttle
from folkmoot.people.models import Person
from folkmoot.people.requests import PersonRequest
from folkmoot.people.rules import Rate

CALENDARS = Rate(60, timedelta(hours=1), "A calendar can be fetched 60 times an hour. Wait a little.")
WRONG_KEYS = Rate(30, timedelta(hours=1), "Too many addresses of calendars that there are not. Wait a little.")
DOCUMENTS = Rate(12, timedelta(hours=1), "You can fetch your favors as data 12 times an hour. Wait a little.")


@require_safe
def favor_calendar(request: HttpRequest) -> HttpResponse:
    """The promised dates of whoever the key in the address belongs to, or of whoever is signed in."""
    person = _by_key(request) if "key" in request.GET else request.user
    if not isinstance(person, Person):
        return redirect_to_login(request.get_full_path())
    throttle.take(f"calendar-read:{person.pk}", CALENDARS)
    answer = HttpResponse(calendar_of(person), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="folkmoot.ics"'
    patch_cache_control(answer, private=True, no_cache=True)
    return answer


@login_required
@never_cache
@require_safe
def favor_valueflows(request: PersonRequest) -> HttpResponseBase:
    """Everything of one's own, as JSON-LD; written first, so that what breaks halfway is no half file."""
    now = timezone.now()
    throttle.take(f"valueflows:{request.user.pk}", DOCUMENTS, now=now)
    with ExitStack() as unless_it_succeeds:
        file = unless_it_succeeds.enter_context(tempfile.TemporaryFile())
        file.writelines(document(request.user, now))
        file.seek(0)
        unless_it_succeeds.pop_all()
    name = f"folkmoot-{request.user.name}-{now:%Y-%m-%d}.jsonld"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/ld+json")


def _by_key(request: HttpRequest) -> Person:
    """Whose key it is. Wrong keys are counted by where they come from, so that nobody tries many."""
    found = whose_calendar(digest(request.GET["key"]))
    if found is None:
        throttle.take(f"calendar-key:{throttle.client_key(request)}", WRONG_KEYS)
        raise Http404
    return found
