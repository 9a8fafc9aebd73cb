"""Posts, one a line, to answers, one line of JSON each."""

import json
from collections.abc import Iterator, Sequence
from typing import Protocol

from folkmoot.mirror.judge import judge_each

AT_ONCE = 500  # lines
CHUNK = 1 << 18  # bytes


class Stream(Protocol):
    """What can be read as it comes: ``read1`` waits for something and gives what there is."""

    def read1(self, size: int, /) -> bytes: ...


def judge_stream(stream: Stream) -> Iterator[list[str]]:
    """For each line, in order, ``{"purpose", "p", "gains", "reach", "because"}`` as JSON; several at a time.

    All lines that are there are answered, without waiting for more: whoever sends one may wait for its answer. ``p``
    holds the probability of each purpose, and is empty where ``purpose`` is ``not_judged``.
    """
    for some in _lines_as_they_come(stream):
        for start in range(0, len(some), AT_ONCE):
            part = [line.decode("utf-8", "replace").rstrip("\r") for line in some[start : start + AT_ONCE]]
            yield list(_answers(part))


def _lines_as_they_come(stream: Stream) -> Iterator[list[bytes]]:
    begun: list[bytes] = []  # pieces of a line whose end has not come
    while piece := stream.read1(CHUNK):
        if b"\n" not in piece:
            begun.append(piece)
            continue
        lines = (b"".join(begun) + piece).split(b"\n")
        begun = [lines.pop()]
        yield lines
    if rest := b"".join(begun):
        yield [rest]


def _answers(texts: Sequence[str]) -> Iterator[str]:
    for purpose in judge_each(texts):
        yield json.dumps(
            {
                "purpose": purpose.word,
                "p": {word: round(p, 4) for word, p in purpose.p.items()},
                "gains": purpose.gains,
                "reach": purpose.reach,
                "because": list(purpose.evidence),
            }
        )
