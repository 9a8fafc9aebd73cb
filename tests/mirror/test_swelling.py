"""What unpacks to far more than it is, claims to, or holds very much of nothing, takes neither memory nor time."""

import gzip
import struct
import tarfile
import tracemalloc
import zipfile
import zlib

import pytest

from tests.mirror.bad import (
    ACTOR,
    ALL,
    GOOD,
    of,
    one_sentence,
    outbox,
    rows_and_notes,
    tarred,
    texts,
    with_good,
    zipped,
)

MEMORY = 64 << 20  # bytes; JSON is read in windows of 1 MiB, and a zip of a GB may not take more


class TestSwelling:
    @pytest.fixture(autouse=True)
    def little_memory(self):
        tracemalloc.start()
        yield
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < MEMORY

    def test_a_member_that_unpacks_to_a_thousand_times_its_size_is_left_out(self, tmp_path):
        path = tmp_path / "bomb.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in GOOD.items():
                archive.writestr(name, data)
            with archive.open("likes.json", "w", force_zip64=True) as member:
                for _ in range(300):
                    member.write(b" " * (1 << 20))
        rows, notes = rows_and_notes(path)
        assert texts(rows) == ALL
        one_sentence(notes, "bomb.zip", "400 times", "likes.json", "left out")

    def test_a_member_that_says_it_is_small_and_is_not_is_read_no_further_than_it_says(self, tmp_path):
        real = len(outbox()) + (2 << 20)
        data = zipped({"outbox.json": outbox() + b" " * (2 << 20), "actor.json": ACTOR})
        data = data.replace(struct.pack("<I", real), struct.pack("<I", len(outbox())))
        rows, notes = of(data, tmp_path)
        assert texts(rows) == ALL
        assert len(notes) <= 1

    def test_members_that_lie_over_one_another_are_a_bomb(self, tmp_path):
        # One kernel of packed zeros that a thousand names point to.
        packed = zlib.compressobj(9, zlib.DEFLATED, -15)
        kernel = packed.compress(b" " * (4 << 20)) + packed.flush()
        head = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 33, 0, len(kernel), 4 << 20, 6, 0) + b"a.json"
        central = b"".join(
            struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, 0, len(kernel), 4 << 20, 6, 0, 0, 0, 0, 0, 0)
            + b"%05d.json"[:0]
            + f"{number:06}".encode()
            for number in range(1000)
        )
        end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1000, 1000, len(central), len(head) + len(kernel), 0)
        rows, notes = of(head + kernel + central + end, tmp_path, "overlap.zip")
        assert rows == []
        one_sentence(notes, "overlap.zip", "zip bomb", "not read")

    def test_a_zip_in_a_zip_in_a_zip_is_not_opened(self, tmp_path):
        data = zipped(GOOD)
        for level in range(5):
            data = zipped({f"{level}.zip": data})
        rows, notes = of(data, tmp_path, "nested.zip")
        assert rows == []
        one_sentence(notes, "nested.zip", "further archives", "unpack it")

    def test_a_packed_tar_that_swells_is_read_up_to_there(self, tmp_path):
        path = tmp_path / "bomb.tar.gz"
        good = tarred(with_good())
        header = tarfile.TarInfo("film.mp4")
        header.size = 400 << 20
        with gzip.open(path, "wb", compresslevel=9) as file:
            file.write(good[: -len(good) % 512 or None].rstrip(b"\0") + b"\0" * (-len(good.rstrip(b"\0")) % 512))
            file.write(header.tobuf())
            for _ in range(400):
                file.write(bytes(1 << 20))
        rows, notes = rows_and_notes(path)
        assert texts(rows) == ALL
        one_sentence(notes, "bomb.tar.gz", "400 times")

    def test_a_header_of_a_tar_that_claims_to_be_long_is_passed_over(self, tmp_path):
        header = tarfile.TarInfo("././@PaxHeader")
        header.type, header.size = b"x", 100 << 20
        path = tmp_path / "pax.tar.gz"
        with gzip.open(path, "wb") as file:
            file.write(header.tobuf())
            for _ in range(100):
                file.write(bytes(1 << 20))
            file.write(tarred(with_good()))
        rows, notes = rows_and_notes(path)
        assert texts(rows) == ALL
        assert notes == []


def test_a_hundred_thousand_empty_members_are_passed_by(tmp_path):
    members = [(f"{number}.json", b"") for number in range(100_000)]
    rows, notes = of(zipped(with_good(*members), zipfile.ZIP_STORED), tmp_path)
    assert texts(rows) == ALL
    assert notes == []
