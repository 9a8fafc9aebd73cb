"""Mastodon's lists of accounts, and everyone's who writes files for it (Pleroma, Soapbox, Hubzilla...).

``following_accounts.csv``: Account address, Show boosts, Notify on new posts, Languages (older ones lack the last
two). Followers: Account address alone, or accounts under no heading at all; then only a leading @ or the file's
name tells them from e-mail addresses.
"""

import re
from collections.abc import Sequence

from folkmoot.tribes.lists.columns import ACCOUNT
from folkmoot.tribes.lists.rules import NotAList

FOLLOWING, FOLLOWING_LABEL = "mastodon-following", "Mastodon accounts that you follow"
FOLLOWERS, FOLLOWERS_LABEL = "mastodon-followers", "Mastodon followers"

_SHUNNED = re.compile(r"(?:blocked|muted)_accounts|(?:blocks|mutes)\.csv", re.IGNORECASE)
_FOLLOWS = re.compile(r"(?:^|[^a-z])(?:following|followers?)(?:[^a-z]|$)", re.IGNORECASE)


def recognizes(keys: Sequence[str]) -> bool:
    """Whether these are Mastodon's headings."""
    return ACCOUNT in keys


def which(keys: Sequence[str]) -> tuple[str, str]:
    """Format and label of the list with these headings. Raises NotAList for those whom one has muted."""
    if "hide_notifications" in keys:
        raise _shunned()
    return (FOLLOWING, FOLLOWING_LABEL) if "show_boosts" in keys else (FOLLOWERS, FOLLOWERS_LABEL)


def refuse_shunned(file_name: str) -> None:
    """Raises NotAList when the file is named as Mastodon names those whom one has blocked or muted."""
    if _SHUNNED.match(file_name):
        raise _shunned()


def is_named_so(file_name: str) -> bool:
    """Whether the name says that bare addresses in the file are accounts."""
    return _FOLLOWS.search(file_name) is not None


def _shunned() -> NotAList:
    return NotAList("These are accounts that you have blocked or muted: choose following_accounts.csv instead.")
