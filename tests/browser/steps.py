"""What people do on the pages, in the words that stand there."""

from playwright.sync_api import Page, expect

from tests.browser.house import House


def start_a_tribe(page: Page, house: House, name: str = "Ada Lind", email: str = "ada@example.org") -> None:
    """Through the first door; the tribe is 'Linden Street', with three topics."""
    page.goto(house.url)
    page.get_by_role("link", name="Start your tribe").click()
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_label("The name of your tribe").fill("Linden Street")
    page.get_by_label("Its idea, in one sentence").fill("We look after our street together.")
    page.get_by_label("What will you talk about?").fill("garden, tools, kitchen")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Linden Street")


def bring(page: Page, house: House, pasted: str, words: str = "", slug: str = "linden-street") -> None:
    """Paste addresses, look at them, invite."""
    page.goto(f"{house.url}/t/{slug}/bring/")
    page.get_by_label("Or paste addresses").fill(pasted)
    page.get_by_role("button", name="Look at the list").click()
    if words:
        page.get_by_label("A few words of your own").fill(words)
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Invitations")


def accept(page: Page, house: House, email: str, name: str) -> None:
    """From the invitation in the mail to a place in the tribe, as somebody who has no account yet."""
    page.goto(house.link_for(email))
    page.get_by_role("button", name="Accept").click()
    page.get_by_label("Your name").fill(name)
    expect(page.get_by_label("Your e-mail address")).to_have_value(email)
    mails = len(house.mails_to(email))
    page.get_by_role("button", name="Make my account").click()
    page.get_by_label("The code").fill(house.code_for(email, after=mails))
    page.get_by_role("button", name="That is me").click()
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("You belong to Linden Street now")).to_be_visible()


def sign_in(page: Page, house: House, email: str, at: str = "") -> None:
    """By a code from the mail; ``at`` another address of the same house."""
    mails = len(house.mails_to(email, wait=0))
    page.goto(f"{at or house.url}/account/login/")
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("The code").fill(house.code_for(email, after=mails))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="What reached you")).to_be_visible()


def say(page: Page, house: House, words: str, topic: str = "", slug: str = "linden-street") -> None:
    """A new thread on the floor."""
    page.goto(f"{house.url}/write/?tribe={slug}")
    if topic:
        page.get_by_label(topic, exact=True).check()
    page.get_by_label("Your words").fill(words)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Said. It reached")).to_be_visible()
