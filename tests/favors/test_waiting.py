"""What waits for somebody in favors stands on their home page: their turn of a promise, objections to decide on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.favors.models import Promise
from folkmoot.favors.selectors.promises import open_promises
from folkmoot.favors.selectors.waiting import FIRST, waits_for
from folkmoot.favors.services import board, promising
from folkmoot.favors.services.settling import decide, object_to
from folkmoot.tribes.models import Membership
from tests.favors.askers import asked_by_name, client_of, text_of
from tests.favors.ledger_world import did, members, page

pytestmark = pytest.mark.django_db


def promised(cast, helper, receiver, what="Mend the gate"):
    ask = board.ask_for_help(receiver, cast.tribe, board.Draft(what, 30))
    return promising.promise_help(helper, ask.pk)


def lead(cast, person):
    Membership.objects.filter(tribe=cast.tribe, person=person).update(role=Membership.Role.LEADER)


def box_of(person):
    """The box on home; '' without one."""
    told = text_of(client_of(person).get("/"))
    return told.partition('id="waits-for-you"')[2].partition("</section>")[0]


def test_home_says_whose_turn_a_promise_is_along_its_whole_life(cast):
    assert box_of(cast.member) == ""
    promise = promised(cast, cast.member, cast.leader)
    assert "Leader waits for it: you promised" in box_of(cast.member)
    assert f'href="/promises/{promise.pk}/"' in box_of(cast.member) and box_of(cast.leader) == ""
    promising.say_done(cast.member, promise.pk)
    assert "Member says it is done: thank them" in box_of(cast.leader) and box_of(cast.member) == ""
    promising.dispute(cast.leader, promise.pk, "The hinge is loose")
    assert "Leader saw it differently" in box_of(cast.member) and box_of(cast.leader) == ""
    promising.thank(cast.leader, promise.pk)
    assert box_of(cast.member) == box_of(cast.leader) == ""


def test_what_was_due_is_asked_after_on_home(cast):
    promise = promised(cast, cast.member, cast.leader)
    Promise.objects.filter(pk=promise.pk).update(promised_at=timezone.now() - timedelta(days=20))
    assert "It was due for Leader: did it happen?" in box_of(cast.member)


def test_home_and_the_page_of_favors_know_the_same_turns(cast):
    for number in range(FIRST):
        promised(cast, cast.member, cast.leader, f"Ask {number}")
    mine = {promise.pk for promise in open_promises(cast.member)[0]}
    found = waits_for(cast.member, timezone.now())
    assert {one.id for one in found.turns} == mine and not found.more
    promising.say_done(cast.leader, promised(cast, cast.leader, cast.member, "A lamp").pk)
    found = waits_for(cast.member, timezone.now())
    assert found.turns[0].what == "A lamp" and len(found.turns) == FIRST and found.more  # somebody waits for a word
    assert "There is more" in box_of(cast.member)


def test_older_pages_of_home_do_not_repeat_it(cast):
    promised(cast, cast.member, cast.leader)
    assert "waits-for-you" not in text_of(client_of(cast.member).get("/?before=1"))


def test_home_asks_the_database_once_for_what_waits(cast, django_assert_num_queries):
    for number in range(3):
        promised(cast, cast.leader, cast.member, f"Ask {number}")
        object_to(cast.leader, did(cast.tribe, *members(cast.tribe, f"a{number}", f"b{number}"), 30, "the hedge"), "No")
    with django_assert_num_queries(1):
        assert len(waits_for(cast.leader, timezone.now()).turns) == FIRST


def test_an_objection_waits_on_the_home_of_a_leader_until_it_is_decided(cast):
    ann, ben, cy = members(cast.tribe, "ann", "ben", "cy")
    favor = did(cast.tribe, ann, ben, 30, "the hedge")
    object_to(cy, favor, "It was the neighbor's")
    told = box_of(cast.leader)
    assert "it waits for your decision" in told and f'href="/favors/{favor}/decide/"' in told and "the hedge" in told
    assert "Cy" not in told
    for other in (ann, ben, cy, cast.member):
        assert box_of(other) == ""
    decide(cast.leader, favor, False, "It was theirs to cut")
    assert box_of(cast.leader) == ""


def test_an_objection_to_a_favor_of_the_only_leader_says_that_another_leader_is_needed(cast):
    ann, cy = members(cast.tribe, "ann", "cy")
    favor = did(cast.tribe, cast.leader, ann, 30, "the hedge")
    object_to(cy, favor, "It was the neighbor's")
    way = f'href="/t/{cast.tribe.slug}/members/"'
    told = box_of(cast.leader)
    assert "another leader has to decide: name one" in told and f'href="/favors/{favor}/"' in told
    for path in (f"/favors/{favor}/", f"/t/{cast.tribe.slug}/objections/"):
        told = page(cast.leader, path)
        assert "No leader here can decide on it" in told and way in told
    told = page(cy, f"/favors/{favor}/")
    assert "No leader here can decide on it" in told and "Ask Leader to name another one." in told
    lead(cast, ann)  # who is the other one of the two
    assert "another leader has to decide" in box_of(cast.leader)
    lead(cast, cast.member)
    assert box_of(cast.leader) == box_of(ann) == "" and "waits for your decision" in box_of(cast.member)
    assert "No leader here can decide" not in page(cast.leader, f"/t/{cast.tribe.slug}/objections/")
    assert "No leader here can decide" not in page(cy, f"/favors/{favor}/")


def test_whoever_objected_decides_only_where_nobody_else_leads(cast):
    favor = did(cast.tribe, *members(cast.tribe, "ann", "ben"), 30, "the hedge")
    object_to(cast.leader, favor, "It was the neighbor's")
    assert "waits for your decision" in box_of(cast.leader)
    lead(cast, cast.member)
    assert box_of(cast.leader) == "" and "waits for your decision" in box_of(cast.member)


def test_home_takes_at_most_eight_queries_where_all_of_it_waits(cast, friend, django_assert_max_num_queries):
    lead(cast, friend)
    asked_by_name(cast, friend)
    promised(cast, friend, cast.member)
    object_to(cast.member, did(cast.tribe, *members(cast.tribe, "ann", "ben"), 30, "the hedge"), "No")
    client = client_of(friend)
    client.get("/")
    with django_assert_max_num_queries(8):
        told = text_of(client.get("/"))
    assert "Asked of you" in told and "you promised" in told and "your decision" in told
