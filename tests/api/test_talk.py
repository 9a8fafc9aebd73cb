"""Saying, answering and reading over the API."""

import pytest
from django.utils import timezone

from folkmoot.permissions.models import Delivery
from folkmoot.permissions.selectors import topics_of
from folkmoot.permissions.services import joining
from folkmoot.talk.models import Post
from folkmoot.talk.services import publish_post
from folkmoot.tribes.models import Tribe
from tests.api.program import problem, program_of
from tests.support.cast import make_people

pytestmark = pytest.mark.django_db

REACHED_ONE = {"reached": 1, "over_budget": 0, "off_topic": 0, "not_permitted": 0}


def test_a_post_reaches_the_home_page_of_who_permits_it(cast):
    leader, member = program_of(cast.leader), program_of(cast.member)
    garden = str(topics_of(cast.tribe.pk)[0].pk)
    sent = {"tribe": cast.tribe.slug, "topics": [garden], "text": "The **pump** is mended, @member."}
    preview = leader.post("/posts/preview", sent).json()
    assert preview["reach"] == REACHED_ONE and "<strong>pump</strong>" in preview["html"]
    assert Post.objects.count() == 0
    answer = leader.post("/posts", sent)
    said = answer.json()
    assert answer.status_code == 201
    assert said["reach"] == REACHED_ONE
    assert said["topics"] == ["garden"] and said["tribe"]["slug"] == cast.tribe.slug and said["root"] is None
    [reached] = member.get("/home").json()["items"]
    assert (reached["id"], reached["not_for_me"], reached["reach"]) == (said["id"], False, None)
    assert leader.get("/home").json()["items"] == []
    read = member.get(f"/posts/{said['id']}").json()
    assert (read["reached_me"], read["not_for_me"], read["not_for_others"]) == (True, False, None)


def test_an_answer_stands_in_the_thread_and_reaches_who_is_answered(cast):
    leader, member = program_of(cast.leader), program_of(cast.member)
    post = member.post("/posts", {"tribe": cast.tribe.slug, "text": "Who has a ladder?"}).json()
    answer = leader.post(f"/posts/{post['id']}/answers", {"text": "I do."}).json()
    assert (answer["root"], answer["parent"], answer["reach"]) == (post["id"], post["id"], REACHED_ONE)
    again = member.post(f"/posts/{answer['id']}/answers", {"text": "Thank you."}).json()
    assert (again["root"], again["parent"]) == (post["id"], answer["id"])
    for asked in (post["id"], again["id"]):
        thread = leader.get(f"/posts/{asked}/thread").json()
        assert thread["root"]["answers"] == 2
        assert [one["text"] for one in thread["answers"]] == ["I do.", "Thank you."]
    first = leader.get(f"/posts/{post['id']}/thread?limit=1").json()
    assert first["later"] == again["id"]
    rest = leader.get(f"/posts/{post['id']}/thread?begin={first['later']}").json()
    assert ([one["id"] for one in rest["answers"]], rest["later"]) == ([again["id"]], None)


def test_lists_go_on_where_the_page_before_ended(cast):
    for number in range(5):
        publish_post(cast.leader, cast.tribe, f"Number {number}")
    member = program_of(cast.member)
    for path in ("/home", f"/tribes/{cast.tribe.slug}/floor"):
        seen, older = [], ""
        for _ in range(3):
            page = member.get(f"{path}?limit=2{older}").json()
            seen += [post["text"] for post in page["items"]]
            older = f"&before={page['older']}"
        assert seen == [f"Number {number}" for number in (4, 3, 2, 1, 0)], path
        assert page["older"] is None, path


def test_a_floor_is_read_by_topic(cast):
    garden, tools = topics_of(cast.tribe.pk)
    publish_post(cast.leader, cast.tribe, "On tools", (tools.pk,))
    publish_post(cast.leader, cast.tribe, "On the garden", (garden.pk,))
    member = program_of(cast.member)
    page = member.get(f"/tribes/{cast.tribe.slug}/floor?topic={garden.pk}").json()
    assert [post["text"] for post in page["items"]] == ["On the garden"]
    assert problem(member.get(f"/tribes/{cast.tribe.slug}/floor?topic=5")) == (422, "not_valid")


def test_an_open_floor_is_read_by_everybody_and_written_by_members(cast):
    Tribe.objects.update(joining="request", floor_is_open=True)
    post = publish_post(cast.leader, cast.tribe, "Hello").post
    outsider = program_of(cast.outsider)
    assert len(outsider.get(f"/tribes/{cast.tribe.slug}/floor").json()["items"]) == 1
    assert problem(outsider.post("/posts", {"tribe": cast.tribe.slug, "text": "Hi"})) == (403, "refused")
    assert problem(outsider.post("/posts/preview", {"tribe": cast.tribe.slug, "text": "Hi"})) == (403, "refused")
    assert problem(outsider.post(f"/posts/{post.pk}/answers", {"text": "Hi"})) == (403, "refused")


def test_somebody_who_was_removed_reads_no_more_of_what_reached_them(cast):
    joining.admit(cast.tribe, cast.outsider, timezone.now())
    post = publish_post(cast.leader, cast.tribe, "A secret").post
    guest = program_of(cast.outsider)
    assert len(guest.get("/home").json()["items"]) == 1
    joining.remove_member(cast.tribe, cast.outsider, cast.leader)
    assert guest.get("/home").json()["items"] == []
    for path in (f"/posts/{post.pk}", f"/posts/{post.pk}/thread"):
        assert problem(guest.get(path)) == (404, "not_found")


def test_words_are_edited_and_taken_back_by_their_writer_alone(cast):
    leader, member = program_of(cast.leader), program_of(cast.member)
    post = leader.post("/posts", {"tribe": cast.tribe.slug, "text": "The pump is mended."}).json()
    leader.post(f"/posts/{post['id']}/answers", {"text": "By me."})
    assert problem(member.patch(f"/posts/{post['id']}", {"text": "No."})) == (403, "refused")
    assert problem(member.delete(f"/posts/{post['id']}")) == (403, "refused")
    edited = leader.patch(f"/posts/{post['id']}", {"text": "The pump is new."}).json()
    assert edited["text"] == "The pump is new." and edited["edited_at"].endswith("Z")
    assert Delivery.objects.filter(message_id=post["id"]).count() == 1
    assert leader.delete(f"/posts/{post['id']}").status_code == 204
    root = member.get(f"/posts/{post['id']}/thread").json()["root"]
    assert (root["deleted"], root["text"], root["html"], root["answers"]) == (True, "", "", 1)
    assert member.get("/home").json()["items"] == []


def test_what_was_deleted_is_not_answered(cast):
    leader = program_of(cast.leader)
    post = leader.post("/posts", {"tribe": cast.tribe.slug, "text": "Hello"}).json()
    leader.delete(f"/posts/{post['id']}")
    assert problem(leader.post(f"/posts/{post['id']}/answers", {"text": "Still there?"})) == (409, "not_now")
    assert problem(leader.patch(f"/posts/{post['id']}", {"text": "Again"})) == (404, "not_found")
    assert problem(leader.delete(f"/posts/{post['id']}")) == (404, "not_found")


def test_without_a_tribe_a_post_goes_to_followers(cast):
    leader, member = program_of(cast.leader), program_of(cast.member)
    member.put("/people/leader/follow")
    said = leader.post("/posts", {"text": "To whoever follows me."}).json()
    assert said["reach"] == REACHED_ONE and said["tribe"] is None
    assert [post["id"] for post in program_of(cast.outsider).get("/people/leader/posts").json()["items"]] == [
        said["id"]
    ]
    assert [post["id"] for post in member.get("/home").json()["items"]] == [said["id"]]


def test_topics_of_another_place_are_refused(cast):
    garden = str(topics_of(cast.tribe.pk)[0].pk)
    assert problem(program_of(cast.leader).post("/posts", {"text": "Hi", "topics": [garden]})) == (409, "not_now")
    assert Post.objects.count() == 0


def test_a_newcomer_waits_before_the_members_until_somebody_answers(cast):
    newcomer, leader = program_of(cast.member), program_of(cast.leader)
    post = newcomer.post("/posts", {"tribe": cast.tribe.slug, "text": "Hello, I am new."}).json()
    path = f"/tribes/{cast.tribe.slug}/waiting"
    assert [one["id"] for one in leader.get(path).json()["items"]] == [post["id"]]
    assert newcomer.get(path).json()["items"] == []
    leader.post(f"/posts/{post['id']}/answers", {"text": "Welcome."})
    assert leader.get(path).json()["items"] == []


def test_a_page_costs_the_same_number_of_queries_however_long_it_is(cast, django_assert_max_num_queries):
    for person in make_people(20):
        joining.admit(cast.tribe, person, timezone.now())
        publish_post(person, cast.tribe, "Hello")
    member = program_of(cast.member)
    member.get("/me")  # the key's use is noted
    with django_assert_max_num_queries(11):
        assert len(member.get("/home").json()["items"]) == 20
    with django_assert_max_num_queries(13):
        assert len(member.get(f"/tribes/{cast.tribe.slug}/floor").json()["items"]) == 20
