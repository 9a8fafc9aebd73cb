"""From what networks store to the plain words that a reader saw."""

import html
import re
from datetime import UTC, datetime
from typing import Any

_BREAK = re.compile(r"<br\s*/?>|</p>\s*<p[^>]*>|</li>|</h\d>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_ENDLESS = re.compile(r"&#\d{1000,};?")  # no letter's number, and more than Python reads
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
DEEPEST = 50  # levels of lists and objects in one entry
EARLIEST, LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def from_html(markup: str) -> str:
    """The words of a post that is stored as HTML; paragraphs become lines."""
    words = _TAG.sub("", _BREAK.sub("\n", markup))
    if "&#" in words:
        words = _ENDLESS.sub("?", words)
    return clean(html.unescape(words).strip())


def clean(text: str) -> str:
    """Text that can be stored: NUL and half characters, which JSON allows and tables do not, become question marks."""
    if text.isascii() and "\0" not in text:
        return text
    return _UNSTORABLE.sub("?", text)


def repair_mojibake(text: str) -> str:
    """Undo what Meta's exports do to text (each UTF-8 byte as a character of its own); other text stays as it is."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def repaired(value: Any, depth: int = 0) -> Any:
    """A decoded JSON value with every string, keys too, repaired; what is nested deeper than DEEPEST becomes None."""
    if isinstance(value, str):
        return clean(repair_mojibake(value))
    if depth > DEEPEST:
        return None
    if isinstance(value, list):
        return [repaired(entry, depth + 1) for entry in value]
    if isinstance(value, dict):
        return {repaired(key): repaired(entry, depth + 1) for key, entry in value.items()}
    return value


def moment(written: object) -> datetime | None:
    """A time in UTC from ISO 8601 or seconds since 1970 (milliseconds when it is that large); None for anything else.

    What lies before 1990 or after 2100 is no time at which anybody posted.
    """
    try:
        if isinstance(written, str):
            written = written.strip()
            if written.isdecimal() and not (len(written) == 8 and written.startswith(("19", "20"))):  # but 20240501
                return moment(int(written)) if len(written) < 30 else None
            at = datetime.fromisoformat(written)
            at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        elif isinstance(written, int | float) and not isinstance(written, bool):
            at = datetime.fromtimestamp(written / 1000 if written > 1e11 else written, UTC)
        else:
            return None
    except (ValueError, OverflowError, OSError):
        return None
    return at if EARLIEST <= at < LATEST else None


def whole_number(written: object) -> int | None:
    """A count that some networks write as text; None for what is none."""
    if (
        isinstance(written, bool)
        or not isinstance(written, int | str)
        or (isinstance(written, str) and len(written) > 30)
    ):
        return None
    try:
        number = int(written.removesuffix(".0")) if isinstance(written, str) else written
    except ValueError:
        return None
    return number if 0 <= number < 1 << 62 else None


def language_code(written: object) -> str | None:
    """Two letters of a language tag ('en-GB' is 'en'); None for 'und' and what is no tag."""
    if not isinstance(written, str):
        return None
    code = written.split("-")[0].split("_")[0].lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None
