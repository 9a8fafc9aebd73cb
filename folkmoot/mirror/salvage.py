"""The data of a zip's members, and what can still be read of them when the zip's table of contents is gone.

It is gone when a download broke off. But each member has a header of its own before its data; those are found from
front to back. Nothing is unpacked into memory: a member is a place in the file, unpacked when it is read.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from folkmoot.mirror.notes import Damaged
from folkmoot.mirror.streams import Raw, most_of

_HEADER = struct.Struct("<4s5H3I2H")
_MAGIC, _BEHIND = b"PK\x03\x04", b"PK\x07\x08"
CHUNK = 1 << 16
STORED, DEFLATED = 0, 8


@dataclass(frozen=True, slots=True)
class Found:
    """A member's data in the file."""

    name: str
    method: int
    begin: int  # bytes from the start of the file
    packed: int  # bytes; up to the end of the file where it is cut
    size: int  # bytes, unpacked, as far as it goes
    locked: bool
    whole: bool
    checksum: int | None = None  # CRC-32 of the data, where the table of contents has it


def found(path: Path) -> Iterator[Found]:
    """Every member whose header is there, the last perhaps in part."""
    length = path.stat().st_size
    with path.open("rb") as file:
        at = _next(file, 0, (_MAGIC,))
        while at is not None:
            file.seek(at)
            header = file.read(_HEADER.size)
            if len(header) < _HEADER.size:
                return
            _, _, flags, method, _, _, _, packed, size, name_length, extra_length = _HEADER.unpack(header)
            name = file.read(name_length).decode("utf-8", "replace")
            begin = at + _HEADER.size + name_length + extra_length
            if begin > length:
                return
            whole, locked = True, bool(flags & 1)
            if flags & 8 or packed == 0xFFFFFFFF:  # the size stands behind the data, or in the extra field
                if method == DEFLATED and not locked:
                    packed, size, whole = _measured(file, begin, length)
                else:
                    end = _next(file, begin, (_BEHIND, _MAGIC, b"PK\x01\x02"))
                    packed, whole = (end if end is not None else length) - begin, end is not None
                    size = packed
            if begin + packed > length:
                packed, whole = length - begin, False
            yield Found(name, method, begin, packed, size, locked, whole)
            at = _next(file, begin + packed, (_MAGIC,))


def place_of(path: Path, name: str, method: int, header: int, packed: int, size: int, checksum: int) -> Found | None:
    """A member by what the table of contents says of it; None when there is no header where it should be."""
    with path.open("rb") as file:
        file.seek(header)
        data = file.read(_HEADER.size)
    if len(data) < _HEADER.size or data[:4] != _MAGIC:
        return None
    *_, name_length, extra_length = _HEADER.unpack(data)
    begin = header + _HEADER.size + name_length + extra_length
    return Found(name, method, begin, packed, size, False, True, checksum)


def _next(file: BinaryIO, at: int, marks: tuple[bytes, ...]) -> int | None:
    """Where the next of these marks stands, from here on."""
    kept = b""
    while True:
        file.seek(at + len(kept))
        piece = file.read(CHUNK)
        text = kept + piece
        places = [place for mark in marks if (place := text.find(mark)) >= 0]
        if places:
            return at + min(places)
        if not piece:
            return None
        kept = text[-3:]
        at += len(text) - len(kept)


def _measured(file: BinaryIO, begin: int, length: int) -> tuple[int, int, bool]:
    """(bytes packed, bytes unpacked, is it whole) of the deflated data that begin here."""
    inflate = zlib.decompressobj(-15)
    file.seek(begin)
    used = size = 0
    try:
        while not inflate.eof:
            piece = file.read(CHUNK)
            if not piece:
                return length - begin, size, False
            waiting = piece
            while waiting and not inflate.eof:
                size += len(inflate.decompress(waiting, 1 << 20))
                waiting = inflate.unconsumed_tail
                if size > most_of(used + len(piece)):
                    return used, size, False
            used += len(piece) - len(inflate.unused_data)
    except zlib.error:
        return used, size, False
    return used, size, True


class Inflated(Raw):
    """The data of a member, as far as they go; then Damaged, if they break off or are not those that were packed."""

    def __init__(self, path: Path, member: Found, *, told: bool) -> None:
        """told: the notes say already that the archive is damaged."""
        self._file = path.open("rb")
        self._file.seek(member.begin)
        self._left, self._member, self._told = member.packed, member, told
        self._inflate = zlib.decompressobj(-15) if member.method == DEFLATED else None
        self._waiting = b""
        self._given = self._sum = 0

    def piece(self, size: int) -> bytes:
        data = self._piece(min(size, self._member.size - self._given) if self._member.whole else size)
        self._given += len(data)
        if self._member.checksum is not None:
            self._sum = zlib.crc32(data, self._sum)
            if not data and size and (self._sum, self._given) != (self._member.checksum, self._member.size):
                raise self._broken("its bytes are not those that were packed")
        return data

    def _piece(self, size: int) -> bytes:
        while size:
            if not self._waiting:
                self._waiting = self._file.read(min(CHUNK, self._left))
                self._left = self._left - len(self._waiting) if self._waiting else 0  # the file may be shorter
            if self._inflate is None:
                data, self._waiting = self._waiting[:size], self._waiting[size:]
                ended = self._member.whole
            else:
                try:
                    data = self._inflate.decompress(self._waiting, size)
                except zlib.error:
                    raise self._broken("its bytes are damaged") from None
                ended = self._inflate.eof
                self._waiting = b"" if ended else self._inflate.unconsumed_tail
            if data or ended:
                return data
            if not self._waiting and not self._left:
                raise self._broken("it is cut short")
        return b""

    def _broken(self, why: str) -> Damaged:
        return Damaged(
            f"{self._member.name} is damaged ({why}): what stands before the damage was read; "
            "download the archive again for the rest.",
            why,
            told=self._told,
        )

    def close(self) -> None:
        self._file.close()
        super().close()
