"""A key opens what its scopes say, for as long as it lives, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.people.models import ApiToken
from folkmoot.people.rules import TOKEN_SCOPES
from folkmoot.people.services import make_token, revoke_token
from folkmoot.site.api import document
from tests.api.program import V1, Program, problem, program_of
from tests.api.world import make_world

pytestmark = pytest.mark.django_db

# Whatever is not named here reads, and needs the scope 'read'.
WRITERS = {
    "profile": "me_change me_picture_set me_picture_remove me_topic_add me_topic_retire",
    "talk": "post_preview post_publish post_answer post_edit post_delete",
    "permissions": "person_permit tribe_permit follow unfollow permission_change permission_revoke permission_undo"
    " not_for_me_say not_for_me_take_back widening_ask widening_grant widening_decline",
    "tribes": "tribe_found tribe_edit tribe_join tribe_leave tribe_role_set member_remove member_ban ban_lift"
    " tribe_topic_add tribe_topic_retire join_request_make join_request_withdraw join_request_accept"
    " join_request_decline list_bring list_confirm list_drop invitation_withdraw invitations_withdraw_waiting"
    " invitation_accept",
    "favors": "ask_make ask_change ask_off ask_again offer_make offer_change offer_off offer_again ask_price ask_put"
    " ask_urgent ask_no ask_no_take_back ask_vouch ask_vouch_withdraw promise_make offer_take promise_done"
    " promise_thank promise_dispute promise_drop promise_time note_write thank_unasked favor_object favor_decide"
    " favor_back claim_forgive contract_change contract_withdraw favor_settings_change",
    "mirror": "look_begin look_hold look_forget tribe_look_begin",
}
VISITORS = {"invitation_read", "invitation_decline", "invitation_never"}
SCOPE_OF = {operation: scope for scope, operations in WRITERS.items() for operation in operations.split()}


def operations() -> list[tuple[str, str, dict]]:
    """(method, path, details) of every operation in the document."""
    return [
        (method.upper(), path.removeprefix(V1), details)
        for path, methods in document()["paths"].items()
        for method, details in methods.items()
    ]


def test_the_document_names_the_scope_of_every_operation():
    for method, path, details in operations():
        operation = details["operationId"]
        if operation in VISITORS:
            assert "security" not in details
        else:
            assert details["security"] == [{"key": [SCOPE_OF.get(operation, "read")]}], operation
            assert (method == "GET") == (operation not in SCOPE_OF), f"{method} {path}"


@pytest.mark.parametrize("scope", TOKEN_SCOPES)
def test_a_key_with_one_scope_opens_that_and_nothing_else(scope):
    world = make_world()
    program = program_of(world.cast.leader, scope)
    for method, path, details in operations():
        operation = details["operationId"]
        # Nothing is sent, so that what opens answers 422 or, of what needs no body, does what it does.
        answer = program(method, path.format(**world.words), b"{")
        opened = answer.status_code != 403 or answer.json()["error"]["code"] != "key_may_not"
        assert opened == (operation in VISITORS or SCOPE_OF.get(operation, "read") == scope), operation


def test_what_a_key_lacks_is_said_in_a_sentence(cast):
    answer = program_of(cast.member, "read").post("/posts", {"text": "Hello"})
    assert problem(answer) == (403, "key_may_not")
    assert "'talk'" in answer.json()["error"]["sentence"]


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic YTpi", "folkmoot_x", "Token folkmoot_x"])
def test_without_a_key_the_answer_is_401_and_how_to_send_one(db, header):
    answer = Program()("GET", "/me", **({"HTTP_AUTHORIZATION": header} if header else {}))
    assert problem(answer) == (401, "no_key")
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("key", ["folkmoot_", "folkmoot_" + "x" * 43, "ä", "x" * 10_000])
def test_a_key_that_nobody_has_opens_nothing(cast, key):
    assert problem(Program(key).get("/me")) == (401, "key_unknown")


def test_a_revoked_key_opens_nothing_from_then_on(cast):
    token, key = make_token(cast.member, "phone", ["read"], None)
    assert Program(key).get("/me").status_code == 200
    revoke_token(cast.member, token.pk)
    assert problem(Program(key).get("/me")) == (401, "key_unknown")


def test_a_key_ends_when_it_was_said_to_end(cast):
    token, key = make_token(cast.member, "phone", ["read"], timezone.now() + timedelta(days=1))
    assert Program(key).get("/me").json()["key"]["until"].endswith("Z")
    ApiToken.objects.filter(pk=token.pk).update(until=timezone.now())
    assert problem(Program(key).get("/me")) == (401, "key_unknown")


def test_a_person_who_was_shut_out_is_shut_out_here_too(cast):
    program = program_of(cast.member)
    cast.member.is_active = False
    cast.member.save()
    assert problem(program.get("/me")) == (401, "key_unknown")


def test_the_use_of_a_key_is_noted_once_an_hour(cast):
    program = program_of(cast.member)
    program.get("/me")
    first = ApiToken.objects.get().used_at
    program.get("/me")
    assert ApiToken.objects.get().used_at == first
    ApiToken.objects.update(used_at=first - timedelta(hours=1, seconds=1))
    program.get("/me")
    assert ApiToken.objects.get().used_at >= first


def test_keys_cannot_be_made_with_a_key():
    assert not [path for path in document()["paths"] if "token" in path and "{token}" not in path]
