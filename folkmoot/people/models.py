"""What is stored about a person."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from folkmoot.ids import new_id
from folkmoot.people import rules


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=username)


class Person(AbstractBaseUser):
    """Someone with an account, here (``host`` is empty) or, one day, on another server."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("handle"), max_length=rules.NAME_MAX)
    host = models.CharField(max_length=253, blank=True, default="", editable=False)
    display_name = models.CharField(_("name"), max_length=60)
    email = models.EmailField(_("e-mail"), unique=True, null=True, max_length=254)  # noqa: DJ001 - unique; nobody of another server has one
    about = models.TextField(_("about you"), blank=True, max_length=2000)
    about_html = models.TextField(blank=True, editable=False)
    can_help_with = models.TextField(_("what you can help with"), blank=True, max_length=500)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True, default="")
    picture = models.CharField(max_length=80, blank=True, default="", editable=False)
    is_active = models.BooleanField(default=True)
    is_steward = models.BooleanField(
        default=False, help_text="Runs this server: the first account, and whoever a steward names."
    )
    joined_at = models.DateTimeField()

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "display_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(fields=["name", "host"], name="person_handle_is_unique"),
            models.CheckConstraint(condition=~Q(host="") | Q(email__isnull=False), name="person_here_has_an_email"),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def handle(self) -> str:
        """``name@host``, as other servers would write it."""
        return f"{self.name}@{self.host or settings.HOST}"

    @property
    def name_in_urls(self) -> str:
        """The handle that ``/people/<name>/`` takes: without a host for people from here."""
        return f"{self.name}@{self.host}" if self.host else self.name

    @property
    def picture_url(self) -> str:
        """Where the picture is served (to people who are signed in); empty without one."""
        return f"/pictures/{self.picture}" if self.picture else ""

    @property
    def initials(self) -> str:
        """One or two letters for the disc that stands in for a picture."""
        return rules.initials(self.display_name)

    @property
    def hue(self) -> int:
        """Which of the six tints the disc has."""
        return rules.hue(self.id)


class ApiToken(models.Model):
    """A key a person gave to a program. Only its digest is stored; the key is shown once."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256, hex
    scopes = models.JSONField(default=list)  # words of rules.TOKEN_SCOPES
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)  # to the hour, so that a request does not cost a write
    until = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.label} of {self.person_id}"


class TokenBucket(models.Model):
    """How much of a budget (sign-in, invitations, API) is left; refilled lazily when it is next asked."""

    key = models.CharField(primary_key=True, max_length=120)
    tokens = models.FloatField()
    filled_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class ServerState(models.Model):
    """The one row of facts about this server that are neither code nor environment."""

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="server_state_is_one_row")]

    def __str__(self) -> str:
        return "demo" if self.is_demo else "server"
