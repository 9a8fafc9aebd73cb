"""Signing up and in: by a code, without telling strangers who is here, and not too often."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache

from folkmoot.people.adapter import SIGNUP_KEY
from folkmoot.people.forms import SignUpForm
from folkmoot.people.models import Person
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db
CODE = re.compile(r"^ {4}([A-Z]{4}-[A-Z]{4})$", re.MULTILINE)


@pytest.fixture(autouse=True)
def fresh(settings):
    settings.SIGNUP_OPEN = False
    cache.clear()


def someone(name: str = "ann") -> Person:
    person = make_person(name)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def let_in(client) -> None:
    session = client.session
    session[SIGNUP_KEY] = True
    session.save()


def code_from(message) -> str:
    return CODE.search(message.body)[1]


def sign_in(client, person: Person, **more) -> None:
    client.post("/account/login/", {"login": person.email, **more})
    client.post("/account/login/code/confirm/", {"code": code_from(mail.outbox[-1]), **more})


def who(client) -> str | None:
    return client.session.get("_auth_user_id")


def test_nobody_makes_an_account_without_being_let_in(client):
    answer = client.get("/account/signup/")
    assert "by invitation" in answer.content.decode()
    client.post("/account/signup/", {"display_name": "Ann", "email": "ann@example.org"})
    assert not Person.objects.exists()


def test_a_server_may_take_everyone(client, settings):
    settings.SIGNUP_OPEN = True
    assert 'name="display_name"' in client.get("/account/signup/").content.decode()


def test_signing_up_asks_for_a_code_and_then_lets_in_and_on(client):
    let_in(client)
    form = client.get("/account/signup/?next=/tribes/").content.decode()
    assert "js/zone.js" in form
    answer = client.post(
        "/account/signup/",
        {"display_name": "Zoë  Ångström", "email": "Zoe@Example.org", "time_zone": "Europe/Oslo", "next": "/tribes/"},
    )
    assert answer["Location"].startswith("/account/confirm-email/")
    zoe = Person.objects.get()
    assert (zoe.name, zoe.display_name, zoe.email) == ("zoe_angstrom", "Zoë Ångström", "zoe@example.org")
    assert (zoe.time_zone, zoe.is_steward, zoe.has_usable_password()) == ("Europe/Oslo", False, False)
    assert who(client) is None
    answer = client.post("/account/confirm-email/", {"code": code_from(mail.outbox[0])})
    assert answer["Location"] == "/tribes/"
    assert who(client) == str(zoe.pk)
    assert EmailAddress.objects.get().verified


def test_an_invitation_makes_one_account_not_many(client):
    let_in(client)
    client.post("/account/signup/", {"display_name": "Ann", "email": "ann@example.org"})
    client.post("/account/logout/")
    assert "by invitation" in client.get("/account/signup/").content.decode()


def test_a_wrong_code_lets_nobody_in_and_three_of_them_end_it(client):
    ann = someone()
    client.post("/account/login/", {"login": ann.email})
    good = code_from(mail.outbox[0])
    wrong = [client.post("/account/login/code/confirm/", {"code": "BBBB-BBBB"}) for _ in range(3)]
    assert "This is not the code. Take it from the newest mail" in wrong[0].text
    client.post("/account/login/code/confirm/", {"code": good})
    assert who(client) is None


def test_a_code_lets_in_once(client):
    ann = someone()
    sign_in(client, ann)
    assert who(client) == str(ann.pk)
    code = code_from(mail.outbox[0])
    client.post("/account/logout/")
    client.post("/account/login/code/confirm/", {"code": code})
    assert who(client) is None


def test_signing_in_gives_the_session_a_new_key(client):
    ann = someone()
    client.post("/account/login/", {"login": ann.email})
    before = client.session.session_key
    client.post("/account/login/code/confirm/", {"code": code_from(mail.outbox[0])})
    assert client.session.session_key != before


def test_two_people_of_one_name_get_handles_of_their_own(client):
    make_person("ann")
    let_in(client)
    client.post("/account/signup/", {"display_name": "Ann", "email": "other@example.org"})
    assert Person.objects.get(email="other@example.org").name == "ann_2"


def test_a_handle_that_is_taken_in_the_same_moment_gets_a_number(client, monkeypatch):
    from folkmoot.people import selectors

    make_person("ann")
    answers = iter(["ann", "ann", "ann_7"])  # as if 'ann' had been free when it was looked up
    monkeypatch.setattr(selectors, "free_name", lambda wanted: next(answers))
    let_in(client)
    client.post("/account/signup/", {"display_name": "Ann", "email": "other@example.org"})
    assert Person.objects.get(email="other@example.org").name == "ann_7"


@pytest.mark.parametrize("name", ["", "   ", "–––", "A\u200bnn", "x" * 61, "Ann\0"])
def test_a_name_that_cannot_be_used_is_refused_with_a_sentence(client, name):
    let_in(client)
    answer = client.post("/account/signup/", {"display_name": name, "email": "ann@example.org"})
    assert 'class="errorlist' in answer.content.decode()
    assert not Person.objects.exists()


# --- strangers learn nothing -----------------------------------------------------------------------------------------


def looks_of(answer, address: str) -> tuple:
    """What can be told from an answer, without what differs for everybody."""
    words = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken": "[^"]*"', "", answer.content.decode())
    return answer.status_code, answer.headers.get("Location"), words.replace(address, "ADDRESS")


def test_asking_for_a_code_tells_nobody_who_is_here(client, django_user_model):
    someone()
    looks = []
    for address in ("ann@example.org", "nobody@example.org"):
        visitor = type(client)()
        first = visitor.post("/account/login/", {"login": address})
        second = visitor.get(first["Location"])
        third = visitor.post(first["Location"], {"code": "BBBB-BBBB"})
        looks.append([looks_of(answer, address) for answer in (first, second, third)])
    assert looks[0] == looks[1]
    assert [message.to for message in mail.outbox] == [["ann@example.org"], ["nobody@example.org"]]
    assert "There is no account with it here" in mail.outbox[1].body


def test_signing_up_tells_nobody_who_is_here(client):
    someone()
    looks = []
    for address in ("ann@example.org", "nobody@example.org"):
        visitor = type(client)()
        let_in(visitor)
        first = visitor.post("/account/signup/", {"display_name": "Ann", "email": address})
        second = visitor.get(first["Location"])
        third = visitor.post(first["Location"], {"code": "BBBB-BBBB"})
        looks.append([looks_of(answer, address) for answer in (first, second, third)])
    assert looks[0] == looks[1]
    assert Person.objects.filter(email="ann@example.org").count() == 1
    assert "You have one already" in mail.outbox[0].body


def test_an_address_that_is_taken_in_the_same_moment_is_answered_as_one_that_was_there(client, monkeypatch):
    make_person("ann")
    monkeypatch.setattr(SignUpForm, "validate_unique_email", lambda form, value: value)  # as if it had been free
    let_in(client)
    answer = client.post("/account/signup/", {"display_name": "Ann", "email": "ann@example.org"})
    assert answer["Location"].startswith("/account/confirm-email/")
    assert Person.objects.count() == 1
    assert "You have one already" in mail.outbox[0].body


# --- not too often ---------------------------------------------------------------------------------------------------


def test_one_address_gets_three_codes_a_minute_wherever_they_are_asked_for(client):
    ann = someone()
    for number in range(6):
        type(client)().post("/account/login/", {"login": ann.email}, REMOTE_ADDR=f"198.51.100.{number}")
    assert len(mail.outbox) == 3


def test_one_visitor_asks_for_twenty_codes_a_minute_at_most(client):
    for number in range(25):
        type(client)().post("/account/login/", {"login": f"nobody{number}@example.org"}, REMOTE_ADDR="198.51.100.1")
    assert len(mail.outbox) == 20
    type(client)().post("/account/login/", {"login": "nobody@example.org"}, REMOTE_ADDR="198.51.100.2")
    assert len(mail.outbox) == 21


def test_a_visitor_who_is_too_fast_is_told_so_and_when_to_come_back(client):
    for _ in range(30):
        client.post("/account/login/", {"login": "x"})
    answer = client.post("/account/login/", {"login": "x"})
    assert answer.status_code == 429
    assert answer["Retry-After"] == "60"
    assert "a little fast" in answer.content.decode()


def test_behind_a_proxy_each_visitor_has_a_budget_of_their_own(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for _ in range(31):
        client.post("/account/login/", {"login": "x"}, headers={"X-Forwarded-For": "203.0.113.1"})
    fast = client.post("/account/login/", {"login": "x"}, headers={"X-Forwarded-For": "9.9.9.9, 203.0.113.1"})
    other = client.post("/account/login/", {"login": "x"}, headers={"X-Forwarded-For": "203.0.113.2"})
    assert (fast.status_code, other.status_code) == (429, 200)


def test_what_is_counted_is_not_thrown_away_by_what_comes_after():
    for number in range(400):
        cache.set(f"limit:{number}", [number], 60)
    assert all(cache.get(f"limit:{number}") == [number] for number in range(400))


# --- where one comes out ---------------------------------------------------------------------------------------------

ELSEWHERE = ["https://evil.example/", "//evil.example", "/\\evil.example", "http:evil.example", "javascript:alert(1)"]


@pytest.mark.parametrize("there", ELSEWHERE)
def test_signing_in_leads_to_no_other_site(client, there):
    ann = someone()
    client.post("/account/login/", {"login": ann.email, "next": there})
    answer = client.post("/account/login/code/confirm/", {"code": code_from(mail.outbox[-1]), "next": there})
    assert answer["Location"] == "/"


@pytest.mark.parametrize("there", ELSEWHERE)
def test_signing_up_signing_out_and_changing_the_theme_lead_to_no_other_site(client, there):
    let_in(client)
    client.post("/account/signup/", {"display_name": "Ann", "email": "ann@example.org", "next": there})
    assert client.post("/account/confirm-email/", {"code": code_from(mail.outbox[0])})["Location"] == "/"
    assert client.post("/theme/", {"theme": "dark", "next": there})["Location"] == "/"
    assert client.post("/account/logout/", {"next": there})["Location"] == "/"


def test_signing_in_leads_on_to_the_page_one_came_for(client):
    sign_in(client, someone(), next="/permissions/")
    assert client.get("/account/login/?next=/settings/tokens/")["Location"] == "/settings/tokens/"


# --- sessions --------------------------------------------------------------------------------------------------------


def test_sessions_are_listed_and_the_others_can_be_ended(client):
    ann = someone()
    other = type(client)(headers={"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/130.0"})
    sign_in(other, ann)
    sign_in(client, ann)
    assert "Firefox, Linux" in client.get("/account/sessions/").content.decode()
    client.post("/account/sessions/")
    assert who(client) == str(ann.pk)
    assert other.get("/settings/").status_code == 302
    assert UserSession.objects.count() == 1


def test_one_browser_can_be_signed_out_by_itself(client):
    ann = someone()
    other, third = type(client)(), type(client)()
    sign_in(other, ann)
    sign_in(third, ann)
    cache.clear()
    sign_in(client, ann)
    session = UserSession.objects.get(session_key=other.session.session_key)
    assert f"/settings/sessions/{session.pk}/end/" in client.get("/account/sessions/").content.decode()
    answer = client.post(f"/settings/sessions/{session.pk}/end/", follow=True)
    assert "That browser is signed out" in answer.content.decode()
    assert other.get("/settings/").status_code == 302
    assert third.get("/settings/").status_code == 200


def test_nobody_signs_out_another_person(client):
    other = type(client)()
    sign_in(other, someone())
    sign_in(client, someone("ben"))
    client.post(f"/settings/sessions/{UserSession.objects.get(user__name='ann').pk}/end/")
    assert other.get("/settings/").status_code == 200


def test_a_closed_account_cannot_sign_in(client):
    ann = someone()
    Person.objects.update(is_active=False)
    client.post("/account/login/", {"login": ann.email})
    if mail.outbox and CODE.search(mail.outbox[0].body):
        client.post("/account/login/code/confirm/", {"code": code_from(mail.outbox[0])})
    assert who(client) is None


# --- addresses -------------------------------------------------------------------------------------------------------


def add_address(client, address: str):
    cache.clear()
    answer = client.post("/account/email/", {"email": address, "action_add": ""})
    assert answer["Location"].startswith("/account/confirm-email/")
    return client.post("/account/confirm-email/", {"code": code_from(mail.outbox[-1])})


def test_another_address_is_proved_by_a_code_and_made_the_main_one(client):
    ann = someone()
    sign_in(client, ann)
    add_address(client, "ann@elsewhere.example")
    client.post("/account/email/", {"email": "ann@elsewhere.example", "action_primary": ""})
    ann.refresh_from_db()
    assert ann.email == "ann@elsewhere.example"
    assert EmailAddress.objects.get(primary=True).email == "ann@elsewhere.example"


def test_an_address_that_somebody_else_claimed_without_proof_breaks_nothing(client):
    stranger = type(client)()
    let_in(stranger)
    stranger.post("/account/signup/", {"display_name": "Stranger", "email": "ann@elsewhere.example"})
    sign_in(client, someone())
    answer = add_address(client, "ann@elsewhere.example")
    assert answer.status_code in {200, 302}
    answer = client.post("/account/email/", {"email": "ann@elsewhere.example", "action_primary": ""})
    assert answer.status_code == 302
    assert sorted(Person.objects.values_list("email", flat=True)) == ["ann@elsewhere.example", "ann@example.org"]
