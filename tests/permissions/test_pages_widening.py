"""Requests for a wider permission: where they wait, how they are answered, and the page to ask."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from folkmoot.permissions.models import Widening
from folkmoot.permissions.rules import WIDENING_REACHED_AT_LEAST, Per, Scope, Terms
from folkmoot.permissions.selectors import permission_between, topics_of
from folkmoot.permissions.services.giving import change_permission, give_permission
from folkmoot.permissions.services.topics import add_topic
from folkmoot.permissions.services.widening import ask_for_wider
from folkmoot.talk.services import answer_post, publish_post
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db

WANTED = {"scope": "1", "which": "all", "at_most": "20", "per": "7", "words": "More in spring"}


def befriend(writer, reader, terms=Terms(at_most=5)):  # noqa: B008 - frozen, so sharing it is safe
    """A permission, and the dialogue that a widening grows out of."""
    give_permission(reader, writer, Scope.POSTS, terms)
    first = publish_post(writer, None, "Word 0").post
    answer_post(reader, first, "Indeed")
    for number in range(1, 5):
        publish_post(writer, None, f"Word {number}")


@pytest.fixture
def pair(db):
    writer, reader = make_person("writer"), make_person("reader")
    befriend(writer, reader)
    return writer, reader


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_one_asks_by_saying_what_for_and_why(client, pair):
    writer, reader = pair
    bread = add_topic(writer, "bread")
    client.force_login(writer)
    fields = {**WANTED, "which": "some", "slots": [str(bread.slot)]}
    answer = client.post("/people/reader/widen/", fields, follow=True)
    assert answer.redirect_chain == [("/people/reader/", 302)]
    asked = Widening.objects.get()
    assert (asked.holder_id, asked.giver, asked.scope, asked.words) == (writer.pk, reader, 1, "More in spring")
    assert (asked.topics, asked.at_most, asked.per) == (1 << bread.slot, 20, 7)


def test_without_dialogue_there_is_a_sentence_and_no_form(client, cast):
    client.force_login(cast.outsider)
    page = client.get("/people/leader/widen/")
    assert "A wider permission grows out of dialogue" in page.context["problem"]
    assert 'name="scope"' not in page.content.decode()
    answer = client.post("/people/leader/widen/", WANTED)
    assert answer.status_code == 422
    assert not Widening.objects.exists()


@pytest.mark.parametrize(
    "nonsense",
    [{"scope": "9"}, {"scope": ""}, {"at_most": "0"}, {"per": "2"}, {"which": ""}, {"words": "x" * 501}],
)
def test_a_form_with_nonsense_asks_nothing(client, pair, nonsense):
    client.force_login(pair[0])
    answer = client.post("/people/reader/widen/", {**WANTED, **nonsense})
    if "which" in nonsense:  # without topics of one's own there is nothing to choose
        assert answer.status_code == 302
    else:
        assert answer.status_code == 422
        assert not Widening.objects.exists()


def test_asking_for_what_is_permitted_already_is_told(client, pair):
    client.force_login(pair[0])
    answer = client.post("/people/reader/widen/", {**WANTED, "at_most": "5"})
    assert answer.context["form"].non_field_errors() == ["They permit that already."]


def test_a_request_waits_at_the_top_of_who_may_reach_me(client, pair):
    writer, reader = pair
    ask_for_wider(writer, reader, Scope.POSTS, Terms(at_most=20), "<b>More</b> in spring")
    client.force_login(reader)
    page = client.get("/permissions/")
    [asked] = page.context["requests"]
    assert asked.wants == "Posts, at most 20 in any week"
    assert asked.has == "Posts, at most 5 in any week"
    text = page.content.decode()
    assert "&lt;b&gt;More&lt;/b&gt; in spring" in text
    assert "'not now' looks to them like no answer" in text


def test_saying_yes_widens_and_can_be_undone(client, pair):
    writer, reader = pair
    asked = ask_for_wider(writer, reader, Scope.POSTS, Terms(at_most=20))
    client.force_login(reader)
    answer = client.post(reverse("widening_grant", args=[asked.pk]), follow=True)
    assert permission_between(reader.pk, writer.pk, Scope.POSTS).at_most == 20
    [message] = answer.context["messages"]
    client.post(message.extra_tags)
    assert permission_between(reader.pk, writer.pk, Scope.POSTS).at_most == 5


def test_saying_not_now_changes_nothing_and_takes_it_off_the_page(client, pair):
    writer, reader = pair
    asked = ask_for_wider(writer, reader, Scope.POSTS, Terms(at_most=20))
    client.force_login(reader)
    answer = client.post(reverse("widening_decline", args=[asked.pk]), follow=True)
    assert said(answer) == ["Not now, then. To them it looks like no answer."]
    assert answer.context["requests"] == []
    assert permission_between(reader.pk, writer.pk, Scope.POSTS).at_most == 5


def test_nobody_else_answers_it(client, pair):
    writer, reader = pair
    asked = ask_for_wider(writer, reader, Scope.POSTS, Terms(at_most=20))
    client.force_login(writer)
    for name in ("widening_grant", "widening_decline"):
        answer = client.post(reverse(name, args=[asked.pk]), follow=True)
        assert said(answer) == ["There is no such request waiting for you."]
    assert Widening.objects.get().state == "open"


def test_a_leader_asks_for_the_tribe_and_the_member_sees_who_asks(client, cast):
    posts = permission_between(cast.member.pk, cast.tribe.pk, Scope.POSTS)
    change_permission(cast.member, posts.pk, Terms(at_most=5, per=Per.WEEK))
    first = publish_post(cast.leader, cast.tribe, "Word 0").post
    answer_post(cast.member, first, "Indeed")
    for number in range(1, 5):
        publish_post(cast.leader, cast.tribe, f"Word {number}")
    client.force_login(cast.leader)
    page = client.get("/people/member/widen/", {"tribe": cast.tribe.slug})
    assert [label for _, label in page.context["form"].fields["slots"].choices] == ["garden", "tools"]
    garden = topics_of(cast.tribe.pk)[0]
    fields = {**WANTED, "tribe": cast.tribe.slug, "which": "some", "slots": [str(garden.slot)]}
    client.post("/people/member/widen/", fields)
    client.force_login(cast.member)
    [asked] = client.get("/permissions/").context["requests"]
    assert (asked.face.display_name, asked.note) == ("Linden Street", "asked by Leader")
    assert asked.wants == "Posts on garden, at most 20 in any week"


def test_only_a_leader_sees_the_page_that_asks_for_the_tribe(client, cast):
    for person in (cast.member, cast.outsider, cast.removed):
        client.force_login(person)
        assert client.get("/people/leader/widen/", {"tribe": cast.tribe.slug}).status_code == 404
        assert client.post("/people/leader/widen/", {**WANTED, "tribe": cast.tribe.slug}).status_code == 404


def test_a_tribe_asks_nobody_who_does_not_belong_to_it(client, cast):
    client.force_login(cast.leader)
    page = client.get("/people/outsider/widen/", {"tribe": cast.tribe.slug})
    assert page.context["problem"] == "They do not belong to this tribe."


def test_nobody_asks_themselves(client, pair):
    client.force_login(pair[0])
    page = client.get("/people/writer/widen/")
    assert page.context["problem"] == "You need no permission from yourself."


def test_many_requests_cost_as_many_queries_as_one(client, pair):
    writer, reader = pair
    client.force_login(reader)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/permissions/")
        return len(captured)

    ask_for_wider(writer, reader, Scope.POSTS, Terms(at_most=20))
    few = queries()
    for index in range(6):
        other = make_person(f"other{index}")
        befriend(other, reader)
        ask_for_wider(other, reader, Scope.LETTERS, Terms())
    assert queries() == few


def test_a_request_that_lapsed_is_not_shown(client, pair):
    writer, reader = pair
    asked = ask_for_wider(writer, reader, Scope.POSTS, Terms(at_most=20))
    Widening.objects.filter(pk=asked.pk).update(asked_at=timezone.now() - timedelta(days=91))
    client.force_login(reader)
    assert client.get("/permissions/").context["requests"] == []


def test_the_profile_says_when_a_wider_permission_can_be_asked_for(client, cast, pair):
    client.force_login(cast.member)
    told = client.get("/people/leader/").content.decode()
    assert f"it can be asked for once {WIDENING_REACHED_AT_LEAST} messages have arrived and one was answered" in told
    assert "/people/leader/widen/" not in told
    writer, reader = pair
    client.force_login(writer)
    told = client.get("/people/reader/").content.decode()
    assert "grows out of dialogue" not in told and "/people/reader/widen/" in told
    ask_for_wider(writer, reader, Scope.POSTS, Terms(at_most=20))
    assert "You have asked already" in client.get("/people/reader/").content.decode()
