"""Read JSON that is larger than memory, value by value.

The outermost object or array is walked; each value within it, or within an array one level further down, is decoded by
the standard library's scanner and handed out. So a file of 2 GB takes as much memory as its longest entry.
"""

import codecs
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from folkmoot.mirror.notes import Damaged

CHUNK = 1 << 20  # bytes
LONGEST = 1 << 25  # characters of one value; what is longer is taken for broken
LONG = 1 << 22  # characters; a value that is longer may not ...
LISTS_AT_MOST = 1 << 21  # ... have more lists and objects than this, each of which takes 20 times its brackets
_MARGIN = 16  # characters; a word, number or escape that is cut is no longer than this
_TAIL = 3  # characters behind a number that may belong to it
_NUMBERS = (int, float)
_SPACE = re.compile(r"[ \t\r\n]*")
_STEP = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_DECODER = json.JSONDecoder()


def _endless(digits: str) -> int | None:
    """A number that Python refuses to read, since it would take for ever, is no number."""
    return int(digits) if len(digits) < 1000 else None


_PATIENT = json.JSONDecoder(parse_int=_endless)


class BrokenJson(ValueError):
    """The text stopped being JSON here; what came before was handed out."""

    def __init__(self, why: str, at: int) -> None:
        super().__init__(f"{why} at character {at:,}")
        self.at = at


class _Told(Exception):
    """The stream breaks off, and whoever opened it has said so."""


class _Window:
    """The part of the text that is in memory."""

    def __init__(self, stream: BinaryIO) -> None:
        # Piece by piece: of a long read that ends in damage nothing would come.
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
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
        wanted = max(CHUNK, len(self.text) - self.at)  # doubles, so that a long value costs no square
        parts: list[bytes] = []
        broken: Damaged | None = None
        while wanted > 0:
            try:
                data = self._read(wanted)
            except Damaged as problem:
                broken = problem
                break
            if not data:
                self.ended = True
                break
            parts.append(data)
            wanted -= len(data)
        if broken is not None and not parts:
            if broken.told:
                raise _Told
            raise BrokenJson(broken.why, self.place)
        if not parts:
            self.text += self._decode(b"", final=True)  # half a character at the very end
            return False
        self._before += self.at
        self.text = self.text[self.at :] + self._decode(b"".join(parts), final=self.ended)
        self.at = 0
        return True

    def peek(self) -> str:
        """The next character that is not a space; '' at the end."""
        if self.at < len(self.text) and (found := self.text[self.at]) not in " \t\r\n":
            return found
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
        """The next value, whole; None for one that is deeper, or of more lists, than anybody's. Raises BrokenJson."""
        self.peek()
        decoder = _DECODER
        while True:
            try:
                value, end = decoder.raw_decode(self.text, self.at)
            except json.JSONDecodeError as problem:
                # Is it wrong, or only not all here yet?
                unended = problem.msg.startswith("Unterminated string")
                cut = unended or problem.pos >= len(self.text) - _MARGIN
                if not cut or len(self.text) - self.at > LONGEST or not self.more():
                    early = unended or problem.pos >= len(self.text)
                    raise BrokenJson("it ends too early" if early else "it is not JSON", self.place) from None
                if len(self.text) - self.at > LONG and self._lists() > LISTS_AT_MOST:
                    return self._passed_over()
                continue
            except RecursionError:
                return self._passed_over()
            except ValueError:
                decoder = _PATIENT  # a number of thousands of digits
                continue
            if end + _TAIL > len(self.text) and type(value) in _NUMBERS and self.more():
                continue  # it may go on in the next piece: 1 of 12, 1 of 1.5, 1 of 1e+5
            self.at = end
            return value

    def _lists(self) -> int:
        if self.text[self.at] not in "[{":
            return 0
        return self.text.count("[", self.at) + self.text.count("{", self.at)

    def _passed_over(self) -> None:
        """Go behind a list or object without decoding it."""
        depth, at = 0, self.at
        while True:
            for step in _STEP.finditer(self.text, at):
                at = step.end()
                depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(step[0], 0)
                if depth == 0:
                    self.at = at
                    return
            done = at - self.at  # what is in memory moves when more is read
            if len(self.text) - self.at > LONGEST or not self.more():
                raise BrokenJson("it is nested too deep", self.place)
            at = self.at + done


def values(stream: BinaryIO, *, skip_to: str = "") -> Iterator[tuple[str | None, Any]]:
    """(key, value) of the outermost object, with arrays handed out entry by entry; (None, entry) of an outermost array.

    skip_to: text before the JSON that is passed over, up to and with these characters (``window.YTD.x.part0 = ``).
    A value that is nested deeper than Python goes, or is made to fill the memory, comes as None. Raises BrokenJson
    where the text stops being JSON, after what came before has been handed out; where the notes tell of a cut already,
    it only ends.
    """
    try:
        yield from _values(_Window(stream), skip_to)
    except _Told:
        return


def _values(window: _Window, skip_to: str) -> Iterator[tuple[str | None, Any]]:
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
