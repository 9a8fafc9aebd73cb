"""Mails of favors: an ask that may interrupt, reminders of promises, and 'is it still needed?'.

A reminder is counted by compare and swap, for good, before the mail server hears of it; so none goes out twice,
whatever runs at once or dies in between. What the server then breaks off on may have gone out, and is not tried
again: the next one comes a week later. While the server is away nothing is counted, and nothing is lost.
"""

import smtplib
import zoneinfo
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import datetime
from typing import Any, TypeVar

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from folkmoot.favors.in_words import day_in_words, minutes_in_words, moment_in_words
from folkmoot.favors.models import Ask, AskSent, Declined, Offer, Promise
from folkmoot.favors.rules import promises
from folkmoot.favors.rules.promises import State
from folkmoot.favors.selectors.promises import leaving_soon
from folkmoot.favors.services.wishes import settings_of
from folkmoot.people.models import Person
from folkmoot.permissions.models import Delivery
from folkmoot.talk.interruptions import MailServerAway
from folkmoot.tribes import selectors as tribes

log = structlog.get_logger("folkmoot.favors")
Row = TypeVar("Row", bound=Model)
BATCH = 200  # rows looked at together
EXCERPT = 600  # characters of an ask that its mail quotes


# --- an ask that may interrupt ----------------------------------------------------------------------
def of_ask(delivery: Delivery) -> EmailMessage | None:
    """The mail of an ask that reached somebody who lets it interrupt them; None for what is no ask.

    Nor for one that is over, that they answered already, or of a tribe that they left meanwhile.
    """
    sent = AskSent.objects.select_related("ask__by", "ask__tribe", "ask").filter(message_id=delivery.message_id).first()
    if sent is None:
        return None
    ask, recipient = sent.ask, delivery.recipient
    if ask.closed_at is not None or ask.expires_at <= timezone.now():
        return None
    if tribes.membership(ask.tribe_id, recipient.pk) is None or not _reachable(recipient):
        return None
    answered = Declined.objects.filter(person=recipient, ask=ask).exists()
    if answered or Promise.objects.filter(helper=recipient, ask=ask).exists():
        return None
    with _in_zone_of(recipient):
        context = {
            "asker": ask.by,
            "tribe": ask.tribe,
            "named": sent.how == AskSent.How.NAMED,
            "urgent": sent.how == AskSent.How.URGENT,
            "reason": _line(ask.urgent_reason),
            "what": _line(ask.what),
            "excerpt": _excerpt(ask.words),
            "minutes": minutes_in_words(ask.minutes),
            "when": moment_in_words(ask.at) if ask.at else "",
            "place": _line(ask.place),
            "remote": ask.is_remote,
            "ask_url": _url("ask", ask.pk),
            "permissions_url": _url("permissions"),
        }
        said = {"name": ask.by.display_name, "tribe": ask.tribe.name, "what": ask.what}
        subject = _("%(name)s asks in %(tribe)s: %(what)s") % said
        return _mail(recipient, subject, "ask", context, f"ask-{delivery.message_id}.{recipient.pk}")


# --- reminders --------------------------------------------------------------------------------------
def remind(now: datetime) -> int:
    """Remind whoever's turn it is, as often as ``rules.promises`` says; how many mails went out.

    However many reminders were missed, one mail goes out of each promise. Raises MailServerAway.
    """
    since = now - promises.REMIND_AFTER[0]
    due = Q(agreed_at__lte=since) | Q(agreed_at=None, promised_at__lte=since - promises.DUE_AFTER)
    waiting = Promise.objects.filter(
        due & Q(state=State.PROMISED) | Q(state=State.DONE, done_at__lte=since),
        reminded__lt=len(promises.REMIND_AFTER),
    ).select_related("helper", "receiver")
    with _Postman() as postman:
        return sum(_each(waiting, lambda promise: _remind(promise, now, postman)))


def _remind(promise: Promise, now: datetime, postman: "_Postman") -> bool:
    since = promise.done_at if promise.state == State.DONE and promise.done_at else promise.due_at
    count = promises.reminders_due(since, now)
    if count <= promise.reminded:
        return False
    recipient = promise.receiver if promise.state == State.DONE else promise.helper
    mail = _reminder(promise, recipient, count) if _wants_reminders(recipient) else None
    if mail is not None:
        postman.open()
    seen = {"state": promise.state, "reminded": promise.reminded, "agreed_at": promise.agreed_at}
    counted = _swap(Promise.objects.filter(pk=promise.pk, **seen), reminded=count)
    return counted and mail is not None and postman.send(mail)


def _reminder(promise: Promise, recipient: Person, count: int) -> EmailMessage:
    done = promise.state == State.DONE
    with _in_zone_of(recipient):
        day = promise.done_at + promises.STANDS_AFTER if done and promise.done_at else promise.due_at
        context = {
            "other": promise.helper if done else promise.receiver,
            "what": _line(promise.what),
            "done": done,
            "day": day_in_words(day),
            "last": count == len(promises.REMIND_AFTER),
            "promise_url": _url("promise", promise.pk),
            "settings_url": _url("favor_settings"),
        }
        subject = _("Did it happen? %(what)s") % {"what": promise.what}
        return _mail(recipient, subject, "reminder", context, f"promise-{promise.pk}.{promise.state}.{count}")


# --- still needed? ----------------------------------------------------------------------------------
def ask_whether_still_meant(now: datetime) -> int:
    """Ask 'still needed?', once, of whatever leaves the board in three days; how many were asked by mail.

    Raises MailServerAway.
    """
    with _Postman() as postman:
        asks = leaving_soon(Ask, now).filter(asked_again_at=None)
        offers = leaving_soon(Offer, now).filter(asked_again_at=None)
        asked = sum(_each(asks, lambda ask: _ask_again(ask, now, postman)))
        return asked + sum(_each(offers, lambda offer: _ask_again(offer, now, postman)))


def _ask_again(row: Ask | Offer, now: datetime, postman: "_Postman") -> bool:
    mail = _still(row) if _wants_reminders(row.by) else None
    if mail is not None:
        postman.open()
    seen = type(row)._default_manager.filter(pk=row.pk, asked_again_at=None, closed_at=None, expires_at=row.expires_at)
    return _swap(seen, asked_again_at=now) and mail is not None and postman.send(mail)


def _still(row: Ask | Offer) -> EmailMessage:
    is_ask = isinstance(row, Ask)
    with _in_zone_of(row.by):
        context = {
            "is_ask": is_ask,
            "tribe": row.tribe,
            "what": _line(row.what),
            "day": day_in_words(row.expires_at),
            "promises_url": _url("promises"),
            "settings_url": _url("favor_settings"),
        }
        what = {"what": row.what}
        subject = _("Still needed? %(what)s") % what if is_ask else _("Still meant? %(what)s") % what
        name = f"{'ask' if is_ask else 'offer'}-{row.pk}.{int(row.expires_at.timestamp())}"
        return _mail(row.by, subject, "still", context, name)


# --- how they go out --------------------------------------------------------------------------------
class _Postman:
    """A connection to the mail server, opened when the first mail is ready and again after one broke off."""

    def __init__(self) -> None:
        self.connection: BaseEmailBackend | None = None

    def __enter__(self) -> "_Postman":
        return self

    def __exit__(self, *_exc: object) -> None:
        self._hang_up()

    def open(self) -> None:
        """Raises MailServerAway; then nothing was said to it."""
        if self.connection is not None:
            return
        connection = get_connection()
        try:
            connection.open()
        except (smtplib.SMTPException, OSError) as problem:
            raise MailServerAway(str(problem)) from problem
        self.connection = connection

    def send(self, mail: EmailMessage) -> bool:
        """Whether it went out for certain."""
        mail.connection = self.connection
        try:
            mail.send()
        except (smtplib.SMTPException, OSError):
            log.warning("a mail may not have gone out", subject=mail.subject[:20])
            self._hang_up()
            return False
        return True

    def _hang_up(self) -> None:
        if self.connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                self.connection.close()
            self.connection = None


def _each(rows: "QuerySet[Row]", act: Callable[[Row], bool]) -> Iterator[bool]:
    """What came of each row, in the order of ids, a batch at a time; one that fails keeps no other from its turn."""
    after = 0
    while True:
        batch = list(rows.filter(pk__gt=after).order_by("pk")[:BATCH])
        for row in batch:
            try:
                yield act(row)
            except MailServerAway:
                raise
            except Exception:
                log.exception("a mail of favors", kind=type(row).__name__, id=row.pk)
        if len(batch) < BATCH:
            return
        after = batch[-1].pk


def _swap(rows: QuerySet[Any], **change: Any) -> bool:
    """Compare and swap, for good: it is on disk before the mail server hears anything."""
    with transaction.atomic(durable=True):
        return rows.update(**change) == 1


def _wants_reminders(person: Person) -> bool:
    return _reachable(person) and settings_of(person).reminders


def _reachable(person: Person) -> bool:
    return person.is_active and bool(person.email)


def _mail(to: Person, subject: str, template: str, context: dict[str, Any], name: str) -> EmailMessage:
    return EmailMessage(
        subject=_line(subject),  # a header is one line
        body=render_to_string(f"favors/mail/{template}.txt", {"recipient": to, **context}),
        to=[to.email or ""],
        headers={"Message-ID": f"<{name}@{settings.HOST}>", "Auto-Submitted": "auto-generated"},
    )


def _in_zone_of(person: Person) -> AbstractContextManager[None]:
    try:
        return _overridden(zoneinfo.ZoneInfo(person.time_zone)) if person.time_zone else nullcontext()
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return nullcontext()


@contextmanager
def _overridden(zone: zoneinfo.ZoneInfo) -> Iterator[None]:
    with timezone.override(zone):
        yield


def _line(text: str) -> str:
    return " ".join(text.split())


def _url(name: str, *args: Any) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=args)}"


def _excerpt(words: str) -> str:
    """The beginning of what was said, each line marked as a quote."""
    text = words if len(words) <= EXCERPT else f"{words[:EXCERPT].rsplit(' ', 1)[0]} …"
    return "\n".join(f"> {line}" for line in text.splitlines())
