"""The rows of a tribe's book in the database (``rules.rows.Source``): fetched as asked for, written at once.

Whoever uses it holds the locks of everybody concerned (``services.ledger``). The statements are written out: the
thanks for a favor is one durable transaction, and building its queries anew would take longer than the database
needs for them.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection

from folkmoot.favors.rules.contract import Contract
from folkmoot.favors.rules.rows import Claim, Giving, Settlement, Tally
from folkmoot.favors.services import statements
from folkmoot.favors.services.statements import Statement

BATCH = 64
Known = dict[Statement, list[tuple[Any, ...]]]

_CLAIM = "id, favor_id, debtor_id, creditor_id, minutes, open, forgiven, since, closed, held"
_GIVING = "id, giver_id, receiver_id, minutes, free, bound, beyond, granted, state"
_PART = "claim_id, favor_id, minutes, direct, debtor_id"
# Without statistics SQLite would walk through somebody's whole history instead of the few rows of a partial index.
_BY_OPEN, _BY_AHEAD = (
    (" INDEXED BY claim_open", " INDEXED BY giving_ahead") if connection.vendor == "sqlite" else ("", "")
)
_OPEN = f"SELECT {_CLAIM} FROM favors_claim{_BY_OPEN} WHERE tribe_id = %s AND debtor_id = %s AND open > 0 AND id > %s"
_AHEAD = (
    f"SELECT {_GIVING} FROM favors_giving{_BY_AHEAD}"
    " WHERE tribe_id = %s AND giver_id = %s AND (free > 0 OR bound > 0) AND id > %s"
)
_BEYOND = (
    "SELECT COALESCE(SUM(beyond), 0) FROM favors_giving WHERE tribe_id = %s AND granted > %s"
    " AND ((giver_id = %s AND receiver_id = %s) OR (giver_id = %s AND receiver_id = %s))"
)
_OLDEST = f" ORDER BY id LIMIT {BATCH}"
# The same as ``rules.contract.in_force``.
_ALLOWANCE = (
    "SELECT v.allowance FROM favors_contractversion v LEFT JOIN favors_contractversion w ON w.withdraws_id = v.id"
    " WHERE v.tribe_id = %s AND v.withdraws_id IS NULL AND v.from_at <= %s"
    " AND (w.made_at IS NULL OR w.made_at >= v.from_at) ORDER BY v.from_at DESC, v.id DESC LIMIT 1"
)


def of_favor(tribe_id: int, giver: int, receiver: int, gift: bool, at: datetime, after: int) -> list[Statement]:
    """What a book asks for when a favor is entered, to be asked in one go (see ``Rows``)."""
    asked = [
        allowance(tribe_id, at),
        (_BEYOND, (tribe_id, after, giver, receiver, receiver, giver)),
        (_OPEN + _OLDEST, (tribe_id, giver, 0)),
    ]
    return asked if gift else [*asked, (_AHEAD + _OLDEST, (tribe_id, receiver, 0))]


def allowance(tribe_id: int, at: datetime) -> Statement:
    """What the tribe's contract allowed at a moment; no row where it still lives by what every tribe begins with."""
    return (_ALLOWANCE, (tribe_id, connection.ops.adapt_datetimefield_value(at)))


class Rows:
    """The rows that an entry concerns; ``write`` puts into the database whatever the book did to them.

    ``known``: what some statements found already, under the locks; they are not asked again.
    """

    def __init__(self, tribe_id: int, tallies: dict[int, Tally], known: Known | None = None) -> None:
        self.tribe_id = tribe_id
        self.tallies = tallies
        self._known: Known = known or {}
        self.claims: dict[int, Claim] = {}
        self.givings: dict[int, Giving] = {}
        self.parts: dict[tuple[int, int], Settlement] = {}
        self._added: list[Claim | Giving | Settlement] = []
        self._new: set[int] = set()  # ids of claims and givings that no settlement in the database can name
        self._removed: dict[tuple[int, int], Settlement] = {}
        self._changed: dict[tuple[str, int, int], Claim | Giving | Settlement] = {}

    # --- reading --------------------------------------------------------------------------------------

    def tally(self, person: int) -> Tally:
        return self.tallies[person]

    def allowance(self, at: datetime) -> int:
        """Minutes that the contract in force at a moment allows."""
        found = self._ask(*allowance(self.tribe_id, at))
        return int(found[0][0]) if found else Contract().allowance

    def claim(self, id_: int) -> Claim | None:
        if id_ not in self.claims:
            self._take(f"SELECT {_CLAIM} FROM favors_claim WHERE tribe_id = %s AND id = %s", id_)
        return self.claims.get(id_)

    def giving(self, id_: int) -> Giving | None:
        if id_ not in self.givings:
            rows = self._all(f"SELECT {_GIVING} FROM favors_giving WHERE tribe_id = %s AND id = %s", id_)
            for row in rows:
                self.givings[id_] = Giving(*row)
        return self.givings.get(id_)

    def claims_of_favor(self, favor: int) -> list[Claim]:
        self._take(f"SELECT {_CLAIM} FROM favors_claim WHERE tribe_id = %s AND favor_id = %s ORDER BY id", favor)
        return sorted((claim for claim in self.claims.values() if claim.favor == favor), key=lambda claim: claim.id)

    def open_claims(self, debtor: int, creditor: int | None = None) -> Iterator[Claim]:
        to = "" if creditor is None else " AND creditor_id = %s"
        more = [] if creditor is None else [creditor]
        yielded = set()
        after = 0
        while True:
            batch = self._take(_OPEN + to + _OLDEST, debtor, after, *more)
            # What this very entry opened again stands in memory only: looked for between the batches.
            last = batch[-1].id if len(batch) == BATCH else None
            for claim in sorted(self.claims.values(), key=lambda claim: claim.id):
                if (
                    claim.debtor == debtor
                    and claim.id > after
                    and (last is None or claim.id <= last)
                    and (creditor is None or claim.creditor == creditor)
                    and claim.id not in yielded
                    and claim.open
                ):
                    yielded.add(claim.id)
                    yield claim
            if last is None:
                return
            after = last

    def givings_ahead(self, giver: int) -> Iterator[Giving]:
        yielded = set()
        after = 0
        while True:
            rows = self._all(_AHEAD + _OLDEST, giver, after)
            for row in rows:
                self.givings.setdefault(row[0], Giving(*row))
            last = rows[-1][0] if len(rows) == BATCH else None
            for giving in sorted(self.givings.values(), key=lambda giving: giving.id):
                if (
                    giving.giver == giver
                    and giving.id > after
                    and (last is None or giving.id <= last)
                    and giving.id not in yielded
                    and (giving.free or giving.bound)
                ):
                    yielded.add(giving.id)
                    yield giving
            if last is None:
                return
            after = last

    def beyond_between(self, one: int, other: int, after: int) -> int:
        # What was fetched may say something else by now than the database does until this entry is written.
        here = [row for row in self.givings.values() if {row.giver, row.receiver} == {one, other}]
        stored = [row.id for row in here if row.id not in self._new]
        sql = f"{_BEYOND} AND id NOT IN ({', '.join(['%s'] * len(stored))})" if stored else _BEYOND
        in_database = self._all(sql, after, one, other, other, one, *stored)[0][0]
        return int(in_database) + sum(row.beyond for row in here if row.granted > after)

    def settlements_of_claim(self, claim: int) -> list[Settlement]:
        return self._parts("claim_id", claim, lambda part: part.claim == claim)

    def settlements_by_favor(self, favor: int) -> list[Settlement]:
        return self._parts("favor_id", favor, lambda part: part.favor == favor)

    def settlement(self, claim: int, favor: int) -> Settlement | None:
        if claim in self._new or favor in self._new:
            return self.parts.get((claim, favor))
        self.settlements_of_claim(claim)
        return self.parts.get((claim, favor))

    # --- what the book does ---------------------------------------------------------------------------

    def add(self, row: Claim | Giving | Settlement) -> None:
        if isinstance(row, Claim):
            self.claims[row.id] = row
            self._new.add(row.id)
        elif isinstance(row, Giving):
            self.givings[row.id] = row
            self._new.add(row.id)
        else:
            key = (row.claim, row.favor)
            self.parts[key] = row
            if key in self._removed:  # undone and settled anew by one entry
                del self._removed[key]
                self._changed["part", row.claim, row.favor] = row
                return
        self._added.append(row)

    def regranted(self, row: Giving) -> None:
        """The database finds it by the column."""

    def remove(self, row: Settlement) -> None:
        key = (row.claim, row.favor)
        del self.parts[key]
        self._changed.pop(("part", *key), None)
        self._removed[key] = row

    def changed(self, row: Claim | Giving | Settlement | Tally) -> None:
        if isinstance(row, Claim):
            self._changed["claim", row.id, 0] = row
        elif isinstance(row, Giving):
            self._changed["giving", row.id, 0] = row
        elif isinstance(row, Settlement):
            self._changed["part", row.claim, row.favor] = row

    def write(self, *first: Statement) -> None:
        """Everything that is new or different now, and ``first``."""
        added = {id(row) for row in self._added}
        asked = [*first]
        asked += [("DELETE FROM favors_settlement WHERE claim_id = %s AND favor_id = %s", key) for key in self._removed]
        asked += [self._new_row(row) for row in self._added]
        asked += [_change(row) for row in self._changed.values() if id(row) not in added]
        asked += [
            (_TALLIED, (t.given, t.received, t.open, t.ahead, t.clock, self.tribe_id, t.person))
            for t in self.tallies.values()
        ]
        statements.write(asked)

    # --- help -----------------------------------------------------------------------------------------

    def _all(self, sql: str, *params: int) -> list[tuple[Any, ...]]:
        return self._ask(sql, (self.tribe_id, *params))

    def _ask(self, sql: str, params: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        known = self._known.get((sql, params))
        return statements.together([(sql, params)])[0] if known is None else known

    def _take(self, sql: str, *params: int) -> list[Claim]:
        found = []
        for row in self._all(sql, *params):
            claim = self.claims.get(row[0])
            if claim is None:
                claim = self.claims[row[0]] = Claim(*row)
                claim.held = bool(claim.held)
            found.append(claim)
        return found

    def _parts(self, column: str, id_: int, belongs: Any) -> list[Settlement]:
        if id_ not in self._new:
            for row in self._ask(f"SELECT {_PART} FROM favors_settlement WHERE {column} = %s", (id_,)):
                key = (row[0], row[1])
                if key not in self.parts and key not in self._removed:
                    self.parts[key] = Settlement(row[0], row[1], row[2], bool(row[3]), row[4])
        return sorted(
            (part for part in self.parts.values() if belongs(part)), key=lambda part: (part.claim, part.favor)
        )

    def _new_row(self, row: Claim | Giving | Settlement) -> Statement:
        if isinstance(row, Claim):
            head = (self.tribe_id, row.id, row.favor, row.debtor, row.creditor, row.minutes)
            return _NEW_CLAIM, (*head, row.open, row.forgiven, row.since, row.closed, row.held)
        if isinstance(row, Giving):
            begin = (self.tribe_id, row.id, row.giver, row.receiver, row.minutes)
            return _NEW_GIVING, (*begin, row.free, row.bound, row.beyond, row.granted, int(row.state))
        return _NEW_PART, (row.claim, row.favor, row.minutes, row.direct, row.debtor)


def _insert(table: str, columns: str) -> str:
    return f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * len(columns.split(', ')))})"


_NEW_CLAIM = _insert("favors_claim", f"tribe_id, {_CLAIM}")
_NEW_GIVING = _insert("favors_giving", f"tribe_id, {_GIVING}")
_NEW_PART = _insert("favors_settlement", _PART)
_TALLIED = (
    "UPDATE favors_tally SET given = %s, received = %s, open = %s, ahead = %s, clock = %s"
    " WHERE tribe_id = %s AND person_id = %s"
)


def _change(row: Claim | Giving | Settlement) -> Statement:
    if isinstance(row, Claim):
        return (
            "UPDATE favors_claim SET open = %s, forgiven = %s, since = %s, closed = %s, held = %s WHERE id = %s",
            (row.open, row.forgiven, row.since, row.closed, row.held, row.id),
        )
    if isinstance(row, Giving):
        return (
            "UPDATE favors_giving SET free = %s, bound = %s, beyond = %s, granted = %s, state = %s WHERE id = %s",
            (row.free, row.bound, row.beyond, row.granted, int(row.state), row.id),
        )
    return (
        "UPDATE favors_settlement SET minutes = %s, direct = %s WHERE claim_id = %s AND favor_id = %s",
        (row.minutes, row.direct, row.claim, row.favor),
    )
