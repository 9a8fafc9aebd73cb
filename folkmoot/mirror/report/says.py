"""What the report says besides its numbers: rivals and what they miss, what cannot be shown, how it was judged."""

from collections.abc import Mapping
from dataclasses import dataclass

from folkmoot.mirror.answer import POSTS_AT_LEAST
from folkmoot.mirror.judge.language import MEASURED
from folkmoot.mirror.looking import Mirror
from folkmoot.mirror.measures import REGULAR_DAYS
from folkmoot.mirror.readers import tribe
from folkmoot.mirror.report import words
from folkmoot.mirror.report.languages import NAMES, in_language

ARCHETYPES = {
    "lurker": "Lurker: you post little.",
    "booster": "Booster: you mostly pass on what others post.",
    "pollster": "Pollster: you ask for votes often.",
    "replier": "Replier: you mostly answer others.",
    "oracle": "Oracle: you mostly post things of your own.",
}


@dataclass(frozen=True, slots=True)
class Rival:
    """Another rule on the same archive."""

    name: str
    verdict: str
    misses: str
    place: str  # of the page, where one sees what it stands on


def networks(mirror: Mirror) -> str:
    """Mastodon, X/Twitter and Bluesky."""
    return words.listed([reader.SHOWN for reader in mirror.readers])


def few(mirror: Mirror) -> bool:
    """Are there too few posts for anything to follow from them?"""
    return mirror.measured.posts < POSTS_AT_LEAST


def judged(mirror: Mirror) -> float:
    """What part of the posts the judge could read, 0 to 1."""
    posts = mirror.measured.posts
    return 1 - mirror.measured.counts["not_judged"] / posts if posts else 0.0


def measured_on() -> str:
    """The languages that the judge was measured on: 'posts in English and German'."""
    return f"posts in {words.listed([NAMES.get(code, code) for code in MEASURED])}"


def rivals(mirror: Mirror) -> list[Rival]:
    """Three plain numbers that others go by, each with what it says here and what it does not see."""
    found = mirror.measured.rivals
    per_post = found.reposts_per_post.value
    mutual = found.mutual_follows
    return [
        Rival(
            "Mastodon's yearly archetype",
            f"{ARCHETYPES[found.archetype]} (for {found.archetype_year})"
            if found.archetype
            else "Nothing: no post has a date.",
            "It counts posts, answers and boosts, not what they are for: somebody who asks for shares every day and "
            "somebody who teaches every day are the same to it.",
            "all",
        ),
        Rival(
            "Mutual follows",
            f"{words.percent(mutual.value)} of those you follow, follow you: {mutual.count:,} of {mutual.of:,}."
            if mutual is not None and mutual.value is not None
            else "Nothing: this archive does not say both whom you follow and who follows you.",
            "To follow somebody is one tap, once. It does not tell whether you ever talk.",
            "people" if mutual is not None else "",
        ),
        Rival(
            "Passed on per post of your own",
            f"{words.number(per_post)} for each post: {found.reposts_per_post.count:,} beside "
            f"{found.reposts_per_post.of:,}."
            if per_post is not None
            else "Nothing: there are no posts of your own, or this archive does not say what you passed on.",
            "It sees that you make room for others. It does not see what you ask of those who read you.",
            "e-passed",
        ),
    ]


def cannot_show(mirror: Mirror, unjudged: Mapping[str, int]) -> list[str]:
    """What this archive leaves open, in sentences. unjudged: language -> posts."""
    measured = mirror.measured
    said = [sentence for reader in mirror.readers for sentence in reader.CANNOT_SHOW]
    uncounted = [
        what
        for missing, what in (
            (measured.answered_back is None, "whether the people you talk with talk to you, too"),
            (
                measured.posts > 0 and measured.passed_on_per_100.value is None,
                "whether you passed on what others made",
            ),
            (not measured.received, "what came back to your posts"),
            (measured.growth is None, "whether followers came after you asked"),
            (measured.rivals.mutual_follows is None, "who follows whom back"),
        )
        if missing
    ]
    if uncounted:
        said.append(f"So this could not be counted: {'; '.join(uncounted)}.")
    if measured.know_each_other is None:
        said.append(
            f"You talked with fewer than two people on {REGULAR_DAYS} days or more, so whether people around you know "
            "one another is not counted here."
        )
    elif any(reader.NETWORK != tribe.NETWORK for reader in mirror.readers):
        said.append(
            "It holds your side: that two people around you talk with each other shows only where you were in it. "
            "There may be more such ties than are drawn here, never fewer."
        )
    if measured.first is None and measured.posts:
        said.append("No post has a date, so there is no time line, and no range for what is counted by weeks.")
    if unjudged:
        several = len(unjudged) > 1
        languages = words.listed(
            [f"{n:,} {in_language(code)}" if several else in_language(code) for code, n in unjudged.items()]
        )
        total = sum(unjudged.values())
        said.append(f"{words.count(total, 'post')} {'was' if total == 1 else 'were'} not judged: {languages}.")
    return list(dict.fromkeys(said))
