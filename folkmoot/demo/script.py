"""The script of the demo: who is in the tribe, and what each does at which minute of its year.

The words are written by hand (``words``); the seed decides the finer schedule. Minute 0 is a midnight in the
tribe's time zone, and the year ends at the midnight 365 days later, so whoever plays the script puts its end at the
midnight that began today: everything in it then lies in the past.
"""

import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from folkmoot.demo.cast import CAST
from folkmoot.demo.clock import (
    DAY,
    FIRST_DAY,
    HOUR,
    LENGTH,
    OPENING_DAYS,
    PARTS,
    awake,
    dice_for,
    seasonal_day,
    story_day,
    waking_minute,
)
from folkmoot.demo.words import threads, tribe
from folkmoot.demo.words.page import Line, Thread
from folkmoot.talk.rules import mentioned

BUDGETS: tuple[tuple[int, str], ...] = ((3, "day"), (5, "day"), (10, "week"), (15, "week"), (20, "month"))


@dataclass(frozen=True)
class DemoPerson:
    """Somebody in the tribe. Minutes count from the script's start."""

    name: str
    display_name: str
    about: str
    can_help_with: str
    topics: tuple[str, ...]
    joined_minute: int
    leader: bool
    left_minute: int | None
    removed_minute: int | None
    time_zone: str

    def is_here(self, minute: int) -> bool:
        """Whether they belong to the tribe at that minute."""
        gone = self.left_minute if self.left_minute is not None else self.removed_minute
        return self.joined_minute <= minute and (gone is None or minute < gone)


@dataclass(frozen=True)
class DemoPost:
    """Something said: Markdown, under a topic or none, alone or in answer to another post's key."""

    key: str
    author: str
    minute: int
    topic: str | None
    text: str
    reply_to: str | None

    @property
    def mentions(self) -> tuple[str, ...]:
        """The handles that the text speaks to."""
        return tuple(mentioned(self.text))


@dataclass(frozen=True)
class DemoFollow:
    """The giver follows the holder personally, from this minute on."""

    giver: str
    holder: str
    minute: int


@dataclass(frozen=True)
class DemoTerms:
    """What a member narrows for the tribe: topics (None: all) and a budget (None: no limit)."""

    giver: str
    minute: int
    topics: tuple[str, ...] | None
    at_most: int | None
    per: str  # 'day', 'week' or 'month'


@dataclass(frozen=True)
class DemoNotForMe:
    """The giver says 'not for me' to a post that reached them."""

    giver: str
    post_key: str
    minute: int


@dataclass(frozen=True)
class Script:
    """Everything that happens in the demo tribe; each tuple is in the order of its minutes."""

    tribe_name: str
    slug: str
    idea: str
    charter: str
    topics: tuple[str, ...]
    time_zone: str
    people: tuple[DemoPerson, ...]
    posts: tuple[DemoPost, ...]
    follows: tuple[DemoFollow, ...]
    terms: tuple[DemoTerms, ...]
    not_for_me: tuple[DemoNotForMe, ...]
    length_minutes: int = LENGTH


def write_script(seed: int = 7, first_day: date = FIRST_DAY) -> Script:
    """The script for a seed.

    ``first_day`` is the day that minute 0 begins: talk that belongs to a season or a weekday is put on its own day,
    the rest of the story keeps its place whenever the year begins.
    """
    said = {thread.key: _schedule(thread, seed, first_day) for thread in threads()}
    people = _people(said, seed)
    posts = _posts(said, people)
    terms = _terms(people, posts, seed)
    return Script(
        tribe_name=tribe.TRIBE_NAME,
        slug=tribe.SLUG,
        idea=tribe.IDEA,
        charter=tribe.CHARTER,
        topics=tribe.TOPICS,
        time_zone=tribe.TIME_ZONE,
        people=tuple(sorted(people.values(), key=lambda person: (person.joined_minute, person.name))),
        posts=posts,
        follows=_follows(people, posts, seed),
        terms=terms,
        not_for_me=_not_for_me(people, posts, {term.giver for term in terms}, seed),
    )


# --- when things are said -----------------------------------------------------------------------------
@dataclass(frozen=True)
class _Said:
    """A thread with a minute for each of its lines."""

    thread: Thread
    minutes: tuple[int, ...]


def _schedule(thread: Thread, seed: int, first_day: date) -> _Said:
    dice = dice_for(seed, thread.key)
    author = PARTS[thread.lines[0].author]
    clock = thread.clock if thread.clock is not None else waking_minute(author, dice)
    minutes = [_day_of(thread, dice, first_day) * DAY + clock]
    for line in thread.lines[1:]:
        minutes.append(awake(minutes[-1] + _wait(line, dice), PARTS[line.author], dice))
    return _Said(thread, tuple(minutes))


def _day_of(thread: Thread, dice: random.Random, first_day: date) -> int:
    """The day of the script on which a thread begins."""
    if thread.date is not None:
        return seasonal_day(*thread.date, thread.weekday, dice, first_day)
    assert thread.day is not None
    return story_day(thread.day, thread.weekday is not None, dice, first_day)


def _wait(line: Line, dice: random.Random) -> int:
    """Minutes until an answer: mostly within the hours after, now and then the next day."""
    if line.wait is not None:
        return max(2, round(line.wait * dice.uniform(0.85, 1.15)))
    return max(3, min(20 * HOUR, round(math.exp(dice.gauss(math.log(75), 1.1)))))


# --- who is here --------------------------------------------------------------------------------------
def _people(said: Mapping[str, _Said], seed: int) -> dict[str, DemoPerson]:
    first = _first_words(said.values())
    found = {}
    for part in CAST:
        dice = dice_for(seed, f"person {part.name}")
        if part.arrives_with is None:
            joined = first[part.name] - dice.randrange(4, 240)
        else:
            joined = said[part.arrives_with].minutes[0] - dice.randrange(15, 20 * HOUR)
        left = removed = None
        if part.leaves_after is not None:
            left = said[part.leaves_after].minutes[-1] + dice.randrange(6 * DAY, 8 * DAY)
        if part.removed_before is not None:
            removed = said[part.removed_before].minutes[0] - dice.randrange(10, 40)
        found[part.name] = DemoPerson(
            name=part.name,
            display_name=part.display_name,
            about=part.about,
            can_help_with=part.can_help_with,
            topics=part.topics,
            joined_minute=0 if part is CAST[0] else max(joined, 1),
            leader=part.leader,
            left_minute=left,
            removed_minute=removed,
            time_zone=part.time_zone,
        )
    return found


def _first_words(said: Iterable[_Said]) -> dict[str, int]:
    first: dict[str, int] = {}
    for one in said:
        for line, minute in zip(one.thread.lines, one.minutes, strict=True):
            first[line.author] = min(minute, first.get(line.author, minute))
    return first


# --- what is said -------------------------------------------------------------------------------------
def _posts(said: Mapping[str, _Said], people: Mapping[str, DemoPerson]) -> tuple[DemoPost, ...]:
    """Every post, in order. What somebody would say who is not there (yet), or after the end, is left out,
    with what answers it."""
    found: list[DemoPost] = []
    for one in said.values():
        keys: list[str | None] = []
        for number, (line, minute) in enumerate(zip(one.thread.lines, one.minutes, strict=True)):
            parent = None if line.parent is None else keys[line.parent]
            left_out = line.parent is not None and parent is None
            if left_out or minute >= LENGTH or not people[line.author].is_here(minute):
                keys.append(None)
                continue
            key = f"{one.thread.key}.{number}" if number else one.thread.key
            keys.append(key)
            found.append(DemoPost(key, line.author, minute, one.thread.topic, line.text, parent))
    return tuple(sorted(found, key=lambda post: (post.minute, post.key)))


# --- who listens to whom ------------------------------------------------------------------------------
def _follows(people: Mapping[str, DemoPerson], posts: Sequence[DemoPost], seed: int) -> tuple[DemoFollow, ...]:
    """People follow those they talk with, soon after they first did, and a few they only read."""
    authors = {post.key: post.author for post in posts}
    talked: Counter[tuple[str, str]] = Counter()
    since: dict[tuple[str, str], int] = {}
    for post in posts:
        whom = [authors[post.reply_to]] if post.reply_to else []
        for other in (*whom, *post.mentions):
            if other != post.author:
                talked[post.author, other] += 1
                since.setdefault((post.author, other), post.minute)
    found = []
    for giver in people.values():
        dice = dice_for(seed, f"follows {giver.name}")
        pairs = [pair for pair in talked if pair[0] == giver.name]
        pairs.sort(key=lambda pair: (-talked[pair] - dice.random() * 2, pair))
        for pair in pairs[: dice.randrange(2, 8)]:
            minute = since[pair] + dice.randrange(2, 6 * DAY)
            if minute < LENGTH and giver.is_here(minute) and people[pair[1]].is_here(minute):
                found.append(DemoFollow(giver.name, pair[1], minute))
    return tuple(sorted(found, key=lambda follow: (follow.minute, follow.giver, follow.holder)))


def _settled(people: Mapping[str, DemoPerson]) -> list[DemoPerson]:
    """Members from the first days who are still here and lead nothing, by name."""
    return sorted(
        (
            person
            for person in people.values()
            if not person.leader and person.joined_minute < OPENING_DAYS * DAY and person.is_here(LENGTH - 1)
        ),
        key=lambda person: person.name,
    )


def _terms(people: Mapping[str, DemoPerson], posts: Sequence[DemoPost], seed: int) -> tuple[DemoTerms, ...]:
    """Five people narrow what may reach them: two by budget, two by topic, one by both."""
    dice = dice_for(seed, "terms")
    found = []
    for number, person in enumerate(dice.sample(_settled(people), 5)):
        at_most, per = dice.choice(BUDGETS) if number != 1 and number != 3 else (None, "week")
        topics = tuple(sorted(person.topics)) if number in (1, 3, 4) else None
        minute = dice.randrange(OPENING_DAYS, 200) * DAY + waking_minute(PARTS[person.name], dice)
        found.append(DemoTerms(person.name, minute, topics, at_most, per))
    return tuple(sorted(found, key=lambda term: (term.minute, term.giver)))


def _not_for_me(
    people: Mapping[str, DemoPerson], posts: Sequence[DemoPost], narrowed: set[str], seed: int
) -> tuple[DemoNotForMe, ...]:
    """Fourteen taps: a few on what was only advertising, the others under topics the giver does not share.

    Nobody taps on a thread they talked in, nor do those who had narrowed their terms instead.
    """
    dice = dice_for(seed, "not for me")
    givers = [person for person in _settled(people) if person.name not in narrowed]
    talked = {(post.author, post.key.partition(".")[0]) for post in posts}
    tops = [post for post in posts if post.reply_to is None and DAY * OPENING_DAYS <= post.minute < LENGTH - DAY]
    unwelcome = [post for post in tops if people[post.author].removed_minute is not None]
    found: dict[tuple[str, str], DemoNotForMe] = {}
    while len(found) < 14:
        giver = dice.choice(givers)
        post = dice.choice(unwelcome if len(found) < 4 else tops)
        if (giver.name, post.key) in talked or (post not in unwelcome and post.topic in giver.topics):
            continue
        minute = post.minute + dice.randrange(20, DAY)
        found[giver.name, post.key] = DemoNotForMe(giver.name, post.key, minute)
    return tuple(sorted(found.values(), key=lambda tap: (tap.minute, tap.giver, tap.post_key)))
