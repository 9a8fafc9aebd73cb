"""Doors to what a tribe's favors are: its members come through, and there is nothing for everybody else."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from folkmoot.favors.views.doors import own_tribe
from folkmoot.people.requests import PersonRequest
from folkmoot.tribes import selectors as tribes

View = Callable[..., HttpResponse]  # behind a door: (request, tribe, what else the address says)


def members_only(view: View) -> View:
    """Members come through; everybody else gets a 404, also where the floor is open."""

    @login_required
    @wraps(view)
    def wrapper(request: PersonRequest, slug: str, **more: Any) -> HttpResponse:
        return view(request, own_tribe(request, slug), **more)

    return wrapper


def leaders_only(view: View) -> View:
    """Leaders come through, other members are told so, everybody else gets a 404."""

    @login_required
    @wraps(view)
    def wrapper(request: PersonRequest, slug: str, **more: Any) -> HttpResponse:
        tribe = own_tribe(request, slug)
        if not tribes.is_leader(tribe.pk, request.user.pk):
            messages.error(request, _("Only a leader of this tribe can do that."))
            return redirect("tribe_favors", slug)
        return view(request, tribe, **more)

    return wrapper
