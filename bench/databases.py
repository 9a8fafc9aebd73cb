"""Databases to throw away, with the settings that Folkmoot really has."""

import contextlib
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from tests.support.postgres import running_cluster

KINDS = ("sqlite", "postgresql")


@contextlib.contextmanager
def throwaway(kind: str, *more: str) -> Iterator[list[dict[str, str]]]:
    """Environments that lead to empty databases of this kind, one and another for each name in ``more``.

    Whatever the caller's own environment says about databases is not in them.
    """
    folder = Path(tempfile.mkdtemp(prefix="folkmoot-bench-"))
    kept = {name: v for name, v in os.environ.items() if name != "DATABASE_URL" and not name.startswith("FOLKMOOT_")}
    kept |= {"DJANGO_SETTINGS_MODULE": "folkmoot.site.settings", "FOLKMOOT_LOG_LEVEL": "WARNING"}
    environments = [{**kept, "FOLKMOOT_DATA": str(folder / name)} for name in ("first", *more)]
    try:
        with contextlib.ExitStack() as stack:
            if kind == "postgresql":
                url = stack.enter_context(running_cluster())
                for environment, name in zip(environments, ("", *more), strict=True):
                    environment["DATABASE_URL"] = _database_of(url, name)
            yield environments
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _database_of(url: str, name: str) -> str:
    """The cluster's own database, or another one beside it that is made now."""
    if not name:
        return url
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{url.rpartition('/')[0]}/{name}"


def enter(environment: dict[str, str]) -> None:
    """Make this process one that works on that database: set Django up and make its tables."""
    os.environ.clear()
    os.environ.update(environment)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def end_in_order() -> None:
    """Let a request to end run every ``finally``, so that no cluster and no folder stays behind."""

    def end(number: int, _frame: FrameType | None) -> None:
        sys.exit(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)


def checkpoint() -> None:
    """Begin from the same state of the log before every measurement."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)" if connection.vendor == "sqlite" else "CHECKPOINT")


def version() -> str:
    """The database's name and version."""
    from django.db import connection

    if connection.vendor == "sqlite":
        import sqlite3

        return f"SQLite {sqlite3.sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0]}"


def series(count: int) -> str:
    """A table expression ``s`` whose column ``i`` counts from 0."""
    from django.db import connection

    if connection.vendor == "sqlite":
        counting = f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {count - 1})"
        return f"({counting} SELECT i FROM n) s"
    return f"generate_series(0::bigint, {count - 1}) s(i)"
