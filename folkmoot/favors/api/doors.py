"""Who comes through to what of favors. What may not be seen is not there: 404."""

from collections.abc import Iterator
from contextlib import contextmanager

from folkmoot.favors.models import Ask, Entry, Offer, Promise
from folkmoot.favors.rules.sizes import FavorError
from folkmoot.favors.selectors.board import ask_for, offer_for
from folkmoot.favors.selectors.ledger import favor_for
from folkmoot.favors.selectors.promises import promise_for
from folkmoot.favors.services.asking import topic_of
from folkmoot.people.api_kit import Asked, Problem, me, not_found
from folkmoot.people.rules import SAYING
from folkmoot.people.throttle import take
from folkmoot.permissions.models import Topic
from folkmoot.tribes.api.doors import visible_tribe
from folkmoot.tribes.models import Tribe
from folkmoot.tribes.selectors import membership
from folkmoot.tribes.services import NotNow


def tribe_of_mine(request: Asked, slug: str) -> Tribe:
    """A tribe that this person belongs to; its favors are there for nobody else, open floor or not. Problem 404."""
    tribe = visible_tribe(request, slug)
    if membership(tribe.pk, me(request).pk) is None:
        raise not_found()
    return tribe


def ask_or_404(request: Asked, ask_id: int) -> Ask:
    """An ask that this person may see. Problem 404."""
    found = ask_for(me(request), ask_id)
    if found is None:
        raise not_found()
    return found


def offer_or_404(request: Asked, offer_id: int) -> Offer:
    """An offer that this person may see. Problem 404."""
    found = offer_for(me(request), offer_id)
    if found is None:
        raise not_found()
    return found


def promise_or_404(request: Asked, promise_id: int) -> Promise:
    """A promise in which this person is one of the two. Problem 404."""
    found = promise_for(me(request), promise_id)
    if found is None:
        raise not_found()
    return found


def favor_or_404(request: Asked, favor_id: int) -> Entry:
    """A favor that this person may read of. Problem 404."""
    found = favor_for(me(request), favor_id)
    if found is None:
        raise not_found()
    return found


def topic_or_422(tribe: Tribe, topic_id: int | None, where: str) -> Topic | None:
    """A topic that the tribe talks about, where one is named. Problem 422."""
    try:
        return topic_of(tribe, topic_id)
    except NotNow:
        sentence = "The tribe does not talk about this topic; look at the topics it has."
        raise Problem(422, "not_valid", sentence, where) from None


def one_more(request: Asked, what: str) -> None:
    """Count one more ask, offer, note or thanks; pages count in the same place. throttle.Throttled."""
    take(f"{what}:{me(request).pk}", SAYING)


@contextmanager
def about(where: str) -> Iterator[None]:
    """What a service finds wrong in here is wrong with this part of the request."""
    try:
        yield
    except FavorError as said:
        raise Problem(422, "not_valid", str(said), where) from None
