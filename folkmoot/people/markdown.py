"""What people write, as HTML that is safe to show: Markdown by markdown-it, sanitized by nh3."""

import re

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table
from markdown_it.token import Token

_TAGS = {
    "a", "p", "br", "em", "strong", "del", "s", "ul", "ol", "li", "blockquote", "code", "pre", "hr",
    "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
# Raw HTML is shown as text; pictures would be remote content, so they stay links (see _picture_as_link).
_markdown = (
    MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True})
    .enable(["table", "strikethrough"])
    .disable(["image"])
)
CELLS_MAX = 4_000  # of all tables of one text; every row gets as many cells as its table's head, written or not


def _small_table(state: StateBlock, begin: int, end: int, silent: bool) -> bool:
    """markdown-it's rule for tables, on a budget: 20,000 characters can ask for half a million cells.

    Once a table would go over it, it and those after it stay text.
    """
    left: int = state.env.setdefault("cells", CELLS_MAX)
    if left <= 0 or silent:
        return left > 0 and table(state, begin, end, True)
    if not table(state, begin, end, True):
        return False
    columns = state.src.count("|", state.bMarks[begin], state.eMarks[begin]) + 1
    last = min(end, begin + left // columns + 1)
    rows = next((row for row in range(begin, last) if state.isEmpty(row)), last) - begin
    state.env["cells"] = left - columns * rows
    return state.env["cells"] >= 0 and table(state, begin, end, False)


_markdown.block.ruler.at("table", _small_table, {"alt": ["paragraph", "reference"]})
_BARE_URL = re.compile(r"(?<![\w(<\[/\"'=])(https?://[^\s<>\[\]()]*[^\s<>\[\]().,;:!?'\"])")
_MENTION = re.compile(r"(?<![\w@/.])@([a-z0-9](?:[a-z0-9_]{0,28}[a-z0-9])?)\b(?!@)")


def render(text: str, mentions: frozenset[str] = frozenset()) -> str:
    """Sanitized HTML of a Markdown text; ``@name`` becomes a link for the names in ``mentions``.

    Headings begin at h3 (the page has its own h1 and h2) and leave no level out, however they were written;
    links carry rel=nofollow noopener noreferrer ugc.
    """
    tokens = _markdown.parse(text)
    above: list[int] = []  # the levels as written of the headings that the next one may stand under
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
            above = [*(one for one in above if one < level), level]
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, len(above) + 2)}"
        if token.type == "inline" and token.children:
            token.children = _with_links(token.children, mentions)
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer ugc",
    )


def _with_links(children: list[Token], mentions: frozenset[str]) -> list[Token]:
    """Bare addresses and mentions in text (not in links or code) become links."""
    out: list[Token] = []
    depth = 0
    for child in children:
        depth += child.nesting if child.type in {"link_open", "link_close"} else 0
        if child.type != "text" or depth:
            out.append(child)
            continue
        end = 0
        text = child.content
        found = [(m.start(), m.end(), m[1], m[1]) for m in _BARE_URL.finditer(text)]
        found += [(m.start(), m.end(), f"/people/{m[1]}/", m[0]) for m in _MENTION.finditer(text) if m[1] in mentions]
        for begin, stop, target, shown in sorted(found):
            if begin < end:
                continue
            out.append(Token("text", "", 0, content=text[end:begin]))
            out.append(Token("link_open", "a", 1, attrs={"href": target}))
            out.append(Token("text", "", 0, content=shown))
            out.append(Token("link_close", "a", -1))
            end = stop
        out.append(Token("text", "", 0, content=text[end:]))
    return out
