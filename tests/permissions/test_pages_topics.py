"""The pages of topics: one's own, and a tribe's for its leaders."""

import pytest
from django.urls import reverse

from folkmoot.permissions.models import Topic
from folkmoot.permissions.selectors import topics_of
from folkmoot.permissions.services.topics import add_topic

pytestmark = pytest.mark.django_db

OWN = "/settings/topics/"


def names(holder) -> list[str]:
    return [topic.name for topic in topics_of(holder.pk)]


def test_one_adds_a_topic_retires_it_and_brings_it_back(client, cast):
    client.force_login(cast.member)
    client.post(OWN, {"name": "  Rye   bread "})
    assert names(cast.member) == ["Rye bread"]
    topic = Topic.objects.get(holder_id=cast.member.pk)
    answer = client.post(reverse("topic_retire", args=[topic.pk]), follow=True)
    assert names(cast.member) == []
    assert "Bring it back" in answer.content.decode()
    client.post([message.extra_tags for message in answer.context["messages"]][-1])
    assert names(cast.member) == ["Rye bread"]


def test_a_leader_does_the_same_for_the_tribe(client, cast):
    client.force_login(cast.leader)
    page = reverse("tribe_topics", args=[cast.tribe.slug])
    assert client.post(page, {"name": "kitchen"})["Location"] == page
    assert names(cast.tribe) == ["garden", "tools", "kitchen"]
    garden = topics_of(cast.tribe.pk)[0]
    assert client.post(reverse("topic_retire", args=[garden.pk]))["Location"] == page
    assert names(cast.tribe) == ["tools", "kitchen"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("x" * 41, "A topic's name has at most 40 characters."),
        ("ß" * 31, "A topic's name has at most 40 characters."),
    ],
)
def test_a_name_that_is_too_long_is_answered_with_a_sentence(client, cast, name, sentence):
    client.force_login(cast.member)
    answer = client.post(OWN, {"name": name})
    assert answer.status_code == 422
    assert answer.context["form"].errors["name"] == [sentence]


@pytest.mark.parametrize("name", ["", "   ", "a\u0000b"])
def test_a_name_that_is_none_is_refused(client, cast, name):
    client.force_login(cast.member)
    assert client.post(OWN, {"name": name}).status_code == 422
    assert names(cast.member) == []


def test_when_there_is_no_room_the_page_says_so(client, cast):
    for number in range(62):
        add_topic(cast.member, f"topic {number}")
    client.force_login(cast.member)
    assert "There is room for 0 more." in client.get(OWN).content.decode()
    answer = client.post(OWN, {"name": "one more"})
    assert "that is all there can be" in answer.context["form"].errors["name"][0]


def test_the_page_says_why_nothing_is_renamed(client, cast):
    client.force_login(cast.member)
    assert "Why topics are not renamed" in client.get(OWN).content.decode()


def test_topics_are_retired_and_brought_back_by_their_own_people_only(client, cast):
    garden = topics_of(cast.tribe.pk)[0]
    own = add_topic(cast.leader, "bread")
    for person in (cast.member, cast.outsider, cast.removed):
        client.force_login(person)
        for topic in (garden, own):
            for name in ("topic_retire", "topic_return"):
                assert client.post(reverse(name, args=[topic.pk])).status_code == 404
    assert names(cast.tribe) == ["garden", "tools"]
    assert names(cast.leader) == ["bread"]


def test_what_a_topic_is_called_is_text_and_not_markup(client, cast):
    add_topic(cast.member, "<b>bold</b>")
    client.force_login(cast.member)
    assert "&lt;b&gt;bold&lt;/b&gt;" in client.get(OWN).content.decode()
