"""Open what a network handed out: a folder, a zip, a tar (packed or not) or a single file. Read in place.

A member is a name, a size and a stream; a zip or a folder is read where it lies. A packed tar can only be read from
front to back: its texts are laid into one file without a name in the folder for temporary files, which is gone when
the archive is closed. Nothing else is ever written. Names that climb out of the archive, links, encrypted members and
what swells out of all proportion are not read; each is told of in one sentence, and the rest is read.
"""

import bz2
import gzip
import lzma
import os
import re
import stat
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from folkmoot.mirror import salvage, tars
from folkmoot.mirror.notes import Damaged, MirrorError, Notes
from folkmoot.mirror.streams import (
    FAILURES,
    SWELLS_AT_MOST,
    SWELLS_FREELY,
    AsUtf8,
    Cut,
    Guarded,
    Part,
    buffered,
    is_utf16,
    most_of,
)

HEAD = 4096  # bytes of each member that a reader may look at to know it
SHORT_HEAD = 1024  # the same where there are more than MANY of them
MANY = 10_000
MEMBERS_AT_MOST = 300_000
# Pictures, films, sounds, pages and programs: no reader's, so neither opened nor looked at. Whatever else there is is
# looked into, since a name says little.
PASSED_OVER = re.compile(
    r"""\.( 3gp|aac|apk|avi|avif|bmp|css|db|dll|docx?|eot|exe|flac|gif|hei[cf]|html?|ico|jpe|jpe?g|m4[av]|map|mkv|mov
    |mp[34]|mpe?g|og[agv]|opus|otf|pdf|png|pptx?|psd|pyc?|so|svg|tiff?|ttf|wav|web[amp]|woff2?|xlsx?|xml )""",
    re.VERBOSE | re.IGNORECASE,
)
PACKED = frozenset({".zip", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".7z", ".rar", ".zst"})
AGAIN = "download it again for the rest"


@dataclass(frozen=True, slots=True)
class Member:
    """A file within an archive."""

    name: str  # with forward slashes, as the archive has it
    size: int  # bytes, unpacked; as the archive claims
    head: bytes  # its first HEAD bytes, or fewer in a large archive
    open: Callable[[], BinaryIO]  # raises Damaged, when opened or when read

    @property
    def base(self) -> str:
        """The last part of its name, in small letters."""
        return PurePosixPath(self.name).name.lower()


@dataclass(slots=True)
class _Found:
    """Members, and sentences about what is not among them."""

    what: str  # the archive's name
    members: list[Member]
    sentences: list[str]
    passed_over: Counter[str]

    def add(self, name: str, size: int, open_it: Callable[[], BinaryIO]) -> None:
        """Take a member in, with its first bytes; what cannot be opened is told of."""
        if len(self.members) >= MEMBERS_AT_MOST:
            raise MirrorError(
                f"{self.what} holds more than {MEMBERS_AT_MOST:,} files, as no archive of posts does: give the folder "
                "or the file in it that is the archive."
            )
        shown = printable(name)
        try:
            head = _head(open_it, HEAD if len(self.members) < MANY else SHORT_HEAD)
        except Damaged as problem:
            if not problem.told:
                self.sentences.append(f"{shown} is damaged from its beginning on ({problem.why}) and was left out.")
            return
        except FAILURES:
            self.sentences.append(f"{shown} could not be opened and was left out: look whether you may read it.")
            return
        if is_utf16(head):

            def as_utf8() -> BinaryIO:
                return buffered(AsUtf8(open_it()))

            self.members.append(Member(shown, size, _head(as_utf8, HEAD), as_utf8))
        else:
            self.members.append(Member(shown, size, head, open_it))

    def wanted(self, name: str) -> bool:
        """Might a reader know it? Counts what is passed over, of archives in archives."""
        suffix = PurePosixPath(name).suffix.lower()
        if suffix in PACKED:
            self.passed_over["packed"] += 1
        return suffix not in PACKED and not PASSED_OVER.fullmatch(suffix)


def _head(open_it: Callable[[], BinaryIO], size: int) -> bytes:
    """The first bytes, or as many as come before damage. Raises Damaged when that is none."""
    head = b""
    with open_it() as stream:
        while len(head) < size:
            try:
                data = stream.read1(size - len(head))  # type: ignore[attr-defined]  # of io.BufferedReader
            except Damaged:
                if not head:
                    raise
                break
            if not data:
                break
            head += data
    return head


@contextmanager
def opened(path: Path, notes: Notes) -> Iterator[list[Member]]:
    """The readable members of an archive. Raises MirrorError when there is nothing to be read at all."""
    found = _Found(_what(path), [], [], Counter())
    with ExitStack() as stack:
        try:
            _open(path, found, stack)
        except PermissionError:
            raise MirrorError(f"{printable(str(path))} may not be read by you: change its permissions.") from None
        except OSError as problem:
            raise MirrorError(f"{printable(str(path))} could not be read: {problem.strerror or problem}.") from None
        if found.passed_over["climbs"]:
            found.sentences.append(
                f"{_what(path)}: {_many(found.passed_over['climbs'], 'file')} whose names lead out of the archive, or "
                "that are links or devices, were not read."
            )
        if not found.members and found.passed_over["packed"]:
            found.sentences.append(
                f"{_what(path)} holds nothing but further archives: unpack it, and give what was in it."
            )
        if not found.members and found.sentences:
            raise MirrorError(" ".join(found.sentences))
        for sentence in _at_most(found.sentences, path):
            notes.say(sentence)
        yield found.members


def printable(name: str) -> str:
    """A name that can stand in a sentence on a screen: no control characters, not endless."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in name)
    return shown if len(shown) <= 500 else f"…{shown[-499:]}"


def _what(path: Path) -> str:
    return printable(path.name or str(path))


def _cut_short(path: Path, where: str, found: _Found) -> str:
    if not found.members:
        return f"{_what(path)} is damaged or cut short, and nothing in it can be read: download it again."
    return f"{_what(path)} is damaged or cut short{where}: what could be read was read; {AGAIN}."


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def _at_most(sentences: list[str], path: Path, some: int = 5) -> list[str]:
    """The first few: of ten thousand damaged members nobody reads ten thousand sentences."""
    more = len(sentences) - some
    return (
        sentences if more < 1 else [*sentences[:some], f"{_what(path)}: {_many(more, 'more file')} could not be read."]
    )


def _open(path: Path, found: _Found, stack: ExitStack) -> None:
    if not path.exists():
        raise MirrorError(f"There is no file or folder {printable(str(path))}: check the name.")
    if path.is_dir():
        _folder(path, found)
        return
    if not path.is_file():
        raise MirrorError(
            f"{_what(path)} is neither a file nor a folder: give the archive as the network handed it out."
        )
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise MirrorError(f"{_what(path)} is empty: ask the network for your archive again.")
    packer = _packer(head)
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        _zip(path, found)
    elif head[:4] == b"PK\x07\x08":
        raise MirrorError(f"{_what(path)} is one of several parts of a zip: put them together, then give the whole.")
    elif packer is not None:
        _packed(path, packer, found, stack)
    elif tars.is_header(head[: tars.BLOCK]):
        _tar(path, _opens(path, path.name), found, stack)
    else:
        found.add(path.name, path.stat().st_size, _opens(path, path.name))


def _safe(name: str) -> bool:
    """Does the name stay within the archive?"""
    parts = PurePosixPath(name.replace("\\", "/"))
    return bool(parts.parts) and not parts.is_absolute() and ".." not in parts.parts and ":" not in parts.parts[0]


def _folder(path: Path, found: _Found) -> None:
    for folder, folders, files in os.walk(path):  # does not follow links to folders
        folders.sort()
        for name in sorted(files):
            file = Path(folder, name)
            if not found.wanted(name):
                continue
            inside = file.relative_to(path).as_posix()
            try:
                about = file.lstat()
            except OSError:
                found.sentences.append(f"{printable(inside)} could not be opened and was left out.")
                continue
            # Only plain files: a link may point anywhere, and a pipe would be waited for for ever.
            if not stat.S_ISREG(about.st_mode):
                found.passed_over["climbs"] += 1
            elif about.st_size:
                found.add(inside, about.st_size, _opens(file, inside))


def _opens(file: Path, name: str) -> Callable[[], BinaryIO]:
    return lambda: buffered(Guarded(file.open("rb"), printable(name), 1 << 60))


def _zip(path: Path, found: _Found) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except FAILURES:
        _salvage(path, found)
        return
    if len(entries) > MEMBERS_AT_MOST or sum(entry.compress_size for entry in entries) > path.stat().st_size:
        raise MirrorError(f"{_what(path)} is made to swell when it is unpacked (a zip bomb): it was not read.")
    last = {entry.filename: entry for entry in entries}  # as those who unpack do: the last of a name stays
    if len(last) < len(entries):
        found.sentences.append(
            f"{_what(path)} holds {_many(len(entries) - len(last), 'file')} under a name that comes again: the last of "
            "each name was read."
        )
    locked, unknown, swollen = 0, Counter[str](), []
    for name, entry in last.items():
        if name.endswith("/") or not found.wanted(name):
            continue
        if not _safe(name) or _is_odd(entry.external_attr >> 16):
            found.passed_over["climbs"] += 1
        elif entry.flag_bits & 0x41:
            locked += 1
        elif entry.compress_type not in (salvage.STORED, salvage.DEFLATED):
            unknown[str(entry.compress_type)] += 1
        elif entry.file_size > most_of(entry.compress_size):
            swollen.append(printable(name))
        elif entry.file_size:
            found.add(name, entry.file_size, _in_zip(path, entry))
    if sum(member.size for member in found.members) > max(4 * SWELLS_FREELY, SWELLS_AT_MOST * path.stat().st_size):
        raise MirrorError(f"{_what(path)} is made to swell when it is unpacked (a zip bomb): it was not read.")
    if swollen:
        found.sentences.append(
            f"{_what(path)} holds what would unpack to more than {SWELLS_AT_MOST} times its size "
            f"({', '.join(swollen[:3])}): it was left out."
        )
    if locked:
        found.sentences.append(
            f"{_what(path)} is encrypted ({locked} of its files): unpack it with its password, then give the folder."
        )
    if unknown:
        found.sentences.append(
            f"{_what(path)} is packed in a way that Folkmoot does not know ({unknown.total()} of its files, method "
            f"{', '.join(unknown)}): unpack it, then give the folder."
        )


def _is_odd(mode: int) -> bool:
    """Is it a link, a device or a pipe, as Unix counts them?"""
    return stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR)


def _in_zip(path: Path, entry: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    # Not by the standard library's stream, which gives nothing of the piece in which it finds damage.
    def open_it() -> BinaryIO:
        name = printable(entry.filename)
        place = salvage.place_of(
            path, name, entry.compress_type, entry.header_offset, entry.compress_size, entry.file_size, entry.CRC
        )
        if place is None:
            raise Damaged(f"{name} is damaged and was left out.", "its beginning is not there")
        return _unpacked(path, place, told=False)

    return open_it


def _unpacked(path: Path, place: salvage.Found, told: bool) -> BinaryIO:
    stream = buffered(salvage.Inflated(path, place, told=told))
    return buffered(Guarded(stream, printable(place.name), place.packed, told=told))


def _salvage(path: Path, found: _Found) -> None:
    locked, cut = 0, ""
    for member in salvage.found(path):
        if not found.wanted(member.name) or not member.size:
            continue
        if not _safe(member.name):
            found.passed_over["climbs"] += 1
        elif member.locked:
            locked += 1
        elif member.method in (salvage.STORED, salvage.DEFLATED):
            if not member.whole:
                cut = f" within {printable(member.name)}"
            found.add(member.name, member.size, partial(_unpacked, path, member, told=True))
    found.sentences.append(_cut_short(path, cut, found))
    if locked:
        found.sentences[-1] = f"{_what(path)} is encrypted, and cut short as well: {AGAIN}, and unpack it."


def _packer(head: bytes) -> Callable[[Path], BinaryIO] | None:
    for magic, open_it in ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\x00", lzma.open)):
        if head.startswith(magic):
            return cast("Callable[[Path], BinaryIO]", open_it)
    return None


def _packed(path: Path, packer: Callable[[Path], BinaryIO], found: _Found, stack: ExitStack) -> None:
    """A packed tar, or one packed file."""
    packed = path.stat().st_size

    def open_it() -> BinaryIO:
        return buffered(Guarded(packer(path), _what(path), packed))

    try:
        with open_it() as stream:
            begin = stream.read(tars.BLOCK)
    except MirrorError:
        raise MirrorError(f"{_what(path)} is damaged from its beginning on: download it again.") from None
    if tars.is_header(begin):
        _tar(path, open_it, found, stack)
    else:
        found.add(path.stem, packed, open_it)


def _tar(path: Path, open_it: Callable[[], BinaryIO], found: _Found, stack: ExitStack) -> None:
    """Lay the texts of a tar, read once from front to back, where they can be read again in any order."""
    spool = stack.enter_context(cast(BinaryIO, tempfile.TemporaryFile(prefix="folkmoot-mirror-")))  # noqa: SIM115 (the stack closes it)
    places: dict[str, tuple[int, int, bool]] = {}  # name -> (begin, size, is it whole); the last of a name stays
    again, broken, why = 0, False, ""
    with open_it() as whole:
        try:
            for entry in tars.entries(whole):
                if entry.folder or not found.wanted(entry.name):
                    continue
                if not entry.plain or not _safe(entry.name):
                    found.passed_over["climbs"] += 1
                    continue
                again += entry.name in places
                begin = spool.seek(0, os.SEEK_END)
                try:
                    while data := entry.read(1 << 16):
                        spool.write(data)
                finally:
                    size = spool.tell() - begin
                    if size:
                        places[entry.name] = (begin, size, size == entry.size)
        except tars.CutTar as problem:
            why = f" ({problem})" if "unpacks" in str(problem) else ""
            broken = True
    if again:
        found.sentences.append(
            f"{_what(path)} holds {_many(again, 'file')} under a name that comes again: the last of each name was read."
        )
    for name, (begin, size, is_whole) in places.items():
        found.add(name, size, _in_spool(spool, begin, size, name, is_whole))
    if broken:
        found.sentences.append(_cut_short(path, why, found))


def _in_spool(spool: BinaryIO, begin: int, size: int, name: str, is_whole: bool) -> Callable[[], BinaryIO]:
    def open_it() -> BinaryIO:
        part = buffered(Part(spool, begin, size))
        return part if is_whole else buffered(Cut(part, printable(name)))

    return open_it
