"""Who may reach me, over the API."""

from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.permissions.models import PermissionVersion
from folkmoot.permissions.rules import Scope
from folkmoot.permissions.selectors import permission_between, topics_of
from folkmoot.permissions.services.topics import add_topic
from folkmoot.talk.services import answer_post, publish_post
from tests.api.program import problem, program_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def posts(cast) -> str:
    """The path of the member's permission for the tribe's posts."""
    return f"/permissions/{permission_between(cast.member.pk, cast.tribe.pk, Scope.POSTS).pk}"


def test_everybody_who_may_reach_me_is_listed_with_what_they_used(cast):
    publish_post(cast.leader, cast.tribe, "Hello")
    listed = program_of(cast.member).get("/permissions").json()["items"]
    found = {one["scope"]: one for one in listed}
    assert set(found) == {"posts", "dialogue"}
    one = found["posts"]
    assert (one["holder"]["tribe"]["slug"], one["holder"]["person"]) == (cast.tribe.slug, None)
    assert (one["live"], one["used"], one["left"], one["brought"]) == (True, 1, None, 1)
    assert one["terms"] == {
        "topics": None,
        "later_topics": True,
        "at_most": None,
        "per": "week",
        "until": None,
        "interrupt": False,
    }


def test_terms_are_changed_one_by_one_and_hold_at_once(cast, posts):
    member, until = program_of(cast.member), (timezone.now() + timedelta(days=3)).isoformat()
    member.patch(posts, {"at_most": 1, "per": "day"})
    changed = member.patch(posts, {"until": until, "interrupt": True}).json()
    assert (changed["terms"]["at_most"], changed["terms"]["per"], changed["terms"]["interrupt"]) == (1, "day", True)
    assert changed["terms"]["until"].endswith("Z")
    publish_post(cast.leader, cast.tribe, "First")
    publish_post(cast.leader, cast.tribe, "Second")
    assert [post["text"] for post in member.get("/home").json()["items"]] == ["First"]
    read = member.get(posts).json()
    assert (read["used"], read["left"]) == (1, 0)
    assert member.patch(posts, {"at_most": None}).json()["terms"]["at_most"] is None


def test_topics_are_chosen_by_id_with_those_to_come_or_without(cast, posts):
    member = program_of(cast.member)
    garden, tools = topics_of(cast.tribe.pk)
    terms = member.patch(posts, {"topics": [str(garden.pk)]}).json()["terms"]
    assert ([topic["name"] for topic in terms["topics"]], terms["later_topics"]) == (["garden"], False)
    terms = member.patch(posts, {"later_topics": True}).json()["terms"]
    assert ([topic["name"] for topic in terms["topics"]], terms["later_topics"]) == (["garden"], True)
    pump = add_topic(cast.tribe, "pump")
    for topic in (garden, tools, pump):
        publish_post(cast.leader, cast.tribe, f"On {topic.name}", (topic.pk,))
    assert [post["text"] for post in member.get("/home").json()["items"]] == ["On pump", "On garden"]
    assert member.patch(posts, {"later_topics": False}).json()["terms"]["later_topics"] is False
    assert member.patch(posts, {"topics": None}).json()["terms"]["topics"] is None


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"at_most": 0}, "body.at_most"),
        ({"at_most": 1001}, "body.at_most"),
        ({"per": "year"}, "body.per"),
        ({"topics": []}, "body"),
        ({"topics": ["5"]}, "body.topics"),
        ({"until": "2020-01-01T00:00:00Z"}, "body"),
        ({"until": "2030-01-01T00:00:00"}, "body.until"),
        ({"until": "9999-12-31T23:59:59-14:00"}, "body.until"),
        ({"until": "soon"}, "body.until"),
        ({"scope": "letters"}, "body.scope"),
    ],
)
def test_terms_that_make_no_sense_are_told_so_and_change_nothing(cast, posts, change, where):
    member = program_of(cast.member)
    before = member.get(posts).json()
    answer = member.patch(posts, change)
    assert problem(answer) == (422, "not_valid")
    assert answer.json()["error"]["where"] == where
    assert member.get(posts).json() == before


def test_what_is_revoked_reaches_no_more_and_can_be_undone(cast, posts):
    member = program_of(cast.member)
    revoked = member.delete(posts).json()
    assert revoked["live"] is False
    publish_post(cast.leader, cast.tribe, "Not heard")
    assert member.get("/home").json()["items"] == []
    assert len(member.get("/permissions").json()["items"]) == 1
    assert len(member.get("/permissions?ended=true").json()["items"]) == 2
    assert member.post(f"{posts}/undo", {"version": revoked["version"]}).json()["live"] is True
    assert problem(member.post(f"{posts}/undo", {"version": revoked["version"]})) == (409, "changed_since")
    history = member.get(f"{posts}/history").json()["items"]
    assert [version["why"] for version in history] == ["undone", "revoked", "given"]
    assert [version["live"] for version in history] == [True, False, True]


def test_a_history_is_read_page_by_page(cast, posts):
    member = program_of(cast.member)
    for budget in (3, 2, 1):
        member.patch(posts, {"at_most": budget})
    first = member.get(f"{posts}/history?limit=2").json()
    rest = member.get(f"{posts}/history?limit=2&before={first['older']}").json()
    budgets = [version["terms"]["at_most"] for version in first["items"] + rest["items"]]
    assert (budgets, rest["older"]) == ([1, 2, 3, None], None)


def test_a_list_of_permissions_is_read_page_by_page(cast):
    member = program_of(cast.member)
    for scope in ("posts", "letters"):
        member.put(f"/people/leader/permissions/{scope}", {})
    seen, older = [], ""
    for _ in range(2):
        page = member.get(f"/permissions?limit=2{older}").json()
        seen += [int(one["id"]) for one in page["items"]]
        older = f"&before={page['older']}"
    assert len(seen) == 4 and seen == sorted(seen, reverse=True) and page["older"] is None


def test_following_again_keeps_the_terms_one_has_narrowed(cast):
    member = program_of(cast.member)
    assert member.get("/people/leader/follow").json() == {"follows": False, "permission": None}
    given = member.put("/people/leader/follow").json()["permission"]
    member.patch(f"/permissions/{given['id']}", {"at_most": 2})
    assert member.put("/people/leader/follow").json()["permission"]["terms"]["at_most"] == 2
    assert PermissionVersion.objects.filter(permission_id=given["id"]).count() == 2
    assert member.delete("/people/leader/follow").json()["follows"] is False
    assert member.delete("/people/leader/follow").status_code == 200
    assert problem(member.put("/people/member/follow")) == (403, "refused")


def test_a_person_is_permitted_letters_under_terms(cast):
    member = program_of(cast.member)
    given = member.put("/people/leader/permissions/letters", {"at_most": 1, "per": "month"}).json()
    assert (given["holder"]["person"]["name"], given["scope"], given["terms"]["per"]) == ("Leader", "letters", "month")
    again = member.put("/people/leader/permissions/letters", {}).json()
    assert (again["id"], again["terms"]["at_most"]) == (given["id"], None)
    assert problem(member.put("/people/leader/permissions/everything", {}))[0] == 422
    assert problem(member.put("/people/member/permissions/letters", {})) == (403, "refused")


def test_a_tribe_is_permitted_more_by_its_members_alone(cast, posts):
    member = program_of(cast.member)
    given = member.put(f"/tribes/{cast.tribe.slug}/permissions/asks", {"at_most": 1}).json()
    assert given["holder"]["tribe"]["slug"] == cast.tribe.slug
    member.post(f"/tribes/{cast.tribe.slug}/leave")
    assert problem(member.patch(posts, {"at_most": 2})) == (403, "refused")


def test_why_a_post_reached_me_names_the_permission_as_it_was(cast, posts):
    member = program_of(cast.member)
    member.patch(posts, {"at_most": 5})
    post = publish_post(cast.leader, cast.tribe, "Hello").post
    member.patch(posts, {"at_most": 1})
    why = member.get(f"/posts/{post.pk}/why").json()
    assert f"/permissions/{why['permission']}" == posts
    assert (why["scope"], why["terms"]["at_most"], why["holder"]["tribe"]["slug"]) == ("posts", 5, cast.tribe.slug)
    assert why["version"] != member.get(posts).json()["version"]
    assert why["sender"]["name"] == "Leader"


def test_not_for_me_is_said_and_taken_back_and_the_writer_learns_a_number(cast):
    post = publish_post(cast.leader, cast.tribe, "Hello").post
    leader, member = program_of(cast.leader), program_of(cast.member)
    for _ in range(2):
        assert member.put(f"/posts/{post.pk}/not-for-me").json()["not_for_me"] is True
    assert member.get("/home").json()["items"][0]["not_for_me"] is True
    assert leader.get(f"/posts/{post.pk}").json()["not_for_others"] == 1
    assert member.get(f"/posts/{post.pk}").json()["not_for_others"] is None
    assert member.delete(f"/posts/{post.pk}/not-for-me").json()["not_for_me"] is False
    assert leader.get(f"/posts/{post.pk}").json()["not_for_others"] == 0


@pytest.fixture
def dialogue(cast) -> None:
    """What a widening grows out of: five messages arrived, one was answered."""
    said = [publish_post(cast.leader, cast.tribe, f"Number {number}").post for number in range(5)]
    answer_post(cast.member, said[0], "Well said.")


def test_a_wider_permission_is_asked_for_and_granted(cast, dialogue):
    leader, member = program_of(cast.leader), program_of(cast.member)
    own = add_topic(cast.leader, "pumps")
    sent = {"scope": "letters", "topics": [str(own.pk)], "at_most": 2, "per": "month", "words": "About the pump."}
    asked = leader.post("/people/member/widenings", sent).json()
    assert "state" not in asked
    assert (asked["scope"], asked["terms"]["topics"][0]["name"]) == ("letters", "pumps")
    assert problem(leader.post("/people/member/widenings", sent)) == (409, "not_now")
    [waiting] = member.get("/widenings").json()["items"]
    assert waiting == asked
    given = member.post(f"/widenings/{asked['id']}/grant").json()
    assert (given["holder"]["person"]["name"], given["scope"], given["terms"]["at_most"]) == ("Leader", "letters", 2)
    assert member.get("/widenings").json()["items"] == []
    assert problem(member.post(f"/widenings/{asked['id']}/grant")) == (404, "not_found")
    [history] = member.get(f"/permissions/{given['id']}/history").json()["items"]
    assert history["why"] == "widened"


def test_not_now_looks_to_the_asker_like_no_answer(cast, dialogue):
    leader, member = program_of(cast.leader), program_of(cast.member)
    asked = leader.post("/people/member/widenings", {"scope": "letters"}).json()
    unanswered = leader.post("/people/member/widenings", {"scope": "letters"})
    assert member.post(f"/widenings/{asked['id']}/decline").status_code == 204
    declined = leader.post("/people/member/widenings", {"scope": "letters"})
    assert (declined.status_code, declined.content) == (unanswered.status_code, unanswered.content)


def test_a_leader_asks_for_the_tribe(cast, dialogue):
    sent = {"scope": "asks", "for_tribe": cast.tribe.slug}
    asked = program_of(cast.leader).post("/people/member/widenings", sent).json()
    assert (asked["holder"]["tribe"]["slug"], asked["asked_by"]["name"]) == (cast.tribe.slug, "Leader")
    assert problem(program_of(cast.member).post("/people/leader/widenings", sent)) == (403, "refused")
    assert problem(program_of(cast.outsider).post("/people/member/widenings", sent)) == (404, "not_found")


def test_a_wider_permission_grows_out_of_dialogue(cast):
    answer = program_of(cast.leader).post("/people/member/widenings", {"scope": "letters"})
    assert problem(answer) == (409, "not_now")


def test_a_list_costs_the_same_number_of_queries_however_long_it_is(cast, django_assert_max_num_queries):
    member = program_of(cast.member)
    for name in ("leader", "outsider", "removed"):
        for scope in ("posts", "dialogue", "letters", "asks"):
            member.put(f"/people/{name}/permissions/{scope}", {})
    with django_assert_max_num_queries(11):
        assert len(member.get("/permissions?limit=100").json()["items"]) == 14
