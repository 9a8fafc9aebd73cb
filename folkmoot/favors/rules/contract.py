"""The unspoken social contract, spoken: a tribe's terms, in numbers and words, and when they hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from folkmoot.favors.rules.sizes import FavorError

NOTICE = timedelta(days=14)  # between announcing a change and its taking effect
PATIENCE_RANGE = (7, 730)  # days
ALLOWANCE_RANGE = (30, 6000)  # minutes
CROWD_RANGE = (2, 100)  # people


@dataclass(frozen=True)
class Contract:
    """The numbers of a tribe's contract."""

    patience: int = 90  # days that a half may stand open
    allowance: int = 480  # minutes that may stand open together
    crowd: int = 12  # people; an ask that is pushed to more is an ask to a crowd


@dataclass(frozen=True)
class Version:
    """One version of a tribe's contract: what it says, and from when on. ``withdrawn_at``: taken back before."""

    contract: Contract
    from_at: datetime
    withdrawn_at: datetime | None = None


def checked(contract: Contract) -> Contract:
    """The same numbers. Raises FavorError for those that no tribe could live by."""
    for name, value, (least, most), unit in (
        ("Patience", contract.patience, PATIENCE_RANGE, "days"),
        ("Allowance", contract.allowance, ALLOWANCE_RANGE, "minutes"),
        ("A crowd", contract.crowd, CROWD_RANGE, "people"),
    ):
        if not least <= value <= most:
            raise FavorError(f"{name} is a whole number from {least} to {most} {unit}.")
    return contract


def in_force(versions: Iterable[Version], at: datetime) -> Contract:
    """The contract at a moment: of the versions in effect by then, the one that took effect last.

    ``versions`` come in the order in which they were made; of two that take effect at once, the later one holds.
    """
    found = [
        version
        for version in versions
        if version.from_at <= at and (version.withdrawn_at is None or version.withdrawn_at >= version.from_at)
    ]
    return max(reversed(found), key=lambda version: version.from_at).contract if found else Contract()
