"""A year of favors, written by hand; ``favors_page.read`` says how they are set down."""

from functools import cache

from folkmoot.demo.words import favors_autumn, favors_now, favors_spring, favors_summer
from folkmoot.demo.words.favors_page import Matter, read

PAGES: tuple[str, ...] = tuple(page.PAGE for page in (favors_spring, favors_summer, favors_autumn, favors_now))


@cache
def matters() -> tuple[Matter, ...]:
    """Everything on every page; ValueError when two have the same key."""
    found = tuple(matter for page in PAGES for matter in read(page))
    keys = [matter.key for matter in found]
    if len(set(keys)) != len(keys):
        raise ValueError(f"two share a key: {sorted({key for key in keys if keys.count(key) > 1})}")
    return found
