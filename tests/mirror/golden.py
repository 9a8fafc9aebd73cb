"""Golden files: the rows of an archive, one line each, looked at by eye and kept.

`python -m tests.mirror.golden NAME PATH...` writes tests/mirror/golden/NAME.txt anew; read the difference before you
commit it.
"""

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from folkmoot.mirror.archive import opened
from folkmoot.mirror.notes import Notes
from folkmoot.mirror.readers import recognized
from folkmoot.mirror.rows import Act, Post, Row
from folkmoot.mirror.thanks import thanks

FOLDER = Path(__file__).with_name("golden")
ARCHIVES = Path(__file__).parents[1] / "fixtures" / "archives"


def with_thanks(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, and after each reply or mention in a post that thanks, the same act again as thanks.

    One row after the other what ``thanked`` does with columns.
    """
    thanking: str | None = None
    for row in rows:
        yield row
        if isinstance(row, Post):
            thanking = row.key if thanks(row.text) else None
        elif thanking is not None and isinstance(row, Act) and row.post == thanking and row.whom is not None:
            yield row._replace(kind="thank")


def rows_of(*paths: Path) -> str:
    """Every row and every note of these archives as text, in the order they are read."""
    notes, lines = Notes(), []
    for path in paths:
        with opened(path, notes) as members:
            for reader, files in recognized(members).items():
                lines.append(f"# {reader.SHOWN}: " + ", ".join(f"{role} {len(some)}" for role, some in files.items()))
                for row in with_thanks(reader.read(files, notes)):
                    lines.append(
                        f"{type(row).__name__} "
                        + " ".join(_field(*pair) for pair in row._asdict().items() if pair[1] is not None)
                    )
    return "\n".join([*lines, *(f"! {note}" for note in notes.all())]) + "\n"


def golden(name: str) -> str:
    """What the golden file holds."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def _field(name: str, value: object) -> str:
    return f"{name}={value.isoformat() if isinstance(value, datetime) else repr(value)}"


if __name__ == "__main__":
    (FOLDER / f"{sys.argv[1]}.txt").write_text(rows_of(*map(Path, sys.argv[2:])), encoding="utf-8")
