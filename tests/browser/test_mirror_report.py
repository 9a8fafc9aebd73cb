"""The mirror's report in a real browser, opened as a file: nothing leaves it, and everybody can read it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from folkmoot.mirror.looking import Wish, look
from folkmoot.mirror.report import page as report
from tests.browser.conftest import what_is_wrong
from tests.mirror.made import made

KINDS = ("mixed", "silent")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Reports as files: an account that does a bit of everything, one that hardly posts, one of ten thousand posts."""
    folder = tmp_path_factory.mktemp("reports")
    written = {}
    for name, kind, posts in (("mixed", "mixed", 300), ("silent", "silent", 8), ("large", "mixed", 10_000)):
        with look(Wish([made(folder / name, kind, posts)])) as mirror:
            written[name] = folder / f"{name}.html"
            written[name].write_text(report(mirror), encoding="utf-8")
    return written


@pytest.fixture
def opened(chromium: Browser, reports: dict[str, Path]):
    """``with opened(name, ...) as page``: the report from disk. A request to anywhere fails the test."""

    @contextmanager
    def open_report(name: str, **options: object) -> Iterator[Page]:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        page = context.new_page()
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        context.set_offline(True)
        address = reports[name].as_uri()
        page.goto(address)
        try:
            yield page
        finally:
            context.close()
        elsewhere = [url for url in asked if url.partition("#")[0] != address and not url.startswith("data:font/woff2")]
        assert elsewhere == []
        # axe is put into the page by the test; the page's own policy refuses everything else that it tries
        assert [text for text in said if "axe" not in text and "Content Security Policy" in text] == []

    return open_report


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", KINDS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(opened, name, width, scheme):
    with opened(name, viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True) as page:
        assert what_is_wrong(page) == []
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert what_is_wrong(page) == []


@pytest.mark.parametrize("name", KINDS)
def test_at_320_pixels_nothing_scrolls_sideways_even_with_everything_open(opened, name):
    with opened(name, viewport={"width": 320, "height": 700}) as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_its_style_and_its_typeface_work_under_its_own_policy(opened):
    with opened("mixed") as page:
        loaded = "document.fonts.ready.then(all => [...all].map(face => [face.family, face.status]))"
        assert page.evaluate(loaded) == [["Bricolage", "loaded"]]
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(244, 237, 224)"


def test_without_javascript_everything_opens_and_the_list_can_be_narrowed(opened):
    with opened("mixed", java_script_enabled=False) as page:
        gives = page.locator("#months").get_by_text("gives", exact=False).locator("visible=true").last
        gives.click()
        expect(page.locator("#e-give li").first).to_be_visible()
        page.locator("#all-posts").click()
        all_posts = page.locator(".days li")
        count = all_posts.count()
        assert count == 300
        page.get_by_label("mass asks", exact=True).check()
        shown = all_posts.locator("visible=true")
        assert 0 < shown.count() < count
        assert all("mass ask" in text for text in shown.all_inner_texts())


def test_a_link_to_a_post_opens_the_list_at_it(opened):
    with opened("mixed") as page:
        page.locator("#months summary", has_text="gives").click()
        link = page.locator("#e-give").get_by_role("link", name="in the list").first
        target = link.get_attribute("href")
        link.click()
        expect(page.locator(target)).to_be_in_viewport()


def test_the_keyboard_reaches_and_opens_what_lies_beneath_a_reason(opened):
    with opened("mixed") as page:
        first = page.locator("#answer summary").first
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.querySelector('#answer summary')"):
                break
        expect(first).to_be_focused()
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        page.keyboard.press("Enter")
        expect(page.locator("#answer details").first.locator("li").first).to_be_visible()


@pytest.mark.parametrize("name", KINDS)
def test_on_paper_what_opens_is_open_and_nothing_is_cut_off(opened, name):
    with opened(name, viewport={"width": 680, "height": 960}) as page:  # A4 within its margins
        expect(page.locator("details table").first).to_be_hidden()
        page.emulate_media(media="print")
        assert page.evaluate("document.documentElement.scrollWidth") <= 680
        for table in page.locator("details:not(.all) > table").all():
            expect(table).to_be_visible()
        for first in page.locator("section > details.fold:not(.all) > ol.posts > li:first-child").all():
            expect(first).to_be_visible()
        clipped = page.evaluate(
            """[...document.querySelectorAll('main *')].filter(one => one.clientWidth && !one.closest('.unseen') &&
                getComputedStyle(one).overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1 &&
                one.tagName !== 'svg').map(one => one.className || one.tagName)"""
        )
        assert clipped == []
        wide = page.evaluate(
            """[...document.querySelectorAll('main :is(p, li, td, th, h2, h3, summary)')].filter(one =>
                !one.closest('.unseen') && one.getBoundingClientRect().right > innerWidth + 1)
                .map(one => one.innerText)"""
        )
        assert wide == []
        # Ink on white, whatever the screen was like.
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(42, 33, 29)"
        assert page.pdf(format="A4").startswith(b"%PDF")


def test_ten_thousand_posts_open_at_once_and_are_below_two_megabytes(opened, reports):
    assert reports["large"].stat().st_size < 2_000_000
    with opened("large", viewport={"width": 360, "height": 740}) as page:
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.locator("#all-posts").click()
        expect(page.locator("#p1")).to_be_visible()
        assert page.locator(".days li").count() == 10_000
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
