"""Reading permission: who may reach me, what each has used, why something reached me."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from folkmoot.ids import EPOCH_MS, SHIFT, ms_of
from folkmoot.people.models import Person
from folkmoot.permissions import rules
from folkmoot.permissions.gate_sql import DAY_MS
from folkmoot.permissions.models import (
    Addressed,
    Delivery,
    Holder,
    Message,
    Permission,
    PermissionVersion,
    Topic,
    Widening,
)
from folkmoot.permissions.rules import Scope


@dataclass(frozen=True)
class Row:
    """One line of *Who may reach me*: a permission, what it has used of its budget, what it brought so far."""

    permission: Permission
    used: int  # deliveries in the stretch of its budget that ends now
    brought: int  # deliveries in the last 31 days
    topics: list[Topic]  # the holder's topics that are in the terms; all of them where all are
    holder_topics: list[Topic]  # every topic of the holder, retired ones too

    @property
    def scope(self) -> Scope:
        """The scope as a word of the rules."""
        return Scope(self.permission.scope)

    @property
    def left(self) -> int | None:
        """Messages left in the budget now; None without a budget."""
        at_most = self.permission.at_most
        return None if at_most is None else max(0, at_most - self.used)


@dataclass(frozen=True)
class HolderRows:
    """Everything one holder may do: the block of one holder on *Who may reach me*."""

    holder: Holder
    rows: list[Row]

    @property
    def name(self) -> str:
        """What the holder is called."""
        return str(self.holder.who)


def own_permissions(giver: Person) -> QuerySet[Permission]:
    """Everything somebody gave, live or not, with its holder."""
    return Permission.objects.filter(giver=giver).select_related("holder__person", "holder__tribe")


def who_may_reach(giver: Person, now: datetime, live_only: bool = True) -> list[HolderRows]:
    """One block per holder, tribes first, then people by name; a fixed number of queries."""
    permissions = own_permissions(giver).order_by("scope")
    if live_only:
        permissions = permissions.filter(live=True)
    found = list(permissions)
    counted = used_by_permission(giver.pk, now)
    topics: dict[int, list[Topic]] = {}
    for topic in topics_of_all({permission.holder_id for permission in found}):
        topics.setdefault(topic.holder_id, []).append(topic)
    blocks: dict[int, HolderRows] = {}
    for permission in found:
        used, brought = counted.get(permission.pk, (0, 0))
        every = topics.get(permission.holder_id, [])
        among = [topic for topic in every if permission.topics >> topic.slot & 1]
        block = blocks.setdefault(permission.holder_id, HolderRows(permission.holder, []))
        block.rows.append(Row(permission, used, brought, among, every))
    return sorted(blocks.values(), key=lambda block: (block.holder.tribe_id is None, block.name.casefold()))


def used_by_permission(giver_id: int, now: datetime) -> dict[int, tuple[int, int]]:
    """permission -> (deliveries in its budget's stretch, deliveries in 31 days), from this giver's deliveries."""
    sql = (
        "SELECT d.permission_id, COUNT(CASE WHEN d.message_id >= (%(now)s - CAST(p.per AS bigint) * %(day)s + 1)"
        " * %(step)s THEN 1 END), COUNT(*) FROM permissions_delivery d JOIN permissions_permission p"
        " ON p.id = d.permission_id WHERE d.recipient_id = %(giver)s AND d.message_id >= %(month)s"
        " GROUP BY d.permission_id"
    )
    now_ms = ms_of(now) - EPOCH_MS
    params = {
        "now": now_ms,
        "day": DAY_MS,
        "step": 1 << SHIFT,
        "giver": giver_id,
        "month": max(0, now_ms - int(rules.Per.MONTH) * DAY_MS + 1) << SHIFT,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return {permission: (int(used), int(brought)) for permission, used, brought in cursor.fetchall()}


def history(giver: Person, permission_id: int) -> QuerySet[PermissionVersion]:
    """The history of a permission of one's own, newest first; empty for anybody else's."""
    return PermissionVersion.objects.filter(permission_id=permission_id, giver_id=giver.pk).order_by("-pk")


def delivery_to(recipient: Person, message_id: int) -> Delivery | None:
    """What reached this person: the delivery with its message, permission and version ('why am I seeing this')."""
    return (
        Delivery.objects.select_related(
            "message__sender", "message__tribe", "version", "permission__holder__person", "permission__holder__tribe"
        )
        .filter(recipient_id=recipient.pk, message_id=message_id)
        .first()
    )


def topics_of(holder_id: int, with_retired: bool = False) -> QuerySet[Topic]:
    """A holder's topics in the order they were added."""
    topics = Topic.objects.filter(holder_id=holder_id)
    return topics if with_retired else topics.filter(retired_at=None)


def topics_of_all(holder_ids: Collection[int]) -> QuerySet[Topic]:
    """The topics of several holders, retired ones too."""
    return Topic.objects.filter(holder_id__in=holder_ids)


def topic_by_id(topic_id: int) -> Topic | None:
    """A topic with its holder."""
    return Topic.objects.select_related("holder__person", "holder__tribe").filter(pk=topic_id).first()


def permission_between(giver_id: int, holder_id: int, scope: Scope) -> Permission | None:
    """The live permission of this scope, if there is one."""
    return Permission.objects.filter(giver_id=giver_id, holder_id=holder_id, scope=int(scope), live=True).first()


def follower_count(holder_id: int) -> int:
    """How many people follow a holder. Never who: that is for each of them to say."""
    return Permission.objects.filter(holder_id=holder_id, scope=int(Scope.POSTS), live=True).count()


def dialogue(holder_id: int, giver_id: int) -> rules.Dialogue:
    """What there was between a holder and a giver, as far as a widening asks for it."""
    from_holder = Message.objects.filter(sender_id=holder_id) | Message.objects.filter(tribe_id=holder_id)
    reached = Delivery.objects.filter(recipient_id=giver_id, message__in=from_holder.values("pk")).count()
    # An answer is a message of the giver's that speaks to the holder by name or, for a tribe, inside it.
    answers = Message.objects.filter(sender_id=giver_id, broadcast_scope=None)
    to_person = Exists(Addressed.objects.filter(message_id=OuterRef("pk"), person_id=holder_id))
    answered = (answers.filter(to_person) | answers.filter(tribe_id=holder_id)).count()
    last = Widening.objects.filter(holder_id=holder_id, giver_id=giver_id).order_by("-asked_at", "-pk").first()
    return rules.Dialogue(
        reached,
        answered,
        None if last is None else last.asked_at,
        last is not None and last.state == "granted",
    )


def problem_with_widening(holder_id: int, giver_id: int, now: datetime) -> str | None:
    """Why this holder cannot ask for a wider permission now, as a sentence; None when it can.

    It says the same whether the giver declined an earlier request or has not answered it.
    """
    return rules.problem_with_widening(dialogue(holder_id, giver_id), now)


def open_widenings(giver: Person, now: datetime) -> QuerySet[Widening]:
    """Requests for a wider permission that wait for this person; they lapse by themselves."""
    return Widening.objects.filter(
        giver=giver, state="open", asked_at__gt=now - rules.WIDENING_OPEN_FOR
    ).select_related("holder__person", "holder__tribe", "asked_by")


def not_for_me_count(message_id: int, writer: Person) -> int:
    """How many said 'not for me' to a message of one's own; 0 for anybody else's."""
    counted = Message.objects.filter(pk=message_id, sender=writer).values_list("not_for_me__count", flat=True).first()
    return counted or 0
