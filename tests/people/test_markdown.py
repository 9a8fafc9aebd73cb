"""Headings in what people write, as they fit into a page."""

import re
from html.parser import HTMLParser

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.people.markdown import render


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("# a\n## b\n### c", ["h3", "h4", "h5"]),
        ("## a\n## b", ["h3", "h3"]),
        ("### a\n# b\n#### c\n## d", ["h3", "h3", "h4", "h4"]),
        ("# a\n## b\n### c\n#### d\n##### e", ["h3", "h4", "h5", "h6", "h6"]),
        ("a\n===\n\nb\n---", ["h3", "h4"]),
    ],
)
def test_headings_begin_below_the_pages_own_and_leave_no_level_out(written, shown):
    html = render(written)
    assert re.findall(r"<(h\d)>", html) == shown == re.findall(r"</(h\d)>", html)


# Pieces that make trouble, in any order, among whatever else people type.
PIECES = [
    "<script>", "</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<iframe src=//x>", "<style>",
    "javascript:alert(1)", "java\tscript:x", "&#106;avascript:x", "data:text/html,x", "vbscript:x", "[a](", "](", ")",
    "![a](https://x.example/i.png)", "[a]: javascript:x\n", "[a]", '"', "'", "<", ">", "&", "`", "```\n", "~~~\n",
    "https://x.example/", "@ann", "@ann@x.example", "\n", "\n\n", "    ", "> ", "- ", "1. ", "# ", "| a | b |\n|-|-|\n",
    "**", "*", "_", "~~", "\\", "\x00", "\u202e", "<!--", "-->", "<![CDATA[", "<a href='x' onclick=alert(1)>", "</p>",
]  # fmt: skip
written = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=25).map("".join)
TAGS = frozenset({
    "a", "p", "br", "em", "strong", "del", "s", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "h3", "h4", "h5",
    "h6", "table", "thead", "tbody", "tr", "th", "td",
})  # fmt: skip
ATTRIBUTES = {"a": {"href", "title", "rel"}, "ol": {"start"}}


class Reader(HTMLParser):
    """Reads HTML as a browser would, and keeps what it found."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.strange: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_comment(self, data):
        self.strange.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


@given(written)
def test_no_text_becomes_anything_but_the_tags_and_addresses_that_are_known(text):
    reader = Reader(render(text, frozenset({"ann"})))
    assert reader.strange == []
    for tag, attributes in reader.tags:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES.get(tag, set())
        if "href" in attributes:
            assert re.match(r"(?:https?:|mailto:|/|#|\?|[^:]*$)", attributes["href"], re.I), attributes["href"]
            assert attributes["rel"] == "nofollow noopener noreferrer ugc"


@given(written)
def test_sanitizing_again_changes_nothing(text):
    html = render(text, frozenset({"ann"}))
    again = nh3.clean(
        html,
        tags=set(TAGS),
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer ugc",
    )
    assert again == html


@given(st.text(max_size=200))
def test_any_text_can_be_rendered_and_the_same_way_each_time(text):
    assert render(text) == render(text)
