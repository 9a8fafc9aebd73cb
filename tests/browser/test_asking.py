"""Asking with the price beside the words: live, steered to the better ways, by keyboard on a phone, axe clean."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, what_is_wrong


def look_around_as(page, house, name):
    page.goto(f"{house.url}/demo/as/")
    page.get_by_role("button", name=name).click()
    page.wait_for_url(f"{house.url}/")


def in_both(page):
    """What axe finds wide in light and narrow in dark."""
    found = []
    for viewport, scheme in ((NARROW, "dark"), (WIDE, "light")):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [f"{page.url} {viewport['width']}: {problem}" for problem in what_is_wrong(page)]
    return found


def test_the_price_changes_while_one_writes_and_leads_to_a_better_way(demo_house, someone):
    with someone() as lena:
        look_around_as(lena, demo_house, "Gwen")
        lena.goto(f"{demo_house.url}/t/pumphouse/asks/new/")
        price = lena.locator("#price")
        expect(price).to_contain_text("Nobody is asked, so nobody has to say no.")
        lena.get_by_label("What you need").fill("Like the page of my brother's band")
        lena.get_by_label("An afternoon").check()
        expect(price).to_contain_text("take 4 hours of people's lives")
        lena.get_by_label("How many people").fill("2")
        expect(price).to_contain_text("take 8 hours of people's lives")
        lena.get_by_label("As many as possible").check()
        lena.get_by_label("Everybody who permits asks").check()
        expect(price).to_contain_text(re.compile(r"You would put \d+ people in the position of saying no"))
        expect(price.get_by_role("heading", name="Better ways to it")).to_be_visible()
        expect(price.get_by_role("img", name=re.compile("Expected to have to say no"))).to_be_visible()
        found = in_both(lena)
        price.get_by_role("button", name="Ask a few by name").click()
        expect(lena.get_by_label("These few by name")).to_be_checked()
        expect(lena.locator("#few input:checked").first).to_be_visible()
        expect(lena.get_by_label("What you need")).to_have_value("Like the page of my brother's band")
        found += in_both(lena)
        lena.get_by_label("Everybody who permits asks").check()
        lena.locator("#price").get_by_role("button", name="Put it on the board").click()
        expect(lena.get_by_text("It stands on the board.")).to_be_visible()
        expect(lena.get_by_text("Nobody so far: it waits on the board")).to_be_visible()
        assert found + in_both(lena) == []


def test_who_fits_is_found_while_one_writes(demo_house, someone):
    with someone() as page:
        look_around_as(page, demo_house, "Gwen")
        page.goto(f"{demo_house.url}/t/pumphouse/asks/new/")
        page.get_by_label("These few by name").check()
        first = page.locator("#few label b").first.inner_text()
        page.get_by_label("Find somebody").fill(first)
        expect(page.locator("#few label b", has_text=first)).to_have_count(1)
        page.locator("#few label", has_text=first).get_by_role("checkbox").check()
        expect(page.locator("#price")).to_contain_text("You would put 1 person in the position of saying no")


@pytest.fixture(scope="module")
def asked(street, someone):
    """Bo lets the street ask him, and Cyd did, by keyboard on a phone."""
    with someone(street, "bo", viewport=NARROW) as bo:
        bo.goto(f"{street.url}/permissions/")
        bo.get_by_text("Allow more").focus()
        bo.keyboard.press("Enter")
        bo.get_by_role("button", name=re.compile("Allow.*Favors asked by name")).focus()
        bo.keyboard.press("Enter")
        expect(bo.get_by_text("may reach you now")).to_be_visible()
    with someone(street, "cyd", viewport=NARROW) as cyd:
        cyd.goto(f"{street.url}/t/linden-street/board/")
        cyd.get_by_role("link", name="Ask for help").first.focus()
        cyd.keyboard.press("Enter")
        cyd.get_by_label("What you need").focus()
        cyd.keyboard.type("Hold the ladder on Saturday")
        cyd.get_by_label("Nobody: it waits on the board").focus()
        cyd.keyboard.press("ArrowDown")
        cyd.locator("#few").get_by_role("checkbox").first.focus()
        cyd.keyboard.press("Space")
        expect(cyd.locator("#price")).to_contain_text("You would put 1 person in the position of saying no")
        assert in_both(cyd) == []
        cyd.get_by_role("button", name="Ask", exact=True).focus()
        cyd.keyboard.press("Enter")
        expect(cyd.get_by_text("it reached 1 person")).to_have_count(2)
        assert in_both(cyd) == []
        return cyd.url


def test_whoever_is_asked_says_no_takes_it_back_and_helps(street, someone, asked):
    with someone(street, "bo", viewport=NARROW) as bo:
        bo.goto(street.url)
        bo.get_by_role("link", name="Hold the ladder on Saturday").click()
        expect(bo.get_by_role("heading", name="Can you?")).to_be_visible()
        found = in_both(bo)
        bo.get_by_role("button", name="No", exact=True).click()
        expect(bo.get_by_text("Nothing waits for your answer")).to_be_visible()
        found += in_both(bo)
        bo.get_by_role("button", name="Undo").click()
        expect(bo.get_by_role("heading", name="Can you?")).to_be_visible()
        bo.get_by_role("link", name="Why am I seeing this?").click()
        expect(bo.get_by_text("Cyd asks for help, and you let yourself be asked.")).to_be_visible()
        found += in_both(bo)
        bo.get_by_role("link", name="Back to the ask").click()
        bo.get_by_role("link", name="I can help").click()
        found += in_both(bo)
        bo.get_by_label("A word to them").fill("At ten?")
        bo.get_by_role("button", name="Promise it").click()
        expect(bo.get_by_text("The two of you see it here.")).to_be_visible()
        assert found == []
    with someone(street, "cyd", viewport=NARROW) as cyd:
        cyd.goto(asked)
        expect(cyd.get_by_role("link", name="Bo", exact=True)).to_be_visible()


def test_an_offer_is_made_and_changed(street, someone):
    with someone(street, "dee", viewport=NARROW) as dee:
        dee.goto(f"{street.url}/t/linden-street/offers/new/")
        dee.get_by_role("button", name="Put it on the board").click()
        expect(dee.get_by_text("Say in a few words what you would do.")).to_be_visible()
        found = in_both(dee)
        dee.get_by_label("What you would do").fill("Mend bicycles")
        dee.get_by_role("button", name="Put it on the board").click()
        dee.get_by_role("link", name="Say it differently").click()
        found += in_both(dee)
        dee.get_by_label("Exactly so many minutes").check()
        dee.get_by_label("Minutes", exact=True).fill("45")
        dee.get_by_role("button", name="Change it").click()
        expect(dee.get_by_text("45 minutes, once").first).to_be_visible()
        assert found + in_both(dee) == []


@pytest.mark.usefixtures("asked")  # Bo lets himself be asked
def test_a_tick_made_while_the_list_is_on_its_way_anew_stays(street, someone):
    with someone(street, "cyd") as cyd:
        cyd.goto(f"{street.url}/t/linden-street/asks/new/")
        waiting = []
        cyd.route("**/asks/price/?part=few", lambda route: waiting.append(route))
        cyd.get_by_label("What you need").fill("Hold the ladder")
        cyd.get_by_label("These few by name").check()  # leaving the line asks for the list anew
        box = cyd.locator("#few").get_by_role("checkbox").first
        with cyd.expect_response("**/asks/price/?part=few"):
            box.check()
            assert waiting, "the list was asked for before the tick"
            waiting[0].continue_()
        expect(cyd.locator(".htmx-request")).to_have_count(0)
        expect(box).to_be_checked()
        expect(box).to_be_focused()
