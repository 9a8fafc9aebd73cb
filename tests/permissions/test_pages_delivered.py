"""Why something reached me, and 'not for me': a count for the writer, less of it for me."""

import pytest
from django.urls import reverse

from folkmoot.permissions.models import Delivery, NotForMeCount, Permission
from folkmoot.permissions.rules import Per, Scope, Terms
from folkmoot.permissions.selectors import permission_between, topics_of
from folkmoot.permissions.services.giving import change_permission, give_permission, revoke_permission
from folkmoot.permissions.services.topics import add_topic
from folkmoot.talk.services import answer_post, delete_post, publish_post

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def member(client, cast):
    client.force_login(cast.member)
    return cast.member


@pytest.fixture
def garden_post(cast, member):
    """A post on the garden that reached the member by what they permit the tribe."""
    return publish_post(cast.leader, cast.tribe, "Slugs again", (topics_of(cast.tribe.pk)[0].pk,)).post


def posts_permission(cast) -> Permission:
    return permission_between(cast.member.pk, cast.tribe.pk, Scope.POSTS)


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def count(post) -> int:
    return sum(NotForMeCount.objects.filter(pk=post.pk).values_list("count", flat=True))


# --- why am I seeing this ---------------------------------------------------------------------------


def test_it_names_the_permission_as_it_was_then_and_where_it_would_still_stand(client, cast, garden_post):
    page = client.get(reverse("why", args=[garden_post.pk]))
    text = page.content.decode()
    assert page.context["holder"].display_name == "Linden Street"
    assert page.context["then"] == "Posts, on everything, without limit"
    assert page.context["since"] == ""
    assert page.context["about"] == ["garden"]
    assert "it would still stand on the floor of Linden Street" in text
    assert reverse("permission_history", args=[posts_permission(cast).pk]) in text


def test_what_was_changed_since_stands_beside_it(client, cast, garden_post):
    change_permission(cast.member, posts_permission(cast).pk, Terms(at_most=2))
    page = client.get(reverse("why", args=[garden_post.pk]))
    assert page.context["then"] == "Posts, on everything, without limit"
    assert page.context["since"] == "Posts, at most 2 in any week"
    revoke_permission(cast.member, posts_permission(cast).pk)
    page = client.get(reverse("why", args=[garden_post.pk]))
    assert page.context["since"] == "nothing: you took it back"
    assert reverse("narrow", args=[garden_post.pk]) not in page.content.decode()


def test_what_came_by_a_persons_own_permission_names_the_person(client, cast, member):
    bread = add_topic(cast.leader, "bread")
    give_permission(member, cast.leader, Scope.POSTS, Terms(1 << bread.slot, 5))
    post = publish_post(cast.leader, None, "Rye", (bread.pk,)).post
    page = client.get(reverse("why", args=[post.pk]))
    assert page.context["holder"].display_name == "Leader"
    assert page.context["then"] == "Posts on bread, at most 5 in any week"
    assert "it would still stand on the profile of Leader" in page.content.decode()


def test_an_answer_says_that_it_answers(client, cast, member):
    mine = publish_post(member, cast.tribe, "Who has a ladder?").post
    answer = answer_post(cast.leader, mine, "I do").post
    page = client.get(reverse("why", args=[answer.pk]))
    assert "Leader answered or mentioned you, and you let that reach you." in page.content.decode()
    assert page.context["then"] == "Replies and mentions, on everything, without limit"


def test_what_did_not_reach_one_has_no_such_page(client, cast, garden_post):
    for person in (cast.leader, cast.outsider, cast.removed):
        client.force_login(person)
        assert client.get(reverse("why", args=[garden_post.pk])).status_code == 404
        assert client.post(reverse("not_for_me", args=[garden_post.pk])).status_code == 404
        assert client.post(reverse("not_for_me_undo", args=[garden_post.pk])).status_code == 404
        assert client.post(reverse("narrow", args=[garden_post.pk]), {"how": "topics"}).status_code == 404
    assert count(garden_post) == 0


# --- not for me -------------------------------------------------------------------------------------


def test_one_tap_counts_and_offers_less(client, cast, garden_post):
    answer = client.post(reverse("not_for_me", args=[garden_post.pk]), follow=True)
    assert answer.redirect_chain == [(reverse("why", args=[garden_post.pk]), 302)]
    assert said(answer) == ["Thanks for saying so. Its writer learns a number, never who."]
    assert "Nothing more on garden" in answer.content.decode()
    assert count(garden_post) == 1
    client.post(next(message.extra_tags for message in answer.context["messages"]))
    assert count(garden_post) == 0
    assert not Delivery.objects.get(recipient_id=cast.member.pk, message_id=garden_post.pk).not_for_me


def test_with_htmx_the_thanks_and_the_offer_stand_in_the_posts_place(client, cast, garden_post):
    answer = client.post(reverse("not_for_me", args=[garden_post.pk]), headers=HTMX)
    text = answer.content.decode()
    assert f'id="post-{garden_post.pk}"' in text
    assert "<html" not in text
    assert "Thanks for saying so" in text
    assert "Leader learns how many said it, never who." in text
    assert reverse("not_for_me_undo", args=[garden_post.pk]) in text
    assert "Nothing more on garden" in text


def test_tapping_again_and_again_counts_once(client, garden_post):
    for _ in range(3):
        client.post(reverse("not_for_me", args=[garden_post.pk]))
    assert count(garden_post) == 1


def test_the_writer_is_told_a_number_and_no_name(client, cast, garden_post):
    client.post(reverse("not_for_me", args=[garden_post.pk]))
    client.force_login(cast.leader)
    page = client.get(reverse("post", args=[garden_post.pk])).content.decode()
    assert "Member" not in page[page.index("<main") : page.index("</main>")]


def test_less_without_the_topics_of_the_post(client, cast, garden_post):
    answer = client.post(reverse("narrow", args=[garden_post.pk]), {"how": "topics"}, follow=True)
    assert said(answer) == ["From now on, Linden Street: Posts on every topic but garden."]
    garden, tools = topics_of(cast.tribe.pk)
    later = add_topic(cast.tribe, "kitchen")
    reached = [
        publish_post(cast.leader, cast.tribe, "A word", (topic.pk,)).reach.reached for topic in (garden, tools, later)
    ]
    assert reached == [0, 1, 1]
    client.post(next(message.extra_tags for message in answer.context["messages"]))
    assert posts_permission(cast).terms == Terms()


def test_a_post_without_a_topic_offers_only_what_has_one(client, cast, member):
    post = publish_post(cast.leader, cast.tribe, "This and that").post
    assert "Only what has a topic" in client.get(reverse("why", args=[post.pk])).content.decode()
    answer = client.post(reverse("narrow", args=[post.pk]), {"how": "topics"}, follow=True)
    assert said(answer) == ["From now on, Linden Street: Posts on any topic, but nothing without one."]
    assert publish_post(cast.leader, cast.tribe, "That and this").reach.off_topic == 1


def test_the_only_topic_that_is_permitted_is_taken_back_and_not_narrowed(client, cast, garden_post):
    garden = topics_of(cast.tribe.pk)[0]
    change_permission(cast.member, posts_permission(cast).pk, Terms(1 << garden.slot))
    page = client.get(reverse("why", args=[garden_post.pk])).content.decode()
    assert "Nothing more on garden" not in page
    assert "Nothing of the kind from Linden Street" in page
    answer = client.post(reverse("narrow", args=[garden_post.pk]), {"how": "topics"}, follow=True)
    assert said(answer) == ["Choose at least one topic, or revoke the permission instead."]
    assert posts_permission(cast).terms == Terms(1 << garden.slot)


def test_less_by_a_budget_keeps_the_other_terms(client, cast, garden_post):
    change_permission(cast.member, posts_permission(cast).pk, Terms(at_most=9, interrupt=True))
    fields = {"how": "budget", "at_most": "2", "per": "31"}
    answer = client.post(reverse("narrow", args=[garden_post.pk]), fields, follow=True)
    assert said(answer) == ["From now on, Linden Street: Posts, at most 2 in any month, may send an e-mail."]
    assert posts_permission(cast).terms == Terms(at_most=2, per=Per.MONTH, interrupt=True)


def test_half_of_the_budget_is_what_is_offered(client, cast, garden_post):
    assert client.get(reverse("why", args=[garden_post.pk])).context["narrow_form"].initial["at_most"] == 3
    change_permission(cast.member, posts_permission(cast).pk, Terms(at_most=8, per=Per.DAY))
    form = client.get(reverse("why", args=[garden_post.pk])).context["narrow_form"]
    assert form.initial == {"at_most": 4, "per": 1}


@pytest.mark.parametrize(
    ("at_most", "sentence"),
    [
        ("", "Write how many you want at most."),
        ("0", "A budget is a whole number from 1 to 1000; leave it empty for no limit."),
        ("many", "A budget is a whole number from 1 to 1000; leave it empty for no limit."),
    ],
)
def test_a_budget_that_makes_no_sense_is_answered_with_a_sentence(client, cast, garden_post, at_most, sentence):
    fields = {"how": "budget", "at_most": at_most, "per": "7"}
    answer = client.post(reverse("narrow", args=[garden_post.pk]), fields, follow=True)
    assert said(answer) == [sentence]
    assert posts_permission(cast).terms == Terms()


def test_less_does_not_bring_a_revoked_permission_back(client, cast, garden_post):
    revoke_permission(cast.member, posts_permission(cast).pk)
    for fields in ({"how": "topics"}, {"how": "budget", "at_most": "2", "per": "7"}):
        answer = client.post(reverse("narrow", args=[garden_post.pk]), fields, follow=True)
        assert said(answer) == ["You have taken that permission back already."]
    assert permission_between(cast.member.pk, cast.tribe.pk, Scope.POSTS) is None


def test_a_deleted_post_still_says_why_it_came(client, cast, garden_post):
    delete_post(cast.leader, garden_post.pk)
    assert client.get(reverse("why", args=[garden_post.pk])).status_code == 200


def test_why_costs_a_fixed_number_of_queries(client, cast, garden_post, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        client.get(reverse("why", args=[garden_post.pk]))
