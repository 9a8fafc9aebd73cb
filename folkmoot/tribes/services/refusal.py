"""What a service says to someone who may not."""

from folkmoot.people.models import Person
from folkmoot.tribes import selectors
from folkmoot.tribes.models import Tribe


class Refused(Exception):
    """Something that this person may not do, or not now; the text is a sentence for them."""


class NotNow(Refused):
    """Refused for how things stand and not for who asks: it was done already, or something has to come first."""


def refuse_banned(tribe: Tribe, person: Person) -> None:
    """Raises Refused for somebody to whom this tribe's door is closed."""
    if selectors.is_banned(tribe.pk, person.pk):
        raise Refused("A leader of this tribe has closed its door to you.")


def only_leaders(tribe: Tribe, person: Person) -> None:
    """Raises Refused for anybody who does not lead this tribe."""
    if not selectors.is_leader(tribe.pk, person.pk):
        raise Refused("Only a leader of this tribe can do that.")
