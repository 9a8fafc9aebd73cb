"""Mail in development: kept as files and shown on a page instead of being sent."""

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from folkmoot.ids import moment_of, new_id


class ShownMailBackend(BaseEmailBackend):
    """Writes each mail to ``MAIL_FOLDER`` as JSON; ``shown_mails`` reads them for the page /mail/."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.MAIL_FOLDER)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            path = folder / f"{new_id()}.json"
            unfinished = path.with_suffix(".part")
            content = {
                "to": list(message.to),
                "from": message.from_email,
                "subject": str(message.subject),
                "text": str(message.body),
            }
            unfinished.write_text(json.dumps(content))
            unfinished.replace(path)  # a reader never sees half a mail
        return len(email_messages)


def shown_mails(limit: int = 50) -> list[dict[str, Any]]:
    """The newest mails first, each with ``at`` (UTC). A file that cannot be read is passed over."""
    found: list[dict[str, Any]] = []
    for path in _newest_first():
        if len(found) == limit:
            break
        with contextlib.suppress(OSError, ValueError):
            found.append({**json.loads(path.read_text()), "at": moment_of(int(path.stem))})
    return found


def _newest_first() -> list[Path]:
    paths = [path for path in Path(settings.MAIL_FOLDER).glob("*.json") if path.stem.isdigit()]
    return sorted(paths, key=lambda path: int(path.stem), reverse=True)
