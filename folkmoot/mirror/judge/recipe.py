"""The recipe: from labeled texts to a judge. Training in full, measuring in folds and other data all go through it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from folkmoot.mirror.judge.alike import folds_of, groups_of
from folkmoot.mirror.judge.learning import Doubles, Linear, Table, learn, rarity_of
from folkmoot.mirror.judge.model import GAINS, PURPOSES
from folkmoot.mirror.judge.tokens import Ints

INNER = 3  # folds in which calibration is learned
TRUST = {"tac": 0.6, "dis": 0.1, "written": 0.3, "german": 0.6, "written_german": 0.6}  # beside 1 for the sure ones
SEED = 0
STRENGTH = 5.0
OTHERS = PURPOSES[1:]


@dataclass(frozen=True, slots=True)
class Example:
    """A labeled text; gains and reach may be '?' or '-'."""

    source: str
    purpose: str
    gains: str
    reach: str
    text: str
    sure: bool = False  # two annotators agreed


@dataclass(frozen=True, slots=True)
class Asking:
    """Weights for asking or not, and how their log-odds are read."""

    weights: Linear
    slope: float
    offset: float
    least: float

    def odds(self, table: Table) -> Doubles:
        """In log-odds, before calibration."""
        return log_odds(self.weights, table)

    def probabilities(self, table: Table) -> Doubles:
        """Calibrated."""
        return calibrated(self.odds(table), self.slope, self.offset)


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights for every answer: asking, what else, and of asks who gains."""

    asking: Asking
    other: Linear
    gains: Linear


def log_odds(weights: Linear, table: Table) -> Doubles:
    """Of the first of two answers."""
    scores = weights.scores(table)
    return np.asarray(scores[:, 0] - scores[:, 1])


def calibrated(odds: Doubles, slope: float, offset: float) -> Doubles:
    """Probability for log-odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(slope * odds + offset, -30, 30))))


def one_hot(labels: Sequence[str], names: Sequence[str]) -> Doubles:
    """A row for each label with a one at its name."""
    targets = np.zeros((len(labels), len(names)))
    targets[np.arange(len(labels)), [names.index(label) for label in labels]] = 1
    return targets


def origin_of(examples: Sequence[Example]) -> Doubles:
    """A column for each source but the sure ones: what its annotators or writers do more often than others."""
    sources = ("tac", "dis", "written")  # German shares too few words with the rest for the rest to tip its scales
    return np.array([[2.0 * (not example.sure and example.source == name) for name in sources] for example in examples])


def trust_in(examples: Sequence[Example]) -> Doubles:
    """How much each counts."""
    return np.array([1.0 if example.sure else TRUST[example.source] for example in examples])


def fit(examples: Sequence[Example], table: Table) -> Learned:
    """A judge of these examples."""
    rarity = rarity_of(table.counts)
    asks = [nr for nr, example in enumerate(examples) if example.purpose == "ask"]
    others = [nr for nr, example in enumerate(examples) if example.purpose != "ask"]
    return Learned(
        fit_asking(
            table,
            np.array([example.purpose == "ask" for example in examples]),
            groups_of([example.text for example in examples]),
            np.array([example.sure for example in examples]),
            trust_in(examples),
            origin_of(examples),
        ),
        _label(examples, table, others, "purpose", OTHERS, rarity, trust_in(examples)),
        _label(examples, table, asks, "gains", GAINS, rarity, np.ones(len(examples))),  # asks are few: each counts
    )


def fit_asking(
    table: Table,
    asks: np.ndarray,
    groups: Ints,
    sure: np.ndarray | None = None,
    trust: Doubles | None = None,
    origin: Doubles | None = None,
) -> Asking:
    """Asking or not, from texts labeled so; calibrated, and its threshold chosen, in folds of the sure ones.

    ``groups`` are of near-duplicates (``alike``); ``sure`` is every text when it is not given.
    """
    trust = np.ones(len(asks)) if trust is None else trust
    tried = np.arange(len(asks)) if sure is None else np.flatnonzero(sure)
    targets = np.stack([asks, ~asks], 1).astype(float)

    def learned(which: Ints) -> Linear:
        part = table[which]
        aside = None if origin is None else origin[which]
        return learn(part, targets[which], trust[which], rarity_of(part.counts), STRENGTH, aside)

    fold = folds_of(groups[tried], asks[tried].tolist(), INNER, SEED)
    odds = np.zeros(len(tried))
    for nr in range(INNER):
        out = tried[fold == nr]
        kept = np.flatnonzero(~np.isin(groups, groups[out]))
        odds[fold == nr] = log_odds(learned(kept), table[out])
    slope, offset = platt(odds, asks[tried])
    least = best_threshold(calibrated(odds, slope, offset))
    return Asking(learned(np.arange(len(asks))), slope, offset, least)


def _label(
    examples: Sequence[Example],
    table: Table,
    which: Sequence[int],
    column: str,
    names: Sequence[str],
    rarity: Doubles,
    trust: Doubles,
) -> Linear:
    known = np.array([nr for nr in which if getattr(examples[nr], column) in names])
    some = [examples[nr] for nr in known]
    targets = one_hot([getattr(example, column) for example in some], names)
    return learn(table[known], targets, trust[known], rarity, STRENGTH, origin_of(some))


def platt(odds: Doubles, truth: np.ndarray) -> tuple[float, float]:
    """Slope and offset that make the truth most likely (Newton's method, with a weak pull towards 1 and 0)."""
    slope, offset = 1.0, 0.0
    for _ in range(50):
        p = calibrated(odds, slope, offset)
        weight = p * (1 - p)
        wrong = p - truth
        gradient = np.array([(wrong * odds).sum() + (slope - 1), wrong.sum() + 0.1 * offset])
        bend = np.array(
            [[(weight * odds**2).sum() + 1, (weight * odds).sum()], [(weight * odds).sum(), weight.sum() + 0.1]]
        )
        step = np.linalg.solve(bend, gradient)
        slope, offset = slope - float(step[0]), offset - float(step[1])
        if np.abs(step).max() < 1e-8:
            break
    return slope, offset


def best_threshold(p: Doubles) -> float:
    """From which probability on 'ask' promises most F1, if the probabilities are right (no label is looked at)."""
    thresholds = np.arange(0.2, 0.71, 0.01)
    hoped = [2 * p[p >= threshold].sum() / max((p >= threshold).sum() + p.sum(), 1e-9) for threshold in thresholds]
    return round(float(thresholds[int(np.argmax(hoped))]), 3)
