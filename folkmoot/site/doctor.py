"""`folkmoot doctor`: proves the invariants on the live database, and looks at what else must be right."""

import shutil
import smtplib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from folkmoot.favors import proofs as ledger
from folkmoot.permissions import proofs

Progress = Callable[[str, int, int], None]  # what is looked at; of how many entries how many (0 of 0: not counted)

DISK_LEAST = 512 * 1024 * 1024  # bytes left
CLUSTERED = ("permissions_permission", "permissions_delivery", "tribes_membership", "favors_settlement", "favors_tally")


@dataclass(frozen=True)
class Finding:
    """One thing looked at: ``ok``, what it is about, a sentence, and the rows concerned."""

    ok: bool
    about: str
    sentence: str
    rows: tuple[str, ...] = ()


def examine(replayed: int, progress: Progress) -> Iterator[Finding]:
    """Everything the doctor looks at; proofs only when the tables are there."""
    reachable = _database()
    yield reachable
    if reachable.ok:
        migrated = _migrations()
        yield migrated
        if migrated.ok:
            yield from _layout()
            yield from _proofs(replayed, progress)
            yield from _ledger(progress)
    progress("settings", 0, 0)
    yield from _settings()
    progress("mail", 0, 0)
    yield _mail()
    yield _disk()
    yield from _secret()


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as problem:
        return Finding(False, "database", f"The database does not answer: {problem}. See DATABASE_URL.")
    return Finding(True, "database", f"{connection.display_name} answers.")


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    left = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if left:
        names = tuple(f"{migration.app_label}.{migration.name}" for migration, _ in left)
        return Finding(False, "migrations", f"{len(left)} to apply; `folkmoot serve` does it at its start.", names)
    return Finding(True, "migrations", "All are applied.")


def _layout() -> Iterator[Finding]:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        tables = dict(cursor.fetchall())
    loose = tuple(table for table in CLUSTERED if "WITHOUT ROWID" not in tables.get(table, "").upper())
    if loose:
        yield Finding(False, "layout", "These tables lost their clustering; the gate will be slow.", loose)
    else:
        yield Finding(True, "layout", "The gate's tables are clustered by their keys.")


def _proofs(replayed: int, progress: Progress) -> Iterator[Finding]:
    broken: set[str] = set()
    for found in proofs.breaks(replayed, lambda name: progress(name, 0, 0)):
        broken.add(found.invariant)
        yield Finding(False, found.invariant, f"{found.count} {found.sentence}.", tuple(found.rows))
    for invariant, sentence in (
        ("P1", "Every delivery names a permission that was live, of its scope, on topic and in time."),
        ("P2", "No delivery uses a permission that was revoked before it."),
        ("P3", "No permission carried more than its budget in any stretch of time."),
        ("P4", "Every message was delivered whole, and to each permitted person once."),
    ):
        if invariant not in broken:
            yield Finding(True, invariant, sentence)


def _ledger(progress: Progress) -> Iterator[Finding]:
    progress("F3", 0, 0)
    broken: set[str] = set()
    for found in ledger.breaks(lambda done, of: progress("F3", done, of)):
        broken.add(found.invariant[:2])
        yield Finding(False, found.invariant[:2], f"{found.count} {found.sentence}.", tuple(found.rows))
    for invariant, sentence in (
        ("F1", "In every tribe as many minutes were received as were given."),
        ("F2", "No claim is settled beyond its minutes, and no favor settles more than its own."),
        ("F3", "Rebuilt from its entries, every ledger comes to the same rows."),
        ("F4", "The database refuses to change or delete what stands in a ledger or a contract."),
    ):
        if invariant not in broken:
            yield Finding(True, invariant, sentence)


def _settings() -> Iterator[Finding]:
    problems = [
        str(message.msg)
        for message in checks.run_checks(include_deployment_checks=settings.PRODUCTION)
        if message.level >= (checks.WARNING if settings.PRODUCTION else checks.ERROR) and not message.is_silenced()
    ]
    if settings.PRODUCTION and not settings.BASE_URL.startswith("https://"):
        problems.append("FOLKMOOT_BASE_URL does not begin with https://.")
    if settings.PRODUCTION and settings.HOST == "localhost":
        problems.append("FOLKMOOT_HOST is not set; handles would end in @localhost.")
    if problems:
        yield Finding(False, "settings", f"{len(problems)} to mend.", tuple(problems))
    else:
        yield Finding(True, "settings", f"Nothing to mend ({settings.MODE}).")


def _mail() -> Finding:
    if settings.MAIL_IS_SHOWN:
        return Finding(True, "mail", "Development: mail is shown at /mail/ and not sent.")
    if not settings.EMAIL_HOST:
        return Finding(False, "mail", "FOLKMOOT_SMTP_HOST is not set: nobody can get a code to sign in.")
    try:
        kind = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
        with kind(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=settings.EMAIL_TIMEOUT) as server:
            if settings.EMAIL_USE_TLS:
                server.starttls()
            if settings.EMAIL_HOST_USER:
                server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
            server.noop()
    except (OSError, smtplib.SMTPException) as problem:
        where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        return Finding(False, "mail", f"The mail server {where} does not take mail from here: {problem}.")
    return Finding(True, "mail", f"{settings.EMAIL_HOST} takes mail from here.")


def _disk() -> Finding:
    left = shutil.disk_usage(settings.DATA).free
    sentence = f"{left / 1024**3:.1f} GiB left at {settings.DATA}."
    return Finding(left >= DISK_LEAST, "disk", sentence)


def _secret() -> Iterator[Finding]:
    path = Path(settings.DATA) / "secret_key"
    if not path.exists():
        return
    mode = path.stat().st_mode & 0o777
    if mode & 0o077:
        yield Finding(False, "secret", f"{path} can be read by others (mode {mode:o}); run: chmod 600 {path}")
    else:
        yield Finding(True, "secret", "The secret key is readable by its owner only.")
