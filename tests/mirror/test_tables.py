"""The tables: each post once, the days asked for, and nobody to be found where people are to be hidden."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.mirror.columns import SCHEMAS
from folkmoot.mirror.rows import Act, Person, Post
from tests.mirror.measures.tabled import MASS_ASK, ME, Said, act, day, owner, post, tables_of

SECRET = b"s" * 32


def _rows(tables, name, order="key"):
    found = tables.connection.execute(f"SELECT * FROM {name} ORDER BY {order}").to_arrow_table().to_pylist()
    return [{key: value for key, value in row.items() if value is not None} for row in found]


def test_rows_come_out_as_they_went_in():
    rows = [owner(), post(1, day(3), language="en", reply_to="n:a", thread="t", likes=2, url="https://x.example/1")]
    rows += [act("reply", "n:a", day(3), of=1)]
    with tables_of(rows, {"n:1": MASS_ASK}) as tables:
        tables.finish()
        (found,) = _rows(tables, "posts")
        (done,) = _rows(tables, "acts", "who")
        people = _rows(tables, "people")
    assert found.pop("probability") == pytest.approx(0.9)
    assert found.pop("p_ask") == pytest.approx(0.9)
    assert found == {
        "key": "n:1",
        "network": "n",
        "author": ME,
        "at": day(3),
        "text": "words 1",
        "language": "en",
        "reply_to": "n:a",
        "thread": "t",
        "audience": "public",
        "poll": False,
        "likes": 2,
        "url": "https://x.example/1",
        "purpose": "ask",
        "gains": "self",
        "reach": "crowd",
    }
    assert done == {"kind": "reply", "who": ME, "whom": "n:a", "at": day(3), "post": "n:1"}
    assert [(one["key"], one["me"]) for one in people] == [("n:a", False), (ME, True)]


def test_a_post_in_two_archives_is_one_post_with_the_most_that_either_knows():
    one = Post("n:1", "n", ME, day(1), "words", likes=3, reposts=None, url=None)
    two = one._replace(likes=2, reposts=5, url="https://x.example/1")
    with tables_of([owner(), one, two, post(2, day(1))]) as tables:
        tables.finish()
        found = _rows(tables, "posts")
    assert [row["key"] for row in found] == ["n:1", "n:2"]
    assert (found[0]["likes"], found[0]["reposts"], found[0]["url"]) == (3, 5, "https://x.example/1")


def test_of_an_edited_post_words_and_judgment_belong_together():
    """Two copies with different words are judged differently; a mix of both would be of neither."""
    old, new = post(1, day(1)), post(1, day(1))._replace(text="words, edited", language="de")
    with tables_of([owner(), new, old]) as tables:
        tables.finish()
        (found,) = _rows(tables, "posts")
    assert (found["text"], found["language"]) == ("words, edited", "de")


def test_an_act_in_two_archives_is_one_act():
    twice = act("reply", "n:a", day(1), of=1)
    with tables_of(
        [owner(), twice, twice, act("reply", "n:a", day(1), of=2), act("like", None), act("like", None)]
    ) as t:
        t.finish()
        assert t.count("acts") == 3


def test_who_is_known_by_name_in_one_archive_has_it_in_both():
    rows = [owner(), Person("n:a", "n"), Person("n:a", "n", "a@n", "Ann"), act("follow", "n:a"), act("follow", "n:b")]
    with tables_of(rows) as tables:
        tables.finish()
        found = {row["key"]: row for row in _rows(tables, "people")}
    assert (found["n:a"]["name"], found["n:a"]["shown"]) == ("a@n", "Ann")
    assert found["n:b"]["network"] == "n"


times = st.none() | st.builds(
    lambda days, seconds: datetime(2024, 2, 27, tzinfo=UTC) + timedelta(days=days, seconds=seconds),
    st.integers(0, 5),
    st.sampled_from([0, 1, 86_399]),
)
days = st.none() | st.dates(date(2024, 2, 26), date(2024, 3, 4))


@settings(max_examples=25, deadline=None)
@given(st.lists(times, max_size=12), days, days)
def test_the_days_asked_for_are_whole_days_both_ends_included(moments, since, until):
    rows = [owner()]
    for number, at in enumerate(moments):
        rows += [post(number, at), act("reply", "n:a", at, of=number)]
    with tables_of(rows) as tables:
        tables.finish(since and since.isoformat(), until and until.isoformat())
        found, done = tables.count("posts"), tables.count("acts")
    kept = [
        at
        for at in moments
        if at is None or ((since is None or since <= at.date()) and (until is None or at.date() <= until))
    ]
    assert found == done == len(kept)


def test_a_batch_of_nothing_is_a_table_of_nothing(tmp_path):
    with tables_of([]) as tables:
        tables.finish()
        assert [tables.count(name) for name in SCHEMAS] == [0, 0, 0]
        for path in tables.write(tmp_path / "new" / "folder"):
            assert pq.read_table(path).num_rows == 0


def test_files_have_the_columns_that_are_promised(tmp_path):
    with tables_of([owner(), post(1, day(1)), act("like", "n:a")]) as tables:
        tables.finish()
        for path in tables.write(tmp_path):
            assert pq.read_schema(path).names == SCHEMAS[path.stem].names


def test_a_folder_with_a_quote_in_its_name_is_written_to(tmp_path):
    with tables_of([owner(), post(1, day(1))]) as tables:
        tables.finish()
        tables.write(tmp_path / "it's here")
    assert pq.read_table(tmp_path / "it's here" / "posts.parquet").num_rows == 1


HANDLES = ["wren", "kestrel", "Dunnock", "goshawk"]


def _with_handles():
    rows = [owner("n:dunnock@birds.example"), Person("n:wren@birds.example", "n", "wren@birds.example", "Goshawk W.")]
    for number in range(30):
        text = f"@wren@birds.example and @kestrel, look {number}"
        rows.append(
            Post(
                f"n:https://birds.example/@dunnock/{number}",
                "n",
                "n:dunnock@birds.example",
                day(number),
                text,
                reply_to="n:wren@birds.example",
                thread="tag:kestrel",
                url=f"https://birds.example/@Dunnock/{number}",
            )
        )
        rows.append(
            Act(
                "reply",
                "n:dunnock@birds.example",
                "n:wren@birds.example",
                day(number),
                rows[-1].key,
                "https://birds.example/users/wren/1",
            )
        )
    return rows


def _bytes_of(folder: Path) -> bytes:
    """All that the files hold, unpacked: text, values and the statistics of columns."""
    found = b""
    for path in sorted(folder.glob("*.parquet")):
        with duckdb.connect() as connection:
            connection.execute(f"COPY (FROM '{path}') TO '{path}.csv' (FORMAT csv)").fetchall()
        found += path.read_bytes() + Path(f"{path}.csv").read_bytes()
    return found.lower()


def test_with_hashed_people_no_name_is_left_in_any_byte_of_the_files(tmp_path):
    with tables_of(_with_handles()) as tables:
        tables.finish()
        tables.write(tmp_path / "open")
        tables.hash_people(SECRET)
        tables.write(tmp_path / "hidden")
    shown, hidden = _bytes_of(tmp_path / "open"), _bytes_of(tmp_path / "hidden")
    for handle in (handle.lower().encode() for handle in HANDLES):
        assert handle in shown  # else the test would say nothing
        assert handle not in hidden
    assert b"birds.example" not in hidden


def test_a_mention_in_any_letters_is_hidden_whole_with_hashed_people():
    written = "Hello @jürgen and @ärger@öl.example, ＠wide too"
    with tables_of([owner(), post(1)._replace(text=written)]) as tables:
        tables.finish()
        tables.hash_people(SECRET)
        (found,) = _rows(tables, "posts")
    assert found["text"] == "Hello @somebody and @somebody, @somebody too"


def test_names_of_others_are_known_before_they_are_hashed_and_what_hides_them_is_asked():
    rows = [owner(), post(1)._replace(text="Lunch with Ada Byron"), Person("n:ada", "n", "ada.example", "Ada Byron")]
    with tables_of(rows) as tables:
        tables.finish()
        assert tables.names_of_others() == (["Ada Byron"], ["ada.example"])
        tables.hash_people(SECRET, lambda text: text.replace("Ada Byron", "…"))
        (found,) = _rows(tables, "posts")
        assert tables.names_of_others() == ([], [])
    assert found["text"] == "Lunch with …"


def test_hashed_people_are_the_same_people_in_all_tables():
    with tables_of(_with_handles()) as tables:
        tables.finish()
        tables.hash_people(SECRET)
        people = {row["key"]: row["me"] for row in _rows(tables, "people")}
        posts, acts = _rows(tables, "posts"), _rows(tables, "acts", "who, post")
    (me,) = [key for key, mine in people.items() if mine]
    assert {row["author"] for row in posts} == {row["who"] for row in acts} == {me}
    assert {row["reply_to"] for row in posts} == {row["whom"] for row in acts} == set(people) - {me}
    assert {row["post"] for row in acts} == {row["key"] for row in posts}


def test_another_secret_gives_other_digests():
    found = []
    for secret in (b"a" * 32, b"b" * 32):
        with tables_of([owner(), post(1)]) as tables:
            tables.finish()
            tables.hash_people(secret)
            found.append(_rows(tables, "people")[0]["key"])
    assert found[0] != found[1]


def test_what_was_said_of_a_post_stays_when_people_are_hashed():
    with tables_of([owner(), post(1, day(1))], {"n:1": Said("give")}) as tables:
        tables.finish()
        tables.hash_people(SECRET)
        (found,) = _rows(tables, "posts")
    assert (found["purpose"], found["at"]) == ("give", day(1))
