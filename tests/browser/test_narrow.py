"""A newcomer comes by an invitation on a telephone: 360 by 740 CSS pixels."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, assert_clean
from tests.browser.steps import accept, bring

# Everything that one presses, but for links within a sentence (WCAG 2.2, 2.5.8 excepts those).
SMALL = """() => [...document.querySelectorAll('a, button, summary, input:not([type=hidden]), select, textarea')]
  .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.closest('.words, p, td, .skip, .unseen'))
  .map(one => [one, (one.closest('label') || one).getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && (box.width < 24 || box.height < 24))
  .map(([one, box]) => `${one.outerHTML.slice(0, 90)} is ${Math.round(box.width)} x ${Math.round(box.height)}`)"""


def looks_right(page: Page, where: str) -> None:
    """Nothing to find for axe, nothing scrolls sideways, and everything is wide and high enough for a thumb."""
    assert_clean(page, where)
    assert page.evaluate(SMALL) == [], where


def test_a_newcomer_comes_in_talks_and_decides_on_a_narrow_screen(street, someone):
    with someone(street, "ada") as ada:
        bring(ada, street, "Flo <flo@example.org>", words="Your roses are the talk of the street.")
    with someone(viewport=NARROW, has_touch=True, is_mobile=True) as flo:
        flo.goto(street.link_for("flo@example.org"))
        expect(flo.get_by_text("Your roses are the talk of the street.")).to_be_visible()
        looks_right(flo, "the invitation")
        flo.get_by_role("button", name="Accept").tap()
        expect(flo.get_by_role("heading", level=1)).to_have_text("Nice to meet you")
        looks_right(flo, "making an account")
        accept(flo, street, "flo@example.org", "Flo")
        looks_right(flo, "the floor")

        ways = flo.get_by_role("navigation", name="Main")
        for way, heading in (
            ("Home", "What reached you"),
            ("My tribes", "Tribes"),
            ("Who may reach me", "Who may reach me"),
            ("Write", "Say something"),
        ):
            ways.get_by_role("link", name=way).tap()
            expect(flo.get_by_role("heading", level=1)).to_have_text(heading)
            looks_right(flo, heading)
        expect(flo.locator("#reach")).to_contain_text("Reaches 5 of 5 people.")
        flo.get_by_label("garden", exact=True).tap()
        flo.get_by_label("Your words").fill("Cuttings of the old rose for everyone. " + "A" * 300)
        flo.get_by_role("button", name="Preview").tap()
        expect(flo.locator("#preview")).to_contain_text("Cuttings of the old rose")
        looks_right(flo, "the composer with a word without end")
        flo.get_by_role("button", name="Send").tap()
        expect(flo.get_by_text("Said. It reached 5 of 5 people.")).to_be_visible()
        looks_right(flo, "the first words")

        ways.get_by_role("link", name="Who may reach me").tap()
        flo.get_by_role("button", name="Revoke").first.tap()
        expect(flo.locator("#messages")).to_contain_text("Linden Street may not reach you any more")
        looks_right(flo, "revoked")
        flo.locator("#messages").get_by_role("button", name="Undo").tap()
        expect(flo.locator("#messages")).to_contain_text("Taken back.")
        flo.get_by_role("link", name="Change").first.tap()
        expect(flo.get_by_label("At most")).to_be_visible()
        looks_right(flo, "the terms")

        flo.get_by_label("You and your settings").tap()
        flo.get_by_role("link", name="My profile").tap()
        expect(flo.get_by_role("heading", level=1)).to_have_text("Flo")
        looks_right(flo, "the profile")


def test_the_bar_of_ways_covers_nothing_that_has_the_focus(street, someone):
    covered = """() => { const box = document.activeElement.getBoundingClientRect();
      const bar = document.querySelector('.ways').getBoundingClientRect();
      return document.activeElement.matches('body, .ways *') ? '' : box.bottom > bar.top + 1 && box.top < bar.bottom
        ? document.activeElement.outerHTML.slice(0, 90) : ''; }"""
    with someone(street, "bo", viewport=NARROW) as bo:
        for path in ("/write/", "/permissions/", "/settings/profile/"):
            bo.goto(street.url + path)
            for _ in range(30):
                bo.keyboard.press("Tab")
                assert bo.evaluate(covered) == "", path
