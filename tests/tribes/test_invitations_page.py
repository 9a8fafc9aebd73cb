"""Invitations as the leaders see them: how far they are, links to pass on, taking back."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from folkmoot.people.throttle import take
from folkmoot.permissions.services import joining
from folkmoot.tribes import rules, selectors, services
from folkmoot.tribes.models import Invitation
from folkmoot.tribes.tokens import make_token

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def page(name, *args):
    return reverse(name, args=args)


def set_state(address, state, **more):
    Invitation.objects.filter(address=address).update(state=state, **more)


@pytest.fixture
def lead(cast, client):
    """The leader's browser."""
    client.force_login(cast.leader)
    return client


def test_progress_is_a_bar_that_asks_again_until_all_is_out(cast, lead, invited):
    invited("a@example.com", "b@example.com", "c@example.com")
    set_state("a@example.com", "sent", sent_at=timezone.now())
    text = lead.get(page("invitations", cast.tribe.slug)).text
    assert 'value="1" max="3"' in text and "1 of 3" in text and 'hx-trigger="every 3s"' in text
    part = lead.get(page("invitations", cast.tribe.slug), {"part": "sending"}, **HTMX).text
    assert part.startswith("<div") and 'value="1" max="3"' in part and "<html" not in part
    Invitation.objects.update(state="sent", sent_at=timezone.now())
    part = lead.get(page("invitations", cast.tribe.slug), {"part": "sending"}, **HTMX).text
    assert "hx-trigger" not in part and "All that was waiting has gone out." in part


def test_the_bar_is_about_what_is_on_its_way_now(cast, invited):
    invited("old1@example.com", "old2@example.com")
    Invitation.objects.update(state="sent", sent_at=timezone.now())
    invited("a@example.com", "b@example.com", "@h@social.example")
    set_state("b@example.com", "withdrawn")
    found = selectors.progress(cast.tribe, timezone.now())
    assert (found.done, found.total, found.under_way, found.all) == (0, 1, 1, 5)


def test_every_state_has_its_words(cast, lead, invited):
    states = ["waiting", "sending", "sent", "failed", "accepted", "declined", "withdrawn"]
    invited(*[f"{state}@example.com" for state in states], "maybe@example.com", "@hand@social.example")
    for state in states:
        set_state(f"{state}@example.com", state, sent_at=timezone.now())
    set_state("maybe@example.com", "sending", sent_at=timezone.now() - timedelta(minutes=11))
    text = lead.get(page("invitations", cast.tribe.slug)).text
    words = {
        "waiting": "waiting to be sent",
        "sending": "being sent",
        "sent": ">sent<",
        "failed": "could not be sent",
        "accepted": "joined",
        "declined": "said no, thank you",
        "withdrawn": "taken back",
        "maybe": "may have been sent",
    }
    for name, said in words.items():
        assert said in text.split(f"{name}@example.com")[1].split("</td>")[0] + "<", name
    assert "1 may have been sent: something broke off at that moment." in text
    for state in [*states, "maybe"]:
        only = lead.get(page("invitations", cast.tribe.slug), {"state": state}).text
        assert f"{state}@example.com" in only and "hand@social.example" not in only
        assert ("maybe@example.com" in only) == (state == "maybe")


def test_links_are_shown_for_those_that_no_mail_brings(cast, lead, invited):
    hand, failed, sent = invited("@hand@social.example", "failed@example.com", "sent@example.com")
    set_state("failed@example.com", "failed")
    set_state("sent@example.com", "sent")
    text = lead.get(page("invitations", cast.tribe.slug)).text
    assert make_token(hand.pk) in text and make_token(failed.pk) in text and make_token(sent.pk) not in text


def test_the_csv_has_a_link_for_each_handle_and_no_formulas(cast, lead, invited):
    made = invited('"=1+1" <x@example.com>', "@hand@social.example")
    Invitation.objects.filter(pk=made[1].pk).update(called="=HYPERLINK(1)")
    answer = lead.get(page("invitations_links", cast.tribe.slug))
    assert answer["Content-Type"].startswith("text/csv") and "attachment" in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    (row,) = rows
    assert (row["name"], row["handle"]) == ("'=HYPERLINK(1)", "hand@social.example")
    assert lead.get(row["link"]).status_code == 200


def test_one_invitation_is_taken_back_after_a_question(cast, lead, invited):
    (made,) = invited("ann@example.com")
    set_state("ann@example.com", "sent")
    address = page("invitation_withdraw", cast.tribe.slug, made.pk)
    assert "ann@example.com" in lead.get(address).text
    made.refresh_from_db()
    assert made.state == "sent"
    assert "is taken back" in lead.post(address, follow=True).text
    made.refresh_from_db()
    assert made.state == "withdrawn"
    assert "already" in lead.post(address, follow=True).text


def test_what_has_not_gone_out_is_taken_back_at_once(cast, lead, invited):
    invited("a@example.com", "b@example.com", "c@example.com")
    set_state("a@example.com", "sent")
    address = page("invitations_withdraw_waiting", cast.tribe.slug)
    assert "Take back 2 invitations" in lead.get(address).text
    assert "2 invitations are taken back." in lead.post(address, follow=True).text
    assert Invitation.objects.get(address="a@example.com").state == "sent"


def test_invitations_of_another_tribe_are_out_of_reach(cast, lead, invited):
    other = joining.found_tribe(cast.outsider, "Oven", "We bake.", joining="invitation")
    (made,) = invited("ann@example.com", tribe=other, leader=cast.outsider)
    assert lead.get(page("invitation_withdraw", cast.tribe.slug, made.pk)).status_code == 404
    assert lead.post(page("invitation_withdraw", cast.tribe.slug, made.pk)).status_code == 404
    assert lead.get(page("invitations", other.slug)).status_code == 404
    made.refresh_from_db()
    assert made.state == "waiting"
    assert "ann@example.com" not in lead.get(page("invitations", cast.tribe.slug)).text


@pytest.mark.parametrize("who", ["member", "outsider", "removed", "nobody"])
def test_only_leaders_move_invitations(cast, client, invited, who):
    (made,) = invited("ann@example.com")
    tasks = DBTaskResult.objects.count()
    if who != "nobody":
        client.force_login(getattr(cast, who))
    for address in (
        page("invitation_withdraw", cast.tribe.slug, made.pk),
        page("invitations_withdraw_waiting", cast.tribe.slug),
        page("invitations_send", cast.tribe.slug),
    ):
        assert client.post(address).status_code in {302, 404}
    made.refresh_from_db()
    assert made.state == "waiting" and DBTaskResult.objects.count() == tasks
    for act in (services.withdraw_waiting, lambda tribe, by: services.withdraw_invitation(tribe, made.pk, by)):
        if who != "nobody":
            with pytest.raises(services.Refused):
                act(cast.tribe, getattr(cast, who))


def test_when_nothing_moves_the_page_says_so_and_takes_it_up_again(cast, lead, invited):
    invited("ann@example.com")
    assert "Nothing has gone out for a while" not in lead.get(page("invitations", cast.tribe.slug)).text
    Invitation.objects.update(made_at=timezone.now() - timedelta(minutes=3))
    assert "Nothing has gone out for a while" in lead.get(page("invitations", cast.tribe.slug)).text
    DBTaskResult.objects.all().delete()
    lead.post(page("invitations_send", cast.tribe.slug))
    assert DBTaskResult.objects.count() == 1


def test_when_the_share_of_the_day_is_used_the_page_says_when_it_goes_on(cast, lead, invited):
    invited("ann@example.com")
    Invitation.objects.update(made_at=timezone.now() - timedelta(minutes=3))
    take(rules.mails_key(cast.tribe.pk), rules.MAILS, cost=5_000)
    text = lead.get(page("invitations", cast.tribe.slug)).text
    assert "has sent its share for today" in text and "Nothing has gone out for a while" not in text


def test_the_page_takes_as_many_queries_for_many_as_for_few(cast, lead, invited, django_assert_max_num_queries):
    invited(*[f"p{n}@example.com" for n in range(200)])
    with django_assert_max_num_queries(11):
        text = lead.get(page("invitations", cast.tribe.slug)).text
    assert text.count('<th scope="row"') == 50
