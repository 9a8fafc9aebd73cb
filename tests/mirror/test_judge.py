"""The judge: worked sentences in two languages, and what holds for every text."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from folkmoot.mirror.judge import EVIDENCE_MAX, READ_AT_MOST, english, german, judge
from folkmoot.mirror.judge.phrases import Phrasebook, read_phrase, sentences_of, words
from tests.mirror.sentences import ASKS, NOT_ASKS

WORDS = {"give", "talk", "offer", "ask", "not_judged"}
SNIPPETS = st.sampled_from(
    [*ASKS, *NOT_ASKS, "please", "?", "...", "> ", "\n", "@ada ", "RT @ada: ", "könnte", "https://x", " "]
)
TEXTS = st.one_of(st.text(max_size=400), st.lists(st.one_of(SNIPPETS, st.text(max_size=9)), max_size=30).map(" ".join))


@pytest.mark.parametrize("text", ASKS)
def test_an_ask_is_recognized_and_its_words_are_told(text):
    purpose = judge(text)
    assert purpose.word == "ask"
    assert purpose.probability >= 0.5
    assert purpose.evidence


@pytest.mark.parametrize("text", NOT_ASKS)
def test_what_asks_for_nothing_is_no_ask(text):
    assert judge(text).word != "ask"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("What do you all think of the new meeting place?", "talk"),
        ("Was haltet ihr vom neuen Treffpunkt?", "talk"),
        ("I'd be happy to help with the chairs.", "offer"),
        ("If anyone needs a lift on Friday, I have two free seats.", "offer"),
        ("Sechs Gläser Marmelade zu verschenken.", "offer"),
        ("Here is the timetable for the rehearsals: https://example.org/plan", "give"),
        ("Hier ist der Probenplan für den Herbst.", "give"),
        ("The beans are up.", "not_judged"),
        ("", "not_judged"),
        ("🎈🎈🎈", "not_judged"),
    ],
)
def test_other_purposes_have_their_words_too(text, word):
    assert judge(text).word == word


def test_the_evidence_is_the_words_that_asked():
    assert judge("Good morning. Could somebody lend me a ladder?").evidence == ("Could somebody lend me",)
    assert judge("Guten Morgen! Könnte jemand helfen?").evidence == ("Könnte jemand helfen",)


def test_an_ask_at_the_end_of_much_else_is_found():
    rest = "The beans are up, and the sun is out over the whole of the valley.\n"
    assert judge(rest * 250 + "Could somebody lend me a ladder?").word == "ask"
    assert judge("Could somebody lend me a ladder?\n" + rest * 250).word == "ask"


def test_many_sentences_that_hardly_ask_are_no_ask_together():
    assert judge("Come in, please. Yes, please. " * 40).word != "ask"


def test_what_is_quoted_is_not_the_writers_own():
    assert judge("> Could somebody lend me a ladder?").word == "not_judged"
    assert judge("> Bring it on Monday.\n\nCould somebody lend me a ladder?").word == "ask"


def test_letters_are_the_same_however_they_are_written():
    composed, decomposed = "Könnte jemand helfen?", "Ko\u0308nnte jemand helfen?"
    assert judge(composed).probability == judge(decomposed).probability
    assert judge(decomposed).evidence == ("Ko\u0308nnte jemand helfen",)
    assert judge("COULD SOMEBODY LEND ME A LADDER?").word == "ask"
    assert judge("I’d be so grateful if you helped.").word == judge("I'd be so grateful if you helped.").word == "ask"


@given(TEXTS)
@example("RT @ada:")
@example("@ada")
@example("> > >")
@example("\x00\ud800?")
@example("İ ß ŉ Könnte JEMAND")
def test_every_text_has_one_answer(text):
    purpose = judge(text)
    assert purpose.word in WORDS
    assert 0 <= purpose.probability <= 1
    assert purpose == judge(text)
    assert purpose == judge(text + " ")
    assert purpose == judge(text + "\n \t")
    assert all(piece and piece in text and len(piece) <= EVIDENCE_MAX for piece in purpose.evidence)
    assert bool(purpose.evidence) or purpose.word != "ask"


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "could you ",
        "?",
        "> ",
        "> \n",
        "@a ",
        "a'",
        "o\u0308",
        "RT @a: ",
        "http://",
        "does anyone a b c d e ",
        "\n",
    ],
)
def test_no_text_makes_it_slow(unit):
    text = (unit * 20_000)[:20_000]
    judge(text)
    began = time.process_time()
    judge(text)
    assert time.process_time() - began < 0.1  # seconds; it takes under 0.005


def test_what_is_read_of_a_long_text_is_bounded():
    assert judge("a " * READ_AT_MOST + "Could somebody lend me a ladder? " + "b " * READ_AT_MOST).word == "not_judged"


def test_every_phrase_of_both_languages_can_be_read_and_weighs_something():
    for language in (english, german):
        for purpose, written in language.PHRASES.items():
            assert purpose in WORDS
            for weight, line in written:
                assert read_phrase(purpose, weight, line, language.LISTS).weight


@pytest.mark.parametrize("written", ["", "^", "~ a", "a ~", "(a) b", "a ~ b ~ c ~ d", "NOLIST a"])
def test_a_phrase_that_could_not_be_found_is_refused(written):
    with pytest.raises(ValueError, match="phrase"):
        read_phrase("ask", 1.0, written, {})


@pytest.mark.parametrize(
    ("written", "text", "found"),
    [
        ("lend|borrow me", "Lend me one", True),
        ("lend|borrow me", "lend us one", False),
        ("lend (just) me", "lend just me", True),
        ("lend ~ ladder", "lend me your very own ladder", True),
        ("lend ~ ladder", "lend me one two three four ladder", False),
        ("lend ~ ladder", "Lend it. A ladder", False),
        ("^ lend", "@ada @tom lend it", True),
        ("^ lend", "RT @ada: lend it", True),
        ("^ lend", "to lend it", False),
        ("lend ?", "lend it?", True),
        ("lend ?", "lend it.", False),
        ("THING", "a lift", True),
    ],
)
def test_a_phrase_is_found_where_it_is_written(written, text, found):
    book = Phrasebook([read_phrase("ask", 1.0, written, {"THING": words("lift ride")})])
    assert any(list(book.found_in(sentence)) for sentence in sentences_of(text)) is found
