"""The signed-in home page of 20 posts over HTTP, beside an empty view and beside no Django at all."""

import contextlib
import http.client
import json
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

from bench import databases, machine
from bench.figures import Result, spread
from bench.home_sizes import CHUNKS
from bench.progress import steps
from bench.remote import Remote

TARGET_MS = 3.0  # CPU of the server per page
CLIENTS = 4  # as many as the server has threads
SECONDS = 4.0  # of load at a time
ROUNDS = 5
PATHS = {"page": "/", "empty": "/bench/empty", "bare": "/bench/bare"}
START_SECONDS = 60


def run() -> Result:
    """Fill a database, serve it, measure, throw it away."""
    count = CHUNKS + 1 + 1 + ROUNDS + 1
    with databases.throwaway("sqlite") as (environment,), steps("page", count) as step:
        port = _free_port()
        # As in production, where pages are logged and static files have hashed names.
        environment |= {
            "FOLKMOOT_MODE": "production",
            "FOLKMOOT_BASE_URL": f"http://127.0.0.1:{port}",
        }
        with Remote("small", environment) as database:
            filled = database.ask("fill", step)
            database.ask("gather_static")
            cookies = database.ask("sessions", count=CLIENTS)
            queries = database.ask("queries")
        environment |= {"DJANGO_SETTINGS_MODULE": "bench.page_settings", "FOLKMOOT_LOG_LEVEL": "INFO"}
        with _served(environment, port) as pid:
            size = _check(port, cookies[0])
            rounds: dict[str, list[dict[str, float]]] = {name: [] for name in PATHS}
            for _ in range(ROUNDS + 1):
                step("loading")
                for name, path in PATHS.items():
                    rounds[name].append(_loaded(pid, port, path, cookies))
    return _result({name: measured[1:] for name, measured in rounds.items()}, queries, size, filled)


def _result(rounds: dict[str, list[dict[str, float]]], queries: int, size: int, filled: dict[str, Any]) -> Result:
    cpu = {name: statistics.median(one["cpu_ms"] for one in measured) for name, measured in rounds.items()}
    per_second = {name: statistics.median(one["per_second"] for one in m) for name, m in rounds.items()}
    pairs = zip(rounds["page"], rounds["empty"], strict=True)
    return Result(
        bench="page",
        figure=cpu["page"],
        unit="ms of server CPU per request",
        beside=cpu["empty"],
        ratio=statistics.median(page["cpu_ms"] / empty["cpu_ms"] for page, empty in pairs),
        target=TARGET_MS,
        ok=cpu["page"] <= TARGET_MS,
        more={
            "target_is_for": "figure",
            "cpu_ms_of_rounds": spread([one["cpu_ms"] for one in rounds["page"]]),
            "cpu_ms_without_django": cpu["bare"],
            "requests_per_second": per_second,
            "p50_ms": {n: 1000 * statistics.median(one["p50"] for one in m) for n, m in rounds.items()},
            "clients": CLIENTS,
            "queries_of_page": queries,
            "bytes_of_page": size,
            "database": filled["database"],
            "deliveries": filled["deliveries"],
        },
    )


def _loaded(pid: int, port: int, path: str, cookies: list[str]) -> dict[str, float]:
    """One stretch of load: answers per second, and the server's CPU for each."""
    command = [sys.executable, "-m", "bench.load", str(port), path, str(SECONDS)]
    before = machine.cpu_seconds(pid)
    said = subprocess.run(command, check=True, input="\n".join(cookies), capture_output=True, text=True).stdout
    used = machine.cpu_seconds(pid) - before
    answer = json.loads(said)
    if answer["problem"] or not answer["requests"]:
        raise RuntimeError(f"the server did not answer as it should: {answer['problem'] or 'not at all'}")
    return {
        "cpu_ms": 1000 * used / answer["requests"],
        "per_second": answer["requests"] / answer["seconds"],
        "p50": answer["p50"],
    }


@contextlib.contextmanager
def _served(environment: dict[str, str], port: int) -> Iterator[int]:
    """The server while the block runs; its process."""
    command = [sys.executable, "-m", "bench.page_server", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + START_SECONDS
        while server.poll() is None and time.monotonic() < end:
            with contextlib.suppress(OSError, http.client.HTTPException):
                _get(port, PATHS["bare"])
                break
            time.sleep(0.1)
        else:
            raise RuntimeError("the server did not start")
        yield server.pid
    finally:
        server.terminate()
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _check(port: int, cookie: str) -> int:
    """That what is measured is the page with its 20 posts; its size in bytes."""
    body = _get(port, PATHS["page"], cookie)
    posts = body.count(b"<p>Made post ")
    if posts < 20:
        raise RuntimeError(f"the page shows {posts} posts instead of 20")
    return len(body)


def _get(port: int, path: str, cookie: str = "") -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers={"Cookie": cookie})
        return connection.getresponse().read()
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
