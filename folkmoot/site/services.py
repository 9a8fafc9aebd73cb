"""What happens to the server as a whole: the first start, and the demo tribe in its place."""

from datetime import datetime

from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from folkmoot.append_only import unlocked
from folkmoot.demo.services import build_demo
from folkmoot.favors.proofs import APPEND_ONLY
from folkmoot.people import pictures
from folkmoot.people.models import Person, ServerState
from folkmoot.people.services import claim_empty_server, make_first_person
from folkmoot.permissions.services.joining import found_tribe
from folkmoot.tribes.models import Tribe

DEMO_SEED = 7


class NotDemo(Exception):
    """This server holds real people."""


def start_tribe(
    display_name: str,
    email: str,
    tribe_name: str,
    idea: str,
    topics: tuple[str, ...] = (),
    time_zone: str = "",
    now: datetime | None = None,
) -> tuple[Person, Tribe]:
    """The first account of a server, its steward, and their tribe. Exactly once: NotEmpty ever after.

    Raises Refused or TopicError for a tribe that cannot be; then there is no account either.
    """
    now = now or timezone.now()
    with transaction.atomic():
        claim_empty_server(is_demo=False)
        person = make_first_person(display_name, email, time_zone, now)
        return person, found_tribe(person, tribe_name, idea, topics, now)


def open_demo() -> None:
    """Fill an empty server with the demo tribe, all of it or nothing. NotEmpty when somebody is here."""
    build_demo(seed=DEMO_SEED)


def clear_demo() -> None:
    """Empty the server of its demo tribe, back to the two doors. NotDemo where people are real."""
    with transaction.atomic():
        if not ServerState.objects.select_for_update().filter(is_demo=True).exists():
            raise NotDemo
        left_over = list(Person.objects.exclude(picture="").values_list("picture", flat=True))
        _empty_tables()
    for name in left_over:
        pictures.forget(name)


def _empty_tables() -> None:
    # Every table of every app but those that Django fills itself (content types and what hangs on them).
    kept = {"django_content_type", "auth_permission", "auth_group", "auth_group_permissions"}
    existing = connection.introspection.django_table_names(only_existing=True, include_views=False)
    statements = connection.ops.sql_flush(no_style(), sorted(set(existing) - kept))
    with unlocked(*APPEND_ONLY), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def start_word() -> str:
    """What opens the first door of a server in production; only whoever sees its output or its secret knows it."""
    return salted_hmac("folkmoot.site.start", "the first door").hexdigest()[:20]


def may_start(word: str) -> bool:
    """In development the first door is open to whoever comes; in production to whoever knows the word."""
    return not settings.PRODUCTION or constant_time_compare(word, start_word())
