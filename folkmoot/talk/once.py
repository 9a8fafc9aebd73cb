"""What is sent twice from one form is said once."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest

from folkmoot.people.once import do_once
from folkmoot.talk.services import Said

REMEMBERED = "said"  # session key: form token -> id of the post that came of it
TOKEN_MAX = 40  # characters


def new_token() -> str:
    """A word that one form carries along, so that it is known again."""
    return secrets.token_urlsafe(16)


def say_once(request: HttpRequest, token: str, say: Callable[[], Said]) -> tuple[int, Said | None]:
    """The id of the post that came of the form with this token, and what was said if it was only now."""

    def act() -> tuple[int, Said]:
        said = say()
        return said.post.pk, said

    return do_once(request, REMEMBERED, token, act)
