"""How talk is set down, so that it can be written and read like a play.

    == pump-hum | day 18 thu 19:40 | house | sam
    What begins the thread, in Markdown. Lines of a paragraph are
    joined; an empty line begins a new one.

    -- walter
    An answer to what began the thread.

    -- des ^
    An answer to the line just above.

    -- sam > walter +2d
    An answer to Walter's latest line here, two days later (also +3h, +20m).

When: ``day N`` of the script (0 is its first), or ``MM-DD``, which belongs to its season wherever the script's year
begins. A weekday moves it to the next such day; an hour fixes it. The topic is '-' for none.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MINUTES = {"m": 1, "h": 60, "d": 24 * 60}
_SPAN = re.compile(r"\+(\d+)([mhd])")
_LIST_ITEM = re.compile(r"(?:[-*]|\d+\.|>|#{1,4}) ")


@dataclass(frozen=True)
class Line:
    """One thing said. ``parent`` is the index of the line it answers, None for the one that begins a thread.

    ``wait`` is minutes after the line before, where the words ask for it.
    """

    author: str
    text: str
    parent: int | None
    wait: int | None = None


@dataclass(frozen=True)
class Thread:
    """One thread: its place in the script (``day``) or in the seasons (``date``: month, day), and its lines."""

    key: str
    topic: str | None
    lines: tuple[Line, ...]
    day: int | None = None
    date: tuple[int, int] | None = None
    weekday: int | None = None  # 0 is Monday
    clock: int | None = None  # minute of the day

    @property
    def is_seasonal(self) -> bool:
        """Whether it belongs to a time of the year, not to a place in the story."""
        return self.date is not None


def read(page: str) -> tuple[Thread, ...]:
    """The threads of one page, in the order they stand there; ValueError says which heading makes no sense."""
    return tuple(_thread(part) for part in re.split(r"^== ", page, flags=re.M)[1:])


def _thread(part: str) -> Thread:
    pieces = re.split(r"^-- ", part, flags=re.M)
    heading, _, words = pieces[0].partition("\n")
    fields = [field.strip() for field in heading.split("|")]
    if len(fields) != 4:
        raise ValueError(f"a thread's heading is 'key | when | topic | author', not {heading!r}")
    key, time, topic, author = fields
    lines = [Line(author, unwrapped(words), None)]
    for piece in pieces[1:]:
        who, _, words = piece.partition("\n")
        lines.append(_answer(who.split(), unwrapped(words), lines, key))
    return Thread(key, None if topic == "-" else topic, tuple(lines), *when(time.split(), key))


def _answer(marks: list[str], text: str, before: list[Line], key: str) -> Line:
    author, parent, wait = marks[0], 0, None
    rest = iter(marks[1:])
    for mark in rest:
        if mark == "^":
            parent = len(before) - 1
        elif mark == ">":
            whom = next(rest)
            at = [index for index, line in enumerate(before) if line.author == whom]
            if not at:
                raise ValueError(f"{key}: {whom} has said nothing yet that {author} could answer")
            parent = at[-1]
        elif _SPAN.fullmatch(mark):
            wait = span(mark, key)
        else:
            raise ValueError(f"{key}: {mark!r} after {author} makes no sense")
    return Line(author, text, parent, wait)


class When(NamedTuple):
    """When something begins: the last fields of a Thread, in their order."""

    day: int | None = None
    date: tuple[int, int] | None = None
    weekday: int | None = None
    clock: int | None = None


def when(marks: list[str], key: str) -> When:
    """What the marks of a heading say about its time; ValueError where they say nothing, or two things."""
    found = When()
    rest = iter(marks)
    for mark in rest:
        if mark == "day":
            found = found._replace(day=int(next(rest)))
        elif match := re.fullmatch(r"(\d\d)-(\d\d)", mark):
            found = found._replace(date=(int(match[1]), int(match[2])))
        elif match := re.fullmatch(r"(\d\d):(\d\d)", mark):
            found = found._replace(clock=int(match[1]) * 60 + int(match[2]))
        elif mark in WEEKDAYS:
            found = found._replace(weekday=WEEKDAYS.index(mark))
        else:
            raise ValueError(f"{key}: {mark!r} is no time")
    if (found.day is None) == (found.date is None):
        raise ValueError(f"{key}: a thread has either a day of the script or a date of the year")
    return found


def span(mark: str, key: str) -> int:
    """Minutes of '+20m', '+3h' or '+2d'; ValueError for anything else."""
    match = _SPAN.fullmatch(mark)
    if match is None:
        raise ValueError(f"{key}: {mark!r} is no span of time")
    return int(match[1]) * _MINUTES[match[2]]


def unwrapped(words: str) -> str:
    """The Markdown with each paragraph and each list item on one line."""
    blocks: list[str] = []
    for block in re.split(r"\n\s*\n", words.strip()):
        lines: list[str] = []
        for line in block.splitlines():
            if lines and not _LIST_ITEM.match(line.strip()):
                lines[-1] += " " + line.strip()
            else:
                lines.append(line.strip())
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)
