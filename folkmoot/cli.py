"""The command line: `folkmoot serve | worker | demo | invite | doctor | mirror | judge`."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from folkmoot.mirror import command as mirror_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.site.settings")

app = typer.Typer(
    help="Folkmoot: a home for a tribe, not an audience.", no_args_is_help=True, pretty_exceptions_enable=False
)
out = Console()
err = Console(stderr=True)


def _django() -> None:
    """Load the settings and the apps; a setting that cannot be used ends the program with its sentence."""
    import django

    from folkmoot.site.environment import SettingError

    try:
        django.setup()
    except SettingError as problem:
        err.print(str(problem), style="red", soft_wrap=True)
        raise typer.Exit(2) from None


def _bring_up_to_date() -> None:
    """Apply migrations, and gather static files where they are served from one folder."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import OperationalError

    try:
        call_command("migrate", verbosity=0, interactive=False)
    except OperationalError as problem:
        err.print(f"The database does not answer: {problem}. See DATABASE_URL.", style="red", soft_wrap=True)
        raise typer.Exit(1) from None
    if settings.PRODUCTION:
        call_command("collectstatic", verbosity=0, interactive=False)


def _refuse_unready(code: int) -> None:
    """End with a sentence and this exit code while the database does not answer or lacks migrations.

    For commands that do not apply them: `serve` does, and two that did it at once would be in each other's way.
    """
    from folkmoot.site.selectors import what_is_missing

    missing = what_is_missing()
    if missing == "database":
        err.print("The database does not answer. See DATABASE_URL.", style="red", soft_wrap=True)
    elif missing:
        err.print(
            "The database is new or of an older version: start `folkmoot serve` first, which brings it up to date.",
            style="red",
            soft_wrap=True,
        )
    if missing:
        raise typer.Exit(code)


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    with_worker: Annotated[bool, typer.Option("--with-worker", help="Do the background work too.")] = False,
    workers: Annotated[int, typer.Option(help="Processes that answer requests.", min=1, max=64)] = 1,
) -> None:
    """Serve the pages and the API (and, with --with-worker, the background work)."""
    if os.environ.get("FOLKMOOT_MODE", "").strip() in {"", "development"}:
        os.environ.setdefault("FOLKMOOT_BASE_URL", f"http://{host}:{port}")
    _refuse_taken_port(host, port)
    _django()
    _bring_up_to_date()
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    worker = _Worker() if with_worker else None
    out.print(f"Folkmoot is at [bold]http://{host}:{port}[/bold]  (Ctrl-C ends it)")
    _say_how_to_open()
    try:
        Granian(
            "folkmoot.site.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=4,
            log_level=LogLevels.warning,
            respawn_failed_workers=True,
        ).serve()
    finally:
        if worker is not None:
            worker.stop()


def _say_how_to_open() -> None:
    """In production the first door opens with a word, so that no stranger is there first."""
    from django.conf import settings

    from folkmoot.people.selectors import server_is_empty
    from folkmoot.site.services import start_word

    if settings.PRODUCTION and server_is_empty():
        out.print(f"Nobody lives here yet. Open {settings.BASE_URL}/start/?word={start_word()}", soft_wrap=True)


def _refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            sentence = f"Cannot listen on {host}:{port} ({problem.strerror}); choose another port, like PORT=8001."
            err.print(sentence, style="red", soft_wrap=True)
            raise typer.Exit(1) from None


class _Worker:
    """The worker beside the server, started again when it dies."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.process = self._start()
        threading.Thread(target=self._watch, daemon=True).start()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "folkmoot.cli", "worker", "--until-parent-ends"]
        return subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - a fixed command of ours

    def _watch(self) -> None:
        while not self.stopping.wait(1):
            if self.process.poll() is not None:
                self.process = self._start()

    def stop(self) -> None:
        """End it, gently at first."""
        self.stopping.set()
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()


@app.command()
def worker(
    until_parent_ends: Annotated[bool, typer.Option("--until-parent-ends", hidden=True)] = False,
    batch: Annotated[bool, typer.Option("--batch", help="Do what waits now, then end.")] = False,
) -> None:
    """Do the background work: invitations, e-mails, looks into the mirror, promises by the hour, tidying up."""
    if until_parent_ends:
        parent = os.getppid()

        def watch() -> None:
            while os.getppid() == parent:
                time.sleep(1)
            os.kill(os.getpid(), signal.SIGTERM)

        threading.Thread(target=watch, daemon=True).start()
    _django()
    _refuse_unready(1)
    from django.core.management import call_command

    from folkmoot.mirror.pages.services import tend
    from folkmoot.site import housekeeping
    from folkmoot.talk.tasks import send_interruptions
    from folkmoot.tribes.tasks import resume

    resume()
    send_interruptions.enqueue()  # what a crash left behind
    if batch:
        housekeeping.see_to_promises()
        tend()
    else:
        housekeeping.keep_tidy()
        housekeeping.keep_seeing_to_promises()
        housekeeping.keep_tending_the_mirror()
        housekeeping.keep_reading_for_the_mirror()
    call_command(
        "db_worker",
        queue_name="*",
        exclude_queues="" if batch else housekeeping.OWN_THREADS,
        batch=batch,
        reload=False,
        startup_delay=False,
        verbosity=0,
    )


@app.command()
def doctor(
    replay: Annotated[int, typer.Option(help="How many of the newest messages P4 is replayed for.", min=0)] = 200,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON per finding.")] = False,
) -> None:
    """Prove P1-P4 and F1-F4 on the live database; check settings, mail, disk, migrations; exit 1 if one is wrong."""
    _django()
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    from folkmoot.site.doctor import examine

    wrong = 0
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task("Looking…", total=None)

        def progress(name: str, done: int, of: int) -> None:
            counted = f"{name}: {done:,} of {of:,} entries" if of else f"Looking at {name}…"
            bar.update(task, description=counted, completed=done, total=of or None)

        for finding in examine(replay, progress):
            wrong += not finding.ok
            if as_json:
                print(json.dumps({**finding.__dict__, "rows": list(finding.rows)}), flush=True)
                continue
            mark = "[green]✓[/green]" if finding.ok else "[red]✗[/red]"
            out.print(f"{mark} [bold]{finding.about:<11}[/bold]", end="")
            out.print(finding.sentence, markup=False, highlight=False, soft_wrap=True)
            for row in finding.rows:
                out.print(f"              {row}", markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(1 if wrong else 0)


@app.command()
def demo(
    seed: Annotated[int, typer.Option(help="The same seed makes the same demo.")] = 7,
) -> None:
    """Fill an empty database with the demo tribe: 40 people, a year of talk and of favors."""
    _django()
    _bring_up_to_date()
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    from folkmoot.demo.services import build_demo
    from folkmoot.people.services import NotEmpty

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    try:
        with Progress(*columns, console=err) as bar:
            task = bar.add_task("Building the demo tribe", total=None)
            told = build_demo(seed, lambda done, of: bar.update(task, completed=done, total=of))
    except NotEmpty:
        err.print(
            "The demo needs an empty database, and somebody has an account in this one. "
            "Give it a folder of its own: FOLKMOOT_DATA=demo-data folkmoot demo, and the same for serve.",
            style="red",
            soft_wrap=True,
        )
        raise typer.Exit(1) from None
    what = f"{told.people} people, {told.posts} posts, {told.favors} favors"
    out.print(f"{what}. `folkmoot serve --with-worker` opens the door.")


@app.command()
def invite(
    file: Annotated[Path, typer.Argument(help="A subscriber CSV, a Mastodon CSV, a vCard file, or addresses.")],
    tribe: Annotated[str, typer.Option(help="The tribe's slug, as in its address.")],
    as_: Annotated[str, typer.Option("--as", help="The handle of the leader who invites.")] = "",
    words: Annotated[str, typer.Option(help="A few words of your own.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before sending.")] = False,
) -> None:
    """Invite the people of a list to a tribe, each at most once; run it again to go on after a break."""
    _django()
    _refuse_unready(2)
    from folkmoot.tribes.bringing import invite_from_file

    raise typer.Exit(
        invite_from_file(file, tribe, handle=as_ or None, words=words, dry_run=dry_run, yes=yes, console=out)
    )


app.command("mirror")(mirror_command.mirror)
app.command("judge")(mirror_command.judge)


def main() -> None:
    """Where the `folkmoot` program begins."""
    app()


if __name__ == "__main__":
    main()
