"""What reached somebody as an ask, and what whoever is asked is told of the asker, alone and gently."""

from datetime import datetime, timedelta

from folkmoot.favors.models import Ask, Claim
from folkmoot.favors.selectors.board import asked_of
from folkmoot.favors.selectors.contract import contract_at
from folkmoot.favors.selectors.ledger import standing_of
from folkmoot.ids import SHIFT, first_id_at
from folkmoot.people.models import Person

FIRST = 3  # on the home page


def first_asked(person: Person, now: datetime) -> list[Ask]:
    """The newest few asks that wait for this person's answer: one query."""
    return list(asked_of(person, now)[:FIRST])


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
