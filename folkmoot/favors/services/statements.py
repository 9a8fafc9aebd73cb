"""Several statements in one go: on PostgreSQL they travel together, on SQLite they go past Django's cursor.

The thanks for a favor is some fifteen small statements. On PostgreSQL one that travels alone costs as much for the
way and the planning as for its work, so they are sent in psycopg's pipeline mode, as statements that the server has
prepared once for the connection (``prepare_threshold`` in the settings says after how many uses; without it, never).
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

Statement = tuple[str, tuple[Any, ...]]  # with %s for each value
ONE_MOST = 24  # parts of one statement; beyond that they travel one behind the other


def together(statements: Sequence[Statement]) -> list[list[tuple[Any, ...]]]:
    """Execute them in their order; the rows of each. Each sees what those before it did.

    The caller's transaction is open. Moments are given as ``connection.ops`` adapts them.
    """
    connection = connections[DEFAULT_DB_ALIAS]  # looked up once: the name that Django offers looks it up each time
    if _unheard(connection):
        return (
            _pipelined(connection, statements)
            if connection.vendor == "postgresql"
            else _directly(connection, statements)
        )
    found = []
    with connection.cursor() as cursor:
        for sql, values in statements:
            cursor.execute(sql, values)
            found.append(cursor.fetchall() if cursor.description else [])
    return found


def write(statements: Sequence[Statement]) -> None:
    """Execute statements that write, of which no two touch the same row; in any order."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "postgresql" and len(statements) <= ONE_MOST and _unheard(connection):
        # One statement of several parts: one to plan, one to send, one to start.
        parts = ", ".join(f"s{number} AS ({sql})" for number, (sql, _) in enumerate(statements))
        every = tuple(value for _, values in statements for value in values)
        statements = [(f"WITH {parts} SELECT 1", every)]
    together(statements)


def _unheard(connection: BaseDatabaseWrapper) -> bool:
    """Whether nobody listens to statements, as tests that count them do; else they go singly, by Django's way."""
    return not (connection.execute_wrappers or connection.queries_logged)


def _directly(connection: BaseDatabaseWrapper, statements: Sequence[Statement]) -> list[list[tuple[Any, ...]]]:
    """By SQLite's own cursor: Django's looks at each statement anew for placeholders, and costs as much as the work."""
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    execute = connection.connection.execute
    with connection.wrap_database_errors:
        return [execute(_for_sqlite(sql), values).fetchall() for sql, values in statements]


@lru_cache(maxsize=512)
def _for_sqlite(sql: str) -> str:
    """SQLite writes ? for %s; no statement of ours has either in a text."""
    return sql.replace("%s", "?")


def _pipelined(connection: BaseDatabaseWrapper, statements: Sequence[Statement]) -> list[list[tuple[Any, ...]]]:
    import psycopg

    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    raw = connection.connection
    with connection.wrap_database_errors:
        cursors = []
        with raw.pipeline():
            for sql, values in statements:
                cursor = psycopg.Cursor(raw)
                # As text without a type: PostgreSQL knows the column's, and one preparation serves all values.
                cursor.execute(sql, [None if value is None else str(value) for value in values])
                cursors.append(cursor)
        return [cursor.fetchall() if cursor.description else [] for cursor in cursors]
