"""Mailchimp's audience export: three files in a zip, of those subscribed, unsubscribed and cleaned.

Headings: Email Address, First Name, Last Name, the audience's own fields, then MEMBER_RATING, OPTIN_TIME, OPTIN_IP,
CONFIRM_TIME, CONFIRM_IP, LATITUDE, LONGITUDE, GMTOFF, DSTOFF, TIMEZONE, CC, REGION, LAST_CHANGED, LEID, EUID, NOTES,
TAGS; those who left have UNSUB_TIME, UNSUB_CAMPAIGN_TITLE, UNSUB_REASON, and cleaned ones CLEAN_TIME besides. The
first ones come in the account's language (E-Mail-Adresse, Vorname, Nachname), the rest never do.
"""

import re
from collections.abc import Sequence

FORMAT, LABEL = "mailchimp", "Mailchimp audience"

_SIGNS = {
    "member_rating", "optin_time", "optin_ip", "confirm_time", "confirm_ip", "gmtoff", "dstoff", "last_changed",
    "leid", "euid", "unsub_time", "unsub_campaign_title", "unsub_reason", "clean_time", "clean_campaign_title",
}  # fmt: skip
_LEFT = re.compile(r"(?:unsubscribed|cleaned)_(?:[a-z]+_)*export", re.IGNORECASE)


def recognizes(keys: Sequence[str]) -> bool:
    """Whether these are Mailchimp's headings."""
    return len(_SIGNS.intersection(keys)) >= 2


def is_of_those_who_left(file_name: str) -> bool:
    """Whether the file is named as Mailchimp names the lists of those who left ('cleaned_audience_export_...')."""
    return _LEFT.match(file_name) is not None
