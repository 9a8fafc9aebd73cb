"""Posts of X, from the rows of tweets.js and of whatever was before it."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from folkmoot.mirror.plaintext import clean, language_code, whole_number
from folkmoot.mirror.readers.entries import listed, record
from folkmoot.mirror.readers.x.people import NETWORK, Names, number
from folkmoot.mirror.readers.x.texts import LongTexts, unescaped, when, with_addresses
from folkmoot.mirror.rows import Act, Audience, Person, Post, Row

HELD_AT_MOST = 50_000  # posts that wait until all is read, with what they do; about 60 MB ...
ROOM = 1 << 26  # ... unless they are long: characters of their texts together
STATUS = re.compile(
    r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/(?:#!/)?(?:i/(?:web/)?|(\w{1,20})/)status(?:es)?/(\d{1,20})", re.I
)
_RETWEET = re.compile(r"RT @(\w{1,20}):(?:\s|$)")
_MENTION = re.compile(r"(?<![\w@/.])@(\w{1,20})\b(?!@)", re.ASCII)
_LANGUAGES = {"in": "id", "iw": "he", "ji": "yi"}  # names that X kept when the standard gave them up


class NotOwn(ValueError):
    """The row is somebody else's post."""


class Posts:
    """Rows of posts, with what has to be known of the others to make them.

    ``of`` gives the rows of most posts at once. Some wait for the end, ``rest``: those that were edited, of which only
    the last version counts, those that carry on the owner's own thread, and those that name somebody by name only.
    """

    def __init__(self, names: Names, owner_name: str | None, long_texts: LongTexts) -> None:
        self._names, self._long = names, long_texts
        self._page = f"https://x.com/{owner_name or 'i/web'}/status/"
        self._edited: dict[str, tuple[int, dict[str, Any], Audience]] = {}
        self._held: list[list[Row]] = []
        self._room = ROOM
        self._before: dict[str, str] = {}  # own post -> the own post that it carries on

    def of(self, tweet: dict[str, Any], audience: Audience = "public") -> Iterator[Row]:
        """Rows of one post. Raises one of MISSHAPEN when it is none, NotOwn when it is somebody else's."""
        _, text = self._own(tweet)
        if (edits := _edits(tweet)) is not None:
            first, this = edits
            last = self._edited.get(first)
            if last is not None or (len(self._edited) < HELD_AT_MOST and self._room > 0):
                self._room -= len(text)
                if last is None or this > last[0]:
                    self._edited[first] = (this, tweet, audience)
                return
        yield from self._now_or_later(tweet, audience)

    def rest(self) -> Iterator[Row]:
        """Rows of those that waited."""
        for _, tweet, audience in self._edited.values():
            yield from self._now_or_later(tweet, audience)
        self._edited.clear()
        for rows in self._held:
            settled = [self._settled(row) for row in rows]
            yield from self._names.fresh
            self._names.fresh.clear()
            # Somebody named may turn out to be the owner.
            yield from (row for row in settled if not (isinstance(row, Act) and row.whom == self._names.owner))
        self._held.clear()

    def _now_or_later(self, tweet: dict[str, Any], audience: Audience) -> Iterator[Row]:
        self._names.unsure = False
        rows = list(self._rows(tweet, audience))
        yield from self._names.fresh
        self._names.fresh.clear()
        waits = self._names.unsure or (rows and isinstance(rows[0], Post) and rows[0].key in self._before)
        if waits and len(self._held) < HELD_AT_MOST and self._room > 0:
            self._room -= len(rows[0].text) if isinstance(rows[0], Post) else 0
            self._held.append(rows)
        else:
            yield from rows

    def _settled(self, row: Row) -> Row:
        """With numbers for names, and the thread that begins with the first of the owner's posts."""
        if isinstance(row, Act):
            return row._replace(whom=self._names.settled(row.whom))
        if isinstance(row, Person):
            return row
        thread, seen = row.key, {row.key}
        while (before := self._before.get(thread, thread)) not in seen:
            thread = before
            seen.add(before)
        return row._replace(reply_to=self._names.settled(row.reply_to), thread=thread)

    def _rows(self, tweet: dict[str, Any], audience: Audience) -> Iterator[Row]:
        names, me = self._names, self._names.owner
        post, text = self._own(tweet)
        at = when(tweet.get("created_at"), post)
        entities = record(tweet.get("entities"))
        for one in listed(entities.get("user_mentions")):
            names.learn_user(one)
        passed_on = _RETWEET.match(text)
        if passed_on is not None or isinstance(tweet.get("retweeted_status"), dict):
            yield from self._repost(tweet, passed_on, at)
            return
        text = unescaped(text)
        full = self._long.of(post, text, at)
        whole = with_addresses(text, entities) if full is None else full
        key = f"{NETWORK}:{post}"
        answered = number(tweet.get("in_reply_to_status_id_str"), tweet.get("in_reply_to_status_id"))
        whom_number = number(tweet.get("in_reply_to_user_id_str"), tweet.get("in_reply_to_user_id"))
        names.learn(whom_number, tweet.get("in_reply_to_screen_name"))
        reply_to = names.key(whom_number, tweet.get("in_reply_to_screen_name"))
        if reply_to == me and answered is not None and answered != post:
            self._before[key] = f"{NETWORK}:{answered}"
        yield Post(
            key,
            NETWORK,
            me,
            at,
            clean(whole),
            _language(tweet.get("lang")),
            reply_to,
            self._before.get(key, key),
            audience,
            likes=whole_number(tweet.get("favorite_count")),
            reposts=whole_number(tweet.get("retweet_count")),
            url=self._page + post,
        )
        if reply_to != me and (reply_to is not None or answered is not None):
            yield Act("reply", me, reply_to, at, key, f"{NETWORK}:{answered}" if answered else None)
        for named in self._mentioned(entities, text if full is None else full, full is not None):
            if named not in (reply_to, me):
                yield Act("mention", me, named, at, key)
        for quoted, by in self._quoted(tweet, entities, full).items():
            if quoted != post and by != me:
                yield Act("repost", me, by, at, key, f"{NETWORK}:{quoted}")

    def _own(self, tweet: dict[str, Any]) -> tuple[str, str]:
        """Number and text of a post of the owner."""
        post = number(tweet.get("id_str"), tweet.get("id"))
        text = tweet["full_text"] if isinstance(tweet.get("full_text"), str) else tweet["text"]
        if post is None or not isinstance(text, str):
            raise ValueError("a post without a number or a text")
        author = self._names.learn_user(tweet.get("user")) if "user" in tweet else None
        if author is not None and author != self._names.owner:
            raise NotOwn
        return post, text

    def _repost(self, tweet: dict[str, Any], written: re.Match[str] | None, at: datetime | None) -> Iterator[Row]:
        original = record(tweet.get("retweeted_status"))
        whom = self._names.learn_user(original.get("user"))
        about = number(original.get("id_str"), original.get("id"))
        if whom is not None and written is not None:
            self._names.learn(whom.removeprefix(f"{NETWORK}:"), written[1])
        elif whom is None and written is not None:
            whom = self._names.key(None, written[1])
        if about is None:  # pictures that were passed on tell where they are from
            for media in (record(tweet.get("extended_entities")), record(tweet.get("entities"))):
                for medium in map(record, listed(media.get("media"))):
                    about = about or number(medium.get("source_status_id_str"), medium.get("source_status_id"))
        if whom != self._names.owner:
            yield Act("repost", self._names.owner, whom, at, about=f"{NETWORK}:{about}" if about else None)

    def _mentioned(self, entities: dict[str, Any], text: str, more: bool) -> dict[str, None]:
        """Keys of those named in it, in order. more: the text is longer than what the entities speak of."""
        found: dict[str, None] = {}
        told = entities.get("user_mentions")
        for one in map(record, listed(told)):
            whom = self._names.key(number(one.get("id_str"), one.get("id")), one.get("screen_name"))
            if whom is not None:
                found[whom] = None
        if (more or not isinstance(told, list)) and "@" in text:
            for name in _MENTION.findall(text):
                whom = self._names.key(None, name)
                if whom is not None:
                    found[whom] = None
        return found

    def _quoted(self, tweet: dict[str, Any], entities: dict[str, Any], full: str | None) -> dict[str, str | None]:
        """Number of a post that is shown below this one -> Person.key of its author, where that is told."""
        found: dict[str, str | None] = {}
        original = record(tweet.get("quoted_status"))
        stated = number(original.get("id_str"), original.get("id"), tweet.get("quoted_status_id_str"))
        if stated is not None:
            found[stated] = self._names.learn_user(original.get("user"))
        addresses = [record(url).get("expanded_url") for url in listed(entities.get("urls"))]
        if full is not None and "/status/" in full:
            addresses += [match[0] for match in STATUS.finditer(full)]
        for address in addresses:
            match = STATUS.match(address) if isinstance(address, str) else None
            if match is not None and found.get(match[2]) is None:
                found[match[2]] = self._names.key(None, match[1])
        return found


def _edits(tweet: dict[str, Any]) -> tuple[str, int] | None:
    """(number of the first version, number of this one) of a post that was edited."""
    info = tweet.get("edit_info")
    if not isinstance(info, dict):
        return None
    later = record(info.get("edit"))
    control = record(later.get("editControlInitial")) or record(info.get("initial"))
    versions = sorted({int(one) for one in map(number, listed(control.get("editTweetIds"))) if one})
    first, this = number(later.get("initialTweetId")), number(tweet.get("id_str"), tweet.get("id"))
    if this is None or (first is None and len(versions) < 2):
        return None
    return first or str(versions[0]), int(this)


def _language(written: object) -> str | None:
    code = language_code(written)
    return _LANGUAGES.get(code, code) if code else None
