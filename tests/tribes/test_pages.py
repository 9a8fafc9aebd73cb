"""The pages of a tribe: who sees which, what stands there, and how many queries it takes."""

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.permissions.services import joining
from folkmoot.tribes import services
from folkmoot.tribes.models import Ban, Membership, Tribe
from tests.support.cast import make_people, make_person

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(name, args=args)


FOR_LEADERS = ["tribe_settings", "bring", "invitations", "invitations_links", "invitations_withdraw_waiting"]


@pytest.mark.parametrize("name", FOR_LEADERS)
def test_pages_for_leaders_open_to_leaders_alone(cast, client, name):
    address = page(name, cast.tribe.slug)
    assert client.get(address).status_code == 302  # to sign in
    for person, status in ((cast.leader, 200), (cast.member, 302), (cast.outsider, 404), (cast.removed, 404)):
        client.force_login(person)
        assert client.get(address).status_code == status, person


@pytest.mark.parametrize("name", FOR_LEADERS)
def test_someone_who_sees_the_tribe_but_does_not_lead_is_told_so(cast, client, name):
    Tribe.objects.update(joining="request")
    for person in (cast.member, cast.outsider):
        client.force_login(person)
        answer = client.get(page(name, cast.tribe.slug), follow=True)
        assert answer.redirect_chain == [(page("tribe_about", cast.tribe.slug), 302)]
        assert "Only a leader of this tribe can do that." in answer.text


def test_what_a_tribe_is_about_is_seen_by_whom_it_may_be_seen(cast, client):
    address = page("tribe_about", cast.tribe.slug)
    assert client.get(address).status_code == 404  # by invitation
    for person, status in ((cast.leader, 200), (cast.member, 200), (cast.outsider, 404), (cast.removed, 404)):
        client.force_login(person)
        assert client.get(address).status_code == status
    client.logout()
    Tribe.objects.update(joining="open")
    assert client.get(address).status_code == 200


def test_members_are_seen_by_members_alone(cast, client):
    Tribe.objects.update(joining="open")
    address = page("tribe_members", cast.tribe.slug)
    for person, status in ((cast.leader, 200), (cast.member, 200), (cast.outsider, 302), (cast.removed, 302)):
        client.force_login(person)
        assert client.get(address).status_code == status
    client.force_login(cast.member)
    text = client.get(address).text
    assert "Leader" in text and "Outsider" not in text
    assert page("member_ban", cast.tribe.slug, cast.member.pk) not in text


def test_the_list_of_tribes_shows_mine_and_those_i_may_see(cast, client):
    joining.found_tribe(cast.outsider, "Brass Band", "We play outdoors.", joining="open")
    hidden = joining.found_tribe(cast.outsider, "Quiet Ones", "We whisper.", joining="invitation")
    client.force_login(cast.member)
    text = client.get(page("tribes")).text
    assert "Linden Street" in text and "Brass Band" in text and hidden.name not in text
    assert "Brass Band" not in client.get(page("tribes"), {"q": "street"}).text
    client.logout()
    text = client.get(page("tribes")).text
    assert "Brass Band" in text and "Linden Street" not in text


@pytest.mark.parametrize("address", ["tribes", "tribe_members"])
def test_long_lists_take_as_many_queries_as_short_ones(cast, client, address, django_assert_max_num_queries):
    for person in make_people(60):
        joining.admit(cast.tribe, person, timezone.now())
    for number in range(30):
        joining.found_tribe(cast.outsider, f"Tribe {number}", "An idea.", joining="open")
    client.force_login(cast.leader)
    args = [cast.tribe.slug] if address == "tribe_members" else []
    with django_assert_max_num_queries(13):
        assert client.get(page(address, *args)).status_code == 200


def test_a_search_for_nonsense_finds_nothing_and_breaks_nothing(cast, client):
    client.force_login(cast.leader)
    for words in ("%", "'" * 500, "\ud83d"):
        for address in (page("tribes"), page("tribe_members", cast.tribe.slug), page("invitations", cast.tribe.slug)):
            assert client.get(address, {"q": words.encode("utf-8", "replace"), "page": "9" * 30}).status_code == 200


def test_a_leader_changes_what_a_tribe_says_of_itself(cast, client):
    client.force_login(cast.leader)
    said = {"name": "Linden  Street", "idea": "We share ladders.", "charter": "**Knock** first", "joining": "open"}
    answer = client.post(page("tribe_settings", cast.tribe.slug), said, follow=True)
    assert "We share ladders." in answer.text and "<strong>Knock</strong>" in answer.text
    tribe = Tribe.objects.get()
    assert (tribe.name, tribe.joining, tribe.floor_is_open) == ("Linden Street", "open", False)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"idea": "x" * 201},
        {"joining": "never"},
        {"charter": "x" * 20_001},
        {"name": "a\x00b"},
        {"joining": "invitation", "floor_is_open": "on"},
    ],
)
def test_settings_that_make_no_sense_are_not_taken(cast, client, wrong):
    client.force_login(cast.leader)
    said = {"name": "N", "idea": "I", "charter": "", "joining": "open", **wrong}
    answer = client.post(page("tribe_settings", cast.tribe.slug), said)
    assert answer.status_code == 422 and "Not sent yet" in answer.text
    assert Tribe.objects.get().name == "Linden Street"


def test_settings_are_refused_to_members(cast, client):
    client.force_login(cast.member)
    client.post(page("tribe_settings", cast.tribe.slug), {"name": "Mine", "idea": "I", "joining": "open"})
    assert Tribe.objects.get().name == "Linden Street"


# --- asking to join ---------------------------------------------------------------------------------
@pytest.fixture
def asking(cast):
    Tribe.objects.update(joining="request")
    cast.tribe.refresh_from_db()
    return cast


def test_someone_asks_and_takes_it_back(asking, client):
    client.force_login(asking.outsider)
    answer = client.post(page("tribe_ask", asking.tribe.slug), {"words": "I live at 7."}, follow=True)
    assert "The leaders have your request." in answer.text and "I live at 7." in answer.text
    assert page("tribe_withdraw", asking.tribe.slug) in answer.text  # as the undo
    client.post(page("tribe_ask", asking.tribe.slug), {"words": "again"})
    assert asking.tribe.join_requests.count() == 1
    client.post(page("tribe_withdraw", asking.tribe.slug))
    assert asking.tribe.join_requests.get().state == "withdrawn"


def test_someone_without_an_account_makes_one_first(asking, client):
    answer = client.post(page("tribe_ask", asking.tribe.slug), {"words": "hello"})
    assert answer.status_code == 302 and answer["Location"].startswith(page("account_signup"))
    assert asking.tribe.join_requests.count() == 0


@pytest.mark.parametrize("who", ["member", "banned", "open", "hidden"])
def test_who_cannot_ask_is_told_why(asking, client, who):
    person = asking.outsider
    if who == "member":
        person = asking.member
    elif who == "banned":
        joining.ban_member(asking.tribe, person, asking.leader)
    else:
        Tribe.objects.update(joining="open" if who == "open" else "invitation")
    client.force_login(person)
    answer = client.post(page("tribe_ask", asking.tribe.slug), {"words": "hello"})
    assert answer.status_code == (404 if who == "hidden" else 422)
    assert asking.tribe.join_requests.count() == 0


def test_leaders_see_requests_and_decline_them(asking, client):
    request = services.ask_to_join(asking.tribe, asking.outsider, "I live at 7.")
    client.force_login(asking.member)
    assert "I live at 7." not in client.get(page("tribe_members", asking.tribe.slug)).text
    client.post(page("request_decline", asking.tribe.slug, request.pk))
    request.refresh_from_db()
    assert request.state == "waiting"
    client.force_login(asking.leader)
    assert "I live at 7." in client.get(page("tribe_members", asking.tribe.slug)).text
    answer = client.post(page("request_decline", asking.tribe.slug, request.pk), follow=True)
    assert "Outsider will not join." in answer.text
    answer = client.post(page("request_decline", asking.tribe.slug, request.pk), follow=True)
    assert "not waiting any more" in answer.text


def test_a_leader_decides_on_requests_of_their_own_tribe_alone(asking, client):
    other = joining.found_tribe(asking.outsider, "Brass Band", "We play.", joining="request")
    request = services.ask_to_join(other, asking.member, "")
    client.force_login(asking.leader)
    assert client.post(page("request_decline", asking.tribe.slug, request.pk)).status_code == 404
    request.refresh_from_db()
    assert request.state == "waiting"


# --- who leads --------------------------------------------------------------------------------------
def test_a_member_is_made_a_leader_and_undone(cast, client):
    client.force_login(cast.leader)
    address = page("tribe_role", cast.tribe.slug, cast.member.pk)
    answer = client.post(address, {"role": "leader"}, follow=True)
    assert "Member leads this tribe now." in answer.text
    undo = f"{address}?role=member"
    assert undo in answer.text
    assert "Member is a member now." in client.post(undo, follow=True).text
    assert Membership.objects.get(person=cast.member).role == "member"


def test_the_last_leader_cannot_be_made_a_member(cast, client):
    client.force_login(cast.leader)
    address = page("tribe_role", cast.tribe.slug, cast.leader.pk)
    assert "A tribe needs a leader" in client.post(address, {"role": "member"}, follow=True).text
    assert Membership.objects.get(person=cast.leader).role == "leader"


def test_whoever_gives_up_leading_is_offered_no_undo(cast, client):
    services.set_role(cast.tribe, cast.member, "leader", cast.leader)
    client.force_login(cast.leader)
    address = page("tribe_role", cast.tribe.slug, cast.leader.pk)
    answer = client.post(address, {"role": "member"}, follow=True)
    assert "Leader is a member now." in answer.text and "Undo" not in answer.text


@pytest.mark.parametrize("role", ["", "king", "leader\x00"])
def test_a_role_that_does_not_exist_is_refused(cast, client, role):
    client.force_login(cast.leader)
    client.post(page("tribe_role", cast.tribe.slug, cast.member.pk), {"role": role})
    assert Membership.objects.get(person=cast.member).role == "member"


def test_members_change_no_roles(cast, client):
    client.force_login(cast.member)
    client.post(page("tribe_role", cast.tribe.slug, cast.member.pk), {"role": "leader"})
    assert Membership.objects.get(person=cast.member).role == "member"


def test_a_ban_is_seen_and_lifted_by_leaders(cast, client):
    joining.ban_member(cast.tribe, cast.outsider, cast.leader, "Sold our addresses.")
    client.force_login(cast.member)
    assert "Sold our addresses." not in client.get(page("tribe_members", cast.tribe.slug)).text
    client.post(page("tribe_lift_ban", cast.tribe.slug, cast.outsider.pk))
    assert Ban.objects.count() == 1
    client.force_login(cast.leader)
    assert "Sold our addresses." in client.get(page("tribe_members", cast.tribe.slug)).text
    client.post(page("tribe_lift_ban", cast.tribe.slug, cast.outsider.pk))
    assert Ban.objects.count() == 0


NUMBERED = ["tribe_role", "tribe_lift_ban", "request_decline", "bring_preview", "invitation_withdraw"]


@pytest.mark.parametrize("name", NUMBERED)
@pytest.mark.parametrize("number", [0, 1, 2**63 - 1, 2**63, 10**40])
def test_numbers_that_nothing_has_lead_nowhere(cast, client, name, number):
    client.force_login(cast.leader)
    address = page(name, cast.tribe.slug, number)
    assert client.post(address, {"role": "leader"}).status_code == 404


def test_everyone_named_here_gets_a_link_to_their_profile(cast, client):
    make_person("zoe")
    client.force_login(cast.leader)
    assert page("profile", "member") in client.get(page("tribe_members", cast.tribe.slug)).text
