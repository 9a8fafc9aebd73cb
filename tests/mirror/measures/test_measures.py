"""What the report's numbers mean, on archives of a few rows."""

from datetime import date

import pytest

from folkmoot.mirror.measures import measure
from folkmoot.mirror.rows import Person, Post
from tests.mirror.measures.tabled import MASS_ASK, ME, Said, act, archive_of, day, owner, post


def test_an_archive_with_an_owner_and_nothing_else_measures_nothing():
    with archive_of([owner()]) as archive:
        found = measure(archive)
    assert (found.posts, found.first, found.last, found.periods, found.partners) == (0, None, None, (), ())
    assert found.gives_per_ask.value is None
    assert found.rivals.archetype is None


def test_an_archive_that_does_not_say_whose_it_is_measures_nothing_of_it():
    with archive_of([post(1, day(1)), act("reply", "n:a", day(1), of=1)]) as archive:
        found = measure(archive)
    assert (found.posts, found.people_talked_with) == (0, 0)


def test_posts_without_a_time_count_and_are_in_no_month():
    with archive_of([owner(), post(1), post(2, day(40)), post(3, day(100))]) as archive:
        found = measure(archive)
    assert found.posts == 3
    assert (found.first, found.last) == (date(2024, 2, 10), date(2024, 4, 10))
    assert [period.begin for period in found.periods] == [date(2024, 2, 1), date(2024, 3, 1), date(2024, 4, 1)]
    assert sum(period.say for period in found.periods) == 2


def test_a_second_before_midnight_is_another_day():
    late, early = day(0, 0).replace(hour=23, minute=59, second=59), day(1, 0)
    rows = [owner(), act("reply", "n:a", late), act("reply", "n:a", early), act("reply", "n:b", early)]
    with archive_of(rows) as archive:
        found = measure(archive)
    assert (found.talked_again.count, found.talked_again.of) == (1, 2)
    assert found.months_again.count == 0


def test_a_reply_to_oneself_is_no_talk():
    with archive_of([owner(), post(1, day(1), reply_to=ME), post(2, day(1), reply_to="n:a")]) as archive:
        found = measure(archive)
    assert (found.counts["talk"], found.counts["reply"], found.counts["say"]) == (1, 1, 1)


def test_an_answer_that_gives_is_a_give():
    with archive_of([owner(), post(1, day(1), reply_to="n:a")], {"n:1": Said("give")}) as archive:
        found = measure(archive)
    assert (found.counts["give"], found.counts["talk"], found.counts["reply"]) == (1, 0, 1)


def test_two_people_named_together_on_two_days_know_each_other():
    rows = [owner()]
    for number in (1, 2):
        rows += [post(number, day(number)), act("reply", "n:a", day(number), of=number)]
        rows += [act("mention", "n:b", day(number), of=number), act("mention", "n:c", day(number))]
    with archive_of(rows) as archive:
        found = measure(archive)
    assert found.ties == (("n:a", "n:b"),)
    assert (found.know_each_other.count, found.know_each_other.of) == (2, 3)
    assert {one.key: one.knows for one in found.partners} == {"n:a": 1, "n:b": 1, "n:c": 0}


def test_a_crowd_that_one_post_names_does_not_know_each_other():
    rows = [owner(), post(1, day(1)), post(2, day(2))]
    rows += [act("mention", f"n:{name}", day(number), of=number) for name in range(11) for number in (1, 2)]
    with archive_of(rows) as archive:
        assert measure(archive).ties == ()


def test_followers_that_came_after_a_mass_ask_are_set_beside_the_others():
    asked = day(10)
    rows = [owner(), post(1, asked), *(Person(f"n:f{n}", "n") for n in range(10))]
    rows += [act("follow", ME, day(0), who="n:f0"), act("follow", ME, day(20), who="n:f1")]
    rows += [act("follow", ME, day(12), who=f"n:f{n}") for n in range(2, 9)]
    with archive_of(rows, {"n:1": MASS_ASK}) as archive:
        growth = measure(archive).growth
    assert (growth.days_after, growth.days_else) == (7, 14)
    assert (growth.after, growth.else_) == (1.0, pytest.approx(2 / 14))


def test_mutual_follows_are_of_those_whom_one_follows():
    rows = [owner(), act("follow", "n:a"), act("follow", "n:b"), act("follow", ME, who="n:a")]
    rows += [act("follow", ME, who="n:stranger")]
    with archive_of(rows) as archive:
        mutual = measure(archive).rivals.mutual_follows
    assert (mutual.count, mutual.of) == (1, 2)


def test_without_any_follower_in_the_archive_mutual_follows_are_not_known():
    with archive_of([owner(), act("follow", "n:a")]) as archive:
        assert measure(archive).rivals.mutual_follows is None


def test_the_year_with_the_most_posts_is_named():
    rows = [owner(), *(post(n, day(n % 300)) for n in range(200)), *(post(n, day(400)) for n in range(200, 250))]
    with archive_of(rows) as archive:
        rivals = measure(archive).rivals
    assert (rivals.archetype, rivals.archetype_year) == ("oracle", 2024)


def test_private_messages_alone_do_not_tell_who_answers():
    """As in X's and Instagram's archives: messages both ways, and nothing of what others answered in public."""
    rows = [owner(), act("reply", "n:a", day(1)), act("message", "n:b", day(1)), act("message", ME, day(2), who="n:b")]
    with archive_of(rows) as archive:
        found = measure(archive)
    assert found.answered_back is None
    assert {one.key: one.answers for one in found.partners} == {"n:a": 0, "n:b": 1}
    with archive_of([*rows, act("reply", ME, day(3), who="n:a")]) as archive:
        assert measure(archive).answered_back.value == 1


def test_talks_without_a_day_do_not_tell_who_was_talked_with_again():
    with archive_of([owner(), *(act("reply", f"n:{name}") for name in "abcd")]) as archive:
        found = measure(archive)
    assert (found.people_talked_with, found.talked_again.value, found.months_again.value) == (4, None, None)


@pytest.mark.parametrize(
    ("network", "known"), [("mastodon", True), ("instagram", False), ("plain", False), ("tribe", False)]
)
def test_nothing_passed_on_counts_only_where_an_archive_would_say_so(network, known):
    rows = [owner(), *(Post(f"n:{n}", network, ME, day(7 * n), "words") for n in range(20))]
    with archive_of(rows) as archive:
        found = measure(archive)
    assert found.passed_on_per_100.value == found.rivals.reposts_per_post.value == (0 if known else None)
    with archive_of([*rows, act("repost", "n:a", day(1))]) as archive:
        assert measure(archive).passed_on_per_100.value == 5


def test_posts_that_nobody_could_judge_do_not_make_mass_asks_rarer():
    said = {f"n:{n}": MASS_ASK if n < 2 else Said("not_judged" if n < 12 else "say") for n in range(22)}
    with archive_of([owner(), *(post(n, day(n)) for n in range(22))], said) as archive:
        share = measure(archive).mass_ask_share
    assert (share.count, share.of) == (2, 12)
