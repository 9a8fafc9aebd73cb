"""What a favor set off: who helped whom since, as far as whoever looks may read of it.

Breadth first, one query a step and at most ``STEPS_MOST`` of them. A favor that is not shared is a favor between two
to everybody else: without names, words and a link, and nothing is followed beyond it, since whoever gives next is
whoever received. Favors that are held or out settle nothing, so they are in no journey.
"""

from dataclasses import dataclass, field

from folkmoot.favors.models import Claim, Entry, Settlement
from folkmoot.favors.rules.journey import FAVORS_MOST, STEPS_MOST, Back, Ends, came_back, ends_told
from folkmoot.people.models import Person
from folkmoot.tribes.models import Membership

ROWS_MOST = 4 * FAVORS_MOST  # settlements looked at in one step


@dataclass(frozen=True)
class OwnHalf:
    """What of a favor is open between the reader and somebody else; seen by the two alone."""

    open: int  # minutes
    minutes: int
    i_owe: bool


@dataclass(frozen=True)
class Favor:
    """A favor of a journey. ``entry`` is None where it stays between two people."""

    id: int  # to tell them apart; never shown where there is no entry
    step: int
    entry: Entry | None
    back: Back | None = None
    own: OwnHalf | None = None


@dataclass(frozen=True)
class Journey:
    """What a favor set off, in the order of steps; the first favor comes first."""

    favors: list[Favor]
    links: list[tuple[int, int]] = field(default_factory=list)  # (favor, a favor that returned it)
    cut: bool = False  # there is more than is shown
    ends: Ends = Ends.UNTOLD
    open_ends: int = 0  # halves that are open between others; to be told as ``ends`` says


def journey_of(person: Person, favor: Entry) -> Journey:
    """What this favor, which the person may read, set off: at most eleven queries."""
    member = Membership.objects.filter(tribe_id=favor.tribe_id, person=person).exists()
    entries: dict[int, Entry] = {favor.pk: favor}
    told = {favor.pk}
    steps = {favor.pk: 0}
    links: list[tuple[int, int]] = []
    cut = False
    frontier = [favor.pk]
    for step in range(1, STEPS_MOST + 1):
        rows = list(
            Settlement.objects.filter(claim_id__in=frontier)
            .select_related("favor__giver", "favor__receiver")
            .order_by("favor_id", "claim_id")[: ROWS_MOST + 1]
        )
        cut |= len(rows) > ROWS_MOST
        frontier = []
        for row in rows[:ROWS_MOST]:
            found = row.favor
            if found.pk not in entries:
                if len(entries) >= FAVORS_MOST:
                    cut = True
                    continue
                entries[found.pk] = found
                steps[found.pk] = step
                if person.pk in (found.giver_id, found.receiver_id) or (member and found.shared):
                    told.add(found.pk)
                    frontier.append(found.pk)
            links.append((row.claim_id, found.pk))
        if not frontier:
            break
    else:
        cut |= Settlement.objects.filter(claim_id__in=frontier).exclude(favor_id__in=list(entries)).exists()
    return _told(person, entries, told, steps, links, cut)


def _told(
    person: Person,
    entries: dict[int, Entry],
    told: set[int],
    steps: dict[int, int],
    links: list[tuple[int, int]],
    cut: bool,
) -> Journey:
    own: dict[int, OwnHalf] = {}
    between_others = 0
    for claim in Claim.objects.filter(pk__in=list(entries), open__gt=0):
        if person.pk in (claim.debtor_id, claim.creditor_id):
            own[claim.pk] = OwnHalf(claim.open, claim.minutes, claim.debtor_id == person.pk)
        else:
            between_others += 1
    first, *later = entries
    in_time = [first, *sorted(later)]
    people_of = {id_: (e.giver_id, e.receiver_id) if id_ in told else (None, None) for id_, e in entries.items()}
    back = came_back([(id_, *people_of[id_]) for id_ in in_time])
    favors = [
        Favor(id_, steps[id_], entry if id_ in told else None, back.get(id_), own.get(id_))
        for id_, entry in entries.items()
    ]
    followed = {source for source, _target in links}
    last = [e for e in entries.values() if e.pk not in followed and person.pk not in (e.giver_id, e.receiver_id)]
    people = [entry.receiver_id for entry in last if entry.receiver_id is not None]
    ends = ends_told(people, between_others)
    return Journey(favors, links, cut, ends, between_others)
