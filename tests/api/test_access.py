"""The cast against every operation: one table, which must have a row for each."""

from typing import Any

import pytest
from django.db import transaction

from folkmoot.favors.services.asking import vouch_for
from folkmoot.site.api import document
from tests.api.program import V1, problem, program_of
from tests.api.world import World, make_world

pytestmark = pytest.mark.django_db

ACTORS = ("leader", "member", "outsider", "removed", "nobody")
ANYBODY = "200 200 200 200 401"
# In a tribe by invitation the outsider and the removed learn nothing: 404. In a tribe that one may ask to join
# (or a person may look at), they are told that they may not: 403. Written '404/403'.
MEMBERS = "200 200 404/403 404/403 401"
LEADERS = "200 403 404/403 404/403 401"
LEADERS_204 = "204 403 404/403 404/403 401"
LEADERS_201 = "201 403 404/403 404/403 401"
VISIBLE = "200 200 404/200 404/200 401"
MEMBER_ALONE = "404 200 404 404 401"  # what is the member's own
MEMBERS_404 = "200 200 404 404 401"  # posts on a closed floor are not there for others
# Of favors, outsiders see nothing in either tribe.
MADE_BY_MEMBERS = "201 201 404 404 401"
MEMBERS_OWN = "403 200 404 404 401"
NOT_MEMBERS_OWN = "200 403 404 404 401"

# operation -> the answers to leader, member, outsider, removed, nobody; then what is sent, and the path's words
TABLE: dict[str, tuple[Any, ...]] = {
    "me_read": (ANYBODY,),
    "me_change": (ANYBODY, {"about": "I mend pumps."}),
    "me_picture_set": ("422 422 422 422 401",),
    "me_picture_remove": (ANYBODY,),
    "me_tribes": (ANYBODY,),
    "me_topics": (ANYBODY,),
    "me_topic_add": ("201 201 201 201 401", {"name": "pumps"}),
    "me_topic_retire": (MEMBER_ALONE, None, {"topic_id": lambda w: w.own_topic.pk}),
    "person_read": (ANYBODY,),
    "person_topics": (ANYBODY,),
    "person_posts": (ANYBODY,),
    "person_permit": ("403 200 200 200 401", {}),  # the leader is who is permitted
    "follow_read": (ANYBODY,),
    "follow": ("403 200 200 200 401",),
    "unfollow": (ANYBODY,),
    "tribes_list": (ANYBODY,),
    "tribe_found": ("201 201 201 201 401", {"name": "Pump friends", "idea": "We mend pumps."}),
    "tribe_read": (VISIBLE,),
    "tribe_edit": (LEADERS, {"idea": "We look after two streets."}),
    "tribe_topics": (VISIBLE,),
    "tribe_topic_add": (LEADERS_201, {"name": "pumps"}),
    "tribe_topic_retire": (LEADERS,),
    "tribe_permit": (MEMBERS, {}),
    "tribe_members_list": (MEMBERS,),
    "tribe_role_set": (LEADERS, {"role": "leader"}),
    "tribe_join": ("403 403 404/403 404/403 401",),  # it is open to nobody
    "tribe_leave": ("409 204 404/403 404/403 401",),  # the leader is the last one
    "member_remove": (LEADERS_204, {"reason": "He sold the pump."}),
    "member_ban": (LEADERS_204, {"reason": "He sold the pump."}),
    "bans_list": (LEADERS,),
    "ban_lift": (LEADERS_204, None, {"person_id": lambda w: w.cast.tribe.bans.get().person_id}),
    "join_requests_list": (LEADERS,),
    "join_request_make": ("403/409 403/409 404/201 404/201 401", {"words": "It is me."}),
    "join_request_withdraw": ("204 204 404/204 404/204 401",),
    "join_request_accept": (LEADERS,),
    "join_request_decline": (LEADERS,),
    "list_bring": (LEADERS_201, {"text": "zoe@example.net"}),
    "list_read": (LEADERS,),
    "list_confirm": (LEADERS, {"words": "Come and see."}),
    "list_drop": (LEADERS_204,),
    "invitations_list": (LEADERS,),
    "invitations_progress": (LEADERS,),
    "invitation_withdraw": (LEADERS_204,),
    "invitations_withdraw_waiting": (LEADERS,),
    "invitation_read": ("200 200 200 200 200",),  # whoever has its address
    "invitation_decline": ("200 200 200 200 200",),
    "invitation_never": ("200 200 200 200 200",),
    "invitation_accept": (ANYBODY,),
    "permissions_list": (ANYBODY,),
    "permission_read": (MEMBER_ALONE,),
    "permission_change": (MEMBER_ALONE, {"at_most": 2}),
    "permission_revoke": (MEMBER_ALONE,),
    "permission_undo": (MEMBER_ALONE, lambda w: {"version": str(w.permission.versions.latest("pk").pk)}),
    "permission_history": (MEMBER_ALONE,),
    "post_why": (MEMBER_ALONE,),
    "not_for_me_say": (MEMBER_ALONE,),
    "not_for_me_take_back": (MEMBER_ALONE,),
    "widening_ask": ("403 409 409 409 401", {"scope": "letters"}),  # there was no dialogue yet
    "widenings_list": (ANYBODY,),
    "widening_grant": (MEMBER_ALONE,),
    "widening_decline": ("404 204 404 404 401",),
    "home_read": (ANYBODY,),
    "floor_read": (MEMBERS,),
    "waiting_read": (MEMBERS,),
    "post_preview": (ANYBODY, {"text": "Hello"}),
    "post_publish": ("201 201 404/403 404/403 401", lambda w: {"text": "Hello", "tribe": w.cast.tribe.slug}),
    "post_read": (MEMBERS_404,),
    "thread_read": (MEMBERS_404,),
    "post_answer": ("201 201 404 404 401", {"text": "Well done."}),
    "post_edit": ("200 403 404 404 401", {"text": "The pump is new."}),
    "post_delete": ("204 403 404 404 401",),
    "me_export": (ANYBODY,),
    "asks_list": (MEMBERS_404,),
    "ask_make": (MADE_BY_MEMBERS, {"what": "A ladder", "minutes": 30}),
    "ask_read": (MEMBERS_404,),
    "ask_change": (MEMBERS_OWN, {"minutes": 20}),
    "ask_off": (MEMBERS_OWN,),
    "ask_again": (MEMBERS_OWN,),
    "offers_list": (MEMBERS_404,),
    "offer_make": (MADE_BY_MEMBERS, {"what": "Bread", "minutes": 30}),
    "offer_read": (MEMBERS_404,),
    "offer_change": (MEMBERS_OWN, {"minutes": 20}),
    "offer_off": (MEMBERS_OWN,),
    "offer_again": (MEMBERS_OWN,),
    "me_board": (ANYBODY,),
    "ask_price": (MEMBERS_404, {"minutes": 30, "to": "crowd"}),
    "ask_fits": (MEMBERS_404,),
    "askable_list": (MEMBERS_404,),
    "asks_for_me": (MEMBERS_404,),
    "ask_put": (MEMBERS_OWN, lambda w: {"to": "named", "people": [str(w.cast.leader.pk)]}),
    "ask_urgent": ("200 403 404 404 401", {"reason": "It rains in."}),
    "asked_list": (ANYBODY,),
    "ask_no": (NOT_MEMBERS_OWN,),
    "ask_no_take_back": (MEMBERS_404,),
    "ask_vouch": (NOT_MEMBERS_OWN,),
    "ask_vouch_withdraw": (NOT_MEMBERS_OWN, None, {"ask_id": lambda w: vouch_for(w.cast.leader, w.favors.ask).ask_id}),
    "promise_make": ("201 403 404 404 401", {}),
    "offer_take": ("201 403 404 404 401", {}),
    "promises_list": (ANYBODY,),
    "promise_read": (MEMBERS_404,),  # the leader and the member are the two; test_favors_privacy has others
    "promise_done": ("200 403 404 404 401", {}),
    "promise_thank": ("403 200 404 404 401", {}),
    "promise_dispute": ("403 409 404 404 401", {"reason": "Nobody came."}),  # it is not said to be done yet
    "promise_drop": (MEMBERS_404, {}),
    "promise_time": (MEMBERS_404, {"agreed_at": None}),
    "notes_list": (MEMBERS_404,),
    "note_write": (MADE_BY_MEMBERS, {"text": "At six."}),
    "thank_unasked": (
        MADE_BY_MEMBERS,
        lambda w: {"giver": str(w.favors.neighbor.pk), "what": "Cake", "minutes": 30},
    ),
    "halves_read": (MEMBERS_404,),
    "received_list": (MEMBERS_404,),
    "favors_list": (MEMBERS_404,),
    "favor_read": (MEMBERS_404,),
    "favor_history": (MEMBERS_404,),
    "favor_journey": (MEMBERS_404,),
    "decisions_list": (MEMBERS_404,),
    "favor_object": (NOT_MEMBERS_OWN, {"reason": "It was loud."}),
    "favor_decide": (
        "200 403 404 404 401",
        {"upheld": True, "reason": "It was not."},
        {"favor_id": lambda w: w.favors.held},
    ),
    "favor_back": (MEMBERS_404, {"reason": "It was another day."}),
    "claim_forgive": ("204 204 404 404 401", {"reason": "She moved away."}),
    "totals_read": (MEMBERS_404,),
    "contract_read": (MEMBERS_404,),
    "contract_versions": (MEMBERS_404,),
    "contract_change": ("409 403 404/403 404/403 401", {"patience": 60, "allowance": 300, "crowd": 9}),  # one is coming
    "contract_withdraw": (LEADERS,),
    "objections_list": (LEADERS,),
    "favor_settings_read": (ANYBODY,),
    "favor_settings_change": (ANYBODY, {"reminders": False}),
    "look_begin": ("422 422 422 422 401",),  # nothing is handed in
    "looks_list": (ANYBODY,),
    "look_read": (MEMBER_ALONE,),
    "look_shows": (MEMBER_ALONE,),
    "look_hold": (MEMBER_ALONE,),
    "look_forget": ("404 204 404 404 401",),
    "tribe_look_begin": (LEADERS_201,),
}


def operations() -> dict[str, tuple[str, str]]:
    """operation -> (method, path from V1 on), as the OpenAPI document has them."""
    paths = document()["paths"]
    return {
        details["operationId"]: (method.upper(), path.removeprefix(V1))
        for path, methods in paths.items()
        for method, details in methods.items()
    }


def test_the_table_has_a_row_for_every_operation():
    assert sorted(TABLE) == sorted(operations())


@pytest.fixture(params=["invitation", "request"])
def world(request) -> World:
    return make_world(joining=request.param)


@pytest.mark.parametrize("operation", TABLE)
def test_each_of_the_cast_gets_the_answer_of_the_table(world, operation):
    expected, sent, words = (*TABLE[operation], None, None)[:3]
    method, path = operations()[operation]
    named = {**world.words, **{name: find(world) for name, find in (words or {}).items()}}
    body = sent(world) if callable(sent) else sent
    hidden = world.cast.tribe.joining == "invitation"
    for actor, status in zip(ACTORS, expected.split(), strict=True):
        program = program_of(getattr(world.cast, actor))
        wanted = int(status.split("/")[0 if hidden else -1])
        with transaction.atomic():
            answer = program(method, path.format(**named), body)
            transaction.set_rollback(True)
        assert answer.status_code == wanted, f"{actor}: {answer.content.decode()}"
        if wanted >= 400:
            problem(answer)
