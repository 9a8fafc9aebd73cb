"""The list of all own posts at the end: as much of each text as the page has room for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from folkmoot.mirror.report import words
from folkmoot.mirror.report.evidence import Shown, cut

LONGEST, SHORTEST = 2_000, 60  # characters of one post
# Letters written from right to left, and what turns the direction of a line.
_TURNS = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


@dataclass(frozen=True, slots=True)
class Everything:
    """The list as HTML, how many posts are in it, and where texts were cut (None: nowhere)."""

    html: Markup
    posts: int
    cut_at: int | None


def everything(posts: Sequence[Shown], room: int) -> Everything:
    """The list, newest first, in at most this many bytes."""
    longest = max((sum(len(piece) for piece, _ in post.pieces) for post in posts), default=0)
    most = min(LONGEST, max(longest, SHORTEST))
    while True:
        html = "".join(_list(posts, most))
        size = len(html.encode())
        if size <= room or not posts:
            return Everything(Markup(html), len(posts), most if longest > most else None)  # noqa: S704  # escaped below
        if most > SHORTEST:
            most = max(SHORTEST, min(most - 20, int(most * 0.85)))
        else:
            posts = posts[: int(len(posts) * min(0.95, max(room, 0) / size))]


def _list(posts: Sequence[Shown], most: int) -> Iterator[str]:
    begun: object = ()
    for number, post in enumerate(posts, 1):
        day = post.day
        month = (day.year, day.month) if day is not None else None
        if month != begun:
            title = words.month(day) if day is not None else "Without a date"
            named = f" id=m{day:%Y-%m}" if day is not None else ""
            yield f"{'</ol>' if begun != () else ''}<h3{named}>{title}</h3><ol class=days>"
            begun = month
        yield _entry(number, post, most)
    if posts:
        yield "</ol>"


def _entry(number: int, post: Shown, most: int) -> str:
    # Attributes without quotes and items without an end, as HTML has them: of ten thousand each byte counts.
    text = "".join(
        f"<mark>{escape(piece)}</mark>" if told else str(escape(piece)) for piece, told in cut(post.pieces, most)
    )
    if not text.isascii() and _TURNS.search(text):
        text = f"<bdi>{text}</bdi>"
    language = post.language
    spoken = f" lang={language}" if language and language != "en" and language.isascii() and language.isalpha() else ""
    day = post.day
    sure = f" {post.sure}%" if post.sure is not None else ""
    said = f"<b>{day.day if day else '–'}</b> <i>{_SHORT[post.kind]}{sure}</i>"
    return f"<li id=p{number} class={post.kind}{spoken}>{said} {text}\n"


_SHORT = {
    "give": "give",
    "talk": "talk",
    "offer": "offer",
    "ask": "ask",
    "mass": "mass ask",
    "say": "say",
    "not_judged": "not judged",
}
