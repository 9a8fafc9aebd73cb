"""Rebuilding a ledger of a million favors from its entries and proving every row (F1-F4), in a process of its own."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from bench import databases, machine
from bench.figures import Result
from bench.progress import Step, steps

MEMORY_MOST = 2 * 1024**3  # bytes
PEOPLE_MOST = 5_000
STEPS = 20  # of the bar, for each of the slow parts


def run(favors: int, database: str) -> Result:
    """Fill a database, prove it, throw it away."""
    with databases.throwaway(database) as (environment,):
        databases.enter(environment)
        with steps(f"rebuild, {favors:,} on {database}", 2 * STEPS + 2) as step:
            rows = _fill(favors, step)
            step("only reading")
            floor = _in_its_own_process("read", environment, lambda: None)
            proven = _in_its_own_process("prove", environment, lambda: step("proving"))
        if proven["entries"] != rows["entries"] or floor["entries"] != rows["entries"]:
            raise AssertionError(f"{rows} were written, but {proven['entries']} proven and {floor['entries']} read")
        return Result(
            bench="rebuild",
            figure=proven["seconds"],
            unit="s",
            beside=floor["seconds"],
            ratio=proven["seconds"] / floor["seconds"],
            target=MEMORY_MOST / 2**20,
            ok=proven["peak"] < MEMORY_MOST and not proven["breaks"],
            more={
                "target_is_for": "peak_mib",
                "peak_mib": proven["peak"] / 2**20,
                "entries_per_second": proven["entries"] / proven["seconds"],
                "breaks": proven["breaks"],
                "database": databases.version(),
                **rows,
            },
        )


def _fill(favors: int, step: Step) -> dict[str, int]:
    from django.utils import timezone

    from bench import favor_state

    now = timezone.now()
    people = favor_state.people(max(10, min(PEOPLE_MOST, favors // 20)), "rebuild", now)
    entries = favor_state.history(people.ids, favors, now - timedelta(days=900), now - timedelta(days=1), Random(3))
    shelf = favor_state.keep(people.tribe, entries, _every_so_often(favors, lambda: step("filling")))
    return {
        "favors": len(shelf.givings),
        "entries": _entries(),
        "settlements": len(shelf.parts),
        "people": len(people.ids),
        "open_halves": sum(1 for claim in shelf.claims.values() if claim.open),
    }


def _entries() -> int:
    from folkmoot.favors.models import Entry

    return Entry.objects.count()


def _every_so_often(total: int, step: Callable[[], None]) -> Callable[[int], None]:
    """Turns counts into at most STEPS steps."""
    said = 0

    def heard(done: int) -> None:
        nonlocal said
        if said < STEPS and done >= total * said / STEPS:
            said += 1
            step()

    return heard


def _in_its_own_process(what: str, environment: dict[str, str], step: Callable[[], None]) -> dict[str, Any]:
    """What it says at its end; ``step`` is called now and then."""
    with subprocess.Popen(
        [sys.executable, "-m", "bench.rebuild", what], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        said: dict[str, Any] = {}
        assert process.stdout
        for line in process.stdout:
            said = json.loads(line)
            if "entries" not in said:
                step()
    if process.returncode or "entries" not in said:
        raise RuntimeError(f"the process that proves ended with {process.returncode}; what it said stands above")
    return said


def main(what: str) -> None:
    """In that process: ``read`` all entries, or ``prove`` all rows."""
    import django

    django.setup()
    begun = time.perf_counter()
    entries, broken = (_read(), []) if what == "read" else _prove()
    seconds = time.perf_counter() - begun
    peak = machine.peak_resident_bytes()
    print(json.dumps({"entries": entries, "seconds": seconds, "peak": peak, "breaks": broken}), flush=True)


def _read() -> int:
    """The same entries in the same order, and nothing done with them."""
    from folkmoot.favors.models import Entry
    from folkmoot.favors.proofs import FETCHED

    columns = ("id", "what", "giver_id", "receiver_id", "minutes", "gift", "about_id")
    done = 0
    for tribe in Entry.objects.order_by().values_list("tribe_id", flat=True).distinct():
        for _ in Entry.objects.filter(tribe_id=tribe).order_by("id").values_list(*columns).iterator(FETCHED):
            done += 1
    return done


def _prove() -> tuple[int, list[str]]:
    from folkmoot.favors.proofs import breaks

    reached = 0
    heard: Callable[[int], None] | None = None

    def progress(done: int, of: int) -> None:
        nonlocal reached, heard
        reached = done
        heard = heard or _every_so_often(of, lambda: print("{}", flush=True))
        heard(done)

    broken = [f"{one.invariant}: {one.count} {one.sentence}" for one in breaks(progress)]
    return reached, broken


if __name__ == "__main__":
    main(sys.argv[1])
