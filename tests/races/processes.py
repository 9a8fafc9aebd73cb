"""Real processes beside the test: the same database, connections of their own."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def database_url() -> str:
    """The database that this test uses now, for ``DATABASE_URL``."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    host = quote(told["HOST"] or "localhost", safe="")
    password = f":{quote(told['PASSWORD'], safe='')}" if told["PASSWORD"] else ""
    return f"postgresql://{told['USER']}{password}@{host}:{told['PORT'] or 5432}/{told['NAME']}"


def environment(**more: str) -> dict[str, str]:
    """Ours, with the database of this test."""
    ours = {**os.environ, "DATABASE_URL": database_url(), "FOLKMOOT_DATA": str(settings.DATA)}
    return {**ours, "DJANGO_SETTINGS_MODULE": "folkmoot.site.settings", "COLUMNS": "300", "NO_COLOR": "1", **more}


def folkmoot(*arguments: str, seconds: float = 120, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run the program as a person would, and wait for it."""
    return subprocess.run(
        [sys.executable, "-m", "folkmoot.cli", *arguments],
        cwd=ROOT,
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def doctor(replay: int = 200) -> "subprocess.CompletedProcess[str]":
    """``folkmoot doctor`` on this test's database."""
    return folkmoot("doctor", "--replay", str(replay))
