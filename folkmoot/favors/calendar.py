"""Promised dates as iCalendar (RFC 5545): one event per promise for which a time was agreed, seen from one side."""

from datetime import UTC, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar, Event

from folkmoot.favors.models import Promise
from folkmoot.favors.rules.promises import Side, State
from folkmoot.favors.selectors.taking_along import promised_dates
from folkmoot.people.models import Person

LOOK_AGAIN = timedelta(hours=1)  # how often a program may fetch it (RFC 7986)


def calendar_of(person: Person) -> bytes:
    """The promised dates of this person, and of others no more than their names. UTF-8, lines ended by CRLF."""
    calendar = Calendar()
    calendar.add("prodid", "-//Folkmoot//Favors//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", _("Favors"))
    calendar.add("x-wr-calname", _("Favors"))  # what most programs read instead
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"value": "DURATION"})
    for promise in promised_dates(person):
        calendar.add_component(_event(promise, person))
    return calendar.to_ical()


def _event(promise: Promise, person: Person) -> Event:
    helps = promise.side_of(person) == Side.HELPER
    begins = promise.agreed_at or promise.promised_at
    link = settings.BASE_URL + reverse("promise", args=[promise.pk])
    event = Event()
    # The two sides may be looked at in one program, so that each has a name of its own.
    event.add("uid", f"promise-{promise.pk}-{'helper' if helps else 'receiver'}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("dtstamp", promise.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", promise.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", int((promise.changed_at - promise.promised_at).total_seconds()))
    event.add("created", promise.promised_at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", begins.astimezone(UTC).replace(microsecond=0))
    event.add("dtend", (begins + timedelta(minutes=promise.minutes)).astimezone(UTC).replace(microsecond=0))
    event.add("summary", _summary(promise, helps))
    event.add("description", "\n".join([_sentence(promise, helps), link]))
    event.add("url", link)
    event.add("status", "CANCELLED" if promise.state == State.DROPPED else "CONFIRMED")
    return event


def _summary(promise: Promise, helps: bool) -> str:
    if helps:
        return _("You promised: %(what)s") % {"what": promise.what}
    return _("%(name)s promised you: %(what)s") % {"name": promise.helper, "what": promise.what}


def _sentence(promise: Promise, helps: bool) -> str:
    minutes = ngettext("%(count)s minute", "%(count)s minutes", promise.minutes) % {"count": promise.minutes}
    if helps:
        return _("For %(name)s in %(tribe)s, %(minutes)s.") % {
            "name": promise.receiver,
            "tribe": promise.tribe,
            "minutes": minutes,
        }
    return _("By %(name)s in %(tribe)s, %(minutes)s.") % {
        "name": promise.helper,
        "tribe": promise.tribe,
        "minutes": minutes,
    }
