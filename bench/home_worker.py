"""One database with home pages, in a process of its own: ``python -m bench.home_worker SIZE``.

Reads one request of JSON per line, a method of ``Worker``, and answers each with one line of JSON; ``fill`` says
what it does in lines before.
"""

import os
import random
import sys
import time
from typing import Any

from bench import databases, home_sizes
from bench.remote import say, serve

SIZES = {"small": home_sizes.SMALL, "large": home_sizes.LARGE, "trial": home_sizes.TRIAL}


class Worker:
    """What a line asks for, by name."""

    def __init__(self, size: home_sizes.Size) -> None:
        self.size = size
        self.people: list[Any] = []

    def fill(self) -> dict[str, Any]:
        """Make the tables and everything in them, and choose the people who will visit."""
        from bench import home_state
        from folkmoot.people.models import Person

        count = home_state.fill(self.size, lambda doing: say({"doing": doing}))
        everybody = list(Person.objects.order_by("pk"))
        self.people = random.Random(7).sample(everybody, 500)
        return {"deliveries": count, "database": databases.version(), "people": len(everybody)}

    def visit(self, begin: int, end: int) -> list[float]:
        """The first page of each of these people: milliseconds."""
        from folkmoot.talk import selectors

        took = []
        for person in self.people[begin:end]:
            begun = time.perf_counter()
            home = selectors.home_page(person)
            took.append((time.perf_counter() - begun) * 1000)
            if len(home.posts) != 20:
                raise AssertionError(f"{person} has {len(home.posts)} posts on the first page instead of 20")
        return took

    def queries(self) -> int:
        """How many queries the signed-in home page makes over HTTP, sign-in included."""
        from django.db import connection

        client = self._client(self.people[0])
        client.get("/")  # what a process does once, it has then done
        seen: list[str] = []

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            seen.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            response = client.get("/")
        if response.status_code != 200 or response.content.count(b"<p>Made post ") < 20:
            raise AssertionError(f"the home page answers {response.status_code} without its 20 posts")
        return len(seen)

    def gather_static(self) -> None:
        """Put the static files where a server in production looks for them."""
        from django.core.management import call_command

        call_command("collectstatic", verbosity=0, interactive=False)

    def sessions(self, count: int) -> list[str]:
        """Signed-in people's cookies."""
        return [
            "; ".join(f"{name}={morsel.value}" for name, morsel in self._client(person).cookies.items())
            for person in self.people[:count]
        ]

    def _client(self, person: Any) -> Any:
        from django.conf import settings
        from django.test import Client

        client = Client(headers={"host": "localhost"})
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client


def main(name: str) -> None:
    """Answer until the input ends."""
    databases.enter(dict(os.environ))
    serve(Worker(SIZES[name]), sys.stdin)


if __name__ == "__main__":
    main(sys.argv[1])
