"""The mirror from archive to answer, and its measures beside the same measures in pandas."""

import json
import math
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import mirror_archive, mirror_pandas
from bench.figures import Result
from bench.mirror_memory import Watch
from bench.progress import steps

TARGET = 10.0  # times faster than pandas
SECONDS_AT_MOST = 60.0  # from the archive to the answer, for a million posts
MIB_AT_MOST = 1024.0  # all processes together
SMALL_SECONDS, IMPORT_SECONDS = 3.0, 1.0  # from start to report for a small archive, and of that to import
BESIDE = 10  # the smaller archive, to see what ten times as many posts cost
SMALLEST = 10_000
DRAWS_MEASURED = {100_000: 100, 1_000_000: 10}  # from so many posts on pandas draws so often, and that is scaled up
SMALL = Path(__file__).parents[1] / "tests" / "fixtures" / "archives" / "mastodon"
TURNS = 5  # of the small archive
SAME_TO = 1e-9
# Two sets of drawings differ: so much of an interval's width may its ends lie apart, where all were drawn.
ENDS_APART = 0.25


def run(posts: int) -> Result:
    """Make the archives, measure, throw them away."""
    smaller = max(posts // BESIDE, SMALLEST)
    with (
        tempfile.TemporaryDirectory(prefix="folkmoot-bench-") as scratch,
        steps(f"mirror, {posts:,} posts", 6) as step,
    ):
        folder = Path(scratch)
        step("making the archives")
        unpacked = mirror_archive.make(folder / "large.zip", posts)
        step("from archive to answer")
        large = _look(folder / "large.zip", folder / "tables")
        step("a smaller one")
        growth = None
        if smaller < posts:
            mirror_archive.make(folder / "smaller.zip", smaller)
            growth = large["seconds"] / _look(folder / "smaller.zip", folder / "smaller")["seconds"]
        step("measures")
        ours = _worker("measure", folder / "tables")
        step("the same with pandas")
        draws = next(
            (many for size, many in sorted(DRAWS_MEASURED.items())[::-1] if posts >= size), mirror_pandas.DRAWS
        )
        theirs = _worker("pandas", folder / "tables", str(draws))
        _agree(ours, theirs, draws == mirror_pandas.DRAWS)
        step("a small archive")
        small = _small(folder)
    beside = theirs["seconds_of_numbers"] + theirs["seconds_per_draw"] * mirror_pandas.DRAWS
    ratio = beside / ours["seconds"]
    in_time = posts < 1_000_000 or (large["seconds"] <= SECONDS_AT_MOST and large["peak_mib"] <= MIB_AT_MOST)
    quick = small["seconds"] <= SMALL_SECONDS and small["import_seconds"] <= IMPORT_SECONDS
    return Result(
        bench="mirror",
        figure=ours["seconds"],
        unit="s",
        beside=beside,
        ratio=ratio,
        target=TARGET,
        ok=ratio >= TARGET and in_time and quick,
        more={
            "target_is_for": f"ratio, how many times faster the measures are than in pandas; and at a million posts at "
            f"most {SECONDS_AT_MOST:.0f} s and {MIB_AT_MOST:.0f} MiB from archive to answer; and for a small archive "
            f"at most {SMALL_SECONDS:.0f} s, {IMPORT_SECONDS:.0f} s of which to import",
            "posts": posts,
            "unpacked_mib": unpacked / (1 << 20),
            "archive_to_answer": large["seconds"],
            "posts_per_second": posts / large["seconds"],
            "peak_mib": large["peak_mib"],
            "verdict": large["verdict"],
            "times_as_long_as_a_tenth": growth,
            "a_tenth": smaller if growth else None,
            "pandas_draws_measured": draws,
            "pandas_draws_counted": mirror_pandas.DRAWS,
            "pandas_is_scaled_up": draws < mirror_pandas.DRAWS,
            "pandas_without_intervals": theirs["seconds_of_numbers"],
            "numbers_that_agree": len(theirs["numbers"]),
            "small_archive": small,
        },
    )


def _look(archive: Path, tables: Path) -> dict[str, Any]:
    """Seconds and peak memory of the whole tree of processes, until the answer is there."""
    begun = time.perf_counter()
    process = _start("look", archive, str(tables))
    with Watch(process.pid) as watch:
        assert process.stdout is not None
        line = process.stdout.readline()
        seconds = time.perf_counter() - begun
    process.communicate()
    if process.returncode or not line:
        raise RuntimeError(f"looking at {archive.name} ended with {process.returncode}")
    return {**json.loads(line), "seconds": seconds, "peak_mib": watch.peak / (1 << 20)}


def _start(what: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "bench.mirror_worker", what, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _worker(what: str, *arguments: object) -> dict[str, Any]:
    process = _start(what, *arguments)
    said, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"'{what}' ended with {process.returncode}")
    return json.loads(said)


def _agree(ours: dict[str, Any], theirs: dict[str, Any], all_drawn: bool) -> None:
    """Raises AssertionError when the two did not measure the same."""
    for name, value in theirs["numbers"].items():
        if not _same(ours["numbers"][name], value):
            raise AssertionError(f"{name} is {ours['numbers'][name]} here and {value} in pandas: not comparable")
    for name, (low, high) in theirs["intervals"].items() if all_drawn else ():
        mine = ours["intervals"][name]
        most = ENDS_APART * (high - low) + SAME_TO
        if abs(mine[0] - low) > most or abs(mine[1] - high) > most:
            raise AssertionError(f"{name} lies in {mine} here and in {[low, high]} in pandas: not comparable")


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=SAME_TO, abs_tol=SAME_TO)
    return bool(one == other)


def _small(folder: Path) -> dict[str, float]:
    """Seconds from the start of the program to the report, and how long Python imports in it."""
    arguments = ["mirror", str(SMALL), "-o", str(folder / "report.html")]
    took, imported = [], []
    for _ in range(TURNS):
        begun = time.perf_counter()
        subprocess.run([Path(sys.executable).with_name("folkmoot"), *arguments], check=True, stdout=subprocess.DEVNULL)
        took.append(time.perf_counter() - begun)
        # A line of each module: its own microseconds, those with what it imports, its name.
        program = f"import sys; sys.argv = ['folkmoot', *{arguments!r}]; from folkmoot.cli import main; main()"
        done = subprocess.run(
            [sys.executable, "-X", "importtime", "-c", program], check=True, capture_output=True, text=True
        )
        own = [line.split("|")[0].split(":")[1] for line in done.stderr.splitlines() if line.startswith("import time:")]
        imported.append(sum(int(one) for one in own if one.strip().isdigit()) / 1e6)
    return {"seconds": statistics.median(took), "import_seconds": statistics.median(imported)}
