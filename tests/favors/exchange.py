"""Everything that two members of a tribe can have with one another, by the services that make it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from folkmoot.favors.models import Ask, Offer, Promise
from folkmoot.favors.rules.contract import Contract
from folkmoot.favors.services.asking import Audience, How, mark_urgent, put_before, say_no, vouch_for
from folkmoot.favors.services.board import Draft, ask_for_help, offer_help
from folkmoot.favors.services.contract import change_contract
from folkmoot.favors.services.promising import drop, promise_help, say_done, take_up, thank, thank_unasked, write_note
from folkmoot.favors.services.settling import forgive, take_back
from folkmoot.favors.services.wishes import change_settings, new_calendar_key
from folkmoot.people.models import Person
from folkmoot.permissions.rules import Scope
from folkmoot.permissions.services.giving import give_permission
from folkmoot.tribes.models import Tribe


@dataclass(frozen=True)
class Exchange:
    """What came of it, by name."""

    ask: Ask
    offer: Offer
    received: Promise  # of ``person``, thanked: a favor of 30 minutes
    dropped: Promise  # by ``person``, who had promised it
    open: Promise  # to ``person``, not done yet
    returned: int  # the favor of 50 minutes by which ``person`` returned it
    taken_back: int  # a favor of ``person`` that was a mistake
    calendar_key: str


def exchange(person: Person, friend: Person, tribe: Tribe, agreed_at: datetime | None = None) -> Exchange:
    """Let them ask, promise, thank, return and forgive. ``person`` leads the tribe, ``friend`` belongs to it."""
    name, now = person.name, timezone.now()
    when = agreed_at or now + timedelta(days=2)
    ask = ask_for_help(person, tribe, Draft(f"{name} needs a ladder", 30, 3, words=f"{name} has *gutters*"))
    offer = offer_help(person, tribe, Draft(f"{name} bakes bread", 60, None, at=when))
    theirs = ask_for_help(friend, tribe, Draft("A lamp", 5, 2, words="S3CRET words of somebody else"))
    give_permission(friend, person, Scope.ASKS)
    put_before(person, ask.pk, Audience(How.NAMED, (friend.pk,)))
    mark_urgent(person, theirs.pk, f"{name} says it burns")
    vouch_for(person, theirs.pk)
    vouch_for(friend, ask.pk)

    received = promise_help(friend, ask.pk, agreed_at=when, words=f"I come by {name}'s")
    write_note(person, received.pk, f"{name} is at home")
    say_done(friend, received.pk)
    thank(person, received.pk)
    dropped = promise_help(person, theirs.pk, agreed_at=when)
    drop(person, dropped.pk, f"{name} is ill")
    say_no(person, theirs.pk)
    still_open = promise_help(friend, ask_for_help(person, tribe, Draft(f"{name} moves", 240)).pk, agreed_at=when)
    take_up(friend, offer.pk, agreed_at=when)

    returned = thank_unasked(friend, tribe, person, f"{name} watered plants", 50)
    forgive(person, returned)
    mistake = thank_unasked(friend, tribe, person, f"{name} did nothing", 5)
    take_back(person, mistake, f"{name} says: never happened")
    thank_unasked(person, tribe, friend, "sat with me", 10, shared=False)
    take_back(friend, thank_unasked(person, tribe, friend, "sang", 10), "I did not sing")

    change_contract(person, tribe, Contract(60, 480, 12), why=f"{name} thinks so")
    change_settings(person, reminders=False, suggest_me=True)
    return Exchange(
        Ask.objects.get(pk=ask.pk), offer, Promise.objects.get(pk=received.pk), Promise.objects.get(pk=dropped.pk),
        still_open, returned, mistake, new_calendar_key(person),
    )  # fmt: skip
