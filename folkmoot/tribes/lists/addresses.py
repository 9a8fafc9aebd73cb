"""Bare addresses as people paste them: one a line, or between commas and semicolons, with or without names."""

import re
from collections.abc import Iterable, Iterator, Sequence

from folkmoot.tribes.lists.address import PIECE_MAX, looks_like_address, read_address, split_name
from folkmoot.tribes.lists.gather import Gathering
from folkmoot.tribes.lists.rules import Kind, trim

FORMAT, LABEL = "addresses", "addresses, one after another"

NO_ADDRESS = "There is no address in this: write one person a line, as ann@example.org or Name <ann@example.org>."
PARTLY = "There is more than an address in this: write the address alone, or as Name <ann@example.org>."

_LEAD = re.compile(r"\s*(?:(?:[-*•·–]|\d{1,6}[.)])\s+)?(?:(?:to|cc|bcc|an|kopie)\s*:\s*)?", re.IGNORECASE)
# Separators count only outside quotation marks and angle brackets. Each alternative reads on from where the one
# before stopped and none can match in two ways, so the time is linear.
_TOKEN = re.compile(r'"[^"<>]{0,200}"|<[^<>]*>|[,;\t，；]|[^,;\t，；"<]+|["<]')
_SEPARATORS = frozenset(",;\t，；")


def read(lines: Sequence[str], gathering: Gathering, kind: Kind | None = None) -> None:
    """Everybody in these lines; with ``kind``, every address is taken to be of that kind."""
    for number, line in enumerate(lines, start=1):
        read_line(number, line, gathering, kind)


def read_line(number: int, line: str, gathering: Gathering, kind: Kind | None = None) -> bool:
    """Everybody in one line (or cell); False when there is nothing in it but separators."""
    if "@" not in line:
        if said := any(character.isalnum() for character in line):
            gathering.unreadable(number, line, NO_ADDRESS)
        return said
    for piece in _people(pieces(_LEAD.sub("", line, count=1))):
        said = True
        _read_piece(number, piece, gathering, kind)
    return said


def pieces(line: str) -> Iterator[str]:
    """What stands between the separators, and after each angle bracket that closes; never blank."""
    collected: list[str] = []
    for token in (match[0] for match in _TOKEN.finditer(line)):
        if token in _SEPARATORS:
            yield from _whole(collected)
        else:
            collected.append(token)
            if token[0] == "<" and "@" in token:
                yield from _whole(collected)
    yield from _whole(collected)


def _whole(collected: list[str]) -> Iterator[str]:
    piece = trim("".join(collected))
    collected.clear()
    if piece:
        yield piece


def _people(found: Iterable[str]) -> Iterator[str]:
    """Puts 'Lee' and 'Ann <ann@example.org>' together again, and takes 'ann@example.org bo@example.org' apart."""
    before = ""
    for piece in found:
        if before and "@" in piece and "<" in piece:
            piece = f"{before}, {piece}"
        elif before:
            yield before
        before = ""
        if "@" not in piece and len(piece) <= PIECE_MAX // 2:
            before = piece
        elif " " in piece and all(map(looks_like_address, words := piece.split())):
            yield from words
        else:
            yield piece
    if before:
        yield before


def _read_piece(number: int, piece: str, gathering: Gathering, kind: Kind | None) -> None:
    name, bare = split_name(piece)
    if "@" not in piece:
        gathering.unreadable(number, piece, NO_ADDRESS)
        return
    if any(character.isspace() for character in bare[:PIECE_MAX]) and "@" in bare:
        gathering.unreadable(number, piece, PARTLY)
        return
    try:
        found, address = read_address(bare, kind)
    except ValueError as problem:
        gathering.unreadable(number, piece, str(problem))
    else:
        gathering.person(number, found, address, bare, name)
