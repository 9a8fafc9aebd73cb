"""Anything else: a table (CSV, TSV), lines of JSON with one post each, or a JSON list of them.

Columns, by any of several names: the text, and, where there are any, a time, an id, whom it answers, a language, how
often it was liked, passed on and answered, and the author. Columns that are not known are passed over.
"""

import csv
import json
import re
from collections.abc import Iterator
from typing import Any

from folkmoot.mirror.archive import Member
from folkmoot.mirror.jsonstream import BrokenJson, values
from folkmoot.mirror.notes import Notes
from folkmoot.mirror.plaintext import clean, from_html, language_code, moment, whole_number
from folkmoot.mirror.readers import Files
from folkmoot.mirror.rows import Act, Person, Post, Row
from folkmoot.mirror.textstream import lines, table, until_damaged

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
DELIMITERS = ",\t;|"
_HANDLE = r"\w(?:[\w.-]{0,62}\w)?(?:@\w(?:[\w.-]{0,200}\w)?)?"
_MENTION = re.compile(rf"(?<![\w@/])@({_HANDLE})")
_TAGS = re.compile(r"</?(p|br|a|span|div)\b", re.IGNORECASE)
_DECODER = json.JSONDecoder()


def role_of(head: bytes, name: str) -> str | None:
    """A table whose first line names a column of text, or JSON objects that have one."""
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t").decode("utf-8", "replace")
    if text.startswith("{"):
        return "lines" if _has_text(text) else None
    if text.startswith("["):
        return "list" if _has_text(text[1:].lstrip()) else None
    first, *rest = text.splitlines() or [""]
    try:
        columns = _columns(next(csv.reader([first], delimiter=_delimiter(first)), []))
    except csv.Error:
        return None
    # One word on a line of its own may open a letter just as well: there the name has to tell.
    several = len(columns) > 1 or name.lower().endswith((".csv", ".tsv"))
    return "table" if "text" in columns and several and any(line.strip() for line in rest) else None


def _has_text(text: str) -> bool:
    """Does the object that begins here, and may be cut, have a text of its own (not of something within it)?"""
    at = 1
    while text[:1] == "{":
        key = re.compile(r'[\s,]*"((?:[^"\\]|\\.){0,100})"\s*:\s*').match(text, at)
        if key is None:
            return False
        if key[1].lower() in NAMES["text"] and text[key.end() : key.end() + 1] == '"':
            return True
        try:
            _, at = _DECODER.raw_decode(text, key.end())
        except (ValueError, RecursionError):
            return False
    return False


def read(files: Files, notes: Notes) -> Iterator[Row]:
    """Rows of every table; all of them are taken for the work of one person."""
    owner = Person(f"{NETWORK}:me", NETWORK, me=True)
    yield owner
    for role, entries in (("table", _table), ("lines", _lines), ("list", _list)):
        for member in files.get(role, ()):
            yield from _posts(entries(member, notes), member, notes)


def _delimiter(line: str) -> str:
    return max(DELIMITERS, key=line.count)


def _columns(names: list[str]) -> dict[str, int]:
    """What each column is to us -> its place."""
    lowered = [name.strip().lower().replace(" ", "_") for name in names]
    return {
        meaning: min((lowered.index(name) for name in known if name in lowered), default=-1)
        for meaning, known in NAMES.items()
        if any(name in lowered for name in known)
    }


def _table(member: Member, notes: Notes) -> Iterator[dict[str, Any]]:
    delimiter = _delimiter(member.head.lstrip(b"\xef\xbb\xbf \r\n\t").decode("utf-8", "replace").partition("\n")[0])
    columns: dict[str, int] = {}
    for row in table(member.open, member.name, notes, delimiter):
        if not any(row):
            continue
        if not columns:
            columns = _columns(row)
            if "text" not in columns:
                notes.say(f"{member.name} has no column 'text': name the columns in its first line.")
                return
            continue
        yield {meaning: row[place] for meaning, place in columns.items() if place < len(row)}


def _lines(member: Member, notes: Notes) -> Iterator[dict[str, Any]]:
    with until_damaged(member.name, notes), member.open() as stream:
        for line in lines(stream):
            if not line.strip():
                continue
            try:
                entry = json.loads(line)
            except (ValueError, RecursionError):
                entry = None
            yield _meant(entry)


def _list(member: Member, notes: Notes) -> Iterator[dict[str, Any]]:
    try:
        with until_damaged(member.name, notes), member.open() as stream:
            for _, entry in values(stream):
                yield _meant(entry)
    except BrokenJson as problem:
        notes.say(f"{member.name} is broken ({problem}): what stands before that was read; look at that place.")


def _meant(entry: Any) -> dict[str, Any]:
    """What a JSON object says, by our names; nothing of what is none."""
    lowered = {key.lower(): value for key, value in entry.items()} if isinstance(entry, dict) else {}
    return {
        meaning: lowered[name]
        for meaning, known in NAMES.items()
        for name in [next((name for name in known if name in lowered), None)]
        if name is not None
    }


def _posts(entries: Iterator[dict[str, Any]], member: Member, notes: Notes) -> Iterator[Row]:
    me = f"{NETWORK}:me"
    authors: set[str] = set()
    for number, entry in enumerate(entries):
        text = entry.get("text")
        if not isinstance(text, str) or not text.strip():
            notes.skip(member.name, "line")
            continue
        text = from_html(text) if _TAGS.search(text) else clean(text.strip())
        name = entry.get("id")
        key = clean(f"{NETWORK}:{name if isinstance(name, str | int) and name else f'{member.name}:{number}'}")
        at = moment(entry.get("at"))
        author = entry.get("author")
        author = author.strip() if isinstance(author, str) else ""
        own = {me, _person(author)}
        whom, about = _answered(entry.get("reply_to"), text)
        whom = me if whom in own else whom
        url = entry.get("url")
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
            url=clean(url) if isinstance(url, str) and url.startswith(("http://", "https://")) else None,
        )
        if (whom is not None or about is not None) and whom != me:
            yield Act("reply", me, whom, at, key, about)
        for handle in dict.fromkeys(_MENTION.findall(text)):
            if (other := _person(handle)) != whom and other not in own:
                yield Act("mention", me, other, at, key)
        if author and len(authors) < 2:
            authors.add(author)
    if len(authors) > 1:
        # Not who: a sentence about a file stands in reports that name nobody else.
        notes.say(f"{member.name} names several authors: all was taken for yours; leave in only your own rows.")


def _answered(named: object, text: str) -> tuple[str | None, str | None]:
    """(Person.key, address) of whoever and whatever is answered, by the column or by a name that opens the text."""
    if isinstance(named, int) and not isinstance(named, bool):
        named = str(named)
    if isinstance(named, str) and named.strip():
        named = named.strip()
        if re.fullmatch(f"@?{_HANDLE}", named) and not named.isdecimal():
            return _person(named), None
        return None, clean(named)[:1000]
    opening = _MENTION.match(text)
    return (_person(opening[1]), None) if opening is not None else (None, None)


def _person(handle: str) -> str:
    return clean(f"{NETWORK}:{handle.strip().lstrip('@').lower()}")
