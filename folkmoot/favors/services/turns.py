"""Taking turns to write to the ledger, where the database has no queue of its own.

SQLite lets one writer in at a time and has the others look again after ever longer pauses. With eight of them,
whoever has waited longest looks least often: waits of six seconds were measured. Here they wait for a lock on a file
beside the database instead, which the system hands on as soon as it is free. It is only for fairness: what is
written is kept apart by the database itself, as everywhere.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator

from django.db import DEFAULT_DB_ALIAS, connections, transaction

IN_MEMORY = ":memory:"


@contextlib.contextmanager
def in_turn() -> Iterator[None]:
    """A transaction that begins when it is our turn; the caller's, if there is one."""
    with _turn(), transaction.atomic():
        yield


@contextlib.contextmanager
def _turn() -> Iterator[None]:
    connection = connections[DEFAULT_DB_ALIAS]
    name = str(connection.settings_dict["NAME"])
    # Inside a transaction it is our turn already; to wait for the file's lock now could make others wait for us.
    if connection.vendor != "sqlite" or connection.in_atomic_block or name == IN_MEMORY or "mode=memory" in name:
        yield
        return
    lock = os.open(f"{name}-turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
