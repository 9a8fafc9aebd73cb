"""Pages of favors take as many queries for thirty rows as for six."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from folkmoot.favors.services.asking import Audience, How, mark_urgent, put_before, vouch_for
from folkmoot.favors.services.board import Draft, ask_for_help, offer_help
from folkmoot.favors.services.promising import promise_help, take_up
from folkmoot.favors.services.settling import object_to
from folkmoot.permissions.rules import Scope
from folkmoot.permissions.services.giving import give_permission
from tests.favors.ledger_world import did, members

pytestmark = pytest.mark.django_db


@pytest.fixture
def street(cast):
    """A tribe in which more and more happens, between different people."""

    def grow(numbers: range) -> None:
        for number in numbers:
            (ann,) = members(cast.tribe, f"ann{number}")
            give_permission(cast.member, ann, Scope.ASKS)
            ask = ask_for_help(ann, cast.tribe, Draft(f"Ask {number}", 30, 3))
            put_before(ann, ask.pk, Audience(How.NAMED, (cast.member.pk,)))
            mark_urgent(cast.leader, ask.pk, "It burns")
            vouch_for(cast.leader, ask.pk)
            own = ask_for_help(cast.member, cast.tribe, Draft(f"Own {number}", 30))
            promise_help(ann, own.pk)
            take_up(cast.member, offer_help(ann, cast.tribe, Draft(f"Offer {number}", 30)).pk)
            did(cast.tribe, ann, cast.member, 30, f"favor {number}", days_ago=30)
            did(cast.tribe, cast.member, ann, 10, f"return {number}", days_ago=20)
            object_to(cast.leader, did(cast.tribe, ann, cast.member, 5, f"held {number}"), "The hedge")

    return grow


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("member", "/t/{slug}/board/"),
        ("member", "/t/{slug}/board/?show=offers"),
        ("member", "/t/{slug}/asks/new/"),
        ("member", "/asked/"),
        ("member", "/promises/"),
        ("member", "/t/{slug}/halves/"),
        ("member", "/t/{slug}/halves/?received=all"),
        ("leader", "/t/{slug}/favors/"),
        ("leader", "/t/{slug}/objections/"),
        ("member", "/t/{slug}/thank/"),
        ("member", "/"),
    ],
)
def test_a_page_takes_as_many_queries_for_thirty_rows_as_for_six(cast, street, who, path):
    client = Client()
    client.force_login(getattr(cast, who))
    path = path.format(slug=cast.tribe.slug)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path).status_code == 200
        return len(caught)

    street(range(6))
    queries()
    few = queries()
    street(range(6, 30))
    assert queries() <= few + 2  # a page that has another behind it counts what there is
