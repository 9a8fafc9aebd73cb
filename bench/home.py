"""One person's home page, asked of a small and of a large server: does it stay as quick?

Both hold tribes of 100 people in which 500 posts reached everybody, half of them with two answers: one tribe for
50 thousand deliveries, a hundred for 5 million. The same person sees as much on both; only the rest grows.
"""

import random
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from bench import databases
from bench.figures import Result, percentile
from bench.progress import steps

TARGET = 1.5  # p99 on the large server beside p99 on the small one
QUERIES_MOST = 8
MEMBERS, POSTS = 100, 500  # of each tribe
SMALL, LARGE = 1, 100  # tribes
ROUNDS, SAMPLES = 5, 300


def run(database: str) -> Result:
    """Fill both, ask each in turns, throw them away."""
    with (
        databases.throwaway(database, "large") as environments,
        steps(f"home on {database}", 2 + ROUNDS) as step,
    ):
        # A process each: Django knows one database per process.
        servers = [
            ProcessPoolExecutor(1, get_context("spawn"), databases.enter, (environment,))
            for environment in environments
        ]
        try:
            for server, tribes in zip(servers, (SMALL, LARGE), strict=True):
                step(f"filling {tribes * MEMBERS * POSTS:,} deliveries")
                server.submit(fill, tribes).result()
            rounds = []
            for number in range(ROUNDS):
                step("measuring")
                rounds.append([server.submit(sample, number).result() for server in servers])
            version = servers[0].submit(databases.version).result()
        finally:
            for server in servers:
                server.shutdown()
    p50 = [statistics.median(percentile(pair[side][0], 0.5) for pair in rounds) for side in (0, 1)]
    p99 = [statistics.median(percentile(pair[side][0], 0.99) for pair in rounds) for side in (0, 1)]
    ratio = statistics.median(percentile(large, 0.99) / percentile(small, 0.99) for (small, _), (large, _) in rounds)
    queries = max(most for pair in rounds for _, most in pair)
    return Result(
        bench="home",
        figure=p99[1],
        unit="ms",
        beside=p99[0],
        ratio=ratio,
        target=TARGET,
        ok=ratio <= TARGET and queries <= QUERIES_MOST,
        more={
            "database": version,
            "deliveries": {"small": SMALL * MEMBERS * POSTS, "large": LARGE * MEMBERS * POSTS},
            "p50_ms": {"small": p50[0], "large": p50[1]},
            "p99_ms": {"small": p99[0], "large": p99[1]},
            "p50_ratio": p50[1] / p50[0],
            "samples": ROUNDS * SAMPLES,
            "queries": queries,
        },
    )


def fill(tribes: int) -> int:
    """So many tribes with their people, posts and deliveries; the number of deliveries."""
    from django.db import connection, transaction

    from folkmoot.ids import first_id_at

    now = _now()
    from datetime import timedelta

    begun = first_id_at(now - timedelta(days=300))
    people = first_id_at(now - timedelta(days=400))
    values: dict[str, Any] = {"people": people, "begun": begun, "yes": True, "no": False, "words": WORDS}
    values["then"] = connection.ops.adapt_datetimefield_value(now - timedelta(days=300))
    with transaction.atomic(), connection.cursor() as cursor:
        for sql, count in (
            (_PEOPLE, tribes * MEMBERS),
            (_TRIBES, tribes),
            (_HOLDERS, tribes),
            (_MEMBERS, tribes * MEMBERS),
            (_MESSAGES, tribes * POSTS * 2),
            (_POSTS, tribes * POSTS * 2),
        ):
            cursor.execute(sql.replace("SERIES", databases.series(count)).replace("% ", "%% "), values)
        # One fan-out after another, as they come in life.
        for number in range(POSTS):
            sql = _DELIVERIES.replace("SERIES", databases.series(tribes * MEMBERS)).replace("% ", "%% ")
            cursor.execute(sql, {**values, "number": number})
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        cursor.execute("SELECT COUNT(*) FROM permissions_delivery")
        return cursor.fetchone()[0]


def sample(seed: int) -> tuple[list[float], int]:
    """Milliseconds of SAMPLES home pages of people drawn by lot, and the most queries one took."""
    from django.db import connection

    from folkmoot.people.models import Person
    from folkmoot.talk import selectors

    ids = list(Person.objects.values_list("pk", flat=True))
    dice = random.Random(seed)
    asked = Person.objects.in_bulk(dice.choices(ids, k=SAMPLES))
    took, most, seen = [], 0, [0]

    def count(execute: Any, *call: Any) -> Any:
        seen[0] += 1
        return execute(*call)

    for person in list(asked.values())[:20]:
        selectors.home_page(person)  # warm
    with connection.execute_wrapper(count):
        for person in dice.choices(list(asked.values()), k=SAMPLES):
            seen[0] = 0
            begun = time.perf_counter()
            page = selectors.home_page(person)
            took.append((time.perf_counter() - begun) * 1000)
            most = max(most, seen[0])
            if len(page.posts) != 20:
                raise AssertionError(f"{len(page.posts)} posts on a home page that should have 20")
    return took, most


def _now() -> Any:
    from django.utils import timezone

    return timezone.now()


WORDS = "<p>" + "We mended the pump and it holds, so the beds have water until Sunday at least. " * 3 + "</p>"
# Ids are spread over what they count: people 64 apart, posts a minute of ids apart.
_STEP = 1 << 37
_PERSON = "%(people)s + (i) * 64"
_PEOPLE = (
    "INSERT INTO people_person (id, password, name, host, display_name, email, about, about_html, can_help_with,"
    " time_zone, picture, is_active, is_steward, joined_at) SELECT %(people)s + i * 64, '!', 'p' || i, '',"
    " 'Person ' || i, 'p' || i || '@example.org', '', '', '', '', '', %(yes)s, %(no)s, %(then)s FROM SERIES"
)
_TRIBES = (
    "INSERT INTO tribes_tribe (id, slug, name, idea, charter, charter_html, joining, floor_is_open, founder_id,"
    f" founded_at) SELECT %(people)s + 1 + i * 64, 't' || i, 'Tribe ' || i, 'An idea', '', '', 'open', %(no)s,"
    f" %(people)s + i * {MEMBERS} * 64, %(then)s FROM SERIES"
)
_HOLDERS = (
    "INSERT INTO permissions_holder (id, tribe_id, clock)"
    " SELECT %(people)s + 1 + i * 64, %(people)s + 1 + i * 64, 1 FROM SERIES"
)
_MEMBERS = (
    "INSERT INTO tribes_membership (tribe_id, person_id, role, joined_at)"
    f" SELECT %(people)s + 1 + i / {MEMBERS} * 64, %(people)s + i * 64, 'member', %(then)s FROM SERIES"
)
# Message i: tribe i / (2 POSTS); the first POSTS of a tribe begin threads, the others answer every second of them.
_TRIBE_OF = f"(i / {2 * POSTS})"
_IN_TRIBE = f"(i % {2 * POSTS})"
_AUTHOR = f"%(people)s + ({_TRIBE_OF} * {MEMBERS} + i % 97 % {MEMBERS}) * 64"
_MESSAGE = f"%(begun)s + {_IN_TRIBE} * {_STEP} + {_TRIBE_OF} * 1024"
_ROOT = f"%(begun)s + ({_IN_TRIBE} - {POSTS}) / 2 * 2 * {_STEP} + {_TRIBE_OF} * 1024"
_MESSAGES = (
    "INSERT INTO permissions_message (id, sender_id, tribe_id, broadcast_scope, addressed_scope, sender_topics,"
    f" tribe_topics, reached, over_budget, off_topic, not_permitted) SELECT {_MESSAGE}, {_AUTHOR},"
    f" %(people)s + 1 + {_TRIBE_OF} * 64, 1, 2, 0, 0, {MEMBERS}, 0, 0, 0 FROM SERIES"
)
_POSTS = (
    "INSERT INTO talk_post (id, author_id, tribe_id, root_id, parent_id, text, html, topic_names, said_at)"
    f" SELECT {_MESSAGE}, {_AUTHOR}, %(people)s + 1 + {_TRIBE_OF} * 64,"
    f" CASE WHEN {_IN_TRIBE} >= {POSTS} THEN {_ROOT} END, CASE WHEN {_IN_TRIBE} >= {POSTS} THEN {_ROOT} END,"
    " 'Words', %(words)s, '[\"garden\"]', %(then)s FROM SERIES"
)
_DELIVERIES = (
    "INSERT INTO permissions_delivery (recipient_id, message_id, permission_id, version_id)"
    f" SELECT %(people)s + i * 64, %(begun)s + %(number)s * {_STEP} + i / {MEMBERS} * 1024, 1, 1 FROM SERIES"
)
