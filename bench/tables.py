"""Tables of ``RESULTS.md``."""

from typing import Any


def table(head: list[str], rows: list[list[Any]]) -> str:
    """Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"


def mark(row: dict[str, Any]) -> str:
    """Whether the target was met."""
    return "yes" if row["ok"] else "missed"


def database(row: dict[str, Any]) -> str:
    """Its name and version, without where it was packed."""
    return str(row["database"]).split(" (")[0]
