"""Pictures of the ledger as plain numbers and words, which templates write down as SVG.

None of them says anything by color alone, and the same stands in words beside or beneath each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.favors.in_words import day_in_words, minutes_in_words
from folkmoot.favors.models import Entry
from folkmoot.favors.rules.journey import Back, layout
from folkmoot.favors.selectors.journey import Favor, Journey
from folkmoot.favors.selectors.ledger import Half
from folkmoot.favors.selectors.months import Month

RING, RINGS_IN_A_ROW = 36, 10  # pixels, rings


# --- halves -----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Ring:
    """A half as a ring that is closed as far as it was settled or forgiven; ``part``: percent."""

    part: int
    x: int = RING // 2
    y: int = RING // 2
    late: bool = False


@dataclass(frozen=True)
class Rings:
    """Rings in rows."""

    rings: list[Ring]
    width: int
    height: int


def part_of(done: int, minutes: int) -> int:
    """Percent of a half that is settled or let go; 0 and 100 are said only of none and of all."""
    if not 0 < done < minutes:
        return 100 if done else 0
    return min(98, max(2, round(100 * done / minutes)))


def ring_of(half: Half, place: int = 0) -> Ring:
    """A half as a ring, at its place among others."""
    row, column = divmod(place, RINGS_IN_A_ROW)
    part = part_of(half.claim.minutes - half.claim.open, half.claim.minutes)
    return Ring(part, column * RING + RING // 2, row * RING + RING // 2, half.too_old)


def rings_of(halves: Sequence[Half]) -> Rings:
    """Halves as rings, in their order."""
    rings = [ring_of(half, place) for place, half in enumerate(halves)]
    rows = -(-len(rings) // RINGS_IN_A_ROW)
    return Rings(rings, min(len(rings), RINGS_IN_A_ROW) * RING, rows * RING)


# --- months -----------------------------------------------------------------------------------------
BAR, BARS_HIGH = 44, 120  # pixels


@dataclass(frozen=True)
class Bar:
    """A month: a bar, or a word that too few people were part of it."""

    x: int
    y: int
    height: int
    name: str
    full_name: str
    favors: int
    told: str  # minutes in words
    untold: bool


def bars_of(months: Sequence[Month]) -> list[Bar]:
    """Minutes given, month by month, as bars of at most ``BARS_HIGH`` pixels."""
    most = max((month.minutes for month in months if not month.untold), default=0) or 1
    bars = []
    for place, month in enumerate(months):
        height = 0 if month.untold else round(BARS_HIGH * month.minutes / most)
        height = max(height, 3) if month.minutes and not month.untold else height
        told = _("too few to say") if month.untold else minutes_in_words(month.minutes) if month.minutes else _("none")
        first = timezone.localtime(month.begins)
        bars.append(
            Bar(
                place * BAR + 6,
                BARS_HIGH - height + 12,
                height,
                date_format(first, "M"),
                date_format(first, "F Y"),
                month.favors,
                told,
                month.untold,
            )
        )
    return bars


# --- journeys ---------------------------------------------------------------------------------------
LEFT, TOP, ROW, COLUMN, DISC, WORDS, LINE, EDGE = 40, 34, 76, 27, 17, 280, 18, 16  # pixels
SIZES = {"head": 16, "note": 14, "end": 14}  # pixels, as in favors.css
AGAIN_MOST = 8  # lines to favors that stand elsewhere already; more would be a tangle, and the table has them all


@dataclass(frozen=True)
class Line:
    """A line of words beside a disc. ``kind`` is a part of a class's name: head, note, end."""

    kind: str
    text: str
    y: int


@dataclass(frozen=True)
class Node:
    """Somebody in a journey, and the favor that brought them into it. ``state`` is a part of a class's name."""

    x: int
    y: int
    initials: str
    lines: list[Line]  # who helped whom; what and when; where it came back, what is open
    url: str
    state: str  # first, on, back, between, open
    part: int = 0  # percent of an open half that is settled or let go: the ring is closed as far

    @property
    def words_x(self) -> int:
        return self.x + DISC + 13

    @property
    def arc_turn(self) -> str:
        """The ring begins at the top, as those of halves do."""
        return f"rotate(-90 {self.x} {self.y})"

    @property
    def right(self) -> int:
        """Where its longest line ends."""
        return self.words_x + max(round(width_of(line.text, SIZES[line.kind])) for line in self.lines)


def width_of(text: str, size: int) -> float:
    """About how many pixels wide a text is drawn, rather more than less: fonts differ."""
    return size * sum(_wide(c) for c in text)


def _wide(c: str) -> float:
    if c in NARROW:
        return 0.36
    return 1.0 if c in WIDE or ord(c) > 0x1100 else 0.7 if c.isupper() else 0.56


NARROW, WIDE = frozenset(" .,:;'!|iIjlt()f“”’·"), frozenset("mwMW—…%@")


def lines_of(text: str, size: int, width: int) -> list[str]:
    """The text in lines that are no wider than ``width`` pixels; a word that is wider alone is cut."""
    lines: list[str] = []
    for word in text.split():
        while width_of(word, size) > width:
            word = f"{word[:-2]}…"
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _lines(y: int, **words: str) -> list[Line]:
    """Words beside a disc at this height, each kind of them in as many lines as it needs."""
    texts = [(kind, line) for kind, text in words.items() for line in lines_of(text, SIZES[kind], WORDS)]
    top = y - 5 if len(texts) > 1 else y + 5
    return [Line(kind, text, top + 19 * place) for place, (kind, text) in enumerate(texts)]


@dataclass(frozen=True)
class Row:
    """The same as a row of the table."""

    step: int
    giver: str
    receiver: str
    what: str
    when: str
    url: str
    after: str
    end: str


@dataclass(frozen=True)
class Drawn:
    """A journey as a picture, a sentence and a table."""

    nodes: list[Node]
    paths: list[tuple[str, bool]]  # as SVG has it; whether it leads to what stands elsewhere already
    rows: list[Row]
    width: int
    height: int
    says: str
    tangled: bool  # some returns are told by the table alone


def drawn_journey(journey: Journey, root: Entry) -> Drawn:
    """A journey, from whoever gave the first favor on downwards."""
    found = {favor.id: favor for favor in journey.favors}
    first = root.giver
    name = first.display_name if first is not None else ""
    laid = layout(root.pk, journey.links)
    lead = _lines(TOP, head=name, note=_("gave the first favor"))
    nodes = [Node(LEFT, TOP, first.initials if first is not None else "", lead, "", "first")]
    at: dict[int, tuple[int, int]] = {}
    for place in laid.places:  # in the order of their rows
        above = nodes[-1]
        y = max(above.y + ROW, above.lines[-1].y + ROW // 2)
        at[place.id] = x, y = LEFT + (place.column + 1) * COLUMN, y
        nodes.append(_node(found[place.id], x, y, name))
    paths = [(_elbow((LEFT, TOP), at[root.pk]), False)]
    paths += [(_elbow(at[edge.source], at[edge.target]), False) for edge in laid.edges if not edge.again]
    again = [edge for edge in laid.edges if edge.again]
    if len(again) <= AGAIN_MOST:
        paths += [(_bow(at[edge.source], at[edge.target]), True) for edge in again]
    order = {place.id: place.row + 1 for place in laid.places}
    before: dict[int, list[int]] = {}
    for source, target in journey.links:
        before.setdefault(target, []).append(order[source])
    rows = [_row(found[place.id], sorted(before.get(place.id, [])), name) for place in laid.places]
    width = max(node.right for node in nodes) + EDGE
    height = max(nodes[-1].y + DISC, nodes[-1].lines[-1].y) + EDGE
    return Drawn(nodes, paths, rows, width, height, _sentence(journey, name), len(again) > AGAIN_MOST)


def _elbow(start: tuple[int, int], end: tuple[int, int]) -> str:
    (x, y), (to_x, to_y) = start, end
    return f"M{x} {y + DISC}V{to_y - 10}Q{x} {to_y} {x + 10} {to_y}H{to_x - DISC}"


def _bow(start: tuple[int, int], end: tuple[int, int]) -> str:
    (x, y), (to_x, to_y) = start, end
    left = max(4, min(x, to_x) - DISC - 24)
    return f"M{x - DISC} {y + 6}C{left} {y + 6} {left} {to_y - 6} {to_x - DISC} {to_y - 6}"


def _node(favor: Favor, x: int, y: int, first: str) -> Node:
    entry = favor.entry
    if entry is None or entry.giver is None or entry.receiver is None:
        return Node(x, y, "", _lines(y, head=_("A favor between two people")), "", "between")
    names = {"giver": _short(entry.giver.display_name), "receiver": _short(entry.receiver.display_name)}
    own = favor.own
    note = f"{Truncator(entry.words).chars(36)} · {_day(entry)}" if entry.words else _day(entry)
    said = _lines(y, head=_("%(giver)s helped %(receiver)s") % names, note=note, end=_end(favor, first))
    return Node(
        x,
        y,
        entry.receiver.initials,
        said,
        reverse("favor", args=[entry.pk]),
        "back" if favor.back else "open" if own else "on",
        part_of(own.minutes - own.open, own.minutes) if own and not favor.back else 0,
    )


def _row(favor: Favor, after: list[int], first: str) -> Row:
    entry = favor.entry
    listed = ", ".join(str(number) for number in after)
    if entry is None or entry.giver is None or entry.receiver is None:
        return Row(favor.step, "", "", _("A favor between two people"), "", "", listed, "")
    giver, receiver = entry.giver.display_name, entry.receiver.display_name
    url = reverse("favor", args=[entry.pk])
    return Row(favor.step, giver, receiver, entry.words or _("A favor"), _day(entry), url, listed, _end(favor, first))


def _end(favor: Favor, first: str) -> str:
    said = []
    if favor.back == Back.FIRST:
        said.append(_("It came back to %(name)s.") % {"name": _short(first)})
    elif favor.back == Back.KNOWN:
        name = favor.entry.receiver.display_name if favor.entry is not None and favor.entry.receiver is not None else ""
        said.append(_("Back to %(name)s, who was part of it.") % {"name": _short(name)})
    if favor.own is not None:
        minutes = {"open": minutes_in_words(favor.own.open), "minutes": minutes_in_words(favor.own.minutes)}
        if favor.own.i_owe:
            said.append(_("Yours to return: %(open)s of %(minutes)s.") % minutes)
        else:
            said.append(_("Still open towards you: %(open)s of %(minutes)s.") % minutes)
    return " ".join(said)


def _sentence(journey: Journey, first: str) -> str:
    count = len(journey.favors) - 1
    if not count:
        return _("Nothing has followed from it yet.")
    said = ngettext(
        "%(n)s favor followed from it.", "%(n)s favors followed from it.", count
    ) % {"n": count}  # fmt: skip
    times = sum(1 for favor in journey.favors if favor.back == Back.FIRST)
    if times:
        said += " " + ngettext(
            "It came back to %(name)s once.", "It came back to %(name)s %(n)s times.", times
        ) % {"n": times, "name": first}  # fmt: skip
    return said


def _day(entry: Entry) -> str:
    return day_in_words(_when(entry))


def _when(entry: Entry) -> datetime:
    return entry.done_at or entry.at


def _short(name: str) -> str:
    return Truncator(name).chars(22)
