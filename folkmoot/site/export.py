"""Everything this server keeps about somebody: the parts of all apps, as JSON and as a ZIP.

Both are written into a temporary file before anything is sent, row by row: so an export takes no memory to speak of,
and one that breaks halfway is an error and not half a file.
"""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import IO

from django.utils.translation import gettext as _

from folkmoot.favors import exports as favors
from folkmoot.mirror.pages import exports as mirror
from folkmoot.people import exports as people
from folkmoot.people import pictures, throttle
from folkmoot.people.exports import Export, Section, said_at
from folkmoot.people.models import Person
from folkmoot.people.rules import Rate
from folkmoot.permissions import exports as permissions
from folkmoot.talk import exports as talk
from folkmoot.tribes import exports as tribes

PARTS: dict[str, Export] = {  # part -> what that app keeps of somebody; a new app appends its own
    "people": people.export_of,
    "tribes": tribes.export_of,
    "permissions": permissions.export_of,
    "talk": talk.export_of,
    "favors": favors.export_of,
    "mirror": mirror.export_of,
}
PICTURE = "picture.webp"
EXPORTS = Rate(6, timedelta(hours=1), "You can fetch everything that is kept about you 6 times an hour. Wait a little.")


def take_one(person: Person, now: datetime) -> None:
    """Count an export against the person's budget, which pages and API share. Raises throttle.Throttled."""
    throttle.take(f"export:{person.pk}", EXPORTS, now=now)


def contents(person: Person, now: datetime) -> dict[str, list[Section]]:
    """The sections of each part. Asks the database nothing until rows are iterated."""
    return {part: list(export_of(person, now)) for part, export_of in PARTS.items()}


def as_json(person: Person, now: datetime) -> IO[bytes]:
    """One JSON object: part -> section -> rows. A file open at its beginning, which goes when it is closed."""
    with ExitStack() as unless_it_succeeds:
        file = unless_it_succeeds.enter_context(tempfile.TemporaryFile())
        before = "{"
        for part, sections in contents(person, now).items():
            file.write(f"{before}{json.dumps(part)}: ".encode())
            file.writelines(_object(sections))
            before = ",\n"
        file.write(b"}\n")
        file.seek(0)
        unless_it_succeeds.pop_all()
    return file


def as_zip(person: Person, now: datetime) -> IO[bytes]:
    """A ZIP of one JSON file per part, the picture, and a README. A file as that of ``as_json``."""
    parts = contents(person, now)
    picture = pictures.kept(person.picture) if person.picture else None
    with ExitStack() as unless_it_succeeds:
        file = unless_it_succeeds.enter_context(tempfile.TemporaryFile())
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("README.txt", _readme(person, parts, picture is not None, now))
            for part, sections in parts.items():
                with archive.open(f"{part}.json", "w", force_zip64=True) as entry:
                    entry.writelines(_object(sections))
            if picture is not None:
                archive.writestr(PICTURE, picture)
        file.seek(0)
        unless_it_succeeds.pop_all()
    return file


def _object(sections: list[Section]) -> Iterator[bytes]:
    """Sections as one JSON object, a row a line."""
    before = "{\n"
    for section in sections:
        yield f"{before}{json.dumps(section.name)}: [".encode()
        comma = "\n"
        for row in section.rows:
            yield f"{comma}{json.dumps(row, ensure_ascii=False)}".encode("utf-8", "replace")
            comma = ",\n"
        yield b"]"
        before = ",\n"
    yield b"\n}"


def _readme(person: Person, parts: dict[str, list[Section]], has_picture: bool, now: datetime) -> str:
    lines = [
        _("What %(handle)s is known by on this server, as of %(moment)s.")
        % {"handle": person.handle, "moment": said_at(now)},
        "",
        _("Every file is JSON in UTF-8: an object of lists, one line per row. Moments are in UTC. Ids are text."),
        _("Of other people there is only what the pages show you of them. Whoever has this file can read it: keep it"),
        _("where you keep letters."),
    ]
    for part, sections in parts.items():
        lines += ["", f"{part}.json"]
        lines += [f"  {section.name}: {section.says}" for section in sections]
    if has_picture:
        lines += ["", PICTURE, "  " + _("Your picture, as it is shown.")]
    return "\n".join(lines) + "\n"
