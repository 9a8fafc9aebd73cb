"""Short ways to looks into the mirror, without reading anything."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from folkmoot.mirror.pages.folders import AS_JSON, REPORT, Folder
from folkmoot.mirror.pages.models import Look
from folkmoot.mirror.pages.selectors import digest
from folkmoot.people.models import Person
from folkmoot.tribes.models import Tribe

PAGE = "<!DOCTYPE html><html><head><title>The mirror</title><style>p{color:red}</style></head><p>Who?</p></html>"


def make_look(
    person: Person | None = None,
    state: str = "ready",
    *,
    key: str = "",
    tribe: Tribe | None = None,
    ago: timedelta = timedelta(minutes=5),
    **more: Any,
) -> Look:
    """A look of somebody, or of whoever has the key, that was handed in and (when it is over) ended so long ago."""
    folder = Folder.make(settings.MIRROR_FOLDER)
    at: datetime = timezone.now() - ago
    told: dict[str, Any] = {}
    if state == "ready":
        folder.forget_upload()
        folder.keep_file(REPORT, PAGE)
        folder.keep_file(AS_JSON, '{"answer": "Who?"}')
        told = {"networks": ["Mastodon"], "posts": 1234, "first": "2024-01-31", "last": "2025-02-01"}
        told |= {"answer": "You are building a tribe.", "notes": []}
    elif state in ("waiting", "running"):
        folder.place_for(1, "archive.zip").write_bytes(b"PK")
    return Look.objects.create(
        folder=folder.name,
        person=person,
        visitor=digest(key) if key else "",
        tribe=tribe,
        state=state,
        made_at=at,
        ended_at=at if state in ("ready", "failed") else None,
        began_at=at if state == "running" else None,
        slot=0 if state == "running" else None,
        files=1,
        size=5_000_000,
        told=told,
        sentence="It is empty: ask for it again." if state == "failed" else "",
        **more,
    )
