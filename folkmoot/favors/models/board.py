"""The board: asks and offers, whom asks were put before, who said no, who vouches."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from folkmoot.favors.rules import sizes
from folkmoot.ids import new_id
from folkmoot.people.models import Person
from folkmoot.permissions.models import Message, Topic
from folkmoot.tribes.models import Tribe


class OnBoard(models.Model):
    """What asks and offers have in common."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    tribe = models.ForeignKey(Tribe, on_delete=models.CASCADE, related_name="+", db_index=False)
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    what = models.CharField(_("in one line"), max_length=sizes.WHAT_MAX)
    words = models.TextField(_("more about it"), blank=True, max_length=sizes.WORDS_MAX)
    words_html = models.TextField(blank=True, editable=False)
    minutes = models.IntegerField(_("how long it takes"))  # of each helper, or each time
    needed = models.SmallIntegerField(null=True)  # helpers (of an offer: times); null: as many as possible
    place = models.CharField(_("where"), max_length=sizes.PLACE_MAX, blank=True)
    is_remote = models.BooleanField(_("can be done from anywhere"), default=False)
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("when"), null=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    asked_again_at = models.DateTimeField(null=True)  # 'still needed?' was asked
    closed_at = models.DateTimeField(null=True)  # taken off the board by whoever put it there

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.what


def board_constraints(prefix: str) -> list[models.BaseConstraint]:
    """What the database itself refuses on a board."""
    return [
        models.CheckConstraint(
            condition=Q(minutes__gte=sizes.MINUTES_LEAST, minutes__lte=sizes.MINUTES_MOST),
            name=f"{prefix}_takes_some_minutes",
        ),
        models.CheckConstraint(
            condition=Q(needed__isnull=True) | Q(needed__gte=1, needed__lte=sizes.NEEDED_MOST),
            name=f"{prefix}_needs_somebody",
        ),
    ]


class Ask(OnBoard):
    """Somebody needs a favor. It always stands on the board; whom it was put before besides is ``AskSent``."""

    urgent_reason = models.CharField(max_length=sizes.REASON_MAX, blank=True)  # a leader's; the tribe sees it
    urgent_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    steered = models.BooleanField(default=False)  # it would have been an asymmetric mass ask, and was not pushed

    class Meta:
        constraints = board_constraints("ask")
        indexes: ClassVar = [
            models.Index(fields=["tribe", "-id"], condition=Q(closed_at=None), name="ask_on_board"),
            models.Index(fields=["by", "-id"], name="ask_by_person"),
        ]


class Offer(OnBoard):
    """Somebody would do a favor."""

    class Meta:
        constraints = board_constraints("offer")
        indexes: ClassVar = [
            models.Index(fields=["tribe", "-id"], condition=Q(closed_at=None), name="offer_on_board"),
            models.Index(fields=["by", "-id"], name="offer_by_person"),
        ]


class AskSent(models.Model):
    """An ask that was put before people through the gate, and the price that stood beside it."""

    class How(models.TextChoices):
        NAMED = "named", _("by name")
        CROWD = "crowd", _("to everybody who permits asks")
        URGENT = "urgent", _("urgent")

    message = models.OneToOneField(Message, on_delete=models.CASCADE, primary_key=True, related_name="ask_sent")
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="sent")
    tribe = models.ForeignKey(Tribe, on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=6, choices=How.choices)
    reached = models.IntegerField()
    helped = models.IntegerField(default=0)  # of those reached, how many promised and did not drop it
    price = models.JSONField()

    def __str__(self) -> str:
        return f"{self.ask_id} {self.how}"


class Declined(models.Model):
    """Somebody said no to an ask. Only they can read it: whoever asked sees that it is still open."""

    pk = models.CompositePrimaryKey("person_id", "ask_id")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="declined")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} cannot do {self.ask_id}"


class Vouch(models.Model):
    """A member in good standing stands behind somebody's ask, and agreed to what comes due of it."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="vouches")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="vouches")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "by"], name="vouched_once")]

    def __str__(self) -> str:
        return f"{self.by_id} vouches for {self.ask_id}"
