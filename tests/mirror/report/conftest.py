"""Reports of made archives, each looked at once."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from folkmoot.mirror.looking import Mirror, Wish, look
from tests.mirror.made import KINDS, Kind, made


class Read(HTMLParser):
    """A page as its elements, in order, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.marked: list[str] = []
        self._marking = False
        self._silent = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._silent += tag == "style"
        if tag == "mark":
            self.marked.append("")
        self._marking = tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag == "style"
        self._marking = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words += data
        if self._marking:
            self.marked[-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for found, attributes in self.elements if found == tag]

    @property
    def ids(self) -> list[str]:
        return [id_ for _, attributes in self.elements if (id_ := attributes.get("id"))]


@pytest.fixture(scope="session")
def mirrors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Kind, Mirror]]:
    """One of each kind of account, with tables that stay open."""
    with ExitStack() as stack:
        yield {
            kind: stack.enter_context(look(Wish([made(tmp_path_factory.mktemp(kind), kind, posts=240)], processes=1)))
            for kind in KINDS
        }


@pytest.fixture
def mirror_of(tmp_path: Path) -> Iterator[Callable[..., Mirror]]:
    """``mirror_of({'text': ...}, ...)``: of a table with these posts."""
    with ExitStack() as stack:

        def look_at(*posts: dict[str, Any], **wish: Any) -> Mirror:
            path = tmp_path / "posts.jsonl"
            path.write_text("".join(json.dumps(post) + "\n" for post in posts), encoding="utf-8")
            return stack.enter_context(look(Wish([path], processes=1, **wish)))

        yield look_at
