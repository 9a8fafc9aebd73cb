"""What talk does in the background."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from folkmoot.talk import interruptions

ATTEMPTS = 9  # after the first: 2, 4, 8 ... minutes later, so for most of a day


@task(queue_name="mail")
def send_interruptions(attempt: int = 0) -> int:
    """Send every e-mail that waits, whoever asked for it, so that what a crash left behind goes out with the next.

    Returns how many went out. While the mail server cannot be reached nothing is lost: it is tried again, later
    and later.
    """
    try:
        return interruptions.send_waiting()
    except interruptions.MailServerAway:
        if attempt < ATTEMPTS:
            later = timezone.now() + timedelta(minutes=2 ** (attempt + 1))
            send_interruptions.using(run_after=later).enqueue(attempt + 1)
        return 0
