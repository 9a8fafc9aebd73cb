"""Where moments meet: one millisecond, clocks that were set back, ends and budgets at their edge."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from folkmoot.ids import moment_of
from folkmoot.permissions.models import Delivery, Holder, Message
from folkmoot.permissions.proofs import breaks
from folkmoot.permissions.rules import Per, Reach, Scope, Terms, TermsError
from folkmoot.permissions.selectors import permission_between
from folkmoot.permissions.services import gate, giving, joining
from folkmoot.permissions.services.giving import change_permission, give_permission
from folkmoot.talk.services import preview_reach, publish_post
from tests.support.cast import THEN, make_people

pytestmark = pytest.mark.django_db

MS = timedelta(milliseconds=1)


def test_a_clock_that_was_set_back_gives_no_id_twice(cast):
    """The same person's words in a tribe and to followers step on from one clock; so do the tribe's others."""
    give_permission(cast.outsider, cast.leader, Scope.POSTS)
    publish_post(cast.leader, cast.tribe, "Before the clock was set back", now=timezone.now() + timedelta(hours=1))
    for _ in range(30):
        publish_post(cast.leader, None, "To my followers")
        publish_post(cast.member, cast.tribe, "On the floor")
        publish_post(cast.leader, cast.tribe, "On the floor, too")
    assert Message.objects.count() == 91
    assert list(breaks()) == []


def test_ids_under_one_holder_only_grow(cast):
    said = [publish_post(cast.leader, cast.tribe, "Again", now=THEN - n * MS).post.pk for n in range(20)]
    assert said == sorted(said)


def test_a_permission_that_ends_within_a_millisecond_ends_before_it(cast):
    """A message knows its moment to the millisecond, so an end in the middle of one is its beginning."""
    now = THEN.replace(year=2030)
    end = now + timedelta(microseconds=1900)
    given = give_permission(cast.outsider, cast.leader, Scope.POSTS, Terms(until=end), now)
    assert given.until == now + MS
    at_the_end = now + timedelta(microseconds=1200)
    assert preview_reach(cast.leader, None, text="Late", now=at_the_end) == Reach(0, 0, 0, 1)
    said = publish_post(cast.leader, None, "Late", now=at_the_end)
    assert said.reach == Reach(0, 0, 0, 1)
    assert list(breaks()) == []


def test_what_came_before_the_end_was_permitted(cast):
    now = THEN.replace(year=2030)
    give_permission(cast.outsider, cast.leader, Scope.POSTS, Terms(until=now + timedelta(days=1)), now)
    just_before = now + timedelta(days=1) - MS
    assert publish_post(cast.leader, None, "In time", now=just_before).reach == Reach(1, 0, 0, 0)
    assert publish_post(cast.leader, None, "Too late", now=just_before + MS).reach == Reach(0, 0, 0, 1)
    assert list(breaks()) == []


@pytest.mark.parametrize("per", list(Per))
def test_a_place_in_a_budget_is_free_again_when_its_stretch_has_passed_and_not_before(cast, per):
    give_permission(cast.outsider, cast.leader, Scope.POSTS, Terms(at_most=1, per=per), THEN)
    first = publish_post(cast.leader, None, "One", now=THEN + MS)
    at = moment_of(first.post.pk)
    again = at + timedelta(days=int(per))
    assert publish_post(cast.leader, None, "Two", now=again - MS).reach == Reach(0, 1, 0, 0)
    assert publish_post(cast.leader, None, "Three", now=again).reach == Reach(1, 0, 0, 0)
    assert list(breaks()) == []


def test_a_larger_budget_in_the_same_millisecond_is_no_break_of_the_smaller_one(cast):
    clock = timezone.now() + timedelta(hours=1)
    for _ in range(10):  # within a millisecond or two, as ids step on under a clock that is ahead
        permission = give_permission(cast.outsider, cast.leader, Scope.POSTS, Terms(at_most=1), clock)
        publish_post(cast.leader, None, "One")
        change_permission(cast.outsider, permission.pk, Terms(at_most=100))
        publish_post(cast.leader, None, "Two")
        assert list(breaks()) == []


def test_changing_terms_does_not_give_a_used_budget_back(cast):
    permission = give_permission(cast.outsider, cast.leader, Scope.POSTS, Terms(at_most=1, per=Per.WEEK), THEN)
    publish_post(cast.leader, None, "One", now=THEN + MS)
    giving.revoke_permission(cast.outsider, permission.pk, THEN + 2 * MS)
    change_permission(cast.outsider, permission.pk, Terms(at_most=1, per=Per.DAY), THEN + 3 * MS)
    assert publish_post(cast.leader, None, "Two", now=THEN + 4 * MS).reach == Reach(0, 1, 0, 0)


@pytest.mark.parametrize("terms", [Terms(at_most=0), Terms(at_most=1001), Terms(topics=0), Terms(until=THEN)])
def test_terms_that_make_no_sense_change_nothing(cast, terms):
    with pytest.raises(TermsError):
        give_permission(cast.outsider, cast.leader, Scope.POSTS, terms, THEN)
    assert permission_between(cast.outsider.pk, cast.leader.pk, Scope.POSTS) is None


def test_a_mention_of_someone_who_follows_uses_one_budget_and_comes_once(cast):
    for scope in (Scope.POSTS, Scope.DIALOGUE):
        give_permission(cast.member, cast.leader, scope, Terms(at_most=5))
    said = publish_post(cast.leader, cast.tribe, "Hello @member, @member and @leader")
    assert said.reach == Reach(1, 0, 0, 0)
    delivery = Delivery.objects.get(message_id=said.post.pk)
    assert (delivery.permission.holder_id, delivery.permission.scope) == (cast.leader.pk, Scope.POSTS)


def test_people_who_follow_the_writer_get_it_once_beside_others_who_are_mentioned(cast):
    people = make_people(8)
    for person in people:
        joining.admit(cast.tribe, person, timezone.now())
        give_permission(person, cast.leader, Scope.POSTS)
    said = publish_post(cast.leader, cast.tribe, "Hello " + " ".join(f"@{person.name}" for person in people[:4]))
    assert said.reach == Reach(9, 0, 0, 0)
    own = Delivery.objects.filter(message_id=said.post.pk, permission__holder_id=cast.leader.pk)
    assert sorted(own.values_list("recipient_id", flat=True)) == sorted(person.pk for person in people)


def test_the_number_of_statements_does_not_grow_with_the_tribe(cast):
    def publishing():
        with CaptureQueriesContext(connection) as caught:
            publish_post(cast.leader, cast.tribe, "How many?")
        return len(caught)

    few = publishing()
    for person in make_people(40):
        joining.admit(cast.tribe, person, timezone.now())
    assert publishing() == few


def test_the_gate_refuses_holders_it_does_not_know(cast):
    unknown = max(Holder.objects.values_list("pk", flat=True)) + 1
    with pytest.raises(Holder.DoesNotExist):
        gate.send(gate.Envelope(sender_id=unknown))


def test_whoever_comes_into_an_empty_tribe_leads_it(cast):
    """Otherwise nobody ever could: the last leader may go when nobody stays."""
    joining.leave_tribe(cast.tribe, cast.member)
    joining.leave_tribe(cast.tribe, cast.leader)
    roles = [joining.admit(cast.tribe, person, timezone.now()).role for person in (cast.member, cast.leader)]
    assert roles == ["leader", "member"]
