"""Through the second door: look around as anybody, and take it all down again."""

from playwright.sync_api import expect

from tests.browser.conftest import assert_clean


def test_one_walks_around_in_the_demo_and_takes_it_down_again(house, someone):
    with someone() as visitor:
        visitor.set_default_timeout(90_000)  # a year of talk is built while one waits
        visitor.goto(house.url)
        visitor.get_by_role("button", name="Walk around in a demo tribe").click()
        expect(visitor.get_by_role("heading", level=1)).to_have_text("Whom would you like to be?", timeout=90_000)
        expect(visitor.get_by_role("main").get_by_role("button")).to_have_count(40)
        assert_clean(visitor, "everybody in the demo")

        visitor.get_by_role("button", name="Mara").click()
        expect(visitor.get_by_text("You are looking around as Mara Lindqvist.")).to_be_visible()
        expect(visitor.get_by_role("article").first).to_be_visible()
        visitor.get_by_role("link", name="My tribes").first.click()
        visitor.get_by_role("link", name="The Pumphouse").click()
        visitor.get_by_role("link", name="Bring your people").first.click()  # she leads it
        expect(visitor.get_by_role("heading", level=1)).to_have_text("Bring your people")

        visitor.get_by_role("link", name="Look around as someone else").click()
        visitor.get_by_role("button", name="Gwen").click()
        expect(visitor.get_by_text("You are looking around as Gwen")).to_be_visible()
        visitor.goto(f"{house.url}/t/pumphouse/")
        expect(visitor.get_by_role("link", name="Bring your people")).to_have_count(0)

        visitor.get_by_role("link", name="Look around as someone else").click()
        visitor.get_by_role("link", name="Take it down").click()
        assert_clean(visitor, "taking it down")
        visitor.get_by_role("button", name="Take it down").click()
        expect(visitor.get_by_text("The demo tribe is gone.")).to_be_visible()
        expect(visitor.get_by_role("link", name="Start your tribe")).to_be_visible()
