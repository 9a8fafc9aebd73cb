"""What is promised, in a browser: keeping and thanking it, by hand and by keyboard; and axe on every state of it."""

import json
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, WIDE, what_is_wrong
from tests.browser.house import House


@pytest.fixture(scope="module")
def promised(street: House) -> dict[str, int]:
    """The id of a promise in each state; ada is helped by bo."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.promised"],
        env={**street.environment, "DJANGO_SETTINGS_MODULE": "folkmoot.site.settings"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return json.loads(done.stdout)


def in_every_light(page: Page) -> list[str]:
    """What is wrong with the page, wide and narrow, in light and dark."""
    found = []
    for viewport, scheme in ((WIDE, "light"), (NARROW, "dark")):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [f"{page.url} ({viewport['width']} px, {scheme}): {problem}" for problem in what_is_wrong(page)]
    return found


def test_axe_finds_nothing_on_promises_thanks_and_wishes(street, someone, promised):
    paths = ["/promises/", "/settings/favors/", "/t/linden-street/thank/", "/t/linden-street/thank/?to=bo"]
    paths += [f"/promises/{number}/" for number in promised.values()]
    found = []
    for name in ("ada", "bo"):
        with someone(street, name) as page:
            for path in paths:
                page.goto(street.url + path)
                page.evaluate("document.querySelectorAll('details.fold').forEach((fold) => (fold.open = true))")
                found += in_every_light(page)
    with someone(street, "cyd") as page:
        page.goto(f"{street.url}/promises/")
        expect(page.get_by_role("heading", name="Nothing is promised yet")).to_be_visible()
        found += in_every_light(page)
        page.goto(f"{street.url}/settings/favors/")
        page.get_by_role("button", name="Make an address").click()
        expect(page.get_by_label("The address of your calendar")).to_be_visible()
        found += in_every_light(page)
        page.goto(f"{street.url}/t/linden-street/thank/?to=bo")
        page.get_by_role("button", name="Thank Bo").click()
        expect(page.get_by_role("alert")).to_be_visible()
        found += in_every_light(page)
    assert found == []


def test_a_promise_is_kept_and_thanked_for(street, someone, promised):
    here = f"{street.url}/promises/{promised['turn']}/"
    with someone(street, "ada") as ada, someone(street, "bo") as bo:
        ada.goto(f"{street.url}/promises/")
        ada.get_by_role("link", name="Sew a curtain").click()
        ada.get_by_role("button", name="It is done").click()
        expect(ada.get_by_text("Now it is Bo's turn to say so.")).to_be_visible()
        bo.goto(f"{street.url}/promises/")
        bo.get_by_role("link", name="Sew a curtain").click()
        bo.get_by_label("Minutes it took").fill("25")
        bo.get_by_label("Keep it between us").check()
        bo.get_by_role("button", name="Thank Ada").click()
        expect(bo.get_by_text("Thanked: 25 minutes of Ada's life.")).to_be_visible()
        ada.goto(here)
        expect(ada.get_by_text("Bo thanked you on")).to_be_visible()
        expect(ada.get_by_role("link", name="See the favor")).to_be_visible()


def test_on_a_phone_by_keyboard_a_time_is_agreed_and_taken_back(street, someone, promised):
    with someone(street, "ada", viewport=NARROW) as ada:
        ada.goto(f"{street.url}/promises/{promised['promised']}/")
        change = ada.locator("summary", has_text="Change the time")
        change.focus()
        ada.keyboard.press("Enter")
        ada.get_by_role("button", name="No time after all").focus()
        ada.keyboard.press("Enter")
        expect(ada.get_by_text("No time is agreed any more.")).to_be_visible()
        ada.get_by_role("button", name="Undo").focus()
        ada.keyboard.press("Enter")
        expect(ada.get_by_text("Both of you see it.")).to_be_visible()


def test_thanks_without_javascript(street, someone):
    with someone(street, "dee", java_script_enabled=False) as dee:
        dee.goto(f"{street.url}/people/eli/")
        dee.get_by_role("link", name="Thank Eli").click()
        dee.get_by_label("What they did for you").fill("Lent me a drill")
        expect(dee.get_by_label("Minutes", exact=True)).to_be_hidden()
        dee.get_by_label("Exactly so many minutes").check()
        dee.get_by_label("Minutes", exact=True).fill("12")
        dee.get_by_role("button", name="Thank Eli").click()
        dee.wait_for_url("**/favors/**")
    (entered,) = street.find("SELECT minutes, shared FROM favors_entry WHERE words = 'Lent me a drill'")
    assert entered == (12, 1)
