"""The price of an ask: every number of it, worked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.favors.rules.contract import Contract
from folkmoot.favors.rules.price import (
    DAYS_MOST,
    Kind,
    Means,
    Record,
    days_to_return,
    pace,
    price,
    share_who_help,
)

CONTRACT = Contract()  # patience 90 days, allowance 480 minutes, crowd 12 people
NONE = Means(open_minutes=0, ahead=0, given_last_year=0, own_given_last_year=0, member_days=400)
NO_RECORD = Record()
YEARLY = Means(open_minutes=0, ahead=0, given_last_year=0, own_given_last_year=365, member_days=400)  # a minute a day


def the_price(
    pushed_to: int, needed: int | None, minutes: int, means: Means = YEARLY, record: Record = NO_RECORD, **more
):
    return price(pushed_to, needed, minutes, means, record, CONTRACT, **more)


# --- the examples of the design ---------------------------------------------------------------------
def test_only_a_like_of_two_thousand_four_hundred_people_is_forty_hours_of_their_lives():
    found = the_price(2400, None, 1)
    assert found.taken == 40 * 60
    assert found.needed == 2400


def test_to_ask_two_thousand_four_hundred_for_an_afternoon_is_asymmetric():
    """Expected are 1 in 100 of 2,400: 24; 2,376 have to say no. 42 hours: theirs, a minute each, and 144 minutes more.

    At 230 minutes a year, 19 a month, it takes eleven years to give that back.
    """
    slow = Means(open_minutes=0, ahead=0, given_last_year=0, own_given_last_year=230, member_days=400)
    found = the_price(2400, 24, 6, slow)
    assert found.expected == 24
    assert found.made_to_say_no == 2376
    assert found.taken == 24 * 6 + 2376 == 42 * 60
    assert found.days == pytest.approx(2520 / (230 / 365))
    assert round(found.days / 365) == 11
    assert found.kind == Kind.ASYMMETRIC_MASS
    assert not found.may_be_pushed


# --- the share who help -----------------------------------------------------------------------------
def test_with_no_record_one_in_four_help_by_name_and_one_in_a_hundred_of_a_crowd():
    assert share_who_help(Record(), crowd=False) == 0.25
    assert share_who_help(Record(), crowd=True) == 0.01


def test_the_record_of_the_tribe_counts_on_top_of_ten_and_of_a_hundred_people():
    assert share_who_help(Record(pushed_to=10, helped=10), crowd=False) == (2.5 + 10) / 20
    assert share_who_help(Record(pushed_to=900, helped=99), crowd=True) == 100 / 1000


# --- made to say no, taken --------------------------------------------------------------------------
def test_four_people_asked_by_name_for_one_helper():
    found = the_price(4, 1, 30)
    assert found.expected == 1  # a quarter of four
    assert found.made_to_say_no == 3
    assert found.taken == 30 + 3


def test_never_more_helpers_are_expected_than_are_needed():
    assert the_price(12, 1, 30, record=Record(100, 90)).expected == 1


def test_never_more_than_the_share_of_those_whom_it_is_pushed_to():
    found = the_price(2, 5, 30)
    assert found.expected == 0.5
    assert found.made_to_say_no == 2  # half a helper is rounded to the even number, none
    assert found.taken == 5 * 30 + 2


def test_an_ask_that_waits_on_the_board_makes_nobody_say_no():
    found = the_price(0, 2, 30)
    assert (found.pushed_to, found.expected, found.made_to_say_no, found.taken) == (0, 0, 0, 60)
    assert found.kind == Kind.PERSONAL


def test_as_many_as_possible_needs_everybody_it_is_pushed_to_and_counts_nobody_twice():
    found = the_price(100, None, 5)
    assert found.needed == 100
    assert found.expected == pytest.approx(1)
    assert found.made_to_say_no == 99
    assert found.taken == 500


# --- pace -------------------------------------------------------------------------------------------
def test_pace_is_what_was_given_in_a_year_by_day():
    assert pace(YEARLY) == 1
    assert pace(NONE) == 0


def test_a_newcomer_has_sixty_minutes_a_month_for_ninety_days():
    new = Means(open_minutes=0, ahead=0, given_last_year=0, own_given_last_year=0, member_days=89)
    assert pace(new) == 60 * 12 / 365
    assert pace(Means(0, 0, 0, 0, 90)) == 0
    assert pace(Means(0, 0, 0, 3650, 10)) == 10  # who gives more has more


def test_whoever_vouches_lends_their_pace():
    assert pace(Means(open_minutes=0, ahead=0, given_last_year=730, own_given_last_year=365, member_days=400)) == 3
    assert pace(Means(0, 0, 730, 0, 10)) == 2 + 60 * 12 / 365


# --- time to return ---------------------------------------------------------------------------------
def test_what_is_open_counts_with_it_and_what_was_given_ahead_against_it():
    means = Means(open_minutes=50, ahead=20, given_last_year=0, own_given_last_year=365, member_days=400)
    found = the_price(4, 1, 30, means)
    assert found.to_return == 50 + 33 - 20
    assert found.days == 63


def test_who_gave_enough_ahead_returns_it_at_once():
    found = the_price(4, 1, 30, Means(0, 500, 0, 0, 400))
    assert (found.to_return, found.days) == (0, 0)


def test_without_any_pace_it_is_never_returned():
    assert the_price(4, 1, 30, NONE).days is None


def test_longer_than_a_hundred_years_is_never():
    assert days_to_return(DAYS_MOST, 1) == DAYS_MOST == 36_500
    assert days_to_return(DAYS_MOST + 1, 1) is None
    assert days_to_return(0, 0) == 0
    assert days_to_return(-5, 0) == 0
    assert days_to_return(10, 4) == 2.5


# --- kinds ------------------------------------------------------------------------------------------
def test_up_to_twelve_people_it_is_personal_however_long_it_takes():
    assert the_price(12, 1, 6000, NONE).kind == Kind.PERSONAL
    assert the_price(13, 1, 6000, NONE).kind == Kind.ASYMMETRIC_MASS


def test_the_crowd_is_the_contracts():
    assert price(5, 1, 30, NONE, Record(), Contract(crowd=4)).kind == Kind.ASYMMETRIC_MASS
    assert price(5, 1, 30, NONE, Record(), Contract(crowd=5)).kind == Kind.PERSONAL


def test_a_crowd_within_patience_is_symmetric_and_a_day_beyond_it_is_not():
    within = the_price(20, 1, 70)  # 70 + 20 minutes, at a minute a day
    assert (within.taken, within.days, within.kind) == (90, 90, Kind.MASS_SYMMETRIC)
    beyond = the_price(20, 1, 71)
    assert (beyond.days, beyond.kind) == (91, Kind.ASYMMETRIC_MASS)


def test_a_turn_of_a_custom_is_symmetric_however_long_it_takes():
    assert the_price(500, 1, 6000, NONE, is_turn=True).kind == Kind.MASS_SYMMETRIC


def test_more_is_expected_of_a_crowd_that_has_helped_before():
    """The record of a crowd, not that of asks by name, is what counts above the contract's crowd."""
    found = the_price(100, 50, 10, record=Record(pushed_to=100, helped=99))
    assert found.expected == pytest.approx(50)
    assert found.made_to_say_no == 50


# --- whatever the numbers ---------------------------------------------------------------------------
MEANS = st.builds(
    Means,
    open_minutes=st.integers(0, 10_000),
    ahead=st.integers(0, 10_000),
    given_last_year=st.integers(0, 100_000),
    own_given_last_year=st.integers(0, 100_000),
    member_days=st.integers(0, 4000),
)


@given(
    pushed_to=st.integers(0, 1_000_000),
    needed=st.none() | st.integers(1, 1000),
    minutes=st.integers(1, 6000),
    means=MEANS,
    pushed_before=st.integers(0, 10_000),
    share=st.floats(0, 1),
)
def test_nobody_is_counted_twice_and_nothing_is_below_zero(pushed_to, needed, minutes, means, pushed_before, share):
    record = Record(pushed_before, int(pushed_before * share))
    found = price(pushed_to, needed, minutes, means, record, CONTRACT)
    assert 0 <= found.expected <= min(pushed_to, found.needed)
    assert 0 <= found.made_to_say_no <= pushed_to
    assert found.taken >= found.needed * minutes
    assert found.to_return >= 0
    assert found.days is None or 0 <= found.days <= DAYS_MOST
    assert found.may_be_pushed or pushed_to > CONTRACT.crowd


@given(pushed_to=st.integers(0, 10_000), needed=st.integers(1, 50), minutes=st.integers(1, 600), means=MEANS)
def test_whoever_vouches_never_makes_it_dearer(pushed_to, needed, minutes, means):
    alone = price(pushed_to, needed, minutes, means, Record(), CONTRACT)
    more = Means(
        means.open_minutes, means.ahead + 60, means.given_last_year + 600, means.own_given_last_year, means.member_days
    )
    together = price(pushed_to, needed, minutes, more, Record(), CONTRACT)
    assert together.days is not None
    assert alone.days is None or together.days <= alone.days
    assert together.may_be_pushed or not alone.may_be_pushed
