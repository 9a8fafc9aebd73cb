"""Pages of offers: make one, look at it, take somebody at it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.favors.board_words import card_of
from folkmoot.favors.forms_board import OfferForm, TakeForm, initial_of
from folkmoot.favors.in_words import minutes_in_words
from folkmoot.favors.once import enter_once
from folkmoot.favors.rules.sizes import FavorError
from folkmoot.favors.selectors.board import going_promises
from folkmoot.favors.services import board as services
from folkmoot.favors.services import promising
from folkmoot.favors.views import keeping
from folkmoot.favors.views.doors import own_offer, own_tribe, seen_offer
from folkmoot.people.requests import PersonRequest
from folkmoot.people.rules import SAYING
from folkmoot.people.throttle import Throttled, take
from folkmoot.permissions.selectors import topics_of
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.services import NotNow, Refused
from folkmoot.tribes.views.doors import when_again


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def offer_new(request: PersonRequest, slug: str) -> HttpResponse:
    """Offer something on the board."""
    tribe = own_tribe(request, slug)
    me = request.user
    form = OfferForm(list(topics_of(tribe.pk)), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():

        def enter() -> int:
            take(f"ask:{me.pk}", SAYING)
            return services.offer_help(me, tribe, form.draft).pk

        try:
            offer_id, is_new = enter_once(request, form.cleaned_data["once"], enter)
        except (FavorError, NotNow, Refused) as problem:
            form.add_error(None, str(problem))
        except Throttled as full:
            form.add_error(None, when_again(full))
        else:
            if is_new:
                undo = reverse("offer_off", args=[offer_id])
                messages.success(request, _("Your offer stands on the board."), extra_tags=undo)
            return redirect("offer", offer_id)
    status = 422 if form.is_bound else 200
    return render(request, "favors/offer_new.html", {"tribe": tribe, "form": form}, status=status)


@login_required
@require_safe
def offer(request: PersonRequest, offer_id: int) -> HttpResponse:
    """One offer."""
    found = seen_offer(request, offer_id)
    me = request.user
    card = card_of(found, me, timezone.now())
    member = tribes.membership(found.tribe_id, me.pk)
    context = {
        "offer": found,
        "card": card,
        "tribe": found.tribe,
        "member": member,
        "may_take": card.may_be_done and member is not None,
        "promises": going_promises(found) if card.is_mine else [],
    }
    return render(request, "favors/offer.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offer_edit(request: PersonRequest, offer_id: int) -> HttpResponse:
    """Say it differently."""
    found = own_offer(request, offer_id)
    form = OfferForm(
        list(topics_of(found.tribe_id)), request.POST if request.method == "POST" else None, initial=initial_of(found)
    )
    return keeping.edit(
        request, found, form, lambda: services.change_offer(request.user, found.pk, form.draft), "favors/offer_new.html"
    )


@login_required
@require_POST
def offer_off(request: PersonRequest, offer_id: int) -> HttpResponse:
    """Take it off the board; with an undo."""
    return keeping.take_off(request, own_offer(request, offer_id))


@login_required
@require_POST
def offer_again(request: PersonRequest, offer_id: int) -> HttpResponse:
    """Still meant: it stands for another while; also puts it back on the board."""
    return keeping.still_meant(request, own_offer(request, offer_id))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offer_take(request: PersonRequest, offer_id: int) -> HttpResponse:
    """Take somebody at their offer: it is promised then."""
    found = seen_offer(request, offer_id)
    me = request.user
    card = card_of(found, me, timezone.now())
    if request.method != "POST" and not card.may_be_done:
        if card.promise is not None:
            return redirect("promise", card.promise.pk)
        messages.info(request, _("This offer is your own, taken already, or not open any more."))
        return redirect("offer", found.pk)
    form = TakeForm(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            take(f"promise:{me.pk}", SAYING)
            made = promising.take_up(me, found.pk, data["minutes"], data["agreed_at"], data["words"])
        except (FavorError, NotNow, Refused) as problem:
            form.add_error(None, str(problem))
        except Throttled as full:
            form.add_error(None, when_again(full))
        else:
            said = {"name": found.by.display_name, "time": minutes_in_words(made.minutes)}
            messages.success(
                request,
                _("Agreed: %(time)s from %(name)s. The two of you see it here.") % said,
                extra_tags=reverse("promise_drop", args=[made.pk]),
            )
            return redirect("promise", made.pk)
    context = {"offer": found, "card": card, "tribe": found.tribe, "form": form}
    return render(request, "favors/offer_take.html", context, status=422 if form.is_bound else 200)
