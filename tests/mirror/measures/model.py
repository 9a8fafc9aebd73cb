"""The measures as a patient person would count them: loops over rows, and nothing else."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from folkmoot.mirror.measures.facts import TOGETHER_AT_MOST
from folkmoot.mirror.rows import Act, Post
from tests.mirror.measures.tabled import Said

TALK = ("reply", "mention", "message")


def kinds_of(post: Post, said: Said) -> set[str]:
    """Every kind that a post is of."""
    answers = post.reply_to is not None and post.reply_to != post.author
    found = {"post"}
    if said.purpose in ("give", "offer", "ask", "not_judged"):
        found.add(said.purpose)
    if said.purpose == "talk" or (said.purpose in ("say", "none", "not_judged") and answers):
        found.add("talk")
    if said.purpose in ("say", "none") and not answers:
        found.add("say")
    if answers:
        found.add("reply")
    if post.poll:
        found.add("poll")
    if said.purpose == "ask":
        found |= {f"ask_{word}" for word in (said.gains, said.reach) if word is not None}
        if (said.gains, said.reach) == ("self", "crowd"):
            found.add("mass_ask")
    return found


def begin(at: datetime | None, unit: str) -> date | None:
    """The day on which the period begins in which that moment lies."""
    if at is None:
        return None
    day = at.date()
    return {
        "D": day,
        "W": day - timedelta(days=day.weekday()),
        "M": day.replace(day=1),
        "Y": day.replace(month=1, day=1),
    }[unit]


def posts_by(posts: Sequence[Post], said: Mapping[str, Said], mine: set[str], unit: str) -> dict[date | None, Counter]:
    """Of each period, how many posts of each kind."""
    found: dict[date | None, Counter] = defaultdict(Counter)
    for post in posts:
        if post.author in mine:
            found[begin(post.at, unit)].update(kinds_of(post, said[post.key]))
    return dict(found)


def by_me(acts: Sequence[Act], mine: set[str]) -> list[Act]:
    """What the owner did, to somebody else or nobody knows whom; what was read twice counts once."""
    return [act for act in dict.fromkeys(acts) if act.who in mine and act.whom not in mine]


def to_me(acts: Sequence[Act], mine: set[str]) -> list[Act]:
    """What others did to the owner."""
    return [act for act in dict.fromkeys(acts) if act.whom in mine and act.who not in mine]


def partners(acts: Sequence[Act], mine: set[str]) -> dict[str, dict[str, int]]:
    """Of each other person, what went to and fro."""
    done = [act for act in by_me(acts, mine) if act.whom is not None]
    got = to_me(acts, mine)
    found = {}
    for key in {act.whom for act in done} | {act.who for act in got}:
        to = [act for act in done if act.whom == key]
        back = [act for act in got if act.who == key]
        talk = [act for act in to if act.kind in TALK]
        times = [act.at for act in talk if act.at is not None]
        count = Counter(act.kind for act in to)
        found[key] = {
            "replies": count["reply"],
            "talks": len(talk),
            "days": len({at.date() for at in times}),
            "months": len({(at.year, at.month) for at in times}),
            "messages": count["message"],
            "reposts": count["repost"],
            "thanks": count["thank"],
            "likes": count["like"],
            "followed": int(count["follow"] > 0),
            "answers": sum(act.kind in TALK for act in back),
            "heard": sum(act.kind in ("reply", "mention") for act in back),
            "follows_me": int(any(act.kind == "follow" for act in back)),
        }
    return found


def ties(acts: Sequence[Act], mine: set[str], among: set[str]) -> set[tuple[str, str]]:
    """Pairs of these people who are joined by an act, or by a post of the owner that names few."""
    found = set()
    for act in acts:
        if act.kind in (*TALK, "thank", "repost") and act.who in among and act.whom in among and act.who != act.whom:
            found.add((min(act.who, act.whom), max(act.who, act.whom)))
    named: dict[str, set[str]] = defaultdict(set)
    for act in by_me(acts, mine):
        if act.post is not None and act.whom is not None:
            named[act.post].add(act.whom)
    for people in named.values():
        if len(people) <= TOGETHER_AT_MOST:
            found |= {(a, b) for a in people & among for b in people & among if a < b}
    return found


def received(posts: Sequence[Post], said: Mapping[str, Said], mine: set[str]) -> dict[str, tuple[int, float, float]]:
    """Of each kind, how many posts of which it is known, and the median and mean of what came back."""
    found = defaultdict(list)
    for post in posts:
        counts = (post.likes, post.reposts, post.answers)
        if post.author in mine and any(count is not None for count in counts):
            for kind in kinds_of(post, said[post.key]):
                found[kind].append(sum(count or 0 for count in counts))
    return {kind: (len(some), statistics.median(some), statistics.fmean(some)) for kind, some in found.items()}
