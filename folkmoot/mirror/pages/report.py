"""How a report is sent: as a page that has no part in this site, or as a file."""

import base64
import hashlib
import re

from django.http import HttpResponse

_STYLE = re.compile(r"<style[^>]*>(.*?)</style", re.S | re.I)
_NONE = "'none'"


def as_page(text: str) -> HttpResponse:
    """The report under a policy of its own: no script, no cookie, no request, only what is in the file.

    ``sandbox`` gives it an origin that nothing else has, so that nothing in it, should anything ever get there, could
    read what this site keeps in the browser, or act for whoever reads it.
    """
    response = HttpResponse(text)
    response["Content-Security-Policy"] = policy_of(text)
    return _private(response)


def as_file(text: str, name: str, kind: str) -> HttpResponse:
    """The report to be saved."""
    response = HttpResponse(text, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    return _private(response)


def policy_of(text: str) -> str:
    """Nothing is let through but the style in the head of the report, known by its digest; its text comes later."""
    styles = [f"'sha256-{_digest(style)}'" for style in _STYLE.findall(text.partition("</head>")[0])]
    parts = [
        "sandbox allow-popups allow-popups-to-escape-sandbox",  # so that a link to a post opens
        "default-src 'none'",
        f"style-src {' '.join(styles) or _NONE}",
        "img-src data:",
        "font-src data:",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
    return "; ".join(parts)


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
