"""The real server as a process of its own, which can be killed without a word."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from types import TracebackType

from tests.races.processes import ROOT, environment

START_SECONDS = 90  # machines may be busy


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """``folkmoot serve`` on the database of this test, in a process group of its own."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.process = subprocess.Popen(
            [sys.executable, "-m", "folkmoot.cli", "serve", "--port", str(port)],
            cwd=ROOT,
            env=environment(FOLKMOOT_LOG_LEVEL="ERROR"),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def __enter__(self) -> "Server":
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                if self._answers():
                    return self
            except OSError:
                time.sleep(0.02)
        self.kill()
        raise AssertionError("the server did not start")

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.kill()

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        finally:
            connection.close()

    def kill(self) -> None:
        """SIGKILL to all its processes at once: none of them can say or finish anything."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass
class Writer(threading.Thread):
    """Somebody whose program posts one thing after another until the server is gone."""

    port: int
    key: str
    tribe: str
    stem: str
    begun: list[str] = field(default_factory=list)  # texts that were on their way
    answered: dict[str, int] = field(default_factory=dict)  # text -> id, as the server confirmed it

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.strange: list[str] = []

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        """Post until the connection breaks."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        for number in range(500):
            text = f"{self.stem} {number}"
            self.begun.append(text)
            try:
                body = json.dumps({"tribe": self.tribe, "text": text})
                connection.request("POST", "/api/folkmoot/v1/posts", body, headers)
                response = connection.getresponse()
                said = json.loads(response.read())
            except (OSError, http.client.HTTPException, ValueError):
                return  # the server is gone in the middle of it
            if response.status != 201:
                self.strange.append(f"{response.status} {said}")
                return
            self.answered[text] = int(said["id"])
