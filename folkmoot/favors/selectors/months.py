"""Minutes given in a tribe month by month, told only where they point at nobody."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from django.db.models import Count, Q, Sum
from django.utils import timezone

from folkmoot.favors.models import Giving
from folkmoot.favors.rules.book import State
from folkmoot.ids import first_id_at
from folkmoot.tribes.models import Tribe

MONTHS = 12
FAVORS_LEAST = 3  # in a month: of fewer, the minutes are those of one or two favors that the tribe reads of


@dataclass(frozen=True)
class Month:
    """A month of a tribe's favors. ``untold``: there were so few that their minutes are not told."""

    begins: datetime
    favors: int
    minutes: int
    untold: bool = False


def months_of(tribe: Tribe, now: datetime, count: int = MONTHS) -> list[Month]:
    """The last months, the oldest first, this one last: one query.

    Minutes of single favors are for the two alone, so a month with few of them keeps its minutes; and where one
    month alone would, another does as well, since the sum of all is told.
    """
    begins = _beginnings(now, count)
    bounds = [first_id_at(moment) for moment in begins] + [first_id_at(now) + (1 << 40)]
    wanted: dict[str, Sum | Count] = {}
    for number, (start, end) in enumerate(pairwise(bounds)):
        within = Q(pk__gte=start, pk__lt=end)
        wanted[f"minutes{number}"] = Sum("minutes", filter=within)
        wanted[f"favors{number}"] = Count("pk", filter=within)
    found = Giving.objects.filter(tribe=tribe, state=State.COUNTS, pk__gte=bounds[0]).aggregate(**wanted)
    months = [
        Month(moment, found[f"favors{number}"], found[f"minutes{number}"] or 0) for number, moment in enumerate(begins)
    ]
    return untold_where_few(months)


def untold_where_few(months: list[Month]) -> list[Month]:
    """The same months, those with few favors untold; never one alone, unless it is the only one with any."""
    hidden = {number for number, month in enumerate(months) if 0 < month.favors < FAVORS_LEAST}
    if len(hidden) == 1:
        others = [number for number, month in enumerate(months) if month.favors and number not in hidden]
        hidden |= {min(others, key=lambda number: months[number].minutes)} if others else set()
    return [replace(month, minutes=0, untold=True) if n in hidden else month for n, month in enumerate(months)]


def _beginnings(now: datetime, count: int) -> list[datetime]:
    """The first moments of this month and of those before it, in the zone of whoever looks; the oldest first."""
    first = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    found = []
    for back in range(count - 1, -1, -1):
        years, month = divmod(first.year * 12 + first.month - 1 - back, 12)
        found.append(timezone.make_aware(datetime(years, month + 1, 1), timezone.get_current_timezone()))
    return found
