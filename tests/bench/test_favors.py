"""The benchmarks of favors run small, and measure what they say they measure."""

import json
from typing import Any

import pytest

from bench import everything
from tests.bench.test_bench import CONTRACT, bench


def told(*arguments: str) -> dict[str, Any]:
    done = bench(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said.keys() >= CONTRACT
    assert everything.page([said], {"Processor": "one"}).count(f"## {said['bench']}:") == 1
    return said


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_every_writer_thanks_and_says_how_long_the_longest_wait_was(database):
    said = told("ledger", "--trial", "--database", database)
    assert set(said["by_writers"]) == {"1", "2"}
    for one in said["by_writers"].values():
        assert one["longest_wait"] >= one["p99_wait"] > 0
        assert sum(one["done_by_writer"]) > 0
        assert one["statements"] >= 3


def test_a_made_ledger_is_proven_row_by_row_in_the_memory_of_its_own_process():
    said = told("rebuild", "--favors", "2000")
    assert said["breaks"] == []
    assert said["favors"] == 2000 < said["entries"]  # objections, decisions, reversals and forgivings among them
    assert said["settlements"] > 1000
    assert 10 < said["peak_mib"] < 1000


def test_somebody_with_many_favors_is_read_with_as_much_open_as_it_says():
    said = told("standing", "--trial")
    few, many = said["favors"]["few"], said["favors"]["many"]
    assert (few["given"], few["received"]) == (5, 5)
    assert (many["given"], many["received"]) == (150, 150)
    assert many["open"] > few["open"] > 0
    assert said["queries"]["standing"]["few"] == said["queries"]["standing"]["many"]


def test_a_price_takes_the_same_statements_for_every_audience():
    said = told("price", "--audience", "300")
    assert said["permissions"] == 300
    assert 0 < said["pushed_to"] <= 300
    assert len(set(said["statements_by_audience"].values())) == 1
