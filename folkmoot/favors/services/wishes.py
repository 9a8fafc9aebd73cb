"""How somebody wants to be reminded, whether askers may see that they would give something back, and their calendar."""

import hashlib
import secrets

from folkmoot.favors.models import FavorSettings
from folkmoot.people.models import Person


def settings_of(person: Person) -> FavorSettings:
    """Somebody's wishes; those that everybody begins with while they have said nothing."""
    return FavorSettings.objects.filter(person=person).first() or FavorSettings(person=person)


def change_settings(person: Person, *, reminders: bool, suggest_me: bool) -> FavorSettings:
    """Say how one wants it."""
    made, _ = FavorSettings.objects.update_or_create(
        person=person, defaults={"reminders": reminders, "suggest_me": suggest_me}
    )
    return made


def new_calendar_key(person: Person) -> str:
    """A key for the address of somebody's calendar feed, shown once; the one before opens nothing any more."""
    key = secrets.token_urlsafe(24)
    FavorSettings.objects.update_or_create(person=person, defaults={"calendar_key": digest(key)})
    return key


def forget_calendar_key(person: Person) -> None:
    """The feed's address opens nothing any more."""
    FavorSettings.objects.filter(person=person).update(calendar_key="")


def digest(key: str) -> str:
    """What is stored of a key: SHA-256, hex."""
    return hashlib.sha256(key.encode()).hexdigest()
