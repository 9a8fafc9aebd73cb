"""The demo's year of favors as it is played: every kind of thing that happens between people is in it, on any day."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from folkmoot.demo.clock import PARTS
from folkmoot.demo.services import build_demo
from folkmoot.favors.models import Ask, AskSent, Claim, Declined, Entry, FavorSettings, Giving, Note, Promise, Vouch
from folkmoot.favors.proofs import breaks
from folkmoot.favors.rules.book import State as Counted
from folkmoot.favors.rules.book import What
from folkmoot.favors.rules.promises import State
from folkmoot.favors.selectors import board, contract, promises
from folkmoot.favors.selectors.journey import journey_of
from folkmoot.favors.selectors.ledger import my_halves, parts_of, standing_of, totals
from folkmoot.people.models import Person
from folkmoot.permissions.models import Permission
from folkmoot.permissions.rules import Scope
from folkmoot.tribes.models import Membership, Tribe

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def played(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo as it would be built now, once for all of these, and taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        build_demo(seed=7)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def tribe() -> Tribe:
    return Tribe.objects.get()


@pytest.fixture
def mara() -> Person:
    return Person.objects.get(name="mara")


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def lapsed(tribe: Tribe, now: datetime) -> list[str]:
    members = Membership.objects.filter(tribe=tribe).select_related("person").order_by("person__name")
    return [place.person.name for place in members if not standing_of(place.person_id, tribe.pk, now).is_good]


# --- a year -------------------------------------------------------------------------------------------
def test_there_is_a_year_of_favors_between_nearly_all(tribe: Tribe, now: datetime):
    told = totals(tribe, now)
    assert 120 <= told.favors <= 200
    assert told.people >= 35
    months = Counter(entry.at.strftime("%Y-%m") for entry in Entry.objects.filter(what=What.FAVOR))
    assert len(months) >= 12
    assert told.forward_share is not None
    assert told.forward_share > 0.5


def test_the_ledger_follows_from_its_entries():
    assert [found for found in breaks() if found.rows] == []


def test_one_favor_goes_a_long_way_branches_and_comes_back(mara: Person):
    wheel = Entry.objects.get(words__startswith="A front wheel for a stroller")
    journey = journey_of(mara, wheel)
    after = Counter(source for source, _ in journey.links)
    assert max(favor.step for favor in journey.favors) >= 5
    assert max(after.values()) >= 2
    assert [favor for favor in journey.favors if favor.back == "first"]


def test_some_halves_are_returned_round_a_circle_and_some_straight_back():
    kinds = Counter(
        part.kind for parts in parts_of(Claim.objects.values_list("pk", flat=True)).values() for part in parts
    )
    assert min(kinds["direct"], kinds["circle"], kinds["forward"]) >= 10


def test_three_people_helped_one_another_in_a_ring():
    gave = set(Entry.objects.filter(what=What.FAVOR).values_list("giver_id", "receiver_id"))
    rings = [(a, b, c) for a, b in gave for b2, c in gave if b2 == b and (c, a) in gave and len({a, b, c}) == 3]
    assert rings


# --- what happens to favors ---------------------------------------------------------------------------
def test_some_are_gifts_and_some_are_forgiven():
    assert Entry.objects.filter(what=What.FAVOR, gift=True).count() >= 3
    forgiven = Entry.objects.filter(what=What.FORGIVING).exclude(words="").select_related("about")
    assert len(forgiven) >= 3
    assert all(entry.about is not None and entry.by_id == entry.about.giver_id for entry in forgiven)


def test_somebody_objects_and_a_leader_who_was_no_part_of_it_decides(tribe: Tribe):
    objection = Entry.objects.get(what=What.OBJECTION)
    decision = Entry.objects.get(what__in=[What.UPHELD, What.DISMISSED])
    favor = decision.about
    assert favor is not None
    assert objection.about_id == favor.pk
    assert decision.at > objection.at
    assert Membership.objects.get(tribe=tribe, person_id=decision.by_id).role == Membership.Role.LEADER
    assert len({favor.giver_id, favor.receiver_id, objection.by_id, decision.by_id}) == 4
    assert Giving.objects.get(pk=favor.pk).state == Counted.OUT


def test_a_mistake_is_set_right_by_whoever_gained_from_it():
    reversal = Entry.objects.select_related("about").get(what=What.REVERSAL)
    assert reversal.about is not None
    assert reversal.by_id == reversal.about.giver_id
    assert reversal.words


def test_nobody_asked_for_a_third_of_it_and_some_of_it_stays_between_two():
    favors = Entry.objects.filter(what=What.FAVOR)
    assert favors.filter(promise=None).count() >= 40
    assert 8 <= favors.filter(shared=False).count() <= 30


def test_promises_are_dropped_early_and_late_disputed_and_left_without_a_word():
    assert Promise.objects.filter(state=State.DROPPED, dropped_late=False).exists()
    assert Promise.objects.filter(state=State.DROPPED, dropped_late=True).exclude(reason="").exists()
    settled = Promise.objects.exclude(reason="").filter(state=State.THANKED)
    assert settled.count() == 1
    assert Promise.objects.filter(state=State.STANDS).exists()
    assert Note.objects.count() >= 60


def test_some_are_helped_by_several_and_some_in_part():
    helpers = Counter(Promise.objects.exclude(state=State.DROPPED).exclude(ask=None).values_list("ask_id", flat=True))
    assert sum(count >= 3 for count in helpers.values()) >= 5
    parts = [promise for promise in Promise.objects.exclude(ask=None).select_related("ask") if promise.ask]
    assert sum(promise.minutes < promise.ask.minutes for promise in parts if promise.ask) >= 3


# --- how people are asked -----------------------------------------------------------------------------
def test_a_mass_ask_was_steered_to_the_board(tribe: Tribe, now: datetime):
    ask = Ask.objects.get(steered=True)
    assert ask.needed is None
    assert not ask.sent.exists()
    assert totals(tribe, now).steered == 1


def test_an_emergency_reached_those_who_permit_it_with_a_reason():
    sent = AskSent.objects.select_related("ask__urgent_by").get(how=AskSent.How.URGENT)
    assert sent.ask.urgent_by is not None
    assert sent.ask.urgent_by.name == "mara"
    assert sent.ask.urgent_reason
    assert sent.reached >= 15
    assert sent.helped >= 4


def test_people_are_asked_by_name_and_some_say_no_quietly(tribe: Tribe):
    named = AskSent.objects.filter(how=AskSent.How.NAMED)
    assert named.count() >= 8
    assert all(0 < sent.reached <= 12 for sent in named)
    assert sum(sent.helped for sent in named) >= 6
    assert Declined.objects.count() >= 5
    asks = Permission.objects.filter(holder_id=tribe.pk, scope=Scope.ASKS, live=True)
    urgent = Permission.objects.filter(holder_id=tribe.pk, scope=Scope.URGENT, live=True)
    assert 15 <= asks.count() <= 26
    assert 15 <= urgent.count() <= 28
    assert asks.filter(at_most__isnull=False).exists()
    assert FavorSettings.objects.filter(suggest_me=True).count() >= 5
    assert FavorSettings.objects.filter(reminders=False).exists()


def test_somebody_vouched_for_a_newcomer_and_it_never_came_due():
    vouch = Vouch.objects.select_related("ask__by", "by").get()
    assert PARTS[vouch.ask.by.name].arrives_with is not None
    assert vouch.ask.promises.filter(state=State.THANKED).exists()
    assert not Entry.objects.filter(what=What.DUE).exists()


def test_somebody_has_lapsed_and_somebody_came_back_by_giving(tribe: Tribe, now: datetime):
    assert 1 <= len(lapsed(tribe, now)) <= 3
    patience_ms = contract.contract_at(tribe.pk, now).patience * 86_400_000
    back = Claim.objects.filter(open=0, forgiven=0, held=False, debtor__name="kofi")
    late = [claim for claim in back if claim.closed is not None and claim.closed - claim.since > patience_ms]
    assert late
    assert "kofi" not in lapsed(tribe, now)


def test_the_contract_has_words_of_their_own_and_was_changed_once(tribe: Tribe, now: datetime):
    held = contract.version_in_force(tribe, now)
    assert held is not None
    assert "Hold the other end" in held.words
    assert contract.versions(tribe).count() == 2
    assert contract.coming_version(tribe, now) is None
    assert held.why
    assert held.look_again_on is not None
    before = contract.contract_at(tribe.pk, held.from_at - timedelta(days=1))
    assert before != held.contract


# --- today --------------------------------------------------------------------------------------------
def test_the_board_is_full_of_different_things(tribe: Tribe, now: datetime):
    asks = [ask for ask in board.asks_on_board(tribe, now) if board.still_needed(ask) != 0]
    offers = list(board.offers_on_board(tribe, now))
    assert len(asks) >= 10
    assert len(offers) == 8
    for things in (asks, offers):
        assert len({thing.topic_id for thing in things}) >= 4
        assert len({thing.minutes for thing in things}) >= 3
        assert len({thing.place for thing in things}) >= 4
        assert any(thing.is_remote for thing in things)
        assert len({thing.by_id for thing in things}) == len(things)
    assert any(ask.at is not None and ask.at > now for ask in asks)
    assert any(board.still_needed(ask) != (ask.needed or 0) * ask.minutes for ask in asks)


def test_mara_has_things_to_do(mara: Person, tribe: Tribe, now: datetime):
    asked = list(board.asked_of(mara, now))
    assert len(asked) >= 2
    mine, others = promises.open_promises(mara)
    assert sum(promise.helper_id == mara.pk and promise.state == State.PROMISED for promise in mine) >= 2
    assert any(promise.receiver_id == mara.pk and promise.state == State.DONE for promise in mine)
    assert others
    assert all(promise.due_at > now for promise in mine if promise.state == State.PROMISED)
    halves = my_halves(mara, tribe, now)
    assert halves.standing.is_good
    assert len(halves.open) >= 3
    assert len(halves.given) >= 2
    assert board.asks_that_fit(mara, tribe, now)


def test_somebody_whom_mara_is_asked_by_has_halves_that_wait(mara: Person, tribe: Tribe, now: datetime):
    waiting = [ask.by.name for ask in board.asked_of(mara, now) if board.delivery_of(mara, ask)]
    assert set(waiting) & set(lapsed(tribe, now))


# --- what the tribe does not learn --------------------------------------------------------------------
def pages_of(mara: Person, tribe: Tribe) -> dict[str, str]:
    """Every page of favors that Mara can come to, as she reads it."""
    client = Client()
    client.force_login(mara)
    own = promises.promises_of(mara).values_list("pk", flat=True)
    shared = Entry.objects.filter(what=What.FAVOR, shared=True).order_by("-pk").values_list("pk", flat=True)
    paths = ["/", "/asked/", "/promises/", "/settings/favors/", f"/t/{tribe.slug}/", f"/t/{tribe.slug}/members/"]
    paths += [f"/t/{tribe.slug}/{name}/" for name in ("board", "halves", "favors", "contract", "objections", "thank")]
    paths += [f"/asks/{pk}/" for pk in Ask.objects.values_list("pk", flat=True)[:40]]
    paths += [f"/promises/{pk}/" for pk in own] + [f"/favors/{pk}/" for pk in shared[:60]]
    found = {}
    for path in paths:
        answer = client.get(path, follow=True)
        if answer.status_code == 200:
            found[path] = answer.content.decode()
    return found


def test_mara_reads_nothing_that_is_between_two_others(mara: Person, tribe: Tribe):
    pages = pages_of(mara, tribe)
    assert len(pages) > 20
    between = Entry.objects.filter(what=What.FAVOR, shared=False).exclude(giver=mara).exclude(receiver=mara)
    secrets = [entry.words for entry in between]
    notes = Note.objects.exclude(promise__helper=mara).exclude(promise__receiver=mara)
    secrets += [note.text for note in notes]
    secrets += [entry.words for entry in Entry.objects.filter(what=What.FORGIVING)]
    reasons = Promise.objects.exclude(reason="").exclude(helper=mara).exclude(receiver=mara)
    secrets += [promise.reason for promise in reasons]
    told = {path: [secret for secret in secrets if secret in plain(page)] for path, page in pages.items()}
    assert {path: found for path, found in told.items() if found} == {}


def plain(page: str) -> str:
    return page.replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&").replace("&#39;", "'")


def test_what_is_asked_of_all_is_there_for_all(mara: Person, tribe: Tribe):
    page = plain(pages_of(mara, tribe)[f"/t/{tribe.slug}/board/"])
    assert "girls' soldering night needs 3 people" in page
    assert "any edge, sharpened" in page.lower()
