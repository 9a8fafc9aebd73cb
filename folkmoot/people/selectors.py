"""Reading people."""

from datetime import datetime

from django.db.models import Q

from folkmoot.people import rules
from folkmoot.people.models import ApiToken, Person, ServerState


def free_name(wanted: str) -> str:
    """``wanted``, or with the smallest number behind it that nobody here has yet ('ann', 'ann_2')."""
    stem = wanted[: rules.NAME_MAX - 6]
    taken = set(Person.objects.filter(host="", name__startswith=stem).values_list("name", flat=True))
    if wanted not in taken:
        return wanted
    number = 2
    while f"{stem}_{number}" in taken:
        number += 1
    return f"{stem}_{number}"


def person_by_handle(handle: str) -> Person | None:
    """The active person with this handle ('ann' is from here, 'ann@other.example' is not)."""
    name, _, host = handle.partition("@")
    return Person.objects.filter(name=name, host=host, is_active=True).first()


def people_by_handle(handles: list[str]) -> dict[str, Person]:
    """Active people from here by their name, for those of ``handles`` that exist (one query)."""
    names = [handle for handle in handles if "@" not in handle]
    return {person.name: person for person in Person.objects.filter(name__in=names, host="", is_active=True)}


def person_of_token(key: str, now: datetime) -> tuple[Person, ApiToken] | None:
    """Whose key this is, if it is live."""
    keys = ApiToken.objects.select_related("person")
    token = keys.filter(digest=rules.key_digest(key), revoked_at=None).first()
    if token is None or not token.person.is_active or (token.until is not None and token.until <= now):
        return None
    return token.person, token


def tokens_of(person: Person, now: datetime) -> list[ApiToken]:
    """Somebody's keys that still open something, the newest first."""
    live = Q(until=None) | Q(until__gt=now)
    return list(ApiToken.objects.filter(live, person=person, revoked_at=None).order_by("-made_at", "-pk"))


def server_is_empty() -> bool:
    """Nobody has an account yet: the page with the two doors is open."""
    return not Person.objects.exists()


def is_demo() -> bool:
    """Whether this database holds the demo tribe, whose people may be tried on."""
    return ServerState.objects.filter(is_demo=True).exists()
