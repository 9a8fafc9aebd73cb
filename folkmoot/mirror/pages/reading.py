"""Reads the looks that wait, each in a process of its own, watched by whoever calls: a worker, or a test.

waiting -> running (committed, holds a place) -> ready or failed. Whoever holds the place gives a sign of life every
second; without one the look is taken up again by ``services.take_up_broken``.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import structlog
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from folkmoot.mirror.pages import rules, tribe
from folkmoot.mirror.pages.folders import Folder
from folkmoot.mirror.pages.models import Look
from folkmoot.mirror.pages.selectors import folder_of

log = structlog.get_logger("folkmoot.mirror")
PAUSE = 0.1  # seconds between two looks at the process

BROKE = (
    "Folkmoot could not read this to its end, which is a mistake of ours: where it happened is noted, nothing of what "
    "you handed in. All of it is deleted here."
)
TOO_LONG = (
    f"Reading this took longer than {rules.LONGEST.seconds // 60} minutes and was stopped. Read it on your own machine "
    "with the command 'folkmoot mirror', or leave pictures and films out."
)


class _Gone(Exception):
    """The look was deleted while it was read."""


class _TooLong(Exception):
    """It was stopped."""


def read_all_waiting() -> int:
    """Read what waits, oldest first, until nothing does or every place is taken; how many were read."""
    count = 0
    while (look := claim_next()) is not None:
        read(look)
        count += 1
    return count


def claim_next() -> Look | None:
    """Take a free place for the look that has waited longest; None when nothing waits, or no place is free."""
    while (pk := Look.objects.filter(state="waiting").order_by("pk").values_list("pk", flat=True).first()) is not None:
        for slot in range(settings.MIRROR_AT_ONCE):
            try:
                with transaction.atomic():
                    taken = Look.objects.filter(pk=pk, state="waiting").update(
                        state="running", slot=slot, began_at=timezone.now(), tries=F("tries") + 1
                    )
            except IntegrityError:  # somebody has this place
                continue
            if taken:
                return Look.objects.select_related("tribe").get(pk=pk)
            break  # somebody else has taken, or deleted, this look
        else:
            return None
    return None


def read(look: Look) -> None:
    """Read a look that was claimed, and say what came of it."""
    folder = folder_of(look)
    try:
        folder.forget_result()
        folder.give_sign_of_life()
        if look.tribe is not None:
            tribe.carry_over(look.tribe, folder)
        _read_in_a_process(look, folder)
        result = folder.result() or {"broke": "ended without a word"}
    except _Gone:
        folder.remove()
        return
    except _TooLong:
        result = {"failed": TOO_LONG}
    except Exception as problem:
        result = {"broke": type(problem).__name__}
    _end(look, folder, result)


def _end(look: Look, folder: Folder, result: dict) -> None:
    mine = Look.objects.filter(pk=look.pk, state="running", slot=look.slot, tries=look.tries)
    now = timezone.now()
    if "told" in result:
        folder.forget_all_but_reports()
        if not mine.update(state="ready", slot=None, ended_at=now, told=result["told"]):
            _forget_if_deleted(look, folder)
        log.info("mirror", look=look.pk, size=look.size, posts=result["told"]["posts"])
        return
    sentence = result.get("failed") or BROKE
    if "broke" in result:
        log.error("mirror_broke", look=look.pk, size=look.size, at=result["broke"])
    folder.forget_upload()
    if mine.update(state="failed", slot=None, ended_at=now, sentence=sentence):
        folder.remove()
    else:
        _forget_if_deleted(look, folder)


def _forget_if_deleted(look: Look, folder: Folder) -> None:
    if not Look.objects.filter(pk=look.pk).exists():
        folder.remove()


def _read_in_a_process(look: Look, folder: Folder) -> None:
    """Start ``work``, and wait for it: not for ever, and not when the look is deleted meanwhile."""
    began = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 - a fixed command of ours
        [sys.executable, "-m", "folkmoot.mirror.pages.work", str(folder.path)],
        stdin=subprocess.PIPE,  # it ends when this does
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,  # what it might say could quote what it reads
        env=_environment(),
        start_new_session=True,
    )
    try:
        seen = began
        while process.poll() is None:
            time.sleep(PAUSE)
            now = time.monotonic()
            if now - seen >= 1:
                seen = now
                folder.give_sign_of_life()
                if not Look.objects.filter(pk=look.pk, state="running", tries=look.tries).exists():
                    raise _Gone
            if now - began > rules.LONGEST.total_seconds():
                raise _TooLong
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)  # what it has started ends with it
        process.wait()
        if process.stdin is not None:
            process.stdin.close()


def _environment() -> dict[str, str]:
    """That of this process, without what only the server needs: its secret, its database, its mail."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("FOLKMOOT_", "DJANGO_")) and name != "DATABASE_URL"
    }
