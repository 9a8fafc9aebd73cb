"""Archives that are as they should be: which files are looked at, and that they are read in place."""

import bz2
import gzip
import io
import lzma
import os
import struct
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pytest

from folkmoot.mirror import archive
from folkmoot.mirror.archive import HEAD, opened, printable
from folkmoot.mirror.notes import Damaged, MirrorError, Notes
from tests.mirror.bad import GOOD, outbox, rows_and_notes, tarred, texts, zipped


def members_of(path):
    with opened(path, Notes()) as members:
        return {member.name: (member.size, member.head, member.open().read()) for member in members}


def laid(folder, files):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


FILES = {"a/actor.json": b"{}" * 4000, "a/b/outbox.json": b"[1]", "likes": b"x"}


def as_folder(tmp_path):
    return laid(tmp_path / "folder", FILES)


def as_zip(tmp_path):
    return laid(tmp_path, {"it.zip": zipped(FILES)}) / "it.zip"


def as_stored_zip(tmp_path):
    return laid(tmp_path, {"it": zipped(FILES, zipfile.ZIP_STORED)}) / "it"


def as_tar(tmp_path):
    return laid(tmp_path, {"it.tar": tarred(FILES.items())}) / "it.tar"


def as_tar_gz(tmp_path):
    return laid(tmp_path, {"it.dat": gzip.compress(tarred(FILES.items()))}) / "it.dat"


def as_tar_bz2(tmp_path):
    return laid(tmp_path, {"it.dat": bz2.compress(tarred(FILES.items()))}) / "it.dat"


def as_tar_xz(tmp_path):
    return laid(tmp_path, {"it.dat": lzma.compress(tarred(FILES.items()))}) / "it.dat"


@pytest.mark.parametrize(
    "packed",
    [as_folder, as_zip, as_stored_zip, as_tar, as_tar_gz, as_tar_bz2, as_tar_xz],
    ids=lambda make: make.__name__,
)
def test_the_same_members_are_in_an_archive_however_it_is_packed(packed, tmp_path):
    assert members_of(packed(tmp_path)) == {name: (len(data), data[:HEAD], data) for name, data in FILES.items()}


def test_a_member_can_be_opened_again_and_two_at_once(tmp_path):
    for packed in (as_zip, as_tar_gz):
        with opened(packed(tmp_path), Notes()) as members:
            first, second = (next(m for m in members if m.base == base) for base in ("actor.json", "outbox.json"))
            with first.open() as one, second.open() as two:
                assert one.read(10) == b"{}" * 5
                assert two.read() == b"[1]"
                assert one.read() == b"{}" * 3995
            with first.open() as one:
                assert len(one.read()) == 8000


def test_one_packed_file_is_read_as_it_is(tmp_path):
    path = tmp_path / "outbox.json.gz"
    path.write_bytes(gzip.compress(outbox()))
    assert list(members_of(path)) == ["outbox.json"]


def test_a_file_of_any_name_is_read_by_what_is_in_it(tmp_path):
    path = tmp_path / "holiday.jpg"
    path.write_bytes(zipped(GOOD))
    assert len(texts(rows_and_notes(path)[0])) == 3


def test_pictures_pages_and_empty_files_are_not_looked_at(tmp_path):
    files = {
        "a.jpg": b"x",
        "b.MP4": b"x",
        "index.html": b"<p>",
        "empty.json": b"",
        "kept.json": b"{}",
        "kept.dat": b"x",
    }
    for path in (laid(tmp_path / "f", files), laid(tmp_path, {"x.zip": zipped(files)}) / "x.zip"):
        assert sorted(members_of(path)) == ["kept.dat", "kept.json"]


def test_long_names_and_large_sizes_of_every_kind_of_tar_are_read(tmp_path):
    name = "folder/" * 30 + "outbox.json"
    for layout in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT, tarfile.USTAR_FORMAT):
        file = io.BytesIO()
        with tarfile.open(fileobj=file, mode="w", format=layout) as archive:
            entry = tarfile.TarInfo(name)
            entry.size = 3
            archive.addfile(entry, io.BytesIO(b"[1]"))
            archive.addfile(tarfile.TarInfo("after.json"))
        path = tmp_path / "x.tar"
        path.write_bytes(file.getvalue())
        assert members_of(path) == {name: (3, b"[1]", b"[1]")}


def test_a_zip_of_more_than_four_gigabytes_by_its_fields_is_read(tmp_path):
    path = tmp_path / "x.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.json", "w", force_zip64=True) as to,
    ):
        to.write(b"[1]")
    assert members_of(path) == {"a.json": (3, b"[1]", b"[1]")}


def test_a_zip_with_something_before_it_is_read(tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(b"PK\x03\x04 no zip yet" + zipped({"a.json": b"[1]"}))
    assert members_of(path) == {"a.json": (3, b"[1]", b"[1]")}


def test_nothing_is_written_but_a_file_without_a_name(tmp_path, monkeypatch):
    place = tmp_path / "scratch"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    path = as_tar_gz(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with opened(path, Notes()) as members:
        assert len(members) == 3
        assert sorted(tmp_path.rglob("*")) == before
    assert sorted(tmp_path.rglob("*")) == before


def test_no_file_stays_open(tmp_path):
    here = Path("/proc/self/fd")
    before = len(list(here.iterdir()))
    for packed in (as_folder, as_zip, as_tar, as_tar_gz):
        with opened(packed(tmp_path), Notes()) as members:
            for member in members:
                with member.open() as stream:
                    stream.read(1)
    assert len(list(here.iterdir())) == before


def test_damage_within_a_member_gives_what_stands_before_it(tmp_path):
    data = os.urandom(1 << 18)
    whole = bytearray(zipped({"a.json": data}, zipfile.ZIP_STORED))
    whole[200_000] ^= 1
    path = tmp_path / "x.zip"
    path.write_bytes(whole)
    with opened(path, Notes()) as (member,), member.open() as stream:
        read = b""
        with pytest.raises(Damaged, match=r"a\.json is damaged"):
            while piece := stream.read1(1 << 16):
                read += piece
    assert len(read) == len(data)


def test_a_table_of_contents_that_points_nowhere_says_so(tmp_path):
    whole = bytearray(zipped({"a.json": b"[1]", "b.json": b"[2]"}))
    at = whole.find(b"PK\x01\x02")
    struct.pack_into("<I", whole, at + 42, 7)
    path = tmp_path / "x.zip"
    path.write_bytes(whole)
    notes = Notes()
    with opened(path, notes) as members:
        assert [member.name for member in members] == ["b.json"]
    assert notes.all() == ["a.json is damaged from its beginning on (its beginning is not there) and was left out."]


def test_a_member_that_lies_behind_the_end_does_not_wait_for_ever(tmp_path):
    whole = bytearray(zipped({"a.json": b"[1]" * 100}))
    begin = whole.find(b"PK\x03\x04")
    struct.pack_into("<H", whole, begin + 28, 0xFFFF)  # an extra field that is longer than the file
    path = tmp_path / "x.zip"
    path.write_bytes(whole)
    with pytest.raises(MirrorError, match="damaged from its beginning on"), opened(path, Notes()):
        raise AssertionError("there is nothing to read")


def test_a_member_without_a_name_is_not_read(tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(zipped({"a": b"[1]"}).replace(b"\x01\x00\x00\x00a", b"\x00\x00\x01\x00a"))
    with opened(path, Notes()) as members:
        assert [member for member in members if not member.name] == []


def test_of_ten_thousand_damaged_members_few_sentences_are_made(tmp_path):
    data = zipped({f"{number}.json": b"[1]" for number in range(1000)})
    path = tmp_path / "x.zip"
    path.write_bytes(data.replace(b"PK\x03\x04", b"PK\x07\x09").replace(b"PK\x07\x09", b"PK\x03\x04", 1))
    notes = Notes()
    with opened(path, notes) as members:
        assert len(members) == 1
    assert len(notes.all()) == 6
    assert notes.all()[-1] == "x.zip: 994 more files could not be read."


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\nb\x1b[0m.json", "a?b?[0m.json"),
        ("\u202egnp.json", "?gnp.json"),
        ("é" * 600, "…" + "é" * 499),
        ("\udcff", "?"),
    ],
)
def test_a_name_is_shown_so_that_it_can_do_nothing_to_a_screen(name, shown):
    assert printable(name) == shown


def test_a_folder_of_very_many_files_is_no_archive(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MEMBERS_AT_MOST", 3)
    laid(tmp_path / "home", {f"{number}.json": b"{}" for number in range(4)})
    rows, notes = rows_and_notes(tmp_path / "home")
    assert rows == []
    assert notes == [
        "home holds more than 3 files, as no archive of posts does: give the folder or the file in it that is the "
        "archive."
    ]
