"""What the worker throws away once a day.

Sessions that have ended, budgets nobody draws on, tasks long done, and lists of people that were left lying.
"""

import threading

import structlog
from django.core.management import call_command
from django.db import connection

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

    def run() -> None:
        pause = threading.Event()
        while True:
            tidy()
            connection.close()
            pause.wait(EVERY)

    threading.Thread(target=run, daemon=True, name="housekeeping").start()
