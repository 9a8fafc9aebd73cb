"""Every page, as a leader, a member and a visitor see it: axe finds nothing, in light and dark, wide and narrow."""

import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, WIDE, what_is_wrong
from tests.browser.house import House
from tests.browser.steps import sign_in

# Addresses by their name; what stands in {} is found in the demo tribe, or made there, by `samples`.
OF_A_LEADER = {
    "home": ["/", "/?before={old_post}"],
    "tribes": ["/tribes/", "/tribes/?q=nobody"],
    "tribe_new": ["/tribes/new/"],
    "tribe_floor": ["/t/pumphouse/", "/t/pumphouse/?topic={topic}"],
    "tribe_about": ["/t/pumphouse/about/"],
    "tribe_members": ["/t/pumphouse/members/"],
    "tribe_settings": ["/t/pumphouse/settings/"],
    "tribe_topics": ["/t/pumphouse/topics/"],
    "tribe_leave": ["/t/pumphouse/leave/"],
    "member_remove": ["/t/pumphouse/members/{member}/remove/"],
    "member_ban": ["/t/pumphouse/members/{member}/ban/"],
    "bring": ["/t/pumphouse/bring/"],
    "bring_preview": ["/t/pumphouse/bring/{list}/", "/t/pumphouse/bring/{list}/?show=unreadable"],
    "invitations": ["/t/pumphouse/invitations/"],
    "invitations_withdraw_waiting": ["/t/pumphouse/invitations/withdraw/"],
    "invitation_withdraw": ["/t/pumphouse/invitations/{invitation}/withdraw/"],
    "write": ["/write/", "/write/?tribe=pumphouse", "/write/?followers=1"],
    "post": ["/p/{own_post}/", "/p/{long_thread}/", "/p/{long_thread}/?to={own_answer}"],
    "post_edit": ["/p/{own_post}/edit/"],
    "post_delete": ["/p/{own_post}/delete/"],
    "profile": ["/people/{own_name}/", "/people/{name}/"],
    "settings": ["/settings/"],
    "settings_profile": ["/settings/profile/"],
    "settings_tokens": ["/settings/tokens/"],
    "settings_export": ["/settings/export/"],
    "topics": ["/settings/topics/"],
    "promises": ["/promises/"],
    "tribe_favors": ["/t/pumphouse/favors/"],
    "contract": ["/t/pumphouse/contract/"],
    "contract_change": ["/t/pumphouse/contract/change/"],
    "objections": ["/t/pumphouse/objections/"],
    "thank_new": ["/t/pumphouse/thank/", "/t/pumphouse/thank/?to={name}"],
    "favor_settings": ["/settings/favors/"],
    "board": ["/t/pumphouse/board/", "/t/pumphouse/board/?show=offers&size=longer"],
    "ask_new": ["/t/pumphouse/asks/new/?text=A%20ladder"],
    "ask": ["/asks/{own_ask}/", "/asks/{other_ask}/"],
    "ask_edit": ["/asks/{own_ask}/edit/"],
    "ask_put": ["/asks/{own_ask}/put/", "/asks/{own_ask}/put/?how=crowd"],
    "ask_vouch": ["/asks/{other_ask}/vouch/"],
    "ask_urgent": ["/asks/{other_ask}/urgent/"],
    "ask_promise": ["/asks/{other_ask}/promise/"],
    "asked": ["/asked/"],
    "offer_new": ["/t/pumphouse/offers/new/"],
    "offer": ["/offers/{offer}/"],
    "offer_take": ["/offers/{offer}/take/"],
    "mirror": ["/mirror/"],
    "tribe_mirror": ["/t/pumphouse/mirror/"],
    "styleguide": ["/styleguide/"],
    "mail": ["/mail/"],
    "demo_as": ["/demo/as/"],
    "demo_clear": ["/demo/clear/"],
}
OF_A_MEMBER = {
    "home": ["/"],
    "tribe_favors": ["/t/pumphouse/favors/"],
    "my_halves": ["/t/pumphouse/halves/", "/t/pumphouse/halves/?received=all"],
    "tribe_floor": ["/t/pumphouse/"],
    "tribe_about": ["/t/pumphouse/about/"],
    "tribe_members": ["/t/pumphouse/members/"],
    "permissions": ["/permissions/"],
    "permission_change": ["/permissions/{permission}/change/"],
    "permission_history": ["/permissions/{permission}/history/"],
    "why": ["/p/{delivered}/why/"],
    "widen": ["/people/{own_name}/widen/"],
    "profile": ["/people/{own_name}/"],
    "usersessions_list": ["/account/sessions/"],
    "account_email": ["/account/email/"],
    "account_logout": ["/account/logout/"],
    "mfa_index": ["/account/2fa/"],
    "mfa_activate_totp": ["/account/2fa/totp/activate/"],
    "mfa_list_webauthn": ["/account/2fa/webauthn/"],
    "mfa_add_webauthn": ["/account/2fa/webauthn/add/"],
}
OF_A_VISITOR = {
    "home": ["/"],
    "mirror": ["/mirror/"],
    "tribes": ["/tribes/"],
    "tribe_about": ["/t/pumphouse/about/"],
    "invitation": ["{invitation_link}"],
    "invitation_never": ["{invitation_link}never/"],
    "account_login": ["/account/login/"],
    "account_signup": ["/account/signup/"],
    "account_request_login_code": ["/account/login/code/"],
    "account_inactive": ["/account/inactive/"],
}
# Seen where one gets to them, in the tests below and in the other journeys.
ON_THE_WAY = {
    "start": "only an empty house has it: test_first_start",
    "account_confirm_login_code": "after a code was asked for",
    "account_email_verification_sent": "after an account was made",
    "promise": "in every state: test_promises",
    "favor": "with its journey, held and open: test_ledger",
    "favor_object": "test_ledger",
    "favor_back": "test_ledger",
    "favor_forgive": "test_ledger",
    "favor_decide": "of a favor that is held: test_ledger",
    "contract_withdraw": "once a change is announced: test_ledger",
    "offer_edit": "of an offer that was just made: test_asking",
    "look": "while it is read, ready and failed: test_mirror_pages",
    "look_report": "test_mirror_pages",
    "mfa_authenticate": "after the code, with an authenticator app",
    "mfa_reauthenticate": "with an authenticator app",
    "account_reauthenticate": "leads on to mfa_reauthenticate or asks nothing, since nobody has a password",
    "mfa_deactivate_totp": "with an authenticator app",
    "mfa_view_recovery_codes": "with an authenticator app",
    "mfa_generate_recovery_codes": "with an authenticator app",
    "mfa_edit_webauthn": "with a passkey",
    "mfa_remove_webauthn": "with a passkey",
    "mfa_reauthenticate_webauthn": "with a passkey",
}
NOT_PAGES = {
    # Only posted to; a GET is 405, or leads to a page.
    *("demo_start", "theme", "write_reach", "write_preview", "post_answer", "permission_revoke", "permission_again"),
    *("permission_undo", "follow", "unfollow", "give", "give_tribe", "widening_grant", "widening_decline"),
    *("not_for_me", "not_for_me_undo", "narrow", "topic_retire", "topic_return", "tribe_join", "request_accept"),
    *("invitation_accept", "tribe_role", "tribe_lift_ban", "tribe_ask", "tribe_withdraw", "request_decline"),
    *("invitations_send", "invitation_decline", "session_end", "token_make", "token_revoke"),
    *("mirror_example", "look_keep", "look_delete"),
    *("ask_price", "ask_off", "ask_again", "ask_no", "offer_off", "offer_again"),
    *("promise_done", "promise_thank", "promise_dispute", "promise_drop", "promise_time", "promise_note"),
    # Not HTML: text, a picture, a table, JSON.
    *("healthz", "robots", "favicon", "invitations_links", "picture", "mfa_download_recovery_codes"),
    *("mfa_login_webauthn", "favor_calendar", "favor_valueflows", "look_html", "look_json"),
    # Nobody has a password: 404.
    *("account_change_password", "account_set_password", "account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
}


def names(patterns: list[URLPattern | URLResolver], path: str = "") -> Iterator[str]:
    """The names of all addresses but the API's."""
    for pattern in patterns:
        here = f"{path}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, here)
        elif pattern.name and not here.startswith("api/"):
            yield pattern.name


def test_every_page_of_the_site_is_looked_at():
    seen = OF_A_LEADER.keys() | OF_A_MEMBER.keys() | OF_A_VISITOR.keys() | ON_THE_WAY.keys()
    assert set(names(get_resolver().url_patterns)) == seen | NOT_PAGES
    assert not seen & NOT_PAGES


def look_around_as(page: Page, house: House, name: str) -> None:
    page.goto(f"{house.url}/demo/as/")
    page.get_by_role("button", name=name).click()
    page.wait_for_url(f"{house.url}/")


@pytest.fixture(scope="module")
def samples(demo_house, someone) -> dict[str, object]:
    """What the addresses need: ids and names of things in the demo tribe, and two lists that Mara brings."""
    house = demo_house
    leader, leader_name = house.find("SELECT id, name FROM people_person WHERE display_name LIKE 'Mara %'")[0]
    member, name = house.find("SELECT id, name FROM people_person WHERE display_name LIKE 'Gwen %'")[0]
    mine = "SELECT max(id) FROM talk_post WHERE author_id = ? AND root_id IS "
    thread = "SELECT root_id FROM talk_post WHERE author_id = ? GROUP BY root_id ORDER BY count(*) DESC LIMIT 2"
    long_thread = next(root for (root,) in house.find(thread, leader) if root)
    in_it = "SELECT id FROM talk_post WHERE author_id = ? AND root_id = ?"
    with someone() as mara:
        look_around_as(mara, house, "Mara")
        mara.goto(f"{house.url}/t/pumphouse/bring/")
        mara.get_by_label("Or paste addresses").fill("ida@example.org\n@tom@social.example")
        mara.get_by_role("button", name="Look at the list").click()
        mara.get_by_role("button", name="Invite 2 people").click()
        link = house.link_for("ida@example.org").removeprefix(house.url)
        mara.goto(f"{house.url}/t/pumphouse/bring/")
        pasted = f"new@example.org\nida@example.org\n{leader_name}@example.org\nneither one nor the other\n"
        mara.get_by_label("Or paste addresses").fill(pasted)
        mara.get_by_role("button", name="Look at the list").click()
        list_id = re.search(r"/bring/(\d+)/", mara.url)[1]
    own_ask = "SELECT max(id) FROM favors_ask WHERE closed_at IS NULL AND by_id = ?"
    free = (
        "closed_at IS NULL AND urgent_by_id IS NULL AND by_id <> ? AND id NOT IN"
        " (SELECT ask_id FROM favors_promise WHERE ask_id IS NOT NULL)"
    )
    offered = (
        "SELECT max(id) FROM favors_offer WHERE closed_at IS NULL AND by_id <> ? AND id NOT IN"
        " (SELECT offer_id FROM favors_promise WHERE offer_id IS NOT NULL)"
    )
    of_tribe = "SELECT min(id) FROM permissions_topic WHERE holder_id IN (SELECT id FROM tribes_tribe)"
    return {
        "own_name": leader_name,
        "name": name,
        "member": member,
        "topic": house.find(of_tribe)[0][0],
        "old_post": house.find("SELECT id FROM talk_post ORDER BY id LIMIT 1 OFFSET 60")[0][0],
        "own_post": house.find(mine + "NULL", leader)[0][0],
        "long_thread": long_thread,
        "own_answer": house.find(in_it, leader, long_thread)[0][0],
        "list": list_id,
        "invitation": house.find("SELECT id FROM tribes_invitation WHERE kind = 'mail'")[0][0],
        "invitation_link": link,
        "own_ask": house.find(own_ask, leader)[0][0],
        "other_ask": house.find(f"SELECT max(id) FROM favors_ask WHERE {free}", leader)[0][0],
        "offer": house.find(offered, leader)[0][0],
        "permission": house.find("SELECT id FROM permissions_permission WHERE giver_id = ? AND live", member)[0][0],
        "delivered": house.find("SELECT max(message_id) FROM permissions_delivery WHERE recipient_id = ?", member)[0][
            0
        ],
    }


def in_every_light(page: Page) -> list[str]:
    """What is wrong with the page: wide in light and narrow in dark, since no color of ours depends on the width."""
    found = []
    for viewport, scheme in ((WIDE, "light"), (NARROW, "dark")):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [f"{page.url} ({viewport['width']} px, {scheme}): {problem}" for problem in what_is_wrong(page)]
    return found


def walk(page: Page, house: House, pages: dict[str, list[str]], samples: dict[str, object]) -> list[str]:
    """Open every address, and gather what is wrong with it."""
    found = []
    for paths in pages.values():
        for path in paths:
            open_page(page, house.url + path.format(**samples))
            found += in_every_light(page)
    return found


def open_page(page: Page, url: str) -> None:
    """Open a page that really is there, and not another one that it leads to."""
    answer = page.goto(url)
    assert (answer.status, answer.url) == (200, url)


def test_axe_finds_nothing_on_the_pages_of_a_leader(demo_house, someone, samples):
    with someone() as mara:
        look_around_as(mara, demo_house, "Mara")
        assert walk(mara, demo_house, OF_A_LEADER, samples) == []


def test_axe_finds_nothing_on_the_pages_of_a_member(demo_house, someone, samples):
    with someone() as gwen:
        look_around_as(gwen, demo_house, "Gwen")
        assert walk(gwen, demo_house, OF_A_MEMBER, samples) == []


def test_axe_finds_nothing_on_the_pages_of_a_visitor(demo_house, someone, samples):
    with someone() as visitor:
        visitor.goto(f"{demo_house.url}/t/pumphouse/about/")
        visitor.get_by_role("button", name="Make an account and ask").click()  # from now on one may sign up
        assert walk(visitor, demo_house, OF_A_VISITOR, samples) == []
        visitor.goto(f"{demo_house.url}/no/such/page/")
        assert in_every_light(visitor) == []


def test_axe_finds_nothing_on_the_way_in(demo_house, someone):
    email = demo_house.find("SELECT email FROM people_person WHERE display_name LIKE 'Gwen %'")[0][0]
    with someone() as page:
        page.goto(f"{demo_house.url}/account/login/")
        page.get_by_label("Your e-mail address").fill(email)
        page.get_by_role("button", name="Send me a code").click()
        expect(page.get_by_label("The code")).to_be_visible()
        found = in_every_light(page)
        page.get_by_label("The code").fill("WRNG-CODE")
        page.get_by_role("button", name="Sign in").click()
        found += in_every_light(page)

        page.goto(f"{demo_house.url}/t/pumphouse/about/")
        page.get_by_role("button", name="Make an account and ask").click()
        page.get_by_label("Your name").fill("Una Vik")
        page.get_by_label("Your e-mail address").fill("una@example.org")
        page.get_by_role("button", name="Make my account").click()
        expect(page.get_by_role("heading", name="Is this your address?")).to_be_visible()
        assert found + in_every_light(page) == []


def test_axe_finds_nothing_where_one_has_a_passkey_and_an_app(demo_house, someone):
    at = demo_house.url.replace("127.0.0.1", "localhost")  # a key belongs to a name, not to a number
    email = demo_house.find("SELECT email FROM people_person WHERE display_name LIKE 'Omar %'")[0][0]
    with someone() as page:
        devtools = page.context.new_cdp_session(page)
        devtools.send("WebAuthn.enable")
        key = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
        sure = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": key | sure})
        sign_in(page, demo_house, email, at)
        page.goto(f"{at}/account/2fa/webauthn/add/")
        page.get_by_label("What do you call it?").fill("My laptop")
        page.get_by_role("button", name="Add it").click()
        page.wait_for_url(re.compile(r"/account/2fa/(?!webauthn/add)"))
        number = demo_house.find("SELECT id FROM mfa_authenticator WHERE type = 'webauthn'")[0][0]

        open_page(page, f"{at}/account/2fa/webauthn/reauthenticate/")
        found = in_every_light(page)
        page.goto(f"{at}/account/2fa/webauthn/reauthenticate/?next=/account/2fa/totp/activate/")
        page.get_by_role("button", name="Use my key").click()
        page.wait_for_url(f"{at}/account/2fa/totp/activate/")
        secret = page.locator("#authenticator_secret").input_value()
        page.locator("#id_code").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
        page.locator("#id_code").press("Enter")
        page.wait_for_url(re.compile("/2fa/(?!totp)"))
        keys = ("webauthn/", f"webauthn/keys/{number}/edit/", f"webauthn/keys/{number}/remove/")
        codes = ("recovery-codes/", "recovery-codes/generate/")
        for path in ("", *keys, *codes, "totp/deactivate/", "reauthenticate/"):
            open_page(page, f"{at}/account/2fa/{path}")
            found += in_every_light(page)

        page.context.clear_cookies()
        page.goto(f"{at}/account/login/")
        mails = len(demo_house.mails_to(email))
        page.get_by_label("Your e-mail address").fill(email)
        page.get_by_role("button", name="Send me a code").click()
        page.get_by_label("The code").fill(demo_house.code_for(email, after=mails))
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name="One more step")).to_be_visible()
        assert found + in_every_light(page) == []
