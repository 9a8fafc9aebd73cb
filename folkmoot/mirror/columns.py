"""Rows as columns: what the three tables hold, and how rows are gathered to be judged and kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import pyarrow as pa

from folkmoot.mirror.rows import Act, Person, Post, Row

BATCH = 5_000  # rows
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
SCHEMAS: Mapping[str, pa.Schema] = {"posts": POSTS, "acts": ACTS, "people": PEOPLE}
Columns = Sequence[Sequence[object]]
_KEY, _TEXT, _LANGUAGE = (Post._fields.index(name) for name in ("key", "text", "language"))


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows as columns, in the order of POSTS (without the judge's), ACTS and PEOPLE. No rows, no columns."""

    posts: Columns
    acts: Columns
    people: Columns

    @property
    def keys(self) -> Sequence[str]:
        return cast(Sequence[str], self._of_posts(_KEY))

    @property
    def texts(self) -> Sequence[str]:
        return cast(Sequence[str], self._of_posts(_TEXT))

    @property
    def languages(self) -> Sequence[str | None]:
        return cast(Sequence[str | None], self._of_posts(_LANGUAGE))

    def _of_posts(self, column: int) -> Sequence[object]:
        return self.posts[column] if self.posts else ()


def batches(rows: Iterable[Row], size: int = BATCH) -> Iterator[Batch]:
    """Rows, some thousand at a time. What a post does (its acts, which follow it) is in the post's own batch."""
    of: dict[type, list[Row]] = {Post: [], Act: [], Person: []}
    count = 0
    post: str | None = None
    for row in rows:
        if count >= size and not (isinstance(row, Act) and post is not None and row.post == post):
            yield _batch(of)
            of, count = {Post: [], Act: [], Person: []}, 0
        if isinstance(row, Post):
            post = row.key
        of[type(row)].append(row)
        count += 1
    if count:
        yield _batch(of)


def _batch(of: dict[type, list[Row]]) -> Batch:
    posts, acts, people = (list(zip(*of[kind], strict=True)) for kind in (Post, Act, Person))
    return Batch(posts, acts, people)


def as_arrow(batch: Batch, judged: Columns) -> dict[str, pa.RecordBatch]:
    """The batch by table, those without rows left out. judged: the judge's columns for its posts, in order."""
    columns = {
        "posts": [*batch.posts, *judged] if batch.posts else (),
        "acts": batch.acts,
        "people": batch.people,
    }
    return {
        name: pa.RecordBatch.from_arrays(
            [pa.array(column, field.type) for column, field in zip(columns[name], schema, strict=True)], schema=schema
        )
        for name, schema in SCHEMAS.items()
        if columns[name]
    }
