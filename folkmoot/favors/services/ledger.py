"""Entering something in a tribe's ledger: one transaction, and nobody it concerns is concerned by another meanwhile.

Whose tallies an entry may touch is locked first, in one order everywhere. Under those locks its id is later than
that of every entry which concerned one of them; so the order of ids is the order of events for everybody, and
rebuilding the book from the entries in the order of their ids comes to the same rows (F3).
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from folkmoot.favors.rules import book
from folkmoot.favors.rules.rows import Tally
from folkmoot.favors.services.rows import Rows, of_favor
from folkmoot.favors.services.statements import Statement, together
from folkmoot.favors.services.turns import in_turn
from folkmoot.ids import SHIFT, id_at, moment_of
from folkmoot.tribes.services import NotNow

ATTEMPTS = 10
DEADLOCKS = ("40P01",)  # PostgreSQL's word for one

Params = ParamSpec("Params")
Result = TypeVar("Result")

_INSERT = (
    "INSERT INTO favors_entry (id, tribe_id, what, by_id, giver_id, receiver_id, minutes, gift, shared, about_id,"
    " promise_id, words, done_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


@dataclass(frozen=True)
class Line:
    """What is to be entered; the fields are those of ``models.Entry``."""

    tribe_id: int
    what: book.What
    by_id: int | None
    giver_id: int | None = None
    receiver_id: int | None = None
    minutes: int = 0
    gift: bool = False
    shared: bool = False
    about_id: int | None = None
    promise_id: int | None = None
    words: str = ""
    done_at: datetime | None = None

    def entry(self, id_: int) -> book.Entry:
        """The same as the book reads it."""
        return book.Entry(id_, self.what, self.giver_id, self.receiver_id, self.minutes, self.gift, self.about_id)


def again_after_deadlock(act: Callable[Params, Result]) -> Callable[Params, Result]:
    """Do it again when PostgreSQL ended it so that another could go on: it wrote nothing.

    Tallies are locked in one order, but for somebody's very first entry and for several entries in one transaction.
    Inside a caller's transaction it is the caller's to begin again.
    """

    @wraps(act)
    def tried(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        for _ in range(ATTEMPTS if not connection.in_atomic_block else 0):
            try:
                return act(*args, **kwargs)
            except OperationalError as problem:
                if getattr(problem.__cause__, "sqlstate", None) not in DEADLOCKS:
                    raise
        return act(*args, **kwargs)

    return tried


@again_after_deadlock
def enter(line: Line, now: datetime | None = None) -> int:
    """Enter it, with all that follows from it; the entry's id. The caller's transaction is joined.

    Raises NotNow, with a sentence, for what the ledger cannot take as things stand.
    """
    now = now or timezone.now()
    with _joined():
        try:
            made = id_at(now)
            rows = _locked(line, made)
            id_ = _at_least(made, rows)
            book.Book(rows).apply(line.entry(id_), rows.allowance(moment_of(id_)))
        except book.BookError as problem:
            raise NotNow(str(problem)) from None
        rows.write(_entry(line, id_))
        return id_


def _joined() -> AbstractContextManager[object]:
    """The caller's transaction, or one of our own. What is refused wrote nothing, so no savepoint is needed."""
    return nullcontext() if connection.in_atomic_block else in_turn()


def _entry(line: Line, id_: int) -> Statement:
    done_at = None if line.done_at is None else connection.ops.adapt_datetimefield_value(line.done_at)
    values = (id_, line.tribe_id, int(line.what), line.by_id, line.giver_id, line.receiver_id, line.minutes or None)
    return _INSERT, (*values, line.gift, line.shared, line.about_id, line.promise_id, line.words, done_at)


def lock_people(tribe_id: int, people: Iterable[int]) -> None:
    """Lock the ledgers of all whom several entries of one transaction will concern; before the first of them."""
    _lock(tribe_id, people)


def _locked(line: Line, made: int) -> Rows:
    """The rows of everybody whom the entry concerns, locked; and they are still whom it concerns."""
    if line.what == book.What.FAVOR:
        return _locked_for_favor(line, made)
    people = book.Book(Rows(line.tribe_id, {})).people_of(line.entry(0))
    for _ in range(ATTEMPTS):
        # Whoever turns out to be concerned besides may come before those who are locked; to lock them in between
        # could end in two that wait for one another. So everybody is let go, and all are locked anew in their order.
        attempt = transaction.savepoint()
        rows = Rows(line.tribe_id, _lock(line.tribe_id, people))
        concerned = book.Book(rows).people_of(line.entry(0))
        if concerned <= people:
            transaction.savepoint_commit(attempt)
            return rows
        transaction.savepoint_rollback(attempt)
        people |= concerned
    raise NotNow("Others are changing this at the moment; try again.")


def _locked_for_favor(line: Line, made: int) -> Rows:
    """The two tallies locked, and what the book will ask for read under the locks, in one go."""
    giver, receiver = line.giver_id, line.receiver_id
    if giver is None or receiver is None:
        raise book.BookError("A favor has somebody who gave it and somebody who received it.")
    asked = of_favor(line.tribe_id, giver, receiver, line.gift, moment_of(made), (made >> SHIFT) - book.PAIR_WINDOW_MS)
    lock = _locking(line.tribe_id, sorted({giver, receiver}))
    found = together([lock, *asked])
    if len(found[0]) < len({giver, receiver}):
        _lock(line.tribe_id, {giver, receiver})
        found = together([lock, *asked])
    tallies = {row[0]: Tally(*row) for row in found[0]}
    return Rows(line.tribe_id, tallies, dict(zip(asked, found[1:], strict=True)))


def _locking(tribe_id: int, people: Sequence[int]) -> Statement:
    """Lock these people's tallies, in the order of their ids."""
    update = "" if connection.vendor == "sqlite" else " FOR UPDATE"
    sql = (
        "SELECT person_id, given, received, open, ahead, clock FROM favors_tally"
        f" WHERE tribe_id = %s AND person_id IN ({', '.join(['%s'] * len(people))}) ORDER BY person_id{update}"
    )
    return sql, (tribe_id, *people)


def _lock(tribe_id: int, people: Iterable[int]) -> dict[int, Tally]:
    """Lock these people's tallies, which are made when they are first needed."""
    wanted = sorted(people)
    lock = _locking(tribe_id, wanted)
    (found,) = together([lock])
    if len(found) < len(wanted):
        make = "INSERT INTO favors_tally (tribe_id, person_id) VALUES (%s, %s) ON CONFLICT DO NOTHING"
        found = together([*((make, (tribe_id, person)) for person in wanted), lock])[-1]
    return {row[0]: Tally(*row) for row in found}


def _at_least(made: int, rows: Rows) -> int:
    """An id later than every entry that concerned one of those who are locked (see ``permissions.holders.next_id``)."""
    latest = max((tally.clock for tally in rows.tallies.values()), default=0)
    return made if made > latest else latest + 1 + secrets.randbelow(1 << SHIFT)
