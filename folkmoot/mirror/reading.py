"""From archives to tables: open, recognize, read, judge, keep. What one archive lacks does not stop the others."""

import dataclasses
import io
import itertools
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, cast

import pyarrow as pa

from folkmoot.mirror import archive, judging
from folkmoot.mirror.archive import Member
from folkmoot.mirror.columns import Batch, batches
from folkmoot.mirror.notes import Damaged, MirrorError, NotAnArchive, Notes
from folkmoot.mirror.readers import Reader, joined, recognized
from folkmoot.mirror.rows import Row
from folkmoot.mirror.tables import Tables

Progress = Callable[[int, int], None]  # bytes read, bytes there are
ALONE = 1 << 25  # bytes of archives up to which one process does all: helpers take longer to start than that takes
HELPERS_AT_MOST = 4  # more would wait for the one that reads

KNOWN = (
    "Folkmoot reads archives of Mastodon, X/Twitter, Bluesky, Instagram and Facebook (of these two the JSON, not the "
    "HTML), and tables (CSV or JSON lines) with a column 'text'"
)


def read_into(
    tables: Tables,
    paths: Sequence[Path],
    notes: Notes,
    *,
    language: str | None = None,
    progress: Progress | None = None,
    processes: int | None = None,
) -> list[Reader]:
    """Fill the tables from all archives of one person. Returns the readers that found something to read.

    language: that of the posts, where neither the archive nor the words say it. processes: how many judge at once when
    there is much to judge; by default as many as there are processors, up to four. Raises NotAnArchive when nothing of
    all of it is known.
    """
    with ExitStack() as stack:
        found: list[tuple[Reader, dict[str, list[Member]]]] = []
        for path in paths:
            try:
                members = stack.enter_context(archive.opened(path, notes))
            except MirrorError as problem:
                if len(paths) == 1:
                    raise
                notes.say(str(problem))
                continue
            known = list(recognized(members).items())
            if not known:
                notes.say(f"{path.name} holds nothing that Folkmoot knows: {KNOWN}.")
            found += known
        if not found:
            raise NotAnArchive(" ".join(notes.all()) or f"There is nothing to read. {KNOWN}.")
        found = joined(found)
        total = sum(m.size for _, files in found for members in files.values() for m in members)
        count = _Count(progress, total)
        rows = itertools.chain.from_iterable(
            # What breaks one reader off does not stop the others.
            _until_broken(
                reader.read({role: [count.counted(m) for m in some] for role, some in files.items()}, notes), notes
            )
            for reader, files in found
        )
        helpers = 0 if total <= ALONE else processes or min(os.cpu_count() or 1, HELPERS_AT_MOST)
        for batch in _judged(batches(rows), language, helpers):
            tables.add(batch)
        count.done()
    return list(dict.fromkeys(reader for reader, _ in found))


def _until_broken(rows: Iterable[Row], notes: Notes) -> Iterator[Row]:
    """The rows up to where a file breaks off that could be opened and was not whole."""
    try:
        yield from rows
    except MirrorError as problem:
        if not (isinstance(problem, Damaged) and problem.told):
            notes.say(str(problem))


class _Count:
    """Bytes read, told to whoever draws the bar."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._read = progress, total, 0

    def counted(self, member: Member) -> Member:
        if self._progress is None:
            return member
        return dataclasses.replace(
            member, open=lambda: cast(BinaryIO, io.BufferedReader(_Counting(member.open(), self.add), 1 << 16))
        )

    def add(self, more: int) -> None:
        self._read += more
        if self._progress is not None:
            self._progress(min(self._read, self._total), self._total)

    def done(self) -> None:
        if self._progress is not None:
            self._progress(self._total, self._total)


class _Counting(io.RawIOBase):
    def __init__(self, stream: BinaryIO, add: Callable[[int], None]) -> None:
        self._stream, self._add = stream, add
        # Piece by piece: of a long read that ends in damage nothing would come.
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]  # the type of a buffer has no name before 3.12
        data = self._read(len(buffer))
        buffer[: len(data)] = data
        self._add(len(data))
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _judged(all_batches: Iterator[Batch], language: str | None, helpers: int) -> Iterator[Mapping[str, pa.RecordBatch]]:
    """Each batch as it is kept, in order. Helpers are processes of their own; few batches are with them at a time."""
    if not helpers:
        for batch in all_batches:
            yield judging.judged(batch, language)
        return
    # Not forked: the program that asks may be a server with threads.
    with ProcessPoolExecutor(helpers, multiprocessing.get_context("spawn")) as pool:
        waiting: deque[Future[judging.Packed]] = deque()
        for batch in all_batches:
            waiting.append(pool.submit(judging.packed, batch, language))
            if len(waiting) > 2 * helpers:
                yield judging.unpacked(waiting.popleft().result())
        while waiting:
            yield judging.unpacked(waiting.popleft().result())
