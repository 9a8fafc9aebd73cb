"""Posts, one a line, to answers, one line of JSON each."""

import itertools
import json
from collections.abc import Iterable, Iterator

from folkmoot.mirror.judge import judge_each

AT_ONCE = 500  # lines


def judge_lines(lines: Iterable[str]) -> Iterator[str]:
    """For every line, in order and without its end, ``{"purpose", "p", "gains", "reach", "because"}`` as JSON.

    ``p`` holds the probability of each purpose, and is empty where ``purpose`` is ``not_judged``.
    """
    waiting = iter(lines)
    while some := [line.rstrip("\r\n") for line in itertools.islice(waiting, AT_ONCE)]:
        for purpose in judge_each(some):
            yield json.dumps(
                {
                    "purpose": purpose.word,
                    "p": {word: round(p, 4) for word, p in purpose.p.items()},
                    "gains": purpose.gains,
                    "reach": purpose.reach,
                    "because": list(purpose.evidence),
                }
            )
