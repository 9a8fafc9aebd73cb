"""Folkmoot as granian serves it, and beside it what granian costs without Django."""

from collections.abc import Callable, Iterable
from typing import Any

from folkmoot.site.wsgi import application as folkmoot


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """What granian calls."""
    if environ["PATH_INFO"] == "/bench/bare":
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "0")])
        return [b""]
    return folkmoot(environ, start_response)
