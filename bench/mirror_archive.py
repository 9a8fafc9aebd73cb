"""A Mastodon archive of any size, made from a seed: the fixture's shape, six years, some thousand people."""

import itertools
import json
import random
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from bench.mirror_words import sentence

SEED = 7
PEOPLE = 4_000
BOOSTS = 0.15  # per post, beside the posts
BEGIN, DAYS = datetime(2019, 1, 7, tzinfo=UTC), 6 * 365
ME = "https://m.example/users/me"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
# Of a hundred posts that begin a thread, and of a hundred that answer somebody.
STARTS = {"give": 26, "talk": 12, "offer": 6, "ask_self": 10, "ask_other": 6, "say": 32, "german": 8}
ANSWERS = {"talk": 66, "give": 14, "offer": 4, "ask_named": 6, "say": 6, "german": 4}
_CREATE = (
    '{"id":"%(id)s/activity","type":"Create","actor":"' + ME + '","published":"%(at)s","to":%(to)s,"cc":%(cc)s,'
    '"object":{"id":"%(id)s","type":"Note","summary":null,"inReplyTo":%(answers)s,"published":"%(at)s",'
    '"url":"https://m.example/@me/%(nr)d","attributedTo":"' + ME + '","to":%(to)s,"cc":%(cc)s,"sensitive":false,'
    '"atomUri":"","inReplyToAtomUri":null,"conversation":"tag:m.example,%(day)s:objectId=%(thread)d:'
    'objectType=Conversation","content":%(content)s,"contentMap":{"%(language)s":%(content)s},"attachment":[],'
    '"tag":%(tags)s,"replies":{"id":"","type":"Collection","first":{"type":"CollectionPage",'
    '"next":"","partOf":"","items":[]}}}}'
)
_ANNOUNCE = (
    '{"id":"%(id)s/activity","type":"Announce","actor":"' + ME + '","published":"%(at)s","to":["' + PUBLIC + '"],'
    '"cc":["%(other)s","' + ME + '/followers"],"object":"%(other)s/statuses/%(about)d"}'
)


def make(path: Path, posts: int, seed: int = SEED) -> int:
    """Write the zip; the same posts for the same seed. Returns the bytes of its outbox, unpacked."""
    draw = random.Random(seed)
    people = _people(draw)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("actor.json", json.dumps(_actor()))
        archive.writestr("following_accounts.csv", _following(people))
        likes = [f"{address}/statuses/{nr}" for nr, (address, _) in enumerate(people[:1000])]
        archive.writestr("likes.json", json.dumps(_collection("likes.json", likes)))
        with archive.open("outbox.json", "w", force_zip64=True) as outbox:
            return _outbox(outbox, posts, draw, people)


def _people(draw: random.Random) -> list[tuple[str, str]]:
    """Address and how it is mentioned, those most talked with first."""
    hosts = [f"{name}.example" for name in ("social", "town", "ink", "choir", "garden", "rail", "books", "lab")]
    found = []
    for nr in range(PEOPLE):
        host = hosts[int(draw.random() * len(hosts))]
        found.append((f"https://{host}/users/person{nr}", f"@person{nr}@{host}"))
    return found


def _actor() -> dict[str, object]:
    return {
        "@context": ["https://www.w3.org/ns/activitystreams"],
        "id": ME,
        "type": "Person",
        "followers": f"{ME}/followers",
        "outbox": "outbox.json",
        "preferredUsername": "me",
        "name": "Me",
        "url": "https://m.example/@me",
    }


def _collection(name: str, entries: list[str]) -> dict[str, object]:
    context = "https://www.w3.org/ns/activitystreams"
    return {"@context": context, "id": name, "type": "OrderedCollection", "orderedItems": entries}


def _following(people: list[tuple[str, str]]) -> str:
    lines = [f"{name.removeprefix('@')},true,false," for _, name in people[:500]]
    return "\n".join(["Account address,Show boosts,Notify on new posts,Languages", *lines]) + "\n"


def _outbox(outbox: IO[bytes], posts: int, draw: random.Random, people: list[tuple[str, str]]) -> int:
    head = json.dumps(_collection("outbox.json", []))  # the list is last
    written = outbox.write(head.removesuffix("]}").encode())
    activities = _activities(posts, draw, people)
    between = ""
    while some := list(itertools.islice(activities, 1_000)):
        written += outbox.write((between + ",".join(some)).encode())
        between = ","
    return written + outbox.write(b"]}")


def _activities(posts: int, draw: random.Random, people: list[tuple[str, str]]) -> Iterator[str]:
    random = draw.random
    starts, answers = _drawn_from(STARTS), _drawn_from(ANSWERS)
    times = _times(posts, draw)
    before = 0
    boosts = 0.0
    for nr, at in enumerate(times, start=1):
        moment = at.strftime("%Y-%m-%dT%H:%M:%SZ")
        boosts += BOOSTS
        if boosts >= 1:
            boosts -= 1
            other, _ = people[int(len(people) * random() ** 3)]
            yield _ANNOUNCE % {"id": f"{ME}/statuses/{nr}9", "at": moment, "other": other, "about": nr}
        chance = random()
        whom: list[tuple[str, str]] = []
        answered = "null"
        thread = nr
        if chance < 0.45:  # the cube makes a few hundred of them regulars
            whom = [people[int(len(people) * random() ** 3)] for _ in range(1 if random() < 0.8 else 2)]
            answered = f'"{whom[0][0]}/statuses/{nr}"'
            thread = nr - nr % 3
        elif chance < 0.52 and before:
            answered, thread = f'"{ME}/statuses/{before}"', before
        kinds = answers if whom else starts
        kind = kinds[int(random() * 100)]
        words = [sentence(draw, kind)]
        while random() < 0.35:
            words.append(sentence(draw, kind if random() < 0.5 else "say" if kind != "german" else "german"))
        content = json.dumps("<p>" + "".join(map(_mention, whom)) + " ".join(words) + "</p>", ensure_ascii=False)
        followers_only = random() < 0.05
        to = [f"{ME}/followers"] if followers_only else [PUBLIC]
        also = [*([] if followers_only else [f"{ME}/followers"]), *(address for address, _ in whom)]
        yield _CREATE % {
            "id": f"{ME}/statuses/{nr}",
            "nr": nr,
            "at": moment,
            "day": moment[:10],
            "to": _listed(to),
            "cc": _listed(also),
            "answers": answered,
            "thread": thread,
            "content": content,
            "language": "de" if kind == "german" else "en",
            "tags": "[" + ",".join(map(_tag, whom)) + "]",
        }
        before = nr


def _drawn_from(parts: dict[str, int]) -> list[str]:
    return [kind for kind, many in parts.items() for _ in range(many)]


def _times(posts: int, draw: random.Random) -> Iterator[datetime]:
    """In order; busy weeks and quiet ones."""
    shares = [draw.gammavariate(2.0, 1.0) for _ in range(DAYS // 7)]
    total, so_far, done = sum(shares), 0.0, 0
    for week, share in enumerate(shares):
        so_far += share / total
        until = posts if week == len(shares) - 1 else round(posts * so_far)
        begin = BEGIN + timedelta(weeks=week)
        for second in sorted(int(draw.random() * 7 * 86_400) for _ in range(until - done)):
            yield begin + timedelta(seconds=second)
        done = until


def _mention(person: tuple[str, str]) -> str:
    address, name = person
    return (
        f'<span class="h-card" translate="no"><a href="{address.replace("/users/", "/@")}" class="u-url mention">'
        f"@<span>{name.split('@')[1]}</span></a></span> "
    )


def _tag(person: tuple[str, str]) -> str:
    return f'{{"type":"Mention","href":"{person[0]}","name":"{person[1]}"}}'


def _listed(addresses: list[str]) -> str:
    return '["' + '","'.join(addresses) + '"]' if addresses else "[]"
