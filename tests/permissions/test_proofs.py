"""The proofs find every lie in the rows, name the row, and find nothing where all is right."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from folkmoot.permissions import proofs
from folkmoot.permissions.models import Delivery, Message
from folkmoot.permissions.rules import Scope, Terms
from folkmoot.permissions.selectors import permission_between
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.giving import change_permission, revoke_permission
from folkmoot.talk.services import delete_post, publish_post
from tests.permissions.corruptions import CORRUPTIONS, make_world
from tests.support.cast import make_people

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("what", CORRUPTIONS)
def test_a_lie_is_found_and_its_row_is_named(what):
    world = make_world()
    assert list(proofs.breaks()) == []
    invariant, row = CORRUPTIONS[what](world)
    found = list(proofs.breaks())
    assert any(lie.invariant == invariant and any(row in named for named in lie.rows) for lie in found), found


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("a version that was made after", "made after them"),
        ("a version that was replaced before", "already replaced"),
        ("a revocation in between", "already revoked"),
        ("a topic that is not permitted", "off the topics"),
        ("an end that had come", "after the end"),
        ("one too many in a week", "budget per week"),
        ("a member left out", "have no delivery"),
        ("a delivery that is missing", "not the number of their deliveries"),
    ],
)
def test_the_sentence_says_what_is_wrong(what, sentence):
    world = make_world()
    CORRUPTIONS[what](world)
    assert any(sentence in lie.sentence for lie in proofs.breaks())


def test_what_was_right_when_it_was_sent_stays_right(cast):
    """Revoking, leaving, deleting and narrowing afterwards break nothing."""
    world_posts = [publish_post(cast.leader, cast.tribe, f"Word {n}") for n in range(3)]
    permission = permission_between(cast.member.pk, cast.tribe.pk, Scope.POSTS)
    change_permission(cast.member, permission.pk, Terms(topics=1, at_most=1))
    revoke_permission(cast.member, permission.pk)
    delete_post(cast.leader, world_posts[0].post.pk)
    joining.leave_tribe(cast.tribe, cast.member)
    publish_post(cast.leader, cast.tribe, "Alone now")
    assert list(proofs.breaks()) == []


def test_many_broken_rows_are_counted_and_the_first_are_named(cast):
    for person in make_people(30):
        joining.admit(cast.tribe, person, timezone.now())
    said = publish_post(cast.leader, cast.tribe, "Hello")
    Delivery.objects.filter(message_id=said.post.pk).update(version_id=1)
    (gone,) = [lie for lie in proofs.breaks() if "not there" in lie.sentence]
    assert gone.count == 31
    assert len(gone.rows) == proofs.SHOWN


def test_only_the_newest_messages_are_replayed(cast):
    old = publish_post(cast.leader, cast.tribe, "Old")
    publish_post(cast.leader, cast.tribe, "New")
    Delivery.objects.filter(message_id=old.post.pk).delete()
    Message.objects.filter(pk=old.post.pk).update(reached=0)
    assert list(proofs.breaks(replayed=1)) == []
    assert [lie.invariant for lie in proofs.breaks(replayed=2)] == ["P4"]


def test_the_database_itself_refuses_a_second_delivery_of_the_same_message(cast):
    said = publish_post(cast.leader, cast.tribe, "Once")
    delivery = Delivery.objects.get(message_id=said.post.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(
            recipient_id=delivery.recipient_id,
            message_id=delivery.message_id,
            permission_id=delivery.permission_id,
            version_id=delivery.version_id,
        )
