"""Numbers in words."""

from datetime import date

import pytest

from folkmoot.mirror.answer import Fact
from folkmoot.mirror.measures.estimates import Estimate
from folkmoot.mirror.report import languages, words


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, "0"), (0.04, "0.04"), (0.25, "0.2"), (2.36, "2.4"), (3.0, "3"), (3.04, "3"), (20.4, "20"), (1240.2, "1,240")],
)
def test_a_number_has_as_many_digits_as_matter(value, said):
    assert words.number(value) == said


@pytest.mark.parametrize(
    ("value", "said"), [(0, "0%"), (0.004, "0.4%"), (0.05, "5%"), (0.333, "33%"), (0.996, "99.6%"), (1, "100%")]
)
def test_a_share_is_all_or_nothing_only_when_it_is(value, said):
    assert words.percent(value) == said


def test_a_list_ends_in_and():
    assert [words.listed(list("abc"[:n])) for n in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_days_are_in_english_whatever_the_machine_speaks():
    assert words.day(date(2024, 3, 4)) == "4 March 2024"
    assert words.month(date(2024, 12, 1)) == "December 2024"


def fact(name: str, low: float | None, high: float | None) -> Fact:
    return Fact(name, Estimate(0.5, low, high, 3, 6), 0.3, True, 1.0, False, "", "talk")


def test_a_range_is_told_in_words():
    assert words.interval(fact("talk_share", 0.31, 0.62)) == "Likely between 31% and 62%"
    assert words.interval(fact("talk_share", 0.5, 0.5)) == "Likely 50%"
    assert words.interval(fact("talk_share", None, None)).startswith("There are too few weeks")
    assert words.interval(fact("talk_share", -1e-18, 0.1)) == "Likely between 0% and 10%"


def test_every_fact_that_there_is_has_words(mirrors):
    for mirror in mirrors.values():
        for one in mirror.answer.facts:
            assert one.name in words.NAMED
            assert words.named(one).means
            assert words.value(one)


def test_a_fact_without_words_goes_by_its_name():
    assert words.named(fact("kept_promises", 0.1, 0.2)).title == "Kept promises"


def test_languages_have_names_and_unknown_ones_say_so():
    assert languages.in_language("fr") == "in French"
    assert languages.in_language("") == "in a language that was not recognized"
    assert "'xx'" in languages.in_language("xx")
