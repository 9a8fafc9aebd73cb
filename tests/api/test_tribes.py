"""Founding, leading, joining and leaving over the API."""

import pytest
from django.utils import timezone

from folkmoot.permissions.services import joining
from folkmoot.tribes import rules
from folkmoot.tribes.models import Membership, Tribe
from tests.api.program import problem, program_of
from tests.support.cast import make_cast, make_people, make_person

pytestmark = pytest.mark.django_db


def test_whoever_founds_a_tribe_leads_it(cast):
    ann = program_of(cast.outsider)
    sent = {"name": "Bee friends", "idea": "We keep bees.", "topics": ["hives", "honey, raw"]}
    tribe = ann.post("/tribes", sent).json()
    assert (tribe["slug"], tribe["joining"]) == ("bee-friends", "request")
    assert (tribe["members"], tribe["my_role"]) == (1, "leader")
    assert [topic["name"] for topic in ann.get("/tribes/bee-friends/topics").json()["items"]] == ["hives", "honey, raw"]
    assert [one["slug"] for one in ann.get("/me/tribes").json()["items"]] == ["bee-friends"]


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"name": "x" * 81}, "body.name"),
        ({"idea": "x" * 201}, "body.idea"),
        ({"name": "  "}, "body.name"),
        ({"joining": "never"}, "body.joining"),
        ({"joining": "invitation", "floor_is_open": True}, "body.floor_is_open"),
        ({"topics": ["x" * 41]}, "body.topics"),
        ({"slug": "bees"}, "body.slug"),
    ],
)
def test_a_tribe_that_cannot_be_is_told_why_and_is_not_there(cast, more, where):
    answer = program_of(cast.outsider).post("/tribes", {"name": "Bees", "idea": "We keep bees.", **more})
    assert problem(answer) == (422, "not_valid")
    assert answer.json()["error"]["where"] == where
    assert Tribe.objects.count() == 1


def test_tribes_are_listed_to_whoever_may_see_them(cast):
    for number, joins in enumerate(("open", "request", "invitation")):
        joining.found_tribe(cast.leader, f"Tribe {number}", "An idea.", joining=joins)
    ann = program_of(cast.outsider)
    assert [one["slug"] for one in ann.get("/tribes").json()["items"]] == ["tribe-1", "tribe-0"]
    page = ann.get("/tribes?limit=1").json()
    assert [one["slug"] for one in ann.get(f"/tribes?before={page['older']}").json()["items"]] == ["tribe-0"]
    assert [one["slug"] for one in ann.get("/tribes?words=tribe 0").json()["items"]] == ["tribe-0"]


def test_a_leader_changes_what_the_tribe_says_and_the_rest_stays(cast):
    leader = program_of(cast.leader)
    path = f"/tribes/{cast.tribe.slug}"
    changed = leader.patch(path, {"charter": "We *share*.", "joining": "open"}).json()
    assert changed["charter_html"] == "<p>We <em>share</em>.</p>\n"
    assert (changed["name"], changed["joining"]) == ("Linden Street", "open")
    assert problem(leader.patch(path, {"name": " "}))[0] == 422


def test_an_open_tribe_is_joined_and_left(cast):
    Tribe.objects.update(joining="open")
    ann, path = program_of(cast.outsider), f"/tribes/{cast.tribe.slug}"
    assert ann.post(f"{path}/join").json()["role"] == "member"
    assert ann.post(f"{path}/join").status_code == 200  # once more changes nothing
    given = {(one["holder"]["tribe"]["slug"], one["scope"]) for one in ann.get("/permissions").json()["items"]}
    assert given == {(cast.tribe.slug, "posts"), (cast.tribe.slug, "dialogue")}
    assert ann.post(f"{path}/leave").status_code == 204
    assert ann.get("/permissions").json()["items"] == []
    assert problem(ann.post(f"{path}/leave")) == (403, "refused")


def test_somebody_asks_is_let_in_and_another_is_not(db):
    cast = make_cast(joining="request")
    leader, path = program_of(cast.leader), f"/tribes/{cast.tribe.slug}/requests"
    ann, zoe = program_of(cast.outsider), program_of(make_person("zoe"))
    first = ann.post(path, {"words": "I have a ladder."}).json()
    assert ann.post(path).json()["id"] == first["id"]  # asking twice is asking once
    assert ann.get(f"/tribes/{cast.tribe.slug}").json()["i_have_asked"] is True
    second = zoe.post(path).json()
    assert [one["id"] for one in leader.get(path).json()["items"]] == [second["id"], first["id"]]
    assert leader.post(f"{path}/{first['id']}/accept").json()["person"]["name"] == "Outsider"
    assert leader.post(f"{path}/{second['id']}/decline").json()["state"] == "declined"
    assert problem(leader.post(f"{path}/{first['id']}/accept")) == (409, "not_now")
    assert problem(leader.post(f"{path}/{second['id']}/decline")) == (409, "not_now")
    assert problem(ann.post(path)) == (409, "not_now")
    assert problem(leader.post(f"{path}/1/accept")) == (404, "not_found")


def test_a_request_is_taken_back(db):
    cast = make_cast(joining="request")
    ann, path = program_of(cast.outsider), f"/tribes/{cast.tribe.slug}"
    ann.post(f"{path}/requests")
    assert ann.delete(f"{path}/requests/mine").status_code == 204
    assert ann.get(path).json()["i_have_asked"] is False


def test_asking_has_the_same_budget_as_on_the_page(db, monkeypatch):
    cast = make_cast(joining="request")
    monkeypatch.setattr(rules, "ASKS", rules.Rate(1, rules.ASKS.period, rules.ASKS.sentence))
    ann = program_of(cast.outsider)
    assert ann.post(f"/tribes/{cast.tribe.slug}/requests").status_code == 201
    assert problem(ann.post(f"/tribes/{cast.tribe.slug}/requests")) == (429, "too_often")


def test_leaders_are_made_and_the_last_one_stays(cast):
    leader, path = program_of(cast.leader), f"/tribes/{cast.tribe.slug}/members"
    own = f"{path}/{cast.leader.pk}/role"
    assert problem(leader.put(own, {"role": "member"})) == (409, "not_now")
    assert leader.put(f"{path}/{cast.member.pk}/role", {"role": "leader"}).json()["role"] == "leader"
    assert leader.put(own, {"role": "member"}).json()["role"] == "member"
    assert problem(leader.put(own, {"role": "leader"})) == (403, "refused")
    assert problem(leader.put(f"{path}/{cast.outsider.pk}/role", {"role": "leader"})) == (403, "refused")


def test_somebody_is_removed_banned_and_let_in_again(db):
    cast = make_cast(joining="open")
    leader, member, path = program_of(cast.leader), program_of(cast.member), f"/tribes/{cast.tribe.slug}"
    assert leader.post(f"{path}/members/{cast.member.pk}/remove", {"reason": "Sold the pump."}).status_code == 204
    assert problem(leader.post(f"{path}/members/{cast.member.pk}/remove", {})) == (404, "not_found")
    assert member.post(f"{path}/join").status_code == 200
    assert leader.post(f"{path}/members/{cast.member.pk}/ban", {"reason": "Again."}).status_code == 204
    [ban] = leader.get(f"{path}/bans").json()["items"]
    assert (ban["person"]["name"], ban["by"]["name"], ban["reason"]) == ("Member", "Leader", "Again.")
    assert problem(leader.post(f"{path}/members/{cast.member.pk}/ban", {})) == (409, "not_now")
    assert problem(member.post(f"{path}/join")) == (403, "refused")
    assert leader.delete(f"{path}/bans/{cast.member.pk}").status_code == 204
    assert problem(leader.delete(f"{path}/bans/{cast.member.pk}")) == (404, "not_found")
    assert member.post(f"{path}/join").status_code == 200


def test_members_are_listed_page_by_page(cast):
    for person in make_people(5):
        joining.admit(cast.tribe, person, timezone.now())
    member, seen, older = program_of(cast.member), [], ""
    while older is not None:
        page = member.get(f"/tribes/{cast.tribe.slug}/members?limit=3{older and f'&before={older}'}").json()
        seen += [one["person"]["id"] for one in page["items"]]
        older = page["older"]
    ids = Membership.objects.filter(tribe=cast.tribe).values_list("person_id", flat=True)
    assert seen == [str(id_) for id_ in sorted(ids, reverse=True)]
    found = member.get(f"/tribes/{cast.tribe.slug}/members?words=person 3").json()["items"]
    assert [one["person"]["name"] for one in found] == ["person 3"]


def test_topics_of_a_tribe_and_of_oneself_are_added_and_retired(cast):
    leader = program_of(cast.leader)
    for path in (f"/tribes/{cast.tribe.slug}/topics", "/me/topics"):
        made = leader.post(path, {"name": "  The   pump "}).json()
        assert made["name"] == "The pump"
        assert leader.delete(f"{path}/{made['id']}").json() == {**made, "retired": True}
        assert leader.post(path, {"name": "THE PUMP"}).json() == made  # it comes back as it was
        assert problem(leader.post(path, {"name": "x" * 41})) == (422, "not_valid")
        assert problem(leader.delete(f"{path}/5")) == (404, "not_found")
    assert [one["name"] for one in program_of(cast.outsider).get("/people/leader/topics").json()["items"]] == [
        "The pump"
    ]


def test_a_topic_of_one_place_is_not_retired_through_another(cast):
    leader = program_of(cast.leader)
    own = leader.post("/me/topics", {"name": "pumps"}).json()
    assert problem(leader.delete(f"/tribes/{cast.tribe.slug}/topics/{own['id']}")) == (404, "not_found")
    assert leader.get("/me/topics").json()["items"][0]["retired"] is False
