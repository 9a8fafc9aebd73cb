"""The three tables behind a report: posts (with what the judge says of each), acts and people.

Rows are written to Parquet files as they come, so that memory does not grow with the archive, and DuckDB measures these
files where they lie. Archives of one person may overlap: the same post is kept once.
"""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from duckdb.sqltypes import VARCHAR

from folkmoot.mirror.columns import POSTS, SCHEMAS

MEMORY = "400MB"  # what DuckDB may use before it goes to disk
NAMES_AT_MOST = 50_000  # of others, that are looked for in texts
GROUP = 50_000  # rows that are written, and later read, together
# What the judge says belongs to the words it read: of two copies of a post, both come from the same one.
_WORDS = ("text", "language", "purpose", "probability", "p_ask", "gains", "reach", "because")
DIGITS = 20  # of a digest: 80 bits, so that no two people fall together


def _as_it_is(text: str) -> str:
    return text


class _File:
    """A Parquet file that is written in large groups, whatever comes in small ones."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._writer = pq.ParquetWriter(path, schema, compression="lz4")
        self._waiting: list[pa.RecordBatch] = []
        self._schema = schema

    def add(self, rows: pa.RecordBatch) -> None:
        self._waiting.append(rows)
        if sum(batch.num_rows for batch in self._waiting) >= GROUP:
            self._write()

    def _write(self) -> None:
        self._writer.write_table(pa.Table.from_batches(self._waiting, self._schema))
        self._waiting.clear()

    def close(self) -> None:
        if self._writer.is_open:
            self._write()  # also when there is nothing: a file without rows is a table, too
            self._writer.close()


class Tables:
    """The tables while they are filled, and then a connection that sees them as posts, acts and people."""

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        self._folder = folder
        self._files = {name: _File(self._path(name, "raw"), schema) for name, schema in SCHEMAS.items()}
        self.connection = duckdb.connect()
        for setting in (f"memory_limit = '{MEMORY}'", "TimeZone = 'UTC'", "preserve_insertion_order = false"):
            self._run(f"SET {setting}")
        self._run(f"SET temp_directory = {_quoted(folder / 'spill')}")
        if threads:
            self._run(f"SET threads = {int(threads)}")

    def _path(self, name: str, state: str) -> Path:
        return self._folder / f"{name}.{state}.parquet"

    def _run(self, statement: str) -> list[tuple[Any, ...]]:
        """All rows at once: a connection with a result that nobody fetched refuses the next statement."""
        return self.connection.execute(statement).fetchall()

    def _see(self, name: str, query: str) -> None:
        """The table of this name is what the query gives, worked out whenever it is asked."""
        self._run(f"CREATE OR REPLACE VIEW {name} AS {query}")

    def _keep(self, name: str, state: str, query: str) -> None:
        """The table of this name is what the query gives, worked out now."""
        path = self._path(name, state)
        self._run(f"COPY ({query}) TO {_quoted(path)} (FORMAT parquet, COMPRESSION lz4_raw)")
        self._see(name, f"SELECT * FROM read_parquet({_quoted(path)})")

    def add(self, batch: Mapping[str, pa.RecordBatch]) -> None:
        """Append rows, by table."""
        for name, rows in batch.items():
            self._files[name].add(rows)

    def finish(self, since: str | None = None, until: str | None = None) -> None:
        """Make the tables posts, acts and people: each post and each person once, within the days asked for.

        since, until: ISO days in UTC, both inclusive; what has no time is kept.
        """
        for file in self._files.values():
            file.close()
        within = _within(since, until)
        for name in SCHEMAS:
            self._see(f"raw_{name}", f"SELECT * FROM read_parquet({_quoted(self._path(name, 'raw'))})")
        self._once("posts", "hash(key)", f"SELECT * FROM raw_posts WHERE {within}", _one_post)
        self._once("acts", f"hash({_names('acts')})", f"SELECT * FROM raw_acts WHERE {within}", _one_act)
        self._keep(
            "people",
            "once",
            "SELECT key, max(network) AS network, max(name) AS name, max(shown) AS shown, bool_or(me) AS me FROM ("
            "SELECT * FROM raw_people UNION ALL "
            # whoever is only in an act is somebody, too
            "SELECT DISTINCT whom, split_part(whom, ':', 1), NULL, NULL, false FROM raw_acts WHERE whom IS NOT NULL"
            ") GROUP BY key",
        )

    def _once(self, name: str, mark: str, rows: str, one_of: Callable[[str], str]) -> None:
        """Each row once. Most archives hold nothing twice, and looking for that is cheap: only numbers are compared."""
        twice = f"SELECT {mark} FROM ({rows}) GROUP BY 1 HAVING count(*) > 1"
        if not self._run(f"SELECT EXISTS ({twice})")[0][0]:
            self._see(name, rows)
            return
        self._run(f"CREATE TEMP TABLE twice AS {twice.replace(mark, mark + ' AS mark', 1)}")
        alone, several = (f"SELECT * FROM ({rows}) WHERE {mark} {how} (FROM twice)" for how in ("NOT IN", "IN"))
        self._keep(name, "once", f"{alone} UNION ALL {one_of(several)}")
        self._run("DROP TABLE twice")

    def hash_people(self, secret: bytes, hide: Callable[[str], str] = _as_it_is) -> None:
        """Put a keyed digest in the place of everybody's key and name, and of every @name in a text.

        With the secret thrown away nobody can be looked up again, not even by trying out names. hide: takes what else
        names somebody out of a text.
        """
        inner, outer = (hashlib.sha256(secret + part).hexdigest() for part in (b"inner", b"outer"))

        def digest(column: str) -> str:
            # Keyed twice, as in HMAC, so that nothing can be appended to what was digested.
            return f"'p' || left(sha256('{outer}' || sha256('{inner}' || {column})), {DIGITS}) AS {column}"

        def replaced(name: str, *columns: str) -> None:
            said = ", ".join(columns)
            self._keep(name, "hashed", f"SELECT * REPLACE ({said}) FROM {name}")

        replaced("people", digest("key"), "NULL::VARCHAR AS name", "NULL::VARCHAR AS shown")
        replaced("acts", *map(digest, ("who", "whom", "about", "post")))
        self.connection.create_function("hide", hide, [VARCHAR], VARCHAR)
        name = r"[@＠][\pL\pN\pM_.-]+"  # letters of all languages, which \w of DuckDB does not mean
        hidden = [
            f"regexp_replace(hide({column}), '{name}({name})?', '@somebody', 'g') AS {column}"
            for column in ("text", "because")
        ]
        replaced("posts", *map(digest, ("key", "author", "reply_to", "thread")), "NULL::VARCHAR AS url", *hidden)

    def names_of_others(self) -> tuple[list[str], list[str]]:
        """Full names, and handles that are domains, of everybody but the owner: as they may stand in a text."""
        others = f"FROM people WHERE NOT me AND %s LIMIT {NAMES_AT_MOST}"
        full = self._run("SELECT shown " + others % "contains(shown, ' ')")
        handles = self._run("SELECT name " + others % "contains(name, '.') AND NOT contains(name, '@')")
        return [name for (name,) in full], [name for (name,) in handles]

    def write(self, folder: Path) -> list[Path]:
        """Parquet files of the three tables. Returns where they are."""
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for name in SCHEMAS:
            path = folder / f"{name}.parquet"
            self._run(f"COPY (FROM {name}) TO {_quoted(path)} (FORMAT parquet, COMPRESSION zstd)")
            path.chmod(0o600)  # as the report: what somebody wrote for their followers is still theirs
            written.append(path)
        return written

    def count(self, name: str) -> int:
        """Rows of a table."""
        return int(self._run(f"SELECT count(*) FROM {name}")[0][0])

    def close(self) -> None:
        for file in self._files.values():
            file.close()
        self.connection.close()


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _names(table: str) -> str:
    return ", ".join(f'"{name}"' for name in SCHEMAS[table].names)


def _within(since: str | None, until: str | None) -> str:
    bounds = [f"\"at\" >= DATE '{since}'"] if since else []
    bounds += [f"\"at\" < DATE '{until}' + 1"] if until else []
    return f'("at" IS NULL OR ({" AND ".join(bounds)}))' if bounds else "true"


def _one_post(several: str) -> str:
    """One row per key, with the words of one copy (the last in the order of letters) and the highest counts of all."""
    words = ", ".join(f'"{name}" := "{name}"' for name in _WORDS)
    columns = [f'words."{name}"' if name in _WORDS else f'"{name}"' for name in POSTS.names]
    others = [f'max("{name}") AS "{name}"' for name in POSTS.names if name not in (*_WORDS, "key")]
    grouped = f"SELECT key, arg_max(struct_pack({words}), (text, purpose)) AS words, {', '.join(others)}"
    return f"SELECT {', '.join(columns)} FROM ({grouped} FROM ({several}) GROUP BY key)"


def _one_act(several: str) -> str:
    return f"SELECT DISTINCT * FROM ({several})"
