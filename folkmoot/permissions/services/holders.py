"""The lock of everything given to or sent by a holder, and the clock under it."""

import secrets
from datetime import datetime

from folkmoot.ids import SHIFT, id_at
from folkmoot.people.models import Person
from folkmoot.permissions.models import Holder
from folkmoot.tribes.models import Tribe


def ensure_holder(whose: Person | Tribe) -> int:
    """The id of their holder row, which is made when it is first needed."""
    if isinstance(whose, Person):
        row = Holder(id=whose.pk, person_id=whose.pk)
    else:
        row = Holder(id=whose.pk, tribe_id=whose.pk)
    Holder.objects.bulk_create([row], ignore_conflicts=True)
    return row.pk


def next_id(holder_ids: list[int], now: datetime) -> int:
    """Lock the holders, in one order everywhere, and make an id later than all that were made under them.

    Must run inside a transaction and before anything that depends on what the holders may do: whoever waits
    for the lock sees, after it, all that was committed before. The lock ends with the transaction.
    """
    clocks = list(
        Holder.objects.select_for_update().filter(pk__in=holder_ids).order_by("pk").values_list("clock", flat=True)
    )
    if len(clocks) != len(set(holder_ids)):
        raise Holder.DoesNotExist(f"not every one of {holder_ids} is a holder")
    made, latest = id_at(now), max(clocks)
    if made <= latest:
        # In the same millisecond, or the machine's clock was set back. A step of one would not do: what a person
        # says in a tribe and what they say to their followers would step from one id to the same next one.
        made = latest + 1 + secrets.randbelow(1 << SHIFT)
    Holder.objects.filter(pk__in=holder_ids).update(clock=made)
    return made
