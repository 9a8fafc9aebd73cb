"""What reading a list comes to, and its limits."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Kind = Literal["mail", "handle"]

MAX_BYTES = 5 * 1024 * 1024
MAX_ENTRIES = 50_000  # people, and likewise lines that cannot be read
TEXT_MAX = 80  # characters of a line that cannot be read
NAME_MAX = 120  # characters of a person's name
SOURCE_MAX = 320  # characters of an address as it was written

INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# Controls, and the marks that reverse the direction of text and so make a line read as another one.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")
_SPACE = re.compile(r"\s+")


class NotAList(ValueError):
    """This is not a list of people; the text is one sentence that says what it is and what to do."""


@dataclass(frozen=True)
class Entry:
    """Someone on the list."""

    line: int  # from 1, as an editor counts
    name: str  # '' when the list has none; plain text, at most NAME_MAX characters
    address: str  # normalized
    kind: Kind
    source: str  # the address as it stands in the list, at most SOURCE_MAX characters


@dataclass(frozen=True)
class Unreadable:
    """A line, row or card that says something which is not understood."""

    line: int
    text: str  # at most TEXT_MAX characters, without control characters
    why: str  # one sentence: what, and what to do


@dataclass(frozen=True)
class Reading:
    """What was understood of a list; entries and unreadable stand in the order of their lines."""

    format: str
    format_label: str
    entries: tuple[Entry, ...]
    unreadable: tuple[Unreadable, ...]
    repeated: int  # how often an address stood there that had already been counted
    left_out: int  # different people who said no to mail before: never invited


def clean(text: str, at_most: int) -> str:
    """One line of plain text: no control or direction characters, single spaces, cut at ``at_most``."""
    # Cut before and after: the work is bounded, and what was cut may begin or end with a space.
    text = _SPACE.sub(" ", _HIDDEN.sub(" ", text[: 4 * at_most])).strip()
    return unicodedata.normalize("NFC", text)[:at_most].strip()


def trim(text: str) -> str:
    """Without the spaces, visible or not, that copying leaves at the ends."""
    return text.strip().strip(INVISIBLE).strip()
