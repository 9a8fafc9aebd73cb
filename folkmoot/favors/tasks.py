"""What favors do in the background: promises that time moves, reminders, vouches that come due."""

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import task

from folkmoot.favors import mails
from folkmoot.favors.models import Promise, Vouch
from folkmoot.favors.rules import promises
from folkmoot.favors.services import promising, settling

EVERY = timedelta(hours=1)


@task()
def keep_promises() -> dict[str, int]:
    """Once an hour: what time moves, and what people want to be reminded of. Running it again changes nothing."""
    return keep_promises_at(timezone.now())


def keep_promises_at(now: datetime) -> dict[str, int]:
    """The same as if it were now; how many of each."""
    stood = sum(
        promising.let_stand(promise_id, now)
        for promise_id in list(
            Promise.objects.filter(state=promises.State.DONE, done_at__lte=now - promises.STANDS_AFTER).values_list(
                "pk", flat=True
            )
        )
    )
    waiting = Promise.objects.filter(state=promises.State.PROMISED, promised_at__lte=now - promises.FORGOTTEN_AFTER)
    lapsed = sum(promising.let_lapse(promise_id, now) for promise_id in list(waiting.values_list("pk", flat=True)))
    due = 0
    for tribe_id in list(Vouch.objects.filter(withdrawn_at=None).values_list("ask__tribe_id", flat=True).distinct()):
        due += settling.bring_due(tribe_id, now)
    reminded = mails.remind(now)
    asked = mails.ask_whether_still_meant(now)
    return {"stood": stood, "lapsed": lapsed, "due": due, "reminded": reminded, "asked": asked}
