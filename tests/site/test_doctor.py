"""`folkmoot doctor` as a real process: it finds nothing where all is right, and names what is not."""

import json
import shutil

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from folkmoot.append_only import statements
from folkmoot.demo.services import build_demo
from folkmoot.people.models import Person
from folkmoot.site import doctor as looks
from tests.favors import corruptions as ledger
from tests.permissions.corruptions import CORRUPTIONS, make_world
from tests.races.processes import doctor, folkmoot

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_finds_nothing_in_a_year_of_the_demo():
    build_demo(seed=7)
    found = doctor()
    assert found.returncode == 0, found.stdout
    for invariant in ("P1", "P2", "P3", "P4", "F1", "F2", "F3", "F4"):
        assert f"✓ {invariant}" in found.stdout
    assert "✗" not in found.stdout


@pytest.mark.parametrize(
    "what",
    ["a topic that is not permitted", "a revocation in between", "one too many in a week", "a member left out"],
)
def test_it_exits_with_1_and_names_the_row_of(what):
    invariant, row = CORRUPTIONS[what](make_world())
    found = doctor()
    assert found.returncode == 1
    assert row in found.stdout
    assert [line[:4] for line in found.stdout.splitlines() if line.startswith("✗")] == [f"✗ {invariant}"]


def test_it_names_the_row_of_every_lie_that_rows_can_tell():
    """One small world for each, since a process takes its time; alone they are in ``permissions/test_proofs``."""
    told = {}
    for number, (what, corrupt) in enumerate(CORRUPTIONS.items()):
        world = make_world()
        told[what] = corrupt(world)
        for person in (world.cast.leader, world.cast.member, world.cast.outsider, world.cast.removed):
            other = f"{person.name}_{number}"
            Person.objects.filter(pk=person.pk).update(name=other, email=f"{other}@example.org")
    found = doctor()
    assert found.returncode == 1
    assert [what for what, (_, row) in told.items() if row not in found.stdout] == []


@pytest.mark.parametrize("what", ["a claim that is gone", "a settlement across tribes", "a decision on nothing"])
def test_it_names_the_row_of_the_ledger_of(what):
    """All of them are told to it in ``favors/test_proofs``, without a process for each."""
    invariant, row = ledger.CORRUPTIONS[what](ledger.make_world())
    found = doctor()
    assert found.returncode == 1
    assert row in found.stdout
    assert {line[:4] for line in found.stdout.splitlines() if line.startswith("✗")} == {f"✗ {invariant}"}


def test_it_says_that_a_ledger_can_be_changed():
    lock, unlock = statements("favors_entry", connection.vendor)
    with connection.cursor() as cursor:
        for statement in unlock:
            cursor.execute(statement)
        try:
            found = doctor()
        finally:
            for statement in lock:
                cursor.execute(statement)
    assert [line[:4] for line in found.stdout.splitlines() if line.startswith("✗")] == ["✗ F4"]
    assert "favors_entry" in found.stdout


def test_its_findings_can_be_read_by_a_program():
    world = make_world()
    invariant, row = CORRUPTIONS["a member left out"](world)
    findings = [json.loads(line) for line in folkmoot("doctor", "--json").stdout.splitlines()]
    (wrong,) = [finding for finding in findings if not finding["ok"]]
    assert wrong["about"] == invariant
    assert wrong["rows"] == [row]


def test_it_says_which_migrations_wait():
    recorder = MigrationRecorder(connection)
    _, last = max(MigrationLoader(connection).graph.leaf_nodes("talk"))
    recorder.record_unapplied("talk", last)
    try:
        found = doctor()
    finally:
        recorder.record_applied("talk", last)
    assert found.returncode == 1
    assert f"talk.{last}" in found.stdout


def test_it_says_that_a_database_does_not_answer(tmp_path):
    nowhere = tmp_path / "not" / "there.sqlite3"
    found = folkmoot("doctor", DATABASE_URL=f"sqlite:///{nowhere}")
    assert found.returncode == 1
    assert "DATABASE_URL" in found.stdout


def test_it_says_which_setting_to_mend_in_production(tmp_path):
    found = folkmoot(
        "doctor",
        FOLKMOOT_MODE="production",
        FOLKMOOT_BASE_URL="http://moot.example",
        FOLKMOOT_DATA=str(tmp_path),
    )
    assert found.returncode == 1
    for name in ("FOLKMOOT_BASE_URL", "FOLKMOOT_HOST", "FOLKMOOT_SMTP_HOST"):
        assert name in found.stdout


def test_the_settings_that_the_guide_asks_for_are_enough_in_production(tmp_path):
    done = folkmoot(
        "doctor",
        "--json",
        FOLKMOOT_DATA=str(tmp_path),
        FOLKMOOT_MODE="production",
        FOLKMOOT_HOST="moot.example.org",
        FOLKMOOT_SMTP_HOST="127.0.0.1",
        FOLKMOOT_SMTP_USER="folkmoot",
        FOLKMOOT_SMTP_PASSWORD="a word",
    )
    findings = {found["about"]: found for found in map(json.loads, done.stdout.splitlines())}
    assert findings["settings"]["ok"], findings["settings"]["rows"]


def test_it_says_that_the_mail_server_does_not_answer(tmp_path):
    found = folkmoot("doctor", FOLKMOOT_SMTP_HOST="127.0.0.1", FOLKMOOT_SMTP_PORT="1", FOLKMOOT_DATA=str(tmp_path))
    assert found.returncode == 1
    assert "127.0.0.1:1" in found.stdout


def test_it_says_that_others_can_read_the_secret_key(tmp_path):
    (tmp_path / "secret_key").write_text("x" * 48)
    (tmp_path / "secret_key").chmod(0o644)
    found = folkmoot("doctor", FOLKMOOT_DATA=str(tmp_path))
    assert found.returncode == 1
    assert f"chmod 600 {tmp_path / 'secret_key'}" in found.stdout


def test_a_setting_that_cannot_be_used_gets_one_sentence(tmp_path):
    found = folkmoot("doctor", FOLKMOOT_SMTP_PORT="many")
    assert found.returncode == 2
    assert found.stderr.strip() == "FOLKMOOT_SMTP_PORT is 'many'; write a whole number."


def test_it_says_when_the_disk_is_nearly_full(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(100, 99, 1))
    assert not looks._disk().ok


def test_a_table_that_lost_its_clustering_is_named():
    if connection.vendor != "sqlite":
        assert list(looks._layout()) == []
        return
    assert [finding.ok for finding in looks._layout()] == [True]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE spare AS SELECT * FROM tribes_membership")
        cursor.execute("ALTER TABLE tribes_membership RENAME TO kept")
        cursor.execute("ALTER TABLE spare RENAME TO tribes_membership")
        try:
            (finding,) = looks._layout()
            assert (finding.ok, finding.rows) == (False, ("tribes_membership",))
        finally:
            cursor.execute("DROP TABLE tribes_membership")
            cursor.execute("ALTER TABLE kept RENAME TO tribes_membership")
