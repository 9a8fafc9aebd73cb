"""Files as values that can be changed and written again: JSON, JSON behind a few words, lines, tables, repositories."""

import copy
import csv
import io
import json
from collections.abc import Callable
from typing import Any, NamedTuple

from hypothesis import strategies as st

from folkmoot.mirror.readers import Reader
from tests.mirror.fuzz.made import MADE, RECORDS
from tests.mirror.fuzz.targets import fixtures_of
from tests.mirror.readers.cars import ME, encoded, repository
from tests.mirror.readers.mutated import ODD


class Document(NamedTuple):
    """A file that a reader knows."""

    role: str
    name: str
    value: Any
    written: Callable[[Any], bytes]


def documents(reader: Reader) -> list[Document]:
    """Every fixture and made file of a reader."""
    if reader.NETWORK == "bluesky":
        return [Document("repo", "repo.car", RECORDS, _repository)]
    found = [_document(role, path.name, path.read_bytes()) for role, path in fixtures_of(reader)]
    return found + [_document(*made) for made in MADE.get(reader.NETWORK, ())]


def _document(role: str, name: str, data: bytes) -> Document:
    text = data.decode("utf-8-sig")
    if name.endswith(".jsonl"):
        first, *rest = text.splitlines()
        kept = first + "\n" if first.startswith('{"folkmoot"') else ""  # the line that says what it is
        return Document(role, name, _parsed(rest if kept else [first, *rest]), lambda value: _lines(kept, value))
    if name.endswith(".csv"):
        return Document(role, name, list(csv.reader(io.StringIO(text))), _table)
    begin = min(at for at in (text.find("["), text.find("{")) if at >= 0)
    return Document(role, name, json.loads(text[begin:]), lambda value: (text[:begin] + json.dumps(value)).encode())


def _parsed(lines: list[str]) -> list[Any]:
    return [json.loads(line) if line[:1] in "[{" else line for line in lines]


def _lines(kept: str, value: Any) -> bytes:
    return (kept + "".join(json.dumps(entry) + "\n" for entry in listed(value))).encode()


def _table(value: Any) -> bytes:
    file = io.StringIO()
    csv.writer(file, escapechar="\\").writerows(
        [str(cell) for cell in (row if isinstance(row, list) else [row])] for row in listed(value)
    )
    return file.getvalue().encode("utf-8", "replace")


def _repository(value: Any) -> bytes:
    records = value if isinstance(value, dict) else {"app.bsky.feed.post/3a": value}
    return repository({str(key)[:500] or "a": _storable(record) for key, record in records.items()}, ME)


def _storable(value: Any) -> Any:
    """What CBOR can hold of a value of JSON."""
    if isinstance(value, dict):
        return {_storable(str(key)): _storable(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_storable(entry) for entry in value]
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, int) and not -(1 << 64) <= value < 1 << 64:
        return float("inf")
    encoded(value)
    return value


def listed(value: Any) -> list[Any]:
    """A list as it is; anything else as a list of one."""
    return value if isinstance(value, list) else [value]


ANYTHING = st.recursive(
    st.one_of(
        st.sampled_from(ODD),
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=20),
        st.datetimes().map(str),
        st.from_regex(r"at://did:plc:[a-z]{1,5}/app\.bsky\.feed\.post/[a-z2-7]{1,13}", fullmatch=True),
        st.from_regex(r"https://[a-z]{1,5}\.example/(@|users/)[a-z]{0,3}(/statuses/[0-9])?", fullmatch=True),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def changed(draw: st.DrawFn, value: Any) -> Any:
    """A copy in which up to four values at any place are others, of any type; or names, or gone, or doubled."""
    root = {"all": json.loads(json.dumps(value))}
    for _ in range(draw(st.integers(1, 4))):
        places = _places(root)
        holder, key = places[draw(st.integers(0, len(places) - 1))]
        way = draw(st.sampled_from(("replace", "replace", "replace", "remove", "rename", "wrap", "move", "double")))
        if way == "replace" or holder is root:
            holder[key] = copy.deepcopy(draw(ANYTHING))  # what is drawn is drawn again
        elif way == "remove":
            holder.pop(key)
        elif way == "rename" and isinstance(holder, dict):
            holder[draw(st.text(max_size=8))] = holder.pop(key)
        elif way == "wrap":
            holder[key] = [holder[key]]
        elif way == "move":
            other, at = places[draw(st.integers(0, len(places) - 1))]
            holder[key] = json.loads(json.dumps(other[at])) if _has(other, at) else None
        elif isinstance(holder, list):
            holder.append(holder[key])
    return root["all"]


def _has(holder: Any, key: Any) -> bool:
    return key in holder if isinstance(holder, dict) else key < len(holder)


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every (holder, key or index) within, without recursion."""
    found, waiting = [], [value]
    while waiting:
        holder = waiting.pop()
        for key, inner in list(holder.items() if isinstance(holder, dict) else enumerate(holder)):
            found.append((holder, key))
            if isinstance(inner, dict | list):
                waiting.append(inner)
    return found
