"""What is stored about a look into the mirror. What it shows lies in a private folder, never in the database."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from folkmoot.ids import new_id
from folkmoot.mirror.pages import rules
from folkmoot.people.models import Person
from folkmoot.tribes.models import Tribe


class Look(models.Model):
    """One or several archives of one person, or a tribe, and what became of them; ``rules.LOOK_ARROWS``.

    It belongs to a person, or to the browser session of a visitor (of whose key only a digest is kept). With a tribe
    it is a look at that tribe, which all its leaders may see.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    folder = models.CharField(max_length=64, unique=True)  # random; below settings.MIRROR_FOLDER
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="looks")
    visitor = models.CharField(max_length=64, blank=True, default="")  # SHA-256, hex
    tribe = models.ForeignKey(Tribe, on_delete=models.CASCADE, null=True, related_name="looks")
    state = models.CharField(max_length=7, default="waiting")
    slot = models.SmallIntegerField(null=True)  # which of the places for reading it holds
    tries = models.SmallIntegerField(default=0)
    files = models.SmallIntegerField(default=0)
    size = models.BigIntegerField(default=0)  # bytes that were handed in
    made_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    kept_at = models.DateTimeField(null=True)
    sentence = models.TextField(blank=True, default="")  # why nothing can be shown
    told = models.JSONField(default=dict)  # networks, posts, first, last, answer: for lists of looks

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=sorted(rules.LOOK_ARROWS)), name="look_state_is_known"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, visitor="") | (Q(person__isnull=True) & ~Q(visitor="")),
                name="look_is_a_persons_or_a_visitors",
            ),
            models.CheckConstraint(
                condition=Q(tribe__isnull=True) | Q(person__isnull=False), name="look_at_a_tribe_is_a_persons"
            ),
            models.CheckConstraint(
                condition=Q(state="running", slot__isnull=False) | (~Q(state="running") & Q(slot__isnull=True)),
                name="look_has_a_place_while_it_is_read",
            ),
            models.UniqueConstraint(fields=["slot"], condition=Q(slot__isnull=False), name="look_places_hold_one"),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=rules.UNDER_WAY, tribe__isnull=True, person__isnull=False),
                name="look_one_at_a_time_per_person",
            ),
            models.UniqueConstraint(
                fields=["visitor"],
                condition=Q(state__in=rules.UNDER_WAY) & ~Q(visitor=""),
                name="look_one_at_a_time_per_visitor",
            ),
            models.UniqueConstraint(
                fields=["tribe"],
                condition=Q(state__in=rules.UNDER_WAY, tribe__isnull=False),
                name="look_one_at_a_time_per_tribe",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=Q(state__in=rules.UNDER_WAY), name="look_under_way"),
        ]

    def __str__(self) -> str:
        return f"look {self.pk}: {self.state}"
