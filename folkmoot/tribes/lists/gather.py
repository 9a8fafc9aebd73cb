"""Keeps count while a list is read, so that every piece of it ends as exactly one thing."""

from collections.abc import Collection

from folkmoot.tribes.lists.rules import (
    MAX_ENTRIES,
    NAME_MAX,
    SOURCE_MAX,
    TEXT_MAX,
    Entry,
    Kind,
    NotAList,
    Reading,
    Unreadable,
    clean,
)


class Gathering:
    """What has been understood so far."""

    def __init__(self) -> None:
        self._entries: dict[tuple[Kind, str], Entry] = {}
        self._no: set[tuple[Kind, str]] = set()
        self._left_out = 0
        self._unreadable: list[Unreadable] = []
        self._repeated = 0

    def person(self, line: int, kind: Kind, address: str, source: str, name: str = "") -> None:
        """Someone who may be invited; ``address`` is normalized. Raises NotAList when there are too many."""
        key = (kind, address)
        if key in self._entries:
            self._repeated += 1
            return
        if len(self._entries) >= MAX_ENTRIES:
            raise NotAList(f"There are more than {MAX_ENTRIES:,} people on this list: split it, and bring each part.")
        source, name = clean(source, SOURCE_MAX), clean(name, NAME_MAX)
        if name.casefold() in {address.casefold(), source.casefold()}:
            name = ""  # an address in place of a name is nobody's name
        self._entries[key] = Entry(line, name, address, kind, source)

    def said_no(self, keys: Collection[tuple[Kind, str]]) -> None:
        """Someone who unsubscribed, bounced or was removed, by every address of theirs that can be read."""
        if keys and self._no.issuperset(keys):
            self._repeated += 1
        else:
            self._left_out += 1
            self._no.update(keys)

    def unreadable(self, line: int, text: str, why: str) -> None:
        """A piece that is not understood. Raises NotAList when there are too many of them."""
        if len(self._unreadable) >= MAX_ENTRIES:
            raise NotAList(
                f"More than {MAX_ENTRIES:,} lines of this hold no address that can be read: "
                "is it the right file? Choose the list of your people."
            )
        self._unreadable.append(Unreadable(line, clean(text, TEXT_MAX), why))

    def reading(self, format_: str, label: str) -> Reading:
        """All of it. Raises NotAList when nobody was found, not even someone who said no."""
        if not self._entries and not self._left_out:
            raise NotAList(self._nobody())
        # A no outweighs the same address standing elsewhere on the list without it.
        entries = [entry for key, entry in self._entries.items() if key not in self._no]
        return Reading(
            format=format_,
            format_label=label,
            entries=tuple(sorted(entries, key=lambda entry: entry.line)),
            unreadable=tuple(sorted(self._unreadable, key=lambda unreadable: unreadable.line)),
            repeated=self._repeated + len(self._entries) - len(entries),
            left_out=self._left_out,
        )

    def _nobody(self) -> str:
        if not self._unreadable:
            return "There is no address in this: choose a file with e-mail addresses or accounts in it."
        first = min(self._unreadable, key=lambda unreadable: unreadable.line)
        return f"No address in this can be read. Line {first.line}: {first.why}"
