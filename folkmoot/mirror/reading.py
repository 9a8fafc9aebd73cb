"""From archives to tables: open, recognize, read, judge, keep. What one archive lacks does not stop the others."""

import dataclasses
import io
import itertools
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, cast

from folkmoot.mirror import archive, judge
from folkmoot.mirror.archive import Member
from folkmoot.mirror.notes import MirrorError, NotAnArchive, Notes
from folkmoot.mirror.readers import Reader, recognized
from folkmoot.mirror.rows import Row
from folkmoot.mirror.tables import Batch, Tables, batches
from folkmoot.mirror.thanks import with_thanks

Progress = Callable[[int, int], None]  # bytes read, bytes there are
ALONE = 8  # batches that one process judges by itself: helpers take longer to start than to judge so few

KNOWN = (
    "Folkmoot reads archives of Mastodon, X/Twitter, Bluesky, Instagram and Facebook, and tables (CSV or JSON lines) "
    "with a column 'text'"
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

    language: that of the posts, where neither the archive nor the words say it. processes: how many judge at once; as
    many as there are processors by default. Raises NotAnArchive when nothing of all of it is known.
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
        count = _Count(progress, sum(m.size for _, files in found for members in files.values() for m in members))
        rows = itertools.chain.from_iterable(
            reader.read({role: [count.counted(m) for m in members] for role, members in files.items()}, notes)
            for reader, files in found
        )
        for batch, judged in _judged(batches(with_thanks(_until_broken(rows, notes))), language, processes):
            tables.add(batch, judged)
        count.done()
    return list(dict.fromkeys(reader for reader, _ in found))


def _until_broken(rows: Iterable[Row], notes: Notes) -> Iterator[Row]:
    """The rows up to where a file breaks off that could be opened and was not whole."""
    try:
        yield from rows
    except MirrorError as problem:
        notes.say(str(problem))
    except archive.BROKEN as problem:
        notes.say(f"A file is damaged ({problem or 'it ends too early'}): what comes after was not read.")


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

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]  # the type of a buffer has no name before 3.12
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._add(len(data))
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


Judged = Sequence[Sequence[object]]


def _judged(
    all_batches: Iterator[Batch], language: str | None, processes: int | None
) -> Iterator[tuple[Batch, Judged]]:
    """Each batch with the judge's columns, in order. Many are judged by several processes, few in flight at a time."""
    for batch in itertools.islice(all_batches, ALONE):
        yield batch, _judge(batch.texts, batch.languages, language)
    first = next(all_batches, None)
    if first is None:
        return
    many = processes or os.cpu_count() or 1
    # Not forked: the program that asks may be a server with threads.
    with ProcessPoolExecutor(many, multiprocessing.get_context("spawn")) as pool:
        waiting: deque[tuple[Batch, Future[Judged]]] = deque()
        for batch in itertools.chain([first], all_batches):
            waiting.append((batch, pool.submit(_judge, batch.texts, batch.languages, language)))
            if len(waiting) > 2 * many:
                done, future = waiting.popleft()
                yield done, future.result()
        while waiting:
            done, future = waiting.popleft()
            yield done, future.result()


def _judge(texts: Sequence[str], languages: Sequence[str | None], language: str | None) -> Judged:
    """purpose, probability, p_ask, gains, reach, because: as in the table of posts."""
    return judge.judge_many(texts, [given or language for given in languages])
