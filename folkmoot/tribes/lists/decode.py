"""Bytes -> text, or a sentence about what the bytes are instead."""

import re

from folkmoot.tribes.lists.rules import MAX_BYTES, NotAList

_CSV_PLEASE = "save it as CSV (UTF-8) and choose that file."
_PACKED = "This is a packed archive, not a list: unpack it and choose the list inside."
# How files of other kinds begin, and what to do with each.
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "This is a PDF, not a list: export the list as CSV where it came from."),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", f"This is an old Office document: open it, {_CSV_PLEASE}"),
    (b"\x89PNG\r\n", "This is a picture, not a list: choose the file with the addresses, or paste them."),
    (b"\xff\xd8\xff", "This is a picture, not a list: choose the file with the addresses, or paste them."),
    (b"GIF89a", "This is a picture, not a list: choose the file with the addresses, or paste them."),
    (b"\x1f\x8b", _PACKED),
    (b"7z\xbc\xaf\x27\x1c", _PACKED),
    (b"Rar!\x1a\x07", _PACKED),
    (b"BZh91AY&SY", _PACKED),
    (b"\xfd7zXZ\x00", _PACKED),
    (b"\x28\xb5\x2f\xfd", _PACKED),
    (b"{\\rtf", f"This is a formatted document: open it, {_CSV_PLEASE}"),
    (b"SQLite format 3\x00", "This is a database, not a list: export the people from it as CSV."),
)
_MARKUP = re.compile(r"<(?:!doctype|html|\?xml|head|body)\b", re.IGNORECASE)
_CONTROLS = dict.fromkeys([*range(9), *range(14, 32), 127, 0xFFFD])


def text_of(data: bytes) -> str:
    r"""The text, its lines ended by ``\n`` alone and without NULs.

    UTF-8 and UTF-16 with or without their mark; else, line by line, UTF-8 or Windows-1252: lists that were
    merged from two machines have both. Raises NotAList when it is no text, empty, or above MAX_BYTES.
    """
    if len(data) > MAX_BYTES:
        raise NotAList(f"This is larger than {MAX_BYTES // 1024 // 1024} MiB: split the list, and bring each part.")
    _refuse_other_kinds(data)
    text = _decoded(data)
    controls = len(text) - len(text.translate(_CONTROLS))
    if controls > 8 and controls > len(text) // 20:
        raise NotAList("This is not text: choose a CSV, a vCard or a text file, or paste the addresses.")
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise NotAList("This is empty: choose a file with addresses in it, or paste them.")
    if _MARKUP.match(text.lstrip()[:20]):
        raise NotAList("This is a web page or its source, not a list: export the list as CSV, or paste the addresses.")
    return text


def _refuse_other_kinds(data: bytes) -> None:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise NotAList(_what_is_zipped(data))
    for beginning, sentence in _BEGINNINGS:
        if data.startswith(beginning):
            raise NotAList(sentence)


def _what_is_zipped(data: bytes) -> str:
    """Office documents are zip archives, and people do not know them as such."""
    if b"xl/" in data:
        return f"This is an Excel workbook: open it, {_CSV_PLEASE}"
    if b"opendocument" in data or b"word/" in data:
        return f"This is an Office document: open it, {_CSV_PLEASE}"
    return "This is a zip archive: unpack it and choose the list inside (Mailchimp's begins with 'subscribed')."


def _decoded(data: bytes) -> str:
    if data.startswith(b"\xef\xbb\xbf"):
        return _by_lines(data[3:])
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return data.decode("utf-32", errors="replace")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    # Without a mark, UTF-16 shows by what Latin letters leave in every second byte.
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(sample) >= 4 and max(even, odd) * 5 > len(sample):
        return data.decode("utf-16-le" if odd > even else "utf-16-be", errors="replace")
    return _by_lines(data)


def _by_lines(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return "\n".join(_line(line) for line in data.split(b"\n"))


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")
