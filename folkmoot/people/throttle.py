"""Budgets of actions: so many at once, refilled evenly (``rules.Rate``), counted in the database.

The database holds them, since a limit must hold across all processes and after a restart.
"""

import hashlib
import ipaddress
from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from folkmoot.people import rules
from folkmoot.people.models import TokenBucket

KEY_MAX = 120  # characters
IDLE = timedelta(days=40)  # longer than the period of any rate: a bucket left alone for that long is full


class Throttled(Exception):
    """A budget is empty. The text is the rate's sentence; ``seconds`` says when to try again."""

    def __init__(self, sentence: str, seconds: int) -> None:
        super().__init__(sentence)
        self.seconds = seconds


def take(key: str, rate: rules.Rate, cost: int = 1, now: datetime | None = None) -> None:
    """Take ``cost`` from the budget ``key``, or raise Throttled and take nothing.

    What was taken is given back when a transaction around this call is rolled back: where a failed attempt
    must count as well, call it before the transaction begins.
    """
    now = now or timezone.now()
    key = _short(key)
    # Without a lock first: a bucket only fills while nobody takes, so a 'no' read here is a 'no', and whoever
    # hammers on the door writes nothing.
    _refuse_unless_granted(rate, TokenBucket.objects.filter(pk=key).first(), now, cost)
    with transaction.atomic():
        fresh = TokenBucket(key=key, tokens=float(rate.amount), filled_at=now)
        TokenBucket.objects.bulk_create([fresh], ignore_conflicts=True)
        row = TokenBucket.objects.select_for_update().get(pk=key)
        left = _refuse_unless_granted(rate, row, now, cost)
        TokenBucket.objects.filter(pk=key).update(tokens=left.tokens, filled_at=left.filled_at)


def client_key(request: HttpRequest) -> str:
    """Where a request comes from, for budgets of visitors: an IPv4 address, or the /64 of an IPv6 one.

    Behind a proxy it is what the proxy says, and only as many proxies are believed as the settings name.
    """
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)


def forget_idle(now: datetime | None = None) -> int:
    """Delete the buckets that nobody has taken from for so long that they are full; how many there were."""
    deleted, _ = TokenBucket.objects.filter(filled_at__lt=(now or timezone.now()) - IDLE).delete()
    return deleted


def _refuse_unless_granted(rate: rules.Rate, row: TokenBucket | None, now: datetime, cost: int) -> rules.Bucket:
    bucket = None if row is None else rules.Bucket(row.tokens, row.filled_at)
    left, granted = rules.take(rate, bucket, now, cost)
    if not granted:
        # More than the whole budget is never granted; a period is as good an answer as any.
        wait = rate.period if cost > rate.amount else rules.wait(rate, left, cost)
        raise Throttled(rate.sentence, max(1, -int(-wait.total_seconds() // 1)))
    return left


def _short(key: str) -> str:
    if len(key) <= KEY_MAX:
        return key
    return f"{key[:50]}:{hashlib.sha256(key.encode()).hexdigest()}"
