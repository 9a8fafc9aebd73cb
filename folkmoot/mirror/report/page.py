"""The report as one HTML file: nothing in it comes from elsewhere, and nothing in it leads anywhere unasked."""

import base64
import functools
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from folkmoot.mirror import answer as marks
from folkmoot.mirror.answer import Fact
from folkmoot.mirror.looking import Mirror
from folkmoot.mirror.report import everything, pictures, says, words
from folkmoot.mirror.report.evidence import CELLS, GAINS, LONGEST, REACH, Evidence, Shown, cut, gather, veil_of

QUESTION = "Are you building a tribe, or are you using your followers?"
SIZE_AT_MOST = 1_950_000  # bytes of the whole page
BELOW_A_REASON = 6  # posts; the rest stands where that kind has its place
IN_THE_TABLE = 40  # people
_PARTS = files("folkmoot.mirror.report") / "parts"
_FONTS = files("folkmoot") / "site" / "static" / "folkmoot" / "fonts"
_LIST_HERE = "<!--all own posts-->"
_WIDER_LATIN = re.compile("[\u0100-\u02ba\u1e00-\u1eff]")


@dataclass(frozen=True, slots=True)
class Block:
    """Posts of one kind, with the place where they stand."""

    id: str
    label: str
    count: int
    posts: tuple[Shown, ...]


# Which kinds a fact stands on; 'people', 'together' and 'passed' have their place among the people.
STANDS_ON: Mapping[str, tuple[str, ...]] = {
    "gives_per_ask": ("give", "ask_crowd"),
    "mass_ask_share": ("mass_ask",),
    "talk_share": ("talk",),
    "asks_for_others": ("ask_other_crowd", "ask_all_crowd", "ask_self_crowd"),
    "passed_on": ("passed",),
    "talked_again": ("people",),
    "answered_back": ("people",),
    "know_each_other": ("together", "people"),
}


def page(mirror: Mirror, *, show_people: bool = False) -> str:
    """The report as one self-contained HTML page, below 2 MB. show_people: with names and words of third persons."""
    measured, veil = mirror.measured, veil_of(mirror, show_people=show_people)
    people = [partner.key for partner in measured.partners[:IN_THE_TABLE]]
    found = gather(mirror, veil, people)
    style = (_PARTS / "report.css").read_text(encoding="utf-8")
    blocks = _blocks(mirror, found)
    rest = (
        _environment()
        .get_template("page.html")
        .render(
            question=QUESTION,
            answer=mirror.answer,
            measured=measured,
            networks=says.networks(mirror),
            owners=found.owners,
            judged=says.judged(mirror),
            measured_on=says.measured_on(),
            few=says.few(mirror),
            blocks=blocks,
            beneath=functools.partial(_beneath, blocks, found),
            weighed={row.fact.name: row for row in pictures.weighed(mirror.answer.facts)},
            line=pictures.time_line(measured.periods, measured.counts),
            cells=_cells(found, blocks),
            opened={one.id for one in blocks.values() if one.posts},
            gains=GAINS,
            reach=REACH,
            ring=pictures.ring(measured, veil),
            table=measured.partners[:IN_THE_TABLE],
            found=found,
            rivals=says.rivals(mirror),
            cannot=says.cannot_show(mirror, found.unjudged),
            notes=[veil.note(note) for note in mirror.notes.all()],
            marks=marks,
            veil=veil,
            here=Markup(_LIST_HERE),  # noqa: S704  # ours
            listed_months={f"m{post.day:%Y-%m}" for post in found.listed if post.day},
            places={post.key: number for number, post in enumerate(found.listed, 1)},
        )
    )
    head = _head(style, wider=bool(_WIDER_LATIN.search(rest)))
    room = SIZE_AT_MOST - len(head.encode()) - len(rest.encode())
    listed = everything.everything(found.listed, room)
    return head + rest.replace(_LIST_HERE, _all(mirror, listed), 1)


def _head(style: str, *, wider: bool) -> str:
    """The document up to its body. Its policy lets this style through, and nothing else at all."""
    style = _faces(wider) + style
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return str(_environment().get_template("head.html").render(style=Markup(style), digest=digest, title=QUESTION))  # noqa: S704  # ours


def _faces(wider: bool) -> str:
    """The app's typeface, carried along; letters of Central and Eastern Europe only where there are any."""
    faces = [("latin", "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC")]
    if wider:
        faces.append(("latin-ext", "U+0100-02BA, U+1E00-1E9F, U+1EF2-1EFF"))
    return "".join(
        '@font-face{font-family:"Bricolage";font-weight:200 800;src:url("data:font/woff2;base64,'
        + base64.b64encode((_FONTS / f"bricolage-grotesque-{name}-opsz-normal.woff2").read_bytes()).decode()
        + f'") format("woff2");unicode-range:{letters}}}\n'
        for name, letters in faces
    )


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(lambda name: (_PARTS / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        n=lambda value: f"{value:,}", number=words.number, percent=words.percent, day=words.day, month=words.month
    )
    environment.globals.update(cut=lambda post: cut(post.pieces, LONGEST), count=words.count)
    return environment


def _blocks(mirror: Mirror, found: Evidence) -> dict[str, Block]:
    """The posts of every kind, by its name."""
    labels = {
        "give": ("give", "gives"),
        "talk": ("post that is talk", "posts that are talk"),
        "offer": ("offer", "offers"),
        "say": ("post about yourself", "posts about yourself"),
        "not_judged": ("post that was not judged", "posts that were not judged"),
        "ask": ("ask", "asks"),
        "mass_ask": ("mass ask for yourself", "mass asks for yourself"),
        "ask_crowd": ("ask of everybody", "asks of everybody"),
    }
    counts = mirror.measured.counts
    blocks = {
        kind: Block(f"e-{kind}", words.count(counts[kind], one, many), counts[kind], found.of_kind[kind])
        for kind, (one, many) in labels.items()
    }
    for (gains, reach), n in found.cells.items():
        kind = f"ask_{gains}_{reach}"
        if kind in CELLS:
            label = f"{words.count(n, 'ask')} {REACH[reach]}, {GAINS[gains]}"
            blocks[kind] = Block(f"e-{kind}", label, n, found.of_kind[kind])
    blocks["thanks"] = Block("e-thanks", "posts in which you thanked somebody", len(found.thanks), found.thanks)
    blocks["together"] = Block("e-together", "posts with two of them or more", len(found.together), found.together)
    return blocks


def _beneath(blocks: Mapping[str, Block], found: Evidence, fact: Fact) -> list[tuple[str, Block | None]]:
    """What opens beneath a reason: kinds of posts, or a place among the people."""
    return [
        (name, blocks.get(name))
        for name in STANDS_ON.get(fact.name, (fact.opens,))
        if name in ("people", "passed") or (name in blocks and blocks[name].posts)
    ]


def _cells(found: Evidence, blocks: Mapping[str, Block]) -> list[dict[str, Any]]:
    """Who gains down, whom is asked across."""
    most = max(found.cells.values(), default=0) or 1
    return [
        {
            "gains": gains,
            "cells": [
                {
                    "n": found.cells.get((gains, reach), 0),
                    "part": round(100 * found.cells.get((gains, reach), 0) / most),
                    "block": blocks.get(f"ask_{gains}_{reach}"),
                }
                for reach in REACH
            ],
        }
        for gains in GAINS
    ]


def _all(mirror: Mirror, listed: everything.Everything) -> str:
    return str(
        _environment()
        .get_template("all.html")
        .render(listed=listed, total=mirror.measured.posts, counts=mirror.measured.counts)
    )
