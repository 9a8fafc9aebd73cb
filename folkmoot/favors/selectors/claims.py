"""Reading single claims: the two know what is open between them; a leader finds those that they may forgive."""

from folkmoot.favors.models import Claim
from folkmoot.favors.selectors.ledger import favor_for
from folkmoot.people.models import Person
from folkmoot.tribes.selectors import is_leader


def may_know_claim(person: Person, claim_id: int) -> bool:
    """Whether this person is one of a claim's two, or leads the tribe and may read of the favor that opened it."""
    claim = Claim.objects.filter(pk=claim_id).first()
    if claim is None:
        return False
    if person.pk in (claim.debtor_id, claim.creditor_id):
        return True
    readable = claim.pk == claim.favor_id and favor_for(person, claim.pk) is not None
    return readable and is_leader(claim.tribe_id, person.pk)
