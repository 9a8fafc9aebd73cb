"""The looks of each test lie in a folder of their own."""

import pytest


@pytest.fixture(autouse=True)
def mirror_folder(settings, tmp_path):
    """Where everything lies that is handed in."""
    settings.MIRROR_FOLDER = tmp_path / "mirror"
    return settings.MIRROR_FOLDER
