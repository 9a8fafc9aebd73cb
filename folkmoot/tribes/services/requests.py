"""Asking to join, and what the leaders say to it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from folkmoot.people import throttle
from folkmoot.people.models import Person
from folkmoot.tribes import rules, selectors
from folkmoot.tribes.models import JoinRequest, Tribe
from folkmoot.tribes.services.refusal import NotNow, Refused, only_leaders, refuse_banned

WORDS_MAX = 1000  # characters


def ask_to_join(tribe: Tribe, person: Person, words: str, now: datetime | None = None) -> JoinRequest:
    """Ask the leaders of a tribe. Asking twice is asking once.

    Raises Refused for members and the banned, and ``throttle.Throttled`` after too many requests.
    """
    now = now or timezone.now()
    throttle.take(f"asks:{person.pk}", rules.ASKS, now=now)
    if tribe.joining != Tribe.Joining.REQUEST:
        raise Refused("This tribe does not take requests.")
    with transaction.atomic():
        if selectors.membership(tribe.pk, person.pk) is not None:
            raise NotNow("You belong to this tribe already.")
        refuse_banned(tribe, person)
        request, _ = JoinRequest.objects.get_or_create(
            tribe=tribe,
            person=person,
            state="waiting",
            defaults={"words": words[:WORDS_MAX], "asked_at": now},
        )
        return request


def withdraw_join_request(tribe: Tribe, person: Person, now: datetime | None = None) -> None:
    """Take a request back, if it is still waiting."""
    JoinRequest.objects.filter(tribe=tribe, person=person, state="waiting").update(
        state="withdrawn", decided_at=now or timezone.now()
    )


def decide_join_request(tribe: Tribe, request_id: int, leader: Person, state: str, now: datetime) -> JoinRequest:
    """Move a waiting request to accepted or declined. Raises Refused for non-leaders, and when it is not waiting."""
    only_leaders(tribe, leader)
    if state not in rules.JOIN_REQUEST_ARROWS["waiting"] - {"withdrawn"}:
        raise ValueError(f"no arrow to {state}")
    moved = JoinRequest.objects.filter(pk=request_id, tribe=tribe, state="waiting").update(
        state=state, decided_at=now, decided_by=leader
    )
    if not moved:
        raise NotNow("That request is not waiting any more.")
    return JoinRequest.objects.select_related("person").get(pk=request_id)


def decline_join_request(tribe: Tribe, request_id: int, leader: Person, now: datetime | None = None) -> JoinRequest:
    """A leader says no. Raises Refused as ``decide_join_request`` does."""
    return decide_join_request(tribe, request_id, leader, "declined", now or timezone.now())
