"""Any other table with a column that is mostly addresses, under known headings, unknown ones or none."""

import re
from collections.abc import Sequence

from folkmoot.tribes.lists.address import looks_like_address
from folkmoot.tribes.lists.table import Row

FORMAT, LABEL = "csv", "table (CSV)"

MOSTLY = 0.6  # of the rows

_LETTER = re.compile(r"[^\W\d_]")


def address_column(rows: Sequence[Row]) -> int | None:
    """The one column that is mostly addresses; None when there is none, or addresses stand in others too."""
    seen: dict[int, int] = {}
    filled: set[int] = set()
    for row in rows:
        for at, cell in enumerate(row.cells):
            if looks_like_address(cell):
                seen[at] = seen.get(at, 0) + 1
                if "<" in cell:
                    return None  # 'Lee, Ann <ann@example.org>': these commas divide no columns
            if cell.strip():
                filled.add(at)
    if len(seen) != 1 or len(filled) < 2:
        return None
    [(column, count)] = seen.items()
    return column if count >= MOSTLY * len(rows) else None


def name_column(rows: Sequence[Row], address: int) -> int | None:
    """Without headings: the first column that mostly reads like a name (letters, no digit, no @)."""
    width = max((len(row.cells) for row in rows), default=0)
    for at in range(min(width, 50)):
        cells = [row.cells[at].strip() for row in rows if at < len(row.cells) and row.cells[at].strip()]
        if at != address and cells and sum(map(_is_like_a_name, cells)) >= MOSTLY * len(cells):
            return at
    return None


def _is_like_a_name(cell: str) -> bool:
    return len(cell) < 80 and _LETTER.search(cell) is not None and not any(c.isdigit() or c == "@" for c in cell)
