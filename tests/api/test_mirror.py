"""A program hands in an archive, asks how far it is, fetches what it shows, and deletes it."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from folkmoot.mirror.pages import reading
from folkmoot.mirror.pages.models import Look
from folkmoot.mirror.pages.rules import BY_PERSON
from folkmoot.mirror.pages.selectors import folder_of
from tests.api.program import V1, Program, problem, program_of
from tests.mirror.pages.looks import make_look
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mirror_folder(settings, tmp_path):
    settings.MIRROR_FOLDER = tmp_path / "mirror"
    return settings.MIRROR_FOLDER


def hand_in(program: Program, *files: bytes, **more):
    sent = {"archive": [SimpleUploadedFile("posts.csv", data) for data in files], **more}
    return program.client.post(f"{V1}/mirror/looks", sent, HTTP_AUTHORIZATION=f"Bearer {program.key}")


def test_from_an_archive_to_its_report_and_away_again(mirror_folder):
    program = program_of(make_person("ann"))
    begun = hand_in(program, b"text,at\nWho lends me a saw?,2025-01-01\n", b"text\nThank you!\n")
    assert begun.status_code == 201
    look = begun.json()
    assert (look["state"], look["place"], look["answer"], look["ends_at"]) == ("waiting", 1, None, None)
    assert problem(program.get(f"/mirror/looks/{look['id']}/report")) == (404, "not_found")

    reading.read_all_waiting()
    look = program.get(f"/mirror/looks/{look['id']}").json()
    assert (look["state"], look["posts"]) == ("ready", 2)
    assert look["answer"].endswith(".")
    assert look["ends_at"] is not None
    assert isinstance(program.get(f"/mirror/looks/{look['id']}/report").json(), dict)

    kept = program.post(f"/mirror/looks/{look['id']}/keep").json()
    assert kept["kept_at"] is not None
    assert kept["ends_at"] is None
    assert [item["id"] for item in program.get("/mirror/looks").json()["items"]] == [look["id"]]

    assert program.delete(f"/mirror/looks/{look['id']}").status_code == 204
    assert program.get("/mirror/looks").json()["items"] == []
    assert list(mirror_folder.iterdir()) == []


def test_what_is_refused_says_why_and_leaves_nothing(settings, mirror_folder):
    ann = make_person("ann")
    program = program_of(ann)
    assert problem(hand_in(program)) == (422, "not_valid")
    assert problem(hand_in(program, b"")) == (422, "not_valid")
    settings.MIRROR_UPLOAD_MAX = 100
    assert problem(hand_in(program, b"x" * 200)) == (413, "too_large")
    settings.MIRROR_UPLOAD_MAX = 1 << 30
    assert list(mirror_folder.iterdir()) == []
    make_look(ann, "running")
    assert problem(hand_in(program, b"text\nHello\n")) == (409, "not_now")


def test_a_person_has_one_budget_on_pages_and_here():
    program = program_of(make_person("ann"))
    for _ in range(BY_PERSON.amount):
        assert hand_in(program, b"text\nHello\n").status_code == 201
        Look.objects.all().delete()
    assert problem(hand_in(program, b"text\nHello\n")) == (429, "too_often")


def test_a_key_for_reading_hands_in_nothing():
    program = program_of(make_person("ann"), "read")
    assert hand_in(program, b"text\nHello\n").status_code == 403
    assert not Look.objects.exists()


def test_leaders_put_their_tribe_before_the_mirror(cast):
    look = program_of(cast.leader).post(f"/tribes/{cast.tribe.slug}/mirror").json()
    assert look["tribe"] == cast.tribe.slug
    assert program_of(cast.member).get(f"/mirror/looks/{look['id']}").status_code == 404
    assert json.loads((folder_of(Look.objects.get()).path / "job.json").read_text()) == {"show_people": True}
