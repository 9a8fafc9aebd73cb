"""Signing in with a passkey, in a real browser with a key that the browser pretends to have."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page, expect, sync_playwright

from folkmoot.people.models import Person
from tests.support.cast import make_person
from tests.support.chromium import CHROMIUM_ARGUMENTS, chromium_path

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps an event loop in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGUMENTS)
        page = browser.new_page()
        yield page
        browser.close()


def plug_in_a_key(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": key})


def test_a_passkey_is_added_and_then_lets_in_without_a_code(page, live_server):
    cache.clear()
    ann: Person = make_person("ann")
    EmailAddress.objects.create(user=ann, email=ann.email, verified=True, primary=True)
    plug_in_a_key(page)

    page.goto(f"{live_server.url}/account/login/")
    page.get_by_label("Your e-mail address").fill(ann.email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("The code").fill(re.search(r"[A-Z]{4}-[A-Z]{4}", mail.outbox[0].body)[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("details.me")).to_be_visible()

    page.goto(f"{live_server.url}/account/2fa/webauthn/add/")
    page.get_by_label("What do you call it?").fill("My laptop")
    page.get_by_label("Let it sign me in by itself").check()
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url(re.compile(r"/account/2fa/(?!webauthn/add)"))
    page.goto(f"{live_server.url}/account/2fa/webauthn/")
    expect(page.get_by_text("My laptop")).to_be_visible()

    page.goto(f"{live_server.url}/account/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.goto(f"{live_server.url}/account/login/?next=/settings/")
    sent = len(mail.outbox)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{live_server.url}/settings/")
    expect(page.get_by_role("heading", name="Settings", exact=True)).to_be_visible()
    assert len(mail.outbox) == sent
