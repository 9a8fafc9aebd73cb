"""Many texts into numbers at once: the words of a whole batch, their kinds, and where they stand.

All texts of a batch are joined and cut by one regular expression whose matches lie end to end, so that where a token
stands follows from lengths alone. Each distinct token is looked at once (``Kinds``) and is a number from then on.
"""

import re
import unicodedata
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

READ_AT_MOST = 6_000  # characters: of a longer text the beginning and the end, where people put what they want
KEPT_AT_MOST = 200_000  # distinct tokens that are remembered; then all are forgotten, so that memory is bounded
WORD_AT_MOST = 24  # characters of a word that are looked at

_BETWEEN = "\x00"  # stands between two texts of a batch
# White space and a link, a word (with its @ or #; combining marks belong to it), a run of stops, or any other sign.
# Every text is covered from end to end, and no part can match in two ways.
_TOKEN = re.compile(r"\s*+(?:https?://[^\s\x00]+|[@#]?[\w\u0300-\u036f]++(?:['’][\w\u0300-\u036f]++)*|[.!?…]++|[^\s])")
_QUOTED = re.compile(r"(?:^|(?<=\x00))[ \t]{0,3}>[^\n\x00]*", re.MULTILINE)  # what somebody else said
_LONG = re.compile(r"(.)\1{2,}")
_PLEASE = re.compile(r"pl+(?:e+a+s+e*|[sz]+)(?:e|s)*")
_SAME = {
    "u": "you", "ya": "you", "yall": "you", "ur": "your", "urs": "yours", "r": "are", "thx": "thanks", "thnx": "thanks",
    "thanx": "thanks", "ty": "thanks", "im": "i'm", "ive": "i've", "dont": "don't", "cant": "can't", "wont": "won't",
    "didnt": "didn't", "doesnt": "doesn't", "isnt": "isn't", "ppl": "people", "bc": "because", "cuz": "because",
    "pic": "picture", "pics": "pictures", "vid": "video", "w": "with", "retweet": "rt", "retweets": "rt",
    "rts": "rt", "rting": "rt", "kindly": "please", "gotta": "must", "wanna": "want", "gonna": "going", "lemme": "let",
    "2day": "today", "2nite": "tonight", "tmrw": "tomorrow", "luv": "love", "favour": "favor", "somebody": "someone",
    "anybody": "anyone", "everybody": "everyone", "b4": "before", "gr8": "great", "dm": "message",
}  # fmt: skip

LINK, MENTION, TAG, NUMBER, QUESTION, BANG, STOP, LINE, RT, HELLO, CAPITALS, WORD, BETWEEN = (1 << n for n in range(13))
_HELLO_WORDS = (  # what may stand before a sentence begins
    "hey hi hello dear everyone all folks friends neighbors neighbours so and but also well ok okay moin servus "
    "hallo liebe lieber leute zusammen alle freunde nachbarn nachbarinnen und also"
)
_HELLO = frozenset(_HELLO_WORDS.split())
LINK_KEY, NAME_KEY = "<link>", "<name>"

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Batch:
    """Tokens of many texts: the kind of each, where it begins and ends, and which texts' tokens lie where."""

    kinds: Ints  # number of each token's kind in Kinds
    begins: Ints  # in ``joined``, with the white space before it
    ends: Ints
    first: Ints  # of each text: its first token; its last is before ``after``
    after: Ints
    joined: str


def key_of(word: str) -> str:
    """A word as it is compared: small letters, one apostrophe, no drawn-out letters, one way to write an umlaut."""
    if not word.isascii():
        word = unicodedata.normalize("NFC", word).replace("’", "'")
    key = word.casefold()
    if key.startswith("pl") and _PLEASE.fullmatch(key):
        return "please"
    key = _LONG.sub(r"\1\1", key)
    return _SAME.get(key, key)[:WORD_AT_MOST]


def number_of(key: str) -> int:
    """The same 32 bits for a key on every machine."""
    return zlib.crc32(key.encode("utf-8", "surrogatepass"))


class Kinds(dict[str, int]):
    """Every distinct token that was met, as a number; what is known of it lies in arrays under that number.

    ``grown`` is told when new kinds have come, so that others can keep arrays beside.
    """

    def __init__(self) -> None:
        super().__init__()
        self.keys_: list[str] = []
        self._hashes: list[int] = []
        self._flags: list[int] = []
        self._by_key: dict[tuple[str, int], int] = {}
        self.hashes = np.zeros(0, np.uint64)
        self.flags = np.zeros(0, np.int64)
        self.on_forget: Callable[[], None] | None = None

    def __missing__(self, token: str) -> int:
        key, flags = self._read(token)
        number = self._by_key.get((key, flags))
        if number is None:
            number = len(self.keys_)
            self._by_key[key, flags] = number
            self.keys_.append(key)
            self._hashes.append(number_of(key))
            self._flags.append(flags)
        if not flags & (LINK | MENTION):  # every one is another: none is worth remembering
            self[token] = number
        return number

    def settle(self) -> None:
        """Arrays as long as there are kinds."""
        have, want = len(self.hashes), len(self.keys_)
        if have < want:
            self.hashes = np.append(self.hashes, np.array(self._hashes[have:], np.uint64))
            self.flags = np.append(self.flags, np.array(self._flags[have:], np.int64))

    def forget_if_many(self) -> None:
        """Begin anew when more are remembered than memory should hold."""
        if len(self) <= KEPT_AT_MOST and len(self.keys_) <= KEPT_AT_MOST:
            return
        self.clear()
        self._by_key.clear()
        for kept in (self.keys_, self._hashes, self._flags):
            kept.clear()
        self.hashes, self.flags = self.hashes[:0], self.flags[:0]
        if self.on_forget:
            self.on_forget()

    @staticmethod
    def _read(token: str) -> tuple[str, int]:
        bare = token.lstrip()
        flags = LINE if "\n" in token[: len(token) - len(bare)] else 0
        if not bare:
            return "", flags
        if bare == _BETWEEN:
            return "", BETWEEN
        first = bare[0]
        if bare.startswith(("http://", "https://")) or bare in ("http", "https"):
            return LINK_KEY, flags | LINK
        if first == "@" and len(bare) > 1:
            return NAME_KEY, flags | MENTION
        if first in ".!?…":
            flags |= STOP | (QUESTION if "?" in bare else 0) | (BANG if "!" in bare else 0)
            return ("?" if "?" in bare else "!" if "!" in bare else "." if len(bare) == 1 else "..."), flags
        if first == "#" and len(bare) > 1:
            return key_of(bare), flags | TAG | WORD
        if first.isdigit():
            return "<number>", flags | NUMBER
        if first.isalpha() or first == "_":
            key = key_of(bare)
            flags |= WORD
            if bare.lower() == "rt":
                flags |= RT
            if key in _HELLO:
                flags |= HELLO
            if len(bare) > 3 and bare.isupper():
                flags |= CAPITALS
            return key, flags
        return bare[:1], flags | (STOP if first in ":;" else 0)


def part_that_is_read(text: str) -> str:
    """All of it or, of a long one, beginning and end, as two paragraphs."""
    if len(text) <= READ_AT_MOST:
        return text
    half = READ_AT_MOST // 2 - 1
    return text[:half] + "\n\n" + text[-half:]


def cut(texts: Sequence[str], kinds: Kinds) -> Batch:
    """The tokens of these texts (each shorter than READ_AT_MOST or cut to it). Quoted lines count as white space."""
    joined = _BETWEEN.join([*texts, ""])
    if joined.count(_BETWEEN) != len(texts):
        joined = _BETWEEN.join([*(text.replace(_BETWEEN, " ") for text in texts), ""])
    if ">" in joined:
        joined = _QUOTED.sub(lambda quoted: " " * len(quoted.group()), joined)  # places stay what they are
    kinds.forget_if_many()
    tokens = _TOKEN.findall(joined)
    numbers = np.fromiter(map(kinds.__getitem__, tokens), np.int64, len(tokens))
    kinds.settle()
    ends = np.cumsum(np.fromiter(map(len, tokens), np.int64, len(tokens)))
    begins = ends - np.diff(ends, prepend=0)
    after = np.flatnonzero(kinds.flags[numbers] & BETWEEN)
    first = np.append(0, after[:-1] + 1)
    return Batch(numbers, begins, ends, first, after, joined)
