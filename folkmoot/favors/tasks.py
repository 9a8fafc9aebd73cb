"""What favors do in the background: promises that time moves, reminders, vouches that come due."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import structlog
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from folkmoot.favors import mails
from folkmoot.favors.models import Promise, Vouch
from folkmoot.favors.rules import promises
from folkmoot.favors.services import promising, settling
from folkmoot.talk.interruptions import MailServerAway

log = structlog.get_logger("folkmoot.favors")
EVERY = timedelta(hours=1)


@task()
def keep_promises() -> dict[str, int]:
    """Once an hour: what time moves, and what people want to be reminded of. Running it again changes nothing."""
    return keep_promises_at(timezone.now())


def keep_promises_at(now: datetime) -> dict[str, int]:
    """The same as if it were now; how many of each. What fails is logged and keeps nothing else from being done."""
    done = Promise.objects.filter(state=promises.State.DONE, done_at__lte=now - promises.STANDS_AFTER)
    waiting = Promise.objects.filter(state=promises.State.PROMISED, promised_at__lte=now - promises.FORGOTTEN_AFTER)
    vouched = Vouch.objects.filter(withdrawn_at=None)
    return {
        "stood": _each("stood", _ids(done), lambda id_: promising.let_stand(id_, now)),
        "lapsed": _each("lapsed", _ids(waiting), lambda id_: promising.let_lapse(id_, now)),
        "due": _each(
            "due",
            vouched.values_list("ask__tribe_id", flat=True).distinct().order_by("ask__tribe_id"),
            lambda tribe_id: settling.bring_due(tribe_id, now),
        ),
        "reminded": _mailed("reminded", mails.remind, now),
        "asked": _mailed("asked", mails.ask_whether_still_meant, now),
    }


def _ids(rows: QuerySet[Promise]) -> Iterable[int]:
    return rows.order_by("pk").values_list("pk", flat=True)


def _each(what: str, ids: Iterable[int], act: Callable[[int], int]) -> int:
    """Do it for each; one that fails keeps no other from its turn, and is tried again in an hour."""
    count = 0
    for id_ in list(ids):
        try:
            count += act(id_)
        except Exception:
            log.exception("promises", what=what, id=id_)
    return count


def _mailed(what: str, send: Callable[[datetime], int], now: datetime) -> int:
    """How many mails went out; while the mail server is away nothing is lost, and it is tried again in an hour."""
    try:
        return send(now)
    except MailServerAway as problem:
        log.warning("the mail server is away", what=what, problem=str(problem))
    except Exception:
        log.exception("promises", what=what)
    return 0
