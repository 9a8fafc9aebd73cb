"""Posts that thank somebody: an act of its own, beside the reply or the mention that carries it."""

import re
from collections.abc import Sequence

from folkmoot.mirror.rows import Act

_THANKS = re.compile(
    r"\b(thanks?( you| u)?|thank(s|ing)|thx|tysm|kudos|cheers|shout[- ]?out|hat tip|h/t|props|grateful|gracias|merci|"
    r"danke\w*|dankbar|vielen dank|herzlichen dank|grazie|obrigad[oa])\b",
    re.IGNORECASE,
)
_NO_THANKS = re.compile(
    r"\b(no|not|never|without|nein,?|kein(en)?) (thanks?|thank|danke?)\b|\bin advance\b|\bim voraus\b", re.I
)
# One of these is in every text in which thanks are found; looking for them is ten times as quick.
_HINTS: tuple[str, ...] = ("thank", "thx", "tysm", "kudos", "cheers", "shout", "hat tip", "h/t", "props", "grateful")
_HINTS += ("gracias", "merci", "dank", "grazie", "obrigad")
FAR = 400  # characters from the beginning in which thanks are looked for


def thanks(text: str) -> bool:
    """Do these words thank somebody? Thanks in advance are an ask."""
    near = text[:FAR]
    small = near.lower()
    for hint in _HINTS:
        if hint in small:
            return _THANKS.search(near) is not None and _NO_THANKS.search(near) is None
    return False


def thanked(keys: Sequence[str], texts: Sequence[str], acts: Sequence[Sequence[object]]) -> Sequence[Sequence[object]]:
    """Columns of acts with, at their end, each reply or mention in a post that thanks again as thanks.

    keys, texts: of the posts. acts: in the order of Act's fields; none at all when there are no acts.
    """
    thanking = {key for key, text in zip(keys, texts, strict=True) if thanks(text)}
    if not thanking or not acts:
        return acts
    _, _, whom, _, post, _ = acts
    again = [at for at, key in enumerate(post) if key in thanking and whom[at] is not None]
    return [
        [*column, *("thank" if name == "kind" else column[at] for at in again)]
        for name, column in zip(Act._fields, acts, strict=True)
    ]
