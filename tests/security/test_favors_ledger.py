"""The ledger of favors, attacked: wiping out what one owes, and reading what is for two alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.favors.models import Claim, Entry, Promise
from folkmoot.favors.rules.book import What
from folkmoot.favors.services import promising, settling
from folkmoot.favors.services.asking import vouch_for
from folkmoot.favors.services.board import Draft, ask_for_help
from folkmoot.permissions.services import joining
from folkmoot.tribes.models import Membership
from folkmoot.tribes.services import NotNow, Refused
from tests.api.program import program_of
from tests.favors.ledger_world import did, looks, members, page

pytestmark = pytest.mark.django_db


def vouched(cast, voucher, days_ago=100):
    """A favor of the member's to a friend of the voucher's, who has not returned it; its id."""
    then = timezone.now() - timedelta(days=days_ago)
    (debtor,) = members(cast.tribe, "debtor")
    ask = ask_for_help(debtor, cast.tribe, Draft("A roof", 240), now=then)
    vouch_for(voucher, ask.pk, now=then)
    promise = promising.promise_help(cast.member, ask.pk, now=then)
    promising.thank(debtor, promise.pk, now=then)
    return Entry.objects.get(promise=promise).pk


def as_leader(cast, person):
    Membership.objects.filter(tribe=cast.tribe, person=person).update(role="leader")


# --- wiping out what one owes -----------------------------------------------------------------------
@pytest.mark.parametrize("is_due", [True, False])
def test_who_vouched_does_not_take_out_the_favor_that_they_owe_for(cast, is_due):
    """Not by an objection, not by deciding on one, not by a reversal; not even a leader, due or not yet."""
    (vera,) = members(cast.tribe, "vera")
    as_leader(cast, vera)
    favor = vouched(cast, vera)
    if is_due:
        assert settling.bring_due(cast.tribe.pk, timezone.now()) == 1
        assert Claim.objects.get(debtor=vera).open == 240
    for act in (
        lambda: settling.object_to(vera, favor, "It harmed my purse"),
        lambda: settling.take_back(vera, favor, "A mistake"),
        lambda: settling.decide(vera, favor, upheld=True, reason="So be it"),
    ):
        with pytest.raises(Refused, match="You vouched for it"):
            act()
    program = program_of(vera)
    assert program.post(f"/favors/{favor}/back", {"reason": "A mistake"}).status_code == 403
    assert not Entry.objects.filter(what__gt=What.DUE).exists()
    assert settling.bring_due(cast.tribe.pk, timezone.now()) == (0 if is_due else 1)
    settling.take_back(cast.leader, favor, "Another leader may")


def test_a_due_vouch_comes_once_and_on_nobody_who_is_in_it_or_has_left(cast):
    vera, gone = members(cast.tribe, "vera", "gone")
    favor = vouched(cast, vera)
    ask_id = Entry.objects.get(pk=favor).promise.ask_id
    vouch_for(cast.member, ask_id, now=timezone.now() - timedelta(days=99))  # the creditor
    vouch_for(gone, ask_id, now=timezone.now() - timedelta(days=99))
    joining.remove_member(cast.tribe, gone, cast.leader)
    assert settling.bring_due(cast.tribe.pk, timezone.now()) == 1
    assert settling.bring_due(cast.tribe.pk, timezone.now()) == 0
    assert list(Claim.objects.exclude(pk=favor).values_list("debtor_id", "open")) == [(vera.pk, 240)]


@pytest.mark.parametrize("minutes", [0, -1, -30, 6001, 10**12, 10**30])
def test_sizes_that_are_none_enter_nothing(cast, minutes):
    program = program_of(cast.member)
    thanks = {"giver": str(cast.leader.pk), "what": "x", "minutes": minutes}
    assert program.post(f"/tribes/{cast.tribe.slug}/thanks", thanks).status_code == 422
    with pytest.raises(ValueError, match="minute"):
        promising.thank_unasked(cast.member, cast.tribe, cast.leader, "x", minutes)
    ask = ask_for_help(cast.leader, cast.tribe, Draft("A word", 30))
    with pytest.raises(ValueError, match="minute"):
        promising.promise_help(cast.member, ask.pk, minutes)
    promise = promising.promise_help(cast.member, ask.pk)
    with pytest.raises(ValueError, match="minute"):
        promising.thank(cast.leader, promise.pk, minutes)
    for path in (f"/promises/{promise.pk}/thank/", f"/t/{cast.tribe.slug}/thank/"):
        for word in (minutes, "NaN", "1e3", "٣٠x", "", "3.5"):
            answer = looks(cast.leader, path, "post", minutes=str(word), size="exact", what="x", giver="member")
            assert answer.status_code == 422, (path, word, answer.status_code)
    assert not Entry.objects.exists()


def test_a_thanks_that_is_sent_twice_is_one_favor(cast):
    ask = ask_for_help(cast.leader, cast.tribe, Draft("A word", 30))
    promise = promising.promise_help(cast.member, ask.pk)
    promising.thank(cast.leader, promise.pk, 20)
    with pytest.raises(NotNow):
        promising.thank(cast.leader, promise.pk, 20)
    with pytest.raises(Refused):
        promising.thank(cast.member, promise.pk)
    assert Entry.objects.get().minutes == 20


# --- what is for two alone --------------------------------------------------------------------------
def test_a_leader_who_lets_something_go_is_not_told_whether_anything_was_open(cast):
    """By the page and by the API the answers are the same: of an open half, of none, and of a gift."""
    ann, ben = members(cast.tribe, "ann", "ben")
    program = program_of(cast.leader)
    pages, answers = set(), set()
    for by_page in (True, False):
        open_ = did(cast.tribe, ann, ben, 30, "soup", days_ago=9)
        closed = did(cast.tribe, ann, ben, 30, "bread", days_ago=8)
        settling.forgive(ann, closed)
        gift = did(cast.tribe, ann, ben, 30, "cake", days_ago=7, gift=True)
        for favor in (open_, closed, gift):
            if by_page:
                answer = looks(cast.leader, f"/favors/{favor}/forgive/", "post", reason="A hard year")
                pages.add((answer.status_code, answer.cookies["messages"].value.split(":")[0]))
            else:
                answer = program.post(f"/claims/{favor}/forgive", {"reason": "A hard year"})
                answers.add((answer.status_code, answer.content))
                answer = program.post(f"/claims/{favor}/forgive", {"reason": " "})
                assert answer.status_code == 422
        assert Claim.objects.get(pk=open_).open == 0
    assert (len(pages), len(answers)) == (1, 1)


def test_why_its_giver_took_a_favor_back_is_read_by_the_two_alone(cast):
    ann, ben = members(cast.tribe, "ann", "ben")
    favor = did(cast.tribe, ann, ben, 30, "soup")
    settling.take_back(ann, favor, "S3cret between us")
    for person in (ann, ben):
        assert "S3cret" in page(person, f"/favors/{favor}/")
    for person in (cast.member, cast.leader):
        assert "S3cret" not in page(person, f"/favors/{favor}/")
        assert "S3cret" not in page(person, f"/t/{cast.tribe.slug}/favors/")
        assert b"S3cret" not in program_of(person).get(f"/favors/{favor}/history").content


def test_totals_are_told_to_programs_as_rough_as_on_pages(cast):
    """From an exact share it could be worked out which minutes it is made of."""
    people = members(cast.tribe, *"abcdefg")
    for place, person in enumerate(people):
        did(cast.tribe, person, people[place - 1], 31 + place, "soup", days_ago=30 - 3 * place)
    told = program_of(cast.member).get(f"/tribes/{cast.tribe.slug}/totals").json()
    for name in ("in_time_share", "passed_on_share", "forward_share"):
        assert told[name] == round(told[name], 2)
    assert told["median_days"] == int(told["median_days"])


def test_a_removed_members_promises_are_still_between_the_two_and_open_no_tribe(cast):
    (dora,) = members(cast.tribe, "dora")
    mine = promising.promise_help(dora, ask_for_help(cast.member, cast.tribe, Draft("A lamp", 30)).pk)
    theirs = promising.promise_help(cast.member, ask_for_help(dora, cast.tribe, Draft("A roof", 30)).pk)
    joining.ban_member(cast.tribe, dora, cast.leader)
    for promise in (mine, theirs):
        for person in (dora, cast.member):
            assert looks(person, f"/promises/{promise.pk}/").status_code == 200
            assert looks(person, f"/promises/{promise.pk}/note/", "post", text="Still on?").status_code == 302
    looks(dora, f"/promises/{mine.pk}/done/", "post")
    looks(cast.member, f"/promises/{mine.pk}/thank/", "post", minutes="30")
    looks(dora, f"/promises/{theirs.pk}/thank/", "post", minutes="30")
    assert set(Promise.objects.values_list("state", flat=True)) == {"thanked"}
    favor = Entry.objects.get(promise=mine).pk
    assert looks(dora, f"/favors/{favor}/").status_code == 200
    for path in ("board/", "favors/", "halves/", "contract/", "objections/", "thank/", "asks/new/", "offers/new/"):
        assert looks(dora, f"/t/{cast.tribe.slug}/{path}").status_code == 404
    for verb in ("object", "decide"):
        assert looks(dora, f"/favors/{favor}/{verb}/", "post", reason="x").status_code == 404
    others = did(cast.tribe, cast.leader, cast.member, 5, "soup")
    assert looks(dora, f"/favors/{others}/").status_code == 404


def test_two_who_trade_with_a_third_wipe_out_no_more_than_the_allowance(cast):
    """A debtor of thirty hours has a friend thank them for a hundred hours, again and again."""
    (friend,) = members(cast.tribe, "friend")
    debt = did(cast.tribe, cast.leader, cast.member, 1800, "a summer", days_ago=40)
    for _ in range(5):
        promising.thank_unasked(friend, cast.tribe, cast.member, "nothing at all", 6000)
    assert Claim.objects.get(pk=debt).open == 1800 - 480
    for favor in Entry.objects.filter(giver=cast.member).values_list("pk", flat=True):
        settling.take_back(cast.member, favor, "and once more")
    promising.thank_unasked(friend, cast.tribe, cast.member, "nothing at all", 6000)
    assert Claim.objects.get(pk=debt).open >= 1800 - 480
