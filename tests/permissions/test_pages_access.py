"""Who gets which page of permission: leader, member, outsider, removed member, nobody, from one table."""

import pytest
from django.test import Client
from django.urls import reverse

from folkmoot.permissions.models import Permission, PermissionVersion
from folkmoot.permissions.rules import Scope, Terms
from folkmoot.permissions.selectors import permission_between, topics_of
from folkmoot.permissions.services.giving import change_permission
from folkmoot.permissions.urls import urlpatterns
from folkmoot.talk.services import publish_post
from folkmoot.tribes.models import Invitation
from folkmoot.tribes.tokens import make_token

pytestmark = pytest.mark.django_db

ROLES = ("leader", "member", "outsider", "removed", "nobody")
LOGIN = "/account/login/"
ASKED = 302  # answered by going on to a page that says what came of it
# name of the address -> method, and what each role gets. 302 for nobody is the way to sign in.
TABLE = {
    "permissions": ("GET", (200, 200, 200, 200, 302)),
    "permission_change": ("GET", (404, 200, 404, 404, 302)),
    "permission_revoke": ("POST", (404, ASKED, 404, 404, 302)),
    "permission_again": ("POST", (404, ASKED, 404, 404, 302)),
    "permission_undo": ("POST", (404, ASKED, 404, 404, 302)),
    "permission_history": ("GET", (404, 200, 404, 404, 302)),
    "follow": ("POST", (ASKED, ASKED, ASKED, ASKED, 302)),
    "unfollow": ("POST", (ASKED, ASKED, ASKED, ASKED, 302)),
    "give": ("POST", (ASKED, ASKED, ASKED, ASKED, 302)),
    "give_tribe": ("POST", (ASKED, ASKED, 404, 404, 302)),
    "widen": ("GET", (200, 200, 200, 200, 302)),
    "widening_grant": ("POST", (ASKED, ASKED, ASKED, ASKED, 302)),
    "widening_decline": ("POST", (ASKED, ASKED, ASKED, ASKED, 302)),
    "why": ("GET", (404, 200, 404, 404, 302)),
    "not_for_me": ("POST", (404, ASKED, 404, 404, 302)),
    "not_for_me_undo": ("POST", (404, ASKED, 404, 404, 302)),
    "narrow": ("POST", (404, ASKED, 404, 404, 302)),
    "topics": ("GET", (200, 200, 200, 200, 302)),
    "topic_retire": ("POST", (ASKED, 404, 404, 404, 302)),
    "topic_return": ("POST", (ASKED, 404, 404, 404, 302)),
    "tribe_topics": ("GET", (200, ASKED, 404, 404, 302)),
    "tribe_new": ("GET", (200, 200, 200, 200, 302)),
    "tribe_join": ("POST", (ASKED, ASKED, 404, 404, 404)),
    "tribe_leave": ("GET", (200, 200, 404, 404, 302)),
    "member_remove": ("GET", (200, ASKED, 404, 404, 302)),
    "member_ban": ("GET", (200, ASKED, 404, 404, 302)),
    "request_accept": ("POST", (ASKED, ASKED, 404, 404, 302)),
    "invitation_accept": ("POST", (ASKED, ASKED, ASKED, ASKED, ASKED)),
}
POSTED = {"give": {"scope": "letters"}, "narrow": {"how": "topics"}}


@pytest.fixture
def addresses(cast) -> dict[str, str]:
    """One address of each name: what it is about belongs to the member, or to the tribe."""
    posts = permission_between(cast.member.pk, cast.tribe.pk, Scope.POSTS)
    garden = topics_of(cast.tribe.pk)[0]
    post = publish_post(cast.leader, cast.tribe, "Slugs", (garden.pk,)).post
    changed = change_permission(cast.member, posts.pk, Terms(at_most=50))
    invitation = Invitation.objects.create(
        tribe=cast.tribe, kind="mail", address="ann@example.org", state="sent", made_at=post.said_at
    )
    slug, missing = cast.tribe.slug, 17
    arguments = {
        "permission_undo": (posts.pk, changed.version_id),
        "give_tribe": (slug,),
        "widening_grant": (missing,),
        "widening_decline": (missing,),
        "topic_retire": (garden.pk,),
        "topic_return": (garden.pk,),
        "tribe_topics": (slug,),
        "tribe_join": (slug,),
        "tribe_leave": (slug,),
        "member_remove": (slug, cast.member.pk),
        "member_ban": (slug, cast.member.pk),
        "request_accept": (slug, missing),
        "invitation_accept": (make_token(invitation.pk),),
    }
    for name in ("permission_change", "permission_revoke", "permission_again", "permission_history"):
        arguments[name] = (posts.pk,)
    for name in ("follow", "unfollow", "give", "widen"):
        arguments[name] = ("leader",)
    for name in ("why", "not_for_me", "not_for_me_undo", "narrow"):
        arguments[name] = (post.pk,)
    return {name: reverse(name, args=arguments.get(name, ())) for name in TABLE}


def test_the_table_has_every_address_there_is():
    assert {pattern.name for pattern in urlpatterns} == set(TABLE)


@pytest.mark.parametrize("name", TABLE)
def test_each_gets_what_is_theirs(client, cast, addresses, name):
    method, expected = TABLE[name]
    got = []
    for role in ROLES:
        client.logout()
        person = getattr(cast, role)
        if person is not None:
            client.force_login(person)
        fields = {"scope": "letters"} if name == "give_tribe" else POSTED.get(name, {})
        answer = client.get(addresses[name]) if method == "GET" else client.post(addresses[name], fields)
        got.append(answer.status_code)
        if role == "nobody" and answer.status_code == 302 and name != "invitation_accept":
            assert answer["Location"].startswith(LOGIN)
    assert tuple(got) == expected


def test_nobody_changes_what_somebody_else_permits(client, cast, addresses):
    before = list(Permission.objects.filter(giver=cast.member).order_by("pk").values())
    versions = PermissionVersion.objects.filter(giver_id=cast.member.pk).count()
    for person in (cast.leader, cast.outsider, cast.removed):
        client.force_login(person)
        for name in ("permission_change", "permission_revoke", "permission_again", "permission_undo", "narrow"):
            fields = {"which": "all", "at_most": "1", "per": "7", "how": "budget"}
            assert client.post(addresses[name], fields).status_code == 404
    assert list(Permission.objects.filter(giver=cast.member).order_by("pk").values()) == before
    assert PermissionVersion.objects.filter(giver_id=cast.member.pk).count() == versions


@pytest.mark.parametrize("name", [name for name, (method, _) in TABLE.items() if method == "POST"])
def test_a_link_changes_nothing(client, cast, addresses, name):
    client.force_login(cast.member)
    assert client.get(addresses[name]).status_code == 405


@pytest.mark.parametrize("number", [2**63, 2**64, 10**40])
def test_an_id_that_cannot_be_is_not_found(client, cast, number):
    client.force_login(cast.leader)
    slug = cast.tribe.slug
    gets = [
        f"/permissions/{number}/change/",
        f"/permissions/{number}/history/",
        f"/p/{number}/why/",
        f"/t/{slug}/members/{number}/remove/",
        f"/t/{slug}/members/{number}/ban/",
    ]
    posts = [
        f"/permissions/{number}/revoke/",
        f"/permissions/{number}/again/",
        f"/permissions/{number}/undo/{number}/",
        f"/p/{number}/not-for-me/",
        f"/p/{number}/not-for-me/undo/",
        f"/p/{number}/narrow/",
        f"/topics/{number}/retire/",
        f"/topics/{number}/return/",
        f"/widenings/{number}/grant/",
        f"/widenings/{number}/decline/",
        f"/t/{slug}/requests/{number}/accept/",
    ]
    assert [client.get(url).status_code for url in gets] == [404] * len(gets)
    assert [client.post(url).status_code for url in posts] == [404] * len(posts)


def test_every_form_carries_the_token_against_forgery(cast, addresses):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.member)
    for name, (method, _) in TABLE.items():
        if method == "POST":
            assert strict.post(addresses[name]).status_code == 403


@pytest.mark.parametrize("name", ["follow", "unfollow", "give", "widen"])
@pytest.mark.parametrize("who", ["nobody-here", "leader@elsewhere.example", "\u0000", "x" * 500])
def test_a_handle_that_is_nobodys_is_not_found(client, cast, name, who):
    client.force_login(cast.member)
    url = reverse(name, args=[who])
    answer = client.get(url) if name == "widen" else client.post(url, {"scope": "letters"})
    assert answer.status_code == 404


def test_somebody_whose_account_is_closed_is_not_found(client, cast):
    cast.outsider.is_active = False
    cast.outsider.save()
    client.force_login(cast.leader)
    assert client.post("/people/outsider/follow/").status_code == 404
    assert client.get(reverse("member_ban", args=[cast.tribe.slug, cast.outsider.pk])).status_code == 404
