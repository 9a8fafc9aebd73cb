"""What may be seen of other people: letters in the place of names, and no names in the owner's own words."""

import re
from collections.abc import Iterable, Mapping, Sequence

from folkmoot.mirror.measures import Partner

SOMEONE = "someone"
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
_THREADS = re.compile(r"\b(inbox|archived_threads|message_requests|filtered_threads|e2ee_cutover)/[^/\s]+")


class Veil:
    """Decides what of other people stands in a report."""

    def __init__(
        self,
        partners: Sequence[Partner] = (),
        full_names: Iterable[str] = (),
        handles: Iterable[str] = (),
        *,
        show_people: bool = False,
    ) -> None:
        """full_names, handles: of other people, to be left out where they stand in a text without an @."""
        self.show_people = show_people
        self._letters = {partner.key: letters(place) for place, partner in enumerate(partners)}
        self._names: Mapping[str, str] = {
            partner.key: partner.name or partner.key.partition(":")[2] or partner.key for partner in partners
        }
        self._handles = frozenset(handle.lower() for handle in handles if "." in handle and "@" not in handle)
        self._full: dict[str, dict[int, set[tuple[str, ...]]]] = {}  # first piece -> how many pieces -> names
        for name in full_names:
            if len(name.split()) > 1:
                pieces = _name_in_pieces(name)
                self._full.setdefault(pieces[0], {}).setdefault(len(pieces), set()).add(pieces)

    def letter(self, key: str) -> str:
        """A, B, ... for those talked with most, in that order; '' for everybody else."""
        return self._letters.get(key, "")

    def person(self, key: str | None) -> str:
        """How somebody is called in the report."""
        if key is None or key not in self._letters:
            return key.partition(":")[2] or key if key and self.show_people else SOMEONE
        return self._names[key] if self.show_people else self._letters[key]

    def text(self, text: str) -> str:
        """Words of the owner, without what is other people's (unless the reader asked for it)."""
        text = _CONTROL.sub("", text)
        if self.show_people:
            return text
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

    def note(self, sentence: str) -> str:
        """A sentence about a file; folders of messages carry the names of those who wrote them."""
        return sentence if self.show_people else _THREADS.sub(rf"\1/{HIDDEN}", sentence)

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


def letters(place: int) -> str:
    """0 is A, 25 is Z, 26 is AA, as columns of a spreadsheet are named."""
    found = ""
    place += 1
    while place:
        place, last = divmod(place - 1, 26)
        found = chr(ord("A") + last) + found
    return found
