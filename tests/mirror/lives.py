"""Invented habits as rows with what a faultless judge would say of them: posts, acts and people of a year or more."""

import random
from collections.abc import Mapping

from folkmoot.mirror.answer import Answer, answer
from folkmoot.mirror.measures import Measured, measure
from folkmoot.mirror.rows import Act, Row
from tests.mirror.made import HABITS, Kind
from tests.mirror.measures.tabled import ME, Said, archive_of, day, owner, post

SAYS: Mapping[str, Said] = {
    "give": Said("give"),
    "talk": Said("talk"),
    "reply": Said("talk"),
    "thank": Said("talk"),
    "offer": Said("offer"),
    "say": Said("say"),
    "ask_self": Said("ask", "self", "crowd"),
    "ask_other": Said("ask", "other", "crowd"),
    "ask_person": Said("ask", "self", "person"),
    "other_language": Said("not_judged"),
}
Life = tuple[list[Row], dict[str, Said]]


def life(kind: Kind, posts: int = 300, seed: int = 1) -> Life:
    """Rows and judgments of an account of this kind (tests.mirror.made.HABITS), in as many posts."""
    dice, habits = random.Random(f"{kind} {posts} {seed}"), HABITS[kind]
    rows: list[Row] = [owner()]
    said: dict[str, Said] = {}
    for number in range(min(posts, 8) if kind == "silent" else posts):
        sort = dice.choices(list(habits.writes), list(habits.writes.values()))[0]
        at = day(dice.randrange(560))
        key = f"n:{number}"
        said[key] = SAYS[sort]
        named: list[str] = []
        if sort in ("reply", "thank", "ask_person"):
            if dice.random() < habits.strangers:
                named = [f"n:stranger {dice.randrange(40)}"]
            else:
                place = min(int(dice.expovariate(3 / habits.circle)), habits.circle - 1)
                named = [f"n:{place}th friend"]
                if dice.random() < habits.together:
                    named.append(f"n:{(place + 1) % habits.circle}th friend")
        rows.append(post(number, at, reply_to=named[0] if named else None))
        rows += [Act("mention" if nr else "reply", ME, whom, at, key) for nr, whom in enumerate(named)]
        rows += [Act("thank", ME, whom, at, key) for whom in named if sort == "thank"]
        if dice.random() < habits.reposts:
            rows.append(Act("repost", ME, f"n:{dice.randrange(60)}th maker", at, about=f"n:made {number}"))
    return rows, said


def answered(of: Life) -> tuple[Answer, Measured]:
    """The answer that such a life gets."""
    with archive_of(*of) as archive:
        measured = measure(archive)
    return answer(measured), measured
