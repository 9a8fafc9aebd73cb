"""Headings in what people write, as they fit into a page."""

import re

import pytest

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
