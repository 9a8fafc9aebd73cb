"""One measured step of the mirror's benchmark in a process of its own: `look`, `measure` or `pandas`. Speaks JSON."""

import dataclasses
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

TURNS = 5  # of the measures alone


def main(arguments: list[str]) -> None:
    """what, and what it needs; a line of JSON for each thing that is done."""
    what, folder = arguments[0], Path(arguments[1])
    if what == "look":
        _look(folder, Path(arguments[2]))
    elif what == "measure":
        _measure(folder)
    else:
        from bench import mirror_pandas

        _say(mirror_pandas.measured(folder, int(arguments[2])))


def _say(what: dict[str, Any]) -> None:
    print(json.dumps(what), flush=True)


def _look(archive: Path, tables: Path) -> None:
    """From the archive to the answer; then, no longer measured, the tables for the others."""
    from folkmoot.mirror.looking import Wish, look

    with look(Wish([archive])) as mirror:
        # Whoever measures stops its watch at this line.
        _say({"verdict": mirror.answer.verdict, "posts": mirror.measured.posts})
        tables.mkdir()
        for name in ("posts", "acts", "people"):
            getattr(mirror.archive, name).to_parquet(tables / f"{name}.parquet", compression="zstd")


def _measure(folder: Path) -> None:
    from folkmoot.mirror.measures import measure
    from folkmoot.mirror.measures.engines import on_parquet

    took = []
    for _ in range(TURNS):
        begun = time.perf_counter()
        with on_parquet(folder, "duckdb") as archive:
            found = measure(archive)
        took.append(time.perf_counter() - begun)
    _say({"seconds": statistics.median(took), "first_seconds": took[0], **_plain(found)})


def _plain(found: Any) -> dict[str, Any]:
    """The numbers by the names that the version in pandas has for them."""
    numbers: dict[str, Any] = {f"n_{kind}": many for kind, many in found.counts.items()}
    intervals = {}
    for field in dataclasses.fields(found):
        value = getattr(found, field.name)
        if hasattr(value, "low"):
            numbers[field.name] = value.value
            intervals[field.name] = [value.low, value.high]
    for name in ("people_talked_with", "people_thanked", "people_passed_on"):
        numbers[name] = getattr(found, name)
    numbers["months"] = [
        [f"{one.begin:%Y-%m}", one.give, one.talk, one.offer, one.ask, one.say, one.mass_ask] for one in found.periods
    ]
    numbers["partners"] = [[one.key, one.talks, one.days, one.months] for one in found.partners]
    numbers["ties"] = [list(pair) for pair in found.ties]
    numbers["received"] = sorted([one.kind, one.posts, one.median, one.mean] for one in found.received)
    return {"numbers": numbers, "intervals": intervals}


if __name__ == "__main__":
    main(sys.argv[1:])
