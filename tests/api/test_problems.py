"""Whatever goes wrong, a program reads one shape, and a status that says whose turn it is."""

import json

import pytest

from folkmoot.people import rules
from folkmoot.people.models import ApiToken
from folkmoot.site.api import document
from tests.api.program import V1, Program, problem, program_of

pytestmark = pytest.mark.django_db


def test_what_is_not_there_is_404_in_json(cast, client):
    ann = program_of(cast.member)
    for path in ("/nothing", "/posts/1", f"/posts/{2**63 - 1}", f"/posts/{2**63}", f"/posts/{'9' * 400}", "/posts/x"):
        assert problem(ann.get(path)) == (404, "not_found"), path
    for path in ("/people/nobody_here", "/people/a%00b", "/tribes/none", "/tribes/%F0%9F%8C%B3", "/invitations/1-1"):
        assert problem(ann.get(path)) == (404, "not_found"), path
    assert problem(client.get("/api/folkmoot/")) == (404, "not_found")
    assert problem(client.get("/api/folkmoot/v2/me")) == (404, "not_found")


def test_a_tribe_one_may_not_see_answers_as_one_that_is_not_there(cast):
    outsider = program_of(cast.outsider)
    hidden, missing = outsider.get(f"/tribes/{cast.tribe.slug}"), outsider.get("/tribes/there-is-none")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content


def test_a_method_that_is_not_done_says_which_are(cast):
    answer = program_of(cast.member).put("/tribes")
    assert problem(answer) == (405, "method_not_allowed")
    assert answer["Allow"] == "GET, POST"


def test_head_is_get_without_a_body(cast):
    answer = program_of(cast.member)("HEAD", "/me")
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(
    "body", [b"{", b"[" * 100_000, b'{"text": NaN}', b"\xff\xfe\x00", b'{"text": 1e999999', b"9" * 5000, b"\x00"]
)
def test_a_body_that_is_not_json_is_400(cast, body):
    assert problem(program_of(cast.member)("POST", "/posts", body)) == (400, "not_readable")


def test_a_body_that_is_missing_says_so(cast):
    answer = program_of(cast.member)("POST", "/posts", b"")
    assert problem(answer) == (422, "not_valid")
    assert answer.json()["error"]["where"] == "body"


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "body.text"),
        ([], "body"),
        ({"text": 7}, "body.text"),
        ({"text": ""}, "body.text"),
        ({"text": " \n"}, "body.text"),
        ({"text": "a\x00b"}, "body.text"),
        ({"text": "\ud800"}, "body.text"),
        ({"text": "Hi", "txet": "Hi"}, "body.txet"),
        ({"text": "Hi", "topics": ["x"]}, "body.topics.0"),
        ({"text": "Hi", "topics": [5]}, "body.topics.0"),
        ({"text": "Hi", "topics": [str(2**63)]}, "body.topics.0"),
        ({"text": "Hi", "tribe": "a/b"}, "body.tribe"),
        ({"text": "x" * 20_001}, "body.text"),
    ],
)
def test_a_body_that_is_not_valid_says_which_part(cast, body, where):
    answer = program_of(cast.member).post("/posts", body)
    assert problem(answer) == (422, "not_valid")
    assert answer.json()["error"]["where"] == where


@pytest.mark.parametrize(
    "query", ["before=0", "before=x", f"before={2**63}", "before=-1", "limit=0", "limit=101", "limit=x", "limit=1.5"]
)
def test_a_page_that_cannot_be_says_so(cast, query):
    answer = program_of(cast.member).get(f"/home?{query}")
    assert problem(answer) == (422, "not_valid")
    assert answer.json()["error"]["where"] == f"query.{query.split('=')[0]}"


def test_words_to_search_for_may_be_anything(cast):
    member = program_of(cast.member)
    for words in ("%25", "_", "%F0%9F%8C%B3", "'", "%C3%28"):
        assert member.get(f"/tribes?words={words}").status_code == 200
    assert problem(member.get("/tribes?words=%00")) == (422, "not_valid")


def test_what_is_too_large_is_413(cast, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    member = program_of(cast.member)
    assert problem(member.post("/posts", {"text": "x" * 2000})) == (413, "too_large")
    assert problem(member("POST", "/posts", b"", CONTENT_LENGTH=str(50 * 1024**2))) == (413, "too_large")


def test_a_service_that_breaks_is_noted_and_says_nothing_of_how(cast, monkeypatch):
    def breaks(*_args, **_more):
        raise RuntimeError("password=hunter2")

    monkeypatch.setattr("folkmoot.talk.selectors.home", breaks)
    answer = program_of(cast.member).get("/home")
    assert problem(answer) == (500, "broken")
    assert b"hunter2" not in answer.content


def test_whoever_asks_too_often_is_told_when_to_come_back(cast, monkeypatch):
    monkeypatch.setattr(rules, "API_CALLS", rules.Rate(2, rules.API_CALLS.period, rules.API_CALLS.sentence))
    member, other = program_of(cast.member), program_of(cast.member)
    assert [member.get("/me").status_code for _ in range(2)] == [200, 200]
    answer = member.get("/me")
    assert problem(answer) == (429, "too_often")
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert other.get("/me").status_code == 200  # each key has its own budget


def test_visitors_have_a_budget_too(cast, monkeypatch):
    monkeypatch.setattr(rules, "API_VISITS", rules.Rate(1, rules.API_VISITS.period, rules.API_VISITS.sentence))
    assert Program().get("/invitations/1-1").status_code == 404
    assert problem(Program().get("/invitations/1-1")) == (429, "too_often")


def test_no_answer_is_kept_by_a_cache_and_no_cookie_is_set(cast):
    answer = program_of(cast.member).get("/me")
    assert "no-store" in answer["Cache-Control"] and not answer.cookies


def test_a_session_opens_nothing_here(cast, client):
    client.force_login(cast.member)
    assert problem(client.get(f"{V1}/me")) == (401, "no_key")


def test_the_document_is_for_everybody_and_names_the_version(client):
    answer = client.get("/api/folkmoot/openapi.json")
    assert answer.status_code == 200
    assert json.loads(answer.content) == json.loads(json.dumps(document()))
    assert problem(client.post("/api/folkmoot/openapi.json")) == (405, "method_not_allowed")


def test_keys_are_compared_by_their_digest(cast):
    program_of(cast.member)
    digest = ApiToken.objects.get().digest
    assert problem(Program(digest).get("/me")) == (401, "key_unknown")
