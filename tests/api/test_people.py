"""Oneself and others over the API."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.api.program import V1, problem, program_of
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pictures_in_a_folder_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def png(side: int = 40) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (side, side), "teal").save(out, "PNG")
    return out.getvalue()


def test_i_read_what_i_say_of_myself_and_what_my_key_may_do(cast):
    me = program_of(cast.member, "read", "talk").get("/me").json()
    assert me["id"] == str(cast.member.pk)
    assert me["handle"] == "member@localhost"
    assert me["email"] == "member@example.org"
    assert me["joined_at"].endswith("Z")
    assert me["key"] == {"label": "a test", "scopes": ["read", "talk"], "until": None}


def test_i_change_what_i_say_and_the_rest_stays(cast):
    member = program_of(cast.member)
    changed = member.patch("/me", {"about": "I mend *pumps*.", "time_zone": "Europe/Berlin"}).json()
    assert changed["name"] == "Member"
    assert changed["about_html"] == "<p>I mend <em>pumps</em>.</p>\n"
    again = member.patch("/me", {"name": "  Mem   Ber ", "can_help_with": "Pumps"}).json()
    assert (again["name"], again["about"], again["time_zone"]) == ("Mem Ber", "I mend *pumps*.", "Europe/Berlin")


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"name": "x" * 61}, "body.name"),
        ({"name": ""}, "body.name"),
        ({"name": "…"}, "body.name"),
        ({"name": "Ann\u202e"}, "body.name"),
        ({"about": "x" * 2001}, "body.about"),
        ({"time_zone": "Mars/Olympus"}, "body.time_zone"),
        ({"email": "other@example.org"}, "body.email"),
    ],
)
def test_what_the_page_refuses_is_refused_here_with_the_part_named(cast, change, where):
    member = program_of(cast.member)
    answer = member.patch("/me", change)
    assert problem(answer) == (422, "not_valid")
    assert answer.json()["error"]["where"] == where
    assert member.get("/me").json()["name"] == "Member"


def test_a_picture_is_set_and_removed(cast, client):
    key = program_of(cast.member).key
    sent = {"picture": SimpleUploadedFile("me.png", png(), "image/png")}
    answer = client.post(f"{V1}/me/picture", sent, HTTP_AUTHORIZATION=f"Bearer {key}")
    assert answer.status_code == 200
    assert answer.json()["picture"].startswith("/pictures/")
    assert program_of(cast.member).delete("/me/picture").json()["picture"] is None


@pytest.mark.parametrize("content", [b"", b"GIF89a", png()[:60], b"<svg/>"])
def test_what_is_no_picture_is_told_so(cast, client, content):
    key = program_of(cast.member).key
    sent = {"picture": SimpleUploadedFile("me.png", content, "image/png")}
    answer = client.post(f"{V1}/me/picture", sent, HTTP_AUTHORIZATION=f"Bearer {key}")
    assert problem(answer) == (422, "not_valid")
    assert answer.json()["error"]["where"] == "body.picture"


def test_a_form_that_is_cut_short_is_told_so(cast, client):
    answer = client.generic(
        "POST",
        f"{V1}/me/picture",
        b"--x\r\nContent-Disp",
        content_type="multipart/form-data; boundary=" + "x" * 300,
        HTTP_AUTHORIZATION=f"Bearer {program_of(cast.member).key}",
    )
    assert problem(answer) == (400, "not_readable")


def test_others_do_not_learn_my_address(cast):
    other = program_of(cast.outsider).get("/people/member").json()
    assert "email" not in other and other["name"] == "Member"


def test_a_handle_may_be_written_in_full_and_in_capitals(cast):
    outsider = program_of(cast.outsider)
    found = {outsider.get(f"/people/{handle}").content for handle in ("member", "Member", "member@localhost")}
    assert len(found) == 1


def test_somebody_who_is_not_active_is_not_there(cast):
    make_person("gone", is_active=False)
    assert problem(program_of(cast.member).get("/people/gone")) == (404, "not_found")
    assert problem(program_of(cast.member).get("/people/member@other.example")) == (404, "not_found")
