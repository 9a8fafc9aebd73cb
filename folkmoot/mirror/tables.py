"""The three tables behind a report: posts (with what the judge says of each), acts and people.

Rows go through DuckDB in batches, so that memory does not grow with the archive; they come out as tables to measure or
as Parquet files to keep. Archives of one person may overlap: the same post is kept once.
"""

import hashlib
import hmac
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from folkmoot.mirror.rows import Act, Person, Post, Row

BATCH = 5_000  # rows
MEMORY = "400MB"  # what DuckDB may use before it goes to disk
_AT = pa.timestamp("us", "UTC")

POSTS = pa.schema(
    [
        ("key", pa.string()),
        ("network", pa.string()),
        ("author", pa.string()),
        ("at", _AT),
        ("text", pa.string()),
        ("language", pa.string()),
        ("reply_to", pa.string()),
        ("thread", pa.string()),
        ("audience", pa.string()),
        ("poll", pa.bool_()),
        ("likes", pa.int64()),
        ("reposts", pa.int64()),
        ("answers", pa.int64()),
        ("url", pa.string()),
        # what the judge says
        ("purpose", pa.string()),  # give | talk | offer | ask | say | none | not_judged
        ("probability", pa.float32()),
        ("p_ask", pa.float32()),
        ("gains", pa.string()),  # self | other | all, of asks
        ("reach", pa.string()),  # person | crowd, of asks
        ("because", pa.string()),
    ]
)
ACTS = pa.schema(
    [
        ("kind", pa.string()),
        ("who", pa.string()),
        ("whom", pa.string()),
        ("at", _AT),
        ("post", pa.string()),
        ("about", pa.string()),
    ]
)
PEOPLE = pa.schema(
    [("key", pa.string()), ("network", pa.string()), ("name", pa.string()), ("shown", pa.string()), ("me", pa.bool_())]
)
SCHEMAS = {"posts": POSTS, "acts": ACTS, "people": PEOPLE}
OWN = len(Post._fields)  # columns of posts before the judge's


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows as columns, in the order of POSTS (without the judge's), ACTS and PEOPLE."""

    posts: list[tuple[object, ...]]
    acts: list[tuple[object, ...]]
    people: list[tuple[object, ...]]

    @property
    def texts(self) -> Sequence[str]:
        return self.posts[Post._fields.index("text")] if self.posts else ()  # type: ignore[return-value]

    @property
    def languages(self) -> Sequence[str | None]:
        return self.posts[Post._fields.index("language")] if self.posts else ()  # type: ignore[return-value]


def batches(rows: Iterable[Row], size: int = BATCH) -> Iterator[Batch]:
    """Rows, some thousand at a time."""
    waiting = iter(rows)
    while chunk := list(itertools.islice(waiting, size)):
        of: dict[type, list[Row]] = {Post: [], Act: [], Person: []}
        for row in chunk:
            of[type(row)].append(row)
        yield Batch(_columns(of[Post]), _columns(of[Act]), _columns(of[Person]))


def _columns(rows: list[Row]) -> list[tuple[object, ...]]:
    return list(zip(*rows, strict=True))


class Tables:
    """The tables while they are filled, in a database of their own."""

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        self.path = folder / "mirror.duckdb"
        self.connection = duckdb.connect(str(self.path))
        for setting in (f"memory_limit = '{MEMORY}'", "TimeZone = 'UTC'", "preserve_insertion_order = false"):
            self._run(f"SET {setting}")
        self._run(f"SET temp_directory = '{str(folder / 'spill').replace(chr(39), chr(39) * 2)}'")
        if threads:
            self._run(f"SET threads = {int(threads)}")
        for name, schema in SCHEMAS.items():
            self.connection.register("empty", schema.empty_table())
            self._run(f"CREATE TABLE raw_{name} AS SELECT * FROM empty")
            self.connection.unregister("empty")

    def _run(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows at once: a connection with a result that nobody fetched refuses the next statement."""
        return self.connection.execute(statement, list(values)).fetchall()

    def add(self, batch: Batch, judged: Sequence[Sequence[object]]) -> None:
        """Append a batch; judged: the judge's columns for its posts, in the order of POSTS."""
        columns: dict[str, list[Any]] = {
            "posts": [*batch.posts, *judged] if batch.posts else [],
            "acts": batch.acts,
            "people": batch.people,
        }
        for name, schema in SCHEMAS.items():
            if columns[name]:
                arrays = [pa.array(column, field.type) for column, field in zip(columns[name], schema, strict=True)]
                self.connection.register("rows", pa.table(arrays, schema=schema))
                self._run(f"INSERT INTO raw_{name} SELECT * FROM rows")
                self.connection.unregister("rows")

    def finish(self, since: str | None = None, until: str | None = None) -> None:
        """Make the tables posts, acts and people: each post and each person once, within the days asked for.

        since, until: ISO days in UTC, both inclusive; what has no time is kept.
        """
        run = self._run
        within = (
            '("at" IS NULL OR ("at" >= coalesce(?::DATE, \'1900-01-01\')'
            " AND \"at\" < coalesce(?::DATE, '2200-01-01') + 1))"
        )
        run(
            # any_value: of several copies, whichever has the counts; grouping is by far faster than a window
            "CREATE TABLE posts AS SELECT key, "
            + ", ".join(
                f'{"max" if field.type == pa.int64() else "any_value"}("{field.name}") AS "{field.name}"'
                for field in POSTS
                if field.name != "key"
            )
            + f" FROM raw_posts WHERE {within} GROUP BY key",
            [since, until],
        )
        run(f"CREATE TABLE acts AS SELECT DISTINCT * FROM raw_acts WHERE {within}", [since, until])
        run(
            "CREATE TABLE people AS SELECT key, any_value(network) AS network, any_value(name) AS name, "
            "any_value(shown) AS shown, bool_or(me) AS me FROM ("
            "SELECT * FROM raw_people UNION ALL "
            # whoever is only in an act is somebody, too
            "SELECT DISTINCT whom, split_part(whom, ':', 1), NULL, NULL, false FROM raw_acts WHERE whom IS NOT NULL"
            ") GROUP BY key"
        )
        for name in SCHEMAS:
            run(f"DROP TABLE raw_{name}")

    def hash_people(self, secret: bytes) -> None:
        """Put a keyed digest in the place of everybody's key and name, and of every @name in a text.

        With the secret thrown away nobody can be looked up again, not even by trying out names.
        """

        def digest(key: str) -> str:
            return "p" + hmac.new(secret, key.encode(), hashlib.sha256).hexdigest()[:20]

        self.connection.create_function("digest", digest, [str], str)
        run = self._run
        run("UPDATE people SET key = digest(key), name = NULL, shown = NULL")
        run("UPDATE acts SET who = digest(who), whom = digest(whom), about = digest(about), post = digest(post)")
        run(
            "UPDATE posts SET key = digest(key), author = digest(author), reply_to = digest(reply_to), "
            "thread = digest(thread), url = NULL, "
            r"text = regexp_replace(text, '@[\w.-]+(@[\w.-]+)?', '@somebody', 'g')"
        )

    def write(self, folder: Path) -> list[Path]:
        """Parquet files of the three tables. Returns where they are."""
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for name in SCHEMAS:
            path = folder / f"{name}.parquet"
            self.connection.table(name).write_parquet(str(path), compression="zstd")
            written.append(path)
        return written

    def count(self, name: str) -> int:
        """Rows of a table."""
        return int(self._run(f"SELECT count(*) FROM {name}")[0][0])

    def close(self) -> None:
        self.connection.close()
