"""Giving, changing, revoking a permission, and undoing it. Only its giver does any of this."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from folkmoot.ids import moment_of
from folkmoot.people.models import Person
from folkmoot.permissions import rules
from folkmoot.permissions.models import Delivery, Holder, NotForMeCount, Permission, PermissionVersion
from folkmoot.permissions.rules import Scope, Terms
from folkmoot.permissions.services.holders import ensure_holder, next_id
from folkmoot.tribes.models import Membership, Tribe
from folkmoot.tribes.services import Refused

Why = PermissionVersion.Why


class NotYours(Exception):
    """There is no such permission, delivery or request of this person's."""


class NothingToUndo(Exception):
    """The permission was changed again since; the text is a sentence."""


def give_permission(
    giver: Person,
    holder: Person | Tribe,
    scope: Scope,
    terms: Terms = Terms(),  # noqa: B008 - frozen, so sharing it is safe
    now: datetime | None = None,
    why: Why = Why.GIVEN,
) -> Permission:
    """Let ``holder`` reach ``giver`` under ``scope``; a permission already there takes the new terms.

    Raises rules.TermsError; Refused for a tribe one does not belong to, and for oneself.
    """
    now = now or timezone.now()
    if holder.pk == giver.pk:
        raise Refused("You need no permission from yourself.")
    rules.checked(terms, now)
    with transaction.atomic():
        return _write(giver.pk, ensure_holder(holder), scope, terms, True, why, now)


def permit(giver: Person, holder: Person | Tribe, scope: Scope, now: datetime | None = None) -> tuple[Permission, bool]:
    """Let ``holder`` reach ``giver`` under ``scope``, on everything: following, in one tap. With whether it is new.

    What is permitted already keeps its terms: giving again must not widen what somebody narrowed. Raises Refused
    as ``give_permission`` does.
    """
    now = now or timezone.now()
    with transaction.atomic():
        holder_id = ensure_holder(holder)
        next_id([holder_id], now)  # of two taps at once, the second finds what the first one gave
        found = Permission.objects.filter(holder_id=holder_id, scope=int(scope), giver=giver, live=True).first()
        if found is not None:
            return found, False
        return give_permission(giver, holder, scope, Terms(), now), True


def change_permission(
    giver: Person, permission_id: int, terms: Terms, now: datetime | None = None, why: Why = Why.CHANGED
) -> Permission:
    """New terms for a permission, at once; one that was revoked is live again. TermsError, NotYours, Refused."""
    now = now or timezone.now()
    rules.checked(terms, now)
    with transaction.atomic():
        found = own_permission(giver, permission_id)
        return _write(giver.pk, found.holder_id, Scope(found.scope), terms, True, why, now)


def revoke_permission(
    giver: Person, permission_id: int, now: datetime | None = None, why: Why = Why.REVOKED
) -> Permission:
    """End a permission. Once this has returned, nothing is delivered under it any more (P2). NotYours."""
    now = now or timezone.now()
    with transaction.atomic():
        found = own_permission(giver, permission_id)
        return _write(giver.pk, found.holder_id, Scope(found.scope), found.terms, False, why, now)


def undo_change(giver: Person, permission_id: int, version_id: int, now: datetime | None = None) -> Permission:
    """Take back the change that made ``version_id``: the state before it is in force again.

    Undoing the first change ends the permission. Raises NotYours, NothingToUndo when it is not the latest any
    more, and Refused when that state permitted a tribe which one has left since.
    """
    now = now or timezone.now()
    with transaction.atomic():
        found = own_permission(giver, permission_id)
        next_id([found.holder_id], now)
        versions = list(PermissionVersion.objects.filter(permission=found).order_by("-pk")[:2])
        if not versions or versions[0].pk != version_id:
            raise NothingToUndo("It was changed again since; its history says how.")
        if len(versions) == 1:
            return _write(giver.pk, found.holder_id, Scope(found.scope), versions[0].terms, False, Why.UNDONE, now)
        before = versions[1]
        return _write(giver.pk, found.holder_id, Scope(found.scope), before.terms, before.live, Why.UNDONE, now)


def say_not_for_me(recipient: Person, message_id: int) -> Delivery:
    """Mark a delivery as not for its recipient; the writer learns a count. Saying it twice is once. NotYours."""
    with transaction.atomic():
        own = Delivery.objects.filter(recipient_id=recipient.pk, message_id=message_id)
        if own.filter(not_for_me=False).update(not_for_me=True):
            NotForMeCount.objects.bulk_create([NotForMeCount(message_id=message_id)], ignore_conflicts=True)
            NotForMeCount.objects.filter(pk=message_id).update(count=F("count") + 1)
        delivery = own.first()
        if delivery is None:
            raise NotYours("That did not reach you, so there is nothing to say about it.")
        return delivery


def take_back_not_for_me(recipient: Person, message_id: int) -> None:
    """Undo of ``say_not_for_me``."""
    with transaction.atomic():
        own = Delivery.objects.filter(recipient_id=recipient.pk, message_id=message_id)
        if own.filter(not_for_me=True).update(not_for_me=False):
            NotForMeCount.objects.filter(pk=message_id, count__gt=0).update(count=F("count") - 1)


def own_permission(giver: Person, permission_id: int) -> Permission:
    """The permission, if this person gave it; NotYours otherwise, whether or not it exists."""
    found = Permission.objects.filter(pk=permission_id, giver=giver).first()
    if found is None:
        raise NotYours("You gave no such permission.")
    return found


def _write(
    giver_id: int, holder_id: int, scope: Scope, terms: Terms, live: bool, why: Why, now: datetime
) -> Permission:
    """Bring permission and history to one state under the holder's lock; no new version when nothing changes."""
    version_id = next_id([holder_id], now)
    if terms.until is not None:  # messages know their moment to the millisecond, so ends do too
        terms = replace(terms, until=terms.until.replace(microsecond=terms.until.microsecond // 1000 * 1000))
    if live:
        _refuse_outsiders(giver_id, holder_id)
    columns = {
        "live": live,
        "topics": terms.topics,
        "at_most": terms.at_most,
        "per": int(terms.per),
        "until": terms.until,
        "interrupt": terms.interrupt,
    }
    found = Permission.objects.filter(holder_id=holder_id, scope=int(scope), giver_id=giver_id).first()
    if found is not None and found.live == live and (found.terms == terms or not live):
        return found
    if found is None:
        found = Permission(holder_id=holder_id, scope=int(scope), giver_id=giver_id, version_id=version_id, **columns)
        found.save(force_insert=True)
    else:
        Permission.objects.filter(pk=found.pk).update(version_id=version_id, **columns)
        found.refresh_from_db()
    PermissionVersion.objects.create(
        id=version_id,
        permission_id=found.pk,
        holder_id=holder_id,
        giver_id=giver_id,
        scope=int(scope),
        why=why,
        made_at=moment_of(version_id),
        **columns,
    )
    return found


def _refuse_outsiders(giver_id: int, holder_id: int) -> None:
    """A tribe reaches its members and nobody else, so neither an undo nor a change may outlive the membership."""
    if not Holder.objects.filter(pk=holder_id, person=None).exists():
        return
    if not Membership.objects.filter(tribe_id=holder_id, person_id=giver_id).exists():
        raise Refused("You do not belong to this tribe; join it, and it may reach you.")
