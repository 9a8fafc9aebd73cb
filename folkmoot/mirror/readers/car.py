"""CAR files, the DAG-CBOR in them and the tree that names their records: what an atproto repository is made of.

Formats: ipld.io/specs (CARv1, DAG-CBOR, CID) and atproto.com/specs/repository. A file is read block by block; lengths
that it claims are believed only after the bytes have come. Each block is checked against its name (SHA-256); the
signature of the commit is not checked, since it says who published a post, not what is in the file.
"""

import hashlib
import io
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

BLOCK_AT_MOST = 1 << 21  # bytes; a record has at most 1 MiB
HEADER_AT_MOST = 1 << 16  # bytes
VALUES_AT_MOST = 200_000  # in one block
DEEPEST = 64  # levels of lists and maps in one block
KEY_AT_MOST = 1024  # bytes of collection and record key together, as the protocol has it
_SHA256 = b"\x12\x20"
_DIGEST = 32  # bytes of SHA-256
_USUAL = (b"\x01\x71" + _SHA256, b"\x01\x55" + _SHA256)  # version 1, of DAG-CBOR or of plain bytes, by SHA-256
_LINK = 42  # the CBOR tag of a CID


class BrokenCar(ValueError):
    """What is not as the formats have it; the text says what, to stand in brackets in a sentence."""


class Cid(bytes):
    """The name of a block: its bytes as they stand in the file, without the leading zero that CBOR puts before it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A named piece of a file."""

    cid: Cid
    data: bytes
    sound: bool  # the bytes are those that the name was made from


# CAR --------------------------------------------------------------------------------------------------------------


def is_car(head: bytes) -> bool:
    """Do these first bytes of a file open a CAR, of either version?"""
    try:
        length, at = _varint(head, 0)
    except BrokenCar:
        return False
    opening = head[at : at + min(length, 512)]
    return 10 <= length <= HEADER_AT_MOST and opening[:1] in (b"\xa1", b"\xa2") and b"gversion" in opening


class Car:
    """The blocks of a CAR file, one after the other. ``roots`` is known once it is made."""

    def __init__(self, stream: BinaryIO) -> None:
        """Reads the header. Raises BrokenCar."""
        self._stream = stream
        length = self._length()
        if length is None:
            raise BrokenCar("it is empty")
        if length > HEADER_AT_MOST:
            raise BrokenCar("its header is too long")
        header = decode(self._bytes(length))
        if not isinstance(header, dict) or "version" not in header:
            raise BrokenCar("its header is none")
        if header["version"] != 1:
            raise BrokenCar(f"it is a CAR of version {str(header['version'])[:20]}, and repositories come in version 1")
        roots = header.get("roots")
        self.roots = [root for root in roots if isinstance(root, Cid)] if isinstance(roots, list) else []

    def __iter__(self) -> Iterator[Block]:
        """Raises BrokenCar where the file stops being one, after the blocks before that."""
        while (length := self._length()) is not None:
            if length > BLOCK_AT_MOST:
                raise BrokenCar(f"a block claims to have {length:,} bytes")
            section = self._bytes(length)
            cid, at = _cid(section, 0)
            data = section[at:]
            yield Block(cid, data, _is_named(cid, data))

    def _length(self) -> int | None:
        """The next length; None at the end of the file."""
        number = shift = 0
        while True:
            byte = self._stream.read(1)
            if not byte:
                if shift:
                    raise BrokenCar("it ends within a block")
                return None
            number |= (byte[0] & 0x7F) << shift
            if byte[0] < 0x80:
                break
            shift += 7
            if shift > 63:
                raise BrokenCar("a length is no number")
        if number == 0:
            raise BrokenCar("a block is empty")
        return number

    def _bytes(self, length: int) -> bytes:
        data = self._stream.read(length)
        if len(data) < length:
            raise BrokenCar("it ends within a block")
        return data


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """(number, place after it) of an unsigned LEB128."""
    number = shift = 0
    while True:
        if at >= len(data) or shift > 63:
            raise BrokenCar("a number is cut")
        byte = data[at]
        number |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            return number, at
        shift += 7


def _cid(data: bytes, at: int) -> tuple[Cid, int]:
    """(name, place after it); of version 0, which is a bare SHA-256, or 1."""
    if data[at : at + 4] in _USUAL:
        end = at + 4 + _DIGEST
    elif data[at : at + 2] == _SHA256:
        end = at + 2 + _DIGEST
    else:
        version, place = _varint(data, at)
        _codec, place = _varint(data, place)
        _hash, place = _varint(data, place)
        length, place = _varint(data, place)
        if version != 1 or length > 128:
            raise BrokenCar("a block has no name that Folkmoot knows")
        end = place + length
    if end > len(data):
        raise BrokenCar("the name of a block is cut")
    return Cid(data[at:end]), end


def _is_named(cid: Cid, data: bytes) -> bool:
    """Is it the SHA-256 of the data? Repositories use no other hash; what has one is taken as it is."""
    if cid[-_DIGEST - 2 : -_DIGEST] != _SHA256:
        return True
    return hashlib.sha256(data).digest() == cid[-_DIGEST:]


# DAG-CBOR ---------------------------------------------------------------------------------------------------------


def decode(data: bytes) -> Any:
    """The value of a block. Raises BrokenCar for anything that is not DAG-CBOR, or is deeper or larger than records."""
    value, end = _value(data, 0, 0, [VALUES_AT_MOST])
    if end != len(data):
        raise BrokenCar("a block goes on after its value")
    return value


def _value(data: bytes, at: int, depth: int, room: list[int]) -> tuple[Any, int]:
    """(value, place after it). room: how many more values lists and maps may have, all together."""
    if at >= len(data):
        raise BrokenCar("a value is cut")
    kind, small = data[at] >> 5, data[at] & 31
    at += 1
    if kind == 7:
        return _simple(data, at, small)
    if small < 24:
        number = small
    elif small < 28:
        width = 1 << (small - 24)
        number = int.from_bytes(data[at : at + width], "big")
        at += width
        if at > len(data):
            raise BrokenCar("a number is cut")
    else:
        raise BrokenCar("a length is left open")
    if kind == 0:
        return number, at
    if kind == 1:
        return -1 - number, at
    if kind in (2, 3):
        end = at + number
        if end > len(data):
            raise BrokenCar("a text is cut")
        return (data[at:end] if kind == 2 else data[at:end].decode("utf-8", "replace")), end
    if kind == 6:
        return _link(data, at, number, depth, room)
    room[0] -= number
    if depth >= DEEPEST or number > len(data) - at or room[0] < 0:
        raise BrokenCar("a list has more than a block can hold" if depth < DEEPEST else "it is nested too deep")
    return _many(data, at, number, kind == 5, depth + 1, room)


def _many(data: bytes, at: int, number: int, named: bool, depth: int, room: list[int]) -> tuple[Any, int]:
    if not named:
        entries = []
        for _ in range(number):
            value, at = _value(data, at, depth, room)
            entries.append(value)
        return entries, at
    fields: dict[str, Any] = {}
    for _ in range(number):
        opening = data[at] if at < len(data) else 0
        if 0x60 <= opening < 0x78 and at + opening - 0x5F <= len(data):  # a short text, as nearly all names are
            at += opening - 0x5F
            key: Any = data[at - opening + 0x60 : at].decode("utf-8", "replace")
        else:
            key, at = _value(data, at, depth, room)
        if not isinstance(key, str):
            raise BrokenCar("a name of a field is no text")
        fields[key], at = _value(data, at, depth, room)
    return fields, at


def _simple(data: bytes, at: int, small: int) -> tuple[Any, int]:
    if small in (20, 21):
        return small == 21, at
    if small in (22, 23):
        return None, at
    if small == 27 and at + 8 <= len(data):
        return struct.unpack_from(">d", data, at)[0], at + 8
    raise BrokenCar("a value has no type that a record may have")


def _link(data: bytes, at: int, tag: int, depth: int, room: list[int]) -> tuple[Cid, int]:
    if tag != _LINK or at >= len(data) or data[at] >> 5 != 2:
        raise BrokenCar("a value has a tag that a record may not have")
    inside, at = _value(data, at, depth, room)
    if inside[:1] != b"\0":
        raise BrokenCar("a link is none")
    cid, end = _cid(inside, 1)
    if end != len(inside):
        raise BrokenCar("a link is none")
    return cid, at


# The tree ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Index:
    """Which key each record of a repository has."""

    keys: dict[Cid, list[str]]  # 'collection/record key'; more than one where two records are the same
    missing: int  # parts of the tree that are not there or cannot be read


def is_node(data: bytes) -> bool:
    """Might this block be a part of the tree? {e: [...], l: ...}"""
    return data[:3] in (b"\xa2ae", b"\xa2al", b"\xa1ae")


def index(nodes: Mapping[Cid, bytes], root: Cid) -> Index:
    """Walk a Merkle search tree from its root, each part once, however its links lead."""
    keys: dict[Cid, list[str]] = {}
    missing = 0
    waiting, seen = [root], {root}
    while waiting:
        cid = waiting.pop()
        try:
            named, below = _node(nodes[cid])
        except (KeyError, BrokenCar):
            missing += 1
            continue
        for key, record in named:
            keys.setdefault(record, []).append(key)
        for link in below:
            if link in seen:  # an honest tree has no part twice
                missing += 1
            else:
                seen.add(link)
                waiting.append(link)
    return Index(keys, missing)


def _node(data: bytes) -> tuple[list[tuple[str, Cid]], list[Cid]]:
    """(keys with their records, links to further parts). A key leaves out what it shares with the one before it."""
    node = decode(data)
    entries = node.get("e") if isinstance(node, dict) else None
    if not isinstance(entries, list):
        raise BrokenCar("a part of the tree is none")
    named: list[tuple[str, Cid]] = []
    below = [node["l"]] if isinstance(node.get("l"), Cid) else []
    before = b""
    for entry in entries:
        match entry:
            case {"p": int(shared), "k": bytes(rest), "v": Cid() as record} if 0 <= shared <= len(before):
                before = before[:shared] + rest
            case _:
                raise BrokenCar("a part of the tree is none")
        if len(before) > KEY_AT_MOST:
            raise BrokenCar("a key is too long")
        named.append((before.decode("utf-8", "replace"), record))
        if isinstance(entry.get("t"), Cid):
            below.append(entry["t"])
    return named, below


def buffered(stream: BinaryIO) -> BinaryIO:
    """The stream, so that its bytes can be had one by one at no cost."""
    return stream if isinstance(stream, io.BufferedReader | io.BytesIO) else io.BufferedReader(stream, 1 << 16)  # type: ignore[type-var, unused-ignore]
