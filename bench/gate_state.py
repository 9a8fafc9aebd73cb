"""The database that the gate is measured on: a tribe of N members with every kind of permission.

Everything about member ``i`` follows from ``j``, a number scrambled from ``i``, so that no property comes in
runs of neighbors and every run makes the same tribe. Earlier posts went out one after another, as they do in
life, so that the pages of the delivery table are as full as successive fan-outs leave them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from bench.databases import series
from folkmoot.ids import first_id_at, id_at
from folkmoot.people.models import Person
from folkmoot.permissions.models import Message
from folkmoot.permissions.rules import Scope
from folkmoot.permissions.services import joining
from folkmoot.tribes.models import Tribe

# Hours since the earlier posts: three within the day, eight within the week, fourteen within the month, six before.
HOURS = (2, 9, 18, 30, 50, 75, 100, 140, 192, 264, 360, 456, 552, 672, 800, 960, 1200, 1440, 1800, 2160)
IN_WINDOW = {days: sum(hours < days * 24 for hours in HOURS) for days in (1, 7, 31)}
TOPICS = ("garden", "tools", "music")
STRIDE = 64  # between the ids of two members

SCRAMBLED = "(s.i * 1103515245 + 12345) % 2147483647"
TOPIC_MASK = "CASE WHEN j % 3 = 0 THEN 3 ELSE -1 END"  # a third permit two topics, the rest all
AT_MOST = "CASE WHEN j / 3 % 10 = 0 THEN NULL ELSE 2 + j / 30 % 5 END"  # 9 of 10 have a budget, of 2..6
PER = "CASE j / 150 % 3 WHEN 0 THEN 1 WHEN 1 THEN 7 ELSE 31 END"
HAS_AN_END = "j / 450 % 5 = 0"
IN_PERSON = "j / 2250 % 100 = 0"
# How many of the earlier posts in their window reached them: 0 .. at_most - 1, so nobody is over today.
USED = "j / 225000 % (2 + j / 30 % 5)"

Step = Callable[[str], None]


@dataclass(frozen=True)
class State:
    """A filled database."""

    author: Person
    tribe: Tribe
    members: int
    deliveries: int


def steps_to_fill() -> int:
    """How often ``fill`` says what it does."""
    return 6 + len(HOURS)


def fill(members: int, now: datetime, step: Step, name: str = "tribe") -> State:
    """A tribe of an author and ``members`` people who all permit a post about the garden now."""
    author = _person(f"{name}-author", now)
    then = now - timedelta(days=200)
    tribe = joining.found_tribe(author, f"Bench {name}", "An idea.", TOPICS, then)
    base = id_at(then + timedelta(days=1)) // STRIDE * STRIDE
    values = {
        "members": members,
        "base": base,
        "name": name,
        "tribe": tribe.pk,
        "author": author.pk,
        "joined": _moment(then + timedelta(days=1)),
        "end": _moment(now + timedelta(days=400)),
        "yes": True,
        "no": False,
    }
    step("people")
    _run(_PEOPLE, values)
    step("members")
    _run(_MEMBERS, values)
    for offset, (scope, terms) in enumerate(((1, _TERMS), (2, _NO_LIMITS))):
        step("permissions")
        more = {"holder": tribe.pk, "scope": scope, "offset": 2 + 2 * offset}
        _run(_permissions(terms), {**values, **more})
    step("permissions in person")
    _run(_permissions(_NO_LIMITS, IN_PERSON), {**values, "holder": author.pk, "scope": 1, "offset": 6})
    step("history of permissions")
    _run(_VERSIONS, values)
    for number, hours in enumerate(HOURS):
        step("earlier posts")
        at = now - timedelta(hours=hours)
        message = Message.objects.create(
            id=id_at(at),
            sender=author,
            tribe=tribe,
            broadcast_scope=Scope.POSTS,
            addressed_scope=Scope.DIALOGUE,
            sender_topics=0,
            tribe_topics=1 << number % 3,
            reached=0,
            over_budget=0,
            off_topic=0,
            not_permitted=0,
        )
        _run(_EARLIER, {**values, **_earlier(number, hours), "message": message.pk})
    return State(author, tribe, members, _count("permissions_delivery"))


def settle() -> None:
    """What PostgreSQL's autovacuum does by itself, done before measuring instead of during it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def half_held_back(state: State, now: datetime) -> None:
    """Change every second member's permission: off topic, over budget (or, if never reached, ended), or ended.

    Whom it concerns can be told from the version: it is odd.
    """
    odd = f"(id / {STRIDE}) % 2 = 1 AND giver_id <> %(author)s"
    third = f"(id / {STRIDE}) % 3"
    reached = (
        "EXISTS (SELECT 1 FROM permissions_delivery d WHERE d.recipient_id = giver_id AND d.message_id > %(month)s"
        " AND d.permission_id = permissions_permission.id)"
    )
    over = f"{third} = 1 AND {reached}"
    values = {
        "tribe": state.tribe.pk,
        "author": state.author.pk,
        "past": _moment(state.tribe.founded_at),
        "month": first_id_at(now - timedelta(days=30)),
        "no": False,
    }
    _run(
        "UPDATE permissions_permission SET version_id = version_id + 1,"
        f" topics = CASE WHEN {third} = 0 THEN 4 ELSE topics END,"
        f" at_most = CASE WHEN {over} THEN 1 ELSE at_most END, per = CASE WHEN {over} THEN 31 ELSE per END,"
        f" until = CASE WHEN {third} = 0 OR ({over}) THEN until ELSE %(past)s END"
        f" WHERE holder_id = %(tribe)s AND scope = 1 AND {odd}",
        values,
    )
    _run(f"UPDATE permissions_permission SET live = %(no)s WHERE holder_id = %(author)s AND {odd}", values)


def share_counted(state: State) -> float:
    """Of the members' permissions, how many have a budget that their holder's messages alone could use up."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM permissions_permission WHERE holder_id = %(tribe)s AND scope = 1 AND at_most <="
            " CASE per WHEN 1 THEN %(day)s WHEN 7 THEN %(week)s ELSE %(month)s END",
            {"tribe": state.tribe.pk, "day": IN_WINDOW[1], "week": IN_WINDOW[7], "month": IN_WINDOW[31]},
        )
        return cursor.fetchone()[0] / state.members


# --- the statements ---------------------------------------------------------------------------------
_PEOPLE = (
    "INSERT INTO people_person (id, password, name, host, display_name, email, about, about_html, can_help_with,"
    " time_zone, picture, is_active, is_steward, joined_at)"
    f" SELECT %(base)s + i * {STRIDE}, '!', %(name)s || i, '', 'Member ' || i, %(name)s || i || '@example.org',"
    " '', '', '', '', '', %(yes)s, %(no)s, %(joined)s FROM SERIES"
)
_MEMBERS = (
    "INSERT INTO tribes_membership (tribe_id, person_id, role, joined_at)"
    f" SELECT %(tribe)s, %(base)s + i * {STRIDE}, 'member', %(joined)s FROM SERIES"
)
_TERMS = f"{TOPIC_MASK}, {AT_MOST}, {PER}, CASE WHEN {HAS_AN_END} THEN %(end)s END"
_NO_LIMITS = "-1, NULL, 7, NULL"


def _permissions(terms: str, condition: str = "1 = 1") -> str:
    # The ids of a member's permissions and versions lie between their own and the next member's; versions are even.
    return (
        "INSERT INTO permissions_permission (id, holder_id, scope, giver_id, version_id, live, topics, at_most, per,"
        f" until, interrupt) SELECT %(base)s + i * {STRIDE} + %(offset)s, %(holder)s, %(scope)s,"
        f" %(base)s + i * {STRIDE}, (%(base)s + i * {STRIDE} + %(offset)s) / 2 * 2, %(yes)s, {terms}, %(no)s"
        f" FROM (SELECT i, {SCRAMBLED} AS j FROM SERIES) n WHERE {condition}"
    )


_VERSIONS = (
    "INSERT INTO permissions_permissionversion (id, permission_id, holder_id, giver_id, scope, why, made_at, live,"
    " topics, at_most, per, until, interrupt) SELECT version_id, id, holder_id, giver_id, scope, 'given',"
    " %(joined)s, live, topics, at_most, per, until, interrupt FROM permissions_permission"
    " WHERE holder_id IN (%(tribe)s, %(author)s) AND giver_id <> %(author)s"
)
_EARLIER = (
    "INSERT INTO permissions_delivery (recipient_id, message_id, permission_id, version_id)"
    " SELECT p.giver_id, %(message)s, p.id, p.version_id FROM"
    f" (SELECT i, {SCRAMBLED} AS j, %(base)s + i * {STRIDE} AS person_id FROM SERIES) n"
    " JOIN permissions_permission p ON p.giver_id = n.person_id AND p.holder_id = %(tribe)s AND p.scope = 1"
    " WHERE (p.topics = -1 OR (p.topics & %(topic)s) <> 0) AND (p.at_most IS NULL OR CASE WHEN p.per > %(days)s"
    # The used ones are neighbors on a ring of the window's messages that begins somewhere else for everybody.
    f" THEN (%(number)s + j / 7) % CASE p.per WHEN 1 THEN {IN_WINDOW[1]} WHEN 7 THEN {IN_WINDOW[7]}"
    f" ELSE {IN_WINDOW[31]} END < {USED}"
    " ELSE (%(number)s + j / 11) % 3 = 0 END)"
)


def _earlier(number: int, hours: int) -> dict[str, int]:
    return {"number": number, "days": hours // 24, "topic": 1 << number % 3}


def _run(sql: str, values: dict[str, Any]) -> int:
    filled = sql.replace("SERIES", series(values.get("members", 0)))
    if connection.vendor == "postgresql":
        filled = filled.replace("%(end)s", "CAST(%(end)s AS timestamp with time zone)")
    # What is left of % is modulo; Django wants it doubled beside parameters.
    filled = filled.replace("% ", "%% ")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(filled, values)
        return cursor.rowcount


def _moment(moment: datetime) -> object:
    return connection.ops.adapt_datetimefield_value(moment)


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")
        return cursor.fetchone()[0]


def _person(name: str, now: datetime) -> Person:
    return Person.objects.create(name=name, display_name=name, email=f"{name}@example.org", joined_at=now, password="!")
