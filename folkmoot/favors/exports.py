"""What is kept of a person's asks, promises and favors, as the pages show it to them.

Of a promise both see everything. Of a half that is open, the one who gave it sees its minutes and what is open; what
settled it is told to whoever returned it alone. Nothing is here of what others owe one another.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from folkmoot.favors.models import (
    Ask,
    AskSent,
    Claim,
    ContractVersion,
    Declined,
    Entry,
    FavorSettings,
    Giving,
    Note,
    Offer,
    Promise,
    Settlement,
    Tally,
    Vouch,
)
from folkmoot.favors.rules.book import State, What
from folkmoot.ids import SHIFT, moment_of
from folkmoot.people.exports import AT_ONCE, Row, Section, said_at, said_id
from folkmoot.people.models import Person

TOLD = (What.OBJECTION, What.DISMISSED, What.UPHELD, What.REVERSAL, What.FORGIVING)  # to the two whose favor it is


def export_of(person: Person, now: datetime) -> Iterator[Section]:
    """The board, promises, and everything in ledgers that concerns this person."""
    yield from _on_boards(person)
    yield from _between_two(person)
    yield from _in_ledgers(person)
    yield Section(
        "contracts_changed",
        _("What you announced of tribes' contracts, or took back."),
        _versions(person),
        ("favors.ContractVersion.by",),
    )
    yield Section(
        "settings",
        _("How you want to be reminded, and whether askers may see that you would give something back."),
        _settings(person),
        ("favors.FavorSettings.person",),
    )


def _on_boards(person: Person) -> Iterator[Section]:
    yield Section("asks", _("What you asked for, in your words; also what is over."), _asks(person), ("favors.Ask.by",))
    yield Section(
        "asks_sent",
        _("How your asks were put before people: how many they reached, and the price that stood beside them."),
        _sent(person),
    )
    yield Section("offers", _("What you offered; also what is over."), _offers(person), ("favors.Offer.by",))
    yield Section(
        "declined",
        _("The asks to which you said no. Nobody but you can read it."),
        _declined(person),
        ("favors.Declined.person",),
    )
    yield Section("vouches", _("The asks of others that you stood behind."), _vouches(person), ("favors.Vouch.by",))
    yield Section("vouches_for_you", _("Who stood behind an ask of yours."), _vouches_for(person))
    yield Section(
        "marked_urgent",
        _("The asks that you, leading their tribe, marked urgent, and the reason you gave."),
        _marked_urgent(person),
        ("favors.Ask.urgent_by",),
    )


def _between_two(person: Person) -> Iterator[Section]:
    yield Section(
        "promises",
        _("What you promised and what was promised to you, and what came of it."),
        _promises(person),
        ("favors.Promise.helper", "favors.Promise.receiver"),
    )
    yield Section("notes", _("What you wrote about promises."), _notes(Q(by=person)), ("favors.Note.by",))
    yield Section(
        "notes_to_you",
        _("What the other one of a promise wrote to you about it."),
        _notes((Q(promise__helper=person) | Q(promise__receiver=person)) & ~Q(by=person)),
    )


def _in_ledgers(person: Person) -> Iterator[Section]:
    yield Section(
        "favors_given",
        _("The favors you did; and vouches that came due to you because one was not returned."),
        _entries(person, giver=person),
        ("favors.Entry.giver",),
    )
    yield Section(
        "favors_received",
        _("The favors you received; and your vouches that came due."),
        _entries(person, receiver=person),
        ("favors.Entry.receiver",),
    )
    yield Section(
        "entered",
        _("What you entered in ledgers: thanks, forgivings, objections, decisions, reversals, in your words."),
        _entries(person, by=person),
        ("favors.Entry.by",),
    )
    yield Section(
        "about_your_favors",
        _("What others entered about favors between you and somebody."),
        _about(person),
    )
    yield Section(
        "halves",
        _("What you received and what of it is open, settled or forgiven."),
        _claims(debtor=person),
        ("favors.Claim.debtor",),
    )
    yield Section(
        "settlements",
        _("Which of your favors returned how much of which of these."),
        _settlements(person),
        ("favors.Settlement.debtor",),
    )
    yield Section(
        "halves_of_others",
        _("What of your favors is open with the one who received them."),
        _claims(creditor=person),
        ("favors.Claim.creditor",),
    )
    yield Section(
        "given_ahead",
        _("What your favors can still return: minutes for anybody, and minutes only for the one you did it for."),
        _givings(person),
        ("favors.Giving.giver",),
    )
    yield Section(
        "tallies",
        _("What you gave and received in each tribe, in minutes."),
        _tallies(person),
        ("favors.Tally.person",),
    )


# --- boards -----------------------------------------------------------------------------------------
def _tribe(row: Any) -> Row:
    return {"tribe": row.tribe.slug, "tribe_name": row.tribe.name}


def _who(person: Person | None) -> str | None:
    return None if person is None else person.handle


def _board(row: Ask | Offer) -> Row:
    return {
        "id": said_id(row.pk),
        **_tribe(row),
        "what": row.what,
        "words": row.words,
        "minutes": row.minutes,
        "needed": row.needed,
        "place": row.place,
        "remote": row.is_remote,
        "topic": None if row.topic is None else row.topic.name,
        "when": said_at(row.at),
        "made_at": said_at(row.made_at),
        "expires_at": said_at(row.expires_at),
        "asked_whether_still_meant_at": said_at(row.asked_again_at),
        "closed_at": said_at(row.closed_at),
    }


def _asks(person: Person) -> Iterator[Row]:
    rows = Ask.objects.filter(by=person).select_related("tribe", "topic").defer("words_html").order_by("pk")
    for row in rows.iterator(AT_ONCE):
        yield {**_board(row), "urgent_reason": row.urgent_reason, "steered": row.steered}


def _sent(person: Person) -> Iterator[Row]:
    rows = AskSent.objects.filter(ask__by=person).order_by("pk")
    for row in rows.iterator(AT_ONCE):
        yield {
            "message": said_id(row.pk),
            "ask": said_id(row.ask_id),
            "at": said_at(moment_of(row.pk)),
            "how": row.how,
            "reached": row.reached,
            "helped": row.helped,
            "price": row.price,
        }


def _offers(person: Person) -> Iterator[Row]:
    rows = Offer.objects.filter(by=person).select_related("tribe", "topic").defer("words_html").order_by("pk")
    for row in rows.iterator(AT_ONCE):
        yield _board(row)


def _declined(person: Person) -> Iterator[Row]:
    # Only the id of what was asked: the words there are somebody else's.
    for row in Declined.objects.filter(person=person).order_by("ask_id").iterator(AT_ONCE):
        yield {"ask": said_id(row.ask_id), "at": said_at(row.at)}


def _vouches(person: Person) -> Iterator[Row]:
    for row in Vouch.objects.filter(by=person).order_by("pk").iterator(AT_ONCE):
        yield {"ask": said_id(row.ask_id), "at": said_at(row.at), "withdrawn_at": said_at(row.withdrawn_at)}


def _vouches_for(person: Person) -> Iterator[Row]:
    rows = Vouch.objects.filter(ask__by=person, withdrawn_at=None).select_related("by").order_by("pk")
    for row in rows.iterator(AT_ONCE):
        yield {"ask": said_id(row.ask_id), "by": _who(row.by), "at": said_at(row.at)}


def _marked_urgent(person: Person) -> Iterator[Row]:
    rows = Ask.objects.filter(urgent_by=person).select_related("tribe").order_by("pk")
    for row in rows.iterator(AT_ONCE):
        yield {"ask": said_id(row.pk), **_tribe(row), "reason": row.urgent_reason}


# --- promises ---------------------------------------------------------------------------------------
def _promises(person: Person) -> Iterator[Row]:
    rows = Promise.objects.filter(Q(helper=person) | Q(receiver=person)).order_by("pk")
    for row in rows.select_related("tribe", "helper", "receiver", "dropped_by").iterator(AT_ONCE):
        yield {
            "id": said_id(row.pk),
            **_tribe(row),
            "helper": _who(row.helper),
            "receiver": _who(row.receiver),
            "ask": said_id(row.ask_id),
            "offer": said_id(row.offer_id),
            "what": row.what,
            "minutes": row.minutes,
            "agreed_at": said_at(row.agreed_at),
            "gift": row.gift,
            "shared": row.shared,
            "state": row.state,
            "promised_at": said_at(row.promised_at),
            "done_at": said_at(row.done_at),
            "ended_at": said_at(row.ended_at),
            "dropped_by": _who(row.dropped_by),
            "dropped_late": row.dropped_late,
            "reason": row.reason,
            "reminders": row.reminded,
        }


def _notes(whose: Q) -> Iterator[Row]:
    for row in Note.objects.filter(whose).select_related("by").order_by("pk").iterator(AT_ONCE):
        yield {
            "id": said_id(row.pk),
            "promise": said_id(row.promise_id),
            "by": _who(row.by),
            "text": row.text,
            "at": said_at(row.at),
        }


# --- ledgers ----------------------------------------------------------------------------------------
def _entries(person: Person, **whose: Person) -> Iterator[Row]:
    rows = Entry.objects.filter(**whose).order_by("pk")
    for row in rows.select_related("tribe", "by", "giver", "receiver", "about").iterator(AT_ONCE):
        yield _entry(row, person)


def _entry(row: Entry, person: Person) -> Row:
    """An entry that this person made or that is about them; minutes and gift only where they are one of the two."""
    two = {row.giver_id, row.receiver_id}
    if row.about is not None:
        two |= {row.about.giver_id, row.about.receiver_id}
    mine = person.pk in two
    return {
        "id": said_id(row.pk),
        **_tribe(row),
        "what": What(row.what).name.lower(),
        "by": _who(row.by),
        "giver": _who(row.giver),
        "receiver": _who(row.receiver),
        "minutes": row.minutes if mine else None,
        "gift": row.gift if mine else None,
        "shared": row.shared,
        "about": said_id(row.about_id),
        "promise": said_id(row.promise_id),
        "words": row.words,
        "done_at": said_at(row.done_at),
        "entered_at": said_at(row.at),
    }


def _about(person: Person) -> Iterator[Row]:
    mine = Q(about__giver=person) | Q(about__receiver=person)
    rows = Entry.objects.filter(mine, what__in=TOLD).exclude(by=person).order_by("pk")
    for row in rows.select_related("tribe", "by", "giver", "receiver", "about").iterator(AT_ONCE):
        yield _entry(row, person)


def _claims(**whose: Person) -> Iterator[Row]:
    rows = Claim.objects.filter(**whose).select_related("tribe", "debtor", "creditor").order_by("pk")
    for row in rows.iterator(AT_ONCE):
        yield {
            "id": said_id(row.pk),
            **_tribe(row),
            "favor": said_id(row.favor_id),
            "from": _who(row.creditor),
            "to": _who(row.debtor),
            "minutes": row.minutes,
            "open": row.open,
            "forgiven": row.forgiven,
            "since": said_at(row.since_at),
            "closed_at": None if row.closed is None else said_at(moment_of(row.closed << SHIFT)),
            "held": row.held,
        }


def _settlements(person: Person) -> Iterator[Row]:
    rows = Settlement.objects.filter(debtor=person).order_by("claim_id", "favor_id")
    for row in rows.iterator(AT_ONCE):
        yield {
            "half": said_id(row.claim_id),
            "favor": said_id(row.favor_id),
            "minutes": row.minutes,
            "direct": row.direct,
        }


def _givings(person: Person) -> Iterator[Row]:
    for row in Giving.objects.filter(giver=person).order_by("pk").iterator(AT_ONCE):
        yield {
            "favor": said_id(row.pk),
            "minutes": row.minutes,
            "for_anybody": row.free,
            "for_the_same_one": row.bound,
            "state": State(row.state).name.lower(),
        }


def _tallies(person: Person) -> Iterator[Row]:
    for row in Tally.objects.filter(person=person).select_related("tribe").order_by("tribe_id").iterator(AT_ONCE):
        yield {**_tribe(row), "given": row.given, "received": row.received, "open": row.open, "ahead": row.ahead}


def _versions(person: Person) -> Iterator[Row]:
    rows = ContractVersion.objects.filter(by=person).select_related("tribe").defer("words_html").order_by("pk")
    for row in rows.iterator(AT_ONCE):
        yield {
            "id": said_id(row.pk),
            **_tribe(row),
            "patience": row.patience,
            "allowance": row.allowance,
            "crowd": row.crowd,
            "words": row.words,
            "why": row.why,
            "made_at": said_at(row.made_at),
            "from_at": said_at(row.from_at),
            "look_again_on": None if row.look_again_on is None else row.look_again_on.isoformat(),
            "takes_back": said_id(row.withdraws_id),
        }


def _settings(person: Person) -> Iterator[Row]:
    # Whether there is a calendar's address, never what would open it.
    for row in FavorSettings.objects.filter(person=person):
        yield {
            "reminders": row.reminders,
            "suggest_me": row.suggest_me,
            "calendar_has_an_address": bool(row.calendar_key),
        }
