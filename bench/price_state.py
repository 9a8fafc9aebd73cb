"""Permissions for asks in the tribe that the gate is measured on, and the asks that came before.

Whoever permits the tribe posts permits it asks as well, under the same terms (topics, a budget, an end). Of the
earlier messages to everybody three were asks: ten days ago, thirty-three, and seventy.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from bench import gate_state
from folkmoot.ids import id_at
from folkmoot.permissions.models import Message
from folkmoot.permissions.rules import Scope

ASKED_DAYS_AGO = (70, 33, 10)
OFFSET = 8  # of the ids, behind those of the other permissions of a member


def permit_asks(state: gate_state.State, now: datetime) -> None:
    """Make the permissions, their history, and the asks with their deliveries."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO permissions_permission (id, holder_id, scope, giver_id, version_id, live, topics, at_most,"
            " per, until, interrupt) SELECT giver_id + %s, holder_id, %s, giver_id, giver_id + %s, live, topics,"
            " at_most, per, until, interrupt FROM permissions_permission"
            " WHERE holder_id = %s AND scope = %s AND giver_id <> %s"
            " ORDER BY giver_id",
            [OFFSET, int(Scope.ASKS), OFFSET, state.tribe.pk, int(Scope.POSTS), state.author.pk],
        )
        cursor.execute(
            "INSERT INTO permissions_permissionversion (id, permission_id, holder_id, giver_id, scope, why, made_at,"
            " live, topics, at_most, per, until, interrupt) SELECT version_id, id, holder_id, giver_id, scope, 'given',"
            " %s, live, topics, at_most, per, until, interrupt FROM permissions_permission"
            " WHERE holder_id = %s AND scope = %s",
            [connection.ops.adapt_datetimefield_value(now), state.tribe.pk, int(Scope.ASKS)],
        )
        for days in ASKED_DAYS_AGO:
            message = Message.objects.create(
                id=id_at(now - timedelta(days=days)),
                sender=state.author,
                tribe=state.tribe,
                broadcast_scope=Scope.ASKS,
                addressed_scope=Scope.ASKS,
                sender_topics=0,
                tribe_topics=1,
                reached=0,
                over_budget=0,
                off_topic=0,
                not_permitted=0,
            )
            cursor.execute(
                "INSERT INTO permissions_delivery (recipient_id, message_id, permission_id, version_id)"
                " SELECT giver_id, %s, id, version_id FROM permissions_permission WHERE holder_id = %s AND scope = %s"
                " ORDER BY giver_id",
                [message.pk, state.tribe.pk, int(Scope.ASKS)],
            )


def share_counted(state: Any, now: datetime) -> float:
    """Of the permissions for asks, how many have a budget that all the tribe's messages together could use up."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT AVG(CASE WHEN at_most <= CASE per WHEN 1 THEN %s WHEN 7 THEN %s ELSE %s END THEN 1.0 ELSE 0 END)"
            " FROM permissions_permission WHERE holder_id = %s AND scope = %s",
            [*(_messages(state, now, days) for days in (1, 7, 31)), state.tribe.pk, int(Scope.ASKS)],
        )
        return float(cursor.fetchone()[0])


def _messages(state: Any, now: datetime, days: int) -> int:
    since = id_at(now - timedelta(days=days))
    return Message.objects.filter(tribe=state.tribe, broadcast_scope=Scope.ASKS, pk__gt=since).count()
