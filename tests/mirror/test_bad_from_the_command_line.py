"""`folkmoot mirror` on bad archives: a report with a sentence, or a sentence and no report; never a trace of Python."""

import errno
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from folkmoot.mirror import tables
from folkmoot.mirror.command import mirror
from tests.mirror.bad import ACTOR, GOOD, outbox, tar_gz, zipped


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run it in a folder of its own; returns (exit code, what it says, the names of the files that are there)."""
    app = typer.Typer()
    app.command()(mirror)
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments):
        done = CliRunner().invoke(app, [str(argument) for argument in arguments])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.stdout, done.stderr, sorted(path.name for path in place.iterdir())

    return run


def laid(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def locked():
    data = bytearray(zipped({"outbox.json": outbox()}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + flags] |= 1
    return bytes(data)


def test_a_good_archive_gives_a_report(run, tmp_path):
    code, _, _, files = run(laid(tmp_path, "good.zip", zipped({"actor.json": ACTOR, "outbox.json": outbox(30)})))
    assert (code, files) == (0, ["folkmoot-mirror.html"])


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("cut.zip", zipped({"actor.json": ACTOR, "outbox.json": outbox(200)})[:-700], "cut short"),
        ("cut.tar.gz", tar_gz([("actor.json", ACTOR), ("outbox.json", outbox(200))])[:-300], "cut short"),
        ("out.zip", zipped({**GOOD, "../../x.json": b"{}"}), "lead out of the archive"),
        (
            "broken.zip",
            zipped({**GOOD, "likes.json": b'{"id": "likes.json", "orderedItems": [!'}),
            "likes.json is broken",
        ),
    ],
)
def test_what_can_be_read_in_part_gives_a_report_and_one_sentence(name, data, sentence, run, tmp_path):
    code, _, said, files = run(laid(tmp_path, name, data))
    assert (code, files) == (0, ["folkmoot-mirror.html"])
    assert said.count(sentence) == 1
    assert len([line for line in said.splitlines() if line.strip()]) == 1


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("empty.zip", b"", "empty.zip is empty"),
        ("locked.zip", locked(), "locked.zip is encrypted"),
        ("half.zip", b"PK\x03\x04" + bytes(10), "half.zip is damaged or cut short"),
        ("noise.bin", random.Random(1).randbytes(5000), "noise.bin holds nothing that Folkmoot knows"),
        ("nothing.zip", zipped({}), "nothing.zip holds nothing that Folkmoot knows"),
        ("letter.txt", b"Dear Ann", "letter.txt holds nothing that Folkmoot knows"),
        ("silent.zip", zipped({"actor.json": ACTOR}), "There are no posts in it"),
        ("zip.zip", zipped({"a.zip": zipped(GOOD)}), "zip.zip holds nothing but further archives"),
    ],
)
def test_what_cannot_be_read_at_all_gives_one_sentence_and_no_report(name, data, sentence, run, tmp_path):
    code, said, problem, files = run(laid(tmp_path, name, data))
    assert (code, said, files) == (1, "", [])
    assert problem.strip().startswith(sentence), problem
    assert len([line for line in problem.splitlines() if line.strip()]) == 1
    assert "Traceback" not in problem


def test_an_archive_that_is_not_there_gives_one_sentence(run, tmp_path):
    code, _, problem, files = run(tmp_path / "none.zip")
    assert (code, files) == (1, [])
    assert problem.strip().startswith("There is no file or folder")


@pytest.mark.parametrize(
    "options",
    [[], ["--since", "yesterday"], ["--since", "2025-01-02", "--until", "2025-01-01"], ["--language", "english"]],
)
def test_wrong_options_are_told_of(options, run, tmp_path):
    given = [laid(tmp_path, "good.zip", zipped(GOOD))] if options else []
    code, _, _, files = run(*given, *options)
    assert (code, files) == (2, [])


@pytest.fixture
def good(tmp_path):
    return laid(tmp_path, "good.zip", zipped({"actor.json": ACTOR, "outbox.json": outbox(30)}))


@pytest.mark.parametrize("option", ["--output", "--json"])
def test_nothing_is_written_over_the_archive(option, run, good, tmp_path):
    before = good.read_bytes()
    (tmp_path / "other.zip").symlink_to(good)
    for place in (good, tmp_path / "other.zip"):
        code, _, said, files = run(good, option, place)
        assert (code, files) == (2, [])
        assert "is the archive" in said
    assert good.read_bytes() == before


def test_report_and_json_do_not_go_to_one_file(run, good):
    code, _, said, files = run(good, "--output", "both", "--json", "./both")
    assert (code, files) == (2, [])
    assert "already: give another name" in said


def test_a_folder_in_the_place_of_a_report_is_told_of_before_anything_is_read(run, good, tmp_path):
    code, _, said, files = run(good, "--output", tmp_path)
    assert (code, files) == (2, [])
    assert "is a folder: give the name of a file in it" in said


def test_a_pipe_is_written_to_and_stays_a_pipe(run, good, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        read = pool.submit(pipe.read_text)
        code, _, _, files = run(good, "--output", pipe)
        assert read.result(10).startswith("<!doctype html>")
    assert (code, files) == (0, [])
    assert pipe.is_fifo()


def test_a_disk_that_is_full_leaves_no_half_of_a_report(run, good, monkeypatch):
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space left", "x")))
    code, _, said, files = run(good)
    assert (code, files) == (1, [])
    assert "No space left" in said


def test_an_archive_that_memory_does_not_hold_gets_a_sentence(run, tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "MEMORY", "1MB")
    rows = (f"{' '.join(f'@u{n}_{i}' for i in range(20_000))},2024-01-0{n + 1}\n" for n in range(5))
    code, _, said, files = run(laid(tmp_path, "crowd.csv", f"text,date\n{''.join(rows)}".encode()))
    assert (code, files) == (1, [])
    assert "than there is memory for" in said


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_whoever_ends_it_leaves_nothing_of_the_archive_in_the_folder_for_temporary_files(name, tmp_path):
    rows = "".join(f"please share this thing of mine {n},2024-01-01\n" for n in range(400_000))
    archive = laid(tmp_path, "long.csv", f"text,date\n{rows}".encode())
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    command = [sys.executable, "-m", "folkmoot.cli", "mirror", str(archive), "-o", str(tmp_path / "report.html")]
    with subprocess.Popen(command, env=os.environ | {"TMPDIR": str(scratch)}, stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + 30
        while not list(scratch.glob("*/posts.raw.parquet")) and time.monotonic() < until:
            time.sleep(0.05)
        assert list(scratch.iterdir())
        process.send_signal(getattr(signal, name))
        assert process.wait(30) == 128 + getattr(signal, name)
    assert list(scratch.iterdir()) == []
    assert not (tmp_path / "report.html").exists()
