"""Signing in by a code, signing out, and browsers that are signed out from afar. (Passkeys: tests/people.)"""

from playwright.sync_api import expect

from tests.browser.conftest import assert_clean
from tests.browser.steps import accept, bring, sign_in


def test_one_signs_in_by_a_code_and_out_again_and_ends_another_browser(street, someone):
    with someone(street, "ada") as ada:
        bring(ada, street, "Gro <gro@example.org>")
    with someone() as laptop, someone() as telephone:
        accept(laptop, street, "gro@example.org", "Gro")
        sign_in(telephone, street, "gro@example.org")

        laptop.goto(f"{street.url}/account/sessions/")
        rows = laptop.get_by_role("row").filter(has=laptop.get_by_role("rowheader"))
        expect(rows).to_have_count(2)
        expect(rows.filter(has_text="this one")).to_have_count(1)
        assert_clean(laptop, "where one is signed in")
        laptop.get_by_role("button", name="Sign it out").click()
        expect(rows).to_have_count(1)

        telephone.goto(f"{street.url}/permissions/")
        expect(telephone.get_by_role("heading", level=1)).to_have_text("Come in")

        laptop.get_by_label("You and your settings").click()
        laptop.get_by_role("button", name="Sign out", exact=True).click()
        expect(laptop.get_by_role("link", name="Sign in").first).to_be_visible()
        laptop.goto(f"{street.url}/permissions/")
        expect(laptop.get_by_role("heading", level=1)).to_have_text("Come in")


def test_a_wrong_code_is_said_and_the_page_that_one_came_for_opens_in_the_end(street, someone):
    with someone(street, "ada") as ada:
        bring(ada, street, "Hal <hal@example.org>")
    with someone() as hal:
        accept(hal, street, "hal@example.org", "Hal")
        hal.context.clear_cookies()
        mails = len(street.mails_to("hal@example.org"))
        hal.goto(f"{street.url}/permissions/")
        hal.get_by_label("Your e-mail address").fill("HAL@example.org")
        hal.get_by_role("button", name="Send me a code").click()
        hal.get_by_label("The code").fill("ABCD-EFGH")
        hal.get_by_role("button", name="Sign in").click()
        expect(hal.get_by_label("The code")).to_have_attribute("aria-invalid", "true")
        assert_clean(hal, "a wrong code")
        hal.get_by_label("The code").fill(street.code_for("hal@example.org", after=mails))
        hal.get_by_role("button", name="Sign in").click()
        expect(hal.get_by_role("heading", level=1)).to_have_text("Who may reach me")


def test_a_stranger_learns_nothing_and_gets_no_code(street, someone):
    with someone() as stranger:
        stranger.goto(f"{street.url}/account/login/")
        stranger.get_by_label("Your e-mail address").fill("nobody@example.org")
        stranger.get_by_role("button", name="Send me a code").click()
        expect(stranger.get_by_role("main")).to_contain_text("If this address is known here, a code is on its way")
        mail = street.mails_to("nobody@example.org")[0]["text"]
        assert "code" not in mail.splitlines()[0] and "/account/login/code/" not in mail
