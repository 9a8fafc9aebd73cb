"""The report's pictures as plain numbers and words, which the templates write down as SVG.

None says anything by color alone, and beneath each stands the same as a table. Widths are in percent where a picture
has to fit any screen without its letters growing or shrinking.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from folkmoot.mirror.answer import DOUBLINGS_AT_MOST, Fact
from folkmoot.mirror.measures import Measured, Partner, Period
from folkmoot.mirror.report import words
from folkmoot.mirror.report.veil import Veil

# --- numbers against their marks ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Weighed:
    """A fact on a line with its mark in the middle; what speaks for a tribe lies to the right. x in percent."""

    fact: Fact
    title: str
    value: str
    interval: str
    mark: str
    x: float
    low: float | None
    high: float | None
    side: str  # for | against | even
    says: str

    @property
    def means(self) -> str:
        return words.named(self.fact).means

    @property
    def counted(self) -> str:
        return words.counted(self.fact)

    @property
    def interval_short(self) -> str:
        return words.interval_short(self.fact)

    @property
    def mark_short(self) -> str:
        return words.mark_short(self.fact)

    @property
    def weight(self) -> str:
        return words.weight(self.fact)


def weighed(facts: Sequence[Fact]) -> list[Weighed]:
    """Every fact, what speaks most for a tribe first."""
    return [_weighed(fact) for fact in sorted(facts, key=lambda fact: -fact.weight)]


def _weighed(fact: Fact) -> Weighed:
    ends = [fact.estimate.low, fact.estimate.high]
    low, high = (None if end is None else _along(fact, end) for end in ends)
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
    x = _along(fact, fact.estimate.value or 0.0)
    side = "even" if 49.5 < x < 50.5 else "for" if x > 50 else "against"
    name, value = words.named(fact), words.value(fact)
    speaks = {"for": "It speaks for a tribe.", "against": "It speaks against.", "even": "It lies on its mark."}[side]
    chance = " It could be chance." if fact.by_chance else ""
    says = f"{name.title}: {value}. {words.interval(fact)}; {words.mark(fact)}. {speaks}{chance}"
    return Weighed(fact, name.title, value, words.interval(fact), words.mark(fact), x, low, high, side, says)


def _along(fact: Fact, value: float) -> float:
    """Percent of the line's length: each doubling is as long as the next, up to three either way."""
    doublings = math.log2(max(value, fact.mark / 2**DOUBLINGS_AT_MOST) / fact.mark)
    doublings = max(-DOUBLINGS_AT_MOST, min(DOUBLINGS_AT_MOST, doublings))
    return round(50 + 46 * (doublings if fact.more_is_better else -doublings) / DOUBLINGS_AT_MOST, 2)


# --- months ---------------------------------------------------------------------------------------------------------
LANE, WORDS_HIGH, GAP, AXIS = 44, 22, 14, 26  # pixels
KINDS = (("give", "Gives"), ("talk", "Talk"), ("offer", "Offers"), ("ask", "Asks"))


@dataclass(frozen=True, slots=True)
class Bar:
    """A month of one kind; x and width in percent, y and height in pixels."""

    x: float
    width: float
    y: float
    height: float
    filled: float  # pixels of it, from the bottom, that are mass asks
    says: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One kind of posts through the months."""

    kind: str
    label: str
    told: str
    top: int  # of the words
    floor: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Gives, talk, offers and asks by month, one above the other on one scale."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    height: int
    most: int
    says: str


def time_line(periods: Sequence[Period], counts: Mapping[str, int]) -> TimeLine | None:
    """None when no post has a time."""
    if not periods:
        return None
    most = max(max(getattr(period, kind) for kind, _ in KINDS) for period in periods) or 1
    step = 100 / len(periods)
    width = step * (0.72 if len(periods) < 60 else 0.86)
    lanes = []
    for place, (kind, label) in enumerate(KINDS):
        top = place * (LANE + WORDS_HIGH + GAP)
        floor = top + WORDS_HIGH + LANE
        bars = []
        for number, period in enumerate(periods):
            n = getattr(period, kind)
            if not n:
                continue
            height = max(2.0, round(LANE * n / most, 1))
            filled = round(height * period.mass_ask / n, 1) if kind == "ask" else 0.0
            says = f"{words.month(period.begin)}: {n:,}"
            says += f", {period.mass_ask:,} of them mass asks" if filled else ""
            x = number * step + (step - width) / 2
            bars.append(Bar(round(x, 3), round(width, 3), floor - height, height, filled, says))
        lanes.append(Lane(kind, label, _told(kind, counts), top + 15, floor, tuple(bars)))
    height = lanes[-1].floor + AXIS
    first, last = words.month(periods[0].begin), words.month(periods[-1].begin)
    says = (
        f"From {first} to {last}, month by month: "
        + ", ".join(f"{label.lower()} {_told(kind, counts)}" for kind, label in KINDS)
        + f". The fullest month has {most:,} of one kind."
    )
    return TimeLine(tuple(lanes), tuple(_ticks(periods, step)), height, most, says)


def _told(kind: str, counts: Mapping[str, int]) -> str:
    told = f"{counts.get(kind, 0):,}"
    mass = counts.get("mass_ask", 0)
    return f"{told}, {mass:,} of them mass asks" if kind == "ask" and mass else told


def _ticks(periods: Sequence[Period], step: float) -> list[Tick]:
    """Names of years, or of months where there are few; never so many that they touch on a phone."""
    begins = [period.begin for period in periods]
    if len(begins) <= 8:
        chosen = [(place, _short(begin)) for place, begin in enumerate(begins)]
    elif len(begins) <= 26:
        chosen = [(place, _short(begin)) for place, begin in enumerate(begins) if begin.month in (1, 4, 7, 10)]
    else:
        every = max(1, math.ceil(len(begins) / 12 / 7))
        chosen = [
            (place, str(begin.year))
            for place, begin in enumerate(begins)
            if begin.month == 1 and not (begin.year - begins[0].year) % every
        ]
    return [Tick(round((place + 0.5) * step, 3), label) for place, label in chosen]


def _short(begin: date) -> str:
    return str(begin.year) if begin.month == 1 else words.MONTHS[begin.month - 1][:3]


# --- people ---------------------------------------------------------------------------------------------------------
SIDE, RADIUS, DISC, CENTER = 380, 158, 15, 25  # pixels
STROKE = 34  # pixels by which the longest line is longer than the shortest
DRAWN_AT_MOST = 20  # people; more would be a tangle


@dataclass(frozen=True, slots=True)
class Head:
    """Somebody on the ring around the owner."""

    partner: Partner
    letter: str
    name: str
    x: float
    y: float
    tied: bool
    line: str  # from the owner to them, the longer the more days
    there: str  # arrowhead: the owner talked to them
    back: str  # they talked to the owner, or ''


@dataclass(frozen=True, slots=True)
class Ring:
    """Those talked with most, and who of them talks with whom."""

    heads: tuple[Head, ...]
    ties: tuple[str, ...]  # paths
    says: str
    back_known: bool


def ring(measured: Measured, veil: Veil) -> Ring | None:
    """None when the owner talked with fewer than two people."""
    some = [partner for partner in measured.partners if partner.talks][:DRAWN_AT_MOST]
    if len(some) < 2:
        return None
    among = {partner.key for partner in some}
    pairs = [(a, b) for a, b in measured.ties if a in among and b in among]
    order = _side_by_side(some, pairs)
    at, heads = {}, []
    tied = {key for pair in pairs for key in pair}
    for place, partner in enumerate(order):
        angle = 2 * math.pi * place / len(order) - math.pi / 2
        dx, dy = math.cos(angle), math.sin(angle)
        x, y = SIDE / 2 + RADIUS * dx, SIDE / 2 + RADIUS * dy
        at[partner.key] = (x, y)
        far = RADIUS - DISC - 4
        near = far - 16 - STROKE * min(1.0, math.log2(max(partner.days, 1)) / 6)
        heads.append(
            Head(
                partner,
                veil.letter(partner.key),
                veil.person(partner.key),
                round(x, 1),
                round(y, 1),
                partner.key in tied,
                "M{:.1f} {:.1f}L{:.1f} {:.1f}".format(*_out(near, dx, dy), *_out(far - 6, dx, dy)),
                _arrow(far, dx, dy, 1),
                _arrow(near - 6, dx, dy, -1) if partner.answers else "",
            )
        )
    ties = tuple(_tie(at[a], at[b]) for a, b in pairs)
    back_known = measured.answered_back is not None
    return Ring(tuple(heads), ties, _says(measured, order, pairs, tied, back_known), back_known)


def _says(
    measured: Measured, order: list[Partner], pairs: list[tuple[str, str]], tied: set[str], back_known: bool
) -> str:
    n = len(order)
    who = f"The {n} people you talk with most" if measured.people_talked_with > n else f"The {n} people you talk with"
    met = f"{len(tied):,} of them are" if len(tied) != 1 else "1 of them is"
    says = f"{who}, in a ring around you. " + (
        f"{met} tied to another one of them, by {words.count(len(pairs), 'tie')}."
        if pairs
        else "No two of them are seen talking with each other."
    )
    if back_known:
        says += f" {sum(partner.answers > 0 for partner in order):,} of them talked to you, too."
    return says


def _side_by_side(some: list[Partner], pairs: list[tuple[str, str]]) -> list[Partner]:
    """Those tied to each other near each other: two change places as long as that makes the ties shorter."""
    number = {partner.key: place for place, partner in enumerate(some)}
    ties = [(number[a], number[b]) for a, b in pairs]
    n = len(some)
    seat = list(range(n))  # of each, in the order of talk

    def length() -> int:
        return sum(min(abs(seat[a] - seat[b]), n - abs(seat[a] - seat[b])) ** 2 for a, b in ties)

    best, better = length(), True
    while better and best > len(ties):
        better = False
        for one in range(n):
            for other in range(one):
                seat[one], seat[other] = seat[other], seat[one]
                if (now := length()) < best:
                    best, better = now, True
                else:
                    seat[one], seat[other] = seat[other], seat[one]
    return [some[place] for place in sorted(range(n), key=lambda place: seat[place])]


def _out(distance: float, dx: float, dy: float) -> tuple[float, float]:
    return SIDE / 2 + distance * dx, SIDE / 2 + distance * dy


def _arrow(tip: float, dx: float, dy: float, way: int) -> str:
    """A small triangle on the line from the middle; way 1 points outward, -1 inward."""
    x, y = _out(tip, dx, dy)
    bx, by = _out(tip - way * 8, dx, dy)
    return f"M{x:.1f} {y:.1f}L{bx - 4 * dy:.1f} {by + 4 * dx:.1f}L{bx + 4 * dy:.1f} {by - 4 * dx:.1f}Z"


def _tie(start: tuple[float, float], end: tuple[float, float]) -> str:
    """A bow towards the middle, flatter the nearer the two, and round whoever is in the middle."""
    (x, y), (to_x, to_y) = start, end
    middle_x, middle_y = (x + to_x) / 2 - SIDE / 2, (y + to_y) / 2 - SIDE / 2
    length = math.hypot(to_x - x, to_y - y)
    pull = 0.75 - 0.2 * length / (2 * RADIUS)
    cx, cy = middle_x * pull, middle_y * pull
    if math.hypot(cx, cy) < 2 * CENTER:  # it would cross the middle: pass it by, on the side where it is anyway
        side = 1 if (to_x - x) * middle_y >= (to_y - y) * middle_x else -1
        cx, cy = -(to_y - y) / length * 3 * CENTER * side, (to_x - x) / length * 3 * CENTER * side
    return f"M{x:.1f} {y:.1f}Q{SIDE / 2 + cx:.1f} {SIDE / 2 + cy:.1f} {to_x:.1f} {to_y:.1f}"
