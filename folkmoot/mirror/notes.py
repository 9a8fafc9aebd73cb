"""What could not be read, kept while everything else is read."""

from collections import Counter
from dataclasses import dataclass, field


class MirrorError(Exception):
    """Nothing can be shown; the text is one sentence that says what, where, and what to do."""


class NotAnArchive(MirrorError):
    """No reader knows what this is."""


class Damaged(MirrorError):
    """A file breaks off while it is read; what came before was given.

    why: a few words, to stand in brackets. told: a sentence about it stands in the notes already.
    """

    def __init__(self, sentence: str, why: str, *, told: bool = False) -> None:
        super().__init__(sentence)
        self.why, self.told = why, told


class Swells(Damaged):
    """It unpacks to far more than any archive of posts would."""


@dataclass(slots=True)
class Notes:
    """Sentences about what was not readable, and how many rows that were."""

    sentences: list[str] = field(default_factory=list)
    _skipped: Counter[tuple[str, str]] = field(default_factory=Counter)

    def say(self, sentence: str) -> None:
        """Keep a sentence, once."""
        if sentence not in self.sentences:
            self.sentences.append(sentence)

    def skip(self, where: str, what: str = "entry", times: int = 1) -> None:
        """Count rows of a file that could not be used."""
        self._skipped[where, what] += times

    @property
    def skipped(self) -> int:
        """How many rows could not be used, in all files together."""
        return self._skipped.total()

    def all(self) -> list[str]:
        """Every sentence, those that count rows last."""
        counted = [
            f"{where}: 1 {what} could not be read and was left out."
            if times == 1
            else f"{where}: {times:,} {_plural(what)} could not be read and were left out."
            for (where, what), times in sorted(self._skipped.items())
        ]
        return [*self.sentences, *counted]


def _plural(word: str) -> str:
    return word[:-1] + "ies" if word.endswith("y") else word + "s"
