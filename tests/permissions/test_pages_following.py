"""Following somebody, and letting a person or a tribe in by one more scope."""

import pytest
from django.urls import reverse

from folkmoot.permissions.models import Permission
from folkmoot.permissions.rules import Scope, Terms
from folkmoot.permissions.selectors import permission_between
from folkmoot.permissions.services.giving import give_permission
from folkmoot.talk.services import publish_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client, cast):
    client.force_login(cast.member)
    return cast.member


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def undo_url(response) -> str:
    return next(message.extra_tags for message in response.context["messages"])


def test_following_gives_posts_and_can_be_undone(client, cast, member):
    answer = client.post("/people/leader/follow/", follow=True)
    assert answer.redirect_chain == [("/people/leader/", 302)]
    assert said(answer) == ["You follow Leader."]
    assert publish_post(cast.leader, None, "To whoever follows").reach.reached == 1
    client.post(undo_url(answer))
    assert permission_between(member.pk, cast.leader.pk, Scope.POSTS) is None


def test_following_twice_widens_nothing_that_was_narrowed(client, cast, member):
    give_permission(member, cast.leader, Scope.POSTS, Terms(at_most=1))
    client.post("/people/leader/follow/")
    assert permission_between(member.pk, cast.leader.pk, Scope.POSTS).at_most == 1


def test_unfollowing_takes_back_posts_and_nothing_else(client, cast, member):
    for scope in Scope:
        give_permission(member, cast.leader, scope)
    answer = client.post("/people/leader/unfollow/", follow=True)
    assert said(answer) == ["You follow Leader no longer."]
    live = Permission.objects.filter(giver=member, holder_id=cast.leader.pk, live=True)
    assert sorted(live.values_list("scope", flat=True)) == [2, 3, 4, 5]
    again = client.post("/people/leader/unfollow/", follow=True)
    assert said(again) == ["You do not follow Leader."]


@pytest.mark.parametrize("scope", ["dialogue", "letters", "asks"])
def test_a_person_is_let_in_by_one_more_scope(client, cast, member, scope):
    client.post("/people/leader/give/", {"scope": scope})
    assert permission_between(member.pk, cast.leader.pk, Scope[scope.upper()]) is not None


def test_a_tribe_is_let_in_by_one_more_scope(client, cast, member):
    answer = client.post(reverse("give_tribe", args=[cast.tribe.slug]), {"scope": "asks"}, follow=True)
    assert said(answer) == ["Linden Street may reach you now: Favors asked by name."]
    assert permission_between(member.pk, cast.tribe.pk, Scope.ASKS) is not None


@pytest.mark.parametrize("scope", ["", "everything", "1", "POSTS"])
def test_a_scope_that_is_none_gives_nothing(client, cast, member, scope):
    assert client.post("/people/leader/give/", {"scope": scope}).status_code == 404
    assert not Permission.objects.filter(holder_id=cast.leader.pk).exists()


def test_nobody_follows_themselves(client, member):
    answer = client.post("/people/member/follow/", follow=True)
    assert said(answer) == ["You need no permission from yourself."]
    assert not Permission.objects.filter(holder_id=member.pk).exists()
