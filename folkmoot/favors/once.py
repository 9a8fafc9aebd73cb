"""Thanks sent twice from one form are entered once: the ledger could never forget the second."""

from collections.abc import Callable

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

REMEMBERED = "entered"  # session key: form token -> id of what came of it
REMEMBERED_AT_MOST = 30


def enter_once(request: HttpRequest, token: str, enter: Callable[[], int]) -> tuple[int, bool]:
    """The id of what came of the form with this token, and whether it came of it only now.

    Two requests at the same time wait for each other at the session's row. What was entered and the token are one
    transaction. A form without a token counts each time. Raises whatever ``enter`` raises; SessionInterrupted when
    signed out meanwhile.
    """
    if not token:
        return enter(), True
    with transaction.atomic():
        key = request.session.session_key
        if not Session.objects.select_for_update().filter(session_key=key).exists():
            raise SessionInterrupted("You were signed out in the meantime.")
        session = type(request.session)(key)  # read again, under the lock
        known = dict(session.get(REMEMBERED, {}))
        if token in known:
            return int(known[token]), False
        made = enter()
        known[token] = str(made)
        session[REMEMBERED] = dict(list(known.items())[-REMEMBERED_AT_MOST:])
        session.save()
        session.modified = False
        request.session = session
        return made, True
