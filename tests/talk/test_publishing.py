"""Saying something reaches whoever permits it, and the writer sees three counts."""

import pytest
from django.utils import timezone

from folkmoot.permissions.models import Delivery
from folkmoot.permissions.rules import Per, Reach, Scope, Terms
from folkmoot.permissions.selectors import permission_between, topics_of
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.giving import change_permission, give_permission, revoke_permission
from folkmoot.talk import selectors
from folkmoot.talk.services import answer_post, preview_reach, publish_post
from folkmoot.tribes.services import Refused
from tests.support.cast import make_people

pytestmark = pytest.mark.django_db


def test_a_post_reaches_the_members_and_nobody_else(cast):
    said = publish_post(cast.leader, cast.tribe, "The pump is mended.")
    assert said.reach == Reach(1, 0, 0, 0)
    assert list(Delivery.objects.values_list("recipient_id", flat=True)) == [cast.member.pk]
    assert [post.pk for post in selectors.home(cast.member).posts] == [said.post.pk]
    assert selectors.home(cast.removed).posts == []


def test_only_members_write_on_the_floor(cast):
    for person in (cast.outsider, cast.removed):
        with pytest.raises(Refused):
            publish_post(person, cast.tribe, "Let me in.")


def test_the_preview_counts_what_the_delivery_then_does(cast):
    people = make_people(12)
    for person in people:
        joining.admit(cast.tribe, person, timezone.now())
    garden, tools = topics_of(cast.tribe.pk)
    for index, person in enumerate(people):
        permission = permission_between(person.pk, cast.tribe.pk, Scope.POSTS)
        if index % 3 == 0:
            change_permission(person, permission.pk, Terms(topics=1 << tools.slot))
        elif index % 3 == 1:
            change_permission(person, permission.pk, Terms(at_most=1, per=Per.WEEK))
        elif index == 2:
            revoke_permission(person, permission.pk)
    publish_post(cast.leader, cast.tribe, "First, on tools", (tools.pk,))
    before = preview_reach(cast.leader, cast.tribe, (garden.pk,))
    said = publish_post(cast.leader, cast.tribe, "Second, on the garden", (garden.pk,))
    assert said.reach == before == Reach(reached=4, over_budget=4, off_topic=4, not_permitted=1)
    assert Delivery.objects.filter(message_id=said.post.pk).count() == 4


def test_an_answer_reaches_the_one_who_is_answered(cast):
    post = publish_post(cast.member, cast.tribe, "Who has a ladder?").post
    said = answer_post(cast.leader, post, "I do.")
    assert said.reach == Reach(1, 0, 0, 0)
    assert [p.text for p in selectors.home(cast.member).posts] == ["I do."]
    assert [p.text for p in selectors.thread_page(post).answers] == ["I do."]


def test_a_persons_own_permission_comes_before_the_tribes(cast):
    give_permission(cast.member, cast.leader, Scope.POSTS)
    said = publish_post(cast.leader, cast.tribe, "Hello")
    delivery = Delivery.objects.get(message_id=said.post.pk)
    assert delivery.permission.holder_id == cast.leader.pk
    assert said.reach == Reach(1, 0, 0, 0)
