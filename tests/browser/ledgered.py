"""A past for Linden Street's favors: run by the browser tests of the ledger, in the house's own environment.

Prints, as JSON, the ids of what they look at.
"""

import json
from datetime import timedelta

import django


def live_through() -> dict[str, int]:
    """Ada helped Bo, and it went on from there, came back, stays open; one objection, one change of terms."""
    from django.utils import timezone

    from folkmoot.favors.rules.contract import Contract
    from folkmoot.favors.services.board import Draft, ask_for_help
    from folkmoot.favors.services.contract import change_contract
    from folkmoot.favors.services.settling import forgive, object_to
    from folkmoot.people.models import Person
    from folkmoot.tribes.models import Tribe
    from tests.favors.ledger_world import did

    ada, bo, cyd, dee, eli = (Person.objects.get(name=name) for name in ("ada", "bo", "cyd", "dee", "eli"))
    street = Tribe.objects.get()
    roof = did(street, ada, bo, 120, "mended the roof of the shed", days_ago=140)
    did(street, bo, cyd, 60, "watched the children", days_ago=130)
    did(street, bo, dee, 30, "talked through the night", days_ago=128, shared=False)
    did(street, cyd, eli, 60, "brought soup for a week", days_ago=120)
    did(street, eli, ada, 60, "drove to the station", days_ago=110)
    bicycle = did(street, ada, cyd, 30, "fixed the bicycle", days_ago=100)
    did(street, dee, cyd, 240, "translated the contract of the flat", days_ago=95)
    tree = did(street, eli, dee, 30, "cut down the pear tree", days_ago=5)
    object_to(bo, tree, "It was our tree, and nobody asked us.")
    forgive(ada, did(street, bo, eli, 20, "carried a wardrobe", days_ago=40), "The flood took everything.")
    ask_for_help(eli, street, Draft("a lift to the doctor", 20))
    words, soon = "We return *what we can*.", timezone.localdate() + timedelta(days=200)
    then = timezone.now() - timedelta(days=30)
    change_contract(ada, street, Contract(80, 480, 10), words, "A small street.", now=then)
    coming = change_contract(ada, street, Contract(120, 600, 10), words, "Winter is near.", soon)
    return {"roof": roof, "bicycle": bicycle, "tree": tree, "coming": coming.pk}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(live_through()))
