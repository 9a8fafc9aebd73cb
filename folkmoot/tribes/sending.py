"""Sends the invitations that wait, one by one, by whoever calls: a worker, several of them, the command line.

Each goes waiting -> sending (committed) -> the mail server -> sent. So at most one mail per process is in
doubt when something breaks off, and what is in doubt is never sent again.
"""

import contextlib
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import structlog
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from folkmoot.people.throttle import Throttled
from folkmoot.tribes.letters import invitation_mail
from folkmoot.tribes.models import Invitation
from folkmoot.tribes.services import invitations

log = structlog.get_logger("folkmoot.invitations")

MAILS_PER_CONNECTION = 50  # mail servers end long conversations by themselves, and in the middle of a mail
REFUSED_IN_A_ROW = 10  # after so many it is not the addresses
UNSURE_IN_A_ROW = 3


class End(Enum):
    """Why sending ended."""

    DONE = "done"  # nothing waits
    STOPPED = "stopped"  # the caller wanted it
    THROTTLED = "throttled"  # the tribe has sent its share for now
    UNREACHABLE = "unreachable"  # the mail server does not answer, or says 'not now'
    REFUSED = "refused"  # the mail server refuses everything


@dataclass
class Tally:
    """What this run did. ``unsure``: the mail server fell silent in the middle of it."""

    sent: int = 0
    failed: int = 0
    unsure: int = 0
    end: End = End.DONE
    why: str = ""  # the mail server's own words, for the log and the command line
    again_in: int = 0  # seconds, when throttled

    @property
    def tried(self) -> int:
        """Invitations that have left 'waiting'."""
        return self.sent + self.failed + self.unsure


class _NotNow(Exception):
    """The mail server takes nothing at the moment."""


def send_waiting(
    tribe_id: int,
    *,
    on_step: Callable[[Tally], None] = lambda tally: None,
    stop: Callable[[], bool] = lambda: False,
) -> Tally:
    """Send what waits for this tribe until nothing does, ``stop()`` says so, or it cannot go on.

    ``on_step`` is called after each. Must not run inside a transaction.
    """
    tally = Tally()
    line = _Line()
    refused = unsure = 0  # in a row
    try:
        while True:
            if stop():
                tally.end = End.STOPPED
                break
            # Before the claim: when nobody answers, nothing is in doubt.
            line.open()
            invitation = invitations.claim_next(tribe_id, timezone.now())
            if invitation is None:
                break
            before = tally.sent, tally.unsure
            _send(invitation, line, tally)
            on_step(tally)
            refused = 0 if tally.sent > before[0] else refused + 1
            unsure = unsure + 1 if tally.unsure > before[1] else 0
            if unsure >= UNSURE_IN_A_ROW:
                tally.end = End.UNREACHABLE
                break
            if refused >= REFUSED_IN_A_ROW:
                tally.end = End.REFUSED
                break
    except Throttled as full:
        tally.end, tally.why, tally.again_in = End.THROTTLED, str(full), full.seconds
    except _NotNow as problem:
        tally.end, tally.why = End.UNREACHABLE, str(problem)
    finally:
        line.close()
    log.info(
        "invitations",
        tribe=tribe_id,
        sent=tally.sent,
        failed=tally.failed,
        unsure=tally.unsure,
        end=tally.end.value,
        why=tally.why,
    )
    return tally


def _send(invitation: Invitation, line: "_Line", tally: Tally) -> None:
    """One mail; raises _NotNow when the next one should wait as well."""
    try:
        invitation_mail(invitation, line.connection).send()
    except (smtplib.SMTPException, OSError, ValueError) as problem:
        tally.why = _words_of(problem)
        if _is_silence(problem):
            tally.unsure += 1
            line.close()
            return
        tally.failed += 1
        invitations.mark_failed(invitation)
        if _is_not_now(problem):
            line.close()
            raise _NotNow(tally.why) from problem
    else:
        tally.sent += 1
        invitations.mark_sent(invitation, timezone.now())


def _is_silence(problem: Exception) -> bool:
    """Whether the server fell silent, so that nobody knows if it took the mail; all else is a clear no."""
    if isinstance(problem, smtplib.SMTPException):  # which is an OSError
        return isinstance(problem, smtplib.SMTPServerDisconnected)
    return isinstance(problem, OSError)


def _is_not_now(problem: Exception) -> bool:
    """Whether the no is meant for every mail: the sender is refused, or the code says 'later' (RFC 5321 4.2.1)."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in problem.recipients.values()]
    else:
        codes = [getattr(problem, "smtp_code", 0)]
    return isinstance(problem, smtplib.SMTPSenderRefused) or any(400 <= code < 500 for code in codes)


class _Line:
    """The connection to the mail server: opened when needed, renewed in good time, noticed when dead."""

    def __init__(self) -> None:
        self.connection: BaseEmailBackend = get_connection()
        self._open = False
        self._used = 0

    def open(self) -> None:
        """See that somebody answers, for one more mail. Raises _NotNow when nobody does."""
        if self._open and (self._used >= MAILS_PER_CONNECTION or not self._answers()):
            self.close()
        try:
            if not self._open:
                self.connection.open()
        except OSError as problem:
            raise _NotNow(_words_of(problem)) from problem
        self._open = True
        self._used += 1

    def close(self) -> None:
        """Hang up; the other side may have done so already."""
        with contextlib.suppress(OSError):  # SMTP's exceptions are OSErrors
            self.connection.close()
        self.connection = get_connection()
        self._open = False
        self._used = 0

    def _answers(self) -> bool:
        server = getattr(self.connection, "connection", None)
        if not isinstance(server, smtplib.SMTP):
            return True
        try:
            return bool(server.noop()[0] == 250)
        except OSError:
            return False


def _words_of(problem: Exception) -> str:
    """What the mail server said, as one line."""
    said = getattr(problem, "smtp_error", None)
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        said = next(iter(problem.recipients.values()), (0, b""))[1]
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said or problem)
    return " ".join(text.split())[:300]
