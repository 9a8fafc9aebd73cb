"""Make repositories as atproto has them, to try the reader on: DAG-CBOR, a tree, a CAR."""

import hashlib
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from folkmoot.mirror.archive import Member
from folkmoot.mirror.notes import Notes
from folkmoot.mirror.readers import bluesky
from folkmoot.mirror.readers.car import Cid
from folkmoot.mirror.rows import Row

ME = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"
ANN = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb"
BEN = "did:web:ben.example"


def varint(number: int) -> bytes:
    """Unsigned LEB128."""
    parts = bytearray()
    while number > 0x7F:
        parts.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*parts, number])


def head(kind: int, number: int) -> bytes:
    """The opening of a CBOR value."""
    if number < 24:
        return bytes([kind << 5 | number])
    for small, width in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << 8 * width:
            return bytes([kind << 5 | small]) + number.to_bytes(width, "big")
    raise ValueError("too large for CBOR")


def encoded(value: Any) -> bytes:
    """DAG-CBOR of a value."""
    if value is None or isinstance(value, bool):
        return {None: b"\xf6", True: b"\xf5", False: b"\xf4"}[value]
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, float):
        return b"\xfb" + struct.pack(">d", value)
    if isinstance(value, Cid):
        return b"\xd8\x2a" + encoded(b"\0" + value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        text = value.encode()
        return head(3, len(text)) + text
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(encoded, value))
    fields = sorted(value.items(), key=lambda field: (len(field[0]), field[0]))
    return head(5, len(fields)) + b"".join(encoded(part) for field in fields for part in field)


def named(data: bytes) -> Cid:
    """The name of a block."""
    return Cid(b"\x01\x71\x12\x20" + hashlib.sha256(data).digest())


def car(root: Cid, blocks: Iterable[bytes]) -> bytes:
    """A file of these blocks, each under its right name."""
    header = encoded({"roots": [root], "version": 1})
    return varint(len(header)) + header + b"".join(section(named(data), data) for data in blocks)


def section(cid: Cid, data: bytes) -> bytes:
    """One block in a file."""
    return varint(len(cid) + len(data)) + cid + data


def node(records: Mapping[str, bytes], left: Cid | None = None) -> bytes:
    """A part of a tree, in which each key leaves out what it shares with the one before it."""
    entries, before = [], b""
    for key in sorted(records):
        name = key.encode()
        shared = next((at for at, (one, other) in enumerate(zip(before, name, strict=False)) if one != other), 0)
        entries.append({"p": shared, "k": name[shared:], "v": named(records[key]), "t": None})
        before = name
    return encoded({"e": entries, "l": left})


def repository(records: Mapping[str, Any], did: str = ME) -> bytes:
    """A CAR with these records ('collection/key' -> value)."""
    blocks = {key: encoded(value) for key, value in records.items()}
    tree = node(blocks)
    commit = encoded({"did": did, "version": 3, "data": named(tree), "rev": "3", "prev": None, "sig": b"s"})
    return car(named(commit), [commit, tree, *(blocks[key] for key in sorted(blocks))])


def post(text: str, **more: Any) -> dict[str, Any]:
    """A record of a post."""
    return {"$type": "app.bsky.feed.post", "text": text, "createdAt": "2024-04-20T10:00:00.000Z", **more}


def read(data: bytes, tmp_path: Path) -> tuple[list[Row], list[str]]:
    """(rows, notes) of a file."""
    path = tmp_path / "repo.car"
    path.write_bytes(data)
    member, notes = Member("repo.car", len(data), data[:4096], lambda: path.open("rb")), Notes()
    assert bluesky.role_of(member.head, member.name) == "repo"
    return list(bluesky.read({"repo": [member]}, notes)), notes.all()
