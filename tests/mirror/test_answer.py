"""The answer is the one that a person would give, and single facts move it the right way."""

import dataclasses
import random

import pytest

from folkmoot.mirror.answer import POSTS_AT_LEAST, SENTENCES, answer
from folkmoot.mirror.looking import Wish, look
from folkmoot.mirror.rows import Act, Post
from tests.mirror.lives import answered, life
from tests.mirror.made import made
from tests.mirror.measures.tabled import ME, Said, day, owner, post

RANK = {"followers": 0, "both": 1, "neither": 1, "tribe": 2}
SIZES = [(posts, seed) for posts in (40, 300, 900) for seed in (1, 2)]
NAMED = Said("ask", "self", "person")
FOR_OTHERS = Said("ask", "other", "crowd")
MASS = Said("ask", "self", "crowd")


def _names(facts):
    return {fact.name for fact in facts}


@pytest.mark.parametrize(("posts", "seed"), SIZES)
def test_who_gives_builds_a_tribe(posts, seed):
    found, _ = answered(life("giver", posts, seed))
    assert found.verdict == "tribe"
    assert _names(found.for_tribe) & {"gives_per_ask", "mass_ask_share", "passed_on"}
    assert not _names(found.against) & {"gives_per_ask", "mass_ask_share", "talk_share", "passed_on"}


@pytest.mark.parametrize(("posts", "seed"), SIZES)
def test_who_talks_builds_a_tribe(posts, seed):
    found, measured = answered(life("talker", posts, seed))
    assert found.verdict == "tribe"
    assert "talk_share" in _names(found.facts)
    assert measured.talk_share.value > 0.6
    assert not found.against or found.against[0].weight > -1


@pytest.mark.parametrize(("posts", "seed"), SIZES)
def test_who_asks_everybody_for_himself_uses_followers(posts, seed):
    found, _ = answered(life("user", posts, seed))
    assert found.verdict == "followers"
    assert {"gives_per_ask", "mass_ask_share"} <= {fact.name for fact in found.facts if fact.weight <= -2}
    assert len(found.against) == 3
    assert "mass_ask_share" not in _names(found.for_tribe)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_of_who_is_silent_nothing_is_said(seed):
    found, measured = answered(life("silent", 300, seed))
    assert measured.posts < POSTS_AT_LEAST
    assert (found.verdict, found.for_tribe, found.against) == ("quiet", (), ())
    assert len(found.next_week) == 3


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("posts", [300, 900])
def test_who_does_a_bit_of_each_does_both(posts, seed):
    found, _ = answered(life("mixed", posts, seed))
    assert found.verdict == "both"
    assert "mass_ask_share" in _names(found.against)
    assert found.for_tribe


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(
    ("kind", "verdicts"),
    [("giver", {"tribe", "both"}), ("talker", {"tribe"}), ("user", {"followers"}), ("silent", {"quiet"})],
)
def test_an_archive_gets_its_answer_through_the_judge(tmp_path, kind, verdicts, seed):
    """From the files to the answer, with what the judge makes of the words."""
    with look(Wish([made(tmp_path / kind, kind, 300, seed)])) as mirror:
        assert mirror.answer.verdict in verdicts
        assert mirror.answer.sentence == SENTENCES[mirror.answer.verdict]


def _with_purpose(of, many, was, becomes):
    """The same life in which so many posts that were judged so are judged otherwise."""
    rows, said = of
    said = dict(said)
    for key in [key for key, one in said.items() if one == was][:many]:
        said[key] = becomes
    return rows, said


def _with_more(of, many, says, seed=5):
    """The same life with more posts of this kind, spread over its time."""
    rows, said = of
    dice, more, judged = random.Random(seed), [], {}
    for number in range(many):
        more.append(post(100_000 + number, day(dice.randrange(560))))
        judged[more[-1].key] = says
    return [*rows, *more], {**said, **judged}


LIVES = [(kind, seed) for kind in ("giver", "talker", "user", "mixed") for seed in (1, 2)]


def _weights(found):
    return {fact.name: fact.weight for fact in found.facts}


@pytest.mark.parametrize(("kind", "seed"), LIVES)
@pytest.mark.parametrize("many", [1, 10, 100])
def test_giving_more_never_moves_it_towards_followers(kind, seed, many):
    of = life(kind, 200, seed)
    before, after = answered(of)[0], answered(_with_more(of, many, Said("give")))[0]
    assert RANK[after.verdict] >= RANK[before.verdict]
    assert _weights(after)["gives_per_ask"] >= _weights(before)["gives_per_ask"] - 0.1
    assert _weights(after)["talk_share"] == pytest.approx(_weights(before)["talk_share"], abs=0.2)


@pytest.mark.parametrize(("kind", "seed"), LIVES)
@pytest.mark.parametrize("many", [1, 10, 100])
def test_asking_everybody_more_never_moves_it_towards_a_tribe(kind, seed, many):
    of = life(kind, 200, seed)
    before, after = answered(of)[0], answered(_with_more(of, many, MASS))[0]
    assert RANK[after.verdict] <= RANK[before.verdict]


@pytest.mark.parametrize(("kind", "seed"), LIVES)
@pytest.mark.parametrize("instead", [NAMED, FOR_OTHERS, Said("give"), Said("say"), Said("talk")])
@pytest.mark.parametrize("many", [1, 20, 500])
def test_whatever_stands_in_the_place_of_a_mass_ask_never_moves_it_towards_followers(kind, seed, instead, many):
    of = _with_more(life(kind, 200, seed), 30, MASS)
    before, after = answered(of)[0], answered(_with_purpose(of, many, MASS, instead))[0]
    assert RANK[after.verdict] >= RANK[before.verdict]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_who_used_followers_and_then_gives_and_talks_is_seen_to(seed):
    """All mass asks become asks by name, and a few hundred posts give: the answer changes."""
    of = life("user", 200, seed)
    better = _with_more(_with_purpose(of, 500, MASS, NAMED), 200, Said("give"))
    assert answered(of)[0].verdict == "followers"
    assert RANK[answered(better)[0].verdict] > RANK["followers"]


@pytest.mark.parametrize("kind", ["giver", "talker", "user", "mixed"])
def test_going_back_to_people_never_moves_it_towards_followers(kind):
    rows, said = life(kind, 200)
    met = sorted({row.whom for row in rows if isinstance(row, Act) and row.kind == "reply"})
    again = [Act("reply", ME, whom, day(561 + n)) for whom in met for n in range(2)]
    before, after = answered((rows, said))[0], answered(([*rows, *again], said))[0]
    assert RANK[after.verdict] >= RANK[before.verdict]
    assert _weights(after)["talked_again"] >= _weights(before)["talked_again"]


@pytest.mark.parametrize("many", [0, 1, POSTS_AT_LEAST - 1])
def test_of_few_posts_nothing_is_said_however_bad_they_are(many):
    found, _ = answered(([owner(), *(post(n, day(n)) for n in range(many))], {f"n:{n}": MASS for n in range(many)}))
    assert (found.verdict, found.for_tribe, found.against) == ("quiet", (), ())


def test_posts_in_languages_that_nobody_measured_are_not_held_against_anybody():
    rows = [owner(), *(post(n, day(n)) for n in range(100))]
    said = {f"n:{n}": Said("not_judged") if n < 51 else MASS for n in range(100)}
    assert answered((rows, said))[0].verdict == "unread"
    said["n:50"] = MASS
    assert answered((rows, said))[0].verdict == "followers"


def test_who_speaks_at_large_and_asks_for_nothing_does_neither():
    rows = [owner(), *(post(n, day(n)) for n in range(200))]
    assert answered((rows, {}))[0].verdict == "neither"


def test_who_only_keeps_from_asking_has_built_nothing():
    """One post in seven is talk and none asks: more speaks for a tribe than against it, and nothing was built."""
    rows = [owner(), *(post(n, day(n)) for n in range(210))]
    found, _ = answered((rows, {f"n:{n}": Said("talk") for n in range(0, 210, 7)}))
    assert _names(found.for_tribe) == {"mass_ask_share"}
    assert found.for_tribe[0].weight > 1 - found.against[0].weight
    assert found.verdict == "neither"


def test_asks_by_name_are_no_use_of_followers():
    rows = [owner()]
    said = {}
    for n in range(100):
        rows += [
            Post(f"n:{n}", "n", ME, day(3 * n), "words"),
            Act("mention", ME, f"n:{n % 20}th", day(3 * n), f"n:{n}"),
        ]
        said[f"n:{n}"] = NAMED
    found, _ = answered((rows, said))
    assert found.verdict != "followers"
    assert "gives_per_ask" not in _names(found.against)


def test_what_chance_explains_weighs_a_third():
    few, many = answered(life("mixed", 60))[0], answered(life("mixed", 2_000))[0]
    sure = {fact.name: fact.by_chance for fact in many.facts}
    assert not sure["mass_ask_share"]
    for fact in [*few.facts, *many.facts]:
        holds = fact.estimate.low is None or fact.estimate.low <= fact.mark <= fact.estimate.high
        assert fact.by_chance == holds
        assert abs(fact.weight) <= (1 if holds else 3)


@pytest.mark.parametrize("kind", ["giver", "talker", "user", "mixed", "silent"])
def test_three_things_to_do_and_at_most_three_reasons_each_way(kind):
    found, measured = answered(life(kind))
    assert len(found.next_week) == len(set(found.next_week)) == 3
    assert len(found.for_tribe) <= 3
    assert len(found.against) <= 3
    assert list(found.for_tribe) == sorted(found.for_tribe, key=lambda fact: -fact.weight)
    assert answer(dataclasses.replace(measured)) == found
