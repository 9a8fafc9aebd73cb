"""What base.html needs on every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from folkmoot.people import selectors as people
from folkmoot.tribes import selectors as tribes

THEMES = {"light", "dark"}


def shell(request: HttpRequest) -> dict[str, Any]:
    """``my_tribes`` (lazy), ``theme``, ``is_demo``, ``mail_is_shown``."""
    theme = request.COOKIES.get("theme", "")
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "theme": theme if theme in THEMES else "",
        "my_tribes": SimpleLazyObject(lambda: tribes.tribes_of(user) if user is not None and signed_in else []),
        "is_demo": settings.DEMO_ALLOWED and SimpleLazyObject(people.is_demo),
        "mail_is_shown": settings.MAIL_IS_SHOWN,
    }
