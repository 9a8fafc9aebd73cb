"""*Bring your people*: a list somebody really has -> a preview -> invitations."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from folkmoot.people import throttle
from folkmoot.people.models import Person
from folkmoot.people.selectors import is_demo
from folkmoot.tribes import rules, selectors
from folkmoot.tribes.lists import Reading, read_list
from folkmoot.tribes.lists.rules import clean
from folkmoot.tribes.models import Invitation, PeopleList, Tribe
from folkmoot.tribes.services.refusal import NotNow, Refused, only_leaders

WORDS_MAX = 2000  # characters
FILE_NAME_MAX = 200  # characters
_ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class Confirmed:
    """How many invitations were made: those that go out as mail, and those whose links are passed on by hand."""

    mails: int
    by_hand: int


def bring_list(tribe: Tribe, by: Person, data: bytes, file_name: str = "", now: datetime | None = None) -> PeopleList:
    """Read a list and keep what was understood, for a preview; nobody is invited yet.

    Raises Refused for non-leaders, ``lists.NotAList`` with one sentence when it is not a list of people, and
    ``throttle.Throttled`` after too many lists.
    """
    now = now or timezone.now()
    only_leaders(tribe, by)
    throttle.take(f"lists:{by.pk}", rules.LISTS, now=now)
    understood = understand_list(tribe, by, data, file_name, now)
    understood.save(force_insert=True)
    return understood


def understand_list(tribe: Tribe, by: Person, data: bytes, file_name: str, now: datetime) -> PeopleList:
    """The same without keeping it: a row that is not saved. Raises Refused and NotAList as ``bring_list`` does."""
    only_leaders(tribe, by)
    reading = read_list(data, file_name)
    return PeopleList(
        tribe=tribe,
        by=by,
        file_name=clean(file_name, FILE_NAME_MAX),
        format_label=reading.format_label,
        reading=_as_json(reading),
        brought_at=now,
    )


def confirm_list(
    people_list: PeopleList, by: Person, words: str = "", now: datetime | None = None, *, send: bool = True
) -> Confirmed:
    """Invite everybody on the list who is not here, was not invited before, and never said 'never again'.

    With ``send`` the mails are handed to the background; otherwise the caller sends them (``sending``).
    Raises Refused for anybody but the leader who brought it, and when it was confirmed or dropped already;
    ``throttle.Throttled`` when this person has invited as many as one may.
    """
    now = now or timezone.now()
    words = "\n".join(line.rstrip() for line in words.replace("\x00", "").splitlines()).strip()
    if len(words) > WORDS_MAX:
        raise Refused(f"Your words are longer than {WORDS_MAX:,} characters: shorten them.")
    with transaction.atomic():
        # One list of a tribe at a time: two that share people would wait for each other's rows crosswise.
        # Without the key, so that nobody who writes in the tribe has to wait as well.
        Tribe.objects.select_for_update(no_key=True).get(pk=people_list.tribe_id)
        _move(people_list, by, "confirmed")
        people_list.refresh_from_db()
        preview = selectors.preview_of(people_list)
        Invitation.objects.bulk_create(
            (
                Invitation(
                    tribe_id=people_list.tribe_id,
                    people_list=people_list,
                    by=by,
                    kind=person.kind,
                    address=person.address,
                    called=person.name,
                    words=words,
                    state="by_hand" if person.kind == Invitation.Kind.HANDLE else "waiting",
                    made_at=now,
                )
                for person in preview.to_invite
            ),
            batch_size=_ROWS_AT_ONCE,
            ignore_conflicts=True,  # whom another leader invited a moment ago is invited
        )
        made = people_list.invitations.values_list("kind", flat=True)
        by_hand = sum(kind == Invitation.Kind.HANDLE for kind in made)
        confirmed = Confirmed(len(made) - by_hand, by_hand)
        if confirmed.mails:
            if is_demo() and not settings.MAIL_IS_SHOWN:  # where any visitor is any leader
                raise Refused("This is a demo: it sends no mail to real people.")
            throttle.take(f"invitations-by:{by.pk}", rules.MAILS_OF_ONE, cost=confirmed.mails, now=now)
        people_list.words, people_list.reading = words, {}
        people_list.save(update_fields=["words", "reading"])
        if send and confirmed.mails:
            send_on(people_list.tribe)
        return confirmed


def drop_list(people_list: PeopleList, by: Person) -> None:
    """Forget the list and everybody on it. Raises Refused as ``confirm_list`` does."""
    with transaction.atomic():
        _move(people_list, by, "dropped")
        PeopleList.objects.filter(pk=people_list.pk).update(reading={}, file_name="")


def forget_old_lists(now: datetime | None = None) -> int:
    """Drop the lists that were left lying; how many there were. For the worker, once a day."""
    kept_from = (now or timezone.now()) - rules.LIST_KEPT
    return PeopleList.objects.filter(state="read", brought_at__lt=kept_from).update(
        state="dropped", reading={}, file_name=""
    )


def send_on(tribe: Tribe) -> None:
    """Hand what waits to be mailed to the background. Doing it twice does no harm: see ``claim_next``."""
    # Here, since tasks stand above services. The task is a row of the same transaction as the invitations:
    # either both are there or neither is.
    from folkmoot.tribes.tasks import send_invitations

    send_invitations.enqueue(tribe.pk)


def _move(people_list: PeopleList, by: Person, state: str) -> None:
    only_leaders(people_list.tribe, by)
    moved = PeopleList.objects.filter(
        pk=people_list.pk, by=by, state__in=rules.sources(rules.PEOPLE_LIST_ARROWS, state)
    ).update(state=state)
    if not moved:
        raise NotNow("This list has been confirmed or dropped already.")


def _as_json(reading: Reading) -> dict[str, object]:
    """What ``selectors.preview_of`` reads. Lists instead of objects: a list may have 50,000 people."""
    return {
        "entries": [[entry.line, entry.name, entry.address, entry.kind, entry.source] for entry in reading.entries],
        "unreadable": [[line.line, line.text, line.why] for line in reading.unreadable],
        "repeated": reading.repeated,
        "left_out": reading.left_out,
    }
