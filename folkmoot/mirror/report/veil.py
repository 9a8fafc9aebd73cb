"""What may be seen of other people: letters in the place of names, and no names in the owner's own words."""

import re
from collections.abc import Iterable, Mapping, Sequence

from folkmoot.mirror.hiding import HIDDEN, Hiding, storable
from folkmoot.mirror.measures import Partner

SOMEONE = "someone"
NAME_AT_MOST = 200  # characters
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
        self._hiding = Hiding(full_names, handles)

    def letter(self, key: str) -> str:
        """A, B, ... for those talked with most, in that order; '' for everybody else."""
        return self._letters.get(key, "")

    def person(self, key: str | None) -> str:
        """How somebody is called in the report."""
        if key is None or key not in self._letters:
            return short(key.partition(":")[2] or key) if key and self.show_people else SOMEONE
        return short(self._names[key]) if self.show_people else self._letters[key]

    def text(self, text: str) -> str:
        """Words of the owner, without what is other people's (unless the reader asked for it)."""
        text = storable(text)
        return text if self.show_people else self._hiding.text(text)

    def note(self, sentence: str) -> str:
        """A sentence about a file; folders of messages carry the names of those who wrote them."""
        return sentence if self.show_people else _THREADS.sub(rf"\1/{HIDDEN}", sentence)


def short(name: str) -> str:
    """A name as a page has room for it."""
    name = storable(name)
    return name if len(name) <= NAME_AT_MOST else name[: NAME_AT_MOST - 1] + HIDDEN


def letters(place: int) -> str:
    """0 is A, 25 is Z, 26 is AA, as columns of a spreadsheet are named."""
    found = ""
    place += 1
    while place:
        place, last = divmod(place - 1, 26)
        found = chr(ord("A") + last) + found
    return found
