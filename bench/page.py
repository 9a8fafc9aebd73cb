"""The signed-in home page of 20 posts over HTTP, beside an empty view and beside no Django at all.

All three are served by granian with one worker, as Folkmoot is; the requests come from threads of this process
that keep their connections. What counts is the server's own time on a processor, user and system, with
everything it started: that is what a page costs, whoever else is busy on the machine.
"""

import http.client
import socket
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench import databases, machine
from bench.figures import Result
from bench.progress import steps

TARGET_MS = 3.0  # of the server's processor per page
ROUNDS = 5
SECONDS = 4.0  # each
CLIENTS = 4


@dataclass
class _Server:
    name: str
    target: str
    path: str
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    per_second: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)


def run() -> Result:
    """Build the demo, serve it, ask for Mara's home page, and measure."""
    servers = [
        _Server("page", "folkmoot.site.wsgi:application", "/"),
        _Server("empty_view", "bench.empty:view", "/"),
        _Server("no_django", "bench.empty:bare", "/"),
    ]
    with databases.throwaway("sqlite") as (environment,), steps("page", 3 + 3 * ROUNDS) as step:
        environment.pop("FOLKMOOT_LOG_LEVEL")  # as it is served: a line of log for each request
        step("building the demo")
        cookie = _signed_in(environment)
        step("starting the servers")
        try:
            for server in servers:
                _start(server, environment)
            step("warming up")
            for server in servers:
                _measure(server, cookie, 1.0, keep=False)
            for _ in range(ROUNDS):
                for server in servers:
                    step(server.name.replace("_", " "))
                    _measure(server, cookie, SECONDS)
        finally:
            for server in servers:
                if server.process is not None:
                    server.process.terminate()
                    server.process.wait(20)
    page, empty, bare = (statistics.median(server.cpu_ms) for server in servers)
    ratios = [a / b for a, b in zip(servers[0].cpu_ms, servers[1].cpu_ms, strict=True)]
    return Result(
        bench="page",
        figure=page,
        unit="ms of the server's processor per page",
        beside=empty,
        ratio=statistics.median(ratios),
        target=TARGET_MS,
        ok=page <= TARGET_MS,
        more={
            "cpu_ms": {"page": page, "empty_view": empty, "no_django": bare},
            "cpu_ms_least": {server.name: min(server.cpu_ms) for server in servers},
            "requests_per_second": {server.name: statistics.median(server.per_second) for server in servers},
            "posts": 20,
            "clients": CLIENTS,
        },
    )


_SIGN_IN = """
from bench.databases import enter

enter(dict(os.environ))
from folkmoot.demo.services import build_demo
from folkmoot.people.models import Person
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
build_demo(7)
mara = Person.objects.get(name="mara")
session = SessionStore()
session[SESSION_KEY] = str(mara.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = mara.get_session_auth_hash()
session.create()
print(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
"""


def _signed_in(environment: dict[str, str]) -> str:
    """The cookie of Mara, in the demo that is built for it."""
    said = subprocess.run(
        [sys.executable, "-c", _SIGN_IN], env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return said.stdout.strip().splitlines()[-1]


def _start(server: _Server, environment: dict[str, str]) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        server.port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--workers", "1"]
    command += ["--blocking-threads", "4", "--log-level", "warning", "--port", str(server.port), server.target]
    more = {"FOLKMOOT_BENCH_EMPTY": "1"} if server.name == "empty_view" else {}
    server.process = subprocess.Popen(
        command,
        env={**environment, **more, "PYTHONPATH": str(Path.cwd())},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", server.port), 1):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{server.target} does not answer")


def _measure(server: _Server, cookie: str, seconds: float, keep: bool = True) -> None:
    """Ask for ``seconds``; note requests per second and processor time per request."""
    if server.process is None:
        raise AssertionError("not started")
    until = time.monotonic() + seconds
    counts = [0] * CLIENTS
    wrong: list[str] = []

    def ask(client: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        while time.monotonic() < until:
            connection.request("GET", server.path, headers={"Cookie": cookie})
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200 or (server.name == "page" and body.count(b"<article") < 20):
                wrong.append(f"{answer.status}, {body.count(b'<article')} posts")
                return
            counts[client] += 1
        connection.close()

    before, begun = machine.cpu_seconds(server.process.pid), time.monotonic()
    threads = [threading.Thread(target=ask, args=(client,)) for client in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    used, took = machine.cpu_seconds(server.process.pid) - before, time.monotonic() - begun
    if wrong:
        raise AssertionError(f"{server.name} answered {wrong[0]}")
    if keep:
        server.per_second.append(sum(counts) / took)
        server.cpu_ms.append(used * 1000 / sum(counts))
