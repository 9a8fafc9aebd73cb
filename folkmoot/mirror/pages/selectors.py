"""Who may see which look, and how far it is."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from folkmoot.mirror.pages import rules
from folkmoot.mirror.pages.folders import AS_JSON, REPORT, Folder
from folkmoot.mirror.pages.models import Look
from folkmoot.mirror.pages.progress import Progress
from folkmoot.people.models import Person
from folkmoot.tribes.models import Membership, Tribe


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who comes to the mirror: somebody signed in, a browser session with a key of its own, both or neither."""

    person: Person | None = None
    key: str = ""  # secret; only its digest is kept

    @property
    def visitor(self) -> str:
        """What a look of this browser session is known by; '' when it has none."""
        return digest(self.key) if self.key else ""


def digest(key: str) -> str:
    """SHA-256, hex."""
    return hashlib.sha256(key.encode()).hexdigest()


def own_looks(viewer: Viewer) -> QuerySet[Look]:
    """The looks at archives that somebody may see: their own alone."""
    return Look.objects.filter(_own(viewer), tribe=None)


def visible_looks(viewer: Viewer) -> QuerySet[Look]:
    """Every look that somebody may see: their own, and those at the tribes they lead."""
    seen = _own(viewer) & Q(tribe=None)
    if viewer.person is not None:
        led = Membership.objects.filter(person=viewer.person, role=Membership.Role.LEADER).values("tribe_id")
        seen |= Q(tribe__in=led)
    return Look.objects.filter(seen).select_related("tribe")


def visible_look(viewer: Viewer, look_id: int, now: datetime | None = None) -> Look | None:
    """Twin of ``visible_looks``: one look, if this viewer may see it and it is not over."""
    look = visible_looks(viewer).filter(pk=look_id).first()
    return None if look is None or _is_over(look, now or timezone.now()) else look


def _own(viewer: Viewer) -> Q:
    own = Q(pk__in=[])
    if viewer.person is not None:
        own |= Q(person=viewer.person)
    if viewer.visitor:
        own |= Q(visitor=viewer.visitor)
    return own


def shown_looks(viewer: Viewer, now: datetime | None = None) -> list[Look]:
    """The looks of somebody that are not kept and not over, newest first."""
    now = now or timezone.now()
    return [look for look in own_looks(viewer).filter(kept_at=None).order_by("-pk") if not _is_over(look, now)]


def kept_looks(person: Person) -> list[Look]:
    """What somebody keeps, newest first."""
    return list(Look.objects.filter(person=person, tribe=None, kept_at__isnull=False).order_by("-pk"))


def looks_at(tribe: Tribe, now: datetime | None = None) -> list[Look]:
    """The looks at a tribe that there are, newest first."""
    now = now or timezone.now()
    return [look for look in Look.objects.filter(tribe=tribe).order_by("-pk") if not _is_over(look, now)]


def _is_over(look: Look, now: datetime) -> bool:
    return rules.is_over(look.state, look.made_at, look.ended_at, look.kept_at, now)


def ids_that_are_over(now: datetime) -> list[int]:
    """The looks that it is time to forget."""
    over = Q(ended_at__lte=now - rules.SHOWN_FOR) | Q(ended_at=None, made_at__lte=now - rules.WAITS_AT_MOST)
    return list(Look.objects.filter(over, kept_at=None).values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class HowFar:
    """How far a look is, as its page tells it."""

    place: int  # in the queue, from 1; 0 when it does not wait
    progress: Progress | None
    silent: bool  # whoever was reading it is gone


def how_far(look: Look, now: datetime | None = None) -> HowFar:
    """How far a look is that is under way."""
    now = now or timezone.now()
    if look.state == "waiting":
        return HowFar(Look.objects.filter(state="waiting", pk__lte=look.pk).count(), None, False)
    folder = folder_of(look)
    return HowFar(0, folder.progress(), is_silent(look, now))


def is_silent(look: Look, now: datetime) -> bool:
    """Is whoever was reading it gone?"""
    seen = [moment for moment in (folder_of(look).seen_alive_at(), look.began_at) if moment is not None]
    return rules.is_silent(max(seen, default=None), now)


def folder_of(look: Look) -> Folder:
    """Where everything of it lies."""
    return Folder(settings.MIRROR_FOLDER, look.folder)


def report_of(look: Look) -> str | None:
    """The report as a page; None when there is none (any more)."""
    return _read(look, REPORT)


def report_as_json(look: Look) -> str | None:
    """The same as JSON."""
    return _read(look, AS_JSON)


def _read(look: Look, name: str) -> str | None:
    if look.state != "ready":
        return None
    try:
        return (folder_of(look).path / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def known_folders(names: Sequence[str]) -> set[str]:
    """Those of these folders that belong to a look."""
    return set(Look.objects.filter(folder__in=names).values_list("folder", flat=True))
