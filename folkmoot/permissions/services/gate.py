"""The gate: one function decides who a message reaches.

Set-based: one transaction and a fixed number of statements, whatever the audience. P1-P4 hold because

- everything that changes what a holder may do, and everything sent under it, first locks the holder's row
  (``holders.next_id``): a revocation that has returned is seen by every later delivery (P2), and two messages
  cannot both take the last place of a budget (P3);
- the deliveries name the very rows the verdict was read from, in the statement that read them (P1);
- message, deliveries and counts are one transaction (P4).

Routes stand in order of rank: the sender's own permissions before the tribe's. A person whom an earlier route
has reached is passed over by a later one: one delivery, one budget used.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from folkmoot.ids import moment_of
from folkmoot.permissions import rules
from folkmoot.permissions.gate_sql import Gate, Route, sent_lately
from folkmoot.permissions.models import Addressed, Message, Topic
from folkmoot.permissions.rules import Reach, Scope
from folkmoot.permissions.services.holders import next_id


@dataclass(frozen=True)
class Envelope:
    """Who sends what to whom: to everybody under the scope ``broadcast``, and to some people by name.

    Everybody is the members of the tribe or, without one, the sender's followers. ``topics`` are topic keys
    (``Topic.key``); people in ``addressed`` who do not belong to the tribe are not reached.
    """

    sender_id: int
    tribe_id: int | None = None
    broadcast: Scope | None = Scope.POSTS
    addressed: tuple[int, ...] = ()
    addressed_scope: Scope = Scope.DIALOGUE
    topics: tuple[str, ...] = ()

    @property
    def holder_ids(self) -> list[int]:
        """Whose permissions may carry it, in order of rank."""
        return [self.sender_id] if self.tribe_id is None else [self.sender_id, self.tribe_id]

    @property
    def named(self) -> list[int]:
        """The people addressed, each once, without the sender."""
        return sorted(set(self.addressed) - {self.sender_id})


@dataclass(frozen=True)
class Sent:
    """A message that went through the gate."""

    message_id: int
    at: datetime
    reach: Reach


def preview(envelope: Envelope, now: datetime | None = None) -> Reach:
    """Whom the envelope would reach if it were sent now, by the same conditions that ``send`` delivers on."""
    now = now or timezone.now()
    return _Asked(envelope, now).count(budgets=True)


def count_reached(envelope: Envelope, now: datetime | None = None) -> int:
    """How many people the envelope would reach now: ``preview(...).reached`` without what holds the others back.

    A fixed number of statements, and little more than counting the permissions.
    """
    return _Asked(envelope, now or timezone.now()).count_reached()


def send(envelope: Envelope, now: datetime | None = None) -> Sent:
    """Deliver to everyone who permits it, now. The caller's transaction, if there is one, is joined."""
    with transaction.atomic():
        message_id = next_id(envelope.holder_ids, now or timezone.now())
        at = moment_of(message_id)  # the clock under the lock may be ahead of the machine's
        asked = _Asked(envelope, at)
        # Budgets are left to the inserts: whoever is permitted and on topic but not inserted is over one.
        without_budgets = asked.count(budgets=False)
        reached = asked.deliver(message_id)
        message = Message.objects.create(
            id=message_id,
            sender_id=envelope.sender_id,
            tribe_id=envelope.tribe_id,
            broadcast_scope=envelope.broadcast,
            addressed_scope=envelope.addressed_scope,
            sender_topics=asked.masks[0],
            tribe_topics=asked.masks[-1] if envelope.tribe_id is not None else 0,
            reached=reached,
            over_budget=without_budgets.reached - reached,
            off_topic=without_budgets.off_topic,
            not_permitted=without_budgets.not_permitted,
        )
        Addressed.objects.bulk_create([Addressed(message_id=message_id, person_id=id_) for id_ in envelope.named])
        _note_interruptions(message)
        return Sent(message_id, at, message.reach)


class _Asked:
    """One envelope at one moment: its routes, and the gate's questions about them."""

    def __init__(self, envelope: Envelope, now: datetime) -> None:
        self.envelope = envelope
        self.masks = _topic_masks(envelope)
        scopes = {scope for scope in (envelope.broadcast, envelope.addressed_scope) if scope}
        self.sent = sent_lately(envelope.sender_id, envelope.tribe_id, scopes, now)
        self.gate = Gate(now, without=[envelope.sender_id, *envelope.named])

    def routes(self, scope: Scope) -> list[Route]:
        return [
            Route(holder_id, scope, mask, sent)
            for holder_id, mask, sent in zip(self.envelope.holder_ids, self.masks, self.sent, strict=True)
        ]

    def routes_by_name(self) -> list[Route]:
        scopes = {scope: None for scope in (self.envelope.broadcast, self.envelope.addressed_scope) if scope}
        ranked = [self.routes(scope) for scope in scopes]
        return [route for of_one_holder in zip(*ranked, strict=True) for route in of_one_holder]

    def count(self, budgets: bool) -> Reach:
        """The Reach of the message; without budgets, people over one count as reached."""
        envelope = self.envelope
        histogram = [0] * 4
        if envelope.named:
            query = self.gate.count_named(self.routes_by_name(), envelope.named, envelope.tribe_id, budgets)
            histogram = query.row()
        if envelope.broadcast is not None:
            route = self.routes(envelope.broadcast)[-1]
            *everybody, members = self.gate.count_everybody(route, envelope.tribe_id, budgets).row()
            if envelope.tribe_id is not None:
                own, tribes = self.routes(envelope.broadcast)
                without_live = members - sum(everybody)
                everybody = rules.better_of_both(
                    [*everybody[:3], everybody[3] + without_live], self.gate.count_own(own, tribes, budgets).row()
                )
            histogram = [a + b for a, b in zip(histogram, everybody, strict=True)]
        return Reach(*histogram)

    def count_reached(self) -> int:
        """People reached, budgets counted."""
        envelope = self.envelope
        found = 0
        if envelope.named:
            query = self.gate.count_named(self.routes_by_name(), envelope.named, envelope.tribe_id)
            found += query.row()[0]
        if envelope.broadcast is not None:
            *own, last = self.routes(envelope.broadcast)
            found += self.gate.count_open(last).row()[0]
            if own:
                found += self.gate.count_own_only(own[0], last).row()[0]
        return found

    def deliver(self, message_id: int) -> int:
        """Write the deliveries, route by route; how many."""
        envelope = self.envelope
        reached = 0
        if envelope.named:
            reached += self.gate.reach_named(self.routes_by_name(), envelope.named, envelope.tribe_id).run(message_id)
        if envelope.broadcast is not None:
            own_reached = 0
            *own, last = self.routes(envelope.broadcast)
            if own:
                own_reached = self.gate.reach_own(own[0], last).run(message_id)
            query = self.gate.reach_everybody(own[0] if own else None, last, own_reached)
            reached += own_reached + query.run(message_id)
        return reached


def _topic_masks(envelope: Envelope) -> list[int]:
    """The message's topics as a mask over each holder's own topics."""
    slots: dict[int, list[int]] = {holder_id: [] for holder_id in envelope.holder_ids}
    if envelope.topics:
        rows = Topic.objects.filter(holder_id__in=slots, key__in=envelope.topics)
        for holder_id, slot in rows.values_list("holder_id", "slot"):
            slots[holder_id].append(slot)
    return [rules.topic_mask(slots[holder_id]) for holder_id in envelope.holder_ids]


def _note_interruptions(message: Message) -> None:
    """An e-mail to be sent for each delivery whose permission may interrupt."""
    # Left alone, SQLite would walk everything the holders hold instead of the few that interrupt.
    index = " INDEXED BY permission_that_interrupts" if connection.vendor == "sqlite" else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO permissions_interruption (recipient_id, message_id)"  # noqa: S608 - a name of ours
            f" SELECT d.recipient_id, d.message_id FROM permissions_permission p{index}"
            " JOIN permissions_delivery d ON d.recipient_id = p.giver_id AND d.message_id = %(message)s"
            " AND d.permission_id = p.id WHERE p.holder_id IN (%(sender)s, %(tribe)s) AND p.interrupt",
            {"message": message.pk, "sender": message.sender_id, "tribe": message.tribe_id},
        )
