"""Moments in words: 'just now', '3 hours ago', 'yesterday', then the date."""

from datetime import date, datetime
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

MINUTE, HOUR, DAY = 60, 3600, 86_400  # seconds


def in_words(moment: datetime, now: datetime) -> str:
    """How long ago ``moment`` was; both in the zone of whoever reads, since 'yesterday' is a matter of midnights."""
    passed = (now - moment).total_seconds()
    if passed < MINUTE:
        return gettext("just now")
    if passed < HOUR:
        minutes = int(passed // MINUTE)
        return ngettext("%(n)s minute ago", "%(n)s minutes ago", minutes) % {"n": minutes}
    days = (now.date() - moment.date()).days
    if days == 0 or passed < 6 * HOUR:
        hours = int(passed // HOUR)
        return ngettext("%(n)s hour ago", "%(n)s hours ago", hours) % {"n": hours}
    if days == 1:
        return gettext("yesterday")
    if days < 7:
        return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}
    return _date(moment.date(), moment.year == now.year, get_language())


@lru_cache(maxsize=2048)
def _date(day: date, this_year: bool, language: str | None) -> str:
    """A date as ``language``, which is the active one, writes it: kept, since twenty of them are a tenth of a page."""
    return date_format(day, "MONTH_DAY_FORMAT" if this_year else "DATE_FORMAT")
