"""vCard files of any version with any number of cards, as phones and address books hand them out.

Read line by line rather than by a vCard library: what is wanted of a card are its name and addresses, and a card
that breaks the rules must cost nobody but itself. References: vCard 2.1 (Versit 1996), RFC 2426, RFC 6350.
"""

import quopri
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from folkmoot.tribes.lists.address import read_address
from folkmoot.tribes.lists.gather import Gathering
from folkmoot.tribes.lists.rules import NAME_MAX, clean, trim

FORMAT, LABEL = "vcard", "address book (vCard)"

VALUE_MAX = 10_000  # characters of a property that is looked at; pictures are longer, names and addresses are not

NO_END = "This card is cut short (there is no END:VCARD): export it again."
OUTSIDE = "This stands outside of any card: put it between BEGIN:VCARD and END:VCARD, or take it out."
NO_MAIL = "There is no e-mail address on this card: add one in your address book, or leave the card out."

_BEGIN = re.compile(r"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END = re.compile(r"\s*END\s*:\s*VCARD\s*", re.IGNORECASE)
_NAME = re.compile(r"\s*(?:[A-Za-z0-9-]+\.)?(EMAIL|FN|N|NICKNAME|ORG)(?=[;:])", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_QUOTED_PRINTABLE = re.compile(r";\s*(?:ENCODING=)?\"?QUOTED-PRINTABLE", re.IGNORECASE)
_CHARSETS = {"utf-8", "iso-8859-1", "iso-8859-15", "windows-1252", "us-ascii", "utf8", "latin1"}
_UNSAID = 500  # after every preference that can be said (1 to 100 in vCard 4.0)


@dataclass
class _Card:
    line: int
    ended: bool = False
    lines: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Property:
    line: int
    name: str
    parameters: tuple[str, ...]
    value: str  # decoded, escapes still in it


def recognizes(lines: Sequence[str]) -> bool:
    """Whether there is a card in this."""
    return any(_is_begin(line) for line in lines)


def read(lines: Sequence[str], gathering: Gathering) -> None:
    """Everybody with a card."""
    strays: list[tuple[int, str]] = []
    for card in _cards(lines, strays):
        properties = [found for line, text in _unfolded(card.lines) if (found := _property(line, text)) is not None]
        name = _name(properties)
        if card.ended:
            _person(card, name, properties, gathering)
        else:
            gathering.unreadable(card.line, name or "BEGIN:VCARD", NO_END)
    for number, line in strays:
        gathering.unreadable(number, line, OUTSIDE)


def _is_begin(line: str) -> bool:
    return len(line) < 100 and _BEGIN.fullmatch(line.lstrip("\ufeff")) is not None


def _is_end(line: str) -> bool:
    return len(line) < 100 and _END.fullmatch(line) is not None


def _cards(lines: Sequence[str], strays: list[tuple[int, str]]) -> Iterator[_Card]:
    """The cards. One that begins within another ends it: an agent's card (2.1), or an end that was lost.

    Lines outside of any card that might be somebody are put into ``strays``.
    """
    card: _Card | None = None
    for number, line in enumerate(lines, start=1):
        if _is_begin(line):
            if card is not None:
                card.ended = True
                yield card
            card = _Card(number)
        elif card is not None and _is_end(line):
            card.ended = True
            yield card
            card = None
        elif card is not None:
            card.lines.append((number, line))
        elif "@" in line:
            strays.append((number, line))
    if card is not None:
        yield card


def _unfolded(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Properties on one line each: joined where a line is folded, or broken softly in quoted-printable."""
    start, parts, soft, quoted_printable = 0, [""], False, False
    for number, line in lines:
        if soft or line[:1] in (" ", "\t"):
            parts.append(line if soft else line[1:])
        else:
            yield start, "".join(parts)
            start, parts = number, [line]
            quoted_printable = _QUOTED_PRINTABLE.search(line[:VALUE_MAX]) is not None
        soft = quoted_printable and line.endswith("=")
        if soft:
            parts[-1] = parts[-1][:-1]
    yield start, "".join(parts)


def _property(line: int, text: str) -> _Property | None:
    """A property that is looked at; None for every other."""
    match = _NAME.match(text) if len(text) <= VALUE_MAX else None
    if match is None:
        return None
    parameters, value = _split_value(text[match.end() :])
    if any("QUOTED-PRINTABLE" in parameter for parameter in parameters):
        value = _from_quoted_printable(value, parameters)
    return _Property(line, match[1].upper(), parameters, value)


def _split_value(rest: str) -> tuple[tuple[str, ...], str]:
    """';TYPE=pref;X="a:b":value' -> its parameters in capitals, and the value after the first free colon."""
    quoted = False
    for at, character in enumerate(rest):
        if character == '"':
            quoted = not quoted
        elif character == ":" and not quoted:
            return tuple(rest[:at].upper().split(";")[1:]), rest[at + 1 :]
    head, _, value = rest.partition(":")  # a mark that never closes
    return tuple(head.upper().split(";")[1:]), value


def _from_quoted_printable(value: str, parameters: tuple[str, ...]) -> str:
    raw = quopri.decodestring(value.encode())
    named = [parameter.partition("=")[2].strip('"').lower() for parameter in parameters if "CHARSET" in parameter]
    for charset in [name for name in named if name in _CHARSETS] + ["utf-8"]:
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return raw.decode("windows-1252", errors="replace")


def _preference(parameters: tuple[str, ...]) -> int:
    """Lower is preferred: PREF=1 to 100 (4.0), TYPE=...,pref (3.0), PREF (2.1)."""
    for parameter in parameters:
        name, _, values = parameter.replace('"', "").partition("=")
        if name.strip() == "PREF":
            return int(values) if values.isascii() and values.isdigit() and len(values) <= 3 else 0
        if name.strip() == "TYPE" and "PREF" in values.split(","):
            return 0
    return _UNSAID


def _name(properties: Sequence[_Property]) -> str:
    """The card's name as it is shown; else put together from its parts, else nickname or organization."""
    values: dict[str, str] = {}
    for found in properties:
        values.setdefault(found.name, found.value)
    family, given, *_ = [_text(part) for part in re.split(r"(?<!\\);", values.get("N", ""))] + ["", ""]
    for name in (_text(values.get("FN", "")), f"{given} {family}", _text(values.get("NICKNAME", ""))):
        if clean(name, NAME_MAX):
            return clean(name, NAME_MAX)
    return clean(_text(values.get("ORG", "")).replace(";", " "), NAME_MAX)


def _text(value: str) -> str:
    return _ESCAPED.sub(lambda match: " " if match[1] in "nN" else match[1], value)


def _person(card: _Card, name: str, properties: Sequence[_Property], gathering: Gathering) -> None:
    mails = [found for found in properties if found.name == "EMAIL" and trim(found.value)]
    if not mails:
        gathering.unreadable(card.line, name or "BEGIN:VCARD", NO_MAIL)
        return
    mails.sort(key=lambda found: _preference(found.parameters))
    first_problem = ""
    for mail in mails:
        source = _text(mail.value)
        try:
            kind, address = read_address(source, "mail")
        except ValueError as problem:
            first_problem = first_problem or str(problem)
        else:
            gathering.person(mail.line, kind, address, source, name)
            return
    gathering.unreadable(mails[0].line, _text(mails[0].value), first_problem)
