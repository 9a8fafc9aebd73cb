"""Read JSON that is larger than memory, value by value.

The outermost object or array is walked; each value within it, or within an array one level further down, is decoded by
the standard library's scanner and handed out. So a file of 2 GB takes as much memory as its longest entry.
"""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

CHUNK = 1 << 20  # bytes
LONGEST = 1 << 26  # characters of one value; what is longer is taken for broken
_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


class BrokenJson(ValueError):
    """The text stopped being JSON here; what came before was handed out."""

    def __init__(self, why: str, at: int) -> None:
        super().__init__(f"{why} at character {at:,}")
        self.at = at


class _Window:
    """The part of the text that is in memory."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decode = codecs.getincrementaldecoder("utf-8-sig")("replace").decode
        self.text = ""
        self.at = 0
        self._before = 0  # characters that were let go
        self.ended = False

    @property
    def place(self) -> int:
        return self._before + self.at

    def more(self) -> bool:
        """Read on; False at the end."""
        if self.ended:
            return False
        data = self._stream.read(max(CHUNK, len(self.text) - self.at))  # doubles, so that a long value costs no square
        if not data:
            self.ended = True
        self._before += self.at
        self.text = self.text[self.at :] + self._decode(data, final=not data)
        self.at = 0
        return bool(data)

    def peek(self) -> str:
        """The next character that is not a space; '' at the end."""
        while True:
            match = _SPACE.match(self.text, self.at)
            assert match is not None  # it matches nothing, too
            self.at = match.end()
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""

    def take(self, expected: str) -> None:
        found = self.peek()
        if found != expected:
            raise BrokenJson(f"expected {expected!r} and found {found!r}" if found else "it ends too early", self.place)
        self.at += 1

    def value(self) -> Any:
        """The next value, whole. Raises BrokenJson."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self.text, self.at)
            except (ValueError, RecursionError) as problem:
                deep = isinstance(problem, RecursionError)
                if deep or len(self.text) - self.at > LONGEST or not self.more():
                    raise BrokenJson("it is nested too deep" if deep else "it is not JSON", self.place) from None
                continue
            if end == len(self.text) and self.more():
                continue  # a number may go on in the next chunk
            self.at = end
            return value


def values(stream: BinaryIO, *, skip_to: str = "") -> Iterator[tuple[str | None, Any]]:
    """(key, value) of the outermost object, with arrays handed out entry by entry; (None, entry) of an outermost array.

    skip_to: text before the JSON that is passed over, up to and with these characters (``window.YTD.x.part0 = ``).
    Raises BrokenJson where the text stops being JSON, after what came before has been handed out.
    """
    window = _Window(stream)
    if skip_to:
        window.more()
        found = window.text.find(skip_to, 0, 500)
        window.at = found + len(skip_to) if found >= 0 else 0
    opening = window.peek()
    if opening == "[":
        for entry in _entries(window):
            yield None, entry
    elif opening == "{":
        window.take("{")
        while window.peek() not in ("}", ""):
            key = window.value()
            if not isinstance(key, str):
                raise BrokenJson("a key is no text", window.place)
            window.take(":")
            if window.peek() == "[":
                for entry in _entries(window):
                    yield key, entry
            else:
                yield key, window.value()
            if window.peek() == ",":
                window.take(",")
            elif window.peek() != "}":
                break
        window.take("}")
    else:
        raise BrokenJson("it begins neither as an object nor as a list" if opening else "it is empty", window.place)


def _entries(window: _Window) -> Iterator[Any]:
    window.take("[")
    if window.peek() == "]":
        window.take("]")
        return
    while True:
        yield window.value()
        if window.peek() == ",":
            window.take(",")
        else:
            window.take("]")
            return
