"""Ids sort by time, fit both databases, and say their moment to the millisecond."""

import calendar
import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot import ids

moments = st.datetimes(datetime(2024, 1, 1), datetime(2092, 1, 1), timezones=st.just(UTC))


@given(st.integers(0, ids.MAX_ID))
def test_an_id_is_of_the_moment_that_it_says(id_):
    moment = ids.moment_of(id_)
    assert ids.ms_of(moment) == (id_ >> ids.SHIFT) + ids.EPOCH_MS
    assert ids.first_id_at(moment) <= id_ < ids.first_id_at(moment + timedelta(milliseconds=1))


@given(moments)
def test_a_moments_id_lies_within_its_millisecond(moment):
    id_ = ids.id_at(moment)
    assert 0 <= id_ <= ids.MAX_ID
    assert timedelta(0) <= moment - ids.moment_of(id_) < timedelta(milliseconds=1)


@given(moments, moments)
def test_ids_sort_by_time(one, other):
    if ids.ms_of(one) < ids.ms_of(other):
        assert ids.id_at(one) < ids.id_at(other)


@given(st.datetimes(timezones=st.just(UTC)), st.integers(-14, 14))
def test_milliseconds_are_whole_numbers_rounded_down_in_any_zone(moment, hours):
    exact = calendar.timegm(moment.utctimetuple()) * 1000 + moment.microsecond // 1000
    try:
        elsewhere = moment.astimezone(timezone(timedelta(hours=hours)))
    except OverflowError:  # the first and the last hours that a date can have
        return
    assert ids.ms_of(moment) == ids.ms_of(elsewhere) == exact


def test_a_moment_before_the_epoch_has_the_smallest_id():
    assert ids.first_id_at(datetime(1999, 1, 1, tzinfo=UTC)) == 0


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(TypeError):
        ids.first_id_at(datetime(2026, 1, 1))


def test_ids_of_one_process_only_grow_whoever_makes_them():
    made: list[list[int]] = [[] for _ in range(4)]

    def make(into):
        into.extend(ids.new_id() for _ in range(3000))

    threads = [threading.Thread(target=make, args=(into,)) for into in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(some == sorted(some) for some in made)
    assert len({id_ for some in made for id_ in some}) == 12_000


def test_a_clock_that_was_set_back_makes_no_id_twice(monkeypatch):
    monkeypatch.setattr(ids, "_last", 0)
    clock = iter([1_800_000_000_000, 1_799_999_990_000, 1_799_999_990_000, 1_800_000_000_001])
    monkeypatch.setattr(ids, "_now_ms", lambda: next(clock))
    made = [ids.new_id() for _ in range(4)]
    assert made == sorted(set(made))
