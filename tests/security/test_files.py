"""What lies in the data folder is for the server alone, whoever else has an account on the machine."""

import os
import stat
import subprocess
import sys
from pathlib import Path

START = """
import django
django.setup()
from django.core.management import call_command
from django.core.mail import send_mail
from folkmoot.people import pictures
call_command("migrate", verbosity=0)
send_mail("Your code", "WXYZ", None, ["ida@example.org"])
pictures.keep(b"RIFF")
from django.db import connection
connection.ensure_connection()
import os
print(*(os.path.join(at, name) for at, _, names in os.walk(os.environ["FOLKMOOT_DATA"]) for name in names), sep="\\n")
"""


def test_nobody_else_can_read_the_data_even_where_the_folder_was_made_for_everybody(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    environment = {
        "PATH": os.environ["PATH"],
        "FOLKMOOT_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "folkmoot.site.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", START], env=environment, capture_output=True, text=True, check=True, umask=0o022
    )
    found = [Path(line) for line in done.stdout.splitlines() if line.startswith(str(folder))]
    assert {path.suffix for path in found} >= {".sqlite3", ".sqlite3-wal", ".webp", ".json", ""}
    for path in found:
        closed = any(_is_private(parent) for parent in path.parents if folder in parent.parents)
        assert closed or _is_private(path), path


def _is_private(path: Path) -> bool:
    # A file that is gone (SQLite tidies up at the end) is read by nobody.
    return not path.exists() or not stat.S_IMODE(path.stat().st_mode) & 0o077
