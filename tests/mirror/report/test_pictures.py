"""The pictures: what lies where, and what they say in words."""

import itertools
import math
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.mirror.answer import Fact
from folkmoot.mirror.measures import Period
from folkmoot.mirror.measures.estimates import Estimate
from folkmoot.mirror.report import pictures
from folkmoot.mirror.report.veil import Veil
from tests.mirror.report.test_veil import partner


def fact(value: float, mark: float, *, more: bool = True, low: float | None = None, high: float | None = None) -> Fact:
    return Fact("talk_share", Estimate(value, low, high, 1, 2), mark, more, 1.0, False, "", "talk")


def months(count: int, begin: date = date(2020, 1, 1)) -> list[Period]:
    each = []
    for number in range(count):
        year, month = divmod(begin.year * 12 + begin.month - 1 + number, 12)
        each.append(Period(date(year, month + 1, 1), 3, 4, 0, 2, 1, 1))
    return each


def test_a_number_on_its_mark_is_in_the_middle_and_each_doubling_is_one_step_on():
    at = [pictures.weighed([fact(value, 0.2)])[0].x for value in (0.05, 0.1, 0.2, 0.4, 0.8)]
    assert at[2] == 50
    steps = [later - earlier for earlier, later in itertools.pairwise(at)]
    assert all(math.isclose(step, steps[0], abs_tol=0.02) for step in steps)


def test_what_speaks_for_a_tribe_is_right_of_the_mark_even_where_less_is_better():
    few, many = fact(0.01, 0.05, more=False, low=0.0, high=0.02), fact(0.4, 0.05, more=False)
    [one] = pictures.weighed([few])
    assert one.x > 50 and one.side == "for"
    assert 50 < one.low < one.x < one.high <= 96  # zero is as far as the line goes
    assert pictures.weighed([many])[0].side == "against"


@given(
    st.floats(0, 1e9),
    st.floats(1e-6, 1e6),
    st.booleans(),
    st.one_of(st.none(), st.tuples(st.floats(0, 1e9), st.floats(0, 1e9)).map(sorted)),
)
def test_nothing_lies_beyond_the_ends_of_the_line(value, mark, more, ends):
    low, high = ends or (None, None)
    [one] = pictures.weighed([fact(value, mark, more=more, low=low, high=high)])
    assert all(4 <= x <= 96 for x in (one.x, one.low, one.high) if x is not None)


@pytest.mark.parametrize("count", [1, 2, 8, 9, 26, 27, 60, 200])
def test_a_time_line_of_any_length_fits_and_its_names_do_not_touch_on_a_phone(count):
    periods = months(count)
    line = pictures.time_line(periods, {"give": 3, "talk": 4, "offer": 0, "ask": 2, "mass_ask": 1})
    assert line is not None
    assert [len(lane.bars) for lane in line.lanes] == [count, count, 0, count]
    for lane in line.lanes:
        assert all(bar.x >= 0 and bar.x + bar.width <= 100.01 for bar in lane.bars)
        assert all(lane.floor - pictures.LANE <= bar.y for bar in lane.bars)
    ends = [tick.x / 100 * 290 for tick in line.ticks]
    assert all(later - earlier >= 30 for earlier, later in itertools.pairwise(ends))
    assert line.ticks or count < 12


def test_heights_are_on_one_scale_and_mass_asks_fill_their_part():
    line = pictures.time_line(months(3), {"give": 9, "talk": 12, "offer": 0, "ask": 6, "mass_ask": 3})
    assert line is not None
    give, talk, _, ask = line.lanes
    assert talk.bars[0].height == pictures.LANE
    assert give.bars[0].height == pictures.LANE * 3 / 4
    assert ask.bars[0].filled == ask.bars[0].height / 2
    assert ask.told == "6, 3 of them mass asks"
    assert "January 2020 to March 2020" in line.says


def test_without_months_there_is_no_time_line():
    assert pictures.time_line([], {}) is None


def test_the_ring_says_who_is_tied_and_seats_them_together(mirrors):
    measured = mirrors["talker"].measured
    veil = Veil(measured.partners)
    ring = pictures.ring(measured, veil)
    assert ring is not None
    assert len(ring.heads) == len({head.letter for head in ring.heads}) == pictures.DRAWN_AT_MOST
    tied = sum(head.tied for head in ring.heads)
    assert f"{tied} of them are tied to another one of them, by {len(ring.ties)} ties" in ring.says
    assert not ring.back_known and not any(head.back for head in ring.heads)
    seat = {head.partner.key: place for place, head in enumerate(ring.heads)}
    apart = [abs(seat[a] - seat[b]) for a, b in measured.ties if a in seat and b in seat]
    by_talk = {one.key: place for place, one in enumerate(measured.partners[: pictures.DRAWN_AT_MOST])}
    before = [abs(by_talk[a] - by_talk[b]) for a, b in measured.ties if a in seat and b in seat]

    def around(steps: list[int]) -> int:
        return sum(min(step, len(seat) - step) ** 2 for step in steps)

    assert around(apart) < around(before)


def test_every_line_of_the_ring_is_inside_its_picture_and_passes_by_the_middle(mirrors):
    for mirror in mirrors.values():
        ring = pictures.ring(mirror.measured, Veil(mirror.measured.partners))
        if ring is None:
            continue
        for path in (*ring.ties, *(head.line for head in ring.heads), *(head.there for head in ring.heads)):
            assert all(0 <= float(number) <= pictures.SIDE for number in re.findall(r"-?[\d.]+", path))
        for tie in ring.ties:
            x, y, cx, cy, to_x, to_y = map(float, re.findall(r"-?[\d.]+", tie))
            nearest = min(
                math.hypot(
                    (1 - t) ** 2 * x + 2 * t * (1 - t) * cx + t * t * to_x - pictures.SIDE / 2,
                    (1 - t) ** 2 * y + 2 * t * (1 - t) * cy + t * t * to_y - pictures.SIDE / 2,
                )
                for t in (step / 50 for step in range(51))
            )
            assert nearest > pictures.CENTER


def test_fewer_than_two_people_are_no_ring(mirror_of):
    mirror = mirror_of(*({"text": "@bo how are you?", "date": f"2025-01-{n:02}"} for n in range(1, 15)))
    assert pictures.ring(mirror.measured, Veil(mirror.measured.partners)) is None


def test_pictures_hold_no_letters_that_shrink_with_the_screen():
    """Text in SVG that has a viewBox is scaled with it; only the ring has any, and its width is nearly a phone's."""
    parts = Path(pictures.__file__).parent / "parts"
    for name in ("months.html", "weighed.html", "asks.html", "back.html"):
        assert "viewBox" not in (parts / name).read_text(encoding="utf-8")
    assert pictures.SIDE <= 380


def test_people_of_a_ring_are_letters_or_names(mirrors):
    measured = mirrors["talker"].measured
    closed, open_ = (pictures.ring(measured, Veil(measured.partners, show_people=show)) for show in (False, True))
    assert closed is not None and open_ is not None
    assert all(head.name == head.letter for head in closed.heads)
    assert all("@" in head.name for head in open_.heads)
    assert partner("plain:bo").key not in {head.partner.key for head in closed.heads}
