"""What a post is for: a plain judge, whose every reason can be read.

It knows phrases, each with a weight in log-odds (``english``, ``german``). A post is judged by the sentence that
speaks loudest for a purpose; the sum of its weights goes through the logistic function, and from one half on it is
so. An ask goes before everything else. Lines that quote (``> ...``) are not the writer's own and are passed over.

It would rather miss an ask than see one where there is none. Measured for ``ask`` on 551 posts from Twitter in
English that two people had labeled alike (157 asks; the phrases were written with 342 of them in sight):

=========================================  =========  ======
posts                                      precision  recall
=========================================  =========  ======
all 551                                    0.915      0.548
the 209 that were kept out of sight        0.875      0.493
992 sentences of work e-mail               0.927      0.123
2,397 messages in disasters ('request')    0.705      0.304
1,959 sentences of German political tweets 0.600      0.024
=========================================  =========  ======

(The last three have labels of their own, for a wider notion of asking: orders among colleagues, news of need, what
politics must do.) What it misses among posts are mostly asks without words of asking ('And this one?'). The other
purposes are rougher: on the 209, F1 is 0.61 for talk and 0.67 for give; of offers there were too few to say.
"""

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast, get_args

from folkmoot.mirror.judge import english, german
from folkmoot.mirror.judge.phrases import Phrasebook, read_phrase, sentences_of

PurposeWord = Literal["give", "talk", "offer", "ask", "not_judged"]
PURPOSES: tuple[PurposeWord, ...] = get_args(PurposeWord)
READ_AT_MOST = 6_000  # characters: of a longer text the beginning and the end, where people put what they want

_START: Mapping[str, float] = {"ask": -3.0, "offer": -3.4, "talk": -2.0, "give": -2.0}
_REPLY = {"talk": 2.0, "give": -1.0}  # begins with somebody's @name
EVIDENCE_MAX = 120  # characters of one piece of evidence


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a post is for, how sure that is (0 to 1), and the words that spoke for it, as they stand in the text."""

    word: PurposeWord
    probability: float
    evidence: tuple[str, ...] = ()


@functools.cache
def _book() -> Phrasebook:
    phrases = []
    for language in (english, german):
        for purpose, written in language.PHRASES.items():
            phrases += [read_phrase(purpose, weight, words, language.LISTS) for weight, words in written]
    return Phrasebook(phrases)


def judge(text: str) -> Purpose:
    """What a post is for. Any text has an answer, the same each time; it takes about 0.03 ms per tweet, at most 4."""
    text = _part_that_is_read(text.rstrip())
    best = dict.fromkeys(_START, 0.0)
    evidence: dict[str, tuple[str, ...]] = {}
    book = _book()
    reply = False
    for nr, sentence in enumerate(sentences_of(text)):
        if nr == 0:
            reply = sentence.words[0].key == "@"
        sums = dict.fromkeys(_START, 0.0)
        places: dict[str, list[tuple[int, int]]] = {}
        for phrase, start, end in book.found_in(sentence):
            sums[phrase.purpose] += phrase.weight
            if phrase.weight > 0:
                places.setdefault(phrase.purpose, []).append((start, end))
        for purpose, points in sums.items():
            if points > best[purpose]:
                best[purpose] = points
                evidence[purpose] = _words_at(text, places[purpose])
    if reply:
        for purpose, points in _REPLY.items():
            best[purpose] += points
    sure = {purpose: 1.0 / (1.0 + math.exp(-(_START[purpose] + points))) for purpose, points in best.items()}
    word = "ask" if sure["ask"] >= 0.5 else max(sure, key=lambda purpose: sure[purpose])
    if sure[word] < 0.5:
        return Purpose("not_judged", 1.0 - sure[word])
    return Purpose(cast(PurposeWord, word), sure[word], evidence.get(word, ()))


def _part_that_is_read(text: str) -> str:
    """All of it or, of a long one, beginning and end, as two paragraphs."""
    if len(text) <= READ_AT_MOST:
        return text
    half = READ_AT_MOST // 2
    return text[:half] + "\n" + text[-half:]


def _words_at(text: str, places: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """What stands at these places, from left to right; what overlaps is told as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(text[start : min(end, start + EVIDENCE_MAX)] for start, end in joined)


def judge_many(
    texts: Sequence[str], languages: Sequence[str | None] | None = None
) -> tuple[list[str], list[float], list[float], list[str | None], list[str | None], list[str | None]]:
    """purpose, probability, p_ask, gains, reach and because of many posts, as columns."""
    judged = [judge(text) for text in texts]
    return (
        [one.word for one in judged],
        [one.probability for one in judged],
        [one.probability if one.word == "ask" else 1 - one.probability for one in judged],
        ["self" if one.word == "ask" else None for one in judged],
        ["crowd" if one.word == "ask" else None for one in judged],
        [" · ".join(one.evidence) or None for one in judged],
    )
