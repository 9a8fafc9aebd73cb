"""What is done with a batch of rows beside the reading of them, often in a process of its own: judge, thank, lay out.

It loads neither a database nor a reader, so that many such processes take little memory.
"""

from collections.abc import Mapping

import pyarrow as pa

from folkmoot.mirror import judge
from folkmoot.mirror.columns import SCHEMAS, Batch, Columns, as_arrow
from folkmoot.mirror.thanks import thanked

Packed = Mapping[str, bytes]  # table -> rows as Arrow's own bytes, which cost nothing to read


def judged(batch: Batch, language: str | None = None) -> dict[str, pa.RecordBatch]:
    """The batch by table, with what the judge says of each post and an act for each thanks.

    language: of posts of which it is not known otherwise.
    """
    given = [written or language for written in batch.languages]
    said: Columns = judge.judge_many(batch.texts, given) if batch.posts else ()
    return as_arrow(Batch(batch.posts, thanked(batch.keys, batch.texts, batch.acts), batch.people), said)


def packed(batch: Batch, language: str | None = None) -> Packed:
    """The same as bytes, to be handed to another process."""
    return {name: rows.serialize().to_pybytes() for name, rows in judged(batch, language).items()}


def unpacked(rows: Packed) -> dict[str, pa.RecordBatch]:
    """What was packed."""
    return {name: pa.ipc.read_record_batch(pa.py_buffer(data), SCHEMAS[name]) for name, data in rows.items()}
