"""A process that thanks for favors, or writes bare rows: ``python -m bench.ledger_worker NUMBER``.

What it does at a line's request is in ``Worker``; see ``bench.remote``.
"""

import os
import sys
import time
from datetime import timedelta
from random import Random
from typing import Any

from bench.remote import serve

MINUTES = (5, 10, 15, 30, 30, 45, 60, 60, 120, 240)


class Worker:
    """One writer, with its own promises to thank for."""

    def __init__(self, number: int) -> None:
        self.dice = Random(1000 + number)
        self.number = number
        self.stocked: list[tuple[int, Any]] = []
        self.people: dict[int, Any] = {}

    def open(self, tribe: int, people: list[int]) -> None:
        """Connect, and know everybody."""
        from django.db import connection

        from folkmoot.people.models import Person

        self.tribe = tribe
        self.people = Person.objects.in_bulk(people)
        connection.ensure_connection()

    def stock(self, count: int) -> None:
        """Promises that are done and wait for their thanks, as many as that.

        Of two people the one who owes more is the helper, as in life, so that what is open does not just grow.
        """
        from django.utils import timezone

        from folkmoot.favors.models import Promise, Tally

        owes = {tally.person_id: tally.received - tally.given for tally in Tally.objects.filter(tribe_id=self.tribe)}
        ids = list(self.people)
        now = timezone.now()
        made = []
        for _ in range(count - len(self.stocked)):
            one, other, receiver = self.dice.sample(ids, 3)
            helper = max(one, other, key=lambda person: owes.get(person, 0))
            minutes = self.dice.choice(MINUTES)
            owes[helper] = owes.get(helper, 0) - minutes
            owes[receiver] = owes.get(receiver, 0) + minutes
            made.append(
                Promise(
                    tribe_id=self.tribe,
                    helper_id=helper,
                    receiver_id=receiver,
                    what="Carry the pump into the yard",
                    minutes=minutes,
                    gift=self.dice.random() < 0.05,
                    state="done",
                    promised_at=now - timedelta(days=2),
                    done_at=now - timedelta(days=1),
                )
            )
        Promise.objects.bulk_create(made, batch_size=200)
        self.stocked += [(promise.pk, self.people[promise.receiver_id]) for promise in made]
        self.dice.shuffle(self.stocked)

    def thank(self, begin: float, seconds: float) -> dict[str, Any]:
        """Thank for one after another, from ``begin`` (of time.time) on."""
        from folkmoot.favors.services.promising import thank

        def one() -> None:
            if not self.stocked:
                raise AssertionError("There are too few promises for this machine: stock more of them.")
            promise, receiver = self.stocked.pop()
            thank(receiver, promise)

        return _again_and_again(one, begin, seconds)

    def bare(self, begin: float, seconds: float) -> dict[str, Any]:
        """Write one row after another, each in its own transaction."""
        from django.db import connection, transaction

        from folkmoot.ids import new_id

        ids = list(self.people)

        def one() -> None:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO bench_bare (id, person, words) VALUES (%s, %s, %s)",
                    [new_id(), self.dice.choice(ids), "Carry the pump into the yard"],
                )

        return _again_and_again(one, begin, seconds)

    def statements(self, count: int) -> float:
        """How many statements a thanks takes, on the average; without BEGIN and COMMIT."""
        from django.db import connection

        from folkmoot.favors.services.promising import thank

        seen: list[str] = []

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            seen.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            for _ in range(count):
                promise, receiver = self.stocked.pop()
                thank(receiver, promise)
        return len(seen) / count


def _again_and_again(one: Any, begin: float, seconds: float) -> dict[str, Any]:
    """How often in how many seconds, and how long the longest and nearly all took (ms)."""
    time.sleep(max(0.0, begin - time.time()))
    took = []
    begun = last = time.perf_counter()
    while last < begun + seconds:
        one()
        now = time.perf_counter()
        took.append(now - last)
        last = now
    ranked = sorted(took)
    return {
        "done": len(took),
        "seconds": last - begun,
        "longest": ranked[-1],
        "p50": ranked[len(ranked) // 2],
        "p99": ranked[int(len(ranked) * 0.99)],
    }


def main(number: int) -> None:
    """Answer until the input ends."""
    import django

    django.setup()
    serve(Worker(number), sys.stdin)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.site.settings")
    main(int(sys.argv[1]))
