"""The engine counts what a patient person would count, whatever the rows are."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.mirror.measures import _rows, facts, measure
from folkmoot.mirror.rows import Act, Person, Post
from tests.mirror.measures import model
from tests.mirror.measures.tabled import ME, Said, archive_of

ALSO_ME = "n:me too"  # a second account of the same person
OTHERS = [f"n:{name}" for name in ("a", "b", "c", "Ö'd", "e f")]
EVERYBODY = [ME, ALSO_ME, *OTHERS]
MANY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# Few moments, so that they meet: midnight and the second before it, a leap day, the turn of a year, a Sunday.
moments = st.none() | st.builds(
    lambda day, second: datetime(2023, 12, 28, tzinfo=UTC) + timedelta(days=day, seconds=second),
    st.sampled_from([0, 2, 3, 4, 10, 11, 62, 63, 64, 400]),
    st.sampled_from([0, 1, 43_200, 86_399]),
)
counts = st.none() | st.integers(0, 5)
saids = st.builds(
    Said,
    st.sampled_from(["give", "talk", "offer", "ask", "ask", "say", "none", "not_judged"]),
    st.sampled_from([None, "self", "other", "all"]),
    st.sampled_from([None, "person", "crowd"]),
)


@st.composite
def posts(draw):
    return [
        Post(
            f"n:{number}",
            "n",
            draw(st.sampled_from([ME, ME, ALSO_ME, *OTHERS[:1]])),
            draw(moments),
            "words",
            reply_to=draw(st.none() | st.sampled_from(EVERYBODY)),
            poll=draw(st.booleans()),
            likes=draw(counts),
            reposts=draw(counts),
            answers=draw(counts),
        )
        for number in range(draw(st.integers(0, 25)))
    ]


acts = st.lists(
    st.builds(
        Act,
        st.sampled_from(["reply", "reply", "mention", "message", "repost", "like", "follow", "thank"]),
        st.sampled_from([ME, ME, ALSO_ME, *OTHERS]),
        st.none() | st.sampled_from(EVERYBODY),
        moments,
        st.none() | st.sampled_from(["n:0", "n:1", "n:2"]),
        st.none(),
    ),
    max_size=40,
)
owners = st.sampled_from([(ME,), (ME, ALSO_ME)])


def _with_people(mine, posts, acts):
    return [*(Person(key, "n", me=True) for key in mine), *posts, *acts]


@MANY
@given(owners, posts(), st.data())
def test_posts_are_counted_by_any_period(mine, posts, data):
    said = {post.key: data.draw(saids) for post in posts}
    with archive_of(_with_people(mine, posts, []), said) as archive:
        for unit in "DWMY":
            found = {}
            for row in _rows(facts.posts_by(archive, unit)):
                counted = {name.removeprefix("n_"): n for name, n in row.items() if name != "at" and n}
                found[row["at"] and row["at"].date()] = counted
            assert found == model.posts_by(posts, said, set(mine), unit)


@MANY
@given(owners, acts)
def test_acts_are_counted_by_any_period(mine, acts):
    with archive_of(_with_people(mine, [], acts)) as archive:
        for unit in "DWMY":
            for row in _rows(facts.acts_by(archive, unit)):
                at = row["at"] and row["at"].date()
                there = [act for act in model.by_me(acts, set(mine)) if model.begin(act.at, unit) == at]
                for kind in ("repost", "thank", "like", "reply", "message"):
                    assert row[f"n_{kind}"] == sum(act.kind == kind for act in there)


@MANY
@given(owners, acts)
def test_partners_are_who_one_dealt_with(mine, acts):
    with archive_of(_with_people(mine, [], acts)) as archive:
        found = {row.pop("whom"): row for row in _rows(facts.partners(archive))}
    assert found == model.partners(acts, set(mine))


@MANY
@given(owners, acts, st.sets(st.sampled_from(OTHERS)))
def test_ties_join_those_who_dealt_with_one_another(mine, acts, among):
    with archive_of(_with_people(mine, [], acts)) as archive:
        found = {(row["a"], row["b"]) for row in _rows(facts.ties(archive, sorted(among)))}
    assert found == model.ties(acts, set(mine), among)


@MANY
@given(owners, posts(), acts, st.data())
def test_the_whole_of_it_says_the_same(mine, posts, acts, data):
    said = {post.key: data.draw(saids) for post in posts}
    with archive_of(_with_people(mine, posts, acts), said) as archive:
        found = measure(archive)
    own = [post for post in posts if post.author in mine]
    everybody = model.partners(acts, set(mine))
    talked = {key: row for key, row in everybody.items() if row["talks"]}
    assert found.posts == found.counts["post"] == len(own)
    assert [found.first, found.last] == _ends([post.at.date() for post in own if post.at is not None])
    assert found.people_talked_with == len(talked)
    assert found.people_thanked == sum(row["thanks"] > 0 for row in everybody.values())
    assert found.people_passed_on == sum(row["reposts"] > 0 for row in everybody.values())
    assert (found.talked_again.count, found.talked_again.of) == (
        sum(row["days"] > 1 for row in talked.values()),
        sum(row["days"] > 0 for row in talked.values()),
    )
    heard = any(row["heard"] for row in everybody.values())
    assert (found.answered_back is not None) == heard
    if heard:
        assert found.answered_back.count == sum(row["answers"] > 0 for row in talked.values())
    around = {key for key, row in talked.items() if row["days"] > 1}
    assert set(found.ties) == (model.ties(acts, set(mine), around) if len(around) > 1 else set())
    if found.know_each_other is not None:
        assert found.know_each_other.count == len({key for pair in found.ties for key in pair})
    back = model.received(posts, said, set(mine))
    assert {one.kind for one in found.received} == set(back) & set(facts.RECEIVED_KINDS)
    for one in found.received:
        assert (one.posts, one.median, one.mean) == pytest.approx(back[one.kind])
    assert sum(period.ask for period in found.periods) == sum(
        said[post.key].purpose == "ask" for post in own if post.at is not None
    )
    for one, after in zip(found.periods, found.periods[1:], strict=False):
        assert (one.begin + timedelta(days=31)).replace(day=1) == after.begin


def _ends(days):
    return [min(days), max(days)] if days else [None, None]
