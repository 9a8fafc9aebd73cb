"""Invitations going out in the background. Each task can be run twice, at once, or again after a crash."""

import time
from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from folkmoot.tribes.models import Invitation
from folkmoot.tribes.sending import End, send_waiting

SLICE = 20  # seconds: then whatever else waits gets its turn, and a worker that was asked to end can
THROTTLED_PAUSE = timedelta(minutes=15)  # a share refills evenly: this often a few more go out
LONGEST_PAUSE = timedelta(hours=1)
TRIES = 48  # of a mail server that does not answer: two days


@task(queue_name="mail")
def send_invitations(tribe_id: int, tries: int = 0) -> dict[str, int | str]:
    """Send what waits for a tribe, for a while, and come back for what is left or could not be sent now."""
    until = time.monotonic() + SLICE
    tally = send_waiting(tribe_id, stop=lambda: time.monotonic() >= until)
    if tally.end is End.STOPPED:
        send_invitations.enqueue(tribe_id)
    elif tally.end is End.THROTTLED:
        pause = max(THROTTLED_PAUSE, timedelta(seconds=tally.again_in))
        send_invitations.using(run_after=timezone.now() + pause).enqueue(tribe_id)
    elif tally.end is End.UNREACHABLE:
        tries = 0 if tally.sent else tries + 1
        if tries < TRIES:
            pause = min(timedelta(minutes=2 ** min(tries, 10)), LONGEST_PAUSE)
            send_invitations.using(run_after=timezone.now() + pause).enqueue(tribe_id, tries)
    return {"sent": tally.sent, "failed": tally.failed, "unsure": tally.unsure, "end": tally.end.value}


def resume() -> int:
    """Take up what a worker left when it was ended in the middle; how many tribes have mail waiting.

    For the start of a worker: the task it was at is lost with it, the invitations are not.
    """
    waiting = Invitation.objects.filter(state="waiting", kind=Invitation.Kind.MAIL)
    tribe_ids = list(waiting.order_by().values_list("tribe_id", flat=True).distinct())
    for tribe_id in tribe_ids:
        send_invitations.enqueue(tribe_id)
    return len(tribe_ids)
