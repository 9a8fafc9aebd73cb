"""Made archives of invented people: a giver, a talker, a user of followers, a silent account, and a mixed one.

`made(folder, kind, posts, seed)` writes what Mastodon's export holds: actor.json, outbox.json, likes.json and
following_accounts.csv. The same arguments give the same bytes. `python -m tests.mirror.made FOLDER KIND POSTS` makes
one to look at.
"""

import html
import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, get_args

from tests.mirror.made_words import SLOTS, WORDS

Kind = Literal["giver", "talker", "user", "silent", "mixed"]
KINDS: tuple[Kind, ...] = get_args(Kind)
BEGIN = datetime(2024, 3, 4, 7, tzinfo=UTC)  # a Monday
DAYS = 560
SILENT_AT_MOST = 8
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
HOME = "https://linden.example"
HOSTS = ("linden.example", "harbor.example", "moss.example", "field.example")
NAMES = [
    *("ada", "bo", "cyd", "dee", "eli", "fay", "gus", "hana", "ivo", "jun", "kit", "lea", "mio", "nell", "ori"),
    *(
        "pia",
        "quin",
        "rosa",
        "sam",
        "tess",
        "uma",
        "vic",
        "wen",
        "yara",
        "zev",
        "anouk",
        "bram",
        "carla",
        "dov",
        "edda",
    ),
    *(
        "finn",
        "greta",
        "hugo",
        "ines",
        "jonas",
        "kai",
        "lotte",
        "mats",
        "nora",
        "oskar",
        "petra",
        "ravi",
        "selma",
        "tove",
        "ulf",
    ),
    *("vera"),
]


@dataclass(frozen=True)
class Habits:
    """How often an account does what: weights of what it writes, and the rest by the post."""

    writes: Mapping[str, float]
    reposts: float  # per post
    likes: float
    circle: int  # people it goes back to
    strangers: float  # share of replies to somebody who is met once
    together: float  # share of replies that bring in a third person


HABITS: Mapping[Kind, Habits] = {
    "giver": Habits(
        {"give": 50, "talk": 12, "reply": 20, "offer": 6, "say": 8, "ask_other": 3, "ask_person": 1, "thank": 6},
        reposts=0.45,
        likes=0.8,
        circle=24,
        strangers=0.25,
        together=0.3,
    ),
    "talker": Habits(
        {"reply": 62, "talk": 14, "give": 9, "say": 9, "offer": 2, "ask_person": 2, "thank": 6},
        reposts=0.2,
        likes=1,
        circle=30,
        strangers=0.2,
        together=0.35,
    ),
    "user": Habits(
        {"ask_self": 38, "say": 40, "give": 6, "reply": 6, "talk": 3, "ask_other": 1},
        reposts=0.03,
        likes=0.05,
        circle=6,
        strangers=0.9,
        together=0,
    ),
    "silent": Habits({"say": 60, "reply": 20, "give": 20}, reposts=0.1, likes=0.3, circle=3, strangers=0.5, together=0),
    "mixed": Habits(
        {
            "give": 24,
            "reply": 26,
            "talk": 8,
            "say": 18,
            "ask_self": 13,
            "ask_other": 3,
            "ask_person": 2,
            "offer": 3,
            "thank": 3,
            "other_language": 4,
        },
        reposts=0.25,
        likes=0.6,
        circle=18,
        strangers=0.45,
        together=0.15,
    ),
}


def made(folder: Path, kind: Kind, posts: int = 300, seed: int = 1) -> Path:
    """Write the archive of an account of this kind into a folder, which is made; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    dice = random.Random(f"{kind} {posts} {seed}")
    habits = HABITS[kind]
    people = [f"{name}@{HOSTS[place % len(HOSTS)]}" for place, name in enumerate(NAMES)]
    dice.shuffle(people)
    me = f"{HOME}/users/{kind}"
    actor = {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": me,
        "type": "Person",
        "preferredUsername": kind,
        "name": f"A {kind}",
        "summary": "<p>An invented account.</p>",
        "outbox": "outbox.json",
        "likes": "likes.json",
    }
    (folder / "actor.json").write_text(json.dumps(actor), encoding="utf-8")
    count = min(posts, SILENT_AT_MOST) if kind == "silent" else posts
    liked = []
    with (folder / "outbox.json").open("w", encoding="utf-8") as out:
        out.write(
            '{"@context": "https://www.w3.org/ns/activitystreams", "id": "outbox.json", "type": "OrderedCollection", '
            f'"totalItems": {count}, "orderedItems": ['
        )
        for number, activity in enumerate(_activities(dice, habits, me, people, count)):
            out.write(",\n" if number else "\n")
            json.dump(activity, out, ensure_ascii=False)
            if dice.random() < habits.likes:
                liked.append(_status_of(dice.choice(people), dice))
        out.write("\n]}")
    collection = {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": "likes.json",
        "type": "OrderedCollection",
        "orderedItems": liked,
    }
    (folder / "likes.json").write_text(json.dumps(collection, indent=1), encoding="utf-8")
    followed = people[: habits.circle + 4]
    (folder / "following_accounts.csv").write_text(
        "Account address,Show boosts,Notify on new posts,Languages\n"
        + "".join(f"{person},true,false,\n" for person in followed),
        encoding="utf-8",
    )
    return folder


def _activities(
    dice: random.Random, habits: Habits, me: str, people: Sequence[str], count: int
) -> Iterator[dict[str, Any]]:
    circle, others = people[: habits.circle], people[habits.circle :]
    moments = sorted(
        BEGIN + timedelta(days=DAYS * dice.random() ** 0.9, hours=14 * dice.random()) for _ in range(count)
    )
    sorts, weights = list(habits.writes), list(habits.writes.values())
    for number, at in enumerate(moments, 1):
        sort = dice.choices(sorts, weights)[0]
        named: list[str] = []
        if sort in ("reply", "thank", "ask_person"):
            if dice.random() < habits.strangers and others:
                named = [dice.choice(others)]
            else:  # the first of the circle are the closest
                place = min(int(dice.expovariate(3 / len(circle))), len(circle) - 1)
                named = [circle[place]]
                if dice.random() < habits.together:
                    beside = circle[(place + dice.choice((1, 1, 2))) % len(circle)]
                    named += [beside] if beside != circle[place] else []
        yield _note(dice, me, number, at, sort, named)
        if dice.random() < habits.reposts:
            yield {
                "id": f"{me}/statuses/{number}9/activity",
                "type": "Announce",
                "actor": me,
                "published": _iso(at + timedelta(minutes=20)),
                "to": [PUBLIC],
                "cc": [f"{me}/followers"],
                "object": _status_of(dice.choice(people), dice),
            }


def _note(dice: random.Random, me: str, number: int, at: datetime, sort: str, named: Sequence[str]) -> dict[str, Any]:
    text = dice.choice(WORDS[sort])
    while "{" in text:
        start, end = text.index("{"), text.index("}")
        text = text[:start] + dice.choice(SLOTS[text[start + 1 : end]]) + text[end + 1 :]
    text = text[0].upper() + text[1:]
    markup = "</p><p>".join(_linked(part) for part in text.split("\n"))
    mentions = "".join(
        f'<span class="h-card"><a href="{_page(person)}" class="u-url mention">@<span>{person.split("@")[0]}</span></a>'
        "</span> "
        for person in named
    )
    address = f"{me}/statuses/{number}"
    note = {
        "id": address,
        "type": "Note",
        "summary": None,
        "inReplyTo": _status_of(named[0], dice) if named and sort != "ask_person" else None,
        "published": _iso(at),
        "url": f"{HOME}/@{me.rsplit('/', 1)[1]}/{number}",
        "attributedTo": me,
        "to": [PUBLIC],
        "cc": [f"{me}/followers", *map(_actor, named)],
        "conversation": f"tag:linden.example,2024:objectId={number}:objectType=Conversation",
        "content": f"<p>{mentions}{markup}</p>",
        "contentMap": {"fr" if sort == "other_language" else "en": f"<p>{mentions}{markup}</p>"},
        "attachment": [],
        "tag": [{"type": "Mention", "href": _actor(person), "name": f"@{person}"} for person in named],
    }
    return {
        "id": f"{address}/activity",
        "type": "Create",
        "actor": me,
        "published": _iso(at),
        "to": note["to"],
        "cc": note["cc"],
        "object": note,
    }


def _linked(text: str) -> str:
    words = [
        f'<a href="{html.escape(word)}" rel="nofollow noopener">{html.escape(word)}</a>'
        if word.startswith("https://")
        else html.escape(word, quote=False)
        for word in text.split(" ")
    ]
    return " ".join(words)


def _actor(person: str) -> str:
    name, host = person.split("@")
    return f"https://{host}/users/{name}"


def _page(person: str) -> str:
    name, host = person.split("@")
    return f"https://{host}/@{name}"


def _status_of(person: str, dice: random.Random) -> str:
    return f"{_actor(person)}/statuses/{dice.randrange(10**8, 10**9)}"


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


if __name__ == "__main__":
    made(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))  # type: ignore[arg-type]  # one of Kind
