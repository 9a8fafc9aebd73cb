"""A clustered table that is altered later keeps its rows, its indexes and its clustering."""

import pytest
from django.db import IntegrityError, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

TABLE = "permissions_permission"


@pytest.fixture
def old(tmp_path, django_db_blocker):
    """An empty SQLite database of its own, whatever the others are on."""
    plain = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "old.sqlite3"), "OPTIONS": {}}
    connections.databases["old"] = {**connections["default"].settings_dict, **plain}
    with django_db_blocker.unblock():
        try:
            yield connections["old"]
        finally:
            connections["old"].close()
            del connections["old"]
            del connections.databases["old"]


def _migrate(connection, name=None):
    """Bring permissions to a migration, or to their last one."""
    executor = MigrationExecutor(connection)
    targets = [("permissions", name)] if name else executor.loader.graph.leaf_nodes("permissions")
    return executor.migrate(targets).apps


def _rows(connection):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {TABLE} ORDER BY id")
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _made(connection, kind):
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = %s AND tbl_name = %s", [kind, TABLE])
        return {sql for (sql,) in cursor.fetchall() if sql}


def test_permissions_of_before_are_there_after_another_scope_is_allowed(old):
    apps = _migrate(old, "0001_initial")
    now = timezone.now()
    people = apps.get_model("people", "Person").objects.using("old")
    names = [f"person{number}" for number in range(20)]
    made = [people.create(name=name, display_name=name, email=f"{name}@example.org", joined_at=now) for name in names]
    apps.get_model("permissions", "Holder").objects.using("old").create(pk=made[0].pk)
    permission = apps.get_model("permissions", "Permission")
    values = {"holder_id": made[0].pk, "scope": 1, "live": True, "topics": -1, "at_most": 3, "per": 7}
    for number, giver in enumerate(made[1:]):
        permission.objects.using("old").create(**values, giver_id=giver.pk, version_id=number + 1, interrupt=False)
    before, indexes = _rows(old), _made(old, "index")
    assert len(before) == 19
    (created,) = _made(old, "table")
    assert created.endswith("WITHOUT ROWID")

    _migrate(old)
    assert _rows(old) == before
    (created,) = _made(old, "table")
    assert created.endswith("WITHOUT ROWID")
    assert created.count("PRIMARY KEY") == 1
    assert indexes == _made(old, "index")
    with pytest.raises(IntegrityError), old.cursor() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET scope = 6")
    with old.cursor() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET scope = 5")
        cursor.execute("PRAGMA foreign_key_check")
        assert cursor.fetchall() == []
