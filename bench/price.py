"""The price of an ask to everybody who permits asks, beside a bare count of the same permissions."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from bench import databases
from bench.figures import Result, spread
from bench.progress import steps

TARGET = 2.0  # times the bare count
TARGET_AT = 1_000_000  # people, and more
SMALLER = (100, 1_000)  # audiences beside, to see that the number of statements stays the same


def run(audience: int, database: str) -> Result:
    """Fill a database, measure, throw it away."""
    with databases.throwaway(database) as (environment,):
        databases.enter(environment)
        return _measured(audience, database)


def _measured(audience: int, database: str) -> Result:
    from django.utils import timezone

    from bench import gate_state, price_state

    pairs = 9 if audience >= 1_000_000 else 21
    with steps(f"price, {audience:,} on {database}", gate_state.steps_to_fill() + 2 + pairs + 2) as step:
        now = timezone.now()
        state = gate_state.fill(audience, now, step)
        step("asks")
        price_state.permit_asks(state, now)
        gate_state.settle()
        price, bare = _price(state), _bare(state)
        if not 0 < price.pushed_to <= bare:
            raise AssertionError(f"it would be pushed to {price.pushed_to} of {bare}: not comparable")
        took: dict[str, list[float]] = {"price": [], "bare": []}
        for number in range(pairs + 1):
            step("measuring")
            databases.checkpoint()
            for name in ("price", "bare") if number % 2 else ("bare", "price"):
                took[name].append(_timed(lambda: _price(state)) if name == "price" else _timed(lambda: _bare(state)))
        took = {name: seconds[1:] for name, seconds in took.items()}  # the first pair warms the caches
        ratios = [price / bare for price, bare in zip(took["price"], took["bare"], strict=True)]
        step("statements")
        statements = {str(audience): _statements(state)}
        for members in SMALLER:
            at = now + timedelta(seconds=members)
            small = gate_state.fill(members, at, lambda _: None, name=f"small{members}-")
            price_state.permit_asks(small, at)
            statements = {str(members): _statements(small), **statements}
    ratio = statistics.median(ratios)
    same = len(set(statements.values())) == 1
    return Result(
        bench="price",
        figure=statistics.median(took["price"]),
        unit="s",
        beside=statistics.median(took["bare"]),
        ratio=ratio,
        target=TARGET,
        ok=same and (audience < TARGET_AT or ratio <= TARGET),
        more={
            "target_is_for": f"ratio, from {TARGET_AT:,} people on; and as many statements at every size",
            "database": databases.version(),
            "audience": audience,
            "permissions": bare,
            "pushed_to": price.pushed_to,
            "pairs": pairs,
            "ratios": spread(ratios),
            "statements_by_audience": statements,
            "share_of_budgets_counted": price_state.share_counted(state, now),
        },
    )


def _price(state: Any) -> Any:
    from folkmoot.favors.models import AskSent
    from folkmoot.favors.services.asking import Audience, price_of

    return price_of(state.author, state.tribe, 30, 3, Audience(AskSent.How.CROWD, topic="garden"))


def _bare(state: Any) -> int:
    """How many permit the tribe to ask, whatever their terms."""
    from django.db import connection

    from folkmoot.permissions.rules import Scope

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM permissions_permission WHERE holder_id = %s AND scope = %s AND live",
            [state.tribe.pk, int(Scope.ASKS)],
        )
        return int(cursor.fetchone()[0])


def _timed(do: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


@contextmanager
def _counting() -> Iterator[list[str]]:
    from django.db import connection

    seen: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


def _statements(state: Any) -> int:
    with _counting() as seen:
        _price(state)
    return len(seen)
