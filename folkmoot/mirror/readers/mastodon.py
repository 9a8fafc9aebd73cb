"""Mastodon: the archive of one's own posts, the lists from Settings > Export, and the file of mastodon-archive.

Formats: mastodon/mastodon, app/services/backup_service.rb and app/models/export.rb; kensanata/mastodon-archive.
docs/archives.md says what is read.
"""

import re
from collections.abc import Iterator
from typing import Any

from folkmoot.mirror.archive import Member
from folkmoot.mirror.jsonstream import BrokenJson, values
from folkmoot.mirror.notes import Notes
from folkmoot.mirror.plaintext import clean, from_html, language_code, moment, whole_number
from folkmoot.mirror.readers import Files
from folkmoot.mirror.rows import Act, Audience, Person, Post, Row
from folkmoot.mirror.textstream import table, until_damaged

NETWORK = "mastodon"
SHOWN = "Mastodon"
CANNOT_SHOW = (
    "Mastodon's archive does not say how often your posts were liked, boosted or answered, nor by whom.",
    "It does not list your followers, and of what you boosted it holds the address, not the words.",
)
PUBLIC = ("https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public")
_KEPT = ("statuses", "favourites", "mentions", "followers", "following")  # of mastodon-archive
_STATUS = re.compile(r"https?://([^/?#]+)/(?:users/|@|ap/users/)([^/?#@]+)")
_ADDRESS = re.compile(r"@?([^@\s,/\"<>]{1,200})@([a-z0-9.-]{1,200}\.[a-z0-9-]{1,60})", re.IGNORECASE)
_LISTED = re.compile(
    r'[^,@\n]{1,200},[^@\s,/"<>]{1,200}@[a-z0-9.-]{1,200}\.[a-z0-9-]{1,60}', re.IGNORECASE
)  # lists.csv


def role_of(head: bytes, name: str) -> str | None:
    """Files of an export by what is in them: collections and actors of ActivityStreams, and lists of addresses."""
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if text.startswith(b"{"):
        return _role_of_json(text)
    rows = text.decode("utf-8", "replace").splitlines()
    # The last line may be cut.
    whole = [row.strip() for row in (rows[:-1] if len(rows) > 1 and len(head) > 1000 else rows)[:20] if row.strip()]
    if not whole:
        return None
    if whole[0].startswith("Account address"):
        return "muted" if "Hide notifications" in whole[0] else "following"
    if all(_LISTED.fullmatch(row) for row in whole):
        return "lists"
    if all(_ADDRESS.fullmatch(row.partition(",")[0]) for row in whole):
        # Those who are followed, muted or blocked: the bytes are the same, so the name has to tell.
        return "muted" if re.search("mute|block", name.lower()) else "following"
    return None


def _role_of_json(text: bytes) -> str | None:
    if b"activitystreams" in text[:1000] or b'"orderedItems"' in text or b'"OrderedCollection"' in text:
        if re.search(rb'"type"\s*:\s*"(Person|Service|Application|Group|Organization)"', text):
            return "actor"
        for role in (b"outbox", b"likes", b"bookmarks"):
            if re.search(rb'"id"\s*:\s*"[^"]*\b' + role + rb'(\.json)?"', text[:1500]):
                return role.decode()
        return "outbox" if re.search(rb'"type"\s*:\s*"(Create|Announce)"', text) else None
    if re.match(rb'\{\s*"(account|statuses|favourites|bookmarks|mentions|followers|following|mutes|blocks)"\s*:', text):
        return "mastodon_archive" if b'"acct"' in text or b'"statuses"' in text else None
    return None


def read(files: Files, notes: Notes) -> Iterator[Row]:
    """Rows of every account's files. Bookmarks, and lists of whom one mutes or blocks, are passed over knowingly."""
    for member in files.get("mastodon_archive", ()):
        yield from _mastodon_archive(member, notes)
    # Somebody who moved has two accounts: the files of each lie in a folder of their own.
    owners: dict[str, str] = {}
    for member in files.get("actor", ()):
        me = _actor(member, notes)
        if me is not None and _folder(member) not in owners:
            owners[_folder(member)] = me.key
            yield me
    for member in files.get("outbox", ()):
        if _folder(member) not in owners:
            me = _owner_of(member)
            if me is not None:
                owners[_folder(member)] = me.key
                yield me
    first = next(iter(owners.values()), f"{NETWORK}:me")
    for member in files.get("outbox", ()):
        owner = owners.get(_folder(member), first)
        for activity in _entries(member, "orderedItems", notes):
            try:
                yield from list(_activity(activity, owner))
            except (AttributeError, TypeError, KeyError, ValueError):
                notes.skip(member.name, "post")
    for member in files.get("likes", ()):
        owner = owners.get(_folder(member), first)
        for address in _entries(member, "orderedItems", notes):
            whom = _person(address)
            if not isinstance(address, str) or not address:
                notes.skip(member.name, "address")
            elif whom != owner:
                yield Act("like", owner, whom, about=_text(address))
    for member in files.get("following", ()):
        yield from _following(member, owners.get(_folder(member), first), notes)


def _folder(member: Member) -> str:
    return member.name.rpartition("/")[0]


def _entries(member: Member, wanted: str, notes: Notes) -> Iterator[Any]:
    try:
        with until_damaged(member.name, notes), member.open() as stream:
            for key, entry in values(stream):
                if key == wanted:
                    yield entry
    except BrokenJson as problem:
        notes.say(f"{member.name} is broken ({problem}): what stands before that was read; download it again.")


def _actor(member: Member, notes: Notes) -> Person | None:
    actor: dict[str | None, str] = {}
    try:
        with until_damaged(member.name, notes), member.open() as stream:
            for key, value in values(stream):
                if key in ("id", "url", "name") and isinstance(value, str):
                    actor[key] = value
    except BrokenJson as problem:
        notes.say(f"{member.name} is broken ({problem}): what stands before that was read; download it again.")
    key = _person(actor.get("id", "")) or _person(actor.get("url", ""))
    if key is None:
        return None
    return Person(key, NETWORK, key.removeprefix(f"{NETWORK}:"), clean(actor.get("name", "")) or None, me=True)


def _owner_of(member: Member) -> Person | None:
    """Whose outbox it is, when there is no actor.json: whoever did its first activity."""
    for activity in _entries(member, "orderedItems", Notes()):
        key = _person(activity.get("actor", "")) if isinstance(activity, dict) else None
        return Person(key, NETWORK, key.removeprefix(f"{NETWORK}:"), me=True) if key else None
    return None


def _person(address: object) -> str | None:
    """Person.key from the address of an account or of one of its posts, where it shows it."""
    if not isinstance(address, str):
        return None
    found = _STATUS.match(address)
    return clean(f"{NETWORK}:{found[2].lower()}@{found[1].lower()}") if found else None


def _activity(activity: dict[str, Any], owner: str) -> Iterator[Row]:
    thing, at = activity["object"], moment(activity.get("published"))
    if activity["type"] == "Announce":
        address = str(thing if isinstance(thing, str) else thing["id"])
        whom = _person(address)
        if whom != owner:
            yield Act("repost", owner, whom, at, about=_text(address))
        return
    if activity["type"] != "Create" or not isinstance(thing, dict):
        return
    to, also = _listed(thing.get("to")), _listed(thing.get("cc"))
    mentioned = [
        (tag.get("href"), whom)
        for tag in _listed(thing.get("tag"))
        if isinstance(tag, dict) and tag.get("type") == "Mention" and (whom := _person(tag.get("href")))
    ]
    audience = _audience(to, also)
    at = moment(thing.get("published")) or at
    if audience is None:
        for whom in {whom: None for _, whom in mentioned if whom != owner}:
            yield Act("message", owner, whom, at)
        return
    key = clean(f"{NETWORK}:{thing['id']}")
    answered = thing.get("inReplyTo")
    reply_to = _answered(answered, mentioned)
    warning = thing.get("summary")
    languages = thing.get("contentMap")
    languages = languages if isinstance(languages, dict) else {}
    text = from_html(thing.get("content") or next(iter(languages.values()), None) or "")
    conversation = thing.get("conversation") or thing.get("context")
    yield Post(
        key,
        NETWORK,
        owner,
        at,
        f"{clean(warning)}\n{text}" if isinstance(warning, str) and warning else text,
        language_code(next(iter(languages), None)),
        reply_to,
        clean(conversation) if isinstance(conversation, str) else None,
        audience,
        thing.get("type") == "Question",
        url=clean(thing["url"]) if isinstance(thing.get("url"), str) else None,
    )
    if isinstance(answered, str) and reply_to != owner:
        yield Act("reply", owner, reply_to, at, key, _text(answered))
    for _, whom in mentioned:
        if whom not in (reply_to, owner):
            yield Act("mention", owner, whom, at, key)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _audience(to: list[Any], also: list[Any]) -> Audience | None:
    """Who may read it; None for only those mentioned."""
    if any(address in PUBLIC for address in (*to, *also)):
        return "public"
    if any(isinstance(address, str) and address.endswith("/followers") for address in (*to, *also)):
        return "followers"
    return None


def _answered(address: object, mentioned: list[tuple[Any, str]]) -> str | None:
    """Whom a reply answers: the address of the post tells it, or the one mention from the same server."""
    if not isinstance(address, str):
        return None
    known = _person(address)
    if known is not None:
        return known
    host = address.split("/")[2] if address.count("/") > 2 else ""
    there = [whom for href, whom in mentioned if isinstance(href, str) and f"//{host}/" in href]
    return there[0] if len(there) == 1 else mentioned[0][1] if len(mentioned) == 1 else None


def _following(member: Member, owner: str, notes: Notes) -> Iterator[Row]:
    """Addresses, one a line, with further columns and a first line that names them, or without."""
    for row in table(member.open, member.name, notes):
        if not row or row[0].startswith("Account address"):
            continue
        found = _ADDRESS.fullmatch(row[0].strip())
        if found is None:
            notes.skip(member.name, "address")
            continue
        name = clean(f"{found[1].lower()}@{found[2].lower()}")
        if f"{NETWORK}:{name}" != owner:
            yield Person(f"{NETWORK}:{name}", NETWORK, name)
            yield Act("follow", owner, f"{NETWORK}:{name}")


# mastodon-archive: one JSON file with what the API gave ------------------------------------------------------------


def _mastodon_archive(member: Member, notes: Notes) -> Iterator[Row]:
    """The only source that has followers, and what others wrote to the owner."""
    me = _whose(member)
    if me is None:
        notes.say(f"{member.name} does not say whose archive it is, so it was not read: make it again.")
        return
    yield me
    try:
        with until_damaged(member.name, notes), member.open() as stream:
            for key, entry in values(stream):
                if key in _KEPT:
                    yield from _safely(key, entry, me, member, notes)
    except BrokenJson as problem:
        notes.say(f"{member.name} is broken ({problem}): what stands before that was read; make it again.")


def _whose(member: Member) -> Person | None:
    """The account, which is written first; what breaks before it is told of by whoever reads on."""
    try:
        with until_damaged(member.name, Notes()), member.open() as stream:
            for key, entry in values(stream):
                if key == "account":
                    found = _STATUS.match(str(entry["url"]))
                    return _account(entry, found[1].lower() if found else "local", me=True)
    except (BrokenJson, AttributeError, TypeError, KeyError, ValueError):
        return None
    return None


def _account(account: dict[str, Any], host: str, me: bool = False) -> Person:
    name = clean(account["acct"].lower())
    name = name if "@" in name else f"{name}@{host}"
    shown = account.get("display_name")
    return Person(f"{NETWORK}:{name}", NETWORK, name, clean(shown) or None if isinstance(shown, str) else None, me)


def _safely(kind: str, entry: dict[str, Any], me: Person, member: Member, notes: Notes) -> Iterator[Row]:
    try:
        for row in list(_entity(kind, entry, me)):
            # What one does to oneself is no act.
            if not (isinstance(row, Act) and row.who == row.whom) and not (
                isinstance(row, Person) and row.key == me.key
            ):
                yield row
    except (AttributeError, TypeError, KeyError, ValueError):
        notes.skip(member.name)


def _entity(kind: str, entry: dict[str, Any], me: Person) -> Iterator[Row]:
    host = (me.name or "").partition("@")[2]
    if kind in ("followers", "following"):
        other = _account(entry, host)
        yield other
        who, whom = (me.key, other.key) if kind == "following" else (other.key, me.key)
        yield Act("follow", who, whom)
    elif kind == "statuses":
        yield from _status(entry, me, host)
    elif kind == "favourites":
        other = _account(entry["account"], host)
        yield other
        yield Act("like", me.key, other.key, about=_text(entry.get("uri")))
    elif kind == "mentions":
        # A notification: somebody wrote to the owner. That they did is kept; what they wrote is theirs.
        other, status = _account(entry["account"], host), entry.get("status") or entry
        yield other
        kept = "message" if status.get("visibility") == "direct" else "reply"
        yield Act(
            kept,  # type: ignore[arg-type]  # one of two ActKinds
            other.key,
            me.key,
            moment(status.get("created_at")),
            about=_text(status.get("in_reply_to_id")),
        )


def _text(value: object) -> str | None:
    return clean(str(value))[:1000] if isinstance(value, str | int) and value else None


def _status(entry: dict[str, Any], me: Person, host: str) -> Iterator[Row]:
    at = moment(entry.get("created_at"))
    if entry.get("reblog"):
        passed_on = entry["reblog"]
        whom = _account(passed_on["account"], host)
        yield whom
        yield Act("repost", me.key, whom.key, at, about=_text(passed_on.get("uri")))
        return
    mentioned = [(str(other.get("id")), _account(other, host).key) for other in _listed(entry.get("mentions"))]
    if entry.get("visibility") == "direct":
        for _, whom_key in mentioned:
            yield Act("message", me.key, whom_key, at)
        return
    key = clean(f"{NETWORK}:{entry['uri']}")
    asked = entry.get("in_reply_to_account_id")
    reply_to = next((whom_key for number, whom_key in mentioned if number == str(asked)), None) if asked else None
    own = asked is not None and str(asked) == str(entry.get("account", {}).get("id"))
    warning = entry.get("spoiler_text")
    text = from_html(entry.get("content") or "")
    yield Post(
        key,
        NETWORK,
        me.key,
        at,
        f"{clean(warning)}\n{text}" if isinstance(warning, str) and warning else text,
        language_code(entry.get("language")),
        me.key if own else reply_to,
        audience="followers" if entry.get("visibility") == "private" else "public",
        poll=bool(entry.get("poll")),
        likes=whole_number(entry.get("favourites_count")),
        reposts=whole_number(entry.get("reblogs_count")),
        answers=whole_number(entry.get("replies_count")),
        url=clean(entry["url"]) if isinstance(entry.get("url"), str) else None,
    )
    if asked and not own:
        yield Act("reply", me.key, reply_to, at, key, _text(entry.get("in_reply_to_id")))
    for _, whom_key in mentioned:
        if whom_key not in (reply_to, me.key):
            yield Act("mention", me.key, whom_key, at, key)
