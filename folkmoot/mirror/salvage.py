"""What can still be read of a zip whose table of contents is gone, as it is when a download broke off.

Each member has a header of its own before its data; they are read from front to back until one is cut.
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

LARGEST = 1 << 28  # bytes of one member, unpacked
_HEADER = struct.Struct("<4s5H3I2H")
CHUNK = 1 << 16
_DEFLATED, _STORED = 8, 0


def salvaged(path: Path, wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    """(name, content) of each wanted member that is there, the last perhaps in part."""
    with path.open("rb") as file:
        while True:
            header = file.read(_HEADER.size)
            if len(header) < _HEADER.size:
                return
            magic, _, flags, method, _, _, _, packed, _, name_length, extra_length = _HEADER.unpack(header)
            if magic != b"PK\x03\x04":
                return
            name = file.read(name_length).decode("utf-8", "replace")
            file.seek(extra_length, 1)
            begin = file.tell()
            if method == _DEFLATED:
                data, used = _inflated(file)
                # With bit 3 the size stands behind the data instead of before it.
                file.seek(begin + (used + _descriptor(file, begin + used) if flags & 8 else packed))
            elif method == _STORED and not flags & 8:
                data = file.read(min(packed, LARGEST))
                file.seek(begin + packed)
            else:
                return
            if data and not flags & 1 and wanted(name):
                yield name, data


def _inflated(file: BinaryIO) -> tuple[bytes, int]:
    """(data, packed bytes used) from here on; what comes before a break is given."""
    inflate = zlib.decompressobj(-15)
    parts: list[bytes] = []
    used, room = 0, LARGEST
    while room > 0 and not inflate.eof:
        piece = file.read(CHUNK)
        if not piece:
            break
        try:
            part = inflate.decompress(piece, room)
        except zlib.error:
            break
        parts.append(part)
        room -= len(part)
        used += len(piece) - len(inflate.unused_data)
    return b"".join(parts), used


def _descriptor(file: BinaryIO, at: int) -> int:
    """How long the sizes behind the data are: with or without a mark, in 32 bits."""
    file.seek(at)
    return 16 if file.read(4) == b"PK\x07\x08" else 12
