"""The whole of it: archives in, an answer out. The command line and the pages call this."""

import secrets
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from folkmoot.mirror.answer import Answer, answer
from folkmoot.mirror.hiding import Hiding
from folkmoot.mirror.measures import Measured, measure
from folkmoot.mirror.measures.engines import Archive, Engine, on_duckdb, on_parquet
from folkmoot.mirror.notes import MirrorError, Notes
from folkmoot.mirror.readers import Reader
from folkmoot.mirror.reading import Progress, read_into
from folkmoot.mirror.tables import Tables

TOO_MUCH = (
    "This archive names more people, or holds longer posts, than there is memory for: give a part of it at a time, "
    "with --since and --until or file by file."
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants looked at, and how."""

    paths: Sequence[Path]
    since: str | None = None  # ISO days, both inclusive
    until: str | None = None
    language: str | None = None  # of posts of which it is not known otherwise
    hash_people: bool = False
    tables_to: Path | None = None  # folder for the Parquet files
    engine: Engine = "duckdb"
    processes: int | None = None


@dataclass(frozen=True, slots=True)
class Mirror:
    """What a report is made from."""

    measured: Measured
    answer: Answer
    archive: Archive  # open tables, from which the posts behind each number are taken
    readers: tuple[Reader, ...]
    notes: Notes


@contextmanager
def look(wish: Wish, progress: Progress | None = None) -> Iterator[Mirror]:
    """Read, judge and measure; the tables stay open until the block ends, and are gone then.

    Raises MirrorError, with one sentence, when nothing can be shown.
    """
    notes = Notes()
    with tempfile.TemporaryDirectory(prefix="folkmoot-mirror-") as scratch:
        tables = Tables(Path(scratch))
        try:
            readers = read_into(
                tables, wish.paths, notes, language=wish.language, progress=progress, processes=wish.processes
            )
            tables.finish(wish.since, wish.until)
            if wish.hash_people:
                tables.hash_people(secrets.token_bytes(32), Hiding(*tables.names_of_others()).text)
            if not tables.count("posts") and not tables.count("acts"):
                raise MirrorError(" ".join(["There are no posts in it" + _within(wish) + ".", *notes.all()]))
            if wish.tables_to is not None:
                tables.write(wish.tables_to)
            if wish.engine == "duckdb":
                yield _mirror(on_duckdb(tables.connection), readers, notes)
            else:
                folder = wish.tables_to
                if folder is None:
                    folder = Path(scratch, "tables")
                    tables.write(folder)
                with on_parquet(folder, wish.engine) as archive:
                    yield _mirror(archive, readers, notes)
        except (duckdb.OutOfMemoryException, MemoryError):
            raise MirrorError(TOO_MUCH) from None
        finally:
            tables.close()


def _within(wish: Wish) -> str:
    return f" from {wish.since or 'the beginning'} to {wish.until or 'today'}" if wish.since or wish.until else ""


def _mirror(archive: Archive, readers: Sequence[Reader], notes: Notes) -> Mirror:
    measured = measure(archive)
    return Mirror(measured, answer(measured), archive, tuple(readers), notes)
