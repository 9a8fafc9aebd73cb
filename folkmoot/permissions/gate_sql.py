"""The gate's questions in SQL, the same text on SQLite and PostgreSQL but for three places that say why.

A *route* is a holder and a scope under which a message may come to people. What a route says of one person is
``level``: 0 reached, 1 over budget, 2 off topic, 3 not permitted (``rules.judge`` says the same in Python).
Three questions are asked of routes, each once as a count (the preview) and once as an insert (the delivery):

- *everybody* a route has a live permission from: one walk over the holder's permissions, in giver order;
- *own*: of a tribe's members, those who permit the sender in person, beside what the tribe's route says of them;
- *named*: the few people a message speaks to by name, over all routes that may carry it to them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from folkmoot.ids import EPOCH_MS, SHIFT, first_id_at, ms_of
from folkmoot.permissions.rules import Per, Scope

DAY_MS = 86_400_000
LEVELS = 4
ONLY_ALL = -(1 << 63)  # for a message on no topic: the one bit that 'all topics' has and no choice of topics
# A LIMIT that limits nothing. It keeps planners from folding the inner SELECT into the outer one, which would
# count a person's deliveries once for every mention of the level instead of once.
FENCE = "LIMIT 9223372036854775807"
# With more than these reached by the sender's own route, PostgreSQL would not hold them in memory and would look
# through all of them for every person.
FEW = 100_000


@dataclass(frozen=True)
class Route:
    """A permission that may carry a message: who holds it, for what, and the message's topics there.

    ``sent``: messages under this holder in the last day, week and month, the most that one permission can
    have carried in that time.
    """

    holder_id: int
    scope: Scope
    topics: int
    sent: tuple[int, int, int]


@dataclass(frozen=True)
class Query:
    """A statement with its parameters."""

    sql: str
    params: dict[str, Any]

    def row(self) -> list[int]:
        """The one row of whole numbers it answers with."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.params)
            return [int(value) for value in cursor.fetchone()]

    def run(self, message_id: int) -> int:
        """Execute it for this message; how many rows it wrote."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, {**self.params, "message": message_id})
            return cursor.rowcount


class Gate:
    """The questions about one message at one moment; ``without`` are left out of *everybody* and *own*."""

    def __init__(self, now: datetime, without: Sequence[int] = ()) -> None:
        self.now = {
            "now": connection.ops.adapt_datetimefield_value(now),
            "now_ms": ms_of(now) - EPOCH_MS,
        }
        self.without = {f"without{index}": id_ for index, id_ in enumerate(without)}

    def count_everybody(self, route: Route, tribe_id: int | None, budgets: bool = True) -> Query:
        """LEVELS counts over the live permissions of the route, and how many members the tribe has (0 without)."""
        members = "0"
        if tribe_id is not None:
            left_out = self._left_out("m.person_id")
            members = f"(SELECT COUNT(*) FROM tribes_membership m WHERE m.tribe_id = %(tribe)s{left_out})"
        params = {**self._params([route]), "tribe": tribe_id}
        if not budgets:
            # As the histogram below, at half its cost: most rows need no more than to be counted.
            ended, off_topic = "r0.until <= %(now)s", f"{_in_time('r0')} AND NOT {_on_topic('r0', 0)}"
            open_ = f"COUNT(*) - COUNT(*) FILTER (WHERE {ended}) - COUNT(*) FILTER (WHERE {off_topic})"
            held_back = f"0, COUNT(*) FILTER (WHERE {off_topic}), COUNT(*) FILTER (WHERE {ended})"
            return Query(f"SELECT {open_}, {held_back}, {members} {self._everybody()}", params)
        inner = f"SELECT {_level('r0', 0, budgets)} AS level {self._everybody()} {FENCE}"
        return Query(f"SELECT {_histogram('level', LEVELS)}, {members} FROM ({inner}) asked", params)

    def count_open(self, route: Route) -> Query:
        """One count: of those the route has a live permission from, whom it lets a message through to."""
        return Query(f"SELECT COUNT(*) {self._everybody()} AND {_is_open('r0', 0)}", self._params([route]))

    def count_own_only(self, own: Route, tribes: Route) -> Query:
        """One count: the tribe's members whom the sender's own route lets through to, and the tribe's does not."""
        closed = f"(r1.id IS NULL OR NOT r1.live OR NOT ({_is_open('r1', 1)}))"
        return Query(
            f"SELECT COUNT(*) {self._own(_beside(1, 'r0.giver_id'))} AND {_is_open('r0', 0)} AND {closed}",
            self._params([own, tribes]),
        )

    def reach_everybody(self, own: Route | None, route: Route, own_reached: int) -> Query:
        """A delivery for everybody the route lets it through to, but those ``own_reached`` have one already."""
        again = ""
        if own is not None and own_reached:
            again = self._without_reached(own_reached)
        routes = [route] if own is None else [route, own]
        return Query(
            f"{_delivery()} SELECT r0.giver_id, %(message)s, r0.id, r0.version_id {self._everybody()}"
            f" AND {_is_open('r0', 0)}{again}",
            self._params(routes),
        )

    def _without_reached(self, own_reached: int) -> str:
        """Pass over whom the sender's own route (r1) has reached.

        SQLite looks a key up before it inserts it in any case. PostgreSQL writes every row twice to its log where
        there may be a conflict, which costs half the delivery again; so it leaves the few out beforehand. The
        LIMIT changes nothing but its estimate, without which it might not keep them in memory.
        """
        if connection.vendor == "sqlite" or own_reached > FEW:
            return " ON CONFLICT DO NOTHING"
        return (
            " AND r0.giver_id NOT IN (SELECT o.giver_id FROM permissions_permission o JOIN permissions_delivery e"
            " ON e.recipient_id = o.giver_id AND e.message_id = %(message)s"
            # People addressed have theirs already, and are not among ``own_reached``.
            f" WHERE o.holder_id = %(holder1)s AND o.scope = %(scope1)s{self._left_out('o.giver_id')}"
            f" LIMIT {own_reached:d})"
        )

    def count_own(self, own: Route, tribes: Route, budgets: bool = True) -> Query:
        """LEVELS * LEVELS counts over the members who permit the sender: own level * LEVELS + tribe's level."""
        both = f"{_level('r0', 0, budgets)} * {LEVELS} + {_level('r1', 1, budgets)}"
        inner = f"SELECT {both} AS level {self._own(_beside(1, 'r0.giver_id'))} {FENCE}"
        return Query(f"SELECT {_histogram('level', LEVELS * LEVELS)} FROM ({inner}) asked", self._params([own, tribes]))

    def reach_own(self, own: Route, tribes: Route) -> Query:
        """A delivery for the tribe's members whom the sender's own route lets it through to."""
        return Query(
            f"{_delivery()} SELECT r0.giver_id, %(message)s, r0.id, r0.version_id {self._own()}"
            f" AND {_is_open('r0', 0)}",
            self._params([own, tribes]),
        )

    def count_named(
        self, routes: list[Route], named: Sequence[int], tribe_id: int | None, budgets: bool = True
    ) -> Query:
        """LEVELS counts over these people (in a tribe: those of them who are members), by their best route."""
        best = "l0"
        for index in range(1, len(routes)):
            best = f"CASE WHEN l{index} < {best} THEN l{index} ELSE {best} END"
        query = self._named(routes, named, tribe_id, budgets)
        inner = f"SELECT {best} AS level FROM ({query.sql}) routes {FENCE}"
        return Query(f"SELECT {_histogram('level', LEVELS)} FROM ({inner}) asked", query.params)

    def reach_named(self, routes: list[Route], named: Sequence[int], tribe_id: int | None) -> Query:
        """A delivery for these people by the first route that is open to them."""
        query = self._named(routes, named, tribe_id, budgets=True)
        permission = "".join(f" WHEN l{i} = 0 THEN p{i}" for i in range(len(routes)))
        version = "".join(f" WHEN l{i} = 0 THEN v{i}" for i in range(len(routes)))
        any_open = " OR ".join(f"l{i} = 0" for i in range(len(routes)))
        return Query(
            f"{_delivery()} SELECT person_id, %(message)s, CASE{permission} END, CASE{version} END"
            f" FROM ({query.sql}) routes WHERE {any_open}",
            query.params,
        )

    def _everybody(self) -> str:
        return f"FROM permissions_permission r0 WHERE {_held(0)} AND r0.live{self._left_out('r0.giver_id')}"

    def _own(self, join: str = "") -> str:
        return (
            "FROM permissions_permission r0 JOIN tribes_membership a"
            f" ON a.tribe_id = %(holder1)s AND a.person_id = r0.giver_id{join}"
            f" WHERE {_held(0)} AND r0.live{self._left_out('r0.giver_id')}"
        )

    def _named(self, routes: list[Route], named: Sequence[int], tribe_id: int | None, budgets: bool) -> Query:
        person, source = ("a.id", "people_person a") if tribe_id is None else ("a.person_id", "tribes_membership a")
        columns = "".join(
            f", {_level(f'r{i}', i, budgets)} AS l{i}, r{i}.id AS p{i}, r{i}.version_id AS v{i}"
            for i in range(len(routes))
        )
        joins = "".join(_beside(i, person) for i in range(len(routes)))
        people = {f"named{index}": id_ for index, id_ in enumerate(named)}
        where = "a.is_active" if tribe_id is None else "a.tribe_id = %(tribe)s"
        return Query(
            f"SELECT {person} AS person_id{columns} FROM {source}{joins}"
            f" WHERE {where} AND {person} IN ({_placeholders(people)}) {FENCE}",
            {**self._params(routes), **people, "tribe": tribe_id},
        )

    def _left_out(self, person: str) -> str:
        return f" AND {person} NOT IN ({_placeholders(self.without)})" if self.without else ""

    def _params(self, routes: list[Route]) -> dict[str, Any]:
        params: dict[str, Any] = {**self.now, **self.without}
        for index, route in enumerate(routes):
            params |= {
                f"holder{index}": route.holder_id,
                f"scope{index}": int(route.scope),
                f"topics{index}": route.topics or ONLY_ALL,
                f"day{index}": route.sent[0],
                f"week{index}": route.sent[1],
                f"month{index}": route.sent[2],
            }
        return params


def _delivery() -> str:
    """The head of every insert of deliveries.

    No row of ours can break a constraint. SQLite would still copy every page before it changes it, to be able to
    undo this one statement; OR ROLLBACK says that the whole transaction may go instead, as P4 wants anyway.
    """
    insert = "INSERT OR ROLLBACK" if connection.vendor == "sqlite" else "INSERT"
    return f"{insert} INTO permissions_delivery (recipient_id, message_id, permission_id, version_id)"


def _held(index: int) -> str:
    return f"r{index}.holder_id = %(holder{index})s AND r{index}.scope = %(scope{index})s"


def _beside(index: int, person: str) -> str:
    return f" LEFT JOIN permissions_permission r{index} ON {_held(index)} AND r{index}.giver_id = {person}"


def _placeholders(params: dict[str, int]) -> str:
    return ", ".join(f"%({name})s" for name in params)


def _histogram(column: str, levels: int) -> str:
    return ", ".join(f"COALESCE(SUM(CASE WHEN {column} = {n} THEN 1 ELSE 0 END), 0)" for n in range(levels))


def _on_topic(r: str, index: int) -> str:
    return f"({r}.topics & %(topics{index})s) <> 0"


def _in_time(r: str) -> str:
    return f"({r}.until IS NULL OR {r}.until > %(now)s)"


def _within_budget(r: str, index: int) -> str:
    """No budget; or one larger than all its holder sent (no counting needed); or not used up.

    What most have comes first: a budget larger than all that was sent in the longest stretch of time.
    """
    sent = (
        f"CASE {r}.per WHEN {int(Per.DAY)} THEN %(day{index})s WHEN {int(Per.WEEK)} THEN %(week{index})s"
        f" ELSE %(month{index})s END"
    )
    begins = f"(%(now_ms)s - CAST({r}.per AS bigint) * {DAY_MS} + 1) << {SHIFT}"
    deliveries = (
        f"FROM permissions_delivery d WHERE d.recipient_id = {r}.giver_id"
        f" AND d.message_id >= {begins} AND d.permission_id = {r}.id"
    )
    left = f"{r}.at_most > (SELECT COUNT(*) {deliveries})"
    if connection.vendor == "postgresql":  # the same; here it is cheaper to skip rows than to count them
        left = f"NOT EXISTS (SELECT 1 {deliveries} OFFSET {r}.at_most - 1)"
    return f"({r}.at_most > %(month{index})s OR {r}.at_most IS NULL OR {r}.at_most > {sent} OR {left})"


def _is_open(r: str, index: int) -> str:
    """Level 0 as a condition; for live rows."""
    return f"{_in_time(r)} AND {_on_topic(r, index)} AND {_within_budget(r, index)}"


def _level(r: str, index: int, budgets: bool) -> str:
    """The Verdict as an integer; without budgets, 0 also where only a budget is in the way."""
    budget = f"WHEN {_within_budget(r, index)} THEN 0 ELSE 1" if budgets else "ELSE 0"
    return (
        f"CASE WHEN {r}.id IS NULL OR NOT {r}.live OR {r}.until <= %(now)s THEN 3"
        f" WHEN NOT {_on_topic(r, index)} THEN 2 {budget} END"
    )


def sent_lately(
    sender_id: int, tribe_id: int | None, scopes: Iterable[Scope], now: datetime
) -> list[tuple[int, int, int]]:
    """Messages of the last day, week and month: those of the sender and, where there is a tribe, those in it.

    Only those that went out under one of these scopes: no other can have used a permission of one of them.
    """
    starts = {
        name: first_id_at(now - timedelta(days=int(per)) + timedelta(milliseconds=1))
        for name, per in (("day", Per.DAY), ("week", Per.WEEK), ("month", Per.MONTH))
    }
    columns = ["sender_id"] if tribe_id is None else ["sender_id", "tribe_id"]
    among = ", ".join(str(int(scope)) for scope in sorted(scopes))
    under = f"(broadcast_scope IN ({among}) OR addressed_scope IN ({among}))"
    counts = [
        f"(SELECT COUNT(*) FROM permissions_message WHERE {column} = %({column})s AND id >= %({start})s AND {under})"
        for column in columns
        for start in starts
    ]
    row = Query(f"SELECT {', '.join(counts)}", {**starts, "sender_id": sender_id, "tribe_id": tribe_id}).row()
    return [(row[first], row[first + 1], row[first + 2]) for first in range(0, len(row), 3)]
