"""Asking favors, attacked: what the answers tell of others, and ways round the price."""

from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.favors.models import AskSent
from folkmoot.favors.selectors.board import asked_of
from folkmoot.favors.services import asking, promising
from folkmoot.favors.services.asking import Audience, How, TooDear
from folkmoot.favors.services.board import Draft, ask_for_help, change_ask
from folkmoot.permissions import proofs
from folkmoot.permissions.rules import Per, Scope, Terms
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.giving import give_permission
from folkmoot.tribes.models import Membership
from folkmoot.tribes.services import NotNow, Refused
from tests.api.program import program_of
from tests.favors.ledger_world import did, looks, members

pytestmark = pytest.mark.django_db
DRAFT = Draft("Carry a wardrobe", 5)


def by_name(*people):
    return Audience(How.NAMED, tuple(person.pk for person in people))


def permitting(cast, *names):
    people = members(cast.tribe, *names)
    for person in people:
        give_permission(person, cast.tribe, Scope.ASKS)
    return people


# --- what an answer tells of others -----------------------------------------------------------------
def test_an_asker_cannot_tell_who_said_no_from_who_was_asked(cast):
    """Dora has seen the ask on the board and said no; Eve has not. To the asker both are the same, before and after."""
    dora, eve = permitting(cast, "dora", "eve")
    program, said = program_of(cast.member), []
    for person in (dora, eve):
        ask = ask_for_help(cast.member, cast.tribe, DRAFT)
        if person == dora:
            asking.say_no(dora, ask.pk)
        price, put = asking.price_of_ask(cast.member, ask, by_name(person)), f"/asks/{ask.pk}/put"
        first, again = (program.post(put, {"to": "named", "people": [str(person.pk)]}) for _ in range(2))
        said.append((price.pushed_to, first.status_code, first.json()["reached"], again.status_code, again.content))
        assert asked_of(person, timezone.now()).filter(pk=ask.pk).exists() == (person == eve)  # a no is a no
    assert said[0] == said[1]
    assert said[0][:4] == (1, 200, 1, 409)


def test_who_said_no_is_not_asked_again_by_an_ask_to_everybody(cast):
    dora, eve = permitting(cast, "dora", "eve")
    ask = ask_for_help(cast.member, cast.tribe, DRAFT)
    asking.say_no(dora, ask.pk)
    before = asking.price_of_ask(cast.member, ask, Audience(How.CROWD)).pushed_to
    sent, _price = asking.put_before(cast.member, ask.pk, Audience(How.CROWD))
    shown = [asked_of(person, timezone.now()).filter(pk=ask.pk).exists() for person in (dora, eve)]
    assert shown == [False, True]
    assert list(proofs.breaks()) == []
    assert sent.reached == before == 2  # the number is the one that stood there before


def test_who_does_not_permit_it_looks_like_who_has_been_asked_enough(cast):
    """To the one who asks it is the same sentence, by the service and by the API, and nothing is sent."""
    (full,) = members(cast.tribe, "full")
    (closed,) = members(cast.tribe, "closed")
    give_permission(full, cast.tribe, Scope.ASKS, Terms(at_most=1, per=Per.MONTH))
    asking.put_before(cast.leader, ask_for_help(cast.leader, cast.tribe, DRAFT).pk, by_name(full))
    ask = ask_for_help(cast.member, cast.tribe, DRAFT)
    program, said = program_of(cast.member), set()
    for person in (full, closed, cast.outsider, cast.removed):
        with pytest.raises(NotNow) as refused:
            asking.put_before(cast.member, ask.pk, by_name(person))
        answer = program.post(f"/asks/{ask.pk}/put", {"to": "named", "people": [str(person.pk)]})
        said.add((str(refused.value), answer.status_code, answer.content))
    assert len(said) == 1
    assert not AskSent.objects.filter(ask=ask).exists()


def test_who_promised_and_was_asked_afterwards_does_not_lower_the_tribes_record(cast):
    """A promise that no sending brought is counted under none, also when it is dropped."""
    dora, eve = permitting(cast, "dora", "eve")
    ask = ask_for_help(cast.member, cast.tribe, Draft("Carry a wardrobe", 5, 3))
    promise = promising.promise_help(dora, ask.pk)
    with pytest.raises(NotNow):  # whoever promised is not asked once more
        asking.put_before(cast.member, ask.pk, by_name(dora))
    promising.drop(dora, promise.pk)
    again = promising.promise_help(eve, ask.pk)
    asking.put_before(cast.member, ask.pk, Audience(How.CROWD))
    promising.drop(eve, again.pk)
    assert AskSent.objects.get().helped == 0


# --- ways round the price ---------------------------------------------------------------------------
def test_an_ask_that_was_put_before_people_takes_no_more_than_its_price_said(cast):
    (dora,) = permitting(cast, "dora")
    ask = ask_for_help(cast.member, cast.tribe, Draft("A word", 5, 2))
    change_ask(cast.member, ask.pk, Draft("A word", 10, 3))  # nobody was asked yet
    asking.put_before(cast.member, ask.pk, by_name(dora))
    for more in (Draft("My house", 240, 3), Draft("A word", 10, 1000), Draft("A word", 10, None)):
        with pytest.raises(NotNow, match="can only become smaller"):
            change_ask(cast.member, ask.pk, more)
    answer = program_of(cast.member).patch(f"/asks/{ask.pk}", {"minutes": 240})
    assert answer.status_code == 409
    answer = looks(cast.member, f"/asks/{ask.pk}/edit/", "post", what="My house", size="afternoon", needed="3")
    assert answer.status_code == 422
    ask.refresh_from_db()
    assert (ask.minutes, ask.needed) == (10, 3)
    change_ask(cast.member, ask.pk, Draft("A short word", 5, 1))


def test_what_somebody_vouches_for_does_not_grow_afterwards(cast):
    (dora,) = members(cast.tribe, "dora")
    ask = ask_for_help(cast.member, cast.tribe, DRAFT)
    asking.vouch_for(dora, ask.pk)
    with pytest.raises(NotNow, match="vouches for it as it is"):
        change_ask(cast.member, ask.pk, Draft("Carry a wardrobe", 6000))
    asking.withdraw_vouch(dora, ask.pk)
    change_ask(cast.member, ask.pk, Draft("Carry a wardrobe", 6000))


def test_nobody_asks_a_crowd_by_asking_a_few_again_and_again(cast):
    """Twelve by name are personal; twelve and twelve more of the same ask are the crowd that they are."""
    people = permitting(cast, *(f"p{n}" for n in range(24)))
    ask = ask_for_help(cast.leader, cast.tribe, Draft("A like", 6000, None))
    Membership.objects.filter(tribe=cast.tribe).update(joined_at=timezone.now() - timedelta(days=400))
    asking.put_before(cast.leader, ask.pk, by_name(*people[:12]))
    with pytest.raises(TooDear) as dear:
        asking.put_before(cast.leader, ask.pk, by_name(*people[12:]))
    assert dear.value.price.pushed_to == 24
    ask.refresh_from_db()
    assert ask.steered and ask.sent.count() == 1
    told = looks(
        cast.leader, f"/asks/{ask.pk}/put/", "post", audience="named", people=[str(p.pk) for p in people[12:]], show="1"
    )
    assert told.context["price"].price == dear.value.price  # the page says so before


def test_a_vouch_that_let_an_ask_through_is_not_taken_back_after_it(cast):
    """Otherwise two friends push any ask: vouch, push, take it back."""
    dora, eve = permitting(cast, "dora", "eve")
    ask = ask_for_help(cast.member, cast.tribe, DRAFT)
    asking.vouch_for(dora, ask.pk)
    asking.put_before(cast.member, ask.pk, by_name(eve))
    with pytest.raises(NotNow, match="because of it"):
        asking.withdraw_vouch(dora, ask.pk)
    asking.vouch_for(eve, ask.pk)  # after it was put before anybody
    asking.withdraw_vouch(eve, ask.pk)


def test_the_pace_of_who_has_left_the_tribe_carries_no_ask(cast):
    (dora,) = members(cast.tribe, "dora")
    did(cast.tribe, dora, cast.leader, 6000, "a roof", days_ago=3)
    ask = ask_for_help(cast.member, cast.tribe, DRAFT)
    asking.vouch_for(dora, ask.pk)
    with_her = asking.price_of_ask(cast.member, ask, asking.BOARD)
    joining.remove_member(cast.tribe, dora, cast.leader)
    assert (with_her.to_return, asking.price_of_ask(cast.member, ask, asking.BOARD).to_return) == (0, 5)


def test_a_leaders_own_ask_is_marked_urgent_by_another_leader_where_there_is_one(cast):
    ask = ask_for_help(cast.leader, cast.tribe, DRAFT)
    assert "Mark it urgent" in looks(cast.leader, f"/asks/{ask.pk}/").content.decode()
    Membership.objects.filter(tribe=cast.tribe, person=cast.member).update(role="leader")
    assert "Mark it urgent" not in looks(cast.leader, f"/asks/{ask.pk}/").content.decode()
    with pytest.raises(Refused, match="another leader"):
        asking.mark_urgent(cast.leader, ask.pk, "I want it now")
    looks(cast.leader, f"/asks/{ask.pk}/urgent/", "post", reason="I want it now")
    assert not AskSent.objects.exists()
    asking.mark_urgent(cast.member, ask.pk, "It burns")
    alone = ask_for_help(cast.leader, cast.tribe, DRAFT)
    Membership.objects.filter(tribe=cast.tribe, person=cast.member).update(role="member")
    asking.mark_urgent(cast.leader, alone.pk, "It burns, and nobody else leads")


# --- promises that nobody asked for -----------------------------------------------------------------
def test_nobody_promises_more_than_is_asked_of_one_helper(cast):
    """An asker who is silent for two weeks would owe a hundred hours for a like."""
    ask = ask_for_help(cast.leader, cast.tribe, Draft("A like", 5, None))
    for minutes in (6, 6000):
        with pytest.raises(ValueError, match="of each helper"):
            promising.promise_help(cast.member, ask.pk, minutes)
    assert promising.promise_help(cast.member, ask.pk).minutes == 5


def test_nobody_promises_to_somebody_who_has_left(cast):
    (dora,) = members(cast.tribe, "dora")
    ask = ask_for_help(dora, cast.tribe, DRAFT)
    joining.ban_member(cast.tribe, dora, cast.leader)
    with pytest.raises(NotNow, match="has left"):
        promising.promise_help(cast.member, ask.pk)


def test_a_gift_that_was_promised_stays_one(cast):
    ask = ask_for_help(cast.leader, cast.tribe, DRAFT)
    promise = promising.promise_help(cast.member, ask.pk, gift=True)
    assert promising.say_done(cast.member, promise.pk, gift=False).gift


def test_an_ask_that_one_said_no_to_waits_nowhere(cast):
    (dora,) = permitting(cast, "dora")
    ask = ask_for_help(cast.member, cast.tribe, DRAFT)
    asking.say_no(dora, ask.pk)
    asking.put_before(cast.member, ask.pk, by_name(dora))
    assert not asked_of(dora, timezone.now()).exists()
