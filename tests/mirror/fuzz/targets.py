"""What is fuzzed: one function of bytes each, and files to begin with."""

import gzip
import io
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from folkmoot.mirror.archive import HEAD, Member, opened
from folkmoot.mirror.jsonstream import BrokenJson, values
from folkmoot.mirror.notes import MirrorError, Notes
from folkmoot.mirror.readers import Reader, readers, recognized
from folkmoot.mirror.readers.car import BrokenCar, Car, Cid, decode, index
from tests.mirror.bad import GOOD, tarred, zipped
from tests.mirror.fuzz.made import MADE
from tests.mirror.readers.mutated import check

FIXTURES = Path(__file__).parents[2] / "fixtures" / "archives"
SEED_AT_MOST = 1 << 14  # bytes


def check_all(reader: Reader, files: dict[str, list[Member]]) -> tuple[int, Notes]:
    """Rows that were read, and what was said; every row is one that the tables can hold."""
    notes, number = Notes(), 0
    try:
        for row in reader.read(files, notes):
            check([row], reader)
            number += 1
    except MirrorError as problem:
        notes.say(str(problem))
    for sentence in notes.all():
        assert sentence.endswith("."), sentence
        sentence.encode()
        assert len(sentence) < 2000
    return number, notes


def archive(data: bytes) -> None:
    """A file of any kind, opened, recognized and read; the folder that it lies in stays as it was."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "archive.bin")
        path.write_bytes(data)
        try:
            with opened(path, Notes()) as members:
                for reader, files in recognized(members).items():
                    check_all(reader, files)
        except MirrorError as problem:
            assert str(problem).endswith("."), problem
        assert list(Path(folder).iterdir()) == [path]


def json_stream(data: bytes) -> None:
    """JSON as a stream."""
    try:
        for _ in values(io.BytesIO(data), skip_to=" = "):
            pass
    except BrokenJson:
        return


def car(data: bytes) -> None:
    """A CAR, its blocks as CBOR, and what may be a tree."""
    blocks: dict[Cid, bytes] = {}
    try:
        for block in Car(io.BytesIO(data)):
            blocks[block.cid] = block.data
    except BrokenCar:
        pass
    for number, (root, block_data) in enumerate(blocks.items()):
        try:
            decode(block_data)
        except BrokenCar:
            continue
        if number < 3:
            index(blocks, root)


def cbor(data: bytes) -> None:
    """One value of DAG-CBOR."""
    try:
        decode(data)
    except BrokenCar:
        return


def trap(data: bytes) -> None:
    """What is there to be found, so that it is known that the fuzzer finds."""
    if data[:1] == b"x":
        raise ValueError("it was found")


def member(name: str, data: bytes) -> Member:
    """A file of an archive with these bytes."""
    return Member(name, len(data), data[:HEAD], lambda: io.BufferedReader(io.BytesIO(data)))


def fixtures_of(reader: Reader) -> Iterator[tuple[str, Path]]:
    """(role, file) of every fixture that this reader is the first to know."""
    for path in sorted(FIXTURES.rglob("*")):
        if path.is_file() and path.suffix != ".md":
            head = path.read_bytes()[:HEAD]
            for other in readers():
                role = other.role_of(head, path.name)
                if role is not None:
                    if other is reader:
                        yield role, path
                    break


def _reader(reader: Reader) -> tuple[Callable[[bytes], None], list[bytes]]:
    """One file that is given to a reader in one of its roles, whatever is in it; the first byte chooses the role."""
    known = [(role, path.read_bytes()) for role, path in fixtures_of(reader)]
    known += [(role, data) for role, _, data in MADE.get(reader.NETWORK, ())]
    roles = sorted({role for role, _ in known})

    def read(data: bytes) -> None:
        if data and roles:
            check_all(reader, {roles[data[0] % len(roles)]: [member("fuzz.json", data[1:])]})

    return read, [bytes([roles.index(role)]) + data[:SEED_AT_MOST] for role, data in known]


def targets() -> dict[str, tuple[Callable[[bytes], None], list[bytes]]]:
    """Name -> (what is fuzzed, files to begin with)."""
    cars = [path.read_bytes()[:SEED_AT_MOST] for path in sorted(FIXTURES.glob("bluesky/*.car"))]
    jsons = [path.read_bytes()[:SEED_AT_MOST] for path in sorted(FIXTURES.rglob("*.js*"))]
    tar = tarred(GOOD.items())
    found: dict[str, tuple[Callable[[bytes], None], list[bytes]]] = {
        "archive": (archive, [zipped(GOOD), zipped(GOOD, 0), tar, gzip.compress(tar, mtime=0), *GOOD.values(), *cars]),
        "json_stream": (json_stream, jsons),
        "car": (car, cars),
        "cbor": (cbor, [b"\xa2\x61a\x83\x01\x20\xf6\x61b\xd8\x2a\x58\x25\0\x01\x71\x12\x20" + bytes(32)]),
    }
    if "FOLKMOOT_FUZZ_TRAP" in os.environ:
        found["trap"] = (trap, [b"seed"])
    for reader in readers():
        found[f"reader_{reader.NETWORK}"] = _reader(reader)
    return found
