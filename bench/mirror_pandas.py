"""The mirror's measures as one would write them with pandas, for comparison.

The definitions are those of folkmoot.mirror.measures. The intervals come from what is written most: draw weeks, put
their frames one below the other, and work out each measure again.
"""

import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

DRAWS = 1_000
AROUND = 200
TOGETHER = 10
TALK = ["reply", "mention", "message"]
KINDS = ["post", "give", "talk", "offer", "ask", "say", "not_judged", "reply", "poll", "ask_self", "ask_other"]
KINDS += ["ask_all", "ask_person", "ask_crowd", "mass_ask"]
Frames = tuple[pd.DataFrame, pd.DataFrame, set[str]]


def measured(folder: Path, draws: int) -> dict[str, Any]:
    """Numbers and intervals, and how long either took. draws: how often weeks are drawn."""
    begun = time.perf_counter()
    own, acts, mine = _read(folder)
    by_me = acts[acts.who.isin(mine) & ~acts.whom.isin(mine)]
    to_me = acts[acts.whom.isin(mine) & ~acts.who.isin(mine)]
    numbers: dict[str, Any] = {f"n_{kind}": int(own[kind].sum()) for kind in KINDS}
    numbers |= _ratios(own, by_me)
    months = own.groupby(own["at"].dt.tz_localize(None).dt.to_period("M"))[KINDS].sum()
    shown = months[["give", "talk", "offer", "ask", "say", "mass_ask"]]
    numbers["months"] = [[str(month), *map(int, row)] for month, row in zip(shown.index, shown.to_numpy(), strict=True)]
    numbers |= _people(by_me, to_me, acts, mine)
    numbers |= _received(own)
    pointed = time.perf_counter()
    people = numbers.pop("_people")
    intervals = _weeks_drawn(own, by_me, draws) | _people_drawn(people, draws)
    return {
        "numbers": numbers,
        "intervals": intervals,
        "seconds_of_numbers": pointed - begun,
        "seconds_per_draw": (time.perf_counter() - pointed) / draws,
    }


def _read(folder: Path) -> Frames:
    posts, acts, people = (pd.read_parquet(folder / f"{name}.parquet") for name in ("posts", "acts", "people"))
    mine = set(people[people.me].key)
    own = posts[posts.author.isin(mine)].copy()
    answers = own.reply_to.notna() & (own.reply_to != own.author)
    ask = own.purpose == "ask"
    own["post"] = True
    for purpose in ("give", "offer", "ask", "not_judged"):
        own[purpose] = own.purpose == purpose
    own["talk"] = (own.purpose == "talk") | (own.purpose.isin(["say", "none", "not_judged"]) & answers)
    own["say"] = own.purpose.isin(["say", "none"]) & ~answers
    own["reply"] = answers
    own["poll"] = own.poll.fillna(False).astype(bool)
    for gains in ("self", "other", "all"):
        own[f"ask_{gains}"] = ask & (own.gains == gains)
    for reach in ("person", "crowd"):
        own[f"ask_{reach}"] = ask & (own.reach == reach)
    own["mass_ask"] = own.ask_self & own.ask_crowd
    return own, acts, mine


def _ratios(own: pd.DataFrame, by_me: pd.DataFrame) -> dict[str, float]:
    posts, asks, crowd = len(own), own.ask.sum(), own.ask_crowd.sum()
    return {
        "gives_per_ask": (own.give.sum() + 0.5) / (asks + 0.5),
        "talk_share": own.talk.sum() / posts,
        "mass_ask_share": own.mass_ask.sum() / (own.purpose != "not_judged").sum(),
        "asks_for_others": 1 - own.mass_ask.sum() / crowd if crowd else float("nan"),
        "thanks_per_100": 100 * (by_me.kind == "thank").sum() / posts,
        "passed_on_per_100": 100 * (by_me.kind == "repost").sum() / posts,
    }


def _people(by_me: pd.DataFrame, to_me: pd.DataFrame, acts: pd.DataFrame, mine: set[str]) -> dict[str, Any]:
    talk = by_me[by_me.kind.isin(TALK) & by_me.whom.notna()]
    when = talk.assign(day=talk["at"].dt.date, month=talk["at"].dt.strftime("%Y-%m"))
    talked = when.groupby("whom").agg(talks=("kind", "size"), days=("day", "nunique"), months=("month", "nunique"))
    answered = to_me[to_me.kind.isin(TALK)].groupby("who").size()
    talked["answers"] = answered.reindex(talked.index).fillna(0).astype(int)
    regulars = talked.reset_index().sort_values(["days", "talks", "whom"], ascending=[False, False, True])
    around = set(regulars.head(AROUND).query("days >= 2").whom)
    pairs = [(a, b) for a, b in _ties(by_me, acts, mine) if a in around and b in around]
    knows = {person for pair in pairs for person in pair}
    found = {
        "talked_again": (talked.days > 1).to_numpy(),
        "months_again": (talked.months > 1).to_numpy(),
        "know_each_other": np.array([person in knows for person in sorted(around)], dtype=bool),
    }
    return {
        "people_talked_with": len(talked),
        "talked_again": found["talked_again"].mean() if len(talked) else None,
        "months_again": found["months_again"].mean() if len(talked) else None,
        "people_thanked": int(by_me[by_me.kind == "thank"].whom.nunique()),
        "people_passed_on": int(by_me[by_me.kind == "repost"].whom.nunique()),
        "know_each_other": found["know_each_other"].mean() if len(around) > 1 else None,
        "ties": sorted([a, b] for a, b in pairs),
        "partners": [[w, int(t), int(d), int(m)] for w, t, d, m, _ in regulars.head(AROUND).itertuples(index=False)],
        "_people": found,
    }


def _ties(by_me: pd.DataFrame, acts: pd.DataFrame, mine: set[str]) -> set[tuple[str, str]]:
    between = acts[acts.kind.isin([*TALK, "thank", "repost"]) & acts.whom.notna()]
    between = between[~between.who.isin(mine) & ~between.whom.isin(mine) & (between.who != between.whom)]
    pairs = {(min(a, b), max(a, b)) for a, b in zip(between.who, between.whom, strict=True)}
    named = by_me[by_me.post.notna() & by_me.whom.notna()][["post", "whom"]].drop_duplicates()
    many = named.groupby("post").whom.transform("size")
    named = named[(many > 1) & (many <= TOGETHER)]
    both = named.merge(named, on="post", suffixes=("_a", "_b")).query("whom_a < whom_b")
    return pairs | set(zip(both.whom_a, both.whom_b, strict=True))


def _received(own: pd.DataFrame) -> dict[str, Any]:
    known = own[own.likes.notna() | own.reposts.notna() | own.answers.notna()]
    back = known.likes.fillna(0) + known.reposts.fillna(0) + known.answers.fillna(0)
    found = []
    for kind in ("give", "talk", "offer", "ask", "say", "mass_ask"):
        some = back[known[kind]]
        if len(some):
            found.append([kind, len(some), float(some.median()), float(some.mean())])
    return {"received": sorted(found)}


def _weeks_drawn(own: pd.DataFrame, by_me: pd.DataFrame, draws: int) -> dict[str, list[float]]:
    random = np.random.default_rng(1)
    posts = dict(list(own.groupby(own["at"].dt.tz_localize(None).dt.to_period("W"))))
    acts = dict(list(by_me.groupby(by_me["at"].dt.tz_localize(None).dt.to_period("W"))))
    weeks = sorted(set(posts) | set(acts))
    empty_posts, empty_acts = own.iloc[:0], by_me.iloc[:0]
    found = []
    for _ in range(draws):
        drawn = [weeks[nr] for nr in random.integers(0, len(weeks), len(weeks))]
        some_posts = pd.concat([posts.get(week, empty_posts) for week in drawn])
        some_acts = pd.concat([acts.get(week, empty_acts) for week in drawn])
        found.append(_ratios(some_posts, some_acts))
    table = pd.DataFrame(found)
    return {name: [float(end) for end in table[name].quantile([0.025, 0.975])] for name in table.columns}


def _people_drawn(people: dict[str, np.ndarray], draws: int) -> dict[str, list[float]]:
    found = {}
    for name, hits in people.items():
        if len(hits):
            frame = pd.DataFrame({"hit": hits})
            drawn = [frame.sample(frac=1, replace=True, random_state=nr).hit.mean() for nr in range(draws)]
            found[name] = [float(end) for end in np.quantile(drawn, [0.025, 0.975])]
    return found
