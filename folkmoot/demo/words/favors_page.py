"""How favors are set down, like talk (see ``page``): what was asked, offered or thanked for, and what came of it.

    == stroller-wheel | day 34 | omar asks 30 x2 at +3d 10:00 | neighbors @ Cooper's Steps
    | A wheel for the stroller

    More about it, in Markdown, where there is more to say.

    -- des helps +35m +4h +2h
    A word between the two, where there is one.

The heading's third part is who, and then ``asks``, ``offers`` or ``thanks SOMEBODY`` (for a favor that nobody asked
for); minutes; and marks: ``x2`` for two helpers (``x*``: as many as possible), ``at`` a time, ``for +60d`` until it
leaves the board, ``remote``, ``steered``, ``kept`` between the two. The topic is '-' for none; a place may follow it.

Lines: ``des helps +35m +4h +2h`` (promised 35 minutes after the heading, done four hours later, thanked two hours
after that; with fewer times it got no further) and ``omar takes ...`` of an offer, with ``20`` minutes where it is
another number, ``at`` a time, ``gift``, ``kept``. Every other move counts from the end of the line before, and is
about its promise, or that with ``of SOMEBODY``: ``names des jarek`` (put before these by name), ``urgent``,
``vouches``, ``no``, ``says``, ``times at ...``, ``drops``, ``disputes``, ``thanks 20``, ``forgives``, ``objects``,
``upholds``, ``dismisses``, ``reverses``, ``off``, ``renews``. Words beneath are a note, or the reason.

A time is ``+3d 10:00`` (three days later at ten) or ``sat 10:00`` (the next Saturday).
"""

import re
from dataclasses import dataclass, replace

from folkmoot.demo.words.page import WEEKDAYS, When, span, unwrapped, when

BOARD = ("names", "urgent", "vouches", "no", "off", "renews")
PROMISES = ("helps", "takes", "says", "times", "drops", "disputes", "thanks")
LEDGER = ("forgives", "objects", "upholds", "dismisses", "reverses")
VERBS = frozenset({*BOARD, *PROMISES, *LEDGER})
FLAGS = frozenset({"remote", "steered", "kept", "gift"})
KINDS = ("asks", "offers", "thanks")


@dataclass(frozen=True)
class Time:
    """A time to come: days from the moment it is said, or a weekday, and a minute of the day."""

    days: int | None
    weekday: int | None
    clock: int


@dataclass(frozen=True)
class Marks:
    """What stands behind a verb."""

    waits: tuple[int, ...] = ()  # minutes
    people: tuple[str, ...] = ()
    minutes: int | None = None
    needed: int | None = 1  # None: as many as possible
    at: Time | None = None
    stands: int | None = None  # minutes until it leaves the board
    of: str | None = None
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Move:
    """What somebody did about it."""

    who: str
    verb: str
    marks: Marks
    text: str


@dataclass(frozen=True)
class Matter:
    """One ask, offer or thanks, and what came of it."""

    key: str
    when: When
    who: str
    kind: str
    marks: Marks
    topic: str | None
    place: str
    what: str
    words: str
    moves: tuple[Move, ...] = ()


def read(page: str) -> tuple[Matter, ...]:
    """What a page tells, in its order; ValueError says which line makes no sense."""
    return tuple(_matter(part) for part in re.split(r"^== ", page, flags=re.M)[1:])


def _matter(part: str) -> Matter:
    pieces = re.split(r"^-- ", part, flags=re.M)
    lines = pieces[0].splitlines()
    end = next((at for at in range(1, len(lines)) if not lines[at].strip()), len(lines))
    heading, words = " ".join(lines[:end]), "\n".join(lines[end:])
    fields = [piece.strip() for piece in heading.split("|")]
    if len(fields) != 5:
        raise ValueError(f"a heading is 'key | when | who asks minutes | topic @ place | what', not {lines[0]!r}")
    key, time, deed, where, what = fields
    who, kind, *rest = deed.split()
    if kind not in KINDS:
        raise ValueError(f"{key}: one asks, offers or thanks, and not {kind!r}")
    topic, _, place = where.partition("@")
    moves = tuple(_move(piece, key) for piece in pieces[1:])
    return Matter(
        key,
        when(time.split(), key),
        who,
        kind,
        _marks(rest, key),
        None if topic.strip() == "-" else topic.strip(),
        place.strip(),
        what,
        unwrapped(words),
        moves,
    )


def _move(piece: str, key: str) -> Move:
    line, _, words = piece.partition("\n")
    who, verb, *rest = line.split()
    if verb not in VERBS:
        raise ValueError(f"{key}: nobody {verb!r}")
    return Move(who, verb, _marks(rest, key), unwrapped(words))


def _marks(marks: list[str], key: str) -> Marks:
    found = Marks()
    rest = iter(marks)
    for mark in rest:
        if mark.startswith("+"):
            found = replace(found, waits=(*found.waits, span(mark, key)))
        elif mark.isdecimal():
            found = replace(found, minutes=int(mark))
        elif re.fullmatch(r"x(\d+|\*)", mark):
            found = replace(found, needed=None if mark == "x*" else int(mark[1:]))
        elif mark == "at":
            found = replace(found, at=_time(next(rest, ""), next(rest, ""), key))
        elif mark == "for":
            found = replace(found, stands=span(next(rest, ""), key))
        elif mark == "of":
            found = replace(found, of=next(rest, None))
        elif mark in FLAGS:
            found = replace(found, flags=found.flags | {mark})
        else:
            found = replace(found, people=(*found.people, mark))
    return found


def _time(day: str, clock: str, key: str) -> Time:
    match = re.fullmatch(r"(\d\d):(\d\d)", clock)
    if match is None or not (day in WEEKDAYS or day.startswith("+")):
        raise ValueError(f"{key}: 'at {day} {clock}' is no time")
    minute = int(match[1]) * 60 + int(match[2])
    if day in WEEKDAYS:
        return Time(None, WEEKDAYS.index(day), minute)
    return Time(span(day, key) // (24 * 60), None, minute)
