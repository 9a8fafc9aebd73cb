"""Who owes whom is for those two alone, whatever a program asks for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.favors.services.asking import Audience, How, put_before, vouch_for
from folkmoot.favors.services.board import Draft, ask_for_help
from folkmoot.favors.services.promising import promise_help, thank, thank_unasked
from folkmoot.favors.services.settling import bring_due, object_to, take_back
from folkmoot.people.models import Person
from folkmoot.permissions.rules import Scope
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.giving import give_permission
from tests.api.program import problem, program_of
from tests.support.cast import Cast, make_person

pytestmark = pytest.mark.django_db


def joined(cast: Cast, name: str) -> Person:
    """One more member."""
    person = make_person(name)
    joining.admit(cast.tribe, person, timezone.now())
    return person


@pytest.fixture
def slug(cast) -> str:
    """The path of the cast's tribe."""
    return f"/tribes/{cast.tribe.slug}"


@pytest.fixture
def giver(cast) -> Person:
    """A member."""
    return joined(cast, "giver")


@pytest.fixture
def receiver(cast) -> Person:
    """A member."""
    return joined(cast, "receiver")


def test_a_promise_is_not_there_for_a_leader_who_is_not_one_of_the_two(cast, giver, receiver):
    promise = promise_help(giver, ask_for_help(receiver, cast.tribe, Draft("A ladder", 30)).pk)
    leader, path = program_of(cast.leader), f"/promises/{promise.pk}"
    for answer in (
        leader.get(path),
        leader.get(f"{path}/notes"),
        leader.post(f"{path}/notes", {"text": "Hello"}),
        leader.post(f"{path}/done"),
        leader.post(f"{path}/thank"),
        leader.post(f"{path}/dispute", {"reason": "No."}),
        leader.post(f"{path}/drop"),
        leader.put(f"{path}/time", {"agreed_at": None}),
    ):
        assert problem(answer) == (404, "not_found")
    assert leader.get("/promises").json()["items"] == []


def test_a_shared_favor_is_read_without_its_minutes_and_claims(cast, slug, giver, receiver):
    favor = thank_unasked(receiver, cast.tribe, giver, "Mended my bicycle", 37)
    for person in (cast.leader, cast.member):
        read = program_of(person).get(f"/favors/{favor}")
        assert read.json()["what"] == "Mended my bicycle"
        assert (read.json()["minutes"], read.json()["gift"], read.json()["claims"]) == (None, None, [])
        listed = program_of(person).get(f"{slug}/favors").json()["items"]
        assert [(one["minutes"], one["gift"]) for one in listed] == [(None, None)]
    for person in (giver, receiver):
        claims = program_of(person).get(f"/favors/{favor}").json()["claims"]
        assert [(claim["open"], claim["minutes"]) for claim in claims] == [(37, 37)]


def test_a_favor_that_is_not_shared_is_not_there_for_others(cast, slug, giver, receiver):
    favor = thank_unasked(receiver, cast.tribe, giver, "Listened to me", 30, shared=False)
    leader = program_of(cast.leader)
    for answer in (
        leader.get(f"/favors/{favor}"),
        leader.get(f"/favors/{favor}/history"),
        leader.get(f"/favors/{favor}/journey"),
        leader.post(f"/favors/{favor}/object", {"reason": "It was loud."}),
        leader.post(f"/favors/{favor}/decide", {"upheld": True, "reason": "It was."}),
        leader.post(f"/favors/{favor}/back", {"reason": "It was."}),
        leader.post(f"/claims/{favor}/forgive", {"reason": "She moved."}),
    ):
        assert problem(answer) == (404, "not_found")
    assert leader.get(f"{slug}/favors").json()["items"] == []
    assert program_of(giver).get(f"/favors/{favor}").status_code == 200


def test_halves_are_only_ever_ones_own(cast, slug, giver, receiver):
    thank_unasked(receiver, cast.tribe, giver, "Mended my bicycle", 37)
    for person in (cast.leader, cast.member, giver):
        own = program_of(person).get(f"{slug}/halves").json()
        assert (own["open"], own["received"], own["standing"]["open_minutes"]) == ([], 0, 0)
        assert program_of(person).get(f"{slug}/received").json()["items"] == []
    assert program_of(receiver).get(f"{slug}/halves").json()["received"] == 37


def test_a_no_is_seen_by_nobody_else(cast, giver, receiver):
    ask = ask_for_help(receiver, cast.tribe, Draft("A ladder", 30))
    give_permission(giver, cast.tribe, Scope.ASKS)
    put_before(receiver, ask.pk, Audience(How.NAMED, (giver.pk,)))
    before = {person.pk: program_of(person).get(f"/asks/{ask.pk}").json() for person in (receiver, cast.leader)}
    helper = program_of(giver)
    assert helper.put(f"/asks/{ask.pk}/no").json()["i_said_no"] is True
    assert helper.get("/asked").json()["items"] == []
    for person in (receiver, cast.leader):
        assert program_of(person).get(f"/asks/{ask.pk}").json() == before[person.pk]
    assert helper.delete(f"/asks/{ask.pk}/no").json()["i_said_no"] is False
    assert len(helper.get("/asked").json()["items"]) == 1


def test_only_whom_an_ask_reached_is_told_that_older_favors_wait(cast, giver, receiver):
    ask = ask_for_help(receiver, cast.tribe, Draft("A ladder", 30))
    give_permission(giver, cast.tribe, Scope.ASKS)
    put_before(receiver, ask.pk, Audience(How.NAMED, (giver.pk,)))
    assert program_of(giver).get(f"/asks/{ask.pk}").json()["older_favors_waiting"] == 0
    long_ago = timezone.now() - timedelta(days=91)
    thank_unasked(receiver, cast.tribe, cast.member, "Mended my bicycle", 30, now=long_ago)
    told = {
        person.name: program_of(person).get(f"/asks/{ask.pk}").json()["older_favors_waiting"]
        for person in (giver, receiver, cast.leader, cast.member)
    }
    assert told == {"giver": 1, "receiver": None, "leader": None, "member": None}


def test_whom_an_ask_was_put_before_is_told_to_the_asker_as_a_number_alone(cast, giver, receiver):
    ask = ask_for_help(receiver, cast.tribe, Draft("A ladder", 30))
    give_permission(giver, cast.tribe, Scope.ASKS)
    put_before(receiver, ask.pk, Audience(How.NAMED, (giver.pk,)))
    own = program_of(receiver).get(f"/asks/{ask.pk}")
    (sent,) = own.json()["sent"]
    assert set(sent) == {"how", "reached", "at", "price"}
    assert (sent["price"]["pushed_to"], sent["price"]["taken"]) == (1, 31)
    assert b"giver" not in own.content
    for person in (giver, cast.leader):
        assert program_of(person).get(f"/asks/{ask.pk}").json()["sent"] is None


def test_marking_an_ask_urgent_tells_a_leader_nothing_of_what_the_asker_owes(cast, giver, receiver):
    thank_unasked(receiver, cast.tribe, giver, "Mended my bicycle", 37)
    ask = ask_for_help(receiver, cast.tribe, Draft("A ladder", 30))
    marked = program_of(cast.leader).post(f"/asks/{ask.pk}/urgent", {"reason": "It rains in."}).json()
    assert set(marked) == {"reached", "ask"}
    assert marked["ask"]["older_favors_waiting"] is None


def test_what_a_vouch_came_to_is_between_two_and_the_receiver_does_not_see_it(cast, slug, giver, receiver):
    long_ago = timezone.now() - timedelta(days=100)
    ask = ask_for_help(receiver, cast.tribe, Draft("A ladder", 30), now=long_ago)
    vouch_for(cast.member, ask.pk, long_ago)
    promise = promise_help(giver, ask.pk, now=long_ago)
    thank(receiver, promise.pk, now=long_ago)
    assert bring_due(cast.tribe.pk, timezone.now()) == 1
    favor = program_of(receiver).get("/promises").json()["items"][0]["favor"]
    seen = {
        person.name: [one["debtor"]["name"] for one in program_of(person).get(f"/favors/{favor}").json()["claims"]]
        for person in (giver, receiver, cast.member, cast.leader)
    }
    assert seen == {"giver": ["Receiver", "Member"], "receiver": ["Receiver"], "member": ["Member"], "leader": []}
    due = program_of(cast.member).get(f"{slug}/halves").json()["open"]
    assert [(half["what"], half["open"]) for half in due] == [("A ladder", 30)]
    claim = f"/claims/{due[0]['id']}/forgive"
    assert problem(program_of(receiver).post(claim)) == (404, "not_found")
    assert problem(program_of(cast.leader).post(claim, {"reason": "So be it."})) == (404, "not_found")
    assert program_of(giver).post(claim).status_code == 204


def test_a_half_that_a_hidden_favor_returned_does_not_tell_the_giver_which(cast, giver, receiver):
    favor = thank_unasked(receiver, cast.tribe, giver, "Mended my bicycle", 30)
    hidden = thank_unasked(cast.member, cast.tribe, receiver, "Sat with me", 30, shared=False)
    theirs = program_of(giver).get(f"/favors/{favor}").json()["claims"][0]["parts"]
    assert theirs == [{"minutes": 30, "kind": "forward", "favor": None}]
    own = program_of(receiver).get(f"/favors/{favor}").json()["claims"][0]["parts"]
    assert [part["favor"]["id"] for part in own] == [str(hidden)]
    journey = program_of(cast.leader).get(f"/favors/{favor}/journey")
    assert [node["favor"] is None for node in journey.json()["nodes"]] == [False, True]
    assert str(hidden).encode() not in journey.content and b"Sat with me" not in journey.content


def test_who_objected_is_told_to_leaders_and_the_words_to_the_two(cast, giver, receiver):
    favor = thank_unasked(receiver, cast.tribe, giver, "Cut the hedge", 30)
    object_to(cast.member, favor, "It was not theirs.")
    other = joined(cast, "other")
    told = {}
    for person in (cast.leader, cast.member, giver, other):
        (entry,) = program_of(person).get(f"/favors/{favor}/history").json()["items"]
        told[person.name] = (entry["by"] is not None, entry["words"] is not None)
    assert told == {"leader": (True, True), "member": (True, True), "giver": (False, True), "other": (False, False)}


def test_why_a_giver_took_it_back_and_what_was_forgiven_stay_between_the_two(cast, slug, giver, receiver):
    favor = thank_unasked(receiver, cast.tribe, giver, "Cut the hedge", 30)
    assert program_of(giver).post(f"/claims/{favor}/forgive").status_code == 204
    take_back(giver, favor, "She paid me.")

    def told(person: Person) -> list[tuple[str, str | None]]:
        items = program_of(person).get(f"/favors/{favor}/history").json()["items"]
        return [(entry["what"], entry["words"]) for entry in items]

    assert told(receiver) == [("forgiving", ""), ("reversal", "She paid me.")]
    assert told(cast.member) == told(cast.leader) == [("reversal", None)]
    assert program_of(cast.leader).get(f"{slug}/decisions").json()["items"] == []


def test_a_half_that_a_leader_let_go_is_told_without_the_favor(cast, slug, giver, receiver):
    favor = thank_unasked(receiver, cast.tribe, giver, "Cut the hedge", 30)
    answer = program_of(cast.leader).post(f"/claims/{favor}/forgive", {"reason": "Somebody fell ill."})
    assert answer.status_code == 204
    (one,) = program_of(cast.member).get(f"{slug}/decisions").json()["items"]
    assert (one["what"], one["words"], one["favor"]) == ("forgiving", "Somebody fell ill.", None)


def test_a_leader_forgives_with_a_reason_and_a_member_not_at_all(cast, giver, receiver):
    claim = f"/claims/{thank_unasked(receiver, cast.tribe, giver, 'Cut the hedge', 30)}/forgive"
    assert problem(program_of(cast.member).post(claim, {"reason": "Be kind."})) == (404, "not_found")
    answer = program_of(cast.leader).post(claim)
    assert problem(answer) == (422, "not_valid")
    assert answer.json()["error"]["where"] == "body.reason"


def test_a_few_people_are_told_no_minutes_and_no_shares(cast, slug, giver, receiver):
    leader = program_of(cast.leader)
    thank_unasked(receiver, cast.tribe, giver, "Mended my bicycle", 30)
    thank_unasked(giver, cast.tribe, cast.member, "Cake", 30)
    few = leader.get(f"{slug}/totals").json()
    assert few == {
        "favors": 2,
        "minutes": None,
        "in_time_share": None,
        "passed_on_share": None,
        "forward_share": None,
        "median_days": None,
        "steered": 0,
    }
    thank_unasked(joined(cast, "fourth"), cast.tribe, joined(cast, "fifth"), "Bread", 30)
    many = leader.get(f"{slug}/totals?of=year").json()
    assert (many["favors"], many["minutes"]) == (3, 90)
    assert many["forward_share"] is not None
    assert problem(leader.get(f"{slug}/totals?of=day")) == (422, "not_valid")


def test_the_floor_may_be_open_and_the_board_is_not(cast, slug):
    cast.tribe.floor_is_open, cast.tribe.joining = True, "open"
    cast.tribe.save()
    ask = ask_for_help(cast.member, cast.tribe, Draft("A ladder", 30))
    outsider = program_of(cast.outsider)
    assert outsider.get(f"{slug}/floor").status_code == 200
    for path in (f"{slug}/asks", f"{slug}/offers", f"/asks/{ask.pk}", f"{slug}/favors", f"{slug}/contract"):
        assert problem(outsider.get(path)) == (404, "not_found")
    assert problem(outsider.post(f"{slug}/asks/price", {"minutes": 5})) == (404, "not_found")


def test_whoever_left_keeps_what_is_their_own(cast, giver, receiver):
    favor = thank_unasked(receiver, cast.tribe, giver, "Mended my bicycle", 30)
    other = thank_unasked(cast.member, cast.tribe, cast.leader, "Cake", 30)
    ask = ask_for_help(giver, cast.tribe, Draft("A ladder", 30))
    joining.leave_tribe(cast.tribe, giver)
    left = program_of(giver)
    assert left.get(f"/favors/{favor}").json()["claims"][0]["open"] == 30
    assert left.get(f"/asks/{ask.pk}").json()["sent"] == []
    assert problem(left.get(f"/favors/{other}")) == (404, "not_found")
    assert problem(left.post(f"/asks/{ask.pk}/again")) == (403, "refused")
