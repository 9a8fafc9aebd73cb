"""Things promised in Linden Street, one in every state: run in a house's own environment, after people moved in.

Prints, as JSON, the id of the promise in each state; ada is helped by bo, but in ``turn``, where she helps bo.
"""

import json
from datetime import timedelta

import django


def promise_much() -> dict[str, int]:
    """The id of a promise by where it is."""
    from django.utils import timezone

    from folkmoot.favors.services import board, promising
    from folkmoot.people.models import Person
    from folkmoot.tribes.models import Tribe

    now, day = timezone.now(), timedelta(days=1)
    tribe = Tribe.objects.get(slug="linden-street")
    ada, bo = (Person.objects.get(name=name) for name in ("ada", "bo"))

    def promise(what: str, ago: int, asker: Person = ada, helper: Person = bo, minutes: int = 30, **more) -> int:
        ask = board.ask_for_help(asker, tribe, board.Draft(what, minutes), now=now - ago * day)
        return promising.promise_help(helper, ask.pk, now=now - ago * day, **more).pk

    ids = {
        "promised": promise("Mend the gate", 1, agreed_at=now + timedelta(hours=6), words="I bring\nthe long ladder."),
        "done": promise("Water the tomatoes while we are away", 9, minutes=90),
        "disputed": promise("Carry the piano up to the third floor", 9, minutes=240),
        "thanked": promise("Lend an ear", 30, minutes=5),
        "stands": promise("Translate the letter to the council", 40, minutes=240),
        "dropped": promise("Paint the fence", 5, agreed_at=now + timedelta(hours=2)),
        "turn": promise("Sew a curtain", 30, asker=bo, helper=ada, agreed_at=now - 5 * day),
    }
    promising.say_done(bo, ids["done"], now=now - 3 * day)
    promising.say_done(bo, ids["disputed"], now=now - 3 * day)
    promising.dispute(ada, ids["disputed"], "It stands on the second floor still.", now=now - 2 * day)
    promising.thank(ada, ids["thanked"], now=now - 20 * day)
    promising.say_done(bo, ids["stands"], now=now - 30 * day)
    promising.let_stand(ids["stands"], now - 16 * day)
    promising.drop(ada, ids["dropped"], "It rains all day.")
    promising.write_note(ada, ids["promised"], "Half past six? The key is under the pot.")
    soon = board.Draft("Someone to look after the hens", 30, expires_at=now + 2 * day)
    board.ask_for_help(ada, tribe, soon, now=now - 20 * day)
    board.offer_help(ada, tribe, board.Draft("Sharpen knives", 5, expires_at=now + 2 * day), now=now - 20 * day)
    return ids


if __name__ == "__main__":
    django.setup()
    print(json.dumps(promise_much()))
