"""Writers of one tribe's ledger: what one of them enters next, and many of them that are killed without a word.

``python -m tests.races.ledger FOLDER`` reads a plan, keeps eight writers alive (forked, each with a connection of
its own) and kills one after another with SIGKILL, whatever it is doing. Each writes down in a file of its own what
it begins and, once ``enter`` has returned, the entry's id.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

WRITERS = 8


def enter_something(tribe: int, people: list[int], dice: Random) -> dict[str, Any]:
    """Thank, forgive, object, decide, reverse, or let a vouch come due: what the newest rows offer."""
    from django.db import IntegrityError

    from folkmoot.favors.services.ledger import enter
    from folkmoot.tribes.services import NotNow

    line = _line(tribe, people, dice)
    try:
        return {"entry": enter(line), "what": line.what.name}
    except (NotNow, IntegrityError) as no:  # the same person objects to a favor once
        return {"refused": str(no)}


def _line(tribe: int, people: list[int], dice: Random) -> Any:
    from folkmoot.favors.models import Claim, Giving
    from folkmoot.favors.rules.book import State, What
    from folkmoot.favors.services.ledger import Line

    giver, receiver = dice.sample(people, 2)
    thanks: dict[str, Any] = {
        "giver_id": giver,
        "receiver_id": receiver,
        "minutes": dice.choice([5, 30, 240]),
        "gift": dice.random() < 0.2,
    }
    what = dice.choice(
        [What.FAVOR] * 6 + [What.FORGIVING, What.DUE, What.OBJECTION, What.OBJECTION, What.REVERSAL, None]
    )
    if what == What.FORGIVING:
        claims = list(Claim.objects.filter(tribe_id=tribe, open__gt=0).order_by("-id")[:20])
        if claims:
            claim = dice.choice(claims)
            return Line(tribe, what, claim.creditor_id, minutes=dice.randint(1, claim.open), about_id=claim.pk)
    elif what != What.FAVOR:
        decision = what is None
        state = State.HELD if decision else State.COUNTS
        givings = list(Giving.objects.filter(tribe_id=tribe, state=state).order_by("-id")[:20])
        if givings:
            giving = dice.choice(givings)
            if decision:
                return Line(tribe, dice.choice([What.DISMISSED, What.UPHELD]), None, about_id=giving.pk)
            if what != What.DUE:
                return Line(tribe, what, receiver, about_id=giving.pk)
            who = dice.choice([one for one in people if one not in (giving.giver_id, giving.receiver_id)])
            return Line(tribe, what, None, giving.giver_id, who, minutes=5, about_id=giving.pk)
    return Line(tribe, What.FAVOR, receiver, **thanks)


def _write(plan: dict[str, Any], number: int, folder: Path) -> None:
    """One writer, until it is killed."""
    file = os.open(folder / str(number), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    dice = Random(f"{plan['seed']} {number}")
    while True:
        os.write(file, b"begun\n")
        told = enter_something(plan["tribe"], plan["people"], dice)
        os.write(file, f"{json.dumps(told)}\n".encode())


def main() -> None:
    """Keep them writing, and kill them."""
    import django

    django.setup()
    plan = json.loads(sys.stdin.readline())
    folder = Path(sys.argv[1])
    dice = random.Random(plan["seed"])
    alive: list[int] = []
    for number in range(plan["times"] + WRITERS):
        pid = os.fork()  # nobody has a connection yet that two could share
        if not pid:
            try:
                _write(plan, number, folder)
            finally:
                os._exit(1)
        alive.append(pid)
        if len(alive) > WRITERS:
            time.sleep(dice.uniform(0.02, 0.15))
            # One that has lived for a while: it is in the middle of something.
            victim = alive.pop(dice.randrange(WRITERS // 2))
            os.kill(victim, signal.SIGKILL)
            assert os.waitstatus_to_exitcode(os.waitpid(victim, 0)[1]) == -signal.SIGKILL, "it ended by itself"
    for pid in alive:
        os.kill(pid, signal.SIGKILL)
    for pid in alive:
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL, "it ended by itself"


if __name__ == "__main__":
    main()
