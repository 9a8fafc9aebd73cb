"""A Folkmoot of its own for a journey: the real server and worker in processes, on a data folder that is new."""

import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path


class House:
    """A running `folkmoot serve --with-worker`; mail is read as its people would, from what was sent."""

    def __init__(self, demo: bool = False) -> None:
        self.data = Path(tempfile.mkdtemp(prefix="folkmoot-house-"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        # Nothing of whoever runs the tests: no database of theirs, no production mode.
        kept = {k: v for k, v in os.environ.items() if not k.startswith("FOLKMOOT_") and k != "DATABASE_URL"}
        self.environment = {**kept, "FOLKMOOT_DATA": str(self.data), "FOLKMOOT_LOG_LEVEL": "WARNING"}
        if demo:
            self.run("demo", "--seed", "7")
        self.log = (self.data / "serve.log").open("wb")
        command = [sys.executable, "-m", "folkmoot.cli", "serve", "--with-worker", "--port", str(self.port)]
        self.process = subprocess.Popen(
            command, env=self.environment, stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL
        )
        self._wait_until_it_answers()

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A `folkmoot` command on this house's data; what it said, when it went well."""
        return subprocess.run(
            [sys.executable, "-m", "folkmoot.cli", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )

    def people_move_in(self, *names: str) -> None:
        """Linden Street with these people in it, the first its leader; ``keys`` holds a session of each."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.browser.street", *names],
            env={**self.environment, "DJANGO_SETTINGS_MODULE": "folkmoot.site.settings"},
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        self.keys: dict[str, str] = json.loads(done.stdout)

    def find(self, question: str, *values: object) -> list[tuple]:
        """Rows from the house's database, for what a page tells only in part (read only)."""
        with closing(sqlite3.connect(f"file:{self.data}/folkmoot.sqlite3?mode=ro", uri=True)) as database:
            return database.execute(question, values).fetchall()

    def _wait_until_it_answers(self) -> None:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                pass
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise AssertionError("the server did not start:\n" + (self.data / "serve.log").read_text())

    def mails_to(self, address: str, wait: float = 20) -> list[dict]:
        """What was sent to an address, newest first; waits (seconds) until there is something."""
        until = time.monotonic() + wait
        while True:
            folder = self.data / "mail"
            paths = sorted(folder.glob("*.json"), key=lambda path: int(path.stem), reverse=True)
            mails = [json.loads(path.read_text()) for path in paths]
            found = [mail for mail in mails if address in mail["to"]]
            if found or time.monotonic() > until:
                return found
            time.sleep(0.2)

    def code_for(self, address: str, after: int = 0) -> str:
        """The newest code that was sent to an address, once more than ``after`` mails have come."""
        until = time.monotonic() + 20
        while len(self.mails_to(address)) <= after and time.monotonic() < until:
            time.sleep(0.2)
        text = self.mails_to(address)[0]["text"]
        found = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", text, re.M)
        assert found, text
        return found[1]

    def link_for(self, address: str, part: str = "/i/") -> str:
        """The first link in the newest mail to an address whose path holds ``part``."""
        text = self.mails_to(address)[0]["text"]
        found = re.search(rf"http\S*{re.escape(part)}\S*", text)
        assert found, text
        return re.sub(r"^https?://[^/]+", self.url, found[0])

    def end(self) -> list[str]:
        """Stop the server and remove its data; what it and the worker logged as errors."""
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)
        self.log.close()
        said = (self.data / "serve.log").read_text(errors="replace")
        shutil.rmtree(self.data, ignore_errors=True)
        return [said] if re.search(r"\[error|\[critical|^Traceback", said, re.M) else []
