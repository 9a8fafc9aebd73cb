"""Ids that sort by time: 63-bit integers, milliseconds since 2024 above 22 bits that keep them apart.

The gate stands on their order: under the lock of a holder ids only grow, so 'before' and 'after' between
a delivery and a change of permission are a comparison of two integers, whatever the clock of the machine
does (see ``permissions.services.gate``). In JSON they travel as strings, since JavaScript's numbers end
at 2**53.
"""

import secrets
import threading
import time
from datetime import UTC, datetime, timedelta

_1970 = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)
EPOCH_MS = 1_704_067_200_000  # 2024-01-01T00:00:00Z
SHIFT = 22
MAX_ID = (1 << 63) - 1

_lock = threading.Lock()
_last = 0


def new_id() -> int:
    """A new id for this moment, larger than every id this process made before."""
    global _last
    with _lock:
        fresh = (_now_ms() - EPOCH_MS) << SHIFT | secrets.randbits(SHIFT)
        _last = max(fresh, _last + 1)
        return _last


def first_id_at(moment: datetime) -> int:
    """The smallest id of the millisecond that holds ``moment`` (which must be aware; before 2024: 0)."""
    return max(0, ms_of(moment) - EPOCH_MS) << SHIFT


def id_at(moment: datetime) -> int:
    """An id of the millisecond that holds ``moment``, with random low bits."""
    return first_id_at(moment) | secrets.randbits(SHIFT)


def moment_of(id_: int) -> datetime:
    """When the id was made, in UTC, to the millisecond."""
    return _1970 + ((id_ >> SHIFT) + EPOCH_MS) * _MS


def ms_of(moment: datetime) -> int:
    """Milliseconds since 1970 of an aware moment, rounded down."""
    return (moment - _1970) // _MS  # in whole numbers: a float would lose the last millisecond now and then


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
