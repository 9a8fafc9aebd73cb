"""``folkmoot invite``: the same list and services, without a worker, with an exit code one can trust."""

import io
import signal

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from rich.console import Console

from folkmoot.permissions.services import joining
from folkmoot.tribes import rules, services
from folkmoot.tribes.bringing import BAD_INPUT, DONE, NOT_ALL, invite_from_file
from folkmoot.tribes.lists.rules import MAX_BYTES
from folkmoot.tribes.models import Invitation, NeverAgain, PeopleList
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def command(cast, tmp_path, capsys):
    """Run it on this text; its exit code, and everything it said."""

    def run(text, tribe="linden-street", name="list.txt", **how):
        file = tmp_path / name
        if text is not None:
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        said = io.StringIO()
        code = invite_from_file(file, tribe, console=Console(file=said, width=200), **{"yes": True, **how})
        return code, said.getvalue() + capsys.readouterr().err

    return run


def states():
    return dict(Invitation.objects.values_list("address", "state"))


def test_a_list_is_invited_and_sent_at_once(cast, command, mail_server):
    code, said = command("Ann <ann@example.com>\nbo@example.com\n@h@social.example\n???@", words="Come!")
    assert code == DONE, said
    assert states() == {"ann@example.com": "sent", "bo@example.com": "sent", "h@social.example": "by_hand"}
    assert "> Come!" in mail_server.mail_to("ann@example.com").get_content()
    for part in ("2 sent.", "1 link to pass on: ", "?state=by_hand", "Line 4: ???@"):
        assert part in said, part
    assert DBTaskResult.objects.count() == 0
    assert Invitation.objects.filter(by=cast.leader).count() == 3


def test_running_it_again_sends_nothing_twice(command, mail_server):
    command("ann@example.com")
    code, said = command("ann@example.com")
    assert code == NOT_ALL and "invited before" in said and len(mail_server.mails) == 1


def test_looking_does_nothing(command, mail_server):
    code, said = command("ann@example.com", dry_run=True)
    assert code == DONE and "will be invited by e-mail" in said
    assert not PeopleList.objects.exists() and not Invitation.objects.exists() and not mail_server.mails


def test_without_a_yes_and_without_anybody_to_ask_nothing_is_sent(command, mail_server):
    code, said = command("ann@example.com", yes=False)
    assert code == BAD_INPUT and "--yes" in said and not Invitation.objects.exists()
    assert not PeopleList.objects.exists()


@pytest.mark.parametrize(("answer", "code"), [("y", DONE), ("n", NOT_ALL), ("", NOT_ALL), (EOFError, NOT_ALL)])
def test_somebody_is_asked_first(command, mail_server, monkeypatch, answer, code):
    def ask(*args, **kwargs):
        if answer is EOFError:
            raise EOFError
        return answer

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", ask)
    found, said = command("ann@example.com", yes=False)
    assert found == code, said
    assert len(mail_server.mails) == (1 if answer == "y" else 0)


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"tribe": "nowhere"}, "There is no tribe with the slug 'nowhere'; here are linden-street."),
        ({"handle": "member"}, "Member does not lead Linden Street"),
        ({"handle": "ghost"}, "Nobody here has the handle 'ghost'."),
        ({"words": "x" * 2001}, "--words is longer than 2,000 characters"),
        ({"text": None}, "cannot be read (No such file or directory)"),
        ({"text": "nobody at all"}, "list.txt: "),
        ({"text": b""}, "list.txt: "),
        ({"text": b"PK\x03\x04" + bytes(500)}, "list.txt: "),
        ({"text": b"a" * (MAX_BYTES + 1)}, "larger than 5 MB"),
    ],
)
def test_what_cannot_be_used_gets_one_sentence(command, mail_server, how, says):
    how = dict(how)
    code, said = command(how.pop("text", "ann@example.com"), **how)
    assert code == BAD_INPUT and says in said
    assert not Invitation.objects.exists() and not PeopleList.objects.exists()


def test_a_folder_is_no_list(cast, tmp_path, capsys):
    assert invite_from_file(tmp_path, "linden-street", yes=True) == BAD_INPUT
    assert "cannot be read" in capsys.readouterr().err


def test_a_leader_is_named_or_the_founder_invites(cast, command, mail_server):
    services.set_role(cast.tribe, cast.member, "leader", cast.leader)
    assert command("a@example.com")[0] == DONE
    assert command("b@example.com", handle="@member")[0] == DONE
    assert command("c@example.com", handle="member@localhost")[0] == DONE
    services.set_role(cast.tribe, cast.leader, "member", cast.member)
    assert command("d@example.com")[0] == DONE
    names = dict(Invitation.objects.values_list("address", "by__name"))
    assert [names[f"{x}@example.com"] for x in "abcd"] == ["leader", "member", "member", "member"]


def test_nobody_new_is_not_done(cast, command, mail_server):
    make_person("friend")
    NeverAgain.objects.create(digest=rules.address_digest("no@example.com"), at=timezone.now())
    code, said = command("member@example.org\nno@example.com")
    assert code == NOT_ALL and "here already" in said and "no@example.com" not in said


def test_a_part_that_could_not_be_sent_is_not_done(command, mail_server):
    mail_server.answers["bad@example.com"] = "550 no such box"
    code, said = command("bad@example.com\ngood@example.com")
    assert code == NOT_ALL and "1 could not be sent: no such box" in said and "1 sent." in said


def test_without_a_mail_server_nothing_is_lost(command, mail_server, settings):
    settings.EMAIL_PORT = 1
    code, said = command("ann@example.com")
    assert code == NOT_ALL and "1 wait; the same command goes on with them." in said
    settings.EMAIL_PORT = mail_server.port
    code, said = command("ann@example.com")
    assert code == DONE and len(mail_server.mails) == 1


def test_ctrl_c_lets_the_mail_on_its_way_arrive_and_the_rest_wait(command, mail_server, monkeypatch):
    import smtplib

    real = smtplib.SMTP.sendmail

    def interrupted(*args, **kwargs):
        signal.raise_signal(signal.SIGINT)
        return real(*args, **kwargs)

    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr("smtplib.SMTP.sendmail", interrupted)
    code, said = command("a@example.com\nb@example.com\nc@example.com")
    assert code == NOT_ALL and "You ended it. 2 wait" in said
    assert sorted(states().values()) == ["sent", "waiting", "waiting"]
    assert signal.getsignal(signal.SIGINT) is before
    monkeypatch.setattr("smtplib.SMTP.sendmail", real)
    code, said = command("a@example.com\nb@example.com\nc@example.com")
    assert code == DONE and "invited before, whose mail still waits" in said
    assert sorted(mail_server.recipients) == ["a@example.com", "b@example.com", "c@example.com"]


def test_names_on_the_list_are_no_markup(cast, command, mail_server):
    joining.found_tribe(cast.leader, "[bold]Loud[/bold]", "We shout.")
    code, said = command("[/red] oops\nann@example.com", tribe="bold-loud-bold")
    assert code == DONE and "[/red] oops" in said
