"""A demo where everybody can see it: any visitor is any of its people, so these must not reach out of it."""

import pytest
from django.test import Client

from folkmoot.people.models import ServerState
from folkmoot.tribes.models import Invitation
from folkmoot.tribes.services import Refused, bring_list, confirm_list
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(cast):
    ServerState.objects.update_or_create(pk=1, defaults={"is_demo": True})
    return cast


def test_a_real_person_who_signed_up_to_have_a_look_is_nobody_to_try_on(demo):
    ida = make_person("ida", email="ida@letterbox.org")
    browser = Client()
    page = browser.get("/demo/as/").content.decode()
    assert "Leader" in page
    assert str(ida.pk) not in page
    assert browser.post("/demo/as/", {"person": str(ida.pk)}).status_code == 404
    assert "_auth_user_id" not in browser.session


def test_a_demo_with_a_mail_server_invites_no_real_people(demo, settings, mailoutbox):
    settings.MAIL_IS_SHOWN = False
    brought = bring_list(demo.tribe, demo.leader, b"ida@letterbox.org\n")
    with pytest.raises(Refused, match="This is a demo"):
        confirm_list(brought, demo.leader)
    assert not Invitation.objects.exists()
    assert not mailoutbox


def test_a_demo_whose_mail_is_shown_on_a_page_may_show_how_inviting_is(demo, settings):
    settings.MAIL_IS_SHOWN = True
    assert confirm_list(bring_list(demo.tribe, demo.leader, b"ida@letterbox.org\n"), demo.leader).mails == 1


def test_nothing_of_the_demo_is_there_once_it_may_not_be_shown(demo, settings):
    settings.DEMO_ALLOWED = False
    browser = Client()
    for answer in (
        browser.get("/demo/as/"),
        browser.post("/demo/as/", {"person": str(demo.leader.pk)}),
        browser.post("/demo/clear/"),
        browser.post("/demo/start/"),
    ):
        assert answer.status_code == 404
    assert "_auth_user_id" not in browser.session
