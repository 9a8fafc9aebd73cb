"""Streams that tell of damage in one way, end before they swell, and give text as UTF-8."""

import codecs
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from folkmoot.mirror.notes import Damaged, Swells

PIECE = 1 << 16  # bytes
SWELLS_AT_MOST = 400  # times its packed size ...
SWELLS_FREELY = 1 << 28  # ... once it is larger than this (256 MiB); JSON packs about 10 to 100 times smaller
# What the standard library says of a packed file that is not whole.
FAILURES = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    IndexError,
    OverflowError,
)
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def most_of(packed: int) -> int:
    """Bytes that something packed as small as this may unpack to."""
    return max(SWELLS_FREELY, SWELLS_AT_MOST * packed)


class Raw(io.RawIOBase):
    """A stream that is made of ``piece``."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self.piece(min(len(buffer), PIECE))
        buffer[: len(data)] = data
        return len(data)

    def piece(self, size: int) -> bytes:
        """At most so many further bytes; none at the end. Raises Damaged."""
        raise NotImplementedError


def buffered(raw: Raw) -> BinaryIO:
    """As whoever reads wants it."""
    return cast(BinaryIO, io.BufferedReader(raw, PIECE))


class Guarded(Raw):
    """Gives what there is up to where it breaks or swells, and raises Damaged there.

    It reads piece by piece, since a library that is asked for much and finds damage gives nothing of it.
    """

    def __init__(self, stream: BinaryIO, name: str, packed: int, told: bool = False) -> None:
        self._stream, self._name, self._most, self._told = stream, name, most_of(packed), told
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self._given = 0

    def piece(self, size: int) -> bytes:
        try:
            data = self._read(size)
        except Damaged:
            raise
        except FAILURES as problem:
            raise Damaged(
                f"{self._name} is damaged: what stands before the damage was read; "
                "download the archive again for the rest.",
                f"its bytes are damaged, {str(problem)[:80] or 'it ends too early'}",
                told=self._told,
            ) from None
        self._given += len(data)
        if self._given > self._most:
            raise Swells(
                f"{self._name} unpacks to more than {SWELLS_AT_MOST} times its size, as no archive of posts does: "
                "the rest of it was left out.",
                f"it unpacks to more than {SWELLS_AT_MOST} times its size",
                told=self._told,
            )
        return data

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


class Cut(Raw):
    """A stream that was cut short, which the notes tell of already: it ends with Damaged and not as a whole file."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream, self._name = stream, name

    def piece(self, size: int) -> bytes:
        data = self._stream.read(size)
        if not data:
            raise Damaged(f"{self._name} is cut short.", "it is cut short", told=True)
        return data

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


class Part(Raw):
    """Some bytes of a file that others read as well, each from a place of their own."""

    def __init__(self, file: BinaryIO, begin: int, size: int) -> None:
        self._file, self._at, self._end = file, begin, begin + size

    def piece(self, size: int) -> bytes:
        self._file.seek(self._at)
        data = self._file.read(min(size, self._end - self._at))
        self._at += len(data)
        return data


def is_utf16(head: bytes) -> bool:
    """Does it begin as UTF-16 does when it says so? As spreadsheets write tables."""
    return head[:2] in _UTF16


class AsUtf8(Raw):
    """UTF-16 with a byte order mark, given as UTF-8."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decode = codecs.getincrementaldecoder(_UTF16[stream.read(2)])("replace").decode
        self._ready = b""
        self._ended = False

    def piece(self, size: int) -> bytes:
        while not self._ready and not self._ended:
            data = self._stream.read(size)
            self._ended = not data
            self._ready = self._decode(data, final=self._ended).encode("utf-8", "replace")
        given, self._ready = self._ready[:size], self._ready[size:]
        return given

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()
