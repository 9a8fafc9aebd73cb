"""A year of talk, written by hand; ``page.read`` says how it is set down."""

from folkmoot.demo.words import (
    choir,
    cold,
    friends,
    house,
    kitchen,
    meetings,
    neighbors,
    newcomers,
    opening,
    street,
    warm,
    workshop,
)
from folkmoot.demo.words.page import Thread, read

PAGES: tuple[str, ...] = tuple(
    room.PAGE
    for room in (opening, newcomers, neighbors, house, choir, workshop, kitchen, street, friends, meetings, warm, cold)
)


def threads() -> tuple[Thread, ...]:
    """Every thread of every page; ValueError when two have the same key."""
    found = tuple(thread for page in PAGES for thread in read(page))
    keys = [thread.key for thread in found]
    if len(set(keys)) != len(keys):
        raise ValueError(f"two threads share a key: {sorted({k for k in keys if keys.count(k) > 1})}")
    return found
