"""E-mails for what reached somebody who lets it interrupt them.

A row goes ``waiting -> sending -> sent`` or ``failed``. It is moved to ``sending`` before the mail server hears of
it, by whoever finds it waiting, one at a time; so no mail goes out twice, whatever runs at once or dies in between.
A row that a crash left in ``sending`` stays there: its mail may have gone out.
"""

import contextlib
import smtplib
from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.people.models import Person
from folkmoot.permissions.models import Delivery, Interruption
from folkmoot.talk import rules, selectors
from folkmoot.talk.models import Post

BATCH = 100  # rows looked at together
EXCERPT = 600  # characters of a post that its mail quotes

# Who else makes mails of deliveries: apps above this one, for messages that are not posts.
MAKERS: list[Callable[[Delivery], EmailMessage | None]] = []


class MailServerAway(Exception):
    """The mail server could not be reached; nothing was said to it."""


def send_waiting() -> int:
    """Send the mails that wait, oldest first; how many went out. Raises MailServerAway."""
    sent = 0
    connection: BaseEmailBackend | None = None
    try:
        for recipient_id, message_id in _waiting():
            connection = connection or _connected()
            if not _move(recipient_id, message_id, "waiting", "sending"):
                continue  # someone else has it
            mail = _mail(recipient_id, message_id)
            if mail is None:
                Interruption.objects.filter(recipient_id=recipient_id, message_id=message_id).delete()
                continue
            mail.connection = connection
            try:
                mail.send()
            except (smtplib.SMTPException, OSError):
                # It may have gone out all the same, so it is not tried again; the post stands on the home page.
                _move(recipient_id, message_id, "sending", "failed")
                _hang_up(connection)
                connection = None
            else:
                _move(recipient_id, message_id, "sending", "sent")
                sent += 1
    finally:
        _hang_up(connection)
    return sent


def _waiting() -> Iterator[tuple[int, int]]:
    """(recipient, message) of every row that waits, a batch at a time."""
    after = 0
    waiting = Interruption.objects.filter(state="waiting").order_by("message_id", "recipient_id")
    while True:
        batch = list(waiting.filter(message_id__gte=after).values_list("recipient_id", "message_id")[:BATCH])
        yield from batch
        if len(batch) < BATCH:
            return
        after = batch[-1][1]


def _connected() -> BaseEmailBackend:
    connection = get_connection()
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as problem:
        raise MailServerAway(str(problem)) from problem
    return connection


def _hang_up(connection: BaseEmailBackend | None) -> None:
    """Close it; what the server says to that does not matter any more."""
    if connection is not None:
        with contextlib.suppress(smtplib.SMTPException, OSError):
            connection.close()


def _move(recipient_id: int, message_id: int, old: str, new: str) -> bool:
    """Compare and swap, for good: it is on disk before the mail server hears anything."""
    row = Interruption.objects.filter(recipient_id=recipient_id, message_id=message_id, state=old)
    with transaction.atomic(durable=True):
        return row.update(state=new) == 1


def _mail(recipient_id: int, message_id: int) -> EmailMessage | None:
    """The mail, or None when it is not wanted any more: revoked, deleted, left, or no address."""
    delivery = (
        Delivery.objects.select_related("permission", "recipient")
        .filter(recipient_id=recipient_id, message_id=message_id)
        .first()
    )
    if delivery is None or not (delivery.permission.live and delivery.permission.interrupt):
        return None
    recipient: Person = delivery.recipient
    if not recipient.is_active or not recipient.email:
        return None
    made = next((mail for mail in (make(delivery) for make in MAKERS) if mail is not None), None)
    if made is not None:
        return made
    post = selectors.readable_post(recipient, message_id)
    if post is None or post.deleted_at is not None:
        return None
    context = {
        "recipient": recipient,
        "author": post.author,
        "tribe": post.tribe,
        "to_me": post.parent is not None and post.parent.author_id == recipient.pk,
        "excerpt": _excerpt(post),
        "post_url": settings.BASE_URL + reverse("post", args=[post.pk]),
        "permissions_url": settings.BASE_URL + reverse("permissions"),
    }
    return EmailMessage(
        subject=_subject(post),
        body=render_to_string("talk/mail/interruption.txt", context),
        to=[recipient.email],
        headers={"Message-ID": f"<{message_id}.{recipient_id}@{settings.HOST}>", "Auto-Submitted": "auto-generated"},
    )


def _subject(post: Post) -> str:
    said = {"name": post.author.display_name, "opening": rules.opening(post.text)}
    if post.tribe is not None:
        subject = _("%(name)s in %(tribe)s: %(opening)s") % {**said, "tribe": post.tribe.name}
    else:
        subject = _("%(name)s: %(opening)s") % said
    return " ".join(subject.split())  # a header is one line


def _excerpt(post: Post) -> str:
    """The beginning of what was said, each line marked as a quote."""
    text = post.text if len(post.text) <= EXCERPT else f"{post.text[:EXCERPT].rsplit(' ', 1)[0]} …"
    return "\n".join(f"> {line}" for line in text.splitlines())
