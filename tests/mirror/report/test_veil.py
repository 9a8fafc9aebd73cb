"""Nobody else's name stands in the owner's words, unless it was asked for."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.mirror.measures import Partner
from folkmoot.mirror.report.veil import SOMEONE, Veil, letters


def partner(key: str, name: str | None = None) -> Partner:
    return Partner(key, name, 1, 1, 1, 1, 0, 0, 0, False, 0, False, 0)


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("@ada thank you", "@… thank you"),
        ("thank you, @ada@harbor.example!", "thank you, @…!"),
        ("(@ada_b.c-d)", "(@…)"),
        ("@ada.bsky.social hello", "@… hello"),
        ("write to ada@harbor.example", "write to …@…"),
        ("@[1234:2048:Ada Byron] came", "@… came"),
        ("see https://harbor.example/@ada/123", "see https://harbor.example/@…/123"),
        ("see https://twitter.com/ada/status/1", "see https://twitter.com/…/status/1"),
        ("see https://bsky.app/profile/ada.example/post/3k", "see https://bsky.app/profile/…/post/3k"),
        ("RT @ada: the words of Ada\nand more of them", "RT …"),
        ("So true! RT @ada the words of Ada", "So true! RT …"),
        ("> the words of Ada\nI agree", "> …\nI agree"),
        ("＠ada hello", "＠… hello"),
        ("at 5 @ the pump house", "at 5 @ the pump house"),
        ("START with a T", "START with a T"),
    ],
)
def test_what_is_other_peoples_is_left_out(written, seen):
    assert Veil().text(written) == seen
    assert Veil(show_people=True).text(written) == written


def test_full_names_of_people_in_the_archive_are_left_out_and_single_words_stay():
    veil = Veil((), ["Ada Byron", "Grace", "Zoë  van den Berg"])
    assert veil.text("Lunch with Ada Byron and Zoë van den Berg. Grace is a virtue.") == (
        "Lunch with … and …. Grace is a virtue."
    )


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Jean-Luc Byron", "Jean-Luc Byron"),
        ("O'Neil Byron", "O'Neil Byron"),
        ("Dr. Ada Byron", "Dr. Ada Byron"),
        ("🌟 Ada Byron 🌟", "Ada Byron"),
        ("(Ada) Byron", "Ada) Byron"),
        ("Ada Byron", "Ada\n  Byron"),
        ("Ada 🌟", "Ada 🌟"),
        ("Ada_B Byron", "Ada_B Byron"),
        ("7 of Nine", "7 of Nine"),
    ],
)
def test_a_full_name_is_left_out_whatever_signs_it_is_written_with(name, written):
    assert Veil((), ["Ada", name]).text(f"Lunch with {written}, again") == "Lunch with …, again"


def test_the_longest_name_that_stands_there_is_left_out_and_its_neighbors_stay():
    veil = Veil((), ["Ada Byron", "Ada Byron King", "Bo Dale"])
    assert veil.text("Ada Byron King Ada Byron Ada Bo Dale Byron") == "… … Ada … Byron"


def test_fifty_thousand_people_with_one_first_name_do_not_make_it_slow():
    veil = Veil((), [f"Ada {n}" for n in range(50_000)])
    begun = time.perf_counter()
    assert "Ada 49999" not in veil.text("Ada x " * 600 + "Ada 49999")
    for _ in range(100):
        veil.text("Ada x " * 600)
    assert time.perf_counter() - begun < 3


def test_handles_that_are_domains_are_left_out_without_an_at_too():
    veil = Veil((), (), ["ada.example", "bo@harbor.example", "cyd"])
    assert veil.text("Ada.example wrote on other.example; cyd did not.") == "… wrote on other.example; cyd did not."


def test_people_are_letters_in_the_order_of_talk_and_names_only_when_asked():
    partners = (partner("mastodon:ada@harbor.example", "ada@harbor.example"), partner("plain:bo"))
    veil, open_ = Veil(partners), Veil(partners, show_people=True)
    assert [veil.person(one.key) for one in partners] == ["A", "B"]
    assert [open_.person(one.key) for one in partners] == ["ada@harbor.example", "bo"]
    assert veil.person("plain:cyd") == veil.person(None) == SOMEONE
    assert open_.person("plain:cyd") == "cyd"


def test_letters_go_on_after_z():
    assert [letters(place) for place in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_folders_named_after_people_are_left_out_of_sentences_about_files():
    note = "your_instagram_activity/messages/inbox/adabyron_123/message_1.json: 1 entry could not be read."
    assert "adabyron" not in Veil().note(note)
    assert Veil(show_people=True).note(note) == note


@pytest.mark.parametrize("part", ["a", "@", "@[1:", "a.", "RT ", "> ", "RT @", "x.com/", "/users/", " ", "@.", "Ada "])
def test_no_text_makes_it_slow(part):
    veil = Veil((), ["Ada Byron"], ["ada.example"])
    text = (part * 200_000)[:200_000] + "\n@"
    begun = time.process_time()
    veil.text(text)
    assert time.process_time() - begun < 2  # a hundredth of that on a quiet machine; were it quadratic, minutes


@given(
    st.text(max_size=80),
    st.from_regex(r"[a-z][a-z0-9_]{3,12}", fullmatch=True).map(lambda name: f"zq{name}"),
    st.text(max_size=80),
)
def test_a_mention_never_comes_through(before, name, after):
    seen = Veil().text(f"{before} @{name} {after}")
    assert f"@{name}" not in seen


@given(st.text(max_size=200))
def test_what_remains_has_no_control_characters(text):
    assert not any(ord(c) < 32 and c not in "\t\n" for c in Veil(show_people=True).text(text))
