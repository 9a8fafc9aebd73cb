"""Joining a tribe is giving it permission; leaving takes it back. So this lives here, above ``tribes``."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from folkmoot.people.models import Person
from folkmoot.permissions.models import Permission, PermissionVersion
from folkmoot.permissions.rules import Scope, Terms
from folkmoot.permissions.services.giving import give_permission, revoke_permission
from folkmoot.permissions.services.holders import ensure_holder, next_id
from folkmoot.permissions.services.topics import add_topic
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes import services as tribe_services
from folkmoot.tribes.models import Ban, Departure, Invitation, JoinRequest, Membership, Tribe
from folkmoot.tribes.services import NotNow, Refused
from folkmoot.tribes.services.refusal import only_leaders, refuse_banned

JOINING_GIVES = (Scope.POSTS, Scope.DIALOGUE)


def found_tribe(
    founder: Person,
    name: str,
    idea: str,
    topics: tuple[str, ...] = (),
    now: datetime | None = None,
    **more: str | bool,
) -> Tribe:
    """Make a tribe, led by its founder. ``more``: charter, joining, floor_is_open, slug. Raises Refused, TopicError."""
    now = now or timezone.now()
    with transaction.atomic():
        tribe = tribe_services.make_tribe(founder, name, idea, now, **more)
        for topic in topics:
            add_topic(tribe, topic, now)
        admit(tribe, founder, now, role=Membership.Role.LEADER)
        return tribe


def join_tribe(tribe: Tribe, person: Person, now: datetime | None = None) -> Membership:
    """Join an open tribe. Raises Refused when it is not open to this person."""
    if tribe.joining != Tribe.Joining.OPEN:
        raise Refused("This tribe is not open to everyone; ask to join, or come by an invitation.")
    return admit(tribe, person, now or timezone.now())


def accept_join_request(tribe: Tribe, request_id: int, leader: Person, now: datetime | None = None) -> Membership:
    """A leader lets somebody in. Raises Refused when not a leader, or when it was decided already."""
    now = now or timezone.now()
    with transaction.atomic():
        next_id([ensure_holder(tribe)], now)  # first, as a ban does: the other order would be a deadlock
        request = tribe_services.decide_join_request(tribe, request_id, leader, "accepted", now)
        return admit(tribe, request.person, now)


def accept_invitation(invitation: Invitation, person: Person, now: datetime | None = None) -> Membership:
    """Come by an invitation. Raises Refused when it was used or withdrawn, and to who was removed since."""
    now = now or timezone.now()
    with transaction.atomic():
        next_id([ensure_holder(invitation.tribe)], now)  # first, as a ban does: the other order would be a deadlock
        if _was_removed_after(invitation, person):
            raise Refused("You were removed from this tribe since you used this invitation; ask for another one.")
        tribe_services.mark_accepted(invitation, person, now)
        JoinRequest.objects.filter(tribe=invitation.tribe, person=person, state="waiting").update(
            state="accepted", decided_at=now
        )
        return admit(invitation.tribe, person, now)


def _was_removed_after(invitation: Invitation, person: Person) -> bool:
    """Whether somebody came by this invitation and a leader ended that: the same link must not undo it."""
    came = Invitation.objects.filter(pk=invitation.pk, accepted_by=person).values_list("answered_at", flat=True).first()
    if came is None or tribes.membership(invitation.tribe_id, person.pk) is not None:
        return False
    parted = Departure.objects.filter(tribe=invitation.tribe_id, person=person, at__gte=came)
    return parted.exclude(how=Departure.How.LEFT).exists()


def admit(tribe: Tribe, person: Person, now: datetime, role: str = Membership.Role.MEMBER) -> Membership:
    """Make somebody a member and give the tribe ``posts`` and its members ``dialogue``. Refused when banned.

    Someone who is a member already stays as they are. Whoever comes into an empty tribe leads it.
    """
    with transaction.atomic():
        ensure_holder(person)
        next_id([ensure_holder(tribe)], now)
        refuse_banned(tribe, person)
        found = tribes.membership(tribe.pk, person.pk)
        if found is not None:
            return found
        if not Membership.objects.filter(tribe=tribe).exists():
            role = Membership.Role.LEADER  # everybody had left: whoever comes back opens the door for others
        made = Membership.objects.create(tribe=tribe, person=person, role=role, joined_at=now)
        for scope in JOINING_GIVES:
            give_permission(person, tribe, scope, Terms(), now)
        return made


def leave_tribe(tribe: Tribe, person: Person, now: datetime | None = None) -> None:
    """Leave, and take back what was permitted to the tribe. Refused to the last leader while others stay."""
    _part(tribe, person, Departure.How.LEFT, person, "", now or timezone.now())


def remove_member(tribe: Tribe, person: Person, leader: Person, reason: str = "", now: datetime | None = None) -> None:
    """A leader removes a member, who may come back as anyone may. Refused to non-leaders, and for leaders."""
    _part(tribe, person, Departure.How.REMOVED, leader, reason, now or timezone.now())


def ban_member(tribe: Tribe, person: Person, leader: Person, reason: str = "", now: datetime | None = None) -> None:
    """A leader removes somebody, member or not yet, and closes the door. Refused as for ``remove_member``."""
    now = now or timezone.now()
    with transaction.atomic():
        _part(tribe, person, Departure.How.BANNED, leader, reason, now)
        try:
            with transaction.atomic():
                Ban.objects.create(tribe=tribe, person=person, by=leader, reason=reason[:500], at=now)
        except IntegrityError:
            raise NotNow("The door is closed to them already.") from None
        JoinRequest.objects.filter(tribe=tribe, person=person, state="waiting").update(
            state="declined", decided_at=now, decided_by=leader
        )


def _part(tribe: Tribe, person: Person, how: Departure.How, by: Person, reason: str, now: datetime) -> None:
    with transaction.atomic():
        next_id([ensure_holder(tribe)], now)  # whoever is gone is reached by nothing sent after this
        Tribe.objects.select_for_update().get(pk=tribe.pk)  # and nobody's role changes meanwhile
        place = tribes.membership(tribe.pk, person.pk)
        if how == Departure.How.LEFT:
            if place is None:
                raise Refused("You do not belong to this tribe.")
        else:
            only_leaders(tribe, by)
            if person.pk == by.pk:
                raise Refused("To go yourself, leave the tribe.")
            if place is not None and place.role == Membership.Role.LEADER:
                raise NotNow("A leader cannot be removed while they lead; make them a member first.")
            if place is None and how == Departure.How.REMOVED:
                raise Refused("They do not belong to this tribe.")
        if place is None:
            return
        if place.role == Membership.Role.LEADER:
            tribe_services.refuse_to_lose_last_leader(tribe, person)
        Membership.objects.filter(tribe=tribe, person=person).delete()
        Departure.objects.create(tribe=tribe, person=person, how=how, by=by, reason=reason[:500], at=now)
        for permission in Permission.objects.filter(holder_id=tribe.pk, giver=person, live=True):
            revoke_permission(person, permission.pk, now, PermissionVersion.Why.LEFT)
