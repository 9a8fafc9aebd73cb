"""Entering something in a tribe's ledger: one transaction, and nobody it concerns is concerned by another meanwhile.

Whose tallies an entry may touch is locked first, in one order everywhere. Under those locks its id is later than
that of every entry which concerned one of them; so the order of ids is the order of events for everybody, and
rebuilding the book from the entries in the order of their ids comes to the same rows (F3).
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from folkmoot.favors.rules import book
from folkmoot.favors.rules.contract import Contract
from folkmoot.favors.selectors.contract import contract_at
from folkmoot.favors.services.rows import Rows
from folkmoot.ids import SHIFT, id_at, moment_of
from folkmoot.tribes.services import NotNow

ATTEMPTS = 10

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


def enter(line: Line, now: datetime | None = None) -> int:
    """Enter it, with all that follows from it; the entry's id. The caller's transaction is joined.

    Raises NotNow, with a sentence, for what the ledger cannot take as things stand.
    """
    now = now or timezone.now()
    with transaction.atomic(), connection.cursor() as cursor:
        try:
            rows = _locked(cursor, line)
            id_ = _next_id(rows, now)
            contract = contract_at(line.tribe_id, moment_of(id_))
            return _enter(cursor, line, id_, rows, contract)
        except book.BookError as problem:
            raise NotNow(str(problem)) from None


def _enter(cursor: CursorWrapper, line: Line, id_: int, rows: Rows, contract: Contract) -> int:
    book.Book(rows).apply(line.entry(id_), contract.allowance)
    done_at = None if line.done_at is None else connection.ops.adapt_datetimefield_value(line.done_at)
    values = [id_, line.tribe_id, int(line.what), line.by_id, line.giver_id, line.receiver_id, line.minutes or None]
    more = [line.gift, line.shared, line.about_id, line.promise_id, line.words, done_at]
    cursor.execute(_INSERT, [*values, *more])
    rows.write()
    return id_


def _locked(cursor: CursorWrapper, line: Line) -> Rows:
    """The rows of everybody whom the entry concerns, locked; and they are still whom it concerns."""
    if line.what == book.What.FAVOR:
        people = {id_ for id_ in (line.giver_id, line.receiver_id) if id_ is not None}
        return Rows(cursor, line.tribe_id, _lock(cursor, line.tribe_id, people))
    people = book.Book(Rows(cursor, line.tribe_id, {})).people_of(line.entry(0))
    for _ in range(ATTEMPTS):
        rows = Rows(cursor, line.tribe_id, _lock(cursor, line.tribe_id, people))
        concerned = book.Book(rows).people_of(line.entry(0))
        if concerned <= people:
            return rows
        people |= concerned
    raise NotNow("Others are changing this at the moment; try again.")


def _lock(cursor: CursorWrapper, tribe_id: int, people: Iterable[int]) -> dict[int, book.Tally]:
    """Lock these people's tallies in the order of their ids, which are made when they are first needed."""
    wanted = sorted(people)
    places = ", ".join(["%s"] * len(wanted))
    update = "" if connection.vendor == "sqlite" else " FOR UPDATE"
    sql = (
        "SELECT person_id, given, received, open, ahead, clock FROM favors_tally"
        f" WHERE tribe_id = %s AND person_id IN ({places}) ORDER BY person_id{update}"
    )
    cursor.execute(sql, [tribe_id, *wanted])
    found = cursor.fetchall()
    if len(found) < len(wanted):
        cursor.executemany(
            "INSERT INTO favors_tally (tribe_id, person_id) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [[tribe_id, person] for person in wanted],
        )
        cursor.execute(sql, [tribe_id, *wanted])
        found = cursor.fetchall()
    return {row[0]: book.Tally(*row) for row in found}


def _next_id(rows: Rows, now: datetime) -> int:
    """An id later than every entry that concerned one of those who are locked (see ``permissions.holders.next_id``)."""
    made = id_at(now)
    latest = max((tally.clock for tally in rows.tallies.values()), default=0)
    return made if made > latest else latest + 1 + secrets.randbelow(1 << SHIFT)
