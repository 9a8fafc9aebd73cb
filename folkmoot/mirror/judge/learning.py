"""Learning the judge's weights: features to a table, by logistic regression with targets that may be uncertain.

For training only: this needs scipy, which judging does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from scipy.optimize import minimize

from folkmoot.mirror.judge.features import DENSE, HIT, PHRASES, ROWS, Reader, kind_rows
from folkmoot.mirror.judge.tokens import BETWEEN, Ints

AT_ONCE = 2_000  # texts
Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Table:
    """Texts as rows: how often each row of the hashed table is called for, and what the phrase book says."""

    counts: sp.csr_matrix
    dense: sp.csr_matrix  # DENSE numbers, then a column for each phrase

    def __getitem__(self, which: Ints) -> "Table":
        return Table(self.counts[which], self.dense[which])


def table_of(texts: Sequence[str]) -> Table:
    """What the judge looks at in each of these texts."""
    counts, dense = [], []
    for begin in range(0, len(texts), AT_ONCE):
        some = texts[begin : begin + AT_ONCE]
        reader = Reader()
        read = reader.read(some)
        of: list[Ints] = []
        rows: list[Ints] = []
        for at, called in reader.rows(read):
            of.append(read.text[at])
            rows.append(called)
        flat, first = kind_rows(reader.kinds.keys_, reader.kinds.flags.tolist())
        lengths = np.diff(np.append(first, len(flat)))
        inside = np.flatnonzero(read.flags & BETWEEN == 0)
        kinds = read.batch.kinds[inside]
        long = lengths[kinds]
        within = np.arange(long.sum()) - np.repeat(np.cumsum(long) - long, long)
        of.append(np.repeat(read.text[inside], long))
        rows.append(flat[within + np.repeat(first[kinds], long)])
        for shape in read.shapes:
            of.append(np.arange(len(some)))
            rows.append(shape)
        where = (np.concatenate(of), np.concatenate(rows))
        counts.append(sp.csr_matrix((np.ones(len(where[0]), np.float32), where), shape=(len(some), ROWS)))
        hits = sp.csr_matrix((np.full(len(read.hits[0]), HIT), read.hits), shape=(len(some), PHRASES))
        dense.append(sp.hstack([sp.csr_matrix(read.dense), hits]))
    return Table(sp.vstack(counts).tocsr(), sp.vstack(dense).tocsr())


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights of the table's rows for each answer, of the dense numbers, and what each answer begins with."""

    rarity: Doubles  # of each row; 0 for rows that are not used
    weights: Doubles  # ROWS × answers, for counts times rarity over the length of that vector
    dense: Doubles  # DENSE + PHRASES × answers
    start: Doubles

    def scores(self, table: Table) -> Doubles:
        """Of each text for each answer, in log-odds up to a constant."""
        return np.asarray(_scaled(table, self.rarity) @ self.weights + table.dense @ self.dense + self.start)


def rarity_of(counts: sp.csr_matrix, least: int = 2) -> Doubles:
    """How rare each row is among these texts: 1 and the logarithm of one in how many; 0 below ``least`` texts."""
    texts = np.bincount(counts.indices, minlength=ROWS)  # counts are summed, so a text names a row once
    return np.where(texts >= least, np.log(counts.shape[0] / np.maximum(texts, 1)) + 1, 0)


def _scaled(table: Table, rarity: Doubles) -> sp.csr_matrix:
    counts = table.counts
    length = np.sqrt(np.asarray(counts @ (rarity**2)).ravel() + 1)
    return sp.diags(1 / length) @ counts @ sp.diags(rarity)


def learn(
    table: Table,
    targets: Doubles,
    trust: Doubles,
    rarity: Doubles,
    strength: float,
    aside: Doubles | None = None,
) -> Linear:
    """The weights that make ``targets`` (texts × answers, each row adding up to 1) most likely.

    ``trust``: how much each text counts; ``strength``: how freely weights may grow (1 over the L2 penalty); ``aside``:
    what is known of these texts alone (where they come from), learned beside the weights and left out of them.
    """
    used = np.flatnonzero(rarity > 0)
    parts = [_scaled(table, rarity)[:, used], table.dense]
    if aside is not None:
        parts.append(sp.csr_matrix(aside))
    features = sp.hstack(parts).tocsr()
    turned = features.T.tocsr()
    answers = targets.shape[1]
    size = features.shape[1]

    def loss(flat: Doubles) -> tuple[float, Doubles]:
        weights = flat[: size * answers].reshape(size, answers)
        start = flat[size * answers :]
        scores = features @ weights + start
        scores -= scores.max(1, keepdims=True)
        total = np.log(np.exp(scores).sum(1, keepdims=True))
        likely = np.exp(scores - total)
        value = -(trust[:, None] * targets * (scores - total)).sum() + 0.5 / strength * (weights**2).sum()
        wrong = trust[:, None] * (likely - targets)
        slope = turned @ wrong + weights / strength
        return float(value), np.concatenate([slope.ravel(), wrong.sum(0)])

    begin = np.zeros((size + 1) * answers)
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 70, "ftol": 1e-5}).x
    weights = np.zeros((ROWS, answers))
    learned = found[: size * answers].reshape(size, answers)
    weights[used] = learned[: len(used)]
    own = learned[len(used) : len(used) + DENSE + PHRASES]
    return Linear(rarity, weights, own, found[size * answers :])
