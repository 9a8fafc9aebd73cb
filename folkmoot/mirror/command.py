"""`folkmoot mirror` and `folkmoot judge`: what they take, what they print, how they end. No Django, no database."""

import json
import os
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, cast

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

err = Console(stderr=True)
DEFAULT = Path("folkmoot-mirror.html")


def mirror(
    archives: Annotated[
        list[Path],
        typer.Argument(metavar="ARCHIVE...", help="What the networks gave you: zip, tar.gz, folder or file."),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The report.")] = DEFAULT,
    json_to: Annotated[Path | None, typer.Option("--json", help="The same as JSON.")] = None,
    tables: Annotated[Path | None, typer.Option(help="Folder for posts, acts and people as Parquet.")] = None,
    since: Annotated[str | None, typer.Option(help="First day, like 2025-01-31 (UTC).")] = None,
    until: Annotated[str | None, typer.Option(help="Last day, like 2025-12-31 (UTC).")] = None,
    language: Annotated[
        str | None, typer.Option(help="Of posts that do not say it themselves, like 'en' or 'de'.")
    ] = None,
    show_people: Annotated[bool, typer.Option(help="With names and words of other people.")] = False,
    hash_people: Annotated[bool, typer.Option(help="Digests in the place of names, in report and tables.")] = False,
    engine: Annotated[Literal["duckdb", "spark"], typer.Option(help="Where the tables are measured.")] = "duckdb",
) -> None:
    """Are you building a tribe, or are you using your followers? Reads archives of your accounts, on your machine.

    Exit code: 0 when there is a report, 1 when nothing can be shown (one sentence says why), 2 for wrong options.
    """
    from folkmoot.mirror.looking import Wish, look
    from folkmoot.mirror.notes import MirrorError
    from folkmoot.mirror.report import as_json, page

    for name, day in (("--since", since), ("--until", until)):
        _check_day(name, day)
    if since and until and since > until:
        raise typer.BadParameter(f"--since {since} is after --until {until}.")
    if language is not None and not (len(language) == 2 and language.isascii() and language.isalpha()):
        raise typer.BadParameter(
            f"'{language}' is no language code of two letters, like 'en'.", param_hint="--language"
        )
    _check_places(archives, {"--output": output, "--json": json_to})
    wish = Wish(archives, since, until, language and language.lower(), hash_people, tables, engine)
    try:
        with _ended_gently(), _bar() as bar, look(wish, bar) as mirror:
            # Everything is made before anything is written: a report is there whole, or not at all.
            written = page(mirror, show_people=show_people)
            values = (
                json.dumps(as_json(mirror, show_people=show_people), ensure_ascii=False, indent=1)
                if json_to is not None
                else ""
            )
            sentence, sentences = mirror.answer.sentence, mirror.notes.all()
        _write(output, written)
        if json_to is not None:
            _write(json_to, values)
    except MirrorError as problem:
        err.print(str(problem), style="red", soft_wrap=True, markup=False)
        raise typer.Exit(1) from None
    except OSError as problem:
        err.print(
            f"Could not write: {problem.strerror or problem} ({problem.filename or output}).",
            style="red",
            soft_wrap=True,
            markup=False,
        )
        raise typer.Exit(1) from None
    for note in sentences:
        err.print(note, style="yellow", soft_wrap=True, markup=False)
    typer.echo(sentence)
    typer.echo(f"The report: {output}")


def judge() -> None:
    """Read one post a line and write, for each, one line of JSON: what it is for, and the words that spoke for it."""
    from folkmoot.mirror.judge.lines import Stream, judge_stream

    try:
        for answers in judge_stream(cast(Stream, sys.stdin.buffer)):
            sys.stdout.write("\n".join(answers) + "\n")
            sys.stdout.flush()  # whoever sends one line waits for its answer before the next
    except BrokenPipeError:  # whoever reads has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _check_day(name: str, day: str | None) -> None:
    if day is None:
        return
    try:
        if date.fromisoformat(day).isoformat() != day:
            raise ValueError
    except ValueError:
        raise typer.BadParameter(f"'{day}' is no day like 2025-01-31.", param_hint=name) from None


@contextmanager
def _ended_gently() -> Iterator[None]:
    """Who ends it, or closes its window, leaves no more behind than Ctrl-C does: nothing of the archive."""

    def end(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    # Windows has no SIGHUP.
    names = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(name, end) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


@contextmanager
def _bar() -> Iterator["_Told"]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True) as progress:
        yield _Told(progress)


class _Told:
    """Tells the bar how far the reading is; afterwards it says that the rest is being counted."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("Reading and judging", total=None)

    def __call__(self, done: int, total: int) -> None:
        words = "Counting" if done >= total else "Reading and judging"
        self._progress.update(self._task, completed=done, total=total, description=words)


def _check_places(archives: Sequence[Path], places: Mapping[str, Path | None]) -> None:
    """Before anything is read: what is written goes to files of its own, and never over an archive."""
    taken = {archive.resolve(): f"the archive {archive}" for archive in archives}
    for option, place in places.items():
        if place is None or _is_pipe(place):
            continue
        if place.is_dir():
            raise typer.BadParameter(f"{place} is a folder: give the name of a file in it.", param_hint=option)
        if place.resolve() in taken:
            what = taken[place.resolve()]
            raise typer.BadParameter(f"{place} is {what} already: give another name.", param_hint=option)
        taken[place.resolve()] = f"what {option} writes"


def _is_pipe(path: Path) -> bool:
    """Is it a pipe or a device, like /dev/stdout, which is written to and never replaced?"""
    return path.exists() and not path.is_file() and not path.is_dir()


def _write(path: Path, text: str) -> None:
    """All of it or nothing: a file that was there stays until the new one is whole."""
    if _is_pipe(path):
        path.write_text(text, encoding="utf-8")
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".folkmoot-mirror-", dir=path.parent)  # for its owner alone:
    temporary = Path(name)  # what somebody wrote for their followers is still theirs
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        temporary.replace(path)
    except BaseException:  # a full disk, or Ctrl-C
        temporary.unlink(missing_ok=True)
        raise
