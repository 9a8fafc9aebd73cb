"""A favor from the asking to its return: by hand, by keyboard on a phone, and without JavaScript."""

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, assert_clean
from tests.browser.house import House
from tests.browser.test_keyboard import ARRIVING, follow, press, write

NEIGHBORS = ("ada", "bo", "cyd", "dee", "eli", "fay", "gil", "hal", "ida", "jon", "kim", "lou", "max", "nan", "oda")
BOARD = "/t/linden-street/board/"
LADDER = "Could somebody lend me a ladder on Saturday?"


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
        expect(price).to_contain_text("take 30 minutes of people's lives")
        ada.get_by_label("Exactly so many minutes").check()
        ada.get_by_label("Minutes", exact=True).press_sequentially("240")
        expect(price).to_contain_text("take 4 hours of people's lives")
        ada.get_by_label("How many people").fill("3")
        expect(price).to_contain_text("take 12 hours of people's lives")
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


def test_a_favor_is_asked_promised_and_thanked_by_keyboard_on_a_narrow_screen(crowd, someone):
    with someone(crowd, "gil", viewport=NARROW) as gil, someone(crowd, "ada", viewport=NARROW) as ada:
        gil.goto(crowd.url + BOARD)
        follow(gil, "Ask for help")
        write(gil, "What you need", "Wind the clock")
        press(gil, "An errand", "ArrowUp")
        expect(gil.locator("#price")).to_contain_text("take 5 minutes of people's lives")
        press(gil, "Nobody: it waits on the board", "ArrowDown")
        expect(gil.locator("#few").get_by_role("checkbox").first).to_be_visible()
        expect(gil.locator(ARRIVING)).to_have_count(0)
        press(gil, "AAda", "Space")  # her initial stands before it
        expect(gil.locator("#price")).to_contain_text("You would put 1 person in the position of saying no")
        expect(gil.locator(ARRIVING)).to_have_count(0)
        follow(gil, "Ask")
        expect(gil.get_by_text("It stands on the board, and it reached 1 person.")).to_be_visible()

        ada.goto(crowd.url)
        follow(ada, "Wind the clock")
        follow(ada, "I can help")
        follow(ada, "Promise it")
        follow(ada, "It is done")
        expect(ada.get_by_text("Now it is Gil's turn to say so.")).to_be_visible()

        gil.goto(f"{crowd.url}/promises/")
        follow(gil, "Wind the clock")
        follow(gil, "Thank Ada")
        expect(gil.get_by_text("Thanked: 5 minutes of Ada's life.")).to_be_visible()
        follow(gil, "See the favor")
        expect(gil.get_by_text("5 minutes of 5 minutes wait for you to return")).to_be_visible()
        assert_clean(gil)


def test_a_favor_is_priced_steered_promised_and_thanked_without_javascript(crowd, someone):
    with (
        someone(crowd, "jon", java_script_enabled=False) as jon,
        someone(crowd, "cyd", java_script_enabled=False) as cyd,
    ):
        jon.goto(f"{crowd.url}/t/linden-street/asks/new/")
        jon.get_by_label("What you need").fill("Dig a pond")
        jon.get_by_label("An afternoon").check()
        jon.get_by_label("As many as possible").check()
        jon.get_by_label("Everybody who permits asks").check()
        jon.get_by_role("button", name="Show the price").click()
        price = jon.locator("#price")
        expect(price).to_contain_text("You would put 14 people in the position of saying no")
        price.get_by_role("button", name="Ask a few by name").click()
        expect(jon.get_by_label("These few by name")).to_be_checked()
        few = jon.locator("#few label")
        for place in range(few.count()):
            few.nth(place).get_by_role("checkbox").set_checked("Cyd" in few.nth(place).inner_text())
        jon.get_by_label("As many as possible").uncheck()
        jon.get_by_role("button", name="Show the price").click()
        expect(price).to_contain_text(
            "You would put 1 person in the position of saying no; all you ask for would take 4 h 1 min"
        )
        expect(jon.get_by_label("What you need")).to_have_value("Dig a pond")
        jon.get_by_role("button", name="Ask", exact=True).click()
        expect(jon.get_by_text("It stands on the board, and it reached 1 person.")).to_be_visible()

        cyd.goto(crowd.url)
        cyd.get_by_role("link", name="Dig a pond").click()
        cyd.get_by_role("link", name="I can help").click()
        cyd.get_by_label("How many minutes of it").fill("90")
        cyd.get_by_role("button", name="Promise it").click()
        expect(cyd.get_by_text("Promised: 1 h 30 min for Jon.")).to_be_visible()

        jon.goto(f"{crowd.url}/promises/")
        jon.get_by_role("link", name="Dig a pond").first.click()
        jon.get_by_role("button", name="Thank Cyd").click()
        expect(jon.get_by_text("Thanked: 1 h 30 min of Cyd's life.")).to_be_visible()


def test_the_composer_sees_an_ask_while_it_is_written_and_takes_it_to_the_board(crowd, someone):
    with someone(crowd, "lou") as lou:
        lou.goto(f"{crowd.url}/write/?tribe=linden-street")
        words = lou.get_by_label("Your words")
        words.press_sequentially("The beans are up.")
        expect(lou.get_by_role("button", name="Send", exact=True)).to_be_visible()
        words.fill(LADDER)
        expect(lou.get_by_role("heading", name="Is it an ask?")).to_be_visible()
        expect(lou.get_by_role("button", name="Send", exact=True)).to_have_count(0)
        expect(words).to_be_focused()
        assert_clean(lou)
        lou.get_by_role("button", name="Make it an ask").click()
        expect(lou.get_by_role("heading", level=1)).to_have_text("Ask for help")
        expect(lou.get_by_label("What you need")).to_have_value(LADDER)
        lou.get_by_role("button", name="Ask", exact=True).click()
        expect(lou.get_by_text("It stands on the board.")).to_be_visible()
        assert crowd.find("SELECT count(*) FROM talk_post WHERE text = ?", LADDER) == [(0,)]


@pytest.mark.parametrize(
    ("name", "button", "decided"),
    [("max", "It is an ask, send it as a post", "as_post"), ("nan", "It is not an ask: send it", "not_an_ask")],
)
def test_without_javascript_an_ask_is_seen_at_send_and_its_writer_decides(crowd, someone, name, button, decided):
    with someone(crowd, name, java_script_enabled=False) as writer:
        writer.goto(f"{crowd.url}/write/?tribe=linden-street")
        writer.get_by_label("Your words").fill(LADDER)
        writer.get_by_role("button", name="Send", exact=True).click()
        expect(writer.get_by_role("heading", name="Not sent yet: is it an ask?")).to_be_in_viewport()
        expect(writer.get_by_text(re.compile("This reads like a request .*Could somebody"))).to_be_visible()
        writer.get_by_role("button", name=button).click()
        expect(writer.get_by_text("Said. It reached")).to_be_visible()
    kept = (
        "SELECT decision FROM talk_judged JOIN talk_post ON talk_post.id = post_id"
        " JOIN people_person ON people_person.id = author_id WHERE name = ?"
    )
    assert crowd.find(kept, name) == [(decided,)]


def test_without_javascript_an_ask_that_is_seen_at_send_goes_to_the_board(crowd, someone):
    with someone(crowd, "oda", java_script_enabled=False) as oda:
        oda.goto(f"{crowd.url}/write/?tribe=linden-street")
        oda.get_by_label("Your words").fill(LADDER)
        oda.get_by_role("button", name="Send", exact=True).click()
        oda.get_by_role("button", name="Make it an ask").click()
        expect(oda.get_by_label("What you need")).to_have_value(LADDER)
