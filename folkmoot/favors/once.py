"""Thanks sent twice from one form are entered once: the ledger could never forget the second."""

from collections.abc import Callable

from django.http import HttpRequest

from folkmoot.people.once import do_once

REMEMBERED = "entered"  # session key: form token -> id of what came of it


def enter_once(request: HttpRequest, token: str, enter: Callable[[], int]) -> tuple[int, bool]:
    """The id of what came of the form with this token, and whether it came of it only now."""
    made, is_new = do_once(request, REMEMBERED, token, lambda: (enter(), True))
    return made, bool(is_new)
