"""The section of ``RESULTS.md`` on the mirror."""

from typing import Any

from bench.tables import mark, table

Row = dict[str, Any]


def mirror(rows: list[Row]) -> str:
    """From archives of several sizes to their answers."""
    head = ["posts", "archive to answer s", "posts per s", "peak MiB", "times a tenth", "measures s", "pandas s"]
    head += ["times faster", "pandas without intervals s", "ok"]
    cells = []
    for row in rows:
        scaled = f" (scaled up from {row['pandas_draws_measured']} draws)" if row["pandas_is_scaled_up"] else ""
        line = [f"{row['posts']:,}", row["archive_to_answer"], row["posts_per_second"], row["peak_mib"]]
        line += [row["times_as_long_as_a_tenth"] or "", row["figure"], f"{row['beside']}{scaled}", row["ratio"]]
        cells.append([*line, row["pandas_without_intervals"], mark(row)])
    small = rows[-1]["small_archive"]
    return (
        "## mirror: from an archive to the answer, and the measures beside the same in pandas\n\n"
        f"Target: {rows[0]['target_is_for']} (at least {rows[0]['target']} times). A small archive:"
        f" {small['seconds']} s from start to report, {small['import_seconds']} s of which to import.\n\n"
        f"{table(head, cells)}"
    )


SECTIONS = {"mirror": mirror}
