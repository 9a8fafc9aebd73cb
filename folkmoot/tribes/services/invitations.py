"""The life of an invitation: claimed, sent, answered, taken back. Every move is a compare-and-swap."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from folkmoot.people import throttle
from folkmoot.people.models import Person
from folkmoot.tribes import rules
from folkmoot.tribes.models import Invitation, NeverAgain, Tribe
from folkmoot.tribes.services.refusal import NotNow, only_leaders

ARROWS = rules.INVITATION_ARROWS


def claim_next(tribe_id: int, now: datetime) -> Invitation | None:
    """Take the next invitation that waits to be mailed: it is in 'sending', and committed so, on return.

    Nobody else will ever get this one. None when none waits. Raises ``throttle.Throttled`` when the tribe has
    sent its share, and then nothing is taken.
    """
    while True:
        with transaction.atomic(durable=True):  # a claim that can be rolled back would be sent twice
            found = (
                Invitation.objects.select_for_update(skip_locked=True, of=("self",))
                .select_related("tribe", "by")
                .filter(tribe_id=tribe_id, state="waiting", kind=Invitation.Kind.MAIL)
                .order_by("pk")
                .first()
            )
            if found is None:
                return None
            # Someone may have said 'never again' after the list was confirmed.
            waiting = Invitation.objects.filter(pk=found.pk, state="waiting")
            if NeverAgain.objects.filter(pk=rules.address_digest(found.address)).exists():
                waiting.update(state="withdrawn")
                continue
            throttle.take(rules.mails_key(tribe_id), rules.MAILS, now=now)
            moved = waiting.update(state="sending", sent_at=now)
        if moved:
            found.state, found.sent_at = "sending", now
            return found


def mark_sent(invitation: Invitation, now: datetime) -> None:
    """The mail server took it. What has been answered or taken back meanwhile stays as it is."""
    Invitation.objects.filter(pk=invitation.pk, state="sending").update(state="sent", sent_at=now)


def mark_failed(invitation: Invitation) -> None:
    """The mail server said no to this one, so it was surely not sent."""
    Invitation.objects.filter(pk=invitation.pk, state="sending").update(state="failed")


def mark_accepted(invitation: Invitation, person: Person, now: datetime) -> None:
    """An invitation is used, once; by the same person again is nothing new. Raises NotNow otherwise."""
    moved = Invitation.objects.filter(pk=invitation.pk, state__in=rules.sources(ARROWS, "accepted")).update(
        state="accepted", accepted_by=person, answered_at=now
    )
    if not moved and not Invitation.objects.filter(pk=invitation.pk, accepted_by=person).exists():
        raise NotNow("This invitation was used already, or taken back; ask for another one.")


def decline_invitation(invitation: Invitation, now: datetime | None = None) -> None:
    """'No, thank you': it can still be accepted later. Raises NotNow when it was accepted or taken back."""
    moved = Invitation.objects.filter(pk=invitation.pk, state__in=rules.sources(ARROWS, "declined")).update(
        state="declined", answered_at=now or timezone.now()
    )
    if not moved and not Invitation.objects.filter(pk=invitation.pk, state="declined").exists():
        raise NotNow("This invitation was used already, or taken back.")


def never_again(invitation: Invitation, now: datetime | None = None) -> None:
    """No invitation ever again to this address, from any tribe on this server; saying it twice is saying it once.

    This invitation is declined, and those of all tribes that wait or have been sent to it are taken back.
    """
    now = now or timezone.now()
    digest = rules.address_digest(invitation.address)
    with transaction.atomic():
        NeverAgain.objects.bulk_create([NeverAgain(digest=digest, at=now)], ignore_conflicts=True)
        Invitation.objects.filter(pk=invitation.pk, state__in=rules.sources(ARROWS, "declined")).update(
            state="declined", answered_at=now
        )
        Invitation.objects.filter(address=invitation.address, state__in=rules.sources(ARROWS, "withdrawn")).update(
            state="withdrawn", answered_at=now
        )


def withdraw_invitation(tribe: Tribe, invitation_id: int, leader: Person) -> None:
    """Take an invitation back, so that its link leads nowhere. Raises Refused for non-leaders, NotNow once answered."""
    only_leaders(tribe, leader)
    moved = Invitation.objects.filter(
        pk=invitation_id, tribe=tribe, state__in=rules.sources(ARROWS, "withdrawn")
    ).update(state="withdrawn")
    if not moved:
        raise NotNow("That invitation has been answered or taken back already.")


def withdraw_waiting(tribe: Tribe, leader: Person) -> int:
    """Take back every invitation that waits to be sent; how many there were. Raises Refused for non-leaders."""
    only_leaders(tribe, leader)
    return Invitation.objects.filter(tribe=tribe, state="waiting").update(state="withdrawn")
