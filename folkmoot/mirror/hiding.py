"""Takes other people out of the owner's own words: names, handles, addresses, and what was passed on or quoted."""

import re
from collections.abc import Iterable

HIDDEN = "…"
# None of these takes more than linear time: what an archive holds may be meant to make it slow.
# Facebook and Instagram store a mention as @[number:number:name].
_STORED_MENTION = re.compile(r"[@＠]\[\d{1,32}:\d{0,32}:?[^\]\n]{0,200}\]")
_MENTION = re.compile(r"(?:(?<![\w.+-])([\w.+-]{1,64}))?([@＠])[\w.-]*\w(?:@[\w.-]*\w)?")  # an address, too
_HANDLE = re.compile(r"(?<![\w-])[\w-]+(?:\.[\w-]+)+")  # as networks have them whose names are domains
# Pages of people on networks whose addresses carry names without an @.
_PAGE = re.compile(
    r"((?:twitter|x|facebook|instagram|threads|tiktok)\.(?:com|net)/|bsky\.app/profile/|/users/)[\w.:-]+", re.IGNORECASE
)
_PASSED_ON = re.compile(r"(?:^|(?<=\s))(?:RT|MT|QT)[ :]*(?=[@＠])[^\n]*(?:\n.*)?$", re.DOTALL)
_QUOTED = re.compile(r"^[ \t]{0,3}>[^\n]*$", re.MULTILINE)
_PIECE = re.compile(r"[^\W_]+|[^\w\s]|_")  # of a name, and of what may hold one: a word, or one sign
PIECES_AT_MOST = 16  # of a name that are looked for
# What no page may hold, and what would turn the direction of words that follow.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def storable(text: str) -> str:
    """Text without what no page may hold."""
    return _CONTROL.sub("", text)


class Hiding:
    """Knows the people of an archive by the names that stand in texts without an @."""

    def __init__(self, full_names: Iterable[str] = (), handles: Iterable[str] = ()) -> None:
        self._handles = frozenset(handle.lower() for handle in handles if "." in handle and "@" not in handle)
        self._full: dict[str, dict[int, set[tuple[str, ...]]]] = {}  # first piece -> how many pieces -> names
        for name in full_names:
            if len(name.split()) > 1:
                pieces = _name_in_pieces(name)
                self._full.setdefault(pieces[0], {}).setdefault(len(pieces), set()).add(pieces)

    def text(self, text: str) -> str:
        """Words of the owner, without what is other people's."""
        if "RT" in text or "MT" in text or "QT" in text:
            text = _PASSED_ON.sub(f"RT {HIDDEN}", text)
        if ">" in text:
            text = _QUOTED.sub(f"> {HIDDEN}", text)
        if "/" in text:
            text = _PAGE.sub(rf"\1{HIDDEN}", text)
        if "@" in text or "＠" in text:
            text = _MENTION.sub(_hidden, _STORED_MENTION.sub(f"@{HIDDEN}", text))
        if self._handles and "." in text:
            text = _HANDLE.sub(lambda found: HIDDEN if found[0].lower() in self._handles else found[0], text)
        return self._without_full_names(text) if self._full else text

    def _without_full_names(self, text: str) -> str:
        # Piece by piece, as networks let people write their names: Jean-Luc, O'Neil, Dr. and a star before it.
        pieces = _PIECE.findall(text)
        if self._full.keys().isdisjoint(pieces):
            return text
        shown, last, at = [], 0, 0
        places = [found.span() for found in _PIECE.finditer(text)]
        while at < len(pieces):
            named = self._full.get(pieces[at], {})
            long = next((n for n in sorted(named, reverse=True) if tuple(pieces[at : at + n]) in named[n]), 0)
            if long:
                shown += [text[last : places[at][0]], HIDDEN]
                last = places[at + long - 1][1]
            at += long or 1
        return "".join((*shown, text[last:]))


def _name_in_pieces(name: str) -> tuple[str, ...]:
    """A name without the signs around it, which people leave out where they write of somebody."""
    pieces = _PIECE.findall(name)[:PIECES_AT_MOST]
    words = [at for at, piece in enumerate(pieces) if piece.isalnum()]
    return tuple(pieces[words[0] : words[-1] + 1] if len(words) > 1 else pieces)


def _hidden(found: re.Match[str]) -> str:
    return f"{HIDDEN if found[1] else ''}{found[2]}{HIDDEN}"
