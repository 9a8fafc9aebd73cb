"""The queries of home pages and floors, written out: building them anew each time costs more than the whole page.

What one may read is decided here in SQL once more (``_READABLE``); a test holds it to ``tribes.may_read_floor``.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from folkmoot.ids import MAX_ID
from folkmoot.people import rules as people_rules
from folkmoot.permissions.gate_sql import Query
from folkmoot.talk.rules import TRIBES_WATCHED, WAITING_AMONG


@dataclass(slots=True)
class Author:
    """What a list of posts shows of whoever wrote one."""

    pk: int
    name: str
    host: str
    display_name: str
    picture: str

    @property
    def initials(self) -> str:
        """As ``Person.initials``."""
        return people_rules.initials(self.display_name)

    @property
    def hue(self) -> int:
        """As ``Person.hue``."""
        return people_rules.hue(self.pk)


@dataclass(slots=True)
class Place:
    """What a list of posts shows of the tribe that one was said in."""

    name: str
    slug: str


@dataclass(slots=True)
class Shown:
    """A post as lists show it; the names are those of ``Post``."""

    pk: int
    author: Author
    tribe_id: int | None
    tribe: Place | None
    root_id: int | None
    parent_id: int | None
    to_name: str | None
    html: str
    topic_names: list[str]
    said_at: datetime
    edited_at: datetime | None
    answer_count: int
    not_for_me: bool
    deleted_at: None = None

    @property
    def author_id(self) -> int:
        """As ``Post.author_id``."""
        return self.author.pk


@dataclass(frozen=True, slots=True)
class OwnTribe:
    """A tribe somebody belongs to; ``clock`` moves with everything that is said, joined or left there."""

    pk: int
    name: str
    slug: str
    clock: int


_COLUMNS = (
    "p.id, p.root_id, p.parent_id, p.html, p.topic_names, p.said_at, p.edited_at, p.tribe_id, t.name, t.slug,"
    " a.id, a.name, a.host, a.display_name, a.picture, b.display_name,"
    " (SELECT COUNT(*) FROM talk_post r WHERE r.root_id = p.id AND r.deleted_at IS NULL)"
)
_JOINS = (
    " JOIN people_person a ON a.id = p.author_id LEFT JOIN tribes_tribe t ON t.id = p.tribe_id"
    " LEFT JOIN talk_post q ON q.id = p.parent_id LEFT JOIN people_person b ON b.id = q.author_id"
)
_READABLE = (
    "(p.tribe_id IS NULL OR EXISTS (SELECT 1 FROM tribes_membership m WHERE m.tribe_id = p.tribe_id"
    " AND m.person_id = %(person)s) OR (t.floor_is_open AND t.joining <> 'invitation' AND NOT EXISTS"
    " (SELECT 1 FROM tribes_ban n WHERE n.tribe_id = p.tribe_id AND n.person_id = %(person)s)))"
)
_REACHED = (
    f"SELECT d.not_for_me, {_COLUMNS} FROM permissions_delivery d JOIN talk_post p ON p.id = d.message_id{_JOINS}"  # noqa: S608 - constants
    f" WHERE d.recipient_id = %(person)s AND d.message_id < %(before)s AND p.deleted_at IS NULL AND {_READABLE}"
    " ORDER BY d.message_id DESC LIMIT %(count)s"
)
_FLOOR = (
    " WHERE p.tribe_id = %(tribe)s AND p.root_id IS NULL AND p.deleted_at IS NULL AND p.id < %(before)s"
    " ORDER BY p.id DESC LIMIT %(count)s"
)
_ON_FLOOR = f"SELECT {_COLUMNS} FROM talk_post p{_JOINS}{_FLOOR}"  # noqa: S608 - constants
_ON_TOPIC = (
    f"SELECT {_COLUMNS} FROM talk_post p JOIN permissions_message g ON g.id = p.id"  # noqa: S608 - constants
    f" AND (g.tribe_topics & %(mask)s) <> 0{_JOINS}{_FLOOR}"
)
_TRIBES = (
    "SELECT t.id, t.name, t.slug, COALESCE(h.clock, 0) FROM tribes_membership m JOIN tribes_tribe t"
    " ON t.id = m.tribe_id LEFT JOIN permissions_holder h ON h.id = t.id WHERE m.person_id = %(person)s"
    " ORDER BY t.name, t.id"
)


def reached(person_id: int, before: int | None, count: int) -> list[Shown]:
    """What reached somebody and may still be read by them, newest first: one query."""
    params = {"person": person_id, "before": MAX_ID if before is None else before, "count": count}
    return [_shown(row[1:], bool(row[0])) for row in _rows(Query(_REACHED, params))]


def on_floor(tribe_id: int, before: int | None, topic_slot: int | None, count: int) -> list[Shown]:
    """The threads of a tribe, newest first, all or on one of its topics: one query."""
    params = {
        "tribe": tribe_id,
        "before": MAX_ID if before is None else before,
        "mask": 0 if topic_slot is None else 1 << topic_slot,
        "count": count,
    }
    return [_shown(row, False) for row in _rows(Query(_ON_FLOOR if topic_slot is None else _ON_TOPIC, params))]


def shown(ids: Sequence[int]) -> list[Shown]:
    """These posts, as far as they are not deleted, oldest first: one query, none for nothing."""
    if not ids:
        return []
    params = {f"id{index}": id_ for index, id_ in enumerate(ids)}
    marks = ", ".join(f"%({name})s" for name in params)
    sql = (
        f"SELECT {_COLUMNS} FROM talk_post p{_JOINS} WHERE p.id IN ({marks}) AND p.deleted_at IS NULL"  # noqa: S608 - every value is a parameter
        " ORDER BY p.id"
    )
    return [_shown(row, False) for row in _rows(Query(sql, params))]


def own_tribes(person_id: int) -> list[OwnTribe]:
    """The tribes somebody belongs to, by name: one query."""
    return [OwnTribe(*row) for row in _rows(Query(_TRIBES, {"person": person_id}))]


def _rows(query: Query) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query.sql, query.params)
        return cursor.fetchall()


def _shown(row: Sequence[Any], not_for_me: bool) -> Shown:
    (pk, root_id, parent_id, html, topics, said_at, edited_at, tribe_id, tribe_name, slug, *rest) = row
    *author, to_name, answers = rest
    return Shown(
        pk,
        Author(*author),
        tribe_id,
        None if tribe_id is None else Place(tribe_name, slug),
        root_id,
        parent_id,
        to_name,
        html,
        json.loads(topics),
        _aware(said_at),
        None if edited_at is None else _aware(edited_at),
        answers,
        not_for_me,
    )


def _aware(moment: datetime) -> datetime:
    """SQLite has no zones: what it keeps is UTC."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


# --- newcomers who wait for an answer -----------------------------------------------------------------
WAITING_KEPT = 50  # of one tribe, the oldest
_TRIBES_KEPT = 5_000
# Written so that 'has said something earlier' can only be looked up by author: walking the floor backwards for
# each newcomer, as SQLite would otherwise choose to, takes longer the older the tribe.
_OF_TRIBE = (
    "SELECT p.id, p.author_id FROM (SELECT id, author_id FROM talk_post WHERE tribe_id = %(tribe)s"
    " AND root_id IS NULL AND deleted_at IS NULL ORDER BY id DESC LIMIT %(among)s) p"
    " JOIN tribes_membership m ON m.tribe_id = %(tribe)s AND m.person_id = p.author_id"
    " WHERE NOT EXISTS (SELECT 1 FROM tribes_tribe t WHERE t.id = %(tribe)s AND t.founder_id = p.author_id)"
    " AND NOT EXISTS (SELECT 1 FROM talk_post e WHERE e.author_id = p.author_id AND e.id < p.id"
    " AND e.tribe_id + 0 = %(tribe)s AND COALESCE(e.root_id, 0) = 0)"
    " AND NOT EXISTS (SELECT 1 FROM talk_post r JOIN tribes_membership o ON o.tribe_id = %(tribe)s"
    " AND o.person_id = r.author_id WHERE r.root_id = p.id AND r.deleted_at IS NULL AND r.author_id <> p.author_id)"
    " ORDER BY p.id LIMIT %(kept)s"
)
# tribe -> (its clock, [(post, author)]). Everything that could change the list moves the clock in the same
# transaction (saying, deleting, joining, leaving), so what was found under one clock holds until the next.
_found: dict[int, tuple[int, list[tuple[int, int]]]] = {}


def waiting(tribes: Iterable[OwnTribe], reader_id: int, limit: int) -> list[int]:
    """First posts of newcomers in these tribes that no other member has answered, oldest first, none of the reader's.

    Looked for among the newest WAITING_AMONG threads of each tribe, at most TRIBES_WATCHED tribes. No query for
    a tribe whose clock stands where it stood.
    """
    ids: list[int] = []
    for tribe in list(tribes)[:TRIBES_WATCHED]:
        ids += [post for post, author in _waiting_in(tribe.pk, tribe.clock) if author != reader_id][:limit]
    return sorted(ids)[:limit]


def _waiting_in(tribe_id: int, clock: int) -> list[tuple[int, int]]:
    known = _found.get(tribe_id)
    if known is not None and known[0] == clock:
        return known[1]
    rows = _rows(Query(_OF_TRIBE, {"tribe": tribe_id, "among": WAITING_AMONG, "kept": WAITING_KEPT}))
    if len(_found) >= _TRIBES_KEPT:
        _found.clear()
    _found[tribe_id] = (clock, [(post, author) for post, author in rows])
    return _found[tribe_id][1]
