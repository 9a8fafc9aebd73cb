"""All benchmarks, each in a process of its own, and what they said in bench/RESULTS.md."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench import machine

RUNS: list[list[str]] = [
    *(
        ["gate", "--recipients", str(recipients), "--database", database]
        for database in ("sqlite", "postgresql")
        for recipients in (10_000, 100_000, 1_000_000)
    ),
    ["home", "--database", "sqlite"],
    ["home", "--database", "postgresql"],
    ["page"],
]
RESULTS = Path(__file__).parent / "RESULTS.md"


def run(as_json: bool) -> int:
    """The exit code: 1 when one could not be measured. A missed target is written down, not an error."""
    told: list[tuple[list[str], dict[str, Any]]] = []
    failed = 0
    for arguments in RUNS:
        print(f"python -m bench {' '.join(arguments)}", file=sys.stderr)
        done = subprocess.run([sys.executable, "-m", "bench", *arguments, "--json"], stdout=subprocess.PIPE, text=True)
        if done.returncode:
            failed += 1
            continue
        result = json.loads(done.stdout.strip().splitlines()[-1])
        told.append((arguments, result))
        print(json.dumps(result) if as_json else _line(arguments, result), flush=True)
        RESULTS.write_text(_page(told))
    return 1 if failed else 0


def _line(arguments: list[str], result: dict[str, Any]) -> str:
    return (
        f"{' '.join(arguments)}: {result['figure']:g} {result['unit']} beside {result['beside']:g},"
        f" ratio {result['ratio']:g}, target {result['target']:g}: {'met' if result['ok'] else 'MISSED'}"
    )


def _page(told: list[tuple[list[str], dict[str, Any]]]) -> str:
    lines = [
        "# What was measured",
        "",
        "Written by `make bench`; each row is one run of the command that begins it.",
        "",
    ]
    lines += [
        "| machine | |",
        "|---|---|",
        *(f"| {name} | {said} |" for name, said in machine.description().items()),
        "",
    ]
    lines += [
        "| `python -m bench …` | figure | beside | ratio | target | met |",
        "|---|---|---|---|---|---|",
    ]
    for arguments, result in told:
        lines.append(
            f"| `{' '.join(arguments)}` | {result['figure']:g} {result['unit']} | {result['beside']:g}"
            f" | {result['ratio']:g} | {result['target']:g} | {'yes' if result['ok'] else '**no**'} |"
        )
    lines += [
        "",
        "The target of `gate` and `home` is on the ratio, that of `page` on the figure.",
        "",
        "## In full",
        "",
    ]
    for arguments, result in told:
        lines += [f"`python -m bench {' '.join(arguments)} --json`", "", "```json", json.dumps(result), "```", ""]
    return "\n".join(lines)
