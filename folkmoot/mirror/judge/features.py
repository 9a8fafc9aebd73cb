"""What the judge looks at in a text, as numbers: the same for learning and for judging.

Every token gives some numbers of rows in one table (hashed, so that the table has a fixed size): its pair with the next
word, with the one after, with how the text begins, and so on. The word itself and its pieces depend on its kind alone
and are summed once per kind. Beside them a few numbers of the whole text: what the phrase book says, and its shape.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from folkmoot.mirror.judge import crowds, english, german
from folkmoot.mirror.judge.finding import Finder, Words, words_of
from folkmoot.mirror.judge.phrases import read_phrase
from folkmoot.mirror.judge.tokens import (
    BANG,
    BETWEEN,
    CAPITALS,
    HELLO,
    LINE,
    LINK,
    MENTION,
    NUMBER,
    QUESTION,
    RT,
    STOP,
    TAG,
    WORD,
    Batch,
    Ints,
    Kinds,
    cut,
    key_of,
    number_of,
    part_that_is_read,
)

BITS = 18
ROWS = 1 << BITS
PIECES = (3, 4, 5)  # characters
PRIORS = ("ask", "offer", "talk", "give")  # what the phrase book knows
PRIORS_AT = {purpose: nr for nr, purpose in enumerate(PRIORS)}
DENSE = len(PRIORS)
HIT = 0.45  # what a phrase counts beside a text's other features, whose length is 1

Floats = npt.NDArray[np.float32]
_MIX = [np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5)]
_SHIFT, _TOP = np.uint64(29), np.uint64(64 - BITS)

_PHRASES = [
    read_phrase(purpose, weight, words, language.LISTS)
    for language in (english, crowds, german)
    for purpose, written in language.PHRASES.items()
    for weight, words in written
]
PHRASES = len(_PHRASES)
_CLASS: dict[str, int] = {}
for _language in (english, crowds, german):
    for _name, _words in _language.LISTS.items():
        for _word in _words:
            _CLASS.setdefault(_word, number_of(_name))


def mixed(salt: int, *hashes: npt.NDArray[np.uint64]) -> Ints:
    """Rows of the table for numbers that stand beside one another; ``salt`` keeps different meanings apart."""
    first = (hashes[0] + np.uint64(salt)) * _MIX[0]
    for place, more in enumerate(hashes[1:], 1):
        first ^= first >> _SHIFT
        first += more * _MIX[place]
        first *= _MIX[3]
    first ^= first >> _SHIFT
    first *= _MIX[1]
    return (first >> _TOP).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Read:
    """A batch of texts with its words, the phrases in it and its shape."""

    batch: Batch
    flags: Ints  # of each token
    text: Ints  # in which text each token stands
    words: Words
    phrases: tuple[Ints, Ints, Ints]  # number, first word, word after the last
    hits: tuple[Ints, Ints]  # text and number of each phrase that is in it, once, in the order of texts
    dense: Floats  # texts × DENSE
    shapes: list[Ints]  # each: a row of the table for every text


class Reader:
    """Reads texts; remembers the kinds of tokens it met."""

    def __init__(self) -> None:
        self.kinds = Kinds()
        self.finder = Finder(_PHRASES)
        self.kinds.on_forget = self._forget
        self._weights = {
            purpose: np.array([phrase.weight if phrase.purpose == purpose else 0 for phrase in _PHRASES])
            for purpose in PRIORS
        }
        self.purposes = np.array([PRIORS_AT[phrase.purpose] for phrase in _PHRASES])  # as the model counts them
        self.worth = np.array([phrase.weight for phrase in _PHRASES], np.float32)
        self._classes = np.zeros(0, np.uint64)
        self.forgot = 0

    def _forget(self) -> None:
        self.finder.forget()
        self._classes = self._classes[:0]
        self.forgot += 1

    def read(self, texts: Sequence[str]) -> Read:
        """These texts, each as far as it is read."""
        batch = cut([part_that_is_read(text) for text in texts], self.kinds)
        self.finder.number_kinds(self.kinds)
        have = len(self._classes)
        if have < len(self.kinds.keys_):
            new = [_CLASS.get(key, 0) for key in self.kinds.keys_[have:]]
            self._classes = np.append(self._classes, np.array(new, np.uint64))
        flags = self.kinds.flags[batch.kinds]
        text: Ints = np.cumsum(flags & BETWEEN > 0) - (flags & BETWEEN > 0)
        words = words_of(batch, flags)
        phrases = self.finder.find(batch, words)
        count = len(texts)
        hits, dense = self._said(phrases, words, count)
        return Read(batch, flags, text, words, phrases, hits, dense, _shapes(batch, flags, text, count))

    def _said(self, phrases: tuple[Ints, Ints, Ints], words: Words, texts: int) -> tuple[tuple[Ints, Ints], Floats]:
        """Which phrases are in which text; and what, by purpose, the loudest sentence of each says, in log-odds."""
        number, start, _ = phrases
        sentences = len(words.text_of)
        loudest = np.zeros((texts, DENSE), np.float32)
        each = np.unique(number * sentences + words.sentence[start])
        number, sentence = each // max(sentences, 1), each % max(sentences, 1)
        for column, purpose in enumerate(PRIORS):
            said = np.bincount(sentence, weights=self._weights[purpose][number], minlength=sentences)
            spoke = np.flatnonzero(said > 0)
            np.maximum.at(loudest[:, column], words.text_of[spoke], said[spoke].astype(np.float32))
        pairs = np.unique(words.text_of[sentence] * PHRASES + number)
        return (pairs // PHRASES, pairs % PHRASES), (loudest / 4).astype(np.float32)

    def rows(self, read: Read) -> list[tuple[Ints, Ints]]:
        """Pairs of tokens (by index) and the row of the table that each calls for, by kind of evidence."""
        flags, text, batch = read.flags, read.text, read.batch
        hashes = self.kinds.hashes[batch.kinds]
        inside = flags & BETWEEN == 0
        count = len(flags)
        first = batch.first
        skip = flags & (MENTION | RT | HELLO) > 0
        content = np.cumsum(~skip & inside)
        before = np.where(first > 0, content[first - 1], 0)
        leading = inside & (content == before[text])
        begin = first + np.bincount(text[leading], minlength=len(first))
        rank = np.arange(count) - begin[text]
        opening = flags[first]
        state = np.where(opening & MENTION, 1, np.where(opening & RT, 2, 0)).astype(np.uint64)
        stop = flags & STOP > 0
        after_stop = np.zeros(count, bool)
        after_stop[1:] = stop[:-1]
        opens = inside & ((rank == 0) | ((after_stop | (flags & LINE > 0)) & ~stop))
        classes = self._classes[batch.kinds]
        classes = np.where(flags & (LINK | MENTION | NUMBER | STOP) > 0, hashes, classes)
        pair = np.flatnonzero(inside[:-1] & inside[1:])
        triple = pair[inside[np.minimum(pair + 2, count - 1)]] if count else pair
        one, two, three = hashes[pair], hashes[pair + 1], hashes[triple + 2] if len(triple) else hashes[:0]
        whole = np.flatnonzero(inside)
        early = np.flatnonzero(inside & (rank >= 0) & (rank < 4))
        starts = np.flatnonzero(opens[:-1] & inside[1:]) if count else pair
        classed = pair[(classes[pair] > 0) & (classes[pair + 1] > 0)]
        return [
            (pair, mixed(1, one, two)),
            (triple, mixed(2, hashes[triple], hashes[triple + 1], three)),
            (triple, mixed(3, hashes[triple], three)),
            (whole, mixed(4, hashes[whole], state[text[whole]])),
            (early, mixed(5, hashes[early], rank[early].astype(np.uint64))),
            (starts, mixed(6, hashes[starts], hashes[starts + 1])),
            (starts, mixed(7, hashes[starts])),
            (classed, mixed(8, classes[classed], classes[classed + 1])),
        ]


def pieces_of(key: str, flags: int) -> list[int]:
    """Rows for a kind by itself: the word and its pieces."""
    numbers = [number_of(key)]
    if flags & (WORD | TAG):
        framed = f"<{key}>".encode("utf-8", "surrogatepass")
        numbers += [zlib.crc32(framed[at : at + long], 1) for long in PIECES for at in range(len(framed) - long + 1)]
    return numbers


def kind_rows(keys: Sequence[str], flags: Sequence[int]) -> tuple[Ints, Ints]:
    """Of many kinds: rows of the table, and where those of each kind begin."""
    per_kind = [pieces_of(key, flag) for key, flag in zip(keys, flags, strict=True)]
    lengths = np.fromiter(map(len, per_kind), np.int64, len(per_kind))
    flat = np.fromiter((n for numbers in per_kind for n in numbers), np.uint64, int(lengths.sum()))
    return mixed(9, flat), np.cumsum(lengths) - lengths


def _shapes(batch: Batch, flags: Ints, text: Ints, texts: int) -> list[Ints]:
    """Rows for the shape of each text: how it begins, how long it is, what it holds how often."""

    def often(flag: int, at_most: int) -> Ints:
        return np.minimum(np.bincount(text[flags & flag > 0], minlength=texts), at_most)

    opening = flags[batch.first]
    state = np.where(opening & MENTION, 1, np.where(opening & RT, 2, 0))
    length = batch.after - batch.first
    long = np.digitize(length, [3, 6, 10, 15, 20, 25, 30])
    questions, links = often(QUESTION, 2), often(LINK, 2)
    numbers = [
        state,
        long,
        often(MENTION, 3),
        links,
        questions,
        often(BANG, 2),
        often(TAG, 3),
        often(CAPITALS, 3),
        state * 4 + questions,
        state * 4 + links,
        state * 10 + long,
    ]
    return [mixed(20 + nr, number.astype(np.uint64)) for nr, number in enumerate(numbers)]


__all__ = ["BITS", "DENSE", "PHRASES", "ROWS", "Read", "Reader", "key_of", "kind_rows", "mixed", "pieces_of"]
