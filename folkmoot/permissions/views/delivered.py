"""What reached me: why it did, and 'not for me', with less of it one step away."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.ids import moment_of
from folkmoot.people.requests import PersonRequest
from folkmoot.permissions import rules, selectors
from folkmoot.permissions.forms import NarrowForm
from folkmoot.permissions.models import Delivery, Message, Permission, Topic
from folkmoot.permissions.rules import Per, Scope, TermsError
from folkmoot.permissions.services import giving
from folkmoot.permissions.services.giving import NotYours
from folkmoot.permissions.views import words
from folkmoot.permissions.views.common import (
    back,
    holder_face,
    person_face,
    tell_with_undo,
    tribe_face,
)
from folkmoot.tribes.services import Refused

USUAL = (3, Per.WEEK)  # what is offered as a budget where there is none


@dataclass(frozen=True)
class Delivered:
    """A message that reached somebody, with the permission that let it through, then and now."""

    delivery: Delivery
    topics: list[Topic]  # of the holder, retired ones too
    now: datetime

    @property
    def permission(self) -> Permission:
        """As it is now."""
        return self.delivery.permission

    @property
    def mask(self) -> int:
        """What the message was about, over the topics of the permission's holder."""
        message = self.delivery.message
        return message.tribe_topics if self.permission.holder.tribe_id is not None else message.sender_topics

    @property
    def about(self) -> list[str]:
        """The same by name."""
        return [topic.name for topic in self.topics if self.mask >> topic.slot & 1]

    @property
    def narrowed(self) -> rules.Terms:
        """The terms of now without what this message was about."""
        return rules.narrowed_to(self.permission.terms, self.mask)


@login_required
@require_safe
def why(request: PersonRequest, post_id: int) -> HttpResponse:
    """Which permission let this through, as it was then, and how to have less of it."""
    found = _delivered(request, post_id)
    message, version = found.delivery.message, found.delivery.version
    scope = Scope(version.scope)
    face = holder_face(found.permission.holder, belongs=False)
    then = words.terms_words(scope, version.terms, found.topics, moment_of(message.pk))
    since = ""
    if found.permission.version_id != version.pk:
        if found.permission.live:
            since = words.terms_words(scope, found.permission.terms, found.topics, found.now)
        else:
            since = _("nothing: you took it back")
    context: dict[str, Any] = {
        "post_id": post_id,
        "sender": person_face(message.sender),
        "tribe": tribe_face(message.tribe, belongs=False) if message.tribe is not None else None,
        "tribe_slug": message.tribe.slug if message.tribe is not None else "",
        "holder": face,
        "by_name": message.broadcast_scope is None or scope == Scope.DIALOGUE,
        "sent_at": moment_of(message.pk),
        "about": found.about,
        "then": then,
        "since": since,
        "not_for_me": found.delivery.not_for_me,
        "is_ask": scope in {Scope.ASKS, Scope.URGENT},
        "is_urgent": scope is Scope.URGENT,
        "where_url": _where(message),
        "history_url": reverse("permission_history", args=[found.permission.pk]),
        **_ways_to_less(found),
    }
    return render(request, "permissions/why.html", context)


@login_required
@require_POST
def not_for_me(request: PersonRequest, post_id: int) -> HttpResponse:
    """One tap: thanks, a count for the writer, and an offer to have less of it. htmx puts it in the post's place."""
    try:
        giving.say_not_for_me(request.user, post_id)
    except NotYours:
        raise Http404 from None
    found = _delivered(request, post_id)
    if request.htmx:
        sender = found.delivery.message.sender.display_name
        context = {"post_id": post_id, "sender_name": sender, "about": found.about, **_ways_to_less(found)}
        return render(request, "permissions/_not_for_me.html", context)
    messages.success(
        request,
        _("Thanks for saying so. Its writer learns a number, never who."),
        extra_tags=reverse("not_for_me_undo", args=[post_id]),
    )
    return redirect("why", post_id)


@login_required
@require_POST
def not_for_me_undo(request: PersonRequest, post_id: int) -> HttpResponse:
    """Take 'not for me' back."""
    if selectors.delivery_to(request.user, post_id) is None:
        raise Http404
    giving.take_back_not_for_me(request.user, post_id)
    messages.success(request, _("Taken back: it counts as any other."))
    return back(request, reverse("why", args=[post_id]))


@login_required
@require_POST
def narrow(request: PersonRequest, post_id: int) -> HttpResponse:
    """Have less of what a message was: without its topics, or at most so many."""
    found = _delivered(request, post_id)
    page = reverse("why", args=[post_id])
    terms = found.narrowed
    if request.POST.get("how") == "budget":
        form = NarrowForm(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
            return redirect(page)
        terms = form.narrowed(found.permission.terms)
    if not found.permission.live:
        messages.error(request, _("You have taken that permission back already."))
        return redirect(page)
    try:
        narrowed = giving.change_permission(request.user, found.permission.pk, terms)
    except (TermsError, Refused) as problem:
        messages.error(request, str(problem))
        return redirect(page)
    allows = words.terms_words(Scope(narrowed.scope), narrowed.terms, found.topics, found.now)
    said = {"name": holder_face(found.permission.holder).display_name, "allows": allows}
    if narrowed.version_id == found.permission.version_id:
        messages.info(request, _("That is so already. %(name)s: %(allows)s.") % said)
    else:
        tell_with_undo(request, _("From now on, %(name)s: %(allows)s.") % said, narrowed)
    return back(request, page)


def _where(message: Message) -> str:
    """The page of what was sent: a post, or an ask, which stands on a board under a number of its own."""
    ask_sent = getattr(message, "ask_sent", None)  # a row of a higher app, which this one does not know
    return reverse("post", args=[message.pk]) if ask_sent is None else reverse("ask", args=[ask_sent.ask_id])


def _delivered(request: PersonRequest, post_id: int) -> Delivered:
    delivery = selectors.delivery_to(request.user, post_id)
    if delivery is None:
        raise Http404
    topics = list(selectors.topics_of(delivery.permission.holder_id, with_retired=True))
    return Delivered(delivery, topics, timezone.now())


def _ways_to_less(found: Delivered) -> dict[str, Any]:
    """What the forms beside a delivered message need."""
    permission, post_id = found.permission, found.delivery.message_id
    at_most, per = USUAL
    if permission.at_most is not None:
        at_most, per = max(1, permission.at_most // 2), Per(permission.per)
    form = NarrowForm(initial={"at_most": at_most, "per": int(per)}, auto_id=f"narrow-{post_id}_%s")
    return {
        "live": permission.live,
        "holder_name": str(permission.holder.who),
        "less": _less(found),
        "narrow_form": form,
        "narrow_url": reverse("narrow", args=[post_id]),
        "revoke_url": reverse("permission_revoke", args=[permission.pk]),
        "change_url": reverse("permission_change", args=[permission.pk]),
        "undo_url": reverse("not_for_me_undo", args=[post_id]),
    }


def _less(found: Delivered) -> str:
    """What leaving out this message's topics is called; empty where that is not possible or nothing new."""
    left = found.narrowed.topics
    if left in {0, found.permission.topics}:
        return ""
    if not found.about:
        return _("Only what has a topic")
    return _("Nothing more on %(topics)s") % {"topics": get_text_list(found.about, _("or"))}
