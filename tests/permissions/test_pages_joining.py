"""Founding, joining, leaving, removing, banning, and coming by an invitation, page by page."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from folkmoot.people.models import Person
from folkmoot.permissions.rules import Scope, Terms
from folkmoot.permissions.selectors import permission_between, topics_of
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.giving import change_permission
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes import services as tribe_services
from folkmoot.tribes.models import Departure, Invitation, JoinRequest, Membership, Tribe
from folkmoot.tribes.tokens import make_token
from tests.support.cast import make_cast

pytestmark = pytest.mark.django_db

CODE = re.compile(r"[A-Z]{4}-[A-Z]{4}")
TRIBE = {
    "name": "The Choir",
    "idea": "We sing on Tuesdays.",
    "charter": "Be **kind**.",
    "topics": "songs, Soup\nrehearsals\n songs ,",
    "joining": "open",
    "floor_is_open": "on",
}


@pytest.fixture(autouse=True)
def fresh(settings):
    settings.SIGNUP_OPEN = False
    cache.clear()


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def belongs(tribe, person) -> bool:
    return tribes.membership(tribe.pk, person.pk) is not None


def invite(tribe, address="newcomer@example.org", **more) -> tuple[Invitation, str]:
    fields = {"kind": "mail", "state": "sent", "made_at": timezone.now(), **more}
    invitation = Invitation.objects.create(tribe=tribe, address=address, **fields)
    return invitation, reverse("invitation_accept", args=[make_token(invitation.pk)])


# --- founding ---------------------------------------------------------------------------------------


def test_founding_makes_a_tribe_that_one_leads(client, cast):
    client.force_login(cast.outsider)
    answer = client.post("/tribes/new/", TRIBE, follow=True)
    tribe = Tribe.objects.get(name="The Choir")
    assert answer.redirect_chain == [(reverse("tribe_floor", args=["the-choir"]), 302)]
    assert (tribe.idea, tribe.charter, tribe.joining, tribe.floor_is_open) == (
        "We sing on Tuesdays.",
        "Be **kind**.",
        "open",
        True,
    )
    assert "<strong>kind</strong>" in tribe.charter_html
    assert [topic.name for topic in topics_of(tribe.pk)] == ["songs", "Soup", "rehearsals"]
    assert tribes.is_leader(tribe.pk, cast.outsider.pk)


@pytest.mark.parametrize(
    ("field", "value", "part"),
    [
        ("name", "  ", "required"),
        ("name", "x" * 81, "at most 80"),
        ("idea", "", "required"),
        ("idea", "x" * 201, "at most 200"),
        ("charter", "x" * 20_001, "at most 20000"),
        ("topics", "fine, " + "x" * 41, "is too long for a topic: a name has at most 40 characters."),
        ("topics", ",".join(f"t{n}" for n in range(63)), "These are 63 topics; a tribe has at most 62."),
        ("joining", "sometimes", "not one of the available choices"),
        ("joining", "", "required"),
    ],
)
def test_a_tribe_that_cannot_be_is_answered_with_a_sentence(client, cast, field, value, part):
    client.force_login(cast.outsider)
    answer = client.post("/tribes/new/", {**TRIBE, field: value})
    assert answer.status_code == 422
    assert part in " ".join(answer.context["form"].errors[field])
    assert not Tribe.objects.filter(founder=cast.outsider).exists()


def test_a_floor_cannot_be_open_where_the_tribe_is_not_seen(client, cast):
    client.force_login(cast.outsider)
    answer = client.post("/tribes/new/", {**TRIBE, "joining": "invitation"})
    assert answer.context["form"].errors["floor_is_open"] == [
        "A tribe by invitation is not shown to others, so they cannot read its floor either."
    ]


# --- joining ----------------------------------------------------------------------------------------


def test_an_open_tribe_is_joined_with_one_click(client, db):
    cast = make_cast(joining="open")
    client.force_login(cast.outsider)
    answer = client.post(reverse("tribe_join", args=[cast.tribe.slug]), follow=True)
    assert answer.redirect_chain == [(reverse("tribe_floor", args=[cast.tribe.slug]), 302)]
    assert said(answer) == ["You belong to Linden Street now: its posts reach you, and its members may answer you."]
    assert belongs(cast.tribe, cast.outsider)


def test_a_tribe_that_takes_requests_is_not_joined_by_oneself(client, db):
    cast = make_cast(joining="request")
    client.force_login(cast.outsider)
    answer = client.post(reverse("tribe_join", args=[cast.tribe.slug]), follow=True)
    assert said(answer) == ["This tribe is not open to everyone; ask to join, or come by an invitation."]
    assert not belongs(cast.tribe, cast.outsider)


def test_somebody_banned_is_told_so(client, db):
    cast = make_cast(joining="open")
    joining.ban_member(cast.tribe, cast.member, cast.leader)
    client.force_login(cast.member)
    answer = client.post(reverse("tribe_join", args=[cast.tribe.slug]), follow=True)
    assert said(answer) == ["A leader of this tribe has closed its door to you."]


def test_a_visitor_who_wants_to_join_an_open_tribe_may_make_an_account(client, db):
    cast = make_cast(joining="open")
    answer = client.post(reverse("tribe_join", args=[cast.tribe.slug]))
    assert answer["Location"] == f"/account/signup/?next=%2Ft%2F{cast.tribe.slug}%2Fabout%2F"
    assert 'name="display_name"' in client.get(answer["Location"]).content.decode()


def test_a_visitor_who_cannot_join_by_themselves_is_sent_to_sign_in(client, db):
    cast = make_cast(joining="request")
    answer = client.post(reverse("tribe_join", args=[cast.tribe.slug]))
    assert answer["Location"] == f"/account/login/?next=%2Ft%2F{cast.tribe.slug}%2Fabout%2F"
    assert 'name="display_name"' not in client.get("/account/signup/").content.decode()


# --- leaving ----------------------------------------------------------------------------------------


def test_the_question_says_which_permissions_end(client, cast):
    posts = permission_between(cast.member.pk, cast.tribe.pk, Scope.POSTS)
    change_permission(cast.member, posts.pk, Terms(at_most=3))
    client.force_login(cast.member)
    page = client.get(reverse("tribe_leave", args=[cast.tribe.slug]))
    assert page.context["ends"] == [
        "Posts, at most 3 in any week",
        "Replies and mentions, on everything, without limit",
    ]
    assert belongs(cast.tribe, cast.member)


def test_leaving_is_one_click_and_for_an_open_tribe_another_one_back(client, db):
    cast = make_cast(joining="open")
    client.force_login(cast.member)
    answer = client.post(reverse("tribe_leave", args=[cast.tribe.slug]), follow=True)
    assert not belongs(cast.tribe, cast.member)
    [message] = answer.context["messages"]
    client.post(message.extra_tags)
    assert belongs(cast.tribe, cast.member)


def test_leaving_a_tribe_by_invitation_offers_no_way_back(client, cast):
    client.force_login(cast.member)
    answer = client.post(reverse("tribe_leave", args=[cast.tribe.slug]), follow=True)
    [message] = answer.context["messages"]
    assert message.extra_tags == ""
    assert client.get(reverse("tribe_leave", args=[cast.tribe.slug])).status_code == 404


def test_the_last_leader_is_told_what_to_do_before_leaving(client, cast):
    client.force_login(cast.leader)
    answer = client.post(reverse("tribe_leave", args=[cast.tribe.slug]), follow=True)
    assert said(answer) == ["A tribe needs a leader: make someone else a leader first."]
    assert belongs(cast.tribe, cast.leader)


# --- removing and banning ---------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "banned"), [("member_remove", False), ("member_ban", True)])
def test_a_leader_is_asked_for_a_reason_first(client, cast, name, banned):
    client.force_login(cast.leader)
    url = reverse(name, args=[cast.tribe.slug, cast.member.pk])
    assert client.get(url).status_code == 200
    assert belongs(cast.tribe, cast.member)
    answer = client.post(url, {"reason": "Sold things to neighbors"}, follow=True)
    assert answer.redirect_chain == [(reverse("tribe_members", args=[cast.tribe.slug]), 302)]
    assert not belongs(cast.tribe, cast.member)
    assert tribes.is_banned(cast.tribe.pk, cast.member.pk) == banned
    assert Departure.objects.get(person=cast.member).reason == "Sold things to neighbors"


@pytest.mark.parametrize("name", ["member_remove", "member_ban"])
def test_a_reason_that_is_too_long_removes_nobody(client, cast, name):
    client.force_login(cast.leader)
    answer = client.post(reverse(name, args=[cast.tribe.slug, cast.member.pk]), {"reason": "x" * 501})
    assert answer.status_code == 422
    assert belongs(cast.tribe, cast.member)


def test_a_leader_is_not_removed_by_another(client, cast):
    joining.admit(cast.tribe, cast.outsider, timezone.now(), role=Membership.Role.LEADER)
    client.force_login(cast.leader)
    answer = client.post(reverse("member_remove", args=[cast.tribe.slug, cast.outsider.pk]), follow=True)
    assert said(answer) == ["A leader cannot be removed while they lead; make them a member first."]
    assert belongs(cast.tribe, cast.outsider)


def test_the_door_can_be_closed_to_somebody_who_never_came(client, cast):
    client.force_login(cast.leader)
    client.post(reverse("member_ban", args=[cast.tribe.slug, cast.outsider.pk]), {"reason": ""})
    assert tribes.is_banned(cast.tribe.pk, cast.outsider.pk)


# --- requests ---------------------------------------------------------------------------------------


def test_a_leader_lets_somebody_in_who_asked(client, db):
    cast = make_cast(joining="request")
    request = tribe_services.ask_to_join(cast.tribe, cast.outsider, "I sing alto")
    client.force_login(cast.leader)
    url = reverse("request_accept", args=[cast.tribe.slug, request.pk])
    assert said(client.post(url, follow=True)) == ["Outsider belongs to Linden Street now."]
    assert belongs(cast.tribe, cast.outsider)
    assert said(client.post(url, follow=True)) == ["That request is not waiting any more."]


def test_a_request_to_another_tribe_is_not_accepted_here(client, db):
    cast = make_cast(joining="request")
    other = joining.found_tribe(cast.leader, "Elsewhere", "Another one.", joining="request")
    request = tribe_services.ask_to_join(other, cast.outsider, "")
    client.force_login(cast.leader)
    client.post(reverse("request_accept", args=[cast.tribe.slug, request.pk]))
    assert JoinRequest.objects.get(pk=request.pk).state == "waiting"
    assert not belongs(cast.tribe, cast.outsider)


# --- invitations ------------------------------------------------------------------------------------


def test_somebody_signed_in_accepts_with_one_click(client, cast):
    invitation, url = invite(cast.tribe)
    client.force_login(cast.outsider)
    answer = client.post(url, follow=True)
    assert answer.redirect_chain == [(reverse("tribe_floor", args=[cast.tribe.slug]), 302)]
    invitation.refresh_from_db()
    assert (invitation.state, invitation.accepted_by) == ("accepted", cast.outsider)
    assert belongs(cast.tribe, cast.outsider)


def test_an_invitation_that_was_used_lets_nobody_else_in(client, cast):
    invitation, url = invite(cast.tribe)
    joining.accept_invitation(invitation, cast.removed)
    client.force_login(cast.outsider)
    answer = client.post(url, follow=True)
    assert said(answer) == ["This invitation was used already, or taken back; ask for another one."]
    assert not belongs(cast.tribe, cast.outsider)


def test_somebody_banned_does_not_come_back_by_invitation(client, cast):
    joining.ban_member(cast.tribe, cast.member, cast.leader)
    _, url = invite(cast.tribe)
    client.force_login(cast.member)
    client.post(url)
    assert not belongs(cast.tribe, cast.member)


def test_a_newcomer_makes_an_account_comes_back_to_the_invitation_and_is_in(client, cast):
    invitation, url = invite(cast.tribe)
    page = reverse("invitation", args=[make_token(invitation.pk)])
    signing_up = client.post(url)["Location"]
    form = client.get(signing_up)
    assert form.context["form"]["email"].value() == "newcomer@example.org"
    fields = {"display_name": "New Comer", "email": "newcomer@example.org", "next": page}
    client.post("/account/signup/", fields)
    code = CODE.search(mail.outbox[-1].body)[0]
    answer = client.post("/account/confirm-email/", {"code": code})
    assert answer["Location"] == page
    assert client.get(page).status_code == 200
    client.post(url)
    newcomer = Person.objects.get(email="newcomer@example.org")
    assert belongs(cast.tribe, newcomer)


def test_the_form_to_sign_up_carries_the_way_back(client, cast):
    invitation, url = invite(cast.tribe)
    page = reverse("invitation", args=[make_token(invitation.pk)])
    form = client.get(client.post(url)["Location"]).content.decode()
    assert re.search(rf'name="next"[^>]*value="{page}"|value="{page}"[^>]*name="next"', form)


def test_somebody_with_an_account_signs_in_and_comes_back_to_the_invitation(client, cast):
    EmailAddress.objects.create(user=cast.outsider, email=cast.outsider.email, verified=True, primary=True)
    invitation, url = invite(cast.tribe)
    page = reverse("invitation", args=[make_token(invitation.pk)])
    sign_up = client.get(client.post(url)["Location"])
    assert f'href="/account/login/?{urlencode({"next": page})}"' in sign_up.content.decode()
    client.post("/account/login/", {"login": cast.outsider.email, "next": page})
    code = CODE.search(mail.outbox[-1].body)[0]
    answer = client.post("/account/login/code/confirm/", {"code": code, "next": page})
    assert answer["Location"] == page
    client.post(url)
    assert belongs(cast.tribe, cast.outsider)


def test_a_handle_of_another_network_is_not_written_into_the_form(client, cast):
    _, url = invite(cast.tribe, "ann@other.example", kind="handle", state="by_hand")
    assert "email=" not in client.post(url)["Location"]


@pytest.mark.parametrize("state", ["withdrawn", "accepted"])
def test_an_invitation_that_is_over_lets_nobody_sign_up(client, cast, state):
    invitation, url = invite(cast.tribe, state=state)
    assert client.post(url)["Location"] == reverse("invitation", args=[make_token(invitation.pk)])
    assert 'name="display_name"' not in client.get("/account/signup/").content.decode()


@pytest.mark.parametrize("token", ["x", "1-2", "..", "a" * 300])
def test_a_key_that_was_not_made_here_is_no_invitation(client, cast, token):
    client.force_login(cast.outsider)
    assert client.post(f"/i/{token}/accept/").status_code == 404
