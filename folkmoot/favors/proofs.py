"""F1-F4 proven on the rows: every ledger is rebuilt from its entries, in one pass, and compared with what stands.

A tribe at a time, so that memory grows with the largest ledger and not with the server; each as it stands at one
moment, so that people may go on meanwhile.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from folkmoot.favors.models import ContractVersion, Entry
from folkmoot.favors.rules.book import Book, BookError, State
from folkmoot.favors.rules.book import Entry as BookEntry
from folkmoot.favors.rules.contract import Contract, Version, in_force
from folkmoot.favors.rules.rows import Claim, Giving, Settlement, Tally
from folkmoot.favors.rules.shelf import Shelf
from folkmoot.ids import moment_of

SHOWN = 20
FETCHED = 5_000  # rows at a time

Progress = Callable[[int, int], None]  # entries done, of how many


@dataclass
class Break:
    """Rows that break an invariant: which, how many, and the first of them."""

    invariant: str
    sentence: str
    count: int = 0
    rows: list[str] = field(default_factory=list)

    def add(self, row: str) -> None:
        """One more."""
        self.count += 1
        if self.count <= SHOWN:
            self.rows.append(row)


def breaks(progress: Progress = lambda done, of: None) -> Iterator[Break]:
    """Everything that breaks F1-F4, over all tribes."""
    found = {
        "F1": Break("F1", "tribes whose minutes given are not the minutes received"),
        "F2 claims": Break("F2", "claims that are settled, forgiven and open for more or less than their minutes"),
        "F2 favors": Break("F2", "favors that settle, or keep ahead, more or less than their minutes"),
        "F3 entries": Break("F3", "entries that the ledger could not have taken"),
        "F3 rows": Break("F3", "derived rows that are not what the entries come to"),
        "F4": Break("F4", "tables of the ledger that the database does not protect from changes"),
    }
    of = Entry.objects.count()
    done = 0
    for tribe_id in _tribes():
        done_here = 0
        with _one_moment():
            for done_here in _rebuild_and_compare(tribe_id, found):
                progress(done + done_here, max(of, done + done_here))
        done += done_here
    for table in _unprotected():
        found["F4"].add(table)
    yield from (kind for kind in found.values() if kind.count)


@contextmanager
def _one_moment() -> Iterator[None]:
    """Everything that is read meanwhile is of one moment, and nobody who writes waits for it."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # ``atomic`` would take the writers' turn
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def _tribes() -> list[int]:
    """Every tribe that has a ledger, or rows that pretend so."""
    tables = ("favors_entry", "favors_claim", "favors_giving", "favors_tally")
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(f"SELECT DISTINCT tribe_id FROM {table}" for table in tables))
        return sorted(row[0] for row in cursor.fetchall())


def _rebuild_and_compare(tribe_id: int, found: dict[str, Break]) -> Iterator[int]:
    shelf = Shelf()
    done = 0
    for done in rebuild(tribe_id, shelf, found["F3 entries"]):
        yield done
    given = sum(tally.given for tally in shelf.tallies.values())
    received = sum(tally.received for tally in shelf.tallies.values())
    if given != received:
        found["F1"].add(f"tribe {tribe_id}: {given} given, {received} received")
    _sums(shelf, found)
    compare(tribe_id, shelf, found["F3 rows"])
    yield done


def rebuild(tribe_id: int, shelf: Shelf, refused: Break) -> Iterator[int]:
    """Apply a tribe's entries in their order to an empty shelf; says now and then how many were applied."""
    book = Book(shelf)
    made = ContractVersion.objects.filter(tribe_id=tribe_id, withdraws=None).order_by("id")
    versions = [
        Version(Contract(patience, allowance, crowd), from_at, taken_back)
        for patience, allowance, crowd, from_at, taken_back in made.values_list(
            "patience", "allowance", "crowd", "from_at", "withdrawn_by__made_at"
        )
    ]
    allowance = in_force([], moment_of(0)).allowance
    done = 0
    entries = Entry.objects.filter(tribe_id=tribe_id).order_by("id")
    columns = ("id", "what", "giver_id", "receiver_id", "minutes", "gift", "about_id")
    for id_, what, giver, receiver, minutes, gift, about in entries.values_list(*columns).iterator(FETCHED):
        if versions:
            allowance = in_force(versions, moment_of(id_)).allowance
        try:
            book.apply(BookEntry(id_, what, giver, receiver, minutes or 0, gift, about), allowance)
        except BookError as problem:
            refused.add(f"entry {id_}: {problem}")
        done += 1
        if done % FETCHED == 0:
            yield done
    yield done


def _sums(shelf: Shelf, found: dict[str, Break]) -> None:
    settled: dict[int, int] = {}
    spent: dict[int, int] = {}
    for part in shelf.parts.values():
        settled[part.claim] = settled.get(part.claim, 0) + part.minutes
        spent[part.favor] = spent.get(part.favor, 0) + part.minutes
    for claim in shelf.claims.values():
        rest = claim.minutes - claim.forgiven
        if claim.open + settled.get(claim.id, 0) != (0 if claim.held else rest):
            found["F2 claims"].add(f"claim {claim.id}")
    for giving in shelf.givings.values():
        counted = giving.free + giving.bound + spent.get(giving.id, 0)
        if counted != (giving.minutes if giving.state == State.COUNTS else 0):
            found["F2 favors"].add(f"favor {giving.id}")


def compare(tribe_id: int, shelf: Shelf, different: Break) -> None:
    """Hold every stored row of a tribe to the rebuilt one, and miss none."""
    stored: dict[str, tuple[str, Callable[[tuple[Any, ...]], bool], Collection[Any], int]] = {
        "claim": (
            "SELECT id, favor_id, debtor_id, creditor_id, minutes, open, forgiven, since, closed, held"
            " FROM favors_claim WHERE tribe_id = %s",
            lambda row: _same_claim(shelf.claims.get(row[0]), row),
            shelf.claims,
            1,
        ),
        "giving": (
            "SELECT id, giver_id, receiver_id, minutes, free, bound, beyond, granted, state"
            " FROM favors_giving WHERE tribe_id = %s",
            lambda row: _same_giving(shelf.givings.get(row[0]), row),
            shelf.givings,
            1,
        ),
        "settlement": (
            "SELECT s.claim_id, s.favor_id, s.minutes, s.direct, s.debtor_id FROM favors_settlement s"
            " LEFT JOIN favors_claim c ON c.id = s.claim_id LEFT JOIN favors_entry e ON e.id = s.favor_id"
            " WHERE COALESCE(c.tribe_id, e.tribe_id) = %s",
            lambda row: _same_part(shelf.parts.get((row[0], row[1])), row),
            shelf.parts,
            2,
        ),
        "tally": (
            "SELECT person_id, given, received, open, ahead, clock FROM favors_tally WHERE tribe_id = %s",
            lambda row: _same_tally(shelf.tallies.get(row[0]), row),
            shelf.tallies,
            1,
        ),
    }
    for name, (sql, same, rebuilt, size) in stored.items():
        seen = 0
        for row in _stream(sql, tribe_id):
            if name == "tally" and not any(row[1:]):
                continue  # made for an entry that was refused
            seen += _key(row, size) in rebuilt
            if not same(row):
                different.add(f"{name} {_named(row[:size])} of tribe {tribe_id}")
        if seen < len(rebuilt):
            there = {_key(row, size) for row in _stream(sql, tribe_id)}
            for key in rebuilt:
                if key not in there:
                    named = _named(key if isinstance(key, tuple) else (key,))
                    different.add(f"{name} {named} of tribe {tribe_id}, which is not there")


def _key(row: tuple[Any, ...], size: int) -> Any:
    """As the shelf has it."""
    return row[0] if size == 1 else tuple(row[:size])


def _named(key: tuple[Any, ...]) -> str:
    return ", ".join(str(value) for value in key)


def _stream(sql: str, tribe_id: int) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, [tribe_id])
        while rows := cursor.fetchmany(FETCHED):
            yield from rows


def _same_claim(claim: Claim | None, row: tuple[Any, ...]) -> bool:
    return claim is not None and (*tuple(row[:9]), bool(row[9])) == (
        claim.id,
        claim.favor,
        claim.debtor,
        claim.creditor,
        claim.minutes,
        claim.open,
        claim.forgiven,
        claim.since,
        claim.closed,
        claim.held,
    )


def _same_giving(giving: Giving | None, row: tuple[Any, ...]) -> bool:
    return giving is not None and tuple(row) == (
        giving.id,
        giving.giver,
        giving.receiver,
        giving.minutes,
        giving.free,
        giving.bound,
        giving.beyond,
        giving.granted,
        int(giving.state),
    )


def _same_part(part: Settlement | None, row: tuple[Any, ...]) -> bool:
    return part is not None and (row[2], bool(row[3]), row[4]) == (part.minutes, part.direct, part.debtor)


def _same_tally(tally: Tally | None, row: tuple[Any, ...]) -> bool:
    return tally is not None and tuple(row[1:]) == (tally.given, tally.received, tally.open, tally.ahead, tally.clock)


def _unprotected() -> list[str]:
    """Tables of the ledger without the triggers that refuse changes."""
    if connection.vendor == "sqlite":
        sql = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        wanted = {table: {f"{table}_no_{verb}" for verb in ("update", "delete", "replace")} for table in APPEND_ONLY}
    else:
        sql = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        wanted = {table: {f"{table}_append_only"} for table in APPEND_ONLY}
    with connection.cursor() as cursor:
        cursor.execute(sql)
        there = {row[0] for row in cursor.fetchall()}
    return [table for table, names in wanted.items() if not names <= there]


APPEND_ONLY = ("favors_entry", "favors_contractversion")
