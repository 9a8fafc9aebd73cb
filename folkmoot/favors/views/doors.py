"""Who comes through to a board and to what stands on it: members; there is nothing for everybody else."""

from django.http import Http404, HttpRequest

from folkmoot.favors.models import Ask, Offer
from folkmoot.favors.selectors.board import ask_for, offer_for
from folkmoot.ids import MAX_ID
from folkmoot.people.models import Person
from folkmoot.people.requests import PersonRequest
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.models import Tribe
from folkmoot.tribes.views.doors import visible_tribe


def own_tribe(request: HttpRequest, slug: str) -> Tribe:
    """A tribe this person belongs to; 404 for everybody else, also where the floor is open."""
    tribe = visible_tribe(request, slug)
    if not isinstance(request.user, Person) or tribes.membership(tribe.pk, request.user.pk) is None:
        raise Http404
    return tribe


def seen_ask(request: PersonRequest, ask_id: int) -> Ask:
    """An ask this person may see."""
    found = ask_for(request.user, ask_id) if ask_id <= MAX_ID else None
    if found is None:
        raise Http404
    return found


def own_ask(request: PersonRequest, ask_id: int) -> Ask:
    """An ask of this person's own; there is no such page for anybody else."""
    found = seen_ask(request, ask_id)
    if found.by_id != request.user.pk:
        raise Http404
    return found


def others_ask(request: PersonRequest, ask_id: int) -> Ask:
    """Somebody else's ask."""
    found = seen_ask(request, ask_id)
    if found.by_id == request.user.pk:
        raise Http404
    return found


def seen_offer(request: PersonRequest, offer_id: int) -> Offer:
    """An offer this person may see."""
    found = offer_for(request.user, offer_id) if offer_id <= MAX_ID else None
    if found is None:
        raise Http404
    return found


def own_offer(request: PersonRequest, offer_id: int) -> Offer:
    """An offer of this person's own."""
    found = seen_offer(request, offer_id)
    if found.by_id != request.user.pk:
        raise Http404
    return found
