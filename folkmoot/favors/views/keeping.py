"""What asks and offers have in common for whoever put them on the board: saying them differently, taking them off."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.favors.forms_board import AskForm, OfferForm
from folkmoot.favors.in_words import day_in_words
from folkmoot.favors.models import Ask, Offer
from folkmoot.favors.rules.sizes import FavorError
from folkmoot.favors.services import board as services
from folkmoot.people.requests import PersonRequest
from folkmoot.tribes.services import NotNow, Refused


def edit(
    request: PersonRequest, found: Ask | Offer, form: AskForm | OfferForm, change: Callable[[], object], template: str
) -> HttpResponse:
    """Say it differently: the form, or what ``change`` made of it."""
    if request.method == "POST" and form.is_valid():
        try:
            change()
        except (FavorError, NotNow, Refused) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Changed. What was promised stays as it was promised."))
            return redirect(_word(found), found.pk)
    context = {_word(found): found, "tribe": found.tribe, "form": form}
    return render(request, template, context, status=422 if form.is_bound else 200)


def take_off(request: PersonRequest, found: Ask | Offer) -> HttpResponse:
    """Take it off the board; with an undo."""
    services.take_off(request.user, type(found), found.pk)
    undo = reverse(f"{_word(found)}_again", args=[found.pk])
    messages.success(request, _("Off the board. What was promised stays promised."), extra_tags=undo)
    return redirect(_word(found), found.pk)


def still_meant(request: PersonRequest, found: Ask | Offer) -> HttpResponse:
    """It stands for another while; also puts it back on the board."""
    try:
        until = services.still_meant(request.user, type(found), found.pk)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        said = _("It stands on the board until %(day)s.") % {"day": day_in_words(until)}
        messages.success(request, said, extra_tags=reverse(f"{_word(found)}_off", args=[found.pk]))
    return redirect(_word(found), found.pk)


def _word(found: Ask | Offer) -> str:
    """Their name in addresses and templates."""
    return "ask" if isinstance(found, Ask) else "offer"
