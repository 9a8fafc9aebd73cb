"""What reached somebody as an ask, and what whoever is asked is told of the asker, alone and gently."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from folkmoot.favors.models import Ask, AskSent, Claim, Declined, Promise
from folkmoot.favors.selectors.contract import contract_at
from folkmoot.favors.selectors.ledger import standing_of
from folkmoot.ids import SHIFT, first_id_at
from folkmoot.people.models import Person
from folkmoot.permissions.models import Delivery
from folkmoot.tribes.models import Membership

FIRST = 3  # on the home page


def first_asked(person: Person, now: datetime) -> QuerySet[Ask]:
    """The newest few asks that wait for this person's answer: of ``board.asked_of``, but begun with the open asks of
    their tribes, which are few, and not with what ever reached them.
    """
    came = Delivery.objects.filter(message_id=OuterRef("message_id"), recipient=person, not_for_me=False)
    sent = AskSent.objects.filter(Exists(came), ask_id=OuterRef("pk"))
    said_no = Declined.objects.filter(person=person, ask_id=OuterRef("pk"))
    promised = Promise.objects.filter(helper=person, ask_id=OuterRef("pk"))
    belongs = Membership.objects.filter(person=person).values("tribe_id")
    asks = Ask.objects.filter(Exists(sent), ~Exists(said_no), ~Exists(promised), tribe_id__in=belongs)
    asks = asks.filter(closed_at=None, expires_at__gt=now).select_related("by", "tribe")
    return asks.order_by("-id")[:FIRST]


def older_favors_waiting(asker_id: int, tribe_id: int, now: datetime) -> int:
    """How many halves of a lapsed asker wait to be returned: none of somebody in good standing.

    Told only to people whom an ask of theirs reached.
    """
    contract = contract_at(tribe_id, now)
    standing = standing_of(asker_id, tribe_id, now, contract)
    if standing.is_good:
        return 0
    waiting = Claim.objects.filter(tribe_id=tribe_id, debtor_id=asker_id, open__gt=0)
    if standing.too_old:
        waiting = waiting.filter(since__lt=first_id_at(now - timedelta(days=contract.patience)) >> SHIFT)
    return waiting.count()
