"""Who comes through to a page, and what the others see."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from folkmoot.people.models import Person
from folkmoot.people.throttle import Throttled
from folkmoot.tribes import selectors
from folkmoot.tribes.models import Tribe

View = Callable[..., HttpResponse]  # behind a door: (request, tribe, what else the address says)
WORDS_MAX = 100  # characters of a search


def person_of(request: HttpRequest) -> Person | None:
    """Who asks, when they are signed in."""
    return request.user if isinstance(request.user, Person) else None


def visible_tribe(request: HttpRequest, slug: str) -> Tribe:
    """The tribe, or Http404 for whoever may not know that it is there."""
    tribe = Tribe.objects.filter(slug=slug).first()
    if tribe is None or not selectors.may_see_tribe(tribe, person_of(request)):
        raise Http404
    return tribe


def for_members(view: View) -> View:
    """Members come through; who may see the tribe is told so on its page, everybody else gets a 404."""
    return _door(view, lambda tribe, person: selectors.membership(tribe.pk, person.pk) is not None, _members_only)


def for_leaders(view: View) -> View:
    """Leaders come through; who may see the tribe is told so on its page, everybody else gets a 404."""
    return _door(view, lambda tribe, person: selectors.is_leader(tribe.pk, person.pk), _leaders_only)


def _members_only() -> str:
    return _("That page is for the members of this tribe.")


def _leaders_only() -> str:
    return _("Only a leader of this tribe can do that.")


def _door(view: View, may_enter: Callable[[Tribe, Person], bool], sentence: Callable[[], str]) -> View:
    @login_required
    @wraps(view)
    def wrapper(request: HttpRequest, slug: str, **more: Any) -> HttpResponse:
        tribe = visible_tribe(request, slug)
        person = person_of(request)
        if person is None or not may_enter(tribe, person):
            messages.error(request, sentence())
            return redirect("tribe_about", slug)
        return view(request, tribe, **more)

    return wrapper


def words_of(request: HttpRequest) -> str:
    """What somebody searches for: ``?q=``, without what a database cannot take."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:WORDS_MAX]


def page_of(request: HttpRequest) -> int:
    """``?page=``, from 1; 1 for nonsense."""
    written = request.GET.get("page", "1")
    return max(1, int(written)) if written.isascii() and written.isdigit() and len(written) < 7 else 1


def when_again(full: Throttled) -> str:
    """A rate's sentence, and when to come again."""
    moment = timezone.localtime(timezone.now() + timedelta(seconds=full.seconds))
    return f"{full} " + _("Try again after %(time)s.") % {"time": date_format(moment, "H:i")}
