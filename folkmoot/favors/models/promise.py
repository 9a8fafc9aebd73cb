"""The thing promised between two people, what they say to one another about it, and how they want to be reminded."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from folkmoot.favors.models.board import Ask, Offer
from folkmoot.favors.rules import promises, sizes
from folkmoot.ids import new_id
from folkmoot.people.models import Person
from folkmoot.tribes.models import Tribe

STATES = [(state.value, state.value) for state in promises.State]


class Promise(models.Model):
    """Something that one will do for another; ``rules.promises.ARROWS`` are its moves. Seen by the two alone."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    tribe = models.ForeignKey(Tribe, on_delete=models.PROTECT, related_name="+")
    helper = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="promises_to_help", db_index=False)
    receiver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="promises_of_help", db_index=False)
    ask = models.ForeignKey(Ask, on_delete=models.PROTECT, null=True, related_name="promises")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, null=True, related_name="promises")
    what = models.CharField(max_length=sizes.WHAT_MAX)
    minutes = models.IntegerField(_("minutes"))
    agreed_at = models.DateTimeField(_("when"), null=True)
    retimed_at = models.DateTimeField(null=True)  # when that was changed last; calendars go by it
    gift = models.BooleanField(_("a gift: nothing is owed"), default=False)
    shared = models.BooleanField(_("the tribe may read of it"), default=True)
    state = models.CharField(max_length=8, choices=STATES, default=promises.State.PROMISED)
    promised_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # thanked, stands, dropped
    dropped_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    dropped_late = models.BooleanField(default=False)
    reason = models.CharField(max_length=sizes.REASON_MAX, blank=True)  # of the drop, or the dispute
    reminded = models.SmallIntegerField(default=0)  # how many reminders went out

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(helper=F("receiver")), name="promise_between_two"),
            models.CheckConstraint(
                condition=Q(minutes__gte=sizes.MINUTES_LEAST, minutes__lte=sizes.MINUTES_MOST),
                name="promise_takes_some_minutes",
            ),
            models.CheckConstraint(condition=Q(state__in=sorted(promises.State)), name="promise_state_is_known"),
            models.UniqueConstraint(
                fields=["ask", "helper"],
                condition=Q(state__in=sorted(promises.OPEN)),
                name="one_open_promise_per_ask_and_helper",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["helper", "-id"], name="promise_by_helper"),
            models.Index(fields=["receiver", "-id"], name="promise_by_receiver"),
            models.Index(fields=["state", "id"], condition=Q(state__in=["promised", "done"]), name="promise_open"),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.state}"

    def side_of(self, person: Person) -> promises.Side | None:
        """Which of the two somebody is."""
        if person.pk == self.helper_id:
            return promises.Side.HELPER
        return promises.Side.RECEIVER if person.pk == self.receiver_id else None

    @property
    def changed_at(self) -> datetime:
        """When what a calendar shows of it was changed last."""
        return max(at for at in (self.promised_at, self.retimed_at, self.done_at, self.ended_at) if at is not None)

    @property
    def due_at(self) -> datetime:
        """By when it should be done."""
        return promises.due_at(self.promised_at, self.agreed_at)


class Note(models.Model):
    """A word between the two of a promise: when, where, what to bring."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=1000)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"note {self.id}"


class FavorSettings(models.Model):
    """What somebody wants of reminders, and whether askers may see that they would like to give something back."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="favor_settings")
    reminders = models.BooleanField(default=True)
    suggest_me = models.BooleanField(default=False)
    calendar_key = models.CharField(max_length=64, blank=True)  # digest of the key in the feed's address

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["calendar_key"], condition=~Q(calendar_key=""), name="calendar_key_opens_one_calendar"
            ),
        ]

    def __str__(self) -> str:
        return f"settings of {self.person_id}"
