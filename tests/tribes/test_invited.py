"""What somebody who was invited sees and may say, without an account; and the one POST of a mail program."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from folkmoot.permissions.services import joining
from folkmoot.tribes import services
from folkmoot.tribes.models import Invitation, Membership, NeverAgain, Tribe
from folkmoot.tribes.tokens import make_token

pytestmark = pytest.mark.django_db


def page(name, invitation):
    return reverse(name, args=[make_token(invitation.pk)])


@pytest.fixture
def sent(invited):
    """An invitation to Ann that has gone out."""
    (made,) = invited("Ann <ann@example.com>", words="We need an alto.")
    Invitation.objects.update(state="sent", sent_at=timezone.now())
    made.refresh_from_db()
    return made


def test_the_page_says_who_invites_to_what_and_what_joining_permits(cast, sent, client):
    Tribe.objects.update(charter_html="<p>Knock <em>first</em>.</p>")
    answer = client.get(page("invitation", sent))
    for part in (
        "Leader invites you to Linden Street",
        "We look after our street together.",
        "We need an alto.",
        "<em>first</em>",
        "the tribe&#x27;s posts and its members&#x27; replies may reach you",
        "“Accept” first asks who you are",
        page("invitation_accept", sent),
        page("invitation_decline", sent),
        page("invitation_never", sent),
    ):
        assert part.replace("&#x27;", "'") in answer.text.replace("&#x27;", "'"), part
    assert answer["X-Robots-Tag"].startswith("noindex") and "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"


def test_looking_changes_nothing(sent, client):
    for name in ("invitation", "invitation_never"):
        client.get(page(name, sent))
        client.head(page(name, sent))
    assert client.get(page("invitation_decline", sent)).status_code == 405
    sent.refresh_from_db()
    assert sent.state == "sent" and not NeverAgain.objects.exists()


def test_words_are_shown_as_text(cast, invited, client):
    (made,) = invited("ann@example.com", words="<img src=x onerror=alert(1)>")
    Invitation.objects.update(state="sent")
    assert "<img src=x" not in client.get(page("invitation", made)).text


@pytest.mark.parametrize("token", ["x", "1-1", "-", "0", "a" * 500, "%00", "..", "1%2F2", "é", f"{'9' * 30}-1"])
@pytest.mark.parametrize("rest", ["", "decline/", "never/", "accept/"])
def test_a_key_that_was_made_up_leads_nowhere(db, client, token, rest):
    assert client.post(f"/i/{token}/{rest}").status_code in ({404} if rest else {404, 405})
    assert client.get(f"/i/{token}/{rest}").status_code in {404, 405}


def test_saying_no_is_kept_and_can_be_thought_over(cast, sent, client):
    answer = client.post(page("invitation_decline", sent), follow=True)
    assert "Thank you for saying so." in answer.text and page("invitation_accept", sent) in answer.text
    sent.refresh_from_db()
    assert sent.state == "declined" and sent.answered_at is not None
    assert "You have said no" in client.get(page("invitation", sent)).text
    joining.accept_invitation(sent, cast.outsider)
    assert Membership.objects.filter(tribe=cast.tribe, person=cast.outsider).exists()


def test_saying_no_takes_a_form_of_ours(sent):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(page("invitation_decline", sent)).status_code == 403
    sent.refresh_from_db()
    assert sent.state == "sent"


@pytest.mark.parametrize("state", ["accepted", "withdrawn"])
def test_a_used_or_withdrawn_invitation_tells_nothing_of_the_tribe(cast, sent, client, state):
    Invitation.objects.update(state=state, accepted_by=cast.member if state == "accepted" else None)
    answer = client.get(page("invitation", sent))
    assert answer.status_code == 410
    assert "Linden Street" not in answer.text and "We need an alto" not in answer.text
    assert page("invitation_never", sent) in answer.text
    assert "used already, or taken back" in client.post(page("invitation_decline", sent), follow=True).text


def test_a_member_is_shown_the_way_in(cast, sent, client):
    client.force_login(cast.member)
    answer = client.get(page("invitation", sent))
    assert answer.status_code == 200 and "You belong to Linden Street" in answer.text


def test_accepting_makes_a_member(cast, sent, client):
    client.force_login(cast.outsider)
    answer = client.post(page("invitation_accept", sent), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("tribe_floor", args=[cast.tribe.slug])
    sent.refresh_from_db()
    assert (sent.state, sent.accepted_by) == ("accepted", cast.outsider)


def test_accepting_without_an_account_leads_through_sign_up(sent, client):
    answer = client.post(page("invitation_accept", sent))
    assert answer.status_code == 302 and answer["Location"].startswith(reverse("account_signup"))


# --- never again ------------------------------------------------------------------------------------
def test_a_mail_program_says_never_again_with_one_post(cast, sent):
    """RFC 8058: no cookies, no form of ours, no redirect."""
    program = Client(enforce_csrf_checks=True)
    answer = program.post(page("invitation_never", sent), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200 and not answer.cookies
    assert NeverAgain.objects.count() == 1
    sent.refresh_from_db()
    assert sent.state == "declined"


def test_a_person_says_never_again_on_a_page_that_asks_first(sent, client):
    asked = client.get(page("invitation_never", sent))
    assert "a…@example.com" in asked.text and "ann@example.com" not in asked.text
    assert "cannot be undone" in asked.text
    answer = client.post(page("invitation_never", sent), follow=True)
    assert "No tribe on this server will invite a…@example.com again." in answer.text
    assert "No tribe here will invite this address again." in client.get(page("invitation", sent)).text


def test_never_again_holds_for_every_tribe_here_for_ever(cast, sent, invited):
    other = joining.found_tribe(cast.leader, "Brass Band", "We play.")
    third = joining.found_tribe(cast.outsider, "Oven", "We bake.")
    (waiting,) = invited("ann@example.com", "bo@example.com", tribe=other)[:1]
    (out,) = invited("ann@example.com", tribe=third, leader=cast.outsider)
    Invitation.objects.filter(pk=out.pk).update(state="sent")
    services.never_again(sent)
    services.never_again(sent)
    found = dict(Invitation.objects.values_list("pk", "state"))
    assert (found[sent.pk], found[waiting.pk], found[out.pk]) == ("declined", "withdrawn", "withdrawn")
    assert Invitation.objects.get(address="bo@example.com").state == "waiting", "nobody else is touched"
    fourth = joining.found_tribe(cast.leader, "Choir", "We sing.")
    assert invited("ANN@example.com", tribe=fourth) == []
    assert invited("@ann@example.com", tribe=fourth) == [], "nor by the handle that looks the same"


def test_never_again_leaves_what_was_accepted(cast, sent):
    joining.accept_invitation(sent, cast.outsider)
    services.never_again(sent)
    sent.refresh_from_db()
    assert sent.state == "accepted" and NeverAgain.objects.count() == 1


def test_the_address_itself_is_not_kept_as_never_again(sent):
    services.never_again(sent)
    (kept,) = NeverAgain.objects.values_list("digest", flat=True)
    assert "ann" not in kept and len(kept) == 64
