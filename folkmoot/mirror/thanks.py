"""Posts that thank somebody: an act of its own, beside the reply or the mention that carries it."""

import re
from collections.abc import Iterable, Iterator

from folkmoot.mirror.rows import Act, Post, Row

_THANKS = re.compile(
    r"\b(thanks?( you| u)?|thank(s|ing)|thx|tysm|kudos|cheers|shout[- ]?out|hat tip|h/t|props|grateful|gracias|merci|"
    r"danke\w*|dankbar|vielen dank|herzlichen dank|merci|grazie|obrigad[oa])\b",
    re.IGNORECASE,
)
_NO_THANKS = re.compile(
    r"\b(no|not|never|without|nein,?|kein(en)?) (thanks?|thank|danke?)\b|\bin advance\b|\bim voraus\b", re.I
)
FAR = 400  # characters from the beginning in which thanks are looked for


def thanks(text: str) -> bool:
    """Do these words thank somebody? Thanks in advance are an ask."""
    near = text[:FAR]
    return _THANKS.search(near) is not None and _NO_THANKS.search(near) is None


def with_thanks(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, and after each reply or mention in a post that thanks, the same act again as thanks."""
    thanking: str | None = None
    for row in rows:
        yield row
        if isinstance(row, Post):
            thanking = row.key if thanks(row.text) else None
        elif thanking is not None and isinstance(row, Act) and row.post == thanking and row.whom is not None:
            yield row._replace(kind="thank")
