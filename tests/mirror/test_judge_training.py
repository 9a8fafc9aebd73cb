"""Training, on a tiny data set: the same weights each time, and they judge."""

import subprocess
import sys

import numpy as np
import pytest

from folkmoot.mirror.judge import training
from folkmoot.mirror.judge.alike import folds_of, groups_of
from folkmoot.mirror.judge.model import Judge, Weights
from folkmoot.mirror.judge.recipe import best_threshold, calibrated, platt
from tests.mirror.sentences import ASKS, NOT_ASKS


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("data")
    rows = ["id\tsource\tpurpose\tgains\treach\ttext"]
    for nr, text in enumerate(ASKS):
        rows.append(f"a{nr}\ttac\task\t{('self', 'other', 'all', '?')[nr % 4]}\t{('person', 'crowd')[nr % 2]}\t{text}")
    for nr, text in enumerate(NOT_ASKS):
        rows.append(f"n{nr}\ttac\t{('say', 'talk', 'give', 'offer', 'none')[nr % 5]}\t-\t-\t{text}".replace("\n", " "))
    (path / "dev.tsv").write_text("\n".join(line.replace("\n", " ") for line in rows) + "\n", encoding="utf-8")
    return path


def test_the_same_data_give_the_same_weights(folder, tmp_path):
    for name in ("one.npz", "two.npz"):
        assert training.main(["--data", str(folder), "--output", str(tmp_path / name)]) == 0
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    with (tmp_path / "one.npz").open("rb") as file:
        said = Judge(Weights.read(file)).say([*ASKS, *NOT_ASKS], None)
    truth = np.array([True] * len(ASKS) + [False] * len(NOT_ASKS))
    assert ((said.purpose == 0) == truth).mean() > 0.9  # what it was taught, it knows


def test_judging_needs_nothing_of_training():
    code = (
        "import sys; from folkmoot.mirror.judge import judge, judge_many, lines; judge('Please share!');"
        "assert not {'scipy', 'sklearn', 'torch', 'folkmoot.mirror.judge.learning'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_near_duplicates_stay_together():
    texts = [
        "RT @a: please sign the petition for the mill http://x",
        "Please sign the petition for the mill!",
        "Other words",
    ]
    groups = groups_of(texts)
    assert groups[0] == groups[1] != groups[2]
    many = groups_of([f"{text} number {nr} of many" for nr in range(40) for text in ("alpha beta", "gamma delta")])
    fold = folds_of(many, [nr % 3 == 0 for nr in range(80)], 5)
    assert all(len(set(fold[many == group])) == 1 for group in set(many.tolist()))


def test_calibration_finds_what_was_hidden():
    chance = np.random.default_rng(0)
    odds = chance.normal(0, 2, 5_000)
    truth = chance.random(5_000) < calibrated(odds, 0.5, -1.0)
    slope, offset = platt(odds, truth)
    assert slope == pytest.approx(0.5, abs=0.08)
    assert offset == pytest.approx(-1.0, abs=0.1)
    assert 0.2 <= best_threshold(calibrated(odds, slope, offset)) <= 0.5
