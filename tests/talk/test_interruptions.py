"""E-mails for what may interrupt: what they say, that none goes out twice, and that nothing that waits is lost."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from folkmoot.permissions.models import Interruption
from folkmoot.permissions.rules import Scope, Terms
from folkmoot.permissions.selectors import permission_between
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.giving import change_permission, revoke_permission
from folkmoot.talk import interruptions, tasks
from folkmoot.talk.services import answer_post, delete_post, publish_post
from tests.support.cast import make_people

pytestmark = pytest.mark.django_db

BACKEND = f"{__name__}.Server"


class Server(EmailBackend):
    """A mail server that can be away, or break off in the middle; otherwise it takes mail."""

    away = False
    refuses = ""
    seen_states: list[str] = []

    def open(self):
        if Server.away:
            raise ConnectionRefusedError("nobody listens")

    def send_messages(self, messages):
        Server.seen_states += Interruption.objects.filter(recipient__email=messages[0].to[0]).values_list(
            "state", flat=True
        )
        if messages[0].to[0] == Server.refuses:
            raise smtplib.SMTPServerDisconnected("gone")
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def server(settings):
    settings.EMAIL_BACKEND = BACKEND
    settings.BASE_URL = "https://moot.example"
    Server.away, Server.refuses, Server.seen_states = False, "", []
    return Server


def let_interrupt(person, tribe, scope=Scope.POSTS):
    permission = permission_between(person.pk, tribe.pk, scope)
    return change_permission(person, permission.pk, Terms(interrupt=True))


def states():
    return sorted(Interruption.objects.values_list("state", flat=True))


def test_a_mail_says_what_it_is_and_where_to_change_that(cast):
    let_interrupt(cast.member, cast.tribe)
    post = publish_post(cast.leader, cast.tribe, "The **pump** is\nmended.").post
    assert interruptions.send_waiting() == 1
    (sent,) = mail.outbox
    assert sent.to == ["member@example.org"]
    assert sent.subject == "Leader in Linden Street: The pump is mended."
    assert "Leader said in Linden Street:" in sent.body
    assert "> The **pump** is\n> mended." in sent.body
    assert f"https://moot.example/p/{post.pk}/" in sent.body
    assert "https://moot.example/permissions/" in sent.body
    assert states() == ["sent"]


def test_nobody_gets_a_mail_who_did_not_let_it_interrupt_them(cast):
    publish_post(cast.leader, cast.tribe, "The pump is mended.")
    assert interruptions.send_waiting() == 0
    assert mail.outbox == []


def test_an_answer_says_that_it_is_one(cast):
    let_interrupt(cast.member, cast.tribe, Scope.DIALOGUE)
    post = publish_post(cast.member, cast.tribe, "Who has a ladder?").post
    answer_post(cast.leader, post, "I do.")
    interruptions.send_waiting()
    assert "Leader answered you:" in mail.outbox[0].body


def test_words_cannot_write_into_the_head_of_a_mail(cast):
    let_interrupt(cast.member, cast.tribe)
    cast.leader.display_name = "Leader\r\nBcc: all@example.org"
    cast.leader.save()
    publish_post(cast.leader, cast.tribe, "One\n\nTwo & <three>")
    assert interruptions.send_waiting() == 1
    sent = mail.outbox[0].message()
    assert sent["Bcc"] is None
    assert "\n" not in mail.outbox[0].subject
    assert "> Two & <three>" in mail.outbox[0].body


def test_a_mail_is_marked_before_the_server_hears_of_it_and_sent_once(cast, server):
    let_interrupt(cast.member, cast.tribe)
    publish_post(cast.leader, cast.tribe, "The pump is mended.")
    assert interruptions.send_waiting() == 1
    assert interruptions.send_waiting() == 0
    assert server.seen_states == ["sending"]
    assert len(mail.outbox) == 1


def test_what_a_crash_left_in_sending_is_not_sent_again_and_the_rest_goes_on(cast):
    people = make_people(4)
    for person in people:
        joining.admit(cast.tribe, person, timezone.now())
        let_interrupt(person, cast.tribe)
    publish_post(cast.leader, cast.tribe, "The pump is mended.")
    Interruption.objects.filter(recipient=people[0]).update(state="sending")
    Interruption.objects.filter(recipient=people[1]).update(state="sent")
    assert interruptions.send_waiting() == 2
    assert sorted(message.to[0] for message in mail.outbox) == ["person2@example.org", "person3@example.org"]
    assert states() == ["sending", "sent", "sent", "sent"]


def test_one_mail_that_the_server_breaks_off_keeps_nobody_elses_back(cast, server):
    people = make_people(3)
    for person in people:
        joining.admit(cast.tribe, person, timezone.now())
        let_interrupt(person, cast.tribe)
    publish_post(cast.leader, cast.tribe, "The pump is mended.")
    server.refuses = people[1].email
    assert interruptions.send_waiting() == 2
    assert states() == ["failed", "sent", "sent"]
    server.refuses = ""
    assert interruptions.send_waiting() == 0


def test_more_than_a_batch_goes_out_each_once(cast, monkeypatch):
    monkeypatch.setattr(interruptions, "BATCH", 3)
    people = make_people(7)
    for person in people:
        joining.admit(cast.tribe, person, timezone.now())
        let_interrupt(person, cast.tribe)
    publish_post(cast.leader, cast.tribe, "One")
    publish_post(cast.leader, cast.tribe, "Two")
    assert interruptions.send_waiting() == 14
    assert len({(message.to[0], message.subject) for message in mail.outbox}) == 14


def test_while_the_server_is_away_everything_waits_and_is_tried_later(cast, server):
    let_interrupt(cast.member, cast.tribe)
    publish_post(cast.leader, cast.tribe, "The pump is mended.")
    server.away = True
    before = timezone.now()
    assert tasks.send_interruptions.call() == 0
    assert states() == ["waiting"]
    again = DBTaskResult.objects.get()
    assert again.args_kwargs == {"args": [1], "kwargs": {}}
    assert again.run_after >= before + timedelta(minutes=2)
    assert tasks.send_interruptions.call(tasks.ATTEMPTS) == 0
    assert DBTaskResult.objects.count() == 1
    server.away = False
    assert tasks.send_interruptions.call(1) == 1


@pytest.mark.parametrize("what", ["revoked", "no mail any more", "deleted", "left", "gone"])
def test_what_is_not_wanted_any_more_is_not_sent(cast, what):
    permission = let_interrupt(cast.member, cast.tribe)
    post = publish_post(cast.leader, cast.tribe, "The pump is mended.").post
    if what == "revoked":
        revoke_permission(cast.member, permission.pk)
    elif what == "no mail any more":
        change_permission(cast.member, permission.pk, Terms(interrupt=False))
    elif what == "deleted":
        delete_post(cast.leader, post.pk)
    elif what == "left":
        joining.leave_tribe(cast.tribe, cast.member)
    else:
        cast.member.is_active = False
        cast.member.save()
    assert interruptions.send_waiting() == 0
    assert mail.outbox == []
    assert states() == []


def test_publishing_hands_the_mails_over_once_it_is_certain(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as nothing:
        publish_post(cast.leader, cast.tribe, "Nobody wants a mail of this.")
    assert nothing == []
    let_interrupt(cast.member, cast.tribe)
    with django_capture_on_commit_callbacks(execute=True) as handed_over:
        publish_post(cast.leader, cast.tribe, "The pump is mended.")
        assert not DBTaskResult.objects.exists()
    assert len(handed_over) == 1
    assert DBTaskResult.objects.get().queue_name == "mail"


def test_a_long_post_is_quoted_in_part(cast):
    let_interrupt(cast.member, cast.tribe)
    publish_post(cast.leader, cast.tribe, "word " * 1000)
    interruptions.send_waiting()
    assert len(mail.outbox[0].body) < 1500
    assert "word …" in mail.outbox[0].body
