"""What the site's own pages read."""

import structlog
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Q, QuerySet

from folkmoot.people.models import Person
from folkmoot.tribes.models import Tribe
from folkmoot.tribes.selectors import visible_tribes

log = structlog.get_logger("folkmoot.health")
_migrated = False


def tribes_to_meet(limit: int) -> QuerySet[Tribe]:
    """Tribes that a visitor may see, with how many ``people`` each has: the largest first."""
    return visible_tribes(None).annotate(people=Count("memberships")).order_by("-people", "name")[:limit]


def people_to_try_on() -> QuerySet[Person]:
    """The people of the demo tribe, whoever keeps the keys first.

    Whoever signed up to have a look is real and nobody to try on. The demo's people have addresses in domains that
    are kept for examples (RFC 2606), where nobody can have one.
    """
    invented = Q(email__endswith=".example") | Q(email__endswith="@example.org")
    return Person.objects.filter(invented, is_active=True, host="").order_by("-is_steward", "joined_at", "pk")


def person_to_try_on(person_id: int) -> Person | None:
    """Twin of ``people_to_try_on``."""
    return people_to_try_on().filter(pk=person_id).first()


def what_is_missing() -> str:
    """Why the server cannot work: 'database', 'migrations', or '' when it can. Cheap once it could."""
    global _migrated
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _migrated:
            # Reads every migration from disk, so only until it was well once; they are not taken back under
            # a server that runs.
            executor = MigrationExecutor(connection)
            _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error as problem:
        log.error("database does not answer", problem=str(problem))
        return "database"
    return "" if _migrated else "migrations"
