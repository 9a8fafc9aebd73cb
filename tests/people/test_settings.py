"""What somebody sets about themselves: profile, picture, keys for programs; and mail that is shown."""

import io
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import send_mail
from django.utils import timezone
from PIL import Image

from folkmoot.people import selectors, services
from folkmoot.people.models import ApiToken, Person
from folkmoot.people.services import TokenError
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db
NEW = {"display_name": "Ann Other", "about": "I **sing**.", "can_help_with": "Soup", "time_zone": "Europe/Oslo"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "pictures"
    settings.MAIL_FOLDER = tmp_path / "mail"
    return settings.MEDIA_ROOT


@pytest.fixture
def ann(client) -> Person:
    person = make_person("ann")
    client.force_login(person)
    return person


def photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), (29, 79, 110)).save(out, "JPEG")
    return SimpleUploadedFile("me.jpg", out.getvalue(), "image/jpeg")


# --- profile ---------------------------------------------------------------------------------------------------------


def test_settings_are_for_people_who_are_signed_in(client):
    for path in ("/settings/", "/settings/profile/", "/settings/tokens/"):
        assert client.get(path)["Location"] == f"/account/login/?next={path}"
    for path in ("/settings/tokens/make/", "/settings/tokens/1/revoke/"):
        assert client.post(path)["Location"] == f"/account/login/?next={path}"


def test_the_overview_leads_to_everything_that_can_be_set(client, ann):
    page = client.get("/settings/").content.decode()
    for path in ("profile/", "topics/", "tokens/"):
        assert f'href="/settings/{path}"' in page
    for path in ("/permissions/", "/account/email/", "/account/2fa/", "/account/sessions/"):
        assert f'href="{path}"' in page
    assert "ann@localhost" in page


def test_a_profile_is_changed_and_what_is_said_in_it_made_safe(client, ann):
    said = "I **sing**. <script>alert(1)</script> [x](javascript:alert(1))"
    answer = client.post("/settings/profile/", {**NEW, "about": said})
    assert answer["Location"] == "/settings/profile/"
    ann.refresh_from_db()
    assert (ann.name, ann.display_name, ann.can_help_with, ann.time_zone) == ("ann", "Ann Other", "Soup", "Europe/Oslo")
    assert "<strong>sing</strong>" in ann.about_html
    assert "<script>" not in ann.about_html
    assert 'href="javascript' not in ann.about_html


def test_only_what_the_form_asks_can_be_changed(client, ann):
    client.post(
        "/settings/profile/", {**NEW, "name": "mara", "email": "x@example.org", "is_steward": "on", "host": "x"}
    )
    ann.refresh_from_db()
    assert (ann.name, ann.email, ann.is_steward, ann.host) == ("ann", "ann@example.org", False, "")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"display_name": ""}, "This field is required"),
        ({"display_name": "Ann\u202e"}, "cannot be seen"),
        ({"about": "x" * 2001}, "at most 2000"),
        ({"can_help_with": "x" * 501}, "at most 500"),
        ({"time_zone": "Middle/Earth"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_saved_is_said_and_nothing_changes(client, ann, wrong, sentence):
    answer = client.post("/settings/profile/", {**NEW, **wrong})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    ann.refresh_from_db()
    assert (ann.display_name, ann.about) == ("Ann", "")


def test_a_picture_is_put_up_changed_and_taken_down(client, ann, folder):
    client.post("/settings/profile/", {**NEW, "picture": photo()})
    ann.refresh_from_db()
    first = ann.picture
    assert f'src="/pictures/{first}"' in client.get("/settings/profile/").content.decode()
    client.post("/settings/profile/", {**NEW, "display_name": "Ann Third"})
    ann.refresh_from_db()
    assert (ann.picture, ann.display_name) == (first, "Ann Third")
    client.post("/settings/profile/", {**NEW, "remove_picture": "1"})
    ann.refresh_from_db()
    assert ann.picture == ""
    assert list(folder.iterdir()) == []


def test_a_file_that_is_no_picture_is_said_at_its_field_and_nothing_is_saved(client, ann, folder):
    answer = client.post("/settings/profile/", {**NEW, "picture": SimpleUploadedFile("me.jpg", b"GIF89a nonsense")})
    assert answer.status_code == 422
    assert "choose another file" in answer.content.decode() or "not a picture" in answer.content.decode()
    ann.refresh_from_db()
    assert (ann.display_name, ann.picture) == ("Ann", "")
    assert not folder.exists()


def test_times_are_shown_as_ones_own_clock_has_them(client, ann):
    Person.objects.update(time_zone="Pacific/Kiritimati")
    services.make_token(ann, "calendar", ["read"], timezone.now().replace(year=2040, month=1, day=1, hour=20, minute=0))
    assert "2 January 2040" in client.get("/settings/tokens/").content.decode()


# --- keys for programs -----------------------------------------------------------------------------------------------


def test_a_key_is_shown_once_and_only_its_digest_kept(client, ann):
    answer = client.post("/settings/tokens/make/", {"label": " my  phone ", "scopes": ["read", "talk"]})
    page = answer.content.decode()
    key = page.split('id="key" value="')[1].split('"')[0]
    token = ApiToken.objects.get()
    assert (token.label, token.scopes, token.until) == ("my phone", ["read", "talk"], None)
    assert len(token.digest) == 64
    assert key not in json.dumps(list(ApiToken.objects.values()), default=str)
    assert "no-store" in answer["Cache-Control"]
    assert key not in client.get("/settings/tokens/").content.decode()
    assert selectors.person_of_token(key, timezone.now()) == (ann, token)
    assert key not in json.dumps(dict(client.session))


def test_a_key_works_until_the_end_of_its_last_day_on_ones_own_clock(client, ann):
    Person.objects.update(time_zone="Asia/Tokyo")
    client.post("/settings/tokens/make/", {"label": "phone", "scopes": ["read"], "until": "2040-05-01"})
    until = ApiToken.objects.get().until
    assert until.isoformat() == "2040-05-01T14:59:59+00:00"
    _, key = services.make_token(ann, "short", ["read"], timezone.now() + timedelta(minutes=1))
    assert selectors.person_of_token(key, timezone.now()) is not None
    assert selectors.person_of_token(key, timezone.now() + timedelta(minutes=2)) is None


def test_a_revoked_key_opens_nothing_any_more(client, ann):
    token, key = services.make_token(ann, "phone", ["read"], None)
    answer = client.post(f"/settings/tokens/{token.pk}/revoke/", follow=True)
    assert "opens nothing any more" in answer.content.decode()
    assert selectors.person_of_token(key, timezone.now()) is None


def test_nobody_revokes_another_persons_key(client, ann):
    token, key = services.make_token(make_person("ben"), "Ben’s pump", ["read"], None)
    answer = client.post(f"/settings/tokens/{token.pk}/revoke/", follow=True)
    assert "You have no such key" in answer.content.decode()
    assert selectors.person_of_token(key, timezone.now()) is not None
    assert "Ben’s pump" not in client.get("/settings/tokens/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"label": ""}, "This field is required"),
        ({"label": "x" * 61}, "at most 60"),
        ({"scopes": []}, "at least one thing"),
        ({"scopes": ["everything"]}, "not one of the available choices"),
        ({"until": "2020-01-01"}, "ended already"),
        ({"until": "soon"}, "valid date"),
        ({"until": "9999-12-31"}, "too far away"),
    ],
)
def test_a_key_that_cannot_be_made_is_refused_with_a_sentence(client, ann, wrong, sentence):
    Person.objects.update(time_zone="America/New_York")
    answer = client.post("/settings/tokens/make/", {"label": "phone", "scopes": ["read"], **wrong})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_there_is_an_end_to_how_many_keys_one_has(ann):
    for number in range(services.TOKENS_AT_MOST):
        token, _ = services.make_token(ann, f"key {number}", ["read"], None)
    with pytest.raises(TokenError, match="revoke one"):
        services.make_token(ann, "one more", ["read"], None)
    services.revoke_token(ann, token.pk)
    services.make_token(ann, "one more", ["read"], None)


def test_whoever_makes_keys_too_fast_is_told_to_wait(client, ann):
    for number in range(10):
        client.post("/settings/tokens/make/", {"label": f"key {number}", "scopes": ["read"]})
    answer = client.post("/settings/tokens/make/", {"label": "one more", "scopes": ["read"]})
    assert answer.status_code == 429
    assert answer["Retry-After"] == "360"
    assert "many keys" in answer.content.decode()


def test_that_a_key_was_used_is_written_once_an_hour(ann, django_assert_num_queries):
    token, _ = services.make_token(ann, "phone", ["read"], None)
    now = timezone.now()
    services.note_token_use(token, now)
    token.refresh_from_db()
    assert token.used_at == now
    with django_assert_num_queries(0):
        services.note_token_use(token, now + timedelta(minutes=59))
    services.note_token_use(token, now + timedelta(hours=1))
    token.refresh_from_db()
    assert token.used_at == now + timedelta(hours=1)


def test_the_list_of_keys_costs_the_same_however_many_there_are(client, ann, django_assert_num_queries):
    services.make_token(ann, "first", ["read"], None)
    client.get("/settings/tokens/")
    with django_assert_num_queries(4):
        client.get("/settings/tokens/")
    for number in range(9):
        services.make_token(ann, f"key {number}", ["read"], None)
    with django_assert_num_queries(4):
        client.get("/settings/tokens/")


# --- mail in development ---------------------------------------------------------------------------------------------


@pytest.fixture
def shown(settings):
    settings.EMAIL_BACKEND = "folkmoot.people.mail.ShownMailBackend"
    settings.MAIL_IS_SHOWN = True


def test_mail_is_shown_newest_first_with_its_links_to_click(client, shown):
    send_mail("First", "Come: http://127.0.0.1:8000/i/abc/\nor not", None, ["ann@example.org"])
    send_mail("Second <b>", "<script>alert(1)</script>", None, ["ben@example.org"])
    page = client.get("/mail/").content.decode()
    assert page.index("Second &lt;b&gt;") < page.index("First")
    assert '<a href="http://127.0.0.1:8000/i/abc/"' in page
    assert "<script>alert" not in page
    assert "ann@example.org" in page


def test_a_mail_that_was_cut_short_does_not_hide_the_others(client, shown, settings):
    send_mail("First", "Hello", None, ["ann@example.org"])
    (settings.MAIL_FOLDER / "9.json").write_text('{"to": ["x"')
    (settings.MAIL_FOLDER / "notes.json").write_text("{}")
    assert "First" in client.get("/mail/").content.decode()


def test_mail_is_kept_from_other_people_of_the_machine(client, shown, settings):
    send_mail("First", "Hello", None, ["ann@example.org"])
    assert settings.MAIL_FOLDER.stat().st_mode & 0o077 == 0
