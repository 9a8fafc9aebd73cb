"""Read a tar from front to back: what Mastodon's older servers hand out.

Of our own, since the standard library's reader believes lengths before it has the bytes, and on damage gives up what it
has read. Formats: POSIX pax and ustar, GNU's long names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from folkmoot.mirror.notes import Damaged

BLOCK = 512  # bytes
NAME_AT_MOST = 1 << 16  # bytes of a header that only tells a name
LARGEST = 1 << 50  # bytes
_ZEROS = bytes(BLOCK)
_FILES, _FOLDER = (b"0", b"\0", b"7"), b"5"
_WITHOUT_DATA = (b"1", b"2", b"3", b"4", b"5", b"6")  # links, devices, folders and pipes, whatever size they claim


class CutTar(Exception):
    """It ends, or stops being a tar, before its end."""


@dataclass(slots=True)
class Entry:
    """A member; its data are to be read before the next one is asked for."""

    name: str
    size: int  # bytes
    folder: bool
    plain: bool  # a file, and not a link, a device or a pipe
    left: int
    _stream: BinaryIO

    def read(self, size: int) -> bytes:
        """At most so many further bytes. Raises CutTar."""
        if not self.left:
            return b""
        data = _read(self._stream, min(size, self.left))
        if not data:
            raise CutTar
        self.left -= len(data)
        return data


def is_header(block: bytes) -> bool:
    """Is this block, with its sum, the header of a member?"""
    if len(block) < BLOCK or block == _ZEROS:
        return False
    try:
        told = _number(block[148:156])
    except ValueError:
        return False
    return told == sum(block[:148]) + 8 * ord(" ") + sum(block[156:BLOCK])


def entries(stream: BinaryIO) -> Iterator[Entry]:
    """Each member in turn. Raises CutTar where it breaks off."""
    told: dict[str, str] = {}  # of the next member, by the header before it
    while True:
        block = _whole(stream, BLOCK)
        if block == _ZEROS:
            return
        if not is_header(block):
            raise CutTar
        try:
            size = _number(block[124:136])
        except ValueError:
            raise CutTar from None
        kind = block[156:157]
        padded = -size % BLOCK
        if kind in (b"x", b"X", b"L", b"g", b"K"):
            data = _whole(stream, min(size, NAME_AT_MOST))
            _pass(stream, size - len(data) + padded)
            if kind == b"L":
                told["path"] = data.rstrip(b"\0").decode("utf-8", "replace")
            elif kind in (b"x", b"X"):
                told.update(_records(data))
            continue
        if told.get("size", "").isdecimal() and len(told["size"]) < 16:
            size = int(told["size"])
            padded = -size % BLOCK
        name = told.get("path") or _name(block)
        told = {}
        plain = kind in _FILES and not name.endswith("/")
        entry = Entry(name, size, kind == _FOLDER or name.endswith("/"), plain, size if plain else 0, stream)
        yield entry
        if plain:
            _pass(stream, entry.left + padded)
        elif kind not in _WITHOUT_DATA:
            _pass(stream, size + padded)


def _name(block: bytes) -> str:
    name = block[:100].partition(b"\0")[0]
    if block[257:262] == b"ustar" and block[262:264] != b" \0":
        before = block[345:500].partition(b"\0")[0]
        name = before + b"/" + name if before else name
    return name.decode("utf-8", "replace")


def _number(field: bytes) -> int:
    """Octal digits, or GNU's binary for what is too large for them."""
    if field[:1] == b"\x80":
        number = int.from_bytes(field[1:], "big")
    else:
        number = int(field.strip(b" \0") or b"0", 8)
    if not 0 <= number < LARGEST:
        raise ValueError("no size of a file")
    return number


def _records(data: bytes) -> dict[str, str]:
    """Of a pax header: 'LENGTH KEY=VALUE\\n', again and again."""
    found: dict[str, str] = {}
    while data:
        length, _, _ = data.partition(b" ")
        if not length.isdigit() or len(length) > 6 or not len(length) < int(length) <= len(data):
            break
        key, _, value = data[len(length) + 1 : int(length) - 1].partition(b"=")
        found[key.decode("utf-8", "replace")] = value.decode("utf-8", "replace")
        data = data[int(length) :]
    return found


def _read(stream: BinaryIO, size: int) -> bytes:
    try:
        return stream.read1(size)  # type: ignore[attr-defined]  # of io.BufferedReader; gives what is there
    except Damaged as problem:
        raise CutTar(problem.why) from None


def _whole(stream: BinaryIO, size: int) -> bytes:
    parts = []
    while size:
        data = _read(stream, size)
        if not data:
            raise CutTar
        parts.append(data)
        size -= len(data)
    return b"".join(parts)


def _pass(stream: BinaryIO, size: int) -> None:
    while size:
        data = _read(stream, min(size, 1 << 16))
        if not data:
            raise CutTar
        size -= len(data)
