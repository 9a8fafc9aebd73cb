"""From an empty house to the first answered post."""

from playwright.sync_api import expect

from tests.browser.conftest import assert_clean
from tests.browser.steps import accept, bring, start_a_tribe

HELLO = "I am Bo from number 14, and I have too many tomatoes. Who would like some?"


def test_from_the_first_start_to_the_first_answered_post(house, someone):
    with someone() as ada, someone() as bo:
        ada.goto(house.url)
        expect(ada.get_by_role("heading", level=1)).to_contain_text("Are you building a tribe")
        assert_clean(ada, "two doors")
        start_a_tribe(ada, house)
        assert_clean(ada, "the new tribe")
        for topic in ("garden", "tools", "kitchen"):
            expect(ada.get_by_role("link", name=topic, exact=True)).to_be_visible()

        bring(ada, house, "Bo Berg <bo@example.org>", words="You would be missed.")
        expect(ada.get_by_text("1 invitation is on its way.")).to_be_visible()
        mail = house.mails_to("bo@example.org")[0]["text"]
        assert "Ada Lind would like to have you in Linden Street" in mail and "> You would be missed." in mail

        bo.goto(house.link_for("bo@example.org"))
        expect(bo.get_by_role("heading", level=1)).to_have_text("Ada Lind invites you to Linden Street")
        assert_clean(bo, "the invitation")
        accept(bo, house, "bo@example.org", "Bo Berg")

        bo.get_by_role("link", name="Write on the floor").first.click()
        expect(bo.locator("#reach")).to_contain_text("Reaches 1 of 1 person")
        bo.get_by_label("Your words").fill(HELLO)
        bo.get_by_role("button", name="Send").click()
        expect(bo.get_by_text("Said. It reached 1 of 1 person.")).to_be_visible()
        assert_clean(bo, "the first words")

        ada.goto(house.url)
        waiting = ada.get_by_role("region", name="New here, and waiting for an answer")
        expect(waiting).to_contain_text(HELLO)
        assert_clean(ada, "a newcomer waits")
        waiting.get_by_role("link", name="Reply").click()
        ada.get_by_label("Your answer").fill("Welcome, Bo! Two pounds for the soup on Friday, please.")
        ada.get_by_role("button", name="Answer").click()
        expect(ada.get_by_text("Said. It reached 1 of 1 person.")).to_be_visible()
        ada.goto(house.url)
        expect(ada.get_by_text("waiting for an answer")).to_have_count(0)

        bo.goto(house.url)
        answer = bo.get_by_role("article").filter(has_text="Two pounds for the soup")
        expect(answer).to_be_visible()
        answer.get_by_role("link", name="Why am I seeing this?").click()
        expect(bo.get_by_role("heading", level=1)).to_have_text("Why am I seeing this?")
        expect(bo.get_by_role("main")).to_contain_text(
            "Ada Lind answered or mentioned you, and you let that reach you."
        )
        expect(bo.get_by_role("main")).to_contain_text("Replies and mentions, on everything, without limit")
        assert_clean(bo, "why")


def test_what_is_wrong_at_the_first_door_is_said_and_nothing_is_lost(house, someone):
    with someone() as ada:
        ada.goto(f"{house.url}/start/")
        ada.get_by_label("Your name").fill("…")
        ada.get_by_label("Your e-mail address").fill("ada@example.org")
        ada.get_by_label("The name of your tribe").fill("Linden Street")
        ada.get_by_label("Its idea, in one sentence").fill("We look after our street together.")
        ada.get_by_role("button", name="Start").click()
        expect(ada.get_by_role("alert")).to_contain_text("One answer below needs another look.")
        expect(ada.get_by_text("A name needs at least one letter or digit.")).to_be_visible()
        expect(ada.get_by_label("The name of your tribe")).to_have_value("Linden Street")
        assert_clean(ada, "the first door with a mistake")
        ada.get_by_label("Your name").fill("Ada Lind")
        ada.get_by_role("button", name="Start").click()
        expect(ada.get_by_role("heading", level=1)).to_have_text("Linden Street")
        ada.goto(f"{house.url}/start/")
        expect(ada.get_by_role("heading", level=1)).to_have_text("What reached you")
