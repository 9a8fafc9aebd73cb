"""Intervals hold what they promise: counted over many made archives of which the truth is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.mirror.measures.estimates import Estimate, ratio, share

TRIALS = 200
weeks = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=0, max_size=60)


def _covered(estimates, truth):
    held = [one.low <= truth <= one.high for one in estimates]
    return sum(held) / len(held)


@pytest.mark.parametrize(
    ("many", "per_week", "share_of", "clustering"),
    [
        (60, 20, 0.3, None),  # each post by itself
        (60, 20, 0.3, 4.0),  # a week is a mood: the share differs from 2 to 80% between weeks
        (200, 5, 0.05, 20.0),  # few, and rare
        (300, 50, 0.5, 2.0),
    ],
)
def test_nineteen_in_twenty_intervals_hold_the_true_ratio(many, per_week, share_of, clustering):
    random = np.random.default_rng(11)
    estimates = []
    for _ in range(TRIALS):
        posts = random.negative_binomial(2, 2 / (2 + per_week), many)
        mood = share_of if clustering is None else random.beta(share_of * clustering, (1 - share_of) * clustering, many)
        estimates.append(ratio(random.binomial(posts, mood), posts))
    assert 0.90 <= _covered(estimates, share_of) <= 0.99


def test_posts_drawn_one_by_one_would_promise_too_much():
    """Why whole weeks are drawn: with moods by the week, the simple interval holds the truth far too rarely."""
    random = np.random.default_rng(12)
    simple = []
    for _ in range(TRIALS):
        posts = random.negative_binomial(2, 2 / 22, 60)
        done = random.binomial(posts, random.beta(1.2, 2.8, 60))
        p, n = done.sum() / posts.sum(), posts.sum()
        off = 1.96 * (p * (1 - p) / n) ** 0.5
        simple.append(Estimate(p, p - off, p + off, int(done.sum()), int(n)))
    assert _covered(simple, 0.3) < 0.8


@pytest.mark.parametrize(("people", "share_of"), [(40, 0.3), (150, 0.9), (2_000, 0.5)])
def test_nineteen_in_twenty_intervals_hold_the_true_share_of_people(people, share_of):
    random = np.random.default_rng(13)
    estimates = [share(random.random(people) < share_of) for _ in range(TRIALS)]
    assert 0.90 <= _covered(estimates, share_of) <= 0.99


@given(weeks)
def test_a_ratio_of_a_part_lies_in_its_interval_and_within_bounds(weeks):
    """Parts of posts: never below 0, never above 1, and the value itself is as likely as anything."""
    whole = [a + b for a, b in weeks]
    found = ratio([a for a, _ in weeks], whole)
    assert (found.count, found.of) == (sum(a for a, _ in weeks), sum(whole))
    assert (found.value is None) == (sum(whole) == 0)
    if found.low is not None:
        assert 0 <= found.low <= found.value + 0.25
        assert found.value - 0.25 <= found.high <= 1
        assert found.low <= found.high


@given(weeks)
def test_the_order_of_weeks_does_not_matter(weeks):
    def value(rows):
        return ratio([a for a, _ in rows], [a + b for a, b in rows]).value

    assert value(weeks) == value(weeks[::-1])


def test_the_same_archive_gives_the_same_interval():
    assert ratio([1, 2, 3, 4, 5], [9, 8, 7, 6, 5]) == ratio([1, 2, 3, 4, 5], [9, 8, 7, 6, 5])


def test_nothing_to_divide_by_is_no_number():
    assert ratio([], []) == Estimate(None, None, None, 0, 0)
    assert ratio([0, 0], [0, 0]) == Estimate(None, None, None, 0, 0)
    assert share([]) == Estimate(None, None, None, 0, 0)


def test_fewer_than_four_weeks_have_no_interval():
    found = ratio([1, 2, 1], [4, 4, 4])
    assert (found.value, found.low, found.high) == (1 / 3, None, None)
    assert not found.above(0)
    assert not found.below(1)


def test_gives_without_any_ask_are_a_large_number_and_not_none():
    found = ratio([3, 4, 2, 6], [0, 0, 0, 0], smooth=0.5)
    assert found.value == pytest.approx(15.5 / 0.5)
    assert found.low == pytest.approx(2.6, abs=0.3)  # asks one in five gives would still be missed one time in 40


def test_a_single_ask_beside_no_gives_is_no_proof_that_one_never_gives():
    """All drawings have no gives then, and would be sure of it."""
    assert not ratio([0] * 10, [0] * 9 + [1], smooth=0.5).below(3)
    assert ratio([0] * 10, [2] * 10, smooth=0.5).below(0.5)


def test_none_of_few_could_still_be_some():
    """0 of 4 people is no proof that nobody ever would; 0 of 400 nearly is."""
    assert share([False] * 4).high == pytest.approx(0.602, abs=0.001)
    assert not share([False] * 4).below(0.4)
    assert share([False] * 400).below(0.01)
    assert ratio([0] * 6, [2] * 6).high == pytest.approx(0.265, abs=0.001)


def test_all_of_few_could_still_be_not_quite_all():
    assert share([True] * 4).low == pytest.approx(0.398, abs=0.001)
    assert ratio([2] * 6, [2] * 6).low == pytest.approx(0.735, abs=0.001)
    assert share([True] * 4).high == 1


def test_more_weeks_of_the_same_make_it_surer():
    short, long = ratio([1, 0, 2, 1] * 3, [4] * 12), ratio([1, 0, 2, 1] * 30, [4] * 120)
    assert short.value == long.value
    assert long.high - long.low < (short.high - short.low) / 2


def test_another_unit_is_the_same_number():
    found = ratio([1, 2, 3, 4], [10, 10, 10, 10])
    assert found.times(100) == Estimate(25, found.low * 100, found.high * 100, 10, 40)
    assert Estimate(None, None, None, 0, 0).times(100) == Estimate(None, None, None, 0, 0)
