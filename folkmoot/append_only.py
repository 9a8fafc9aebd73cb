"""Tables whose rows are never changed and never deleted: the database itself refuses.

Migrations say ``AppendOnly("Entry")`` after the table was made. The triggers hold for everybody who comes through
SQL; whoever owns the database file or may alter the table stands above them, and for those ``folkmoot doctor``
proves the ledger on its rows.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

SENTENCE = "a row of {table} is never changed or deleted; what was wrong is set right by a new one"


def statements(table: str, vendor: str) -> tuple[list[str], list[str]]:
    """What locks the table, and what unlocks it."""
    sentence = SENTENCE.format(table=table)
    if vendor == "sqlite":
        lock = [
            f'CREATE TRIGGER "{table}_no_{verb}" BEFORE {verb.upper()} ON "{table}"'
            f" BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
            for verb in ("update", "delete")
        ]
        # REPLACE deletes what is in its way, and asks no trigger for deletions.
        there = f'EXISTS (SELECT 1 FROM "{table}" WHERE id = NEW.id)'  # noqa: S608 - a name of ours
        lock.append(
            f'CREATE TRIGGER "{table}_no_replace" BEFORE INSERT ON "{table}" WHEN {there}'
            f" BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        )
        return lock, [f'DROP TRIGGER IF EXISTS "{table}_no_{verb}"' for verb in ("update", "delete", "replace")]
    lock = [
        f'CREATE OR REPLACE FUNCTION "{table}_refuse"() RETURNS trigger LANGUAGE plpgsql AS'
        f" $$ BEGIN RAISE EXCEPTION '{sentence}' USING ERRCODE = 'restrict_violation'; END $$",
        f'CREATE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE ON "{table}"'
        f' FOR EACH ROW EXECUTE FUNCTION "{table}_refuse"()',
    ]
    return lock, [f'DROP TRIGGER IF EXISTS "{table}_append_only" ON "{table}"']


@contextlib.contextmanager
def unlocked(*tables: str) -> Iterator[None]:
    """Let rows of these tables go, inside the caller's transaction: for emptying a demo, and for nothing else."""
    with connection.cursor() as cursor:
        for table in tables:
            for statement in statements(table, connection.vendor)[1]:
                cursor.execute(statement)
        yield
        for table in tables:
            for statement in statements(table, connection.vendor)[0]:
                cursor.execute(statement)


class AppendOnly(Operation):
    """Have the database refuse every UPDATE and DELETE of a model's rows."""

    reduces_to_sql = False
    reversible = True

    def __init__(self, name: str) -> None:
        self.name = name

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (self.__class__.__name__, [self.name], {})

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models do not change."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self._run(0, app_label, schema_editor, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self._run(1, app_label, schema_editor, to_state)

    def describe(self) -> str:
        return f"Refuse every change and deletion of {self.name}"

    def _run(self, which: int, app_label: str, schema_editor: BaseDatabaseSchemaEditor, state: ProjectState) -> None:
        table = state.apps.get_model(app_label, self.name)._meta.db_table
        with schema_editor.connection.cursor() as cursor:
            for statement in statements(table, schema_editor.connection.vendor)[which]:
                cursor.execute(statement)
