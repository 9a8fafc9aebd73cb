"""Archives bent out of shape: any value of a JSON file in place of any other, and rows that must still be rows."""

import copy
import dataclasses
import io
import json
import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, get_args

from folkmoot.mirror.archive import HEAD, Member
from folkmoot.mirror.notes import Notes
from folkmoot.mirror.readers import Reader, recognized
from folkmoot.mirror.rows import Act, ActKind, Audience, Person, Post, Row

ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1e308, 10**30, 1676723591, 1676723591000),
    *(
        "",
        "0",
        "x",
        "\ud800",
        "Ã",
        "@",
        "RT @: ",
        "RT @a: ",
        "\u0661\u0662",
        "9" * 40,
        "Sat Feb 31 12:33:11 +0000 2023",
    ),
    *("Sat Feb 18 12:33:11 +9999 2023", "https://x.com/a/status/1", "2023-02-18T12:33:11+14:00", "\x00"),
    *([], {}, [[]], [None], {"": None}, {"text": 1}, {"tweet": {}}, [{"value": []}], {"data": {"data": {}}}),
)


def bent(value: Any, chance: random.Random, times: int) -> Any:
    """A copy in which some values, or keys, are others."""
    value = {"all": copy.deepcopy(value)}
    for _ in range(times):
        holders = [held for held in _holders(value) if held]
        holder = chance.choice(holders)
        at = chance.choice(list(holder)) if isinstance(holder, dict) else chance.randrange(len(holder))
        what = chance.randrange(6)
        if what == 0:
            other = chance.choice(holders)
            holder[at] = copy.deepcopy(chance.choice(list(other.values() if isinstance(other, dict) else other)))
        elif what == 1 and isinstance(holder, dict) and at != "all":
            holder[chance.choice([word for word in ODD if isinstance(word, str)])] = holder.pop(at)
        elif what == 2 and at != "all":
            holder.pop(at)
        elif what == 3:
            holder[at] = [holder[at], copy.deepcopy(chance.choice(ODD))]
        else:
            holder[at] = copy.deepcopy(chance.choice(ODD))
    return value.get("all")


def _holders(value: Any) -> list[Any]:
    if not isinstance(value, dict | list):
        return []
    inner = value.values() if isinstance(value, dict) else value
    return [value, *(held for one in inner for held in _holders(one))]


def member(name: str, text: str | bytes) -> Member:
    """A file in memory."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return Member(name, len(data), data[:HEAD], lambda: io.BytesIO(data))


def with_values(original: Member, change: Callable[[Any], Any]) -> Member:
    """The same file with its JSON changed; what stands before the JSON stays, and so does its head."""
    with original.open() as stream:
        text = stream.read().decode("utf-8-sig")
    before = min(at for at in (text.find("["), text.find("{")) if at >= 0)
    changed = member(original.name, text[:before] + json.dumps(change(json.loads(text[before:]))))
    return dataclasses.replace(changed, head=original.head)


def rows_of(members: Sequence[Member], notes: Notes) -> list[Row]:
    """Every row of every reader that knows some of these files."""
    found: list[Row] = []
    for reader, files in recognized(members).items():
        rows = list(reader.read(files, notes))
        check(rows, reader)
        found += rows
    return found


def check(rows: Sequence[Row], reader: Reader) -> None:
    """Rows are what their types say, can be stored as UTF-8, and have times of this age in UTC."""
    begin = f"{reader.NETWORK}:"
    for row in rows:
        for name, value in row._asdict().items():
            if name in ("me", "poll"):
                assert type(value) is bool, row
            elif name in ("likes", "reposts", "answers"):
                assert value is None or (type(value) is int and 0 <= value < 1 << 63), row
            elif name == "at":
                assert value is None or (type(value) is datetime and value.tzinfo is UTC), row
                assert value is None or 1990 <= value.year < 2100, row
            else:
                assert value is None or type(value) is str, row
                if value is not None:
                    value.encode("utf-8")
                    assert value or name == "text", row
        match row:
            case Person(key=key, network=network):
                assert key.startswith(begin) and len(key) > len(begin) and network == reader.NETWORK, row
            case Post(key=key, author=author, text=text, audience=audience, reply_to=reply_to):
                assert key.startswith(begin) and author.startswith(begin) and isinstance(text, str), row
                assert audience in get_args(Audience), row
                assert reply_to is None or reply_to.startswith(begin), row
            case Act(kind=kind, who=who, whom=whom):
                assert kind in get_args(ActKind) and who.startswith(begin), row
                assert whom is None or (whom.startswith(begin) and whom != who), row
