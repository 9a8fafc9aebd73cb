"""Hostile lists cost time in proportion to their size: counted in steps and characters, not in seconds."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from folkmoot.tribes.lists import NotAList, read_list
from folkmoot.tribes.lists.table import ROW_MAX, SPAN_MAX, rows_of


def steps(data: bytes) -> int:
    """How many lines of Python the reading of this runs; the same on every run."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> Callable:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read_list(data)
    except NotAList:
        pass
    finally:
        sys.settrace(before)
    return count


HOSTILE: dict[str, Callable[[int], str]] = {
    "addresses": lambda n: "ann@example.org\n" * n,
    "one line of addresses": lambda n: "ann@example.org, " * n,
    "open quotes": lambda n: 'Email,Name\na@example.org,"x\n' + 'a@example.org,","\n' * n,
    "odd quotes": lambda n: 'Email,Name\n' + '"a@example.org","x" "\n' * n,
    "only quotes": lambda n: '"' * n,
    "quotes before lines": lambda n: 'Email,Name\n' + '"\n' * n,
    "quotes in a paste": lambda n: 'a@example.org, "' * n,
    "brackets": lambda n: "<a@example.org" * n,
    "closing brackets": lambda n: "a@example.org>" * n,
    "parentheses": lambda n: "a@example.org" + "(" * n + "\n" + "a@example.org(" * n,
    "at signs": lambda n: "@" * n + "\n" + "a@" * n,
    "backslashes": lambda n: "\"\\\"" * n,
    "separators": lambda n: ",;\t" * n + "a@example.org",
    "spaces": lambda n: "a@example.org" + " " * n + "\n" + " " * n + "b@example.org",
    "empty lines": lambda n: "\n" * n + "a@example.org",
    "cards": lambda n: "BEGIN:VCARD\nEMAIL:a@example.org\nEND:VCARD\n" * n,
    "cards without end": lambda n: "BEGIN:VCARD\nEMAIL:a@example.org\n" * n,
    "a folded card": lambda n: "BEGIN:VCARD\nEMAIL:a@\n" + " x\n" * n + "END:VCARD",
    "a soft-broken card": lambda n: "BEGIN:VCARD\nFN;QUOTED-PRINTABLE:x=\n" + "y=\n" * n + "END:VCARD",
    "a card of addresses": lambda n: "BEGIN:VCARD\n" + "EMAIL;PREF=1:a@example.org\n" * n + "END:VCARD",
    "parameters": lambda n: "BEGIN:VCARD\nEMAIL" + ";PREF=" * n + ":a@example.org\nEND:VCARD",
    "headings": lambda n: "Email" * n + "\n" + "Email," * n + "\na@example.org",
    "people who said no": lambda n: "Email,Unsubscribed\n" + "a@example.org,yes\n" * n,
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_twice_the_list_takes_no_more_than_twice_the_steps(what: str) -> None:
    # From the second size on, so that what is cut at a limit (a sample, a longest row) is behind us.
    once, twice = (steps(HOSTILE[what](size).encode()) for size in (1_500, 3_000))
    assert twice <= 2.1 * once + 500


class Counted(list[str]):
    """Lines that remember how many of their characters were handed out."""

    handed_out = 0

    def __getitem__(self, at: int) -> str:  # type: ignore[override]  # only ever asked for one line
        line = super().__getitem__(at)
        self.handed_out += len(line) + 1
        return line


@pytest.mark.parametrize("line", ['a","', '"', '"a', 'a,"b', '"" "', "x" * 500 + ',","'])
@pytest.mark.parametrize("width", [0, 2])
def test_what_is_read_in_vain_is_on_a_budget(line: str, width: int) -> None:
    lines = Counted([line] * 20_000)
    size = sum(len(one) + 1 for one in lines)
    rows = list(rows_of(lines, ",", width=width))
    # Each line once by itself, twice by the csv module, and in vain what the budget and its last row allow; each
    # line that is handed to the csv module is looked at up to three times there (end, length, itself).
    assert lines.handed_out <= 3 * (3 * size + 2 * size + ROW_MAX)
    assert len(rows) <= len(lines)
    assert rows[0].line == 1


def test_a_row_may_go_over_many_lines_but_not_over_all() -> None:
    lines = ['"' + "x" * 10] + ["y"] * (SPAN_MAX - 2) + ['z",a@example.org']
    assert [row.line for row in rows_of(lines, ",")] == [1]
    lines.insert(1, "y")
    assert len(list(rows_of(lines, ","))) == len(lines)
