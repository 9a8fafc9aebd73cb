"""Favors in the words of Valueflows (https://www.valueflo.ws), as JSON-LD: what other programs for exchange read.

Asks and offers are Intents, promises Commitments, favors EconomicEvents, open halves Claims. The vocabulary of today
lets an event settle claims and does not say how much of each; how much it was stands in Settlements, which it had in
its earlier namespace. All quantities are minutes of work. The context is written out, so that nobody has to fetch it.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import reverse

from folkmoot.favors.models import Ask, Claim, Entry, Offer, Promise
from folkmoot.favors.rules.promises import OPEN
from folkmoot.favors.selectors import taking_along as selectors
from folkmoot.favors.selectors.contract import contract_at
from folkmoot.ids import moment_of
from folkmoot.people.exports import AT_ONCE, said_at
from folkmoot.people.models import Person
from folkmoot.tribes.models import Tribe

Node = dict[str, Any]


def _link(term: str) -> Node:
    return {"@id": term, "@type": "@id"}


def _moment(term: str) -> Node:
    return {"@id": term, "@type": "xsd:dateTimeStamp"}


CONTEXT: Node = {
    "@version": 1.1,
    "vf": "https://w3id.org/valueflows/ont/vf#",
    "earlier": "https://w3id.org/valueflows#",
    "om2": "http://www.ontology-of-units-of-measure.org/resource/om-2/",
    "dcterms": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{
        word: f"vf:{word}"
        for word in ("Claim", "Commitment", "EconomicEvent", "Intent", "Measure", "Organization", "Person", "work")
    },
    "Settlement": {
        "@id": "earlier:Settlement",
        "@context": {
            "settles": _link("earlier:settles"),
            "settledBy": _link("earlier:settledBy"),
            "effortQuantity": "earlier:effortQuantity",
        },
    },
    "action": {"@id": "vf:action", "@type": "@vocab"},
    **{word: _link(f"vf:{word}") for word in ("provider", "receiver", "satisfies", "fulfills", "settles")},
    **{word: _link(f"vf:{word}") for word in ("triggeredBy", "corrects", "hasUnit")},
    **{word: _moment(f"vf:{word}") for word in ("created", "due", "hasPointInTime")},
    **{word: f"vf:{word}" for word in ("effortQuantity", "finished", "hasNumericalValue", "name")},
    "note": "skos:note",
    "partOf": _link("dcterms:isPartOf"),
}


def document(person: Person, now: datetime) -> Iterator[bytes]:
    """One JSON-LD document of everything of this person's own, a node a line; of others their names and profiles."""
    before = f'{{"@context": {json.dumps(CONTEXT)}, "@graph": [\n'
    for node in _nodes(person, now):
        yield f"{before}{json.dumps(node, ensure_ascii=False)}".encode("utf-8", "replace")
        before = ",\n"
    yield b"\n]}\n"


def _nodes(person: Person, now: datetime) -> Iterator[Node]:
    agents = _Agents(person)
    for ask in selectors.own_asks(person).iterator(AT_ONCE):
        yield _intent(ask, agents, now)
    for offer in selectors.own_offers(person).iterator(AT_ONCE):
        yield _intent(offer, agents, now)
    for promise in selectors.own_promises(person).iterator(AT_ONCE):
        yield _commitment(promise, agents)
    settled = _settled(person)
    for favor in selectors.own_favors(person).iterator(AT_ONCE):
        yield _event(favor, agents, settled.get(favor.pk, []))
    for entry in selectors.taken_out(person).iterator(AT_ONCE):
        if entry.about is not None:
            yield _correction(entry, entry.about, agents)
    patience: dict[int, timedelta] = {}
    for claim in selectors.own_claims(person).iterator(AT_ONCE):
        if claim.tribe_id not in patience:
            patience[claim.tribe_id] = timedelta(days=contract_at(claim.tribe_id, now).patience)
        yield _claim(claim, agents, patience[claim.tribe_id])
    for part in selectors.own_settlements(person):
        yield _settlement(part)
    yield from agents.nodes()


class _Agents:
    """Addresses of people and tribes; whoever was named gets a node at the end."""

    def __init__(self, person: Person) -> None:
        self._found: dict[tuple[str, int], Node] = {}
        self.me = self.person(person)

    def person(self, person: Person) -> str:
        return self._of(person, "Person", "profile", person.name, person.display_name)

    def tribe(self, tribe: Tribe) -> str:
        return self._of(tribe, "Organization", "tribe_about", tribe.slug, tribe.name)

    def _of(self, who: Person | Tribe, kind: str, page: str, word: str, name: str) -> str:
        key = (kind, who.pk)
        if key not in self._found:
            self._found[key] = {"@id": settings.BASE_URL + reverse(page, args=[word]), "@type": kind, "name": name}
        return str(self._found[key]["@id"])

    def nodes(self) -> Iterator[Node]:
        yield from self._found.values()


# --- addresses --------------------------------------------------------------------------------------
def _at(page: str, id_: int, fragment: str = "") -> str:
    before, after = _around(page)
    return f"{settings.BASE_URL}{before}{id_}{after}{fragment}"


@cache
def _around(page: str) -> tuple[str, str]:
    """What stands before and after the id in a page's address; finding it out takes long, ten thousand times."""
    before, _, after = reverse(page, args=[0]).rpartition("0")
    return before, after


def _half_at(claim_id: int, favor_id: int) -> str:
    return _at("favor", favor_id, f"#half-{claim_id}")


# --- nodes ------------------------------------------------------------------------------------------
def _work(minutes: int) -> Node:
    """So many minutes of work."""
    return {"action": "work", "effortQuantity": _minutes(minutes)}


def _minutes(count: int) -> Node:
    return {"@type": "Measure", "hasNumericalValue": count, "hasUnit": "om2:minute-Time"}


def _intent(row: Ask | Offer, agents: _Agents, now: datetime) -> Node:
    """An ask, of whoever receives; or an offer, of whoever provides. The minutes of all helpers, where it says them."""
    is_ask = isinstance(row, Ask)
    node = {
        "@id": _at("ask" if is_ask else "offer", row.pk),
        "@type": "Intent",
        **_work(row.minutes * (row.needed or 1)),
        "receiver" if is_ask else "provider": agents.me,
        "finished": row.closed_at is not None or row.expires_at <= now,
        "note": f"{row.what}\n\n{row.words}" if row.words else row.what,
        "partOf": agents.tribe(row.tribe),
    }
    return node if row.at is None else {**node, "hasPointInTime": said_at(row.at)}


def _commitment(promise: Promise, agents: _Agents) -> Node:
    node = {
        "@id": _at("promise", promise.pk),
        "@type": "Commitment",
        **_work(promise.minutes),
        "provider": agents.person(promise.helper),
        "receiver": agents.person(promise.receiver),
        "created": said_at(promise.promised_at),
        "due": said_at(promise.due_at),
        "finished": promise.state not in OPEN,
        "note": promise.what,
        "partOf": agents.tribe(promise.tribe),
    }
    if promise.agreed_at is not None:
        node["hasPointInTime"] = said_at(promise.agreed_at)
    if promise.ask_id is not None:
        node["satisfies"] = _at("ask", promise.ask_id)
    elif promise.offer_id is not None:
        node["satisfies"] = _at("offer", promise.offer_id)
    return node


def _event(favor: Entry, agents: _Agents, settled: list[str]) -> Node:
    node = {
        "@id": _at("favor", favor.pk),
        "@type": "EconomicEvent",
        **_flow(favor, agents, favor.minutes or 0),
        "hasPointInTime": said_at(favor.done_at or favor.at),
        "created": said_at(favor.at),
        "note": favor.words,
        "partOf": agents.tribe(favor.tribe),
    }
    if favor.promise_id is not None:
        node["fulfills"] = _at("promise", favor.promise_id)
    if settled:
        node["settles"] = settled
    return node


def _correction(entry: Entry, favor: Entry, agents: _Agents) -> Node:
    """The entry that took a favor out of the account: as much as it was, taken back."""
    return {
        "@id": _at("favor", favor.pk, f"#taken-out-{entry.pk}"),
        "@type": "EconomicEvent",
        **_flow(favor, agents, -(favor.minutes or 0)),
        "corrects": _at("favor", favor.pk),
        "hasPointInTime": said_at(entry.at),
        "created": said_at(entry.at),
        "note": entry.words,
        "partOf": agents.tribe(entry.tribe),
    }


def _flow(favor: Entry, agents: _Agents, minutes: int) -> Node:
    node = _work(minutes)
    if favor.giver is not None and favor.receiver is not None:  # which the database sees to
        node |= {"provider": agents.person(favor.giver), "receiver": agents.person(favor.receiver)}
    return node


def _claim(claim: Claim, agents: _Agents, patience: timedelta) -> Node:
    """What is claimed is what was not forgiven; it is due when the contract's patience ends."""
    node = {
        "@id": _half_at(claim.pk, claim.favor_id),
        "@type": "Claim",
        **_work(claim.minutes - claim.forgiven),
        "provider": agents.person(claim.debtor),
        "receiver": agents.person(claim.creditor),
        "triggeredBy": _at("favor", claim.favor_id),
        "created": said_at(moment_of(claim.pk)),
        "finished": not claim.open,
        "partOf": agents.tribe(claim.tribe),
    }
    return {**node, "due": said_at(claim.since_at + patience)} if claim.open else node


def _settled(person: Person) -> dict[int, list[str]]:
    """By favor, the addresses of the claims that it settled."""
    found: dict[int, list[str]] = defaultdict(list)
    for part in selectors.own_settlements(person):
        found[part.favor].append(_half_at(part.claim, part.origin))
    return found


def _settlement(part: selectors.Returned) -> Node:
    return {
        "@id": _at("favor", part.favor, f"#returns-{part.claim}"),
        "@type": "Settlement",
        "settles": _half_at(part.claim, part.origin),
        "settledBy": _at("favor", part.favor),
        "effortQuantity": _minutes(part.minutes),
    }
