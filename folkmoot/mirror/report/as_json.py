"""Everything the report says, as plain values that json.dumps takes. docs/mirror.md has its fields."""

from dataclasses import asdict
from typing import Any

from folkmoot.mirror.answer import Fact
from folkmoot.mirror.looking import Mirror
from folkmoot.mirror.measures.estimates import Estimate
from folkmoot.mirror.report import says, words
from folkmoot.mirror.report.evidence import GAINS, REACH, counts_of_asks, unjudged_by_language, veil_of
from folkmoot.mirror.report.page import QUESTION

VERSION = 1  # grows when a field changes its meaning or goes; new fields may come at any time


def as_json(mirror: Mirror, *, show_people: bool = False) -> dict[str, Any]:
    """Everything the report says. Without show_people no name and no key of a third person is in it."""
    measured, answer = mirror.measured, mirror.answer
    asks, unjudged = counts_of_asks(mirror.archive), unjudged_by_language(mirror.archive)
    veil = veil_of(mirror, show_people=show_people)
    return {
        "format": "folkmoot-mirror",
        "version": VERSION,
        "question": QUESTION,
        "verdict": answer.verdict,
        "sentence": answer.sentence,
        "for_tribe": [fact.name for fact in answer.for_tribe],
        "against": [fact.name for fact in answer.against],
        "facts": [_fact(fact) for fact in answer.facts],
        "next_week": list(answer.next_week),
        "networks": [reader.SHOWN for reader in mirror.readers],
        "posts": measured.posts,
        "first": measured.first.isoformat() if measured.first else None,
        "last": measured.last.isoformat() if measured.last else None,
        "counts": dict(measured.counts),
        "asks": [
            {"gains": gains, "reach": reach, "posts": asks.get((gains, reach), 0)} for gains in GAINS for reach in REACH
        ],
        "months": [{**asdict(period), "begin": period.begin.isoformat()} for period in measured.periods],
        "people": {
            "talked_with": measured.people_talked_with,
            "talked_again": _estimate(measured.talked_again),
            "talked_again_in_another_month": _estimate(measured.months_again),
            "answered_back": _estimate(measured.answered_back),
            "know_each_other": _estimate(measured.know_each_other),
            "thanked": measured.people_thanked,
            "thanks_per_100_posts": _estimate(measured.thanks_per_100),
            "passed_on": measured.people_passed_on,
            "passed_on_per_100_posts": _estimate(measured.passed_on_per_100),
            "partners": len(measured.partners),
            "ties": len(measured.ties),
            **(
                {"who": [asdict(one) for one in measured.partners], "tied": [list(tie) for tie in measured.ties]}
                if show_people
                else {}
            ),
        },
        "received": [asdict(one) for one in measured.received],
        "growth": {
            "new_followers_a_day_after_mass_asks": measured.growth.after,
            "new_followers_a_day_else": measured.growth.else_,
            "days_after": measured.growth.days_after,
            "days_else": measured.growth.days_else,
        }
        if measured.growth
        else None,
        "rivals": {
            "mastodon_archetype": measured.rivals.archetype,
            "mastodon_archetype_year": measured.rivals.archetype_year,
            "mutual_follows": _estimate(measured.rivals.mutual_follows),
            "reposts_per_post": _estimate(measured.rivals.reposts_per_post),
        },
        "not_judged": unjudged,
        "cannot_show": says.cannot_show(mirror, unjudged),
        "notes": [veil.note(note) for note in mirror.notes.all()],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "name": fact.name,
        "title": words.named(fact).title,
        "sentence": fact.sentence,
        **(_estimate(fact.estimate) or {}),
        "mark": fact.mark,
        "more_is_better": fact.more_is_better,
        "weight": round(fact.weight, 4),
        "by_chance": fact.by_chance,
        "opens": fact.opens,
    }


def _estimate(estimate: Estimate | None) -> dict[str, Any] | None:
    return asdict(estimate) if estimate is not None else None
