"""All phrases of a book in all texts of a batch at once.

Each phrase goes, as a column of places, through its elements: places where its first word stands, those of them where
the second follows, and so on. What it costs is a few array operations per phrase and batch, and little per text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from folkmoot.mirror.judge.phrases import GAP, Element, Phrase
from folkmoot.mirror.judge.tokens import (
    BETWEEN,
    HELLO,
    LINE,
    LINK,
    MENTION,
    NUMBER,
    QUESTION,
    RT,
    STOP,
    WORD,
    Batch,
    Ints,
    Kinds,
)

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a batch without what stands between them, and the sentences they are in."""

    token: Ints  # which token of the batch each word is
    text: Ints  # in which text it stands
    sentence: Ints  # counted through the batch
    begins: Bools  # the sentence begins with it, greetings, mentions and the mark of passing on left aside
    asks: Bools  # of each sentence: it ends in a question mark
    text_of: Ints  # of each sentence


def words_of(batch: Batch, flags: Ints) -> Words:
    """Where words and sentences are; ``flags`` are those of the batch's tokens."""
    count = len(flags)
    between = (flags & BETWEEN) > 0
    text: Ints = np.cumsum(between) - between
    is_word = (flags & (WORD | MENTION | LINK | NUMBER | RT)) > 0
    stop = (flags & STOP) > 0
    follows_name = np.zeros(count, bool)
    follows_name[1:] = (flags[:-1] & (MENTION | RT)) > 0
    ends = stop & ~(follows_name & (flags & QUESTION == 0))  # 'RT @name:' is no sentence of its own
    new = np.zeros(count, bool)
    new[:1] = True
    new[1:] = ends[:-1] | between[:-1]
    new |= (flags & LINE) > 0
    sentence = np.cumsum(new) - 1
    total = int(sentence[-1]) + 1 if count else 0
    asks = np.zeros(total, bool)
    asks[sentence[(flags & QUESTION) > 0]] = True
    text_of = np.zeros(total, np.int64)
    text_of[sentence] = text
    token = np.flatnonzero(is_word)
    of_word, word_flags = sentence[token], flags[token]
    named_next = np.zeros(len(token), bool)
    named_next[:-1] = (word_flags[1:] & MENTION) > 0
    passed = (word_flags & (MENTION | HELLO) > 0) | ((word_flags & RT > 0) & named_next)
    content = np.cumsum(~passed)
    first = np.ones(len(token), bool)
    first[1:] = of_word[1:] != of_word[:-1]
    before = np.zeros(total, np.int64)
    before[of_word[first]] = (content - ~passed)[first]
    begins = ~passed & (content == before[of_word] + 1)
    return Words(token, text[token], of_word, begins, asks, text_of)


class Finder:
    """Phrases, made ready to be looked for together."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self.phrases = phrases
        self._number: dict[str, int] = {}
        sets: dict[frozenset[str], int] = {}
        for phrase in phrases:
            for element in phrase.elements:
                if not element.gap:
                    sets.setdefault(element.words, len(sets))
                    for word in element.words:
                        self._number.setdefault(word, len(self._number) + 1)
        self._member = np.zeros((len(sets), len(self._number) + 1), bool)
        for words, row in sets.items():
            self._member[row, [self._number[word] for word in words]] = True
        self._sets = sets
        self._of_kind = np.zeros(0, np.int64)

    def number_kinds(self, kinds: Kinds) -> None:
        """Know every kind there is by now."""
        have = len(self._of_kind) if len(self._of_kind) <= len(kinds.keys_) else 0
        new = [self._number.get(key, 0) for key in kinds.keys_[have:]]
        self._of_kind = np.append(self._of_kind[:have], np.array(new, np.int64))

    def forget(self) -> None:
        """As if no kind had been met."""
        self._of_kind = self._of_kind[:0]

    def find(self, batch: Batch, words: Words) -> tuple[Ints, Ints, Ints]:
        """Which phrases stand where: number of the phrase, its first word, and the word after its last."""
        number = np.append(self._of_kind[batch.kinds[words.token]], [0] * (GAP + 2))
        sentence = np.append(words.sentence, [-1] * (GAP + 2))
        order = np.argsort(number[: len(words.token)], kind="stable")
        bounds = np.searchsorted(number[order], np.arange(len(self._number) + 2))
        places = [order[bounds[n] : bounds[n + 1]] for n in range(len(self._number) + 1)]
        of_phrase: list[Ints] = []
        starts: list[Ints] = []
        stops: list[Ints] = []
        for nr, phrase in enumerate(self.phrases):
            first = phrase.elements[0].words
            candidates = [places[self._number[word]] for word in first]
            at = np.concatenate(candidates) if len(candidates) > 1 else candidates[0]
            if phrase.at_begin and len(at):
                at = at[words.begins[at]]
            if phrase.in_question and len(at):
                at = at[words.asks[words.sentence[at]]]
            if len(at):
                begun, end = self._walk(phrase.elements[1:], at, number, sentence)
                if len(begun):
                    of_phrase.append(np.full(len(begun), nr))
                    starts.append(begun)
                    stops.append(end)
        if not of_phrase:
            return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)
        return np.concatenate(of_phrase), np.concatenate(starts), np.concatenate(stops)

    def _walk(self, elements: Sequence[Element], begun: Ints, number: Ints, sentence: Ints) -> tuple[Ints, Ints]:
        at = begun + 1  # the next word to be looked at
        mine = sentence[begun]
        gap = False
        for element in elements:
            if element.gap:
                gap = True
                continue
            member = self._member[self._sets[element.words]]
            here = member[number[at]] & (sentence[at] == mine)
            if element.optional:
                at = at + here
                continue
            if gap:
                for step in range(1, GAP + 1):
                    missing = np.flatnonzero(~here)
                    if not len(missing):
                        break
                    there = at[missing] + step
                    there = np.minimum(there, len(number) - 1)
                    hit = member[number[there]] & (sentence[there] == mine[missing])
                    found = missing[hit]
                    at[found] += step
                    here[found] = True
                gap = False
            begun, at, mine = begun[here], at[here] + 1, mine[here]
            if not len(begun):
                break
        return begun, at
