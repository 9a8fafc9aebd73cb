"""Whatever is sent to the API, it answers as its OpenAPI document says, and never breaks (schemathesis)."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from folkmoot.people import rules
from folkmoot.site.wsgi import application
from folkmoot.tribes import rules as tribe_rules
from tests.api.program import program_of
from tests.api.world import World, make_world

pytestmark = pytest.mark.django_db

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def served(environ: dict[str, Any], start_response: Any) -> Any:
    """The server's application, asked from this machine: the test client says nothing of where it is."""
    return application({"REMOTE_ADDR": "127.0.0.1", **environ}, start_response)


# Keys are test_keys' matter: with a wrong one, nothing behind the door would be reached.
CONFIG = schemathesis.Config.from_dict({"generation": {"with-security-parameters": False}})
SCHEMA = schemathesis.openapi.from_wsgi("/api/folkmoot/openapi.json", served, config=CONFIG)
OPERATIONS = {found.ok().definition.raw["operationId"]: found.ok() for found in SCHEMA.get_all_operations()}
WITHOUT_KEY = {"invitation_read", "invitation_decline", "invitation_never"}


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests end without closing the connection that the test's transaction is open on, as in Django's client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def world(one_connection, monkeypatch) -> World:
    """Everything there is, in a tribe that one may ask to join; and no limit to how often one asks."""
    for holder, name in ((rules, "API_CALLS"), (rules, "API_VISITS"), (tribe_rules, "LISTS"), (tribe_rules, "ASKS")):
        monkeypatch.setattr(holder, name, rules.Rate(10**9, getattr(holder, name).period, "Never."))
    return make_world(joining="request")


def fuzz(operation_id: str, world: World, examples: int) -> None:
    """Send ``examples`` requests, valid and not, by the leader, the member or an outsider; each is undone after."""
    operation = OPERATIONS[operation_id]
    leader, member, outsider = (
        program_of(person).key for person in (world.cast.leader, world.cast.member, world.cast.outsider)
    )
    keys = [leader, member, leader, member, outsider]
    real = {name: str(value) for name, value in world.words.items() if f"{{{name}}}" in operation.path}

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=examples < 100,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def run(data: st.DataObject) -> None:
        mode = data.draw(st.sampled_from(list(schemathesis.GenerationMode)))
        found = data.draw(st.sampled_from([real, real, real, None]))  # most speak of what is there
        case = data.draw(operation.as_strategy(mode, path_parameters=found))
        if isinstance(case.body, dict) and data.draw(st.booleans()):
            _speak_of_what_is_there(case.body, world)
        headers = {} if operation_id in WITHOUT_KEY else {"Authorization": f"Bearer {data.draw(st.sampled_from(keys))}"}
        with transaction.atomic():
            case.call_and_validate(headers=headers, checks=CHECKS)
            transaction.set_rollback(True)

    run()


def _speak_of_what_is_there(body: dict[str, Any], world: World) -> None:
    here = {
        "tribe": world.cast.tribe.slug,
        "for_tribe": world.cast.tribe.slug,
        "topics": [str(world.topic.pk)],
        "version": str(world.permission.version_id),
        "text": "zoe@example.net, Ida <ida@example.net>",
        "topic": str(world.topic.pk),
        "people": [str(world.cast.leader.pk), str(world.favors.neighbor.pk)],
        "giver": str(world.favors.neighbor.pk),
    }
    for name in body.keys() & here.keys():
        body[name] = here[name]


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_an_operation_answers_as_its_document_says(operation, world):
    fuzz(operation, world, examples=12)


@pytest.mark.soak
@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_an_operation_answers_as_its_document_says_at_length(operation, world):
    fuzz(operation, world, examples=1500)
