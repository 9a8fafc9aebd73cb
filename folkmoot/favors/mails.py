"""Mails of favors: an ask that may interrupt, reminders of promises, and 'is it still needed?'."""

from datetime import datetime

from django.core.mail import EmailMessage

from folkmoot.permissions.models import Delivery


def of_ask(delivery: Delivery) -> EmailMessage | None:
    """The mail of an ask that reached somebody who lets it interrupt them; None for what is no ask."""
    return None


def remind(now: datetime) -> int:
    """Remind whoever's turn it is, as often as ``rules.promises`` says; how many mails went out."""
    return 0


def ask_whether_still_meant(now: datetime) -> int:
    """Ask 'still needed?' of whatever leaves the board in three days; how many were asked."""
    return 0
