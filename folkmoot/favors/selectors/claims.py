"""Reading single claims: the two know what is open between them; a leader finds those that they may forgive."""

from django.db.models import Q

from folkmoot.favors.models import Claim
from folkmoot.favors.selectors.ledger import favor_for
from folkmoot.people.models import Person
from folkmoot.tribes.selectors import is_leader


def is_own_claim(person: Person, claim_id: int) -> bool:
    """Whether this person is one of a claim's two."""
    return Claim.objects.filter(Q(debtor=person) | Q(creditor=person), pk=claim_id).exists()


def may_forgive_unseen(person: Person, favor_id: int) -> bool:
    """Whether this person leads the tribe of a favor between others that they may read of.

    They let go what may be open of it, without learning whether anything is, or ever was.
    """
    favor = favor_for(person, favor_id)
    if favor is None or person.pk in (favor.giver_id, favor.receiver_id):
        return False
    return is_leader(favor.tribe_id, person.pk)
