"""What visitors see: the question, the tribes that may be seen, and a way in."""

import pytest
from django.utils import timezone

from folkmoot.permissions.services import joining
from tests.support.cast import make_people, make_person

pytestmark = pytest.mark.django_db


def found(name: str, how: str, people: int = 0):
    tribe = joining.found_tribe(make_person(name.lower()), name, f"The idea of {name}.", joining=how)
    for person in make_people(people, name.lower()):
        joining.admit(tribe, person, timezone.now())
    return tribe


def test_visitors_see_tribes_that_may_be_seen_the_largest_first(client):
    found("Choir", "open", 1)
    found("Garden", "request", 3)
    found("Secret", "invitation", 5)
    page = client.get("/").content.decode()
    assert page.index("The idea of Garden.") < page.index("The idea of Choir.")
    assert "Secret" not in page
    assert "4 people" in page
    assert "2 people" in page
    assert 'href="/t/garden/about/"' in page
    assert "by invitation" in page
    assert "are you using your followers?" in page


def test_where_every_tribe_is_by_invitation_visitors_are_told_how_people_come_here(client):
    found("Secret", "invitation")
    page = client.get("/").content.decode()
    assert "People come here by invitation" in page
    assert "Secret" not in page
    assert 'href="/account/signup/"' not in page


def test_a_server_that_takes_everyone_offers_an_account(client, settings):
    settings.SIGNUP_OPEN = True
    found("Choir", "open")
    assert 'href="/account/signup/"' in client.get("/").content.decode()


def test_the_page_costs_the_same_however_many_tribes_there_are(client, django_assert_num_queries):
    found("Choir", "open", 2)
    with django_assert_num_queries(3):  # is anybody here, is it a demo, the tribes
        client.get("/")
    for number in range(30):
        found(f"Tribe{number}", "open")
    with django_assert_num_queries(3):
        assert client.get("/").content.decode().count('<li><h3><a href="/t/') == 24


def test_whoever_is_signed_in_is_at_home_there(client):
    client.force_login(make_person("ann"))
    assert "are you using your followers?" not in client.get("/").content.decode()


def test_the_start_page_is_only_read(client):
    assert client.post("/").status_code == 405
