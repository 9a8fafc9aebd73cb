"""The pages of the ledger in a browser: axe on each of them, a journey followed by keyboard, a half returned."""

import json
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, WIDE, what_is_wrong
from tests.browser.house import House

LINDEN = "/t/linden-street"
OF_A_LEADER = [
    f"{LINDEN}/favors/", f"{LINDEN}/halves/", f"{LINDEN}/contract/", f"{LINDEN}/contract/change/",
    f"{LINDEN}/contract/{{coming}}/withdraw/", f"{LINDEN}/objections/", "/favors/{roof}/", "/favors/{tree}/",
    "/favors/{tree}/decide/", "/favors/{tree}/back/", "/favors/{roof}/forgive/",
]  # fmt: skip
OF_A_MEMBER = [
    f"{LINDEN}/favors/", f"{LINDEN}/halves/", f"{LINDEN}/halves/?received=all", f"{LINDEN}/contract/",
    "/favors/{roof}/", "/favors/{bicycle}/", "/favors/{roof}/object/",
]  # fmt: skip


@pytest.fixture(scope="module")
def past(street: House) -> dict[str, int]:
    """Ids of what happened on Linden Street."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.ledgered"],
        env={**street.environment, "DJANGO_SETTINGS_MODULE": "folkmoot.site.settings"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return json.loads(done.stdout)


def in_every_light(page: Page) -> list[str]:
    """What is wrong with the page, wide and narrow, in light and dark, with everything unfolded."""
    page.evaluate("document.querySelectorAll('details.fold').forEach((fold) => (fold.open = true))")
    found = []
    for viewport, scheme in ((WIDE, "light"), (NARROW, "dark")):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [f"{page.url} ({viewport['width']} px, {scheme}): {problem}" for problem in what_is_wrong(page)]
    return found


def test_axe_finds_nothing_on_the_pages_of_the_ledger(street, someone, past):
    found = []
    for name, paths in (("ada", OF_A_LEADER), ("cyd", OF_A_MEMBER)):
        with someone(street, name) as page:
            for path in paths:
                answer = page.goto(street.url + path.format(**past))
                assert (answer.status, answer.url) == (200, street.url + path.format(**past))
                found += in_every_light(page)
    assert found == []


def test_terms_are_looked_at_before_they_are_announced(street, someone, past):
    with someone(street, "ada") as ada:
        ada.goto(f"{street.url}{LINDEN}/contract/change/")
        ada.get_by_label("Patience, in days").fill("45")
        ada.get_by_role("button", name="Look at what it means").click()
        expect(ada.get_by_role("heading", name="What it would mean")).to_be_visible()
        expect(ada.get_by_text("45 days (until then 80 days)")).to_be_visible()
        assert in_every_light(ada) == []


def test_a_journey_is_followed_by_keyboard_on_a_narrow_screen(street, someone, past):
    with someone(street, "dee", viewport=NARROW) as dee:
        dee.goto(f"{street.url}/favors/{past['roof']}/")
        expect(dee.get_by_role("paragraph").filter(has_text="It came back to Ada once.")).to_be_visible()
        dee.get_by_role("region", name="Picture of what it set off").focus()
        for _ in range(3):  # the first is the favor itself
            dee.keyboard.press("Tab")
        expect(dee.locator(":focus")).to_contain_text("Cyd helped Eli")
        dee.keyboard.press("Enter")
        expect(dee.get_by_role("heading", level=1, name="brought soup for a week")).to_be_visible()


def test_someone_lapsed_finds_what_would_settle_it_and_promises_it_in_one_tap(street, someone, past):
    with someone(street, "cyd") as cyd:
        cyd.goto(f"{street.url}{LINDEN}/halves/")
        expect(cyd.get_by_role("heading", name="Some favors wait to be returned")).to_be_visible()
        expect(cyd.get_by_text("Two favors wait since")).to_be_visible()
        cyd.get_by_role("button", name="I will do it").click()
        expect(cyd.get_by_role("heading", level=1, name="a lift to the doctor")).to_be_visible()
        expect(cyd.get_by_text("Promised: 20 minutes for Eli.")).to_be_visible()


def test_a_leader_decides_on_an_objection(street, someone, past):
    with someone(street, "ada") as ada, someone(street, "bo") as bo:
        ada.goto(f"{street.url}{LINDEN}/favors/")
        ada.get_by_role("link", name="1 objection").click()
        ada.get_by_role("link", name="Decide").click()
        ada.get_by_role("button", name="It stays out").click()
        expect(ada.get_by_text("Say why, in a sentence.")).to_be_visible()
        ada.get_by_label("Why do you decide so?").fill("It stood in the garden of the Bos.")
        ada.get_by_role("button", name="It stays out").click()
        expect(ada.get_by_text("Ada decided: it stays out of the account")).to_be_visible()
        bo.goto(f"{street.url}{LINDEN}/favors/")
        expect(bo.get_by_text("It stood in the garden of the Bos.")).to_be_visible()
