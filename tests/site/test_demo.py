"""The second door: a tribe to walk around in, as anyone in it, and to take down again; never where people are real."""

import threading

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client

from folkmoot.people import services as people
from folkmoot.people.models import Person, ServerState
from folkmoot.permissions.models import Delivery
from folkmoot.site import services
from folkmoot.site.services import NotDemo, clear_demo, open_demo
from folkmoot.talk.services import publish_post
from folkmoot.tribes.models import Tribe
from tests.support.cast import make_cast, make_person

pytestmark = pytest.mark.django_db


@transaction.atomic  # as the one whose place it takes
def small_demo(seed: int, *_more) -> None:
    """In place of the year of talk, whose making is tested with the demo."""
    people.claim_empty_server(is_demo=True)
    cast = make_cast()
    publish_post(cast.leader, cast.tribe, "The pump is mended.")
    Person.objects.filter(name="leader").update(is_steward=True)


@pytest.fixture
def short(monkeypatch):
    monkeypatch.setattr(services, "build_demo", small_demo)


@pytest.fixture
def demo(short):
    open_demo()


def who(client) -> str | None:
    return client.session.get("_auth_user_id")


def test_the_second_door_leads_to_the_whole_demo_tribe(client):
    answer = client.post("/demo/start/")
    assert answer["Location"] == "/demo/as/"
    assert ServerState.objects.get().is_demo
    page = client.get("/demo/as/").content.decode()
    assert page.count('name="person"') == 40
    assert page.index("Mara") == min(page.index(person.display_name) for person in Person.objects.all())


def test_a_demo_that_fails_halfway_leaves_the_house_empty(monkeypatch, client):
    def fails(*_said) -> None:
        raise RuntimeError("no more paper")

    monkeypatch.setattr("folkmoot.demo.services.publish_post", fails)
    with pytest.raises(RuntimeError):
        client.post("/demo/start/")
    assert not Person.objects.exists()
    assert not ServerState.objects.exists()


def test_the_second_door_is_closed_where_somebody_lives(client):
    make_person("ann")
    assert client.post("/demo/start/")["Location"] == "/"
    assert Person.objects.count() == 1
    assert not ServerState.objects.exists()


def test_one_looks_around_as_anybody_and_changes_at_will(client, demo):
    leader, member = Person.objects.get(name="leader"), Person.objects.get(name="member")
    assert client.post("/demo/as/", {"person": leader.pk})["Location"] == "/"
    assert who(client) == str(leader.pk)
    before = client.session.session_key
    assert client.post("/demo/as/", {"person": member.pk, "next": "/tribes/"})["Location"] == "/tribes/"
    assert who(client) == str(member.pk)
    assert client.session.session_key != before
    assert UserSession.objects.filter(user=member).count() == 1
    page = client.get("/tribes/").content.decode()
    assert "You are looking around as <strong>Member</strong>" in page
    assert 'href="/demo/as/"' in page


@pytest.mark.parametrize("person", ["", "x", "-1", "1", "²", str(2**63), "9" * 5000, "1\0"])
def test_nobody_can_be_tried_on_who_is_not_there(client, demo, person):
    assert client.post("/demo/as/", {"person": person}).status_code == 404
    assert who(client) is None


def test_looking_around_leads_to_no_other_site(client, demo):
    person = Person.objects.get(name="member").pk
    assert client.post("/demo/as/", {"person": person, "next": "//evil.example/"})["Location"] == "/"


def test_where_people_are_real_nobody_is_tried_on_and_nothing_taken_down(client):
    ann = make_person("ann")
    people.ServerState.objects.create(is_demo=False)
    for method in (client.get, client.post):
        assert method("/demo/as/", {"person": ann.pk}).status_code == 404
        assert method("/demo/clear/").status_code == 404
    with pytest.raises(NotDemo):
        clear_demo()
    assert who(client) is None
    assert Person.objects.exists()


def test_a_server_that_allows_no_demo_has_none_even_with_one_inside(client, demo, settings):
    settings.DEMO_ALLOWED = False
    person = Person.objects.get(name="member").pk
    assert client.post("/demo/as/", {"person": person}).status_code == 404
    assert client.post("/demo/clear/").status_code == 404
    assert "Look around as" not in client.get("/").content.decode()
    assert Person.objects.exists()


@pytest.mark.django_db(transaction=True)  # PostgreSQL empties no table with changes that wait for the end
def test_taking_the_demo_down_asks_first_and_then_empties_everything(client, demo):
    client.post("/demo/as/", {"person": Person.objects.get(name="member").pk})
    assert Delivery.objects.exists()
    assert client.get("/demo/clear/").status_code == 200
    assert Person.objects.exists()
    answer = client.post("/demo/clear/", follow=True)
    page = answer.content.decode()
    assert "Start your tribe" in page
    assert "The demo tribe is gone" in page
    for model in (Person, Tribe, Delivery, EmailAddress, UserSession, Session, ServerState):
        assert not model.objects.exists(), model
    left = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label not in {"contenttypes", "auth"} and model._base_manager.exists()
    }
    assert left == set()
    who_starts = {"display_name": "Mara", "email": "mara@example.org", "tribe_name": "Choir", "idea": "We sing."}
    assert client.post("/start/", who_starts)["Location"] == "/t/choir/"


@pytest.mark.django_db(transaction=True)
def test_two_browsers_at_both_doors_at_once_make_one_house(short):
    start, locations = threading.Barrier(4), []
    answers = {"display_name": "Mara", "email": "mara@example.org", "tribe_name": "Choir", "idea": "We sing."}

    def press(path: str) -> None:
        visitor = Client()
        start.wait()
        try:
            locations.append((path, visitor.post(path, answers)["Location"]))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(path,)) for path in ("/start/", "/demo/start/") * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Tribe.objects.count() == 1
    if ServerState.objects.get().is_demo:
        assert sorted(locations) == [("/demo/start/", "/demo/as/")] * 2 + [("/start/", "/")] * 2
    else:
        assert sorted(locations) == [("/demo/start/", "/")] * 2 + [("/start/", "/"), ("/start/", "/t/choir/")]
