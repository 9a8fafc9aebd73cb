"""Every fixture is read to exactly the rows that somebody looked at and found right."""

import pytest

from tests.mirror.golden import ARCHIVES, golden, rows_of


@pytest.mark.parametrize("name", ["mastodon"])
def test_an_archive_is_read_to_the_rows_that_were_looked_at(name):
    assert rows_of(ARCHIVES / name) == golden(name)
