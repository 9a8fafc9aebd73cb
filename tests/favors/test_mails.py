"""Mails of favors: what they say, when, to whom, once; and that no mail server and no bad row stops the rest."""

import smtplib
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django_tasks_db.models import DBTaskResult

from folkmoot.favors import mails, tasks
from folkmoot.favors.models import Ask, Offer, Promise
from folkmoot.favors.services import asking, board, promising, wishes
from folkmoot.permissions.models import Delivery, Interruption
from folkmoot.permissions.rules import Scope, Terms
from folkmoot.permissions.services.giving import give_permission
from folkmoot.site import housekeeping
from folkmoot.talk import interruptions
from folkmoot.talk.services import publish_post

pytestmark = pytest.mark.django_db

BACKEND = f"{__name__}.Server"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday


class Server(EmailBackend):
    """A mail server that can be away, or break off at somebody; otherwise it takes mail."""

    away = False
    refuses = ""
    opened = 0
    counted: list[int] = []

    def open(self):
        Server.opened += 1
        if Server.away:
            raise ConnectionRefusedError("nobody listens")

    def send_messages(self, messages):
        Server.counted += Promise.objects.values_list("reminded", flat=True)
        if messages[0].to[0] == Server.refuses:
            raise smtplib.SMTPServerDisconnected("gone")
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def server(settings):
    settings.EMAIL_BACKEND = BACKEND
    settings.BASE_URL = "https://moot.example"
    Server.away, Server.refuses, Server.opened, Server.counted = False, "", 0, []
    return Server


def day(number, hour=0):
    """So many days after START."""
    return START + timedelta(days=number, hours=hour)


def promise_of(cast, agreed=None, what="Mend the gate", at=START):
    ask = board.ask_for_help(cast.leader, cast.tribe, board.Draft(what, 30), now=at)
    return promising.promise_help(cast.member, ask.pk, agreed_at=agreed, now=at)


def run_daily(first, last):
    """The days, of these, on which somebody got a reminder, and who."""
    told = []
    for number in range(first, last + 1):
        mail.outbox.clear()
        mails.remind(day(number))
        told += [(number, message.to[0].split("@")[0]) for message in mail.outbox]
    return told


# --- when -------------------------------------------------------------------------------------------
def test_the_helper_is_reminded_three_days_after_the_agreed_time_and_then_weekly_twice(cast):
    promise_of(cast, agreed=day(5))
    assert run_daily(0, 60) == [(8, "member"), (15, "member"), (22, "member")]


def test_without_an_agreed_time_it_is_due_after_two_weeks(cast):
    promise_of(cast)
    assert run_daily(0, 60) == [(17, "member"), (24, "member"), (31, "member")]


def test_of_what_is_done_the_receiver_is_reminded_until_it_stands(cast):
    promise = promise_of(cast, agreed=day(5))
    promising.say_done(cast.member, promise.pk, now=day(6))
    told = []
    for number in range(6, 40):
        mail.outbox.clear()
        tasks.keep_promises_at(day(number))
        told += [(number, message.to[0]) for message in mail.outbox]
    assert told == [(9, "leader@example.org"), (16, "leader@example.org")]
    promise.refresh_from_db()
    assert (promise.state, promise.ended_at) == ("stands", day(20))


def test_doing_it_begins_the_count_anew_for_the_other_one(cast):
    promise = promise_of(cast, agreed=day(5))
    assert run_daily(0, 9) == [(8, "member")]
    promising.say_done(cast.member, promise.pk, now=day(10))
    assert run_daily(10, 14) == [(13, "leader")]


def test_another_time_begins_the_count_anew(cast):
    promise = promise_of(cast, agreed=day(5))
    assert run_daily(0, 9) == [(8, "member")]
    promising.agree_on(cast.leader, promise.pk, day(20), now=day(10))
    assert run_daily(10, 25) == [(23, "member")]


def test_however_many_were_missed_one_mail_goes_out(cast):
    promise = promise_of(cast, agreed=day(5))
    assert mails.remind(day(16)) == 1
    assert mails.remind(day(16, 1)) == 0
    promise.refresh_from_db()
    assert promise.reminded == 2
    assert mails.remind(day(22)) == 1
    assert "This was the last reminder of it." in mail.outbox[-1].body


@pytest.mark.parametrize("end", ["thank", "drop", "dispute"])
def test_nobody_is_reminded_of_what_is_over_or_disputed(cast, end):
    promise = promise_of(cast, agreed=day(5))
    if end == "thank":
        promising.thank(cast.leader, promise.pk, now=day(6))
    elif end == "drop":
        promising.drop(cast.leader, promise.pk, now=day(6))
    else:
        promising.say_done(cast.member, promise.pk, now=day(6))
        promising.dispute(cast.leader, promise.pk, "No", now=day(6))
    assert run_daily(6, 60) == []


# --- to whom ----------------------------------------------------------------------------------------
def test_who_turned_reminders_off_hears_nothing_and_the_count_goes_on(cast, server):
    promise = promise_of(cast, agreed=day(5))
    wishes.change_settings(cast.member, reminders=False, suggest_me=False)
    assert mails.remind(day(16)) == 0
    promise.refresh_from_db()
    assert promise.reminded == 2
    assert (mail.outbox, server.opened) == ([], 0)
    wishes.change_settings(cast.member, reminders=True, suggest_me=False)
    assert mails.remind(day(17)) == 0  # what they did not want is not sent later


def test_who_is_not_active_any_more_gets_no_mail(cast):
    promise_of(cast, agreed=day(5))
    cast.member.is_active = False
    cast.member.save()
    assert mails.remind(day(9)) == 0


# --- what -------------------------------------------------------------------------------------------
def test_a_reminder_says_what_it_is_about_and_how_to_have_no_more(cast):
    promise = promise_of(cast, agreed=day(5))
    mails.remind(day(8))
    (sent,) = mail.outbox
    assert sent.subject == "Did it happen? Mend the gate"
    assert "you promised this to Leader:" in sent.body
    assert "It was due on Sat 7 March." in sent.body
    assert f"https://moot.example/promises/{promise.pk}/" in sent.body
    assert "https://moot.example/settings/favors/" in sent.body


def test_days_are_those_of_whoever_reads(cast):
    cast.member.time_zone = "Pacific/Auckland"
    cast.member.save()
    promise_of(cast, agreed=day(5, 5))  # 3 in the morning of the next day, there
    mails.remind(day(9))
    assert "It was due on Sun 8 March." in mail.outbox[0].body


def test_words_cannot_write_into_the_head_of_a_mail(cast):
    promise = promise_of(cast, agreed=day(5))
    Promise.objects.filter(pk=promise.pk).update(what="Gate\r\nBcc: all@example.org")
    mails.remind(day(8))
    sent = mail.outbox[0].message()
    assert sent["Bcc"] is None
    assert "\n" not in mail.outbox[0].subject


# --- once, and nothing lost -------------------------------------------------------------------------
def test_a_reminder_is_counted_before_the_server_hears_of_it(cast, server):
    promise_of(cast, agreed=day(5))
    mails.remind(day(8))
    assert server.counted == [1]


def test_while_the_mail_server_is_away_nothing_is_counted(cast, server):
    promise = promise_of(cast, agreed=day(5))
    server.away = True
    assert tasks.keep_promises_at(day(8))["reminded"] == 0
    promise.refresh_from_db()
    assert promise.reminded == 0
    server.away = False
    assert tasks.keep_promises_at(day(8, 1))["reminded"] == 1


def test_what_broke_off_may_have_gone_out_and_the_others_get_theirs(cast, server):
    promise_of(cast, agreed=day(5))
    ask = board.ask_for_help(cast.member, cast.tribe, board.Draft("Carry a piano", 60), now=START)
    promising.promise_help(cast.leader, ask.pk, agreed_at=day(5), now=START)
    server.refuses = "member@example.org"
    assert mails.remind(day(8)) == 1
    assert [message.to for message in mail.outbox] == [["leader@example.org"]]
    server.refuses = ""
    assert mails.remind(day(8, 1)) == 0


def test_one_bad_row_keeps_no_other_from_its_turn(cast, monkeypatch):
    bad = promise_of(cast, agreed=day(5))
    promise_of(cast, agreed=day(5), what="Carry a piano")
    made = mails._reminder

    def breaks(promise, *args):
        if promise.pk == bad.pk:
            raise RuntimeError("of this one alone")
        return made(promise, *args)

    monkeypatch.setattr(mails, "_reminder", breaks)
    assert mails.remind(day(8)) == 1
    assert [message.subject for message in mail.outbox] == ["Did it happen? Carry a piano"]
    monkeypatch.undo()
    assert mails.remind(day(9)) == 1  # the bad one was not counted, and comes when it can


def test_a_move_meanwhile_is_no_longer_reminded_of(cast, monkeypatch):
    promise = promise_of(cast, agreed=day(5))
    wants = mails._wants_reminders

    def drops_first(person):
        promising.drop(cast.leader, promise.pk, now=day(8))
        return wants(person)

    monkeypatch.setattr(mails, "_wants_reminders", drops_first)
    assert mails.remind(day(8)) == 0
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_mail(cast):
    promise_of(cast, agreed=day(5))
    barrier, sent = threading.Barrier(2), []

    def work():
        try:
            barrier.wait(10)
            sent.append(mails.remind(day(8)))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(sent) == [0, 1]
    assert len(mail.outbox) == 1


# --- still needed? ----------------------------------------------------------------------------------
def put(kind, person, tribe, lasts, what="Water the beans", **more):
    make = board.ask_for_help if kind is Ask else board.offer_help
    return make(person, tribe, board.Draft(what, 30, expires_at=day(lasts), **more), now=START)


@pytest.mark.parametrize(("kind", "subject"), [(Ask, "Still needed? "), (Offer, "Still meant? ")])
def test_whoever_put_it_there_is_asked_once_before_it_leaves_the_board(cast, kind, subject):
    put(kind, cast.member, cast.tribe, 30)
    told = []
    for number in range(40):
        told += [number] * mails.ask_whether_still_meant(day(number))
    assert told == [27]
    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == (f"{subject}Water the beans", ["member@example.org"])
    assert "https://moot.example/promises/" in sent.body and "https://moot.example/settings/favors/" in sent.body
    assert "on Wed 1 April" in sent.body


def test_who_says_that_it_is_still_meant_is_asked_again_the_next_time(cast):
    ask = put(Ask, cast.member, cast.tribe, 30)
    assert mails.ask_whether_still_meant(day(28)) == 1
    board.still_meant(cast.member, Ask, ask.pk, now=day(29))
    assert [number for number in range(29, 70) if mails.ask_whether_still_meant(day(number))] == [56]


def test_nobody_is_asked_about_what_needs_no_asking(cast):
    put(Ask, cast.member, cast.tribe, 2, what="for two days")
    off = put(Ask, cast.member, cast.tribe, 30, what="off the board")
    board.take_off(cast.member, Ask, off.pk, now=day(5))
    promised = put(Ask, cast.member, cast.tribe, 30, what="promised in full")
    promising.promise_help(cast.leader, promised.pk, now=day(5))
    assert [n for n in range(40) if mails.ask_whether_still_meant(day(n))] == []


def test_half_promised_is_still_asked_about(cast):
    ask = put(Ask, cast.member, cast.tribe, 30, needed=2)
    promising.promise_help(cast.leader, ask.pk, now=day(5))
    assert mails.ask_whether_still_meant(day(28)) == 1


def test_still_needed_is_quiet_for_who_wants_it_so(cast, server):
    ask = put(Ask, cast.member, cast.tribe, 30)
    wishes.change_settings(cast.member, reminders=False, suggest_me=False)
    assert mails.ask_whether_still_meant(day(28)) == 0
    ask.refresh_from_db()
    assert ask.asked_again_at == day(28)
    assert server.opened == 0


def test_while_the_mail_server_is_away_still_needed_waits(cast, server):
    ask = put(Ask, cast.member, cast.tribe, 30)
    server.away = True
    with pytest.raises(interruptions.MailServerAway):
        mails.ask_whether_still_meant(day(28))
    ask.refresh_from_db()
    assert ask.asked_again_at is None


# --- an ask that may interrupt ----------------------------------------------------------------------
@pytest.fixture
def asked(cast):
    """The leader asked the member by name, who lets that interrupt them."""
    give_permission(cast.member, cast.leader, Scope.ASKS, Terms(interrupt=True))
    draft = board.Draft("Mend the\ngate", 90, words="The **hinge** is loose.\nBring tools.", place="Linden Street 4")
    ask = board.ask_for_help(cast.leader, cast.tribe, draft)
    asking.put_before(cast.leader, ask.pk, asking.Audience(asking.How.NAMED, (cast.member.pk,)))
    return ask


def test_an_ask_by_name_says_who_what_how_long_where_and_how_to_say_no(cast, asked):
    assert interruptions.send_waiting() == 1
    (sent,) = mail.outbox
    assert sent.to == ["member@example.org"]
    assert sent.subject == "Leader asks in Linden Street: Mend the gate"
    assert "Leader asks you, in Linden Street:" in sent.body
    assert "> Mend the gate\n>\n> The **hinge** is loose.\n> Bring tools." in sent.body
    assert "It takes 1 h 30 min. Where: Linden Street 4." in sent.body
    assert f"https://moot.example/asks/{asked.pk}/" in sent.body
    assert "No reason is owed, and nobody sees it" in sent.body
    assert "https://moot.example/permissions/" in sent.body


def test_no_mail_of_an_ask_that_is_over_or_answered(cast, asked):
    delivery = Delivery.objects.get(recipient=cast.member, message__ask_sent__ask=asked)
    assert mails.of_ask(delivery) is not None
    asking.say_no(cast.member, asked.pk)
    assert mails.of_ask(delivery) is None
    promise = promising.promise_help(cast.member, asked.pk)
    assert mails.of_ask(delivery) is None
    promising.drop(cast.member, promise.pk)
    board.take_off(cast.leader, Ask, asked.pk)
    assert interruptions.send_waiting() == 0
    assert not Interruption.objects.exists()


def test_a_post_is_no_ask(cast):
    post = publish_post(cast.leader, cast.tribe, "The pump is mended.").post
    assert mails.of_ask(Delivery.objects.get(recipient=cast.member, message_id=post.pk)) is None


# --- once an hour -----------------------------------------------------------------------------------
def test_what_fails_keeps_nothing_else_from_being_done(cast, monkeypatch):
    bad = promise_of(cast)
    good = promise_of(cast, what="Carry a piano")
    for promise in (bad, good):
        promising.say_done(cast.member, promise.pk, now=START)
    stands = promising.let_stand

    def breaks(promise_id, now):
        if promise_id == bad.pk:
            raise RuntimeError("of this one alone")
        return stands(promise_id, now)

    monkeypatch.setattr(promising, "let_stand", breaks)
    put(Ask, cast.member, cast.tribe, 20)
    told = tasks.keep_promises_at(day(18))
    assert (told["stood"], told["asked"]) == (1, 1)
    monkeypatch.undo()
    assert tasks.keep_promises_at(day(18))["stood"] == 1


def test_running_it_again_changes_nothing(cast):
    promise_of(cast, agreed=day(5))
    done = promise_of(cast, what="Carry a piano")
    promising.say_done(cast.member, done.pk, now=START)
    first = tasks.keep_promises_at(day(15))
    assert (first["stood"], first["reminded"]) == (1, 1)
    assert set(tasks.keep_promises_at(day(15)).values()) == {0}


def test_the_worker_puts_it_among_its_tasks(db):
    housekeeping.see_to_promises()
    assert DBTaskResult.objects.filter(task_path="folkmoot.favors.tasks.keep_promises", status="READY").count() == 1
