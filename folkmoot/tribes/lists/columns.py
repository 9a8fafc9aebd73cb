"""What a table's heading means: where address and name stand, and which columns say no."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_MAIL = re.compile(
    r"(?:(?:primary|subscriber|contact|user|member|customer)_)?(?:e_?)?mail(?:_?1)?"
    r"(?:_?(?:address|adresse|adres|addr|value))?"
)
_OTHER_MAIL = {
    "adresse_e_mail", "adresse_email", "adresse_mail", "correo_electronico", "courriel",
    "direccion_de_correo_electronico", "direccion_de_email", "endereco_de_e_mail", "endereco_de_email",
    "indirizzo_e_mail", "indirizzo_email",
}  # fmt: skip
_SPARE_MAIL = re.compile(r"(?:e_?)?mail_?[2-9](?:_?(?:address|adresse|value))?")
ACCOUNT = "account_address"  # Mastodon's, and everyone's who writes files for it
_HANDLES = {"acct", "fediverse", "fediverse_handle", "handle", "mastodon", "mastodon_handle", "webfinger"}

_FULL_NAMES = ("full_name", "fullname", "display_name", "anzeigename", "nom_complet", "nombre_completo", "name")
_FIRST_NAMES = (
    "first_name", "firstname", "fname", "given_name", "vorname", "prenom", "nombre", "nome", "voornaam",
)  # fmt: skip
_LAST_NAMES = (
    "last_name", "lastname", "lname", "family_name", "surname", "nachname", "familienname", "nom", "apellidos",
    "apellido", "cognome", "achternaam",
)  # fmt: skip

# Columns that say no when anything but a 'no' stands in them: a mark, a reason, a date.
_NO_WHEN_SET = {
    "unsubscribed", "unsubscribed_at", "unsubscribe_date", "unsubscribed_date", "unsub", "unsub_time", "unsub_reason",
    "unsub_campaign_title", "unsub_campaign_id", "clean_time", "clean_campaign_title", "clean_campaign_id", "cleaned",
    "bounce", "bounced", "bounced_at", "hard_bounced", "complained", "opt_out", "optout", "opted_out", "opted_out_at",
    "opt_out_date", "do_not_contact", "do_not_email", "email_disabled", "deleted", "deleted_at", "suppressed",
    "abgemeldet", "abgemeldet_am", "ausgetragen",
}  # fmt: skip
# Columns that say no only when a plain 'no' stands in them; nothing in them says nothing.
_NO_WHEN_FALSE = {
    "subscribed", "is_subscribed", "subscribed_to_emails", "email_subscribed", "email_enabled", "opt_in", "opted_in",
    "accepts_marketing", "accepts_email_marketing", "angemeldet",
}  # fmt: skip
_STATUS = {
    "status", "state", "subscription_status", "subscriber_status", "email_status", "member_status", "contact_status",
    "email_marketing_status", "subscriber_state", "abonnement_status", "abonnementstatus",
}  # fmt: skip
_STATUS_NO = {
    "unsubscribed", "cleaned", "bounced", "hard_bounced", "bounce", "complained", "complaint", "spam", "junk",
    "opted_out", "opt_out", "optout", "deleted", "removed", "archived", "blocked", "suppressed", "undeliverable",
    "cancelled", "canceled", "abgemeldet", "ausgetragen", "bereinigt", "geloscht", "archiviert", "gesperrt",
}  # fmt: skip
_FALSE = {"0", "f", "false", "n", "no", "nein", "non", "never", "nie", "off", "none", "null", "nil", "na", "n_a"}
_NO_DATE = re.compile(r"0000_00_00(?:_00_00_00)?")


def key(heading: str) -> str:
    """A heading as it is compared: 'E-Mail-Adresse' -> 'e_mail_adresse', 'Prénom' -> 'prenom'."""
    plain = unicodedata.normalize("NFKD", heading[:200]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def is_mail(key_: str) -> bool:
    """Whether a column of this key holds the person's own e-mail address."""
    return key_ in _OTHER_MAIL or _MAIL.fullmatch(key_) is not None


def is_spare_mail(key_: str) -> bool:
    """Whether a column of this key holds a second or later e-mail address of the same person."""
    return _SPARE_MAIL.fullmatch(key_) is not None


def is_handle(key_: str) -> bool:
    """Whether a column of this key may hold fediverse accounts (its content must say so too)."""
    return key_ == ACCOUNT or key_ in _HANDLES


def is_known(key_: str) -> bool:
    """Whether a heading of this key is one that a list has: what tells headings from people."""
    known = (_FULL_NAMES, _FIRST_NAMES, _LAST_NAMES, _NO_WHEN_SET, _NO_WHEN_FALSE, _STATUS)
    return is_mail(key_) or is_spare_mail(key_) or is_handle(key_) or any(key_ in keys for keys in known)


@dataclass(frozen=True)
class NameColumns:
    """Where a person's name stands: all of it, or the first and the last one."""

    full: int | None
    first: int | None
    last: int | None

    def name_in(self, cells: Sequence[str]) -> str:
        """The name in a row; '' when there is none."""
        full = _cell(cells, self.full)
        return full or " ".join(part for part in (_cell(cells, self.first), _cell(cells, self.last)) if part)


def name_columns(keys: Sequence[str]) -> NameColumns:
    """Where the name stands under these headings."""
    full, first, last = (_first_of(keys, names) for names in (_FULL_NAMES, _FIRST_NAMES, _LAST_NAMES))
    if full is not None and keys[full] == "name" and first is not None and last is None:
        return NameColumns(None, first, full)  # beside a first name, 'Name' is the family's
    return NameColumns(full, first, last)


@dataclass(frozen=True)
class NoColumns:
    """The columns that tell whether someone has said no to mail."""

    when_set: tuple[int, ...]
    when_false: tuple[int, ...]
    status: tuple[int, ...]

    def any(self) -> bool:
        """Whether there is such a column at all."""
        return bool(self.when_set or self.when_false or self.status)

    def says_no(self, cells: Sequence[str]) -> bool:
        """Whether the person in this row unsubscribed, bounced, was cleaned or deleted."""
        return (
            any(not _is_false(_cell(cells, at)) for at in self.when_set)
            or any((value := _cell(cells, at)) != "" and _is_false(value) for at in self.when_false)
            or any(key(_cell(cells, at)) in _STATUS_NO for at in self.status)
        )


def no_columns(keys: Sequence[str]) -> NoColumns:
    """Which columns say no under these headings; several may have one heading."""

    def all_of(names: set[str]) -> tuple[int, ...]:
        return tuple(at for at, key_ in enumerate(keys) if key_ in names)

    return NoColumns(all_of(_NO_WHEN_SET), all_of(_NO_WHEN_FALSE), all_of(_STATUS))


def _first_of(keys: Sequence[str], names: Sequence[str]) -> int | None:
    return next((keys.index(name) for name in names if name in keys), None)


def _cell(cells: Sequence[str], at: int | None) -> str:
    return cells[at].strip() if at is not None and at < len(cells) else ""


def _is_false(value: str) -> bool:
    plain = key(value)
    if not plain:  # '-', '—' and '/' are ways of writing nothing; a word in another script is not
        return not any(character.isalnum() for character in value)
    return plain in _FALSE or _NO_DATE.fullmatch(plain) is not None
