"""What is sent twice from one form is said once: a double click, a reload, a phone that tries again."""

import secrets
from collections.abc import Callable

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from folkmoot.talk.services import Said

REMEMBERED = "said"  # session key: form token -> id of the post that came of it
REMEMBERED_AT_MOST = 30
TOKEN_MAX = 40  # characters


def new_token() -> str:
    """A word that one form carries along, so that it is known again."""
    return secrets.token_urlsafe(16)


def say_once(request: HttpRequest, token: str, say: Callable[[], Said]) -> tuple[int, Said | None]:
    """The id of the post that came of the form with this token, and what was said if it was only now.

    Two requests at the same time wait for each other at the session's row, so the second one sees what the
    first one did. Post and token are one transaction: neither is there without the other. A form without a
    token is said each time. Raises whatever ``say`` raises; SessionInterrupted when signed out meanwhile.
    """
    if not token:
        said = say()
        return said.post.pk, said
    with transaction.atomic():
        key = request.session.session_key
        if not Session.objects.select_for_update().filter(session_key=key).exists():
            raise SessionInterrupted("You were signed out in the meantime.")
        session = type(request.session)(key)  # read again, under the lock
        known = dict(session.get(REMEMBERED, {}))
        if token in known:
            return int(known[token]), None
        said = say()
        known[token] = str(said.post.pk)
        session[REMEMBERED] = dict(list(known.items())[-REMEMBERED_AT_MOST:])
        session.save()
        session.modified = False
        request.session = session
        return said.post.pk, said
