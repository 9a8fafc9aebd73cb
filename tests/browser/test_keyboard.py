"""The first journeys with nothing but a keyboard; where one is can always be seen."""

from playwright.sync_api import Page, expect

from tests.browser.steps import bring

NOTICE = """() => { const one = document.activeElement;
  if (!one || one === document.body || one.id === 'main') return 'nothing has the focus';
  const shown = one;
  const look = getComputedStyle(shown), box = shown.getBoundingClientRect();
  const ring = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2 || look.boxShadow !== 'none';
  if (!ring) return 'no ring around ' + one.outerHTML.slice(0, 120);
  if (box.width < 2 || box.height < 2) return 'too small to see: ' + one.outerHTML.slice(0, 120);
  if (box.bottom < 1 || box.top > innerHeight - 1) return 'outside of the window: ' + one.outerHTML.slice(0, 120);
  return ''; }"""
NAME = """() => { const one = document.activeElement;
  const labels = one.labels && one.labels.length ? [...one.labels].map(l => l.textContent).join(' ') : '';
  return (one.getAttribute('aria-label') || labels || one.textContent || '').trim().replace(/\\s+/g, ' '); }"""
ARRIVING = ".htmx-request, .htmx-added, .htmx-swapping, .htmx-settling"  # quicker than any hand: not to be outrun
MOST = 90  # presses of Tab on one page


def go_to(page: Page, name: str, most: int = MOST) -> None:
    """Press Tab until what is called ``name`` has the focus; every stop on the way must be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            continue  # the window's own bar, between the last stop and the first
        assert page.evaluate(NOTICE) == "", page.url
        if page.evaluate(NAME).startswith(name):
            return
    raise AssertionError(f"{page.url}: Tab never came to '{name}'")


def press(page: Page, name: str, key: str = "Enter") -> None:
    go_to(page, name)
    page.keyboard.press(key)


def follow(page: Page, name: str) -> None:
    """Press what leads to another page, and be there."""
    go_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, name: str, words: str) -> None:
    go_to(page, name)
    page.keyboard.type(words)


def test_the_first_start_and_an_invitation_by_keyboard(house, someone):
    with someone() as ada:
        ada.goto(house.url)
        follow(ada, "Start your tribe")
        expect(ada.get_by_role("heading", level=1)).to_have_text("Start your tribe")
        write(ada, "Your name", "Ada Lind")
        write(ada, "Your e-mail address", "ada@example.org")
        write(ada, "The name of your tribe", "Linden Street")
        write(ada, "Its idea, in one sentence", "We look after our street together.")
        write(ada, "What will you talk about?", "garden, tools")
        follow(ada, "Start")
        expect(ada.get_by_role("heading", level=1)).to_have_text("Linden Street")
        follow(ada, "Bring your people")
        write(ada, "Or paste addresses", "bo@example.org")
        follow(ada, "Look at the list")
        follow(ada, "Invite 1 person")
        expect(ada.get_by_text("1 invitation is on its way.")).to_be_visible()

    with someone() as bo:
        bo.goto(house.link_for("bo@example.org"))
        follow(bo, "Accept")
        write(bo, "Your name", "Bo Berg")
        mails = len(house.mails_to("bo@example.org"))
        follow(bo, "Make my account")
        expect(bo.get_by_role("heading", name="Is this your address?")).to_be_visible()
        code = house.code_for("bo@example.org", after=mails)
        if bo.evaluate("document.activeElement.id !== 'id_code'"):
            go_to(bo, "The code")
        bo.keyboard.type(code)
        with bo.expect_navigation():
            bo.keyboard.press("Enter")
        follow(bo, "Accept")
        expect(bo.get_by_text("You belong to Linden Street now")).to_be_visible()

        follow(bo, "Write on the floor")
        press(bo, "garden", "Space")
        write(bo, "Your words", "Hello from number 14.")
        expect(bo.locator("#reach")).to_contain_text("Reaches 1 of 1 person")
        follow(bo, "Send")
        expect(bo.get_by_text("Said. It reached 1 of 1 person.")).to_be_visible()


def test_permissions_are_changed_revoked_and_undone_by_keyboard(street, someone):
    with someone(street, "bo") as bo:
        bo.goto(f"{street.url}/permissions/")
        press(bo, "Change")
        expect(bo.get_by_label("At most")).to_be_visible()
        expect(bo.locator(ARRIVING)).to_have_count(0)
        write(bo, "At most", "3")
        press(bo, "Save")
        expect(bo.locator("#messages")).to_contain_text("at most 3 in any week")
        expect(bo.get_by_role("link", name="Change").first).to_be_focused()  # where one was before
        press(bo, "Revoke", "Space")
        expect(bo.get_by_role("button", name="Give it again").first).to_be_focused()
        bo.goto(f"{street.url}/permissions/")
        press(bo, "Change")
        expect(bo.get_by_label("At most")).to_be_visible()
        expect(bo.locator(ARRIVING)).to_have_count(0)
        press(bo, "Cancel")
        expect(bo.get_by_label("At most")).to_have_count(0)
        expect(bo.locator(":focus")).to_have_count(1)


def test_the_skip_link_leads_past_the_menu(street, someone):
    with someone(street, "ada") as ada:
        ada.goto(f"{street.url}/t/linden-street/")
        ada.keyboard.press("Tab")
        skip = ada.get_by_role("link", name="Skip to what this page says")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        ada.keyboard.press("Enter")
        ada.keyboard.press("Tab")
        assert ada.evaluate("document.activeElement.closest('main') !== null")


def test_the_menu_opens_and_closes_by_keyboard(street, someone):
    with someone(street, "ada") as ada:
        ada.goto(f"{street.url}/t/linden-street/")
        press(ada, "You and your settings")
        expect(ada.get_by_role("link", name="My profile")).to_be_visible()
        ada.keyboard.press("Escape")
        expect(ada.get_by_role("link", name="My profile")).not_to_be_visible()
        expect(ada.locator("details.me summary")).to_be_focused()


def test_tab_leads_through_every_page_and_out_again(street, someone):
    with someone(street, "ada") as ada:
        bring(ada, street, "ida@example.org")
        for path in (
            "/",
            "/tribes/",
            "/write/",
            "/permissions/",
            "/t/linden-street/invitations/",
            "/settings/profile/",
        ):
            ada.goto(street.url + path)
            stops = 0
            for _ in range(MOST):
                ada.keyboard.press("Tab")
                if ada.evaluate("document.activeElement === document.body"):
                    break
                stops += 1
                assert ada.evaluate(NOTICE) == "", path
            assert 5 < stops < MOST, (path, stops)
