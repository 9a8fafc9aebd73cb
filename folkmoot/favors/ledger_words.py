"""Halves, standing and a tribe's terms in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.favors.in_words import minutes_in_words
from folkmoot.favors.rules.contract import NOTICE, Contract
from folkmoot.favors.selectors.ledger import Half, Halves, Part

LISTED = 5  # favors named in one sentence


# --- standing ---------------------------------------------------------------------------------------
def standing_lines(halves: Halves, late: Sequence[Half], late_count: int) -> list[str]:
    """Why somebody's standing is what it is, line by line. ``late``: halves that outlasted patience, oldest first."""
    lines = []
    if late:
        lines.append(_waiting(late, late_count))
    if halves.standing.too_much:
        words = {
            "open": minutes_in_words(halves.standing.open_minutes),
            "allowance": minutes_in_words(halves.contract.allowance),
        }
        lines.append(_("%(open)s stand open together; the contract's allowance is %(allowance)s.") % words)
    if lines:
        return lines
    if halves.tally is None or not (halves.tally.given or halves.tally.received):
        return [_("You have neither given nor received a favor here yet. Everybody begins in good standing.")]
    if not halves.open_count:
        return [_("Nothing is open: whatever you received is returned.")]
    patience = ngettext(
        "Nothing waits longer than the %(days)s day of the contract.",
        "Nothing waits longer than the %(days)s days of the contract.",
        halves.contract.patience,
    ) % {"days": halves.contract.patience}
    words = {
        "open": minutes_in_words(halves.standing.open_minutes),
        "allowance": minutes_in_words(halves.contract.allowance),
    }
    return [patience, _("What is open, %(open)s, is within its allowance of %(allowance)s.") % words]


def _waiting(late: Sequence[Half], count: int) -> str:
    """'Two favors wait since March: the bicycle (30 min), the translation (4 h).'"""
    named = [f"{half.favor.words or _('a favor')} ({minutes_short(half.open)})" for half in late[:LISTED]]
    if count > len(named):
        more = count - len(named)
        named.append(ngettext("%(n)s more", "%(n)s more", more) % {"n": more})
    since = min(half.claim.since_at for half in late)
    words = {"n": number_in_words(count), "since": month_in_words(since), "named": get_text_list(named, _("and"))}
    text = ngettext(
        "%(n)s favor waits since %(since)s: %(named)s.", "%(n)s favors wait since %(since)s: %(named)s.", count
    )
    return text % words


def way_back(minutes: int) -> str:
    """What makes somebody good again. ``minutes``: how much has to be settled, oldest first, for it."""
    return _(
        "Giving brings you back: whatever you do for anybody here settles your oldest halves first. %(minutes)s of it"
        " make your standing good again; or whoever did it for you lets it go."
    ) % {"minutes": minutes_in_words(minutes)}


def minutes_to_good(halves: Halves, late: Sequence[Half]) -> int:
    """Minutes to give until the standing is good: the oldest are settled first, so all before the last late one count.

    An estimate from the halves that are shown; exact while there are not more of them.
    """
    last = max((half.claim.pk for half in late), default=0)
    before = sum(half.open for half in halves.open if half.claim.pk <= last)
    shown = {half.claim.pk for half in halves.open}
    before += sum(half.open for half in late if half.claim.pk not in shown)
    return max(before, halves.standing.open_minutes - halves.contract.allowance)


# --- halves -----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Patience:
    """How long a half may still stand open."""

    text: str
    over: bool


def patience_left(half: Half, contract: Contract, now: datetime) -> Patience:
    """How long the tribe's patience with a half still lasts, in words."""
    ends = half.claim.since_at + timedelta(days=contract.patience)
    days = (ends - now).days
    if half.too_old:
        over = max(1, (now - ends).days)
        text = ngettext(
            "Waits %(n)s day longer than the tribe's patience.",
            "Waits %(n)s days longer than the tribe's patience.",
            over,
        )
        return Patience(text % {"n": over}, True)
    if days < 1:
        return Patience(_("The tribe's patience ends today."), False)
    text = ngettext("%(n)s day of patience is left.", "%(n)s days of patience are left.", days)
    return Patience(text % {"n": days}, False)


def part_in_words(part: Part) -> str:
    """How minutes of a half were returned: 'by "watering plants" for Ann, passed on: 30 minutes'."""
    receiver = part.favor.receiver.display_name if part.favor.receiver is not None else ""
    words = {
        "what": part.favor.words or _("a favor"),
        "name": receiver,
        "minutes": minutes_in_words(part.minutes),
    }
    return {
        "direct": _("%(minutes)s directly, for %(name)s: %(what)s"),
        "circle": _("%(minutes)s round a circle, which began with what you did for %(name)s: %(what)s"),
        "forward": _("%(minutes)s passed on, for %(name)s: %(what)s"),
    }[part.kind] % words


def open_between_others(count: int) -> str:
    """'Between others two halves of it are still open.'"""
    text = ngettext(
        "Between others %(n)s half of it is still open.", "Between others %(n)s halves of it are still open.", count
    )
    return text % {"n": number_in_words(count).lower()}


# --- contract ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Term:
    """One number of a contract, and what it means. ``was``: the number before, where it changes."""

    name: str
    value: str
    means: str
    was: str = ""


def terms(contract: Contract, before: Contract | None = None) -> list[Term]:
    """A contract's three numbers in words; ``before``: to say what changes."""
    was = {} if before is None else {term.name: term.value for term in terms(before)}
    found = [
        Term(
            _("Patience"),
            ngettext("%(n)s day", "%(n)s days", contract.patience) % {"n": contract.patience},
            ngettext(
                "Whoever received a favor has %(n)s day to return it, to anybody here. Until then nothing is late.",
                "Whoever received a favor has %(n)s days to return it, to anybody here. Until then nothing is late.",
                contract.patience,
            )
            % {"n": contract.patience},
        ),
        Term(
            _("Allowance"),
            minutes_in_words(contract.allowance),
            _(
                "So much may stand open with one person at a time. Beyond it they still talk, ask on the board and"
                " give; they put no ask before others until they have given something back."
            ),
        ),
        Term(
            _("Crowd"),
            ngettext("more than %(n)s person", "more than %(n)s people", contract.crowd) % {"n": contract.crowd},
            _(
                "An ask put before so many is an ask to a crowd: it goes out only if it can be given back within the"
                " tribe's patience. On the board it is always welcome."
            ),
        ),
    ]
    return [Term(t.name, t.value, t.means, was.get(t.name, "") if was.get(t.name) != t.value else "") for t in found]


def takes_effect(now: datetime) -> str:
    """From when on a change that is announced now would hold."""
    return date_format(timezone.localtime(now + NOTICE), "DATE_FORMAT")


# --- small words ------------------------------------------------------------------------------------
def minutes_short(minutes: int) -> str:
    """'30 min', '4 h', '1 h 30 min'."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(n)s min") % {"n": rest}
    return (
        _("%(n)s h") % {"n": hours}
        if not rest
        else _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}
    )


def month_in_words(moment: datetime) -> str:
    """'March', with its year where it is another one."""
    local = timezone.localtime(moment)
    return date_format(local, "F" if local.year == timezone.localtime().year else "F Y")


def number_in_words(number: int) -> str:
    """'Two': at the head of a sentence, up to ten; then figures."""
    words = [_("No"), _("One"), _("Two"), _("Three"), _("Four"), _("Five"), _("Six"), _("Seven"), _("Eight"), _("Nine")]
    return words[number] if number < len(words) else str(number)


def percent(share: float | None) -> str:
    """A share as a percentage, or that there is none yet."""
    return _("nothing yet") if share is None else f"{100 * share:.0f}%"
