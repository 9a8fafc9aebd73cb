"""One reader per network. A reader knows its files by what is in them and turns them into rows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from folkmoot.mirror.archive import Member
from folkmoot.mirror.notes import Notes
from folkmoot.mirror.rows import Row

Files = Mapping[str, Sequence[Member]]  # role -> members in the order of their names


class Reader(Protocol):
    """What each module of this folder is."""

    # Read-only, so that a module's constants of a narrower type will do.
    @property
    def NETWORK(self) -> str:
        """As in Person.network."""

    @property
    def SHOWN(self) -> str:
        """As people call it."""

    @property
    def CANNOT_SHOW(self) -> tuple[str, ...]:
        """Sentences: what this network's archive does not hold."""

    def role_of(self, head: bytes, name: str) -> str | None:
        """What this file is to the reader ('posts', 'followers', ...), from its first bytes; None when it is not its.

        The name may decide only between roles that the bytes leave open.
        """

    def read(self, files: Files, notes: Notes) -> Iterator[Row]:
        """Every row that can be read; what cannot goes to the notes. The first Person with ``me`` is the owner."""


def readers() -> tuple[Reader, ...]:
    """All of them, those that are surest of their files first."""
    from folkmoot.mirror.readers import bluesky, facebook, instagram, mastodon, plain, tribe, x

    return (tribe, bluesky, x, mastodon, instagram, facebook, plain)


def recognized(members: Sequence[Member]) -> dict[Reader, dict[str, list[Member]]]:
    """Which reader reads which members, and as what. Members that nobody knows are in none."""
    found: dict[Reader, dict[str, list[Member]]] = {}
    for member in sorted(members, key=lambda member: _in_order(member.name)):
        for reader in readers():
            role = reader.role_of(member.head, member.name)
            if role is not None:
                found.setdefault(reader, {}).setdefault(role, []).append(member)
                break
    _share_out(found)
    return found


# Network -> roles of files that say whose archive it is.
_SAY_WHOSE = {
    "x": {"account", "manifest", "details", "months"},
    "mastodon": {"actor", "outbox", "mastodon_archive"},
    "instagram": {"profile"},
    "facebook": {"profile", "comments", "reactions"},
}


def joined(found: Sequence[tuple[Reader, dict[str, list[Member]]]]) -> list[tuple[Reader, dict[str, list[Member]]]]:
    """What was recognized in several files, with those that do not say whose they are put to one that does.

    Large archives come as several zips, and some lists as a file of their own; alone they would be somebody else's.
    """
    from folkmoot.mirror.readers import facebook, instagram

    together = [(reader, {role: list(members) for role, members in files.items()}) for reader, files in found]
    if all(files.keys() == {"messages"} for reader, files in together if reader is facebook):
        by = instagram if any(reader is instagram for reader, _ in together) else facebook
        together = [(by if reader is facebook else reader, files) for reader, files in together]
    whole = [(reader, files) for reader, files in together if _says_whose(reader, files)]
    for reader, files in together:
        if _says_whose(reader, files):
            continue
        home = next((others for by, others in whole if by is reader), None)
        if home is None:
            whole.append((reader, files))
        else:
            for role, members in files.items():
                home.setdefault(role, []).extend(members)
    return whole


def _says_whose(reader: Reader, files: dict[str, list[Member]]) -> bool:
    says = _SAY_WHOSE.get(reader.NETWORK)
    return says is None or bool(files.keys() & says)


def _share_out(found: dict[Reader, dict[str, list[Member]]]) -> None:
    """Conversations look the same in Facebook and Instagram: they are of the network that the rest is of."""
    from folkmoot.mirror.readers import facebook, instagram

    if instagram in found and found.get(facebook, {}).keys() == {"messages"}:
        found[instagram].setdefault("messages", []).extend(found.pop(facebook)["messages"])


def _in_order(name: str) -> tuple[object, ...]:
    """So that part2 comes before part10."""
    import re

    return tuple((1, int(part), "") if part.isdigit() else (0, 0, part) for part in re.split(r"(\d{1,18})", name))
