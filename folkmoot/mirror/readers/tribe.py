"""A tribe of a Folkmoot server, as the server itself hands it to the mirror: with both sides of the talk.

Lines of JSON: first ``HEAD``, then one row a line, its kind before its fields: ["post", key, network, ...].
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from folkmoot.mirror.notes import Notes
from folkmoot.mirror.plaintext import clean, moment, whole_number
from folkmoot.mirror.readers import Files
from folkmoot.mirror.rows import Act, Person, Post, Row
from folkmoot.mirror.textstream import LONGEST_LINE, until_damaged

NETWORK = "folkmoot"
SHOWN = "a tribe on Folkmoot"
CANNOT_SHOW = (
    "What is said in letters, and outside of this tribe, is not looked at.",
    "Of members only what they did is counted: whom they answered, spoke to and thanked; their words are not.",
)
HEAD = '{"folkmoot": "tribe", "rows": 1}'
_KINDS: dict[str, type[Person] | type[Post] | type[Act]] = {"person": Person, "post": Post, "act": Act}
_ACTS = frozenset({"reply", "repost", "like", "follow", "thank", "mention", "message"})


def role_of(head: bytes, name: str) -> str | None:
    """Known by its first line."""
    return "rows" if head.startswith(HEAD.encode()) else None


def read(files: Files, notes: Notes) -> Iterator[Row]:
    """The rows as they were written; a line that is none is left out."""
    for member in files.get("rows", ()):
        with until_damaged(member.name, notes), member.open() as stream:
            stream.readline(LONGEST_LINE)
            while line := stream.readline(LONGEST_LINE):
                row = _row(line)
                if row is None:
                    notes.skip(member.name, "line")
                else:
                    yield row


def written(rows: Iterable[Row]) -> Iterator[str]:
    """The lines that ``read`` reads."""
    yield HEAD + "\n"
    names = {of: name for name, of in _KINDS.items()}
    for row in rows:
        yield json.dumps([names[type(row)], *(_plain(value) for value in row)], ensure_ascii=True) + "\n"


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _row(line: bytes) -> Row | None:
    """Such a file may come from anywhere: nothing in it is believed to be of the kind that it should be."""
    try:
        kind, *values = json.loads(line)
        of = _KINDS[kind]
        fields = dict(zip(of._fields, values, strict=True))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    read_as: dict[str, Any] = {name: _field(name, value) for name, value in fields.items()}
    needed = {"person": ("key", "network"), "post": ("key", "network", "author", "text"), "act": ("kind", "who")}[kind]
    if any(not isinstance(read_as[name], str) for name in needed) or read_as.get("kind", "like") not in _ACTS:
        return None
    if kind == "post" and read_as["audience"] not in ("public", "followers", "group"):
        return None
    row: Row = of(**read_as)
    return row if _of_a_tribe(row) else None


def _of_a_tribe(row: Row) -> bool:
    """Are the keys a tribe's, and not those of another network's people and posts?"""
    keys: tuple[str | None, ...]
    if isinstance(row, Act):
        keys, network = (row.who, row.whom), NETWORK
    elif isinstance(row, Post):
        keys, network = (row.key, row.author, row.reply_to), row.network
    else:
        keys, network = (row.key,), row.network
    named = all(key is None or (key.startswith(f"{NETWORK}:") and key != f"{NETWORK}:") for key in keys)
    return named and network == NETWORK and not (isinstance(row, Act) and row.who == row.whom)


def _field(name: str, value: object) -> object:
    if name == "at":
        return moment(value)
    if name in ("me", "poll"):
        return value is True
    if name in ("likes", "reposts", "answers"):
        return whole_number(value)
    return clean(value) or ("" if name == "text" else None) if isinstance(value, str) else None
