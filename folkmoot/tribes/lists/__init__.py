"""The readers behind *Bring your people*: the list one really has -> the people on it.

``read_list(data, name)`` takes a file's bytes (or what was pasted, encoded) and answers with a ``Reading``, or
raises ``NotAList`` with one sentence that a person can act on. No Django, no clock, nothing but the bytes.

Recognized by what is in it; the name decides only where the content cannot (a bare column of ``ann@example.org``
may be e-mail or fediverse accounts) and where ignoring it would do harm (lists of people who were blocked, muted
or have unsubscribed):

===================== ==============================================================================
mailchimp             audience exports, English or localized headings
substack, ghost       subscriber and member exports
mastodon-following    ``following_accounts.csv``; mastodon-followers: accounts alone
csv                   any other table in which one column is mostly addresses (Google and Outlook contacts...)
vcard                 2.1, 3.0 and 4.0, many cards in a file
addresses             pasted: one a line, or between commas and semicolons, with or without names
===================== ==============================================================================

What is decided for everyone:

* *No is kept.* A contact who unsubscribed, bounced, was cleaned or deleted is left out, and stays left out where
  the same address stands a second time without such a mark. Left out is counted, never listed.
* *One person, one invitation.* A card, or a row with several numbered e-mail columns, gives one address: the
  preferred one that can be read. Several addresses written into one cell or line are several people.
* *Nobody is lost silently.* Every row, card or pasted piece that says something ends as exactly one of: an entry,
  a repetition, left out, or unreadable with the line that an editor shows, and why.
* *Time grows with the size of the file*, whatever is in it: what has to be read twice is on a budget.

How it is built: ``decode`` bytes -> text; ``table`` text -> rows; ``columns`` what a heading means; ``people`` rows
-> people; one file per format; ``detect`` chooses. ``address`` knows what an address is, ``gather`` keeps count.
"""

from folkmoot.tribes.lists.address import normalize_handle, normalize_mail
from folkmoot.tribes.lists.detect import read_list
from folkmoot.tribes.lists.rules import Entry, NotAList, Reading, Unreadable

__all__ = ["Entry", "NotAList", "Reading", "Unreadable", "normalize_handle", "normalize_mail", "read_list"]
