"""The journey of a favor: its layout, how far it goes, and what each of the cast reads of it."""

import re
from itertools import pairwise

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.favors.models import Claim, Entry
from folkmoot.favors.pictures import SIZES, WORDS, drawn_journey, lines_of, width_of
from folkmoot.favors.rules.journey import FAVORS_MOST, STEPS_MOST, Back, Ends, came_back, ends_told, layout
from folkmoot.favors.selectors.journey import journey_of
from folkmoot.favors.services.settling import forgive, object_to
from tests.favors.ledger_world import did, looks, members, page

LINKS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=40)


# --- the layout -------------------------------------------------------------------------------------
@given(LINKS)
def test_no_two_favors_stand_at_one_place_and_every_edge_has_both_ends(links):
    laid = layout(0, links)
    at = {place.id: (place.row, place.column) for place in laid.places}
    assert len(set(at.values())) == len(laid.places) == len(at)
    assert [place.row for place in laid.places] == list(range(len(laid.places)))
    assert all(edge.source in at and edge.target in at for edge in laid.edges)


@given(LINKS)
def test_everything_that_can_be_reached_is_there_once_and_nothing_else(links):
    reached, frontier = {0}, {0}
    while frontier:
        frontier = {target for source, target in links if source in frontier} - reached
        reached |= frontier
    assert sorted(place.id for place in layout(0, links).places) == sorted(reached)


@given(LINKS)
def test_columns_are_the_fewest_steps_and_the_tree_stands_beneath_its_parents(links):
    laid = layout(0, links)
    column = {place.id: place.column for place in laid.places}
    row = {place.id: place.row for place in laid.places}
    tree = [edge for edge in laid.edges if not edge.again]
    assert len(tree) == len(laid.places) - 1
    assert all(column[edge.target] == column[edge.source] + 1 for edge in tree)
    assert all(row[edge.target] > row[edge.source] for edge in tree)
    assert all(column[edge.target] <= column[edge.source] + 1 for edge in laid.edges)


def test_a_favor_that_returns_two_others_stands_once_and_is_linked_twice():
    laid = layout(1, [(1, 2), (1, 3), (2, 4), (3, 4)])
    assert [(place.id, place.column) for place in laid.places] == [(1, 0), (2, 1), (4, 2), (3, 1)]
    assert [(edge.source, edge.target, edge.again) for edge in laid.edges] == [
        (1, 2, False),
        (1, 3, False),
        (2, 4, False),
        (3, 4, True),
    ]


# --- where it came back -----------------------------------------------------------------------------
def test_a_circle_comes_back_to_whoever_gave_first():
    assert came_back([(1, 10, 20), (2, 20, 30), (3, 30, 10)]) == {3: Back.FIRST}


def test_it_may_come_back_to_somebody_who_was_part_of_it():
    assert came_back([(1, 10, 20), (2, 20, 30), (3, 30, 20), (4, 20, 30)]) == {3: Back.KNOWN, 4: Back.KNOWN}


def test_nothing_is_told_of_people_who_are_not_told():
    assert came_back([(1, 10, 20), (2, None, None), (3, 20, 30)]) == {}


def test_open_halves_are_told_only_where_they_point_at_nobody():
    few = [1, 2, 3, 4, 4, 4]
    assert {ends_told(few, count) for count in range(7)} == {Ends.UNTOLD}
    many = [1, 2, 3, 4, 5]
    assert [ends_told(many, count) for count in range(6)] == [
        Ends.NONE,
        Ends.SOME,
        Ends.SOME,
        Ends.MOST,
        Ends.MOST,
        Ends.MOST,
    ]


# --- what it is made of -----------------------------------------------------------------------------
def chain(cast, *people) -> list[int]:
    """Each helps the next with 30 minutes, and so returns what the one before did; the favors' ids."""
    pairs = list(pairwise(people))
    return [
        did(cast.tribe, giver, receiver, 30, f"what {giver.name} did", days_ago=len(pairs) - place)
        for place, (giver, receiver) in enumerate(pairs)
    ]


@pytest.fixture
def people(cast):
    return members(cast.tribe, "ann", "ben", "cleo", "dora")


def test_a_chain_is_followed_step_by_step(cast, people):
    ann, ben, cleo, dora = people
    ids = chain(cast, ann, ben, cleo, dora)
    journey = journey_of(ann, Entry.objects.get(pk=ids[0]))
    assert [(favor.id, favor.step) for favor in journey.favors] == list(zip(ids, range(3), strict=True))
    assert journey.links == list(pairwise(ids))
    assert not journey.cut


def test_a_journey_begins_where_one_looks(cast, people):
    ann, ben, cleo, dora = people
    ids = chain(cast, ann, ben, cleo, dora)
    assert [favor.id for favor in journey_of(ann, Entry.objects.get(pk=ids[1])).favors] == ids[1:]


def test_a_circle_says_that_it_came_back(cast, people):
    ann, ben, cleo, _ = people
    ids = chain(cast, ann, ben, cleo, ann)
    assert "It came back to Ann once." in page(cast.leader, reverse("favor", args=[ids[0]]))


def test_it_goes_on_for_eight_steps_and_says_that_there_is_more(cast):
    crowd = members(cast.tribe, *(f"p{number}" for number in range(12)))
    ids = chain(cast, *crowd)
    journey = journey_of(crowd[0], Entry.objects.get(pk=ids[0]))
    assert journey.favors[-1].step == STEPS_MOST
    assert journey.cut
    assert "There is more than fits here" in page(crowd[0], reverse("favor", args=[ids[0]]))
    assert not journey_of(crowd[0], Entry.objects.get(pk=ids[-STEPS_MOST - 1])).cut


def test_it_holds_sixty_favors_and_says_that_there_are_more(cast, people):
    ann, ben, cleo, _ = people
    first = did(cast.tribe, ann, ben, 80, "the roof", days_ago=100)
    for number in range(80):
        did(cast.tribe, ben, cleo, 1, f"a hand {number}", days_ago=99 - number)
    journey = journey_of(ann, Entry.objects.get(pk=first))
    assert len(journey.favors) == FAVORS_MOST
    assert journey.cut


def test_its_queries_are_few_however_much_it_set_off(cast, django_assert_max_num_queries):
    crowd = members(cast.tribe, *(f"p{number}" for number in range(12)))
    ids = chain(cast, *crowd)
    root = Entry.objects.get(pk=ids[0])
    with django_assert_max_num_queries(11):
        journey_of(crowd[0], root)


def test_what_was_given_ahead_on_both_sides_does_not_go_round_for_ever(cast, people):
    ann, ben, *_ = people
    one = did(cast.tribe, ann, ben, 30, "soup", days_ago=3)
    other = did(cast.tribe, ben, ann, 60, "wood", days_ago=2)
    did(cast.tribe, ann, ben, 30, "bread", days_ago=1)
    for favor in (one, other):
        laid = page(ann, reverse("favor", args=[favor]))
        assert "soup" in laid and "wood" in laid and "bread" in laid


def test_a_favor_that_is_held_is_in_no_journey(cast, people):
    ann, ben, cleo, dora = people
    ids = chain(cast, ann, ben, cleo, dora)
    object_to(cast.member, ids[1], "It was mine")
    assert [favor.id for favor in journey_of(ann, Entry.objects.get(pk=ids[0])).favors] == [ids[0]]


# --- who reads what of it ---------------------------------------------------------------------------
def private_chain(cast, people) -> list[int]:
    """Ann helped Ben, Ben helped Cleo and kept it between them, Cleo helped Dora."""
    ann, ben, cleo, dora = people
    one = did(cast.tribe, ann, ben, 37, "the bicycle", days_ago=3)
    two = did(cast.tribe, ben, cleo, 37, "s3cret talk", days_ago=2, shared=False)
    return [one, two, did(cast.tribe, cleo, dora, 37, "the lamp", days_ago=1)]


def test_what_stays_between_two_is_neither_named_nor_linked_nor_followed_for_others(cast, people):
    ann, ben, cleo, _ = people
    one, two, three = private_chain(cast, people)
    for reader in (ann, cast.member, cast.leader):
        text = page(reader, reverse("favor", args=[one]))
        assert "A favor between two people" in text
        for hidden in ("s3cret talk", "Cleo", "the lamp", str(two), str(three)):
            assert hidden not in text
    for reader in (ben, cleo):
        text = page(reader, reverse("favor", args=[one]))
        assert "s3cret talk" in text and "the lamp" in text


def test_minutes_are_read_by_the_two_of_each_half_alone(cast, people):
    ann, ben, cleo, dora = people
    ids = chain(cast, ann, ben, cleo, dora)
    url = reverse("favor", args=[ids[0]])
    assert "Yours to return: 30 minutes of 30 minutes." in page(dora, url)
    assert "Still open towards you: 30 minutes of 30 minutes." in page(cleo, url)
    for other in (cast.member, cast.leader):
        text = page(other, url)
        assert "Yours to return" not in text and "30 min" not in text
        assert "known to those two alone" in text


def test_a_single_favor_tells_no_member_whether_it_is_open(cast, people):
    ann, ben, *_ = people
    open_one = did(cast.tribe, ann, ben, 30, "the bicycle", days_ago=3)
    gift = did(cast.tribe, ann, ben, 30, "the bicycle", days_ago=3, gift=True)
    assert Claim.objects.get(pk=open_one).open == 30
    texts = [page(cast.member, reverse("favor", args=[favor])).replace(str(favor), "") for favor in (open_one, gift)]
    assert "known to those two alone" not in texts[0]  # nothing is said of it at all
    assert _without_tokens(texts[0]) == _without_tokens(texts[1])


def _without_tokens(text: str) -> str:
    """A page without what differs each time it is made."""
    return re.sub(r'(csrfmiddlewaretoken" value=|"X-CSRFToken": )"[^"]*"', "", text)


def test_a_journey_with_many_ends_tells_members_a_count_that_points_at_nobody(cast, people):
    ann, ben, *_ = people
    crowd = members(cast.tribe, *(f"p{number}" for number in range(6)))
    first = did(cast.tribe, ann, ben, 60, "the roof", days_ago=9)
    ids = [did(cast.tribe, ben, one, 10, f"a hand for {one.name}", days_ago=8) for one in crowd]
    url = reverse("favor", args=[first])
    assert "Between others most halves of it are still open." in page(cast.member, url)
    for favor in ids[:4]:
        forgive(ben, favor)
    assert "Between others two halves of it are still open." in page(cast.member, url)
    for favor in ids[4:]:
        forgive(ben, favor)
    assert "Between others nothing of it is open any more." in page(cast.member, url)


def test_the_one_end_of_a_long_chain_is_not_pointed_at(cast):
    crowd = members(cast.tribe, *(f"p{number}" for number in range(7)))
    ids = chain(cast, *crowd)
    assert "known to those two alone" in page(cast.member, reverse("favor", args=[ids[0]]))


def test_an_outsider_a_removed_member_and_nobody_read_nothing(cast, people):
    ids = chain(cast, *people)
    url = reverse("favor", args=[ids[0]])
    assert looks(cast.outsider, url).status_code == 404
    assert looks(cast.removed, url).status_code == 404
    assert looks(cast.nobody, url).status_code == 302


def test_words_that_look_like_markup_are_shown_as_they_were_written(cast, people):
    ann, ben, cleo, _ = people
    first = did(cast.tribe, ann, ben, 30, "<script>alert(1)</script>", days_ago=2)
    did(cast.tribe, ben, cleo, 30, "</text><a href=x>", days_ago=1)
    text = page(ann, reverse("favor", args=[first]))
    assert "<script>alert" not in text and "<a href=x>" not in text
    assert "&lt;/text&gt;&lt;a href=x&gt;" in text


def test_who_was_part_of_it_before_goes_by_time_and_not_by_steps(cast, people):
    ann, ben, cleo, dora = people
    roof = did(cast.tribe, ann, ben, 120, "the roof", days_ago=9)
    did(cast.tribe, ben, cleo, 60, "the lamp", days_ago=8)
    first = did(cast.tribe, cleo, dora, 60, "the soup", days_ago=7)
    again = did(cast.tribe, ben, dora, 20, "the wardrobe", days_ago=6)
    back = {favor.id: favor.back for favor in journey_of(ann, Entry.objects.get(pk=roof)).favors}
    assert (back[first], back[again]) == (None, Back.KNOWN)


# --- the picture ------------------------------------------------------------------------------------
def drawn(reader, favor):
    root = Entry.objects.select_related("giver", "receiver").get(pk=favor)
    return drawn_journey(journey_of(reader, root), root)


@pytest.mark.parametrize(("returned", "part"), [(0, 0), (15, 33), (30, 67), (40, 89)])
def test_the_ring_of_an_open_half_is_closed_as_far_as_it_is_settled(cast, people, returned, part):
    ann, ben, cleo, dora = people
    favor = did(cast.tribe, ann, ben, 45, "the bicycle", days_ago=9)
    if returned:
        did(cast.tribe, ben, cleo, returned, "the lamp", days_ago=8)
    node = drawn(ann, favor).nodes[1]
    assert (node.state, node.part) == ("open", part)
    did(cast.tribe, ben, dora, 1, "a nail", days_ago=7)
    text = page(ann, reverse("favor", args=[favor]))
    assert f'stroke-dasharray="{drawn(ann, favor).nodes[1].part} 100"' in text


def test_every_word_of_the_picture_stands_within_it(cast):
    names = ["Wilhelmina Montgomery", "Maximilian Wetterwald", "Annemarie Summerswell"]
    ann, ben, cleo = members(cast.tribe, "ann", "ben", "cleo")
    for person, name in zip((ann, ben, cleo), names, strict=True):
        person.display_name = name
        person.save()
    what = "Mowed the whole meadow with a scythe in the morning"
    first = did(cast.tribe, ann, ben, 60, what, days_ago=9)
    did(cast.tribe, ben, cleo, 30, what, days_ago=8)
    did(cast.tribe, cleo, ann, 10, what, days_ago=7)
    picture = drawn(cleo, first)
    baselines = [line.y for node in picture.nodes for line in node.lines]
    assert baselines == sorted(baselines) and all(below - above >= 18 for above, below in pairwise(baselines))
    assert baselines[-1] + 10 <= picture.height
    for node in picture.nodes:
        for line in node.lines:
            assert node.words_x + width_of(line.text, SIZES[line.kind]) <= picture.width
            assert width_of(line.text, SIZES[line.kind]) <= WORDS
    said = " ".join(line.text for node in picture.nodes for line in node.lines)
    assert "Still open towards you:" not in said and "Yours to return: 20 minutes of 30 minutes." in said
    assert picture.width <= 460


def test_a_word_that_is_wider_than_a_line_is_cut_and_nothing_else():
    assert lines_of("one two", 16, 400) == ["one two"]
    (cut,) = lines_of("w" * 200, 16, 100)
    assert cut.endswith("…") and width_of(cut, 16) <= 100
