"""What networks store, as plain words, times and numbers; and nothing that tables cannot hold."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.mirror.plaintext import DEEPEST, clean, from_html, language_code, moment, repaired, whole_number


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>One<br>two</p><p>three</p>", "One\ntwo\nthree"),
        ('<p><span class="h-card"><a href="x">@<span>ann</span></a></span> hi</p>', "@ann hi"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("1 &lt; 2 &amp;amp; &eacute;&#128075;", "1 < 2 &amp; é👋"),
        ("a < b and no tag", "a < b and no tag"),
        ("&#xD800;x&#0;", "\ufffdx\ufffd"),
        ("", ""),
    ],
)
def test_markup_becomes_what_a_reader_saw(markup, words):
    assert from_html(markup) == words


def test_a_text_of_open_tags_takes_no_square_of_time():
    assert from_html("<" * 200_000)
    assert from_html("<p " * 100_000) is not None
    assert from_html("</p>" + " " * 200_000 + "x") is not None


@given(st.text(alphabet=st.characters()))
def test_whatever_is_cleaned_can_be_stored_and_stays_as_it_is(text):
    stored = clean(text)
    stored.encode()
    assert "\0" not in stored
    assert clean(stored) == stored
    assert len(stored) == len(text)


@given(st.text())
def test_any_text_that_was_mangled_comes_back(text):
    mangled = text.encode("utf-8", "replace").decode("latin-1")
    assert repaired(mangled) == clean(text)


def test_names_are_repaired_and_depth_has_an_end():
    assert repaired({"GrÃ¼ÃŸe".encode("latin-1", "ignore").decode("latin-1"): ["JÃ¶rg", "Jörg", 7]}).popitem()[1] == [
        "Jörg",
        "Jörg",
        7,
    ]
    deep = value = []
    for _ in range(5000):
        inner = []
        value.append(inner)
        value = inner
    found, levels = repaired(deep), 0
    while found:
        found, levels = found[0], levels + 1
    assert levels == DEEPEST + 1


DAY = datetime(2024, 5, 1, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2024-05-01T08:00:00Z", DAY),
        ("2024-05-01T10:00:00+02:00", DAY),
        ("2024-05-01 08:00:00", DAY),
        (" 2024-05-01T08:00:00.000Z ", DAY),
        (1714550400, DAY),
        (1714550400000, DAY),
        ("1714550400", DAY),
        ("1714550400000", DAY),
        (1714550400.0, DAY),
        ("20240501", datetime(2024, 5, 1, tzinfo=UTC)),
        ("2024-05-01", datetime(2024, 5, 1, tzinfo=UTC)),
        *((nonsense, None) for nonsense in ("", "soon", "1", 0, -1, True, None, [], {}, "0001-01-01", "9999-12-31")),
        *((nonsense, None) for nonsense in (float("nan"), float("inf"), 1e300, 10**40, "9" * 5000, "٣" * 9, "²")),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_a_time_is_read_from_what_networks_write_and_nonsense_is_none(written, at):
    assert moment(written) == at


@given(st.text() | st.integers() | st.floats() | st.datetimes().map(str))
def test_nothing_that_stands_for_a_time_makes_it_fall(written):
    at = moment(written)
    assert at is None or (at.tzinfo is UTC and 1990 <= at.year < 2100)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        *((7, 7), ("7", 7), (" 7 ", 7), ("12.0", 12), (0, 0), (-1, None), ("-1", None), (True, None), (None, None)),
        *((1.5, None), ("1.5", None), ("x", None), ("", None), (10**30, None), ("9" * 5000, None), ([], None)),
    ],
)
def test_a_count_is_a_count_or_none(written, number):
    assert whole_number(written) == number


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        *(("en", "en"), ("en-GB", "en"), ("PT_br", "pt"), ("und", None), ("", None), ("e1", None), ("éa", None)),
        *((None, None), (7, None), ("english", None)),
    ],
)
def test_a_language_is_two_letters_or_none(tag, code):
    assert language_code(tag) == code


def test_a_letter_of_five_thousand_digits_is_a_question_mark():
    assert from_html(f"<p>a&#{'9' * 5000};b &#228;</p>") == "a?b ä"
