"""What is asked of me on home and among the permissions, and that no page speaks of money."""

import pytest
from django.utils import timezone

from folkmoot.favors.models import Ask
from folkmoot.favors.selectors.asked import first_asked
from folkmoot.favors.selectors.board import asked_of
from folkmoot.favors.services import asking, board, promising
from folkmoot.permissions.rules import Scope
from folkmoot.permissions.selectors import permission_between
from folkmoot.permissions.services.giving import revoke_permission
from folkmoot.tribes.models import Membership
from tests.favors.askers import A_LIKE, asked_by_name, client_of, page, paths, text_of

pytestmark = pytest.mark.django_db


def test_what_is_asked_of_me_stands_on_home_until_i_answer(cast, friend):
    assert "Asked of you" not in text_of(client_of(friend).get("/"))
    ask = asked_by_name(cast, friend)
    assert [found.pk for found in first_asked(friend, timezone.now())] == [ask.pk]
    told = text_of(client_of(friend).get("/"))
    assert "Asked of you" in told and f'href="/asks/{ask.pk}/"' in told
    assert "Asked of you" not in text_of(client_of(friend).get("/?before=1"))
    client_of(friend).post(f"/asks/{ask.pk}/no/")
    assert "Asked of you" not in text_of(client_of(friend).get("/"))


def test_home_and_the_page_of_what_is_asked_know_the_same(cast, friend):
    now = timezone.now()
    open_, declined, promised, closed, late = (asked_by_name(cast, friend) for _ in range(5))
    asking.say_no(friend, declined.pk)
    promising.promise_help(friend, promised.pk)
    board.take_off(cast.member, Ask, closed.pk)
    Ask.objects.filter(pk=late.pk).update(expires_at=now)
    assert [ask.pk for ask in first_asked(friend, now)] == [ask.pk for ask in asked_of(friend, now)] == [open_.pk]
    Membership.objects.filter(tribe=cast.tribe, person=friend).delete()
    assert list(first_asked(friend, now)) == list(asked_of(friend, now)) == []


def test_urgent_asks_have_a_box_of_their_own_among_the_permissions(cast):
    client = client_of(cast.member)
    told = text_of(client.get("/permissions/"))
    assert "<b>Urgent asks</b>: may not reach me" in told
    client.post(f"/t/{cast.tribe.slug}/give/", {"scope": "urgent"})
    told = text_of(client.get("/permissions/"))
    assert "<b>Urgent asks</b>: may reach me" in told
    found = permission_between(cast.member.pk, cast.tribe.pk, Scope.URGENT)
    assert f"/permissions/{found.pk}/revoke/" in told
    revoke_permission(cast.member, found.pk)
    assert "<b>Urgent asks</b>: may not reach me" in text_of(client.get("/permissions/"))


def test_no_page_speaks_of_money(cast, friend, crowd):
    ask = asked_by_name(cast, friend)
    told = [
        text_of(client_of(cast.member).post(paths(cast)[1], A_LIKE)),
        text_of(page(cast.member, ask)),
        text_of(page(friend, ask)),
        text_of(page(friend, ask, "vouch/")),
        text_of(client_of(friend).get(f"/t/{cast.tribe.slug}/board/")),
    ]
    for word in ("credit", "balance", "debt", "pay "):
        assert all(word not in one.casefold() for one in told)
