"""Minutes and moments of favors as people say them, in the zone of whoever reads."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def minutes_in_words(minutes: int) -> str:
    """'5 minutes', '4 hours', '1 h 30 min'."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return ngettext("%(n)s minute", "%(n)s minutes", rest) % {"n": rest}
    if not rest:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}


def day_in_words(moment: datetime) -> str:
    """'Tue 1 December', with the year where it is another one."""
    local = timezone.localtime(moment)
    return date_format(local, "D j F" if local.year == timezone.localtime().year else "D j F Y")


def moment_in_words(moment: datetime) -> str:
    """'Tue 1 December, 18:00'."""
    at = {"day": day_in_words(moment), "time": date_format(timezone.localtime(moment), "H:i")}
    return _("%(day)s, %(time)s") % at
