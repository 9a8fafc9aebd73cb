"""Reading tribes: each 'may I see this' has its twin 'which may I see'."""

from django.db.models import Q, QuerySet

from folkmoot.people.models import Person
from folkmoot.tribes.models import Ban, Invitation, Membership, Tribe

LEADER = Membership.Role.LEADER


def tribes_of(person: Person) -> list[Tribe]:
    """The tribes someone belongs to, by name."""
    return list(Tribe.objects.filter(memberships__person=person).order_by("name"))


def tribe_ids_of(person_id: int) -> list[int]:
    """The ids of the tribes someone belongs to."""
    return list(Membership.objects.filter(person_id=person_id).values_list("tribe_id", flat=True))


def membership(tribe_id: int, person_id: int) -> Membership | None:
    """Someone's place in a tribe, if they belong to it."""
    return Membership.objects.filter(tribe_id=tribe_id, person_id=person_id).first()


def is_leader(tribe_id: int, person_id: int) -> bool:
    """Whether someone leads a tribe."""
    return Membership.objects.filter(tribe_id=tribe_id, person_id=person_id, role=LEADER).exists()


def is_banned(tribe_id: int, person_id: int) -> bool:
    """Whether someone may not come back."""
    return Ban.objects.filter(tribe_id=tribe_id, person_id=person_id).exists()


def visible_tribes(person: Person | None) -> QuerySet[Tribe]:
    """The tribes whose name, idea and charter someone may read: all but those by invitation, and their own."""
    seen = ~Q(joining=Tribe.Joining.INVITATION)
    if person is None:
        return Tribe.objects.filter(seen)
    return Tribe.objects.filter(seen | Q(pk__in=tribe_ids_of(person.pk)))


def may_see_tribe(tribe: Tribe, person: Person | None) -> bool:
    """Twin of ``visible_tribes``."""
    if tribe.joining != Tribe.Joining.INVITATION:
        return True
    return person is not None and membership(tribe.pk, person.pk) is not None


def may_read_floor(tribe: Tribe, person: Person | None) -> bool:
    """Members always; anyone signed in where the floor is open, unless they are banned."""
    if person is None:
        return False
    if membership(tribe.pk, person.pk) is not None:
        return True
    return tribe.floor_is_open and may_see_tribe(tribe, person) and not is_banned(tribe.pk, person.pk)


def readable_floors(person: Person, prefix: str = "") -> Q:
    """Twin of ``may_read_floor``, as a condition on the ``tribe`` of a post (that lies behind ``prefix``)."""
    banned = Ban.objects.filter(person=person).values("tribe_id")
    tribe = f"{prefix}tribe"
    open_floor = (
        Q(**{f"{tribe}__floor_is_open": True})
        & ~Q(**{f"{tribe}__joining": Tribe.Joining.INVITATION})
        & ~Q(**{f"{tribe}_id__in": banned})
    )
    return Q(**{f"{tribe}_id__in": tribe_ids_of(person.pk)}) | open_floor


def members(tribe: Tribe) -> QuerySet[Membership]:
    """Who belongs to a tribe, leaders first, then by when they came."""
    return tribe.memberships.select_related("person").order_by("role", "joined_at", "person_id")


def invitation_by_id(invitation_id: int) -> Invitation | None:
    """An invitation with its tribe."""
    return Invitation.objects.select_related("tribe", "by").filter(pk=invitation_id).first()
