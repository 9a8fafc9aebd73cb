"""Open what a network handed out: a folder, a zip, a tar (packed or not) or a single file. Read in place.

Nothing is ever written: a member is a name, a size and a stream. Names that climb out of the archive, links, encrypted
members and what swells out of all proportion are not read; each is told of in one sentence, and the rest is read.
"""

import bz2
import gzip
import io
import lzma
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from folkmoot.mirror.notes import MirrorError, Notes
from folkmoot.mirror.salvage import salvaged

HEAD = 4096  # bytes of each member that a reader may look at to know it
MEMBERS_AT_MOST = 2_000_000
SWELLS_AT_MOST = 400  # times its packed size ...
SWELLS_FREELY = 1 << 28  # ... once it is larger than this (256 MiB); JSON packs about 10 to 100 times smaller
# What any reader can read; pictures and films are neither opened nor looked at.
READABLE = frozenset({".json", ".jsonl", ".ndjson", ".js", ".csv", ".tsv", ".txt", ".car", ""})
BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError)


class Swells(MirrorError):
    """It unpacks to far more than any archive of posts would."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file within an archive."""

    name: str  # with forward slashes, as the archive has it
    size: int  # bytes, unpacked; as the archive claims
    head: bytes  # its first HEAD bytes
    open: Callable[[], BinaryIO]

    @property
    def base(self) -> str:
        """The last part of its name, in small letters."""
        return PurePosixPath(self.name).name.lower()


@contextmanager
def opened(path: Path, notes: Notes) -> Iterator[list[Member]]:
    """The readable members of an archive. Raises MirrorError when there is nothing to be read at all."""
    with ExitStack() as stack:
        if not path.exists():
            raise MirrorError(f"There is no file or folder {path}: check the name.")
        try:
            if path.is_dir():
                members = list(_folder(path, notes))
            else:
                with path.open("rb") as file:
                    head = file.read(HEAD)
                if not head:
                    raise MirrorError(f"{path.name} is empty: ask the network for your archive again.")
                if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
                    members = _zip(path, notes, stack)
                elif _is_tar(path):
                    members = _tar(path, notes, stack)
                else:
                    members = [Member(path.name, path.stat().st_size, head, lambda: path.open("rb"))]
        except PermissionError:
            raise MirrorError(f"{path} may not be read by you: change its permissions.") from None
        yield members


def _safe(name: str) -> bool:
    """Does the name stay within the archive?"""
    parts = PurePosixPath(name.replace("\\", "/"))
    return bool(parts.parts) and not parts.is_absolute() and ".." not in parts.parts and ":" not in parts.parts[0]


def _readable(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in READABLE


def _folder(path: Path, notes: Notes) -> Iterator[Member]:
    for folder, folders, files in os.walk(path):  # does not follow links to folders
        folders.sort()
        for name in sorted(files):
            file = Path(folder, name)
            if not _readable(name):
                continue
            inside = file.relative_to(path).as_posix()
            try:
                # Only plain files: a link may point anywhere, and a pipe would be waited for for ever.
                if not stat.S_ISREG(file.lstat().st_mode):
                    notes.skip(path.name, "link")
                    continue
                with file.open("rb") as stream:
                    head = stream.read(HEAD)
                yield Member(inside, file.stat().st_size, head, lambda file=file: file.open("rb"))  # type: ignore[misc]
            except OSError:
                notes.say(f"{inside} could not be opened and was left out.")


class _Bounded(io.RawIOBase):
    """A stream that ends with Swells when it gives more than its packed size explains."""

    def __init__(self, stream: BinaryIO, name: str, most: int) -> None:
        self._stream, self._name, self._most = stream, name, most
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]  # the type of a buffer has no name before 3.12
        data = self._stream.read(len(buffer))
        self._given += len(data)
        if self._given > self._most:
            raise Swells(f"{self._name} unpacks to more than {SWELLS_AT_MOST} times its size: it was left out.")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _bounded(stream: BinaryIO, name: str, packed: int) -> BinaryIO:
    most = max(SWELLS_FREELY, SWELLS_AT_MOST * max(packed, 1))
    return cast(BinaryIO, io.BufferedReader(_Bounded(stream, name, most), 1 << 16))


def _zip(path: Path, notes: Notes, stack: ExitStack) -> list[Member]:
    try:
        archive = stack.enter_context(zipfile.ZipFile(path))
        entries = archive.infolist()
    except (*BROKEN, ValueError):
        notes.say(f"{path.name} is cut short or damaged: what could be read was read; download it again for the rest.")
        return [
            Member(name, len(data), data[:HEAD], lambda data=data: io.BytesIO(data))  # type: ignore[misc]
            for name, data in salvaged(path, lambda name: _safe(name) and _readable(name))
        ]
    if len(entries) > MEMBERS_AT_MOST or sum(entry.compress_size for entry in entries) > path.stat().st_size:
        raise Swells(f"{path.name} is made to swell when it is unpacked (a zip bomb): it was not read.")
    members = []
    locked = 0
    for entry in entries:
        if entry.is_dir() or not _readable(entry.filename):
            continue
        if not _safe(entry.filename) or stat.S_ISLNK(entry.external_attr >> 16):
            notes.skip(path.name, "name that leads out of the archive")
            continue
        if entry.flag_bits & 1:
            locked += 1
            continue
        name = entry.filename

        def open_it(entry: zipfile.ZipInfo = entry) -> BinaryIO:
            return _bounded(cast(BinaryIO, archive.open(entry)), entry.filename, entry.compress_size)

        head = _head_of(open_it, name, notes)
        if head is not None:
            members.append(Member(name, entry.file_size, head, open_it))
    if locked:
        notes.say(
            f"{path.name} is encrypted ({locked} of its files): unpack it with its password, then give the folder."
        )
    return members


def _head_of(open_it: Callable[[], BinaryIO], name: str, notes: Notes) -> bytes | None:
    try:
        with open_it() as stream:
            return stream.read(HEAD)
    except (*BROKEN, ValueError, RuntimeError):
        notes.say(f"{name} is damaged and was left out.")
        return None


def _is_tar(path: Path) -> bool:
    try:
        with tarfile.open(path):
            return True
    except (*BROKEN, ValueError):
        return _packer(path) is not None


def _packer(path: Path) -> Callable[[Path], BinaryIO] | None:
    with path.open("rb") as file:
        head = file.read(6)
    for magic, open_it in ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\x00", lzma.open)):
        if head.startswith(magic):
            return cast("Callable[[Path], BinaryIO]", open_it)
    return None


def _tar(path: Path, notes: Notes, stack: ExitStack) -> list[Member]:
    open_it = _packer(path) or (lambda path: path.open("rb"))
    packed = path.stat().st_size
    whole = stack.enter_context(_bounded(open_it(path), path.name, packed))
    members: list[Member] = []
    count = 0
    try:
        # Read from front to back, once, for the heads; what a reader then wants is read in a pass of its own.
        with tarfile.open(fileobj=whole, mode="r|") as archive:
            for entry in archive:
                count += 1
                if count > MEMBERS_AT_MOST:
                    raise Swells(f"{path.name} holds more than {MEMBERS_AT_MOST:,} files: it was not read.")
                if entry.isdir() or not _readable(entry.name):
                    continue
                if not entry.isfile() or not _safe(entry.name):
                    notes.skip(path.name, "name that leads out of the archive")
                    continue
                stream = archive.extractfile(entry)
                head = stream.read(HEAD) if stream is not None else b""
                members.append(Member(entry.name, entry.size, head, _in_tar(path, open_it, packed, count - 1)))
    except Swells:
        raise
    except (*BROKEN, ValueError):
        notes.say(f"{path.name} is cut short or damaged: what could be read was read; download it again for the rest.")
    if not members and count == 0:
        raise MirrorError(f"{path.name} cannot be read: it is damaged, or packed in a way Folkmoot does not know.")
    return members


def _in_tar(path: Path, open_it: Callable[[Path], BinaryIO], packed: int, number: int) -> Callable[[], BinaryIO]:
    """Opens a member by its number: two may have one name."""

    def open_member() -> BinaryIO:
        whole = _bounded(open_it(path), path.name, packed)
        archive = tarfile.open(fileobj=whole, mode="r|")  # noqa: SIM115 (closed with the stream)
        for at, entry in enumerate(archive):
            if at == number:
                stream = archive.extractfile(entry)
                assert stream is not None  # a plain file, as seen before
                return cast(BinaryIO, io.BufferedReader(_InTar(stream, archive, whole)))
        raise EOFError

    return open_member


class _InTar(io.RawIOBase):
    """A member's stream, which closes the archive that was opened for it."""

    def __init__(self, stream: object, *closed_after: object) -> None:
        self._stream = cast(BinaryIO, stream)
        self._closed_after = closed_after

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]  # as above
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            for thing in (self._stream, *self._closed_after):
                thing.close()  # type: ignore[attr-defined]
        super().close()
