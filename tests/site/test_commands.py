"""Commands that come too early or to the wrong place end with a sentence that says what to do."""

import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from folkmoot.cli import app


@pytest.mark.parametrize(
    ("words", "code"), [(("worker", "--batch"), 1), (("invite", "list.txt", "--tribe", "choir"), 2)]
)
def test_a_database_that_is_not_up_to_date_is_a_sentence(tmp_path, words, code):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "folkmoot.cli", *words],
        env={**environment, "FOLKMOOT_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == code, done.stderr
    assert "start `folkmoot serve` first" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_demo_does_not_move_in_beside_real_people(cast):
    done = CliRunner().invoke(app, ["demo"])
    assert done.exit_code == 1
    assert "needs an empty database" in done.output
    assert "FOLKMOOT_DATA=" in done.output
