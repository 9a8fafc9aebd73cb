"""What the worker does by the clock.

Once a day it throws away sessions that have ended, budgets nobody draws on, tasks long done, and lists of people
that were left lying. Once an hour it sees to promises: those that time moves, and those to be reminded of. Twice a
minute it forgets what the mirror has shown for long enough. Archives are read by threads of their own, so that no mail
waits for one; the work itself is done by processes (``mirror.pages.reading``).
"""

import logging
import threading
from collections.abc import Callable

import structlog
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from folkmoot.favors.tasks import EVERY as PROMISES_EVERY
from folkmoot.favors.tasks import keep_promises
from folkmoot.mirror.pages.services import tend
from folkmoot.people import throttle
from folkmoot.tribes.services.bringing import forget_old_lists

log = structlog.get_logger("folkmoot.housekeeping")
EVERY = 24 * 60 * 60  # seconds
MIRROR_EVERY = 30  # seconds
OWN_THREADS = "mirror"  # the queue whose tasks take minutes


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


def tend_the_mirror() -> None:
    """Once; what fails now is tried again in half a minute."""
    try:
        tend()
    except Exception:
        log.exception("mirror")


def keep_tending_the_mirror() -> None:
    """Now, and then twice a minute, in a thread that ends with the process."""
    _again_and_again("mirror", tend_the_mirror, MIRROR_EVERY)


def read_for_the_mirror() -> None:
    """Do the tasks of the mirror's queue; returns only when something keeps it from going on."""
    logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
    worker = Worker(
        queue_names=[OWN_THREADS],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    try:
        worker.run()
    except Exception:
        log.exception("mirror")


def keep_reading_for_the_mirror() -> None:
    """From now on, in as many threads as looks may be read at once; each ends with the process."""
    for number in range(settings.MIRROR_AT_ONCE):
        _again_and_again(f"mirror-{number}", read_for_the_mirror, 1)


def _again_and_again(name: str, act: Callable[[], None], seconds: int) -> None:
    def run() -> None:
        pause = threading.Event()
        while True:
            act()
            connection.close()
            pause.wait(seconds)

    threading.Thread(target=run, daemon=True, name=name).start()
