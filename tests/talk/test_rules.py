"""What can be said, and whom a text speaks to."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.people.markdown import render
from folkmoot.talk import rules

texts = st.text(max_size=300)
names = st.from_regex(r"[a-z0-9]([a-z0-9_]{0,10}[a-z0-9])", fullmatch=True)


@given(texts)
def test_what_is_kept_of_a_text_is_kept_again_and_holds_no_controls(text):
    try:
        kept = rules.checked_text(text)
    except rules.TextError:
        return
    assert rules.checked_text(kept) == kept
    assert kept == kept.strip()
    assert all(c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"} for c in kept)
    kept.encode()  # no lone surrogate is left


@pytest.mark.parametrize(
    "nothing", ["", "   ", "\n\t\r\n", "\x00\x01", "\u202e \u202d", "\u200b", "\u2060\ufeff \u00ad"]
)
def test_a_text_in_which_nothing_can_be_seen_is_not_said(nothing):
    with pytest.raises(rules.TextError, match="nothing in it"):
        rules.checked_text(nothing)


def test_a_text_that_is_too_long_is_told_how_long_it_is():
    assert rules.checked_text("x" * rules.TEXT_MAX)
    with pytest.raises(rules.TextError, match="20,001"):
        rules.checked_text("x" * (rules.TEXT_MAX + 1))


def test_lines_end_in_one_way_and_nothing_turns_the_reading_round():
    assert rules.checked_text("a\r\nb\rc\u202egnp.exe") == "a\nb\ncgnp.exe"


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("@ann", ["ann"]),
        ("Hello @Ann, and @ben_2!", ["ann", "ben_2"]),
        ("(@ann)[@ben]", ["ann", "ben"]),
        ("@ann @ann @ANN", ["ann"]),
        ("@ann@other.example, hello", ["ann@other.example"]),
        ("write to ann@example.org", []),
        ("https://example.org/@ann", []),
        ("@@ann", []),
        ("`@ann` and ```\n@ben\n``` and @cho", ["cho"]),
        ("~~~\n@ann\n~~~\n@ben", ["ben"]),
        ("@_ann", []),
        ("*@ann*", ["ann"]),
        ("@a", ["a"]),
    ],
)
def test_a_text_speaks_to(text, handles):
    assert rules.mentioned(text) == handles


@given(st.lists(names, max_size=40))
def test_everybody_mentioned_is_spoken_to_once_in_order_up_to_a_bound(people):
    text = " and ".join(f"@{name}" for name in people)
    assert rules.mentioned(text) == list(dict.fromkeys(people))[: rules.MENTIONS_MAX]


@given(texts)
def test_no_text_speaks_to_more_than_the_bound_or_to_what_is_no_handle(text):
    found = rules.mentioned(text + " @ann")
    assert len(found) <= rules.MENTIONS_MAX
    assert all(handle == handle.lower() and " " not in handle for handle in found)


@given(names)
def test_whoever_is_spoken_to_is_linked_and_others_are_not(name):
    assert f'href="/people/{name}/"' in render(f"Hello @{name}, hello", frozenset({name}))
    assert "href" not in render(f"Hello @{name}, hello", frozenset())


@given(texts)
def test_an_opening_is_one_short_line(text):
    opening = rules.opening(text)
    assert len(opening) <= rules.OPENING_MAX + 1
    assert "\n" not in opening
