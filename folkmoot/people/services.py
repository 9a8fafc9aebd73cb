"""Every write about people: the first account, profiles, pictures, keys for programs."""

import contextlib
import secrets
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from folkmoot.people import pictures, rules, selectors
from folkmoot.people.markdown import render
from folkmoot.people.models import ApiToken, Person, ServerState

TOKENS_AT_MOST = 20  # live ones, per person
KEY_PREFIX = "folkmoot_"
_TRIES = 8


class NotEmpty(Exception):
    """The first start is over; the text is a sentence."""


class TokenError(ValueError):
    """A key that cannot be made; the text is a sentence."""


def claim_empty_server(is_demo: bool) -> None:
    """Begin the first start: of two that begin at once, one goes on and the other gets NotEmpty.

    Must run in the transaction that makes the first people, and holds the lock until its end.
    """
    ServerState.objects.bulk_create([ServerState()], ignore_conflicts=True)
    ServerState.objects.select_for_update().get()
    if not selectors.server_is_empty():
        raise NotEmpty("Somebody has an account here already, so the first start is over.")
    ServerState.objects.update(is_demo=is_demo)


def save_with_free_name(person: Person) -> Person:
    """Save a new person under ``person.name``, or the nearest name that is free.

    IntegrityError when their e-mail address is taken; a name that somebody else took meanwhile is not an error.
    """
    wanted = person.name
    for left in reversed(range(_TRIES)):
        person.name = selectors.free_name(wanted)
        try:
            with transaction.atomic():
                person.save(force_insert=True)
                return person
        except IntegrityError:
            if not left or Person.objects.filter(email=person.email).exists():
                raise
    raise AssertionError("unreachable")


def make_first_person(display_name: str, email: str, time_zone: str, now: datetime) -> Person:
    """The steward of a new server, whose address counts as theirs: there is nobody yet to be mistaken for."""
    person = Person(
        name=rules.name_from(display_name),
        display_name=display_name,
        email=email,
        time_zone=time_zone,
        is_steward=True,
        joined_at=now,
    )
    person.set_unusable_password()
    save_with_free_name(person)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def edit_profile(person: Person, *, display_name: str, about: str, can_help_with: str, time_zone: str) -> Person:
    """Change what somebody says of themselves."""
    person.display_name, person.about, person.can_help_with = display_name, about, can_help_with
    person.about_html, person.time_zone = render(about), time_zone
    person.save(update_fields=["display_name", "about", "about_html", "can_help_with", "time_zone"])
    return person


def set_picture(person: Person, data: bytes) -> str:
    """Give somebody a picture, made small and square and freed of what cameras write into it; its file name.

    Raises pictures.PictureError.
    """
    name = pictures.keep(pictures.squared(data))
    _point_to_picture(person, name)
    return name


def remove_picture(person: Person) -> None:
    """Back to initials. Removing nothing is fine."""
    _point_to_picture(person, "")


def make_token(
    person: Person, label: str, scopes: list[str], until: datetime | None, now: datetime | None = None
) -> tuple[ApiToken, str]:
    """A key for a program, and the key itself, which is not kept: this is the only time that anyone sees it.

    Raises TokenError.
    """
    now = now or timezone.now()
    label = " ".join(label.split())
    if not label or len(label) > 60:
        raise TokenError(_("Say in 1 to 60 characters what the key is for."))
    if not scopes or not set(scopes) <= rules.TOKEN_SCOPES.keys():
        raise TokenError(_("Choose at least one thing that the key may do."))
    if until is not None and until <= now:
        raise TokenError(_("The key would have ended already; choose a later day."))
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)  # two tabs must not go past the limit together
        if len(selectors.tokens_of(person, now)) >= TOKENS_AT_MOST:
            raise TokenError(
                _("You have %(count)d keys already; revoke one that you do not use.") % {"count": TOKENS_AT_MOST}
            )
        token = ApiToken.objects.create(
            person=person,
            label=label,
            digest=rules.key_digest(key),
            scopes=sorted(set(scopes)),
            made_at=now,
            until=until,
        )
    return token, key


def revoke_token(person: Person, token_id: int, now: datetime | None = None) -> ApiToken | None:
    """End a key of this person's, at once and for ever; None when they have no such key. Twice is once."""
    own = ApiToken.objects.filter(pk=token_id, person=person)
    own.filter(revoked_at=None).update(revoked_at=now or timezone.now())
    return own.first()


def note_token_use(token: ApiToken, now: datetime) -> None:
    """Remember, to the hour, that a key was used: a write at most once an hour."""
    if token.used_at is None or now - token.used_at >= timedelta(hours=1):
        ApiToken.objects.filter(pk=token.pk).update(used_at=now)


def _point_to_picture(person: Person, name: str) -> None:
    with transaction.atomic():
        before = Person.objects.select_for_update().values_list("picture", flat=True).get(pk=person.pk)
        Person.objects.filter(pk=person.pk).update(picture=name)
    person.picture = name
    if before and before != name:
        with contextlib.suppress(OSError):  # a file left behind harms nobody; a page that fails does
            pictures.forget(before)
