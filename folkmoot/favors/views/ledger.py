"""Pages of the ledger: my halves, and a favor with its journey."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.favors import ledger_words, pictures
from folkmoot.favors.in_words import day_in_words, minutes_in_words
from folkmoot.favors.models import Entry
from folkmoot.favors.rules.book import State, What
from folkmoot.favors.rules.journey import Ends
from folkmoot.favors.selectors import ledger
from folkmoot.favors.selectors.board import asks_that_fit, still_needed
from folkmoot.favors.selectors.journey import Journey, journey_of
from folkmoot.favors.selectors.waiting import can_be_decided
from folkmoot.favors.views.members import members_only
from folkmoot.people.models import Person
from folkmoot.people.requests import PersonRequest
from folkmoot.talk.cards import face
from folkmoot.talk.views.shared import id_in
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.models import Tribe


# --- my halves --------------------------------------------------------------------------------------
@require_safe
@members_only
def my_halves(request: PersonRequest, tribe: Tribe) -> HttpResponse:
    """What I received and have not returned yet, what would settle it, what I gave, and my standing. Only my own."""
    me, now = request.user, timezone.now()
    if request.GET.get("received") == "all":
        return _received(request, tribe)
    halves = ledger.my_halves(me, tribe, now)
    late, late_count = ledger.late_halves(me, tribe, halves, now) if halves.standing.too_old else ([], 0)
    asks = asks_that_fit(me, tribe, now) if halves.open_count else []
    context: dict[str, Any] = {
        "tribe": tribe,
        "halves": halves,
        "leads": tribes.is_leader(tribe.pk, me.pk),
        "counted": ledger.COUNTED,
        "rows": [
            {
                "half": half,
                "ring": pictures.ring_of(half),
                "url": _url_for(me, half.favor),
                "open": minutes_in_words(half.open),
                "minutes": minutes_in_words(half.claim.minutes),
                "since": day_in_words(half.claim.since_at),
                "patience": ledger_words.patience_left(half, halves.contract, now),
            }
            for half in halves.open
        ],
        "rings": pictures.rings_of(halves.open),
        "partly": sum(1 for half in halves.open if half.open < half.claim.minutes),
        "asks": [
            {
                "ask": ask,
                "minutes": minutes_in_words(ask.minutes),
                "part": min(ask.minutes, still_needed(ask) or ask.minutes),
            }
            for ask in asks
        ],
        "given": [
            {"favor": favor, "minutes": minutes_in_words(favor.minutes or 0), "when": day_in_words(when(favor))}
            for favor in halves.given
        ],
        "reasons": ledger_words.standing_lines(halves, late, late_count),
        "open_minutes": minutes_in_words(halves.standing.open_minutes),
    }
    if not halves.standing.is_good:
        context["way_back"] = ledger_words.way_back(ledger_words.minutes_to_good(halves, late))
    if halves.tally is not None:
        context["tally_given"] = minutes_in_words(halves.tally.given) if halves.tally.given else ""
        context["tally_received"] = minutes_in_words(halves.tally.received) if halves.tally.received else ""
        context["ahead"] = minutes_in_words(halves.tally.ahead) if halves.tally.ahead else ""
    return render(request, "favors/my_halves.html", context)


def _received(request: PersonRequest, tribe: Tribe) -> HttpResponse:
    """Every half I ever received, with what settled each."""
    me = request.user
    before = id_in(request.GET.get("before"))
    halves = ledger.received_halves(me, tribe, before)
    rows = [
        {
            "half": half,
            "ring": pictures.ring_of(half),
            "url": _url_for(me, half.favor),
            "minutes": minutes_in_words(half.claim.minutes),
            "when": day_in_words(when(half.favor)),
            "open": minutes_in_words(half.open) if half.open else "",
            "forgiven": minutes_in_words(half.claim.forgiven) if half.claim.forgiven else "",
            "parts": [
                {"words": ledger_words.part_in_words(part), "url": reverse("favor", args=[part.favor.pk])}
                for part in half.settled_by
            ],
        }
        for half in halves
    ]
    older = f"?received=all&before={halves[-1].claim.pk}" if len(halves) == ledger.SHOWN else ""
    return render(request, "favors/my_received.html", {"tribe": tribe, "rows": rows, "older_url": older})


def _url_for(person: Person, entry: Entry) -> str:
    """Where a favor's page is, if this person may read it: of a vouch that came due they may not always."""
    return reverse("favor", args=[entry.pk]) if entry.shared or is_one_of_two(person, entry) else ""


# --- a favor ----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class OwnClaim:
    """A half between the reader and another: what is open of it, and what settled it."""

    text: str
    parts: list[dict[str, str]]
    forgive_url: str


@require_safe
@login_required
def favor(request: PersonRequest, favor_id: int) -> HttpResponse:
    """Who did what for whom, and what it set off; to the two also what is open of it and what settled it."""
    me = request.user
    entry = favor_or_404(me, favor_id)
    state = ledger.state_of(entry.pk)
    two = is_one_of_two(me, entry)
    leads = tribes.is_leader(entry.tribe_id, me.pk)
    member = tribes.membership(entry.tribe_id, me.pk) is not None
    history = ledger.history_of(entry)
    objected = any(row.what == What.OBJECTION and row.by_id == me.pk for row in history)
    journey = journey_of(me, entry) if state == State.COUNTS else None
    leading = tribes.leaders(entry.tribe) if state == State.HELD and member else []
    # Who objected is for leaders: of somebody else's page it must not be told by who cannot decide.
    objectors = [row.by_id for row in history if row.what == What.OBJECTION and leads]
    stuck = bool(leading) and not can_be_decided(entry, objectors[-1] if objectors else None, leading)
    context: dict[str, Any] = {
        "favor": entry,
        "tribe": entry.tribe,
        "giver": face(entry.giver) if entry.giver is not None else None,
        "receiver": face(entry.receiver) if entry.receiver is not None else None,
        "when": day_in_words(when(entry)),
        "member": member,
        "two": two,
        "i_gave": entry.giver_id == me.pk,
        "minutes": minutes_in_words(entry.minutes or 0) if two else "",
        "held": state == State.HELD,
        "out": state == State.OUT,
        "stuck": stuck,
        "leads": leads,
        "leading": leading,
        "claims": _own_claims(me, entry, member) if state == State.COUNTS else [],
        "forgivings": ledger.forgivings_of(entry) if two else [],
        "history": [event(row, me, two or leads, leads, told_between=two) for row in history],
        "journey": journey,
        "ends": _ends(journey) if journey is not None else "",
        "drawn": pictures.drawn_journey(journey, entry) if journey is not None else None,
        "dos": _dos(entry, state, me, two, leads, may_object=member and not two and not objected),
    }
    return render(request, "favors/favor.html", context)


def _dos(entry: Entry, state: State, me: Person, two: bool, leads: bool, may_object: bool) -> list[dict[str, str]]:
    """What this reader can enter about a favor as it stands."""
    here = [entry.pk]
    dos = []
    if may_object and state == State.COUNTS:
        dos.append(
            {
                "label": _("This harmed somebody"),
                "icon": "warn",
                "url": reverse("favor_object", args=here),
                "help": _("It is held out of the account until a leader has decided."),
            }
        )
    if leads and not two and state == State.HELD:
        dos.append({"label": _("Decide on the objection"), "icon": "check", "url": reverse("favor_decide", args=here)})
    if leads and not two and state == State.COUNTS:
        dos.append(
            {
                "label": _("Let go what may be open of it"),
                "icon": "favors",
                "url": reverse("favor_forgive", args=here),
                "help": _("With a reason that the tribe reads."),
            }
        )
    if state != State.OUT and (entry.giver_id == me.pk or (leads and not two)):
        dos.append(
            {
                "label": _("It was a mistake: take it back"),
                "icon": "undo",
                "url": reverse("favor_back", args=here),
                "help": _("It leaves the account for good; that is entered beside it."),
            }
        )
    return dos


def _own_claims(me: Person, entry: Entry, member: bool) -> list[OwnClaim]:
    """The halves of this favor that are between the reader and somebody else."""
    claims = ledger.own_claims_of(me, entry)
    parts = ledger.parts_of([claim.pk for claim in claims])
    found = []
    for claim in claims:
        owes = claim.debtor_id == me.pk
        words = {
            "open": minutes_in_words(claim.open),
            "minutes": minutes_in_words(claim.minutes),
            "name": claim.creditor.display_name if owes else claim.debtor.display_name,
        }
        if claim.pk != claim.favor_id:
            text = _("You vouched for it: %(open)s of %(minutes)s wait for you to return.") if owes else _(
                "%(name)s vouched for it: %(open)s of %(minutes)s wait with them."
            )  # fmt: skip
        elif claim.open:
            text = _("%(open)s of %(minutes)s wait for you to return, to %(name)s or to anybody here.") if owes else _(
                "%(open)s of %(minutes)s wait with %(name)s. They may return it to you or to anybody here."
            )  # fmt: skip
        else:
            text = _("Nothing of it is open: its %(minutes)s are returned or let go.")
        told = [_part(me, part, member) for part in parts.get(claim.pk, [])]
        forgive = "" if owes or not claim.open else reverse("favor_forgive", args=[claim.pk])
        found.append(OwnClaim(text % words, told, forgive))
    return found


def _part(me: Person, part: ledger.Part, member: bool) -> dict[str, str]:
    """What settled a half, without what stays between two others."""
    if (part.favor.shared and member) or is_one_of_two(me, part.favor):
        return {"words": ledger_words.part_in_words(part), "url": reverse("favor", args=[part.favor.pk])}
    words = _("%(minutes)s passed on, by a favor between two people") % {"minutes": minutes_in_words(part.minutes)}
    return {"words": words, "url": ""}


def event(row: Entry, me: Person, reads_reasons: bool, leads: bool, told_between: bool = False) -> dict[str, str]:
    """What was entered about a favor, told to this reader.

    An objection's words are for the two and for leaders, and who objected is for leaders and themselves: whoever
    speaks up for others shall not have to fear for it. A decision is everybody's. ``told_between``: for one of the
    two, who also read why one of them took it back.
    """
    who = row.by.display_name if row.by is not None else ""
    own = row.by_id == me.pk
    if row.what == What.OBJECTION:
        text = _("%(name)s objected to it") % {"name": who} if leads and not own else _("Somebody objected to it")
        text = _("You objected to it") if own else text
        reason = row.words if reads_reasons or own else ""
    else:
        text = {
            What.DISMISSED: _("%(name)s decided: it counts again"),
            What.UPHELD: _("%(name)s decided: it stays out of the account"),
            What.REVERSAL: _("%(name)s took it back"),
        }[What(row.what)] % {"name": who}
        between = row.what == What.REVERSAL and row.about is not None and row.by_id == row.about.giver_id
        reason = "" if between and not told_between else row.words
    return {"text": text, "reason": reason, "when": day_in_words(row.at)}


def _ends(journey: Journey) -> str:
    """What is told of open halves between others, which is nothing that points at one of them."""
    if journey.ends == Ends.NONE:
        return _("Between others nothing of it is open any more.")
    if journey.ends == Ends.MOST:
        return _("Between others most halves of it are still open.")
    if journey.ends == Ends.SOME:
        return ledger_words.open_between_others(journey.open_ends)
    return _("What of it is still open between others is known to those two alone.")


def favor_or_404(person: Person, favor_id: int) -> Entry:
    """The favor with its tribe; 404 for whoever may not read of it."""
    found = ledger.favor_for(person, favor_id)
    if found is None:
        raise Http404
    return found


def is_one_of_two(person: Person, entry: Entry) -> bool:
    """Whether this person gave or received it."""
    return person.pk in (entry.giver_id, entry.receiver_id)


def when(entry: Entry) -> datetime:
    """When it was done, or else when it was entered."""
    return entry.done_at or entry.at
