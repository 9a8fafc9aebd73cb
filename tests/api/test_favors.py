"""Favors over the API: asked at their price, promised, thanked, and returned by helping somebody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from folkmoot.favors.models import Ask
from folkmoot.favors.services.board import Draft, ask_for_help
from folkmoot.favors.services.promising import thank_unasked
from folkmoot.people.rules import SAYING
from folkmoot.people.throttle import take
from folkmoot.permissions.models import Delivery
from folkmoot.permissions.rules import Scope
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.giving import give_permission
from folkmoot.permissions.services.topics import add_topic
from tests.api.program import Program, problem, program_of
from tests.support.cast import Cast, make_people, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def slug(cast) -> str:
    """The path of the cast's tribe."""
    return f"/tribes/{cast.tribe.slug}"


def crowd(cast: Cast, count: int) -> None:
    """So many more members, who all permit the tribe to ask them."""
    for person in make_people(count):
        joining.admit(cast.tribe, person, timezone.now())
        give_permission(person, cast.tribe, Scope.ASKS)


def asked(program: Program, slug: str, **more) -> str:
    """The path of an ask that was just made."""
    made = program.post(f"{slug}/asks", {"what": "A ladder for the gutters", "minutes": 30, **more})
    assert made.status_code == 201, made.content
    return f"/asks/{made.json()['id']}"


def test_a_favor_is_followed_from_its_ask_until_somebody_else_was_helped(cast, slug):
    member, leader = program_of(cast.member), program_of(cast.leader)
    third = make_person("third")
    joining.admit(cast.tribe, third, timezone.now())
    other = program_of(third)
    give_permission(cast.leader, cast.tribe, Scope.ASKS)

    price = member.post(f"{slug}/asks/price", {"minutes": 30, "to": "named", "people": [str(cast.leader.pk)]}).json()
    assert (price["price"]["pushed_to"], price["price"]["kind"], price["better"]) == (1, "personal", None)
    ask = asked(member, slug, words="The *long* one.")
    assert "<em>long</em>" in member.get(ask).json()["html"]
    put = member.post(f"{ask}/put", {"to": "named", "people": [str(cast.leader.pk)]}).json()
    assert (put["reached"], [one["how"] for one in put["ask"]["sent"]]) == (1, ["named"])
    assert [one["what"] for one in leader.get("/asked").json()["items"]] == ["A ladder for the gutters"]

    promise = leader.post(f"{ask}/promises", {"words": "At six?"}).json()
    path = f"/promises/{promise['id']}"
    assert (promise["turn"], promise["my_turn"], promise["moves"]) == ("helper", True, ["done", "dropped"])
    assert leader.get("/asked").json()["items"] == []
    assert member.get(ask).json()["still_needed"] == 0
    assert member.post(f"{path}/notes", {"text": "Six is fine."}).status_code == 201
    assert [note["text"] for note in leader.get(f"{path}/notes").json()["items"]] == ["At six?", "Six is fine."]
    when = (timezone.now() + timedelta(days=2)).isoformat()
    assert member.put(f"{path}/time", {"agreed_at": when}).json()["due_at"].endswith("Z")
    assert leader.post(f"{path}/done").json()["turn"] == "receiver"
    thanked = member.post(f"{path}/thank", {"minutes": 20}).json()
    assert (thanked["state"], thanked["turn"], thanked["minutes"]) == ("thanked", None, 20)

    halves = member.get(f"{slug}/halves").json()
    assert (halves["received"], halves["given"], halves["standing"]["open_minutes"]) == (20, 0, 20)
    assert [(half["favor"], half["open"]) for half in halves["open"]] == [(thanked["favor"], 20)]

    theirs = asked(other, slug, what="A cake", minutes=30)
    second = f"/promises/{member.post(f'{theirs}/promises').json()['id']}"
    returned = other.post(f"{second}/thank").json()["favor"]
    halves = member.get(f"{slug}/halves").json()
    assert (halves["open"], halves["given"], halves["given_ahead"]) == ([], 30, 10)
    assert halves["standing"]["is_good"] is True
    received = member.get(f"{slug}/received").json()["items"][0]
    assert [(part["kind"], part["minutes"], part["favor"]["id"]) for part in received["claim"]["parts"]] == [
        ("forward", 20, returned)
    ]
    journey = leader.get(f"/favors/{thanked['favor']}/journey").json()
    assert [node["favor"]["what"] for node in journey["nodes"]] == ["A ladder for the gutters", "A cake"]
    assert journey["edges"] == [{"source": 0, "target": 1}]
    assert [favor["id"] for favor in leader.get(f"{slug}/favors").json()["items"]] == [returned, thanked["favor"]]


def test_a_mass_ask_is_not_sent_but_priced_and_given_better_ways(cast, slug):
    crowd(cast, 13)
    give_first = ask_for_help(cast.leader, cast.tribe, Draft("Hold the ladder", 30))
    member = program_of(cast.member)
    ask = asked(member, slug, minutes=600, needed=None)
    answer = member.post(f"{ask}/put", {"to": "crowd"})
    body = answer.json()
    assert (answer.status_code, body["error"]["code"]) == (409, "too_dear")
    assert set(body) == {"error", "price", "better"}
    assert (body["price"]["pushed_to"], body["price"]["taken"]) == (13, 13 * 600)
    assert (body["price"]["kind"], body["price"]["may_be_pushed"]) == ("asymmetric_mass", False)
    assert {"permits", "rested"} == set(body["better"]["by_name"][0]["reasons"])
    assert [one["id"] for one in body["better"]["give_first"]] == [str(give_first.pk)]
    assert not Delivery.objects.filter(message__ask_sent__isnull=False).exists()
    assert Ask.objects.get(by=cast.member).steered is True
    assert member.get(ask).json()["is_open"] is True
    priced = member.post(f"{slug}/asks/price", {"minutes": 600, "needed": None, "to": "crowd"}).json()
    assert priced["price"] == body["price"]
    assert priced["better"] == body["better"]


def test_a_crowd_that_can_be_given_back_to_is_asked_once(cast, slug):
    crowd(cast, 13)
    member = program_of(cast.member)
    ask = asked(member, slug, minutes=5)
    put = member.post(f"{ask}/put", {"to": "crowd"}).json()
    assert (put["reached"], put["price"]["kind"]) == (13, "mass_symmetric")
    assert problem(member.post(f"{ask}/put", {"to": "crowd"})) == (409, "not_now")


def test_the_board_is_looked_through_by_topic_size_place_and_words(cast, slug):
    member = program_of(cast.member)
    topic = add_topic(cast.tribe, "pump")
    asked(member, slug, what="Mend the pump", minutes=240, topic=str(topic.pk), place="Linden Street 4")
    asked(member, slug, what="Read my letter", minutes=5, is_remote=True)
    asked(member, slug, what="Carry a chair", minutes=30, place="Mill Lane")

    def found(query: str) -> list[str]:
        return [one["what"] for one in member.get(f"{slug}/asks?{query}").json()["items"]]

    assert found("") == ["Carry a chair", "Read my letter", "Mend the pump"]
    assert found(f"topic={topic.pk}") == ["Mend the pump"]
    assert found("minutes_at_most=30") == ["Carry a chair", "Read my letter"]
    assert found("place=mill") == ["Carry a chair", "Read my letter"]  # what is done from anywhere is done there too
    assert found("remote=true") == ["Read my letter"]
    assert found("words=pump") == ["Mend the pump"]
    first = member.get(f"{slug}/asks?limit=2").json()
    rest = member.get(f"{slug}/asks?limit=2&before={first['older']}").json()
    assert [one["what"] for one in rest["items"]] == ["Mend the pump"] and rest["older"] is None


def test_an_ask_is_changed_taken_off_and_put_there_again(cast, slug):
    member = program_of(cast.member)
    ask = asked(member, slug, needed=2, place="Here", at=(timezone.now() + timedelta(days=3)).isoformat())
    changed = member.patch(ask, {"minutes": 45, "needed": None, "at": None}).json()
    assert (changed["minutes"], changed["needed"], changed["at"], changed["place"]) == (45, None, None, "Here")
    assert member.post(f"{ask}/off").json()["is_open"] is False
    assert member.get(f"{slug}/asks").json()["items"] == []
    assert problem(member.patch(ask, {"minutes": 30})) == (409, "not_now")
    assert [one["is_open"] for one in member.get("/me/board").json()["asks"]] == [False]
    assert member.post(f"{ask}/again").json()["is_open"] is True


def test_an_offer_is_taken_up_and_its_helper_sees_it(cast, slug):
    member, leader = program_of(cast.member), program_of(cast.leader)
    offer = f"/offers/{member.post(f'{slug}/offers', {'what': 'Bread', 'minutes': 60}).json()['id']}"
    assert [one["what"] for one in leader.get(f"{slug}/offers").json()["items"]] == ["Bread"]
    taken = leader.post(f"{offer}/promises", {"minutes": 30}).json()
    assert (taken["my_side"], taken["minutes"], taken["offer"]) == ("receiver", 30, offer.removeprefix("/offers/"))
    assert problem(leader.post(f"{offer}/promises")) == (409, "not_now")
    assert [one["my_side"] for one in member.get("/promises?open=true").json()["items"]] == ["helper"]
    assert member.get("/promises?open=false").json()["items"] == []
    assert leader.get(offer).json()["helpers"] == 1


def test_a_promise_is_dropped_late_and_the_two_see_it(cast, slug):
    member, leader = program_of(cast.member), program_of(cast.leader)
    soon = (timezone.now() + timedelta(hours=3)).isoformat()
    made = leader.post(f"{asked(member, slug)}/promises", {"agreed_at": soon}).json()
    dropped = leader.post(f"/promises/{made['id']}/drop", {"reason": "I am ill."}).json()
    assert (dropped["state"], dropped["dropped_late"], dropped["reason"]) == ("dropped", True, "I am ill.")
    assert member.get(f"/promises/{made['id']}").json()["dropped_by"]["name"] == "Leader"


def test_a_dispute_makes_it_the_helpers_turn(cast, slug):
    member, leader = program_of(cast.member), program_of(cast.leader)
    path = f"/promises/{leader.post(f'{asked(member, slug)}/promises').json()['id']}"
    leader.post(f"{path}/done", {"gift": True})
    disputed = member.post(f"{path}/dispute", {"reason": "Nobody came."}).json()
    assert (disputed["state"], disputed["turn"], disputed["reason"]) == ("disputed", "helper", "Nobody came.")
    assert member.post(f"{path}/thank", {"shared": False}).json()["gift"] is True
    assert member.get(f"{slug}/halves").json()["open"] == []  # a gift


def test_who_is_thanked_unasked_is_owed_and_may_forgive(cast, slug):
    member, leader = program_of(cast.member), program_of(cast.leader)
    thanks = {"giver": str(cast.leader.pk), "what": "Watered my plants", "minutes": 50}
    favor = member.post(f"{slug}/thanks", thanks).json()
    assert [(claim["open"], claim["debtor"]["name"]) for claim in favor["claims"]] == [(50, "Member")]
    claim = f"/claims/{favor['claims'][0]['id']}/forgive"
    assert problem(member.post(claim)) == (403, "refused")  # nobody lets go what they owe
    assert leader.post(claim).status_code == 204
    assert problem(leader.post(claim)) == (409, "not_now")
    told = member.get(f"/favors/{favor['id']}/history").json()["items"]
    assert [(entry["what"], entry["minutes"]) for entry in told] == [("forgiving", 50)]


def test_an_objection_holds_a_favor_until_a_leader_decided(cast, slug):
    giver, receiver = make_person("giver"), make_person("receiver")
    for person in (giver, receiver):
        joining.admit(cast.tribe, person, timezone.now())
    favor = f"/favors/{thank_unasked(receiver, cast.tribe, giver, 'Cut the hedge', 60)}"
    member, leader = program_of(cast.member), program_of(cast.leader)
    assert member.post(f"{favor}/object", {"reason": "It was mine."}).json()["state"] == "held"
    assert [one["words"] for one in leader.get(f"{slug}/objections").json()["items"]] == ["It was mine."]
    assert program_of(receiver).get(f"{slug}/halves").json()["open"] == []
    assert member.get(f"{favor}/journey").json()["nodes"] == []
    decided = leader.post(f"{favor}/decide", {"upheld": False, "reason": "It was shared."}).json()
    assert decided["state"] == "counts"
    told = member.get(f"{favor}/history").json()["items"]
    assert [(entry["what"], entry["words"]) for entry in told] == [
        ("objection", "It was mine."),
        ("dismissed", "It was shared."),
    ]
    decisions = member.get(f"{slug}/decisions").json()["items"]
    assert [(one["what"], f"/favors/{one['favor']}") for one in decisions] == [("dismissed", favor)]
    back = program_of(giver).post(f"{favor}/back", {"reason": "It was another day."}).json()
    assert back["state"] == "out"


def test_a_member_vouches_until_somebody_promised(cast, slug):
    member, leader = program_of(cast.member), program_of(cast.leader)
    ask = asked(member, slug)
    assert [one["name"] for one in leader.put(f"{ask}/vouch").json()["vouchers"]] == ["Leader"]
    assert problem(leader.put(f"{ask}/vouch")) == (409, "not_now")
    assert leader.delete(f"{ask}/vouch").json()["vouchers"] == []
    leader.put(f"{ask}/vouch")
    leader.post(f"{ask}/promises")
    assert problem(leader.delete(f"{ask}/vouch")) == (409, "not_now")


def test_an_urgent_ask_reaches_whoever_permits_that_and_says_why(cast, slug):
    give_permission(cast.leader, cast.tribe, Scope.URGENT)
    ask = asked(program_of(cast.member), slug)
    marked = program_of(cast.leader).post(f"{ask}/urgent", {"reason": "It rains in."}).json()
    assert (marked["reached"], marked["ask"]["urgent"]) == (1, "It rains in.")


def test_who_fits_has_said_so_and_is_told_with_reasons(cast, slug):
    cast.leader.can_help_with = "Ladders, gutters"
    cast.leader.save()
    member = program_of(cast.member)
    assert member.get(f"{slug}/asks/fit").json()["items"] == []  # nobody permits it yet
    give_permission(cast.leader, cast.tribe, Scope.ASKS)
    program_of(cast.leader).patch("/me/favor-settings", {"suggest_me": True})
    fits = member.get(f"{slug}/asks/fit?text=gutters").json()["items"]
    assert [(fit["person"]["name"], fit["reasons"]) for fit in fits] == [
        ("Leader", ["permits", "skill", "returns", "rested"])
    ]
    assert [one["name"] for one in member.get(f"{slug}/asks/askable?words=lead").json()["items"]] == ["Leader"]
    ladder = asked(member, slug)
    assert [f"/asks/{one['id']}" for one in program_of(cast.leader).get(f"{slug}/asks/for-me").json()["items"]] == [
        ladder
    ]


def test_a_contract_is_changed_with_notice_and_taken_back_before_it_holds(cast, slug):
    member, leader = program_of(cast.member), program_of(cast.leader)
    begins = {"patience": 90, "allowance": 480, "crowd": 12}
    assert member.get(f"{slug}/contract").json() == {"terms": begins, "version": None, "coming": None}
    wanted = {"patience": 60, "allowance": 300, "crowd": 9, "why": "We are few.", "words": "Be *kind*."}
    made = leader.post(f"{slug}/contract", wanted).json()
    told = member.get(f"{slug}/contract").json()
    assert (told["terms"], told["coming"]["patience"]) == (begins, 60)
    assert "<em>kind</em>" in made["html"]
    assert leader.post(f"{slug}/contract/{made['id']}/withdraw").json()["withdrawn_by"]["name"] == "Leader"
    assert member.get(f"{slug}/contract").json()["coming"] is None
    assert [one["why"] for one in member.get(f"{slug}/contract/versions").json()["items"]] == ["We are few."]


def test_wishes_are_changed_one_by_one(cast):
    member = program_of(cast.member)
    assert member.get("/me/favor-settings").json() == {"reminders": True, "suggest_me": False}
    member.patch("/me/favor-settings", {"suggest_me": True})
    assert member.patch("/me/favor-settings", {"reminders": False}).json() == {"reminders": False, "suggest_me": True}


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"what": "", "minutes": 30}, "body.what"),
        ({"what": "x" * 121, "minutes": 30}, "body.what"),
        ({"what": "A ladder"}, "body.minutes"),
        ({"what": "A ladder", "minutes": 0}, "body.minutes"),
        ({"what": "A ladder", "minutes": 6001}, "body.minutes"),
        ({"what": "A ladder", "minutes": 30, "needed": 0}, "body.needed"),
        ({"what": " \n", "minutes": 30}, "body"),
        ({"what": "A ladder", "minutes": 30, "at": "2020-01-01T00:00:00Z"}, "body"),
        ({"what": "A ladder", "minutes": 30, "at": "soon"}, "body.at"),
        ({"what": "A ladder", "minutes": 30, "urgent": True}, "body.urgent"),
    ],
)
def test_an_ask_that_makes_no_sense_is_told_so_and_stands_nowhere(cast, slug, body, where):
    answer = program_of(cast.member).post(f"{slug}/asks", body)
    assert problem(answer) == (422, "not_valid")
    assert answer.json()["error"]["where"] == where
    assert not Ask.objects.exists()


def test_what_is_wrong_later_names_its_part_too(cast, slug):
    member, leader = program_of(cast.member), program_of(cast.leader)
    ask = asked(member, slug)
    promise = f"/promises/{leader.post(f'{ask}/promises').json()['id']}"
    topic = make_person("topical").pk
    for answer, where in (
        (member.post(f"{ask}/put", {"to": "named"}), "body.people"),
        (member.post(f"{ask}/put", {"to": "board"}), "body.to"),
        (member.post(f"{promise}/thank", {"minutes": 60}), "body.minutes"),
        (member.post(f"{promise}/notes", {"text": " "}), "body.text"),
        (member.put(f"{promise}/time", {"agreed_at": "2020-01-01T00:00:00Z"}), "body.agreed_at"),
        (member.post(f"{slug}/asks/price", {"minutes": 5, "topic": str(topic)}), "body.topic"),
        (member.get(f"{slug}/asks/fit?topic={topic}"), "query.topic"),
    ):
        assert problem(answer) == (422, "not_valid")
        assert answer.json()["error"]["where"] == where


def test_long_lists_take_no_more_queries_than_short_ones(cast, slug):
    member, leader = program_of(cast.member), program_of(cast.leader)
    paths = [f"{slug}/asks", f"{slug}/offers", "/promises", f"{slug}/favors", f"{slug}/received", f"{slug}/halves"]

    def grow() -> None:
        ask = asked(member, slug)
        member.post(f"{slug}/offers", {"what": "Bread", "minutes": 60})
        promise = leader.post(f"{ask}/promises").json()["id"]
        member.post(f"/promises/{promise}/thank")

    def queries() -> list[int]:
        counts = []
        for path in paths:
            with CaptureQueriesContext(connection) as caught:
                assert member.get(path).status_code == 200
            counts.append(len(caught))
        return counts

    grow()
    few = queries()
    for _ in range(4):
        grow()
    assert queries() == few


def test_promises_by_the_hundred_are_told_to_wait_as_on_the_pages(cast):
    ask = ask_for_help(cast.leader, cast.tribe, Draft("Carry stones", 5, None))
    program = program_of(cast.member)
    for _ in range(SAYING.amount):
        take(f"promise:{cast.member.pk}", SAYING)
    assert program.post(f"/asks/{ask.pk}/promises", {}).status_code == 429
    assert not ask.promises.exists()


@pytest.mark.parametrize("sent", [{"audience": "crowd"}, {"to": "crowd"}, {"people": []}])
def test_whoever_sends_an_audience_with_an_ask_is_told_where_it_is_chosen(cast, slug, sent):
    answer = program_of(cast.member).post(f"{slug}/asks", {"what": "A ladder", "minutes": 30, **sent})
    error = answer.json()["error"]
    assert answer.status_code == 422 and next(iter(sent)) in error["sentence"]
    assert "POST /asks/{id}/put" in error["sentence"] and "POST /tribes/{slug}/asks/price" in error["sentence"]
    assert not Ask.objects.exists()
