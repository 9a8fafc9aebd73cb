"""JSON as a stream: the values of the standard library, whatever the pieces in which the bytes come."""

import io
import json
import random
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.mirror import jsonstream
from folkmoot.mirror.jsonstream import BrokenJson, values
from folkmoot.mirror.notes import Damaged

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


class Pieces(io.RawIOBase):
    """A stream that gives a few bytes at a time, and then, maybe, breaks off."""

    def __init__(self, data, size, broken=None):
        self.data, self.size, self.broken = data, size, broken

    def read1(self, _size):
        piece, self.data = self.data[: self.size], self.data[self.size :]
        if not piece and self.broken is not None:
            raise self.broken
        return piece


def expected(value):
    if isinstance(value, list):
        return [(None, entry) for entry in value]
    return [
        pair
        for key, inner in value.items()
        for pair in ([(key, entry) for entry in inner] if isinstance(inner, list) else [(key, inner)])
    ]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(JSON, max_size=5) | st.dictionaries(st.text(max_size=5), JSON, max_size=5),
    st.integers(1, 40),
    st.booleans(),
)
def test_every_value_is_handed_out_however_the_bytes_are_cut(value, size, escaped):
    data = json.dumps(value, ensure_ascii=escaped).encode("utf-8", "surrogatepass")
    if not escaped:
        value = json.loads(data.decode("utf-8", "replace"))
    was = jsonstream.CHUNK
    jsonstream.CHUNK = size
    try:
        assert list(values(Pieces(data, size))) == expected(value)
    finally:
        jsonstream.CHUNK = was


def test_what_comes_before_is_passed_over():
    assert list(values(io.BytesIO(b"window.YTD.x.part0 = [ 1, 2 ]"), skip_to=" = ")) == [(None, 1), (None, 2)]
    assert list(values(io.BytesIO(b"window.YTD.x.part0 = [ ]"), skip_to=" = ")) == []


@pytest.mark.parametrize(
    ("text", "before", "why"),
    [
        (b"", [], "it is empty at character 0"),
        (b"  \n", [], "it is empty at character 3"),
        (b"7", [], "it begins neither as an object nor as a list"),
        (b"[1, 2", [1, 2], "it ends too early at character 5"),
        (b"[1, 2,", [1, 2], "it ends too early at character 6"),
        (b'[1, "ab', [1], "it ends too early at character 4"),
        (b"[1, tru]", [1], "it is not JSON at character 4"),
        (b'[1, {"a" 2}, 3]', [1], "it is not JSON at character 4"),
        (b"[1 2]", [1], "expected ']' and found '2' at character 3"),
        (b'{"a": 1', [1], "it ends too early at character 7"),
        (b'{"a" 1}', [], "expected ':' and found '1'"),
        (b"{1: 2}", [], "a key is no text"),
        (b'{"a": [1, 2}', [1, 2], "expected ']' and found '}'"),
    ],
)
def test_where_the_text_stops_being_json_is_told_after_what_came_before(text, before, why):
    found = []
    with pytest.raises(BrokenJson) as problem:
        for _, value in values(io.BytesIO(text)):
            found.append(value)
    assert found == before
    assert str(problem.value).startswith(why)


def test_a_mistake_at_the_beginning_of_a_large_file_is_found_at_once():
    class Endless(io.RawIOBase):
        read = 0

        def read1(self, size):
            self.read += size
            return b'[1, nonsense, "' + b"x" * (size - 15)

    stream = Endless()
    with pytest.raises(BrokenJson):
        list(values(stream))
    assert stream.read <= jsonstream.CHUNK


def test_damage_of_the_stream_is_a_mistake_of_the_text_unless_it_is_told_of():
    data = b'[1, 2, {"a'
    with pytest.raises(BrokenJson, match=r"the bytes are gone at character 7"):
        list(values(Pieces(data, 4, Damaged("It is.", "the bytes are gone"))))
    assert list(values(Pieces(data, 4, Damaged("It is.", "cut", told=True)))) == [(None, 1), (None, 2)]


@pytest.mark.parametrize("deep", [b"[" * 100_000 + b"]" * 100_000, b'{"a":' * 50_000 + b'"]}"' + b"}" * 50_000])
def test_a_value_that_is_nested_too_deep_is_none_and_the_next_is_read(deep):
    assert list(values(io.BytesIO(b"[1, " + deep + b", 2]"))) == [(None, 1), (None, None), (None, 2)]


def test_brackets_that_are_never_closed_are_told_of():
    with pytest.raises(BrokenJson, match="too deep"):
        list(values(io.BytesIO(b"[" * 100_000)))


def test_a_number_of_a_million_digits_is_none_and_the_next_is_read():
    assert list(values(io.BytesIO(b"[1, " + b"9" * 1_000_000 + b', {"a": 12}]'))) == [
        (None, 1),
        (None, None),
        (None, {"a": 12}),
    ]


def test_a_file_takes_as_much_memory_as_its_longest_entry(tmp_path):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.write(b'{"orderedItems": [')
        for number in range(40_000):
            file.write(b'%s{"id": %d, "text": "%s"}' % (b", " * (number > 0), number, b"x" * 1000))
        file.write(b"]}")
    tracemalloc.start()
    with path.open("rb") as stream:
        assert sum(1 for _ in values(stream)) == 40_000
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert path.stat().st_size > 39 << 20
    assert most < 8 << 20


def test_a_value_that_is_made_to_fill_the_memory_is_none(monkeypatch):
    monkeypatch.setattr(jsonstream, "CHUNK", 1 << 14)
    monkeypatch.setattr(jsonstream, "LONG", 1 << 16)
    monkeypatch.setattr(jsonstream, "LISTS_AT_MOST", 1 << 15)
    many = b"[" + b"[]," * (1 << 17) + b"[]]"
    tracemalloc.start()
    assert list(values(io.BytesIO(b"[1, [" + many + b"], 2]"))) == [(None, 1), (None, None), (None, 2)]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4 << 20  # as lists they would take 8 MiB


def test_text_that_is_no_utf8_is_read_with_marks_in_its_place():
    assert list(values(io.BytesIO(b'\xef\xbb\xbf["\xff\xfe caf\xc3\xa9"]'))) == [(None, "\ufffd\ufffd café")]


def test_what_is_cut_at_any_byte_gives_a_beginning_of_what_there_was():
    whole = json.dumps({"a": [{"text": "é\u2028👋", "n": [1, 2.5, None]}] * 20, "b": "c"}, ensure_ascii=False).encode()
    every = list(values(io.BytesIO(whole)))
    for cut in random.Random(3).sample(range(1, len(whole) - 1), 200):
        found = []
        with pytest.raises(BrokenJson):
            for pair in values(io.BytesIO(whole[:cut])):
                found.append(pair)
        assert found == every[: len(found)]
