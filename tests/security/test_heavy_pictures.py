"""Pictures that are small files and take gigabytes to open."""

import resource
import struct
import zlib

import pytest

from folkmoot.people.pictures import PictureError, squared


def empty_png(width: int, height: int) -> bytes:
    """A gray picture of that size, in a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width + 1) * height), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(1, 30_000_000), (30_000_000, 1), (20_001, 20)])
def test_a_strip_of_a_picture_is_refused_before_it_is_opened(size):
    data = empty_png(*size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(PictureError, match="longer than 20,000 pixels"):
        squared(data)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes


def test_a_panorama_is_a_picture():
    assert squared(empty_png(16_000, 2_000))[:4] == b"RIFF"
