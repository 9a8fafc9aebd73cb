"""Everything works without JavaScript: only quicker with it."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.steps import accept, bring, sign_in, start_a_tribe


@pytest.fixture
def plain(someone):
    """Browsers that run no scripts."""

    @contextmanager
    def open_browser(*at, **more):
        with someone(*at, java_script_enabled=False, **more) as page:
            yield page

    return open_browser


def test_from_the_first_start_to_an_answer_without_javascript(house, plain):
    with plain() as ada, plain() as bo:
        start_a_tribe(ada, house)
        bring(ada, house, "bo@example.org")
        expect(ada.get_by_text("1 invitation is on its way.")).to_be_visible()
        accept(bo, house, "bo@example.org", "Bo Berg")
        bo.get_by_label("You and your settings").click()
        bo.get_by_role("button", name="Sign out").click()
        expect(bo.get_by_role("link", name="Sign in").first).to_be_visible()
        sign_in(bo, house, "bo@example.org")

        bo.get_by_role("link", name="Write", exact=True).first.click()
        bo.get_by_label("tools", exact=True).check()
        bo.get_by_label("Your words").fill("Who has a *long* ladder?")
        bo.get_by_role("button", name="See whom this reaches").click()
        expect(bo.locator("#reach")).to_contain_text("Reaches 1 of 1 person.")
        expect(bo.get_by_label("tools", exact=True)).to_be_checked()
        bo.get_by_role("button", name="Preview").click()
        expect(bo.locator("#preview em")).to_have_text("long")
        bo.get_by_role("button", name="Send").click()
        expect(bo.get_by_text("Said. It reached 1 of 1 person.")).to_be_visible()

        ada.goto(house.url)
        ada.get_by_role("article").filter(has_text="ladder").first.get_by_role("link", name="Reply").click()
        ada.get_by_label("Your answer").fill("I have one, come by.")
        ada.get_by_role("button", name="Answer", exact=True).click()
        bo.goto(house.url)
        expect(bo.get_by_role("article").filter(has_text="I have one, come by.")).to_be_visible()


def test_another_place_shows_its_own_topics_without_javascript(street, plain):
    with plain(street, "ada") as ada:
        ada.goto(f"{street.url}/settings/topics/")
        ada.get_by_label("A new topic").fill("my book")
        ada.get_by_role("button", name="Add").click()
        ada.goto(f"{street.url}/write/?tribe=linden-street")
        ada.get_by_label("Your words").fill("Kept while I choose.")
        ada.get_by_label("Where").select_option("People who follow me")
        ada.get_by_role("button", name="Show its topics").click()
        expect(ada.get_by_label("my book", exact=True)).to_be_visible()
        expect(ada.get_by_label("garden", exact=True)).to_have_count(0)
        expect(ada.get_by_label("Your words")).to_have_value("Kept while I choose.")


def test_permissions_are_changed_revoked_and_undone_without_javascript(street, plain):
    with plain(street, "bo") as bo:
        bo.goto(f"{street.url}/permissions/")
        bo.get_by_role("link", name="Change").first.click()
        expect(bo.get_by_role("heading", level=1)).to_have_text("What may Linden Street send you?")
        bo.get_by_label("Until the end of").fill("2020-01-01")
        bo.get_by_role("button", name="Save").click()
        expect(bo.get_by_role("main")).to_contain_text("That day has passed; choose one to come")
        bo.get_by_label("Until the end of").fill("")
        bo.get_by_label("At most").fill("2")
        bo.get_by_role("button", name="Save").click()
        expect(bo.locator("#messages")).to_contain_text("at most 2 in any week")

        bo.get_by_role("button", name="Revoke").first.click()
        expect(bo.locator("#messages")).to_contain_text("Linden Street may not reach you any more: Posts.")
        bo.locator("#messages").get_by_role("button", name="Undo").click()
        expect(bo.locator("#messages")).to_contain_text("Taken back. Linden Street: Posts, at most 2 in any week.")


def test_what_is_not_for_me_is_said_and_taken_back_without_javascript(street, plain):
    with plain(street, "ada") as ada, plain(street, "cyd") as cyd:
        ada.goto(f"{street.url}/write/?tribe=linden-street")
        ada.get_by_label("Your words").fill("My cat has learned to open doors.")
        ada.get_by_role("button", name="Send").click()
        cyd.goto(street.url)
        cyd.get_by_role("article").filter(has_text="My cat").get_by_role("button", name="Not for me").click()
        expect(cyd.get_by_role("button", name="Take that back")).to_be_visible()
        cyd.locator("#messages").get_by_role("button", name="Undo").click()
        expect(cyd.get_by_role("button", name="Take that back")).to_have_count(0)
        cyd.goto(street.url)
        expect(cyd.get_by_role("article").filter(has_text="My cat")).to_be_visible()


def test_a_list_is_brought_without_javascript(street, plain):
    with plain(street, "ada") as ada:
        bring(ada, street, "Ida <ida@example.org>\n@tom@social.example", words="Come and see.")
        expect(ada.locator("#messages")).to_contain_text("1 invitation is on its way.")
        expect(ada.locator("#messages")).to_contain_text("1 link is ready to be passed on.")
        link = ada.get_by_label("Link for tom@social.example").input_value()
        ada.goto(link.replace(link[: link.index("/i/")], street.url))
        assert "Come and see." in street.mails_to("ida@example.org")[0]["text"]
