"""What happens to a favor after it was thanked: who may forgive, object, decide and take back, and each who may not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.favors.models import Claim, Entry
from folkmoot.favors.rules.book import State, What
from folkmoot.favors.rules.contract import Contract
from folkmoot.favors.rules.sizes import FavorError
from folkmoot.favors.selectors.ledger import standing_of, state_of
from folkmoot.favors.services.asking import vouch_for
from folkmoot.favors.services.board import Draft, ask_for_help
from folkmoot.favors.services.promising import promise_help, say_done, thank
from folkmoot.favors.services.settling import bring_due, decide, forgive, object_to, take_back
from folkmoot.permissions.services import joining
from folkmoot.tribes.models import Membership
from folkmoot.tribes.services import NotNow, Refused
from tests.favors.ledger_world import did, members

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(cast):
    return members(cast.tribe, "ann")[0]


@pytest.fixture
def second_leader(cast):
    (second,) = members(cast.tribe, "second")
    Membership.objects.filter(tribe=cast.tribe, person=second).update(role="leader")
    return second


def open_of(claim: int) -> int:
    return Claim.objects.get(pk=claim).open


# --- forgiving --------------------------------------------------------------------------------------
def test_whoever_gave_forgives_without_a_word(cast, ann):
    favor = did(cast.tribe, ann, cast.member, 30, "soup")
    forgive(ann, favor)
    assert (open_of(favor), Claim.objects.get(pk=favor).forgiven) == (0, 30)


def test_only_what_is_open_is_forgiven(cast, ann):
    favor = did(cast.tribe, ann, cast.member, 30, "soup", days_ago=2)
    did(cast.tribe, cast.member, cast.leader, 10, "wood", days_ago=1)
    forgive(ann, favor)
    claim = Claim.objects.get(pk=favor)
    assert (claim.open, claim.forgiven, claim.settled) == (0, 20, 10)


def test_nobody_forgives_what_they_owe_themselves_not_even_a_leader(cast, ann):
    for debtor in (cast.member, cast.leader):
        favor = did(cast.tribe, ann, debtor, 30, "soup")
        with pytest.raises(Refused, match="not yours to forgive"):
            forgive(debtor, favor, "I am broke")
        assert open_of(favor) == 30


def test_somebody_else_does_not_forgive(cast, ann):
    favor = did(cast.tribe, ann, cast.member, 30, "soup")
    (ben,) = members(cast.tribe, "ben")
    for other in (ben, cast.outsider, cast.removed):
        with pytest.raises(Refused, match="not yours to forgive"):
            forgive(other, favor, "Let it be")
    assert open_of(favor) == 30


def test_a_leader_forgives_with_a_reason_only(cast, ann):
    favor = did(cast.tribe, ann, cast.member, 30, "soup")
    for nothing in ("", "   ", "\x00"):
        with pytest.raises(FavorError):
            forgive(cast.leader, favor, nothing)
    forgive(cast.leader, favor, "A hard year")
    assert open_of(favor) == 0
    assert Entry.objects.get(what=What.FORGIVING).words == "A hard year"


def test_a_leader_of_another_tribe_does_not_forgive(cast, ann):
    favor = did(cast.tribe, ann, cast.member, 30, "soup")
    joining.found_tribe(cast.outsider, "Elm Road", "Another street.")
    with pytest.raises(Refused):
        forgive(cast.outsider, favor, "I lead")


def test_what_is_not_open_cannot_be_forgiven(cast, ann):
    favor = did(cast.tribe, ann, cast.member, 30, "soup")
    gift = did(cast.tribe, ann, cast.member, 30, "cake", gift=True)
    forgive(ann, favor)
    with pytest.raises(NotNow, match="Nothing of that is open"):
        forgive(ann, favor)
    with pytest.raises(Refused):
        forgive(ann, gift)
    with pytest.raises(Refused):
        forgive(ann, 1)


# --- objecting --------------------------------------------------------------------------------------
def test_a_member_objects_once_and_it_is_held(cast, ann):
    favor = did(cast.tribe, ann, cast.leader, 30, "soup")
    object_to(cast.member, favor, "It was my pot")
    assert state_of(favor) == State.HELD
    assert open_of(favor) == 0
    with pytest.raises(NotNow, match="out of the account already"):
        object_to(cast.member, favor, "Still my pot")


def test_after_the_decision_the_same_person_does_not_object_again_and_another_may(cast, ann):
    favor = did(cast.tribe, ann, members(cast.tribe, "ben")[0], 30, "soup")
    object_to(cast.member, favor, "It was my pot")
    decide(cast.leader, favor, False, "It was not")
    with pytest.raises(NotNow, match="have objected to this favor before"):
        object_to(cast.member, favor, "It was!")
    (cleo,) = members(cast.tribe, "cleo")
    object_to(cleo, favor, "It was my soup")
    assert state_of(favor) == State.HELD


def test_neither_of_the_two_objects(cast, ann):
    favor = did(cast.tribe, ann, cast.member, 30, "soup")
    for one in (ann, cast.member):
        with pytest.raises(Refused, match="for somebody else"):
            object_to(one, favor, "I regret it")
    assert state_of(favor) == State.COUNTS


def test_who_may_not_read_of_a_favor_does_not_object_to_it(cast, ann):
    shared = did(cast.tribe, ann, cast.member, 30, "soup")
    just_us = did(cast.tribe, ann, cast.member, 30, "talk", shared=False)
    for person, favor in ((cast.outsider, shared), (cast.removed, shared), (cast.leader, just_us), (ann, 1)):
        with pytest.raises(Refused, match="no such favor"):
            object_to(person, favor, "It harmed me")


def test_an_objection_says_why(cast, ann):
    favor = did(cast.tribe, ann, cast.leader, 30, "soup")
    with pytest.raises(FavorError):
        object_to(cast.member, favor, " \n ")
    with pytest.raises(FavorError):
        object_to(cast.member, favor, "x" * 501)
    assert state_of(favor) == State.COUNTS


# --- deciding ---------------------------------------------------------------------------------------
def test_a_dismissed_objection_brings_the_favor_back_as_it_was(cast, ann):
    (ben,) = members(cast.tribe, "ben")
    favor = did(cast.tribe, ann, ben, 30, "soup", days_ago=2)
    did(cast.tribe, ben, cast.member, 20, "wood", days_ago=1)
    object_to(cast.member, favor, "It was my pot")
    decide(cast.leader, favor, False, "It was not")
    assert (state_of(favor), open_of(favor)) == (State.COUNTS, 10)


def test_an_upheld_objection_keeps_the_favor_out(cast, ann):
    (ben,) = members(cast.tribe, "ben")
    favor = did(cast.tribe, ann, ben, 30, "soup")
    object_to(cast.member, favor, "It was my pot")
    decide(cast.leader, favor, True, "It was")
    assert (state_of(favor), open_of(favor)) == (State.OUT, 0)


def test_only_leaders_decide_and_with_a_reason(cast, ann):
    (ben,) = members(cast.tribe, "ben")
    favor = did(cast.tribe, ann, ben, 30, "soup")
    object_to(cast.member, favor, "It was my pot")
    for other in (cast.member, ann, cast.outsider, cast.removed):
        with pytest.raises(Refused):
            decide(other, favor, True, "So be it")
    with pytest.raises(FavorError):
        decide(cast.leader, favor, True, " ")
    assert state_of(favor) == State.HELD


def test_a_leader_does_not_decide_on_a_favor_of_their_own(cast, ann):
    received = did(cast.tribe, ann, cast.leader, 30, "soup")
    gave = did(cast.tribe, cast.leader, ann, 30, "wood")
    for favor in (received, gave):
        object_to(cast.member, favor, "It was mine")
        with pytest.raises(Refused, match="another leader has to decide"):
            decide(cast.leader, favor, favor == received, "So be it")


def test_whoever_objected_leaves_the_decision_to_another_leader(cast, ann, second_leader):
    favor = did(cast.tribe, ann, cast.member, 30, "soup")
    object_to(second_leader, favor, "It was my pot")
    with pytest.raises(Refused, match="You objected to it"):
        decide(second_leader, favor, True, "It was")
    decide(cast.leader, favor, True, "It was")
    assert state_of(favor) == State.OUT


def test_the_only_leader_decides_on_their_own_objection(cast, ann):
    favor = did(cast.tribe, ann, cast.member, 30, "soup")
    object_to(cast.leader, favor, "It was my pot")
    decide(cast.leader, favor, True, "It was, and nobody else leads")
    assert state_of(favor) == State.OUT


def test_what_is_not_held_is_not_decided_on(cast, ann):
    favor = did(cast.tribe, ann, cast.member, 30, "soup")
    for upheld in (True, False):
        with pytest.raises(NotNow):
            decide(cast.leader, favor, upheld, "To be sure")


# --- taking back ------------------------------------------------------------------------------------
def test_whoever_gave_takes_it_back_and_what_it_had_settled_is_open_again(cast, ann):
    owed = did(cast.tribe, cast.leader, ann, 30, "wood", days_ago=3)
    favor = did(cast.tribe, ann, cast.member, 30, "soup", days_ago=2)
    assert open_of(owed) == 0
    take_back(ann, favor, "It was next door")
    assert (state_of(favor), open_of(favor), open_of(owed)) == (State.OUT, 0, 30)


def test_the_receiver_does_not_take_it_back_not_even_as_a_leader(cast, ann):
    for receiver in (cast.member, cast.leader):
        favor = did(cast.tribe, ann, receiver, 30, "soup")
        with pytest.raises(Refused, match="Whoever gave it can take it back"):
            take_back(receiver, favor, "I owe nothing")
        assert state_of(favor) == State.COUNTS


def test_a_leader_takes_it_back_and_other_members_do_not(cast, ann):
    (ben,) = members(cast.tribe, "ben")
    favor = did(cast.tribe, ann, cast.member, 30, "soup")
    for other in (ben, cast.outsider, cast.removed):
        with pytest.raises(Refused):
            take_back(other, favor, "Never happened")
    take_back(cast.leader, favor, "Both say that it never happened")
    assert state_of(favor) == State.OUT


def test_it_is_taken_back_once_and_with_a_reason(cast, ann):
    favor = did(cast.tribe, ann, cast.member, 30, "soup")
    with pytest.raises(FavorError):
        take_back(ann, favor, "")
    take_back(ann, favor, "It was next door")
    with pytest.raises(NotNow):
        take_back(ann, favor, "Again")
    with pytest.raises(Refused):
        take_back(ann, 1, "Nothing")


# --- vouches that come due --------------------------------------------------------------------------
def vouched(cast, ann, *vouchers, minutes: int = 31, days_ago: int = 100) -> int:
    """The member received on an ask for which others vouched, so long ago; the claim."""
    then = timezone.now() - timedelta(days=days_ago)
    Membership.objects.filter(tribe=cast.tribe).update(joined_at=then - timedelta(days=1))
    ask = ask_for_help(cast.member, cast.tribe, Draft("a wall", minutes), now=then)
    for voucher in vouchers:
        vouch_for(voucher, ask.pk, now=then)
    promise = promise_help(ann, ask.pk, now=then)
    say_done(ann, promise.pk, now=then)
    thank(cast.member, promise.pk, now=then)
    return Entry.objects.get(promise=promise).pk


def test_what_was_not_returned_in_time_comes_due_once_and_the_receivers_half_stays(cast, ann):
    claim = vouched(cast, ann, cast.leader)
    now = timezone.now()
    assert bring_due(cast.tribe.pk, now) == 1
    assert bring_due(cast.tribe.pk, now) == 0
    assert bring_due(cast.tribe.pk, now + timedelta(days=200)) == 0
    due = Claim.objects.exclude(pk=claim).get()
    assert (due.debtor, due.creditor, due.open, due.favor_id) == (cast.leader, ann, 31, claim)
    assert open_of(claim) == 31


def test_those_who_vouched_share_what_comes_due_to_the_minute(cast, ann):
    (ben,) = members(cast.tribe, "ben")
    claim = vouched(cast, ann, cast.leader, ben)
    assert bring_due(cast.tribe.pk, timezone.now()) == 2
    shares = Claim.objects.exclude(pk=claim)
    assert sorted(due.minutes for due in shares) == [15, 16]
    assert {due.debtor for due in shares} == {cast.leader, ben}


def test_nothing_comes_due_within_patience_nor_of_what_was_returned(cast, ann):
    claim = vouched(cast, ann, cast.leader, days_ago=89)
    assert bring_due(cast.tribe.pk, timezone.now()) == 0
    forgive(ann, claim)
    assert bring_due(cast.tribe.pk, timezone.now() + timedelta(days=9)) == 0


def test_only_what_is_still_open_comes_due(cast, ann):
    claim = vouched(cast, ann, cast.leader)
    did(cast.tribe, cast.member, ann, 11, "wood", days_ago=50)
    assert bring_due(cast.tribe.pk, timezone.now()) == 1
    assert Claim.objects.exclude(favor_id=claim).count() == 1  # that of the wood, on Ann
    assert Claim.objects.exclude(pk=claim).get(favor_id=claim).minutes == 20


def test_nothing_comes_due_of_somebody_who_left_or_who_gave_it_themselves(cast, ann):
    (ben,) = members(cast.tribe, "ben")
    vouched(cast, ann, ben, ann)
    joining.remove_member(cast.tribe, ben, cast.leader)
    assert bring_due(cast.tribe.pk, timezone.now()) == 0


def test_a_vouch_that_came_due_counts_towards_ones_standing_and_can_be_forgiven(cast, ann):
    vouched(cast, ann, cast.leader)
    now = timezone.now()
    bring_due(cast.tribe.pk, now)
    due = Claim.objects.get(debtor=cast.leader)
    assert standing_of(cast.leader.pk, cast.tribe.pk, now).open_minutes == 31
    assert not standing_of(cast.leader.pk, cast.tribe.pk, now + timedelta(days=Contract().patience + 1)).is_good
    with pytest.raises(Refused):
        forgive(cast.leader, due.pk, "I only vouched")
    forgive(ann, due.pk)
    assert standing_of(cast.leader.pk, cast.tribe.pk, now).open_minutes == 0
