"""Everything that is kept about oneself over the API."""

import json

import pytest
from django.utils import timezone

from folkmoot.site import export
from tests.api.program import problem, program_of
from tests.api.world import make_world

pytestmark = pytest.mark.django_db


def sections(answer) -> dict:
    return json.loads(answer.getvalue())


def test_a_program_is_given_what_the_page_gives():
    world = make_world()
    member = world.cast.member
    answer = program_of(member, "read").get("/me/export")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert "no-store" in answer["Cache-Control"]
    given = sections(answer)
    with export.as_json(member, timezone.now()) as file:
        page = json.load(file)
    for part in (given, page):
        part["people"].pop("keys_for_programs")  # whose use is noted
    assert given == page
    assert [post["text"] for post in given["talk"]["posts"]] == ["Who has a ladder?"]


def test_a_key_that_may_not_read_is_given_nothing():
    world = make_world()
    assert problem(program_of(world.cast.member, "talk").get("/me/export")) == (403, "key_may_not")


def test_page_and_program_share_one_budget(client):
    world = make_world()
    client.force_login(world.cast.member)
    assert [client.post("/settings/export/").status_code for _ in range(5)] == [200] * 5
    member = program_of(world.cast.member)
    assert member.get("/me/export").status_code == 200
    refused = member.get("/me/export")
    assert problem(refused) == (429, "too_often")
    assert int(refused["Retry-After"]) > 0
