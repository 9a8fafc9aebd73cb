"""Invitations go out one by one through a real mail server, each at most once whatever it says."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from folkmoot.people.models import TokenBucket
from folkmoot.people.throttle import take
from folkmoot.permissions.services import joining
from folkmoot.tribes import rules, selectors, services, tasks
from folkmoot.tribes.models import Invitation
from folkmoot.tribes.sending import MAILS_PER_CONNECTION, REFUSED_IN_A_ROW, End, send_waiting
from folkmoot.tribes.tokens import make_token

pytestmark = pytest.mark.django_db


def states(tribe):
    return dict(Invitation.objects.filter(tribe=tribe).values_list("address", "state"))


def test_each_invitation_becomes_one_mail(cast, mail_server, invited):
    invited("ann@example.com", "bo@example.com")
    tally = send_waiting(cast.tribe.pk)
    assert (tally.sent, tally.failed, tally.unsure, tally.end) == (2, 0, 0, End.DONE)
    assert mail_server.recipients == ["ann@example.com", "bo@example.com"]
    assert set(states(cast.tribe).values()) == {"sent"}
    assert send_waiting(cast.tribe.pk).tried == 0 and len(mail_server.mails) == 2


def test_the_mail_is_short_personal_and_says_how_never_to_get_another(cast, mail_server, invited, settings):
    settings.BASE_URL = "https://moot.example"
    (made,) = invited("Ann Lee <ann@example.com>", words="Come & see:\n<us>")
    send_waiting(cast.tribe.pk)
    mail = mail_server.mail_to("ann@example.com")
    link = f"https://moot.example/i/{make_token(made.pk)}/"
    assert mail["Subject"] == "Leader invites you to Linden Street"
    assert mail["From"].addresses[0].display_name == "Leader by Folkmoot"
    assert mail.get_content_type() == "text/plain"
    text = mail.get_content().replace("\r\n", "\n")
    for part in (
        "Hello Ann Lee,",
        "We look after our street together.",
        "> Come & see:\n> <us>",
        link,
        f"{link}never/",
    ):
        assert part in text, part
    assert len(text.splitlines()) < 32 and "&amp;" not in text
    assert mail["List-Unsubscribe"].strip() == f"<{link}never/>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Message-ID"].startswith("<invitation-")
    assert cast.leader.email not in mail.as_string()


def test_names_cannot_write_headers(cast, mail_server, invited):
    cast.leader.display_name = "Leader\nBcc: all@example.com"
    cast.leader.save()
    type(cast.tribe).objects.update(name="Street\r\nX-Evil: 1")
    invited("ann@example.com")
    assert send_waiting(cast.tribe.pk).sent == 1
    mail = mail_server.mail_to("ann@example.com")
    assert mail["Bcc"] is None and mail["X-Evil"] is None
    assert mail["Subject"] == "Leader Bcc: all@example.com invites you to Street X-Evil: 1"


def test_when_the_inviter_is_gone_the_mail_still_goes(cast, mail_server, invited):
    invited("ann@example.com")
    Invitation.objects.update(by=None)
    send_waiting(cast.tribe.pk)
    assert mail_server.mail_to("ann@example.com")["Subject"] == "Someone invites you to Linden Street"


def test_an_address_that_the_server_refuses_has_failed_and_the_others_go_on(cast, mail_server, invited):
    mail_server.answers["bad@example.com"] = "550 no such box"
    invited("bad@example.com", "good@example.com")
    tally = send_waiting(cast.tribe.pk)
    assert (tally.sent, tally.failed, tally.why) == (1, 1, "no such box")
    assert states(cast.tribe) == {"bad@example.com": "failed", "good@example.com": "sent"}


def test_silence_in_the_middle_leaves_it_open_and_it_is_never_sent_again(cast, mail_server, invited):
    mail_server.answers["hm@example.com"] = "hang up"
    invited("hm@example.com", "good@example.com")
    tally = send_waiting(cast.tribe.pk)
    assert (tally.sent, tally.unsure, tally.end) == (1, 1, End.DONE)
    assert states(cast.tribe) == {"hm@example.com": "sending", "good@example.com": "sent"}
    mail_server.answers.clear()
    send_waiting(cast.tribe.pk)
    assert mail_server.recipients.count("hm@example.com") == 1
    now = timezone.now()
    assert selectors.progress(cast.tribe, now).maybe == 0, "it might still be going out"
    later = selectors.progress(cast.tribe, now + rules.SENDING_TAKES)
    assert (later.maybe, later.under_way) == (1, 0)


def test_not_now_stops_the_rest_until_later(cast, mail_server, invited):
    mail_server.answers["a@example.com"] = "451 too many for now"
    invited("a@example.com", "b@example.com")
    tally = send_waiting(cast.tribe.pk)
    assert (tally.end, tally.why) == (End.UNREACHABLE, "too many for now")
    assert states(cast.tribe)["b@example.com"] == "waiting"


def test_a_server_that_refuses_the_sender_is_asked_once(cast, mail_server, invited):
    mail_server.sender_answer = "550 who are you"
    invited("a@example.com", "b@example.com")
    assert send_waiting(cast.tribe.pk).end is End.UNREACHABLE
    assert sorted(states(cast.tribe).values()) == ["failed", "waiting"]


def test_a_server_that_refuses_everything_does_not_get_everything(cast, mail_server, invited):
    many = [f"p{n}@example.com" for n in range(REFUSED_IN_A_ROW + 5)]
    mail_server.answers = dict.fromkeys(many, "550 no")
    invited(*many)
    tally = send_waiting(cast.tribe.pk)
    assert (tally.end, tally.failed) == (End.REFUSED, REFUSED_IN_A_ROW)


def test_nothing_is_claimed_while_nobody_answers(cast, mail_server, invited, settings):
    invited("ann@example.com")
    settings.EMAIL_PORT = 1  # nobody listens there
    assert send_waiting(cast.tribe.pk).end is End.UNREACHABLE
    assert states(cast.tribe) == {"ann@example.com": "waiting"}
    settings.EMAIL_PORT = mail_server.port
    assert send_waiting(cast.tribe.pk).sent == 1


def test_long_conversations_are_renewed_before_the_server_ends_them(cast, mail_server, invited):
    invited(*[f"p{n}@example.com" for n in range(MAILS_PER_CONNECTION + 1)])
    assert send_waiting(cast.tribe.pk).sent == MAILS_PER_CONNECTION + 1
    assert mail_server.connections == 2


def test_sending_can_be_stopped_between_two_mails_and_goes_on_later(cast, mail_server, invited):
    invited("a@example.com", "b@example.com", "c@example.com")
    tally = send_waiting(cast.tribe.pk, stop=lambda: len(mail_server.mails) == 1)
    assert (tally.sent, tally.end) == (1, End.STOPPED)
    assert send_waiting(cast.tribe.pk).sent == 2
    assert sorted(mail_server.recipients) == ["a@example.com", "b@example.com", "c@example.com"]


def test_the_state_is_sending_before_the_server_is_spoken_to(cast, mail_server, invited, monkeypatch):
    invited("ann@example.com")
    seen = []
    real = __import__("smtplib").SMTP.sendmail
    monkeypatch.setattr("smtplib.SMTP.sendmail", lambda *a, **k: (seen.append(states(cast.tribe)), real(*a, **k))[1])
    send_waiting(cast.tribe.pk)
    assert seen == [{"ann@example.com": "sending"}]


def test_a_claim_is_never_made_inside_somebody_elses_transaction(cast, invited, transactional_db):
    from django.db import transaction

    invited("ann@example.com")
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        services.invitations.claim_next(cast.tribe.pk, timezone.now())


def test_whoever_said_never_again_after_the_list_was_confirmed_gets_no_mail(cast, mail_server, invited):
    other = joining.found_tribe(cast.leader, "Brass Band", "We play.")
    (first,) = invited("ann@example.com", tribe=other)
    send_waiting(other.pk)
    invited("bo@example.com")
    # As if 'never again' had been said while the list with Ann on it was being confirmed.
    services.never_again(first)
    Invitation.objects.create(
        tribe=cast.tribe, kind="mail", address="ann@example.com", by=cast.leader, made_at=timezone.now()
    )
    assert send_waiting(cast.tribe.pk).sent == 1
    assert states(cast.tribe) == {"ann@example.com": "withdrawn", "bo@example.com": "sent"}
    assert mail_server.recipients.count("ann@example.com") == 1


def test_what_was_answered_while_it_was_being_sent_stays_answered(cast, mail_server, invited):
    (made,) = invited("ann@example.com")
    Invitation.objects.update(state="accepted")
    services.invitations.mark_sent(made, timezone.now())
    services.invitations.mark_failed(made)
    made.refresh_from_db()
    assert made.state == "accepted"


def test_sending_takes_the_same_statements_for_each(cast, mail_server, invited, django_assert_num_queries):
    from django.test.utils import CaptureQueriesContext

    def statements():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            send_waiting(cast.tribe.pk)
        return len(seen)

    invited("a@example.com")
    send_waiting(cast.tribe.pk)  # makes the bucket
    invited("b@example.com")
    one = statements()
    invited(*[f"p{n}@example.com" for n in range(4)])
    many = statements()
    per_mail = (many - one) / 3
    assert per_mail <= 12, per_mail


# --- how many ---------------------------------------------------------------------------------------
def test_a_tribe_sends_its_share_and_then_waits(cast, mail_server, invited, monkeypatch):
    monkeypatch.setattr(rules, "MAILS", rules.Rate(2, timedelta(hours=1), "Enough."))
    invited("a@example.com", "b@example.com", "c@example.com")
    tally = send_waiting(cast.tribe.pk)
    assert (tally.sent, tally.end, tally.why) == (2, End.THROTTLED, "Enough.")
    assert 0 < tally.again_in <= 1800
    assert states(cast.tribe)["c@example.com"] == "waiting"
    now = timezone.now()
    assert now < selectors.mails_again_at(cast.tribe.pk, now) <= now + timedelta(minutes=30)
    other = joining.found_tribe(cast.leader, "Brass Band", "We play.")
    invited("d@example.com", tribe=other)
    assert send_waiting(other.pk).sent == 1, "each tribe has its own share"


def test_five_thousand_a_day(cast, mail_server, invited):
    take(rules.mails_key(cast.tribe.pk), rules.MAILS, cost=4_999)
    invited("a@example.com", "b@example.com")
    assert (send_waiting(cast.tribe.pk).sent, len(mail_server.mails)) == (1, 1)


# --- the background ---------------------------------------------------------------------------------
def run_tasks():
    """Run what is ready as a worker would, in this process and on this connection."""
    worker = Worker(
        queue_names=["mail"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    )
    for ready in DBTaskResult.objects.ready():
        ready.claim(worker.worker_id)
        worker.run_task(ready)


def test_the_worker_sends_what_was_confirmed(cast, mail_server, invited):
    invited("ann@example.com")
    run_tasks()
    assert mail_server.recipients == ["ann@example.com"]
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_a_long_list_lets_others_have_their_turn(cast, mail_server, invited, monkeypatch):
    monkeypatch.setattr(tasks, "SLICE", 0.05)
    mail_server.delay = 0.03
    invited("a@example.com", "b@example.com", "c@example.com", "d@example.com")
    run_tasks()
    assert 1 <= len(mail_server.mails) < 4
    while DBTaskResult.objects.ready().exists():
        run_tasks()
    assert sorted(mail_server.recipients) == ["a@example.com", "b@example.com", "c@example.com", "d@example.com"]


def test_the_task_comes_back_when_the_share_is_used(cast, mail_server, invited, monkeypatch):
    monkeypatch.setattr(rules, "MAILS", rules.Rate(1, timedelta(hours=1), "Enough."))
    invited("a@example.com", "b@example.com")
    run_tasks()
    later = DBTaskResult.objects.get(status="READY")
    assert later.run_after > timezone.now() + timedelta(minutes=14)
    TokenBucket.objects.all().delete()
    DBTaskResult.objects.update(run_after=timezone.now())
    run_tasks()
    assert sorted(mail_server.recipients) == ["a@example.com", "b@example.com"]


def test_the_task_tries_again_later_and_later_while_nobody_answers_and_then_gives_up(cast, invited, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False
    invited("ann@example.com")
    pauses = []
    DBTaskResult.objects.all().delete()
    for tries in range(tasks.TRIES):
        now = timezone.now()
        tasks.send_invitations.call(cast.tribe.pk, tries)
        for task in DBTaskResult.objects.all():
            assert task.args_kwargs["args"] == [cast.tribe.pk, tries + 1]
            pauses.append(round((task.run_after - now).total_seconds() / 60))
            task.delete()
    assert pauses[:4] == [2, 4, 8, 16] and max(pauses) == 60 and len(pauses) == tasks.TRIES - 1
    assert states(cast.tribe) == {"ann@example.com": "waiting"}


def test_a_starting_worker_takes_up_what_was_left(cast, mail_server, invited):
    other = joining.found_tribe(cast.leader, "Brass Band", "We play.")
    invited("a@example.com", "@h@social.example")
    invited("b@example.com", tribe=other)
    DBTaskResult.objects.all().delete()  # as a crash in the middle leaves it: no task that anyone would run
    assert tasks.resume() == 2
    run_tasks()
    assert sorted(mail_server.recipients) == ["a@example.com", "b@example.com"]
    assert tasks.resume() == 0
