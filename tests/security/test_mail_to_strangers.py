"""Anybody with an account may found a tribe; nobody becomes a sender of mail to the whole world by that."""

import pytest
from django.test import Client

from folkmoot.people.rules import Rate
from folkmoot.people.services import make_token
from folkmoot.permissions.services import joining
from folkmoot.tribes import rules
from folkmoot.tribes.models import Invitation, Tribe
from folkmoot.tribes.services import bring_list, confirm_list
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db


def test_whoever_leads_many_tribes_invites_no_more_people_than_whoever_leads_one(monkeypatch):
    monkeypatch.setattr(rules, "MAILS_OF_ONE", Rate(3, rules.MAILS_OF_ONE.period, rules.MAILS_OF_ONE.sentence))
    spammer, browser = make_person("spammer"), Client()
    browser.force_login(spammer)
    tribes = [joining.found_tribe(spammer, f"Offers {n}", "Great offers for all.") for n in range(2)]
    lists = [bring_list(tribe, spammer, b"ida@example.net\nyara@example.net\n") for tribe in tribes]
    confirm_list(lists[0], spammer)
    page = browser.post(f"/t/{tribes[1].slug}/bring/{lists[1].pk}/", {"words": "Buy now."})
    assert page.status_code == 422
    assert "One person invites at most" in page.content.decode()
    assert "Buy now." in page.content.decode()
    assert Invitation.objects.count() == 2
    lists[1].refresh_from_db()
    assert lists[1].state == "read"  # and can be confirmed another day


def test_nobody_founds_tribes_by_the_hundred():
    founder = make_person("founder")
    _, key = make_token(founder, "a program", ["tribes"], None)
    browser, said = Client(), {"idea": "Great offers for all.", "joining": "open"}
    browser.force_login(founder)
    for n in range(rules.FOUNDED.amount):
        assert browser.post("/tribes/new/", {"name": f"Offers {n}", **said}).status_code == 302
    page = browser.post("/tribes/new/", {"name": "One more", **said})
    assert page.status_code == 422
    assert "You can found 5 tribes a day." in page.content.decode()
    assert "One more" in page.content.decode()  # what was written is not lost
    answer = Client().post(
        "/api/folkmoot/v1/tribes",
        {"name": "One more", **said},
        content_type="application/json",
        headers={"authorization": f"Bearer {key}"},
    )
    assert answer.status_code == 429
    assert Tribe.objects.count() == rules.FOUNDED.amount
