"""Everything a report says in numbers, each with its interval, its count, and the kind of posts it stands on."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from folkmoot.mirror.measures import facts, rivals
from folkmoot.mirror.measures.engines import Archive
from folkmoot.mirror.measures.estimates import Estimate, ratio, share
from folkmoot.mirror.measures.rivals import Rivals

WEEKS_AT_LEAST = 8
REGULAR_DAYS = 2  # days on which one talked with somebody, to call them no chance acquaintance
AROUND_AT_MOST = 200  # people whose ties are looked at: those one talks with most
AFTER = 7  # days after an ask in which followers are counted for it


@dataclass(frozen=True, slots=True)
class Period:
    """What was posted in a month."""

    begin: date
    give: int
    talk: int
    offer: int
    ask: int
    say: int
    mass_ask: int


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody the owner dealt with, and both directions of it."""

    key: str
    name: str | None
    replies: int
    talks: int
    days: int
    months: int
    reposts: int
    thanks: int
    likes: int
    followed: bool
    answers: int
    follows_me: bool
    knows: int  # how many others around the owner they dealt with


@dataclass(frozen=True, slots=True)
class Received:
    """What came back to posts of one kind: likes, times passed on and answers together."""

    kind: str
    posts: int
    median: float
    mean: float


@dataclass(frozen=True, slots=True)
class Growth:
    """New followers a day in the week after a mass ask, beside all other days."""

    after: float
    else_: float
    days_after: int
    days_else: int


@dataclass(frozen=True, slots=True)
class Measured:
    """The numbers of one archive. What the archive cannot tell is None, not zero."""

    posts: int
    first: date | None
    last: date | None
    counts: dict[str, int]  # of each of facts.KINDS
    periods: tuple[Period, ...]  # months, in order, without gaps
    gives_per_ask: Estimate
    gives_per_crowd_ask: Estimate  # an ask to somebody by name is no use of a following
    talk_share: Estimate
    talk_of_rest: Estimate  # share of posts that neither give nor offer: who gives much still talks
    mass_ask_share: Estimate  # of all posts that could be judged
    asks_for_others: Estimate  # of asks to everybody: what serves somebody else, or all
    people_talked_with: int
    talked_again: Estimate  # share of those talked with, at a time that is known, on another day, too
    months_again: Estimate  # ... in another month
    answered_back: Estimate | None  # share of those talked with who answered; None when no public answer is in it
    people_thanked: int
    people_passed_on: int
    thanks_per_100: Estimate
    passed_on_per_100: Estimate
    know_each_other: Estimate | None  # share of regulars tied to another regular
    received: tuple[Received, ...]
    growth: Growth | None
    partners: tuple[Partner, ...]  # those talked with most first
    ties: tuple[tuple[str, str], ...]  # among these partners
    rivals: Rivals


def measure(archive: Archive) -> Measured:
    """Run every expression and work out the rest. The same numbers on every engine."""
    # The engine counts by day, once; weeks, months and years are put together from these few rows.
    days, acts_of_days = _rows(facts.posts_by(archive, "D")), _rows(facts.acts_by(archive, "D"))
    weeks, acts = _summed(days, _week), _summed(acts_of_days, _week)
    if len(weeks) < WEEKS_AT_LEAST:  # a short archive is drawn day by day
        weeks, acts = days, acts_of_days
    everybody = _rows(facts.partners(archive))
    talked = [row for row in everybody if row["talks"]]
    regulars = sorted(talked, key=lambda row: (-row["days"], -row["talks"], row["whom"]))
    around = {row["whom"] for row in regulars[:AROUND_AT_MOST] if row["days"] >= REGULAR_DAYS}
    pairs = [(row["a"], row["b"]) for row in _rows(facts.ties(archive, sorted(around)))] if len(around) > 1 else []
    names = _names(archive, [row["whom"] for row in regulars[:AROUND_AT_MOST]])
    knows: dict[str, int] = {}
    for a, b in pairs:
        knows[a], knows[b] = knows.get(a, 0) + 1, knows.get(b, 0) + 1
    counts = {kind: sum(row[f"n_{kind}"] for row in weeks) for kind in facts.KINDS}
    dated = sorted(row["at"] for row in days if row["at"] is not None)
    # Some archives hold private messages both ways and nothing of what others answered in public: nothing follows then.
    heard_back = any(row["heard"] for row in everybody)
    dated_talks = [row for row in talked if row["days"]]
    per_week = {row["at"]: row for row in weeks}
    both = sorted({*per_week, *(row["at"] for row in acts)}, key=lambda at: (at is not None, at or datetime.min))
    done = {row["at"]: row for row in acts}

    def column(name: str) -> list[int]:
        return [row[name] for row in weeks]

    def beside(name: str) -> Estimate:
        return ratio(
            [done[at][name] if at in done else 0 for at in both],
            [per_week[at]["n_post"] if at in per_week else 0 for at in both],
        )

    passed_on = beside("n_repost")
    if not passed_on.count and not _tells_what_was_passed_on(archive):
        passed_on = Estimate(None, None, None, 0, passed_on.of)

    return Measured(
        posts=counts["post"],
        first=dated[0].date() if dated else None,
        last=dated[-1].date() if dated else None,
        counts=counts,
        periods=_periods(_summed(days, _month)),
        gives_per_ask=ratio(column("n_give"), column("n_ask"), smooth=0.5),
        gives_per_crowd_ask=ratio(column("n_give"), column("n_ask_crowd"), smooth=0.5),
        talk_share=ratio(column("n_talk"), column("n_post")),
        talk_of_rest=ratio(column("n_talk"), [row["n_post"] - row["n_give"] - row["n_offer"] for row in weeks]),
        mass_ask_share=ratio(column("n_mass_ask"), [row["n_post"] - row["n_not_judged"] for row in weeks]),
        asks_for_others=ratio(
            [row["n_ask_crowd"] - row["n_mass_ask"] for row in weeks],
            column("n_ask_crowd"),
        ),
        people_talked_with=len(talked),
        talked_again=share([row["days"] > 1 for row in dated_talks]),
        months_again=share([row["months"] > 1 for row in dated_talks]),
        answered_back=share([row["answers"] > 0 for row in talked]) if heard_back else None,
        people_thanked=sum(row["thanks"] > 0 for row in everybody),
        people_passed_on=sum(row["reposts"] > 0 for row in everybody),
        thanks_per_100=beside("n_thank").times(100),
        passed_on_per_100=passed_on.times(100),
        know_each_other=share([key in knows for key in sorted(around)]) if len(around) >= 2 else None,
        received=tuple(
            Received(kind, row[f"posts_{kind}"], row[f"median_{kind}"], row[f"mean_{kind}"])
            for row in _rows(facts.received(archive))
            for kind in facts.RECEIVED_KINDS
            if row[f"posts_{kind}"]
        ),
        growth=_growth(archive, days),
        partners=tuple(
            Partner(
                row["whom"],
                names.get(row["whom"]),
                row["replies"],
                row["talks"],
                row["days"],
                row["months"],
                row["reposts"],
                row["thanks"],
                row["likes"],
                bool(row["followed"]),
                row["answers"],
                bool(row["follows_me"]),
                knows.get(row["whom"], 0),
            )
            for row in regulars[:AROUND_AT_MOST]
        ),
        ties=tuple(sorted(pairs)),
        rivals=_rivals(_summed(days, _year), _summed(acts_of_days, _year), everybody, passed_on),
    )


def _rows(expression: Any) -> list[dict[str, Any]]:
    """The rows of an expression as plain Python: times as naive UTC, numbers that are missing as None."""
    found = expression.to_pyarrow().to_pylist()
    for row in found:
        for name, value in row.items():
            if isinstance(value, datetime):
                row[name] = value.replace(tzinfo=None)
            elif isinstance(value, date):
                row[name] = datetime(value.year, value.month, value.day)
            elif isinstance(value, float) and math.isnan(value):
                row[name] = None
    return found


Of = Callable[[datetime], datetime]


def _week(day: datetime) -> datetime:
    """Its Monday."""
    return day - timedelta(days=day.weekday())


def _month(day: datetime) -> datetime:
    return day.replace(day=1)


def _year(day: datetime) -> datetime:
    return day.replace(month=1, day=1)


def _summed(days: Sequence[dict[str, Any]], of: Of) -> list[dict[str, Any]]:
    """Rows by day as rows by week, month or year, in order; what has no time stays together."""
    found: dict[datetime | None, dict[str, Any]] = {}
    for row in days:
        at = None if row["at"] is None else of(row["at"])
        so_far = found.get(at)
        if so_far is None:
            found[at] = {**row, "at": at}
            continue
        for name, number in row.items():
            if name != "at":
                so_far[name] += number
    return sorted(found.values(), key=lambda row: (row["at"] is not None, row["at"] or datetime.min))


def _tells_what_was_passed_on(archive: Archive) -> bool:
    return any(row["network"] in facts.TELL_WHAT_WAS_PASSED_ON for row in _rows(facts.networks(archive)))


def _names(archive: Archive, keys: Sequence[str]) -> dict[str, str]:
    people = archive.people.filter(archive.people.key.isin(keys)) if keys else archive.people.limit(0)
    return {row["key"]: row["name"] for row in _rows(people.select("key", "name"))}


def _periods(by_month: Sequence[dict[str, Any]]) -> tuple[Period, ...]:
    found = {row["at"].date(): row for row in by_month if row["at"] is not None}
    if not found:
        return ()
    months, month = [], min(found)
    while month <= max(found):
        row = found.get(month, {})
        kinds = ("give", "talk", "offer", "ask", "say", "mass_ask")
        months.append(Period(month, *(row.get(f"n_{kind}", 0) for kind in kinds)))
        month = (month.replace(day=1) + timedelta(days=32)).replace(day=1)
    return tuple(months)


def _growth(archive: Archive, by_day: Sequence[dict[str, Any]]) -> Growth | None:
    """None unless the archive says when followers came and there was an ask to look at."""
    came = {row["at"].date(): row["n"] for row in _rows(facts.new_followers_by_day(archive))}
    asked = [row["at"].date() for row in by_day if row["at"] is not None and row["n_mass_ask"]]
    if not came or not asked:
        return None
    first, last = min(came), max(max(came), max(asked))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    following = {day + timedelta(days=n) for day in asked for n in range(1, AFTER + 1)}
    after = [came.get(day, 0) for day in days if day in following]
    others = [came.get(day, 0) for day in days if day not in following]
    if not after or not others:
        return None
    return Growth(sum(after) / len(after), sum(others) / len(others), len(after), len(others))


def _rivals(
    by_year: Sequence[dict[str, Any]],
    acts_by_year: Sequence[dict[str, Any]],
    everybody: list[dict[str, Any]],
    reposts_per_post: Estimate,
) -> Rivals:
    years = {row["at"].year: row for row in by_year if row["at"] is not None}
    acts = {row["at"].year: row for row in acts_by_year if row["at"] is not None}
    year = max(years, key=lambda year: (years[year]["n_post"], year), default=None)
    named = None
    if year is not None:
        row = years[year]
        reposts = acts.get(year, {}).get("n_repost", 0)
        named = rivals.archetype(row["n_post"] - row["n_reply"], row["n_reply"], reposts, row["n_poll"])
    followed = [row for row in everybody if row["followed"]]
    known = any(row["follows_me"] for row in everybody)
    return Rivals(
        named,
        year,
        share([bool(row["follows_me"]) for row in followed]) if known and followed else None,
        reposts_per_post,
    )
