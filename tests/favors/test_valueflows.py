"""Favors as Valueflows: only what the vocabulary knows, links that lead somewhere, and nobody else's halves."""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve
from django.utils import timezone

from folkmoot.favors import valueflows
from folkmoot.favors.models import Promise
from folkmoot.favors.services.asking import vouch_for
from folkmoot.favors.services.board import Draft, ask_for_help
from folkmoot.favors.services.promising import promise_help, thank, thank_unasked
from folkmoot.favors.services.settling import bring_due, decide, forgive, object_to, take_back
from folkmoot.people.models import Person
from folkmoot.permissions.services import joining
from tests.favors.exchange import exchange
from tests.favors.linked_data import NotLinkedData, expanded
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db

TERMS = json.loads((Path(__file__).parent / "valueflows_terms.json").read_text())
SERVER = "http://127.0.0.1:8000"
XSD = "http://www.w3.org/2001/XMLSchema#"
STAMP = re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")  # xsd:dateTimeStamp wants a zone
REQUIRED = {  # what each node says, as the vocabulary has no word for it
    "vf:Intent": {"vf:action", "vf:effortQuantity", "vf:finished", "skos:note"},
    "vf:Commitment": {"vf:action", "vf:effortQuantity", "vf:provider", "vf:receiver", "vf:created", "vf:due"},
    "vf:EconomicEvent": {"vf:action", "vf:effortQuantity", "vf:provider", "vf:receiver", "vf:hasPointInTime"},
    "vf:Claim": {"vf:action", "vf:effortQuantity", "vf:provider", "vf:receiver", "vf:triggeredBy", "vf:finished"},
    "earlier:Settlement": {"earlier:settles", "earlier:settledBy", "earlier:effortQuantity"},
    "vf:Measure": {"vf:hasNumericalValue", "vf:hasUnit"},
    "vf:Person": {"vf:name"},
    "vf:Organization": {"vf:name"},
}


@pytest.fixture
def street():
    """A tribe of four: its leader, ann, ben and cho."""
    leader = make_person("leader")
    tribe = joining.found_tribe(leader, "Linden Street", "We look after it.")
    people = [make_person(name) for name in ("ann", "ben", "cho")]
    for person in people:
        joining.admit(tribe, person, timezone.now())
    return tribe, leader, *people


def document(person: Person, now: datetime | None = None) -> dict[str, Any]:
    return json.loads(b"".join(valueflows.document(person, now or timezone.now())))


def nodes(person: Person, kind: str, now: datetime | None = None) -> list[dict[str, Any]]:
    return [node for node in document(person, now)["@graph"] if node["@type"] == kind]


def minutes(node: dict[str, Any]) -> int:
    return node["effortQuantity"]["hasNumericalValue"]


# --- against the vocabulary ------------------------------------------------------------------------------------------


def iri(word: str) -> str:
    prefix, _, rest = TERMS["became"].get(word, word).partition(":")
    return TERMS["prefixes"][prefix] + rest


CLASSES = {iri(word): {iri(word), *map(iri, above)} for word, above in TERMS["classes"].items()}
PROPERTIES = {iri(word): said for word, said in TERMS["properties"].items()}


def problems(document: dict[str, Any]) -> list[str]:
    """Everything in a document that the vocabulary does not know, or that leads nowhere."""
    graph = expanded(document)
    by_id = {node["@id"]: node for node in graph}
    found = [] if len(by_id) == len(graph) else ["an address stands for two nodes"]
    for node in graph:
        found += [f"{node.get('@id')}: {problem}" for problem in _problems(node, by_id)]
    return found


def _problems(node: dict[str, Any], by_id: dict[str, Any]) -> list[str]:
    if node["@type"] not in CLASSES:
        return [f"unknown class {node['@type']}"]
    required = next(words for kind, words in REQUIRED.items() if iri(kind) == node["@type"])
    found = [f"{word} is missing" for word in required if iri(word) not in node]
    for prop, values in node.items():
        if prop.startswith("@"):
            continue
        if prop not in PROPERTIES:
            found.append(f"unknown property {prop}")
            continue
        domain = {iri(word) for word in PROPERTIES[prop]["domain"]}
        if domain and not domain & CLASSES[node["@type"]]:
            found.append(f"{prop} is not for {node['@type']}")
        for value in values:
            if not _in_range(value, PROPERTIES[prop]["range"], by_id):
                found.append(f"{prop} cannot be {value}")
            elif "@type" in value and value["@type"] in CLASSES:
                found += _problems(value, by_id)
    return found


def _in_range(value: dict[str, Any], range_: str, by_id: dict[str, Any]) -> bool:
    if range_ in ("action", "unit"):
        return value.get("@id") in {iri(word) for word in TERMS[f"{range_}s"]}
    if range_ == "number":
        return value.get("@type") == f"{XSD}integer"
    if range_.startswith("xsd:"):
        if value.get("@type") != iri(range_):
            return False
        return range_ != "xsd:dateTimeStamp" or bool(STAMP.fullmatch(value["@value"]))
    if "@id" in value and value["@id"] not in by_id:
        return _is_here(value["@id"])
    kind = by_id[value["@id"]]["@type"] if "@id" in value else value["@type"]
    return iri(range_) in CLASSES.get(kind, set())


def _is_here(address: str) -> bool:
    """Whether an address is one of this server's pages."""
    if not address.startswith(f"{SERVER}/"):
        return False
    try:
        resolve(address.removeprefix(SERVER).partition("#")[0])
    except Resolver404:
        return False
    return True


def test_everything_that_two_can_have_with_one_another_is_in_the_vocabulary(street):
    tribe, leader, ann, *_ = street
    exchange(leader, ann, tribe)
    thank_unasked(leader, tribe, ann, "wrote a letter", 12)
    for person in (leader, ann):
        whole = document(person)
        assert problems(whole) == []
        kinds = {node["@type"] for node in whole["@graph"]}
        assert kinds == {
            "Intent", "Commitment", "EconomicEvent", "Claim", "Settlement", "Person", "Organization",
        }  # fmt: skip


def test_links_within_the_document_lead_to_what_they_should(street):
    tribe, leader, ann, *_ = street
    made = exchange(leader, ann, tribe)
    by_id = {node["@id"]: node for node in document(leader)["@graph"]}
    promise = by_id[f"{SERVER}/promises/{made.received.pk}/"]
    assert by_id[promise["satisfies"]]["note"].startswith("leader needs a ladder")
    (favor,) = (node for node in by_id.values() if node.get("fulfills") == promise["@id"])
    (claim,) = (node for node in by_id.values() if node.get("triggeredBy") == favor["@id"])
    (settlement,) = (
        node for node in by_id.values() if node["@type"] == "Settlement" and node["settles"] == claim["@id"]
    )
    returned = by_id[settlement["settledBy"]]
    assert returned["@id"] == f"{SERVER}/favors/{made.returned}/"
    assert claim["@id"] in returned["settles"]
    assert claim["finished"] is True and claim["provider"] == returned["provider"] == favor["receiver"]


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        ({"@type": "Favor"}, NotLinkedData),
        ({"@type": "Measure"}, "vf:hasUnit is missing"),
        ({"balance": 3}, NotLinkedData),
        ({"triggeredBy": "x:y"}, "triggeredBy is not for"),
        ({"created": "2026-03-02T09:00:00"}, "created cannot be"),
        ({"created": None}, NotLinkedData),
        ({"action": "give"}, NotLinkedData),
        ({"action": "om2:minute-Time"}, "action cannot be"),
        ({"provider": "https://elsewhere.example/people/ann/"}, "provider cannot be"),
        ({"provider": f"{SERVER}/nowhere/at/all/"}, "provider cannot be"),
        ({"receiver": f"{SERVER}/t/linden-street/favors/"}, None),
        ({"effortQuantity": 30}, "effortQuantity cannot be"),
        ({"finished": "true"}, "finished cannot be"),
    ],
)
def test_the_validation_itself_finds_what_is_wrong(street, broken, problem):
    tribe, _, ann, ben, _ = street
    promise_help(ann, ask_for_help(ben, tribe, Draft("A ladder", 30)).pk)
    whole = document(ann)
    place = next(n for n, node in enumerate(whole["@graph"]) if node["@type"] == "Commitment")
    whole["@graph"][place] |= broken
    if problem is NotLinkedData:
        with pytest.raises(NotLinkedData):
            problems(whole)
    elif problem is None:
        assert problems(whole) == []
    else:
        assert any(problem in found.replace(TERMS["prefixes"]["vf"], "") for found in problems(whole)), problems(whole)


# --- what it says ----------------------------------------------------------------------------------------------------


def test_asks_are_for_whoever_asked_and_offers_by_whoever_offers(street):
    tribe, leader, ann, *_ = street
    made = exchange(leader, ann, tribe)
    me = f"{SERVER}/people/leader/"
    intents = {node["@id"]: node for node in nodes(leader, "Intent")}
    ask, offer = intents[f"{SERVER}/asks/{made.ask.pk}/"], intents[f"{SERVER}/offers/{made.offer.pk}/"]
    assert (ask["receiver"], "provider" in ask, minutes(ask)) == (me, False, 90)  # three helpers
    assert (offer["provider"], "receiver" in offer, minutes(offer)) == (me, False, 60)
    assert ask["finished"] is offer["finished"] is False
    assert all(node["finished"] for node in nodes(leader, "Intent", timezone.now() + timedelta(days=31)))


def test_a_favor_that_was_taken_back_is_corrected_by_as_much(street):
    tribe, _, ann, ben, _ = street
    favor = thank_unasked(ben, tribe, ann, "did nothing", 25)
    take_back(ann, favor, "A mistake.")
    event, correction = nodes(ben, "EconomicEvent")
    assert correction["corrects"] == event["@id"]
    assert minutes(event) + minutes(correction) == 0
    assert correction["note"] == "A mistake."
    assert nodes(ben, "Claim") == nodes(ann, "Claim") == []
    assert problems(document(ben)) == problems(document(ann)) == []


def test_an_objection_takes_the_half_out_until_it_is_decided(street):
    tribe, leader, ann, ben, cho = street
    favor = thank_unasked(ben, tribe, ann, "cut the hedge", 25)
    object_to(cho, favor, "Mine.")
    assert nodes(ben, "Claim") == []
    decide(leader, favor, False, "It was not.")
    assert [minutes(claim) for claim in nodes(ben, "Claim")] == [25]
    assert not any(node["@type"] == "EconomicEvent" for person in (cho, leader) for node in document(person)["@graph"])


def test_what_was_forgiven_is_not_claimed(street):
    tribe, _, ann, ben, _ = street
    favor = thank_unasked(ben, tribe, ann, "drove", 25)
    thank_unasked(ann, tribe, ben, "cooked", 10)
    (claim,) = (claim for claim in nodes(ann, "Claim") if claim["triggeredBy"].endswith(f"/{favor}/"))
    assert (minutes(claim), claim["finished"], "due" in claim) == (25, False, True)
    forgive(ann, favor)
    (claim,) = (claim for claim in nodes(ann, "Claim") if claim["triggeredBy"].endswith(f"/{favor}/"))
    assert (minutes(claim), claim["finished"], "due" in claim) == (10, True, False)


def test_a_half_is_due_when_patience_ends(street):
    tribe, _, ann, ben, _ = street
    then = timezone.now() - timedelta(days=5)
    thank_unasked(ben, tribe, ann, "drove", 25, now=then)
    (claim,) = nodes(ben, "Claim")
    due = datetime.fromisoformat(claim["due"])
    assert abs(due - then - timedelta(days=90)) < timedelta(seconds=1)


def test_a_vouch_that_came_due_is_a_claim_on_whoever_vouched(street):
    tribe, _, ann, ben, cho = street
    then = timezone.now() - timedelta(days=100)
    ask = ask_for_help(ben, tribe, Draft("A ladder", 30), now=then)
    vouch_for(cho, ask.pk, now=then)
    thank(ben, promise_help(ann, ask.pk, now=then).pk, now=then)
    assert bring_due(tribe.pk, timezone.now()) == 1
    (claim,) = nodes(cho, "Claim")
    assert (claim["provider"], claim["receiver"]) == (f"{SERVER}/people/cho/", f"{SERVER}/people/ann/")
    assert len(nodes(ann, "Claim")) == 2 and len(nodes(ben, "Claim")) == 1
    for person in (ann, ben, cho):
        assert problems(document(person)) == []


# --- nothing of others -----------------------------------------------------------------------------------------------


def test_whom_it_does_not_concern_has_an_empty_graph_of_favors(street):
    tribe, leader, ann, ben, cho = street
    exchange(leader, ann, tribe)
    for person in (ben, cho, make_person("outsider")):
        assert [node["@type"] for node in document(person)["@graph"]] == ["Person"]


def test_who_gave_is_not_told_to_whom_it_was_returned(street):
    tribe, _, ann, ben, cho = street
    thank_unasked(ben, tribe, ann, "wrote a letter", 30)
    thank_unasked(cho, tribe, ben, "carried stones", 20)
    text = json.dumps(document(ann))
    assert "stones" not in text and "/people/cho/" not in text
    assert nodes(ann, "Settlement") == []
    (settlement,) = nodes(ben, "Settlement")
    assert minutes(settlement) == 20


def test_what_was_returned_directly_both_see(street):
    tribe, _, ann, ben, _ = street
    thank_unasked(ben, tribe, ann, "wrote a letter", 30)
    thank_unasked(ann, tribe, ben, "carried stones", 20)
    assert nodes(ann, "Settlement") == nodes(ben, "Settlement") != []


def test_notes_reasons_and_addresses_of_others_are_not_in_it(street):
    tribe, leader, ann, *_ = street
    exchange(leader, ann, tribe)
    text = json.dumps(document(ann))
    for word in ("leader is ill", "leader is at home", "@example.org", "gutters"):
        assert word not in text, word
    assert Promise.objects.filter(reason="leader is ill").exists()


# --- the page and its cost -------------------------------------------------------------------------------------------


def test_it_is_fetched_signed_in_as_linked_data_that_nobody_keeps(client, street):
    tribe, leader, ann, *_ = street
    exchange(leader, ann, tribe)
    assert client.get("/favors/valueflows.json")["Location"] == "/account/login/?next=/favors/valueflows.json"
    client.force_login(ann)
    answer = client.get("/favors/valueflows.json")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/ld+json")
    assert answer["Content-Disposition"].startswith('attachment; filename="folkmoot-ann-')
    assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
    assert problems(json.loads(answer.getvalue())) == []


def test_the_key_of_a_calendar_does_not_open_it(street):
    tribe, leader, ann, *_ = street
    made = exchange(leader, ann, tribe)
    assert Client().get("/favors/valueflows.json", {"key": made.calendar_key}).status_code == 302


def test_it_can_be_fetched_twelve_times_an_hour(client, street):
    client.force_login(street[2])
    assert [client.get("/favors/valueflows.json").status_code for _ in range(13)] == [200] * 12 + [429]


def test_the_number_of_queries_does_not_grow_with_the_favors(street):
    tribe, leader, ann, ben, _ = street
    exchange(leader, ann, tribe)
    with CaptureQueriesContext(connection) as before:
        document(leader)
    exchange_again(leader, ann, ben, tribe)
    with CaptureQueriesContext(connection) as after:
        document(leader)
    assert len(after) == len(before)


def exchange_again(leader: Person, ann: Person, ben: Person, tribe: Any) -> None:
    for n in range(4):
        thank(leader, promise_help(ann, ask_for_help(leader, tribe, Draft(f"Ask {n}", 30)).pk).pk)
        thank_unasked(ben, tribe, leader, f"thanks {n}", 20)
        take_back(leader, thank_unasked(ben, tribe, leader, f"mistake {n}", 20), "A mistake.")
