"""What is kept about a person's places in tribes, their requests, and whom they invited.

What a leader noted about them (who removed them, and why) is on no page of theirs, so it is not here either.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from folkmoot.people.exports import AT_ONCE, Row, Section, said_at
from folkmoot.people.models import Person
from folkmoot.tribes import rules
from folkmoot.tribes.models import Ban, Departure, Invitation, JoinRequest, Membership, PeopleList, Tribe
from folkmoot.tribes.selectors import visible_tribes


def export_of(person: Person, now: datetime) -> Iterator[Section]:
    """Places, departures, requests, lists and invitations."""
    yield Section(
        "memberships",
        _("The tribes you belong to, since when, and as what."),
        _memberships(person),
        ("tribes.Membership.person",),
    )
    yield Section("founded", _("The tribes you founded."), _founded(person), ("tribes.Tribe.founder",))
    yield Section(
        "departures",
        _("The tribes you left or had to leave, and when."),
        _departures(person),
        ("tribes.Departure.person",),
    )
    yield Section(
        "closed_doors", _("The tribes whose leaders closed the door to you."), _bans(person), ("tribes.Ban.person",)
    )
    yield Section(
        "requests_to_join",
        _("Where you asked to join, your words, and what came of it."),
        _requests(person),
        ("tribes.JoinRequest.person",),
    )
    yield Section(
        "invitations_sent",
        _("Whom you invited, with the addresses that you brought; what came of it where you lead now."),
        _invitations_sent(person, now),
        ("tribes.Invitation.by",),
    )
    yield Section(
        "invitations_accepted",
        _("The invitations by which you came."),
        _invitations_accepted(person),
        ("tribes.Invitation.accepted_by",),
    )
    yield Section(
        "lists_brought",
        _("The lists of people you brought; who was on them only until you confirmed or dropped them."),
        _lists(person),
        ("tribes.PeopleList.by",),
    )


def _tribe(row: Any) -> Row:
    """A tribe as every row names it, from the columns ``tribe__slug`` and ``tribe__name`` or a joined tribe."""
    return {"tribe": row.tribe.slug, "tribe_name": row.tribe.name}


def _memberships(person: Person) -> Iterator[Row]:
    rows = Membership.objects.filter(person=person).select_related("tribe").order_by("joined_at", "tribe_id")
    for row in rows.iterator(AT_ONCE):
        yield {**_tribe(row), "role": row.role, "joined_at": said_at(row.joined_at)}


def _founded(person: Person) -> Iterator[Row]:
    for tribe in Tribe.objects.filter(founder=person).order_by("pk").iterator(AT_ONCE):
        yield {"tribe": tribe.slug, "tribe_name": tribe.name, "founded_at": said_at(tribe.founded_at)}


def _departures(person: Person) -> Iterator[Row]:
    for row in Departure.objects.filter(person=person).select_related("tribe").order_by("pk").iterator(AT_ONCE):
        yield {**_tribe(row), "how": row.how, "at": said_at(row.at)}


def _bans(person: Person) -> Iterator[Row]:
    # Somebody who never saw a hidden tribe is not told of it by its ban.
    rows = Ban.objects.filter(_may_be_named(person), person=person).select_related("tribe")
    for row in rows.order_by("pk").iterator(AT_ONCE):
        yield {**_tribe(row), "at": said_at(row.at)}


def _requests(person: Person) -> Iterator[Row]:
    rows = JoinRequest.objects.filter(person=person).select_related("tribe").annotate(named=_may_be_named(person))
    for row in rows.order_by("pk").iterator(AT_ONCE):
        # A tribe may have hidden itself since: then neither what it is called now nor what it said is shown.
        tribe = _tribe(row) if row.named else {"tribe": None, "tribe_name": None}
        yield {
            **tribe,
            "words": row.words,
            "state": row.state if row.named else None,
            "asked_at": said_at(row.asked_at),
            "decided_at": said_at(row.decided_at) if row.named else None,
        }


def _invitations_sent(person: Person, now: datetime) -> Iterator[Row]:
    led = Membership.objects.filter(tribe_id=OuterRef("tribe_id"), person=person, role=Membership.Role.LEADER)
    rows = Invitation.objects.filter(by=person).select_related("tribe").annotate(leads=Exists(led))
    for row in rows.order_by("pk").iterator(AT_ONCE):
        maybe = rules.may_have_been_sent(row.state, row.sent_at, now)
        yield {
            **_tribe(row),
            "kind": row.kind,
            "address": row.address,
            "called": row.called,
            "words": row.words,
            "made_at": said_at(row.made_at),
            # What came of it is shown to those who lead the tribe now.
            "state": ("maybe_sent" if maybe else row.state) if row.leads else None,
            "sent_at": said_at(row.sent_at) if row.leads else None,
            "answered_at": said_at(row.answered_at) if row.leads else None,
        }


def _invitations_accepted(person: Person) -> Iterator[Row]:
    # Without the address it was sent to: links are passed on, so it may be somebody else's.
    rows = Invitation.objects.filter(accepted_by=person).select_related("tribe").order_by("pk")
    for row in rows.iterator(AT_ONCE):
        yield {**_tribe(row), "words": row.words, "accepted_at": said_at(row.answered_at)}


def _lists(person: Person) -> Iterator[Row]:
    for row in PeopleList.objects.filter(by=person).select_related("tribe").order_by("pk").iterator(AT_ONCE):
        yield {
            **_tribe(row),
            "file_name": row.file_name,
            "format": row.format_label,
            "words": row.words,
            "state": row.state,
            "brought_at": said_at(row.brought_at),
            "people": [
                {"line": line, "name": name, "address": address}
                for line, name, address, _kind, _source in row.reading.get("entries", [])
            ],
            "not_understood": [
                {"line": line, "text": text, "why": why} for line, text, why in row.reading.get("unreadable", [])
            ],
        }


def _may_be_named(person: Person) -> Q:
    """Tribes that this person may see or belonged to, as a condition on rows with a ``tribe``."""
    parted = Departure.objects.filter(tribe_id=OuterRef("tribe_id"), person=person)
    return Q(Exists(visible_tribes(person).filter(pk=OuterRef("tribe_id")))) | Q(Exists(parted))
