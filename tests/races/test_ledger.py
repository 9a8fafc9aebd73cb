"""Many writers of one tribe's ledger at once, and writers that are killed: F1-F4 hold, and what was said is there."""

import json
import subprocess
import sys

import pytest

from folkmoot.favors.models import Entry
from folkmoot.favors.proofs import breaks
from folkmoot.favors.rules.book import What
from folkmoot.permissions.services import joining
from tests.races.crowd import run_crowd
from tests.races.ledger import WRITERS
from tests.races.processes import ROOT, environment
from tests.support.cast import make_people

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]


def _plan(people, **more):
    made = make_people(people)
    tribe = joining.found_tribe(made[0], "Linden Street", "We look after it together.")
    return {"tribe": tribe.pk, "people": [person.pk for person in made], **more}


def _all_at_once(seconds, people, print_to):
    plan = _plan(people, acts=["enter_in_the_ledger"])
    done = [told for each in run_crowd([{**plan, "seed": n} for n in range(WRITERS)], seconds) for told in each]
    entered = {told["entry"] for told in done if "entry" in told}
    assert entered == set(Entry.objects.values_list("pk", flat=True))
    assert list(breaks()) == []
    assert {told["what"] for told in done if "entry" in told} == {what.name for what in What}
    waits = sorted((told["ended"] - told["began"]) / 1e9 for told in done)
    said = f"{len(entered)} entries, {len(done) - len(entered)} refused"
    with print_to.disabled():  # `python -m bench ledger` judges it, on a machine with nothing else to do
        print(f"\n{said}; waited {waits[len(waits) // 2]:.3f} s, at most {waits[-1]:.3f} s")


def test_8_processes_that_thank_forgive_object_decide_and_reverse_at_once_leave_the_ledger_right(capsys):
    _all_at_once(4, 12, capsys)


def test_in_a_tribe_of_four_where_everybody_concerns_everybody_too(capsys):
    _all_at_once(3, 4, capsys)


@pytest.mark.soak
def test_over_minutes_they_leave_the_ledger_right(capsys):
    _all_at_once(180, 12, capsys)


def _kill(times, people, folder):
    plan = _plan(people, seed=7, times=times)
    done = subprocess.run(
        [sys.executable, "-m", "tests.races.ledger", str(folder)],
        cwd=ROOT,
        env=environment(FOLKMOOT_LOG_LEVEL="ERROR"),
        input=json.dumps(plan) + "\n",
        capture_output=True,
        text=True,
        timeout=60 + times,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    files = [path.read_text().splitlines() for path in folder.iterdir()]
    confirmed = {json.loads(line).get("entry") for lines in files for line in lines if line.startswith("{")} - {None}
    there = set(Entry.objects.values_list("pk", flat=True))
    assert confirmed <= there, "what was confirmed is there"
    assert list(breaks()) == []
    cut = sum(bool(lines) and lines[-1] == "begun" for lines in files)
    assert len(there - confirmed) <= cut, "and nothing that nobody had begun"
    assert cut >= times / 2, "they were killed in the middle of something"
    assert len(confirmed) >= times


def test_writers_of_a_ledger_that_are_killed_50_times_leave_every_entry_whole_or_not_at_all(tmp_path):
    _kill(50, 12, tmp_path)


@pytest.mark.soak
def test_writers_of_a_ledger_that_are_killed_1000_times_leave_every_entry_whole_or_not_at_all(tmp_path):
    _kill(1000, 12, tmp_path)
