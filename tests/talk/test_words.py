"""Moments in words, and the first words of a post."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from folkmoot.talk.rules import OPENING_MAX, opening
from folkmoot.talk.when import in_words

NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)  # a Wednesday


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=-30), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=60), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=15), "15 hours ago"),
        (timedelta(hours=16), "yesterday"),
        (timedelta(hours=39), "yesterday"),
        (timedelta(hours=40), "2 days ago"),
        (timedelta(days=6), "6 days ago"),
        (timedelta(days=7), "February 25"),
        (timedelta(days=365), "March 4, 2025"),
    ],
)
def test_a_moment_is_said_as_people_say_it(ago, words):
    assert in_words(NOW - ago, NOW) == words


def test_yesterday_begins_at_the_readers_own_midnight():
    said = datetime(2026, 3, 4, 4, 0, tzinfo=UTC)
    tokyo, new_york = ZoneInfo("Asia/Tokyo"), ZoneInfo("America/New_York")
    assert in_words(said.astimezone(tokyo), NOW.astimezone(tokyo)) == "yesterday"  # 13:00, and now 00:00
    assert in_words(said.astimezone(new_york), NOW.astimezone(new_york)) == "yesterday"  # 23:00, and now 10:00
    assert in_words(said, NOW) == "11 hours ago"


def test_shortly_after_midnight_the_evening_is_hours_ago():
    night = datetime(2026, 3, 4, 1, 0, tzinfo=UTC)
    assert in_words(night - timedelta(hours=3), night) == "3 hours ago"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hello", "Hello"),
        ("# A **bold** `title`\n\nand more", "A bold title and more"),
        ("> quoted\n- a list", "quoted a list"),
        ("See [the hall](https://hall.example/) now", "See the hall now"),
        ("2 + 2 is 4 - or 5", "2 + 2 is 4 - or 5"),
        ("", ""),
        ("***", ""),
        ("___", ""),
        ("@ada_lind and @bo_b_lee: a_b", "@ada_lind and @bo_b_lee: a_b"),
        ("_Really!_ __so__ **_it_** _is_.", "Really! so it is."),
    ],
)
def test_an_opening_is_plain_words(text, words):
    assert opening(text) == words


def test_a_long_opening_ends_with_a_whole_word():
    found = opening("many words " * 100)
    assert len(found) <= OPENING_MAX + 1
    assert found.endswith(("many…", "words…"))
    assert len(opening("a" * 1000)) <= OPENING_MAX + 1
