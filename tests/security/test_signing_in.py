"""Signing in says the same to everybody, works only for who it should, and leads nowhere else."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

pytestmark = pytest.mark.django_db
ELSEWHERE = ["//evil.example", "https://evil.example", "/\\evil.example", "///evil.example", "\t//evil.example"]
AT_HOME = ["healthz", "a\x00b", "٣²", "permissions"]  # no addresses, and no names of views either


@pytest.fixture
def account(cast):
    EmailAddress.objects.create(user=cast.member, email=cast.member.email, verified=True, primary=True)
    return cast


@pytest.mark.parametrize("address", ["member@example.org", "nobody@example.net"])
def test_when_the_mail_server_is_away_a_page_says_so_whether_or_not_there_is_an_account(account, settings, address):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    settings.SIGNUP_OPEN = True
    for path in ("/account/login/code/", "/account/signup/"):
        answer = Client().post(path, {"email": address, "display_name": "Ida"})
        assert answer.status_code == 503
        assert "wait a few minutes" in answer.content.decode()
        assert address not in answer.content.decode()


def test_somebody_who_is_deactivated_is_signed_in_nowhere(account):
    browser = Client()
    browser.force_login(account.member)
    account.member.is_active = False
    account.member.save(update_fields=["is_active"])
    assert browser.get("/permissions/").status_code == 302


@pytest.mark.parametrize("target", [*ELSEWHERE, *AT_HOME])
def test_no_way_back_leads_to_another_site_or_breaks(account, target):
    browser = Client()
    browser.force_login(account.member)
    for path in ("/people/leader/follow/", "/people/leader/unfollow/", "/theme/", "/people/leader/give/"):
        answer = browser.post(path, {"next": target, "scope": "letters"}, headers={"referer": "https://evil.example/"})
        assert answer.status_code == 302
        assert "evil" not in answer["Location"]
        assert answer["Location"] not in {"/healthz", "/permissions/"} or path == "/theme/"


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_and_out_leads_to_no_other_site(account, target):
    browser = Client()
    browser.force_login(account.member)
    assert "evil" not in browser.get("/account/login/", {"next": target}).get("Location", "")
    assert "evil" not in browser.post("/account/logout/", {"next": target}).get("Location", "")
