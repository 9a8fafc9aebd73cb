"""Worked cases of the ledger, in minutes. After every entry F1-F4 are proven (``tests.favors.book``)."""

from datetime import timedelta

import pytest

from folkmoot.tribes.services import NotNow
from tests.favors.book import Ledger

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(db):
    return Ledger()


def _days(age):
    return round(age / timedelta(days=1))


# --- settling -----------------------------------------------------------------------------------------
def test_a_favor_opens_a_claim_on_its_receiver(book):
    claim = book.favor("ann", "ben", 30)
    assert (book.owes("ben"), book.owes("ann"), book.ahead("ann")) == (30, 0, 30)
    assert book.settled(claim) == []


def test_a_favor_settles_the_oldest_claims_first(book):
    first, second, third = (book.favor(giver, "ben", 30) for giver in ("ann", "cho", "dee"))
    back = book.favor("ben", "eli", 70)
    assert [book.open(claim) for claim in (first, second, third)] == [0, 0, 20]
    assert book.settled(first) == [(back, 30, "forward")]
    assert book.settled(second) == [(back, 30, "forward")]
    assert book.settled(third) == [(back, 10, "forward")]


def test_a_claim_is_settled_in_parts_by_several_favors(book):
    claim = book.favor("ann", "ben", 100)
    one, two, three = book.favor("ben", "cho", 30), book.favor("ben", "ann", 50), book.favor("ben", "dee", 50)
    assert book.settled(claim) == [(one, 30, "forward"), (two, 50, "direct"), (three, 20, "forward")]
    assert (book.owes("ben"), book.ahead("ben")) == (0, 30)


def test_what_was_given_ahead_settles_the_next_claims_at_once_the_oldest_minutes_first(book):
    one, two = book.favor("ben", "ann", 20), book.favor("ben", "cho", 20)
    claim = book.favor("dee", "ben", 30)
    assert book.settled(claim) == [(one, 20, "forward"), (two, 10, "forward")]
    assert (book.owes("ben"), book.ahead("ben")) == (0, 10)


def test_to_the_one_who_did_it_is_direct_to_somebody_else_is_forward(book):
    claim = book.favor("ann", "ben", 60)
    direct, forward = book.favor("ben", "ann", 20), book.favor("ben", "cho", 40)
    assert book.settled(claim) == [(direct, 20, "direct"), (forward, 40, "forward")]


@pytest.mark.parametrize("ring", [["ann", "ben"], ["ann", "ben", "cho"], ["ann", "ben", "cho", "dee"]])
def test_round_a_ring_all_claims_close(book, ring):
    claims = [book.favor(one, ring[(place + 1) % len(ring)], 45) for place, one in enumerate(ring)]
    assert [book.open(claim) for claim in claims] == [0] * len(ring)
    assert [(book.owes(one), book.ahead(one)) for one in ring] == [(0, 0)] * len(ring)
    assert {kind for claim in claims for _, _, kind in book.settled(claim)} == {
        "direct" if len(ring) == 2 else "forward"
    }


def test_round_a_ring_of_unequal_favors_the_differences_stay(book):
    book.favor("ann", "ben", 60)
    book.favor("ben", "cho", 40)
    book.favor("cho", "ann", 50)
    assert [book.owes(one) for one in ("ann", "ben", "cho")] == [0, 20, 0]
    assert [book.ahead(one) for one in ("ann", "ben", "cho")] == [10, 0, 10]


# --- gifts and forgiving ------------------------------------------------------------------------------
def test_for_a_gift_nothing_is_owed_and_it_settles_what_its_giver_owes(book):
    claim = book.favor("ann", "ben", 30)
    gift = book.favor("ben", "cho", 50, gift=True)
    assert book.settled(claim) == [(gift, 30, "forward")]
    assert (book.owes("cho"), book.ahead("ben")) == (0, 20)


def test_what_is_forgiven_is_owed_no_more_and_settles_nothing(book):
    claim = book.favor("ann", "ben", 60)
    book.forgive(claim, 25)
    assert (book.open(claim), book.ahead("ann")) == (35, 60)
    back = book.favor("ben", "cho", 60)
    assert book.settled(claim) == [(back, 35, "forward")]
    with pytest.raises(NotNow, match="Nothing of that is open"):
        book.forgive(claim, 1)


def test_no_more_is_forgiven_than_is_open(book):
    claim = book.favor("ann", "ben", 60)
    book.favor("ben", "cho", 40)
    with pytest.raises(NotNow):
        book.forgive(claim, 21)
    book.forgive(claim, 20)
    assert book.owes("ben") == 0


def test_what_was_forgiven_stays_forgiven_when_an_objection_is_dismissed(book):
    claim = book.favor("ann", "ben", 60)
    book.forgive(claim, 25)
    book.objection(claim)
    book.dismissed(claim)
    assert book.open(claim) == 35


# --- reversals ----------------------------------------------------------------------------------------
def test_when_a_favor_is_reversed_whose_claim_was_settled_those_minutes_settle_the_next_claim(book):
    mistake = book.favor("ann", "ben", 30)
    back = book.favor("ben", "cho", 30)
    book.reversal(mistake)
    assert (book.owes("ben"), book.ahead("ben"), book.ahead("ann")) == (0, 30, 0)
    claim = book.favor("dee", "ben", 50)
    assert book.settled(claim) == [(back, 30, "forward")]


def test_minutes_that_come_back_settle_at_once_what_is_open(book):
    mistake = book.favor("ann", "ben", 30)
    back = book.favor("ben", "cho", 30)
    claim = book.favor("dee", "ben", 20)
    book.reversal(mistake)
    assert book.settled(claim) == [(back, 20, "forward")]
    assert book.ahead("ben") == 10


def test_what_was_returned_to_the_one_whose_favor_was_a_mistake_counts_for_others_then(book):
    mistake = book.favor("ann", "ben", 30)
    back = book.favor("ben", "ann", 30)
    claim = book.favor("dee", "ben", 20)
    assert book.open(claim) == 20
    book.reversal(mistake)
    assert book.settled(claim) == [(back, 20, "forward")]
    assert (book.owes("ann"), book.bound(back), book.ahead("ben")) == (30, 0, 10)


def test_when_a_favor_is_reversed_that_had_settled_others_these_are_open_again_and_as_old_as_they_were(book):
    claim = book.favor("ann", "ben", 30)
    book.days(10)
    mistake = book.favor("ben", "cho", 30)
    book.days(50)
    book.reversal(mistake)
    assert (book.open(claim), book.owes("cho")) == (30, 0)
    assert _days(book.age(claim)) == 10
    book.days(5)
    assert _days(book.age(claim)) == 15


def test_what_another_favor_had_ahead_steps_in_for_one_that_is_reversed(book):
    claim = book.favor("ann", "ben", 30)
    mistake, other = book.favor("ben", "cho", 30), book.favor("ben", "dee", 40)
    book.reversal(mistake)
    assert book.settled(claim) == [(other, 30, "forward")]
    assert book.ahead("ben") == 10


def test_nothing_is_reversed_twice(book):
    favor = book.favor("ann", "ben", 30)
    book.reversal(favor)
    for again in (book.reversal, book.objection, book.dismissed):
        with pytest.raises(NotNow):
            again(favor)


# --- objections ---------------------------------------------------------------------------------------
def test_while_a_favor_is_held_nothing_is_owed_for_it_and_the_clock_stands_still(book):
    claim = book.favor("ann", "ben", 30)
    book.days(20)
    book.objection(claim)
    assert (book.owes("ben"), book.ahead("ann")) == (0, 0)
    book.days(40)
    book.dismissed(claim)
    assert (book.owes("ben"), book.ahead("ann")) == (30, 30)
    assert _days(book.age(claim)) == 20
    book.days(1)
    assert _days(book.age(claim)) == 21


def test_what_a_held_favor_had_settled_is_open_meanwhile_and_its_clock_goes_on_where_it_stood(book):
    claim = book.favor("ann", "ben", 30)
    book.days(5)
    held = book.favor("ben", "cho", 30)
    book.days(30)
    book.objection(held)
    assert (book.open(claim), _days(book.age(claim))) == (30, 5)
    book.days(3)
    book.dismissed(held)
    assert (book.open(claim), _days(book.age(claim))) == (0, 8)


def test_a_favor_that_is_objected_to_for_good_is_out_of_the_account(book):
    claim = book.favor("ann", "ben", 30)
    harmful = book.favor("ben", "cho", 30)
    book.objection(harmful)
    book.upheld(harmful)
    assert (book.open(claim), book.owes("cho"), book.ahead("ben")) == (30, 0, 0)
    with pytest.raises(NotNow):
        book.dismissed(harmful)


def test_a_dismissed_objection_takes_no_minute_from_anybody_even_when_the_two_traded_meanwhile(book):
    claim = book.favor("cho", "ann", 480)
    held = book.favor("ann", "ben", 480)
    book.days(31)
    book.objection(held)
    book.favor("ann", "ben", 10, gift=True)
    book.dismissed(held)
    assert (book.open(claim), book.ahead("ann")) == (0, 10)


# --- vouching -----------------------------------------------------------------------------------------
def test_a_vouch_that_comes_due_opens_a_claim_on_whoever_vouched_beside_the_receivers_own(book):
    favor = book.favor("ann", "ben", 60)
    book.days(91)
    due = book.due(favor, "cho", 45)
    assert (book.open(favor), book.open(due)) == (60, 45)
    assert (_days(book.age(favor)), _days(book.age(due))) == (91, 0)
    back = book.favor("cho", "ann", 45)
    assert book.settled(due) == [(back, 45, "direct")]
    assert book.owes("ben") == 60


def test_what_whoever_vouched_gave_ahead_settles_it_at_once(book):
    ahead = book.favor("cho", "dee", 20)
    favor = book.favor("ann", "ben", 60)
    due = book.due(favor, "cho", 45)
    assert book.settled(due) == [(ahead, 20, "forward")]
    assert book.owes("cho") == 25


def test_when_the_favor_is_reversed_nobody_owes_what_was_vouched_for_it(book):
    favor = book.favor("ann", "ben", 60)
    due = book.due(favor, "cho", 45)
    back = book.favor("cho", "dee", 45)
    book.reversal(favor)
    assert (book.open(favor), book.open(due), book.settled(due)) == (0, 0, [])
    assert book.ahead("cho") == 45
    assert book.settled(book.favor("eli", "cho", 45)) == [(back, 45, "forward")]


def test_neither_of_the_two_vouches_for_their_own_favor(book):
    favor = book.favor("ann", "ben", 60)
    with pytest.raises(NotNow, match="Somebody else has to vouch"):
        book.due(favor, "ben", 5)
    with pytest.raises(NotNow, match="Somebody else has to vouch"):
        book.due(favor, "ann", 5)


# --- what a pair may do for what they owe to others ---------------------------------------------------
def test_a_pairs_favors_settle_480_minutes_of_others_in_30_days(book):
    claims = [book.favor("cho", "ann", 400), book.favor("dee", "ann", 400)]
    favor = book.favor("ann", "ben", 600)
    assert [book.open(claim) for claim in claims] == [0, 320]
    assert (book.bound(favor), book.ahead("ann")) == (120, 0)
    book.days(29)
    book.favor("ann", "ben", 600)
    assert book.owes("ann") == 320
    book.days(1.1)
    book.favor("ann", "ben", 600)
    assert book.owes("ann") == 0


def test_between_the_two_they_settle_without_limit(book):
    claim = book.favor("ben", "ann", 2000)
    favor = book.favor("ann", "ben", 2000)
    assert book.settled(claim) == [(favor, 2000, "direct")]


def test_what_lies_ahead_for_one_person_settles_what_is_owed_to_them_and_nothing_else(book):
    favor = book.favor("ann", "ben", 700)
    assert (book.ahead("ann"), book.bound(favor)) == (480, 220)
    book.favor("cho", "ann", 480)
    other = book.favor("dee", "ann", 50)
    assert book.open(other) == 50
    assert book.settled(book.favor("ben", "ann", 220)) == [(favor, 220, "direct")]


def test_the_contract_in_force_says_how_much(book):
    book.contract(100)
    book.favor("cho", "ann", 400)
    book.favor("ann", "ben", 600)
    assert book.owes("ann") == 300
    book.contract(150)
    book.favor("ann", "ben", 600)
    assert book.owes("ann") == 250


def test_of_two_changes_that_begin_at_once_the_later_one_holds(book):
    book.contract(100)
    book.contract(300)
    book.favor("ann", "ben", 600)
    assert book.ahead("ann") == 300
