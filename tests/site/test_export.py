"""Everything that is kept about somebody: all of theirs, nothing of others, and nothing that was to stay silent."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from folkmoot.people.models import Person
from folkmoot.people.services import make_token, set_picture
from folkmoot.permissions.models import Interruption, Widening
from folkmoot.permissions.rules import Per, Scope, Terms
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.giving import change_permission, give_permission, revoke_permission, say_not_for_me
from folkmoot.permissions.services.holders import ensure_holder
from folkmoot.permissions.services.topics import add_topic
from folkmoot.permissions.services.widening import decline_widening
from folkmoot.site import export
from folkmoot.talk.models import Decision
from folkmoot.talk.services import answer_post, delete_post, publish_post
from folkmoot.tribes.models import Ban, Invitation, JoinRequest, Membership
from folkmoot.tribes.services import bring_list
from tests.favors.exchange import exchange
from tests.mirror.pages.looks import make_look
from tests.support.cast import Cast, make_person

pytestmark = pytest.mark.django_db

# Fields that point at a person and are not exported by them, each with why.
LEFT_OUT = {
    "tribes.Departure.by": "what a leader did to somebody else; no page shows departures",
    "tribes.Ban.by": "what a leader did to somebody else",
    "tribes.JoinRequest.decided_by": "what a leader said to somebody else",
    "permissions.Addressed.person": "the writer's words; what reached one stands under deliveries",
    "favors.Promise.dropped_by": "one of its two, who both have it under promises",
    "favors.Giving.receiver": "what a favor can still return is its giver's; the favor stands under favors_received",
}


@pytest.fixture(autouse=True)
def pictures_in_a_folder_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.MIRROR_FOLDER = tmp_path / "mirror"


def ask(holder: Person, giver: Person, **more) -> Widening:
    more = {"holder_id": ensure_holder(holder), "asked_by": holder, "asked_at": timezone.now(), **more}
    return Widening.objects.create(giver=giver, scope=int(Scope.LETTERS), topics=-1, per=int(Per.WEEK), **more)


def live_a_little(cast: Cast, person: Person) -> None:
    """Leave a row of everything that there can be of somebody."""
    now = timezone.now()
    name = person.name
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    Authenticator.objects.create(
        user=person, type="webauthn", data={"name": f"{name}'s laptop", "credential": "S3CRET"}
    )
    Authenticator.objects.create(user=person, type="totp", data={"secret": "S3CRET"})
    UserSession.objects.create(user=person, ip="192.0.2.7", user_agent=f"{name}'s browser", session_key=f"S3CRET{name}")
    make_token(person, f"{name}'s program", ["read"], None)
    make_look(person, kept_at=now)
    own = joining.found_tribe(person, f"Choir of {name}", "We sing.")
    bring_list(own, person, f"friend-of-{name}@example.net\nneither\n".encode(), f"{name}.txt")
    for state, address in (("sent", "ida"), ("by_hand", "tom")):
        Invitation.objects.create(
            tribe=own, by=person, kind="mail", address=f"{address}@{name}.example", state=state, made_at=now
        )
    Invitation.objects.create(
        tribe=cast.tribe, by=cast.leader, kind="mail", address=f"other-address@{name}.example", called=f"Old {name}",
        state="accepted", made_at=now, accepted_by=person, answered_at=now,
    )  # fmt: skip
    other = joining.found_tribe(make_person(f"host_of_{name}"), f"Garden of {name}", "We dig.", joining="request")
    JoinRequest.objects.create(tribe=other, person=person, words=f"{name} asks", asked_at=now)
    joining.admit(other, person, now)
    joining.ban_member(other, person, other.founder, "S3CRET reason")
    add_topic(person, f"bees of {name}")
    given = give_permission(person, other.founder, Scope.POSTS, Terms(at_most=3))
    change_permission(person, given.pk, Terms(at_most=2))
    revoke_permission(person, give_permission(person, other.founder, Scope.ASKS).pk)
    ask(person, other.founder, words=f"{name} would write")
    ask(other.founder, person, words=f"may I write to {name}?")
    said = publish_post(other.founder, None, "S3CRET words of somebody else").post
    say_not_for_me(person, said.pk)
    Interruption.objects.create(recipient=person, message_id=said.pk, state="sent")
    answer_post(person, said, f"{name} answers")
    publish_post(person, own, f"{name} says: schön 🎶")
    delete_post(person, publish_post(person, None, "S3CRET, taken back").post.pk)
    publish_post(person, own, f"{name} asks: could somebody lend me a ladder?", decision=Decision.NOT_AN_ASK)
    friend = make_person(f"friend_of_{name}")
    joining.admit(own, friend, now)
    exchange(person, friend, own)


def exported(person: Person) -> dict[str, dict[str, list[dict]]]:
    with export.as_json(person, timezone.now()) as file:
        return json.load(file)


def text_of(person: Person) -> str:
    return json.dumps(exported(person), ensure_ascii=False)


def fields_of_people() -> set[str]:
    """Every field of every table that points at a person."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.many_to_one or (field.one_to_one and not field.auto_created)
        if field.related_model is Person
    }


# --- everything of mine ----------------------------------------------------------------------------------------------


def test_every_field_that_points_at_a_person_is_exported_or_left_out_for_a_reason(cast):
    sections = [section for some in export.contents(cast.member, timezone.now()).values() for section in some]
    exported_fields = [field for section in sections for field in section.of]
    assert sorted([*exported_fields, *LEFT_OUT]) == sorted(fields_of_people())


def test_every_row_that_is_mine_is_there(cast):
    live_a_little(cast, cast.member)
    live_a_little(cast, cast.leader)
    for person in (cast.member, cast.leader):
        parts = exported(person)
        for part, sections in export.contents(person, timezone.now()).items():
            for section in sections:
                mine = 0
                for label in section.of:
                    model, field = label.rsplit(".", 1)
                    mine += apps.get_model(model).objects.filter(Q(**{field: person})).count()
                assert len(parts[part][section.name]) == mine or not section.of, section.name
                assert parts[part][section.name], f"nothing to look at in {section.name}"


def test_no_section_and_no_part_is_called_as_another(cast):
    for sections in export.contents(cast.member, timezone.now()).values():
        names = [section.name for section in sections]
        assert len(names) == len(set(names))
        assert all(section.says.endswith(".") for section in sections)


def test_what_i_said_and_permitted_is_there_in_full(cast):
    live_a_little(cast, cast.member)
    parts = exported(cast.member)
    posts = parts["talk"]["posts"]
    assert [post["text"] for post in posts[:3]] == ["member answers", "member says: schön 🎶", ""]
    assert posts[2]["deleted_at"].endswith("Z")
    limits = [row["at_most"] for row in parts["permissions"]["given_history"] if row["at_most"]]
    assert limits == [3, 2]
    assert {row["live"] for row in parts["permissions"]["given"]} == {True, False}
    assert parts["permissions"]["deliveries"][0]["from"] == "host_of_member@localhost"
    assert parts["permissions"]["deliveries"][0]["not_for_me"] is True
    assert {"ida@member.example", "tom@member.example"} <= {
        row["address"] for row in parts["tribes"]["invitations_sent"]
    }


def test_what_read_like_an_ask_is_with_its_writer_and_what_they_said_to_it(cast):
    live_a_little(cast, cast.member)
    parts = exported(cast.member)["talk"]
    (row,) = parts["read_as_asks"]
    (post,) = (post for post in parts["posts"] if post["id"] == row["post"])
    assert post["text"] == "member asks: could somebody lend me a ladder?"
    assert (row["read_as"], row["you_said"]) == ("ask", "not_an_ask")
    assert exported(cast.leader)["talk"]["read_as_asks"] == []


# --- nothing of others, and no secret --------------------------------------------------------------------------------


def test_nothing_that_others_said_or_keep_is_there(cast):
    for person in (cast.leader, cast.member, cast.outsider):
        live_a_little(cast, person)
    text = text_of(cast.member)
    for other in ("leader", "outsider", "removed"):
        for word in (f"{other}@example.org", f"{other}.example", f"{other} says", f"{other}'s", f"Choir of {other}"):
            assert word not in text, word
    assert "S3CRET" not in text


def test_who_permits_me_is_a_number_of_followers_and_no_more(cast):
    give_permission(cast.outsider, cast.member, Scope.POSTS)
    give_permission(cast.outsider, cast.member, Scope.LETTERS)
    assert exported(cast.member)["permissions"]["held"] == [{"scope": "posts", "people": 1}]
    assert "outsider" not in text_of(cast.member)


def test_where_i_lead_no_longer_the_answers_to_my_invitations_are_not_told(cast):
    Invitation.objects.create(
        tribe=cast.tribe, by=cast.leader, kind="mail", address="ida@example.net", state="declined",
        made_at=timezone.now(), answered_at=timezone.now(),
    )  # fmt: skip
    (before,) = exported(cast.leader)["tribes"]["invitations_sent"]
    Membership.objects.filter(person=cast.leader).update(role="member")
    (after,) = exported(cast.leader)["tribes"]["invitations_sent"]
    assert (before["state"], after["state"], after["answered_at"]) == ("declined", None, None)
    assert after["address"] == "ida@example.net"


def test_the_address_and_name_that_an_inviter_had_of_me_stay_with_the_inviter(cast):
    live_a_little(cast, cast.member)
    text = text_of(cast.member)
    assert "other-address@" not in text and "Old member" not in text


def test_a_hidden_tribe_is_not_named_to_who_never_was_in_it(cast):
    now = timezone.now()
    JoinRequest.objects.create(tribe=cast.tribe, person=cast.outsider, words="Please", state="declined", asked_at=now)
    Ban.objects.create(tribe=cast.tribe, person=cast.outsider, by=cast.leader, at=now)
    tribes = exported(cast.outsider)["tribes"]
    assert tribes["closed_doors"] == []
    (asked,) = tribes["requests_to_join"]
    assert (asked["words"], asked["tribe"], asked["tribe_name"], asked["state"]) == ("Please", None, None, None)
    assert "Linden" not in text_of(cast.outsider)


# --- silence ---------------------------------------------------------------------------------------------------------


def test_a_not_now_changes_nothing_in_what_the_asker_is_given(cast):
    asked = ask(cast.leader, cast.member, words="May I?")
    before = exported(cast.leader)["permissions"]
    decline_widening(cast.member, asked.pk)
    assert exported(cast.leader)["permissions"] == before
    assert before["requests_of_mine"][0]["words"] == "May I?"
    assert not {"state", "answered_at"} & set(before["requests_of_mine"][0])


def test_who_was_asked_sees_their_own_answer_and_what_lapsed(cast):
    now = timezone.now()
    old = now - timedelta(days=200)
    ask(cast.leader, cast.member, asked_at=old, state="not_now", answered_at=now)  # closed by the next one
    ask(cast.outsider, cast.member, asked_at=old)
    said_no = ask(cast.leader, cast.member)
    decline_widening(cast.member, said_no.pk)
    ask(cast.removed, cast.member)
    rows = exported(cast.member)["permissions"]["requests_to_me"]
    assert [row["state"] for row in rows] == ["lapsed", "lapsed", "not_now", "open"]
    assert [row["answered_at"] is None for row in rows] == [True, True, False, True]


# --- the cost --------------------------------------------------------------------------------------------------------


def queries_of(person: Person) -> int:
    with CaptureQueriesContext(connection) as asked:
        exported(person)
    return len(asked)


def test_the_number_of_queries_does_not_grow_with_the_rows(cast):
    live_a_little(cast, cast.member)
    exported(cast.member)
    before = queries_of(cast.member)
    for n in range(5):
        host = make_person(f"more{n}")
        tribe = joining.found_tribe(host, f"More {n}", "More.", topics=("a", "b"))
        joining.admit(tribe, cast.member, timezone.now())
        give_permission(cast.member, host, Scope.POSTS, Terms(topics=1))
        publish_post(host, tribe, "Hello")
        publish_post(cast.member, tribe, "Hello back")
        ask(host, cast.member)
        ask(cast.member, host)
        make_token(cast.member, f"key {n}", ["read"], None)
        joining.admit(tribe, make_person(f"helper{n}"), timezone.now())
        Membership.objects.filter(tribe=tribe, person=cast.member).update(role="leader")
        exchange(cast.member, Person.objects.get(name=f"helper{n}"), tribe)
    assert queries_of(cast.member) == before


def test_what_is_inside_is_listed_without_asking_the_database(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        export.contents(cast.member, timezone.now())


def test_an_export_that_breaks_halfway_is_an_error_and_no_half_file(client, cast, monkeypatch):
    def broken(person, now):
        raise RuntimeError("broken")

    monkeypatch.setitem(export.PARTS, "talk", broken)
    client.force_login(cast.member)
    client.raise_request_exception = False
    assert client.post("/settings/export/").status_code == 500


# --- the page --------------------------------------------------------------------------------------------------------


def download(client) -> zipfile.ZipFile:
    answer = client.post("/settings/export/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert answer["Content-Disposition"].startswith('attachment; filename="folkmoot-member-')
    assert "no-store" in answer["Cache-Control"]
    return zipfile.ZipFile(io.BytesIO(answer.getvalue()))


def test_the_file_holds_a_readme_a_file_per_part_and_the_picture(client, cast):
    live_a_little(cast, cast.member)
    drawn = io.BytesIO()
    Image.new("RGB", (30, 30), "teal").save(drawn, "PNG")
    set_picture(cast.member, drawn.getvalue())
    client.force_login(cast.member)
    archive = download(client)
    assert archive.testzip() is None
    names = [*(f"{part}.json" for part in export.PARTS), "README.txt", "picture.webp"]
    assert sorted(archive.namelist()) == sorted(names)
    assert Image.open(io.BytesIO(archive.read("picture.webp"))).format == "WEBP"
    readme = archive.read("README.txt").decode()
    parts = exported(cast.member)
    for part, sections in parts.items():
        assert f"{part}.json" in readme
        assert all(f"  {name}: " in readme for name in sections)
        assert json.loads(archive.read(f"{part}.json")).keys() == sections.keys()
    assert json.loads(archive.read("talk.json")) == parts["talk"]


def test_without_a_picture_there_is_none(client, cast):
    client.force_login(cast.member)
    assert "picture.webp" not in download(client).namelist()


def test_the_page_says_what_is_inside_and_is_found_from_the_settings(client, cast):
    client.force_login(cast.member)
    assert 'href="/settings/export/"' in client.get("/settings/").content.decode()
    page = client.get("/settings/export/").content.decode()
    for part in export.PARTS:
        assert f"{part}.json" in page
    assert "Everything you said, in your words" in page


def test_it_is_for_people_who_are_signed_in(client, cast):
    for answer in (client.get("/settings/export/"), client.post("/settings/export/")):
        assert answer["Location"] == "/account/login/?next=/settings/export/"


def test_it_can_be_fetched_six_times_an_hour_and_looked_at_as_often_as_one_likes(client, cast):
    client.force_login(cast.member)
    assert [client.post("/settings/export/").status_code for _ in range(7)] == [200] * 6 + [429]
    assert client.get("/settings/export/").status_code == 200
    client.force_login(cast.leader)
    assert client.post("/settings/export/").status_code == 200
