"""The cast against every address of the site: one table, which must have a row for each.

The API's own addresses have their table in ``tests/api/test_access.py``.
"""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from folkmoot.ids import MAX_ID
from tests.access.world import ACTORS, Came, World, go, make_world, patterns

pytestmark = pytest.mark.django_db

# What leader, member, outsider, removed, banned and nobody get for looking (GET) and for doing (POST): a status;
# ``in``, asked to sign in; ``go``, led elsewhere (done, or told why not); ``+`` where something was changed. One
# word stands for all six, two for everybody signed in and nobody. ``404/go``: in a tribe by invitation with a
# closed floor / in one that takes requests and whose floor is open.
# What everybody can find out about a person's own things is for that person alone: the member's, in this table.
TABLE = """
home                                 | 200                                     | 405
start                                | go                                      | go
demo_start                           | 405                                     | go
demo_as                              | 404                                     | 404
demo_clear                           | 404                                     | 404
theme                                | 405                                     | go
healthz                              | 200                                     | 405
styleguide                           | 200                                     | 405
robots                               | 200                                     | 405
favicon                              | go                                      | 405
account_login                        | go 200                                  | go 200
account_logout                       | 200 go                                  | go
account_inactive                     | 200                                     | 405
account_signup                       | go 200                                  | go 200
account_reauthenticate               | 403 in                                  | 403 in
account_email                        | 200 in                                  | go in
account_email_verification_sent      | go in                                   | go in
account_change_password              | 404                                     | 404
account_set_password                 | 404                                     | 404
account_reset_password               | 404                                     | 404
account_confirm_login_code           | go in                                   | go in
account_reset_password_from_key_done | 404                                     | 404
account_reset_password_from_key      | 404                                     | 404
account_reset_password_done          | 404                                     | 404
account_request_login_code           | go 200                                  | go 200
mfa_index                            | 200 in                                  | 405 in
mfa_authenticate                     | go in                                   | go in
mfa_reauthenticate                   | 403 in                                  | 403 in
mfa_activate_totp                    | 200 in                                  | 200 in
mfa_deactivate_totp                  | 404 in                                  | 404 in
mfa_view_recovery_codes              | 404 in                                  | 405 in
mfa_generate_recovery_codes          | 200 in                                  | 200 in
mfa_download_recovery_codes          | 404 in                                  | 404 in
mfa_list_webauthn                    | 200 in                                  | 405 in
mfa_add_webauthn                     | 200 in                                  | 200 in
mfa_reauthenticate_webauthn          | 403 in                                  | 403 in
mfa_remove_webauthn                  | 404 in                                  | 404 in
mfa_edit_webauthn                    | 404 in                                  | 404 in
mfa_login_webauthn                   | go in                                   | go in
usersessions_list                    | 200 in                                  | go go+ go go go in
write                                | 200 in                                  | go+ go+ 422 422 422 in
write_reach                          | 405                                     | 200 in
write_preview                        | 405                                     | 200 in
tribe_floor                          | 200 200 404/200 404/200 404 in          | 405
post                                 | 200 200 404/200 404/200 404 in          | 405
post_answer                          | go go 404/go 404/go 404 in              | go+ go+ 404/422 404/422 404 in
post_edit                            | 404 200 404 404 404 in                  | 404 go+ 404 404 404 in
post_delete                          | 404 200 404 404 404 in                  | 404 go+ 404 404 404 in
profile                              | 200 in                                  | 405
permissions                          | 200 in                                  | 405 in
permission_change                    | 404 200 404 404 404 in                  | 404 go+ 404 404 404 in
permission_revoke                    | 405 in                                  | 404 go+ 404 404 404 in
permission_again                     | 405 in                                  | 404 go 404 404 404 in
permission_undo                      | 405 in                                  | 404 go+ 404 404 404 in
permission_history                   | 404 200 404 404 404 in                  | 405 in
follow                               | 405 in                                  | go+ in
unfollow                             | 405 in                                  | go go+ go go go in
give                                 | 405 in                                  | go+ in
give_tribe                           | 405                                     | go+ go+ 404/go 404/go 404/go in
widen                                | 200 in                                  | 422 in
widening_grant                       | 405 in                                  | go go+ go go go in
widening_decline                     | 405 in                                  | go go+ go go go in
why                                  | 404 200 404 404 404 in                  | 405 in
not_for_me                           | 405 in                                  | 404 go+ 404 404 404 in
not_for_me_undo                      | 405 in                                  | 404 go 404 404 404 in
narrow                               | 405 in                                  | 404 go+ 404 404 404 in
topics                               | 200 in                                  | go+ in
topic_retire                         | 405 in                                  | go+ 404 404 404 404 in
topic_return                         | 405 in                                  | go+ 404 404 404 404 in
tribe_topics                         | 200 go 404/go 404/go 404/go in          | go+ go 404/go 404/go 404/go in
tribe_new                            | 200 in                                  | go+ in
tribe_join                           | 405                                     | go go 404/go 404/go 404/go 404/in
tribe_leave                          | 200 200 404/go 404/go 404/go in         | go go+ 404/go 404/go 404/go in
member_remove                        | 200 go 404/go 404/go 404/go in          | go+ go 404/go 404/go 404/go in
member_ban                           | 200 go 404/go 404/go 404/go in          | go+ go 404/go 404/go 404/go in
request_accept                       | 405                                     | go+ go 404/go 404/go 404/go in
invitation_accept                    | 405                                     | go+ go+ go+ go+ go go
tribes                               | 200                                     | 405
tribe_about                          | 200 200 404/200 404/200 404/200 404/200 | 405
tribe_members                        | 200 200 404/go 404/go 404/go in         | 405
tribe_settings                       | 200 go 404/go 404/go 404/go in          | go+ go 404/go 404/go 404/go in
tribe_role                           | 405                                     | go+ go 404/go 404/go 404/go in
tribe_lift_ban                       | 405                                     | go+ go 404/go 404/go 404/go in
tribe_ask                            | 405                                     | 422 422 404/go+ 404/go+ 404/422 404/go
tribe_withdraw                       | 405                                     | go go 404/go 404/go 404/go 404/go
request_decline                      | 405                                     | go+ go 404/go 404/go 404/go in
bring                                | 200 go 404/go 404/go 404/go in          | go+ go 404/go 404/go 404/go in
bring_preview                        | 200 go 404/go 404/go 404/go in          | go+ go 404/go 404/go 404/go in
invitations                          | 200 go 404/go 404/go 404/go in          | 405
invitations_send                     | 405                                     | go+ go 404/go 404/go 404/go in
invitations_links                    | 200 go 404/go 404/go 404/go in          | 405
invitations_withdraw_waiting         | 200 go 404/go 404/go 404/go in          | go go 404/go 404/go 404/go in
invitation_withdraw                  | 200 go 404/go 404/go 404/go in          | go+ go 404/go 404/go 404/go in
invitation                           | 200                                     | 405
invitation_decline                   | 405                                     | go+
invitation_never                     | 200                                     | go+
settings                             | 200 in                                  | 405 in
settings_profile                     | 200 in                                  | go+ in
session_end                          | 405 in                                  | go go+ go go go in
settings_tokens                      | 200 in                                  | 405 in
token_make                           | 405 in                                  | 200+ in
token_revoke                         | 405 in                                  | go go+ go go go in
picture                              | 200 404                                 | 405
mail                                 | 200                                     | 405
settings_export                      | 200 in                                  | 200 in
favor_calendar                       | 200 in                                  | 405
favor_valueflows                     | 200 in                                  | 405 in
promises                             | 200 in                                  | 405 in
promise                              | 200 200 404 404 404 in                  | 405 in
promise_done                         | 405 in                                  | 403 go+ 404 404 404 in
promise_thank                        | 405 in                                  | go+ 403 404 404 404 in
promise_dispute                      | 405 in                                  | go 403 404 404 404 in
promise_drop                         | 405 in                                  | go+ go+ 404 404 404 in
promise_time                         | 405 in                                  | go+ go+ 404 404 404 in
promise_note                         | 405 in                                  | go+ go+ 404 404 404 in
thank_new                            | 200 200 404 404 404 in                  | go+ go+ 404 404 404 in
favor_settings                       | 200 in                                  | go+ in
board                                | 200 200 404 404 404 in                  | 405 in
ask_new                              | 200 200 404 404 404 in                  | go+ go+ 404 404 404 in
ask_price                            | 405                                     | 200 200 404 404 404 in
ask                                  | 200 200 404 404 404 in                  | 405 in
ask_edit                             | 404 200 404 404 404 in                  | 404 go+ 404 404 404 in
ask_off                              | 405 in                                  | 404 go+ 404 404 404 in
ask_again                            | 405 in                                  | 404 go+ 404 404 404 in
ask_put                              | 404 200 404 404 404 in                  | 404 go+ 404 404 404 in
ask_no                               | 405 in                                  | go+ 404 404 404 404 in
ask_vouch                            | 200 go 404 404 404 in                   | go+ go 404 404 404 in
ask_urgent                           | 200 go 404 404 404 in                   | go+ go 404 404 404 in
ask_promise                          | 200 404 404 404 404 in                  | go+ 404 404 404 404 in
asked                                | 200 in                                  | 405 in
offer_new                            | 200 200 404 404 404 in                  | go+ go+ 404 404 404 in
offer                                | 200 200 404 404 404 in                  | 405 in
offer_edit                           | 404 200 404 404 404 in                  | 404 go+ 404 404 404 in
offer_off                            | 405 in                                  | 404 go+ 404 404 404 in
offer_again                          | 405 in                                  | 404 go+ 404 404 404 in
offer_take                           | 200 go 404 404 404 in                   | go+ 422 404 404 404 in
my_halves                            | 200 200 404 404 404 in                  | 405
tribe_favors                         | 200 200 404 404 404 in                  | 405
favor                                | 200 200 404 404 404 in                  | 405
favor_object                         | 200 404 404 404 404 in                  | go+ 404 404 404 404 in
favor_back                           | 200 404 404 404 404 in                  | go+ 404 404 404 404 in
favor_forgive                        | 200 404 404 404 404 in                  | go+ 404 404 404 404 in
favor_decide                         | 200 404 404 404 404 in                  | go+ 404 404 404 404 in
contract                             | 200 200 404 404 404 in                  | 405
contract_change                      | 200 go 404 404 404 in                   | 422 go 404 404 404 in
contract_withdraw                    | 200 go 404 404 404 in                   | go+ go 404 404 404 in
objections                           | 200 go 404 404 404 in                   | 405
mirror                               | 200                                     | 422
mirror_example                       | 405                                     | go+
look                                 | 404 200 404 404 404 404                 | 405
look_report                          | 404 200 404 404 404 404                 | 405
look_html                            | 404 200 404 404 404 404                 | 405
look_json                            | 404 200 404 404 404 404                 | 405
look_keep                            | 405 in                                  | 404 go+ 404 404 404 in
look_delete                          | 405                                     | 404 go+ 404 404 404 404
tribe_mirror                         | 200 go 404/go 404/go 404/go in          | go+ go 404/go 404/go 404/go in
"""

# What is sent with a POST, so that whoever may do it does it.
SENT: dict[str, Any] = {
    "start": {"name": "Ann", "email": "new@example.org", "tribe": "X", "idea": "Y"},
    "theme": {"theme": "dark"},
    "write": lambda w: {"to": w.cast.tribe.slug, "text": "Hello"},
    "write_reach": lambda w: {"to": w.cast.tribe.slug, "text": "Hello"},
    "write_preview": lambda w: {"to": w.cast.tribe.slug, "text": "Hello"},
    "post_answer": {"text": "Yes"},
    "post_edit": {"text": "Other words"},
    "permission_change": {"which": "all", "at_most": "3", "per": "7"},
    "give": {"scope": "asks"},
    "give_tribe": {"scope": "asks"},
    "widen": {"scope": "3", "which": "all", "per": "7"},
    "narrow": {"how": "budget", "at_most": "1", "per": "7"},
    "topics": {"name": "pumps"},
    "tribe_topics": {"name": "pumps"},
    "tribe_new": {"name": "Choir", "idea": "We sing.", "joining": "open"},
    "tribe_settings": {"name": "Choir", "idea": "We sing.", "joining": "open"},
    "tribe_role": {"role": "leader"},
    "tribe_ask": {"words": "Please"},
    "bring": {"pasted": "someone@example.net"},
    "bring_preview": {"words": "Come"},
    "settings_profile": {"display_name": "Other", "name": "other"},
    "token_make": {"label": "Mine", "scopes": ["read"], "until": ""},
    "promise_thank": {"minutes": "30"},
    "promise_dispute": {"reason": "It still squeaks"},
    "promise_time": lambda w: {"agreed_at": f"{timezone.localdate() + timedelta(days=7)}T18:00"},
    "promise_note": {"text": "Bring a ladder"},
    "thank_new": {"to": "fellow", "what": "Lent me a ladder", "size": "moment", "who_reads": "tribe"},
    "favor_settings": {"suggest_me": "on"},
    **{
        name: {"what": "A saw", "size": "moment", "needed": 2, "audience": "board"}
        for name in ("ask_new", "ask_edit", "offer_new", "offer_edit")
    },
    "ask_price": {"size": "moment", "needed": 2, "audience": "crowd"},
    "ask_put": lambda w: {"audience": "named", "people": w.words["person_id"]},
    "ask_urgent": {"reason": "The cellar is full of water"},
    **{name: {"reason": "It was another's"} for name in ("favor_object", "favor_back", "favor_forgive")},
    "favor_decide": {"reason": "It was another's", "decision": "out"},
    "contract_change": {"patience": "60", "allowance": "480", "crowd": "12"},  # one is announced already
    "account_login": {"email": "member@example.org"},
    "account_signup": {"email": "new@example.org"},
}

API = "api/folkmoot/"
HIDDEN = "account/password/<path:page>"  # nothing of allauth's passwords is here
# The only POST that asks for no secret of a form: the address itself is one (RFC 8058 wants it so).
WITHOUT_CSRF = {"invitation_never"}
OF_THE_SITE = "script-src 'self'"
# What the mirror shows is no part of the site: a file that carries its style along, under a policy of its own.
REPORTS = {"look_report", "look_html", "look_json"}
INLINE = re.compile(
    r"<script(?![^>]*\b(?:src=|type=.application/json))|<style|\sstyle=|\son[a-z]+\s*=\s*[\"']|javascript:", re.I
)


def _cells(written: str) -> list[str]:
    words = written.split()
    return {1: words * 6, 2: words[:1] * 5 + words[1:]}.get(len(words), words)


ROWS = {
    name.strip(): {"GET": _cells(looking), "POST": _cells(doing)}
    for name, looking, doing in (line.split("|") for line in TABLE.strip().splitlines())
}


def _signed_in(world: World, name: str, **more: bool) -> Client:
    client = Client(raise_request_exception=False, **more)
    person = world.actor(name)
    if person is not None:
        client.force_login(person)
    return client


def _visit(world: World, actor: str, method: str, name: str) -> Came:
    sent = SENT.get(name)
    return go(_signed_in(world, actor), method, world.path(name), sent(world) if callable(sent) else sent)


def test_the_table_has_a_row_for_every_address_of_the_site_and_no_other():
    unnamed = {route for route, pattern in patterns() if pattern.name is None and not route.startswith(API)}
    assert unnamed == {HIDDEN}
    named = [pattern.name for route, pattern in patterns() if pattern.name and not route.startswith(API)]
    assert sorted(ROWS) == sorted(named)
    assert all(len(cells) == len(ACTORS) for row in ROWS.values() for cells in row.values())


def test_looking_changes_nothing_for_anybody():
    """Of the table itself, which the next test compares with what happens."""
    assert [name for name, row in ROWS.items() if any("+" in cell for cell in row["GET"])] == []


def test_nobody_changes_anything_but_with_the_key_of_an_invitation_or_before_the_mirror():
    by_nobody = {name for name, row in ROWS.items() if "+" in row["POST"][-1]}
    # A look into the mirror is for whoever comes, and for that browser alone.
    assert by_nobody == {"invitation_decline", "invitation_never", "mirror_example"}


@pytest.mark.parametrize("is_open", [False, True], ids=["closed", "open"])
@pytest.mark.parametrize("actor", ACTORS)
def test_each_of_the_cast_gets_at_every_address_what_the_table_says(actor, is_open):
    world = make_world(is_open=is_open)
    place = ACTORS.index(actor)
    wrong = {}
    for name, row in ROWS.items():
        for method, cells in row.items():
            expected = cells[place].split("/")[-1 if is_open else 0]
            came = _visit(world, actor, method, name)
            if came.told != expected:
                wrong[f"{method} {name}"] = f"{came.told} instead of {expected} {came.to} {sorted(came.wrote)}"
            is_report = name in REPORTS and came.status == 200
            wanted = ("sandbox", "default-src 'none'") if is_report else (OF_THE_SITE,)
            if "'unsafe-inline'" in came.policy or any(part not in came.policy for part in wanted):
                wrong[f"policy of {method} {name}"] = came.policy
            if not is_report and (found := INLINE.search(came.body)):
                wrong[f"script or style within {method} {name}"] = came.body[found.start() : found.start() + 80]
    assert wrong == {}


def test_no_form_is_taken_without_its_secret():
    world = make_world(is_open=True)
    client = _signed_in(world, "leader", enforce_csrf_checks=True)
    taken = {}
    for name in ROWS:
        came = go(client, "POST", world.path(name))
        if came.status != 403:
            taken[name] = came.told
    assert set(taken) == WITHOUT_CSRF


@pytest.mark.parametrize("number", [MAX_ID + 1, 10**30, MAX_ID, 0])
def test_an_id_that_nothing_has_is_not_found(number):
    world = make_world(is_open=True)
    client = _signed_in(world, "leader")
    found = {}
    for route, pattern in patterns():
        for word in re.findall(r"<int:(\w+)>", route):
            words = {w: world.words[w] for w in re.findall(r"<\w+:(\w+)>", route)}
            path = reverse(pattern.name, kwargs={**words, word: number})
            for method in ("GET", "POST"):
                came = go(client, method, path, {"text": "Hello", "role": "member"})
                if came.status not in (404, 405) and not _looks_as_for_any_other(came):
                    found[f"{method} {path}"] = came.told
    assert found == {}


def _looks_as_for_any_other(came: Came) -> bool:
    """Led on to a page, with nothing done: where an id is answered so, every id of somebody else's is."""
    return came.told == "go"
