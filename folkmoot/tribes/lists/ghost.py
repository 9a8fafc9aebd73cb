"""Ghost's member export.

Headings: id, email, name, note, subscribed_to_emails, complimentary_plan, stripe_customer_id, created_at,
deleted_at, labels, tiers (products in older ones). A no is ``subscribed_to_emails`` false or a ``deleted_at``.
"""

from collections.abc import Sequence

FORMAT, LABEL = "ghost", "Ghost members"

_SIGNS = {"subscribed_to_emails", "complimentary_plan", "stripe_customer_id", "tiers"}


def recognizes(keys: Sequence[str]) -> bool:
    """Whether these are Ghost's headings."""
    return len(_SIGNS.intersection(keys)) >= 2
