"""One person's home page query, with 50 thousand deliveries in the database and with 5 million."""

import statistics

from bench import databases
from bench.figures import Result, percentile
from bench.home_sizes import CHUNKS
from bench.progress import Step, steps
from bench.remote import Remote

TARGET = 1.5  # p99 at 5 million, times that at 50 thousand
QUERIES_MOST = 8
SAMPLES = 500  # people
ROUNDS = 7
BLOCK = 50  # people of one database before the other has its turn, so that both see the same machine


def run(database: str, larger: str = "large") -> Result:
    """Fill two databases, measure them in turns, throw them away; ``larger`` is the size of the second."""
    count = 2 * (CHUNKS + 1) + ROUNDS + 1
    with (
        databases.throwaway(database, "second") as (first, second),
        Remote("small", first) as few,
        Remote(larger, second) as many,
        steps(f"home on {database}", count) as step,
    ):
        return _measured(few, many, step)


def _measured(small: Remote, large: Remote, step: Step) -> Result:
    few, many = small.ask("fill", step), large.ask("fill", step)
    took: dict[str, list[list[float]]] = {"small": [], "large": []}
    for _ in range(ROUNDS + 1):
        step("visiting")
        for name in took:
            took[name].append([])
        for begin in range(0, SAMPLES, BLOCK):
            for name, remote in (("small", small), ("large", large)):
                took[name][-1] += remote.ask("visit", begin=begin, end=begin + BLOCK)
    # Of each person's visits the middle one, which leaves out what else the machine did; the first warms.
    usual = {name: [statistics.median(v) for v in zip(*rounds[1:], strict=True)] for name, rounds in took.items()}
    every = {name: [ms for one in rounds[1:] for ms in one] for name, rounds in took.items()}
    p99 = {name: percentile(values, 0.99) for name, values in usual.items()}
    ratio = p99["large"] / p99["small"]
    queries = large.ask("queries")
    return Result(
        bench="home",
        figure=p99["large"],
        unit="ms",
        beside=p99["small"],
        ratio=ratio,
        target=TARGET,
        ok=ratio <= TARGET and queries <= QUERIES_MOST,
        more={
            "database": few["database"],
            "deliveries": [few["deliveries"], many["deliveries"]],
            "people": [few["people"], many["people"]],
            "p50": [percentile(usual[name], 0.5) for name in usual],
            "p99": [p99[name] for name in usual],
            "p99_of_single_visits": [percentile(every[name], 0.99) for name in every],
            "visits": [len(every[name]) for name in every],
            "queries_of_page": queries,
        },
    )
