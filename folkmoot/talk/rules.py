"""Decisions about talk as pure functions."""

import re
import unicodedata

TEXT_MAX = 20_000  # characters
ASK_FROM = 0.7  # probability from which a writer is told that a post reads like an ask
MENTIONS_MAX = 20  # people one post may speak to by name
PAGE = 20  # posts on a page
THREAD_PAGE = 100  # answers on a page of a thread
NEWCOMERS = 3  # first posts without an answer that are put before somebody at once
FACES = 14  # people shown beside a floor or a thread
TRIBES_WATCHED = 40  # tribes whose newcomers one home page looks for
WAITING_AMONG = 200  # a newcomer's first post is put before the tribe until this many threads have begun after it

# A handle after an @ that does not stand inside a word or an address ('a@b' is no mention).
_MENTION = re.compile(r"(?<![\w@/.])@([a-z0-9](?:[a-z0-9_]{0,28}[a-z0-9])?)(?:@([a-z0-9.-]+\.[a-z]{2,}))?\b", re.I)
_CODE = re.compile(r"(```.*?```|~~~.*?~~~|`[^`\n]*`)", re.S)


class TextError(ValueError):
    """A text that cannot be said as it is; the message is a sentence for its writer."""


def checked_text(text: str) -> str:
    """The text without trailing spaces and control characters, or TextError when empty or too long."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in lines if c in "\n\t" or not _is_unsayable(c)).strip()
    if all(unicodedata.category(c)[0] in "CZ" for c in kept):  # spaces and marks that nobody can see
        raise TextError("There is nothing in it yet: write a few words.")
    if len(kept) > TEXT_MAX:
        raise TextError(f"This has {len(kept):,} characters; a post has at most {TEXT_MAX:,}.")
    return kept


def _is_unsayable(character: str) -> bool:
    """Controls, lone surrogates, and the marks that make text read in another order than it is stored."""
    return unicodedata.category(character) in {"Cc", "Cs"} or character in "\u202a\u202b\u202c\u202d\u202e"


def mentioned(text: str) -> list[str]:
    """The handles a text speaks to ('ann', 'ann@other.example'), each once, in order, at most MENTIONS_MAX.

    What stands in code is not a mention.
    """
    found: dict[str, None] = {}
    for match in _MENTION.finditer(_CODE.sub(" ", text)):
        name, host = match[1].lower(), match[2]
        found[f"{name}@{host.lower()}" if host else name] = None
    return list(found)[:MENTIONS_MAX]


OPENING_MAX = 60  # characters

# What Markdown writes around words: marks of headings, lists and quotes, emphasis, code, the address of a link. An
# underscore within a word ('@ada_lind') is no mark.
_MARKUP = re.compile(
    r"^\s*(?:#{1,6}|[-*+>]|\d+[.)])\s+|[*`~]{1,3}|\]\([^)]*\)|[\[\]]"
    r"|(?<!\w)_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?!\w)|^[ \t]*_{3,}[ \t]*$",
    re.M,
)


def opening(text: str) -> str:
    """The first words of a Markdown text, plain and in one line, for titles and subjects."""
    words = " ".join(_MARKUP.sub("", text[: OPENING_MAX * 10]).split())
    if len(words) <= OPENING_MAX:
        return words
    return f"{words[:OPENING_MAX].rsplit(' ', 1)[0]}…"
