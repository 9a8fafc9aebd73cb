"""Anything else: a table (CSV, TSV) or lines of JSON with one post each.

Columns, by any of several names: the text, and, where there are any, a time, an id, whom it answers, a language, how
often it was liked, passed on and answered, and the author. Columns that are not known are passed over.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from folkmoot.mirror.archive import Member
from folkmoot.mirror.notes import Notes
from folkmoot.mirror.plaintext import clean, from_html, language_code, moment, whole_number
from folkmoot.mirror.readers import Files
from folkmoot.mirror.rows import Act, Person, Post, Row

NETWORK = "plain"
SHOWN = "a table"
CANNOT_SHOW = ("A table holds what its columns hold: followers, likes given and thanks by others are not among them.",)
NAMES = {
    "text": ("text", "content", "body", "message", "post", "full_text", "tweet", "status", "caption", "description"),
    "at": ("at", "date", "time", "created_at", "published", "timestamp", "datetime", "created", "published_at"),
    "id": ("id", "key", "post_id", "uri", "guid"),
    "reply_to": ("reply_to", "in_reply_to", "inreplyto", "in_reply_to_screen_name", "answers_to"),
    "language": ("language", "lang"),
    "likes": ("likes", "favorites", "favourites", "favorite_count", "favourites_count", "like_count"),
    "reposts": ("reposts", "retweets", "boosts", "shares", "retweet_count", "reblogs_count", "share_count"),
    "answers": ("answers", "replies", "comments", "reply_count", "replies_count", "comment_count"),
    "url": ("url", "link", "permalink"),
    "author": ("author", "user", "username", "screen_name", "account", "name"),
}
LONGEST_FIELD = 1 << 22  # characters
_MENTION = re.compile(r"(?<![\w@/])@([\w.-]{1,64}(?:@[\w.-]+)?)")
_TAGS = re.compile(r"</?(p|br|a|span|div)\b", re.IGNORECASE)


def role_of(head: bytes, name: str) -> str | None:
    """A table whose first line names a column of text, or lines that are JSON objects with one."""
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t").decode("utf-8", "replace")
    first, _, rest = text.partition("\n")
    if first.lstrip().startswith("{"):
        found = re.match(r'\{\s*(?:"[^"]*"\s*:\s*(?:"(?:[^"\\]|\\.)*"|[^",{\[]*),\s*)*"(\w+)"', first)
        keys = {key.lower() for key in re.findall(r'"(\w+)"\s*:', first)}
        return "lines" if found and keys & set(NAMES["text"]) else None
    columns = _columns(next(csv.reader([first], delimiter=_delimiter(first)), []))
    return "table" if "text" in columns and (len(columns) > 1 or rest.strip()) else None


def read(files: Files, notes: Notes) -> Iterator[Row]:
    """Rows of every table; all of them are taken for the work of one person."""
    owner = Person(f"{NETWORK}:me", NETWORK, me=True)
    yield owner
    for member in files.get("table", ()):
        yield from _posts(_table(member, notes), member, notes)
    for member in files.get("lines", ()):
        yield from _posts(_lines(member, notes), member, notes)


def _delimiter(line: str) -> str:
    return max(",\t;", key=line.count)


def _columns(names: list[str]) -> dict[str, int]:
    """What each column is to us -> its place."""
    lowered = [name.strip().lower().replace(" ", "_") for name in names]
    return {
        meaning: min((lowered.index(name) for name in known if name in lowered), default=-1)
        for meaning, known in NAMES.items()
        if any(name in lowered for name in known)
    }


def _table(member: Member, notes: Notes) -> Iterator[dict[str, Any]]:
    csv.field_size_limit(LONGEST_FIELD)
    with member.open() as stream:
        text = io.TextIOWrapper(stream, "utf-8-sig", "replace", newline="")
        delimiter = _delimiter(member.head.decode("utf-8-sig", "replace").partition("\n")[0])
        lines = csv.reader(text, delimiter=delimiter)
        try:
            columns = _columns(next(lines, []))
            for row in lines:
                if row:
                    yield {meaning: row[place] for meaning, place in columns.items() if place < len(row)}
        except csv.Error:
            notes.say(f"{member.name} is no table any more after line {lines.line_num}: what stands before was read.")


def _lines(member: Member, notes: Notes) -> Iterator[dict[str, Any]]:
    with member.open() as stream:
        for line in io.TextIOWrapper(stream, "utf-8-sig", "replace"):
            if not line.strip():
                continue
            try:
                entry = json.loads(line)
                lowered = {key.lower(): value for key, value in entry.items()}
            except (ValueError, AttributeError, RecursionError):
                notes.skip(member.name, "line")
                continue
            yield {
                meaning: lowered[name]
                for meaning, known in NAMES.items()
                for name in [next((name for name in known if name in lowered), None)]
                if name is not None
            }


def _posts(entries: Iterator[dict[str, Any]], member: Member, notes: Notes) -> Iterator[Row]:
    me = f"{NETWORK}:me"
    for number, entry in enumerate(entries):
        text = entry.get("text")
        if not isinstance(text, str) or not text.strip():
            notes.skip(member.name, "line")
            continue
        text = from_html(text) if _TAGS.search(text) else clean(text.strip())
        key = clean(f"{NETWORK}:{entry.get('id') or f'{member.name}:{number}'}")
        at = moment(entry.get("at"))
        named = entry.get("reply_to")
        opening = _MENTION.match(text)
        whom = None
        if isinstance(named, str) and named.strip():
            whom = _person(named)
        elif opening is not None:
            whom = _person(opening[1])
        yield Post(
            key,
            NETWORK,
            me,
            at,
            text,
            language_code(entry.get("language")),
            whom,
            likes=whole_number(entry.get("likes")),
            reposts=whole_number(entry.get("reposts")),
            answers=whole_number(entry.get("answers")),
            url=clean(entry["url"]) if isinstance(entry.get("url"), str) and entry["url"] else None,
        )
        if whom is not None:
            yield Act("reply", me, whom, at, key)
        for handle in dict.fromkeys(_MENTION.findall(text)):
            if (other := _person(handle)) != whom:
                yield Act("mention", me, other, at, key)


def _person(handle: str) -> str:
    return clean(f"{NETWORK}:{handle.strip().lstrip('@').lower()}")
