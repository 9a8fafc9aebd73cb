"""What is stored about a tribe, its members and the people it invites."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from folkmoot.ids import new_id
from folkmoot.people.models import Person
from folkmoot.tribes import rules


class Tribe(models.Model):
    """People connected to one another, to a leader and to an idea."""

    class Joining(models.TextChoices):
        OPEN = "open", _("Anyone may join")
        REQUEST = "request", _("Anyone may ask to join; a leader decides")
        INVITATION = "invitation", _("By invitation only")

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(unique=True, max_length=rules.SLUG_MAX)
    name = models.CharField(_("name"), max_length=rules.NAME_MAX)
    idea = models.CharField(_("the idea, in one sentence"), max_length=rules.IDEA_MAX)
    charter = models.TextField(_("charter"), blank=True, max_length=rules.CHARTER_MAX)
    charter_html = models.TextField(blank=True, editable=False)
    joining = models.CharField(max_length=10, choices=Joining.choices, default=Joining.REQUEST)
    floor_is_open = models.BooleanField(
        _("Everyone signed in may read the floor"), default=False, help_text=_("Otherwise members only.")
    )
    founder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="founded")
    founded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(joining__in=["open", "request", "invitation"]), name="tribe_joining_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Who belongs to a tribe now. Leaving deletes the row; ``Departure`` keeps what happened."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        LEADER = "leader", _("leader")

    # Clustered by tribe: the gate walks a tribe's members beside their permissions, both in giver order.
    pk = models.CompositePrimaryKey("tribe_id", "person_id")
    tribe = models.ForeignKey(Tribe, on_delete=models.CASCADE, related_name="memberships", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=6, choices=Role.choices, default=Role.MEMBER)
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=["member", "leader"]), name="membership_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.tribe_id}"


class Departure(models.Model):
    """Someone left, was removed, or was banned: kept, since a tribe should know its own history."""

    class How(models.TextChoices):
        LEFT = "left", _("left")
        REMOVED = "removed", _("was removed")
        BANNED = "banned", _("was banned")

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    tribe = models.ForeignKey(Tribe, on_delete=models.CASCADE, related_name="departures")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="departures")
    how = models.CharField(max_length=7, choices=How.choices)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} {self.how} {self.tribe_id}"


class Ban(models.Model):
    """Someone who may not come back until a leader lifts it."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    tribe = models.ForeignKey(Tribe, on_delete=models.CASCADE, related_name="bans")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="bans")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tribe", "person"], name="ban_once_per_person")]

    def __str__(self) -> str:
        return f"{self.person_id} banned from {self.tribe_id}"


class JoinRequest(models.Model):
    """Someone asks to join; ``rules.JOIN_REQUEST_ARROWS`` are its states."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    tribe = models.ForeignKey(Tribe, on_delete=models.CASCADE, related_name="join_requests")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="join_requests")
    words = models.TextField(_("a few words to the leaders"), blank=True, max_length=1000)
    state = models.CharField(max_length=9, default="waiting")
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tribe", "person"],
                condition=Q(state="waiting"),
                name="one_waiting_request_per_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(rules.JOIN_REQUEST_STATES)), name="join_request_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} asks for {self.tribe_id}: {self.state}"


class PeopleList(models.Model):
    """A list somebody brought, as it was understood; its entries become invitations when they say so."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    tribe = models.ForeignKey(Tribe, on_delete=models.CASCADE, related_name="people_lists")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="people_lists")
    file_name = models.CharField(max_length=200, blank=True)
    format_label = models.CharField(max_length=80)
    reading = models.JSONField()  # entries, unreadable, counts; emptied when the list is confirmed or dropped
    words = models.TextField(_("a few words of your own"), blank=True, max_length=2000)
    state = models.CharField(max_length=9, default="read")
    brought_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(rules.PEOPLE_LIST_STATES)), name="people_list_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.format_label} for {self.tribe_id}"


class Invitation(models.Model):
    """At most one per address and tribe, for ever; ``rules.INVITATION_ARROWS`` are its states."""

    class Kind(models.TextChoices):
        MAIL = "mail", _("e-mail")
        HANDLE = "handle", _("handle on another network")

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    tribe = models.ForeignKey(Tribe, on_delete=models.CASCADE, related_name="invitations")
    people_list = models.ForeignKey(PeopleList, on_delete=models.SET_NULL, null=True, related_name="invitations")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    address = models.CharField(max_length=320)  # normalized by tribes.lists
    called = models.CharField(max_length=120, blank=True)  # the name on the list it came from
    words = models.TextField(blank=True, max_length=2000)
    state = models.CharField(max_length=9, default="waiting")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tribe", "address"], name="invited_at_most_once"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(rules.INVITATION_STATES)), name="invitation_state_is_known"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "id"], name="invitation_by_state")]

    def __str__(self) -> str:
        return f"{self.address} to {self.tribe_id}: {self.state}"


class NeverAgain(models.Model):
    """An address whose owner said 'never again'. Only a digest: keeping the address itself would not be it."""

    digest = models.CharField(primary_key=True, max_length=64)  # rules.address_digest
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest[:12]
