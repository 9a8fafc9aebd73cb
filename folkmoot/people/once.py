"""What is sent twice from one form is done once: a double click, a reload, a phone that tries again."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

REMEMBERED_AT_MOST = 30  # forms of one kind

Done = TypeVar("Done")


def do_once(
    request: HttpRequest, kind: str, token: str, act: Callable[[], tuple[int, Done]]
) -> tuple[int, Done | None]:
    """The id of what came of the form with this token, and what was done if it was done only now.

    Two requests at the same time wait for each other at the session's row, so the second one sees what the first one
    did. What is done and the token are one transaction: neither is there without the other. A form without a token
    counts each time. ``kind``: the session's key under which ids are remembered by token. Raises whatever ``act``
    raises; SessionInterrupted when signed out meanwhile.
    """
    if not token:
        return act()
    with transaction.atomic():
        key = request.session.session_key
        if not Session.objects.select_for_update().filter(session_key=key).exists():
            raise SessionInterrupted("You were signed out in the meantime.")
        session = type(request.session)(key)  # read again, under the lock
        known = dict(session.get(kind, {}))
        if token in known:
            return int(known[token]), None
        made, done = act()
        known[token] = str(made)
        session[kind] = dict(list(known.items())[-REMEMBERED_AT_MOST:])
        session.save()
        session.modified = False
        request.session = session
        return made, done
