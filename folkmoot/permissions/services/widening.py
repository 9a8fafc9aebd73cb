"""Asking for a wider permission: only after dialogue, once, and silent when refused."""

from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from folkmoot.people.models import Person
from folkmoot.permissions import rules, selectors
from folkmoot.permissions.models import Permission, PermissionVersion, Widening
from folkmoot.permissions.rules import Per, Scope, Terms
from folkmoot.permissions.services.giving import NotYours, give_permission
from folkmoot.permissions.services.holders import ensure_holder, next_id
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.models import Tribe
from folkmoot.tribes.services import NotNow, Refused


def ask_for_wider(
    asker: Person,
    giver: Person,
    scope: Scope,
    terms: Terms,
    words: str = "",
    tribe: Tribe | None = None,
    now: datetime | None = None,
) -> Widening:
    """Ask ``giver`` for a wider permission for oneself or, as its leader, for a tribe.

    Raises Refused with the same sentence whether they said 'not now' or nothing; TermsError.
    """
    now = now or timezone.now()
    # A request has no end and asks for no e-mails; only the giver adds such things.
    terms = replace(rules.checked(terms, now), until=None, interrupt=False)
    holder: Person | Tribe = tribe or asker
    if tribe is not None and not tribes.is_leader(tribe.pk, asker.pk):
        raise Refused("Only a leader can ask for a tribe.")
    if holder.pk == giver.pk:
        raise Refused("You need no permission from yourself.")
    if tribe is not None and tribes.membership(tribe.pk, giver.pk) is None:
        raise Refused("They do not belong to this tribe.")
    with transaction.atomic():
        holder_id = ensure_holder(holder)
        next_id([holder_id], now)  # of two that ask at once, the second finds the first one's request
        # The dialogue is asked first: what somebody permits is no stranger's business.
        problem = selectors.problem_with_widening(holder_id, giver.pk, now)
        if problem:
            raise NotNow(problem)
        current = selectors.permission_between(giver.pk, holder_id, scope)
        if not rules.is_wider(current.terms if current else None, terms):
            raise NotNow("They permit that already.")
        # What lapsed unanswered makes room for the next; nobody sees the difference.
        Widening.objects.filter(holder_id=holder_id, giver=giver, state="open").update(state="not_now", answered_at=now)
        try:
            with transaction.atomic():
                return Widening.objects.create(
                    holder_id=holder_id,
                    giver=giver,
                    asked_by=asker,
                    scope=int(scope),
                    topics=terms.topics,
                    at_most=terms.at_most,
                    per=int(terms.per),
                    words=words[:500],
                    asked_at=now,
                )
        except IntegrityError:
            raise NotNow("You have asked already. Now it is theirs to decide.") from None


def grant_widening(giver: Person, widening_id: int, now: datetime | None = None) -> Permission:
    """Say yes: the permission takes the terms that were asked for, and interrupts as it did before.

    Raises NotYours when there is no such open request; Refused for a tribe one has left.
    """
    now = now or timezone.now()
    with transaction.atomic():
        asked = _answer(giver, widening_id, "granted", now)
        terms = Terms(asked.topics, asked.at_most, Per(asked.per))
        current = selectors.permission_between(giver.pk, asked.holder_id, Scope(asked.scope))
        if current is not None:
            terms = replace(terms, interrupt=current.interrupt)  # an e-mail was not what they asked for
        holder = asked.holder.who
        return give_permission(giver, holder, Scope(asked.scope), terms, now, PermissionVersion.Why.WIDENED)


def decline_widening(giver: Person, widening_id: int, now: datetime | None = None) -> None:
    """Say 'not now'; to the asker it looks like no answer. NotYours when there is no such open request."""
    with transaction.atomic():
        _answer(giver, widening_id, "not_now", now or timezone.now())


def _answer(giver: Person, widening_id: int, state: str, now: datetime) -> Widening:
    waiting = selectors.open_widenings(giver, now).filter(pk=widening_id)
    if not waiting.update(state=state, answered_at=now):
        raise NotYours("There is no such request waiting for you.")
    return Widening.objects.select_related("holder__person", "holder__tribe").get(pk=widening_id)
