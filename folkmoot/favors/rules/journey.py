"""The journey of a favor as a picture: what it set off as a tree, where it came back, and how much may be told.

A favor's receiver returns it, to anybody; each favor that settled it comes next, and so on. A favor can return
several others, so there is one tree (the shortest way to each favor) and links besides.
"""

import enum
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

STEPS_MOST = 8  # from the first favor
FAVORS_MOST = 60  # in one picture
TOLD_FROM = 5  # people; of fewer a count would point at somebody


@dataclass(frozen=True)
class Place:
    """Where a favor stands: rows from the top, columns by how many steps it is from the first."""

    id: int
    row: int
    column: int


@dataclass(frozen=True)
class Edge:
    """From a favor to one that returned it. ``again``: the latter stands in the tree under another one."""

    source: int
    target: int
    again: bool


@dataclass(frozen=True)
class Layout:
    """All favors of a journey, each in a row of its own, in the order of rows."""

    places: tuple[Place, ...]
    edges: tuple[Edge, ...]


class Back(enum.StrEnum):
    """Where a favor led back to."""

    FIRST = "first"  # to whoever gave the first favor
    KNOWN = "known"  # to somebody who was part of it already


class Ends(enum.StrEnum):
    """What is told of the halves that are open in a journey to those who are not part of them."""

    UNTOLD = "untold"
    NONE = "none"
    SOME = "some"  # with their count
    MOST = "most"


def layout(root: int, links: Iterable[tuple[int, int]]) -> Layout:
    """Places and edges for what can be reached from ``root`` along the links (favor, a favor that returned it)."""
    after: dict[int, list[int]] = {}
    for source, target in links:
        followers = after.setdefault(source, [])
        if target != source and target not in followers:
            followers.append(target)
    parent: dict[int, int | None] = {root: None}
    column = {root: 0}
    order = [root]
    for favor in order:  # grows while we walk: breadth first
        for following in after.get(favor, ()):
            if following not in parent:
                parent[following] = favor
                column[following] = column[favor] + 1
                order.append(following)
    places: list[Place] = []
    waiting = [root]
    while waiting:
        favor = waiting.pop()
        places.append(Place(favor, len(places), column[favor]))
        waiting += [following for following in reversed(after.get(favor, ())) if parent[following] == favor]
    edges = [Edge(source, target, parent[target] != source) for source in order for target in after.get(source, ())]
    return Layout(tuple(places), tuple(edges))


def came_back(favors: Sequence[tuple[int, int | None, int | None]]) -> dict[int, Back]:
    """Which favors led back to somebody. ``favors``: (id, giver, receiver) in the order of time, the first one first;
    None for people who are not told."""
    if not favors:
        return {}
    _, first, receiver = favors[0]
    known = {first, receiver}
    found = {}
    for id_, _giver, receiver in favors[1:]:
        if receiver is None:
            continue
        if receiver == first:
            found[id_] = Back.FIRST
        elif receiver in known:
            found[id_] = Back.KNOWN
        known.add(receiver)
    return found


def ends_told(people: Collection[int], open_halves: int) -> Ends:
    """What may be said of open halves to somebody else: nothing that tells of one person whether they owe.

    ``people``: who received the favors from which nothing followed, so whose halves may be open.
    """
    if len(set(people)) < TOLD_FROM:
        return Ends.UNTOLD
    if not open_halves:
        return Ends.NONE
    return Ends.MOST if 2 * open_halves > len(people) else Ends.SOME
