"""A leader of one tribe, with every id of another: nothing opens, and nothing tells that it is there."""

import pytest
from django.test import Client

from folkmoot.people.services import make_token
from folkmoot.permissions.services import joining
from folkmoot.talk.models import Post
from folkmoot.talk.services import answer_post, publish_post
from folkmoot.tribes.models import Membership
from folkmoot.tribes.tokens import make_token as link_of
from tests.api.world import World, make_world
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db

# path, what is sent; {own} is the attacker's tribe, the rest is the other tribe's
OTHERS = [
    ("/t/{own}/bring/{list_id}/", {"do": "invite"}),
    ("/t/{own}/invitations/{invitation_id}/withdraw/", {}),
    ("/t/{own}/members/{person_id}/role/", {"role": "leader"}),
    ("/t/{own}/members/{person_id}/remove/", {"reason": ""}),
    ("/t/{own}/members/{banned_id}/lift/", {}),
    ("/t/{own}/requests/{request_id}/decline/", {}),
    ("/t/{slug}/bring/{list_id}/", {"do": "invite"}),
    ("/t/{slug}/invitations/{invitation_id}/withdraw/", {}),
    ("/t/{slug}/invitations/links.csv", {}),
    ("/t/{slug}/members/{person_id}/role/", {"role": "leader"}),
    ("/t/{slug}/members/{person_id}/remove/", {"reason": ""}),
    ("/t/{slug}/members/{person_id}/ban/", {"reason": ""}),
    ("/t/{slug}/requests/{request_id}/accept/", {}),
    ("/t/{slug}/requests/{request_id}/decline/", {}),
    ("/t/{slug}/settings/", {"name": "Mine", "idea": "Mine.", "joining": "open"}),
    ("/t/{slug}/topics/", {"name": "mine"}),
    ("/t/{slug}/leave/", {}),
    ("/t/{slug}/join/", {}),
    ("/t/{slug}/ask/", {"words": "Please."}),
    ("/t/{slug}/", {}),
    ("/t/{slug}/about/", {}),
    ("/t/{slug}/members/", {}),
    ("/topics/{topic_id}/retire/", {}),
    ("/topics/{topic_id}/return/", {}),
    ("/t/{slug}/give/", {"scope": "letters"}),
    ("/t/{slug}/invitations/", {}),
    ("/t/{slug}/invitations/send/", {}),
    ("/permissions/{permission_id}/change/", {"at_most": "1"}),
    ("/permissions/{permission_id}/revoke/", {}),
    ("/permissions/{permission_id}/history/", {}),
    ("/permissions/{permission_id}/undo/{version_id}/", {}),
    ("/p/{post_id}/", {}),
    ("/p/{post_id}/why/", {}),
    ("/p/{post_id}/not-for-me/", {}),
    ("/p/{post_id}/narrow/", {"how": "budget"}),
    ("/p/{post_id}/answer/", {"text": "Ha!"}),
    ("/p/{post_id}/edit/", {"text": "Ha!"}),
    ("/p/{post_id}/delete/", {}),
    ("/people/member/widen/?tribe={slug}", {"scope": "letters", "per": "7"}),
]


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def attacker(world):
    """Somebody who leads a tribe of their own, signed in."""
    mallory = make_person("mallory")
    joining.found_tribe(mallory, "Mallory's", "We look around.", joining="invitation")
    browser = Client()
    browser.force_login(mallory)
    return browser


def state(world: World) -> list:
    """All that must stay as it is."""
    tables = (world.cast.tribe.memberships, world.cast.tribe.invitations, world.cast.tribe.bans)
    return [
        *(list(table.order_by("pk").values_list()) for table in tables),
        list(world.cast.tribe.join_requests.order_by("pk").values_list()),
        list(world.cast.member.given.order_by("pk").values_list("pk", "version_id", "live")),
        list(world.topic.holder.topics.order_by("pk").values_list("pk", "name", "retired_at")),
        list(Post.objects.order_by("pk").values_list("pk", "text", "deleted_at")),
    ]


@pytest.mark.parametrize(("path", "sent"), OTHERS, ids=[path for path, _ in OTHERS])
def test_nothing_of_a_hidden_tribe_opens_to_the_leader_of_another(world, attacker, path, sent):
    words = {
        **world.words,
        "own": "mallory-s",
        "banned_id": world.cast.tribe.bans.get().person_id,
        "version_id": world.permission.version_id,
    }
    before, address = state(world), path.format(**words)
    for answer in (attacker.get(address), attacker.post(address, sent)):
        assert answer.status_code in {404, 405}, answer
        assert "Linden" not in answer.content.decode()
    assert state(world) == before


@pytest.mark.parametrize("answer", ["grant", "decline"])
def test_nobody_answers_what_another_was_asked(world, attacker, answer):
    there = attacker.post(f"/widenings/{world.widening.pk}/{answer}/", follow=True).content.decode()
    nowhere = attacker.post(f"/widenings/5/{answer}/", follow=True).content.decode()
    assert "There is no such request waiting for you." in there
    assert "There is no such request waiting for you." in nowhere
    world.widening.refresh_from_db()
    assert world.widening.state == "open"


def test_a_hidden_tribe_answers_as_one_that_is_not_there(world, attacker):
    for page in ("", "about/", "members/", "settings/", "bring/", "invitations/", "topics/", "join/", "leave/", "ask/"):
        for browser in (attacker, Client()):
            for method in (browser.get, browser.post):
                here, nowhere = (method(f"/t/{slug}/{page}") for slug in (world.cast.tribe.slug, "not-there-at-all"))
                assert here.status_code == nowhere.status_code, page
                assert here.get("Location", "").replace("linden-street", "") == nowhere.get("Location", "").replace(
                    "not-there-at-all", ""
                )


def test_a_mention_or_a_preview_tells_nothing_of_a_floor_one_may_not_read(world, attacker):
    for sent in ({"to": world.cast.tribe.slug, "text": "@member hello"}, {"to": "~followers", "text": "@member hi"}):
        for path in ("/write/reach/", "/write/preview/", "/write/"):
            said = attacker.post(path, sent, follow=True).content.decode()
            assert "Linden" not in said
            assert "pump" not in said


def test_somebody_who_was_removed_keeps_no_power_over_what_they_had_open(world):
    cast = world.cast
    browser, said = Client(), publish_post(cast.member, cast.tribe, "My old words.").post
    browser.force_login(cast.member)
    _, key = make_token(cast.member, "a program", ["read", "talk", "tribes", "permissions"], None)
    program = {"headers": {"authorization": f"Bearer {key}"}, "content_type": "application/json"}
    joining.ban_member(cast.tribe, cast.member, cast.leader)
    count = Post.objects.count()
    browser.post("/write/", {"to": cast.tribe.slug, "text": "Still here?"})
    browser.post(f"/p/{world.leaders_post}/answer/", {"text": "Still here?"})
    browser.post(f"/p/{said.pk}/edit/", {"text": "Curses."})
    browser.post(f"/permissions/{world.permission.pk}/undo/{world.permission.version_id}/")
    browser.post(f"/permissions/{world.permission.pk}/again/")
    browser.post(f"/i/{link_of(world.invitation.pk)}/accept/")
    v1 = "/api/folkmoot/v1"
    assert browser.post(f"{v1}/posts", {"text": "Still?", "tribe": cast.tribe.slug}, **program).status_code == 404
    assert browser.patch(f"{v1}/posts/{said.pk}", {"text": "Curses."}, **program).status_code == 404
    assert browser.get(f"{v1}/posts/{world.leaders_post}", **program).status_code == 404
    assert "pump" not in browser.get(f"{v1}/home", **program).content.decode()
    assert "pump" not in browser.get("/").content.decode()
    assert not Membership.objects.filter(tribe=cast.tribe, person=cast.member).exists()
    assert Post.objects.count() == count
    said.refresh_from_db()
    assert said.text == "My old words."


def test_on_an_open_floor_too_whoever_was_removed_changes_nothing_they_said_there():
    cast = make_world(joining="request", floor_is_open=True).cast
    said = publish_post(cast.member, cast.tribe, "My old words.").post
    joining.remove_member(cast.tribe, cast.member, cast.leader)
    browser = Client()
    browser.force_login(cast.member)
    _, key = make_token(cast.member, "a program", ["talk"], None)
    browser.post(f"/p/{said.pk}/edit/", {"text": "Curses."})
    browser.patch(
        f"/api/folkmoot/v1/posts/{said.pk}",
        {"text": "Curses."},
        headers={"authorization": f"Bearer {key}"},
        content_type="application/json",
    )
    said.refresh_from_db()
    assert said.text == "My old words."
    browser.post(f"/p/{said.pk}/delete/")  # taking one's own words back stays one's own
    said.refresh_from_db()
    assert said.text == ""


def test_what_was_deleted_is_nowhere_any_more(world):
    cast = world.cast
    said = publish_post(cast.leader, cast.tribe, "The secret of the pump, @member").post
    answer_post(cast.member, said, "Oh!")
    browser, reader = Client(), Client()
    browser.force_login(cast.leader)
    reader.force_login(cast.member)
    _, key = make_token(cast.member, "a program", ["read"], None)
    browser.post(f"/p/{said.pk}/delete/")
    pages = ["/", f"/t/{cast.tribe.slug}/", f"/p/{said.pk}/", f"/p/{said.pk}/why/", "/people/leader/"]
    v1 = "/api/folkmoot/v1"
    pages += [f"{v1}{at}" for at in ("/home", f"/posts/{said.pk}", f"/posts/{said.pk}/thread", f"/posts/{said.pk}/why")]
    pages.append(f"{v1}/tribes/{cast.tribe.slug}/floor")
    for page in pages:
        for who in (reader, browser):
            assert "secret" not in who.get(page, headers={"authorization": f"Bearer {key}"}).content.decode(), page
