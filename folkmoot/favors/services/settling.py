"""What happens to a favor after it was thanked: forgiven, objected to, decided on, taken back, vouched for."""

import contextlib
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from folkmoot.favors.models import Claim, Entry, Vouch
from folkmoot.favors.rules.book import What
from folkmoot.favors.rules.sizes import REASON_MAX, checked_line
from folkmoot.favors.selectors.contract import contract_at
from folkmoot.favors.selectors.ledger import favors_seen_by
from folkmoot.favors.services.ledger import Line, again_after_deadlock, enter, lock_people
from folkmoot.ids import SHIFT, first_id_at
from folkmoot.people.models import Person
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.services import NotNow, Refused
from folkmoot.tribes.services.refusal import only_leaders


@again_after_deadlock
def forgive(person: Person, claim_id: int, reason: str = "", now: datetime | None = None) -> int:
    """Let go what is open of a claim; the entry's id. Its giver may, without a word; a leader with a reason.

    Nobody lets go what they owe themselves. Raises Refused, NotNow, FavorError.
    """
    with transaction.atomic():
        claim = Claim.objects.select_related("tribe").filter(pk=claim_id).first()
        if claim is None or claim.debtor_id == person.pk:
            raise Refused("That is not yours to forgive.")
        if claim.creditor_id != person.pk:
            if not tribes.is_leader(claim.tribe_id, person.pk):
                raise Refused("That is not yours to forgive.")
            reason = checked_line(reason, "why, for the tribe to read", REASON_MAX)
        if not claim.open:
            raise NotNow("Nothing of that is open any more.")
        line = Line(
            claim.tribe_id, What.FORGIVING, person.pk, minutes=claim.open, about_id=claim.pk, words=reason.strip()
        )
        return enter(line, now)


@again_after_deadlock
def object_to(person: Person, favor_id: int, reason: str, now: datetime | None = None) -> int:
    """A member says that a favor harmed somebody: it is held out of the account until a leader decides.

    Once per person and favor, and not by one of the two. Raises Refused, NotNow, FavorError.
    """
    reason = checked_line(reason, "whom it harmed, and how", REASON_MAX)
    favor = _favor(favor_id)
    if (
        tribes.membership(favor.tribe_id, person.pk) is None
        or not favors_seen_by(person, favor.tribe_id).filter(pk=favor.pk).exists()
    ):
        raise Refused("There is no such favor.")
    if person.pk in (favor.giver_id, favor.receiver_id):
        raise Refused("An objection is for somebody else; between the two of you it can be taken back, or forgiven.")
    if _stands_behind(person, favor):
        raise Refused("You vouched for it; somebody else has to object.")
    try:
        with transaction.atomic():
            return enter(Line(favor.tribe_id, What.OBJECTION, person.pk, about_id=favor.pk, words=reason), now)
    except IntegrityError:
        raise NotNow("You have objected to this favor before, and it was decided.") from None


@again_after_deadlock
def decide(leader: Person, favor_id: int, upheld: bool, reason: str, now: datetime | None = None) -> int:
    """A leader decides on an objection: ``upheld``, the favor stays out of the account; or it counts again.

    Not one of the two it is about; nor whoever objected, unless nobody else leads. Refused, NotNow, FavorError.
    """
    reason = checked_line(reason, "why, for the tribe to read", REASON_MAX)
    favor = _favor(favor_id)
    only_leaders(favor.tribe, leader)
    if leader.pk in (favor.giver_id, favor.receiver_id):
        raise Refused("It is about a favor of yours; another leader has to decide. Name one, if you lead alone.")
    if _stands_behind(leader, favor):
        raise Refused("You vouched for it; another leader has to decide. Name one, if you lead alone.")
    objected = Entry.objects.filter(about=favor, what=What.OBJECTION).order_by("-id").first()
    if objected is not None and objected.by_id == leader.pk and len(tribes.leaders(favor.tribe)) > 1:
        raise Refused("You objected to it; another leader has to decide.")
    what = What.UPHELD if upheld else What.DISMISSED
    return enter(Line(favor.tribe_id, what, leader.pk, about_id=favor.pk, words=reason), now)


@again_after_deadlock
def take_back(person: Person, favor_id: int, reason: str, now: datetime | None = None) -> int:
    """Set a mistake right by an entry that takes the favor out: its giver may, or a leader who is not one of the two.

    The receiver may not: it would wipe out what they owe. Raises Refused, NotNow, FavorError.
    """
    reason = checked_line(reason, "why", REASON_MAX)
    favor = _favor(favor_id)
    if person.pk != favor.giver_id and (
        person.pk == favor.receiver_id or not tribes.is_leader(favor.tribe_id, person.pk)
    ):
        raise Refused("Whoever gave it can take it back, or a leader.")
    if _stands_behind(person, favor):
        raise Refused("You vouched for it; whoever gave it can take it back, or another leader.")
    return enter(Line(favor.tribe_id, What.REVERSAL, person.pk, about_id=favor.pk, words=reason), now)


def bring_due(tribe_id: int, now: datetime) -> int:
    """Vouches that come due in a tribe: what was not returned within patience opens a claim on whoever vouched.

    How many. Restartable: a favor whose vouches came due is not looked at again.
    """
    patience = timedelta(days=contract_at(tribe_id, now).patience)
    too_old = first_id_at(now - patience) >> SHIFT
    late = Claim.objects.filter(
        tribe_id=tribe_id,
        open__gt=0,
        since__lt=too_old,
        pk=F("favor_id"),
        favor__promise__ask__vouches__withdrawn_at=None,
        favor__promise__ask__vouches__isnull=False,
    ).exclude(favor__followed_by__what=What.DUE)
    done = 0
    for claim_id in list(late.values_list("pk", flat=True).distinct()):
        with contextlib.suppress(NotNow):  # forgiven, returned or held a moment ago
            done += _bring_due(claim_id, now)
    return done


@again_after_deadlock
def _bring_due(claim_id: int, now: datetime) -> int:
    with transaction.atomic():
        claim = Claim.objects.select_related("favor__promise").get(pk=claim_id)
        promise = claim.favor.promise
        if promise is None or promise.ask is None:
            return 0
        vouches = Vouch.objects.select_for_update().filter(ask=promise.ask, withdrawn_at=None)
        people = [
            vouch.by_id
            for vouch in vouches.order_by("id")
            if vouch.by_id not in (claim.creditor_id, claim.debtor_id)
            and tribes.membership(claim.tribe_id, vouch.by_id) is not None
        ]
        if not people or Entry.objects.filter(about_id=claim_id, what=What.DUE).exists():
            return 0
        # All of them at once, in the one order that there is: one entry after the other could wait for somebody whom
        # another transaction holds, and the other for us.
        lock_people(claim.tribe_id, {claim.creditor_id, claim.debtor_id, *people})
        claim.refresh_from_db()
        share, rest = divmod(claim.open, len(people))
        done = 0
        for index, person_id in enumerate(people):
            minutes = share + (index < rest)
            if minutes:
                line = Line(
                    claim.tribe_id,
                    What.DUE,
                    None,
                    giver_id=claim.creditor_id,
                    receiver_id=person_id,
                    minutes=minutes,
                    about_id=claim.favor_id,
                )
                enter(line, now)
                done += 1
        return done


def _stands_behind(person: Person, favor: Entry) -> bool:
    """Whether this person owes for it, or may come to: whoever vouched would let go what is theirs to return."""
    owes = Claim.objects.filter(favor=favor, debtor=person).exists()
    vouched = Vouch.objects.filter(ask__promises=favor.promise_id, by=person, withdrawn_at=None)
    return owes or (favor.promise_id is not None and vouched.exists())


def _favor(favor_id: int) -> Entry:
    found = Entry.objects.select_related("tribe").filter(pk=favor_id, what=What.FAVOR).first()
    if found is None:
        raise Refused("There is no such favor.")
    return found
