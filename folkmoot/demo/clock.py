"""When things happen in the demo: minutes of a year that begins at a midnight, and dice that fall the same way."""

import random
from datetime import date, timedelta

from folkmoot.demo.cast import CAST, Part

DAYS = 365
HOUR = 60
DAY = 24 * HOUR
LENGTH = DAYS * DAY
OPENING_DAYS = 8  # by then everybody who was there from the start has come
LAST_SEASONAL_DAY = 357  # what is said in season leaves the last week to the story
LAST_DAY_TO_MOVE = 352
STORY_BEGINS_ON = 1  # Tuesday: what the story calls day 2 is a Thursday
FIRST_DAY = date(2025, 3, 4)
PARTS: dict[str, Part] = {part.name: part for part in CAST}


def dice_for(seed: int, what: str) -> random.Random:
    """Dice of its own for each thing, so that a new thread leaves the others where they were."""
    return random.Random(f"{seed}/{what}")  # noqa: S311 - a schedule, not a secret


def story_day(day: int, is_fixed: bool, dice: random.Random, first_day: date) -> int:
    """The day of the script on which something of the story begins.

    The whole story is moved by up to three days, so that its weekdays are the calendar's; its first and last days
    stay where they are. What is ``fixed`` to a weekday does not waver besides.
    """
    if not OPENING_DAYS <= day < LAST_DAY_TO_MOVE:
        return day
    return day + _shift(first_day) + (0 if is_fixed else dice.randrange(3))


def seasonal_day(month: int, day: int, weekday: int | None, dice: random.Random, first_day: date) -> int:
    """The day of the script nearest to a date of the year; on that weekday, where there is one."""
    days = (date(first_day.year, month, day) - first_day).days % DAYS
    days = min(max(days + dice.randrange(-2, 3), OPENING_DAYS), LAST_SEASONAL_DAY)
    if weekday is not None:
        days += (weekday - (first_day + timedelta(days=days)).weekday()) % 7
        days -= 7 if days > LAST_SEASONAL_DAY else 0
    return days


def waking_minute(author: Part, dice: random.Random) -> int:
    """A minute of the day at which the author is up."""
    start, end = author.hours
    return start * HOUR + dice.randrange((end - start) * HOUR)


def awake(minute: int, author: Part, dice: random.Random) -> int:
    """That minute, or the first after it at which the author is up."""
    start, end = author.hours
    if start * HOUR <= minute % DAY < end * HOUR:
        return minute
    day = minute // DAY + (1 if minute % DAY >= end * HOUR else 0)
    return day * DAY + start * HOUR + dice.randrange(4, 50)


def _shift(first_day: date) -> int:
    """Days, -3 to 3, that bring the story's day 0 to the weekday it was written for."""
    return (STORY_BEGINS_ON - first_day.weekday() + 3) % 7 - 3
