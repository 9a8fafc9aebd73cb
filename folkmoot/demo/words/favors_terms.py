"""On what terms people help one another: who may be asked by name, and what their contract says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Permit:
    """Somebody lets the tribe's members ask them by name; ``urgent``: also, or only, in an emergency."""

    day: int
    who: str
    asks: bool = True
    urgent: bool = True
    at_most: int | None = None  # asks a month
    topics: tuple[str, ...] | None = None
    suggest_me: bool = False  # askers may see that they would like to give something back
    reminders: bool = True


@dataclass(frozen=True)
class Contract:
    """What a leader proposed. ``look_again``: days until it is to be looked at again."""

    day: int
    who: str
    patience: int
    allowance: int
    crowd: int
    look_again: int
    why: str
    words: str


PERMITS: tuple[Permit, ...] = (
    Permit(9, "mara", suggest_me=True),
    Permit(9, "des", at_most=6),
    Permit(9, "walter", topics=("house", "workshop")),
    Permit(10, "jarek"),
    Permit(10, "kofi", suggest_me=True),
    Permit(10, "gus", at_most=2),
    Permit(11, "ruth"),
    Permit(11, "vik", suggest_me=True),
    Permit(12, "sam", at_most=4),
    Permit(13, "pilar"),
    Permit(14, "cora", suggest_me=True),
    Permit(15, "birdie"),
    Permit(16, "theo", suggest_me=True),
    Permit(18, "nadia", at_most=3, reminders=False),
    Permit(22, "leonie", suggest_me=True),
    Permit(26, "mei"),
    Permit(31, "amina", at_most=2),
    Permit(40, "omar", suggest_me=True),
    Permit(46, "arturo", asks=True, urgent=True, reminders=False),
    Permit(120, "petra", topics=("workshop", "house", "kitchen")),
    Permit(160, "jonah", suggest_me=True),
    Permit(205, "salma", asks=False),
    Permit(244, "hugh", suggest_me=True),
    Permit(30, "hanne", asks=False, reminders=False),
    Permit(35, "rashid", asks=False),
    Permit(50, "lowell", asks=False),
)

CONTRACTS: tuple[Contract, ...] = (
    Contract(
        12,
        "mara",
        patience=90,
        allowance=480,
        crowd=12,
        look_again=180,
        why="The moot wanted it said once, in our own words, so that nobody has to guess what is expected of them.",
        words="""\
Somebody held the other end for you. Hold the other end for somebody, when you can; it need not be the same person.

- **Nobody keeps a list of anybody.** You see your own halves. So does the person across from you. That is all.
- **Three months is plenty of time**, and a newborn, a night shift or a bad winter is a good reason to ask for more.
- **A no is an answer.** Don't explain it and don't ask for the explanation.
- **If you can't return it with your hands, return it with your ears.** Listening counts. So does soup.
- **Say thank you within the week**, or it looks as if it hadn't happened.
""",
    ),
    Contract(
        230,
        "ilse",
        patience=90,
        allowance=600,
        crowd=12,
        look_again=180,
        why="Two of us had a hard season and stopped asking, because of a number. Ten hours instead of eight.",
        words="""\
Somebody held the other end for you. Hold the other end for somebody, when you can; it need not be the same person.

- **Nobody keeps a list of anybody.** You see your own halves. So does the person across from you. That is all.
- **Three months is plenty of time.** If it was not, say so; half of us can't count weeks either.
- **A no is an answer.** Don't explain it and don't ask for the explanation.
- **If you can't return it with your hands, return it with your ears.** Reading to Mr. Aldous counts. So does soup.
- **Being ill is not owing.** Up to ten hours may stand open before anybody so much as clears their throat.
- **Say thank you within the week**, or it looks as if it hadn't happened.
""",
    ),
)
