"""The price of an ask, shown before it is sent: people made to say no, time taken, time to return it.

Minutes and days throughout. The share of people who help is a beta-binomial mean: the tribe's own record on top of
a prior of 1 in 4 (weight 10) for asks by name, 1 in 100 (weight 100) for a crowd.
"""

import enum
from dataclasses import dataclass

from folkmoot.favors.rules.contract import Contract

YEAR = 365  # days over which somebody's pace is measured
NEWCOMER_DAYS = 90  # of membership in which the pace is never below ...
NEWCOMER_PACE = 60 * 12 / YEAR  # ... 60 minutes a month, in minutes a day
ONE_NO = 1  # minutes that it takes somebody to say no
DAYS_MOST = 100 * YEAR  # longer than a life is 'never'


class Kind(enum.StrEnum):
    """What an ask is to those whom it is pushed to."""

    PERSONAL = "personal"
    MASS_SYMMETRIC = "mass_symmetric"
    ASYMMETRIC_MASS = "asymmetric_mass"


@dataclass(frozen=True)
class Record:
    """How asks went in this tribe: people whom asks of one kind were pushed to, and how many of them helped."""

    pushed_to: int = 0
    helped: int = 0


@dataclass(frozen=True)
class Means:
    """What stands behind an ask: the asker's own, and that of whoever vouches for it."""

    open_minutes: int  # the asker's halves that stand open
    ahead: int  # minutes given ahead, of all of them
    given_last_year: int  # minutes given in the last 365 days, of all who vouch
    own_given_last_year: int  # ... and the asker's
    member_days: int  # how long the asker has been a member


@dataclass(frozen=True)
class Price:
    """What an ask costs."""

    pushed_to: int  # people
    needed: int  # helpers; of 'as many as possible', everybody it is pushed to
    minutes: int  # of each
    expected: float  # helpers who will come, by the tribe's record
    made_to_say_no: int  # people
    taken: int  # minutes of everybody's life
    to_return: int  # minutes that will stand open against the asker's pace
    days: float | None  # until that is returned; None: never
    kind: Kind

    @property
    def may_be_pushed(self) -> bool:
        """Whether it may be put before people, instead of waiting where they come looking."""
        return self.kind != Kind.ASYMMETRIC_MASS


def share_who_help(record: Record, crowd: bool) -> float:
    """The share of people who help when they are asked: of a crowd, or by name."""
    prior_helped, prior_asked = (1, 100) if crowd else (2.5, 10)
    return (prior_helped + record.helped) / (prior_asked + record.pushed_to)


def pace(means: Means) -> float:
    """Minutes that are given a day; 0 is no pace at all."""
    own = means.own_given_last_year / YEAR
    if means.member_days < NEWCOMER_DAYS:
        own = max(own, NEWCOMER_PACE)
    return own + means.given_last_year / YEAR


def days_to_return(minutes: int, a_day: float) -> float | None:
    """How many days it takes to give that back; None for never."""
    if minutes <= 0:
        return 0.0
    if a_day <= 0 or minutes / a_day > DAYS_MOST:
        return None
    return minutes / a_day


def price(
    pushed_to: int,
    needed: int | None,
    minutes: int,
    means: Means,
    record: Record,
    contract: Contract,
    is_turn: bool = False,
) -> Price:
    """The price of asking ``needed`` helpers (None: as many as possible) for ``minutes`` each.

    ``pushed_to``: people of the audience whose permission lets it through. ``is_turn``: a turn of a custom.
    """
    crowd = pushed_to > contract.crowd
    as_many = needed is None
    helpers = pushed_to if needed is None else needed
    expected = min(helpers, pushed_to * share_who_help(record, crowd))
    made_to_say_no = pushed_to - round(expected)
    # Of 'as many as possible' everybody counts as needed, and nobody twice: a like of 2,400 people is 40 hours.
    taken = helpers * minutes + (0 if as_many else made_to_say_no * ONE_NO)
    to_return = max(0, means.open_minutes + taken - means.ahead)
    days = days_to_return(to_return, pace(means))
    if not crowd:
        kind = Kind.PERSONAL
    elif is_turn or (days is not None and days <= contract.patience):
        kind = Kind.MASS_SYMMETRIC
    else:
        kind = Kind.ASYMMETRIC_MASS
    return Price(pushed_to, helpers, minutes, expected, made_to_say_no, taken, to_return, days, kind)
