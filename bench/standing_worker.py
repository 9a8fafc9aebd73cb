"""A process that reads standings and halves: ``python -m bench.standing_worker FAVORS``; see ``bench.remote``."""

import os
import sys
import time
from datetime import timedelta
from random import Random
from typing import Any

from bench import databases
from bench.remote import serve


class Worker:
    """A tribe in which one person has many favors or few."""

    def __init__(self, favors: int) -> None:
        self.favors = favors
        self.person: Any = None
        self.tribe: Any = None

    def fill(self, people: int, others: int) -> dict[str, Any]:
        """A tribe in which these people did one another ``others`` favors, and one person gave and received as many
        as the worker's name says; a tenth of what they received is open."""
        from django.utils import timezone

        from bench import favor_state
        from folkmoot.favors.models import Claim, Giving
        from folkmoot.people.models import Person

        now = timezone.now()
        made = favor_state.people(people, "standing", now)
        begin, end = now - timedelta(days=700), now - timedelta(days=1)
        one, *rest = made.ids
        entries = favor_state.with_one(one, rest, self.favors, others, begin, end, Random(11))
        favor_state.keep(made.tribe, entries)
        self.person, self.tribe = Person.objects.get(pk=one), made.tribe
        return {
            "database": databases.version(),
            "given": Giving.objects.filter(giver=one).count(),
            "received": Claim.objects.filter(debtor=one).count(),
            "open": Claim.objects.filter(debtor=one, open__gt=0).count(),
        }

    def read(self, what: str, times: int) -> list[float]:
        """Milliseconds of each reading."""
        do = self._readings()[what]
        took = []
        for _ in range(times):
            begun = time.perf_counter()
            do()
            took.append((time.perf_counter() - begun) * 1000)
        return took

    def queries(self, what: str) -> int:
        """How many queries a reading takes."""
        from django.db import connection

        seen: list[str] = []

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            seen.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            self._readings()[what]()
        return len(seen)

    def _readings(self) -> dict[str, Any]:
        from django.utils import timezone

        from folkmoot.favors.selectors import ledger

        def halves() -> None:
            now = timezone.now()
            found = ledger.my_halves(self.person, self.tribe, now)
            ledger.late_halves(self.person, self.tribe, found, now)

        return {
            "standing": lambda: ledger.standing_of(self.person.pk, self.tribe.pk, timezone.now()),
            "my_halves": halves,
        }


def main(favors: int) -> None:
    """Answer until the input ends."""
    databases.enter(dict(os.environ))
    serve(Worker(favors), sys.stdin)


if __name__ == "__main__":
    main(int(sys.argv[1]))
