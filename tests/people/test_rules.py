"""Handles, discs and budgets of requests."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.people import rules
from folkmoot.people.rules import Bucket, Rate
from tests.support.cast import THEN

RATE = Rate(5, timedelta(minutes=10), "Wait a little.")


@given(st.text(max_size=80))
def test_a_handle_can_be_made_near_anything(text):
    assert rules.problem_with_name(rules.name_from(text)) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zoë Ångström", "zoe_angstrom"),
        ("ann@example.org", "ann"),
        ("admin", "admin_1"),
        ("李", "someone"),
        ("", "someone"),
        ("x", "someone"),
        ("--Mara--", "mara"),
    ],
)
def test_a_handle_is_near_the_name(text, name):
    assert rules.name_from(text) == name


@pytest.mark.parametrize(
    "name", ["a", "a" * 31, "Ann", "ann!", "_ann", "ann_", "an n", "änn", "", "root", "tribe", "ann\n"]
)
def test_a_handle_that_cannot_be_used_gets_a_sentence(name):
    problem = rules.problem_with_name(name)
    assert problem
    assert problem.endswith(".")


@given(st.text(max_size=60))
def test_everybody_has_initials(name):
    initials = rules.initials(name)
    assert initials
    assert " " not in initials


@given(st.integers(0, (1 << 63) - 1))
def test_everybody_has_a_tint(id_):
    assert 0 <= rules.hue(id_) < rules.HUES


@given(st.lists(st.integers(0, 900), max_size=60), st.integers(1, 3))
def test_in_no_stretch_is_more_granted_than_the_rate_and_what_was_saved(gaps, cost):
    bucket, now, granted = None, THEN, []
    for gap in gaps:
        now += timedelta(seconds=gap)
        bucket, may = rules.take(RATE, bucket, now, cost)
        assert 0 <= bucket.tokens <= RATE.amount
        if may:
            granted.append(now)
    for i, first in enumerate(granted):
        for j in range(i, len(granted)):
            most = RATE.amount * (1 + (granted[j] - first) / RATE.period)
            assert (j - i + 1) * cost <= most + 1e-6


@given(st.floats(0, 5), st.integers(1, 5))
def test_whoever_waits_as_told_is_let_through_and_not_before(tokens, cost):
    bucket = Bucket(tokens, THEN)
    wait = rules.wait(RATE, bucket, cost)
    assert rules.take(RATE, bucket, THEN + wait + timedelta(milliseconds=1), cost)[1]
    if wait > timedelta(seconds=1):
        assert not rules.take(RATE, bucket, THEN + wait - timedelta(seconds=1), cost)[1]


def test_a_clock_that_was_set_back_fills_nothing_twice():
    empty = Bucket(0.0, THEN)
    bucket, may = rules.take(RATE, empty, THEN - timedelta(hours=1))
    assert not may
    assert not rules.take(RATE, bucket, THEN)[1]


def test_a_key_is_kept_as_a_digest_only():
    assert len(rules.key_digest("a key")) == 64
    assert rules.key_digest("a key") != rules.key_digest("another key")
