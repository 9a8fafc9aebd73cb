"""What is stored of permission: holders, their topics, permissions with their history, messages, deliveries.

Three layouts carry the gate (``docs/decisions.md`` has the figures):

- ``Permission`` is clustered by (holder, scope, giver) and ``Delivery`` by (recipient, message) on SQLite
  (WITHOUT ROWID, see the migrations), so a fan-out walks both in one order;
- a delivery has no foreign keys in the database: they would make a fan-out several times as slow, and the one
  statement that writes it takes every value from rows it holds locked. ``folkmoot doctor`` proves the references
  instead;
- how much of a budget is used is not stored anywhere: it is counted from the deliveries.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from folkmoot.ids import new_id
from folkmoot.people.models import Person
from folkmoot.permissions import rules
from folkmoot.permissions.rules import Per, Scope
from folkmoot.tribes.models import Tribe

SCOPES = [(scope.value, scope.name.lower()) for scope in Scope]
PERIODS = [(per.value, per.name.lower()) for per in Per]


class Holder(models.Model):
    """A person or a tribe as someone who can hold permissions; the same id as theirs.

    The row is the lock of everything that is given to or sent by that holder, and ``clock`` the last id that
    was made under that lock: ids under one holder only grow.
    """

    id = models.BigIntegerField(primary_key=True, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, null=True, related_name="as_holder")
    tribe = models.OneToOneField(Tribe, on_delete=models.CASCADE, null=True, related_name="as_holder")
    clock = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person_id=F("id"), tribe_id__isnull=True) | Q(tribe_id=F("id"), person_id__isnull=True),
                name="holder_is_one_person_or_tribe",
            ),
        ]

    def __str__(self) -> str:
        return f"holder {self.id}"

    @property
    def who(self) -> Person | Tribe:
        """The person or the tribe."""
        found = self.person or self.tribe
        if found is None:
            raise RuntimeError(f"{self} is neither a person nor a tribe; its constraint does not let that be")
        return found


class Topic(models.Model):
    """Something a holder talks about. The slot is its bit in masks and is never used twice."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    holder = models.ForeignKey(Holder, on_delete=models.CASCADE, related_name="topics")
    slot = models.SmallIntegerField()
    name = models.CharField(max_length=40)
    key = models.CharField(max_length=60)  # the name, case-folded: the same topic for two holders
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["slot"]
        constraints = [
            models.UniqueConstraint(fields=["holder", "slot"], name="topic_slot_is_used_once"),
            models.UniqueConstraint(fields=["holder", "key"], name="topic_name_is_used_once"),
            models.CheckConstraint(
                condition=Q(slot__gte=0, slot__lt=rules.TOPIC_SLOTS), name="topic_slot_fits_the_mask"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TermsFields(models.Model):
    """The columns that a permission and its history share: ``rules.Terms``, and whether it is live."""

    live = models.BooleanField()
    topics = models.BigIntegerField()
    at_most = models.IntegerField(null=True)
    per = models.SmallIntegerField(choices=PERIODS)
    until = models.DateTimeField(null=True)
    interrupt = models.BooleanField()

    class Meta:
        abstract = True

    @property
    def terms(self) -> rules.Terms:
        """These columns as the rules know them."""
        return rules.Terms(self.topics, self.at_most, Per(self.per), self.until, self.interrupt)


def terms_constraints(prefix: str) -> list[models.BaseConstraint]:
    """What the database itself refuses in terms."""
    return [
        models.CheckConstraint(
            condition=Q(at_most__isnull=True) | Q(at_most__gte=1), name=f"{prefix}_budget_is_positive"
        ),
        models.CheckConstraint(condition=Q(per__in=[1, 7, 31]), name=f"{prefix}_period_is_known"),
        models.CheckConstraint(condition=~Q(topics=0), name=f"{prefix}_has_a_topic"),
        models.CheckConstraint(condition=Q(scope__in=[1, 2, 3, 4, 5]), name=f"{prefix}_scope_is_known"),
    ]


class Permission(TermsFields):
    """What its giver allows its holder, now. Owned by the giver; revoked rows stay, with ``live`` false."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    holder = models.ForeignKey(Holder, on_delete=models.CASCADE, related_name="held", db_index=False)
    scope = models.SmallIntegerField(choices=SCOPES)
    giver = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="given")
    version_id = models.BigIntegerField()  # the history row that says the same; an id made under the lock

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder", "scope", "giver"], name="one_permission_per_scope"),
            models.CheckConstraint(condition=~Q(holder_id=F("giver_id")), name="permission_not_to_oneself"),
            *terms_constraints("permission"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["holder"], condition=Q(interrupt=True), name="permission_that_interrupts"),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} permits {self.holder_id}: {Scope(self.scope).name.lower()}"


class PermissionVersion(TermsFields):
    """One row of a permission's history: what it said from this id on until the next. Never changed."""

    class Why(models.TextChoices):
        GIVEN = "given"
        CHANGED = "changed"
        REVOKED = "revoked"
        UNDONE = "undone"
        WIDENED = "widened"
        LEFT = "left"  # revoked by leaving the tribe, or being removed from it

    id = models.BigIntegerField(primary_key=True, editable=False)
    permission = models.ForeignKey(Permission, on_delete=models.CASCADE, related_name="versions")
    holder_id = models.BigIntegerField()
    giver_id = models.BigIntegerField()
    scope = models.SmallIntegerField(choices=SCOPES)
    why = models.CharField(max_length=8, choices=Why.choices)
    made_at = models.DateTimeField()

    class Meta:
        constraints = terms_constraints("version")

    def __str__(self) -> str:
        return f"version {self.id} of permission {self.permission_id}"


class Message(models.Model):
    """The envelope of something sent through the gate, with the counts its writer sees."""

    id = models.BigIntegerField(primary_key=True, editable=False)
    sender = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sent", db_index=False)
    tribe = models.ForeignKey(Tribe, on_delete=models.CASCADE, null=True, related_name="messages", db_index=False)
    # Meant for everyone in the tribe (or everyone who follows the sender) under this scope; null: only for
    # the people it is addressed to.
    broadcast_scope = models.SmallIntegerField(choices=SCOPES, null=True)
    addressed_scope = models.SmallIntegerField(choices=SCOPES)
    sender_topics = models.BigIntegerField()  # masks over the topics of the sender and of the tribe
    tribe_topics = models.BigIntegerField()
    reached = models.IntegerField()
    over_budget = models.IntegerField()
    off_topic = models.IntegerField()
    not_permitted = models.IntegerField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["sender", "id"], name="message_by_sender"),
            models.Index(fields=["tribe", "id"], name="message_by_tribe"),
        ]

    def __str__(self) -> str:
        return f"message {self.id}"

    @property
    def reach(self) -> rules.Reach:
        """The counts as the rules know them."""
        return rules.Reach(self.reached, self.over_budget, self.off_topic, self.not_permitted)


class Addressed(models.Model):
    """Someone a message speaks to by name: the one replied to, and the ones mentioned."""

    pk = models.CompositePrimaryKey("message_id", "person_id")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="addressed", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.message_id} to {self.person_id}"


class Delivery(models.Model):
    """One message on one person's home page, and the version of the permission that allowed it."""

    pk = models.CompositePrimaryKey("recipient_id", "message_id")
    recipient = models.ForeignKey(
        Person, on_delete=models.DO_NOTHING, related_name="deliveries", db_constraint=False, db_index=False
    )
    message = models.ForeignKey(
        Message, on_delete=models.DO_NOTHING, related_name="deliveries", db_constraint=False, db_index=False
    )
    permission = models.ForeignKey(
        Permission, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    version = models.ForeignKey(
        PermissionVersion, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    not_for_me = models.BooleanField(default=False, db_default=False)

    def __str__(self) -> str:
        return f"{self.message_id} reached {self.recipient_id}"


class Interruption(models.Model):
    """An e-mail that a delivery may also send; 'sending' is written before the mail server is spoken to."""

    pk = models.CompositePrimaryKey("recipient_id", "message_id")
    recipient = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="interruptions")
    state = models.CharField(max_length=7, default="waiting", db_default="waiting")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending", "sent", "failed"]),
                name="interruption_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"mail for {self.message_id} to {self.recipient_id}: {self.state}"


class NotForMeCount(models.Model):
    """How many said 'not for me' to a message: all its writer ever learns of it."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, primary_key=True, related_name="not_for_me")
    count = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.count} on {self.message_id}"


class Widening(models.Model):
    """A holder asks a giver for a wider permission; ``rules.WIDENING_ARROWS`` are its states."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    holder = models.ForeignKey(Holder, on_delete=models.CASCADE, related_name="widenings_asked")
    giver = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="widenings_received")
    asked_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    scope = models.SmallIntegerField(choices=SCOPES)
    topics = models.BigIntegerField()
    at_most = models.IntegerField(null=True)
    per = models.SmallIntegerField(choices=PERIODS)
    words = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=7, default="open")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "giver"], condition=Q(state="open"), name="one_open_widening_per_pair"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(rules.WIDENING_ARROWS)), name="widening_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder_id} asks {self.giver_id}: {self.state}"
