"""What a post is for, who gains by it and whom it is put to, with the words that spoke for it.

Learned weights (made by ``training``; what they were measured to do stands in ``card.md``) over what a text
holds: its words and their neighbors, its shape, and a book of phrases in two languages (``english``, ``german``). Lines
that quote (``> ...``) are not the writer's own and are passed over. Texts in a language that this was not measured on
are ``not_judged``.
"""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

from folkmoot.mirror.judge import model
from folkmoot.mirror.judge.model import Gains, Reach
from folkmoot.mirror.judge.tokens import READ_AT_MOST

PurposeWord = Literal["give", "talk", "offer", "ask", "say", "none", "not_judged"]
PURPOSES: tuple[PurposeWord, ...] = get_args(PurposeWord)
EVIDENCE_MAX = 120  # characters of one piece of evidence
_BETWEEN_PIECES = " · "
_one_at_a_time = threading.Lock()  # the judge remembers words that it met


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a post is for, how sure that is (0 to 1), and the words that spoke for it, as they stand in the text.

    ``p`` holds the probability of each purpose (empty when it was not judged); ``gains`` and ``reach`` are of asks.
    """

    word: PurposeWord
    probability: float
    evidence: tuple[str, ...] = ()
    p: Mapping[str, float] = field(default_factory=dict)
    gains: Gains | None = None
    reach: Reach | None = None


class Judged(NamedTuple):
    """Answers for many texts, in their order: lists of the same length."""

    purpose: list[PurposeWord]
    probability: list[float]  # of that purpose; 0 when it was not judged
    p_ask: list[float]
    gains: list[Gains | None]
    reach: list[Reach | None]
    because: list[str | None]  # words that spoke for it


def judge(text: str, language: str | None = None) -> Purpose:
    """What a post is for. Any text has an answer, the same each time. ``language`` is what its network says."""
    with _one_at_a_time:
        said = model.judge_in_package().say([text.rstrip()], [language])
    return _purpose(said, 0)


def judge_each(texts: Sequence[str], languages: Sequence[str | None] | None = None) -> list[Purpose]:
    """The same for many texts, with all there is to say of each."""
    purposes: list[Purpose] = []
    for said in _in_parts(texts, languages):
        purposes += [_purpose(said, nr) for nr in range(len(said.purpose))]
    return purposes


def judge_many(texts: Sequence[str], languages: Sequence[str | None] | None = None) -> Judged:
    """The quick way for many texts. ``languages``: what each one's network says, as long as ``texts``."""
    if languages is not None and len(languages) != len(texts):
        raise ValueError(f"There are {len(texts)} texts and {len(languages)} languages.")
    judged = Judged([], [], [], [], [], [])
    words: list[PurposeWord] = [*model.PURPOSES, "not_judged"]
    for said in _in_parts(texts, languages):
        purpose = said.purpose.tolist()
        joined = said.joined
        judged.purpose.extend([words[nr] for nr in purpose])
        judged.probability.extend(said.chosen().tolist())
        judged.p_ask.extend(said.p_ask().tolist())
        judged.gains.extend([None if nr else model.GAINS[of] for nr, of in zip(purpose, said.gains, strict=True)])
        judged.reach.extend([None if nr else model.REACHES[of] for nr, of in zip(purpose, said.reach, strict=True)])
        judged.because.extend(
            [
                _BETWEEN_PIECES.join([joined[begin:end].strip()[:EVIDENCE_MAX] for begin, end in pieces])
                if pieces
                else None
                for pieces in said.pieces
            ]
        )
    return judged


def _in_parts(texts: Sequence[str], languages: Sequence[str | None] | None) -> Iterator[model.Said]:
    for begin in range(0, len(texts), model.AT_ONCE):
        part = [text.rstrip() for text in texts[begin : begin + model.AT_ONCE]]
        with _one_at_a_time:
            said = model.judge_in_package().say(part, languages and languages[begin : begin + model.AT_ONCE])
        yield said


def _purpose(said: model.Said, nr: int) -> Purpose:
    chosen = int(said.purpose[nr])
    if chosen < 0:
        return Purpose("not_judged", 0.0)
    word = model.PURPOSES[chosen]
    p = dict(zip(model.PURPOSES, said.p[nr].tolist(), strict=True))
    evidence = tuple(said.joined[begin:end].strip()[:EVIDENCE_MAX] for begin, end in said.pieces[nr])
    if word != "ask":
        return Purpose(word, p[word], evidence, p)
    return Purpose(word, p[word], evidence, p, model.GAINS[said.gains[nr]], model.REACHES[said.reach[nr]])


__all__ = ["EVIDENCE_MAX", "PURPOSES", "READ_AT_MOST", "Judged", "Purpose", "judge", "judge_each", "judge_many"]
