"""Pages of thanks for what nobody asked for, and of how one wants to be reminded."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from folkmoot.favors.forms_promising import ThankNewForm, WishesForm
from folkmoot.favors.once import enter_once
from folkmoot.favors.rules.sizes import FavorError
from folkmoot.favors.services import promising, wishes
from folkmoot.favors.views.doors import own_tribe
from folkmoot.people.models import Person
from folkmoot.people.requests import PersonRequest
from folkmoot.people.rules import SAYING, TOKENS_MADE
from folkmoot.people.throttle import Throttled, take
from folkmoot.talk.cards import face
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.models import Tribe
from folkmoot.tribes.services import Refused
from folkmoot.tribes.views.doors import when_again, words_of

SHOWN = 24  # members to choose among; more are found by their name


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def thank_new(request: PersonRequest, slug: str) -> HttpResponse:
    """Thank a member for a favor that nobody asked for: whom, what, how much, when, and who may read of it."""
    tribe = own_tribe(request, slug)
    me = request.user
    handle = request.POST.get("to", "") if request.method == "POST" else request.GET.get("to", "")
    giver = _member(tribe, handle)
    if giver is None or giver.pk == me.pk:
        return _choose(request, tribe, handle)
    if request.method != "POST":
        return _thanks(request, tribe, giver, ThankNewForm())
    form = ThankNewForm(request.POST)
    if not form.is_valid():
        return _thanks(request, tribe, giver, form, status=422)
    data = form.cleaned_data

    def enter() -> int:
        take(f"thank:{me.pk}", SAYING)
        shared = data["who_reads"] == "tribe"
        return promising.thank_unasked(me, tribe, giver, data["what"], form.chosen_minutes, shared, data["day"])

    try:
        favor_id, is_new = enter_once(request, data["once"], enter)
    except (FavorError, Refused) as problem:
        form.add_error(None, str(problem))
        return _thanks(request, tribe, giver, form, status=422)
    except Throttled as full:
        form.add_error(None, when_again(full))
        return _thanks(request, tribe, giver, form, status=422)
    if is_new:
        name = {"name": giver.display_name}
        messages.success(request, _("Thanked. %(name)s finds it among what they gave.") % name)
    return redirect("favor", favor_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def favor_settings(request: PersonRequest) -> HttpResponse:
    """Reminders, being found by askers, and the key of one's calendar, which is shown once."""
    me = request.user
    have = wishes.settings_of(me)
    key = ""
    if "new_key" in request.POST:
        take(f"calendar:{me.pk}", TOKENS_MADE)
        key = wishes.new_calendar_key(me)
        have = wishes.settings_of(me)
    elif "forget_key" in request.POST:
        wishes.forget_calendar_key(me)
        messages.success(request, _("The address of your calendar opens nothing any more."))
        return redirect("favor_settings")
    elif request.method == "POST":
        form = WishesForm(request.POST)
        if form.is_valid():  # two ticks are never wrong
            wishes.change_settings(me, **form.cleaned_data)
            messages.success(request, _("That is how you want it from now on."))
            return redirect("favor_settings")
    form = WishesForm(initial={"reminders": have.reminders, "suggest_me": have.suggest_me})
    address = f"{settings.BASE_URL}{reverse('favor_calendar')}?key={key}" if key else ""
    context = {"form": form, "address": address, "has_key": bool(have.calendar_key)}
    return render(request, "favors/favor_settings.html", context)


def _member(tribe: Tribe, handle: str) -> Person | None:
    name, _at, host = handle.replace("\x00", "").partition("@")
    place = tribes.members(tribe).filter(person__name=name, person__host=host, person__is_active=True).first()
    return place.person if place is not None else None


def _choose(request: PersonRequest, tribe: Tribe, handle: str) -> HttpResponse:
    """Whom: members by their name."""
    words = words_of(request)
    found = tribes.members(tribe, words).exclude(person=request.user).filter(person__is_active=True)
    places = list(found.order_by("person__display_name", "person_id")[: SHOWN + 1])
    problem = _("Nobody of that handle belongs to this tribe; choose somebody here.") if handle else ""
    if handle == request.user.name:
        problem = _("Nobody does themselves a favor; choose somebody else.")
    context = {
        "tribe": tribe,
        "words": words,
        "people": [(face(place.person), place.person.name_in_urls) for place in places[:SHOWN]],
        "more": len(places) > SHOWN,
        "problem": problem,
    }
    return render(request, "favors/thank_choose.html", context, status=422 if request.method == "POST" else 200)


def _thanks(request: PersonRequest, tribe: Tribe, giver: Person, form: ThankNewForm, status: int = 200) -> HttpResponse:
    context = {"tribe": tribe, "giver": face(giver), "handle": giver.name_in_urls, "form": form}
    return render(request, "favors/thank_new.html", context, status=status)
