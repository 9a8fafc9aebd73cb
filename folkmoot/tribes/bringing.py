"""``folkmoot invite FILE --tribe SLUG``: the same list, the same services, without a worker."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.prompt import Confirm
from rich.table import Table

from folkmoot.people.models import Person
from folkmoot.people.selectors import person_by_handle
from folkmoot.people.throttle import Throttled
from folkmoot.tribes import selectors, services
from folkmoot.tribes.lists import NotAList
from folkmoot.tribes.lists.rules import MAX_BYTES
from folkmoot.tribes.models import PeopleList, Tribe
from folkmoot.tribes.sending import End, Tally, send_waiting
from folkmoot.tribes.services import bringing

DONE, NOT_ALL, BAD_INPUT = 0, 1, 2  # exit codes
LINES_SHOWN = 10  # of those that were not understood
NAMES_SHOWN = 5


class _BadInput(Exception):
    """What was written cannot be used; the text is one sentence."""


def invite_from_file(
    file: Path,
    tribe: str,
    *,
    handle: str | None = None,
    words: str = "",
    dry_run: bool = False,
    yes: bool = False,
    console: Console | None = None,
) -> int:
    """Invite the people of a list and send the mails here and now; the exit code.

    0: everybody who was to be invited is. 1: nobody was, or not all; running it again goes on where it ended.
    2: the file, the tribe, the handle or the words cannot be used. ``handle``: the leader who invites; without
    it the founder, or whoever has led for longest.
    """
    console = console or Console()
    err = Console(stderr=True)
    try:
        found = _tribe(tribe)
        leader = _leader(found, handle)
        data = _read(file)
        if len(words) > bringing.WORDS_MAX:
            raise _BadInput(f"--words is longer than {bringing.WORDS_MAX:,} characters; shorten it.")
        understood = bringing.understand_list(found, leader, data, file.name, timezone.now())
        preview = selectors.preview_of(understood)
        waiting = selectors.mails_waiting(found)
        _show(console, understood, preview, waiting)
        if dry_run:
            return DONE
        if not preview.to_invite and not waiting:
            return NOT_ALL
        if not yes and not _asked(console, found, leader, len(preview.to_invite) + waiting):
            console.print("Nobody was invited.")
            return NOT_ALL
        by_hand = 0
        if preview.to_invite:
            brought = services.bring_list(found, leader, data, file.name)
            by_hand = services.confirm_list(brought, leader, words, send=False).by_hand
    except (_BadInput, NotAList, services.Refused) as problem:
        err.print(escape(f"{file.name}: {problem}" if isinstance(problem, NotAList) else str(problem)), soft_wrap=True)
        return BAD_INPUT
    except Throttled as full:
        err.print(f"{full} Try again in {_minutes(full.seconds)}.", soft_wrap=True)
        return NOT_ALL
    tally = _send(found, err)
    return _told(console, err, found, tally, by_hand)


def _tribe(slug: str) -> Tribe:
    found = Tribe.objects.filter(slug=slug).first()
    if found is None:
        some = list(Tribe.objects.order_by("slug").values_list("slug", flat=True)[:NAMES_SHOWN])
        known = f"; here are {', '.join(some)}" if some else "; there is none here yet"
        raise _BadInput(f"There is no tribe with the slug '{slug}'{known}.")
    return found


def _leader(tribe: Tribe, handle: str | None) -> Person:
    leaders = selectors.leaders(tribe)
    if handle:
        person = person_by_handle(handle.removeprefix("@").removesuffix(f"@{settings.HOST}"))
        if person is None:
            raise _BadInput(f"Nobody here has the handle '{handle}'.")
        if person not in leaders:
            raise _BadInput(f"{person.display_name} does not lead {tribe.name}; only a leader can invite.")
        return person
    if not leaders:
        raise _BadInput(f"Nobody leads {tribe.name}, so nobody can invite.")
    return next((person for person in leaders if person.pk == tribe.founder_id), leaders[0])


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as problem:
        raise _BadInput(f"{file}: this file cannot be read ({problem.strerror}).") from None
    if len(data) > MAX_BYTES:
        raise _BadInput(f"{file}: this file is larger than 5 MB; split it, and bring each part.")
    return data


def _show(console: Console, understood: PeopleList, preview: selectors.ListPreview, waiting: int) -> None:
    table = Table(title=escape(understood.format_label), show_header=False)
    table.add_column(justify="right")
    table.add_column()
    rows = [
        (preview.mails, "will be invited by e-mail"),
        (preview.by_hand, "on other networks: a link to pass on for each"),
        (waiting, "invited before, whose mail still waits to be sent"),
        (preview.count("here"), "here already"),
        (preview.count("before"), "invited before"),
        (preview.not_invited, "not invited: unsubscribed, or want no invitations"),
        (preview.repeated, "on the list more than once"),
        (len(preview.unreadable), "lines not understood"),
    ]
    for number, what in rows:
        if number or what.startswith("will be"):
            table.add_row(f"{number:,}", what)
    console.print(table)
    for line, text, why in preview.unreadable[:LINES_SHOWN]:
        console.print(escape(f"Line {line}: {text}\n    {why}"), soft_wrap=True, highlight=False)
    if len(preview.unreadable) > LINES_SHOWN:
        console.print(f"… and {len(preview.unreadable) - LINES_SHOWN:,} more lines.")


def _asked(console: Console, tribe: Tribe, leader: Person, people: int) -> bool:
    if not sys.stdin.isatty():
        raise _BadInput("There is nobody to ask: write --yes to invite without a question, or --dry-run to look.")
    whom = ngettext("%(n)s person", "%(n)s people", people) % {"n": f"{people:,}"}
    question = f"Invite {whom} to {tribe.name} in the name of {leader.display_name}?"
    try:
        return Confirm.ask(escape(question), console=console, default=False)
    except (EOFError, KeyboardInterrupt):
        console.print()
        return False


def _send(tribe: Tribe, err: Console) -> Tally:
    total = selectors.mails_waiting(tribe)
    columns = TextColumn("Sending invitations"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=err) as bar, _first_interrupt_is_kind() as interrupted:
        task = bar.add_task("", total=total)
        return send_waiting(
            tribe.pk,
            on_step=lambda tally: bar.update(task, completed=tally.tried),
            stop=interrupted.is_set,
        )


@contextmanager
def _first_interrupt_is_kind() -> Iterator[threading.Event]:
    """The first Ctrl-C lets the mail that is being sent come to its end; a second one does what Ctrl-C does."""
    interrupted = threading.Event()

    def note(number: int, frame: object) -> None:
        interrupted.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield interrupted
    finally:
        signal.signal(signal.SIGINT, before)


def _told(console: Console, err: Console, tribe: Tribe, tally: Tally, by_hand: int) -> int:
    """Say what came of it; the exit code."""
    page = settings.BASE_URL + reverse("invitations", args=[tribe.slug])
    console.print(f"{tally.sent:,} sent.")
    if by_hand:
        links = ngettext("%(n)s link to pass on", "%(n)s links to pass on", by_hand) % {"n": f"{by_hand:,}"}
        console.print(f"{links}: {page}?state=by_hand", soft_wrap=True)
    if tally.failed:
        err.print(escape(f"{tally.failed:,} could not be sent: {tally.why}"), soft_wrap=True)
    if tally.unsure:
        err.print(f"{tally.unsure:,} may have been sent: the mail server fell silent. They are not sent again.")
    waiting = selectors.mails_waiting(tribe)
    if waiting:
        why = {
            End.STOPPED: "You ended it.",
            End.THROTTLED: f"{tally.why} The next can go in {_minutes(tally.again_in)}.",
            End.UNREACHABLE: f"The mail server takes no mail now: {tally.why}",
            End.REFUSED: f"The mail server refuses every mail: {tally.why}",
        }.get(tally.end, "Some came in the meantime.")
        err.print(escape(f"{why} {waiting:,} wait; the same command goes on with them."), soft_wrap=True)
    clean = not (waiting or tally.failed or tally.unsure)
    return DONE if clean and (tally.sent or by_hand) else NOT_ALL


def _minutes(seconds: int) -> str:
    """So many seconds in whole minutes, rounded up."""
    minutes = -(-seconds // 60)
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
