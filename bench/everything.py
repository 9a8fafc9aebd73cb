"""All benchmarks at all sizes, each in a fresh process, into ``bench/RESULTS.md``."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from rich.console import Console

from bench import favors_in_words, machine, mirror_in_words
from bench.databases import KINDS
from bench.tables import database, mark, table

RESULTS = Path(__file__).with_name("RESULTS.md")
SIZES = (10_000, 100_000, 1_000_000)
AUDIENCES = (1_000, 100_000, 1_000_000)
Row = dict[str, Any]


def run(as_json: bool) -> int:
    """Measure, write the page, and say each result on the way; the exit code."""
    console = Console(stderr=True)
    asked = [["page"]]
    asked += [["home", "--database", kind] for kind in KINDS]
    asked += [["gate", "--recipients", str(size), "--database", kind] for kind in KINDS for size in SIZES]
    asked += [["ledger", "--database", kind] for kind in KINDS]
    asked += [["standing", "--database", kind] for kind in KINDS]
    asked += [["price", "--audience", str(size), "--database", kind] for kind in KINDS for size in AUDIENCES]
    asked += [["rebuild", "--database", kind] for kind in KINDS]
    asked += [["mirror", "--posts", str(size)] for size in SIZES]
    rows: list[Row] = []
    on = machine.description()
    for number, arguments in enumerate(asked, start=1):
        console.print(f"{number} of {len(asked)}: {' '.join(arguments)}", highlight=False)
        command = [sys.executable, "-m", "bench", *arguments, "--json"]
        done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            print(f"`python -m bench {' '.join(arguments)}` ended with {done.returncode}.", file=sys.stderr)
            return 1
        rows.append(json.loads(done.stdout.splitlines()[-1]))
        print(json.dumps(rows[-1]) if as_json else f"   {in_one_line(rows[-1])}", flush=True)
        RESULTS.write_text(page(rows, on))  # after each, so that a run that is broken off leaves what it found
    console.print(f"Written to {RESULTS.relative_to(Path.cwd()) if RESULTS.is_relative_to(Path.cwd()) else RESULTS}.")
    met = sum(row["ok"] for row in rows)
    last = {"bench": "all", "figure": met, "unit": "benchmarks on target", "beside": len(rows)}
    last |= {"ratio": met / len(rows), "target": 1.0, "ok": met == len(rows)}
    print(json.dumps(last) if as_json else f"{met} of {len(rows)} on target", flush=True)
    return 0


def in_one_line(row: Row) -> str:
    """A result as a sentence."""
    verdict = "on target" if row["ok"] else "target missed"
    return f"{row['figure']} beside {row['beside']} {row['unit']}, ratio {row['ratio']}: {verdict}"


def page(rows: list[Row], on: dict[str, str]) -> str:
    """``RESULTS.md``."""
    parts = ["# What Folkmoot costs\n", "Written by `make bench`; what is measured and how: `bench/NOTES.md`.\n"]
    parts.append(table(["machine", ""], [[name, value] for name, value in on.items()]))
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(row["bench"], []).append(row)
    ours = {"gate": _gate, "home": _home, "page": _page}
    for name, section in {**ours, **favors_in_words.SECTIONS, **mirror_in_words.SECTIONS}.items():
        if name in by_name:
            parts.append(section(by_name[name]))
    parts.append("## As JSON\n\n```\n" + "\n".join(json.dumps(row) for row in rows) + "\n```\n")
    return "\n".join(parts)


def _gate(rows: list[Row]) -> str:
    head = ["database", "recipients", "gate s", "floor s", "ratio", "of pairs", "preview s", "statements"]
    head += ["memory MiB", "budgets counted", "ok"]
    cells = []
    for row in rows:
        low, _, high = row["ratios"]
        statements = " / ".join(str(count) for count in row["statements_by_recipients"].values())
        line = [database(row), f"{row['recipients']:,}", row["figure"], row["beside"], row["ratio"]]
        line += [f"{low} to {high}", row["preview"], statements, row["memory_growth_mib"]]
        cells.append([*line, f"{row['share_of_budgets_counted']:.0%}", mark(row)])
    held = [[database(row), f"{row['recipients']:,}", *(row["half_held_back"][n] for n in _HELD)] for row in rows]
    return (
        "## gate: a post to N people who permit it, beside one bare INSERT ... SELECT of the same rows\n\n"
        f"Target: at most {rows[0]['target']} times the floor. Statements: at 100, 1,000 and N recipients. Memory: what"
        " the Python process came to hold beyond what it held.\n\n"
        f"{table(head, cells)}\n"
        "For information, half of them held back (off topic, over budget, ended), beside an INSERT of the rest:\n\n"
        f"{table(['database', 'recipients', *_HELD], held)}"
    )


_HELD = ["rows", "gate", "floor", "ratio", "preview"]


def _home(rows: list[Row]) -> str:
    head = ["database", "deliveries", "people", "p50 ms", "p99 ms", "p99 of single visits ms", "ratio", "queries", "ok"]
    cells = []
    for row in rows:
        pairs = ["deliveries", "people", "p50", "p99", "p99_of_single_visits"]
        line = [" / ".join(f"{value:,}" for value in row[name]) for name in pairs]
        cells.append([database(row), *line, row["ratio"], row["queries_of_page"], mark(row)])
    return (
        "## home: one person's home page query with few and with many deliveries in the database\n\n"
        f"Target: p99 with many at most {rows[0]['target']} times p99 with few; at most 8 queries for the page.\n\n"
        f"{table(head, cells)}"
    )


def _page(rows: list[Row]) -> str:
    (row,) = rows
    cells = [
        ["home page of 20 posts", row["figure"], row["requests_per_second"]["page"], row["p50_ms"]["page"]],
        ["empty view", row["beside"], row["requests_per_second"]["empty"], row["p50_ms"]["empty"]],
        ["no Django", row["cpu_ms_without_django"], row["requests_per_second"]["bare"], row["p50_ms"]["bare"]],
    ]
    return (
        "## page: the signed-in home page over HTTP (granian, one worker, SQLite)\n\n"
        f"Target: at most {row['target']} ms of the server's CPU per page; {mark(row)}."
        f" {row['clients']} clients, {row['bytes_of_page']:,} bytes, {row['queries_of_page']} queries.\n\n"
        f"{table(['', 'CPU ms per request', 'requests per second', 'p50 ms'], cells)}"
    )
