"""Bring the list that one really has, look at it, invite; once each, and 'never again' for ever."""

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import assert_clean
from tests.browser.house import House
from tests.browser.steps import bring

LISTS = Path(__file__).parents[1] / "fixtures" / "lists"

# The file, what it is taken for, how many are understood (of them accounts on other networks), how many lines
# are not, and one of those who are invited.
FORMATS = [
    ("subscribed_audience_export_4f1c.csv", "Mailchimp audience", 3, 0, 0, "mara.lindqvist@example.org"),
    ("email_list.harwick.csv", "Substack subscribers", 2, 0, 0, "reader.free@example.org"),
    ("members.ghost.csv", "Ghost members", 2, 0, 0, "anouk@example.org"),
    ("contacts.vcf", "address book (vCard)", 4, 0, 2, "noor@example.org"),
    ("pasted.txt", "addresses, one after another", 7, 1, 3, "jo@example.net"),
    ("following_accounts.csv", "Mastodon accounts that you follow", 2, 2, 1, ""),
    ("followers.csv", "Mastodon followers", 2, 2, 0, ""),
    ("broken.csv", "table (CSV)", 4, 0, 4, "mara@example.org"),
]


def found_tribe(page: Page, house: House, name: str) -> str:
    """A tribe that has invited nobody yet; its slug."""
    page.goto(f"{house.url}/tribes/new/")
    page.get_by_label("What the tribe is called").fill(name)
    page.get_by_label("The idea, in one sentence").fill("We sing on Tuesdays.")
    page.get_by_role("button", name="Start the tribe").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    return page.url.rstrip("/").rpartition("/")[2]


def choose(page: Page, house: House, slug: str, file: object) -> None:
    page.goto(f"{house.url}/t/{slug}/bring/")
    page.get_by_label("A file").set_input_files(file)
    page.get_by_role("button", name="Look at the list").click()


@pytest.mark.parametrize(("file", "kind", "people", "handles", "lines", "one"), FORMATS, ids=[f[0] for f in FORMATS])
def test_a_list_is_understood_looked_at_and_becomes_invitations(
    street, someone, file, kind, people, handles, lines, one
):
    name = f"Choir of {file.replace('.', ' ')}"
    leader = ("ada", "bo")[len(file) % 2]  # nobody founds as many tribes as there are kinds of lists on one day
    with someone(street, leader) as ada:
        slug = found_tribe(ada, street, name)
        choose(ada, street, slug, LISTS / file)
        expect(ada.get_by_role("heading", level=1)).to_have_text(f"{people} people were understood")
        expect(ada.get_by_role("main")).to_contain_text(kind)
        assert_clean(ada, f"a look at {file}")
        if lines:
            ada.get_by_role("link", name=f"Not understood ({lines})").click()
            table = ada.get_by_role("table", name="Lines that were not understood")
            expect(table.get_by_role("rowheader")).to_have_count(lines)
            for why in table.get_by_role("cell").all_inner_texts():
                assert why.strip()

        ada.get_by_role("button", name=f"Invite {people} people").click()
        expect(ada.get_by_role("heading", level=1)).to_have_text("Invitations")
        # The page asks again by itself, until nothing is on its way.
        expect(ada.get_by_text("You can leave this page")).to_have_count(0, timeout=30_000)
        ada.reload()
        mails = people - handles
        if mails:
            ada.get_by_role("link", name=f"Sent ({mails})").click()
            expect(ada.get_by_role("table", name="Invitations").get_by_role("rowheader")).to_have_count(mails)
        if handles:
            ada.get_by_role("link", name=f"To be passed on ({handles})").click()
            links = ada.get_by_label("Link for")
            expect(links).to_have_count(handles)
            assert all("/i/" in link.input_value() for link in links.all())

        choose(ada, street, slug, LISTS / file)  # a second time
        expect(ada.get_by_role("heading", name="Nobody new is on this list")).to_be_visible()
        expect(ada.get_by_role("button", name="Invite")).to_have_count(0)
        if one:
            assert len([mail for mail in street.mails_to(one) if name in mail["text"]]) == 1


def spreadsheet() -> bytes:
    """What Excel saves, as far as anybody looks into it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("people.xlsx", spreadsheet(), "CSV"),
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)), "not"),
        ("nothing.csv", b"\n", "empty"),
        ("notes.txt", b"Tenor, bass and alto, but nobody's address.\n", "address"),
    ],
)
def test_what_is_no_list_gets_one_sentence_and_the_form_stays(street, someone, name, data, told):
    with someone(street, "ada") as ada:
        choose(ada, street, "linden-street", {"name": name, "mimeType": "application/octet-stream", "buffer": data})
        expect(ada.get_by_role("alert")).to_be_visible()
        assert told in ada.get_by_role("group", name="A file").or_(ada.locator(".field:has(#id_file)")).inner_text()
        expect(ada.get_by_role("button", name="Look at the list")).to_be_visible()
        assert_clean(ada, name)


def test_a_list_that_is_forgotten_invites_nobody(street, someone):
    with someone(street, "ada") as ada:
        ada.goto(f"{street.url}/t/linden-street/bring/")
        ada.get_by_label("Or paste addresses").fill("forgotten@example.org")
        ada.get_by_role("button", name="Look at the list").click()
        ada.get_by_role("button", name="Forget this list").click()
        expect(ada.locator("#messages")).to_contain_text("Nobody was invited.")
    assert street.mails_to("forgotten@example.org", wait=1) == []


def test_a_link_that_was_passed_on_lets_somebody_in(street, someone):
    with someone(street, "ada") as ada, someone() as tom:
        bring(ada, street, "@tom@social.example")
        link = ada.get_by_label("Link for tom@social.example").input_value()
        tom.goto(street.url + link[link.index("/i/") :])
        expect(tom.get_by_role("heading", level=1)).to_have_text("Ada invites you to Linden Street")
        tom.get_by_role("button", name="Accept").click()
        expect(tom.get_by_role("heading", level=1)).to_have_text("Nice to meet you")
        expect(tom.get_by_label("Your e-mail address")).to_have_value("")  # an account elsewhere is no address


def test_never_again_holds_for_every_tribe_here(street, someone):
    with someone(street, "ada") as ada, someone() as ida, someone(street, "bo") as bo:
        bring(ada, street, "ida@example.org")
        ida.goto(street.link_for("ida@example.org", part="/never/"))
        expect(ida.get_by_role("heading", level=1)).to_have_text("Never again?")
        assert_clean(ida, "never again?")
        ida.get_by_role("button", name="Never invite me again").click()
        expect(ida.get_by_role("heading", level=1)).to_have_text("No more invitations")

        slug = found_tribe(bo, street, "Another choir")
        bo.goto(f"{street.url}/t/{slug}/bring/")
        bo.get_by_label("Or paste addresses").fill("Ida@example.org, una@example.org")
        bo.get_by_role("button", name="Look at the list").click()
        bo.get_by_role("button", name="Invite").click()
        street.mails_to("una@example.org")  # whoever was on the list with her has theirs
    assert len(street.mails_to("ida@example.org")) == 1


def test_no_thank_you_is_said_without_an_account(street, someone):
    with someone(street, "ada") as ada, someone() as per:
        bring(ada, street, "per@example.org")
        per.goto(street.link_for("per@example.org"))
        per.get_by_role("button", name="No, thank you").click()
        expect(per.get_by_role("heading", name="You have said no")).to_be_visible()
        assert_clean(per, "said no")
        ada.goto(f"{street.url}/t/linden-street/invitations/")
        expect(ada.get_by_role("row").filter(has_text="per@example.org")).to_contain_text("said no, thank you")
