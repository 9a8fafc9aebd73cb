"""The page of an ask, and what one does there: answer it, promise, vouch; edit it, take it off, keep it up."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.favors.board_words import card_of
from folkmoot.favors.forms_board import AskForm, PromiseForm, UrgentForm, initial_of
from folkmoot.favors.in_words import minutes_in_words
from folkmoot.favors.models import Ask, AskSent
from folkmoot.favors.price_words import told_of_sent
from folkmoot.favors.rules.promises import State
from folkmoot.favors.rules.sizes import FavorError
from folkmoot.favors.selectors import board as selectors
from folkmoot.favors.selectors.asked import older_favors_waiting
from folkmoot.favors.selectors.contract import contract_at
from folkmoot.favors.services import asking, promising
from folkmoot.favors.services import board as services
from folkmoot.favors.services.asking import Audience
from folkmoot.favors.views import keeping
from folkmoot.favors.views.doors import others_ask, own_ask, seen_ask
from folkmoot.ids import moment_of
from folkmoot.people.models import Person
from folkmoot.people.requests import PersonRequest
from folkmoot.people.rules import SAYING
from folkmoot.people.throttle import Throttled, take
from folkmoot.permissions.selectors import topics_of
from folkmoot.talk.cards import face
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.models import Membership
from folkmoot.tribes.services import NotNow, Refused
from folkmoot.tribes.views.doors import when_again


@login_required
@require_safe
def ask(request: PersonRequest, ask_id: int) -> HttpResponse:
    """One ask: what, when, where, who asks; for whom it reached an answer, for the asker what came of it."""
    found = seen_ask(request, ask_id)
    me, now = request.user, timezone.now()
    card = card_of(found, me, now)
    place = tribes.membership(found.tribe_id, me.pk)
    vouches = selectors.vouches_of(found)
    i_vouch = any(vouch.by_id == me.pk for vouch in vouches)
    context: dict[str, Any] = {
        "ask": found,
        "card": card,
        "tribe": found.tribe,
        "member": place,
        "vouchers": [face(vouch.by) for vouch in vouches],
        "i_vouch": i_vouch,
        "share_url": request.build_absolute_uri(reverse("ask_vouch", args=[found.pk])),
        "may_promise": card.may_be_done and place is not None,
        "may_vouch": place is not None and not card.is_mine and not i_vouch and card.is_open,
        "may_mark": _may_mark(found, place, me) and card.is_open and not found.urgent_reason,
        "custom_url": f"{reverse('board', args=[found.tribe.slug])}#custom",
    }
    if card.is_mine:
        context |= {
            "sendings": [(sent, told_of_sent(sent.price), moment_of(sent.pk)) for sent in selectors.sendings_of(found)],
            "promises": found.promises.exclude(state=State.DROPPED).select_related("helper").order_by("id"),
        }
    elif place is not None and (delivery := selectors.delivery_of(me, found)) is not None:
        context |= {
            "reached": True,
            "why_url": reverse("why", args=[delivery.message_id]),
            "said_no": selectors.has_declined(me, found),
            "waiting": older_favors_waiting(found.by_id, found.tribe_id, now),
        }
    return render(request, "favors/ask.html", context)


def _may_mark(found: Ask, place: Membership | None, me: Person) -> bool:
    """Whether this person may say that it is an emergency; of their own ask, only who leads alone."""
    leads = place is not None and place.role == "leader"
    return leads and (found.by_id != me.pk or len(tribes.leaders(found.tribe)) == 1)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_edit(request: PersonRequest, ask_id: int) -> HttpResponse:
    """Say it differently."""
    found = own_ask(request, ask_id)
    form = AskForm(
        list(topics_of(found.tribe_id)), request.POST if request.method == "POST" else None, initial=initial_of(found)
    )
    return keeping.edit(
        request, found, form, lambda: services.change_ask(request.user, found.pk, form.draft), "favors/ask_edit.html"
    )


@login_required
@require_POST
def ask_off(request: PersonRequest, ask_id: int) -> HttpResponse:
    """Take it off the board; with an undo."""
    return keeping.take_off(request, own_ask(request, ask_id))


@login_required
@require_POST
def ask_again(request: PersonRequest, ask_id: int) -> HttpResponse:
    """Still meant: it stands for another while; also puts it back on the board."""
    return keeping.still_meant(request, own_ask(request, ask_id))


@login_required
@require_POST
def ask_no(request: PersonRequest, ask_id: int) -> HttpResponse:
    """No, in one tap: nobody is told. ``?undo=1`` takes it back."""
    found = others_ask(request, ask_id)
    if "undo" in request.GET:
        asking.take_no_back(request.user, found.pk)
        messages.success(request, _("Taken back: it waits for your answer again."))
        return redirect("ask", found.pk)
    try:
        asking.say_no(request.user, found.pk)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("asked")
    messages.success(
        request,
        _("All right. Nobody is told, and you are not asked this again."),
        extra_tags=f"{reverse('ask_no', args=[found.pk])}?undo=1",
    )
    return redirect("asked")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_promise(request: PersonRequest, ask_id: int) -> HttpResponse:
    """Promise to do it, or a part of it."""
    found = others_ask(request, ask_id)
    me = request.user
    card = card_of(found, me, timezone.now())
    if request.method != "POST" and card.promise is not None:
        return redirect("promise", card.promise.pk)
    if request.method != "POST" and not card.may_be_done:
        messages.info(request, _("This ask is not open any more, or everything of it is promised."))
        return redirect("ask", found.pk)
    most = found.minutes if card.left is None else min(found.minutes, card.left)
    initial = {"minutes": most, "agreed_at": found.at}
    form = PromiseForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            take(f"promise:{me.pk}", SAYING)
            made = promising.promise_help(me, found.pk, data["minutes"], data["agreed_at"], data["words"], data["gift"])
        except (FavorError, NotNow, Refused) as problem:
            form.add_error(None, str(problem))
        except Throttled as full:
            form.add_error(None, when_again(full))
        else:
            said = {"name": found.by.display_name, "time": minutes_in_words(made.minutes)}
            messages.success(
                request,
                _("Promised: %(time)s for %(name)s. The two of you see it here.") % said,
                extra_tags=reverse("promise_drop", args=[made.pk]),
            )
            return redirect("promise", made.pk)
    context = {"ask": found, "card": card, "tribe": found.tribe, "form": form, "left": minutes_in_words(card.left or 0)}
    return render(request, "favors/ask_promise.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_vouch(request: PersonRequest, ask_id: int) -> HttpResponse:
    """Stand behind somebody's ask: all that is agreed to stands on this page. ``?undo=1`` takes it back."""
    found = seen_ask(request, ask_id)
    me, now = request.user, timezone.now()
    if found.by_id == me.pk:
        if request.method == "POST":
            messages.error(request, _("Somebody else has to vouch for you."))
        return redirect("ask", found.pk)
    if request.method == "POST":
        try:
            if "undo" in request.GET:
                asking.withdraw_vouch(me, found.pk)
                messages.success(request, _("Taken back: you stand behind it no longer."))
            else:
                asking.vouch_for(me, found.pk)
                undo = f"{reverse('ask_vouch', args=[found.pk])}?undo=1"
                messages.success(request, _("You vouch for it. Thank you."), extra_tags=undo)
        except (NotNow, Refused) as problem:
            messages.error(request, str(problem))
        return redirect("ask", found.pk)
    vouches = selectors.vouches_of(found)
    if any(vouch.by_id == me.pk for vouch in vouches):
        messages.info(request, _("You vouch for it already."))
        return redirect("ask", found.pk)
    all_of_it = None if found.needed is None else found.needed * found.minutes
    context = {
        "ask": found,
        "card": card_of(found, me, now),
        "tribe": found.tribe,
        "patience": contract_at(found.tribe_id, now).patience,
        "up_to": minutes_in_words(all_of_it) if all_of_it is not None else "",
        "each": minutes_in_words(found.minutes),
        "vouchers": [face(vouch.by) for vouch in vouches],
    }
    return render(request, "favors/ask_vouch.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_urgent(request: PersonRequest, ask_id: int) -> HttpResponse:
    """A leader says that it is an emergency, with a reason that the tribe sees."""
    found = seen_ask(request, ask_id)
    me = request.user
    if not tribes.is_leader(found.tribe_id, me.pk):
        messages.error(request, _("Only a leader of this tribe can do that."))
        return redirect("ask", found.pk)
    form = UrgentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            sent = asking.mark_urgent(me, found.pk, form.cleaned_data["reason"])
        except (FavorError, NotNow, Refused) as problem:
            form.add_error(None, str(problem))
        else:
            reached = ngettext("It reached %(n)s person.", "It reached %(n)s people.", sent.reached)
            messages.success(request, _("Marked urgent.") + " " + reached % {"n": sent.reached})
            return redirect("ask", found.pk)
    key = found.topic.key if found.topic is not None else ""
    try:
        price = asking.price_of(
            found.by, found.tribe, found.minutes, found.needed, Audience(AskSent.How.URGENT, topic=key)
        )
    except Refused:
        price = None  # whoever asked has left the tribe; the service says so
    context = {
        "ask": found,
        "card": card_of(found, me, timezone.now()),
        "tribe": found.tribe,
        "form": form,
        "reaches": price.pushed_to if price is not None else 0,
    }
    return render(request, "favors/ask_urgent.html", context, status=422 if form.is_bound else 200)
