"""What every test may ask for."""

from collections.abc import Iterator

import pytest

from tests.support.cast import Cast, make_cast
from tests.support.flush import flushing_append_only_tables


@pytest.fixture(scope="session", autouse=True)
def _the_database_can_be_emptied_after_a_test() -> Iterator[None]:
    with flushing_append_only_tables():
        yield


@pytest.fixture
def cast(db) -> Cast:
    """A tribe with leader, member, outsider, removed member (and nobody)."""
    return make_cast()
