"""Decisions about people as pure functions."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

NAME_MIN, NAME_MAX = 2, 30  # characters
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9_]*[a-z0-9])?")
RESERVED_NAMES = frozenset(
    {"admin", "administrator", "api", "everyone", "all", "folkmoot", "help", "leader", "leaders", "mail", "me"}
    | {"nobody", "postmaster", "root", "security", "steward", "support", "system", "tribe", "tribes", "you"}
)
HUES = 6

TOKEN_SCOPES = {
    "read": "Read what you can read",
    "talk": "Write, edit and delete posts as you",
    "permissions": "Change who may reach you",
    "tribes": "Join, leave, invite to and lead tribes as you",
    "favors": "Ask, offer, promise and thank as you, and lead what a tribe agreed on about favors",
    "mirror": "Hand in archives to the mirror as you, keep and delete what it shows",
    "profile": "Change your profile",
}


def problem_with_name(name: str) -> str | None:
    """Why a handle's name cannot be used, as a sentence; None when it can."""
    if not NAME_MIN <= len(name) <= NAME_MAX:
        return f"A handle has {NAME_MIN} to {NAME_MAX} characters."
    if not _NAME.fullmatch(name):
        return "A handle is made of a–z, 0–9 and _, and begins and ends with a letter or a digit."
    if name in RESERVED_NAMES:
        return f"'{name}' is kept for the server itself; choose another handle."
    return None


def name_from(text: str) -> str:
    """A usable handle near what was written ('Zoë Ångström' -> 'zoe_angstrom'); 'someone' when nothing is."""
    plain = unicodedata.normalize("NFKD", text.split("@")[0]).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:NAME_MAX].strip("_")
    if problem_with_name(name):
        name = f"{name}_1"[:NAME_MAX] if len(name) >= NAME_MIN else "someone"
    return name


def key_digest(key: str) -> str:
    """What is kept of a program's key (SHA-256, hex): enough to know it again, not enough to use it."""
    return hashlib.sha256(key.encode()).hexdigest()


def initials(display_name: str) -> str:
    """'Mara Lindqvist' -> 'ML', 'Jo' -> 'J'; '?' when there is no letter."""
    words = [word for word in display_name.split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def hue(id_: int) -> int:
    """Which of the HUES tints someone without a picture has; spread by the id's low bits."""
    return id_ % HUES


@dataclass(frozen=True)
class Rate:
    """A budget: ``amount`` at once, refilled evenly over ``period``; ``sentence`` is told when it is empty."""

    amount: int
    period: timedelta
    sentence: str


SAYING = Rate(
    60, timedelta(minutes=10), "You have said a great deal in a short while. Wait a few minutes; your words stay here."
)
API_CALLS = Rate(600, timedelta(minutes=1), "This key asks more than 600 times a minute. Wait a little.")
API_VISITS = Rate(60, timedelta(minutes=1), "Too many requests from this address. Wait a little.")
TOKENS_MADE = Rate(10, timedelta(hours=1), "You have made many keys in a short while. Wait a few minutes.")


@dataclass(frozen=True)
class Bucket:
    """What is left (tokens) as of a moment."""

    tokens: float
    filled_at: datetime


def take(rate: Rate, bucket: Bucket | None, now: datetime, cost: int = 1) -> tuple[Bucket, bool]:
    """The bucket after trying to take ``cost``, and whether it was granted (token bucket, lazy refill)."""
    if bucket is None:
        tokens = float(rate.amount)
    else:
        passed = max(timedelta(0), now - bucket.filled_at)
        tokens = min(float(rate.amount), bucket.tokens + rate.amount * (passed / rate.period))
        now = max(now, bucket.filled_at)  # or a clock that was set back would fill the same stretch twice
    if tokens >= cost:
        return Bucket(tokens - cost, now), True
    return Bucket(tokens, now), False


def wait(rate: Rate, bucket: Bucket, cost: int = 1) -> timedelta:
    """How long until ``cost`` would be granted, if nobody takes anything meanwhile."""
    return rate.period * (max(0.0, cost - bucket.tokens) / rate.amount)
