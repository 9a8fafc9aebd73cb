"""A book's rows in memory: for rebuilding a ledger from its entries, a tribe at a time.

About 600 bytes for a favor with its claim and settlement, so a million of them stay well under two gigabytes.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator

from folkmoot.favors.rules.rows import Claim, Giving, Settlement, Tally


class Shelf:
    """Every row of one tribe, and the few orders in which a book asks for them (``rows.Source``)."""

    def __init__(self) -> None:
        self.tallies: dict[int, Tally] = {}
        self.claims: dict[int, Claim] = {}
        self.givings: dict[int, Giving] = {}
        self.parts: dict[tuple[int, int], Settlement] = {}
        self._open: dict[int, list[int]] = defaultdict(list)  # debtor -> ids of open claims, in order
        self._ahead: dict[int, list[int]] = defaultdict(list)  # giver -> ids of givings with minutes left, in order
        self._granted: dict[tuple[int, int], list[int]] = {}  # the two -> givings, by when they were granted
        self._more_claims: dict[int, list[int]] = {}  # favor -> claims beside its own
        self._by_favor: dict[int, list[int]] = {}  # favor -> claims that it settled
        self._by_claim: dict[int, list[int]] = {}  # claim -> favors that settled it

    def tally(self, person: int) -> Tally:
        found = self.tallies.get(person)
        if found is None:
            found = self.tallies[person] = Tally(person)
        return found

    def claim(self, id_: int) -> Claim | None:
        return self.claims.get(id_)

    def giving(self, id_: int) -> Giving | None:
        return self.givings.get(id_)

    def claims_of_favor(self, favor: int) -> list[Claim]:
        own = self.claims.get(favor)
        more = [self.claims[id_] for id_ in self._more_claims.get(favor, ())]
        return more if own is None else [own, *more]

    def open_claims(self, debtor: int, creditor: int | None = None) -> Iterator[Claim]:
        for id_ in list(self._open[debtor]):
            claim = self.claims[id_]
            if claim.open and (creditor is None or claim.creditor == creditor):
                yield claim

    def givings_ahead(self, giver: int) -> Iterator[Giving]:
        for id_ in list(self._ahead[giver]):
            giving = self.givings[id_]
            if giving.free or giving.bound:
                yield giving

    def beyond_between(self, one: int, other: int, after: int) -> int:
        total = 0
        counted = set()
        for id_ in reversed(self._granted.get(_pair(one, other), ())):
            giving = self.givings[id_]
            if giving.granted <= after:
                break
            if id_ not in counted:  # one that was granted anew stands here twice
                counted.add(id_)
                total += giving.beyond
        return total

    def settlements_of_claim(self, claim: int) -> list[Settlement]:
        return [self.parts[claim, favor] for favor in self._by_claim.get(claim, ()) if (claim, favor) in self.parts]

    def settlements_by_favor(self, favor: int) -> list[Settlement]:
        return [self.parts[claim, favor] for claim in self._by_favor.get(favor, ()) if (claim, favor) in self.parts]

    def settlement(self, claim: int, favor: int) -> Settlement | None:
        return self.parts.get((claim, favor))

    def add(self, row: Claim | Giving | Settlement) -> None:
        if isinstance(row, Claim):
            self.claims[row.id] = row
            if row.id != row.favor:
                self._more_claims.setdefault(row.favor, []).append(row.id)
        elif isinstance(row, Giving):
            self.givings[row.id] = row
            self.regranted(row)
        else:
            self.parts[row.claim, row.favor] = row
            self._by_favor.setdefault(row.favor, []).append(row.claim)
            self._by_claim.setdefault(row.claim, []).append(row.favor)

    def regranted(self, row: Giving) -> None:
        self._granted.setdefault(_pair(row.giver, row.receiver), []).append(row.id)

    def remove(self, row: Settlement) -> None:
        del self.parts[row.claim, row.favor]
        self._by_favor[row.favor].remove(row.claim)
        self._by_claim[row.claim].remove(row.favor)

    def changed(self, row: Claim | Giving | Settlement | Tally) -> None:
        if isinstance(row, Claim):
            _keep(self._open[row.debtor], row.id, bool(row.open))
        elif isinstance(row, Giving):
            _keep(self._ahead[row.giver], row.id, bool(row.free or row.bound))


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _keep(ids: list[int], id_: int, there: bool) -> None:
    """Have the id in the sorted list, or not."""
    if not there and ids and ids[0] == id_:
        del ids[0]
        return
    place = bisect_left(ids, id_)
    found = place < len(ids) and ids[place] == id_
    if there and not found:
        insort(ids, id_)
    elif found and not there:
        del ids[place]
