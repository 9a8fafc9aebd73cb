"""Bluesky: the repository that 'Export my data' gives, a CAR file.

Formats: atproto.com/specs and the lexicons app.bsky.*, of today and of the time before the network was open. The file
is read twice: once for its tree, which says what each record is called, once for the records. docs/archives.md says
what is read.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from folkmoot.mirror.archive import Member
from folkmoot.mirror.notes import Damaged, Notes
from folkmoot.mirror.plaintext import clean, language_code, moment
from folkmoot.mirror.readers import Files
from folkmoot.mirror.readers.car import Block, BrokenCar, Car, Cid, Index, buffered, decode, index, is_car, is_node
from folkmoot.mirror.rows import Act, Person, Post, Row

NETWORK = "bluesky"
SHOWN = "Bluesky"
CANNOT_SHOW = (
    "Bluesky's archive does not list your followers, nor who liked, reposted or answered you.",
    "It names people by number (DID), not by handle, unless you mentioned them; what you deleted is not in it.",
)
POST = "app.bsky.feed.post"
# Known, and nothing that one person does to another in a talk; what is not in the list is counted and told of.
PASSED_OVER = frozenset(
    {
        "app.bsky.actor.status",
        "app.bsky.feed.generator",
        "app.bsky.feed.postgate",
        "app.bsky.feed.threadgate",
        "app.bsky.graph.block",
        "app.bsky.graph.list",
        "app.bsky.graph.listblock",
        "app.bsky.graph.listitem",
        "app.bsky.graph.starterpack",
        "app.bsky.graph.verification",
        "app.bsky.labeler.service",
        "app.bsky.notification.declaration",
        "app.bsky.system.declaration",
        "chat.bsky.actor.declaration",
    }
)
TREE_AT_MOST = 1 << 28  # bytes of the tree kept in memory; a million records have about 120 MB
_URI = re.compile(r"at://(did:[a-z0-9]{1,32}:[\w.:%-]{1,256})/([a-zA-Z][\w.-]{1,316})/([\w.~:@!$&')(*+,;=-]{1,512})")
_DID = re.compile(r"did:[a-z0-9]{1,32}:[\w.:%-]{1,256}")
_TID = re.compile("[2-7a-j][2-7a-z]{12}")
_TID_DIGITS = {letter: value for value, letter in enumerate("234567abcdefghijklmnopqrstuvwxyz")}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def role_of(head: bytes, name: str) -> str | None:
    """A repository, by the header of a CAR file."""
    return "repo" if is_car(head) else None


def read(files: Files, notes: Notes) -> Iterator[Row]:
    """Rows of each repository."""
    for member in files.get("repo", ()):
        yield from _repository(member, notes)


@dataclass(slots=True)
class _Survey:
    """What the first pass finds."""

    did: str | None = None
    index: Index = field(default_factory=lambda: Index({}, 1))
    damaged: set[Cid] = field(default_factory=set)
    problem: str | None = None  # why reading ended before the end
    told: bool = False  # the notes have a sentence about that


def _repository(member: Member, notes: Notes) -> Iterator[Row]:
    survey = _surveyed(member)
    owner = f"{NETWORK}:{survey.did or 'me'}"
    yield Person(owner, NETWORK, me=True)
    named: set[Row] = set()
    others: Counter[str] = Counter()
    keys_of = survey.index.keys
    for block in _blocks(member, survey):
        keys = keys_of.pop(block.cid, None)  # so that those are left which are not there
        if keys is None and (not survey.index.missing or is_node(block.data)):
            continue  # a part of the tree, or a record that was deleted since
        try:
            if block.cid in survey.damaged:
                raise BrokenCar("its bytes are not those that were named")
            record = decode(block.data)
            if not isinstance(record, dict) or not isinstance(record.get("$type"), str):
                if keys is not None:
                    notes.skip(member.name, "record")
                continue
            for key in keys or (None,):
                for row in list(_rows(record, key, owner, survey.did, block.cid, others)):
                    if isinstance(row, Person):
                        if row in named:
                            continue
                        named.add(row)
                    yield row
        except (BrokenCar, AttributeError, TypeError, KeyError, ValueError):
            notes.skip(member.name, "record")
    _say_what_is_missing(member, survey, notes)
    if others:
        listed = ", ".join(f"{number:,} {clean(kind)[:100]}" for kind, number in others.most_common(5))
        notes.say(f"{member.name}: records of kinds that Folkmoot does not use were passed over ({listed}).")


def _say_what_is_missing(member: Member, survey: _Survey, notes: Notes) -> None:
    again = "export your data from Bluesky again"
    if survey.told:
        return
    if survey.problem is not None:
        notes.say(
            f"{member.name} is damaged or cut short ({survey.problem}): what could be read was read; "
            f"{again} for the rest."
        )
    elif survey.did is None:
        notes.say(f"{member.name} does not say whose data it is: {again}.")
    else:
        lost, index_lost = len(survey.index.keys), survey.index.missing
        lacks = [f"{lost:,} record{'s' * (lost != 1)}"] * (lost > 0)
        lacks += [f"{index_lost:,} part{'s' * (index_lost != 1)} of its index"] * (index_lost > 0)
        if lacks:
            notes.say(
                f"{member.name} is incomplete (not there: {', '.join(lacks)}): what is there was read; "
                f"{again} for the rest."
            )


def _surveyed(member: Member) -> _Survey:
    """Whose it is, its tree, and which blocks are not what their names say."""
    survey = _Survey()
    nodes: dict[Cid, bytes] = {}
    size = 0
    commit: tuple[bool, dict[str, Any]] | None = None
    roots: list[Cid] = []
    for block in _blocks(member, survey, roots):
        if not block.sound:
            survey.damaged.add(block.cid)
        elif is_node(block.data):
            size += len(block.data)
            if size <= TREE_AT_MOST:
                nodes[block.cid] = block.data
        elif block.data[1:5] == b"cdid" and (commit is None or block.cid in roots):
            try:
                value = decode(block.data)
            except BrokenCar:
                continue
            if isinstance(value, dict) and _DID.fullmatch(str(value.get("did"))):
                commit = (block.cid in roots, value)
    if commit is not None:
        survey.did = commit[1]["did"]
        tree = commit[1].get("data")
        if isinstance(tree, Cid):
            survey.index = index(nodes, tree)
    return survey


def _blocks(member: Member, survey: _Survey, roots: list[Cid] | None = None) -> Iterator[Block]:
    """The blocks up to where the file breaks off, which the survey is told."""
    try:
        with member.open() as stream:
            car = Car(buffered(stream))
            if roots is not None:
                roots += car.roots
            yield from car
    except BrokenCar as problem:
        survey.problem = str(problem)
    except Damaged as problem:
        survey.problem, survey.told = problem.why, problem.told


# Records ----------------------------------------------------------------------------------------------------------


def _rows(
    record: dict[str, Any], key: str | None, owner: str, did: str | None, cid: Cid, others: Counter[str]
) -> Iterator[Row]:
    """key: collection and record key, where the tree names the record."""
    kind = record["$type"]
    name = key.partition("/")[2] if key else None
    at = _when(record.get("createdAt"), name)
    if kind == POST:
        uri = f"at://{did}/{POST}/{name}" if did and name else cid.hex()
        yield from _post(
            record, owner, uri, at, f"https://bsky.app/profile/{did}/post/{name}" if did and name else None
        )
    elif kind in ("app.bsky.feed.like", "app.bsky.feed.repost"):
        about = record["subject"]["uri"]
        whom = _author(about)
        if whom is None:
            raise ValueError("the address of a post is none")
        if whom != owner:
            yield Act("like" if kind.endswith("like") else "repost", owner, whom, at, about=about)
    elif kind == "app.bsky.graph.follow":
        subject = record["subject"]
        # At first a follow named the person and the declaration of what they are.
        subject = subject["did"] if isinstance(subject, dict) else subject
        if not _DID.fullmatch(subject):
            raise ValueError("who is followed has no name")
        if subject != did:
            yield Act("follow", owner, f"{NETWORK}:{subject}", at)
    elif kind == "app.bsky.actor.profile":
        shown = record.get("displayName")
        yield Person(owner, NETWORK, shown=clean(shown) or None if isinstance(shown, str) else None, me=True)
    elif kind not in PASSED_OVER:
        others[kind] += 1


def _post(record: dict[str, Any], owner: str, uri: str, at: datetime | None, url: str | None) -> Iterator[Row]:
    key, text = f"{NETWORK}:{uri}", record["text"]
    if not isinstance(text, str):
        raise TypeError("the text of a post is none")
    reply = record.get("reply")
    answered = str(reply["parent"]["uri"]) if reply else None
    reply_to = _author(answered)
    mentioned = _mentioned(record, text)
    card, quoted = _embedded(record.get("embed"))
    languages = record.get("langs")
    words = clean(text).strip()
    yield Post(
        key,
        NETWORK,
        owner,
        at,
        # A card stands below the words and is a link that its readers saw.
        f"{words}\n{clean(card)}".strip() if card is not None and _bare(card) not in words.lower() else words,
        language_code(languages[0]) if isinstance(languages, list) and languages else None,
        reply_to,
        clean(reply["root"]["uri"]) if reply else uri,
        url=url,
    )
    if answered is not None and reply_to is not None and reply_to != owner:
        yield Act("reply", owner, reply_to, at, key, answered)
    for whom, handle in mentioned.items():
        if handle is not None and whom != owner:
            yield Person(whom, NETWORK, handle)
        if whom not in (reply_to, owner):
            yield Act("mention", owner, whom, at, key)
    whom_quoted = _author(quoted)
    if whom_quoted is not None and whom_quoted != owner:
        yield Act("repost", owner, whom_quoted, at, key, quoted)


def _author(uri: object) -> str | None:
    """Person.key of whoever wrote the record of this address."""
    found = _URI.fullmatch(uri) if isinstance(uri, str) else None
    return f"{NETWORK}:{found[1]}" if found else None


def _mentioned(record: dict[str, Any], text: str) -> dict[str, str | None]:
    """Person.key -> handle as it is written in the text."""
    found: dict[str, str | None] = {}
    written = text.encode("utf-8", "replace")
    for facet in _listed(record.get("facets")):
        match facet:
            case {"index": {"byteStart": int(begin), "byteEnd": int(end)}, "features": list(features)} if begin >= 0:
                for feature in features:
                    match feature:
                        case {"$type": "app.bsky.richtext.facet#mention", "did": str(did)} if _DID.fullmatch(did):
                            span = written[begin : max(end, 0)].decode("utf-8", "replace")
                            found.setdefault(f"{NETWORK}:{did}", _handle(span))
    for entity in _listed(record.get("entities")):  # of before facets; places are counted in characters
        match entity:
            case {"type": "mention", "value": str(did), "index": {"start": int(begin), "end": int(end)}} if begin >= 0:
                if _DID.fullmatch(did):
                    found.setdefault(f"{NETWORK}:{did}", _handle(text[begin : max(end, 0)]))
    return found


def _handle(written: str) -> str | None:
    found = re.fullmatch(r"@([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})", written)
    return found[1].lower() if found else None


def _embedded(embed: object) -> tuple[str | None, str | None]:
    """(address of a link that is shown as a card, address of a post that is quoted)."""
    if not isinstance(embed, dict):
        return None, None
    kind = embed.get("$type")
    if kind == "app.bsky.embed.recordWithMedia":
        card, _ = _embedded(embed.get("media"))
        return card, _embedded(embed.get("record"))[1]
    if kind == "app.bsky.embed.external":
        address = embed["external"]["uri"]
        return address if isinstance(address, str) and address.startswith(("https://", "http://")) else None, None
    if kind == "app.bsky.embed.record":
        uri = embed["record"]["uri"]
        found = _URI.fullmatch(uri) if isinstance(uri, str) else None
        return None, uri if found and found[2] == POST else None  # lists and feeds can be shown the same way
    return None, None


def _bare(address: str) -> str:
    """An address as people write it: example.org of https://example.org/"""
    return address.partition("//")[2].rstrip("/").lower()


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _when(created: object, name: str | None) -> datetime | None:
    """When it was made: as its maker's program says, or else when the record got its name, which is a time as well.

    A time of long before the name is kept, since posts that are brought along from elsewhere have such; one that lies
    after the name cannot be true.
    """
    said, named = moment(created) if isinstance(created, str) else None, _tid_time(name)
    if said is None or (named is not None and said > named + timedelta(days=1)):
        return named
    return said


def _tid_time(name: str | None) -> datetime | None:
    """The time in a record key that is a TID: microseconds since 1970 in 53 bits, then the number of a clock in 10."""
    if name is None or not _TID.fullmatch(name):
        return None
    number = 0
    for letter in name:
        number = number << 5 | _TID_DIGITS[letter]
    at = _EPOCH + timedelta(microseconds=number >> 10)
    return moment(at.isoformat())
