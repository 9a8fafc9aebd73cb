"""Every way in which a row of deliveries can lie, written by hand into a small world that was right.

Each corruption returns the invariant it breaks and what the proof must name. They are told to the proofs here
and, through a real process, to ``folkmoot doctor`` in ``tests/site``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from folkmoot.ids import id_at, new_id
from folkmoot.permissions.models import Addressed, Delivery, Message, Permission, PermissionVersion
from folkmoot.permissions.rules import Per, Scope, Terms, topic_mask
from folkmoot.permissions.selectors import permission_between, topics_of
from folkmoot.permissions.services.giving import change_permission, give_permission, revoke_permission
from folkmoot.talk.services import answer_post, publish_post
from tests.support.cast import Cast, make_cast

DAY = timedelta(days=1)


@dataclass(frozen=True)
class World:
    """The cast, and three messages of the leader's, all delivered as permitted."""

    cast: Cast
    floor: Message  # on the garden, to the member, by the tribe's permission
    words: Message  # to followers: the outsider, one a week
    answer: Message  # to the member by name, by the tribe's dialogue

    def delivery(self, message: Message) -> Delivery:
        """The only delivery of a message."""
        return Delivery.objects.get(message_id=message.pk)

    def named(self, message: Message) -> str:
        """How a proof names the delivery of a message."""
        return f"recipient_id {self.delivery(message).recipient_id}, message_id {message.pk}"


def make_world() -> World:
    """A world in which the proofs find nothing."""
    cast = make_cast()
    before = timezone.now() - timedelta(minutes=5)
    garden = topics_of(cast.tribe.pk)[0]
    permission = permission_between(cast.member.pk, cast.tribe.pk, Scope.POSTS)
    change_permission(cast.member, permission.pk, Terms(topics=topic_mask([garden.slot])), before)
    give_permission(cast.outsider, cast.leader, Scope.POSTS, Terms(at_most=1), before)
    floor = publish_post(cast.leader, cast.tribe, "The beans are up.", (garden.pk,))
    words = publish_post(cast.leader, None, "I am back.")
    asked = publish_post(cast.member, cast.tribe, "Who has a rake?")
    answer = answer_post(cast.leader, asked.post, "I have two.")
    return World(cast, floor.post.message, words.post.message, answer.post.message)


def _set(delivery: Delivery, **columns: object) -> None:
    Delivery.objects.filter(recipient_id=delivery.recipient_id, message_id=delivery.message_id).update(**columns)


def _version(of: PermissionVersion, id_: int, **columns: object) -> PermissionVersion:
    """A row of history like another one, with another id."""
    kept = {field.attname: getattr(of, field.attname) for field in of._meta.concrete_fields}
    return PermissionVersion.objects.create(**{**kept, "id": id_, **columns})


def _message_is_gone(world: World) -> tuple[str, str]:
    delivery = world.delivery(world.floor)
    _set(delivery, message_id=12345)
    return "P1", f"recipient_id {delivery.recipient_id}, message_id 12345"


def _permission_is_gone(world: World) -> tuple[str, str]:
    _set(world.delivery(world.floor), permission_id=12345)
    return "P1", world.named(world.floor)


def _version_is_gone(world: World) -> tuple[str, str]:
    _set(world.delivery(world.floor), version_id=12345)
    return "P1", f"{world.named(world.floor)}, version_id 12345"


def _recipient_is_gone(world: World) -> tuple[str, str]:
    _set(world.delivery(world.floor), recipient_id=12345)
    return "P1", f"recipient_id 12345, message_id {world.floor.pk}"


def _version_of_another_permission(world: World) -> tuple[str, str]:
    other = permission_between(world.cast.member.pk, world.cast.tribe.pk, Scope.DIALOGUE)
    _set(world.delivery(world.floor), version_id=other.version_id)
    return "P1", world.named(world.floor)


def _permission_of_another_person(world: World) -> tuple[str, str]:
    other = permission_between(world.cast.leader.pk, world.cast.tribe.pk, Scope.POSTS)
    _set(world.delivery(world.floor), permission_id=other.pk, version_id=other.version_id)
    return "P1", world.named(world.floor)


def _version_made_after(world: World) -> tuple[str, str]:
    delivery = world.delivery(world.floor)
    later = _version(delivery.version, id_at(timezone.now() + DAY))
    Permission.objects.filter(pk=delivery.permission_id).update(version_id=later.pk)
    _set(delivery, version_id=later.pk)
    return "P1", f"{world.named(world.floor)}, version_id {later.pk}"


def _version_replaced_before(world: World) -> tuple[str, str]:
    delivery = world.delivery(world.floor)
    first = PermissionVersion.objects.filter(permission_id=delivery.permission_id).earliest("pk")
    _set(delivery, version_id=first.pk)
    return "P1", f"{world.named(world.floor)}, version_id {first.pk}"


def _version_says_revoked(world: World) -> tuple[str, str]:
    delivery = world.delivery(world.words)
    PermissionVersion.objects.filter(pk=delivery.version_id).update(live=False)
    Permission.objects.filter(pk=delivery.permission_id).update(live=False)
    return "P2", world.named(world.words)


def _revoked_in_between(world: World) -> tuple[str, str]:
    delivery = world.delivery(world.words)
    revoked = _version(delivery.version, world.words.pk - 1, live=False, why="revoked")
    Permission.objects.filter(pk=delivery.permission_id).update(live=False, version_id=revoked.pk)
    return "P2", world.named(world.words)


def _delivered_after_a_revocation(world: World) -> tuple[str, str]:
    """As a gate without a lock would do it."""
    delivery = world.delivery(world.words)
    revoke_permission(world.cast.outsider, delivery.permission_id)
    said = publish_post(world.cast.leader, None, "Do you hear me?")
    Delivery.objects.create(
        recipient_id=delivery.recipient_id,
        message_id=said.post.pk,
        permission_id=delivery.permission_id,
        version_id=delivery.version_id,
    )
    Message.objects.filter(pk=said.post.pk).update(reached=1)
    return "P2", f"recipient_id {delivery.recipient_id}, message_id {said.post.pk}"


def _holder_did_not_send_it(world: World) -> tuple[str, str]:
    Message.objects.filter(pk=world.words.pk).update(sender=world.cast.member)
    return "P1", world.named(world.words)


def _of_another_scope(world: World) -> tuple[str, str]:
    Message.objects.filter(pk=world.words.pk).update(broadcast_scope=int(Scope.LETTERS))
    return "P1", world.named(world.words)


def _dialogue_with_nobody_addressed(world: World) -> tuple[str, str]:
    Addressed.objects.filter(message_id=world.answer.pk).delete()
    return "P1", world.named(world.answer)


def _off_topic(world: World) -> tuple[str, str]:
    Message.objects.filter(pk=world.floor.pk).update(tribe_topics=topic_mask([1]))
    return "P1", world.named(world.floor)


def _after_its_end(world: World) -> tuple[str, str]:
    delivery = world.delivery(world.words)
    end = timezone.now() - timedelta(minutes=4)
    PermissionVersion.objects.filter(pk=delivery.version_id).update(until=end)
    Permission.objects.filter(pk=delivery.permission_id).update(until=end)
    return "P1", f"{world.named(world.words)}, version_id {delivery.version_id}"


def _over_budget_per(per: Per) -> Callable[[World], tuple[str, str]]:
    def corrupt(world: World) -> tuple[str, str]:
        delivery = world.delivery(world.words)
        PermissionVersion.objects.filter(pk=delivery.version_id).update(per=int(per))
        Permission.objects.filter(pk=delivery.permission_id).update(per=int(per))
        said = publish_post(world.cast.leader, None, "One more", now=timezone.now() + int(per) * DAY * 0.99)
        Delivery.objects.create(
            recipient_id=delivery.recipient_id,
            message_id=said.post.pk,
            permission_id=delivery.permission_id,
            version_id=delivery.version_id,
        )
        Message.objects.filter(pk=said.post.pk).update(reached=1, over_budget=0)
        return "P3", f"recipient_id {delivery.recipient_id}, message_id {said.post.pk}, used 2, at_most 1"

    return corrupt


def _a_delivery_is_missing(world: World) -> tuple[str, str]:
    Delivery.objects.filter(message_id=world.words.pk).delete()
    return "P4", f"id {world.words.pk}, reached 1"


def _a_delivery_too_many_is_counted(world: World) -> tuple[str, str]:
    Message.objects.filter(pk=world.answer.pk).update(reached=2)
    return "P4", f"id {world.answer.pk}, reached 2"


def _left_out(which: str) -> Callable[[World], tuple[str, str]]:
    """A delivery is missing, and the count was made to agree."""

    def corrupt(world: World) -> tuple[str, str]:
        message = getattr(world, which)
        named = world.named(message)
        Delivery.objects.filter(message_id=message.pk).delete()
        Message.objects.filter(pk=message.pk).update(reached=0)
        return "P4", named

    return corrupt


def _left_out_of_a_tribe_by_their_own_route(world: World) -> tuple[str, str]:
    """Off the tribe's topics, but they follow the writer themselves."""
    cast = world.cast
    give_permission(cast.member, cast.leader, Scope.POSTS)
    tools = topics_of(cast.tribe.pk)[1]
    said = publish_post(cast.leader, cast.tribe, "Who took the saw?", (tools.pk,))
    Delivery.objects.filter(message_id=said.post.pk).delete()
    Message.objects.filter(pk=said.post.pk).update(reached=0)
    return "P4", f"recipient_id {cast.member.pk}, message_id {said.post.pk}"


def _permission_says(**columns: object) -> Callable[[World], tuple[str, str]]:
    """The permission was changed past its history."""

    def corrupt(world: World) -> tuple[str, str]:
        permission = Permission.objects.get(pk=world.delivery(world.words).permission_id)
        Permission.objects.filter(pk=permission.pk).update(**columns)
        return "P1", f"id {permission.pk}, version_id {permission.version_id}"

    return corrupt


def _history_goes_on(world: World) -> tuple[str, str]:
    delivery = world.delivery(world.words)
    _version(delivery.version, new_id() + 1)
    return "P1", f"id {delivery.permission_id}, version_id {delivery.version_id}"


def _permission_to_a_tribe_of_an_outsider(world: World) -> tuple[str, str]:
    cast = world.cast
    version_id = new_id()
    terms = {"live": True, "topics": -1, "per": 7, "interrupt": False}
    permission = Permission.objects.create(
        holder_id=cast.tribe.pk, giver=cast.outsider, scope=int(Scope.LETTERS), version_id=version_id, **terms
    )
    PermissionVersion.objects.create(
        id=version_id,
        permission=permission,
        holder_id=cast.tribe.pk,
        giver_id=cast.outsider.pk,
        scope=int(Scope.LETTERS),
        why="given",
        made_at=timezone.now(),
        **terms,
    )
    return "P1", f"id {permission.pk}, giver_id {cast.outsider.pk}, holder_id {cast.tribe.pk}"


CORRUPTIONS: dict[str, Callable[[World], tuple[str, str]]] = {
    "a message that is not there": _message_is_gone,
    "a permission that is not there": _permission_is_gone,
    "a version that is not there": _version_is_gone,
    "a recipient who is not there": _recipient_is_gone,
    "a version of another permission": _version_of_another_permission,
    "a permission of another person": _permission_of_another_person,
    "a version that was made after": _version_made_after,
    "a version that was replaced before": _version_replaced_before,
    "a version that says revoked": _version_says_revoked,
    "a revocation in between": _revoked_in_between,
    "a delivery after a revocation": _delivered_after_a_revocation,
    "a holder who did not send it": _holder_did_not_send_it,
    "another scope": _of_another_scope,
    "dialogue with nobody addressed": _dialogue_with_nobody_addressed,
    "a topic that is not permitted": _off_topic,
    "an end that had come": _after_its_end,
    "one too many in a day": _over_budget_per(Per.DAY),
    "one too many in a week": _over_budget_per(Per.WEEK),
    "one too many in a month": _over_budget_per(Per.MONTH),
    "a delivery that is missing": _a_delivery_is_missing,
    "a delivery counted that is not there": _a_delivery_too_many_is_counted,
    "a member left out": _left_out("floor"),
    "a follower left out": _left_out("words"),
    "someone addressed left out": _left_out("answer"),
    "a member left out who follows the writer": _left_out_of_a_tribe_by_their_own_route,
    "other topics than the history": _permission_says(topics=1),
    "another budget than the history": _permission_says(at_most=2),
    "no budget but the history has one": _permission_says(at_most=None),
    "another stretch than the history": _permission_says(per=1),
    "an end that the history does not know": _permission_says(until=timezone.now() + DAY),
    "mails that the history does not know": _permission_says(interrupt=True),
    "revoked but not in the history": _permission_says(live=False),
    "another scope than the history": _permission_says(scope=int(Scope.ASKS)),
    "a history that goes on": _history_goes_on,
    "an outsider who permits a tribe": _permission_to_a_tribe_of_an_outsider,
}
