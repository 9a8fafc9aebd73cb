"""Whoever has a following hands in an archive, watches it being read, reads the report, and deletes all of it."""

import io
import json
import re
import stat
import time
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, WIDE, assert_clean
from tests.browser.house import House
from tests.browser.steps import say
from tests.browser.test_narrow import looks_right


def an_archive(posts: int = 400, words: int = 1) -> bytes:
    """A table of somebody's posts: 'words' makes each of them longer."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        lines = ["text,at,reply_to"]
        for number in range(posts):
            said = ("Please vote for my book!", "Which saw do you use?", "Here is how I sharpen a saw.")[number % 3]
            day = f"2025-{1 + number % 12:02d}-{1 + number % 28:02d}T08:00:00Z"
            lines.append(f"{said} {number} {'and so on ' * words},{day},{'ann' if number % 3 == 1 else ''}")
        archive.writestr("posts.csv", "\n".join(lines))
    return file.getvalue()


def a_bomb() -> bytes:
    """300 MB of nothing."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("outbox.json", "w") as member:
        for _ in range(300):
            member.write(bytes(1 << 20))
    return file.getvalue()


def file_of(data: bytes, name: str = "archive.zip") -> dict:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def left_on_disk(house: House) -> list[Path]:
    folder = house.data / "mirror"
    return sorted(folder.iterdir()) if folder.exists() else []


def hand_in(page: Page, house: House, *files: dict) -> None:
    page.goto(f"{house.url}/mirror/")
    page.get_by_label("Your archive", exact=True).set_input_files(list(files))
    page.get_by_role("button", name="Look into the mirror").click()


def answer_of(page: Page) -> str:
    """Waits until the report is there; the answer."""
    expect(page.get_by_role("link", name="Read why")).to_be_visible(timeout=60_000)
    return page.get_by_role("heading", level=1).inner_text()


def in_every_light(page: Page, where: str) -> None:
    for viewport, scheme in ((WIDE, "light"), (NARROW, "dark")):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert_clean(page, where)
    page.set_viewport_size(WIDE)


@pytest.fixture(scope="module")
def mirror_house():
    """A house that one comes to for its mirror; ada leads Linden Street in it."""
    house = House()
    house.people_move_in("ada", "bo", "cyd")
    yield house
    assert house.end() == []


def test_nobody_hands_in_an_archive_watches_reads_the_report_deletes_it_and_it_is_gone(mirror_house, someone):
    with someone() as visitor:
        visitor.goto(mirror_house.url)
        visitor.get_by_role("link", name="Look into the mirror").click()
        expect(visitor.get_by_role("heading", level=1)).to_contain_text("Are you building a tribe")
        hand_in(visitor, mirror_house, file_of(an_archive(3000, 40)))
        expect(visitor.get_by_role("heading", level=1)).to_have_text("Your archive is being read")
        in_every_light(visitor, "while it is read")
        said = answer_of(visitor)
        in_every_light(visitor, "the answer")
        (folder,) = left_on_disk(mirror_house)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert sorted(path.name for path in folder.iterdir()) == ["report.html", "report.json"]

        with visitor.context.expect_page() as opened:
            visitor.get_by_role("link", name="Read why").click()
        report = opened.value
        report.wait_for_load_state()
        expect(report.get_by_role("heading", name=said)).to_be_visible()
        # Its style came through the policy, and nothing of this site can be reached from it.
        assert report.evaluate("getComputedStyle(document.body).fontFamily").startswith("Bricolage")
        with pytest.raises(Exception, match="sandboxed"):
            report.evaluate("document.cookie")
        report.close()

        with visitor.expect_download() as saved:
            visitor.get_by_role("link", name="Save it as a file").click()
        assert said in Path(saved.value.path()).read_text()
        with visitor.expect_download() as saved:
            visitor.get_by_role("link", name="Save the numbers (JSON)").click()
        assert json.loads(Path(saved.value.path()).read_text())

        address = visitor.url
        visitor.get_by_role("button", name="Delete it now").click()
        expect(visitor.locator("#messages")).to_contain_text("Deleted")
        assert left_on_disk(mirror_house) == []
        assert visitor.goto(address).status == 404


def test_the_address_of_a_look_opens_it_in_no_other_browser(mirror_house, someone):
    with someone() as visitor, someone() as stranger, someone(mirror_house, "bo") as bo:
        visitor.goto(f"{mirror_house.url}/mirror/")
        visitor.get_by_role("button", name="Look at a made-up archive").click()
        answer_of(visitor)
        for other in (stranger, bo):
            assert other.goto(visitor.url).status == 404
            assert other.goto(f"{visitor.url}report/").status == 404
        visitor.get_by_role("button", name="Delete it now").click()
        expect(visitor.locator("#messages")).to_contain_text("Deleted")


def test_without_javascript_the_page_comes_anew_until_it_is_done(mirror_house, someone):
    with someone(java_script_enabled=False) as visitor:
        hand_in(visitor, mirror_house, file_of(an_archive()))
        assert answer_of(visitor)
        visitor.get_by_role("button", name="Delete it now").click()
        expect(visitor.get_by_role("heading", name="Hand in your archive")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("holiday.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20, "Folkmoot reads archives of"),
        ("bomb.zip", a_bomb(), "400 times its size"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence_and_gone(mirror_house, someone, name, data, told):
    with someone() as visitor:
        hand_in(visitor, mirror_house, file_of(data, name))
        expect(visitor.get_by_role("heading", level=1)).to_have_text("Nothing can be shown", timeout=30_000)
        expect(visitor.get_by_role("alert")).to_contain_text(told)
        in_every_light(visitor, name)
        visitor.get_by_role("button", name="Delete this notice").click()
        expect(visitor.locator("#messages")).to_contain_text("Deleted")
        assert left_on_disk(mirror_house) == []


def test_of_an_archive_that_is_cut_short_the_rest_is_read_and_what_is_missing_is_told(mirror_house, someone):
    with someone() as visitor:
        hand_in(visitor, mirror_house, file_of(an_archive()[:-200], "cut.zip"))
        answer_of(visitor)
        missing = visitor.get_by_role("region", name="What could not be read")
        expect(missing.get_by_role("listitem").first).to_contain_text("cut.zip")
        in_every_light(visitor, "the answer with a note")
        visitor.get_by_role("button", name="Delete it now").click()
        expect(visitor.locator("#messages")).to_contain_text("Deleted")


def test_an_empty_file_is_told_beside_the_form(mirror_house, someone):
    with someone() as visitor:
        hand_in(visitor, mirror_house, file_of(b"", "empty.zip"))
        expect(visitor.get_by_text("The file is empty: ask the network for your archive again.")).to_be_visible()
        assert_clean(visitor, "an empty file")


def test_somebody_signed_in_keeps_one_finds_it_again_and_deletes_it(mirror_house, someone):
    with someone(mirror_house, "bo", viewport=NARROW) as bo:
        hand_in(bo, mirror_house, file_of(an_archive(60)), file_of(b"text\nThank you, Ann!\n", "more.csv"))
        answer_of(bo)
        bo.get_by_role("button", name="Keep it here").click()
        expect(bo.locator("#messages")).to_contain_text("Kept, until you delete it.")
        expect(bo.get_by_role("button", name="Keep it here")).to_have_count(0)
        looks_right(bo, "a look that is kept")
        bo.goto(f"{mirror_house.url}/mirror/")
        expect(bo.get_by_role("heading", name="What you keep")).to_be_visible()
        looks_right(bo, "the list of what is kept")
        bo.get_by_role("button", name=re.compile("^Delete the look of")).click()
        expect(bo.locator("#messages")).to_contain_text("Deleted")
        expect(bo.get_by_role("heading", name="What you keep")).to_have_count(0)
        assert left_on_disk(mirror_house) == []


def test_a_look_can_be_stopped_while_it_waits_or_is_read(mirror_house, someone):
    with someone() as visitor:
        hand_in(visitor, mirror_house, file_of(an_archive(60_000, 30)))
        visitor.get_by_role("button", name="Stop, and delete it").click()
        expect(visitor.locator("#messages")).to_contain_text("Deleted")
        expect(visitor.get_by_role("heading", name="Hand in your archive")).to_be_visible()
    until = time.monotonic() + 10  # whoever was reading it sees that within a second or two
    while left_on_disk(mirror_house) and time.monotonic() < until:
        time.sleep(0.2)
    assert left_on_disk(mirror_house) == []


def test_a_leader_puts_the_tribe_before_the_mirror(mirror_house, someone):
    with someone(mirror_house, "ada") as ada:
        say(ada, mirror_house, "The roses are in bloom.")
        ada.goto(f"{mirror_house.url}/t/linden-street/about/")
        ada.get_by_role("link", name="See it in the mirror").click()
        expect(ada.get_by_role("heading", level=1)).to_have_text("Before the mirror")
        ada.get_by_role("button", name="Look into the mirror").click()
        assert answer_of(ada) == "There is too little here to say."
        in_every_light(ada, "a tribe before the mirror")
        address = ada.url
        ada.goto(f"{address}report/")
        expect(ada.get_by_role("heading", name="There is too little here to say.")).to_be_visible()
    with someone(mirror_house, "bo") as bo:
        assert bo.goto(address).status == 404
        bo.goto(f"{mirror_house.url}/t/linden-street/about/")
        expect(bo.get_by_role("link", name="See it in the mirror")).to_have_count(0)
