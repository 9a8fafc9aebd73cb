"""The favors of the demo's year: what each asks, promises, does, thanks for and forgives, at which minute.

The words are written by hand (``words.favors``); the seed decides the finer schedule, as with the talk (``script``).
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta

from folkmoot.demo.clock import (
    DAY,
    FIRST_DAY,
    HOUR,
    LENGTH,
    PARTS,
    awake,
    dice_for,
    seasonal_day,
    story_day,
    waking_minute,
)
from folkmoot.demo.words import favors_terms
from folkmoot.demo.words.favors import matters
from folkmoot.demo.words.favors_page import Matter, Time
from folkmoot.demo.words.favors_terms import Contract, Permit
from folkmoot.favors.rules.promises import STANDS_AFTER

STANDS = STANDS_AFTER // timedelta(minutes=1)


@dataclass(frozen=True)
class Deed:
    """One move at one minute. ``matter`` is the key of the ask, offer or thanks that it is about."""

    minute: int
    matter: str
    verb: str
    who: str
    whom: str | None = None  # the other one of the promise or favor that it is about
    people: tuple[str, ...] = ()  # whom an ask is put before
    minutes: int | None = None
    needed: int | None = 1
    at: int | None = None  # the minute that is agreed on; of a thanks for what nobody asked for: when it happened
    until: int | None = None  # the minute when it leaves the board
    topic: str | None = None
    place: str = ""
    what: str = ""
    words: str = ""
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True)
class FavorScript:
    """Everything that people do for one another, in the order of its minutes, and on what terms."""

    deeds: tuple[Deed, ...]
    permits: tuple[tuple[int, Permit], ...]  # with the minute at which they are given
    contracts: tuple[tuple[int, Contract], ...]


def write_favors(seed: int = 7, first_day: date = FIRST_DAY) -> FavorScript:
    """The favors for a seed; ``first_day`` is the day that minute 0 begins."""
    deeds = [deed for matter in matters() for deed in _deeds(matter, seed, first_day)]
    permits = [(_terms_minute(permit.day, permit.who, seed, first_day), permit) for permit in favors_terms.PERMITS]
    contracts = [(_terms_minute(one.day, one.who, seed, first_day), one) for one in favors_terms.CONTRACTS]
    return FavorScript(tuple(sorted(deeds, key=lambda deed: deed.minute)), tuple(permits), tuple(contracts))


def _terms_minute(day: int, who: str, seed: int, first_day: date) -> int:
    dice = dice_for(seed, f"terms of {who} on {day}")
    return story_day(day, True, dice, first_day) * DAY + waking_minute(PARTS[who], dice)


def _deeds(matter: Matter, seed: int, first_day: date) -> list[Deed]:
    """A matter with a minute for each of its moves."""
    dice = dice_for(seed, f"favor {matter.key}")
    begun = matter.when.clock if matter.when.clock is not None else waking_minute(PARTS[matter.who], dice)
    if matter.when.date is not None:
        day = seasonal_day(*matter.when.date, matter.when.weekday, dice, first_day)
    else:
        assert matter.when.day is not None
        day = story_day(matter.when.day, matter.when.weekday is not None, dice, first_day)
    head = day * DAY + begun
    found = [_heading(matter, head, first_day)]
    last, about = head, matter.marks.people[0] if matter.kind == "thanks" else None

    def after(minute: int, wait: int, who: str) -> int:
        wavering = max(2, round(wait * dice.uniform(0.9, 1.1)))
        return awake(minute + wavering, PARTS[who], dice)

    for move in matter.moves:
        marks = move.marks
        if move.verb not in ("helps", "takes"):
            wait = marks.waits[0] if marks.waits else max(5, min(20 * HOUR, round(math.exp(dice.gauss(4.3, 0.9)))))
            last = after(last, wait, move.who)
            about = marks.of or about
            at = None if marks.at is None else _moment(marks.at, last, first_day)
            found.append(
                Deed(
                    last,
                    matter.key,
                    move.verb,
                    move.who,
                    about,
                    marks.people,
                    marks.minutes,
                    at=at,
                    words=move.text,
                    flags=marks.flags,
                )
            )
            continue
        promised, *more = marks.waits
        helper, receiver = (move.who, matter.who) if move.verb == "helps" else (matter.who, move.who)
        about = move.who
        last = after(head, promised, move.who)
        at = None if marks.at is None else _moment(marks.at, last, first_day)
        found.append(
            Deed(
                last,
                matter.key,
                move.verb,
                move.who,
                about,
                minutes=marks.minutes,
                at=at,
                words=move.text,
                flags=marks.flags,
            )
        )
        if more:
            last = after(last, more[0], helper)
            size = marks.minutes or matter.marks.minutes or 0
            last = last if at is None else max(last, awake(at + size + dice.randrange(5, 50), PARTS[helper], dice))
            found.append(Deed(last, matter.key, "done", helper, about, flags=marks.flags & {"gift"}))
        if len(more) > 1:
            last = after(last, more[1], receiver)
            found.append(Deed(last, matter.key, "thanks", receiver, about, flags=marks.flags & {"kept"}))
        elif more:
            found.append(Deed(last + STANDS + dice.randrange(HOUR), matter.key, "stands", helper, about))
    return [deed for deed in found if deed.minute < LENGTH]


def _heading(matter: Matter, head: int, first_day: date) -> Deed:
    marks = matter.marks
    at = None if marks.at is None else _moment(marks.at, head, first_day)
    if matter.kind == "thanks":
        at = head - (marks.waits[0] if marks.waits else 3 * HOUR)
    return Deed(
        head,
        matter.key,
        f"{matter.kind} for it" if matter.kind == "thanks" else matter.kind,
        matter.who,
        marks.people[0] if matter.kind == "thanks" else None,
        minutes=marks.minutes,
        needed=marks.needed,
        at=at,
        until=None if marks.stands is None else head + marks.stands,
        topic=matter.topic,
        place=matter.place,
        what=matter.what,
        words=matter.words,
        flags=marks.flags,
    )


def _moment(time: Time, minute: int, first_day: date) -> int:
    """The minute of the script at which that is, seen from another."""
    day = minute // DAY
    if time.days is not None:
        return (day + time.days) * DAY + time.clock
    assert time.weekday is not None
    ahead = (time.weekday - (first_day + timedelta(days=day)).weekday()) % 7
    return (day + (ahead or 7)) * DAY + time.clock
