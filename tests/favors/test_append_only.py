"""The database itself refuses to change or delete what stands in the ledger and in the contract (F4)."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from folkmoot.append_only import unlocked
from folkmoot.favors.models import ContractVersion, Entry
from folkmoot.favors.proofs import APPEND_ONLY, breaks
from folkmoot.favors.rules.book import What
from folkmoot.favors.services.ledger import Line, enter

MODELS = {"favors_entry": Entry, "favors_contractversion": ContractVersion}


@pytest.fixture
def written(cast):
    """A favor and a version of the contract: the rows as they are."""
    parts = {"giver_id": cast.leader.pk, "receiver_id": cast.member.pk, "minutes": 30}
    enter(Line(cast.tribe.pk, What.FAVOR, cast.member.pk, **parts, words="Carried the sofa"))
    now = timezone.now()
    numbers = {"patience": 60, "allowance": 300, "crowd": 12}
    ContractVersion.objects.create(tribe=cast.tribe, **numbers, by=cast.leader, made_at=now, from_at=now)
    return _rows()


def _rows():
    return {table: list(model.objects.order_by("pk").values()) for table, model in MODELS.items()}


def _raw(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _saved(row):
    row.why = row.words = "Something else"
    row.save()


def _bulk(model):
    rows = list(model.objects.all())
    for row in rows:
        row.words = "Something else"
    model.objects.bulk_update(rows, ["words"])


WAYS = {
    "an UPDATE": lambda table, model: _raw(f"UPDATE {table} SET words = 'Something else'"),
    "an UPDATE that changes nothing": lambda table, model: _raw(f"UPDATE {table} SET words = words"),
    "an UPDATE of the id": lambda table, model: _raw(f"UPDATE {table} SET id = id + 1"),
    "a DELETE": lambda table, model: _raw(f"DELETE FROM {table}"),
    "a DELETE of one": lambda table, model: _raw(f"DELETE FROM {table} WHERE id = (SELECT max(id) FROM {table})"),
    "a row that is saved again": lambda table, model: _saved(model.objects.get()),
    "a row that is deleted": lambda table, model: model.objects.get().delete(),
    "an update of a queryset": lambda table, model: model.objects.update(words="Something else"),
    "a deletion of a queryset": lambda table, model: model.objects.all().delete(),
    "a raw deletion": lambda table, model: model.objects.all()._raw_delete(using="default"),
    "an update in bulk": lambda table, model: _bulk(model),
    "an upsert": lambda table, model: model.objects.bulk_create(
        model.objects.all(), update_conflicts=True, unique_fields=["id"], update_fields=["words"]
    ),
}


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("way", WAYS)
def test_a_row_is_never_changed_or_deleted_by(way, table, written):
    with pytest.raises(DatabaseError, match=f"a row of {table} is never changed or deleted"), transaction.atomic():
        WAYS[way](table, MODELS[table])
    assert _rows() == written


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_a_row_is_not_replaced_by_another_of_its_id(table, written):
    """SQLite has a word for it that no trigger for deletions hears."""
    columns = ", ".join(field.column for field in MODELS[table]._meta.concrete_fields)
    verb = "REPLACE" if connection.vendor == "sqlite" else "INSERT"
    with pytest.raises(DatabaseError), transaction.atomic():
        _raw(f"{verb} INTO {table} ({columns}) SELECT {columns} FROM {table}")
    assert _rows() == written


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_was_unlocked_is_locked_again(table, written):
    with transaction.atomic(), unlocked(table):
        assert [(lie.invariant, lie.rows) for lie in breaks()] == [("F4", [table])]
        _raw(f"UPDATE {table} SET words = 'Corrected'")
    assert list(breaks()) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        _raw(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_an_unlocking_that_fails_leaves_it_locked(table, written):
    with pytest.raises(ZeroDivisionError), transaction.atomic(), unlocked(table):
        raise ZeroDivisionError
    with pytest.raises(DatabaseError), transaction.atomic():
        _raw(f"DELETE FROM {table}")
    assert _rows() == written


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_that_commits_leaves_nothing_and_the_locks_on(turn, written):
    assert [len(rows) for rows in written.values()] == [1, 1]
    with pytest.raises(DatabaseError), transaction.atomic():
        _raw("DELETE FROM favors_entry")
