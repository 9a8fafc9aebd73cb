"""The benchmarks run, and say what they measured in one line. How fast anything is, is not tested."""

import json
import subprocess
import sys

from bench import figures


def bench(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "bench", *words], capture_output=True, text=True, timeout=300)


def test_the_gate_is_measured_beside_its_floor_with_the_same_number_of_statements_at_every_size():
    done = bench("gate", "--recipients", "300", "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert {"bench", "figure", "unit", "beside", "ratio", "target", "ok"} <= set(said)
    assert said["share_of_budgets_counted"] > 0.5
    assert len(set(said["statements_by_recipients"].values())) == 1


def test_a_number_that_makes_no_sense_is_refused_with_a_sentence():
    done = bench("gate", "--recipients", "many")
    assert done.returncode == 2
    assert "'many'" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_percentile_is_a_value_that_occurred():
    assert figures.percentile([5.0, 1.0, 3.0], 0.5) == 3.0
    assert figures.percentile(list(range(1, 101)), 0.99) == 99
