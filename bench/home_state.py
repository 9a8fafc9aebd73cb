"""The database that home pages are measured on: tribes of 250 people, three for everybody, in which all talk.

Two sizes differ in how many people there are and in how long they have talked, ten times each.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from bench.databases import series
from bench.home_sizes import CHUNKS, TRIBE_SIZE, Size
from folkmoot.ids import first_id_at
from folkmoot.people.models import Person
from folkmoot.permissions.models import Holder
from folkmoot.tribes.models import Tribe

DAYS = 365
STRIDE = 64  # between two ids; answers and permissions have theirs in between
WORDS = (
    "The pump in the yard runs again, and whoever has an hour on Saturday is welcome to help with the fence. "
    "There is soup at noon; bring a bowl. Last year we were nine and done by four, so it will not take long."
)


def fill(size: Size, step: Callable[[str], None]) -> int:
    """Make everything; how many deliveries there are. Calls ``step`` CHUNKS + 1 times."""
    step("people and tribes")
    now = timezone.now()
    begin = now - timedelta(days=DAYS)
    people = _people(size, begin)
    tribes = _tribes(size, people[0], begin)
    values = {
        "first_person": people[0].pk,
        "first_tribe": tribes[0].pk,
        "first_post": first_id_at(begin) // STRIDE * STRIDE,
        "step": (first_id_at(now) - first_id_at(begin)) // size.threads // STRIDE * STRIDE,
        "begin": connection.ops.adapt_datetimefield_value(begin),
        "words": WORDS,
        "yes": True,
        "no": False,
    }
    for sql in (_MEMBERS, *_PERMISSIONS, *(sql for kind in (_MESSAGES, _POSTS, _ANSWERS) for sql in kind)):
        _run(sql, size, values)
    for chunk in range(CHUNKS):
        step("deliveries")
        ends = {"from": size.threads * chunk // CHUNKS, "to": size.threads * (chunk + 1) // CHUNKS}
        # As they came: a page of PostgreSQL's table holds one message's deliveries to many people.
        order = "p.giver_id, n.id" if connection.vendor == "sqlite" else "n.id, p.giver_id"
        _run(f"{_DELIVERIES} ORDER BY {order}", size, {**values, **ends})
    _run(_ANSWER_DELIVERIES, size, values)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM permissions_delivery")
        return cursor.fetchone()[0]


def _people(size: Size, begin: datetime) -> list[Person]:
    first = first_id_at(begin - timedelta(days=2)) // STRIDE * STRIDE
    made = [
        Person(
            id=first + number * STRIDE,
            name=f"person{number}",
            display_name=f"Person {number}",
            email=f"person{number}@example.org",
            joined_at=begin,
            password="!",
        )
        for number in range(size.people)
    ]
    Person.objects.bulk_create(made)
    Holder.objects.bulk_create(Holder(id=person.pk, person_id=person.pk) for person in made)
    return made


def _tribes(size: Size, founder: Person, begin: datetime) -> list[Tribe]:
    first = first_id_at(begin - timedelta(days=1)) // STRIDE * STRIDE
    made = [
        Tribe(
            id=first + number * STRIDE,
            slug=f"tribe-{number}",
            name=f"Tribe {number}",
            idea="We look after our street together.",
            founder=founder,
            founded_at=begin,
        )
        for number in range(size.tribes)
    ]
    Tribe.objects.bulk_create(made)
    Holder.objects.bulk_create(Holder(id=tribe.pk, tribe_id=tribe.pk) for tribe in made)
    return made


# --- the statements: PEOPLE, TRIBES and THREADS stand for their numbers,
# SAID_AT for the moment of a post ------------------------------------
# Person i belongs to the tribes i, i + d and i + 2d, where d differs among those who share tribe i.
_IN = "(s.i + k.k * (1 + s.i / TRIBES % ((TRIBES - 1) / 2))) % TRIBES"
_EACH = "(SELECT 0 AS k UNION ALL SELECT 1 UNION ALL SELECT 2) k"
_MEMBERS = (
    "INSERT INTO tribes_membership (tribe_id, person_id, role, joined_at)"
    f" SELECT %(first_tribe)s + {_IN} * {STRIDE}, %(first_person)s + s.i * {STRIDE}, 'member', %(begin)s"
    f" FROM PEOPLE CROSS JOIN {_EACH}"
)
_PERMISSIONS = [
    "INSERT INTO permissions_permission (id, holder_id, scope, giver_id, version_id, live, topics, per, interrupt)"
    f" SELECT m.person_id + (m.tribe_id - %(first_tribe)s) / {STRIDE} * {2**22} + {scope}, m.tribe_id, {scope},"
    f" m.person_id, m.person_id + (m.tribe_id - %(first_tribe)s) / {STRIDE} * {2**22} + {scope + 2}, %(yes)s, -1, 7,"
    " %(no)s FROM tribes_membership m"
    for scope in (1, 2)
]
# Thread n: in tribe n, by one of those whose first tribe that is; every thread has 0 to 3 answers.
_THREADS = (
    f"(SELECT i AS n, %(first_post)s + i * %(step)s AS id, %(first_tribe)s + i % TRIBES * {STRIDE} AS tribe_id,"
    f" %(first_person)s + (i % TRIBES + i * 7919 % (PEOPLE_N / TRIBES) * TRIBES) * {STRIDE} AS author_id,"
    f" %(first_person)s + (i % TRIBES + (i + 1) * 7919 % (PEOPLE_N / TRIBES) * TRIBES) * {STRIDE} AS other_id"
    " FROM THREADS) n"
)
_ANSWER = "(SELECT 1 AS a UNION ALL SELECT 2 UNION ALL SELECT 3) a ON a.a <= n.n % 4"
_MESSAGE = (
    "INSERT INTO permissions_message (id, sender_id, tribe_id, broadcast_scope, addressed_scope, sender_topics,"
    " tribe_topics, reached, over_budget, off_topic, not_permitted)"
)
_MESSAGES = [
    f"{_MESSAGE} SELECT id, author_id, tribe_id, 1, 2, 0, 0, {TRIBE_SIZE - 1}, 0, 0, 0 FROM {_THREADS}",
    f"{_MESSAGE} SELECT id + a, other_id, tribe_id, NULL, 2, 0, 0, 1, 0, 0, 0 FROM {_THREADS} JOIN {_ANSWER}",
]
_POST = "INSERT INTO talk_post (id, author_id, tribe_id, root_id, parent_id, text, html, topic_names, said_at)"
_SAID = "'Made post ' || n || ': ' || %(words)s, '<p>Made post ' || n || ': ' || %(words)s || '</p>', '[]', SAID_AT"
_POSTS = [f"{_POST} SELECT id, author_id, tribe_id, NULL, NULL, {_SAID} FROM {_THREADS}"]
_ANSWERS = [f"{_POST} SELECT id + a, other_id, tribe_id, id, id, {_SAID} FROM {_THREADS} JOIN {_ANSWER}"]
_DELIVERY = "INSERT INTO permissions_delivery (recipient_id, message_id, permission_id, version_id)"
_DELIVERIES = (
    f"{_DELIVERY} SELECT p.giver_id, n.id, p.id, p.version_id FROM {_THREADS} JOIN permissions_permission p"
    " ON p.holder_id = n.tribe_id AND p.scope = 1 AND p.giver_id <> n.author_id WHERE n.n >= %(from)s AND n.n < %(to)s"
)
_ANSWER_DELIVERIES = (
    f"{_DELIVERY} SELECT n.author_id, n.id + a, p.id, p.version_id FROM {_THREADS} JOIN {_ANSWER}"
    " JOIN permissions_permission p ON p.holder_id = n.tribe_id AND p.scope = 2 AND p.giver_id = n.author_id"
)


def _run(sql: str, size: Size, values: dict[str, Any]) -> None:
    sql = sql.replace("PEOPLE_N", str(size.people)).replace("PEOPLE", series(size.people))
    sql = sql.replace("THREADS", series(size.threads)).replace("TRIBES", str(size.tribes))
    seconds = DAYS * 86_400 // size.threads
    if connection.vendor == "sqlite":
        since = f"'+' || (n * {seconds}) || ' seconds'"
        sql = sql.replace("SAID_AT", f"strftime('%%Y-%%m-%%d %%H:%%M:%%f', %(begin)s, {since})")
    else:
        sql = sql.replace("SAID_AT", f"%(begin)s + n * {seconds} * INTERVAL '1 second'")
        typed = {"begin": "timestamp with time zone", "words": "text"}
        for name, kind in typed.items():
            sql = sql.replace(f"%({name})s", f"CAST(%({name})s AS {kind})")
        sql = sql.replace("'[]'", "CAST('[]' AS jsonb)")
    sql = sql.replace("% ", "%% ")  # what is left of % is modulo
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
