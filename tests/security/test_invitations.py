"""An invitation opens one door, once, for as long as it is meant."""

import pytest
from django.test import Client
from django.utils import timezone

from folkmoot.ids import new_id
from folkmoot.people.services import make_token
from folkmoot.permissions.services import joining
from folkmoot.tribes.models import Invitation, Membership
from folkmoot.tribes.tokens import make_token as link_of
from tests.support.cast import Cast, make_person

pytestmark = pytest.mark.django_db


def invited(cast: Cast, address: str = "ida@example.net", **more) -> Invitation:
    now = timezone.now()
    more = {"state": "sent", "kind": "mail", "called": "Ida", **more}
    return Invitation.objects.create(
        id=new_id(), tribe=cast.tribe, by=cast.leader, address=address, made_at=now, sent_at=now, **more
    )


def accept(person, invitation: Invitation):
    browser = Client()
    browser.force_login(person)
    return browser.post(f"/i/{link_of(invitation.pk)}/accept/", follow=True)


def belongs(cast: Cast, person) -> bool:
    return Membership.objects.filter(tribe=cast.tribe, person=person).exists()


def test_somebody_who_was_removed_does_not_come_back_by_the_link_they_came_with(cast):
    ida, link = make_person("ida"), invited(cast)
    accept(ida, link)
    assert belongs(cast, ida)
    joining.remove_member(cast.tribe, ida, cast.leader)
    answer = accept(ida, link)
    assert not belongs(cast, ida)
    assert "ask for another one" in answer.content.decode()


def test_nor_by_the_api(cast):
    ida, link = make_person("ida"), invited(cast)
    joining.accept_invitation(link, ida)
    joining.remove_member(cast.tribe, ida, cast.leader)
    _, key = make_token(ida, "a program", ["tribes"], None)
    answer = Client().post(
        f"/api/folkmoot/v1/invitations/{link_of(link.pk)}/accept", headers={"authorization": f"Bearer {key}"}
    )
    assert answer.status_code in {403, 409}
    assert not belongs(cast, ida)


def test_somebody_who_left_by_themselves_may_come_back_by_their_link(cast):
    ida, link = make_person("ida"), invited(cast)
    accept(ida, link)
    joining.leave_tribe(cast.tribe, ida)
    accept(ida, link)
    assert belongs(cast, ida)


def test_somebody_who_was_removed_comes_in_by_a_new_invitation(cast):
    ida, link = make_person("ida"), invited(cast)
    accept(ida, link)
    joining.remove_member(cast.tribe, ida, cast.leader)
    accept(ida, invited(cast, "ida@home.example"))
    assert belongs(cast, ida)


def test_removing_undoes_every_link_that_somebody_used_before_however_often_they_left(cast):
    ida, link = make_person("ida"), invited(cast)
    accept(ida, link)
    joining.leave_tribe(cast.tribe, ida)
    accept(ida, link)
    joining.remove_member(cast.tribe, ida, cast.leader)
    accept(ida, link)
    assert not belongs(cast, ida)


def test_the_banned_do_not_use_up_an_invitation_either(cast):
    link = invited(cast)
    joining.ban_member(cast.tribe, cast.outsider, cast.leader)
    accept(cast.outsider, link)
    link.refresh_from_db()
    assert not belongs(cast, cast.outsider)
    assert link.state == "sent"


@pytest.mark.parametrize("state", ["withdrawn", "accepted"])
def test_a_link_that_leads_nowhere_any_more_tells_a_stranger_nothing_of_a_hidden_tribe(cast, state):
    cast.tribe.charter = "We meet behind the pump."
    cast.tribe.save(update_fields=["charter"])
    link = invited(
        cast, state=state, words="Come, we are few.", accepted_by=cast.member if state == "accepted" else None
    )
    for address in (f"/i/{link_of(link.pk)}/", f"/api/folkmoot/v1/invitations/{link_of(link.pk)}"):
        said = Client().get(address).content.decode()
        for secret in ("Linden", "linden", "look after our street", "behind the pump", "we are few"):
            assert secret not in said, address
