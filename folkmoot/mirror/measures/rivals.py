"""Three plain numbers that others go by, on the same archive, so that a reader can compare."""

from dataclasses import dataclass
from typing import Literal

from folkmoot.mirror.measures.estimates import Estimate

Archetype = Literal["lurker", "booster", "pollster", "replier", "oracle"]
AVERAGE_PER_YEAR = 113


@dataclass(frozen=True, slots=True)
class Rivals:
    """What plain rules say. None where the archive lacks what the rule needs."""

    archetype: Archetype | None
    archetype_year: int | None
    mutual_follows: Estimate | None  # share of those one follows who follow back
    reposts_per_post: Estimate


def archetype(standalone: int, replies: int, reposts: int, polls: int) -> Archetype:
    """Mastodon's annual report, from one year's counts (mastodon/mastodon, app/lib/annual_report/archetype.rb)."""
    if standalone + replies + reposts < AVERAGE_PER_YEAR:
        return "lurker"
    if reposts > standalone * 2:
        return "booster"
    if polls > standalone * 0.1:
        return "pollster"
    if replies > standalone * 2:
        return "replier"
    return "oracle"
