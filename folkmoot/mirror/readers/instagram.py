"""Instagram: 'Download your information' as JSON, 2021 to 2026.

Folders and labels change with the years and with the owner's language; the keys within the files hardly do. So a file
is known by its keys, and its name is asked only where these leave it open. docs/archives.md says what is read.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from folkmoot.mirror.archive import Member
from folkmoot.mirror.notes import Notes
from folkmoot.mirror.plaintext import moment
from folkmoot.mirror.readers import Files
from folkmoot.mirror.readers.entries import listed, record, safely
from folkmoot.mirror.readers.meta import (
    Labelled,
    each,
    head_of,
    is_messages,
    key_of,
    labelled,
    mapped,
    meaning,
    messages,
    of_meaning,
    owner_of,
    participants,
    post_key,
    text_of,
)
from folkmoot.mirror.rows import Act, Audience, Person, Post, Row

NETWORK = "instagram"
SHOWN = "Instagram"
CANNOT_SHOW = (
    "Instagram's archive does not say who liked your posts or commented on them, nor how many saw them.",
    "It lists the followers you have today; those who left are gone from it.",
    "Of your comments it often does not say whose post they were written below.",
)
# Key of the outermost object -> role. What lies in the archive, was deleted or is a portrait was not said to anybody.
_KEYS = {
    "ig_reels_media": "posts",
    "ig_igtv_media": "posts",
    "ig_posts": "posts",
    "text_post_app_text_posts": "posts",  # of Threads
    "ig_stories": "stories",
    "relationships_followers": "followers",
    "relationships_following": "following",
    "comments_media_comments": "comments",
    "comments_reels_comments": "comments",
    "comments_story_comments": "comments",
    "likes_media_likes": "likes",
    "likes_comment_likes": "likes",
    "story_activities_story_likes": "likes",
    "profile_user": "profile",
}
_KEPT_BACK = re.compile(
    "archived|deleted|profile_photo|close_friend|blocked|restrict|pending|recent|removed|unfollow|hide|saved|viewed|"
    "watched|suggest|search|request|hashtag|not_interested"
)
_MENTION = re.compile(r"(?<![\w@/.])@([a-z0-9_](?:[a-z0-9_.]{0,28}[a-z0-9_])?)", re.IGNORECASE)
_PROFILE = re.compile(r"https?://(?:www\.)?instagram\.com/(?:_u/)?([A-Za-z0-9_.]{1,30})/?(?:\?.*)?$")
_NAME = re.compile(r"[a-z0-9_.]{1,30}")


def role_of(head: bytes, name: str) -> str | None:
    """Files of an export by their keys; lists without a key by what is in them, and then by name."""
    text = head_of(head)
    base = PurePosixPath(name).name.lower()
    if is_messages(text):
        return "messages" if "instagram" in name.lower() else None
    key = re.match(r'\{\s*"(\w+)"\s*:', text)
    if key is not None and key[1] in _KEYS:
        return _KEYS[key[1]]
    # A list, or the only entry of what should be one.
    if not re.match(
        r'\[?\s*\{\s*"(media|title|media_list_data|string_list_data|string_map_data|timestamp|'
        r'label_values|creation_timestamp|fbid)"\s*:',
        text,
    ) or _KEPT_BACK.search(base):
        return None
    return _role_of_list(text, base)


def _role_of_list(text: str, base: str) -> str | None:
    if '"label_values"' in text:
        if "facebook.com" in text or "instagram" not in text + base:
            return None
        if "like" in base:
            return "likes"
        if "comment" in base:
            return "comments"
        return "posts" if re.match("posts|reels|your_posts", base) else None
    if '"string_map_data"' in text:
        labels = re.findall(r'"([^"\\]{1,60})"\s*:\s*\{', text)
        return "comments" if "comment" in base or any(meaning(label) == "comment" for label in labels) else None
    if '"string_list_data"' in text:
        return "following" if base.startswith("following") else "likes" if "like" in base else "followers"
    if '"uri"' in text and '"creation_timestamp"' in text and '"attachments"' not in text and '"data"' not in text:
        return "stories" if base.startswith("stories") else "posts"
    return None


def read(files: Files, notes: Notes) -> Iterator[Row]:
    """Rows of one account's files."""
    me = _owner(files, notes)
    yield me
    known: set[str] = set()
    for role, whose in (("followers", _follower), ("following", _followed)):
        for member in files.get(role, ()):
            for entry in each(member, (f"relationships_{role}",), notes):
                yield from _told(
                    safely(whose(entry, me.key), member, "follower" if role == "followers" else "entry", notes), known
                )
    for role, audience in (("posts", "public"), ("stories", "followers")):
        for member in files.get(role, ()):
            for entry in each(member, tuple(_KEYS), notes):
                yield from safely(_post(entry, role, audience, me.key), member, "post", notes)  # type: ignore[arg-type]  # an Audience
    for member in files.get("comments", ()):
        for entry in each(member, tuple(_KEYS), notes):
            yield from _told(safely(_comment(entry, me.key), member, "comment", notes), known)
    for member in files.get("likes", ()):
        for entry in each(member, tuple(_KEYS), notes):
            yield from _told(safely(_like(entry, me.key), member, "like", notes), known)
    yield from _messages(files.get("messages", ()), me, known, notes)


def _told(rows: Iterable[Row], known: set[str]) -> Iterator[Row]:
    """The rows, with each person once."""
    for row in rows:
        if isinstance(row, Person):
            if row.key in known:
                continue
            known.add(row.key)
        yield row


def _person(name: object) -> Person:
    """Raises ValueError when there is no name."""
    key = key_of(NETWORK, name)
    if key is None:
        raise ValueError("somebody without a name")
    return Person(key, NETWORK, key.removeprefix(f"{NETWORK}:"))


def _owner(files: Files, notes: Notes) -> Person:
    for member in files.get("profile", ()):
        for entry in each(member, ("profile_user",), notes):
            values = mapped(entry) or list(labelled(entry.get("label_values")))
            name = of_meaning(values, "username")
            key = key_of(NETWORK, name)
            if key is not None:
                return Person(key, NETWORK, key.removeprefix(f"{NETWORK}:"), of_meaning(values, "name") or None, True)
    return Person(f"{NETWORK}:me", NETWORK, shown=owner_of(files.get("messages", ())), me=True)


# Followers --------------------------------------------------------------------------------------------------------


def _named(entry: dict[str, Any]) -> tuple[Person, object]:
    """(who, when) of an entry of a list of people: the name is the value, the title, or in the address."""
    links = [record(one) for one in listed(entry.get("string_list_data"))]
    first = links[0] if links else {}
    found = _PROFILE.match(text_of(first.get("href")))
    name = text_of(first.get("value")) or text_of(entry.get("title")) or (found[1] if found else "")
    return _person(name), first.get("timestamp")


def _follower(entry: dict[str, Any], me: str) -> Iterator[Row]:
    other, at = _named(entry)
    yield other
    if other.key != me:
        yield Act("follow", other.key, me, moment(at))


def _followed(entry: dict[str, Any], me: str) -> Iterator[Row]:
    other, at = _named(entry)
    yield other
    if other.key != me:
        yield Act("follow", me, other.key, moment(at))


# Posts, comments, likes -------------------------------------------------------------------------------------------


def _post(entry: dict[str, Any], role: str, audience: Audience, me: str) -> Iterator[Row]:
    """The caption of one picture stands with the picture, that of several with the post, the newest under a label."""
    media = [record(one) for one in listed(entry.get("media"))] or [entry]
    values = list(labelled(entry.get("label_values")))
    text = of_meaning(values, "caption") or text_of(entry.get("title"))
    text = text or next((title for one in media if (title := text_of(one.get("title")))), "")
    when = next(
        (at for one in (entry, *media) for at in (one.get("creation_timestamp"), one.get("timestamp")) if at), None
    )
    shown = text_of(media[0].get("uri"))
    if not text and role == "stories":
        return  # a picture without words that was gone after a day
    if not text and not shown and when is None:
        raise ValueError("nothing of a post")
    at = moment(when)
    key = post_key(NETWORK, role, when, text or shown.rpartition("/")[2])
    yield Post(key, NETWORK, me, at, text, audience=audience)
    yield from _mentions(text, key, at, me, None)


def _mentions(text: str, key: str, at: Any, me: str, reply_to: str | None) -> Iterator[Row]:
    for name in dict.fromkeys(map(str.lower, _MENTION.findall(text))):
        other = _person(name)
        if other.key not in (me, reply_to):
            yield Act("mention", me, other.key, at, key)


def _comment(entry: dict[str, Any], me: str) -> Iterator[Row]:
    values = mapped(entry) or list(labelled(entry.get("label_values")))
    if values:
        text, owner, when = _said(values)
        when = when or entry.get("timestamp")
    else:
        first = record(next(iter(listed(entry.get("string_list_data"))), None))
        text, owner, when = text_of(first.get("value")), text_of(entry.get("title")), first.get("timestamp")
    shown = record(next(iter(listed(entry.get("media_list_data"))), None))
    if not text and not text_of(shown.get("uri")):
        raise ValueError("a comment without words")
    at, other = moment(when), _person(owner) if owner else None
    reply_to = other.key if other else None
    key = post_key(NETWORK, "comment", when, owner, text)
    if other is not None and reply_to != me:
        yield other
    yield Post(key, NETWORK, me, at, text, reply_to=reply_to)
    if reply_to != me:
        yield Act("reply", me, reply_to, at, key)
    yield from _mentions(text, key, at, me, reply_to)


def _said(values: Sequence[Labelled]) -> tuple[str, str, object]:
    """(words, whose post, when) of a comment, by label, or by place where the language is not known."""
    text, owner = of_meaning(values, "comment"), of_meaning(values, "owner") or of_meaning(values, "username")
    when = next((one.at for one in values if one.at), None)
    unknown = [one.value for one in values if one.value and meaning(one.label) is None]
    if not text and unknown:
        text = unknown.pop(0)
    if not owner and unknown and _NAME.fullmatch(unknown[-1].lower()):
        owner = unknown[-1]
    return text, owner, when


def _like(entry: dict[str, Any], me: str) -> Iterator[Row]:
    values = list(labelled(entry.get("label_values")))
    if values:
        name = of_meaning(values, "username") or of_meaning(values, "name") or of_meaning(values, "author")
        address, when = of_meaning(values, "url"), entry.get("timestamp")
        done = [(address, when or next((one.at for one in values if one.at), None))]
    else:
        links = [record(one) for one in listed(entry.get("string_list_data"))]
        done = [(text_of(one.get("href")), one.get("timestamp")) for one in links]
        # The value is a thumb, or, where there is no title, a name.
        said = text_of(links[0].get("value")) if links else ""
        name = text_of(entry.get("title")) or (said if _NAME.fullmatch(said.lower()) else "")
    if not done or not (name or done[0][0]):
        raise ValueError("nothing of a like")
    other = _person(name) if name else None
    if other is not None:
        if other.key == me:
            return
        yield other
    for address, when in done:
        yield Act("like", me, other.key if other else None, moment(when), about=address or None)


# Messages ---------------------------------------------------------------------------------------------------------


def _messages(conversations: Sequence[Member], me: Person, known: set[str], notes: Notes) -> Iterator[Row]:
    my_name = me.shown or owner_of(conversations)
    handles = frozenset(known)
    for member in conversations:
        # Here people are called by the names they show; the folder of a talk of two often has the other's handle.
        folder = f"{NETWORK}:{PurePosixPath(member.name).parent.name.rpartition('_')[0].lower()}"
        handle = folder if folder in handles and len(participants(member)) == 2 else None
        yield from _told(messages(member, me, my_name, partial(_talker, handle=handle), notes), known)


def _talker(name: str, handle: str | None) -> Person | None:
    key = handle or key_of(NETWORK, name)
    return Person(key, NETWORK, handle.removeprefix(f"{NETWORK}:") if handle else name, name) if key else None
