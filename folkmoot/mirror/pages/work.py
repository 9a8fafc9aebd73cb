"""The process that reads what was handed in: a process of its own, since what strangers hand in may be anything.

It knows its folder and nothing else: no database, no settings, no secret. It ends when whoever started it does, and
whatever comes of it stands in ``result.json``: ``told`` (there is a report), ``failed`` (a sentence for its owner) or
``broke`` (where in the program, for the log; never a word of what was read).
"""

import errno
import json
import os
import signal
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path
from typing import Any

from folkmoot.mirror.notes import MirrorError
from folkmoot.mirror.pages.folders import AS_JSON, REPORT, SCRATCH, Folder

EVERY = 0.3  # seconds between two words on how far it is
NOTES_AT_MOST = 20


def main(path: Path) -> None:
    """Read what the folder holds, write the report beside it."""
    os.umask(0o077)
    folder = Folder(path.parent, path.name)
    scratch = path / SCRATCH
    scratch.mkdir(exist_ok=True)
    tempfile.tempdir = str(scratch)
    os.environ["TMPDIR"] = str(scratch)  # for processes that this one starts
    told = _Told(folder)
    told("starting", 0, 0)
    folder.write_result(_read(folder, told))


def _read(folder: Folder, told: "_Told") -> dict[str, Any]:
    try:
        return {"told": _shown(folder, told)}
    except MirrorError as problem:
        return {"failed": str(problem)}
    except MemoryError:
        return {"failed": "This archive needs more memory than this server gives it: read it on your own machine."}
    except OSError as problem:
        if problem.errno == errno.ENOSPC:
            return {"failed": "This server ran out of room while it was reading: come back later."}
        return {"broke": _where(problem)}
    except Exception as problem:
        return {"broke": _where(problem)}


def _shown(folder: Folder, told: "_Told") -> dict[str, Any]:
    """Write the report; what lists of looks say of it."""
    from folkmoot.mirror.looking import Wish, look  # here, since it takes a while and may fail
    from folkmoot.mirror.report import as_json, page

    job = folder.job()
    wish = Wish(folder.handed_in(), language=job.get("language") or None, processes=1)
    with look(wish, lambda done, of: told("counting" if done >= of else "reading", done, of)) as mirror:
        folder.forget_upload()
        told("writing", 0, 0)
        folder.keep_file(REPORT, page(mirror, show_people=bool(job.get("show_people"))))
        values = as_json(mirror)
        folder.keep_file(AS_JSON, json.dumps(values, ensure_ascii=False, indent=1))
        measured = mirror.measured
        return {
            "networks": [reader.SHOWN for reader in mirror.readers],
            "posts": measured.posts,
            "first": measured.first and measured.first.isoformat(),
            "last": measured.last and measured.last.isoformat(),
            "answer": mirror.answer.sentence,
            "notes": values["notes"][:NOTES_AT_MOST],  # as the report says them: folders of messages bear names
        }


def _where(problem: BaseException) -> str:
    """The kind of a problem and the lines it came from, ours last: a message might quote what was read."""
    frames = traceback.extract_tb(problem.__traceback__)
    ours = [frame for frame in frames if "folkmoot" in Path(frame.filename).parts]
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in (*frames[-1:], *ours[-1:])]
    return f"{type(problem).__name__} at {', '.join(dict.fromkeys(places)) or '?'}"


class _Told:
    """Writes down how far it is, a few times a second at most; a new thing to do is told at once."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._began = self._last = time.monotonic()
        self._doing = ""

    def __call__(self, doing: str, done: int, of: int) -> None:
        now = time.monotonic()
        if doing != self._doing or now - self._last >= EVERY:
            self._doing, self._last = doing, now
            self._folder.write_progress(doing, done, of, now - self._began)


def _end_with_whoever_started_it() -> None:
    """Its standard input is a pipe that nobody writes to: when it ends, nobody waits for this any more."""

    def watch() -> None:
        sys.stdin.buffer.read()
        os.killpg(0, signal.SIGKILL)  # with the processes that this one has started

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    _end_with_whoever_started_it()
    main(Path(sys.argv[1]))
