"""Who may reach me: what is taken back stays away, what is undone comes, and a budget holds."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import assert_clean
from tests.browser.house import House
from tests.browser.steps import say


def row(page: Page, what: str):
    """The row of one permission on the page of all of them."""
    return page.get_by_role("listitem").filter(has=page.locator("strong", has_text=what))


def at_home(page: Page, house: House) -> str:
    """All that stands on somebody's home page."""
    page.goto(house.url)
    return page.get_by_role("main").inner_text()


def test_what_is_revoked_arrives_no_more_and_what_is_undone_does(street, someone):
    with someone(street, "ada") as ada, someone(street, "bo") as bo:
        say(ada, street, "First: the gate is oiled.")
        assert "the gate is oiled" in at_home(bo, street)

        bo.goto(f"{street.url}/permissions/")
        row(bo, "Posts").get_by_role("button", name="Revoke").click()
        expect(bo.locator("#messages")).to_contain_text("Linden Street may not reach you any more: Posts.")
        expect(row(bo, "Posts")).to_contain_text("No longer")
        expect(bo.get_by_role("button", name=re.compile("^Give it again"))).to_be_focused()
        expect(bo.locator("#tally")).to_contain_text("Posts0")
        assert_clean(bo, "revoked in place")

        say(ada, street, "Second: the lamp is mended.")
        assert "the lamp is mended" not in at_home(bo, street)
        bo.goto(f"{street.url}/t/linden-street/")
        expect(bo.get_by_role("main")).to_contain_text("the lamp is mended")  # pull is always free

        bo.goto(f"{street.url}/permissions/")
        bo.get_by_role("heading", name="No longer").click()
        row(bo, "Posts").get_by_role("button", name="Give it again").click()
        expect(bo.locator("#messages")).to_contain_text("Linden Street")
        say(ada, street, "Third: the bench is painted.")
        words = at_home(bo, street)
        assert "the bench is painted" in words and "the lamp is mended" not in words


def test_an_undo_gives_back_what_was_revoked(street, someone):
    with someone(street, "ada") as ada, someone(street, "cyd") as cyd:
        cyd.goto(f"{street.url}/permissions/")
        row(cyd, "Posts").get_by_role("button", name="Revoke").click()
        cyd.locator("#messages").get_by_role("button", name="Undo").click()
        expect(cyd.locator("#messages")).to_contain_text("Taken back. Linden Street: Posts, on everything")
        say(ada, street, "A letter came for number 9.")
        assert "A letter came for number 9." in at_home(cyd, street)
        cyd.goto(f"{street.url}/permissions/")
        row(cyd, "Posts").get_by_role("link", name="History").click()
        expect(cyd.get_by_role("listitem").filter(has_text="You took your last change back")).to_be_visible()
        expect(cyd.get_by_role("listitem").filter(has_text="You revoked it")).to_be_visible()
        assert_clean(cyd, "history")


def test_a_budget_holds_and_the_writer_sees_that_somebody_has_had_their_fill(street, someone):
    with someone(street, "dee") as dee, someone(street, "ada") as ada:
        dee.goto(f"{street.url}/permissions/")
        row(dee, "Posts").get_by_role("link", name="Change").click()
        expect(dee.get_by_label("At most")).to_be_visible()
        assert_clean(dee, "the terms in place")
        dee.get_by_label("At most").fill("1")
        dee.get_by_label("How often").select_option("in any 7 days")
        dee.get_by_role("button", name="Save").click()
        expect(row(dee, "Posts")).to_contain_text("at most 1 in any week")

        say(ada, street, "Rain tonight: close your cellars.")
        ada.goto(f"{street.url}/write/?tribe=linden-street")
        expect(ada.locator("#reach")).to_contain_text("1 has had their fill")
        ada.get_by_label("Your words").fill("Rain tomorrow, too.")
        ada.get_by_role("button", name="Send").click()
        expect(ada.get_by_role("region", name="Whom it reached")).to_contain_text("1 has had their fill")
        assert "Rain tomorrow, too." not in at_home(dee, street)
        dee.goto(f"{street.url}/permissions/")
        expect(row(dee, "Posts")).to_contain_text("used in the last 7 days")


def test_a_topic_that_is_left_out_does_not_arrive(street, someone):
    with someone(street, "eli") as eli, someone(street, "ada") as ada:
        eli.goto(f"{street.url}/permissions/")
        row(eli, "Posts").get_by_role("link", name="Change").click()
        eli.get_by_label("Only the topics ticked below").check()
        for left_out in ("tools", "kitchen", "and every topic that comes later"):
            eli.get_by_label(left_out, exact=True).uncheck()
        eli.get_by_role("button", name="Save").click()
        expect(row(eli, "Posts")).to_contain_text("Posts on garden")

        ada.goto(f"{street.url}/write/?tribe=linden-street")
        ada.get_by_label("tools", exact=True).check()
        expect(ada.locator("#reach")).to_contain_text("1 does not follow this topic")
        ada.get_by_label("tools", exact=True).uncheck()
        ada.get_by_label("garden", exact=True).check()
        expect(ada.locator("#reach")).not_to_contain_text("not follow this topic")
        ada.get_by_label("Your words").fill("Seedlings at my door.")
        ada.get_by_role("button", name="Send").click()
        expect(ada.get_by_text("Said. It reached")).to_be_visible()
        say(ada, street, "Who has the long ladder?", topic="tools")
        words = at_home(eli, street)
        assert "Seedlings at my door." in words and "Who has the long ladder?" not in words


def test_not_for_me_takes_one_tap_and_offers_less(street, someone):
    with someone(street, "ada") as ada, someone(street, "cyd") as cyd:
        say(ada, street, "The chess club meets on Mondays now.", topic="kitchen")
        cyd.goto(street.url)
        post = cyd.get_by_role("article").filter(has_text="The chess club meets")
        post.get_by_role("button", name="Not for me").click()
        thanks = cyd.get_by_role("article", name="Thanks for saying so")
        expect(thanks.get_by_role("button", name="Undo")).to_be_focused()
        assert_clean(cyd, "not for me")
        thanks.get_by_label("At most").fill("2")
        thanks.get_by_role("button", name="Not more than that").click()
        cyd.goto(f"{street.url}/permissions/")
        expect(row(cyd, "Posts")).to_contain_text("at most 2 in any")
        ada.goto(f"{street.url}/t/linden-street/")
        ada.get_by_role("article").filter(has_text="The chess club meets").locator("time").click()
        expect(ada.get_by_role("region", name="Whom it reached")).to_contain_text(
            "1 person said that it is not for them."
        )


def test_a_wider_permission_is_asked_for_after_a_dialogue_and_granted(street, someone):
    with someone(street, "eli") as eli, someone(street, "bo") as bo:
        bo.goto(f"{street.url}/people/eli/")
        bo.get_by_role("button", name="Follow").click()
        expect(bo.get_by_text("You follow them")).to_be_visible()
        for count in range(5):
            eli.goto(f"{street.url}/write/?followers=1")
            eli.get_by_label("Your words").fill(f"Chapter {count} of my book is done.")
            eli.get_by_role("button", name="Send").click()
            expect(eli.get_by_text("Said. It reached 1 of 1 person.")).to_be_visible()
        bo.goto(street.url)
        bo.get_by_role("article").filter(has_text="Chapter 4").get_by_role("link", name="Reply").click()
        bo.get_by_label("Your answer").fill("I read it at one go.")
        bo.get_by_role("button", name="Answer", exact=True).click()

        eli.goto(f"{street.url}/people/bo/")
        eli.get_by_role("link", name="Ask them for a wider permission").click()
        eli.get_by_label("What for").select_option("Private letters")
        eli.get_by_label("A word to them").fill("I would send you the proofs.")
        assert_clean(eli, "asking for more")
        eli.get_by_role("button", name="Ask", exact=True).click()

        bo.goto(f"{street.url}/permissions/")
        asked = bo.get_by_role("region", name="Someone asks for more")
        expect(asked).to_contain_text("I would send you the proofs.")
        assert_clean(bo, "somebody asks for more")
        asked.get_by_role("button", name="Yes, they may").click()
        expect(bo.get_by_role("article", name="Eli")).to_contain_text("Private letters")
        expect(bo.get_by_text("Someone asks for more")).to_have_count(0)
