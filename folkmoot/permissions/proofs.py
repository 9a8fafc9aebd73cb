"""P1-P4 proven on the rows themselves: each proof is a query for what breaks it, so an empty answer is the proof.

The order of events is the order of ids: under a holder's lock they only grow (``services.holders``), so version
``v`` was in force when message ``m`` was delivered exactly if v < m and no other version of that permission lies
between them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from folkmoot.ids import SHIFT, first_id_at, moment_of
from folkmoot.permissions.gate_sql import DAY_MS
from folkmoot.permissions.models import Delivery, Message
from folkmoot.permissions.rules import Per

SHOWN = 20  # rows of one kind that are named; the rest are counted

READ = (
    "permissions_permission",
    "permissions_permissionversion",
    "permissions_message",
    "permissions_delivery",
    "permissions_addressed",
)


@dataclass(frozen=True)
class Break:
    """Rows that break an invariant: which, how many, and the first of them."""

    invariant: str
    sentence: str
    count: int
    rows: list[str]


JOINED = (
    " FROM permissions_delivery d"
    " LEFT JOIN permissions_message m ON m.id = d.message_id"
    " LEFT JOIN permissions_permission p ON p.id = d.permission_id"
    " LEFT JOIN permissions_permissionversion v ON v.id = d.version_id"
    " LEFT JOIN people_person who ON who.id = d.recipient_id WHERE "
)
BETWEEN = (
    "EXISTS (SELECT 1 FROM permissions_permissionversion w"
    " WHERE w.permission_id = v.permission_id AND w.id > v.id AND w.id < d.message_id"
)

# invariant, what the rows found would mean, the condition that finds them
PER_DELIVERY: list[tuple[str, str, str]] = [
    (
        "P1",
        "deliveries whose message, permission, version or recipient is not there",
        "m.id IS NULL OR p.id IS NULL OR v.id IS NULL OR who.id IS NULL",
    ),
    (
        "P1",
        "deliveries whose version is of another permission or another person",
        "v.permission_id <> d.permission_id OR v.giver_id <> d.recipient_id"
        " OR p.giver_id <> d.recipient_id OR p.holder_id <> v.holder_id OR p.scope <> v.scope",
    ),
    ("P1", "deliveries under a version that was made after them", "v.id > d.message_id"),
    ("P1", "deliveries under a version that was already replaced", f"{BETWEEN} AND w.live)"),
    ("P2", "deliveries under a permission that was already revoked", f"NOT v.live OR {BETWEEN} AND NOT w.live)"),
    (
        "P1",
        "deliveries under a permission whose holder neither sent the message nor was the tribe it was said in",
        "v.holder_id <> m.sender_id AND (m.tribe_id IS NULL OR v.holder_id <> m.tribe_id)",
    ),
    (
        "P1",
        "deliveries under a permission of another scope",
        "NOT (COALESCE(v.scope = m.broadcast_scope, FALSE) OR (v.scope = m.addressed_scope AND EXISTS (SELECT 1"
        " FROM permissions_addressed a WHERE a.message_id = d.message_id AND a.person_id = d.recipient_id)))",
    ),
    (
        "P1",
        "deliveries off the topics that were permitted",
        "v.topics <> -1 AND (v.topics & CASE WHEN v.holder_id = m.sender_id THEN m.sender_topics"
        " ELSE m.tribe_topics END) = 0",
    ),
]


def breaks(replayed: int = 200, progress: Callable[[str], None] = lambda name: None) -> Iterator[Break]:
    """Everything that breaks P1-P4; ``replayed``: how many of the newest messages are asked P4's harder half."""
    _know_the_tables()
    for invariant, sentence, condition in PER_DELIVERY:
        progress(f"{invariant}: {sentence}")
        yield from _found(invariant, sentence, f"SELECT d.recipient_id, d.message_id, d.version_id{JOINED}{condition}")
    progress("P1: deliveries after the end of their permission")
    yield from _after_the_end()
    for per in Per:
        progress(f"P3: budgets per {per.name.lower()}")
        yield from _over_budget(per)
    progress("P4: counts")
    yield from _found(
        "P4",
        "messages whose count of people reached is not the number of their deliveries",
        "SELECT m.id, m.reached, COALESCE(d.n, 0) FROM permissions_message m LEFT JOIN"
        " (SELECT message_id, COUNT(*) AS n FROM permissions_delivery GROUP BY message_id) d"
        " ON d.message_id = m.id WHERE m.reached <> COALESCE(d.n, 0)",
    )
    yield from _found(
        "P1",
        "permissions that do not say what the newest row of their history says",
        "SELECT p.id, p.version_id, v.id FROM permissions_permission p LEFT JOIN permissions_permissionversion v"
        " ON v.id = p.version_id WHERE v.id IS NULL OR v.permission_id <> p.id OR v.live <> p.live"
        " OR v.holder_id <> p.holder_id OR v.scope <> p.scope OR v.giver_id <> p.giver_id OR v.topics <> p.topics"
        " OR COALESCE(v.at_most, 0) <> COALESCE(p.at_most, 0) OR v.per <> p.per OR v.interrupt <> p.interrupt"
        " OR v.until <> p.until OR (v.until IS NULL) <> (p.until IS NULL)"
        " OR EXISTS (SELECT 1 FROM permissions_permissionversion w WHERE w.permission_id = p.id AND w.id > v.id)",
    )
    yield from _found(
        "P1",
        "live permissions to a tribe from someone who does not belong to it",
        "SELECT p.id, p.giver_id, p.holder_id FROM permissions_permission p JOIN tribes_tribe t ON t.id = p.holder_id"
        " WHERE p.live AND NOT EXISTS (SELECT 1 FROM tribes_membership a"
        " WHERE a.tribe_id = p.holder_id AND a.person_id = p.giver_id)",
    )
    progress("P4: everyone permitted has it")
    yield from _left_out(replayed)


def _know_the_tables() -> None:
    """Let PostgreSQL count what it is about to read; what was just written it would take for a handful of rows."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE " + ", ".join(READ))


def _found(invariant: str, sentence: str, sql: str, params: dict[str, Any] | None = None) -> Iterator[Break]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({sql}) broken", params or {})
        (count,) = cursor.fetchone()
        if count:
            cursor.execute(f"{sql} LIMIT {SHOWN}", params or {})
            columns = [column[0] for column in cursor.description]
            rows = [", ".join(f"{n} {v}" for n, v in zip(columns, row, strict=True)) for row in cursor.fetchall()]
            yield Break(invariant, sentence, count, rows)


def _after_the_end() -> Iterator[Break]:
    """Ends are instants and messages ids; the comparison is done here, on the rows that have an end."""
    broken: list[str] = []
    ending = Delivery.objects.filter(version__until__isnull=False)
    rows = ending.values_list("recipient_id", "message_id", "version_id", "version__until")
    for recipient, message, version, until in rows.iterator():
        if until is not None and first_id_at(until) <= message:
            broken.append(f"recipient_id {recipient}, message_id {message}, version_id {version}")
    if broken:
        yield Break("P1", "deliveries after the end of their permission", len(broken), broken[:SHOWN])


def _over_budget(per: Per) -> Iterator[Break]:
    """Deliveries that were one too many in the stretch that ended with them, by the budget in force then."""
    stretch = int(per) * DAY_MS
    sql = (
        "SELECT recipient_id, message_id, used, at_most FROM (SELECT d.recipient_id, d.message_id, v.at_most, v.per,"
        f" COUNT(*) OVER (PARTITION BY d.permission_id ORDER BY d.message_id >> {SHIFT}"
        f" RANGE BETWEEN {stretch - 1} PRECEDING AND CURRENT ROW)"
        # The range takes in what came later in the same millisecond, perhaps under a larger budget.
        f" - COUNT(*) OVER (PARTITION BY d.permission_id, d.message_id >> {SHIFT})"
        f" + ROW_NUMBER() OVER (PARTITION BY d.permission_id, d.message_id >> {SHIFT} ORDER BY d.message_id) AS used"
        " FROM permissions_delivery d JOIN permissions_permissionversion v ON v.id = d.version_id"
        " WHERE EXISTS (SELECT 1 FROM permissions_permissionversion w WHERE w.permission_id = d.permission_id"
        " AND w.at_most IS NOT NULL)) counted"
        f" WHERE per = {int(per)} AND used > at_most"
    )
    yield from _found("P3", f"deliveries over the budget per {per.name.lower()}", sql)


IN_FORCE = (
    "v.live AND v.id < %(message)s AND NOT EXISTS (SELECT 1 FROM permissions_permissionversion w"
    " WHERE w.permission_id = v.permission_id AND w.id > v.id AND w.id < %(message)s)"
)
# Whom a message is meant for: people addressed, under either scope, and everybody, under the broadcast's. Of a
# tribe only its members, and at that moment: whoever permitted the tribe anything then did belong to it.
LEFT_OUT = (
    "SELECT DISTINCT v.giver_id FROM permissions_permission p"
    " JOIN permissions_permissionversion v ON v.permission_id = p.id"
    " LEFT JOIN permissions_addressed a ON a.message_id = %(message)s AND a.person_id = v.giver_id"
    " WHERE p.holder_id IN (%(sender)s, %(whose)s) AND v.giver_id <> %(sender)s"
    " AND (p.scope = %(broadcast)s OR (a.person_id IS NOT NULL AND p.scope = %(addressed)s))"
    f" AND {IN_FORCE} AND (v.until IS NULL OR v.until > %(at)s)"
    " AND (v.topics = -1 OR (v.topics & CASE WHEN v.holder_id = %(sender)s THEN %(sender_topics)s"
    " ELSE %(tribe_topics)s END) <> 0)"
    " AND (p.holder_id = %(whose)s OR EXISTS (SELECT 1 FROM permissions_permission q"
    " JOIN permissions_permissionversion v ON v.permission_id = q.id"
    " WHERE q.holder_id = %(whose)s AND q.scope IN (1, 2, 3, 4, 5) AND q.giver_id = p.giver_id"
    f" AND {IN_FORCE}))"
    " AND NOT EXISTS (SELECT 1 FROM permissions_delivery d"
    " WHERE d.recipient_id = v.giver_id AND d.message_id = %(message)s)"
    " AND (v.at_most IS NULL OR v.at_most > (SELECT COUNT(*) FROM permissions_delivery e"
    " WHERE e.recipient_id = v.giver_id AND e.permission_id = v.permission_id AND e.message_id < %(message)s"
    f" AND e.message_id >= (%(at_ms)s - CAST(v.per AS bigint) * {DAY_MS} + 1) << {SHIFT}))"
)


def _left_out(replayed: int) -> Iterator[Break]:
    """People whose permission let a message through, as the history has it, and who have no delivery of it."""
    missing: list[str] = []
    for message in Message.objects.order_by("-pk")[:replayed]:
        params = {
            "message": message.pk,
            "sender": message.sender_id,
            "broadcast": message.broadcast_scope or 0,
            "addressed": message.addressed_scope,
            "whose": message.tribe_id or message.sender_id,
            "at": connection.ops.adapt_datetimefield_value(moment_of(message.pk)),
            "at_ms": message.pk >> SHIFT,
            "sender_topics": message.sender_topics,
            "tribe_topics": message.tribe_topics,
        }
        with connection.cursor() as cursor:
            cursor.execute(LEFT_OUT, params)
            missing += [f"recipient_id {giver}, message_id {message.pk}" for (giver,) in cursor.fetchall()]
    if missing:
        yield Break("P4", "people who permitted a message and have no delivery of it", len(missing), missing[:SHOWN])
