"""The learned weights, and what they say of many texts at once."""

import functools
import io
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from folkmoot.mirror.judge import language
from folkmoot.mirror.judge.features import DENSE, HIT, PHRASES, ROWS, Floats, Read, Reader, kind_rows
from folkmoot.mirror.judge.tokens import BETWEEN, MENTION, NUMBER, QUESTION, RT, STOP, TAG, WORD, Ints

PurposeWord = Literal["ask", "offer", "talk", "give", "say", "none"]
Gains = Literal["self", "other", "all"]
Reach = Literal["person", "crowd"]
PURPOSES: tuple[PurposeWord, ...] = get_args(PurposeWord)
GAINS: tuple[Gains, ...] = get_args(Gains)
REACHES: tuple[Reach, ...] = get_args(Reach)
ANSWERS = len(PURPOSES) + len(GAINS)
_P = slice(0, len(PURPOSES))
_G = slice(_P.stop, _P.stop + len(GAINS))
WEIGHTS = "weights/judge.npz"
AT_ONCE = 3_000  # texts
EVIDENCE_MOST = 2  # pieces of a text that are told
_NEXT_SHARE = 0.6  # of what the first piece is worth, at least, for another
_PHRASE_LONG = 12  # words of a phrase that are told
_PHRASE_SHARE = 0.5  # of a phrase's weight, beside what was learned, in choosing the words to tell


@dataclass(frozen=True, slots=True)
class Weights:
    """What training wrote down."""

    table: Floats  # ROWS × (ANSWERS + 1): weight of a row for each answer, and the square of its rarity
    dense: Floats  # DENSE × ANSWERS
    phrases: Floats  # PHRASES × ANSWERS
    start: Floats  # ANSWERS
    slope: float  # of calibration: log-odds of asking times slope plus offset
    offset: float
    least: float  # probability from which on it is an ask

    @classmethod
    def read(cls, file: io.BufferedIOBase) -> "Weights":
        """From the file that ``pack`` made."""
        with np.load(file, allow_pickle=False) as kept:
            table = np.zeros((ROWS, ANSWERS + 1), np.float32)
            table[kept["rows"], :ANSWERS] = kept["weights"].astype(np.float32) * kept["scale"]
            table[kept["rows"], ANSWERS] = kept["rarity"].astype(np.float32) ** 2
            slope, offset, least = (float(number) for number in kept["ask"])
            dense = kept["dense"]
            if len(dense) != DENSE + PHRASES:
                raise ValueError("The weights were learned with another book of phrases: run the training again.")
            return cls(table, dense[:DENSE], dense[DENSE:] * np.float32(HIT), kept["start"], slope, offset, least)


def pack(
    rarity: npt.NDArray[np.float64],
    weights: npt.NDArray[np.float64],
    dense: npt.NDArray[np.float64],
    start: npt.NDArray[np.float64],
    ask: tuple[float, float, float],
) -> dict[str, np.ndarray]:
    """Learned weights (ROWS × ANSWERS) as small arrays: a byte for each weight that is not zero."""
    rows = np.flatnonzero(rarity > 0)
    worth = weights[rows] * rarity[rows, None]
    scale = np.abs(worth).max(0) / 127 + 1e-12
    return {
        "rows": rows.astype(np.int32),
        "weights": np.rint(worth / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "rarity": rarity[rows].astype(np.float16),
        "dense": dense.astype(np.float32),
        "start": start.astype(np.float32),
        "ask": np.array(ask, np.float64),
    }


@dataclass(frozen=True, slots=True)
class Said:
    """Answers for a batch of texts, one row each."""

    purpose: Ints  # index in PURPOSES; -1 for a language that was not measured
    p: Floats  # texts × PURPOSES
    gains: Ints
    reach: Ints
    pieces: list[list[tuple[int, int]]]  # of each text: where the words stand that spoke for it
    joined: str

    def chosen(self) -> Floats:
        """The probability of each text's purpose."""
        likely = np.take_along_axis(self.p, np.maximum(self.purpose, 0)[:, None], 1)[:, 0]
        return np.where(self.purpose < 0, 0, likely).astype(np.float32)

    def p_ask(self) -> Floats:
        """The probability that it asks; 0 where it was not judged."""
        return np.where(self.purpose < 0, 0, self.p[:, 0]).astype(np.float32)


def reach_of(flags: Ints, first: Ints) -> Ints:
    """Index in REACHES: a person when it begins with a name, be it after 'RT @name:'."""
    last = len(flags) - 1
    at = first.copy()
    for _ in range(3):  # passed on by as many
        passed = (flags[at] & RT > 0) & (flags[np.minimum(at + 1, last)] & MENTION > 0)
        colon = passed & (flags[np.minimum(at + 2, last)] & STOP > 0)
        at = np.minimum(at + 2 * passed + colon, last)
    at = np.minimum(at + ((flags[at] & STOP > 0) & (flags[at] & QUESTION == 0)), last)
    return np.where(flags[at] & MENTION > 0, 0, 1)


class Judge:
    """Weights, and a reader that remembers the words it met."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.reader = Reader()
        self._of_kind = np.zeros((0, ANSWERS + 1), np.float32)
        self._marks = np.zeros((0, language.COLUMNS), np.int16)
        self._forgot = 0

    def say(self, texts: Sequence[str], languages: Sequence[str | None] | None) -> Said:
        """What each of these texts is for."""
        read = self.reader.read(texts)
        self._settle()
        tokens = self._token_scores(read)
        first = read.batch.first
        sums = np.add.reduceat(tokens, first, axis=0)
        length = np.sqrt(np.maximum(sums[:, ANSWERS], 0) + 1)
        scores = sums[:, :ANSWERS] / length[:, None] + read.dense @ self.weights.dense + self.weights.start
        of, phrase = read.hits
        if len(of):
            new = np.flatnonzero(np.diff(of, prepend=-1))
            scores[of[new]] += np.add.reduceat(self.weights.phrases[phrase], new, axis=0)
        p = self._probabilities(scores[:, _P])
        others = p.copy()
        others[:, 0] = 0
        purpose = np.where(p[:, 0] >= self.weights.least, 0, others.argmax(1))
        words = np.add.reduceat(((read.flags & (WORD | TAG)) > 0).astype(np.int64), first)
        nothing = words == 0
        purpose[nothing] = PURPOSES.index("none")
        p[nothing] = _NOTHING
        plain = np.add.reduceat(((read.flags & WORD > 0) & (read.flags & TAG == 0)).astype(np.int64), first)
        marks = np.add.reduceat(self._marks[read.batch.kinds], first, axis=0).astype(np.int64)
        hints = np.fromiter(map(language.hint_of, languages), np.int64) if languages else np.zeros(len(texts), np.int64)
        purpose[~nothing & ~language.is_measured(marks, plain, hints)] = -1
        pieces = self._evidence(read, tokens, length, purpose)
        return Said(purpose, p, scores[:, _G].argmax(1), reach_of(read.flags, first), pieces, read.batch.joined)

    def _settle(self) -> None:
        """Know the weights of every kind of token that is there by now."""
        kinds = self.reader.kinds
        if self._forgot != self.reader.forgot:
            self._of_kind, self._marks = self._of_kind[:0], self._marks[:0]
            self._forgot = self.reader.forgot
        have = len(self._of_kind)
        keys, flags = kinds.keys_[have:], kinds.flags[have:].tolist()
        if not keys:
            return
        rows, first = kind_rows(keys, flags)
        self._of_kind = np.append(self._of_kind, np.add.reduceat(self.weights.table[rows], first, axis=0), axis=0)
        marks = np.zeros((len(keys), language.COLUMNS), np.int16)
        for nr, (key, flag) in enumerate(zip(keys, flags, strict=True)):
            if flag & WORD and not flag & TAG:
                marks[nr, language.marks_of(key, True)] = 1
        self._marks = np.append(self._marks, marks, axis=0)

    def _token_scores(self, read: Read) -> Floats:
        """Of each token, for each answer, the weights of what begins with it."""
        scores = self._of_kind[read.batch.kinds]
        scores[read.flags & BETWEEN > 0] = 0
        for at, rows in self.reader.rows(read):
            scores[at] += self.weights.table[rows]
        for rows in read.shapes:
            scores[read.batch.after] += self.weights.table[rows]
        return scores

    def _probabilities(self, scores: Floats) -> Floats:
        asks = 1 / (1 + np.exp(-np.clip(self.weights.slope * scores[:, 0] + self.weights.offset, -30, 30)))
        p = np.exp(scores - scores[:, 1:].max(1, keepdims=True))
        p[:, 0] = 0
        p *= ((1 - asks) / p.sum(1))[:, None]
        p[:, 0] = asks
        return p

    def _evidence(self, read: Read, tokens: Floats, length: Floats, purpose: Ints) -> list[list[tuple[int, int]]]:
        """Of each text, where the few words stand that spoke most for its purpose."""
        batch, text = read.batch, read.text
        wanted = purpose[text]
        spoke = np.take_along_axis(tokens, np.maximum(wanted, 0)[:, None], 1)[:, 0]
        spoke = (spoke - np.where(wanted == 0, 0, tokens[:, 1 : _P.stop].mean(1))) / length[text]
        number, start, stop = read.phrases
        if len(number):
            named = self.reader.purposes[number]
            fits = (named == wanted[read.words.token[start]]) & (self.reader.worth[number] > 0)
            where, until = start[fits], stop[fits]
            worth = self.reader.worth[number[fits]] * _PHRASE_SHARE
            for step in range(_PHRASE_LONG):
                inside = where + step < until
                np.add.at(spoke, read.words.token[(where + step)[inside]], worth[inside])
        silent = ((read.flags & (WORD | TAG | NUMBER)) == 0) | (read.flags & RT > 0)
        spoke[silent] = -np.inf
        spoke[wanted < 0] = -np.inf
        pieces: list[list[tuple[int, int]]] = [[] for _ in range(len(batch.first))]
        last = len(spoke) - 1
        least = np.zeros(len(batch.first), spoke.dtype)
        for _ in range(EVIDENCE_MOST):
            most = np.maximum.reduceat(spoke, batch.first)
            peaks = np.flatnonzero((spoke == most[text]) & (spoke > least[text]))
            if not len(peaks):
                break
            peaks = peaks[np.unique(text[peaks], return_index=True)[1]]
            floor = spoke[peaks] * 0.3
            least[text[peaks]] = spoke[peaks] * _NEXT_SHARE
            left, right = peaks.copy(), peaks.copy()
            for _ in range(4):
                before = np.maximum(left - 1, 0)
                left = np.where((spoke[before] > floor) & (text[before] == text[left]), before, left)
                behind = np.minimum(right + 1, last)
                right = np.where((spoke[behind] > floor) & (text[behind] == text[right]), behind, right)
            begins, ends = batch.begins[left].tolist(), batch.ends[right].tolist()
            for of, begin, end in zip(text[peaks].tolist(), begins, ends, strict=True):
                pieces[of].append((begin, end))
            for step in range(9):
                inside = left + step <= right
                spoke[(left + step)[inside]] = -np.inf
        return pieces


_NOTHING = np.array([0.0, 0.0, 0.0, 0.0, 0.02, 0.98], np.float32)


@functools.cache
def judge_in_package() -> Judge:
    """The judge whose weights come with the package."""
    kept = resources.files("folkmoot.mirror.judge").joinpath(WEIGHTS).read_bytes()
    return Judge(Weights.read(io.BytesIO(kept)))
