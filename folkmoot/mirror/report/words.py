"""Numbers in plain words: what a fact is called, how its value reads, and how far it could be off."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from folkmoot.mirror.answer import Fact

Said = Callable[[float], str]


def number(value: float) -> str:
    """Two digits that matter: 0.25, 2.4, 20, 1,240."""
    if value and abs(value) < 0.095:
        return f"{value:.2f}"
    if abs(value) < 9.95 and abs(value - round(value)) >= 0.05:
        return f"{value:.1f}"
    return f"{value:,.0f}"


def percent(value: float) -> str:
    """A share of 1 as percent."""
    hundredths = 100 * value
    if 0 < hundredths < 0.95 or 99.05 < hundredths < 100:
        return f"{hundredths:.1f}%"
    return f"{hundredths:.0f}%"


@dataclass(frozen=True, slots=True)
class Named:
    """How a fact is spoken of."""

    title: str
    said: Said
    value: str  # sentence with {} for the value
    means: str
    counted: str = "{:,} of {:,}"


NAMED: dict[str, Named] = {
    "gives_per_ask": Named(
        "Gives for each ask to everybody",
        number,
        "{} for each ask to everybody",
        "Posts that are of use to those who read them, divided by posts that want something of them all; what somebody "
        "is asked by name does not count here. (Half a post is added to both, so that never having asked gives a large "
        "number and not an impossible one.)",
        "{:,} and {:,}",
    ),
    "mass_ask_share": Named(
        "Asks to everybody that serve yourself",
        percent,
        "{} of your posts",
        "Posts that ask whoever reads them for something that serves yourself: the asymmetric mass favor, which can "
        "never be returned to all who were asked. A part of those that could be judged.",
    ),
    "talk_share": Named(
        "Talk",
        percent,
        "{} of your posts that neither give nor offer",
        "Posts that answer somebody, or that invite an answer, as a part of those that neither give nor offer: who "
        "gives much still talks.",
    ),
    "asks_for_others": Named(
        "Asks for somebody else, or for all",
        percent,
        "{} of your asks to everybody",
        "Asks to everybody by which somebody else or all gain, as a part of all asks to everybody.",
    ),
    "passed_on": Named(
        "Passing on what others made",
        number,
        "{} for every 100 posts of your own",
        "How often you passed on what somebody else made.",
        "{:,} and {:,}",
    ),
    "talked_again": Named(
        "Talking with the same people again",
        percent,
        "{} of the people you talked with",
        "With whom you talked on more than one day.",
    ),
    "know_each_other": Named(
        "People around you who talk with one another",
        percent,
        "{} of the people you talk with most",
        "People with whom you talked on at least two days, and who are seen together with another of them: in an act "
        "of theirs, or in one post of yours.",
    ),
    "answered_back": Named(
        "People who talk to you, too",
        percent,
        "{} of the people you talked with",
        "Who answered you, mentioned you or wrote to you.",
    ),
}


def named(fact: Fact) -> Named:
    """How this fact is spoken of; one that has no words here yet goes by its name."""
    return NAMED.get(fact.name) or Named(fact.name.replace("_", " ").capitalize(), number, "{}", "")


def value(fact: Fact) -> str:
    """What was found: '20 for each ask'."""
    words = named(fact)
    return words.value.format(words.said(fact.estimate.value or 0.0))


def counted(fact: Fact) -> str:
    """What it was worked out from: '33 of 42', '16 and 3'."""
    return named(fact).counted.format(fact.estimate.count, fact.estimate.of)


def interval(fact: Fact) -> str:
    """How far it could be off, in words."""
    low, high = fact.estimate.low, fact.estimate.high
    if low is None or high is None:
        return "There are too few weeks to say how far this could be off"
    said = named(fact).said
    return (
        f"Likely {said(high)}" if said(low) == said(high) else f"Likely between {said(max(low, 0.0))} and {said(high)}"
    )


def mark(fact: Fact) -> str:
    """What it is held against, in words."""
    side = "more" if fact.more_is_better else "less"
    return f"the mark is {named(fact).said(fact.mark)}, and {side} speaks for a tribe"


def interval_short(fact: Fact) -> str:
    """'12 and 57', for a table."""
    low, high = fact.estimate.low, fact.estimate.high
    said = named(fact).said
    return "too few weeks to say" if low is None or high is None else f"{said(max(low, 0.0))} and {said(high)}"


def mark_short(fact: Fact) -> str:
    """'above 3', for a table."""
    return f"{'above' if fact.more_is_better else 'below'} {named(fact).said(fact.mark)}"


def weight(fact: Fact) -> str:
    """+2.8 or −1.0."""
    return f"{fact.weight:+.1f}".replace("-", "−")


def count(n: int, one: str, many: str = "") -> str:
    """1 post, 2 posts, 1,000 posts."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def day(when: date) -> str:
    """4 March 2024."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def month(when: date) -> str:
    """March 2024."""
    return f"{MONTHS[when.month - 1]} {when.year}"


# Not by strftime, which follows the machine's locale: the report is in English.
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def listed(words: list[str]) -> str:
    """a, b and c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
