"""From counts to numbers with an interval: what else the same habits could have given.

Posts of one week belong together (a quarrel, a launch, a holiday), so whole weeks are drawn anew, with replacement, as
often as there are weeks (a cluster bootstrap: Davison and Hinkley, 'Bootstrap Methods and their Application', 1997,
section 3.8). Numbers about people draw people. The interval holds 95% of what the drawings gave. Where nobody did it,
or everybody, all drawings are alike and say nothing of chance; there the exact interval takes their place (Clopper and
Pearson, 'The Use of Confidence or Fiducial Limits', 1934), and where one side of a ratio is 0, that of a Poisson count.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

DRAWS = 1_000
SEED = 7
COVERS = 0.95
NONE_AT_MOST = -math.log((1 - COVERS) / 2)  # 3.7: the largest mean of which 0 would still be seen one time in 40
PERIODS_AT_LEAST = 4  # fewer say nothing about how much such periods differ


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number, what it stands on, and how far it could be off."""

    value: float | None  # None when there is nothing to divide by
    low: float | None
    high: float | None
    count: int  # how many posts or people are in the numerator
    of: int  # ... and in the denominator

    def above(self, mark: float) -> bool:
        """Is all of the interval above the mark?"""
        return self.low is not None and self.low > mark

    def times(self, factor: float) -> "Estimate":
        """The same in another unit: per hundred posts, say."""
        low, high = (None if end is None else end * factor for end in (self.low, self.high))
        return Estimate(None if self.value is None else self.value * factor, low, high, self.count, self.of)

    def below(self, mark: float) -> bool:
        """Is all of the interval below the mark?"""
        return self.high is not None and self.high < mark


def ratio(numerator: Sequence[int], denominator: Sequence[int], *, smooth: float = 0.0) -> Estimate:
    """sum(numerator) / sum(denominator), with whole periods drawn anew. The two are as long as there are periods.

    smooth is added to both sums: with 0.5, a count of 0 below the line gives a large number and not none at all.
    """
    top, bottom = np.asarray(numerator, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    count, of = int(top.sum()), int(bottom.sum())
    value = (count + smooth) / (of + smooth) if of + smooth > 0 and (of or count) else None
    if value is None or len(top) < PERIODS_AT_LEAST:
        return Estimate(value, None, None, count, of)
    if not smooth and count == 0:
        return Estimate(value, *_of_none(of), count, of)
    if not smooth and np.array_equal(top, bottom):
        return Estimate(value, *_of_all(of), count, of)
    drawn_top, drawn_bottom = _drawn(top, bottom)
    low, high = _interval(drawn_top + smooth, drawn_bottom + smooth)
    if smooth and of == 0:
        low = (_quantiles(drawn_top)[0] + smooth) / (NONE_AT_MOST + smooth)
    if smooth and count == 0:
        high = (NONE_AT_MOST + smooth) / (_quantiles(drawn_bottom)[0] + smooth)
    return Estimate(value, low, high, count, of)


def share(hits: Sequence[bool] | npt.NDArray[np.bool_]) -> Estimate:
    """What part of these people it holds for, with people drawn anew."""
    each = np.asarray(hits, dtype=np.bool_)
    n, hit = len(each), int(each.sum())
    if n == 0:
        return Estimate(None, None, None, 0, 0)
    if hit in (0, n):
        return Estimate(hit / n, *(_of_all(n) if hit else _of_none(n)), hit, n)
    # Drawing n of n with replacement and counting hits is a binomial draw; no need to draw one by one.
    drawn = np.random.default_rng(SEED).binomial(n, hit / n, DRAWS) / n
    return Estimate(hit / n, *_quantiles(drawn), hit, n)


def _of_none(n: int) -> tuple[float | None, float | None]:
    """From none at all to the largest share at which none of n would still be seen one time in 40."""
    return (0.0, 1 - ((1 - COVERS) / 2) ** (1 / n)) if n else (None, None)


def _of_all(n: int) -> tuple[float | None, float | None]:
    return (((1 - COVERS) / 2) ** (1 / n), 1.0) if n else (None, None)


def _drawn(top: npt.NDArray[np.float64], bottom: npt.NDArray[np.float64]) -> tuple[npt.NDArray, npt.NDArray]:
    """Both sums in each drawing; the same weeks above and below the line."""
    random = np.random.default_rng(SEED)
    n = len(top)
    weights = random.multinomial(n, np.full(n, 1 / n), DRAWS).astype(np.float64)
    return weights @ top, weights @ bottom


def _interval(top: npt.NDArray[np.float64], bottom: npt.NDArray[np.float64]) -> tuple[float | None, float | None]:
    usable = bottom > 0
    if not usable.any():
        return None, None
    return _quantiles(top[usable] / bottom[usable])


def _quantiles(drawn: npt.NDArray[np.float64]) -> tuple[float, float]:
    low, high = np.quantile(drawn, [(1 - COVERS) / 2, (1 + COVERS) / 2])
    return float(low), float(high)
