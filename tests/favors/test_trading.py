"""The attack: accounts that trade empty favors, to wipe out what one of them owes to honest people.

What a pair exchanges settles at most ``allowance`` minutes of claims of others in 30 days, whatever they enter, in
whatever order, and however long the claims are. So k accounts wipe out at most (k - 1) times that. Nobody alone
does anything for their own standing.
"""

from datetime import timedelta
from itertools import pairwise
from random import Random

import pytest
from django.db.models import Sum

from folkmoot.favors.models import Claim, Giving, Settlement
from folkmoot.favors.services import settling
from folkmoot.people.models import Person
from folkmoot.permissions.services import joining
from folkmoot.tribes.services import NotNow, Refused
from tests.favors.book import Ledger

pytestmark = pytest.mark.django_db

ALLOWANCE = 480
OWED = 60_000  # minutes that the cheat owes to ten honest people


@pytest.fixture
def book(db):
    made = Ledger()
    for number in range(10):
        made.favor(f"honest{number}", "cheat", OWED // 10)
    return made


def _crew(book, size):
    return ["cheat", *(f"crony{number}" for number in range(1, size))]


def _wiped_out(book):
    """Minutes of what the cheat owes to honest people that are settled."""
    honest = [id_ for name, id_ in book.people.items() if name.startswith("honest")]
    open_ = Claim.objects.filter(debtor=book.who("cheat"), creditor__in=honest).aggregate(sum=Sum("open"))["sum"]
    return OWED - open_


def _trade(book, crew, sizes, gifts):
    """Everybody thanks everybody, forth and back."""
    made = []
    for one in crew:
        for other in crew:
            if one != other:
                made += [book.favor(one, other, minutes, gift) for minutes in sizes for gift in gifts]
    return made


@pytest.mark.parametrize("size", [2, 3, 10])
def test_k_accounts_wipe_out_at_most_k_minus_1_allowances_in_30_days(book, size):
    crew = _crew(book, size)
    most = (size - 1) * ALLOWANCE
    for minutes in (6000, 1) if size == 10 else (6000, 480, 241, 1):
        for crony in crew[1:]:
            book.favor("cheat", crony, minutes)
            book.favor(crony, "cheat", minutes, gift=True)
    assert _wiped_out(book) == most
    book.days(29)
    book.favor("cheat", crew[1], 6000)
    assert _wiped_out(book) == most


@pytest.mark.parametrize("size", [2, 3])
def test_every_30_days_once_more_and_not_sooner(book, size):
    crew = _crew(book, size)
    for month in range(1, 5):
        _trade(book, crew, [6000], [True, False])
        assert _wiped_out(book) <= month * (size - 1) * ALLOWANCE
        book.days(30.5)


def test_many_small_favors_count_like_a_few_huge_ones(book):
    for _ in range(60):
        book.favor("cheat", "crony1", 10)
        book.days(0.4)
    assert _wiped_out(book) == ALLOWANCE


def test_rings_of_cronies_do_no_more_than_pairs(book):
    crew = _crew(book, 4)
    for _ in range(6):
        for one, other in pairwise([*crew, crew[0]]):
            book.favor(one, other, 6000)
    # In the ring the cheat gives to one of them only.
    assert _wiped_out(book) == ALLOWANCE


def test_what_is_taken_back_and_entered_again_counts_once(book):
    for _ in range(6):
        favor = book.favor("cheat", "crony1", 6000)
        assert _wiped_out(book) == ALLOWANCE
        book.reversal(favor)
        assert _wiped_out(book) == 0


def test_owing_one_another_and_taking_that_back_frees_no_more(book):
    for _ in range(4):
        owed = book.favor("crony1", "cheat", 6000)
        book.favor("cheat", "crony1", 6000)
        book.reversal(owed)
        assert _wiped_out(book) <= ALLOWANCE


def test_objections_and_their_dismissal_free_no_more(book):
    favors = []
    for _ in range(4):
        favors.append(book.favor("cheat", "crony1", 6000))
        for favor in favors:
            book.objection(favor)
        favors.append(book.favor("cheat", "crony1", 6000))
        for favor in favors[:-1]:
            book.dismissed(favor)
        assert _wiped_out(book) == ALLOWANCE
        book.objection(favors.pop())


def test_forgiving_one_another_wipes_out_nothing_of_others(book):
    for _ in range(4):
        owed = book.favor("crony1", "cheat", 6000)
        book.forgive(owed, book.open(owed))
        assert _wiped_out(book) == 0


def test_whoever_vouches_for_a_crony_gains_nothing(book):
    favor = book.favor("crony1", "crony2", 480)
    book.due(favor, "cheat", 480)
    assert _wiped_out(book) == 0
    book.reversal(favor)
    assert _wiped_out(book) == 0


@pytest.mark.parametrize("seed", range(6))
def test_in_no_30_days_whatever_they_enter_are_more_than_the_allowance_granted_to_a_pair(book, seed):
    dice = Random(seed)
    crew = _crew(book, 3)
    favors, held, most, start = [], [], 0, book.now
    grants = {}  # favor -> [(when, minutes that it may settle for others)]
    for _ in range(50):
        book.days(dice.choice([0, 0, 0, 0.5, 3, 14, 31]))
        act = dice.choice(["favor", "favor", "favor", "reversal", "objection", "dismissed"])
        if act == "favor" or not favors:
            one, other = dice.sample(crew, 2)
            favors.append(book.favor(one, other, dice.choice([1, 100, 480, 6000]), dice.random() < 0.3))
        elif act == "dismissed" and held:
            favor = held.pop(dice.randrange(len(held)))
            book.dismissed(favor)
            favors.append(favor)
        else:
            favor = favors.pop(dice.randrange(len(favors)))
            held += [favor] if act == "objection" else []
            book.reversal(favor) if act != "objection" else book.objection(favor)
        spent = dict(Settlement.objects.filter(direct=False).values_list("favor").annotate(sum=Sum("minutes")))
        for id_, free, beyond in Giving.objects.values_list("id", "free", "beyond"):
            assert free + spent.get(id_, 0) <= beyond
        # What a favor was granted at several times is stored as one sum; here each time is kept apart.
        net = {}
        for giving in Giving.objects.filter(giver__in=[book.who(one) for one in crew]):
            had = grants.setdefault(giving.pk, [])
            if giving.beyond > sum(minutes for _, minutes in had):
                had.append((book.now, giving.beyond - sum(minutes for _, minutes in had)))
            elif not giving.beyond:
                had.clear()  # it was taken out
            pair = frozenset((giving.giver_id, giving.receiver_id))
            recent = sum(minutes for when, minutes in had if when > book.now - timedelta(days=30))
            net[pair] = net.get(pair, 0) + recent
        assert all(minutes <= ALLOWANCE for minutes in net.values())
        months = 1 + (book.now - start).days // 30
        assert _wiped_out(book) <= 2 * ALLOWANCE * months
        most = max(most, _wiped_out(book))
    assert most > 0, "the play had something to do with it"


# --- alone ----------------------------------------------------------------------------------------------
def test_nobody_alone_does_anything_for_their_own_standing(book):
    claim = Claim.objects.filter(debtor=book.who("cheat")).first()
    cheat, honest, other = (Person.objects.get(pk=pk) for pk in (claim.debtor_id, claim.creditor_id, book.who("third")))
    for person in (cheat, honest, other):
        joining.admit(book.tribe, person, book.now)
    owed = book.owes("cheat")
    for act in (
        lambda: settling.forgive(cheat, claim.pk, "I am sorry", book.now),
        lambda: settling.object_to(cheat, claim.favor_id, "It harmed me", book.now),
        lambda: settling.take_back(cheat, claim.favor_id, "Never happened", book.now),
        lambda: settling.decide(cheat, claim.favor_id, True, "So be it", book.now),
        lambda: book.favor("cheat", "cheat", 480),
    ):
        with pytest.raises((Refused, NotNow)):
            act()
        assert book.owes("cheat") == owed


def test_a_leader_alone_does_not_either(book):
    leader = Person.objects.get(name="leader")
    book.people["leader"] = leader.pk
    claim = book.favor("honest1", "leader", 600)
    for act in (
        lambda: settling.forgive(leader, claim, "I am busy", book.now),
        lambda: settling.object_to(leader, claim, "It harmed me", book.now),
        lambda: settling.take_back(leader, claim, "Never happened", book.now),
    ):
        with pytest.raises((Refused, NotNow)):
            act()
    assert book.owes("leader") == 600
    joining.admit(book.tribe, Person.objects.get(name="honest1"), book.now)
    joining.admit(book.tribe, Person.objects.get(pk=book.who("third")), book.now)
    book.objection(claim)
    with pytest.raises(Refused):
        settling.decide(leader, claim, True, "So be it", book.now)
