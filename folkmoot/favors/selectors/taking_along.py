"""What one takes along of favors: promised dates, and everything of one's own in the order in which it came."""

import hmac

from django.db.models import Q

from folkmoot.favors.models import FavorSettings, Promise
from folkmoot.people.models import Person

DATES_MOST = 1000  # in a calendar; the latest


def promised_dates(person: Person) -> list[Promise]:
    """Promises of this person, on either side, for which a time was agreed: the latest, in the order of their times."""
    own = Q(helper=person) | Q(receiver=person)
    rows = Promise.objects.filter(own, agreed_at__isnull=False).select_related("tribe", "helper", "receiver")
    return list(rows.order_by("-agreed_at", "-pk")[:DATES_MOST])[::-1]


def whose_calendar(digest: str) -> Person | None:
    """Whose calendar a key opens, by the key's digest. Nobody's, once they are gone or have asked for another key."""
    found = FavorSettings.objects.filter(calendar_key=digest, person__is_active=True).select_related("person").first()
    if found is None or not hmac.compare_digest(found.calendar_key, digest):
        return None
    return found.person
