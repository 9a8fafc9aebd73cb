"""X, once Twitter: the archive of today, that of 2018 to 2022, and the classic one of before.

Formats: the files themselves, and what those who read them wrote down (community-archive, twitter-to-sqlite). Each file
says in its first line what it is, `window.YTD.tweets.part0 = [`; its name does not matter. docs/archives.md says what
is read.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from folkmoot.mirror.archive import Member
from folkmoot.mirror.notes import Notes
from folkmoot.mirror.plaintext import clean, moment
from folkmoot.mirror.readers import Files
from folkmoot.mirror.readers.entries import MISSHAPEN, entries, listed, record
from folkmoot.mirror.readers.x import classic
from folkmoot.mirror.readers.x.people import NETWORK, Names, handle, number
from folkmoot.mirror.readers.x.posts import STATUS, NotOwn, Posts
from folkmoot.mirror.readers.x.texts import LongTexts
from folkmoot.mirror.rows import Act, Audience, Person, Row

__all__ = ["CANNOT_SHOW", "NETWORK", "SHOWN", "read", "role_of"]

SHOWN = "X"
CANNOT_SHOW = (
    "X's archive lists who follows you and whom you follow by number only, without names and without dates.",
    "It says how often your posts were liked and reposted, but not by whom, and nothing of the answers you got.",
    "Of what you reposted it holds the first words, and of what you liked neither the author nor the day.",
)
_OPENING = re.compile(rb"(?:window\.)?YTD\.([\w-]{1,60})\.part(\d{1,6})\s*=\s*[\[{]", re.IGNORECASE)
_MANIFEST = re.compile(rb"window\.__THAR_CONFIG\s*=\s*\{")
_MONTH = re.compile(rb"Grailbird\.data\.tweets_\d{4}_\d\d\s*=")
_DETAILS = re.compile(rb"(?:var\s+)?user_details\s*=\s*\{")
# What follows the first line, for files whose first line somebody took off.
_WRAPPED = re.compile(rb'\[\s*\{\s*"(tweet|noteTweet|follower|following|like|account|dmConversation)"\s*:\s*\{')
_ROLES = {
    "tweets": "posts",
    "tweet": "posts",
    "community_tweet": "community",
    "community_tweets": "community",
    "twitter_circle_tweet": "circle",
    "note_tweet": "long",
    "note_tweets": "long",
    "account": "account",
    "follower": "followers",
    "followers": "followers",
    "following": "following",
    "like": "likes",
    "likes": "likes",
    "direct_message": "messages",
    "direct_messages": "messages",
    "direct_message_group": "messages",
    "direct_messages_group": "messages",
    "direct_message_headers": "message_headers",
    "direct_messages_headers": "message_headers",
    "direct_message_group_headers": "message_headers",
    "direct_messages_group_headers": "message_headers",
    "tweet_headers": "headers",
}
_UNWRAPPED = {
    "tweet": "posts",
    "noteTweet": "long",
    "follower": "followers",
    "following": "following",
    "like": "likes",
    "account": "account",
    "dmConversation": "messages",
}


def role_of(head: bytes, name: str) -> str | None:
    """Files of an archive by their first line; lists of posts as the programming interface gave them, too."""
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    opening = _OPENING.match(text)
    if opening is not None:
        return _ROLES.get(opening[1].decode("ascii", "replace").lower().replace("-", "_"))
    if _MONTH.match(text):
        return "months"
    if _DETAILS.match(text):
        return "details"
    if _MANIFEST.match(text):
        return "manifest"
    if text.startswith(b"["):
        wrapped = _WRAPPED.match(text)
        if wrapped is not None and wrapped[1] != b"tweet":
            return _UNWRAPPED[wrapped[1].decode()]
        if b'"id_str"' in text and (b'"full_text"' in text or b'"user_mentions"' in text):
            return "posts"
        return None
    first = text.split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    return "table" if classic.is_table(first) else None


def read(files: Files, notes: Notes) -> Iterator[Row]:
    """Rows of one archive."""
    me = _owner(files, notes)
    yield me
    names = Names(me)
    long_texts = _long_texts(files.get("long", ()), notes)
    posts = Posts(names, me.name, long_texts)
    yield from _posts(files, posts, notes)
    if left := long_texts.left():
        notes.skip(files["long"][0].name, "unmatched long text", left)
    for role in ("followers", "following"):
        for member in _in_order(files.get(role, ())):
            yield from _each(member, role.removesuffix("s"), notes, partial(_follow, role=role, me=me.key))
    for member in _in_order(files.get("likes", ())):
        yield from _each(member, "like", notes, partial(_like, names=names))
    for member in _in_order(files.get("messages") or files.get("message_headers", ())):
        yield from _each(member, "conversation", notes, partial(_messages, me=me.key, member=member, notes=notes))


def _in_order(members: Sequence[Member]) -> list[Member]:
    """By the number of the part, which is in the first line."""

    def part(member: Member) -> int:
        opening = _OPENING.match(member.head.lstrip(b"\xef\xbb\xbf \r\n\t"))
        return int(opening[2]) if opening else 0

    return sorted(members, key=part)


def _each(member: Member, what: str, notes: Notes, rows: Callable[[Any], Iterator[Row]]) -> Iterator[Row]:
    """The rows of each entry; an entry that gives none because of its shape is counted."""
    for _, entry in entries(member, notes, skip_to="=" if _is_script(member) else ""):
        try:
            yield from list(rows(entry))
        except NotOwn:
            notes.skip(member.name, "post of somebody else")
        except MISSHAPEN:
            notes.skip(member.name, what)


def _is_script(member: Member) -> bool:
    return not member.head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"[", b"{"))


def _posts(files: Files, posts: Posts, notes: Notes) -> Iterator[Row]:
    kinds: tuple[tuple[str, Audience], ...] = (
        ("posts", "public"),
        ("community", "group"),
        ("circle", "followers"),
        ("months", "public"),
    )
    for role, audience in kinds:
        for member in _in_order(files.get(role, ())):
            yield from _each(member, "post", notes, partial(_post, posts=posts, audience=audience))
    for member in files.get("table", ()):
        for tweet in classic.rows(member, notes):
            try:
                yield from list(posts.of(tweet))
            except MISSHAPEN:
                notes.skip(member.name, "line")
    yield from posts.rest()


def _post(entry: Any, posts: Posts, audience: Audience) -> Iterator[Row]:
    # Between 2018 and 2022 nothing was put around a row.
    tweet = entry.get("tweet", entry)
    if not isinstance(tweet, dict):
        raise TypeError("a post is none")
    yield from posts.of(tweet, audience)


def _long_texts(members: Sequence[Member], notes: Notes) -> LongTexts:
    found = LongTexts()
    for member in _in_order(members):
        for _, entry in entries(member, notes, skip_to="=" if _is_script(member) else ""):
            try:
                found.add(record(entry.get("noteTweet")) or entry)
            except MISSHAPEN:
                notes.skip(member.name, "long text")
    return found


def _follow(entry: Any, role: str, me: str) -> Iterator[Row]:
    kind = role.removesuffix("s")
    listed_as = record(entry[kind]) if kind in entry else entry
    link = re.search(r"user_id=(\d+)", str(listed_as.get("userLink", "")))
    other = number(listed_as.get("accountId"), link[1] if link else None)
    if other is None:
        raise ValueError("who follows has no number")
    key = f"{NETWORK}:{other}"
    if role == "followers":
        yield Person(key, NETWORK)
        yield Act("follow", key, me)
    else:
        yield Act("follow", me, key)


def _like(entry: Any, names: Names) -> Iterator[Row]:
    like = entry.get("like", entry)
    liked = number(like.get("tweetId"))
    if liked is None:
        raise ValueError("what was liked has no number")
    named = STATUS.match(str(like.get("expandedUrl")))
    whom = names.key(None, named[1]) if named else None
    if whom != names.owner:
        yield Act("like", names.owner, whom, about=f"{NETWORK}:{liked}")


def _messages(entry: Any, me: str, member: Member, notes: Notes) -> Iterator[Row]:
    """That there was a message, from whom and to whom. One to a group is to nobody in particular."""
    talk = entry.get("dmConversation", entry)
    for message in listed(talk["messages"]):
        sent = record(message).get("messageCreate")
        if not isinstance(sent, dict):
            continue  # somebody joined, left, or put a heart to it
        sender, recipient = number(sent.get("senderId")), number(sent.get("recipientId"))
        if sender is None:
            notes.skip(member.name, "message")
            continue
        who = f"{NETWORK}:{sender}"
        whom = f"{NETWORK}:{recipient}" if recipient else None if who == me else me
        if whom != who:
            yield Act("message", who, whom, moment(sent.get("createdAt")))


# Whose archive it is ----------------------------------------------------------------------------------------------


def _owner(files: Files, notes: Notes) -> Person:
    for member in files.get("account", ()):
        for _, entry in entries(member, notes, skip_to="=" if _is_script(member) else ""):
            account = record(record(entry).get("account"))
            found = _person(account.get("accountId"), account.get("username"), account.get("accountDisplayName"))
            if found is not None:
                return found
            notes.skip(member.name, "account")
    for member in files.get("details", ()):
        details = {key: value for key, value in entries(member, notes, skip_to="=") if isinstance(key, str)}
        found = _person(details.get("id"), details.get("screen_name"), details.get("full_name"))
        if found is not None:
            return found
    for member in files.get("manifest", ()):
        user = record(dict(entries(member, notes, skip_to="=")).get("userInfo"))
        found = _person(user.get("accountId"), user.get("userName"), user.get("displayName"))
        if found is not None:
            return found
    quiet = Notes()  # what is wrong with these files is said when they are read for what is in them
    for role in ("months", "posts"):
        for member in files.get(role, ())[:1]:
            for _, entry in entries(member, quiet, skip_to="=" if _is_script(member) else ""):
                user = record(record(entry).get("user"))
                found = _person(user.get("id_str") or user.get("id"), user.get("screen_name"), user.get("name"))
                if found is not None:
                    return found
                break
    for member in files.get("headers", ()):
        for _, entry in entries(member, quiet, skip_to="=" if _is_script(member) else ""):
            found = _person(record(record(entry).get("tweet")).get("user_id"), None, None)
            if found is not None:
                return found
    talking = _in_all_talks(files.get("messages") or files.get("message_headers", ()))
    if talking is not None:
        return Person(f"{NETWORK}:{talking}", NETWORK, me=True)
    notes.say("The archive does not say whose it is: give the whole archive, of which account.js is a part.")
    return Person(f"{NETWORK}:me", NETWORK, me=True)


def _in_all_talks(members: Sequence[Member]) -> str | None:
    """The number that is in the name of each conversation of two, if only one is."""
    both: set[str] | None = None
    for member in members:
        for _, entry in entries(member, Notes(), skip_to="=" if _is_script(member) else ""):
            named = str(record(record(entry).get("dmConversation")).get("conversationId"))[:50].split("-")
            if len(named) == 2 and all(map(number, named)):
                both = set(named) if both is None else both & set(named)
                if len(both) < 2:
                    return next(iter(both), None)
    return None


def _person(key: object, name: object, shown: object) -> Person | None:
    digits = number(key)
    if digits is None:
        return None
    called = clean(shown).strip() if isinstance(shown, str) else ""
    return Person(f"{NETWORK}:{digits}", NETWORK, handle(name), called or None, me=True)
