"""Standing: one function of what is open and of the tribe's contract. Nobody is ranked, nobody is listed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from folkmoot.favors.rules.contract import Contract


@dataclass(frozen=True)
class Standing:
    """Whether somebody is in good standing, and what speaks against it."""

    open_minutes: int
    oldest_since: datetime | None  # since when the half that has been open longest counts
    too_old: bool  # ... longer than the contract's patience
    too_much: bool  # more minutes than its allowance

    @property
    def is_good(self) -> bool:
        """Good, or lapsed."""
        return not (self.too_old or self.too_much)


def standing(open_minutes: int, oldest_since: datetime | None, contract: Contract, now: datetime) -> Standing:
    """Good while no half is open longer than ``patience`` days and at most ``allowance`` minutes are open."""
    too_old = oldest_since is not None and is_too_old(oldest_since, contract, now)
    return Standing(open_minutes, oldest_since, too_old, open_minutes > contract.allowance)


def is_too_old(since: datetime, contract: Contract, now: datetime) -> bool:
    """Whether a half that is open since then has outlasted the tribe's patience."""
    return now - since > timedelta(days=contract.patience)
