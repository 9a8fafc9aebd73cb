"""Two who wait for one another: PostgreSQL ends one of them, and it is begun again."""

import threading

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from folkmoot.favors import proofs
from folkmoot.favors.models import Tally
from folkmoot.favors.services.ledger import again_after_deadlock
from folkmoot.favors.services.promising import thank_unasked
from tests.support.cast import make_cast


class _Deadlock(Exception):
    sqlstate = "40P01"


def test_whatever_a_deadlock_ended_is_done_again():
    tries = []

    @again_after_deadlock
    def act() -> str:
        tries.append(1)
        if len(tries) < 3:
            raise OperationalError from _Deadlock()
        return "done"

    assert act() == "done" and len(tries) == 3


def test_other_troubles_of_the_database_are_told_at_once():
    @again_after_deadlock
    def act() -> None:
        raise OperationalError("the disk is full")

    with pytest.raises(OperationalError, match="full"):
        act()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("ledger_to_be_emptied")
def test_two_who_thank_one_another_for_the_very_first_time_at_once_are_both_heard():
    cast = make_cast()
    trouble = []
    ready = threading.Barrier(2)

    def thanks(receiver, giver):
        try:
            ready.wait(10)
            thank_unasked(receiver, cast.tribe, giver, "Held the ladder", 5, now=timezone.now())
        except BaseException as problem:
            trouble.append(problem)
        finally:
            connection.close()

    for _ in range(8):
        pair = [(cast.leader, cast.member), (cast.member, cast.leader)]
        threads = [threading.Thread(target=thanks, args=two) for two in pair]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert trouble == []
    assert sum(Tally.objects.filter(tribe=cast.tribe).values_list("given", flat=True)) == 80
    assert list(proofs.breaks()) == []
