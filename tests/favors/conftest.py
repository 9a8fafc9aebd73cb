"""What tests of favors may ask for besides."""

import pytest
from django.db import connection, transaction
from django.utils import timezone

from folkmoot.append_only import unlocked
from folkmoot.permissions.rules import Scope
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.giving import give_permission
from tests.favors.askers import fellow
from tests.support.cast import make_people


@pytest.fixture
def ledger_to_be_emptied(transactional_db):
    """For tests that commit: afterwards the entries go, which the database lets nobody take away."""
    yield
    with transaction.atomic(), unlocked("favors_entry"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM favors_entry")


@pytest.fixture
def friend(cast):
    """A member who lets the tribe ask them."""
    return fellow(cast, "friend", can_help_with="ladders")


@pytest.fixture
def crowd(cast):
    """Twenty members who let the tribe ask them."""
    people = make_people(20)
    for person in people:
        joining.admit(cast.tribe, person, timezone.now())
        give_permission(person, cast.tribe, Scope.ASKS)
    return people
