"""Chromium, houses to open in it, and axe."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.house import House
from tests.support.chromium import CHROMIUM_ARGUMENTS, chromium_path

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 740}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all journeys; each opens contexts of its own."""
    # Playwright's loop runs in this thread; nothing here touches the database through Django.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def house() -> Iterator[House]:
    """An empty house: nobody has an account yet."""
    house = House()
    yield house
    assert house.end() == []


@pytest.fixture(scope="module")
def demo_house() -> Iterator[House]:
    """A house with the demo tribe in it, shared by a file of tests that change little."""
    house = House(demo=True)
    yield house
    assert house.end() == []


@pytest.fixture(scope="module")
def street() -> Iterator[House]:
    """A house with Linden Street in it: ada leads; bo, cyd, dee and eli are members. Shared by a file of tests."""
    house = House()
    house.people_move_in("ada", "bo", "cyd", "dee", "eli")
    yield house
    assert house.end() == []


@pytest.fixture(scope="session")
def someone(chromium: Browser):
    """``with someone(viewport=..., java_script_enabled=...) as page``: a browser of one person's own.

    ``at`` and ``name``: a house and who of the people in it has signed in already.
    A page that logs an error to its console (a policy that was broken, a script that failed) fails the test.
    """

    @contextmanager
    def open_browser(at: House | None = None, name: str = "", **options: object) -> Iterator[Page]:
        context = chromium.new_context(**{"viewport": WIDE, **options})
        context.set_default_timeout(15_000)
        if at and name:
            context.add_cookies([{"name": "sessionid", "value": at.keys[name], "url": at.url}])
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda problem: complaints.append(str(problem)))
        try:
            yield page
        except BaseException:
            # What the page showed is the first thing that one wants to know of a failed journey.
            print(f"\n{page.url} showed:\n{page.locator('body').inner_text()[:3000]}")
            raise
        finally:
            context.close()
        # Chromium logs every 4xx as an error; those are answers, and the tests look at them.
        assert [c for c in complaints if "Failed to load resource" not in c] == []

    return open_browser


def assert_clean(page: Page, where: str = "") -> None:
    """axe finds nothing on the page as it stands, and nothing makes it scroll sideways."""
    found = what_is_wrong(page)
    assert found == [], f"{where or page.url}: {found}"


def what_is_wrong(page: Page) -> list[str]:
    """What axe finds on the page as it stands, and how far it scrolls sideways."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    result = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    found = [
        f"{violation['id']}: {violation['help']} at {[node['target'] for node in violation['nodes']][:3]}"
        for violation in result["violations"]
    ]
    wide, window = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    if wide > window:
        found.append(f"it is {wide} px wide in a window of {window}")
    return found
