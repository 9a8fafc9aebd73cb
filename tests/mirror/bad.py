"""Archives that are bad on purpose, and what is left of them when they are read."""

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from folkmoot.mirror.archive import opened
from folkmoot.mirror.notes import MirrorError, Notes
from folkmoot.mirror.readers import recognized
from folkmoot.mirror.rows import Post, Row


def outbox(number: int = 3) -> bytes:
    """A good outbox with so many posts."""
    note = {
        "type": "Note",
        "to": ["https://www.w3.org/ns/activitystreams#Public"],
        "published": "2024-05-01T10:00:00Z",
    }
    activities = [
        {
            "type": "Create",
            "actor": "https://m.example/users/me",
            "object": {**note, "id": f"https://m.example/users/me/statuses/{at}", "content": f"<p>Post {at}</p>"},
        }
        for at in range(number)
    ]
    return json.dumps({"id": "outbox.json", "type": "OrderedCollection", "orderedItems": activities}).encode()


ACTOR = b'{"@context":"https://www.w3.org/ns/activitystreams","type":"Person","id":"https://m.example/users/me"}'
GOOD = {"actor.json": ACTOR, "outbox.json": outbox()}
ALL = ["Post 0", "Post 1", "Post 2"]  # the words in it


def zipped(
    members: Mapping[str, bytes] | Iterable[tuple[str, bytes]] = (), method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A zip of these, or of a good archive."""
    file = io.BytesIO()
    pairs = members.items() if isinstance(members, Mapping) else members
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in pairs:
            archive.writestr(zipfile.ZipInfo(name) if method == zipfile.ZIP_STORED else name, data)
    return file.getvalue()


def tarred(members: Iterable[tuple[tarfile.TarInfo | str, bytes]]) -> bytes:
    """A tar of these."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, data in members:
            entry = tarfile.TarInfo(name) if isinstance(name, str) else name
            if entry.isreg():
                entry.size = len(data)
                archive.addfile(entry, io.BytesIO(data))
            else:
                archive.addfile(entry)
    return file.getvalue()


def tar_gz(members: Iterable[tuple[tarfile.TarInfo | str, bytes]]) -> bytes:
    """The same, packed."""
    return gzip.compress(tarred(members))


def rows_and_notes(path: Path) -> tuple[list[Row], list[str]]:
    """Everything that is read, and every sentence; the one sentence where nothing can be read."""
    notes, rows = Notes(), []
    try:
        with opened(path, notes) as members:
            for reader, files in recognized(members).items():
                rows += list(reader.read(files, notes))
    except MirrorError as problem:
        return [], [str(problem)]
    return rows, notes.all()


def of(data: bytes, folder: Path, name: str = "archive.bin") -> tuple[list[Row], list[str]]:
    """The same of a file with these bytes."""
    path = folder / name
    path.write_bytes(data)
    return rows_and_notes(path)


def texts(rows: Iterable[Row]) -> list[str]:
    """The words of all posts."""
    return [row.text for row in rows if isinstance(row, Post)]


def one_sentence(notes: Sequence[str], *parts: str) -> str:
    """There is exactly one, and it says all of these."""
    assert len(notes) == 1, notes
    (sentence,) = notes
    assert sentence.endswith("."), sentence
    for part in parts:
        assert part in sentence
    return sentence


def with_good(*more: tuple[Any, bytes]) -> list[tuple[Any, bytes]]:
    """These members, and then those of a good archive."""
    return [*more, *GOOD.items()]
