"""The life of a promise: every arrow by every side, everything that is no arrow, races, late drops, and time."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from folkmoot.favors.models import Claim, Entry, Promise
from folkmoot.favors.rules.promises import ARROWS, Side, State
from folkmoot.favors.rules.sizes import FavorError
from folkmoot.favors.services import board, promising
from folkmoot.permissions.services import joining
from folkmoot.tribes.services import NotNow, Refused
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday
LATER = START + timedelta(days=1)


def promise_in(cast, state=State.PROMISED, agreed=None):
    """The member helps the leader; it is moved to ``state`` along its arrows."""
    ask = board.ask_for_help(cast.leader, cast.tribe, board.Draft("Mend the gate", 30), now=START)
    promise = promising.promise_help(cast.member, ask.pk, agreed_at=agreed, now=START)
    if state in (State.DONE, State.DISPUTED, State.STANDS):
        promising.say_done(cast.member, promise.pk, now=START)
    if state == State.DISPUTED:
        promising.dispute(cast.leader, promise.pk, "It still squeaks", now=START)
    elif state == State.THANKED:
        promising.thank(cast.leader, promise.pk, now=START)
    elif state == State.STANDS:
        assert promising.let_stand(promise.pk, START + timedelta(days=14))
    elif state == State.DROPPED:
        promising.drop(cast.member, promise.pk, now=START)
    promise.refresh_from_db()
    assert promise.state == state
    return promise


MOVES = {
    State.DONE: lambda person, id_: promising.say_done(person, id_, now=LATER),
    State.THANKED: lambda person, id_: promising.thank(person, id_, now=LATER),
    State.DISPUTED: lambda person, id_: promising.dispute(person, id_, "Not so", now=LATER),
    State.DROPPED: lambda person, id_: promising.drop(person, id_, now=LATER),
}
BY_PEOPLE = {(arrow.start, arrow.end, side) for arrow in ARROWS for side in arrow.by if side != Side.TIME}


def test_the_arrows_are_those_of_the_design():
    assert {(start.value, end.value, side.value) for start, end, side in BY_PEOPLE} == {
        ("promised", "done", "helper"),
        ("promised", "thanked", "receiver"),
        ("promised", "dropped", "helper"),
        ("promised", "dropped", "receiver"),
        ("done", "thanked", "receiver"),
        ("done", "disputed", "receiver"),
        ("disputed", "thanked", "receiver"),
        ("disputed", "dropped", "helper"),
    }


@pytest.mark.parametrize("side", [Side.HELPER, Side.RECEIVER])
@pytest.mark.parametrize("end", list(MOVES))
@pytest.mark.parametrize("start", list(State))
def test_a_side_moves_it_along_its_arrows_and_nowhere_else(cast, start, end, side):
    promise = promise_in(cast, start)
    person = cast.member if side == Side.HELPER else cast.leader
    if (start, end, side) in BY_PEOPLE:
        assert MOVES[end](person, promise.pk).state == end
    else:
        with pytest.raises(Refused):
            MOVES[end](person, promise.pk)
    promise.refresh_from_db()
    moved = (start, end, side) in BY_PEOPLE
    assert promise.state == (end if moved else start)
    kept = promise.state in (State.THANKED, State.STANDS)
    assert Entry.objects.filter(promise=promise).count() == kept
    assert (promise.ended_at is not None) == (promise.state not in (State.PROMISED, State.DONE, State.DISPUTED))


@pytest.mark.parametrize("start", list(State))
def test_nobody_but_the_two_moves_it_or_learns_that_it_is_there(cast, start):
    promise = promise_in(cast, start)
    fellow = make_person("fellow")
    joining.admit(cast.tribe, fellow, START)
    for person in (fellow, cast.outsider, cast.removed):
        words = set()
        acts = [
            *MOVES.values(),
            lambda who, id_: promising.agree_on(who, id_, LATER, now=LATER),
            lambda who, id_: promising.write_note(who, id_, "Hello"),
        ]
        for act in acts:
            for id_ in (promise.pk, 1):  # there, and not there
                with pytest.raises(Refused) as refused:
                    act(person, id_)
                words.add((type(refused.value), str(refused.value)))
        assert words == {(Refused, "You have no such promise.")}
    promise.refresh_from_db()
    assert (promise.state, promise.agreed_at, promise.notes.count()) == (start, None, 0)


# --- thanks -----------------------------------------------------------------------------------------
def test_thanks_become_a_favor_with_a_half_to_be_returned(cast):
    promise = promise_in(cast, State.DONE)
    promising.thank(cast.leader, promise.pk, minutes=20, now=LATER)
    entry = Entry.objects.get(promise=promise)
    assert (entry.giver, entry.receiver, entry.minutes, entry.words) == (cast.member, cast.leader, 20, "Mend the gate")
    assert entry.done_at == START
    assert Claim.objects.get(pk=entry.pk).open == 20


def test_of_a_gift_nothing_is_owed(cast):
    promise = promise_in(cast)
    promising.say_done(cast.member, promise.pk, gift=True, now=START)
    promising.thank(cast.leader, promise.pk, now=LATER)
    assert Entry.objects.get(promise=promise).gift
    assert not Claim.objects.filter(open__gt=0).exists()


def test_what_the_helper_keeps_between_the_two_the_receiver_cannot_share(cast):
    promise = promise_in(cast)
    promising.say_done(cast.member, promise.pk, shared=False, now=START)
    promising.thank(cast.leader, promise.pk, shared=True, now=LATER)
    assert not Entry.objects.get(promise=promise).shared


def test_saying_done_without_a_word_on_it_leaves_a_gift_one(cast):
    ask = board.ask_for_help(cast.leader, cast.tribe, board.Draft("Mend the gate", 30), now=START)
    promise = promising.promise_help(cast.member, ask.pk, gift=True, now=START)
    assert promising.say_done(cast.member, promise.pk, now=START).gift


@pytest.mark.parametrize("minutes", [31, 0, -1, 10**9])
def test_nobody_is_thanked_for_more_than_was_promised(cast, minutes):
    promise = promise_in(cast, State.DONE)
    with pytest.raises(FavorError):
        promising.thank(cast.leader, promise.pk, minutes=minutes, now=LATER)
    assert not Entry.objects.exists()


def test_the_helper_cannot_make_public_what_was_kept_between_the_two(cast):
    promise = promise_in(cast, State.DONE)
    promising.thank(cast.leader, promise.pk, shared=False, now=LATER)
    assert not Entry.objects.get(promise=promise).shared


def test_who_left_the_tribe_may_still_be_thanked(cast):
    promise = promise_in(cast, State.DONE)
    joining.remove_member(cast.tribe, cast.member, cast.leader)
    assert promising.thank(cast.leader, promise.pk, now=LATER).state == State.THANKED


# --- dropping ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("before", "late"),
    [
        (timedelta(hours=24, seconds=1), False),
        (timedelta(hours=24), False),
        (timedelta(hours=23, minutes=59), True),
        (timedelta(0), True),
        (timedelta(hours=-2), True),
    ],
)
def test_dropping_is_late_with_less_than_a_day_left(cast, before, late):
    agreed = START + timedelta(days=7)
    promise = promise_in(cast, agreed=agreed)
    dropped = promising.drop(cast.leader, promise.pk, "Ill", now=agreed - before)
    assert (dropped.dropped_late, dropped.dropped_by, dropped.reason) == (late, cast.leader, "Ill")


def test_without_an_agreed_time_no_drop_is_late(cast):
    promise = promise_in(cast)
    assert not promising.drop(cast.member, promise.pk, now=START + timedelta(days=30)).dropped_late


def test_letting_go_of_what_was_disputed_is_not_late_and_keeps_the_reason(cast):
    promise = promise_in(cast, State.DISPUTED, agreed=START + timedelta(hours=1))
    dropped = promising.drop(cast.member, promise.pk, now=LATER)
    assert (dropped.dropped_late, dropped.reason) == (False, "It still squeaks")


def test_what_was_dropped_can_be_promised_again(cast):
    promise = promise_in(cast, State.DROPPED)
    again = promising.promise_help(cast.member, promise.ask_id, now=LATER)
    assert again.pk != promise.pk
    with pytest.raises(NotNow):
        promising.promise_help(cast.member, promise.ask_id, now=LATER)


# --- the time, and notes ----------------------------------------------------------------------------
@pytest.mark.parametrize("state", [state for state in State if state != State.PROMISED])
def test_a_time_is_agreed_only_while_it_is_promised(cast, state):
    promise = promise_in(cast, state)
    with pytest.raises(NotNow):
        promising.agree_on(cast.leader, promise.pk, LATER, now=START)


@pytest.mark.parametrize("days", [-2, 367, 400])
def test_a_time_lies_ahead_within_a_year(cast, days):
    promise = promise_in(cast)
    with pytest.raises(FavorError):
        promising.agree_on(cast.member, promise.pk, START + timedelta(days=days), now=START)


def test_notes_have_words_and_are_not_endless(cast):
    promise = promise_in(cast)
    for words in ("", " \n", "x" * 1001):
        with pytest.raises(FavorError):
            promising.write_note(cast.member, promise.pk, words)
    for _ in range(promising.NOTES_MOST):
        promising.write_note(cast.member, promise.pk, "Hello\x00")
    with pytest.raises(NotNow):
        promising.write_note(cast.leader, promise.pk, "One more")
    assert set(promise.notes.values_list("text", flat=True)) == {"Hello"}


# --- time -------------------------------------------------------------------------------------------
def test_it_stands_after_fourteen_days_and_once(cast):
    promise = promise_in(cast, State.DONE)
    assert not promising.let_stand(promise.pk, START + timedelta(days=14) - timedelta(seconds=1))
    assert promising.let_stand(promise.pk, START + timedelta(days=14))
    assert not promising.let_stand(promise.pk, START + timedelta(days=15))
    entry = Entry.objects.get(promise=promise)
    assert (entry.by, entry.shared, entry.minutes) == (None, False, 30)
    with pytest.raises(NotNow):
        promising.thank(cast.leader, promise.pk, now=START + timedelta(days=15))
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("state", [State.PROMISED, State.DISPUTED, State.DROPPED, State.THANKED])
def test_time_lets_nothing_stand_but_what_is_done(cast, state):
    promise = promise_in(cast, state)
    assert not promising.let_stand(promise.pk, START + timedelta(days=100))
    promise.refresh_from_db()
    assert promise.state == state


def test_a_disputed_promise_never_stands_however_long_it_is_left(cast):
    promise = promise_in(cast, State.DISPUTED)
    for days in (14, 45, 400):
        assert not promising.let_stand(promise.pk, START + timedelta(days=days))
        assert not promising.let_lapse(promise.pk, START + timedelta(days=days))
    assert not Entry.objects.exists()


def test_it_lapses_a_month_after_it_was_due_and_once(cast):
    promise = promise_in(cast, agreed=START + timedelta(days=5))
    end = START + timedelta(days=5 + 31)
    assert not promising.let_lapse(promise.pk, end - timedelta(seconds=1))
    assert promising.let_lapse(promise.pk, end)
    assert not promising.let_lapse(promise.pk, end)
    promise.refresh_from_db()
    assert (promise.state, promise.dropped_by, promise.dropped_late) == (State.DROPPED, None, False)


@pytest.mark.parametrize("state", [state for state in State if state != State.PROMISED])
def test_nothing_lapses_but_what_is_promised(cast, state):
    promise = promise_in(cast, state)
    before = promise.state
    assert not promising.let_lapse(promise.pk, START + timedelta(days=400))
    promise.refresh_from_db()
    assert promise.state == before


def test_time_moves_nothing_that_is_not_there():
    assert not promising.let_stand(1, START)
    assert not promising.let_lapse(1, START)


# --- at once ----------------------------------------------------------------------------------------
def at_once(*acts):
    """What each came to: the state it led to, or what was raised."""
    barrier, came = threading.Barrier(len(acts)), []

    def work(act):
        try:
            barrier.wait(10)
            came.append(str(getattr(act(), "state", "nothing")))
        except NotNow:
            came.append("not now")
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(came)


def test_thanked_by_two_hands_at_once_it_is_one_favor(ledger_to_be_emptied, cast):
    promise = promise_in(cast, State.DONE)
    came = at_once(*[lambda: promising.thank(cast.leader, promise.pk, now=LATER)] * 4)
    assert came == ["not now"] * 3 + ["thanked"]
    assert Entry.objects.count() == 1


def test_thanked_and_disputed_at_once_it_ends_in_one_of_them(ledger_to_be_emptied, cast):
    promise = promise_in(cast, State.DONE)
    at_once(
        lambda: promising.dispute(cast.leader, promise.pk, "No", now=LATER),
        lambda: promising.thank(cast.leader, promise.pk, now=LATER),
        lambda: promising.let_stand(promise.pk, START + timedelta(days=20)),
    )
    promise.refresh_from_db()
    assert Entry.objects.count() == (promise.state in (State.THANKED, State.STANDS))


def test_dropped_and_done_at_once_only_one_counts(ledger_to_be_emptied, cast):
    promise = promise_in(cast)
    came = at_once(
        lambda: promising.drop(cast.leader, promise.pk, now=LATER),
        lambda: promising.say_done(cast.member, promise.pk, now=LATER),
    )
    assert came in (["done", "not now"], ["dropped", "not now"])
    assert Promise.objects.get(pk=promise.pk).state in came
