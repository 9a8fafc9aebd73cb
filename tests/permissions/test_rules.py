"""The rules of permission beside brute force: topics, budgets, two routes, wider and narrower, asking for more."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.permissions import rules
from folkmoot.permissions.rules import ALL_TOPICS, Dialogue, Per, Terms, TermsError, Verdict
from tests.support.cast import THEN

slots = st.sets(st.integers(0, rules.TOPIC_SLOTS - 1))
masks = st.just(ALL_TOPICS) | slots.filter(bool).map(rules.topic_mask)
ends = st.none() | st.integers(-5, 5).map(lambda hours: THEN + timedelta(hours=hours))
terms_drawn = st.builds(Terms, masks, st.none() | st.integers(1, 40), st.sampled_from(Per), ends, st.booleans())


# --- topics -----------------------------------------------------------------------------------------
@given(slots)
def test_a_mask_holds_exactly_its_topics_and_fits_both_databases(chosen):
    mask = rules.topic_mask(chosen)
    assert rules.slots_of(mask) == sorted(chosen)
    assert 0 <= mask < 1 << 63


@pytest.mark.parametrize("slot", [-1, rules.TOPIC_SLOTS, 1000])
def test_there_is_no_topic_beyond_the_mask(slot):
    with pytest.raises(ValueError, match=str(slot)):
        rules.topic_mask([slot])


@given(slots, slots)
def test_a_message_is_on_topic_when_it_shares_one(allowed, about):
    on = rules.on_topic(rules.topic_mask(allowed), rules.topic_mask(about))
    assert on == bool(allowed & about)


@given(slots)
def test_all_topics_let_everything_in_with_a_topic_or_without(about):
    assert rules.on_topic(ALL_TOPICS, rules.topic_mask(about))


@given(slots.filter(bool))
def test_a_message_on_no_topic_comes_only_to_those_who_take_all(allowed):
    assert not rules.on_topic(rules.topic_mask(allowed), 0)


@given(masks, slots)
def test_narrowing_takes_these_topics_away_and_no_other(mask, without):
    narrowed = rules.narrowed_to(Terms(topics=mask), rules.topic_mask(without)).topics
    assert set(rules.slots_of(narrowed)) == set(rules.slots_of(mask)) - without


@given(st.sets(st.integers(0, 60)), masks)
def test_later_topics_are_those_that_no_slot_has_yet(known, mask):
    later = set(rules.slots_of(rules.later_topics(known)))
    assert later == {slot for slot in range(rules.TOPIC_SLOTS) if slot > max(known, default=-1)}
    assert rules.takes_later_topics(mask, known) == (later <= set(rules.slots_of(mask)))


# --- terms ------------------------------------------------------------------------------------------
@given(st.integers(-10, 1200), st.integers(-2, 2))
def test_terms_are_taken_when_they_say_something_that_can_happen(at_most, hours):
    terms = Terms(at_most=at_most, until=THEN + timedelta(hours=hours))
    if 1 <= at_most <= rules.AT_MOST_LARGEST and hours > 0:
        assert rules.checked(terms, THEN) is terms
    else:
        with pytest.raises(TermsError):
            rules.checked(terms, THEN)


@given(terms_drawn, st.sets(st.integers(0, 5)), st.integers(0, 50))
def test_the_verdict_is_the_first_reason_against_it(terms, about, used):
    reasons = [
        (Verdict.NOT_PERMITTED, terms.until is not None and terms.until <= THEN),
        (Verdict.OFF_TOPIC, terms.topics != ALL_TOPICS and not set(rules.slots_of(terms.topics)) & about),
        (Verdict.OVER_BUDGET, terms.at_most is not None and used >= terms.at_most),
        (Verdict.REACHED, True),
    ]
    expected = next(verdict for verdict, holds in reasons if holds)
    assert rules.judge(terms, rules.topic_mask(about), used, THEN) is expected


def test_without_a_permission_nothing_comes():
    assert rules.judge(None, ALL_TOPICS, 0, THEN) is Verdict.NOT_PERMITTED


# --- two routes -------------------------------------------------------------------------------------
@given(st.lists(st.tuples(st.sampled_from(Verdict), st.none() | st.sampled_from(Verdict)), max_size=40))
def test_people_with_two_routes_count_at_the_better_one(people):
    everybody, overlay, expected = [0] * 4, [0] * 16, [0] * 4
    for first, second in people:
        everybody[first] += 1
        if second is not None:
            overlay[second * 4 + first] += 1
        expected[first if second is None else min(first, second)] += 1
    assert rules.better_of_both(everybody, overlay) == expected
    assert rules.Reach(*expected).audience == len(people)


# --- wider ------------------------------------------------------------------------------------------
def _most_within(terms: Terms, days: int) -> float:
    """The most messages in ``days`` that these terms let through, by saying as many as possible each day."""
    if terms.at_most is None:
        return float("inf")
    came: list[int] = []
    for day in range(days):
        left = terms.at_most - sum(came[max(0, day - int(terms.per) + 1) :])
        came.append(left)
    return sum(came)


def _lets_more_through(old: Terms, new: Terms) -> bool:
    more_topics = any(
        rules.on_topic(new.topics, about) and not rules.on_topic(old.topics, about)
        for about in [0, *(1 << slot for slot in range(rules.TOPIC_SLOTS))]
    )
    longer = old.until is not None and (new.until is None or new.until > old.until)
    more = old.at_most is not None and _most_within(new, int(old.per)) > old.at_most
    return more_topics or longer or more or (new.interrupt and not old.interrupt)


@given(terms_drawn, terms_drawn)
def test_terms_are_wider_when_something_comes_through_that_did_not(old, new):
    assert rules.is_wider(old, new) == _lets_more_through(old, new)


@given(terms_drawn)
def test_nothing_is_wider_than_itself_and_anything_is_wider_than_nothing(terms):
    assert not rules.is_wider(terms, terms)
    assert rules.is_wider(None, terms)


@given(terms_drawn, slots)
def test_what_was_narrowed_is_never_wider(terms, without):
    assert not rules.is_wider(terms, rules.narrowed_to(terms, rules.topic_mask(without)))


@pytest.mark.parametrize(
    ("old", "new", "wider"),
    [
        ((1, Per.DAY), (7, Per.WEEK), True),  # seven in one day
        ((7, Per.WEEK), (1, Per.DAY), False),
        ((7, Per.WEEK), (2, Per.DAY), True),
        ((4, Per.MONTH), (1, Per.WEEK), True),  # 31 days have a fifth burst
        ((5, Per.MONTH), (1, Per.WEEK), False),
        ((3, Per.WEEK), (3, Per.MONTH), False),
    ],
)
def test_budgets_over_other_stretches_are_told_apart(old, new, wider):
    assert rules.is_wider(Terms(at_most=old[0], per=old[1]), Terms(at_most=new[0], per=new[1])) is wider


# --- asking for more --------------------------------------------------------------------------------
@given(st.integers(0, 10), st.integers(0, 3), st.none() | st.integers(0, 400), st.booleans())
def test_more_can_be_asked_for_after_dialogue_and_once_in_180_days(reached, answered, days, granted):
    asked = None if days is None else THEN - timedelta(days=days)
    problem = rules.problem_with_widening(Dialogue(reached, answered, asked, granted), THEN)
    may = reached >= 5 and answered >= 1 and (days is None or granted or days >= 180)
    assert (problem is None) == may


def test_a_refusal_looks_to_the_asker_like_no_answer_on_every_day():
    """What the rule is told holds nothing that a 'not now' would change."""
    for day in range(400):
        asked = THEN - timedelta(days=day)
        silent = rules.problem_with_widening(Dialogue(9, 9, asked, last_was_granted=False), THEN)
        assert silent == (None if day >= 180 else "You have asked already. Now it is theirs to decide.")


def test_after_a_not_now_at_least_ninety_days_pass_before_the_next_request():
    latest_answer = THEN + rules.WIDENING_OPEN_FOR
    next_request = THEN + rules.WIDENING_AGAIN_AFTER
    assert next_request - latest_answer >= timedelta(days=90)


def test_a_widening_that_was_answered_moves_no_more():
    assert rules.WIDENING_ARROWS["open"] == {"granted", "not_now"}
    assert all(not arrows for state, arrows in rules.WIDENING_ARROWS.items() if state != "open")
