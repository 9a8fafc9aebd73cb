"""The composer, answers, editing and deleting, with everything that people do wrong."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.people.rules import Rate
from folkmoot.permissions.models import Delivery
from folkmoot.permissions.rules import Per, Scope, Terms
from folkmoot.permissions.selectors import permission_between, topics_of
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.giving import change_permission, give_permission, say_not_for_me
from folkmoot.permissions.services.topics import add_topic, retire_topic
from folkmoot.talk.models import Post
from folkmoot.talk.rules import TEXT_MAX
from folkmoot.talk.services import answer_post, delete_post, publish_post
from tests.support.cast import make_people

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
WRITE = "/write/"


@pytest.fixture
def writer(client, cast):
    """The leader, signed in."""
    client.force_login(cast.leader)
    return client


def token_in(page):
    return re.search(r'name="once" value="([^"]+)"', page.text)[1]


def reach_in(page):
    words = re.sub(r"<[^>]+>", " ", page.text)
    return re.search(r"Reache[sd]\s+(\d+)\s+of\s+(\d+)", words).groups()


def test_the_composer_opens_on_the_one_tribe_one_has(writer, cast):
    page = writer.get(WRITE)
    assert f'<option value="{cast.tribe.slug}" selected>' in page.text
    assert "garden" in page.text
    assert reach_in(page) == ("1", "1")


def test_with_several_tribes_one_chooses(writer, cast):
    joining.found_tribe(cast.leader, "Allotments", "We dig.")
    assert "Choose a place, and see here whom it reaches." in writer.get(WRITE).text
    assert 'value="allotments" selected' in writer.get(WRITE, {"tribe": "allotments"}).text


def test_the_composer_ticks_the_topic_one_came_from(writer, cast):
    garden = topics_of(cast.tribe.pk).get(name="garden")
    page = writer.get(WRITE, {"tribe": cast.tribe.slug, "topic": garden.pk})
    assert re.search(rf'value="{garden.pk}"[^>]*checked', page.text)


@pytest.mark.parametrize("query", [{"tribe": "nowhere"}, {"tribe": "~"}, {"topic": "x"}, {"topic": "9" * 400}])
def test_nonsense_in_the_composers_address_does_no_harm(writer, query):
    assert writer.get(WRITE, query).status_code == 200


def test_a_post_is_said_and_its_writer_alone_sees_whom_it_reached(writer, client, cast):
    garden = topics_of(cast.tribe.pk).get(name="garden")
    page = writer.post(
        WRITE, {"to": cast.tribe.slug, "topics": [garden.pk], "text": "The **beans** are up."}, follow=True
    )
    post = Post.objects.get()
    assert page.redirect_chain == [(reverse("post", args=[post.pk]), 302)]
    assert "Said. It reached 1 of 1 person." in page.text
    assert "<strong>beans</strong>" in page.text
    assert post.topic_names == ["garden"]
    assert reach_in(page) == ("1", "1")
    client.force_login(cast.member)
    theirs = client.get(reverse("post", args=[post.pk]))
    assert "beans" in theirs.text
    assert "Whom it reached" not in theirs.text
    assert "Only you see this." not in theirs.text


def test_its_writer_sees_how_many_said_not_for_me(writer, cast):
    post = publish_post(cast.leader, cast.tribe, "The beans are up.").post
    assert "not for them" not in writer.get(reverse("post", args=[post.pk])).text
    say_not_for_me(cast.member, post.pk)
    assert "1 person said that it is not for them." in writer.get(reverse("post", args=[post.pk])).text


def test_the_live_reach_says_what_the_gate_then_does(writer, cast):
    people = make_people(8)
    for person in people:
        joining.admit(cast.tribe, person, timezone.now())
    garden, tools = topics_of(cast.tribe.pk)
    for person in people[:3]:
        permission = permission_between(person.pk, cast.tribe.pk, Scope.POSTS)
        change_permission(person, permission.pk, Terms(topics=1 << tools.slot))
    for person in people[3:5]:
        permission = permission_between(person.pk, cast.tribe.pk, Scope.POSTS)
        change_permission(person, permission.pk, Terms(at_most=1, per=Per.WEEK))
    publish_post(cast.leader, cast.tribe, "First", ())
    form = {"to": cast.tribe.slug, "topics": [garden.pk], "text": "Second"}
    fragment = writer.post(reverse("write_reach"), form, headers=HTMX)
    assert "<html" not in fragment.text
    assert reach_in(fragment) == ("4", "9")
    assert re.search(r"<b>2</b>\s*have had their fill", fragment.text)
    assert re.search(r"<b>3</b>\s*do not follow this topic", fragment.text)
    full = writer.post(reverse("write_reach"), form)
    assert "<html" in full.text
    assert reach_in(full) == ("4", "9")
    assert "Second</textarea>" in full.text
    assert writer.post(WRITE, form).status_code == 302
    assert Delivery.objects.filter(message_id=Post.objects.latest("pk").pk).count() == 4


def test_the_live_reach_does_not_tell_what_somebody_mentioned_permits(writer, cast):
    permission = permission_between(cast.member.pk, cast.tribe.pk, Scope.POSTS)
    change_permission(cast.member, permission.pk, Terms(topics=1 << topics_of(cast.tribe.pk)[1].slot))
    form = {"to": cast.tribe.slug, "text": "Anyone?"}
    assert reach_in(writer.post(reverse("write_reach"), form, headers=HTMX)) == ("0", "1")
    form["text"] = "@member, have you got it?"
    assert reach_in(writer.post(reverse("write_reach"), form, headers=HTMX)) == ("0", "1")
    writer.post(WRITE, form)
    assert Delivery.objects.filter(recipient_id=cast.member.pk, message_id=Post.objects.latest("pk").pk).exists()


def test_whoever_says_a_great_deal_at_once_is_asked_to_wait_and_keeps_the_words(writer, cast, monkeypatch):
    monkeypatch.setattr("folkmoot.talk.views.writing.SAYING", Rate(1, timedelta(hours=1), "Wait a little."))
    form = {"to": cast.tribe.slug, "text": "One"}
    assert writer.post(WRITE, form).status_code == 302
    answer = writer.post(WRITE, {**form, "text": "Two"})
    assert answer.status_code == 422
    assert "Wait a little." in answer.text
    assert "Two</textarea>" in answer.text
    assert Post.objects.count() == 1


def test_another_place_brings_its_own_topics(writer, cast):
    add_topic(cast.leader, "Books")
    form = {"to": "~followers", "topics": [topics_of(cast.tribe.pk)[0].pk], "text": ""}
    fragment = writer.post(reverse("write_reach"), form, headers={**HTMX, "HX-Trigger-Name": "to"})
    assert "Books" in fragment.text
    assert "garden" not in fragment.text
    assert "not there any more" not in fragment.text
    assert 'id="reach" hx-swap-oob' in fragment.text


def test_what_is_said_to_followers_reaches_them(writer, cast):
    give_permission(cast.outsider, cast.leader, Scope.POSTS)
    page = writer.post(WRITE, {"to": "~followers", "text": "To whoever listens."}, follow=True)
    assert "Said. It reached 1 of 1 person." in page.text
    assert Delivery.objects.get().recipient_id == cast.outsider.pk


def test_the_preview_shows_the_words_as_they_will_stand(writer, cast):
    form = {"to": cast.tribe.slug, "text": "# Hi @member\n<script>alert(1)</script> **now**"}
    fragment = writer.post(reverse("write_preview"), form, headers=HTMX)
    assert 'href="/people/member/"' in fragment.text
    assert "<strong>now</strong>" in fragment.text
    assert "<script>alert" not in fragment.text
    assert "<html" in writer.post(reverse("write_preview"), form).text
    empty = writer.post(reverse("write_preview"), {"text": " "}, headers=HTMX)
    assert "There is nothing in it yet" in empty.text
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": ""}, "There is nothing in it yet: write a few words."),
        ({"text": " \n\t "}, "There is nothing in it yet: write a few words."),
        ({"text": "a" * (TEXT_MAX + 1)}, "This has 20,001 characters; a post has at most 20,000."),
        ({"to": ""}, "Choose where to write."),
        ({"to": "nowhere"}, "You do not write there; choose one of these places."),
        ({"topics": ["1"]}, "One of these topics is not there any more; choose again."),
        ({"topics": ["x"]}, "One of these topics is not there any more; choose again."),
        ({"topics": ["9" * 60]}, "One of these topics is not there any more; choose again."),
    ],
)
def test_what_cannot_be_said_keeps_the_words_and_says_why(writer, cast, change, sentence):
    form = {"to": cast.tribe.slug, "text": "These words must not be lost.", **change}
    page = writer.post(WRITE, form)
    assert page.status_code == 422
    assert sentence in page.text
    if form["text"].strip():
        assert f"{form['text']}</textarea>" in page.text
    assert not Post.objects.exists()


def test_a_topic_that_was_retired_meanwhile_is_said(writer, cast):
    garden = topics_of(cast.tribe.pk).get(name="garden")
    retire_topic(cast.tribe, garden.pk)
    page = writer.post(WRITE, {"to": cast.tribe.slug, "topics": [garden.pk], "text": "The beans are up."})
    assert page.status_code == 422
    assert "One of these topics is not there any more" in page.text
    assert "The beans are up." in page.text


def test_the_longest_post_there_may_be_is_said(writer, cast):
    assert writer.post(WRITE, {"to": cast.tribe.slug, "text": "a" * TEXT_MAX}).status_code == 302


def test_the_same_form_sent_twice_is_said_once(writer, cast):
    token = token_in(writer.get(WRITE))
    form = {"to": cast.tribe.slug, "text": "Once and for all.", "once": token}
    first, second = writer.post(WRITE, form), writer.post(WRITE, form)
    assert first.url == second.url
    assert Post.objects.count() == 1
    assert writer.post(WRITE, {**form, "once": token_in(writer.get(WRITE))}).url != first.url
    assert Post.objects.count() == 2


def test_a_form_that_was_refused_can_be_sent_again(writer, cast):
    token = token_in(writer.get(WRITE))
    page = writer.post(WRITE, {"to": cast.tribe.slug, "text": "", "once": token})
    assert token_in(page) == token
    assert writer.post(WRITE, {"to": cast.tribe.slug, "text": "Now.", "once": token}).status_code == 302


def test_the_same_answer_sent_twice_is_said_once(writer, cast):
    post = publish_post(cast.member, cast.tribe, "Who has a ladder?").post
    token = token_in(writer.get(reverse("post", args=[post.pk])))
    for _ in range(2):
        page = writer.post(reverse("post_answer", args=[post.pk]), {"text": "I do.", "once": token})
        assert page.status_code == 302
    assert Post.objects.filter(root=post).count() == 1


def test_an_answer_that_cannot_be_said_keeps_the_words_beside_the_thread(writer, cast):
    post = publish_post(cast.member, cast.tribe, "Who has a ladder?").post
    page = writer.post(reverse("post_answer", args=[post.pk]), {"text": "b" * (TEXT_MAX + 1)})
    assert page.status_code == 422
    assert "Who has a ladder?" in page.text
    assert "This has 20,001 characters" in page.text
    assert "b" * (TEXT_MAX + 1) in page.text


def test_what_was_deleted_meanwhile_cannot_be_answered(writer, cast):
    post = publish_post(cast.member, cast.tribe, "Who has a ladder?").post
    delete_post(cast.member, post.pk)
    page = writer.post(reverse("post_answer", args=[post.pk]), {"text": "I do."})
    assert page.status_code == 422
    assert "What you answer was deleted by its writer." in page.text
    assert "I do.</textarea>" in page.text
    assert Post.objects.count() == 1


def test_editing_changes_the_words_and_reaches_nobody_anew(writer, cast):
    post = publish_post(cast.leader, cast.tribe, "The beens are up.").post
    edit = reverse("post_edit", args=[post.pk])
    assert "The beens are up.</textarea>" in writer.get(edit).text
    page = writer.post(edit, {"text": "The beans are up. @member"}, follow=True)
    assert "The beans are up." in page.text
    assert "edited" in page.text
    assert Delivery.objects.count() == 1
    empty = writer.post(edit, {"text": ""})
    assert empty.status_code == 422
    assert "There is nothing in it yet" in empty.text
    looks = writer.post(edit, {"text": "**Bold**", "preview": "1"})
    assert "<strong>Bold</strong>" in looks.text
    post.refresh_from_db()
    assert post.text == "The beans are up. @member"


def test_deleting_asks_first_says_that_it_is_for_good_and_leaves_a_place(writer, cast):
    post = publish_post(cast.leader, cast.tribe, "The beans are up.").post
    answer = answer_post(cast.member, post, "Hurray.").post
    question = writer.get(reverse("post_delete", args=[post.pk]))
    assert "This cannot be undone." in question.text
    assert Post.objects.get(pk=post.pk).text == "The beans are up."
    page = writer.post(reverse("post_delete", args=[post.pk]), follow=True)
    assert "Deleted by its writer." in page.text
    assert "The beans are up." not in page.text
    assert "Hurray." in page.text
    assert f"/p/{answer.pk}/answer/" not in page.text
    assert writer.post(reverse("post_delete", args=[post.pk])).status_code == 404


def test_deleting_what_nobody_answered_leads_back_to_the_floor(writer, cast):
    post = publish_post(cast.leader, cast.tribe, "The beans are up.").post
    page = writer.post(reverse("post_delete", args=[post.pk]))
    assert page.url == reverse("tribe_floor", args=[cast.tribe.slug])
    assert "The beans are up." not in writer.get(page.url).text


def test_writing_changes_nothing_when_asked_with_get(writer, cast):
    for name in ("write_reach", "write_preview"):
        assert writer.get(reverse(name)).status_code == 405
