"""An empty server has two doors, and the first of them is gone through once."""

import threading

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client

from folkmoot.people.models import Person, ServerState
from folkmoot.people.services import NotEmpty
from folkmoot.permissions.selectors import topics_of
from folkmoot.site.services import start_tribe
from folkmoot.tribes.models import Membership, Tribe
from tests.support.cast import make_person

ANSWERS = {
    "display_name": "Mara Lindqvist",
    "email": "Mara@Example.org",
    "tribe_name": "Millbrook Choir",
    "idea": "We sing so that nobody in the valley eats alone.",
    "topics": "rehearsals, concerts;  soup ,, concerts",
    "time_zone": "Europe/Amsterdam",
}


@pytest.mark.django_db
def test_an_empty_server_shows_two_doors(client):
    page = client.get("/").content.decode()
    assert "Start your tribe" in page
    assert "Walk around in a demo tribe" in page
    assert "are you using your followers?" in page


@pytest.mark.django_db
def test_the_second_door_is_not_there_where_a_demo_is_not_allowed(client, settings):
    settings.DEMO_ALLOWED = False
    assert "Walk around in a demo tribe" not in client.get("/").content.decode()
    assert client.post("/demo/start/").status_code == 404


@pytest.mark.django_db
def test_going_through_the_first_door_makes_a_steward_with_a_tribe_who_is_signed_in(client):
    answer = client.post("/start/", ANSWERS, headers={"user-agent": "Firefox/130"})
    tribe, mara = Tribe.objects.get(), Person.objects.get()
    assert answer["Location"] == f"/t/{tribe.slug}/"
    assert (mara.name, mara.email, mara.is_steward) == ("mara_lindqvist", "mara@example.org", True)
    assert mara.time_zone == "Europe/Amsterdam"
    assert Membership.objects.get().role == Membership.Role.LEADER
    assert [topic.name for topic in topics_of(tribe.pk)] == ["rehearsals", "concerts", "soup"]
    address = EmailAddress.objects.get()
    assert (address.email, address.verified, address.primary) == ("mara@example.org", True, True)
    assert client.session["_auth_user_id"] == str(mara.pk)
    assert UserSession.objects.get().user == mara
    assert not ServerState.objects.get().is_demo


@pytest.mark.django_db
def test_the_first_door_closes_behind_whoever_went_through(client):
    make_person("ann")
    assert "Start your tribe" not in client.get("/").content.decode()
    assert client.get("/start/")["Location"] == "/"
    assert client.post("/start/", ANSWERS)["Location"] == "/"
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_the_session_key_of_the_visitor_is_not_the_key_of_the_steward(client):
    session = client.session
    session["visited"] = True
    session.save()
    before = session.session_key
    client.post("/start/", ANSWERS)
    assert client.session.session_key != before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"display_name": "  "}, "This field is required"),
        ({"display_name": "···"}, "at least one letter or digit"),
        ({"display_name": "Mara\u202elive"}, "cannot be seen"),
        ({"display_name": "x" * 61}, "at most 60"),
        ({"email": "mara"}, "valid email"),
        ({"tribe_name": ""}, "This field is required"),
        ({"idea": "x" * 201}, "at most 200"),
        ({"topics": "x" * 41}, "at most 40"),
        ({"topics": ",".join(f"t{n}" for n in range(70))}, "at most 62"),
    ],
)
def test_an_answer_that_cannot_be_used_gets_a_sentence_and_makes_nothing(client, wrong, sentence):
    answer = client.post("/start/", {**ANSWERS, **wrong})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Person.objects.exists()
    assert not Tribe.objects.exists()


@pytest.mark.django_db
def test_a_time_zone_that_does_not_exist_counts_as_none(client):
    client.post("/start/", {**ANSWERS, "time_zone": "../../etc/passwd"})
    assert Person.objects.get().time_zone == ""


@pytest.mark.django_db(transaction=True)
def test_of_two_browsers_that_press_at_once_one_goes_through():
    start, locations = threading.Barrier(4), []

    def press(number: int) -> None:
        visitor = Client()
        start.wait()
        try:
            answers = {**ANSWERS, "display_name": f"Mara {number}", "email": f"mara{number}@example.org"}
            locations.append(visitor.post("/start/", answers)["Location"])
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(locations) == ["/", "/", "/", f"/t/{Tribe.objects.get().slug}/"]
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_starting_is_refused_by_the_service_itself_once_somebody_is_here():
    make_person("ann")
    with pytest.raises(NotEmpty):
        start_tribe("Mara", "mara@example.org", "Choir", "We sing.")
    assert not ServerState.objects.exists()
