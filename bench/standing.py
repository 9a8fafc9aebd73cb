"""Standing and My halves of a person with 10,000 favors, beside one with 10."""

from dataclasses import dataclass

from bench import databases
from bench.figures import Result, percentile
from bench.progress import steps
from bench.remote import Remote

TARGET = 2.0  # p99 of many, times that of few
QUERIES_MOST = 10
READINGS = ("standing", "my_halves")


@dataclass(frozen=True)
class Size:
    """How many favors the two people have, half of them given, and how often is looked."""

    few: int = 10
    many: int = 10_000
    people: int = 200
    others: int = 20_000  # favors of everybody else
    rounds: int = 25  # turns of one database and the other, the first to warm
    times: int = 40  # readings in a turn


USUAL = Size()
TRIAL = Size(few=10, many=300, people=30, others=200, rounds=2, times=5)


def run(database: str, size: Size = USUAL) -> Result:
    """Fill two databases, measure them in turns, throw them away."""
    with (
        databases.throwaway(database, "second") as (first, second),
        Remote(str(size.few), first, "bench.standing_worker") as few,
        Remote(str(size.many), second, "bench.standing_worker") as many,
        steps(f"standing on {database}", 3 + size.rounds) as step,
    ):
        told = {}
        for remote, name in ((few, "few"), (many, "many")):
            step("filling")
            told[name] = remote.ask("fill", people=size.people, others=size.others)
        took: dict[str, dict[str, list[float]]] = {what: {"few": [], "many": []} for what in READINGS}
        for number in range(size.rounds + 1):
            step("reading")
            for what in READINGS:
                for name, remote in (("few", few), ("many", many)):
                    values = remote.ask("read", what=what, times=size.times)
                    took[what][name] += values if number else []
        queries = {
            what: {"few": few.ask("queries", what=what), "many": many.ask("queries", what=what)} for what in took
        }
    p99 = {what: {name: percentile(values, 0.99) for name, values in both.items()} for what, both in took.items()}
    p50 = {what: {name: percentile(values, 0.5) for name, values in both.items()} for what, both in took.items()}
    ratios = {what: both["many"] / both["few"] for what, both in p99.items()}
    worst = max(ratios, key=lambda what: ratios[what])
    most = max(count for both in queries.values() for count in both.values())
    return Result(
        bench="standing",
        figure=p99[worst]["many"],
        unit="ms",
        beside=p99[worst]["few"],
        ratio=ratios[worst],
        target=TARGET,
        ok=ratios[worst] <= TARGET and most <= QUERIES_MOST,
        more={
            "database": told["few"]["database"],
            "favors": {name: {key: one[key] for key in ("given", "received", "open")} for name, one in told.items()},
            "p99": p99,
            "p50": p50,
            "ratios": ratios,
            "queries": queries,
            "readings": size.rounds * size.times,
        },
    )
