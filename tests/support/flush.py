"""Emptying the database after a test that committed, though the ledger's tables refuse every deletion.

PostgreSQL empties tables with TRUNCATE, which no trigger for rows meets. SQLite has only DELETE: there the triggers
are taken off for the flush, inside its transaction, and put on again. Only Django's flush gets this, not the tests.
"""

import contextlib
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.db.backends.sqlite3.base import DatabaseWrapper

from folkmoot.append_only import unlocked
from folkmoot.favors.proofs import APPEND_ONLY


@contextlib.contextmanager
def flushing_append_only_tables() -> Iterator[None]:
    """As long as it lasts, ``flush`` on SQLite empties append-only tables too."""
    operations = DatabaseWrapper.ops_class
    plain = operations.execute_sql_flush

    def flush(self: Any, sql_list: Iterable[str]) -> None:
        with transaction.atomic(), unlocked(*APPEND_ONLY):
            plain(self, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", flush)
        yield
