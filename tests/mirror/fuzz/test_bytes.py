"""A few seconds of every target of the fuzzer; ten minutes of it are run by hand (docs/development.md)."""

import pytest

from tests.mirror.fuzz.__main__ import fuzz
from tests.mirror.fuzz.targets import targets


@pytest.mark.parametrize("name", targets())
def test_the_fuzzer_finds_nothing_in_some_seconds(name, tmp_path):
    sound, said = fuzz(name, 2, tmp_path)
    assert sound, said[-5000:]
    assert "number_of_executed_units" in said


@pytest.mark.soak
@pytest.mark.parametrize("name", targets())
def test_the_fuzzer_finds_nothing_in_a_minute(name, tmp_path):
    sound, said = fuzz(name, 60, tmp_path)
    assert sound, said[-5000:]


def test_the_fuzzer_finds_what_is_there_to_be_found(tmp_path, monkeypatch):
    monkeypatch.setenv("FOLKMOOT_FUZZ_TRAP", "1")
    sound, said = fuzz("trap", 20, tmp_path)
    assert not sound
    assert "it was found" in said
