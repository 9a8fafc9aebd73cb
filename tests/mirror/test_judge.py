"""The judge: worked sentences in two languages, and what holds for every text."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from folkmoot.mirror.judge import (
    EVIDENCE_MAX,
    PURPOSES,
    READ_AT_MOST,
    crowds,
    english,
    german,
    judge,
    judge_each,
    judge_many,
    tokens,
)
from folkmoot.mirror.judge.features import Reader
from folkmoot.mirror.judge.finding import Finder, words_of
from folkmoot.mirror.judge.phrases import Phrasebook, read_phrase, sentences_of, words
from tests.mirror.sentences import ASKS, NOT_ASKS

SNIPPETS = st.sampled_from(
    [*ASKS, *NOT_ASKS, "please", "?", "...", "> ", "\n", "@ada ", "RT @ada: ", "könnte", "https://x", " "]
)
TEXTS = st.one_of(st.text(max_size=400), st.lists(st.one_of(SNIPPETS, st.text(max_size=9)), max_size=30).map(" ".join))


def test_most_asks_are_recognized_and_their_words_are_told():
    found = [purpose for purpose in map(judge, ASKS) if purpose.word == "ask"]
    assert len(found) >= 0.85 * len(ASKS)
    assert all(purpose.evidence and purpose.gains and purpose.reach for purpose in found)


def test_hardly_anything_that_asks_for_nothing_is_taken_for_an_ask():
    assert sum(judge(text).word == "ask" for text in NOT_ASKS) <= 0.1 * len(NOT_ASKS)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("What do you all think of the new meeting place?", "talk"),
        ("Was haltet ihr vom neuen Treffpunkt?", "talk"),
        ("If anyone needs a lift on Friday, I have two free seats.", "offer"),
        ("Here is the timetable for the rehearsals: https://example.org/plan", "give"),
        ("The beans are up.", "say"),
        ("", "none"),
        (" \n", "none"),
        ("🎈🎈🎈", "none"),
        ("https://example.org/a", "none"),
    ],
)
def test_other_purposes_have_their_words_too(text, word):
    assert judge(text).word == word


@pytest.mark.parametrize(
    ("text", "gains", "reach"),
    [
        ("@ada please follow me, it would make my day", "self", "person"),
        ("Donate to the Red Cross to help the victims of the flood: https://example.org", "other", "crowd"),
        ("RT @ada: Sign the petition now and share: stop the new law!", "all", "crowd"),
    ],
)
def test_who_gains_and_whom_it_is_put_to(text, gains, reach):
    purpose = judge(text)
    assert (purpose.word, purpose.gains, purpose.reach) == ("ask", gains, reach)


def test_the_evidence_is_the_words_that_asked():
    assert "lend me" in " ".join(judge("Good morning. Could somebody lend me a ladder?").evidence)
    assert "Könnte jemand" in " ".join(judge("Guten Morgen! Könnte jemand helfen?").evidence)


@pytest.mark.parametrize(
    "text",
    [
        "Je ne sais pas ce que tu veux dire, mais c'est très bien pour nous.",
        "No sé qué decir, pero muchas gracias por todo lo que haces.",
        "Пожалуйста, подпишите петицию и расскажите друзьям",
        "署名をお願いします",
        "Niet te geloven dat het al weer zo laat is, maar het was een mooie avond.",
        "Tolong bantu kami dengan yang kamu bisa, ini untuk semua",
    ],
)
def test_a_language_that_was_not_measured_is_not_judged(text):
    purpose = judge(text)
    assert (purpose.word, purpose.probability, purpose.evidence, dict(purpose.p)) == ("not_judged", 0.0, (), {})
    assert judge_many([text]).p_ask == [0.0]


def test_what_the_network_says_of_the_language_is_only_a_hint():
    asked = "Could somebody please lend me a ladder for the weekend?"
    assert judge(asked, "fr").word == judge(asked, "en").word == judge(asked).word == "ask"
    assert judge("Je ne sais pas ce que tu veux dire avec ça.", "en").word == "not_judged"
    assert judge("Merci beaucoup Madeleine", "fr").word == "not_judged"
    assert judge(asked, "no such language").word == "ask"


def test_asking_for_it_makes_it_more_of_an_ask():
    for text in ("The new hall opens on Friday.", "We counted forty swifts this morning.", "A film about the mill."):
        assert judge(text + " Please share!").p["ask"] > judge(text).p["ask"] + 0.2
        assert judge(text + "\n> Please share!").p["ask"] < judge(text).p["ask"] + 0.1


def test_an_ask_after_much_else_is_found():
    rest = "The beans are up, and the sun is out over the whole of the valley.\n"
    lone = judge(rest * 3).p["ask"]
    assert judge(rest * 3 + "Could somebody please lend me a ladder?").p["ask"] > lone + 0.2


def test_what_is_quoted_is_not_the_writers_own():
    assert judge("> Could somebody lend me a ladder?").word == "none"
    assert judge_many(["a", "> Could somebody lend me a ladder?"]).purpose[1] == "none"
    assert judge("> Bring it on Monday.\n\nCould somebody lend me a ladder?").word == "ask"


def test_letters_are_the_same_however_they_are_written():
    composed, decomposed = "Könnte jemand helfen?", "Ko\u0308nnte jemand helfen?"
    assert judge(composed).probability == pytest.approx(judge(decomposed).probability)
    assert judge("I’d be so grateful if you helped.").p == judge("I'd be so grateful if you helped.").p


@given(TEXTS)
@settings(deadline=None)
@example("RT @ada:")
@example("@ada")
@example("> > >")
@example("\x00\ud800?")
@example("\x00\x00")
@example("İ ß ŉ Könnte JEMAND")
@example("\r\n> a\x1e\x85b\u2028c")
def test_every_text_has_one_answer(text):
    purpose = judge(text)
    assert purpose.word in PURPOSES
    assert 0 <= purpose.probability <= 1
    assert purpose == judge(text)
    assert purpose == judge(text + "\n \t")
    assert all(piece and len(piece) <= EVIDENCE_MAX for piece in purpose.evidence)
    if "\x00" not in text:
        assert all(piece in text for piece in purpose.evidence)
    assert bool(purpose.gains) == bool(purpose.reach) == (purpose.word == "ask")
    if purpose.word == "not_judged":
        assert not purpose.p
    else:
        assert sum(purpose.p.values()) == pytest.approx(1, abs=1e-4)
        assert purpose.probability == purpose.p[purpose.word]


@given(st.lists(TEXTS, max_size=12))
@settings(deadline=None, max_examples=40)
def test_many_are_judged_as_each_alone_and_in_order(texts):
    many = judge_many(texts)
    alone = [judge(text) for text in texts]
    assert all(len(column) == len(texts) for column in many)
    assert many.purpose == [purpose.word for purpose in alone]
    assert many.gains == [purpose.gains for purpose in alone]
    assert many.reach == [purpose.reach for purpose in alone]
    assert np.allclose(many.probability, [purpose.probability for purpose in alone], atol=1e-4)
    assert np.allclose(many.p_ask, [purpose.p.get("ask", 0.0) for purpose in alone], atol=1e-4)
    assert [purpose.word for purpose in judge_each(texts)] == many.purpose


def test_more_posts_than_one_batch_keep_their_order():
    texts = [text for text in (ASKS + NOT_ASKS) for _ in range(50)]
    many = judge_many(texts, [None] * len(texts))
    alone = {text: judge(text).word for text in ASKS + NOT_ASKS}
    assert many.purpose == [alone[text] for text in texts]
    assert many.because[0] and " · " in " ".join(because or "" for because in many.because)


def test_as_many_languages_as_texts():
    with pytest.raises(ValueError, match="2 texts and 1 languages"):
        judge_many(["a", "b"], ["en"])
    assert judge_many([]) == ([], [], [], [], [], [])


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
        "anyone a b c ",
        "\n",
        " ",
        "\x00",
    ],
)
def test_what_is_looked_at_grows_no_faster_than_the_text(unit):
    def looked_at(length: int) -> int:
        reader = Reader()
        read = reader.read([(unit * length)[:length]])
        return len(read.batch.kinds) + len(read.phrases[0]) + sum(len(rows) for _, rows in reader.rows(read))

    assert looked_at(4_000) <= 2.2 * looked_at(2_000) + 20
    assert looked_at(400_000) <= looked_at(READ_AT_MOST) + 60  # no more is read
    judge((unit * 20_000)[:20_000])


def test_what_is_remembered_is_bounded(monkeypatch):
    before = judge("Could somebody lend me a ladder?")
    monkeypatch.setattr(tokens, "KEPT_AT_MOST", 500)
    judge_many([f"word{nr} other{nr}" for nr in range(2_000)])
    assert judge("Could somebody lend me a ladder?") == before
    assert judge("Could somebody lend me a ladder?") == before


def test_what_is_read_of_a_long_text_is_bounded():
    plain = judge("a " * READ_AT_MOST + "b " * READ_AT_MOST)
    assert judge("a " * READ_AT_MOST + "Could somebody lend me a ladder? " + "b " * READ_AT_MOST).p == plain.p


def test_every_phrase_can_be_read_and_weighs_something():
    for book in (english, crowds, german):
        for purpose, written in book.PHRASES.items():
            assert purpose in PURPOSES
            for weight, line in written:
                assert read_phrase(purpose, weight, line, book.LISTS).weight


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
    finder, kinds = Finder([read_phrase("ask", 1.0, written, {"THING": words("lift ride")})]), tokens.Kinds()
    batch = tokens.cut([text, "", text], kinds)
    finder.number_kinds(kinds)
    number, _, _ = finder.find(batch, words_of(batch, kinds.flags[batch.kinds]))
    assert len(number) == (2 if found else 0)
