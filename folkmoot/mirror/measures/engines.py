"""Where the tables are measured: DuckDB on this machine or, with the extra, Spark on a cluster. One code for both."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import ibis
import ibis.expr.types as ir

from folkmoot.mirror.notes import MirrorError

Engine = Literal["duckdb", "spark"]


@dataclass(frozen=True)
class Archive:
    """The three tables as an engine sees them."""

    posts: ir.Table
    acts: ir.Table
    people: ir.Table

    @cached_property
    def mine(self) -> tuple[str, ...]:
        """Keys of the owner: one for each account, asked once, since everything else begins with them."""
        keys = self.people.filter(self.people.me).select("key").to_pyarrow()["key"].to_pylist()
        return tuple(sorted(keys))

    @property
    def own(self) -> ir.Table:
        """Posts that the owner wrote."""
        return self.posts.filter(self._is_me(self.posts.author))

    @property
    def by_me(self) -> ir.Table:
        """Acts of the owner that concern somebody else, or nobody knows whom."""
        return self.without_me(self.acts.filter(self._is_me(self.acts.who)), "whom")

    @property
    def to_me(self) -> ir.Table:
        """Acts of others that concern the owner."""
        return self.without_me(self.acts.filter(self._is_me(self.acts.whom)), "who")

    def without_me(self, acts: ir.Table, side: str) -> ir.Table:
        """The acts in which the owner is not the one on this side (who, whom)."""
        return acts.filter(~self._is_me(acts[side]))

    def _is_me(self, key: ir.StringValue) -> ir.BooleanValue:
        return key.isin(self.mine).fill_null(False) if self.mine else ibis.literal(False)


def on_duckdb(connection: Any) -> Archive:
    """The tables of an open DuckDB connection."""
    backend = ibis.duckdb.from_connection(connection)
    return Archive(backend.table("posts"), backend.table("acts"), backend.table("people"))


@contextmanager
def on_parquet(folder: Path, engine: Engine) -> Iterator[Archive]:
    """The tables in three Parquet files. Raises MirrorError when the engine is not installed."""
    files = [folder / f"{name}.parquet" for name in ("posts", "acts", "people")]
    if engine == "duckdb":
        backend = ibis.duckdb.connect()
        try:
            yield Archive(*(backend.read_parquet(file) for file in files))
        finally:
            backend.disconnect()
        return
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise MirrorError(
            "--engine spark needs the extra: pip install 'folkmoot[cluster]', and Java 17 or newer."
        ) from None
    session = (
        SparkSession.builder.appName("folkmoot mirror")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    try:
        backend = ibis.pyspark.connect(session)
        yield Archive(*(backend.read_parquet(str(file)) for file in files))
    finally:
        session.stop()
