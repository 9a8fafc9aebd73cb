"""What is kept of a person's looks into the mirror."""

import json
from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from folkmoot.mirror.pages.models import Look
from folkmoot.mirror.pages.selectors import report_as_json
from folkmoot.people.exports import Row, Section, said_at, said_id
from folkmoot.people.models import Person


def export_of(person: Person, now: datetime) -> Iterator[Section]:
    """Looks, those that are kept with everything they show."""
    yield Section(
        "looks",
        _("What you saw in the mirror and what of it is kept, with everything that it shows."),
        _looks(person),
        ("mirror.Look.person",),
    )


def _looks(person: Person) -> Iterator[Row]:
    # One at a time, and their reports are read one at a time: there are few, but a report may be long.
    for look in Look.objects.filter(person=person).select_related("tribe").order_by("pk"):
        # What is seen of a tribe is its leaders', for as long as they lead it.
        shown = report_as_json(look) if look.tribe_id is None else None
        yield {
            "id": said_id(look.pk),
            "tribe": None if look.tribe is None else look.tribe.slug,
            "state": look.state,
            "files": look.files,
            "bytes": look.size,
            "handed_in_at": said_at(look.made_at),
            "read_at": said_at(look.ended_at),
            "kept_at": said_at(look.kept_at),
            "answer": look.told.get("answer") if look.tribe_id is None else None,
            "report": None if shown is None else json.loads(shown),
        }
