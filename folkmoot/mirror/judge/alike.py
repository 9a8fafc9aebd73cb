"""Texts that are nearly the same, kept together so that none is learned from while its twin is tried."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from folkmoot.mirror.judge.tokens import Ints

NEAR = 0.4  # of their three-word pieces are in both
_LEFT_OUT = re.compile(r"https?://\S+|@\w+|…")
_PASSED_ON = re.compile(r"^\s*rt\b")
_WORD = re.compile(r"[\w']+")


def pieces_of(text: str) -> frozenset[str]:
    """Its runs of three words, without links, names and the mark of passing on."""
    bare = _PASSED_ON.sub("", _LEFT_OUT.sub("", text.lower()))
    words = _WORD.findall(bare)
    return frozenset(" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2)))


def groups_of(texts: Sequence[str]) -> Ints:
    """The same number for texts that are nearly the same, through others as well."""
    pieces = [pieces_of(text) for text in texts]
    parent = list(range(len(texts)))

    def root(nr: int) -> int:
        while parent[nr] != nr:
            parent[nr] = parent[parent[nr]]
            nr = parent[nr]
        return nr

    holding: dict[str, list[int]] = defaultdict(list)
    for nr, mine in enumerate(pieces):
        shared = Counter(other for piece in mine for other in holding[piece])
        for other, both in shared.items():
            if both / len(mine | pieces[other]) >= NEAR:
                parent[root(nr)] = root(other)
        for piece in mine:
            holding[piece].append(nr)
    first: dict[int, int] = {}  # which root a group has depends on the order of sets: not so its first text
    return np.array([first.setdefault(root(nr), nr) for nr in range(len(texts))], np.int64)


def folds_of(groups: Ints, marked: Sequence[bool], folds: int, seed: int = 0) -> Ints:
    """A fold for every text: groups stay together, and each fold gets about as many texts and as many marked ones."""
    chance = np.random.default_rng(seed)
    names, of = np.unique(groups, return_inverse=True)
    size = np.bincount(of)
    hits = np.bincount(of, weights=np.asarray(marked, float))
    order = chance.permutation(len(names))
    order = order[np.argsort(-size[order], kind="stable")]
    share = max(hits.sum() / folds, 1), max(size.sum() / folds, 1)
    have = np.zeros((folds, 2))
    fold = np.zeros(len(names), np.int64)
    for group in order:
        full = (have[:, 0] + hits[group]) / share[0] * (hits[group] > 0) + (have[:, 1] + size[group]) / share[1]
        chosen = int(full.argmin())
        fold[group] = chosen
        have[chosen] += hits[group], size[group]
    return fold[of]
