"""Words and times as X writes them, and the full texts of long posts, which stand in a file of their own."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from folkmoot.mirror.plaintext import EARLIEST, LATEST, moment
from folkmoot.mirror.readers.entries import listed, record
from folkmoot.mirror.readers.x.people import number

_MONTHS = {
    name: at
    for at, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), start=1
    )
}
_FIRST_TIMED, _TIMED_FROM = 30_000_000_000, 1_288_834_974_657  # numbers of posts hold a time since November 2010 (ms)


def when(written: object, post: str | None = None) -> datetime | None:
    """The time of a post: `Sat Feb 18 12:33:11 +0000 2023`, `2013-05-07 18:02:57 +0000`, or that in its number."""
    at = None
    if isinstance(written, str):
        at = _with_names(written) if len(written) == 30 else None
        at = at or moment(written.replace(" +", "+").replace(" -", "-"))
    if at is None and post is not None and int(post) >= _FIRST_TIMED:
        return moment((int(post) >> 22) + _TIMED_FROM)
    return at


def _with_names(written: str) -> datetime | None:
    # A million of them are read: strptime would take twenty times as long.
    try:
        at = datetime(
            int(written[26:]),
            _MONTHS[written[4:7]],
            int(written[8:10]),
            int(written[11:13]),
            int(written[14:16]),
            int(written[17:19]),
            tzinfo=UTC,
        )
        if written[20:25] != "+0000":
            ahead = timedelta(hours=int(written[21:23]), minutes=int(written[23:25]))
            at = at.replace(tzinfo=timezone(-ahead if written[20] == "-" else ahead)).astimezone(UTC)
    except (ValueError, KeyError, OverflowError):
        return None
    return at if EARLIEST <= at < LATEST else None


def unescaped(text: str) -> str:
    """X escapes the first three and nothing else, Twitter of long ago quotation marks, too; once, so & comes last."""
    if "&" not in text:
        return text
    for escaped, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        text = text.replace(escaped, sign)
    return text


_SHORT = re.compile(r"https?://t\.co/\w+")
ADDRESSES_AT_MOST, ADDRESS_AT_MOST = 200, 4_000  # in one post; characters of one


def with_addresses(text: str, entities: dict[str, Any]) -> str:
    """The text with addresses as they were before X shortened them, and without those of pictures."""
    if "//t.co/" not in text:
        return text.strip()
    stands_for: dict[str, str] = {}
    for url in map(record, listed(entities.get("urls"))):
        short = url.get("url") or url.get("shortUrl")
        whole = url.get("expanded_url") or url.get("expandedUrl") or url.get("expanded")
        if isinstance(short, str) and isinstance(whole, str) and len(whole) <= ADDRESS_AT_MOST:
            stands_for[short] = whole
    for medium in map(record, listed(entities.get("media"))):
        if isinstance(medium.get("url"), str):
            stands_for[medium["url"]] = ""
    return _SHORT.sub(lambda found: stands_for.get(found[0], found[0]), text, ADDRESSES_AT_MOST).strip()


# Long posts -------------------------------------------------------------------------------------------------------

LONG = 240  # characters from which on a text may be the beginning of a longer one without saying so by its end
_ALIKE = 16  # characters that must be the same at least
_BEGINNINGS_AT_MOST = 1_000  # texts that begin alike and are looked through
_ROOM = 1 << 26  # characters of all of them that are kept in memory
_ADDRESS = re.compile(r"https?://\S+")
_ADDRESSED = re.compile(r"(?:@\w+\s+)+")
_CUT = re.compile(r"(?:…|\.\.\.)\s*(?:https?://\S+)?\s*$")


def _stem(text: str) -> str:
    """What is the same in the beginning of a long post and in its full text."""
    words = _ADDRESSED.sub("", _ADDRESS.sub("", text), count=1) if text.startswith("@") else _ADDRESS.sub("", text)
    return " ".join(words.split()).rstrip("….").rstrip()


@dataclass(slots=True)
class _Long:
    text: str
    stem: str
    at: datetime | None
    post: str | None
    used: bool = False


class LongTexts:
    """The full texts, found by the beginnings that posts show."""

    def __init__(self) -> None:
        self._by_stem: dict[str, list[_Long]] = {}
        self._room = _ROOM
        self._lost = 0

    def add(self, note: dict[str, Any]) -> None:
        """One entry of note-tweet.js, in either of its shapes. Raises ValueError when it has no text."""
        held = record(note.get("core")) or record(note.get("noteTweetResults"))
        text = held.get("text")
        if not isinstance(text, str) or not text.strip():
            raise ValueError("a long text is none")
        addresses = {"urls": held.get("urls") or record(held.get("entitySet")).get("urls")}
        whole = unescaped(text)
        stem = _stem(whole)
        kept = _Long(with_addresses(whole, addresses), stem, moment(note.get("createdAt")), number(note.get("tweetId")))
        alike = self._by_stem.setdefault(stem[:_ALIKE], [])
        self._room -= 2 * len(whole)
        if self._room > 0 and len(alike) < _BEGINNINGS_AT_MOST:
            alike.append(kept)
        else:
            self._lost += 1

    def of(self, post: str, text: str, at: datetime | None) -> str | None:
        """The full text of a post, when this is its beginning."""
        if not self._by_stem:
            return None
        stem = _stem(text)
        may = [
            long
            for long in self._by_stem.get(stem[:_ALIKE], ())
            if long.stem.startswith(stem)
            and (long.post == post or (len(stem) >= _ALIKE and (_same(long.at, at) or _is_cut(text))))
        ]
        if not may:
            return None
        found = min(may, key=lambda long: (long.post != post, long.used, _apart(long.at, at)))
        found.used = True
        return found.text

    def left(self) -> int:
        """How many belong to no post that is there."""
        return self._lost + sum(not long.used for long in _flat(self._by_stem.values()))


def _flat(lists: Iterable[list[_Long]]) -> Iterable[_Long]:
    return (long for some in lists for long in some)


def _is_cut(text: str) -> bool:
    return len(text) >= LONG or _CUT.search(text.rstrip()[-200:]) is not None


def _apart(one: datetime | None, other: datetime | None) -> float:
    """Seconds between them; a year when one is not known."""
    return abs((one - other).total_seconds()) if one and other else 3.2e7


def _same(one: datetime | None, other: datetime | None) -> bool:
    return _apart(one, other) <= 5
