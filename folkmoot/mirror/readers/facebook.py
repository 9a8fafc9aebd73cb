"""Facebook: 'Download your information' as JSON, up to 2023 and of 2024 and later.

The folders were moved more than once, and keys got numbers (friends, friends_v2, friends_v3), but what a file holds can
be told by its keys. The names of others stand in sentences in the owner's language (``titles``). docs/archives.md says
what is read.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from folkmoot.mirror.notes import Notes
from folkmoot.mirror.plaintext import moment
from folkmoot.mirror.readers import Files
from folkmoot.mirror.readers.entries import listed, record, safely
from folkmoot.mirror.readers.meta import (
    each,
    head_of,
    is_messages,
    key_of,
    labelled,
    meaning,
    messages,
    owner_of,
    post_key,
    text_of,
)
from folkmoot.mirror.readers.titles import after_name, is_own, is_share, somebody_in
from folkmoot.mirror.rows import Act, Audience, Person, Post, Row

NETWORK = "facebook"
SHOWN = "Facebook"
CANNOT_SHOW = (
    "Facebook's archive does not hold the comments and reactions that others gave you, nor how many saw a post.",
    "It knows people by name only: two of one name are one, and whom a comment was for stands in a sentence "
    "that not every language can be taken apart from.",
    "It does not say who could see a post; all are taken to be for friends, or for their group.",
)
_KEYS = {
    "posts": ("status_updates", "your_posts", "posts"),
    "group_posts": ("group_posts", "group_posts_and_comments"),
    "comments": ("comments", "group_comments"),
    "reactions": ("reactions",),
    "friends": ("friends",),
    "following": ("following", "pages_followed"),
    "followers": ("followers",),
    "profile": ("profile",),
}
_ROLE_OF = {name: role for role, names in _KEYS.items() for name in names}
_ALL_KEYS = tuple(f"{name}{end}" for name in _ROLE_OF for end in ("", "_v2", "_v3", "_v4"))
_KEPT_BACK = re.compile("trash|archive|deleted|removed|pending|draft|saved|hidden|search|viewed|visited|requests?\\b")
_TAGGED = re.compile(r"@\[\d{1,25}:\d{1,6}:([^\]\n]{1,200})\]")


def role_of(head: bytes, name: str) -> str | None:
    """Files of an export by their keys; lists without a key by what is in them."""
    text = head_of(head)
    if is_messages(text):
        return "messages"
    base = PurePosixPath(name).name.lower()
    key = re.match(r'\{\s*"(\w+?)(?:_v\d)?"\s*:', text)
    if key is not None and key[1] in _ROLE_OF:
        # Others use these words, too, and say more: an account has its address, a list of theirs more than names.
        known = key[0].rstrip(' :"')[-3:-1] == "_v" or '"timestamp"' in text or '"full_name"' in text
        return _ROLE_OF[key[1]] if known and '"acct"' not in text else None
    if not re.match(r'\[?\s*\{\s*"(timestamp|data|attachments|title|tags|media|label_values|fbid)"\s*:', text):
        return None
    if _KEPT_BACK.search(base) or '"timestamp"' not in text:
        return None
    if '"label_values"' in text:
        return "reactions" if "reaction" in base and "instagram.com" not in text else None
    if '"reaction"' in text and '"actor"' in text:
        return "reactions"
    if re.search(r'"comment"\s*:\s*\{', text):
        return "comments"
    return "posts" if re.search(r'"(post|update_timestamp|attachments)"\s*:', text) else None


def read(files: Files, notes: Notes) -> Iterator[Row]:
    """Rows of one account's files."""
    me = _owner(files)
    yield me
    reading = _Reading(me)
    for role in ("friends", "following", "followers"):
        for member in files.get(role, ()):
            for entry in each(member, _ALL_KEYS, notes):
                yield from reading.told(safely(reading.listed(entry, role), member, "entry", notes))
    for role, audience in (("posts", "followers"), ("group_posts", "group")):
        for member in files.get(role, ()):
            for entry in each(member, _ALL_KEYS, notes):
                rows = safely(reading.post(entry, audience), member, "post", notes)  # type: ignore[arg-type]  # an Audience
                yield from reading.told(rows)
    for member in files.get("comments", ()):
        for entry in each(member, _ALL_KEYS, notes):
            yield from reading.told(safely(reading.comment(entry), member, "comment", notes))
    for member in files.get("reactions", ()):
        for entry in each(member, _ALL_KEYS, notes):
            yield from reading.told(safely(reading.reaction(entry), member, "reaction", notes))
    conversations = files.get("messages", ())
    my_name = me.name or owner_of(conversations)
    for member in conversations:
        yield from reading.told(messages(member, me, my_name, _talker, notes))


def _owner(files: Files) -> Person:
    """By the profile, or whoever wrote the comments, reacted, or is in all conversations."""
    quiet = Notes()  # what is wrong with these files is said when they are read for what is in them
    for member in files.get("profile", ()):
        for entry in each(member, _ALL_KEYS, quiet):
            name = entry.get("name")
            called = text_of(record(name).get("full_name")) or text_of(name)
            if called:
                return _person(called, me=True)
    for role, what, who in (("comments", "comment", "author"), ("reactions", "reaction", "actor")):
        for member in files.get(role, ()):
            for entry in each(member, _ALL_KEYS, quiet):
                called = text_of(_part(entry, what).get(who))
                if called:
                    return _person(called, me=True)
                break
    alone = owner_of(files.get("messages", ()))
    return _person(alone, me=True) if alone else Person(f"{NETWORK}:me", NETWORK, me=True)


def _person(name: str, me: bool = False) -> Person:
    """Raises ValueError when there is no name."""
    key = key_of(NETWORK, name)
    if key is None:
        raise ValueError("somebody without a name")
    return Person(key, NETWORK, " ".join(name.split()), me=me)


def _talker(name: str) -> Person | None:
    return _person(name) if name else None


def _part(entry: dict[str, Any], name: str) -> dict[str, Any]:
    """What stands under this name in the entry's data."""
    for one in map(record, listed(entry.get("data"))):
        if isinstance(one.get(name), dict):
            return one[name]
    return {}


class _Reading:
    """The owner, and the people met so far."""

    def __init__(self, me: Person) -> None:
        self.me = me
        self._known: set[str] = set()  # names in small letters

    def told(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows, with each person once."""
        for row in rows:
            if isinstance(row, Person):
                name = row.key.removeprefix(f"{NETWORK}:")
                if name in self._known:
                    continue
                self._known.add(name)
            yield row

    def listed(self, entry: dict[str, Any], role: str) -> Iterator[Row]:
        """One of a list of people. Friends follow one another."""
        inner = record(next(iter(listed(entry.get("data"))), None))
        name = text_of(entry.get("name")) or text_of(inner.get("name")) or text_of(entry.get("title"))
        other, at = _person(name), moment(entry.get("timestamp"))
        if other.key == self.me.key:
            return
        yield other
        if role != "followers":
            yield Act("follow", self.me.key, other.key, at)
        if role != "following":
            yield Act("follow", other.key, self.me.key, at)

    def post(self, entry: dict[str, Any], audience: Audience) -> Iterator[Row]:
        """A post; something of another's that was passed on without words is an act alone."""
        data = [record(one) for one in listed(entry.get("data"))]
        text = "\n".join(dict.fromkeys(said for one in data if (said := text_of(one.get("post")))))
        shown, poll, medium = _attached(entry)
        when = entry.get("timestamp")
        at = moment(when)
        rest = after_name(text_of(entry.get("title")), self.me.name)
        about, shares = somebody_in(rest, self._known), is_share(rest)
        text, named = _untagged("\n".join(_new(text, shown)))
        if not text and not medium and not poll:
            if not shares or is_own(rest, self._known):
                raise ValueError("nothing of a post")
            if about:
                yield _person(about)
            if key_of(NETWORK, about) != self.me.key:
                yield Act("repost", self.me.key, key_of(NETWORK, about), at)
            return
        key = post_key(NETWORK, "post", when, text or medium)
        tagged = [text_of(one) or text_of(record(one).get("name")) for one in listed(entry.get("tags"))]
        yield from self._written(key, at, text, audience, poll, None)
        if about and key_of(NETWORK, about) != self.me.key:
            yield _person(about)
            yield Act("repost" if shares else "mention", self.me.key, key_of(NETWORK, about), at, key)
        yield from self._mentions([*tagged, *named], key, at, key_of(NETWORK, about))

    def comment(self, entry: dict[str, Any]) -> Iterator[Row]:
        """A comment: it answers whom the title names."""
        said = _part(entry, "comment")
        when = entry.get("timestamp") or said.get("timestamp")
        at = moment(when)
        shown, _, medium = _attached(entry)
        text, named = _untagged("\n".join(_new(text_of(said.get("comment")), shown)))
        title = text_of(entry.get("title"))
        if not text and not medium and not title:
            raise ValueError("nothing of a comment")
        rest = after_name(title, text_of(said.get("author")) or self.me.name)
        about = somebody_in(rest, self._known)
        reply_to = self.me.key if is_own(rest, self._known) else key_of(NETWORK, about)
        audience: Audience = "group" if text_of(said.get("group")) else "followers"
        key = post_key(NETWORK, "comment", when, title, text)
        if about and reply_to != self.me.key:
            yield _person(about)
        if text:
            yield from self._written(key, at, text, audience, False, reply_to)
        if reply_to != self.me.key:
            yield Act("reply", self.me.key, reply_to, at, key if text else None)
        if text:
            yield from self._mentions(named, key, at, reply_to)

    def reaction(self, entry: dict[str, Any]) -> Iterator[Row]:
        """A thumb or any other sign, under something of another's."""
        at = moment(entry.get("timestamp"))
        values = list(labelled(entry.get("label_values")))
        about = None
        if values:
            name = _author(values)
            about = next((one.href or one.value for one in values if meaning(one.label) == "url"), None)
        else:
            sign = _part(entry, "reaction")
            title = text_of(entry.get("title"))
            if not sign and not title:
                raise ValueError("nothing of a reaction")
            rest = after_name(title, text_of(sign.get("actor")) or self.me.name)
            if is_own(rest, self._known):
                return
            name = somebody_in(rest, self._known) or ""
        whom = key_of(NETWORK, name)
        if whom == self.me.key:
            return
        if whom:
            yield _person(name)
        yield Act("like", self.me.key, whom, at, about=about or None)

    def _written(
        self, key: str, at: Any, text: str, audience: Audience, poll: bool, reply_to: str | None
    ) -> Iterator[Row]:
        yield Post(key, NETWORK, self.me.key, at, text, reply_to=reply_to, audience=audience, poll=poll)

    def _mentions(self, names: Sequence[str], key: str, at: Any, but: str | None) -> Iterator[Row]:
        for name in dict.fromkeys(names):
            whom = key_of(NETWORK, name)
            if whom and whom not in (but, self.me.key):
                yield _person(name)
                yield Act("mention", self.me.key, whom, at, key)


def _author(values: Sequence[Any]) -> str:
    """Who made what was reacted to: the name under a title that says so, or under the only one that is no group."""
    for wanted in ("author", "owner"):
        for one in values:
            if wanted in map(meaning, one.under) and meaning(one.label) != "url" and one.value and not one.href:
                return str(one.value)
    left = [one for one in values if one.under and "group" not in map(meaning, one.under)]
    names = [one.value for one in left if meaning(one.label) == "name" and one.value]
    if names:
        return str(names[0])
    return next((one.value for one in values if not one.under and meaning(one.label) in ("name", "author")), "")


def _attached(entry: dict[str, Any]) -> tuple[list[str], bool, str]:
    """(words and addresses shown below a post, is one of it a poll, what names a picture) of its attachments."""
    words: list[str] = []
    poll, medium = False, ""
    for attachment in map(record, listed(entry.get("attachments"))):
        for one in map(record, listed(attachment.get("data"))):
            picture, link = record(one.get("media")), record(one.get("external_context"))
            words.append(text_of(picture.get("description")))
            words.append(text_of(link.get("url")))
            medium = medium or text_of(picture.get("uri")).rpartition("/")[2]
            asked = record(one.get("poll"))
            if asked:
                poll = True
                words.append(text_of(asked.get("question")))
                words += [text_of(record(option).get("option")) for option in listed(asked.get("options"))]
            words.append(text_of(record(one.get("event")).get("name")))
    return [word for word in words if word], poll, medium


def _new(text: str, shown: Sequence[str]) -> Iterator[str]:
    """The text, and of what is shown below it that which it does not say already."""
    if text:
        yield text
    for word in dict.fromkeys(shown):
        if word not in text:
            yield word


def _untagged(text: str) -> tuple[str, list[str]]:
    """The text with names where it has `@[100001:2048:Åsa Test]`, and these names."""
    return _TAGGED.sub(r"\1", text), _TAGGED.findall(text)
