"""In production the first door opens for whoever runs the server, and for nobody else."""

import pytest

from folkmoot.people.models import Person
from folkmoot.site.services import start_word

pytestmark = pytest.mark.django_db
FORM = {
    "display_name": "Ada Lind",
    "email": "ada@example.org",
    "tribe_name": "Linden Street",
    "idea": "We look after our street together.",
    "topics": "",
    "time_zone": "",
}


def test_a_stranger_cannot_take_a_new_server(client, settings):
    settings.PRODUCTION = True
    for word in ("", "open", start_word()[:-1]):
        assert client.get("/start/", {"word": word}).status_code == 403
        assert client.post("/start/", {**FORM, "word": word}).status_code == 403
    assert not Person.objects.exists()


def test_whoever_saw_the_word_opens_it(client, settings):
    settings.PRODUCTION = True
    assert start_word() in client.get("/start/", {"word": start_word()}).content.decode()
    assert client.post("/start/", {**FORM, "word": start_word()}).status_code == 302
    assert Person.objects.get().is_steward
