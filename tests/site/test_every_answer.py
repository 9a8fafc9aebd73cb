"""What every answer carries, and what no page has to think of: headers, cookies, nonsense in addresses, health."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as configured
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from folkmoot.people.models import Person
from folkmoot.site import selectors
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db

FOR_VISITORS = [
    "/", "/account/login/", "/account/login/code/", "/account/signup/", "/healthz", "/robots.txt", "/mail/",
    "/styleguide/", "/nowhere/", "/settings/", "/static/folkmoot/css/tokens.css",
]  # fmt: skip
FOR_PEOPLE = [
    "/", "/settings/", "/settings/profile/", "/settings/tokens/", "/account/email/", "/account/2fa/",
    "/account/2fa/webauthn/", "/account/2fa/webauthn/add/", "/account/2fa/totp/activate/", "/account/sessions/",
    "/account/logout/", "/nowhere/",
]  # fmt: skip


@pytest.fixture
def ann(client) -> Person:
    person = make_person("ann")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    client.force_login(person)
    return person


def assert_safe(answer) -> None:
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    if answer["Content-Type"].startswith("text/html"):
        assert answer["X-Frame-Options"] == "DENY"
        page = answer.content.decode()
        assert not re.search(r"<style|<[^>]* style=|<[^>]* on[a-z]+=", page)
        for script in re.findall(r"<script[^>]*>", page):
            assert " src=" in script or 'type="application/json"' in script


@pytest.mark.parametrize("path", FOR_VISITORS)
def test_every_answer_to_a_visitor_forbids_what_a_page_does_not_need(client, path):
    assert_safe(client.get(path))


@pytest.mark.parametrize("path", FOR_PEOPLE)
def test_every_answer_to_somebody_signed_in_forbids_what_a_page_does_not_need(client, ann, path):
    assert_safe(client.get(path))


def test_an_error_of_ours_is_a_page_as_safe_as_the_others(client, monkeypatch):
    from folkmoot.site import views

    def broken(*_args) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(views.people, "server_is_empty", broken)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert_safe(answer)
    page = answer.content.decode()
    assert "Something broke on our side" in page
    assert "secret detail" not in page


def test_a_form_without_its_secret_is_refused_with_a_page(ann):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(ann)
    answer = careful.post("/theme/", {"theme": "dark"})
    assert answer.status_code == 403
    assert "This page had grown old" in answer.content.decode()
    assert_safe(answer)


def test_cookies_are_out_of_reach_for_scripts_and_other_sites(client):
    client.get("/start/")
    answers = {"display_name": "Mara", "email": "mara@example.org", "tribe_name": "Choir", "idea": "We sing."}
    client.post("/start/", answers)
    client.post("/theme/", {"theme": "dark"})
    assert {"sessionid", "csrftoken", "theme"} <= set(client.cookies)
    for name, cookie in client.cookies.items():
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name


def test_over_https_cookies_never_travel_in_the_clear():
    import os
    import subprocess
    import sys

    asked = "from django.conf import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.DEBUG,"
    asked += " s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0, s.MAIL_IS_SHOWN, s.DEMO_ALLOWED)"
    environment = {**os.environ, "FOLKMOOT_MODE": "production", "FOLKMOOT_HOST": "moot.example"}
    environment["DJANGO_SETTINGS_MODULE"] = "folkmoot.site.settings"
    told = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["True", "True", "False", "True", "True", "False", "False"]


def test_the_order_of_what_a_request_passes_through():
    order = [name.rsplit(".", 1)[1] for name in configured.MIDDLEWARE]
    must = [
        "SecurityMiddleware", "CSPMiddleware", "WhiteNoiseMiddleware", "RequestLog", "SessionMiddleware",
        "CommonMiddleware", "CsrfViewMiddleware", "AuthenticationMiddleware", "MessageMiddleware",
        "XFrameOptionsMiddleware", "AccountMiddleware", "Sane",
    ]  # fmt: skip
    assert [name for name in order if name in must] == must


# --- nonsense --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [2**63, 10**30, "9" * 5000])
def test_an_id_that_no_row_can_have_is_not_found(client, ann, number):
    assert client.post(f"/settings/tokens/{number}/revoke/").status_code == 404


def test_the_largest_id_is_looked_for_and_not_found(client, ann):
    assert client.post(f"/settings/tokens/{2**63 - 1}/revoke/")["Location"] == "/settings/tokens/"


@pytest.mark.parametrize("path", ["/people/a%00b/", "/t/%00/", "/?next=%00", "/%ff%fe/", "/people/%ff/"])
def test_text_that_no_database_takes_is_not_found(client, ann, path):
    assert client.get(path).status_code in ({200, 404} if path.startswith("/?") else {404})


def test_more_than_any_page_takes_is_refused_before_it_is_read(client, ann):
    answer = client.generic("POST", "/settings/profile/", b"", CONTENT_LENGTH=str(11 * 1024 * 1024))
    assert answer.status_code == 413
    assert "more than 10" in answer.content.decode()
    assert_safe(answer)


# --- small things ----------------------------------------------------------------------------------------------------


def test_the_theme_is_kept_until_it_is_taken_back(client):
    make_person("ann")
    assert client.post("/theme/", {"theme": "dark", "next": "/account/login/"})["Location"] == "/account/login/"
    assert '<html lang="en" data-theme="dark">' in client.get("/").content.decode()
    client.post("/theme/", {"theme": "device"})
    assert '<html lang="en" data-theme="">' in client.get("/").content.decode()
    client.post("/theme/", {"theme": '"><script>'})
    assert '<html lang="en" data-theme="">' in client.get("/").content.decode()
    assert client.get("/theme/").status_code == 405


def test_the_server_says_that_it_is_well_without_naming_anything(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ok", "text/plain")
    assert "no-store" in answer["Cache-Control"]


def test_being_well_costs_one_statement(client, django_assert_num_queries):
    client.get("/healthz")
    with django_assert_num_queries(1):
        client.get("/healthz")


def test_a_server_whose_database_lacks_a_migration_is_not_well(client, monkeypatch):
    monkeypatch.setattr(selectors, "_migrated", False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'talk'")
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"migrations")


def test_a_server_whose_database_does_not_answer_is_not_well(client, monkeypatch):
    def silent(*_args) -> None:
        raise OperationalError("could not connect as folkmoot:secret@db")

    monkeypatch.setattr(connection, "cursor", silent)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"database")


def test_what_is_only_for_development_is_not_there_in_production(client, settings):
    assert client.get("/styleguide/").status_code == 200
    assert client.get("/mail/").status_code == 200
    settings.PRODUCTION, settings.MAIL_IS_SHOWN = True, False
    assert client.get("/styleguide/").status_code == 404
    assert client.get("/mail/").status_code == 404


def test_search_engines_are_told_what_is_not_theirs(client):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain"
    assert b"Disallow: /settings/\n" in answer.content


def test_the_icon_is_found_by_those_who_guess(client):
    assert client.get("/favicon.ico")["Location"] == "/static/folkmoot/icons/mark.svg"


def test_there_is_no_page_about_passwords(client, ann):
    for page in ("change", "set", "reset"):
        assert client.get(f"/account/password/{page}/").status_code == 404
    assert reverse("account_login") == "/account/login/"
