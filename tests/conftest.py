"""What every test may ask for."""

import pytest

from tests.support.cast import Cast, make_cast


@pytest.fixture
def cast(db) -> Cast:
    """A tribe with leader, member, outsider, removed member (and nobody)."""
    return make_cast()
