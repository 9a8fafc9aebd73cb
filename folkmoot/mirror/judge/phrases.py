"""Phrases: how they are written down, and how they are found in a text.

A phrase is words with a space between them, read as a line of elements:

- ``lend`` that word, in small letters; ``lend|borrow`` either; ``THING`` any word of the list of that name;
- ``(just)`` that word or nothing;
- ``~`` up to four words, whatever they are;
- ``^`` (only first) the sentence begins here; ``?`` (only last) the sentence is a question.

Finding is linear in the text: each word looks up the few phrases that begin with it, and a phrase has two gaps at most.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from folkmoot.mirror.judge import tokens
from folkmoot.mirror.judge.tokens import LINK_KEY, NAME_KEY

GAP = 4  # words that ~ may step over
GAPS_AT_MOST = 2  # in one phrase

# A link, a word (with its @ or #; combining marks belong to it), or what ends a sentence. No part can match in two
# ways, so that no text makes it slow.
_TOKEN = re.compile(r"https?://\S+|[@#]?[\w\u0300-\u036f]+(?:['’][\w\u0300-\u036f]+)*|[.!?…:;\n]+")
_QUOTED = re.compile(r"^[ \t]{0,3}>.*$", re.MULTILINE)  # what somebody else said
_END = frozenset(".!?…:;\n")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, and where it stands in the text."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words up to a full stop, a question or exclamation mark, a colon, a semicolon or the end of a line."""

    words: tuple[Word, ...]
    begin: int  # index of the first word that is neither a mention nor the mark of passing something on
    asks: bool  # it ends in a question mark


@dataclass(frozen=True, slots=True)
class Element:
    """One place in a phrase: any of these words, or a gap."""

    words: frozenset[str]
    optional: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that speak for a purpose (or, with a weight below zero, against it)."""

    purpose: str
    weight: float
    elements: tuple[Element, ...]
    at_begin: bool
    in_question: bool

    def found_in(self, sentence: Sentence, at: int) -> int | None:
        """Index after its last word when it stands at this word of the sentence; else None."""
        if (self.at_begin and at != sentence.begin) or (self.in_question and not sentence.asks):
            return None
        return _walk(self.elements, 0, sentence.words, at)


def _walk(elements: tuple[Element, ...], i: int, words: tuple[Word, ...], at: int) -> int | None:
    while i < len(elements):
        element = elements[i]
        if element.gap:
            for step in range(GAP + 1):
                end = _walk(elements, i + 1, words, at + step)
                if end is not None:
                    return end
            return None
        if at < len(words) and words[at].key in element.words:
            at += 1
        elif not element.optional:
            return None
        i += 1
    return at if at <= len(words) else None


def words(written: str) -> frozenset[str]:
    """Words with a space between them, each as it is compared."""
    return frozenset(key_of(word) for word in written.split())


def read_phrase(purpose: str, weight: float, written: str, lists: Mapping[str, frozenset[str]]) -> Phrase:
    """A phrase from how it is written down. Raises ValueError for one that could not be found or would be slow."""
    parts = written.split()
    at_begin, in_question = parts[:1] == ["^"], parts[-1:] == ["?"]
    elements: list[Element] = []
    for part in parts[at_begin : len(parts) - in_question]:
        if part == "~":
            elements.append(Element(frozenset(), gap=True))
            continue
        optional = part.startswith("(") and part.endswith(")")
        meant: set[str] = set()
        for word in part.strip("()").split("|"):
            if word.isupper():
                if word not in lists:
                    raise ValueError(f"The phrase '{written}' names a list {word} that is not there.")
                meant |= lists[word]
            else:
                meant.add(key_of(word))
        elements.append(Element(frozenset(meant), optional))
    if not elements or elements[0].gap or elements[0].optional or elements[-1].gap:
        raise ValueError(f"The phrase '{written}' must begin and end with a word.")
    if sum(element.gap for element in elements) > GAPS_AT_MOST:
        raise ValueError(f"The phrase '{written}' has more than {GAPS_AT_MOST} gaps.")
    return Phrase(purpose, weight, tuple(elements), at_begin, in_question)


class Phrasebook:
    """Phrases by the word they begin with."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_word: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            for word in phrase.elements[0].words:
                self._by_word.setdefault(word, []).append(phrase)

    def found_in(self, sentence: Sentence) -> Iterator[tuple[Phrase, int, int]]:
        """Each phrase that stands in the sentence, with where in the text it begins and ends; each only once."""
        seen: set[int] = set()
        words = sentence.words
        for at, word in enumerate(words):
            for phrase in self._by_word.get(word.key, ()):
                if id(phrase) in seen:
                    continue
                end = phrase.found_in(sentence, at)
                if end is not None:
                    seen.add(id(phrase))
                    yield phrase, word.start, words[end - 1].end


def key_of(word: str) -> str:
    """The word as it is compared (``tokens.key_of``); links are all one, and so are names."""
    if word.startswith(("http://", "https://")) or word == "http":
        return LINK_KEY
    return NAME_KEY if word.startswith("@") else tokens.key_of(word)


def sentences_of(text: str) -> Iterator[Sentence]:
    """The sentences of a text, without lines that quote (``> ...``)."""
    if ">" in text:
        text = _QUOTED.sub(lambda quoted: " " * len(quoted.group()), text)  # places stay what they are
    words: list[Word] = []
    for token in _TOKEN.finditer(text):
        found = token.group()
        if found[0] not in _END:
            words.append(Word(key_of(found), token.start(), token.end()))
            continue
        if found == ":" and words and all(word.key in {"rt", NAME_KEY} for word in words):
            continue  # 'RT @name:' is no sentence of its own
        if found == "." and not words:
            continue
        if words:
            yield _sentence(words, "?" in found)
            words = []
    if words:
        yield _sentence(words, False)


def _sentence(words: list[Word], asks: bool) -> Sentence:
    begin = 0
    while begin < len(words) - 1 and words[begin].key in _BEFORE:
        begin += 1
    if begin < len(words) - 1 and words[begin].key == "rt" and words[begin + 1].key == NAME_KEY:
        begin += 1
        while begin < len(words) - 1 and words[begin].key in _BEFORE:
            begin += 1
    return Sentence(tuple(words), begin, asks)


_BEFORE = words(
    "@ hey hi hello dear everyone everybody all folks friends neighbors neighbours so and but also well ok okay "
    "hallo liebe lieber leute zusammen alle freunde nachbarn nachbarinnen und also"
)
