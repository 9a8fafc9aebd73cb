"""Are you building a tribe, or are you using your followers? The answer as rules on plain numbers.

Each fact is held against a mark. Its weight is how many doublings it lies from the mark; where the interval holds the
mark, chance explains it as well, and it weighs a third. What speaks for a tribe and what speaks against it is added up,
and the larger side answers. The marks are a judgment of ours, not a law: they stand on the page beside each number.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from folkmoot.mirror.measures import Measured
from folkmoot.mirror.measures.estimates import Estimate

Verdict = Literal["tribe", "followers", "both", "neither", "quiet", "unread"]

POSTS_AT_LEAST = 12  # fewer than that, and nothing is said
JUDGED_AT_LEAST = 0.5  # share of posts in a language that the judge was measured on
PEOPLE_AT_LEAST = 4  # talked with, before anything is said about coming back or knowing each other
ASKS_AT_LEAST = 4
DOUBLINGS_AT_MOST = 3.0
BY_CHANCE = 1 / 3  # weight of a fact whose interval holds the mark
CLEARLY = 1.0  # doublings by which one side must outweigh the other
BOTH_WITHIN = 3.0  # times: who uses and builds does both, unless the one is so much more than the other
FAINT = 0.15
REASONS = STEPS = 3


@dataclass(frozen=True, slots=True)
class Fact:
    """A number that speaks for a tribe when it is above its mark (or below, when less is better)."""

    name: str
    estimate: Estimate
    mark: float
    more_is_better: bool
    weight: float  # above 0: for a tribe; in doublings
    by_chance: bool  # the interval holds the mark
    sentence: str
    opens: str  # which of facts.KINDS, or 'people', it stands on


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer, the reasons each way, and what to do next."""

    verdict: Verdict
    sentence: str
    for_tribe: tuple[Fact, ...]  # strongest first, at most three
    against: tuple[Fact, ...]
    facts: tuple[Fact, ...]  # all of them
    next_week: tuple[str, ...]  # three things to do


SENTENCES: dict[Verdict, str] = {
    "tribe": "You are building a tribe.",
    "followers": "You are using your followers.",
    "both": "You are doing both: you build a tribe, and you use your followers.",
    "neither": "Neither: you speak at large, about your own things, and ask for little.",
    "quiet": "There is too little here to say.",
    "unread": "This cannot be said: most posts are in languages that Folkmoot was never measured on.",
}


def answer(measured: Measured) -> Answer:
    """The answer that these numbers give."""
    facts = tuple(fact for fact in _facts(measured) if fact is not None)
    good = sorted((fact for fact in facts if fact.weight > FAINT), key=lambda fact: -fact.weight)
    bad = sorted((fact for fact in facts if fact.weight < -FAINT), key=lambda fact: fact.weight)
    verdict = _verdict(measured, facts)
    if verdict == "quiet":  # nothing follows from so few
        good, bad = [], []
    return Answer(
        verdict,
        SENTENCES[verdict],
        tuple(good[:REASONS]),
        tuple(bad[:REASONS]),
        facts,
        tuple(_next_week(verdict, measured, facts)),
    )


def _verdict(measured: Measured, facts: Sequence[Fact]) -> Verdict:
    posts = measured.posts
    if posts < POSTS_AT_LEAST:
        return "quiet"
    if measured.counts["not_judged"] > (1 - JUDGED_AT_LEAST) * posts:
        return "unread"
    pro = sum(fact.weight for fact in facts if fact.weight > 0)
    # Building needs something done; who only keeps from asking has built nothing.
    builds = sum(fact.weight for fact in facts if fact.weight > 0 and fact.name != "mass_ask_share") >= CLEARLY
    contra = -sum(fact.weight for fact in facts if fact.weight < 0)
    # Using needs asks of everybody for oneself; who only speaks of their own things asks nothing of anybody.
    using = any(fact.name == "mass_ask_share" and fact.weight < -FAINT for fact in facts)
    if pro - contra >= CLEARLY and builds:
        return "tribe"
    if using:
        builds_too = builds and contra <= BOTH_WITHIN * pro
        return "followers" if contra - pro >= CLEARLY and not builds_too else "both"
    return "neither" if contra > pro or not builds else "tribe"


def _fact(
    name: str,
    estimate: Estimate | None,
    mark: float,
    sentence: str,
    opens: str,
    *,
    more_is_better: bool = True,
    counts: float = 1.0,
) -> Fact | None:
    if estimate is None or estimate.value is None:
        return None
    floor = mark / 2**DOUBLINGS_AT_MOST  # zero is as far from the mark as counts
    doublings = math.log2(max(estimate.value, floor) / mark)
    doublings = max(-DOUBLINGS_AT_MOST, min(DOUBLINGS_AT_MOST, doublings))
    by_chance = not (estimate.above(mark) or estimate.below(mark))
    weight = (doublings if more_is_better else -doublings) * (BY_CHANCE if by_chance else 1.0) * counts
    return Fact(name, estimate, mark, more_is_better, weight, by_chance, sentence, opens)


def _facts(measured: Measured) -> list[Fact | None]:
    n = measured.counts
    talked = measured.people_talked_with
    judged = "that could be judged " if n["not_judged"] else ""
    facts = [
        _fact(
            "gives_per_ask",
            measured.gives_per_crowd_ask,
            3,
            f"You {'gave something ' + _times(n['give']) if n['give'] else 'never gave anything'} and "
            + (
                f"asked everybody for something {_times(n['ask_crowd'])}."
                if n["ask_crowd"]
                else "never asked everybody for anything."
                if n["ask"]
                else "never asked for anything."
            ),
            "give",
        )
        if n["give"] or n["ask_crowd"]
        else None,
        _fact(
            "mass_ask_share",
            measured.mass_ask_share,
            0.05,
            f"{_of_your(n['mass_ask'], measured.mass_ask_share.of, 'post')} {judged}asked everybody for something that "
            "serves yourself.",
            "mass_ask",
            more_is_better=False,
        ),
        _fact(
            "talk_share",
            measured.talk_of_rest,
            0.3,
            f"Of your posts that neither give nor offer, {_percent(measured.talk_of_rest)} are talk: they answer "
            "somebody, or invite an answer."
            if n["talk"]
            else "No post of yours is talk: none answers somebody, or invites an answer.",
            "talk",
        ),
    ]
    if n["ask_crowd"] >= ASKS_AT_LEAST:
        for_others = n["ask_crowd"] - n["mass_ask"]
        facts.append(
            _fact(
                "asks_for_others",
                measured.asks_for_others,
                0.4,
                f"{_of_your(for_others, n['ask_crowd'], 'ask')} to everybody {'was' if for_others < 2 else 'were'} for "
                "somebody else, or for all.",
                "ask",
                counts=0.5,  # the two above speak of the same asks
            )
        )
    passed_on = measured.passed_on_per_100
    facts.append(
        _fact(
            "passed_on",
            passed_on,
            15,
            (
                f"You passed on what {_count(measured.people_passed_on, 'person', 'people')} made, "
                f"{_times(passed_on.count)}"
                if passed_on.count and measured.people_passed_on
                else f"You passed on what others made {_times(passed_on.count)}"
                if passed_on.count
                else "You passed on nothing that others made"
            )
            + f", beside {_count(measured.posts, 'post')} of your own.",
            "people",
        )
    )
    again = measured.talked_again
    if again.of >= PEOPLE_AT_LEAST:
        facts.append(
            _fact(
                "talked_again",
                again,
                0.33,
                f"Of {_count(again.of, 'person', 'people')} you talked with, you talked again on another day with "
                f"{_or_none(again.count)}.",
                "people",
            )
        )
    known = measured.know_each_other
    if known is not None and known.of >= PEOPLE_AT_LEAST:
        facts.append(
            _fact(
                "know_each_other",
                known,
                0.4,
                f"Of the {known.of:,} people you talk with most, {_or_none(known.count)} "
                f"{'is' if known.count < 2 else 'are'} seen talking with another of them, too.",
                "people",
            )
        )
    back = measured.answered_back
    if back is not None and talked >= PEOPLE_AT_LEAST:
        facts.append(
            _fact(
                "answered_back",
                back,
                0.4,
                f"Of {talked:,} people you talked with, {_or_none(back.count)} talked to you, too.",
                "people",
            )
        )
    return facts


# What to do next week -----------------------------------------------------------------------------------------------

Step = Callable[[Measured], str]
_STEPS: dict[str, Step] = {
    "mass_ask_share": lambda m: (
        "Ask by name. Take the next thing you would ask everybody for, and ask three people who know about it."
    ),
    "gives_per_ask": lambda m: (
        f"Give before you ask: {_count(m.counts['ask_crowd'], 'ask')} to everybody "
        f"{'stands' if m.counts['ask_crowd'] == 1 else 'stand'} beside {_count(m.counts['give'], 'give')}. "
        "Post three things that are of use to those who read you before you ask for anything."
    ),
    "talk_share": lambda m: "Answer ten posts of other people, each with more than a word of praise.",
    "talked_again": lambda m: (
        f"Go back to three of the {_count(m.talked_again.of - m.talked_again.count, 'person', 'people')} with whom "
        "you talked on one day only, and ask how it went on."
    ),
    "know_each_other": lambda m: "Bring two people together who both talk with you and not yet with each other.",
    "passed_on": lambda m: "Pass on three things that others made, and say in a sentence why they are worth it.",
    "answered_back": lambda m: "Ask one open question to which you do not know the answer, and answer every reply.",
    "asks_for_others": lambda m: "Ask for somebody else: whose work, or whose trouble, deserves your readers' time?",
}
_QUIET: tuple[str, ...] = (
    "Answer three people whose posts you read.",
    "Post one thing that you know and that would save others an hour.",
    "Thank somebody, by name, for something that they posted.",
)


def _next_week(verdict: Verdict, measured: Measured, facts: Sequence[Fact]) -> list[str]:
    if verdict in ("quiet", "unread"):
        return list(_QUIET)
    weakest = sorted((fact for fact in facts if fact.weight < -FAINT), key=lambda fact: fact.weight)
    steps = [_STEPS[fact.name](measured) for fact in weakest[:STEPS]]
    return [*steps, *_good_anyway(measured, facts)][:STEPS]


def _good_anyway(measured: Measured, facts: Sequence[Fact]) -> list[str]:
    """Where little is weak."""
    gives = any(fact.name == "gives_per_ask" and fact.weight > FAINT for fact in facts)
    steps = ["Thank, by name, the person whose answers helped you most this year, and tell them what came of it."]
    if gives:
        steps.append("Ask one person, by name, for something that you need: you have given enough to be helped.")
    if measured.counts["ask"]:
        steps.append("Read again what you asked for, and return one of the favors that came of it.")
    return [*steps, "Answer somebody whom nobody has answered yet.", _STEPS["know_each_other"](measured)]


# Words --------------------------------------------------------------------------------------------------------------


def _count(n: int, one: str, many: str = "") -> str:
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def _of_your(n: int, of: int, one: str) -> str:
    return f"{'None' if not n else f'{n:,}'} of your {_count(of, one)}"


def _or_none(n: int) -> str:
    return f"{n:,}" if n else "none"


def _times(n: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(n, f"{n:,} times")


def _percent(estimate: Estimate) -> str:
    return f"{(estimate.value or 0) * 100:.0f}%"
