"""What this server keeps about a person, in their hands: the shape of it, and the part of people.

Every app says in its ``exports.export_of`` what it keeps about somebody; ``site.export`` puts the parts together.
What stands there is what the pages show that same person, and no more: never a secret (a digest, the key of a
session), and of others only what somebody sees of them anyway. Rows are read while they are written, so that a
person with tens of thousands of them costs no more memory, and no more queries, than one with ten.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from folkmoot.people.models import ApiToken, Person

AT_ONCE = 2000  # rows fetched together
Row = dict[str, Any]  # what JSON knows: text, numbers, booleans, null, and lists of these


@dataclass(frozen=True)
class Section:
    """Rows of one kind.

    ``rows`` asks the database only once it is iterated, so that sections can be listed for nothing. ``of`` names the
    fields by which the rows are this person's ('tribes.Membership.person'): a test finds the fields that none names.
    """

    name: str
    says: str  # one sentence: what the rows are
    rows: Iterable[Row]
    of: tuple[str, ...] = ()


Export = Callable[[Person, datetime], Iterator[Section]]  # somebody, as of a moment


def export_of(person: Person, now: datetime) -> Iterator[Section]:
    """The account, its addresses, and what opens it: kinds and dates, never what could open it again."""
    yield Section("profile", _("What you say of yourself, and when you came."), _profile(person))
    yield Section(
        "email_addresses",
        _("Your e-mail addresses, and whether each is known to be yours."),
        _addresses(person),
        ("account.EmailAddress.user",),
    )
    yield Section(
        "ways_to_sign_in",
        _("Passkeys, apps and recovery codes: their kinds and dates, without the secrets."),
        _authenticators(person),
        ("mfa.Authenticator.user",),
    )
    yield Section(
        "browsers",
        _("Where you are signed in: the browser, the address it came from, and when."),
        _sessions(person),
        ("usersessions.UserSession.user",),
    )
    yield Section(
        "keys_for_programs",
        _("The keys you gave to programs, also those that ended; the keys themselves are not kept here."),
        _tokens(person),
        ("people.ApiToken.person",),
    )


def said_at(moment: datetime | None) -> str | None:
    """A moment as the API writes it: ISO 8601, in UTC."""
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def said_id(id_: int | None) -> str | None:
    """An id as the API writes it: text, since ids are larger than 2**53."""
    return None if id_ is None else str(id_)


def _profile(person: Person) -> Iterator[Row]:
    row = Person.objects.get(pk=person.pk)  # as it is now, whatever the request has read
    yield {
        "id": said_id(row.pk),
        "handle": row.handle,
        "name": row.display_name,
        "email": row.email,
        "about": row.about,
        "can_help_with": row.can_help_with,
        "time_zone": row.time_zone,
        "picture": row.picture_url or None,
        "runs_this_server": row.is_steward,
        "joined_at": said_at(row.joined_at),
        "last_signed_in_at": said_at(row.last_login),
    }


def _addresses(person: Person) -> Iterator[Row]:
    for row in EmailAddress.objects.filter(user=person).order_by("pk").iterator(AT_ONCE):
        yield {"address": row.email, "verified": row.verified, "primary": row.primary}


def _authenticators(person: Person) -> Iterator[Row]:
    for row in Authenticator.objects.filter(user=person).order_by("pk").iterator(AT_ONCE):
        yield {
            "kind": row.type,
            "name": row.data.get("name") if row.type == Authenticator.Type.WEBAUTHN else None,
            "added_at": said_at(row.created_at),
            "last_used_at": said_at(row.last_used_at),
        }


def _sessions(person: Person) -> Iterator[Row]:
    for row in UserSession.objects.filter(user=person).order_by("pk").iterator(AT_ONCE):
        yield {
            "browser": row.user_agent,
            "address": row.ip,
            "signed_in_at": said_at(row.created_at),
            "last_seen_at": said_at(row.last_seen_at),
        }


def _tokens(person: Person) -> Iterator[Row]:
    for row in ApiToken.objects.filter(person=person).order_by("pk").iterator(AT_ONCE):
        yield {
            "id": said_id(row.pk),
            "label": row.label,
            "scopes": row.scopes,
            "made_at": said_at(row.made_at),
            "used_at": said_at(row.used_at),
            "until": said_at(row.until),
            "revoked_at": said_at(row.revoked_at),
        }
