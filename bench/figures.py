"""What a benchmark says at its end: one line of JSON, or a table that a person can read."""

import json
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Result:
    """A figure beside its floor or peer, both in ``unit``, and whether the target is met.

    ``more`` holds everything else that was measured, by name, in the order in which it is shown.
    """

    bench: str
    figure: float
    unit: str
    beside: float
    ratio: float
    target: float
    ok: bool
    more: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The same as JSON knows it, with numbers to four digits."""
        first = {name: getattr(self, name) for name in ("bench", "figure", "unit", "beside", "ratio", "target", "ok")}
        return {name: _short(value) for name, value in {**first, **self.more}.items()}


def say(result: Result, as_json: bool) -> None:
    """Print it: one line of JSON, or a table."""
    if as_json:
        print(json.dumps(result.as_dict()), flush=True)
        return
    table = Table(title=result.bench, show_header=False, title_justify="left")
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for name, value in result.as_dict().items():
        table.add_row(name.replace("_", " "), _in_words(value))
    Console().print(table)


def spread(values: Sequence[float]) -> list[float]:
    """Smallest, median, largest."""
    return [min(values), statistics.median(values), max(values)]


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share (0..1) of the values do not exceed."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(len(ranked) * share) - 1)]


def _short(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, dict):
        return {name: _short(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_short(inner) for inner in value]
    return value


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, dict):
        return "\n".join(f"{name}: {_in_words(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return " … ".join(_in_words(inner) for inner in value)
    return str(value)
