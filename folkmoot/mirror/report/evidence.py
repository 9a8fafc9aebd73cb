"""The posts that numbers stand on: the most telling of each kind, and the list of all. Only the owner's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import ibis
import ibis.expr.types as ir

from folkmoot.mirror.hiding import HIDDEN
from folkmoot.mirror.looking import Mirror
from folkmoot.mirror.measures.engines import Archive
from folkmoot.mirror.measures.facts import KINDS, Which
from folkmoot.mirror.report.veil import Veil, short

TELLING = 30  # posts shown for one number
AMONG = 120  # surest ones of which they are chosen
OF_ONE = 3  # posts shown for one person
LONGEST = 700  # characters of one post under a number
FAR = 4_000  # characters of one post that are looked at for the report
ADDRESS_AT_MOST = 2_000  # characters; what is longer leads nowhere
LISTED_AT_MOST = 10_000
OWNERS_AT_MOST = 20  # names of accounts of one's own
NAMES_AT_MOST = 50_000  # full names that are looked for in texts
BETWEEN = " · "  # what the judge puts between the pieces of its evidence

GAINS = {"self": "for yourself", "other": "for somebody else", "all": "for all"}
REACH = {"person": "of a named person", "crowd": "of everybody"}


def _cell(gains: str, reach: str) -> Which:
    return lambda posts: KINDS[f"ask_{gains}"](posts) & KINDS[f"ask_{reach}"](posts)


CELLS: Mapping[str, Which] = {f"ask_{g}_{r}": _cell(g, r) for g in GAINS for r in REACH}
# Kinds of which a post has one, the first that holds; it is 'say' where none does.
_APART: Mapping[str, Which] = {**CELLS, **{kind: KINDS[kind] for kind in ("give", "offer", "talk", "not_judged")}}
# Kinds that are made of these.
_OF: Mapping[str, tuple[str, ...]] = {
    **{f"ask_{gains}": tuple(f"ask_{gains}_{reach}" for reach in REACH) for gains in GAINS},
    **{f"ask_{reach}": tuple(f"ask_{gains}_{reach}" for gains in GAINS) for reach in REACH},
    "ask": tuple(CELLS),
    "mass_ask": ("ask_self_crowd",),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A post as it stands in the report."""

    key: str
    at: datetime | None
    kind: str  # give | talk | offer | ask | mass | say | not_judged
    said: str  # the same for people
    sure: int | None  # percent
    pieces: tuple[tuple[str, bool], ...]  # words, and whether they spoke for what it was taken for
    language: str | None
    url: str | None

    @property
    def day(self) -> date | None:
        return self.at.date() if self.at is not None else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Posts by what they show."""

    of_kind: Mapping[str, tuple[Shown, ...]]  # give, talk, ..., asks and each kind of them
    cells: Mapping[tuple[str, str], int]  # (gains, reach) -> how many asks
    with_person: Mapping[str, tuple[Shown, ...]]  # Person.key -> posts in which the owner talked with them
    together: tuple[Shown, ...]  # posts that brought two of them together
    thanks: tuple[Shown, ...]  # posts in which the owner thanked somebody
    passed_on: tuple[tuple[str | None, int], ...]  # whose work was passed on, most often first, and how often
    listed: tuple[Shown, ...]  # newest first
    unjudged: Mapping[str, int]  # language or '' -> posts
    owners: tuple[str, ...]


def veil_of(mirror: Mirror, *, show_people: bool) -> Veil:
    """What may be seen of the people in this archive."""
    if show_people:
        return Veil(mirror.measured.partners, show_people=True)
    people = mirror.archive.people
    others = people.filter(~people.me)
    full = others.filter(others.shown.contains(" ")).select("shown").limit(NAMES_AT_MOST)
    handles = others.filter(others.name.contains(".") & ~others.name.contains("@")).select("name").limit(NAMES_AT_MOST)
    return Veil(
        mirror.measured.partners,
        full.to_pyarrow()["shown"].to_pylist(),
        handles.to_pyarrow()["name"].to_pylist(),
    )


def gather(mirror: Mirror, veil: Veil, people: Sequence[str]) -> Evidence:
    """All that the report quotes, in a handful of queries. people: keys of those of whom posts are shown."""
    archive = mirror.archive
    of_kind: dict[str, list[Shown]] = {kind: [] for kind in (*_APART, "say")}
    for row in _rows(_most_telling(archive)):
        of_kind[row["which"]].append(_shown(row, veil))
    of_kind |= {kind: [post for part in parts for post in of_kind[part]] for kind, parts in _OF.items()}
    with_person: dict[str, list[Shown]] = {}
    for row in _rows(_with(archive, people)) if people else []:
        with_person.setdefault(row["whom"], []).append(_shown(row, veil))
    owners = archive.people.filter(archive.people.me)
    return Evidence(
        {kind: tuple(_chosen(kind, posts)) for kind, posts in of_kind.items()},
        counts_of_asks(archive),
        {key: tuple(sorted(posts, key=_newest)) for key, posts in with_person.items()},
        tuple(_shown(row, veil) for row in _rows(_bringing_together(archive, people))) if len(people) > 1 else (),
        tuple(_shown(row, veil) for row in _rows(_thanking(archive))),
        tuple((row["whom"], row["n"]) for row in _rows(_passed_on(archive))),
        tuple(_shown(row, veil) for row in _rows(_columns(archive.own).order_by(*_LATEST).limit(LISTED_AT_MOST))),
        unjudged_by_language(archive),
        tuple(sorted({short(row["name"]) for row in _rows(owners.select("name")) if row["name"]})[:OWNERS_AT_MOST]),
    )


def counts_of_asks(archive: Archive) -> dict[tuple[str, str], int]:
    """(gains, reach) -> how many asks."""
    own = archive.own
    asks = own.filter(KINDS["ask"](own))
    counted = asks.group_by("gains", "reach").aggregate(n=asks.count())
    return {(row["gains"], row["reach"]): row["n"] for row in _rows(counted)}


def unjudged_by_language(archive: Archive) -> dict[str, int]:
    """Language ('' where it is not known) -> posts that were not judged, most first."""
    own = archive.own
    unjudged = own.filter(KINDS["not_judged"](own))
    counted = unjudged.group_by("language").aggregate(n=unjudged.count()).order_by(ibis.desc("n"), "language")
    return {row["language"] or "": row["n"] for row in _rows(counted)}


_LATEST = (ibis.desc("at", nulls_first=False), ibis.asc("key"))


def _columns(own: ir.Table) -> ir.Table:
    return own.select(
        *("key", "at", "purpose", "probability", "gains", "reach", "because", "language", "url"),
        text=own.text.substr(0, FAR),
        talk=KINDS["talk"](own),
        mass=KINDS["mass_ask"](own),
    )


def _most_telling(archive: Archive) -> ir.Table:
    """The surest of each kind that a post can be taken for, in one question. (which, ...)"""
    own = archive.own
    cases = [(which(own), ibis.literal(name)) for name, which in _APART.items()]
    each = own.select("key", "probability", "at", which=ibis.cases(*cases, else_="say"))
    place = ibis.row_number().over(
        group_by=each.which, order_by=[ibis.desc(each.probability), ibis.desc(each["at"], nulls_first=False), each.key]
    )
    ranked = each.select("key", "which", place=place)
    surest = ranked.filter(ranked.place < AMONG)
    posts = _columns(archive.own)
    return posts.join(surest.select("which", surest_key=surest.key), posts.key == surest.key).drop("surest_key")


def _talk_of(archive: Archive, people: Sequence[str]) -> ir.Table:
    done = archive.by_me
    talk = done.filter(done.post.notnull() & done.kind.isin(("reply", "mention")) & done.whom.isin(list(people)))
    return talk.select("whom", "post").distinct()


def _with(archive: Archive, people: Sequence[str]) -> ir.Table:
    """The latest posts in which the owner talked with each. (whom, ...)"""
    posts = _columns(archive.own)
    talk = _talk_of(archive, people)
    both = posts.join(talk, posts.key == talk.post).drop("post")
    place = ibis.row_number().over(group_by=both.whom, order_by=[ibis.desc(both["at"], nulls_first=False), both.key])
    ranked = both.mutate(place=place)
    return ranked.filter(ranked.place < OF_ONE)


def _bringing_together(archive: Archive, people: Sequence[str]) -> ir.Table:
    """The latest posts that concern two of these people or more."""
    talk = _talk_of(archive, people)
    several = talk.group_by("post").aggregate(n=talk.count())
    several = several.filter(several.n > 1)
    posts = _columns(archive.own)
    return posts.semi_join(several, posts.key == several.post).order_by(*_LATEST).limit(TELLING)


def _thanking(archive: Archive) -> ir.Table:
    """The latest posts that thank somebody."""
    done = archive.by_me
    thanks = done.filter((done.kind == "thank") & done.post.notnull())
    posts = _columns(archive.own)
    return posts.semi_join(thanks, posts.key == thanks.post).order_by(*_LATEST).limit(TELLING)


def _passed_on(archive: Archive) -> ir.Table:
    """(whom, n), most often first."""
    done = archive.by_me
    reposts = done.filter((done.kind == "repost") & done.whom.notnull())
    return reposts.group_by("whom").aggregate(n=reposts.count()).order_by(ibis.desc("n"), "whom").limit(TELLING)


def _rows(expression: ir.Table) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = expression.to_pyarrow().to_pylist()
    return found


def _newest(post: Shown) -> tuple[bool, float, str]:
    return post.at is None, -post.at.timestamp() if post.at else 0.0, post.key


def _chosen(kind: str, posts: list[Shown]) -> list[Shown]:
    """The surest, and of those with the same words for a reason one after all others: thirty alike show no more."""
    if kind == "not_judged":
        return sorted(posts, key=_newest)[:TELLING]
    seen: dict[tuple[str, ...], int] = {}
    order: list[tuple[int, int, Shown]] = []
    for post in sorted(posts, key=lambda post: (-(post.sure or 0), *_newest(post))):
        reasons = tuple(piece.lower() for piece, told in post.pieces if told)
        seen[reasons] = again = seen.get(reasons, -1) + 1
        order.append((again, len(order), post))
    return [post for _, _, post in sorted(order, key=lambda entry: entry[:2])[:TELLING]]


def _shown(row: dict[str, Any], veil: Veil) -> Shown:
    purpose, sure = row["purpose"], row["probability"]
    kind = "mass" if row["mass"] else "talk" if row["talk"] else "say" if purpose == "none" else purpose
    said = {
        "mass": "ask of everybody, for yourself",
        "ask": f"ask {REACH.get(row['reach'], '')}, {GAINS.get(row['gains'], '')}",
        "not_judged": "not judged",
    }.get(kind, kind)
    if kind == "talk" and purpose != "talk":
        said, sure = "talk: an answer to somebody", None
    text = veil.text(row["text"] or "")
    return Shown(
        row["key"],
        row["at"],
        kind,
        said,
        None if sure is None or kind == "not_judged" else round(100 * sure),
        _pieces(text, veil.text(row["because"]) if row["because"] else "")
        if kind != "not_judged"
        else ((text, False),),
        row["language"],
        _safe(row["url"]),
    )


def _pieces(text: str, because: str) -> tuple[tuple[str, bool], ...]:
    """The text in pieces: those the judge went by, and those between."""
    places: list[tuple[int, int]] = []
    for words in because.split(BETWEEN) if because else []:
        words = words.strip()
        if words.strip(f"@＠{HIDDEN} "):
            places += _place_of(words, text, places)
    pieces, last = [], 0
    for start, end in sorted(places):
        pieces += [(text[last:start], False), (text[start:end], True)]
        last = end
    pieces.append((text[last:], False))
    return tuple(piece for piece in pieces if piece[0])


def _place_of(words: str, text: str, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where these stand as whole words, for the first time where nothing is marked yet; nowhere: []."""
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        whole = not (text[start - 1 : start].isalnum() and words[0].isalnum()) and not (
            text[end : end + 1].isalnum() and words[-1].isalnum()
        )
        if whole and all(start >= after or end <= before for before, after in taken):
            return [(start, end)]
        start = text.find(words, start + 1)
    return []


def _safe(url: str | None) -> str | None:
    """An address that a link may lead to: the web's alone."""
    if (
        url is None
        or len(url) > ADDRESS_AT_MOST
        or not url.lower().startswith(("https://", "http://"))
        or any(c.isspace() or c in '"<>' for c in url)
    ):
        return None
    return url


def cut(pieces: Sequence[tuple[str, bool]], most: int) -> tuple[tuple[str, bool], ...]:
    """The beginning of a text, at a word's end, with an ellipsis where something is left out."""
    kept, room = [], most
    for words, told in pieces:
        if len(words) > room:
            head = words[:room]
            at = max(head.rfind(" "), head.rfind("\n"))
            kept.append(((head[:at] if at > room - 24 and at > 0 else head).rstrip() + HIDDEN, told))
            return tuple(kept)
        kept.append((words, told))
        room -= len(words)
    return tuple(kept)
