"""What it costs to ask everybody's permission: one post through the gate, beside a bare INSERT of the same rows."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from bench import databases, machine
from bench.figures import Result, spread
from bench.progress import Step, steps

TARGET = 2.0  # times the floor
SMALLER = (100, 1_000)  # tribes beside, to see that the number of statements stays the same
MEMORY_MIB = 16  # more than this is growth; SQLite's cache and a connection's buffers move by less
HELD_BACK = ("rows", "gate", "floor", "ratio", "ratios", "preview")


def run(recipients: int, database: str) -> Result:
    """Fill a database, measure, throw it away."""
    with databases.throwaway(database) as (environment,):
        databases.enter(environment)
        return _measured(recipients, database)


def pairs_at(recipients: int) -> int:
    """How many pairs of gate and floor make a median; more where one is short."""
    return 5 if recipients >= 1_000_000 else 9 if recipients >= 100_000 else 21


def _measured(recipients: int, database: str) -> Result:
    from django.utils import timezone

    from bench import gate_state

    pairs = pairs_at(recipients)
    count = gate_state.steps_to_fill() + 2 * (pairs + 1) + 5
    with steps(f"gate, {recipients:,} on {database}", count) as step:
        now = timezone.now()
        state = gate_state.fill(recipients, now, step)
        step("settling")
        gate_state.settle()
        counted = gate_state.share_counted(state)
        step("memory")
        growth = _memory_growth(state)
        met = _compare(state, "giver_id <> %(author)s", pairs, step)
        if met["rows"] != recipients:
            raise AssertionError(f"the gate reached {met['rows']} of {recipients}: the state is not what it should be")
        step("half held back")
        gate_state.half_held_back(state, now)
        gate_state.settle()
        held = _compare(state, "version_id % 2 = 0 AND giver_id <> %(author)s", pairs, step)
        step("statements")
        statements = {str(recipients): _statements(state)}
        for members in SMALLER:
            small = gate_state.fill(members, now + timedelta(seconds=members), lambda _: None, name=f"small{members}-")
            statements = {str(members): _statements(small), **statements}
        same = len(set(statements.values())) == 1
        ok = met["ratio"] <= TARGET and same and met["preview_ratio"] <= 1 and growth < MEMORY_MIB
        return Result(
            bench="gate",
            figure=met["gate"],
            unit="s",
            beside=met["floor"],
            ratio=met["ratio"],
            target=TARGET,
            ok=ok,
            more={
                "database": databases.version(),
                "recipients": recipients,
                "deliveries_before": state.deliveries,
                "pairs": pairs,
                "ratios": met["ratios"],
                "share_of_budgets_counted": counted,
                "preview": met["preview"],
                "preview_to_delivery": met["preview_ratio"],
                "statements_by_recipients": statements,
                "memory_growth_mib": growth,
                "half_held_back": {name: held[name] for name in HELD_BACK},
            },
        )


def _compare(state: Any, same_rows: str, pairs: int, step: Step) -> dict[str, Any]:
    """Gate and floor in turns, each from the same table; seconds, rows, and the ratios of the pairs."""
    took: dict[str, list[float]] = {"gate": [], "floor": [], "preview": []}
    rows: dict[str, int] = {}
    for number in range(pairs + 1):
        step("measuring")
        # Who comes first changes, so that neither always finds what the other has left in the caches.
        for name in ("gate", "floor") if number % 2 else ("floor", "gate"):
            send = (lambda: _send(state)) if name == "gate" else (lambda: _floor(state, same_rows))
            databases.checkpoint()
            seconds, (message_id, written) = _timed(send)
            took[name].append(seconds)
            rows[name] = written
            _take_back(state, message_id)
        took["preview"].append(_timed(lambda: _preview(state))[0])
        if rows["gate"] != rows["floor"]:
            raise AssertionError(f"the gate reached {rows['gate']}, the floor wrote {rows['floor']}: not comparable")
    took = {name: seconds[1:] for name, seconds in took.items()}  # the first pair warms the caches
    ratios = [gate / floor for gate, floor in zip(took["gate"], took["floor"], strict=True)]
    previews = [preview / gate for preview, gate in zip(took["preview"], took["gate"], strict=True)]
    return {
        "rows": rows["gate"],
        "ratio": statistics.median(ratios),
        "ratios": spread(ratios),
        "preview_ratio": statistics.median(previews),
        **{name: statistics.median(seconds) for name, seconds in took.items()},
    }


def _timed(do: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    made = do()
    return time.perf_counter() - begun, made


def _envelope(state: Any) -> Any:
    from folkmoot.permissions.services import gate

    return gate.Envelope(state.author.pk, state.tribe.pk, topics=("garden",))


def _send(state: Any) -> tuple[int, int]:
    from folkmoot.permissions.services import gate

    sent = gate.send(_envelope(state))
    return sent.message_id, sent.reach.reached


def _preview(state: Any) -> None:
    from folkmoot.permissions.services import gate

    gate.preview(_envelope(state))


def _floor(state: Any, same_rows: str) -> tuple[int, int]:
    """The same rows, asking nobody: a transaction with one INSERT ... SELECT."""
    from django.db import connection, transaction

    from folkmoot.ids import new_id

    message_id = new_id()
    values = {"message": message_id, "tribe": state.tribe.pk, "author": state.author.pk}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO permissions_delivery (recipient_id, message_id, permission_id, version_id)"
            " SELECT giver_id, %(message)s, id, version_id FROM permissions_permission"
            f" WHERE holder_id = %(tribe)s AND scope = 1 AND {same_rows.replace('% ', '%% ')}",
            values,
        )
        return message_id, cursor.rowcount


def _take_back(state: Any, message_id: int) -> None:
    """Remove a message and its deliveries, so that the next measurement begins from the same rows."""
    from django.db import connection, transaction

    values = {"message": message_id, "tribe": state.tribe.pk}
    givers = "SELECT giver_id FROM permissions_permission WHERE holder_id = %(tribe)s AND scope = 1"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM permissions_delivery WHERE message_id = %(message)s AND recipient_id IN ({givers})", values
        )
        for table, column in (("interruption", "message_id"), ("message", "id")):
            cursor.execute(f"DELETE FROM permissions_{table} WHERE {column} = %(message)s", values)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM permissions_delivery, permissions_message, permissions_holder")


def _memory_growth(state: Any) -> float:
    """MiB that this process came to hold beyond what it held, in the first delivery of all."""
    _take_back(state, _send_to_few(state)[0])
    machine.forget_peak()
    before = machine.peak_resident_bytes()
    message_id, _ = _send(state)
    growth = machine.peak_resident_bytes() - before
    _take_back(state, message_id)
    return growth / 2**20


def _send_to_few(state: Any) -> tuple[int, int]:
    """Load all code that sending needs, without reaching anybody: nobody follows the author outside the tribe."""
    from folkmoot.permissions.rules import Scope
    from folkmoot.permissions.services import gate

    sent = gate.send(gate.Envelope(state.author.pk, state.tribe.pk, broadcast=Scope.LETTERS))
    return sent.message_id, sent.reach.reached


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
    """How many statements one delivery sends to the database."""
    with _counting() as seen:
        message_id, _ = _send(state)
    _take_back(state, message_id)
    return len(seen)
