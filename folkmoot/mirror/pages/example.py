"""A made-up archive as Mastodon hands it out, so that one can see the mirror before one has an archive.

Juno Vale binds books, shows how it is done, talks with some people, and asks a great deal around her yearly fair.
Everybody in it is invented; the same archive comes out each time.
"""

import html
import json
import random
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

HOME = "https://paper.example"
ME = f"{HOME}/users/juno"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
BEGIN = datetime(2025, 1, 6, 8, tzinfo=UTC)  # a Monday
DAYS = 330
FAIR = (150, 190)  # days on which it is all about the fair

CIRCLE = ("oda@glue.example", "piet@press.example", "runa@paper.example", "sol@ink.example", "tamar@loom.example")
OTHERS = ("ulla@mill.example", "vito@press.example", "wim@ink.example", "xenia@loom.example", "yngve@glue.example")

GIVE = (
    "If your paste turns lumpy, pass it through a tea strainer while it is still warm. It keeps a week in the cold.",
    "A note on grain: tear a strip each way. The straighter tear runs with the grain, and the spine wants it upright.",
    "I wrote down how I sew a text block on tapes, with drawings of each step: https://paper.example/sewing-on-tapes",
    "Old cotton sheets make better spine lining than what the shops sell. Wash them twice, iron them, cut on the bias.",
    "Here is the cutting list for a box that holds six pamphlets, in centimeters and in inches.",
    "For marbling: carrageenan takes a day to settle. Skim the bath with newspaper before every sheet.",
    "This is how to tell bonded leather from real: a drop of water soaks in on one and stands on the other.",
)
SAY = (
    "Cold morning in the workshop. The stove took an hour.",
    "Finished the big atlas today. My back knows it.",
    "New apron. Same glue stains by noon.",
    "Rain on the skylight, and nothing to deliver until Thursday.",
)
INVITE = (
    "Which thread do you sew with when the paper is thin, and why?",
    "What was the first book that you mended? I would like to hear what went wrong.",
    "How do you store half-finished work so that it does not warp?",
)
ASK_ALL = (
    "Please share this: the book fair needs visitors, and my table needs buyers!",
    "Vote for my binding in the craft award, it takes a minute. And tell your friends to vote, too!",
    "Back my fair on the crowdfunding page today, we need 40 more people by Sunday. Please boost.",
    "Please follow my new shop account and leave a review, it helps me so much!",
    "Sign up for my newsletter, I am so close to a thousand readers. Can you help me get there?",
)
ASK_OTHER = (
    "Runa's press was flooded last night. Can anybody near the harbor lend her a dry room for two weeks?",
    "The school down the road looks for old paper for a printing day. Please bring them what you do not need.",
)
OFFER = (
    "I have ten offcuts of goatskin left. Tell me your address and I send them, no charge.",
    "I will be at the workshop all Saturday: bring a broken book and I show you how to mend it.",
)
REPLY = (
    "I had the same with linen thread. Wax it twice and pull it straight before you begin, then it holds.",
    "How did you press it in the end? Mine curled again after a week.",
    "That blue is lovely. Is it indigo, or something from a tube?",
    "Yes, that works for me as well, as long as the boards are dry.",
    "Thank you, your drawing of the hinge saved me an evening!",
    "I would try a thinner board first. Do you still have the gray one?",
)


def write_example(file: Path) -> None:
    """The archive as a zip of outbox.json, actor.json and likes.json, with mode 600."""
    file.touch(mode=0o600)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("actor.json", json.dumps(_actor()))
        archive.writestr("outbox.json", json.dumps(_outbox()))
        archive.writestr("likes.json", json.dumps(_likes()))


def _actor() -> dict[str, Any]:
    return {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": ME,
        "type": "Person",
        "preferredUsername": "juno",
        "name": "Juno Vale",
        "summary": "<p>Binds books. Everything here is invented.</p>",
        "inbox": f"{ME}/inbox",
        "outbox": "outbox.json",
        "likes": "likes.json",
        "published": "2024-11-02T00:00:00Z",
    }


def _outbox() -> dict[str, Any]:
    items = list(_activities(random.Random(20250106)))  # noqa: S311 - invented people need no secrets
    return {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": "outbox.json",
        "type": "OrderedCollection",
        "totalItems": len(items),
        "orderedItems": items,
    }


def _likes() -> dict[str, Any]:
    dice = random.Random(7)  # noqa: S311 - as above
    liked = [_post_of(dice.choice(CIRCLE + OTHERS), number) for number in range(60)]
    return {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": "likes.json",
        "type": "OrderedCollection",
        "orderedItems": liked,
    }


def _activities(dice: random.Random) -> Iterator[dict[str, Any]]:
    number = 1000
    for day in range(DAYS):
        fair = FAIR[0] <= day < FAIR[1]
        for _ in range(dice.choice((0, 1, 1, 2) if fair else (0, 0, 1, 1))):
            number += 1
            at = BEGIN + timedelta(days=day, minutes=dice.randrange(12 * 60))
            kind = dice.choices(
                ("give", "say", "invite", "ask_all", "ask_other", "offer", "reply", "boost"),
                (1, 2, 0.5, 9, 0.3, 0.2, 3, 0.5) if fair else (5, 4, 1.5, 0.6, 0.3, 0.7, 10, 3),
            )[0]
            if kind == "boost":
                who = dice.choice(CIRCLE + OTHERS)
                yield {
                    "id": f"{ME}/statuses/{number}/activity",
                    "type": "Announce",
                    "actor": ME,
                    "published": _said(at),
                    "to": [PUBLIC],
                    "cc": [f"https://{who.split('@')[1]}/users/{who.split('@')[0]}"],
                    "object": _post_of(who, number),
                }
            elif kind == "reply":
                # The circle again and again; now and then somebody whom one meets once.
                to = [dice.choice(CIRCLE if dice.random() < 0.75 else OTHERS)]
                if dice.random() < 0.3:
                    to.append(dice.choice([name for name in CIRCLE if name != to[0]]))
                yield _created(number, at, dice.choice(REPLY), to)
            else:
                words = {
                    "give": GIVE,
                    "say": SAY,
                    "invite": INVITE,
                    "ask_all": ASK_ALL,
                    "ask_other": ASK_OTHER,
                    "offer": OFFER,
                }[kind]
                yield _created(number, at, dice.choice(words), [])


def _created(number: int, at: datetime, words: str, to: list[str]) -> dict[str, Any]:
    names = " ".join(_mention(who) for who in to)
    return {
        "id": f"{ME}/statuses/{number}/activity",
        "type": "Create",
        "actor": ME,
        "published": _said(at),
        "to": [PUBLIC],
        "cc": [f"{ME}/followers", *(_user(who) for who in to)],
        "object": {
            "id": f"{ME}/statuses/{number}",
            "type": "Note",
            "summary": None,
            "inReplyTo": _post_of(to[0], number) if to else None,
            "published": _said(at),
            "url": f"{HOME}/@juno/{number}",
            "attributedTo": ME,
            "to": [PUBLIC],
            "cc": [f"{ME}/followers", *(_user(who) for who in to)],
            "sensitive": False,
            "content": f"<p>{names} {html.escape(words)}</p>".replace("<p> ", "<p>"),
            "contentMap": {"en": f"<p>{names} {html.escape(words)}</p>".replace("<p> ", "<p>")},
            "attachment": [],
            "tag": [{"type": "Mention", "href": _user(who), "name": f"@{who}"} for who in to],
        },
    }


def _mention(who: str) -> str:
    name = who.split("@")[0]
    return f'<span class="h-card"><a href="{_profile(who)}" class="u-url mention">@<span>{name}</span></a></span>'


def _said(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _user(who: str) -> str:
    name, host = who.split("@")
    return f"https://{host}/users/{name}"


def _profile(who: str) -> str:
    name, host = who.split("@")
    return f"https://{host}/@{name}"


def _post_of(who: str, number: int) -> str:
    return f"{_user(who)}/statuses/{number + 500000}"
