"""A tribe's contract: announced to all, in effect after 14 days, never backwards, one change at a time."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.favors.models import ContractVersion
from folkmoot.favors.rules.contract import NOTICE, Contract, Version, checked, in_force
from folkmoot.favors.rules.sizes import FavorError
from folkmoot.favors.selectors.contract import coming_version, contract_at, version_in_force
from folkmoot.favors.selectors.ledger import standing_of
from folkmoot.favors.services.contract import change_contract, withdraw_change
from folkmoot.permissions.services import joining
from folkmoot.talk.models import Post
from folkmoot.tribes.services import NotNow, Refused
from tests.favors.ledger_world import days, did, looks, members, page
from tests.support.cast import THEN

OTHER = Contract(30, 240, 5)
MOMENT = timedelta(milliseconds=1)


# --- which terms hold -------------------------------------------------------------------------------
def test_a_tribe_begins_with_the_numbers_of_every_tribe():
    assert in_force([], THEN) == Contract(patience=90, allowance=480, crowd=12)


def test_a_version_holds_from_its_moment_on_and_not_before():
    versions = [Version(OTHER, THEN)]
    assert in_force(versions, THEN - MOMENT) == Contract()
    assert in_force(versions, THEN) == OTHER


def test_of_several_the_one_that_took_effect_last_holds():
    later = Contract(60, 300, 8)
    versions = [Version(OTHER, THEN), Version(later, THEN + NOTICE)]
    assert in_force(versions, THEN + NOTICE - MOMENT) == OTHER
    assert in_force(versions, THEN + NOTICE) == later


def test_one_that_was_taken_back_before_it_held_never_holds():
    assert in_force([Version(OTHER, THEN, THEN - MOMENT)], THEN + NOTICE) == Contract()


@pytest.mark.parametrize(
    ("numbers", "word"),
    [
        (Contract(patience=6), "Patience"),
        (Contract(patience=731), "Patience"),
        (Contract(allowance=29), "Allowance"),
        (Contract(allowance=6001), "Allowance"),
        (Contract(crowd=1), "crowd"),
        (Contract(crowd=101), "crowd"),
    ],
)
def test_numbers_that_no_tribe_could_live_by_are_refused(numbers, word):
    with pytest.raises(FavorError, match=word):
        checked(numbers)


@pytest.mark.parametrize("numbers", [Contract(7, 30, 2), Contract(730, 6000, 100), Contract()])
def test_the_least_and_the_most_are_taken(numbers):
    assert checked(numbers) == numbers


# --- changing them ----------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_change_takes_effect_after_fourteen_days(cast):
    made = change_contract(cast.leader, cast.tribe, OTHER, now=THEN)
    assert made.from_at == THEN + timedelta(days=14)
    assert contract_at(cast.tribe.pk, made.from_at - MOMENT) == Contract()
    assert contract_at(cast.tribe.pk, made.from_at) == OTHER


@pytest.mark.django_db
def test_a_change_is_announced_to_all_on_the_floor(cast):
    change_contract(cast.leader, cast.tribe, OTHER, why="Winter is near")
    post = Post.objects.get(tribe=cast.tribe)
    assert "Our contract changes on" in post.text and "Patience: 30 days" in post.text
    assert "Winter is near" in post.text


@pytest.mark.django_db
def test_terms_never_hold_backwards(cast):
    """Somebody who was in time by the terms of then stays so until the others hold."""
    did(cast.tribe, cast.leader, cast.member, 30, "soup", days_ago=40)
    now = timezone.now()
    made = change_contract(cast.leader, cast.tribe, OTHER, now=now)
    before, after = made.from_at - MOMENT, made.from_at
    assert standing_of(cast.member.pk, cast.tribe.pk, before).is_good
    assert not standing_of(cast.member.pk, cast.tribe.pk, after).is_good


@pytest.mark.django_db
def test_one_change_at_a_time(cast):
    change_contract(cast.leader, cast.tribe, OTHER, now=days(13))
    with pytest.raises(NotNow, match="announced already"):
        change_contract(cast.leader, cast.tribe, Contract(60, 60, 6))
    assert ContractVersion.objects.count() == 1
    assert Post.objects.filter(tribe=cast.tribe).count() == 1


@pytest.mark.django_db
def test_once_it_holds_the_next_may_be_announced(cast):
    change_contract(cast.leader, cast.tribe, OTHER, now=days(15))
    change_contract(cast.leader, cast.tribe, Contract(60, 60, 6))
    now = timezone.now()
    assert version_in_force(cast.tribe, now).contract == OTHER
    assert coming_version(cast.tribe, now).contract == Contract(60, 60, 6)


@pytest.mark.django_db
def test_what_is_taken_back_never_holds_and_leaves_room_for_another(cast):
    made = change_contract(cast.leader, cast.tribe, OTHER, now=days(3))
    withdraw_change(cast.leader, made.pk)
    now = timezone.now()
    assert coming_version(cast.tribe, now) is None
    assert contract_at(cast.tribe.pk, now + NOTICE) == Contract()
    with pytest.raises(NotNow, match="taken back already"):
        withdraw_change(cast.leader, made.pk)
    change_contract(cast.leader, cast.tribe, Contract(60, 60, 6))


@pytest.mark.django_db
def test_what_holds_already_is_not_taken_back(cast):
    made = change_contract(cast.leader, cast.tribe, OTHER, now=days(15))
    with pytest.raises(NotNow, match="holds already"):
        withdraw_change(cast.leader, made.pk)
    assert contract_at(cast.tribe.pk, timezone.now()) == OTHER


@pytest.mark.django_db
def test_only_leaders_change_it_and_take_it_back(cast):
    made = change_contract(cast.leader, cast.tribe, OTHER)
    for other in (cast.member, cast.outsider, cast.removed):
        with pytest.raises(Refused):
            change_contract(other, cast.tribe, OTHER)
        with pytest.raises(Refused):
            withdraw_change(other, made.pk)
    with pytest.raises(Refused, match="no such change"):
        withdraw_change(cast.leader, 1)
    assert coming_version(cast.tribe, timezone.now()) == made


@pytest.mark.django_db
def test_the_day_to_look_again_lies_ahead(cast):
    today = timezone.now().date()
    for day in (today, today - timedelta(days=1)):
        with pytest.raises(FavorError, match="lies ahead"):
            change_contract(cast.leader, cast.tribe, OTHER, look_again_on=day)
    assert not ContractVersion.objects.exists()


# --- the pages --------------------------------------------------------------------------------------
def url(cast, name: str = "contract") -> str:
    return reverse(name, args=[cast.tribe.slug])


TERMS = {"patience": "60", "allowance": "300", "crowd": "8", "words": "We *share*.", "why": "Winter"}


@pytest.mark.django_db
def test_the_page_says_each_number_and_what_it_means(cast):
    text = page(cast.member, url(cast))
    assert "Whoever received a favor has 90 days to return it" in text
    assert "8 hours" in text and "more than 12 people" in text
    assert "The numbers that every tribe begins with." in text
    assert url(cast, "contract_change") not in text
    assert url(cast, "contract_change") in page(cast.leader, url(cast))


@pytest.mark.django_db
def test_a_leader_looks_at_what_it_means_before_announcing_it(cast):
    answer = looks(cast.leader, url(cast, "contract_change"), "post", **TERMS, preview="1")
    text = " ".join(answer.content.decode().split())
    assert answer.status_code == 200
    assert "has 60 days to return it" in text and "(until then 90 days)" in text and "5 hours" in text
    assert not ContractVersion.objects.exists()


@pytest.mark.django_db
def test_what_is_coming_stands_on_the_page_with_its_day_and_its_reason(cast):
    answer = looks(cast.leader, url(cast, "contract_change"), "post", **TERMS)
    assert answer.status_code == 302
    made = ContractVersion.objects.get()
    text = page(cast.member, url(cast))
    assert "60 days <span" in text and "until then 90 days" in text
    assert "Winter" in text and "Announced by Leader" in text and "<em>share</em>" in text
    withdraw = reverse("contract_withdraw", args=[cast.tribe.slug, made.pk])
    assert withdraw not in text and withdraw in page(cast.leader, url(cast))
    assert looks(cast.leader, withdraw, "post").status_code == 302
    text = page(cast.member, url(cast))
    assert "Leader took it back on" in text and "it never held" in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"patience": "1"}, {"patience": ""}, {"allowance": "many"}, {"crowd": "-3"}, {"look_again_on": "soon"}]
)
def test_nonsense_gets_a_sentence_and_changes_nothing(cast, wrong):
    answer = looks(cast.leader, url(cast, "contract_change"), "post", **{**TERMS, **wrong})
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert not ContractVersion.objects.exists()


@pytest.mark.django_db
def test_a_second_change_is_refused_with_a_sentence(cast):
    change_contract(cast.leader, cast.tribe, OTHER)
    answer = looks(cast.leader, url(cast, "contract_change"), "post", **TERMS)
    assert answer.status_code == 422 and "A change is announced already" in answer.content.decode()


@pytest.mark.django_db
def test_members_are_led_away_from_changing_it(cast):
    made = change_contract(cast.leader, cast.tribe, OTHER)
    for path in (url(cast, "contract_change"), reverse("contract_withdraw", args=[cast.tribe.slug, made.pk])):
        assert looks(cast.member, path, "post", **TERMS).status_code == 302
        assert looks(cast.outsider, path, "post", **TERMS).status_code == 404
    assert ContractVersion.objects.count() == 1


@pytest.mark.django_db
def test_a_change_of_another_tribe_is_not_found(cast):
    (ann,) = members(cast.tribe, "ann")
    elsewhere = joining.found_tribe(ann, "Elm Road", "Another street.")
    made = change_contract(ann, elsewhere, OTHER)
    path = reverse("contract_withdraw", args=[cast.tribe.slug, made.pk])
    assert looks(cast.leader, path, "post").status_code == 404


@pytest.mark.django_db
def test_once_the_day_has_come_the_page_reminds_gently(cast):
    then = days(40)
    change_contract(cast.leader, cast.tribe, OTHER, look_again_on=(then + timedelta(days=30)).date(), now=then)
    assert "has come, on which we wanted to look at these terms again" in page(cast.member, url(cast))


@pytest.mark.django_db
def test_before_that_day_it_says_when(cast):
    then = days(40)
    change_contract(cast.leader, cast.tribe, OTHER, look_again_on=(then + timedelta(days=90)).date(), now=then)
    text = page(cast.member, url(cast))
    assert "We look at it again on" in text and "has come" not in text
