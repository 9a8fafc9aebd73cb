"""Who is thanked, and who is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.mirror import thanks
from folkmoot.mirror.columns import batches
from folkmoot.mirror.rows import Act, Post
from folkmoot.mirror.thanks import FAR, thanked
from tests.mirror.golden import with_thanks


@pytest.mark.parametrize(
    "text",
    [
        "Thank you so much, that solved it!",
        "@ana thanks, works now",
        "THANKS A LOT",
        "kudos to whoever fixed this",
        "Danke dir, hat geholfen",
        "Vielen Dank!",
        "h/t @bo for the link",
        "I am so grateful for the help",
        "merci beaucoup",
    ],
)
def test_words_of_thanks_thank(text):
    assert thanks.thanks(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Thanksgiving is on Thursday",  # a feast
        "No thanks, I will stay with the old one",
        "Can anyone lend me a drill? Thanks in advance",
        "Kann jemand helfen? Danke im Voraus!",
        "Nein danke.",
        "The tank is full",
        "x" * FAR + " thanks",
    ],
)
def test_other_words_do_not(text):
    assert not thanks.thanks(text)


@given(st.text(alphabet="thankscheor/pdugimzb in!.\n", max_size=60) | st.text(max_size=60))
def test_the_quick_look_ahead_misses_nothing(text):
    """What is looked for first is in every text in which thanks are found."""
    if thanks._THANKS.search(text) and not thanks._NO_THANKS.search(text) and text.isascii():
        assert thanks.thanks(text)


posts = st.builds(
    lambda number, text, acts: [
        Post(f"n:{number}", "n", "n:me", None, text),
        *(Act(kind, "n:me", whom, None, f"n:{number}") for kind, whom in acts),
        Act("like", "n:me", "n:a"),
    ],
    st.integers(),
    st.sampled_from(["thanks, that helped", "here is a link", "no thanks"]),
    st.lists(
        st.tuples(st.sampled_from(["reply", "mention"]), st.sampled_from([None, "n:a", "n:b"])),
        max_size=3,
    ),
)


@given(st.lists(posts, max_size=12, unique_by=lambda rows: rows[0].key), st.integers(1, 9))
def test_columns_are_thanked_as_rows_are(made, size):
    """In batches of any size: what a post does is in its own batch."""
    rows = [row for some in made for row in some]
    by_row = [row for row in with_thanks(rows) if isinstance(row, Act)]
    by_column = []
    for batch in batches(rows, size):
        by_column += map(Act._make, zip(*thanked(batch.keys, batch.texts, batch.acts), strict=True))
    assert sorted(by_column, key=repr) == sorted(by_row, key=repr)
