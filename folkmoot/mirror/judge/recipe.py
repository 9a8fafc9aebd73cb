"""The recipe: from labeled texts to a judge. Training in full, measuring in folds and other data all go through it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from folkmoot.mirror.judge.alike import folds_of, groups_of
from folkmoot.mirror.judge.learning import Doubles, Linear, Table, learn, rarity_of
from folkmoot.mirror.judge.model import GAINS, PURPOSES, REACHES
from folkmoot.mirror.judge.tokens import Ints

INNER = 4  # folds in which calibration is learned
TRUST = {"tac": 0.6, "dis": 0.1, "written": 0.5, "german": 0.6}  # beside 1 for what two annotators agreed on
SEED = 0


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
class Learned:
    """Weights for every answer, and how the log-odds of asking are read."""

    purpose: Linear
    gains: Linear
    reach: Linear
    slope: float
    offset: float
    least: float

    def asks(self, table: Table) -> Doubles:
        """Calibrated probability of asking."""
        return calibrated(log_odds(self.purpose.scores(table)), self.slope, self.offset)


def log_odds(scores: Doubles) -> Doubles:
    """Of the first answer against all others together."""
    rest = scores[:, 1:]
    top = rest.max(1)
    return np.asarray(scores[:, 0] - top - np.log(np.exp(rest - top[:, None]).sum(1)))


def calibrated(odds: Doubles, slope: float, offset: float) -> Doubles:
    """Probability for log-odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(slope * odds + offset, -30, 30))))


def one_hot(labels: Sequence[str], names: Sequence[str]) -> Doubles:
    """A row for each label with a one at its name."""
    targets = np.zeros((len(labels), len(names)))
    targets[np.arange(len(labels)), [names.index(label) for label in labels]] = 1
    return targets


def trust_in(examples: Sequence[Example]) -> Doubles:
    """How much each counts."""
    return np.array([1.0 if example.sure else TRUST[example.source] for example in examples])


def fit(examples: Sequence[Example], table: Table) -> Learned:
    """A judge of these examples, calibrated in folds of the sure ones among them."""
    sure = np.array([nr for nr, example in enumerate(examples) if example.sure])
    asks = np.array([example.purpose == "ask" for example in examples])
    groups = groups_of([example.text for example in examples])
    fold = folds_of(groups[sure], asks[sure], INNER, SEED)
    odds = np.zeros(len(sure))
    for nr in range(INNER):
        tried = sure[fold == nr]
        kept = np.flatnonzero(~np.isin(groups, groups[tried]))
        odds[fold == nr] = log_odds(_purposes(examples, table, kept).scores(table[tried]))
    slope, offset = platt(odds, asks[sure])
    least = best_threshold(calibrated(odds, slope, offset), asks[sure])
    every = np.arange(len(examples))
    asking = np.flatnonzero(asks)
    return Learned(
        _purposes(examples, table, every),
        _of_asks(examples, table, asking, "gains", GAINS),
        _of_asks(examples, table, asking, "reach", REACHES),
        slope,
        offset,
        least,
    )


def _purposes(examples: Sequence[Example], table: Table, which: Ints) -> Linear:
    some = [examples[nr] for nr in which]
    targets = one_hot([example.purpose for example in some], PURPOSES)
    part = table[which]
    return learn(part, targets, trust_in(some), rarity_of(part.counts))


def _of_asks(examples: Sequence[Example], table: Table, asking: Ints, column: str, names: Sequence[str]) -> Linear:
    known = np.array([nr for nr in asking if getattr(examples[nr], column) in names])
    some = [examples[nr] for nr in known]
    targets = one_hot([getattr(example, column) for example in some], names)
    part = table[known]
    return learn(part, targets, trust_in(some), rarity_of(part.counts))


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


def best_threshold(p: Doubles, truth: np.ndarray) -> float:
    """The middle of the thresholds at which F1 is within 0.005 of its best."""
    thresholds = np.arange(0.2, 0.71, 0.01)
    f1 = np.array([f1_of(p >= threshold, truth) for threshold in thresholds])
    good = thresholds[f1 >= f1.max() - 0.005]
    return round(float(np.median(good)), 3)


def f1_of(said: np.ndarray, truth: np.ndarray) -> float:
    """Harmonic mean of precision and recall."""
    both = float((said & truth).sum())
    return 2 * both / max(float(said.sum() + truth.sum()), 1.0)
