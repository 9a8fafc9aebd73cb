"""Mastodon's rule for what kind of account it is: the first that fits, in its order."""

import pytest

from folkmoot.mirror.measures.rivals import AVERAGE_PER_YEAR, archetype


@pytest.mark.parametrize(
    ("standalone", "replies", "reposts", "polls", "named"),
    [
        (0, 0, 0, 0, "lurker"),
        (112, 0, 0, 112, "lurker"),  # however many polls
        (113, 0, 0, 0, "oracle"),  # one more than fewer than 113
        (40, 40, 33, 0, "oracle"),  # all three count towards the 113
        (50, 0, 100, 0, "oracle"),  # twice as many is not more than twice
        (50, 0, 101, 0, "booster"),
        (50, 200, 101, 50, "booster"),  # before pollster and replier
        (120, 0, 0, 12, "oracle"),
        (120, 0, 0, 13, "pollster"),
        (60, 121, 0, 7, "pollster"),  # before replier
        (60, 120, 0, 6, "oracle"),
        (60, 121, 0, 6, "replier"),
        (0, 113, 0, 0, "replier"),
        (0, 0, 113, 0, "booster"),
    ],
)
def test_the_first_rule_that_fits_names_it(standalone, replies, reposts, polls, named):
    assert archetype(standalone, replies, reposts, polls) == named


def test_the_mark_is_what_an_account_posts_in_a_year():
    assert archetype(AVERAGE_PER_YEAR - 1, 0, 0, 0) == "lurker"
    assert archetype(AVERAGE_PER_YEAR, 0, 0, 0) == "oracle"
