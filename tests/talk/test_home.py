"""The home page: what reached me, newest first, ending where it ends."""

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.permissions.models import Delivery
from folkmoot.permissions.rules import Scope
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.giving import give_permission, say_not_for_me
from folkmoot.talk.services import answer_post, delete_post, publish_post
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db


def page_of(client, person, **query):
    client.force_login(person)
    return client.get(reverse("home"), query)


def test_an_empty_home_says_what_to_do(client, cast):
    page = page_of(client, cast.outsider)
    assert page.status_code == 200
    assert "you belong to no tribe yet" in page.text
    assert f'href="{reverse("tribes")}"' in page.text
    assert "Write the first words yourself" in page_of(client, cast.member).text


def test_home_shows_what_reached_me_with_its_reason_and_a_way_to_say_no(client, cast):
    post = publish_post(cast.leader, cast.tribe, "The **pump** is mended.").post
    page = page_of(client, cast.member)
    assert "<strong>pump</strong>" in page.text
    assert f'href="{reverse("why", args=[post.pk])}"' in page.text
    assert f'formaction="{reverse("not_for_me", args=[post.pk])}"' in page.text
    assert cast.tribe.name in page.text
    assert "That is all that reached you." in page.text


def test_home_does_not_show_what_i_wrote_nor_what_was_deleted(client, cast):
    mine = publish_post(cast.member, cast.tribe, "My own words").post
    gone = publish_post(cast.leader, cast.tribe, "Soon gone").post
    delete_post(cast.leader, gone.pk)
    page = page_of(client, cast.member)
    assert mine.text not in page.text
    assert f"post-{gone.pk}" not in page.text


def test_home_turns_to_older_pages_and_ends(client, cast):
    posts = [publish_post(cast.leader, cast.tribe, f"Word number {n}.").post for n in range(23)]
    first = page_of(client, cast.member)
    assert "Word number 22." in first.text
    assert "Word number 2." not in first.text
    assert f'href="?before={posts[3].pk}"' in first.text
    second = page_of(client, cast.member, before=posts[3].pk)
    assert "Word number 2." in second.text
    assert "Word number 3." not in second.text
    assert "That is all that reached you." in second.text


@pytest.mark.parametrize("before", ["", "x", "-1", "0", "9" * 19, "9" * 5000, "٣"])
def test_a_nonsense_place_in_the_list_is_the_newest_page(client, cast, before):
    publish_post(cast.leader, cast.tribe, "The pump is mended.")
    assert "The pump is mended." in page_of(client, cast.member, before=before).text


def test_an_answer_on_home_says_whom_it_answers(client, cast):
    post = publish_post(cast.member, cast.tribe, "Who has a ladder?").post
    answer = answer_post(cast.leader, post, "I do.").post
    page = page_of(client, cast.member)
    assert f'href="/p/{post.pk}/#post-{post.pk}"' in page.text or f'href="/p/{post.pk}/"' in page.text
    assert f'href="/p/{post.pk}/#post-{answer.pk}"' in page.text


def test_what_is_not_for_me_stays_without_the_button(client, cast):
    post = publish_post(cast.leader, cast.tribe, "The pump is mended.").post
    say_not_for_me(cast.member, post.pk)
    page = page_of(client, cast.member)
    assert "You said that this is not for you." in page.text
    assert reverse("not_for_me", args=[post.pk]) not in page.text


def test_newcomers_are_put_before_me_until_a_member_answers(client, cast):
    publish_post(cast.member, cast.tribe, "I have been here for long.")
    newcomer = make_person("tam", display_name="Tam Newcomer")
    joining.admit(cast.tribe, newcomer, timezone.now())
    post = publish_post(newcomer, cast.tribe, "Hello, I am new.").post
    publish_post(newcomer, cast.tribe, "A second thing.")
    page = page_of(client, cast.leader)
    assert "New here, and waiting for an answer" in page.text
    assert page.context["waiting"][-1].id == post.pk
    assert post.pk not in [card.id for card in page_of(client, newcomer).context["waiting"]]
    answer_post(newcomer, post, "Anyone?")
    assert post.pk in [card.id for card in page_of(client, cast.leader).context["waiting"]]
    answer_post(cast.member, post, "Welcome!")
    assert post.pk not in [card.id for card in page_of(client, cast.leader).context["waiting"]]


def test_a_newcomer_to_one_tribe_is_not_shown_to_another(client, cast):
    other = joining.found_tribe(cast.outsider, "Allotments", "We dig.")
    newcomer = make_person("tam")
    joining.admit(other, newcomer, timezone.now())
    post = publish_post(newcomer, other, "Hello, I am new.").post
    assert [card.id for card in page_of(client, cast.outsider).context["waiting"]] == [post.pk]
    assert page_of(client, cast.member).context["waiting"] == []


def test_what_reached_me_from_a_floor_i_was_removed_from_is_gone(client, cast):
    publish_post(cast.leader, cast.tribe, "The pump is mended.")
    joining.remove_member(cast.tribe, cast.member, cast.leader)
    assert "The pump is mended." not in page_of(client, cast.member).text


def test_what_people_i_follow_say_outside_of_tribes_reaches_home(client, cast):
    give_permission(cast.outsider, cast.leader, Scope.POSTS)
    post = publish_post(cast.leader, None, "To whoever listens.").post
    page = page_of(client, cast.outsider)
    assert "To whoever listens." in page.text
    assert f'href="/p/{post.pk}/?to={post.pk}#answer"' in page.text


def test_home_takes_at_most_eight_queries_however_much_reached_me(client, cast, django_assert_max_num_queries):
    client.force_login(cast.member)
    client.get(reverse("home"))
    with django_assert_max_num_queries(8):
        client.get(reverse("home"))
    threads = [publish_post(cast.leader, cast.tribe, f"Word {n}", ()).post for n in range(30)]
    for post in threads[:10]:
        answer_post(cast.leader, post, "And more, @member.")
    newcomer = make_person("tam")
    joining.admit(cast.tribe, newcomer, timezone.now())
    publish_post(newcomer, cast.tribe, "Hello, I am new.")
    assert Delivery.objects.filter(recipient_id=cast.member.pk).count() == 41
    with django_assert_max_num_queries(8):
        page = client.get(reverse("home"))
    assert len(page.context["cards"]) == 20
    assert len(page.context["waiting"]) == 1


def test_nobody_is_shown_the_way_to_sign_in_or_the_front_page(client, db):
    page = client.get(reverse("write"))
    assert page.status_code == 302
    assert page.url.startswith(reverse("account_login"))
