"""The sections of ``RESULTS.md`` on favors."""

from typing import Any

from bench.tables import database, mark, table

Row = dict[str, Any]


def ledger(rows: list[Row]) -> str:
    """Thanks per second, by database and number of writers."""
    head = ["database", "writers", "thanks per s", "bare rows per s", "ratio", "of pairs", "statements"]
    head += ["p50 ms", "p99 ms, no pause", "longest wait s", "ok"]
    cells = []
    for row in rows:
        for writers, one in row["by_writers"].items():
            low, _, high = one["ratios"]
            line = [database(row), writers, one["thanked"], one["bare"], one["ratio"], f"{low} to {high}"]
            line += [one["statements"], one["p50_ms"], one["p99_wait"] * 1000, one["longest_wait"]]
            cells.append([*line, "yes" if one["ratio"] >= row["target"] else "missed"])
    return (
        "## ledger: thanks, each a durable transaction, beside a transaction with one bare row\n\n"
        f"Target: at least {rows[0]['target']} of the bare rows; nobody waits over {rows[0]['wait_most']} s with all"
        f" writers on SQLite: {', '.join(mark(row) for row in rows)}.\n\n{table(head, cells)}"
    )


def rebuild(rows: list[Row]) -> str:
    """Proving a large ledger."""
    head = ["database", "favors", "entries", "settlements", "s", "only reading s", "entries per s", "peak MiB", "ok"]
    cells = []
    for row in rows:
        counts = [f"{row[name]:,}" for name in ("favors", "entries", "settlements")]
        line = [database(row), *counts, row["figure"], row["beside"], row["entries_per_second"], row["peak_mib"]]
        cells.append([*line, mark(row)])
    return (
        "## rebuild: a ledger made again from its entries, every row compared (F1-F4)\n\n"
        f"Target: less than {rows[0]['target']} MiB, in one pass.\n\n{table(head, cells)}"
    )


def standing(rows: list[Row]) -> str:
    """Somebody with few favors and somebody with many."""
    head = ["database", "page", "favors", "p50 ms", "p99 ms", "ratio", "queries", "ok"]
    cells = []
    for row in rows:
        favors = " / ".join(f"{one['given'] + one['received']:,}" for one in row["favors"].values())
        for what, ratio in row["ratios"].items():
            both = [" / ".join(str(value) for value in row[name][what].values()) for name in ("p50", "p99")]
            queries = " / ".join(str(value) for value in row["queries"][what].values())
            cells.append([database(row), what.replace("_", " "), favors, *both, ratio, queries, mark(row)])
    return (
        "## standing: standing and open halves of somebody with few favors, and with many\n\n"
        f"Target: p99 with many at most {rows[0]['target']} times p99 with few; at most 10 queries.\n\n"
        f"{table(head, cells)}"
    )


def price(rows: list[Row]) -> str:
    """The price of an ask to everybody."""
    head = ["database", "audience", "price s", "count s", "ratio", "of pairs", "statements", "ok"]
    cells = []
    for row in rows:
        low, _, high = row["ratios"]
        statements = " / ".join(str(count) for count in row["statements_by_audience"].values())
        line = [database(row), f"{row['audience']:,}", row["figure"], row["beside"], row["ratio"]]
        cells.append([*line, f"{low} to {high}", statements, mark(row)])
    return (
        "## price: of an ask to everybody who permits asks, beside SELECT COUNT(*) over the same permissions\n\n"
        f"Target: at 1,000,000 at most {rows[0]['target']} times the count; as many statements at 100, 1,000 and N.\n\n"
        f"{table(head, cells)}"
    )


SECTIONS = {"ledger": ledger, "rebuild": rebuild, "standing": standing, "price": price}
