"""The private folder of a look: what was handed in, how far the reading is, and what came of it.

Nothing here knows Django: the process that reads an archive knows only its folder.

    upload/     what was handed in; gone as soon as it has been read
    job.json    how it is to be read
    progress    how far it is; the time of ``alive`` is the last sign of life of whoever reads it
    result.json what came of it: told | failed | broke
    report.html, report.json
"""

import contextlib
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from folkmoot.mirror.pages.progress import Progress

UPLOAD, SCRATCH = "upload", "scratch"
REPORT, AS_JSON = "report.html", "report.json"
_JOB, _RESULT, _PROGRESS, _ALIVE = "job.json", "result.json", "progress", "alive"
NAME_MAX = 80  # characters of a file's name
_ODD = re.compile(r"[^\w.()-]+")


class Folder:
    """One look's folder below the root of all of them. Modes are 700 and 600: only the server may look into it."""

    def __init__(self, root: Path, name: str) -> None:
        self.path = root / name

    @classmethod
    def make(cls, root: Path) -> "Folder":
        """A new one, with a name that nobody can guess."""
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = cls(root, secrets.token_urlsafe(24))
        folder.path.mkdir(mode=0o700)
        (folder.path / UPLOAD).mkdir(mode=0o700)
        return folder

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def upload(self) -> Path:
        return self.path / UPLOAD

    def place_for(self, number: int, name: str) -> Path:
        """Where a file that is handed in goes. Of two with one name the second is called otherwise: by their names
        the posts of tables are told apart."""
        place, called = self.upload / f"{number:03d}", safe_name(name)
        if any(other.name == called for other in self.handed_in()):
            called = f"{number}_{called}"
        place.mkdir(mode=0o700)
        return place / called

    def handed_in(self) -> list[Path]:
        """The files that were handed in, in their order; none once they have been read."""
        return sorted(path for path in self.upload.glob("*/*") if path.is_file()) if self.upload.is_dir() else []

    def exists(self) -> bool:
        return self.path.is_dir()

    def remove(self) -> None:
        """All of it; what is not there is no error."""
        shutil.rmtree(self.path, ignore_errors=True)

    def forget_upload(self) -> None:
        """What was handed in has been read, or never will be."""
        shutil.rmtree(self.upload, ignore_errors=True)

    def forget_all_but_reports(self) -> None:
        """When it is done: what only served the reading."""
        self.forget_upload()
        shutil.rmtree(self.path / SCRATCH, ignore_errors=True)
        for name in (_JOB, _RESULT, _PROGRESS, _ALIVE):
            (self.path / name).unlink(missing_ok=True)

    # --- words between the one who asks and the one who reads -------------------------------------------------------
    def write_job(self, job: dict[str, Any]) -> None:
        self._write(_JOB, job)

    def job(self) -> dict[str, Any]:
        return self._read(_JOB) or {}

    def write_result(self, result: dict[str, Any]) -> None:
        self._write(_RESULT, result)

    def result(self) -> dict[str, Any] | None:
        return self._read(_RESULT)

    def forget_result(self) -> None:
        """Before it is read again."""
        for name in (_RESULT, _PROGRESS, REPORT, AS_JSON):
            (self.path / name).unlink(missing_ok=True)

    def write_progress(self, doing: str, done: int, of: int, seconds: float) -> None:
        self._write(_PROGRESS, [doing, done, of, seconds])

    def progress(self) -> Progress | None:
        """How far it is; None before it began."""
        found = self._read(_PROGRESS)
        return Progress(*found) if isinstance(found, list) and len(found) == 4 else None

    def give_sign_of_life(self) -> None:
        """For whoever reads it, every second."""
        with contextlib.suppress(OSError):  # deleted meanwhile
            (self.path / _ALIVE).touch(mode=0o600)

    def seen_alive_at(self) -> datetime | None:
        """The last sign of life of whoever reads it."""
        try:
            return datetime.fromtimestamp((self.path / _ALIVE).stat().st_mtime, UTC)
        except OSError:
            return None

    def written_at(self) -> float:
        """When something was last written in it (seconds since 1970); now, when that cannot be said."""
        newest = 0.0
        for path in (self.path, *_below(self.path)):
            try:
                newest = max(newest, path.lstat().st_mtime)
            except OSError:
                return time.time()
        return newest

    def keep_file(self, name: str, text: str) -> None:
        """Write a file whole, or not at all."""
        temporary = self.path / f"{name}.part"
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
        temporary.replace(self.path / name)

    def _write(self, name: str, value: object) -> None:
        with contextlib.suppress(FileNotFoundError):  # deleted meanwhile: nobody wants to know any more
            self.keep_file(name, json.dumps(value))

    def _read(self, name: str) -> Any:
        try:
            return json.loads((self.path / name).read_text())
        except (OSError, ValueError):
            return None


def safe_name(name: str) -> str:
    """A file's name as sentences may say it and a disk may have it."""
    cleaned = _ODD.sub("_", PurePosixPath(name.replace("\\", "/")).name).strip("._") or "archive"
    if len(cleaned) <= NAME_MAX:
        return cleaned
    suffix = PurePosixPath(cleaned).suffix[:12]
    return cleaned[: NAME_MAX - len(suffix)] + suffix


def all_below(root: Path) -> list[Folder]:
    """The folders of all looks."""
    return [Folder(root, path.name) for path in sorted(root.iterdir()) if path.is_dir()] if root.is_dir() else []


def _below(path: Path) -> Iterator[Path]:
    for folder, _folders, files in os.walk(path):
        yield Path(folder)
        for name in files:
            yield Path(folder, name)
