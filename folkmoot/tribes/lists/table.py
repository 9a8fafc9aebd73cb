"""Text -> the rows of a table: CSV as programs write it and as people break it."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t")
ROW_MAX = 100_000  # characters; below the csv module's own limit for a field
SPAN_MAX = 1_000  # lines that one quoted field may go over

UNCLOSED = "A quotation mark opens here and never closes: close it or take it out."
TOO_LONG = f"This line has more than {ROW_MAX:,} characters, which is no row of a list: is it the right file?"


@dataclass(frozen=True)
class Row:
    """One row: where it begins, its cells, and what is wrong with it when it cannot be taken apart."""

    line: int
    cells: Sequence[str]
    broken: str = ""

    @property
    def blank(self) -> bool:
        return not self.broken and not any(cell.strip() for cell in self.cells)


def lines_of(text: str) -> list[str]:
    """The lines that an editor shows."""
    return text.split("\n")


def separator_line(line: str) -> str:
    """The delimiter that Excel's own first line 'sep=;' names; '' when this is no such line."""
    line = line.strip("\ufeff ")
    return line[4] if line[:4].lower() == "sep=" and line[4:] and line[4] in DELIMITERS else ""


def rows_of(lines: Sequence[str], delimiter: str, first: int = 0, width: int = 0) -> Iterator[Row]:
    """The rows from line ``first`` (from 0) on.

    A row whose quotation mark does not close, or that closes so far down that it has not ``width`` cells, costs
    that line alone: reading goes on at the next. What was read in vain is on a budget (as much as twice the
    text), after which a quoted field may no longer go over lines; so the time stays linear.
    """
    budget = 2 * sum(len(line) + 1 for line in lines)
    at = first
    while at < len(lines):
        line = lines[at]
        if len(line) > ROW_MAX:
            yield Row(at + 1, (line[:200],), TOO_LONG)
            at += 1
        elif '"' not in line:
            yield Row(at + 1, line.split(delimiter))
            at += 1
        else:
            feed = _Feed(lines, at, SPAN_MAX if budget > 0 else 1)
            cells = _cells(feed, delimiter)
            if cells is not None and feed.taken > 1 and width and len(cells) != width:
                cells = None
            if cells is None:
                budget -= feed.read
                yield Row(at + 1, (line,), UNCLOSED)
                at += 1
            else:
                yield Row(at + 1, cells)
                at += feed.taken


class _Feed:
    """Hands lines to the csv module, remembers how many it took, and ends before a row grows absurd."""

    def __init__(self, lines: Sequence[str], at: int, span: int) -> None:
        self._lines, self._at, self._span = lines, at, span
        self.taken = self.read = 0
        self.starved = False

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        at = self._at + self.taken
        if at >= len(self._lines) or self.taken >= self._span or self.read + len(self._lines[at]) > ROW_MAX:
            self.starved = True
            raise StopIteration
        self.taken += 1
        self.read += len(self._lines[at]) + 1
        return self._lines[at] + "\n"

    def only_first(self) -> "_Feed":
        return _Feed(self._lines, self._at, 1)


def _cells(feed: _Feed, delimiter: str) -> list[str] | None:
    """The next row; None when its quotation marks cannot be paired."""
    try:
        return next(csv.reader(feed, delimiter=delimiter, strict=True, skipinitialspace=True))
    except csv.Error:
        if feed.starved or feed.taken > 1:
            return None
    # On one line, marks in odd places are a matter of taste: "Ann "the voice" Lee".
    single = feed.only_first()
    cells = next(csv.reader(single, delimiter=delimiter, skipinitialspace=True))
    return None if single.starved else [cell.replace('"', "") for cell in cells]
