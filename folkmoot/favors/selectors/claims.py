"""Reading single claims: the two see what is open between them; a leader finds those that they may forgive."""

from django.db.models import Q

from folkmoot.favors.models import Claim, Entry
from folkmoot.favors.selectors.ledger import favor_for
from folkmoot.people.models import Person
from folkmoot.tribes.selectors import is_leader


def claims_between(person: Person, favor: Entry) -> list[Claim]:
    """What a favor opened between this person and somebody else: the half itself, or what a vouch of it came to."""
    own = Claim.objects.filter(Q(debtor=person) | Q(creditor=person), favor=favor)
    return list(own.select_related("debtor", "creditor").order_by("id"))


def may_know_claim(person: Person, claim_id: int) -> bool:
    """Whether this person is one of a claim's two, or leads the tribe and may read of the favor that opened it."""
    claim = Claim.objects.select_related("favor").filter(pk=claim_id).first()
    if claim is None:
        return False
    if person.pk in (claim.debtor_id, claim.creditor_id):
        return True
    return (
        claim.pk == claim.favor_id and is_leader(claim.tribe_id, person.pk) and favor_for(person, claim.pk) is not None
    )
