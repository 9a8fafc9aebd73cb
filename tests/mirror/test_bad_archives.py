"""What is not an archive, or is made to do harm, gets one sentence; what can be read of it is read."""

import io
import json
import os
import random
import struct
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pytest

from folkmoot.mirror.notes import MirrorError, Notes
from folkmoot.mirror.reading import read_into
from folkmoot.mirror.tables import Tables
from tests.mirror.bad import (
    ACTOR,
    ALL,
    GOOD,
    of,
    one_sentence,
    outbox,
    rows_and_notes,
    tar_gz,
    tarred,
    texts,
    with_good,
    zipped,
)


class TestLocked:
    @pytest.mark.parametrize("method", [8, 99], ids=["classic", "AES"])
    def test_an_encrypted_zip_says_how_to_go_on(self, method, tmp_path):
        data = bytearray(zipped({"outbox.json": outbox()}))
        for mark, flags, packing in ((b"PK\x03\x04", 6, 8), (b"PK\x01\x02", 8, 10)):
            at = data.find(mark)
            data[at + flags] |= 1
            struct.pack_into("<H", data, at + packing, method)
        rows, notes = of(bytes(data), tmp_path, "locked.zip")
        assert rows == []
        one_sentence(notes, "locked.zip is encrypted", "password")

    def test_what_is_not_locked_beside_it_is_read(self, tmp_path):
        data = bytearray(zipped({"likes.json": b'{"orderedItems": []}', **GOOD}))
        for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            data[data.find(mark) + flags] |= 1
        rows, notes = of(bytes(data), tmp_path, "locked.zip")
        assert texts(rows) == ALL
        one_sentence(notes, "encrypted (1 of its files)")

    def test_a_way_of_packing_that_is_not_known_is_named(self, tmp_path):
        data = bytearray(zipped(with_good(("likes.json", b"{}"))))
        for mark, packing in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
            struct.pack_into("<H", data, data.find(mark) + packing, 9)
        rows, notes = of(bytes(data), tmp_path, "windows.zip")
        assert texts(rows) == ALL
        one_sentence(notes, "windows.zip", "method 9", "unpack it")


class TestCut:
    @pytest.mark.parametrize("streamed", [False, True], ids=["sizes before the data", "sizes behind the data"])
    def test_a_zip_cut_at_any_byte_gives_what_came_before(self, streamed, tmp_path):
        file = io.BytesIO()
        rng = random.Random(5)
        film = rng.randbytes(3000)

        class Forward:
            """A place to write to that cannot go back, so that sizes are written behind the data."""

            write, flush = file.write, file.flush

        with zipfile.ZipFile(Forward() if streamed else file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo("media/film.mp4"), film)
            archive.writestr("actor.json", ACTOR)
            archive.writestr("outbox.json", outbox(200))
            archive.writestr("media/picture.png", film)
        whole = file.getvalue()
        rows, notes = of(whole, tmp_path)
        assert (len(texts(rows)), notes) == (200, [])
        complete = whole.rfind(b"media/picture.png", 0, whole.rfind(b"PK\x01\x02"))
        begun = whole.find(b"outbox.json") + 400
        for cut in sorted({*rng.sample(range(4, len(whole) - 1), 150), begun, complete}):
            rows, notes = of(whole[:cut], tmp_path)
            if cut >= complete:
                assert len(texts(rows)) == 200
            elif cut >= begun:
                assert texts(rows)
            one_sentence(notes, "archive.bin")

    @pytest.mark.parametrize("make", [tar_gz, tarred], ids=["packed", "not packed"])
    def test_a_tar_cut_at_any_byte_gives_what_came_before(self, make, tmp_path):
        rng = random.Random(6)
        film = rng.randbytes(4000)
        whole = make([("media/film.mp4", film), ("actor.json", ACTOR), ("outbox.json", outbox(200)), ("b.png", film)])
        rows, notes = of(whole, tmp_path)
        assert (len(texts(rows)), notes) == (200, [])
        numbers = []
        end = len(whole.rstrip(b"\0")) - 1 if make is tarred else len(whole) - 20
        for cut in sorted(rng.sample(range(600, end), 150)):
            rows, notes = of(whole[:cut], tmp_path)
            one_sentence(notes, "archive.bin")
            numbers.append(len(texts(rows)))
        assert numbers == sorted(numbers)
        assert numbers[-1] == 200

    def test_a_zip_with_a_byte_changed_in_the_middle_tells_which_file_and_reads_the_others(self, tmp_path):
        data = bytearray(
            zipped({**GOOD, "likes.json": json.dumps({"id": "likes.json", "orderedItems": ["x" * 50] * 3}).encode()})
        )
        begin = data.find(b"outbox.json") + 11
        data[begin + 100] ^= 0xFF
        rows, notes = of(bytes(data), tmp_path)
        assert len(rows) >= 1
        one_sentence(notes, "outbox.json")

    @pytest.mark.parametrize(
        "data", [b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"\x1f\x8b\x08" + bytes(40), b"BZh9xxxx"]
    )
    def test_what_only_begins_as_an_archive_gets_a_sentence(self, data, tmp_path):
        rows, notes = of(data, tmp_path)
        assert rows == []
        one_sentence(notes, "archive.bin")


CLIMBING = [
    "../outbox.json",
    "/etc/outbox.json",
    "..\\outbox.json",
    "C:\\outbox.json",
    "a/../../outbox.json",
    "\\\\host\\x.json",
]


class TestClimbing:
    @pytest.fixture(autouse=True)
    def nothing_written(self, tmp_path, monkeypatch):
        work = tmp_path / "work"
        work.mkdir()
        monkeypatch.chdir(work)
        before = set(tmp_path.parent.iterdir())
        yield
        assert list(work.iterdir()) == []
        assert set(tmp_path.parent.iterdir()) == before

    @pytest.mark.parametrize("name", CLIMBING)
    def test_a_name_that_leads_out_of_a_zip_is_not_read(self, name, tmp_path):
        rows, notes = of(zipped(with_good((name, outbox(9)))), tmp_path)
        assert texts(rows) == ALL
        one_sentence(notes, "1 file whose name", "not read")

    @pytest.mark.parametrize("name", CLIMBING)
    def test_a_name_that_leads_out_of_a_tar_is_not_read(self, name, tmp_path):
        rows, notes = of(tar_gz(with_good((name, outbox(9)))), tmp_path)
        assert texts(rows) == ALL
        one_sentence(notes, "1 file whose name", "not read")

    @pytest.mark.parametrize(
        "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE], ids=repr
    )
    def test_links_devices_and_pipes_in_a_tar_are_not_followed(self, kind, tmp_path):
        (tmp_path / "secret.json").write_bytes(outbox(9))
        entry = tarfile.TarInfo("likes.json")
        entry.type, entry.linkname, entry.size = kind, str(tmp_path / "secret.json"), 5
        rows, notes = of(tarred(with_good((entry, b""))), tmp_path)
        assert texts(rows) == ALL
        one_sentence(notes, "links or devices")

    def test_a_link_in_a_zip_is_not_followed(self, tmp_path):
        link = zipfile.ZipInfo("likes.json")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(link, str(tmp_path / "secret.json"))
            for name, data in GOOD.items():
                archive.writestr(name, data)
        rows, notes = of(file.getvalue(), tmp_path)
        assert texts(rows) == ALL
        one_sentence(notes, "links or devices")

    def test_links_pipes_and_a_folder_that_holds_itself_are_passed_by(self, tmp_path):
        folder = tmp_path / "archive"
        folder.mkdir()
        for name, data in GOOD.items():
            (folder / name).write_bytes(data)
        (tmp_path / "secret.json").write_bytes(outbox(9))
        (folder / "likes.json").symlink_to(tmp_path / "secret.json")
        (folder / "again").symlink_to(folder, target_is_directory=True)
        (folder / "nowhere.json").symlink_to("nowhere")
        os.mkfifo(folder / "pipe.json")
        rows, notes = rows_and_notes(folder)
        assert texts(rows) == ALL
        one_sentence(notes, "3 files", "links or devices")


class TestContent:
    def test_of_two_members_of_one_name_the_last_is_read(self, tmp_path):
        with pytest.warns(UserWarning, match="Duplicate"):
            data = zipped([("outbox.json", outbox(9)), *GOOD.items()])
        rows, notes = of(data, tmp_path)
        assert texts(rows) == ALL
        one_sentence(notes, "1 file", "comes again")
        rows, notes = of(tar_gz([("outbox.json", outbox(9)), *GOOD.items()]), tmp_path)
        assert texts(rows) == ALL
        one_sentence(notes, "1 file", "comes again")

    def test_a_broken_member_is_named_and_the_others_are_read(self, tmp_path):
        likes = (
            b'{"id": "likes.json", "type": "OrderedCollection", "orderedItems": ["https://a.example/@b/1", nonsense]}'
        )
        rows, notes = of(zipped(with_good(("likes.json", likes))), tmp_path)
        assert texts(rows) == ALL
        assert len(rows) == 5
        one_sentence(notes, "likes.json is broken", "before that was read")

    def test_a_value_nested_a_hundred_thousand_deep_is_one_entry_that_is_left_out(self, tmp_path):
        deep = b"[" * 100_000 + b"]" * 100_000
        data = outbox().replace(b'"orderedItems": [', b'"orderedItems": [' + deep + b", ")
        rows, notes = of(data, tmp_path, "outbox.json")
        assert texts(rows) == ALL
        one_sentence(notes, "1 post could not be read")

    def test_a_value_that_is_opened_a_hundred_thousand_times_and_never_closed_is_broken(self, tmp_path):
        rows, notes = of(outbox().replace(b'"orderedItems": [', b'"orderedItems": ' + b"[" * 100_000), tmp_path)
        assert texts(rows) == []
        one_sentence(notes, "archive.bin is broken", "too deep")

    def test_a_number_of_a_million_digits_is_none(self, tmp_path):
        data = outbox().replace(b'"published": "2024-05-01T10:00:00Z"', b'"published": ' + b"9" * 1_000_000, 1)
        rows, notes = of(data, tmp_path)
        assert texts(rows) == ALL
        assert notes == []

    def test_half_characters_and_nothing_characters_can_be_stored(self, tmp_path):
        data = outbox().replace(b"Post 0", b"a\\ud800b\\u0000c").replace(b"Post 1", "\0é".encode())
        rows, _ = of(data, tmp_path)
        assert texts(rows)[0] == "a?b?c"
        for text in texts(rows):
            assert "\0" not in text
            text.encode()

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
    def test_other_ways_to_write_text_are_read(self, encoding, tmp_path):
        rows, notes = of(outbox().decode().encode(encoding), tmp_path)
        assert (texts(rows), notes) == (ALL, [])
        table = "text,date\nGrüße an alle,2024-05-01\n".encode(encoding)
        rows, notes = of(table, tmp_path)
        assert (texts(rows), notes) == (["Grüße an alle"], [])

    def test_a_name_with_control_characters_is_told_without_them(self, tmp_path):
        rows, notes = of(
            zipped(with_good(("\x1b[31m\u202elikes.json", b'{"id": "likes.json", "orderedItems": [!'))), tmp_path
        )
        assert texts(rows) == ALL
        assert one_sentence(notes, "is broken").isprintable()

    def test_times_of_files_that_are_nonsense_do_not_matter(self, tmp_path):
        data = bytearray(zipped(GOOD))
        at = -1
        while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
            struct.pack_into("<2H", data, at + 12, 0xFFFF, 0xFFFF)
        rows, notes = of(bytes(data), tmp_path)
        assert (texts(rows), notes) == (ALL, [])
        folder = tmp_path / "old"
        folder.mkdir()
        for name, content in GOOD.items():
            (folder / name).write_bytes(content)
            os.utime(folder / name, (-(1 << 40), 1 << 40))
        rows, notes = rows_and_notes(folder)
        assert (texts(rows), notes) == (ALL, [])


class TestNothing:
    def read(self, tmp_path, *paths):
        """The sentence that a person gets."""
        tables = Tables(tmp_path)
        notes = Notes()
        try:
            read_into(tables, paths, notes)
        except MirrorError as problem:
            return str(problem)
        finally:
            tables.close()
        return " ".join(notes.all())

    def test_an_empty_file(self, tmp_path):
        (tmp_path / "x.zip").write_bytes(b"")
        assert self.read(tmp_path, tmp_path / "x.zip") == "x.zip is empty: ask the network for your archive again."

    def test_no_file(self, tmp_path):
        assert "There is no file or folder" in self.read(tmp_path, tmp_path / "x.zip")

    def test_a_folder_without_anything_known(self, tmp_path):
        folder = tmp_path / "letters"
        folder.mkdir()
        (folder / "a.txt").write_text("Dear Ann")
        (folder / "b.json").write_text("[1, 2]")
        sentence = self.read(tmp_path, folder)
        assert sentence.startswith("letters holds nothing that Folkmoot knows: Folkmoot reads archives of Mastodon")

    @pytest.mark.parametrize("device", ["/dev/null", "/dev/zero"])
    def test_a_device(self, device, tmp_path):
        assert "neither a file nor a folder" in self.read(tmp_path, Path(device))

    def test_a_zip_of_nothing(self, tmp_path):
        (tmp_path / "x.zip").write_bytes(zipped({}))
        assert self.read(tmp_path, tmp_path / "x.zip").startswith("x.zip holds nothing that Folkmoot knows")

    def test_one_part_of_a_split_zip(self, tmp_path):
        (tmp_path / "x.zip").write_bytes(b"PK\x07\x08" + bytes(100))
        assert "one of several parts" in self.read(tmp_path, tmp_path / "x.zip")

    def test_one_of_two_archives_that_cannot_be_read_does_not_stop_the_other(self, tmp_path):
        good = tmp_path / "good.zip"
        good.write_bytes(zipped(GOOD))
        assert self.read(tmp_path, tmp_path / "none.zip", good).startswith("There is no file or folder")

    def test_a_file_that_may_not_be_read_is_told_of_and_the_others_are_read(self, tmp_path):
        # As somebody else than root, to whom everything may be read; in a folder that they may enter.
        program = (
            "import os, sys\n"
            "from pathlib import Path\n"
            "from tests.mirror.bad import rows_and_notes, texts\n"
            "rows_and_notes(Path(sys.argv[1]))\n"  # so that all is loaded
            "if os.getuid() == 0: os.setuid(65534)\n"
            "rows, notes = rows_and_notes(Path(sys.argv[1]))\n"
            "print(len(texts(rows)), *notes)\n"
        )
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o755)
            for name, data in {**GOOD, "likes.json": b"{}"}.items():
                Path(folder, name).write_bytes(data)
            Path(folder, "likes.json").chmod(0)
            done = subprocess.run([sys.executable, "-c", program, folder], capture_output=True, text=True, check=False)
        assert done.stdout == ("3 likes.json could not be opened and was left out: look whether you may read it.\n"), (
            done.stderr
        )
