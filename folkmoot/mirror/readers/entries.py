"""What several readers do alike: the entries of a JSON file, with a sentence where it breaks off."""

from collections.abc import Iterator
from typing import Any

from folkmoot.mirror.archive import Member
from folkmoot.mirror.jsonstream import BrokenJson, values
from folkmoot.mirror.notes import MirrorError, Notes
from folkmoot.mirror.rows import Row

# What a row that has another shape than it should have raises while it is read.
MISSHAPEN = (AttributeError, TypeError, KeyError, IndexError, ValueError, OverflowError, RecursionError)


def entries(member: Member, notes: Notes, *, skip_to: str = "") -> Iterator[tuple[str | None, Any]]:
    """(key, entry) as ``jsonstream.values`` gives them; where the file is broken, a sentence, and no more entries."""
    try:
        with member.open() as stream:
            yield from values(stream, skip_to=skip_to)
    except BrokenJson as problem:
        notes.say(f"{member.name} is broken ({problem}): what stands before that was read.")
    except MirrorError as problem:
        if not getattr(problem, "told", False):
            notes.say(str(problem))


def safely(rows: Iterator[Row], member: Member, what: str, notes: Notes) -> list[Row]:
    """The rows of one entry, all or, where it has another shape than it should have, none; that is counted."""
    try:
        return list(rows)
    except MISSHAPEN:
        notes.skip(member.name, what)
        return []


def listed(value: object) -> list[Any]:
    """A list as it is; a single thing where a list should stand as a list of one; nothing as an empty one."""
    return value if isinstance(value, list) else [] if value is None else [value]


def record(value: object) -> dict[str, Any]:
    """An object as it is, and an empty one for anything else."""
    return value if isinstance(value, dict) else {}
