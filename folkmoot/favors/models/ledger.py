"""The ledger: entries, which nobody changes, and what is derived from them (``rules.book``).

Claims, givings, settlements and tallies can be rebuilt from the entries at any time (F3). They have no foreign keys
in the database: the proofs hold them to the entries, which have.
"""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from folkmoot.favors.rules import book, contract, sizes
from folkmoot.ids import SHIFT, moment_of, new_id
from folkmoot.people.models import Person
from folkmoot.tribes.models import Tribe

WHATS = [(what.value, what.name.lower()) for what in book.What]


class Entry(models.Model):
    """An entry of a tribe's ledger; ids grow in the order of entries, for everybody whom one concerns (F4)."""

    id = models.BigIntegerField(primary_key=True, editable=False)
    tribe = models.ForeignKey(Tribe, on_delete=models.PROTECT, related_name="+", db_index=False)
    what = models.SmallIntegerField(choices=WHATS)
    # Who acted; nobody, where time did.
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    giver = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    receiver = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    minutes = models.IntegerField(null=True)
    gift = models.BooleanField(default=False)
    # Whether the tribe may read of it: who did what for whom (never what is open for it).
    shared = models.BooleanField(default=False)
    about = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    promise = models.OneToOneField("favors.Promise", on_delete=models.PROTECT, null=True, related_name="entry")
    words = models.CharField(max_length=sizes.REASON_MAX, blank=True)  # what it was; or why
    done_at = models.DateTimeField(null=True)  # of a favor: when it happened

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(what=book.What.FAVOR, giver__isnull=False, receiver__isnull=False, about__isnull=True)
                & Q(minutes__gte=sizes.MINUTES_LEAST, minutes__lte=sizes.MINUTES_MOST)
                | Q(what__in=[book.What.FORGIVING, book.What.DUE], about__isnull=False, minutes__gte=1)
                | Q(what__gt=book.What.DUE, what__lte=book.What.REVERSAL, about__isnull=False),
                name="entry_says_what_it_must",
            ),
            models.CheckConstraint(
                condition=Q(giver__isnull=True) | Q(receiver__isnull=True) | ~Q(giver=F("receiver")),
                name="nobody_does_themselves_a_favor",
            ),
            models.UniqueConstraint(
                fields=["about", "by"], condition=Q(what=book.What.OBJECTION), name="one_objection_per_person"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["tribe", "id"], name="entry_of_tribe")]

    def __str__(self) -> str:
        return f"{book.What(self.what).name.lower()} {self.id}"

    @property
    def at(self) -> datetime:
        """When it was entered."""
        return moment_of(self.id)


class Claim(models.Model):
    """The half that somebody received and has not returned yet; its id is that of the entry which opened it."""

    id = models.BigIntegerField(primary_key=True, editable=False)
    tribe = models.ForeignKey(Tribe, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    favor = models.ForeignKey(Entry, on_delete=models.DO_NOTHING, related_name="claims", db_constraint=False)
    debtor = models.ForeignKey(
        Person, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    creditor = models.ForeignKey(
        Person, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    minutes = models.IntegerField()
    open = models.IntegerField()
    forgiven = models.IntegerField()
    since = models.BigIntegerField()  # ms of the ids' epoch: its age counts from here
    closed = models.BigIntegerField(null=True)
    held = models.BooleanField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(open__gte=0, forgiven__gte=0, open__lte=F("minutes") - F("forgiven")),
                name="claim_is_open_within_its_minutes",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tribe", "debtor", "id"], condition=Q(open__gt=0), name="claim_open"),
            models.Index(fields=["tribe", "debtor", "since"], condition=Q(open__gt=0), name="claim_open_since"),
            models.Index(fields=["tribe", "debtor", "-id"], name="claim_of_debtor"),
        ]

    def __str__(self) -> str:
        return f"claim {self.id}: {self.open} of {self.minutes} minutes open"

    @property
    def since_at(self) -> datetime:
        """Since when it is open, with the time left out in which it was settled."""
        return moment_of(self.since << SHIFT)

    @property
    def settled(self) -> int:
        """Minutes that were given back."""
        return 0 if self.held else self.minutes - self.forgiven - self.open


class Giving(models.Model):
    """The giver's side of a favor: what its minutes still settle. Its id is the favor's."""

    id = models.BigIntegerField(primary_key=True, editable=False)
    tribe = models.ForeignKey(Tribe, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    giver = models.ForeignKey(
        Person, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    receiver = models.ForeignKey(
        Person, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    minutes = models.IntegerField()
    free = models.IntegerField()
    bound = models.IntegerField()
    beyond = models.IntegerField()
    granted = models.BigIntegerField()  # ms of the ids' epoch
    state = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(free__gte=0, bound__gte=0, beyond__gte=0, free__lte=F("minutes") - F("bound")),
                name="giving_is_ahead_within_its_minutes",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["tribe", "giver", "id"], condition=Q(free__gt=0) | Q(bound__gt=0), name="giving_ahead"
            ),
            models.Index(fields=["tribe", "giver", "receiver", "granted"], name="giving_between_two"),
            models.Index(fields=["tribe", "giver", "-id"], name="giving_of_giver"),
            models.Index(fields=["tribe", "id"], condition=Q(state=book.State.HELD), name="giving_held"),
        ]

    def __str__(self) -> str:
        return f"giving {self.id}: {self.free} of {self.minutes} minutes ahead"


class Settlement(models.Model):
    """Minutes of a claim that a favor settled."""

    pk = models.CompositePrimaryKey("claim_id", "favor_id")
    claim = models.ForeignKey(
        Claim, on_delete=models.DO_NOTHING, related_name="settlements", db_constraint=False, db_index=False
    )
    favor = models.ForeignKey(Entry, on_delete=models.DO_NOTHING, related_name="settles", db_constraint=False)
    minutes = models.IntegerField()
    direct = models.BooleanField()  # given to the one who did it for them
    debtor = models.ForeignKey(
        Person, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(minutes__gte=1), name="settlement_settles_something")]

    def __str__(self) -> str:
        return f"{self.minutes} minutes of claim {self.claim_id} by favor {self.favor_id}"


class Tally(models.Model):
    """What somebody gave and received in a tribe, in minutes. The row is the lock of their part of the ledger."""

    pk = models.CompositePrimaryKey("tribe_id", "person_id")
    tribe = models.ForeignKey(Tribe, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, related_name="tallies", db_constraint=False)
    given = models.IntegerField(default=0, db_default=0)
    received = models.IntegerField(default=0, db_default=0)
    open = models.IntegerField(default=0, db_default=0)
    ahead = models.IntegerField(default=0, db_default=0)
    clock = models.BigIntegerField(default=0, db_default=0)  # the last entry that concerned them

    def __str__(self) -> str:
        return f"{self.person_id} in {self.tribe_id}: {self.given} given, {self.received} received"


class ContractVersion(models.Model):
    """One version of a tribe's contract; rows are never changed, taking one back is a row of its own."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    tribe = models.ForeignKey(Tribe, on_delete=models.PROTECT, related_name="contract_versions")
    patience = models.IntegerField(_("patience"))  # days
    allowance = models.IntegerField(_("allowance"))  # minutes
    crowd = models.IntegerField(_("crowd"))  # people
    words = models.TextField(_("in words"), blank=True, max_length=sizes.WORDS_MAX)
    words_html = models.TextField(blank=True, editable=False)
    why = models.CharField(_("why"), max_length=sizes.REASON_MAX, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    from_at = models.DateTimeField()
    look_again_on = models.DateField(_("look at it again on"), null=True)
    withdraws = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="withdrawn_by")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    patience__gte=contract.PATIENCE_RANGE[0],
                    patience__lte=contract.PATIENCE_RANGE[1],
                    allowance__gte=contract.ALLOWANCE_RANGE[0],
                    allowance__lte=contract.ALLOWANCE_RANGE[1],
                    crowd__gte=contract.CROWD_RANGE[0],
                    crowd__lte=contract.CROWD_RANGE[1],
                ),
                name="contract_is_livable",
            ),
        ]

    def __str__(self) -> str:
        return f"contract of {self.tribe_id} from {self.from_at:%Y-%m-%d}"

    @property
    def contract(self) -> contract.Contract:
        """Its numbers."""
        return contract.Contract(self.patience, self.allowance, self.crowd)
