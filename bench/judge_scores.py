"""Figures of agreement, in plain numpy."""

from collections.abc import Callable, Sequence

import numpy as np

BINS = 10


def f1(said: np.ndarray, truth: np.ndarray) -> float:
    """Harmonic mean of precision and recall."""
    both = float((said & truth).sum())
    return 2 * both / max(float(said.sum() + truth.sum()), 1.0)


def macro_f1(truth: Sequence[str], said: Sequence[str], names: Sequence[str]) -> float:
    """The mean of F1 over the names."""
    true, answer = np.array(truth), np.array(said)
    return float(np.mean([f1(answer == name, true == name) for name in names]))


def expected_calibration_error(p: np.ndarray, truth: np.ndarray) -> float:
    """How far, on average, probability and frequency are apart in ten bins of equal width."""
    bins = np.minimum((p * BINS).astype(int), BINS - 1)
    apart = 0.0
    for nr in range(BINS):
        inside = bins == nr
        if inside.any():
            apart += inside.mean() * abs(p[inside].mean() - truth[inside].mean())
    return float(apart)


def interval(figure: Callable[[np.ndarray], float], size: int, times: int = 1_000) -> list[float]:
    """Where 95 of 100 bootstrap samples lie."""
    chance = np.random.default_rng(0)
    values = [figure(chance.integers(0, size, size)) for _ in range(times)]
    return [float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975))]
