"""Who comes through to what of a tribe, and what the others are told."""

from folkmoot.people.api_kit import Asked, Problem, me, not_found
from folkmoot.people.models import Person
from folkmoot.tribes import selectors
from folkmoot.tribes.models import Membership, Tribe
from folkmoot.tribes.services.refusal import only_leaders


def visible_tribe(request: Asked, slug: str) -> Tribe:
    """A tribe that this person may know of. Problem 404."""
    tribe = Tribe.objects.filter(slug=slug).first()
    if tribe is None or not selectors.may_see_tribe(tribe, me(request)):
        raise not_found()
    return tribe


def own_tribe(request: Asked, slug: str) -> Tribe:
    """A tribe that this person belongs to. Problem 404; 403 where they may see it from outside."""
    tribe = visible_tribe(request, slug)
    if selectors.membership(tribe.pk, me(request).pk) is None:
        raise Problem(403, "refused", "That is for the members of this tribe.", "path")
    return tribe


def led_tribe(request: Asked, slug: str) -> Tribe:
    """A tribe that this person leads. Problem 404; services.Refused where they do not lead it."""
    tribe = visible_tribe(request, slug)
    only_leaders(tribe, me(request))
    return tribe


def place_in(tribe: Tribe, person_id: int) -> Membership:
    """Somebody's place in a tribe, with the person. Problem 404."""
    place = selectors.members(tribe).filter(person_id=person_id).first()
    if place is None:
        raise not_found()
    return place


def someone(person_id: int) -> Person:
    """An active person. Problem 404."""
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        raise not_found()
    return person


def request_or_404(tribe: Tribe, request_id: int) -> None:
    """See that a request to join was made to this tribe. Problem 404."""
    if not tribe.join_requests.filter(pk=request_id).exists():
        raise not_found()
