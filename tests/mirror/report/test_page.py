"""The page: what stands in it and in what order, what never does, and that every number opens its posts."""

import base64
import dataclasses
import hashlib
import itertools
import json
import re
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.mirror.looking import Wish, look
from folkmoot.mirror.measures import Growth
from folkmoot.mirror.report import page
from folkmoot.mirror.report.everything import everything
from folkmoot.mirror.report.evidence import gather
from folkmoot.mirror.report.page import SIZE_AT_MOST
from folkmoot.mirror.report.veil import Veil
from tests.mirror.made import KINDS, NAMES
from tests.mirror.report.conftest import Read

ORDER = ["answer", "months", "asks", "people", "back", "rivals", "cannot", "next", "how", "all"]
TWO_MB = 2_000_000


@pytest.fixture(scope="module")
def pages(mirrors):
    return {kind: page(mirror) for kind, mirror in mirrors.items()}


def day(n: int) -> str:
    return (datetime(2025, 1, 1, 12, tzinfo=UTC) + timedelta(days=n)).isoformat()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_holds_everything_in_its_order(pages, mirrors, kind):
    read, answer = Read(pages[kind]), mirrors[kind].answer
    places = [read.ids.index(name) for name in ORDER]
    assert places == sorted(places)
    assert "Are you building a tribe, or are you using your followers?" in read.words
    assert answer.sentence in read.words
    for fact in (*answer.for_tribe, *answer.against):
        assert fact.sentence in read.words
    for step in answer.next_week:
        assert step in read.words
    for reader in mirrors[kind].readers:
        for sentence in reader.CANNOT_SHOW:
            assert sentence in read.words


@pytest.mark.parametrize("kind", KINDS)
def test_headings_come_in_order_and_ids_are_one_of_a_kind(pages, kind):
    read = Read(pages[kind])
    levels = [int(tag[1]) for tag, _ in read.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(deeper <= level + 1 for level, deeper in itertools.pairwise(levels))
    assert len(read.ids) == len(set(read.ids))


@pytest.mark.parametrize("kind", KINDS)
def test_every_link_within_the_page_leads_somewhere(pages, kind):
    read = Read(pages[kind])
    within = [link["href"] for link in read.all("a") if (link["href"] or "").startswith("#")]
    assert within
    assert {href[1:] for href in within if href} <= set(read.ids)
    described = [svg["aria-labelledby"] for svg in read.all("svg") if svg.get("role") == "img"]
    assert described
    assert {name for names in described for name in (names or "").split()} <= set(read.ids)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_comes_from_elsewhere(pages, kind):
    read = Read(pages[kind])
    tags = {tag for tag, _ in read.elements}
    assert not tags & {"script", "img", "iframe", "object", "embed", "link", "form", "video", "audio", "base"}
    assert not any(name.startswith("on") or name == "style" for _, given in read.elements for name in given)
    for link in read.all("a"):
        href = link["href"] or ""
        assert href.startswith(("#", "https://", "http://"))
        assert href.startswith("#") or "noreferrer" in (link["rel"] or "")
    style = pages[kind].split("<style>")[1].split("</style>")[0]
    assert re.findall(r"url\(\"(?!data:font/woff2;|#)", style) == []
    assert "@import" not in style


def test_the_policy_lets_this_style_through_and_nothing_else(pages):
    policy = next(meta["content"] for meta in Read(pages["giver"]).all("meta") if meta.get("http-equiv"))
    style = pages["giver"].split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; base-uri 'none'; form-action 'none'"
    )


def test_no_name_of_another_person_is_in_it_unless_asked_for(mirrors, pages):
    hosts = re.compile(r"\b(" + "|".join(NAMES) + r")@(linden|harbor|moss|field)\.example")
    mentions = re.compile(r"@(" + "|".join(NAMES) + r")\b")
    for html in pages.values():
        assert hosts.findall(html) == []
        assert mentions.findall(html) == []
    named = page(mirrors["talker"], show_people=True)
    assert hosts.search(named)
    assert mentions.search(named)


def test_with_people_hashed_there_are_neither_names_nor_mentions(mirror_of):
    some = ({"text": f"@bo and @cyd{n}, what do you think?", "date": day(n)} for n in range(20))
    mirror = mirror_of(*some, hash_people=True)
    html = page(mirror, show_people=True)
    assert "@bo" not in html and "plain:bo" not in html
    assert re.search(r"<bdi>p[0-9a-f]{20}</bdi>", html)


def test_addresses_and_names_without_end_do_not_fill_the_page(mirror_of):
    mirror = mirror_of(
        *(
            {
                "text": f"Please share this {n}",
                "url": f"https://x.example/{n}{'a' * 100_000}",
                "reply_to": f"{'b' * 62}{n % 9}@{'c' * 190}",
                "date": day(n % 28),
            }
            for n in range(100)
        )
    )
    for show in (False, True):
        read = Read(page(mirror, show_people=show))
        assert (
            len([tag for tag, about in read.elements if tag == "li" and (about.get("id") or "").startswith("p")]) == 100
        )
        assert max(len(link["href"] or "") for link in read.all("a")) < 3_000
    assert "c" * 190 not in read.words


def test_a_page_that_is_full_already_lists_no_posts_and_is_there(mirrors):
    found = everything(gather(mirrors["talker"], Veil(), ()).listed, -5)
    assert (found.html, found.posts) == ("", 0)


def test_what_people_write_is_never_markup(mirror_of):
    nasty = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;</style></details><!--all own posts-->"
    mirror = mirror_of(
        *(
            {"text": f"Please share this: {nasty} {n}", "url": f'https://x.example/"><b>{n}', "date": day(n)}
            for n in range(8)
        ),
        *({"text": "Could you all follow me?", "url": "javascript:alert(3)", "date": day(n)} for n in range(8)),
        {"text": "a\x00b\x1bc\ud800d ‮turned‬ עברית", "reply_to": "<b>bo", "date": day(9)},
        {"text": "data", "url": "data:text/html,<script>alert(4)</script>", "date": day(9)},
    )
    for show in (False, True):
        read = Read(page(mirror, show_people=show))
        tags = [tag for tag, _ in read.elements]
        assert "script" not in tags and "img" not in tags
        assert "<script>alert(1)</script>" in read.words
        assert not any("javascript:" in (link["href"] or "") for link in read.all("a"))
        assert all((link["href"] or "").startswith(("#", "http")) for link in read.all("a"))
        assert read.ids.count("all-posts") == 1


OURS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "main",
        "nav",
        "section",
        "footer",
        "div",
        "p",
        "span",
    ),
    *("h1", "h2", "h3", "a", "ol", "ul", "li", "dl", "dt", "dd", "details", "summary", "figure", "figcaption", "bdi"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "strong", "em", "time", "mark", "b", "i", "code"),
    *("svg", "circle", "path", "line", "rect", "g", "text", "tspan", "desc", "defs", "pattern"),
    *("fieldset", "legend", "label", "input"),
}


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).filter(str.strip), min_size=1, max_size=40)
)
def test_no_text_whatsoever_makes_an_element_of_its_own_or_is_lost(texts):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "posts.jsonl")
        path.write_text("".join(json.dumps({"text": text, "at": day(0)}) + "\n" for text in texts), encoding="utf-8")
        with look(Wish([path], processes=1)) as mirror:
            read = Read(page(mirror, show_people=True))
            assert {tag for tag, _ in read.elements} <= OURS
            assert len([name for name in read.ids if re.fullmatch(r"p\d+", name)]) == mirror.measured.posts


def test_words_that_turn_direction_stay_in_their_post(mirror_of):
    html = page(mirror_of(*({"text": f"ab \u202e{n} cd", "date": day(n)} for n in range(14))))
    listed = html.split('class="days-all"')[1]
    assert len(re.findall("<bdi>[^<]*\u202e[^<]*</bdi>", listed)) == 14
    assert re.search('<p class="words" dir="auto"[^>]*>ab \u202e', html)


@pytest.mark.parametrize("kind", ["giver", "talker", "user", "mixed"])
def test_every_own_post_is_listed_once_with_its_day(pages, mirrors, kind):
    read = Read(pages[kind])
    numbers = [name for name in read.ids if re.fullmatch(r"p\d+", name)]
    assert len(numbers) == mirrors[kind].measured.posts == 240


def test_each_kind_that_was_counted_opens_posts(pages, mirrors):
    counts, read = mirrors["mixed"].measured.counts, Read(pages["mixed"])
    for kind in ("give", "talk", "offer"):
        assert counts[kind]
        assert f"e-{kind}" in read.ids
    for cell in re.findall(r'class="nums" href="#([\w-]+)"', pages["mixed"]):
        assert cell in read.ids


def test_a_month_opens_its_posts_in_the_list(pages, mirrors):
    read = Read(pages["giver"])
    links = {link["href"] for link in read.all("a")}
    for period in mirrors["giver"].measured.periods:
        assert f"#m{period.begin:%Y-%m}" in links


def test_the_words_that_spoke_for_it_are_marked(mirror_of):
    text = "Good morning. Could somebody <please> lend me a ladder?"
    mirror = mirror_of(*({"text": text, "date": day(n)} for n in range(14)))
    because = mirror.archive.posts.select("because").distinct().to_pyarrow()["because"].to_pylist()
    assert len(because) == 1 and because[0]
    read = Read(page(mirror))
    marked = set(read.marked)
    assert marked == set(because[0].split(" · "))
    assert all(words in text for words in marked)


def test_fewer_than_three_reasons_are_said_to_be_all(mirrors):
    mirror = mirrors["talker"]
    assert len(mirror.answer.for_tribe) == 3
    for n, said in ((0, "Nothing that was"), (1, "Nothing else that was"), (2, "No third thing that was"), (3, None)):
        answer = dataclasses.replace(mirror.answer, for_tribe=mirror.answer.for_tribe[:n])
        words = Read(page(dataclasses.replace(mirror, answer=answer))).words
        side = words.split("What speaks for a tribe")[1].split("What speaks against it")[0]
        assert re.findall(r"(\w+ ?\w* ?\w* that was) counted here does", side) == ([said] if said else [])


def test_ten_thousand_long_posts_fit_in_two_megabytes_and_each_is_there(mirror_of):
    text = "Ein ganzer Absatz über Bücher, Brot & <Bienen> – mit Umlauten, so dass er viel Platz braucht. " * 6
    posts = [{"text": f"{n} {text}", "date": day(n // 20), "lang": "de"} for n in range(10_000)]
    mirror = mirror_of(*posts)
    begun = datetime.now(UTC)
    html = page(mirror)
    took = (datetime.now(UTC) - begun).total_seconds()
    assert len(html.encode()) <= SIZE_AT_MOST < TWO_MB
    assert len(re.findall(r"<li id=p\d+ ", html)) == 10_000
    assert "texts end after" in html
    assert took < 10  # 1 s on a quiet machine; the bench has the figure


def test_growth_and_what_came_back_are_told_where_the_archive_has_them(mirror_of):
    mirror = mirror_of(
        *({"text": f"How to mend a chair, part {n}: glue first.", "likes": n, "date": day(n)} for n in range(20))
    )
    grown = dataclasses.replace(mirror, measured=dataclasses.replace(mirror.measured, growth=Growth(1.5, 0.5, 14, 300)))
    words = Read(page(grown)).words
    assert "What came back to a post of each kind" in words
    assert "In the week after a mass ask 1.5 of your present followers came each day (14 days)" in words


def test_posts_without_a_date_have_no_time_line_and_the_page_says_so(mirror_of):
    words = Read(page(mirror_of(*({"text": f"A tip for day {n}: rest."} for n in range(14))))).words
    assert "No post has a date" in words
    assert "Without a date" in words


def test_the_report_wears_the_colors_of_the_app():
    root = Path(__file__).parents[3] / "folkmoot"
    tokens = (root / "site/static/folkmoot/css/tokens.css").read_text(encoding="utf-8")
    report = (root / "mirror/report/parts/report.css").read_text(encoding="utf-8")
    color = re.compile(r"--(?:paper|sheet|ink|quiet|line|woad|weld|madder): #[0-9a-f]{6}")
    light, dark = color.findall(tokens)[:8], color.findall(tokens)[8:16]
    assert color.findall(report)[:8] == light
    assert color.findall(report)[8:16] == dark
