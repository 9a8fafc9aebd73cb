"""Short ways to a ledger with a past."""

from datetime import datetime, timedelta

from django.test import Client
from django.utils import timezone

from folkmoot.favors.rules.book import What
from folkmoot.favors.services.ledger import Line, enter
from folkmoot.people.models import Person
from folkmoot.permissions.services import joining
from folkmoot.tribes.models import Tribe
from tests.support.cast import make_person


def did(
    tribe: Tribe,
    giver: Person,
    receiver: Person,
    minutes: int,
    what: str,
    days_ago: float = 0,
    shared: bool = True,
    gift: bool = False,
) -> int:
    """A favor in the ledger, entered so many days ago; its id."""
    then = timezone.now() - timedelta(days=days_ago)
    line = Line(
        tribe.pk, What.FAVOR, receiver.pk, giver_id=giver.pk, receiver_id=receiver.pk, minutes=minutes, gift=gift,
        shared=shared, words=what, done_at=then,
    )  # fmt: skip
    return enter(line, then)


def members(tribe: Tribe, *names: str) -> list[Person]:
    """More members of a tribe."""
    people = [make_person(name) for name in names]
    for person in people:
        joining.admit(tribe, person, timezone.now())
    return people


def looks(person: Person | None, path: str, method: str = "get", **sent: str):
    """What somebody gets who goes there."""
    client = Client()
    if person is not None:
        client.force_login(person)
    return client.get(path) if method == "get" else client.post(path, sent)


def page(person: Person | None, path: str) -> str:
    """The page that somebody gets there, which has to be one; each run of white space is one blank."""
    answer = looks(person, path)
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def days(count: int) -> datetime:
    """So many days ago."""
    return timezone.now() - timedelta(days=count)
