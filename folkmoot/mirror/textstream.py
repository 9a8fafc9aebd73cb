"""Read tables and lines that are larger than memory."""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from folkmoot.mirror.notes import Damaged, Notes

LONGEST_LINE = 1 << 22  # characters; what is longer comes in parts


def lines(stream: BinaryIO) -> Iterator[str]:
    """Each line with its end, as it stands in the file. Raises Damaged where the file breaks off."""
    text = io.TextIOWrapper(stream, "utf-8-sig", "replace", newline="")
    while line := text.readline(LONGEST_LINE):
        yield line


def table(open_it: Callable[[], BinaryIO], name: str, notes: Notes, delimiter: str = ",") -> Iterator[list[str]]:
    """The rows of a CSV, up to where it is one."""
    csv.field_size_limit(LONGEST_LINE)
    with until_damaged(name, notes), open_it() as stream:
        rows = csv.reader(lines(stream), delimiter=delimiter)
        try:
            yield from rows
        except csv.Error:
            notes.say(
                f"{name} is no table any more after line {rows.line_num:,}: what stands before that was read; "
                "look at that line."
            )


@contextmanager
def until_damaged(name: str, notes: Notes) -> Iterator[None]:
    """What is done with a file within this ends where the file breaks off, and the notes tell so, once."""
    try:
        yield
    except Damaged as problem:
        if not problem.told:
            notes.say(f"{name} is damaged ({problem.why}): what stands before that was read; download it again.")
