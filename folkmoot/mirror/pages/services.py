"""Hand in an archive, look at a tribe, keep a look, forget it. Reading is ``reading``'s."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from folkmoot.mirror.pages import rules, selectors
from folkmoot.mirror.pages.disk import free_on_disk
from folkmoot.mirror.pages.example import write_example
from folkmoot.mirror.pages.folders import Folder, all_below
from folkmoot.mirror.pages.models import Look
from folkmoot.mirror.pages.rules import MirrorRefused
from folkmoot.mirror.pages.selectors import Viewer, folder_of
from folkmoot.people import throttle
from folkmoot.people.models import Person
from folkmoot.tribes.models import Tribe
from folkmoot.tribes.services.refusal import only_leaders


def make_way(viewer: Viewer, address: str, sent: int, now: datetime | None = None) -> None:
    """May so much be handed in now? Before any of it is received, so that nobody sends a gigabyte in vain.

    address: where the request comes from; sent: bytes. Raises MirrorRefused, and throttle.Throttled.
    """
    now = now or timezone.now()
    rules.refuse_size(sent, settings.MIRROR_UPLOAD_MAX)
    _refuse_second(viewer)
    rules.refuse_full_disk(sent, free_on_disk(settings.MIRROR_FOLDER))
    throttle.take(f"mirror:{address}", rules.BY_ADDRESS, now=now)
    if viewer.person is not None:
        throttle.take(f"mirror-of:{viewer.person.pk}", rules.BY_PERSON, now=now)


def hand_in(
    viewer: Viewer, folder: Folder, sizes: Sequence[int], *, show_people: bool = False, now: datetime | None = None
) -> Look:
    """What lies in the folder is to be read. On refusal (MirrorRefused) nothing of it is left.

    sizes: bytes of each file.
    """
    try:
        rules.refuse_files(sizes)
        folder.write_job({"show_people": show_people})
        return _begin(viewer, folder, len(sizes), sum(sizes), None, now)
    except BaseException:
        folder.remove()
        raise


def look_at_example(viewer: Viewer, now: datetime | None = None) -> Look:
    """A made-up archive, to see what the mirror shows. Raises MirrorRefused as ``hand_in`` does."""
    folder = Folder.make(settings.MIRROR_FOLDER)
    try:
        file = folder.place_for(0, "made-up-archive.zip")
        write_example(file)
        folder.write_job({"show_people": True})  # nobody in it is real
        return _begin(viewer, folder, 1, file.stat().st_size, None, now)
    except BaseException:
        folder.remove()
        raise


def look_at_tribe(tribe: Tribe, leader: Person, now: datetime | None = None) -> Look:
    """Put a tribe before the mirror. Raises tribes' Refused for non-leaders, MirrorRefused, Throttled."""
    now = now or timezone.now()
    only_leaders(tribe, leader)
    if Look.objects.filter(tribe=tribe, state__in=rules.UNDER_WAY).exists():
        raise _one_at_a_time(of_tribe=True)
    throttle.take(f"mirror-of:{leader.pk}", rules.BY_PERSON, now=now)
    folder = Folder.make(settings.MIRROR_FOLDER)
    try:
        folder.write_job({"show_people": True})  # no more than the tribe's own pages show
        return _begin(Viewer(leader), folder, 0, 0, tribe, now)
    except BaseException:
        folder.remove()
        raise


def _begin(viewer: Viewer, folder: Folder, files: int, size: int, tribe: Tribe | None, now: datetime | None) -> Look:
    # Here, since tasks stand above services. The task is a row of the same transaction as the look.
    from folkmoot.mirror.pages.tasks import read_waiting

    try:
        with transaction.atomic():
            look = Look.objects.create(
                folder=folder.name,
                person=viewer.person,
                visitor="" if viewer.person is not None else viewer.visitor,
                tribe=tribe,
                files=files,
                size=size,
                made_at=now or timezone.now(),
            )
            read_waiting.enqueue()
    except IntegrityError:  # two at once
        raise _one_at_a_time(of_tribe=tribe is not None) from None
    return look


def _refuse_second(viewer: Viewer) -> None:
    if selectors.own_looks(viewer).filter(state__in=rules.UNDER_WAY).exists():
        raise _one_at_a_time(of_tribe=False)


def _one_at_a_time(*, of_tribe: bool) -> MirrorRefused:
    if of_tribe:
        return MirrorRefused("This tribe is being looked at already: wait for that, or delete it first.", 409)
    return MirrorRefused("You are looking at one already: wait for it, or delete it first.", 409)


def keep_look(look: Look, person: Person, now: datetime | None = None) -> None:
    """Keep a look beyond its hour. One of a browser session becomes its person's. Twice is once.

    Raises MirrorRefused when there is nothing to keep, and when enough is kept.
    """
    with transaction.atomic():
        # Two tabs must not go past the limit together.
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        kept = Look.objects.filter(kept_at__isnull=False).exclude(pk=look.pk)
        kept = kept.filter(tribe=look.tribe) if look.tribe_id else kept.filter(person=person, tribe=None)
        if kept.count() >= rules.KEPT_AT_MOST:
            raise MirrorRefused(f"You keep {rules.KEPT_AT_MOST} already: delete one of them first.", 409)
        owner = {} if look.tribe_id else {"person": person, "visitor": ""}
        ready = Look.objects.filter(pk=look.pk, state="ready")
        if not ready.exists():
            raise MirrorRefused("There is nothing to keep yet.", 409)
        ready.filter(kept_at=None).update(kept_at=now or timezone.now(), **owner)


def delete_look(look: Look) -> None:
    """Forget a look and everything it stands on, also while it is being read. Twice is once."""
    Look.objects.filter(pk=look.pk).delete()
    # After the row, so that no row is left that shows a report which is gone; what a crash leaves is swept up.
    folder_of(look).remove()


def forget_over(now: datetime | None = None) -> int:
    """Forget every look whose time is over; how many there were."""
    now = now or timezone.now()
    over = list(Look.objects.filter(pk__in=selectors.ids_that_are_over(now), kept_at=None))
    for look in over:
        if Look.objects.filter(pk=look.pk, kept_at=None).delete()[0]:
            folder_of(look).remove()
    return len(over)


def sweep(now: datetime | None = None) -> int:
    """Remove folders that belong to no look: of uploads that broke off, of people who are gone. How many."""
    moment = (now or timezone.now()).timestamp() - rules.ORPHANED_AFTER.total_seconds()
    folders = all_below(settings.MIRROR_FOLDER)
    known = selectors.known_folders([folder.name for folder in folders])
    old = [folder for folder in folders if folder.name not in known and folder.written_at() <= moment]
    for folder in old:
        folder.remove()
    return len(old)


def take_up_broken(now: datetime | None = None) -> int:
    """Let what broke off be read again, once, if it is still there; how many looks that concerned."""
    now = now or timezone.now()
    broken = [look for look in Look.objects.filter(state="running") if selectors.is_silent(look, now)]
    for look in broken:
        folder = folder_of(look)
        again = look.tries < rules.TRIES and (look.tribe_id is not None or folder.handed_in())
        mine = Look.objects.filter(pk=look.pk, state="running", tries=look.tries, slot=look.slot)
        if again:
            mine.update(state="waiting", slot=None, began_at=None)
        elif mine.update(state="failed", slot=None, ended_at=now, sentence=BROKE_OFF):
            folder.remove()
    return len(broken)


BROKE_OFF = (
    "The reading broke off, and what you handed in is deleted. Try it once more; if it breaks off again, read it on "
    "your own machine with the command 'folkmoot mirror'."
)


def tend(now: datetime | None = None) -> None:
    """Everything that time asks for: forget what is over, take up what broke off, see that what waits is read."""
    from folkmoot.mirror.pages.tasks import read_waiting

    forget_over(now)
    take_up_broken(now)
    sweep(now)
    if Look.objects.filter(state="waiting").exists() and not Look.objects.filter(state="running").exists():
        read_waiting.enqueue()
