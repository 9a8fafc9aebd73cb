"""Rows -> people, by what the headings mean."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from folkmoot.tribes.lists import addresses
from folkmoot.tribes.lists.address import read_address, split_name
from folkmoot.tribes.lists.columns import NameColumns, NoColumns
from folkmoot.tribes.lists.gather import Gathering
from folkmoot.tribes.lists.rules import Kind
from folkmoot.tribes.lists.table import Row

EMPTY = "There is no address in this row: write one, or take the row out."
# Google writes several values of one person into one cell with this between them.
_SAME_PERSON = ":::"


@dataclass(frozen=True)
class Layout:
    """Where everything stands in a table. ``address`` are the columns of one person's addresses, best first."""

    address: tuple[int, ...]
    name: NameColumns
    no: NoColumns
    kind: Kind | None = None
    everybody_said_no: bool = False  # the whole file is a list of those who did


def read(rows: Iterable[Row], layout: Layout, gathering: Gathering) -> None:
    """Everybody in these rows."""
    for row in rows:
        if row.blank:
            continue
        if row.broken:
            gathering.unreadable(row.line, row.cells[0], row.broken)
        elif layout.everybody_said_no or layout.no.says_no(row.cells):
            gathering.said_no(_keys(row, layout))
        else:
            _person(row, layout, gathering)


def _written(row: Row, layout: Layout) -> list[str]:
    """The addresses of the row's person as they stand there, best first."""
    cells = [row.cells[at].strip() for at in layout.address if at < len(row.cells)]
    return [part for cell in cells if cell for part in cell.split(_SAME_PERSON)]


def _keys(row: Row, layout: Layout) -> set[tuple[Kind, str]]:
    """Every address in the row that can be read: a no holds for all of them."""
    keys = set()
    for text in _written(row, layout):
        for piece in addresses.pieces(text):
            with suppress(ValueError):
                keys.add(read_address(piece, layout.kind))
    return keys


def _person(row: Row, layout: Layout, gathering: Gathering) -> None:
    written = _written(row, layout)
    if not written:
        gathering.unreadable(row.line, _as_text(row.cells), EMPTY)
        return
    problem = ""
    for text in written:
        try:
            kind, address = read_address(text, layout.kind)
        except ValueError as error:
            problem = problem or str(error)
        else:
            name, bare = split_name(text)
            gathering.person(row.line, kind, address, bare, layout.name.name_in(row.cells) or name)
            return
    # Nothing in the row is one address: it may be several, or it is told piece by piece what is wrong.
    if layout.kind == "handle":
        gathering.unreadable(row.line, written[0], problem)
    elif not addresses.read_line(row.line, written[0], gathering):
        gathering.unreadable(row.line, _as_text(row.cells), EMPTY)


def _as_text(cells: Sequence[str]) -> str:
    return ", ".join(cell.strip() for cell in cells[:20] if cell.strip())
