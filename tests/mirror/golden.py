"""Golden files: the rows of an archive, one line each, looked at by eye and kept.

`python -m tests.mirror.golden NAME PATH...` writes tests/mirror/golden/NAME.txt anew; read the difference before you
commit it.
"""

import sys
from datetime import datetime
from pathlib import Path

from folkmoot.mirror.archive import opened
from folkmoot.mirror.notes import Notes
from folkmoot.mirror.readers import recognized
from folkmoot.mirror.thanks import with_thanks

FOLDER = Path(__file__).with_name("golden")
ARCHIVES = Path(__file__).parents[1] / "fixtures" / "archives"


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
