"""Bringing the people one has, over the API."""

import pytest

from folkmoot.tribes.lists.rules import MAX_BYTES
from folkmoot.tribes.models import Invitation, PeopleList
from folkmoot.tribes.tokens import make_token
from tests.api.program import Program, problem, program_of
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db

LIST = "Ann Smith <member@example.org>\nzoe@example.net\nZoe <ZOE@example.net>\n@yara@other.example\n12 apples\n"


@pytest.fixture
def path(cast) -> str:
    return f"/tribes/{cast.tribe.slug}"


def test_a_list_is_looked_at_then_confirmed(cast, path):
    leader = program_of(cast.leader)
    answer = leader.post(f"{path}/lists", {"text": LIST})
    found = answer.json()
    assert answer.status_code == 201
    assert (found["state"], found["understood"], found["here"], found["repeated"]) == ("read", 3, 1, 1)
    assert (found["mails"], found["by_hand"], found["unreadable_lines"]) == (1, 1, 1)
    assert [(one["address"], one["mark"]) for one in found["people"]] == [
        ("member@example.org", "here"),
        ("zoe@example.net", "new"),
        ("yara@other.example", "new"),
    ]
    assert found["unreadable"][0]["line"] == 5 and found["next"] is None
    assert Invitation.objects.count() == 0
    done = leader.post(f"{path}/lists/{found['id']}/confirm", {"words": "Come and see."})
    assert done.json() == {"mails": 1, "by_hand": 1}
    assert problem(leader.post(f"{path}/lists/{found['id']}/confirm", {})) == (409, "not_now")
    assert problem(leader.post(f"{path}/lists/{found['id']}/drop")) == (409, "not_now")
    assert leader.get(f"{path}/lists/{found['id']}").json()["people"] == []


def test_a_list_is_read_stretch_by_stretch(cast, path):
    leader = program_of(cast.leader)
    text = "\n".join(f"person{number}@example.net" for number in range(150))
    found = leader.post(f"{path}/lists", {"text": text}).json()
    assert (len(found["people"]), found["understood"], found["next"]) == (100, 150, 100)
    rest = leader.get(f"{path}/lists/{found['id']}?begin={found['next']}").json()
    assert (len(rest["people"]), rest["people"][0]["line"], rest["next"]) == (50, 101, None)


def test_a_list_is_forgotten(cast, path):
    leader = program_of(cast.leader)
    found = leader.post(f"{path}/lists", {"text": "zoe@example.net"}).json()
    assert leader.post(f"{path}/lists/{found['id']}/drop").status_code == 204
    assert PeopleList.objects.get().reading == {}


def test_what_is_no_list_is_told_so_in_a_sentence(cast, path):
    leader = program_of(cast.leader)
    for text in ("Dear all,\nit was a fine summer.", "%PDF-1.7\nzzz", "\n\n"):
        assert problem(leader.post(f"{path}/lists", {"text": text})) == (422, "not_a_list"), text
    assert problem(leader.post(f"{path}/lists", {"text": "x" * (MAX_BYTES + 1)})) == (413, "too_large")
    assert PeopleList.objects.count() == 0


def test_a_list_is_nobody_elses_not_even_another_leaders(cast, path):
    leader, member = program_of(cast.leader), program_of(cast.member)
    found = leader.post(f"{path}/lists", {"text": "zoe@example.net"}).json()
    leader.put(f"{path}/members/{cast.member.pk}/role", {"role": "leader"})
    assert problem(member.get(f"{path}/lists/{found['id']}")) == (404, "not_found")
    assert problem(member.post(f"{path}/lists/{found['id']}/confirm", {})) == (404, "not_found")


def test_leaders_see_how_far_invitations_are_and_the_links_to_pass_on(cast, path):
    leader = program_of(cast.leader)
    found = leader.post(f"{path}/lists", {"text": LIST}).json()
    leader.post(f"{path}/lists/{found['id']}/confirm", {})
    progress = leader.get(f"{path}/invitations/progress").json()
    assert (progress["states"]["waiting"], progress["states"]["by_hand"], progress["total"]) == (1, 1, 1)
    lines = {one["address"]: one for one in leader.get(f"{path}/invitations").json()["items"]}
    assert lines["zoe@example.net"]["link"] is None
    assert "/i/" in lines["yara@other.example"]["link"]
    by_hand = leader.get(f"{path}/invitations?state=by_hand").json()["items"]
    assert [one["address"] for one in by_hand] == ["yara@other.example"]
    assert leader.post(f"{path}/invitations/withdraw-waiting").json() == {"withdrawn": 1}
    assert leader.post(f"{path}/invitations/{by_hand[0]['id']}/withdraw").status_code == 204
    assert problem(leader.post(f"{path}/invitations/{by_hand[0]['id']}/withdraw")) == (409, "not_now")
    assert problem(leader.post(f"{path}/invitations/5/withdraw")) == (404, "not_found")


@pytest.fixture
def token(cast) -> str:
    """The key of an invitation to a tribe that nobody else may see."""
    leader, path = program_of(cast.leader), f"/tribes/{cast.tribe.slug}"
    found = leader.post(f"{path}/lists", {"text": "zoe@example.net"}).json()
    leader.post(f"{path}/lists/{found['id']}/confirm", {"words": "Come and see."})
    Invitation.objects.update(state="sent")
    return make_token(Invitation.objects.get().pk)


def test_the_invited_read_the_invitation_without_an_account(cast, token):
    shown = Program().get(f"/invitations/{token}").json()
    assert (shown["tribe"]["name"], shown["invited_by"], shown["words"]) == ("Linden Street", "Leader", "Come and see.")
    assert (shown["state"], shown["never_again"]) == ("open", False)
    assert "example.net" not in str(shown)


def test_an_invitation_is_declined_and_still_accepted_later(cast, token):
    zoe = program_of(make_person("zoe"))
    assert Program().post(f"/invitations/{token}/decline").json()["state"] == "declined"
    assert zoe.post(f"/invitations/{token}/accept").json()["my_role"] == "member"
    assert Program().get(f"/invitations/{token}").json()["state"] == "accepted"
    assert problem(program_of(cast.outsider).post(f"/invitations/{token}/accept")) == (409, "not_now")
    assert problem(Program().post(f"/invitations/{token}/decline")) == (409, "not_now")


def test_never_again_holds_for_the_address(cast, token, path):
    assert Program().post(f"/invitations/{token}/never").json()["never_again"] is True
    assert Program().post(f"/invitations/{token}/never").json()["state"] == "declined"
    found = program_of(cast.leader).post(f"{path}/lists", {"text": "zoe@example.net\nyara@example.net"}).json()
    assert (found["before"], found["mails"]) == (1, 1)


def test_a_key_that_was_not_made_here_is_no_invitation(cast, token):
    for wrong in (token[:-1], token.upper(), token + "0", "0-0", "x" * 500):
        for act in ("", "/decline", "/never"):
            assert Program()("POST" if act else "GET", f"/invitations/{wrong}{act}").status_code == 404, wrong
        assert problem(program_of(cast.outsider).post(f"/invitations/{wrong}/accept")) == (404, "not_found")


def test_the_log_does_not_hold_the_key(cast, token, caplog):
    Program().get(f"/invitations/{token}")
    said = [record.getMessage() for record in caplog.records if record.name == "folkmoot.request"]
    assert said and not any(token in line for line in said)
