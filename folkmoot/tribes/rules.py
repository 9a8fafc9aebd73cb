"""Decisions about tribes as pure functions, and the lives of requests and invitations."""

import hashlib
import re
import unicodedata
from datetime import datetime, timedelta

from folkmoot.people.rules import Rate

SLUG_MAX = 50
NAME_MAX = 80
IDEA_MAX = 200  # characters: one sentence
CHARTER_MAX = 20_000  # characters
MAILS = Rate(5_000, timedelta(days=1), "A tribe sends at most 5,000 invitations a day by e-mail.")
# Beside the tribe's: anybody may found tribes, and each would come with a budget of its own.
MAILS_OF_ONE = Rate(50_000, timedelta(days=10), "One person invites at most 50,000 people in ten days by e-mail.")
FOUNDED = Rate(5, timedelta(days=1), "You can found 5 tribes a day.")
LISTS = Rate(20, timedelta(hours=1), "You can bring 20 lists an hour.")
ASKS = Rate(20, timedelta(hours=1), "You can ask 20 times an hour.")
LIST_KEPT = timedelta(days=7)  # a list that was neither confirmed nor dropped is other people's addresses
# A mail server has 20 seconds for each of a handful of answers: after this nobody is speaking to it any more.
SENDING_TAKES = timedelta(minutes=10)
RESERVED_SLUGS = frozenset({"new", "all", "mine"})

# state -> states it may move to. Every move is a compare-and-swap in services.
JOIN_REQUEST_ARROWS: dict[str, frozenset[str]] = {
    "waiting": frozenset({"accepted", "declined", "withdrawn"}),
    "accepted": frozenset(),
    "declined": frozenset(),
    "withdrawn": frozenset(),
}
PEOPLE_LIST_ARROWS: dict[str, frozenset[str]] = {
    "read": frozenset({"confirmed", "dropped"}),
    "confirmed": frozenset(),
    "dropped": frozenset(),
}
INVITATION_ARROWS: dict[str, frozenset[str]] = {
    # 'sending' is written before the mail server is spoken to, and a crash leaves it there: a mail that
    # may have gone out is never sent a second time.
    "waiting": frozenset({"sending", "by_hand", "withdrawn"}),
    "sending": frozenset({"sent", "failed", "accepted", "declined", "withdrawn"}),
    "by_hand": frozenset({"accepted", "declined", "withdrawn"}),
    "sent": frozenset({"accepted", "declined", "withdrawn"}),
    "failed": frozenset({"accepted", "declined", "withdrawn"}),
    "declined": frozenset({"accepted"}),
    "accepted": frozenset(),
    "withdrawn": frozenset(),
}
JOIN_REQUEST_STATES = frozenset(JOIN_REQUEST_ARROWS)
PEOPLE_LIST_STATES = frozenset(PEOPLE_LIST_ARROWS)
INVITATION_STATES = frozenset(INVITATION_ARROWS)


def problem_with_floor(joining: str, floor_is_open: bool) -> str | None:
    """Why a floor cannot be open to everyone signed in, as a sentence; None when it can, or is not."""
    if floor_is_open and joining == "invitation":
        return "A tribe by invitation is not shown to others, so they cannot read its floor either."
    return None


def sources(arrows: dict[str, frozenset[str]], target: str) -> frozenset[str]:
    """The states from which ``target`` may be reached."""
    return frozenset(state for state, targets in arrows.items() if target in targets)


def slug_from(name: str) -> str:
    """A slug near a tribe's name; 'tribe' when nothing of it can be used."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_MAX].strip("-")
    if not slug or slug in RESERVED_SLUGS:
        return f"{slug}-tribe".strip("-")
    return slug


def address_digest(address: str) -> str:
    """What is kept of an address whose owner said 'never again' (SHA-256 of the normalized address, hex)."""
    return hashlib.sha256(address.encode()).hexdigest()


def may_have_been_sent(state: str, begun_at: datetime | None, now: datetime) -> bool:
    """Whether sending this began, and was cut short before anyone could say how it ended."""
    return state == "sending" and (begun_at is None or begun_at <= now - SENDING_TAKES)


def is_passed_on_by_hand(state: str, may_have_been_sent: bool) -> bool:
    """Whether leaders are shown an invitation's link: where no mail carries it, or nobody knows if one did."""
    return may_have_been_sent or state in {"by_hand", "failed"}


def mails_key(tribe_id: int) -> str:
    """The key of the budget of invitations by e-mail that a tribe has."""
    return f"invitations:{tribe_id}"
