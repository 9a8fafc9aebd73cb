"""The proofs of the ledger find every lie in the rows, name the row, and find nothing where all is right."""

import pytest
from django.db import connection

from folkmoot.favors import proofs
from folkmoot.favors.models import Tally
from folkmoot.favors.rules.book import What
from folkmoot.favors.services.ledger import Line, enter
from folkmoot.site import doctor
from folkmoot.tribes.services import NotNow
from tests.favors.corruptions import CORRUPTIONS, make_world
from tests.support.cast import make_people

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("what", CORRUPTIONS)
def test_a_lie_is_found_and_its_row_is_named(what):
    world = make_world()
    assert list(proofs.breaks()) == []
    invariant, row = CORRUPTIONS[what](world)
    found = [finding for finding in doctor._ledger(lambda name, done, of: None) if not finding.ok]
    assert {finding.about for finding in found} == {invariant}
    assert any(row in named for finding in found for named in finding.rows), found


def test_a_tally_made_for_an_entry_that_was_refused_is_no_lie(cast):
    with pytest.raises(NotNow):
        enter(Line(cast.tribe.pk, What.REVERSAL, cast.leader.pk, about_id=12345))
    Tally.objects.create(tribe=cast.tribe, person=cast.member)
    assert list(proofs.breaks()) == []


def test_many_broken_rows_are_counted_and_the_first_are_named(cast):
    for person in make_people(30):
        enter(Line(cast.tribe.pk, What.FAVOR, None, giver_id=cast.leader.pk, receiver_id=person.pk, minutes=5))
    Tally.objects.exclude(person=cast.leader).update(received=6)
    (lie,) = proofs.breaks()
    assert lie.count == 30
    assert len(lie.rows) == proofs.SHOWN


def test_it_says_how_far_it_is(cast, monkeypatch):
    monkeypatch.setattr(proofs, "FETCHED", 2)
    for _ in range(5):
        parts = {"giver_id": cast.leader.pk, "receiver_id": cast.member.pk, "minutes": 5}
        enter(Line(cast.tribe.pk, What.FAVOR, None, **parts))
    told = []
    assert list(proofs.breaks(lambda done, of: told.append((done, of)))) == []
    assert told == [(2, 5), (4, 5), (5, 5), (5, 5)]


@pytest.mark.django_db(transaction=True)
def test_it_reads_one_moment_and_leaves_no_transaction_behind():
    make_world()
    assert list(proofs.breaks()) == []
    assert not connection.in_atomic_block
    Tally.objects.update(given=1)
    assert {lie.invariant for lie in proofs.breaks()} == {"F3"}
