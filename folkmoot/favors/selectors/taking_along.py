"""What one takes along of favors: promised dates, and everything of one's own in the order in which it came."""

import hmac
from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Q, QuerySet

from folkmoot.favors.models import Ask, Claim, Entry, FavorSettings, Offer, Promise, Settlement
from folkmoot.favors.rules.book import What
from folkmoot.people.exports import AT_ONCE
from folkmoot.people.models import Person

DATES_MOST = 500  # in a calendar; the latest


# --- a calendar -------------------------------------------------------------------------------------
def promised_dates(person: Person) -> list[Promise]:
    """Promises of this person, on either side, for which a time was agreed: the latest, in the order of their times."""
    rows = own_promises(person).filter(agreed_at__isnull=False)
    return list(rows.order_by("-agreed_at", "-pk")[:DATES_MOST])[::-1]


def whose_calendar(digest: str) -> Person | None:
    """Whose calendar a key opens, by the key's digest. Nobody's, once they are gone or have asked for another key."""
    found = FavorSettings.objects.filter(calendar_key=digest, person__is_active=True).select_related("person").first()
    if found is None or not hmac.compare_digest(found.calendar_key, digest):
        return None
    return found.person


# --- all of one's own -------------------------------------------------------------------------------
def own_asks(person: Person) -> QuerySet[Ask]:
    """What somebody asked for."""
    return Ask.objects.filter(by=person).select_related("tribe").order_by("pk")


def own_offers(person: Person) -> QuerySet[Offer]:
    """What somebody offered."""
    return Offer.objects.filter(by=person).select_related("tribe").order_by("pk")


def own_promises(person: Person) -> QuerySet[Promise]:
    """What somebody promised and what was promised to them."""
    own = Q(helper=person) | Q(receiver=person)
    return Promise.objects.filter(own).select_related("tribe", "helper", "receiver").order_by("pk")


def own_favors(person: Person) -> QuerySet[Entry]:
    """Favors that somebody gave or received."""
    own = Q(giver=person) | Q(receiver=person)
    rows = Entry.objects.filter(own, what=What.FAVOR)
    return rows.select_related("tribe", "giver", "receiver").order_by("pk")


def taken_out(person: Person) -> QuerySet[Entry]:
    """What took favors that somebody gave or received out of the account for good, with the favors."""
    own = Q(about__giver=person) | Q(about__receiver=person)
    rows = Entry.objects.filter(own, what__in=[What.UPHELD, What.REVERSAL])
    return rows.select_related("tribe", "about__giver", "about__receiver").order_by("pk")


def own_claims(person: Person) -> QuerySet[Claim]:
    """Halves between somebody and somebody else that count: on either side, the two see them."""
    own = Q(debtor=person) | Q(creditor=person)
    return Claim.objects.filter(own, held=False).select_related("tribe", "debtor", "creditor").order_by("pk")


class Returned(NamedTuple):
    """Minutes of a claim that a favor settled; ``origin``: the favor that opened the claim."""

    claim: int
    favor: int
    minutes: int
    origin: int


def own_settlements(person: Person) -> Iterator[Returned]:
    """What somebody returned, and what was returned to them. To whom else others returned theirs is not in it."""
    own = Q(debtor=person) | Q(direct=True, claim__creditor=person)
    rows = Settlement.objects.filter(own).order_by("claim_id", "favor_id")
    for row in rows.values_list("claim_id", "favor_id", "minutes", "claim__favor_id").iterator(AT_ONCE):
        yield Returned(*row)
