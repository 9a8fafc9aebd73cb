"""The standing cast: leader, member, outsider, removed member, nobody; and short ways to make more people."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone

from folkmoot.people.models import Person
from folkmoot.permissions.services import joining
from folkmoot.tribes.models import Tribe

THEN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday


def make_person(name: str, **more) -> Person:
    """Someone with an account here."""
    more = {"display_name": name.title(), "email": f"{name}@example.org", "joined_at": timezone.now(), **more}
    person = Person(name=name, **more)
    person.set_unusable_password()
    person.save()
    return person


def make_people(count: int, stem: str = "person") -> list[Person]:
    """``count`` people in one insert."""
    now = timezone.now()
    return Person.objects.bulk_create(
        Person(
            name=f"{stem}{n}", display_name=f"{stem} {n}", email=f"{stem}{n}@example.org", joined_at=now, password="!"
        )
        for n in range(count)
    )


@dataclass(frozen=True)
class Cast:
    """A tribe by invitation with a closed floor, and the five people every access test asks about."""

    tribe: Tribe
    leader: Person
    member: Person
    outsider: Person
    removed: Person
    nobody: None = None


def make_cast(**tribe) -> Cast:
    """The cast in a fresh tribe."""
    leader, member, outsider, removed = (make_person(n) for n in ("leader", "member", "outsider", "removed"))
    more = {"joining": "invitation", "topics": ("garden", "tools"), **tribe}
    made = joining.found_tribe(leader, "Linden Street", "We look after our street together.", **more)
    for person in (member, removed):
        joining.admit(made, person, timezone.now())
    joining.remove_member(made, removed, leader)
    return Cast(made, leader, member, outsider, removed)
