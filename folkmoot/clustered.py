"""Tables that lie on disk in the order of their key.

On SQLite a table is clustered by a hidden row number unless it says WITHOUT ROWID; walking two tables in the
same key order is what makes the gate fast there. Django has no word for it, so migrations say
``Cluster("Delivery")`` right after the table was made. On PostgreSQL there is nothing to do.
"""

import re
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Cluster(Operation):
    """Make a SQLite table again WITHOUT ROWID, clustered by its primary key or by ``constraint``.

    ``constraint`` names a unique constraint whose columns become the key in place of the single-column
    primary key, which stays unique. A later migration that alters the table on SQLite must repeat this; its rows
    come along.
    """

    reduces_to_sql = False
    reversible = True

    def __init__(self, name: str, constraint: str | None = None) -> None:
        self.name = name
        self.constraint = constraint

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (self.__class__.__name__, [self.name, self.constraint], {})

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models do not change."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        connection = schema_editor.connection
        if connection.vendor != "sqlite":
            return
        table = to_state.apps.get_model(app_label, self.name)._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", [table])
            (create,) = cursor.fetchone()
            cursor.execute(
                "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL",
                [table],
            )
            indexes = [sql for (sql,) in cursor.fetchall()]
            schema_editor.deferred_sql[:], deferred = [], list(schema_editor.deferred_sql)
            made = _without_rowid(create, self.constraint)
            fresh = re.sub(rf'^CREATE TABLE "{table}"', f'CREATE TABLE "fresh__{table}"', made)
            if fresh == made:
                raise RuntimeError(f"the table does not begin as expected: {create}")
            cursor.execute(fresh)
            cursor.execute(f'INSERT INTO "fresh__{table}" SELECT * FROM "{table}"')  # noqa: S608 - a name of ours
            cursor.execute(f'DROP TABLE "{table}"')
            cursor.execute(f'ALTER TABLE "fresh__{table}" RENAME TO "{table}"')
            for index in indexes:
                cursor.execute(index)
            schema_editor.deferred_sql[:] = deferred

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Nothing: the table is dropped by the operation before."""

    def describe(self) -> str:
        return f"Cluster {self.name} by its key on SQLite"


def _without_rowid(create: str, constraint: str | None) -> str:
    if constraint is not None:
        create, single = re.subn(r'("id" bigint NOT NULL) PRIMARY KEY', r"\1 UNIQUE", create)
        create, several = re.subn(rf'(CONSTRAINT "{constraint}") UNIQUE \(', r"\1 PRIMARY KEY (", create)
        if (single, several) != (1, 1):
            raise RuntimeError(f"the table has no 'id' key or no constraint {constraint}: {create}")
    return f"{create} WITHOUT ROWID"
