"""Every fixture is read to exactly the rows that somebody looked at and found right."""

import pytest

from tests.mirror.golden import ARCHIVES, golden, rows_of


@pytest.mark.parametrize(
    "name",
    [
        *("dogsheep", "mastodon", "mastodon_archive", "plain", "x", "x_2019", "x_classic", "x_parts"),
        *("instagram", "instagram_2021", "instagram_newest", "facebook", "facebook_2021", "facebook_newest"),
    ],
)
def test_an_archive_is_read_to_the_rows_that_were_looked_at(name):
    assert rows_of(ARCHIVES / name) == golden(name)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("bluesky_fakermaker", "bluesky/fakermaker.repo.car"),
        ("bluesky_paul_staging", "bluesky/paul_staging.repo.car"),
        ("bluesky_greenground", "bluesky/greenground.repo.car"),
        ("bluesky_slice", "bluesky/repo_slice.car"),
    ],
)
def test_a_file_is_read_to_the_rows_that_were_looked_at(name, file):
    assert rows_of(ARCHIVES / file) == golden(name)
