"""My halves and a favor's page: what each of the cast reads, and what nobody else does."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from folkmoot.favors.models import Claim, Entry, Promise
from folkmoot.favors.rules.book import State, What
from folkmoot.favors.selectors.ledger import SHOWN, state_of
from folkmoot.favors.services.asking import vouch_for
from folkmoot.favors.services.board import Draft, ask_for_help
from folkmoot.favors.services.promising import promise_help, say_done, thank
from folkmoot.favors.services.settling import bring_due, forgive, object_to, take_back
from folkmoot.tribes.models import Membership
from tests.favors.ledger_world import days, did, looks, members, page

pytestmark = pytest.mark.django_db


def halves_url(cast) -> str:
    return reverse("my_halves", args=[cast.tribe.slug])


def favor_url(favor: int) -> str:
    return reverse("favor", args=[favor])


@pytest.fixture
def ann(cast):
    return members(cast.tribe, "ann")[0]


# --- my halves --------------------------------------------------------------------------------------
def test_open_halves_are_listed_oldest_first_with_minutes_and_patience(cast, ann):
    did(cast.tribe, ann, cast.member, 30, "the bicycle", days_ago=80)
    did(cast.tribe, cast.leader, cast.member, 240, "the translation", days_ago=10)
    text = page(cast.member, halves_url(cast))
    assert text.index("the bicycle") < text.index("the translation")
    assert "30 minutes of 30 minutes that Ann gave you" in text
    assert "9 days of patience are left." in text or "10 days of patience are left." in text
    assert "2 halves are open, 4 h 30 min together." in text


def test_what_is_partly_returned_says_so_and_its_ring_is_partly_closed(cast, ann):
    did(cast.tribe, ann, cast.member, 60, "the shelf", days_ago=5)
    did(cast.tribe, cast.member, cast.leader, 15, "the mail", days_ago=4)
    text = page(cast.member, halves_url(cast))
    assert "45 minutes of 1 hour that Ann gave you" in text
    assert "It is partly returned." in text
    assert 'stroke-dasharray="25 100"' in text


def test_someone_lapsed_reads_why_and_what_brings_them_back(cast, ann):
    did(cast.tribe, ann, cast.member, 30, "the bicycle", days_ago=120)
    did(cast.tribe, cast.leader, cast.member, 240, "the translation", days_ago=110)
    text = page(cast.member, halves_url(cast))
    assert "Some favors wait to be returned" in text
    assert "Two favors wait since" in text
    assert "the bicycle (30 min) and the translation (4 h)." in text
    assert "4 h 30 min of it make your standing good again" in text


def test_giving_that_much_makes_the_standing_good_again(cast, ann):
    did(cast.tribe, ann, cast.member, 30, "the bicycle", days_ago=120)
    did(cast.tribe, cast.leader, cast.member, 600, "moving", days_ago=1)
    assert "2 h 30 min of it make your standing good again" in page(cast.member, halves_url(cast))
    did(cast.tribe, cast.member, ann, 149, "the garden")
    assert "Some favors wait to be returned" in page(cast.member, halves_url(cast))
    did(cast.tribe, cast.member, ann, 1, "the last minute")
    assert "You are in good standing" in page(cast.member, halves_url(cast))


def test_too_many_open_minutes_are_told_beside_the_allowance(cast, ann):
    did(cast.tribe, ann, cast.member, 600, "moving", days_ago=2)
    text = page(cast.member, halves_url(cast))
    assert "10 hours stand open together; the contract&#x27;s allowance is 8 hours." in text


def test_a_newcomer_is_in_good_standing(cast, ann):
    text = page(ann, halves_url(cast))
    assert "You are in good standing" in text
    assert "Everybody begins in good standing." in text
    assert "Nothing is open" in text


def test_what_lies_ahead_is_told_in_words(cast, ann):
    did(cast.tribe, cast.member, ann, 45, "the hedge")
    text = page(cast.member, halves_url(cast))
    assert "45 minutes of it lie ahead" in text
    assert "balance" not in text.lower()


def test_asks_on_the_board_that_would_settle_it_are_one_tap_away(cast, ann):
    did(cast.tribe, ann, cast.member, 30, "the bicycle")
    ask = ask_for_help(ann, cast.tribe, Draft("a lift to the station", 20))
    own = ask_for_help(cast.member, cast.tribe, Draft("my own ask", 20))
    text = page(cast.member, halves_url(cast))
    promise_url = reverse("ask_promise", args=[ask.pk])
    assert f'action="{promise_url}"' in text and 'name="minutes" value="20"' in text
    assert reverse("ask_promise", args=[own.pk]) not in text
    assert looks(cast.member, promise_url, "post", minutes="20").status_code == 302
    assert Promise.objects.get(helper=cast.member).minutes == 20
    assert promise_url not in page(cast.member, halves_url(cast))


def test_everything_received_says_how_each_half_was_settled(cast, ann):
    ben, cleo = members(cast.tribe, "ben", "cleo")
    did(cast.tribe, ann, cast.member, 10, "soup", days_ago=30)
    did(cast.tribe, cast.member, ann, 10, "wood", days_ago=29)
    did(cast.tribe, ann, cast.member, 20, "bread", days_ago=28)
    did(cast.tribe, cast.member, ben, 20, "nails", days_ago=27)
    did(cast.tribe, ben, ann, 20, "paint", days_ago=26)
    did(cast.tribe, ann, cast.member, 30, "eggs", days_ago=25)
    did(cast.tribe, cast.member, cleo, 30, "glue", days_ago=24)
    text = page(cast.member, halves_url(cast) + "?received=all")
    assert "10 minutes directly, for Ann: wood" in text
    assert "20 minutes round a circle, which began with what you did for Ben: nails" in text
    assert "30 minutes passed on, for Cleo: glue" in text


def test_what_was_let_go_stands_among_what_settled_it(cast, ann):
    forgive(ann, did(cast.tribe, ann, cast.member, 25, "soup"))
    assert "25 minutes let go" in page(cast.member, halves_url(cast) + "?received=all")


@pytest.mark.parametrize(
    "query", ["", "?received=all", "?received=all&before=nonsense", "?before=99999999999999999999"]
)
def test_nobody_reads_of_anothers_halves(cast, ann, query):
    did(cast.tribe, ann, cast.member, 30, "s3cret half", shared=False)
    assert "s3cret half" not in page(cast.leader, halves_url(cast) + query)
    for other in (cast.outsider, cast.removed):
        assert looks(other, halves_url(cast) + query).status_code == 404
    assert looks(cast.nobody, halves_url(cast) + query).status_code == 302


def test_my_halves_ask_for_the_same_number_of_things_whatever_one_owes(cast, ann, django_assert_max_num_queries):
    for number in range(60):
        did(cast.tribe, ann, cast.member, 5, f"small thing {number}", days_ago=100 - number)
    client = Client()
    client.force_login(cast.member)
    with django_assert_max_num_queries(19):
        text = client.get(halves_url(cast)).content.decode()
    assert f"The oldest {SHOWN}; they are settled first." in text


# --- a favor ----------------------------------------------------------------------------------------
def test_the_two_read_minutes_and_what_is_open_and_members_do_not(cast, ann):
    favor = did(cast.tribe, ann, cast.member, 35, "the bicycle")
    for one in (ann, cast.member):
        assert "35 minutes" in page(one, favor_url(favor))
    assert "35 minutes of 35 minutes wait for you to return, to Ann or to anybody here." in page(
        cast.member, favor_url(favor)
    )
    assert "wait with Member" in page(ann, favor_url(favor))
    text = page(cast.leader, favor_url(favor))
    assert "Ann did it for Member" in text
    assert "35" not in text.replace(str(favor), "")


def test_a_favor_is_not_found_by_those_who_may_not_read_of_it(cast, ann):
    shared = did(cast.tribe, ann, cast.member, 35, "the bicycle")
    just_us = did(cast.tribe, ann, cast.member, 35, "between us", shared=False)
    for other in (cast.outsider, cast.removed):
        assert looks(other, favor_url(shared)).status_code == 404
    assert looks(cast.leader, favor_url(just_us)).status_code == 404
    assert looks(cast.nobody, favor_url(shared)).status_code == 302
    for entering in ("favor_object", "favor_back", "favor_forgive", "favor_decide"):
        assert looks(cast.leader, reverse(entering, args=[just_us])).status_code == 404
        assert looks(cast.outsider, reverse(entering, args=[shared]), "post", reason="x").status_code == 404


@pytest.mark.parametrize("number", [0, 2**63 - 1, 2**63, 10**30])
def test_a_favor_that_is_not_there_is_not_found(cast, number):
    for name in ("favor", "favor_object", "favor_back", "favor_forgive", "favor_decide"):
        assert looks(cast.leader, reverse(name, args=[number])).status_code == 404
    withdraw = reverse("contract_withdraw", args=[cast.tribe.slug, number])
    assert looks(cast.leader, withdraw, "post").status_code == 404


def test_a_gift_is_told_to_the_two_alone(cast, ann):
    favor = did(cast.tribe, ann, cast.member, 35, "the bicycle", gift=True)
    assert "It was a gift" in page(cast.member, favor_url(favor))
    assert "gift" not in page(cast.leader, favor_url(favor)).lower()


def test_whoever_gave_lets_go_what_is_open(cast, ann):
    favor = did(cast.tribe, ann, cast.member, 35, "the bicycle")
    url = reverse("favor_forgive", args=[favor])
    assert url in page(ann, favor_url(favor))
    assert url not in page(cast.member, favor_url(favor))
    assert looks(cast.member, url, "post", reason="please").status_code == 404
    assert looks(ann, url, "post", reason="").status_code == 302
    assert Claim.objects.get(pk=favor).open == 0
    assert "Ann let go what was open of it." in page(cast.member, favor_url(favor))


def test_a_leader_lets_go_with_a_reason_and_is_not_told_whether_anything_was_open(cast, ann):
    open_one = did(cast.tribe, ann, cast.member, 35, "the bicycle")
    gift = did(cast.tribe, ann, cast.member, 35, "the cake", gift=True)
    assert looks(cast.leader, reverse("favor_forgive", args=[open_one]), "post", reason="").status_code == 422
    said = []
    for favor in (open_one, gift):
        answer = looks(cast.leader, reverse("favor_forgive", args=[favor]), "post", reason="A hard year")
        assert answer.status_code == 302
        said.append([str(message) for message in answer.wsgi_request._messages])
    assert said[0] == said[1] != []
    assert Claim.objects.get(pk=open_one).open == 0


def test_a_member_objects_and_a_leader_decides(cast, ann):
    favor = did(cast.tribe, ann, cast.leader, 35, "the hedge")
    other = did(cast.tribe, ann, cast.member, 35, "the fence")
    (ben,) = members(cast.tribe, "ben")
    assert looks(ben, reverse("favor_object", args=[other]), "post", reason="It was my fence").status_code == 302
    assert state_of(other) == State.HELD
    assert "held out of the account" in page(ann, favor_url(other))
    assert looks(cast.leader, reverse("favor_decide", args=[other]), "post", reason="").status_code == 422
    looks(cast.leader, reverse("favor_decide", args=[other]), "post", reason="It was not", decision="counts")
    assert state_of(other) == State.COUNTS
    text = page(cast.member, favor_url(other))
    assert "Leader decided: it counts again" in text and "It was not" in text
    looks(ben, reverse("favor_object", args=[favor]), "post", reason="My hedge")
    answer = looks(cast.leader, reverse("favor_decide", args=[favor]), "post", reason="Mine", decision="counts")
    assert answer.status_code == 422  # it is about a favor of the leader's
    assert state_of(favor) == State.HELD


def test_who_objected_is_told_to_leaders_alone_and_their_words_to_the_two(cast, ann):
    favor = did(cast.tribe, ann, cast.member, 35, "the fence")
    ben, cleo = members(cast.tribe, "ben", "cleo")
    object_to(ben, favor, "It was my fence")
    assert "Ben objected to it" in page(cast.leader, favor_url(favor))
    assert "You objected to it" in page(ben, favor_url(favor))
    for one in (ann, cast.member):
        text = page(one, favor_url(favor))
        assert "Somebody objected to it" in text and "It was my fence" in text and "Ben" not in text
    text = page(cleo, favor_url(favor))
    assert "Somebody objected to it" in text and "It was my fence" not in text and "Ben" not in text


def test_an_objection_is_offered_to_members_who_are_not_part_of_it(cast, ann):
    favor = did(cast.tribe, ann, cast.member, 35, "the fence")
    (ben,) = members(cast.tribe, "ben")
    url = reverse("favor_object", args=[favor])
    assert url in page(ben, favor_url(favor))
    for one in (ann, cast.member):
        assert url not in page(one, favor_url(favor))
        assert looks(one, url, "post", reason="I regret it").status_code == 404


def test_whoever_gave_takes_it_back_with_a_reason(cast, ann):
    favor = did(cast.tribe, ann, cast.member, 35, "the fence")
    url = reverse("favor_back", args=[favor])
    assert looks(cast.member, url, "post", reason="x").status_code == 404
    assert looks(ann, url, "post", reason="").status_code == 422
    looks(ann, url, "post", reason="It was next door")
    assert state_of(favor) == State.OUT
    text = page(cast.member, favor_url(favor))
    assert "Ann took it back" in text and "It was next door" in text and "It is out of the account" in text
    assert looks(ann, url, "post", reason="again").status_code == 302  # told that it is out already
    assert Entry.objects.filter(what=What.REVERSAL).count() == 1


def test_what_settled_a_half_is_told_without_what_stays_between_two_others(cast, ann):
    (ben,) = members(cast.tribe, "ben")
    favor = did(cast.tribe, ann, cast.member, 35, "the fence", days_ago=3)
    did(cast.tribe, cast.member, ben, 35, "s3cret talk", days_ago=2, shared=False)
    text = page(ann, favor_url(favor))
    assert "35 minutes passed on, by a favor between two people" in text
    assert "s3cret talk" not in text and "Ben" not in text
    assert "35 minutes passed on, for Ben: s3cret talk" in page(cast.member, favor_url(favor))


def test_somebody_who_left_still_reads_of_their_own_favor_and_nothing_else(cast, ann):
    favor = did(cast.tribe, cast.removed, cast.member, 35, "the fence", days_ago=3)
    did(cast.tribe, cast.member, ann, 35, "s3cret talk", days_ago=2)
    text = page(cast.removed, favor_url(favor))
    assert "the fence" in text
    assert "A favor between two people" in text
    assert "s3cret talk" not in text and "Ann" not in text


def test_a_favor_that_was_taken_back_has_no_journey(cast, ann):
    favor = did(cast.tribe, ann, cast.member, 35, "the fence", days_ago=3)
    did(cast.tribe, cast.member, cast.leader, 35, "the roof", days_ago=2)
    assert "the roof" in page(cast.leader, favor_url(favor))
    take_back(ann, favor, "It was next door")
    assert "the roof" not in page(cast.leader, favor_url(favor))


def test_what_was_returned_in_very_many_parts_can_be_read(cast, ann):
    bea, cid = members(cast.tribe, "bea", "cid")
    favor = did(cast.tribe, ann, cast.member, 600, "moving", days_ago=300)
    for number in range(501):  # SQLite unites 500 selects at most
        did(cast.tribe, cast.member, (bea, cid, cast.leader)[number % 3], 1, "a minute", days_ago=290 - number / 2)
    assert page(cast.member, halves_url(cast) + "?received=all").count("passed on, for") == 501
    assert page(ann, favor_url(favor)).count("passed on, for") == 501


# --- vouches that came due --------------------------------------------------------------------------
@pytest.fixture
def due(cast, ann) -> Claim:
    return came_due(cast, ann)


def came_due(cast, ann, shared: bool | None = None) -> Claim:
    """What came due of the leader's vouch: the member received 31 minutes from Ann and returned nothing in time."""
    then = days(100)
    Membership.objects.filter(tribe=cast.tribe).update(joined_at=then - timedelta(days=1))
    ask = ask_for_help(cast.member, cast.tribe, Draft("a wall", 31), now=then)
    vouch_for(cast.leader, ask.pk, now=then)
    promise = promise_help(ann, ask.pk, now=then)
    say_done(ann, promise.pk, now=then)
    thank(cast.member, promise.pk, shared=shared, now=then)
    assert bring_due(cast.tribe.pk, timezone.now()) == 1
    return Claim.objects.get(debtor=cast.leader)


def test_a_vouch_that_came_due_stands_among_the_halves_of_whoever_vouched(cast, ann, due):
    text = page(cast.leader, halves_url(cast))
    assert "a wall" in text and "(you vouched for it)" in text
    assert "31 minutes of 31 minutes that Ann gave you" in text
    assert "You vouched for it: 31 minutes of 31 minutes wait for you to return." in page(
        cast.leader, favor_url(due.favor_id)
    )


def test_it_is_between_them_and_whoever_gave_and_the_receiver_reads_nothing_of_it(cast, ann, due):
    text = page(ann, favor_url(due.favor_id))
    assert "Leader vouched for it: 31 minutes of 31 minutes wait with them." in text
    assert text.count("Let it go") == 2
    text = page(cast.member, favor_url(due.favor_id))
    assert "vouched" not in text and "Leader" not in text
    (ben,) = members(cast.tribe, "ben")
    assert "vouched" not in page(ben, favor_url(due.favor_id))


def test_whoever_gave_lets_go_what_came_due_and_nobody_else_does(cast, ann, due):
    url = reverse("favor_forgive", args=[due.pk])
    for other in (cast.leader, cast.member, cast.outsider):
        assert looks(other, url, "post", reason="please").status_code == 404
    assert looks(ann, url, "post", reason="").status_code == 302
    due.refresh_from_db()
    assert due.open == 0
    assert Claim.objects.get(pk=due.favor_id).open == 31  # the receiver's own stays


def test_a_vouch_for_what_stays_between_two_is_told_without_a_way_there(cast, ann):
    due = came_due(cast, ann, shared=False)
    text = page(cast.leader, halves_url(cast))
    assert "a wall" in text and favor_url(due.favor_id) not in text
    assert looks(cast.leader, favor_url(due.favor_id)).status_code == 404


def test_where_nothing_is_open_there_is_nothing_to_let_go(cast, ann):
    favor = did(cast.tribe, ann, cast.member, 35, "the fence")
    forgive(ann, favor)
    url = reverse("favor_forgive", args=[favor])
    for method in ("get", "post"):
        answer = looks(ann, url, method)
        assert answer.status_code == 302 and answer.url == favor_url(favor)
    assert Entry.objects.filter(what=What.FORGIVING).count() == 1
