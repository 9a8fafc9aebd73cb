"""What people take with them of their favors: their own side of everything, and nobody's debts to somebody else."""

import json

import pytest
from django.utils import timezone

from folkmoot.favors import exports
from folkmoot.favors.models import Claim, FavorSettings, Promise
from folkmoot.favors.services.promising import thank_unasked
from folkmoot.favors.services.settling import decide, forgive, object_to
from folkmoot.people.models import Person
from folkmoot.permissions.services import joining
from tests.favors.exchange import exchange
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def street():
    """A tribe of four: its leader, ann, ben and cho."""
    leader = make_person("leader")
    tribe = joining.found_tribe(leader, "Linden Street", "We look after it.")
    people = [make_person(name) for name in ("ann", "ben", "cho")]
    for person in people:
        joining.admit(tribe, person, timezone.now())
    return tribe, leader, *people


def sections(person: Person) -> dict[str, list[dict]]:
    return {section.name: list(section.rows) for section in exports.export_of(person, timezone.now())}


def test_both_sides_of_a_promise_have_the_same_of_it(street):
    tribe, leader, ann, *_ = street
    exchange(leader, ann, tribe)
    hers, his = sections(ann)["promises"], sections(leader)["promises"]
    assert hers == his
    assert [row["state"] for row in hers] == ["thanked", "dropped", "promised", "promised"]
    assert Promise.objects.count() == 4
    assert {row["reason"] for row in hers} == {"", "leader is ill"}


def test_each_has_the_notes_of_both(street):
    tribe, leader, ann, *_ = street
    exchange(leader, ann, tribe)
    assert [row["text"] for row in sections(ann)["notes"]] == ["I come by leader's"]
    assert [row["text"] for row in sections(ann)["notes_to_you"]] == ["leader is at home"]
    assert sections(leader)["notes"] == sections(ann)["notes_to_you"]


def test_who_gave_sees_what_is_open_and_not_to_whom_it_was_returned(street):
    tribe, _, ann, ben, cho = street
    thank_unasked(ben, tribe, ann, "wrote a letter", 30)
    thank_unasked(cho, tribe, ben, "carried stones", 20)
    (half,) = sections(ann)["halves_of_others"]
    assert (half["from"], half["to"], half["minutes"], half["open"]) == ("ann@localhost", "ben@localhost", 30, 10)
    (settlement,) = sections(ben)["settlements"]
    assert (settlement["minutes"], settlement["direct"]) == (20, False)
    assert sections(ann)["settlements"] == []
    assert "stones" not in json.dumps(sections(ann))


def test_whom_it_does_not_concern_has_nothing_of_it_however_they_lead(street):
    tribe, leader, ann, ben, cho = street
    favor = thank_unasked(ben, tribe, ann, "wrote a letter", 37)
    for person in (leader, cho):
        assert not any(sections(person).values())
    assert Claim.objects.filter(pk=favor, open=37).exists()


def test_a_leader_who_forgave_has_their_reason_and_not_how_much_it_was(street):
    tribe, leader, ann, ben, _ = street
    favor = thank_unasked(ben, tribe, ann, "wrote a letter", 37)
    forgive(leader, favor, "Ben is ill.")
    (row,) = sections(leader)["entered"]
    assert (row["what"], row["words"], row["minutes"]) == ("forgiving", "Ben is ill.", None)
    for one_of_the_two in (ann, ben):
        (row,) = sections(one_of_the_two)["about_your_favors"]
        assert (row["what"], row["words"], row["minutes"]) == ("forgiving", "Ben is ill.", 37)


def test_objections_and_decisions_are_with_whoever_made_them_and_with_the_two(street):
    tribe, leader, ann, ben, cho = street
    favor = thank_unasked(ben, tribe, ann, "cut the hedge", 30)
    object_to(cho, favor, "It was my hedge.")
    decide(leader, favor, True, "It was.")
    assert [row["words"] for row in sections(cho)["entered"]] == ["It was my hedge."]
    assert [row["what"] for row in sections(leader)["entered"]] == ["upheld"]
    assert [row["what"] for row in sections(ann)["about_your_favors"]] == ["objection", "upheld"]
    assert [row["held"] for row in sections(ben)["halves"]] == [True]


def test_the_key_of_the_calendar_is_not_in_it(street):
    tribe, leader, ann, *_ = street
    made = exchange(leader, ann, tribe)
    text = json.dumps(sections(leader))
    assert made.calendar_key not in text
    assert FavorSettings.objects.get(person=leader).calendar_key not in text
    assert sections(leader)["settings"] == [{"reminders": False, "suggest_me": True, "calendar_has_an_address": True}]


def test_who_declined_is_with_them_alone(street):
    tribe, leader, ann, *_ = street
    exchange(leader, ann, tribe)
    assert len(sections(leader)["declined"]) == 1
    assert sections(ann)["declined"] == []
    theirs = sections(leader)["declined"][0]["ask"]
    assert theirs in {row["id"] for row in sections(ann)["asks"]}


def test_a_sending_says_its_price_and_its_counts(street):
    tribe, leader, ann, *_ = street
    exchange(leader, ann, tribe)
    (sent,) = sections(leader)["asks_sent"]
    assert (sent["how"], sent["reached"], sent["helped"]) == ("named", 1, 1)
    assert sent["price"]["minutes"] == 30
