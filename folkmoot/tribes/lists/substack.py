"""Substack's subscriber export (``email_list.*.csv``).

Headings: email, name (in newer ones), active_subscription, expiry, plan, email_disabled, created_at,
first_payment_at. ``active_subscription`` is about paying: someone without one reads for free and is invited;
``email_disabled`` is the no.
"""

from collections.abc import Sequence

FORMAT, LABEL = "substack", "Substack subscribers"

_SIGNS = {"active_subscription", "expiry", "email_disabled", "first_payment_at", "prefer_digests"}


def recognizes(keys: Sequence[str]) -> bool:
    """Whether these are Substack's headings."""
    return len(_SIGNS.intersection(keys)) >= 2
