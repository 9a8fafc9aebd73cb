"""A favor from the asking to its return: by hand, by keyboard on a phone, and without JavaScript."""

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import assert_clean
from tests.browser.house import House

NEIGHBORS = ("ada", "bo", "cyd", "dee", "eli", "fay", "gil", "hal", "ida", "jon", "kim", "lou", "max", "nan", "oda")
BOARD = "/t/linden-street/board/"


@pytest.fixture(scope="module")
def crowd() -> Iterator[House]:
    """A house with a street of fifteen who all let themselves be asked: fourteen are a crowd to the fifteenth."""
    house = House()
    house.people_move_in(*NEIGHBORS)
    subprocess.run(
        [sys.executable, "-m", "tests.browser.askable"],
        env={**house.environment, "DJANGO_SETTINGS_MODULE": "folkmoot.site.settings"},
        check=True,
        timeout=120,
    )
    yield house
    assert house.end() == []


def test_a_favor_is_asked_priced_steered_promised_done_thanked_and_returned_to_somebody_else(crowd, someone):
    with someone(crowd, "ada") as ada, someone(crowd, "bo") as bo, someone(crowd, "cyd") as cyd:
        cyd.goto(f"{crowd.url}/t/linden-street/asks/new/")
        cyd.get_by_label("What you need").fill("Translate a letter")
        cyd.get_by_label("An afternoon").check()
        cyd.get_by_role("button", name="Ask", exact=True).click()
        expect(cyd.get_by_text("It stands on the board.")).to_be_visible()

        ada.goto(crowd.url + BOARD)
        ada.get_by_role("link", name="Ask for help").first.click()
        price = ada.locator("#price")
        ada.get_by_label("What you need").press_sequentially("Carry my piano")
        expect(price).to_contain_text("take 30 minutes of somebody's life")
        ada.get_by_label("Exactly so many minutes").check()
        ada.get_by_label("Minutes", exact=True).press_sequentially("240")
        expect(price).to_contain_text("take 4 hours of somebody's life")
        ada.get_by_label("How many people").fill("3")
        expect(price).to_contain_text("take 12 hours of somebody's life")
        ada.get_by_label("Everybody who permits asks").check()
        expect(price).to_contain_text("You would put 14 people in the position of saying no")
        expect(price).to_contain_text("Asked of many, and not returned in time")
        expect(price.get_by_role("heading", name="Better ways to it")).to_be_visible()

        ada.get_by_role("button", name="Ask", exact=True).click()
        expect(ada.get_by_text("and it was put before nobody")).to_be_visible()
        assert crowd.find("SELECT count(*) FROM favors_asksent") == [(0,)]
        ada.get_by_role("link", name="Ask a few by name").click()
        ada.locator("#few label", has_text="Bo").get_by_role("checkbox").check()
        expect(price).to_contain_text("You would put 1 person in the position of saying no")
        expect(price.get_by_role("heading", name="Better ways to it")).to_have_count(0)
        ada.get_by_role("button", name="Ask them").click()
        expect(ada.get_by_text("It stands on the board, and it reached 1 person.")).to_be_visible()

        bo.goto(crowd.url)
        bo.get_by_role("link", name="Carry my piano").click()
        bo.get_by_role("link", name="I can help").click()
        bo.get_by_label("A word to them").fill("I bring straps.")
        bo.get_by_role("button", name="Promise it").click()
        expect(bo.get_by_text("Promised: 4 hours for Ada.")).to_be_visible()
        bo.get_by_role("button", name="It is done").click()
        expect(bo.get_by_text("Now it is Ada's turn to say so.")).to_be_visible()

        ada.goto(f"{crowd.url}/promises/")
        ada.get_by_role("link", name="Carry my piano").first.click()
        expect(ada.get_by_text("I bring straps.")).to_be_visible()
        ada.get_by_role("button", name="Thank Bo").click()
        expect(ada.get_by_text("Thanked: 4 hours of Bo's life.")).to_be_visible()
        ada.get_by_role("link", name="See the favor, and what it set off").click()
        first_favor = ada.url
        expect(ada.get_by_text("4 hours of 4 hours wait for you to return")).to_be_visible()

        ada.goto(f"{crowd.url}/t/linden-street/halves/")
        expect(ada.get_by_text("1 half is open, 4 hours.")).to_be_visible()
        ada.get_by_role("button", name=re.compile("I will do it.*Translate a letter")).click()
        expect(ada.get_by_text("Promised: 4 hours for Cyd.")).to_be_visible()
        ada.get_by_role("button", name="It is done").click()
        expect(ada.get_by_text("Now it is Cyd's turn to say so.")).to_be_visible()
        cyd.goto(f"{crowd.url}/promises/")
        cyd.get_by_role("link", name="Translate a letter").first.click()
        cyd.get_by_role("button", name="Thank Ada").click()
        expect(cyd.get_by_text("Thanked: 4 hours of Ada's life.")).to_be_visible()

        bo.goto(first_favor)
        picture = bo.get_by_role("region", name="Picture of what it set off")
        expect(picture.get_by_role("link", name=re.compile("Bo helped Ada"))).to_be_visible()
        expect(picture.get_by_role("link", name=re.compile("Ada helped Cyd"))).to_be_visible()
        bo.get_by_text("The same as a table").click()
        rows = bo.get_by_role("table", name="Who helped whom since").get_by_role("row")
        expect(rows).to_have_count(3)  # the head is one
        expect(rows.nth(1)).to_contain_text("Bo for Ada")
        expect(rows.nth(2)).to_contain_text("Ada for Cyd")
        expect(rows.nth(2)).to_contain_text("favor 1")
        assert_clean(bo)

        ada.goto(f"{crowd.url}/t/linden-street/halves/")
        expect(ada.get_by_role("heading", name="Nothing is open")).to_be_visible()
        ada.get_by_role("link", name="Everything I received, and what settled it").click()
        expect(ada.get_by_role("listitem").filter(has_text="Carry my piano").first).to_contain_text("passed on")
        assert_clean(ada)
