"""People of X: known by number in some files, by name in others, and by both in few."""

from typing import Any

from folkmoot.mirror.plaintext import clean
from folkmoot.mirror.readers.entries import record
from folkmoot.mirror.rows import Person

NETWORK = "x"


def number(*written: object) -> str | None:
    """The first of these that is a number of X (a person's, a post's), as digits. JSON's own numbers may be rounded."""
    for one in written:
        digits = str(one) if isinstance(one, int) and not isinstance(one, bool) else one
        if isinstance(digits, str) and digits.isdecimal() and digits.isascii() and len(digits) <= 20 and digits != "0":
            return digits
    return None


def handle(written: object) -> str | None:
    """A name as X allows it, in small letters; None for what is none."""
    if not isinstance(written, str):
        return None
    name = written.removeprefix("@").lower()
    return name if name.isascii() and name.replace("_", "a").isalnum() and len(name) <= 20 else None


class Names:
    """Which number belongs to which name, as the archive tells it bit by bit.

    The key of a person is their number; their name, while no number is known (``unsure`` is then set, so that rows
    can be put off until all is read).
    """

    def __init__(self, owner: Person) -> None:
        self.owner = owner.key
        self.unsure = False
        self.fresh: list[Person] = []  # those to be told of
        self._key_of: dict[str, str] = {owner.name: owner.key} if owner.name else {}
        self._told = {(owner.key, owner.name)}

    def learn(self, person: object, name: object = None, shown: object = None) -> None:
        """A number and a name were seen together."""
        key, known = number(person), handle(name)
        if key is None or known is None or (told := (f"{NETWORK}:{key}", known)) in self._told:
            return
        self._told.add(told)
        self._key_of.setdefault(known, told[0])
        if told[0] != self.owner:
            self.fresh.append(
                Person(told[0], NETWORK, known, clean(shown).strip() or None if isinstance(shown, str) else None)
            )

    def learn_user(self, user: object) -> str | None:
        """The same, from an object that describes somebody. Returns Person.key."""
        some: dict[str, Any] = record(user)
        key = number(some.get("id_str"), some.get("id"))
        self.learn(key, some.get("screen_name"), some.get("name"))
        return f"{NETWORK}:{key}" if key else None

    def key(self, person: object, name: object = None) -> str | None:
        """Person.key of a number or, where there is none, of a name."""
        digits = number(person)
        if digits is not None:
            return f"{NETWORK}:{digits}"
        known = handle(name)
        if known is None:
            return None
        found = self._key_of.get(known)
        if found is None:
            self.unsure = True
        return found or by_name(known)

    def settled(self, key: str | None) -> str | None:
        """The number in place of a name, when it became known later."""
        if key is None:
            return None
        name = key.removeprefix(f"{NETWORK}:").removeprefix("@")
        if key != by_name(name):
            return key
        if name not in self._key_of:
            self._key_of[name] = key
            self.fresh.append(Person(key, NETWORK, name))
        return self._key_of[name]


def by_name(name: str) -> str:
    """Person.key of somebody whose number is not known; never that of a number."""
    return f"{NETWORK}:@{name}" if name.isdecimal() else f"{NETWORK}:{name}"
