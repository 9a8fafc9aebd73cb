"""What the worker does by the clock.

Once a day it throws away sessions that have ended, budgets nobody draws on, tasks long done, and lists of people
that were left lying. Once an hour it sees to promises: those that time moves, and those to be reminded of.
"""

import threading
from collections.abc import Callable

import structlog
from django.core.management import call_command
from django.db import connection

from folkmoot.favors.tasks import EVERY as PROMISES_EVERY
from folkmoot.favors.tasks import keep_promises
from folkmoot.people import throttle
from folkmoot.tribes.services.bringing import forget_old_lists

log = structlog.get_logger("folkmoot.housekeeping")
EVERY = 24 * 60 * 60  # seconds


def tidy() -> None:
    """Once; each part may fail without keeping the others from being done."""
    for part in (
        lambda: call_command("clearsessions"),
        throttle.forget_idle,
        forget_old_lists,
        lambda: call_command("prune_db_task_results", verbosity=0),
    ):
        try:
            part()
        except Exception:
            log.exception("housekeeping")


def keep_tidy() -> None:
    """Now, and then every day, in a thread that ends with the process."""
    _again_and_again("housekeeping", tidy, EVERY)


def see_to_promises() -> None:
    """Put it among the tasks; what fails now is tried again in an hour."""
    try:
        keep_promises.enqueue()
    except Exception:
        log.exception("promises")


def keep_seeing_to_promises() -> None:
    """Now, and then every hour, in a thread that ends with the process."""
    _again_and_again("promises", see_to_promises, int(PROMISES_EVERY.total_seconds()))


def _again_and_again(name: str, act: Callable[[], None], seconds: int) -> None:
    def run() -> None:
        pause = threading.Event()
        while True:
            act()
            connection.close()
            pause.wait(seconds)

    threading.Thread(target=run, daemon=True, name=name).start()
