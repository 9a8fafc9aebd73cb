"""A tribe's totals, shared favors, reasons and objections: sums and what people shared, never who owes."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.favors.selectors.ledger import totals
from folkmoot.favors.selectors.months import Month, months_of, untold_where_few
from folkmoot.favors.services.board import Draft, ask_for_help
from folkmoot.favors.services.settling import decide, forgive, object_to, take_back
from folkmoot.tribes.models import Membership
from tests.favors.ledger_world import did, looks, members, page

pytestmark = pytest.mark.django_db


def url(cast, name: str = "tribe_favors") -> str:
    return reverse(name, args=[cast.tribe.slug])


@pytest.fixture
def people(cast):
    return members(cast.tribe, "ann", "ben", "cleo", "dora", "emil")


def busy_year(cast, people) -> None:
    """Favors round and across: some returned in time, one late, one not at all, some passed on."""
    ann, ben, cleo, dora, emil = people
    did(cast.tribe, ann, ben, 60, "the roof", days_ago=300)
    did(cast.tribe, ben, cleo, 60, "the fence", days_ago=290)  # returned after 10 days, passed on
    did(cast.tribe, cleo, ben, 60, "the lamp", days_ago=190)  # returned after 100 days, directly
    did(cast.tribe, dora, emil, 30, "the soup", days_ago=150)  # never


# --- totals -----------------------------------------------------------------------------------------
def test_the_totals_are_those_of_the_ledger(cast, people):
    busy_year(cast, people)
    text = page(cast.member, url(cast))
    assert "3 h 30 min" in text
    assert "25% (1 of 4)" in text  # in time; late; overdue: Emil, and Ben for the lamp
    assert "Of 3 people who were helped here, 33% passed something on to somebody else." in text
    assert "6.0%" in text and "5,671" in text and "24.5%" in text and "Althoff" in text


def test_the_last_year_is_told_beside_all_time(cast, people):
    ann, ben, *_ = people
    did(cast.tribe, ann, ben, 60, "long ago", days_ago=500)
    busy_year(cast, people)
    now = timezone.now()
    assert (totals(cast.tribe, now).favors, totals(cast.tribe, now, 365).favors) == (5, 4)
    assert (totals(cast.tribe, now).minutes, totals(cast.tribe, now, 365).minutes) == (270, 210)


def test_favors_that_are_held_or_out_count_nowhere(cast, people):
    busy_year(cast, people)
    ann, ben, *_ = people
    before = totals(cast.tribe, timezone.now())
    object_to(cast.member, did(cast.tribe, ann, ben, 77, "held", days_ago=3), "mine")
    take_back(ann, did(cast.tribe, ann, ben, 77, "out", days_ago=2), "never happened")
    assert totals(cast.tribe, timezone.now()) == before


def test_asks_that_were_steered_away_are_counted(cast, people):
    busy_year(cast, people)
    ask_for_help(cast.member, cast.tribe, Draft("like my page", 1, None), steered=True)
    ask_for_help(cast.member, cast.tribe, Draft("a ladder", 10))
    assert totals(cast.tribe, timezone.now()).steered == 1


def test_of_fewer_than_five_people_no_share_and_no_minutes_are_told(cast, people):
    ann, ben, cleo, dora, emil = people
    did(cast.tribe, ann, ben, 61, "the roof", days_ago=20)
    did(cast.tribe, ben, cleo, 61, "the fence", days_ago=10)
    did(cast.tribe, cleo, dora, 61, "the lamp", days_ago=5)
    text = page(cast.member, url(cast))
    assert "too few to say without pointing at somebody" in text
    assert "%" not in text and "1 min" not in text and "2 h" not in text
    did(cast.tribe, dora, emil, 61, "the soup", days_ago=1)
    text = page(cast.member, url(cast))
    assert "4 h 4 min" in text and "%" in text


def test_a_year_with_fewer_than_five_people_in_it_keeps_its_minutes(cast, people):
    ann, ben, cleo, dora, emil = people
    for giver, receiver in ((ann, ben), (cleo, dora), (dora, emil)):
        did(cast.tribe, giver, receiver, 60, "long ago", days_ago=500)
    did(cast.tribe, ann, ben, 37, "the roof", days_ago=20)
    text = page(cast.member, url(cast))
    assert "3 h 37 min" in text and "37 minutes" not in text
    assert "too few to say" in text


def test_months_are_told_once_enough_happened_in_them():
    def month(number: int, favors: int, minutes: int) -> Month:
        return Month(datetime(2026, number, 1, tzinfo=UTC), favors, minutes)

    told = untold_where_few([month(1, 0, 0), month(2, 5, 100), month(3, 2, 37), month(4, 9, 300)])
    assert [(m.minutes, m.untold) for m in told] == [(0, False), (0, True), (0, True), (300, False)]
    told = untold_where_few([month(1, 1, 30), month(2, 2, 40), month(3, 4, 50)])
    assert [m.untold for m in told] == [True, True, False]
    assert [m.untold for m in untold_where_few([month(1, 3, 30), month(2, 0, 0)])] == [False, False]


def test_the_months_add_up_to_what_was_given_in_them(cast, people):
    ann, ben, *_ = people
    for days_ago in (1, 40, 75, 100, 130, 160, 190, 220, 250, 280, 310):
        for number in range(3):
            did(cast.tribe, ann, ben, 10 + number, "a hand", days_ago=days_ago)
    months = months_of(cast.tribe, timezone.now())
    assert len(months) == 12
    assert sum(month.minutes for month in months) == 11 * 33
    assert sum(month.favors for month in months) == 33
    assert months[-1].begins.month == timezone.localtime().month


# --- shared favors ----------------------------------------------------------------------------------
def test_shared_favors_come_newest_first_without_minutes_and_the_others_not_at_all(cast, people):
    ann, ben, cleo, *_ = people
    did(cast.tribe, ann, ben, 47, "the roof", days_ago=20)
    did(cast.tribe, ben, cleo, 47, "the fence", days_ago=10)
    did(cast.tribe, ann, cleo, 47, "s3cret talk", days_ago=5, shared=False)
    for reader in (cast.member, ann):
        text = page(reader, url(cast))
        assert text.index("the fence") < text.index("the roof")
        assert "s3cret talk" not in text and "47 min" not in text


def test_older_ones_are_a_page_further(cast, people):
    ann, ben, *_ = people
    for number in range(25):
        did(cast.tribe, ann, ben, 5, f"thing {number:02}.", days_ago=30 - number)
    text = page(cast.member, url(cast))
    assert "thing 24." in text and "thing 05." in text and "thing 04." not in text
    older = text.split('href="?before=')[1].split('"')[0]
    text = page(cast.member, f"{url(cast)}?before={older}")
    assert "thing 04." in text and "thing 00." in text and "thing 05." not in text
    assert looks(cast.member, f"{url(cast)}?before=nonsense").status_code == 200


@pytest.mark.parametrize("name", ["tribe_favors", "contract", "objections", "my_halves"])
def test_only_members_come_to_the_pages_of_a_tribes_favors(cast, name):
    for other in (cast.outsider, cast.removed):
        assert looks(other, url(cast, name)).status_code == 404
    assert looks(cast.nobody, url(cast, name)).status_code == 302


# --- reasons ----------------------------------------------------------------------------------------
def test_a_leaders_forgiving_is_told_without_the_favor_and_without_a_name(cast, people):
    ann, ben, *_ = people
    favor = did(cast.tribe, ann, ben, 30, "s3cret roof", days_ago=20, shared=False)
    shared = did(cast.tribe, ann, ben, 30, "the fence", days_ago=400)
    forgive(cast.leader, favor, "A hard year")
    forgive(cast.leader, shared, "A harder year")
    text = page(cast.member, url(cast))
    decided = text[text.index("What leaders decided") :]
    decided = decided[: decided.index("</section>")]
    assert decided.count("A half was let go") == 2
    assert "A hard year" in decided and "Leader" in decided
    for hidden in ("Ben", "Ann", "s3cret", "the fence", str(favor), str(shared), "/favors/"):
        assert hidden not in decided


def test_a_givers_own_forgiving_and_taking_back_are_not_told(cast, people):
    ann, ben, *_ = people
    forgive(ann, did(cast.tribe, ann, ben, 30, "the roof"), "dear old friend")
    take_back(ann, did(cast.tribe, ann, ben, 30, "the fence"), "wrong person")
    text = page(cast.member, url(cast))
    assert "dear old friend" not in text and "wrong person" not in text


def test_decisions_are_told_with_their_reason_and_a_favor_that_is_not_shared_is_not_linked(cast, people):
    ann, ben, *_ = people
    favor = did(cast.tribe, ann, ben, 30, "the roof")
    object_to(cast.member, favor, "My roof")
    decide(cast.leader, favor, True, "It was another's roof")
    hidden = did(cast.tribe, ann, ben, 30, "s3cret fence", shared=False)
    take_back(cast.leader, hidden, "Both asked me to")
    text = page(cast.member, url(cast))
    assert "stays out of the account" in text and "It was another&#x27;s roof" in text
    assert reverse("favor", args=[favor]) in text
    assert "Both asked me to" in text and str(hidden) not in text and "s3cret fence" not in text


# --- objections -------------------------------------------------------------------------------------
def test_leaders_see_what_waits_and_members_are_led_away(cast, people):
    ann, ben, *_ = people
    favor = did(cast.tribe, ann, ben, 30, "the roof")
    assert "Nothing waits" in page(cast.leader, url(cast, "objections"))
    object_to(cast.member, favor, "It was my roof")
    text = page(cast.leader, url(cast, "objections"))
    assert "It was my roof" in text and reverse("favor_decide", args=[favor]) in text
    assert "1 objection" in page(cast.leader, url(cast))
    assert "1 objection" not in page(cast.member, url(cast))
    assert looks(cast.member, url(cast, "objections")).status_code == 302


def test_a_leader_who_is_one_of_the_two_is_told_that_another_decides(cast, people):
    favor = did(cast.tribe, people[0], cast.leader, 30, "the roof")
    object_to(cast.member, favor, "It was my roof")
    Membership.objects.filter(tribe=cast.tribe, person=people[1]).update(role=Membership.Role.LEADER)
    text = page(cast.leader, url(cast, "objections"))
    assert "another leader decides" in text and reverse("favor_decide", args=[favor]) not in text
