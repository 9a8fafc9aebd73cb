"""Topics are added, retired and brought back, never renamed, and a slot is never used twice."""

import pytest

from folkmoot.permissions.models import Topic
from folkmoot.permissions.rules import TOPIC_SLOTS, Scope, Terms
from folkmoot.permissions.selectors import permission_between, topics_of
from folkmoot.permissions.services.giving import change_permission
from folkmoot.permissions.services.topics import TopicError, add_topic, retire_topic, topic_key
from folkmoot.talk.services import publish_post
from folkmoot.tribes.services import Refused
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db


def names(holder) -> list[str]:
    return [topic.name for topic in topics_of(holder.pk)]


def test_topics_take_slots_in_the_order_they_come(db):
    person = make_person("ann")
    assert [add_topic(person, name).slot for name in ("bread", "iron", "wool")] == [0, 1, 2]
    assert names(person) == ["bread", "iron", "wool"]


@pytest.mark.parametrize("again", ["Bread", " bread ", "BREAD", "bre\u0000ad"])
def test_the_same_word_is_the_same_topic(db, again):
    person = make_person("ann")
    first = add_topic(person, "bread")
    assert add_topic(person, again).pk == first.pk
    assert names(person) == ["bread"]


def test_what_looks_alike_is_the_same_topic(db):
    person = make_person("ann")
    assert add_topic(person, "caf\u00e9").pk == add_topic(person, "cafe\u0301").pk


@pytest.mark.parametrize("name", ["", "   ", "\u0000", "x" * 41, "ß" * 31, "ﬃ" * 40])
def test_a_name_that_cannot_be_a_topic_is_refused_with_a_sentence(db, name):
    with pytest.raises(TopicError) as told:
        add_topic(make_person("ann"), name)
    assert str(told.value).endswith(".")
    assert not Topic.objects.exists()


def test_the_longest_name_fits(db):
    person = make_person("ann")
    assert add_topic(person, "x" * 40).name == "x" * 40
    assert len(topic_key("ß" * 30)) == 60
    add_topic(person, "ß" * 30)


def test_there_is_room_for_sixty_two_and_not_for_one_more(db):
    person = make_person("ann")
    for number in range(TOPIC_SLOTS):
        add_topic(person, f"topic {number}")
    with pytest.raises(TopicError):
        add_topic(person, "one more")
    retire_topic(person, topics_of(person.pk).last().pk)
    with pytest.raises(TopicError):  # a slot that was used stays used
        add_topic(person, "one more")


def test_the_last_slot_carries_permissions_like_the_first(cast):
    topics = [add_topic(cast.tribe, f"topic {number}") for number in range(TOPIC_SLOTS - 2)]
    permission = permission_between(cast.member.pk, cast.tribe.pk, Scope.POSTS)
    change_permission(cast.member, permission.pk, Terms(topics=1 << topics[-1].slot))
    assert topics[-1].slot == TOPIC_SLOTS - 1
    assert publish_post(cast.leader, cast.tribe, "On the last", (topics[-1].pk,)).reach.reached == 1
    assert publish_post(cast.leader, cast.tribe, "On the first", (topics[0].pk,)).reach.off_topic == 1


def test_a_retired_topic_takes_no_new_post_and_can_come_back(cast):
    garden = topics_of(cast.tribe.pk)[0]
    permission = permission_between(cast.member.pk, cast.tribe.pk, Scope.POSTS)
    change_permission(cast.member, permission.pk, Terms(topics=1 << garden.slot))
    retire_topic(cast.tribe, garden.pk)
    assert names(cast.tribe) == ["tools"]
    with pytest.raises(Refused):
        publish_post(cast.leader, cast.tribe, "Slugs", (garden.pk,))
    back = add_topic(cast.tribe, "Garden")
    assert (back.pk, back.slot, back.retired_at) == (garden.pk, garden.slot, None)
    assert publish_post(cast.leader, cast.tribe, "Slugs", (garden.pk,)).reach.reached == 1


def test_a_topic_is_retired_by_its_own_holder(cast):
    garden = topics_of(cast.tribe.pk)[0]
    retire_topic(cast.outsider, garden.pk)
    assert names(cast.tribe) == ["garden", "tools"]
