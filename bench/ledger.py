"""Thanked promises per second, each a durable transaction, beside a bare one-row insert that is as durable."""

import contextlib
import statistics
import time
from dataclasses import dataclass
from random import Random
from typing import Any

from bench import databases
from bench.figures import Result, spread
from bench.progress import Step, steps
from bench.remote import Remote, together

TARGET = 0.4  # of the floor; more is better
WAIT_MOST = 2.0  # seconds, with 8 writers on SQLite
LEAD = 0.05  # seconds in which everybody gets ready


@dataclass(frozen=True)
class Size:
    """How large the ledger is, and how long is measured."""

    people: int = 200
    favors: int = 10_000  # in the ledger before
    writers: tuple[int, ...] = (1, 8)
    pairs: int = 12
    seconds: float = 1.0  # of each half of a pair
    crowd_seconds: float = 20.0  # in which all thank without a pause, for the longest wait
    stock: int = 4_000  # promises in a second, of all writers together


USUAL = Size()
TRIAL = Size(people=20, favors=300, writers=(1, 2), pairs=2, seconds=0.1, crowd_seconds=0.2, stock=3_000)


def run(database: str, size: Size = USUAL) -> Result:
    """Fill a database, measure, throw it away."""
    with databases.throwaway(database) as (environment,):
        databases.enter(environment)
        count = 1 + sum(size.pairs + 3 for _ in size.writers)
        with steps(f"ledger on {database}", count) as step:
            step("filling")
            tribe, people = _fill(size)
            measured = {}
            for writers in size.writers:
                with contextlib.ExitStack() as stack:
                    remotes = [
                        stack.enter_context(Remote(str(number), environment, "bench.ledger_worker"))
                        for number in range(writers)
                    ]
                    together(remotes, "open", tribe=tribe, people=people)
                    measured[writers] = _compare(remotes, size, step)
        return _result(measured, database)


def _fill(size: Size) -> tuple[int, list[int]]:
    """A tribe with a year of favors, and the table for the bare rows."""
    from datetime import timedelta

    from django.db import connection
    from django.utils import timezone

    from bench import favor_state

    now = timezone.now()
    people = favor_state.people(size.people, "ledger", now)
    begin, end = now - timedelta(days=365), now - timedelta(minutes=1)
    favor_state.keep(people.tribe, favor_state.history(people.ids, size.favors, begin, end, Random(5)))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_bare (id bigint NOT NULL PRIMARY KEY, person bigint, words varchar(120))")
    return people.tribe.pk, people.ids


def _compare(remotes: list[Remote], size: Size, step: Step) -> dict[str, Any]:
    """Thanks and bare rows in turns; per second, and the ratios of the pairs."""
    rates: dict[str, list[float]] = {"thank": [], "bare": []}
    each = int(size.stock / len(remotes))
    p50 = []
    for number in range(size.pairs + 1):
        step(f"{len(remotes)} writers")
        _stock(remotes, int(each * size.seconds) + 50)
        for do in ("thank", "bare") if number % 2 else ("bare", "thank"):
            told = _slice(remotes, do, size.seconds)
            rates[do].append(sum(one["done"] / one["seconds"] for one in told))
            if do == "thank":
                p50.append(statistics.median(one["p50"] for one in told))
    rates = {do: values[1:] for do, values in rates.items()}  # the first pair warms the caches
    ratios = [thank / bare for thank, bare in zip(rates["thank"], rates["bare"], strict=True)]
    step("all at once")
    _stock(remotes, int(each * size.crowd_seconds) + 50)
    crowd = _slice(remotes, "thank", size.crowd_seconds)
    step("statements")
    remotes[0].ask("stock", count=200)
    return {
        "thanked": statistics.median(rates["thank"]),
        "bare": statistics.median(rates["bare"]),
        "ratio": statistics.median(ratios),
        "ratios": spread(ratios),
        "p50_ms": statistics.median(p50) * 1000,
        "longest_wait": max(one["longest"] for one in crowd),
        "p99_wait": max(one["p99"] for one in crowd),
        "done_by_writer": [one["done"] for one in crowd],
        "statements": remotes[0].ask("statements", count=200),
    }


def _stock(remotes: list[Remote], count: int) -> None:
    """One writer after another: thousands of ids of several processes in one millisecond meet by chance."""
    for remote in remotes:
        remote.ask("stock", count=count)


def _slice(remotes: list[Remote], do: str, seconds: float) -> list[dict[str, Any]]:
    databases.checkpoint()
    return together(remotes, do, begin=time.time() + LEAD, seconds=seconds)


def _result(measured: dict[int, dict[str, Any]], database: str) -> Result:
    worst = min(measured.values(), key=lambda one: one["ratio"])
    waits = measured[max(measured)]["longest_wait"]
    return Result(
        bench="ledger",
        figure=worst["thanked"],
        unit="thanked promises per second",
        beside=worst["bare"],
        ratio=worst["ratio"],
        target=TARGET,
        ok=worst["ratio"] >= TARGET and (database != "sqlite" or waits <= WAIT_MOST),
        more={
            "target_is_for": "ratio, at least",
            "wait_most": WAIT_MOST,
            "database": databases.version(),
            "by_writers": {str(writers): one for writers, one in measured.items()},
        },
    )
