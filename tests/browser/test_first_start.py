"""From an empty house to the first answered post."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import assert_clean
from tests.browser.house import House


def start_a_tribe(page: Page, house: House, name: str = "Ada Lind", email: str = "ada@example.org") -> None:
    """Through the first door."""
    page.goto(house.url)
    page.get_by_role("link", name="Start your tribe").first.click()
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your e-mail").fill(email)
    page.get_by_label("name of", exact=False).last.fill("Linden Street")
    page.get_by_label("idea", exact=False).fill("We look after our street together.")
    page.get_by_role("button", name="Start").click()


def test_from_the_first_start_to_the_first_answered_post(house, someone):
    with someone() as ada:
        ada.goto(house.url)
        assert_clean(ada, "two doors")
        start_a_tribe(ada, house)
        expect(ada.get_by_role("heading", level=1)).to_contain_text("Linden Street")
        assert_clean(ada, "the new tribe")
