"""What is no list gets one sentence; encodings and line ends of all kinds are read."""

import gzip
import io
import zipfile

import pytest

from folkmoot.tribes.lists import NotAList, read_list
from folkmoot.tribes.lists.rules import MAX_BYTES, MAX_ENTRIES
from tests.tribes.lists.test_formats import people


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "ann@example.org")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b" \r\n\t\0 \r\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\xff\xfe", "is empty"),
        (zipped("subscribed.csv"), "zip archive"),
        (zipped("xl/workbook.xml"), "Excel workbook"),
        (zipped("word/document.xml"), "Office document"),
        (gzip.compress(b"ann@example.org"), "packed archive"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old Office document"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(64), "picture"),
        (b"GIF89a" + bytes(64), "picture"),
        (b"{\\rtf1 ann@example.org}", "formatted document"),
        (b"SQLite format 3\x00" + bytes(64), "database"),
        (b"RIFF" + bytes(range(32)) * 4 + b"WEBP", "not text"),
        (bytes(range(256)) * 8, "not text"),
        (b"<!DOCTYPE html><p>ann@example.org", "web page"),
        (b"\n <html>ann@example.org", "web page"),
        (b"?" * (MAX_BYTES + 1), "larger than 5 MiB"),
        (b"hello\n", "No address in this can be read. Line 1"),
        (b"-- \n,,\n", "There is no address in this"),
        (b"x" * MAX_BYTES, "No address in this can be read"),
    ],
    # Named after the sentence: bytes as names have megabytes, or the time in them, and differ from process to process.
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_list_gets_one_sentence(data: bytes, told: str) -> None:
    with pytest.raises(NotAList, match=told) as raised:
        read_list(data)
    assert str(raised.value).endswith(".")
    assert len(str(raised.value)) < 250


def test_more_people_than_can_be_invited_at_once_are_refused() -> None:
    lines = [f"a{number}@example.org" for number in range(MAX_ENTRIES)]
    assert len(read_list("\n".join(lines).encode()).entries) == MAX_ENTRIES
    with pytest.raises(NotAList, match="more than 50,000 people"):
        read_list("\n".join([*lines, "one-more@example.org"]).encode())


def test_the_same_person_many_times_is_not_many_people() -> None:
    reading = read_list(b"ann@example.org\n" * (MAX_ENTRIES + 10))
    assert (len(reading.entries), reading.repeated) == (1, MAX_ENTRIES + 9)


def test_a_book_is_not_read_to_its_end() -> None:
    with pytest.raises(NotAList, match="More than 50,000 lines"):
        read_list(b"once upon a time\n" * (MAX_ENTRIES + 1))


def test_everybody_on_one_line_is_read() -> None:
    line = ", ".join(f"a{number}@example.org" for number in range(MAX_ENTRIES))
    reading = read_list(line.encode())
    assert len(reading.entries) == MAX_ENTRIES
    assert {entry.line for entry in reading.entries} == {1}
    assert len(read_list(line.replace(",", "").encode()).entries) == MAX_ENTRIES


TABLE = "Name;E-Mail\nZoë Größ;zoe@example.org\nBo;bo@bücher.example.com\n"
FOUND = [(2, "Zoë Größ", "zoe@example.org"), (3, "Bo", "bo@xn--bcher-kva.example.com")]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_text_is_read_in_whatever_it_is_written(encoding: str, newline: str) -> None:
    assert people(read_list(TABLE.replace("\n", newline).encode(encoding))) == FOUND


def test_a_list_put_together_from_two_encodings_is_read_line_by_line() -> None:
    data = "Name;E-Mail\nZoë Größ;zoe@example.org\n".encode() + "Bo;bo@bücher.example.com\n".encode("cp1252")
    assert people(read_list(data)) == FOUND


def test_a_character_cut_in_two_at_the_end_costs_only_itself() -> None:
    assert people(read_list((TABLE + "Cyß").encode()[:-1])) == FOUND


def test_utf_16_cut_in_the_middle_is_read() -> None:
    assert people(read_list((TABLE + "x").encode("utf-16")[:-1])) == FOUND


def test_nuls_are_passed_over() -> None:
    assert people(read_list(b"Name,E-Mail\nA\0nn,ann@exam\0ple.org\n")) == [(2, "Ann", "ann@example.org")]


def test_a_name_carries_no_control_characters_into_a_page() -> None:
    reading = read_list("Name,E-Mail\n\x1b[31mAnn\u202e\u2066 Lee\x07,ann@example.org\n".encode())
    assert people(reading) == [(2, "[31mAnn Lee", "ann@example.org")]


def test_a_line_that_cannot_be_read_is_shown_short_and_plain() -> None:
    reading = read_list("ann@example.org\nwho\x1b is\u202e this@nowhere".encode() + b" x" * 500)
    [unreadable] = reading.unreadable
    assert unreadable.line == 2
    assert len(unreadable.text) == 79  # the 80th is a space
    assert unreadable.text.startswith("who is this@nowhere x x")


def test_a_file_that_begins_with_somebodys_name_is_no_archive() -> None:
    assert len(read_list(b"BZhang@example.org\nGIF8@example.org\nRIFF@example.org\n").entries) == 3
