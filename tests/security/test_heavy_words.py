"""Words that are made to cost: a post has 20,000 characters, whatever they are, and drawing it holds others up."""

import time

import pytest

from folkmoot.people.markdown import CELLS_MAX, render
from folkmoot.talk.rules import TEXT_MAX, mentioned, opening


def full(text: str) -> str:
    """As often as a post has room for it."""
    return (text * (TEXT_MAX // len(text) + 1))[:TEXT_MAX]


WIDE = f"{'|x' * 50}\n{'|-' * 50}\n{'|' + chr(10)}"
HEAVY = {
    "many wide tables": full(WIDE + "|\n" * 1400 + "\n"),
    "one table as wide as it is long": "|x" * 3300 + "\n" + "|-" * 3300 + "\n" + "|x\n" * 2200,
    "a table that never ends": "a|a\n-|-\n" + "|\n" * 9900,
    "heads of tables alone": full("a|a\n-|-\n"),
    "open brackets": full("["),
    "nested brackets": "[" * 10_000 + "]" * 10_000,
    "open links": full("[a]("),
    "open emphasis": full("*a"),
    "quotes in quotes, with a lazy rest": "> " * 5_000 + "\n" + full("a\n")[:9_000],
    "lists in lists": full("- "),
    "code that does not close": full("```~~~`"),
    "half addresses": full("http://.... "),
    "half mentions": "@a@" + full("a.")[:-3],
}


@pytest.mark.parametrize("name", HEAVY)
def test_no_post_takes_long_to_draw_or_becomes_a_page_of_its_own(name):
    text = HEAVY[name][:TEXT_MAX]
    begun = time.process_time()
    html = render(text)
    mentioned(text)
    opening(text)
    assert time.process_time() - begun < 8  # on a slow machine; without bounds it is minutes
    assert len(html) < 40 * TEXT_MAX


def test_tables_have_no_more_cells_than_a_page_can_bear():
    html = render(full(f"{'|x' * 50}\n{'|-' * 50}\n" + "|\n" * 20 + "\n"))
    assert 1_000 < html.count("<td>") + html.count("<th>") <= CELLS_MAX


def test_a_table_as_people_write_them_is_drawn_as_one():
    rows = "".join(f"| {day} | Mara | 19:00 |\n" for day in range(200))
    html = render(f"Who opens when:\n\n| day | who | at |\n|---|---|---|\n{rows}\nThank you.")
    assert html.count("<tr>") == 201
    assert html.count("<td>") == 600
    assert "<p>Thank you.</p>" in html
