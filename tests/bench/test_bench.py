"""The benchmarks run, measure what they say they measure, and answer bad arguments with one sentence."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench import everything, figures

ROOT = Path(__file__).resolve().parents[2]
CONTRACT = {"bench", "figure", "unit", "beside", "ratio", "target", "ok"}


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FOLKMOOT_")}
    command = [sys.executable, "-m", "bench", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nothing"],
        ["gate", "--recipients", "many"],
        ["gate", "--recipients", "3"],
        ["home", "--database", "mysql"],
        ["page", "--recipients", "100"],
    ],
)
def test_bad_arguments_get_one_sentence_and_exit_code_2(arguments):
    done = bench(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1


def test_the_gate_reaches_everybody_with_the_same_number_of_statements_and_ends_with_a_line_of_json():
    done = bench("gate", "--recipients", "300", "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said.keys() >= CONTRACT
    assert len(set(said["statements_by_recipients"].values())) == 1
    assert said["share_of_budgets_counted"] > 0.5
    # Every second one was held back; as many are left as an INSERT of the other half writes.
    assert said["half_held_back"]["rows"] == 150


def test_a_percentile_is_the_smallest_value_that_covers_the_share():
    values = [float(n) for n in range(1, 201)]
    assert figures.percentile(values, 0.99) == 198
    assert figures.percentile(values, 0.5) == 100
    assert figures.percentile([7.0], 0.99) == 7


def test_the_page_of_results_says_which_target_was_missed():
    row = {
        **dict.fromkeys(CONTRACT, "x"),
        "bench": "home",
        "ratio": 1.7,
        "ok": False,
        "database": "SQLite 3",
        "deliveries": [50_100, 5_010_000],
        **{name: [1, 2] for name in ("people", "p50", "p99", "p99_of_single_visits")},
        "queries_of_page": 5,
    }
    page = everything.page([row], {"Processor": "one, 2 cores"})
    assert "| SQLite 3 | 50,100 / 5,010,000 | 1 / 2 | 1 / 2 | 1 / 2 | 1 / 2 | 1.7 | 5 | missed |" in page
    assert "| Processor | one, 2 cores |" in page
