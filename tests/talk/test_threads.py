"""Floors, threads and profiles."""

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.permissions.rules import Scope
from folkmoot.permissions.selectors import topics_of
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.giving import give_permission
from folkmoot.permissions.services.topics import add_topic, retire_topic
from folkmoot.talk.rules import THREAD_PAGE
from folkmoot.talk.services import answer_post, delete_post, publish_post
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client, cast):
    """The member, signed in."""
    client.force_login(cast.member)
    return client


def floor_of(client, cast, **query):
    return client.get(reverse("tribe_floor", args=[cast.tribe.slug]), query)


def test_the_floor_says_where_one_is_who_is_here_and_what_one_can_do(member, cast):
    page = floor_of(member, cast)
    assert cast.tribe.idea in page.text
    assert 'href="/people/leader/"' in page.text
    assert f'href="/write/?tribe={cast.tribe.slug}"' in page.text
    assert "Nobody has said anything yet" in page.text


def test_a_leader_who_is_alone_is_led_to_bring_people_first(client, cast):
    client.force_login(cast.outsider)
    alone = joining.found_tribe(cast.outsider, "Alto section", "We sing low.")
    page = client.get(reverse("tribe_floor", args=[alone.slug]))
    assert "You are the only one here so far." in page.text
    assert "Write the first words" not in page.text
    client.force_login(cast.leader)
    assert "You are the only one" not in floor_of(client, cast).text


def test_the_floor_shows_threads_newest_first_on_all_topics_or_one(member, cast):
    garden, tools = topics_of(cast.tribe.pk)
    first = publish_post(cast.leader, cast.tribe, "The beans are up.", (garden.pk,)).post
    second = publish_post(cast.leader, cast.tribe, "The saw is sharp.", (tools.pk,)).post
    assert [card.id for card in floor_of(member, cast).context["cards"]] == [second.pk, first.pk]
    on_garden = floor_of(member, cast, topic=garden.pk)
    assert [card.id for card in on_garden.context["cards"]] == [first.pk]
    assert f'href="/write/?tribe={cast.tribe.slug}&amp;topic={garden.pk}"' in on_garden.text


@pytest.mark.parametrize("topic", ["", "x", "1", "9" * 30])
def test_a_topic_the_tribe_does_not_have_is_not_found(member, cast, topic):
    assert floor_of(member, cast, topic=topic).status_code == 404


def test_what_was_said_on_a_retired_topic_can_still_be_found(member, cast):
    garden = topics_of(cast.tribe.pk)[0]
    post = publish_post(cast.leader, cast.tribe, "The beans are up.", (garden.pk,)).post
    retire_topic(cast.tribe, garden.pk)
    assert "?topic=" in floor_of(member, cast).text
    assert f"?topic={garden.pk}" not in floor_of(member, cast).text
    assert [card.id for card in floor_of(member, cast, topic=garden.pk).context["cards"]] == [post.pk]


def test_the_floor_turns_to_older_threads(member, cast):
    posts = [publish_post(cast.leader, cast.tribe, f"Word {n}.").post for n in range(21)]
    first = floor_of(member, cast)
    assert f"?before={posts[1].pk}" in first.text
    second = floor_of(member, cast, before=posts[1].pk)
    assert [card.id for card in second.context["cards"]] == [posts[0].pk]
    assert "back to the beginning" in second.text


def test_newcomers_without_an_answer_stand_first_on_the_floor_and_once(member, cast):
    newcomer = make_person("tam")
    joining.admit(cast.tribe, newcomer, timezone.now())
    hello = publish_post(newcomer, cast.tribe, "Hello, I am new.").post
    publish_post(cast.leader, cast.tribe, "Something else.")
    page = floor_of(member, cast)
    assert [card.id for card in page.context["waiting"]] == [hello.pk]
    assert hello.pk not in [card.id for card in page.context["cards"]]
    answer_post(cast.member, hello, "Welcome!")
    page = floor_of(member, cast)
    assert page.context["waiting"] == []
    assert hello.pk in [card.id for card in page.context["cards"]]


def test_when_the_only_answer_is_deleted_the_newcomer_waits_again(member, cast):
    newcomer = make_person("tam")
    joining.admit(cast.tribe, newcomer, timezone.now())
    hello = publish_post(newcomer, cast.tribe, "Hello, I am new.").post
    answer = answer_post(cast.leader, hello, "Welcome!").post
    assert floor_of(member, cast).context["waiting"] == []
    delete_post(cast.leader, answer.pk)
    assert [card.id for card in floor_of(member, cast).context["waiting"]] == [hello.pk]
    joining.leave_tribe(cast.tribe, newcomer)
    assert floor_of(member, cast).context["waiting"] == []


def test_a_founders_first_words_wait_for_nobody(member, cast):
    publish_post(cast.leader, cast.tribe, "This is our place.")
    assert floor_of(member, cast).context["waiting"] == []


def test_the_floor_takes_the_same_queries_however_much_is_said(member, cast, django_assert_max_num_queries):
    floor_of(member, cast)
    for n in range(25):
        post = publish_post(cast.leader, cast.tribe, f"Word {n}").post
        answer_post(cast.member, post, "Yes.")
    with django_assert_max_num_queries(12):
        floor_of(member, cast)


def test_a_thread_is_flat_in_order_and_says_who_answers_whom(member, cast):
    post = publish_post(cast.leader, cast.tribe, "Who has a ladder?").post
    first = answer_post(cast.member, post, "I do.").post
    second = answer_post(cast.leader, first, "May I borrow it?").post
    page = member.get(reverse("post", args=[post.pk]))
    assert [card.id for card in page.context["cards"]] == [first.pk, second.pk]
    assert "2 answers" in page.text
    assert f'<a href="/p/{post.pk}/#post-{first.pk}">Member</a>' in page.text
    assert f'href="/p/{post.pk}/?to={second.pk}#answer"' in page.text
    assert f'action="/p/{post.pk}/answer/"' in page.text


def test_the_answer_box_can_be_set_to_one_answer(member, cast):
    post = publish_post(cast.leader, cast.tribe, "Who has a ladder?").post
    answer = answer_post(cast.leader, post, "A long one, I mean.").post
    page = member.get(reverse("post", args=[post.pk]), {"to": answer.pk})
    assert f'action="/p/{answer.pk}/answer/"' in page.text
    assert "In answer to Leader" in page.text
    sent = member.post(reverse("post_answer", args=[answer.pk]), {"text": "Here."}, follow=True)
    assert sent.redirect_chain[-1][0].startswith(f"/p/{post.pk}/#post-")
    assert sent.context["cards"][-1].to == "Leader"


@pytest.mark.parametrize("to", ["", "x", "1", "9" * 30])
def test_an_answer_to_nothing_in_the_thread_is_one_to_its_beginning(member, cast, to):
    post = publish_post(cast.leader, cast.tribe, "Who has a ladder?").post
    page = member.get(reverse("post", args=[post.pk]), {"to": to, "begin": to})
    assert f'action="/p/{post.pk}/answer/"' in page.text


def test_a_deleted_answer_leaves_its_place(member, cast):
    post = publish_post(cast.leader, cast.tribe, "Who has a ladder?").post
    answer = answer_post(cast.member, post, "Not me, you fool.").post
    delete_post(cast.member, answer.pk)
    page = member.get(reverse("post", args=[post.pk]))
    assert "Deleted by its writer." in page.text
    assert "you fool" not in page.text
    assert f"to={answer.pk}" not in page.text


def test_a_long_thread_comes_in_pages_and_an_answers_address_finds_its_own(member, cast):
    post = publish_post(cast.leader, cast.tribe, "Count with me.").post
    answers = [answer_post(cast.leader, post, f"Number {n}.").post for n in range(THREAD_PAGE + 2)]
    page = member.get(reverse("post", args=[post.pk]))
    assert len(page.context["cards"]) == THREAD_PAGE
    assert f"?begin={answers[THREAD_PAGE].pk}" in page.text
    last = member.get(reverse("post", args=[answers[-1].pk]))
    assert last.url == f"/p/{post.pk}/?begin={answers[-1].pk}#post-{answers[-1].pk}"
    page = member.get(last.url)
    assert [card.id for card in page.context["cards"]] == [answers[-1].pk]
    assert "From the beginning" in page.text
    assert member.get(reverse("post", args=[answers[0].pk])).url == f"/p/{post.pk}/#post-{answers[0].pk}"


def test_what_reached_me_can_be_questioned_on_its_thread_too(member, cast):
    post = publish_post(cast.leader, cast.tribe, "Who has a ladder?").post
    unseen = answer_post(cast.leader, post, "Nobody?").post
    page = member.get(reverse("post", args=[post.pk]))
    assert reverse("why", args=[post.pk]) in page.text
    assert reverse("not_for_me", args=[post.pk]) in page.text
    assert reverse("why", args=[unseen.pk]) not in page.text


def test_a_thread_takes_the_same_queries_however_long_it_is(member, cast, django_assert_max_num_queries):
    post = publish_post(cast.leader, cast.tribe, "Count with me.").post
    member.get(reverse("post", args=[post.pk]))
    for n in range(30):
        answer_post(cast.leader if n % 2 else cast.member, post, f"Number {n}.")
    with django_assert_max_num_queries(13):
        member.get(reverse("post", args=[post.pk]))


def test_a_profile_shows_who_somebody_is_and_what_they_say_to_followers(member, cast):
    cast.leader.about_html, cast.leader.can_help_with = "<p>I keep the <em>keys</em>.</p>", "Locks & hinges"
    cast.leader.save()
    add_topic(cast.leader, "Keys")
    publish_post(cast.leader, None, "To whoever listens.")
    publish_post(cast.leader, cast.tribe, "Only for the tribe.")
    page = member.get(reverse("profile", args=["leader"]))
    for words in ("<em>keys</em>", "Locks &amp; hinges", "Keys", "To whoever listens.", cast.tribe.name):
        assert words in page.text
    assert "Only for the tribe." not in page.text
    assert f'action="{reverse("follow", args=["leader"])}"' in page.text
    give_permission(cast.member, cast.leader, Scope.POSTS)
    page = member.get(reverse("profile", args=["leader"]))
    assert f'action="{reverse("unfollow", args=["leader"])}"' in page.text


def test_a_profile_names_only_the_tribes_one_shares(member, client, cast):
    joining.found_tribe(cast.leader, "Secret Garden", "We hide.", joining="invitation")
    assert "Secret Garden" not in member.get(reverse("profile", args=["leader"])).text
    client.force_login(cast.outsider)
    assert cast.tribe.name not in client.get(reverse("profile", args=["leader"])).text


def test_ones_own_profile_counts_followers_and_offers_to_edit(member, cast):
    give_permission(cast.leader, cast.member, Scope.POSTS)
    page = member.get(reverse("profile", args=["member"]))
    assert "1 person lets your posts reach them." in page.text
    assert reverse("settings_profile") in page.text
    assert reverse("follow", args=["member"]) not in page.text
    assert "lets your posts reach them" not in member.get(reverse("profile", args=["leader"])).text


@pytest.mark.parametrize("name", ["nobody_here", "leader@elsewhere.example", "Leader", "a" * 400, "%00"])
def test_somebody_who_is_not_here_is_not_found(member, name):
    assert member.get(f"/people/{name}/").status_code == 404


def test_a_mention_leads_to_the_profile(member, cast):
    post = publish_post(cast.leader, cast.tribe, "Ask @member, not @nobody_here.").post
    page = member.get(reverse("post", args=[post.pk]))
    assert 'href="/people/member/"' in page.text
    assert 'href="/people/nobody_here/"' not in page.text
