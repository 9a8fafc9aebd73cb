"""Who lives the random lives, and what hypothesis draws for them."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from folkmoot.ids import ms_of
from folkmoot.permissions.rules import Per
from tests.permissions import model as m

PEOPLE = ["ann", "ben", "cho", "dee", "eli"]
TRIBES = ["choir", "street"]
# The same words in other slots, so that a mask of one holder says something else of another.
WORDS = ["Garden", "tools", "Straße", "songs"]
TOPICS = {holder: [WORDS[(place + turn) % 4] for turn in range(3)] for place, holder in enumerate([*PEOPLE, *TRIBES])}

people = st.sampled_from(PEOPLE)
tribes = st.sampled_from(TRIBES)
holders = st.sampled_from([*PEOPLE, *TRIBES])
scopes = st.sampled_from([m.POSTS, m.POSTS, m.DIALOGUE, m.DIALOGUE, m.LETTERS, m.ASKS])
some_words = st.sets(st.integers(0, 2), max_size=2)
mentions = st.sets(people, max_size=2)
ends = st.sampled_from(
    [timedelta(microseconds=700), timedelta(milliseconds=1), timedelta(hours=1), timedelta(days=1), timedelta(days=9)]
)
HOUR, DAY, MS = timedelta(hours=1), timedelta(days=1), timedelta(milliseconds=1)
steps = st.sampled_from(
    # Edges of budgets, ends of requests; and a machine's clock may be set back.
    [
        timedelta(microseconds=300),
        MS,
        HOUR,
        DAY - MS,
        DAY,
        DAY + MS,
        7 * DAY - MS,
        7 * DAY,
        31 * DAY,
        100 * DAY,
        -MS,
        -HOUR,
    ]
)


@st.composite
def terms_drawn(draw):
    """(topic places or None, at_most, period, end after now, interrupt)."""
    topics = draw(st.none() | st.sets(st.integers(0, 2), min_size=1, max_size=3))
    at_most = draw(st.none() | st.integers(1, 3))
    return topics, at_most, draw(st.sampled_from(list(Per))), draw(st.none() | ends), draw(st.booleans())


def us_of(moment):
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def moment_at(ms):
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)


def ms_in(id_):
    return (id_ >> 22) + ms_of(datetime(2024, 1, 1, tzinfo=UTC)) if id_ else 0
