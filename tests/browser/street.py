"""People in a house without the way there: run by ``House.people_move_in``, in the house's own environment.

Prints, as JSON, the session key of everyone who moved in, so that a test can look on as any of them at once.
"""

import json
import sys
from importlib import import_module

import django


def move_in(names: list[str]) -> dict[str, str]:
    """Linden Street, led by the first of the names; the session key of each."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from tests.support.cast import make_person

    joining = import_module("folkmoot.permissions.services.joining")
    store = import_module(settings.SESSION_ENGINE).SessionStore
    people = [make_person(name) for name in names]
    idea = "We look after our street together."
    topics = ("garden", "tools", "kitchen")
    tribe = joining.found_tribe(people[0], "Linden Street", idea, joining="request", topics=topics)
    for person in people[1:]:
        joining.admit(tribe, person, django.utils.timezone.now())
    keys = {}
    for person in people:
        session = store()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        keys[person.name] = session.session_key
    return keys


if __name__ == "__main__":
    django.setup()
    print(json.dumps(move_in(sys.argv[1:])))
