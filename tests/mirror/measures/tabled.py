"""Tables from a few rows that a test writes down, with what a judge would have said of them."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from folkmoot.mirror.columns import as_arrow, batches
from folkmoot.mirror.measures.engines import Archive, on_duckdb
from folkmoot.mirror.rows import Act, Person, Post, Row
from folkmoot.mirror.tables import Tables

ME = "n:me"


class Said(NamedTuple):
    """What the judge says of a post."""

    purpose: str
    gains: str | None = None
    reach: str | None = None


NOTHING = Said("none")
MASS_ASK = Said("ask", "self", "crowd")


@contextmanager
def tables_of(rows: Iterable[Row], said: Mapping[str, Said] | None = None) -> Iterator[Tables]:
    """The rows in tables that are not finished yet. said: by the key of a post."""
    with tempfile.TemporaryDirectory() as folder:
        tables = Tables(Path(folder))
        try:
            for batch in batches(rows):
                of = [(said or {}).get(key, NOTHING) for key in batch.keys]
                judged: Sequence[Sequence[object]] = (
                    [one.purpose for one in of],
                    [0.9] * len(of),
                    [0.9 if one.purpose == "ask" else 0.1 for one in of],
                    [one.gains for one in of],
                    [one.reach for one in of],
                    [None] * len(of),
                )
                tables.add(as_arrow(batch, judged))
            yield tables
        finally:
            tables.close()


@contextmanager
def archive_of(rows: Iterable[Row], said: Mapping[str, Said] | None = None) -> Iterator[Archive]:
    """The rows as the measures see them."""
    with tables_of(rows, said) as tables:
        tables.finish()
        yield on_duckdb(tables.connection)


def owner(key: str = ME) -> Person:
    """Whose archive it is."""
    return Person(key, "n", key.removeprefix("n:"), me=True)


def day(number: int, hour: int = 12) -> datetime:
    """A moment some days after a Monday."""
    return datetime.fromtimestamp(datetime(2024, 1, 1, hour, tzinfo=UTC).timestamp() + number * 86_400, UTC)


def post(number: int, at: datetime | None = None, **more: object) -> Post:
    """A post of the owner."""
    return Post(f"n:{number}", "n", ME, at, f"words {number}", **more)  # type: ignore[arg-type]  # fields of Post


def act(kind: str, whom: str | None, at: datetime | None = None, who: str = ME, of: int | None = None) -> Act:
    """What the owner (or who) did to somebody."""
    return Act(kind, who, whom, at, None if of is None else f"n:{of}")  # type: ignore[arg-type]  # an ActKind
