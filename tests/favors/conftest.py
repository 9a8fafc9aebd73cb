"""What tests of favors may ask for besides."""

import pytest
from django.db import connection, transaction

from folkmoot.append_only import unlocked


@pytest.fixture
def ledger_to_be_emptied(transactional_db):
    """For tests that commit: afterwards the entries go, which the database lets nobody take away."""
    yield
    with transaction.atomic(), unlocked("favors_entry"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM favors_entry")
