"""What an address is: an e-mail address, or a fediverse handle."""

import email.utils
import re
import unicodedata
from functools import lru_cache

from folkmoot.tribes.lists.rules import NAME_MAX, Kind, clean, trim

MAIL_MAX = 254  # bytes, RFC 5321 4.5.3.1.3 less the angle brackets
LOCAL_MAX = 64  # bytes, RFC 5321 4.5.3.1.1
DOMAIN_MAX = 253  # RFC 1035 2.3.4, in text
LABEL_MAX = 63
PIECE_MAX = 1000  # characters that may be a name with its address; longer is not looked at

_ATOM = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+/=?^_`{|}~-.")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_DOTS = re.compile("[.\u3002\uff0e\uff61]")  # IDNA reads the ideographic full stops as dots
_HANDLE_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?")
_LOOKS = re.compile(r"@?[^\s@<>,;\"()]+@([^\s@<>,;\"()]+)")


def normalize_mail(text: str) -> str:
    """The one form of an e-mail address: ' Ann <Ann+list@Bücher.Example> ' -> 'ann+list@xn--bcher-kva.example'.

    A name beside it and ``mailto:`` are dropped, letters are made small and composed (NFC), the domain is put in
    its ASCII form (IDNA 2008: ß stays ß). The part after a plus stays: it is part of the address. Small, not
    case-folded, before the @ too: folding would write ß as ss, and that is somebody else's letter box.

    Raises ValueError with one sentence; the answer has at most 254 bytes.
    """
    address = unicodedata.normalize("NFC", _without_scheme(split_name(text)[1], "mailto:"))
    if not address:
        raise ValueError("There is no address here.")
    if len(address) > MAIL_MAX:
        raise ValueError("This is longer than any e-mail address can be (254 characters): check where it ends.")
    local, at, domain = address.rpartition("@")
    if not at:
        raise ValueError("There is no @ in it: an address looks like ann@example.org.")
    if "@" in local:
        raise ValueError("There is more than one @ in it: write one address, like ann@example.org.")
    _check_local(local)
    local = unicodedata.normalize("NFC", local.lower())
    mail = f"{local}@{normalize_domain(domain)}"
    if len(local.encode()) > LOCAL_MAX or len(mail.encode()) > MAIL_MAX:
        raise ValueError("This is longer than any e-mail address can be (64 before the @): check where it begins.")
    return mail


def normalize_handle(text: str) -> str:
    """The one form of a fediverse account: '@Ann@Social.example' -> 'ann@social.example'.

    Raises ValueError with one sentence.
    """
    bare = _without_scheme(trim(text[: PIECE_MAX + 1]), "acct:").removeprefix("@")
    name, at, domain = bare.partition("@")
    if not at:
        raise ValueError("The server is missing: an account looks like @ann@example.org.")
    name = name.lower()
    if len(name) > LOCAL_MAX or not _HANDLE_NAME.fullmatch(name):
        raise ValueError("The account's name has something other than a–z, 0–9, _, . and - in it: check it.")
    return f"{name}@{normalize_domain(domain)}"


@lru_cache(maxsize=4096)  # a list has many people and few domains
def normalize_domain(domain: str) -> str:
    """The ASCII form of a domain of at least two labels, in small letters. Raises ValueError with one sentence."""
    if domain.startswith("["):
        raise ValueError("A server's number stands after the @: write its name, as in ann@example.org.")
    if len(domain) > DOMAIN_MAX + 1:
        raise ValueError("What stands after the @ is longer than any domain can be: check where it ends.")
    labels = _DOTS.sub(".", domain).removesuffix(".").split(".")
    if len(labels) < 2 or not all(labels):
        raise ValueError("What stands after the @ is not a whole domain: write the address like ann@example.org.")
    labels = [_label(label) for label in labels]
    if labels[-1].isdigit():
        raise ValueError("What stands after the @ ends in a number, as no domain does: check it.")
    answer = ".".join(labels)
    if len(answer) > DOMAIN_MAX:
        raise ValueError("What stands after the @ is longer than any domain can be: check where it ends.")
    return answer


def read_address(text: str, kind: Kind | None = None) -> tuple[Kind, str]:
    """Kind and normalized form; without ``kind``, '@ann@example.org' is a handle and all else is mail.

    Raises ValueError with one sentence.
    """
    if kind == "handle" or (kind is None and trim(text).startswith("@")):
        return "handle", normalize_handle(text)
    return "mail", normalize_mail(text)


def looks_like_address(text: str) -> bool:
    """Whether this and nothing else is written like an address; says nothing about whether it is a good one."""
    if len(text) > 2 * MAIL_MAX or "@" not in text:
        return False
    match = _LOOKS.fullmatch(split_name(text)[1])
    return match is not None and "." in match[1].strip(".")


def split_name(text: str) -> tuple[str, str]:
    """Name and address of 'Name <address>', 'address (Name)' or 'address'; too long a text is no address."""
    text = trim(text)
    if len(text) > PIECE_MAX:
        return "", text
    name = ""
    if text.endswith(">") and "<" in text:
        name, _, text = text[:-1].rpartition("<")
    elif text.endswith(")") and "(" in text:
        text, _, name = text[:-1].partition("(")
    return _plain_name(name), _unquoted(trim(text))


def _plain_name(name: str) -> str:
    return clean(_unquoted(email.utils.unquote(trim(name))), NAME_MAX)


def _unquoted(text: str) -> str:
    """Without the quotation marks around all of it."""
    return trim(text[1:-1]) if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text


def _without_scheme(text: str, scheme: str) -> str:
    return text[len(scheme) :] if text[: len(scheme)].lower() == scheme else text


def _check_local(local: str) -> None:
    if not local:
        raise ValueError("There is nothing before the @: an address looks like ann@example.org.")
    if any(character.isspace() for character in local):
        raise ValueError("There is a space in it: write the address alone, or as Name <address>.")
    if not all(_may_stand_before_at(character) for character in local):
        raise ValueError("There is a character before the @ that no letter box has: check it.")
    if local.startswith(".") or local.endswith(".") or ".." in local:
        raise ValueError("There is a dot too many before the @: check it.")


def _may_stand_before_at(character: str) -> bool:
    return character in _ATOM or (not character.isascii() and unicodedata.category(character)[0] in "LMN")


def _label(label: str) -> str:
    """One label of a domain in its ASCII form, by RFC 5891 after the mapping of RFC 5895."""
    mapped = label
    if not label.isascii() and len(label) <= LABEL_MAX:
        mapped = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", label).lower())
    mapped = mapped.lower()
    if not mapped.isascii():
        mapped = _to_ascii(mapped)
    elif mapped.startswith("xn--"):
        _check_ascii_form(mapped)
    if len(mapped) > LABEL_MAX or not _LABEL.fullmatch(mapped):
        raise _bad_domain()
    return mapped


def _to_ascii(label: str) -> str:
    categories = [unicodedata.category(character) for character in label if character != "-"]
    if len(label) > LABEL_MAX or categories[0][0] == "M":
        raise _bad_domain()
    if not all(category in {"Ll", "Lo", "Lm", "Mn", "Mc", "Nd"} for category in categories):
        raise _bad_domain()
    return "xn--" + label.encode("punycode").decode("ascii")


def _check_ascii_form(label: str) -> None:
    """That it is what some label is written as, so that one domain never has two forms here."""
    try:
        written = label[len("xn--") :].encode("ascii").decode("punycode")
        same = not written.isascii() and _label(written) == label
    except ValueError:
        same = False
    if not same:
        raise _bad_domain()


def _bad_domain() -> ValueError:
    return ValueError("What stands after the @ is not a domain like example.org: check how it is written.")
