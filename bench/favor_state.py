"""Ledgers made up fast: a tribe whose people did one another favors, applied in memory and written in bulk.

The entries, and what the book derives from them, stand afterwards as ``services.ledger.enter`` would have left
them, one after the other (``folkmoot.favors.proofs`` agrees).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.db import connection, transaction

from folkmoot.favors.rules.book import Book, BookError, Entry, What
from folkmoot.favors.rules.contract import Contract
from folkmoot.favors.rules.shelf import Shelf
from folkmoot.ids import SHIFT, first_id_at, id_at, moment_of
from folkmoot.people.models import Person
from folkmoot.permissions.models import Holder
from folkmoot.permissions.services import joining
from folkmoot.tribes.models import Membership, Tribe

CHUNK = 10_000  # rows that are written at once
STRIDE = 64  # between the ids of two people
SIZES = (5, 10, 15, 30, 30, 45, 60, 60, 120, 240)  # minutes
Said = Callable[[int], None]


@dataclass(frozen=True)
class People:
    """A tribe and everybody in it; the first is its founder."""

    tribe: Tribe
    ids: list[int]


def people(count: int, name: str, now: datetime) -> People:
    """A tribe of ``count`` people."""
    then = now - timedelta(days=1000)
    made = {"joined_at": then, "password": "!"}
    founder = Person.objects.create(name=f"{name}-0", display_name="Zero", email=f"{name}-0@example.org", **made)
    tribe = joining.found_tribe(founder, f"Bench {name}", "An idea.", ("garden",), then)
    base = id_at(then + timedelta(days=1)) // STRIDE * STRIDE
    rows = [
        Person(id=base + n * STRIDE, name=f"{name}-{n}", display_name=f"N {n}", email=f"{name}-{n}@example.org", **made)
        for n in range(1, count)
    ]
    Person.objects.bulk_create(rows, batch_size=500)
    Holder.objects.bulk_create([Holder(pk=row.pk) for row in rows], batch_size=500, ignore_conflicts=True)
    members = [Membership(tribe=tribe, person=row, role="member", joined_at=then) for row in rows]
    Membership.objects.bulk_create(members, batch_size=500)
    return People(tribe, [founder.pk, *(row.pk for row in rows)])


def history(ids: Sequence[int], count: int, begin: datetime, end: datetime, dice: Random) -> Iterator[Entry]:
    """``count`` favors among these people, with what else is entered in a ledger: of a hundred favors one is
    objected to, which is dismissed or upheld, one is reversed, and one half is forgiven.

    Whoever received more than they gave is the likelier to give, so that most halves are returned after a while.
    """
    balance = dict.fromkeys(ids, 0)
    first, last = first_id_at(begin) >> SHIFT, first_id_at(end) >> SHIFT
    step = (last - first) / count
    recent: list[int] = []
    for n in range(count):
        ms = first + int(n * step)
        one, other, receiver = dice.sample(ids, 3)
        giver = min(one, other, key=balance.__getitem__)
        minutes = dice.choice(SIZES)
        favor = Entry((ms << SHIFT) | 1 << 16, What.FAVOR, giver, receiver, minutes, gift=dice.random() < 0.05)
        balance[giver] += minutes
        balance[receiver] -= minutes
        yield favor
        recent.append(favor.id)
        if n % 100 == 99:
            objected, reversed_, forgiven = dice.sample(recent, 3)
            decision = dice.choice((What.DISMISSED, What.UPHELD))
            yield Entry(favor.id + 1, What.OBJECTION, about=objected)
            yield Entry(favor.id + 2, decision, about=objected)
            yield Entry(favor.id + 3, What.REVERSAL, about=reversed_)
            yield Entry(favor.id + 4, What.FORGIVING, about=forgiven, minutes=dice.choice((5, 10)))
            recent.clear()


def with_one(
    one: int, others: Sequence[int], own: int, count: int, begin: datetime, end: datetime, dice: Random
) -> Iterator[Entry]:
    """``count`` favors among the others, and in between ``own`` of one person with them.

    Half of those are given; of those received a tenth stays open, whatever their number, since so many more minutes
    are received than given.
    """
    first, last = first_id_at(begin) >> SHIFT, first_id_at(end) >> SHIFT
    total = own + count
    step = (last - first) / total
    mine = set(dice.sample(range(total), own))
    gives = False
    for n in range(total):
        ms = first + int(n * step)
        giver, receiver = dice.sample(others, 2)
        minutes = dice.choice(SIZES)
        if n in mine:
            giver, receiver = (one, receiver) if gives else (giver, one)
            minutes = 27 if gives else 30
            gives = not gives
        yield Entry((ms << SHIFT) | 1 << 16, What.FAVOR, giver, receiver, minutes)


def keep(tribe: Tribe, entries: Iterable[Entry], said: Said = lambda done: None) -> Shelf:
    """Apply the entries and write them, and everything that follows from them; what the book refuses is left out."""
    shelf = Shelf()
    book = Book(shelf)
    allowance = Contract().allowance
    taken: list[tuple[Any, ...]] = []
    done = 0
    for entry in entries:
        try:
            book.apply(entry, allowance)
        except BookError:
            continue
        taken.append(_entry(tribe.pk, entry))
        done += 1
        if len(taken) == CHUNK:
            _insert("entry", _ENTRY, taken)
            taken.clear()
            said(done)
    _insert("entry", _ENTRY, taken)
    _derived(tribe.pk, shelf)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    said(done)
    return shelf


def _derived(tribe: int, shelf: Shelf) -> None:
    def own(row: Any, names: str) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in names.split())

    _insert("claim", _CLAIM, ((tribe, *own(row, _CLAIM_OWN)) for row in shelf.claims.values()))
    _insert("giving", _GIVING, ((tribe, *own(row, _GIVING_OWN)) for row in shelf.givings.values()))
    _insert("settlement", _PART, (own(row, _PART_OWN) for row in shelf.parts.values()))
    _insert("tally", _TALLY, ((tribe, *own(row, _TALLY_OWN)) for row in shelf.tallies.values()))


_ENTRY = "id, tribe_id, what, by_id, giver_id, receiver_id, minutes, gift, shared, about_id, promise_id, words, done_at"
_CLAIM = "tribe_id, id, favor_id, debtor_id, creditor_id, minutes, open, forgiven, since, closed, held"
_CLAIM_OWN = "id favor debtor creditor minutes open forgiven since closed held"
_GIVING = "tribe_id, id, giver_id, receiver_id, minutes, free, bound, beyond, granted, state"
_GIVING_OWN = "id giver receiver minutes free bound beyond granted state"
_PART = "claim_id, favor_id, minutes, direct, debtor_id"
_PART_OWN = "claim favor minutes direct debtor"
_TALLY = "tribe_id, person_id, given, received, open, ahead, clock"
_TALLY_OWN = "person given received open ahead clock"


def _entry(tribe: int, entry: Entry) -> tuple[Any, ...]:
    done_at = None if entry.what != What.FAVOR else _moment(moment_of(entry.id))
    head = (entry.id, tribe, int(entry.what), entry.receiver, entry.giver, entry.receiver, entry.minutes or None)
    return (*head, entry.gift, entry.what == What.FAVOR, entry.about, None, "The pump in the yard", done_at)


def _moment(moment: datetime) -> object:
    return connection.ops.adapt_datetimefield_value(moment)


def _insert(table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Write rows as fast as the database takes them."""
    names = f"favors_{table} ({columns})"
    waiting = iter(rows)
    while chunk := list(islice(waiting, CHUNK)):
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.cursor.copy(f"COPY {names} FROM STDIN") as copy:
                    for row in chunk:
                        copy.write_row(row)
            else:
                places = ", ".join(["%s"] * len(columns.split(", ")))
                cursor.executemany(f"INSERT INTO {names} VALUES ({places})", chunk)
