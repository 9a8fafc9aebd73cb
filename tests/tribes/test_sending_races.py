"""Real processes, real crashes, a real mail server: nobody is ever invited twice."""

import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from folkmoot.tribes import rules, selectors, services
from folkmoot.tribes.models import Invitation
from tests.tribes.smtp_sink import smtp_sink

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]
PATIENCE = 120  # seconds, on a machine that has much else to do


def database_url():
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    return f"postgresql://{found['USER']}@{quote(found['HOST'], safe='')}:{found['PORT']}/{found['NAME']}"


def start(sink, *arguments):
    """``folkmoot`` as a process of its own, on the test's database and mail server."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "FOLKMOOT_DATA": str(settings.DATA),
        "FOLKMOOT_SMTP_HOST": "127.0.0.1",
        "FOLKMOOT_SMTP_PORT": str(sink.port),
        "FOLKMOOT_SMTP_TLS": "0",
    }
    command = [sys.executable, "-m", "folkmoot.cli", *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def wait_for(happened, process):
    end = time.monotonic() + PATIENCE
    while not happened():
        assert process.poll() is None, process.stdout.read()
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.005)


def finish(process):
    said, _ = process.communicate(timeout=PATIENCE)
    return process.returncode, said


def kill(process):
    process.kill()
    process.communicate()


def states():
    return Counter(Invitation.objects.values_list("state", flat=True))


def test_several_workers_at_once_send_each_invitation_once(cast, invited):
    people = [f"p{n}@example.com" for n in range(60)]
    invited(*people)
    with smtp_sink(delay=0.01) as sink:
        workers = [start(sink, "worker", "--batch") for _ in range(4)]
        for code, said in map(finish, workers):
            assert code == 0, said
    assert Counter(sink.recipients) == dict.fromkeys(people, 1)
    assert states() == {"sent": 60}
    assert sink.connections > 1, "more than one of them had work"


def test_a_worker_killed_while_the_mail_server_hesitates_sends_nothing_twice(cast, invited):
    people = [f"p{n}@example.com" for n in range(12)]
    invited(*people)
    kills = 3
    with smtp_sink(delay=0.4) as sink:
        for number in range(kills):
            already = len(sink.mails)
            worker = start(sink, "worker")
            # The server has the mail and has not said so: the moment nobody can know about.
            wait_for(lambda before=already: len(sink.mails) > before + 1, worker)
            kill(worker)
            assert states()["sending"] == number + 1
        sink.delay = 0
        code, said = finish(start(sink, "worker", "--batch"))
        assert code == 0, said
    assert Counter(sink.recipients) == dict.fromkeys(people, 1)
    assert states() == {"sent": len(people) - kills, "sending": kills}
    later = timezone.now() + rules.SENDING_TAKES + timedelta(seconds=1)
    assert selectors.progress(cast.tribe, later).maybe == kills


def test_workers_killed_at_any_moment_send_nothing_twice_and_leave_nothing_behind(cast, invited):
    people = [f"p{n}@example.com" for n in range(80)]
    invited(*people)
    moments = random.Random(7)
    with smtp_sink(delay=0.002) as sink:
        for _ in range(4):
            already = len(sink.mails)
            worker = start(sink, "worker")
            wait_for(lambda before=already: len(sink.mails) > before, worker)
            time.sleep(moments.uniform(0, 0.05))
            kill(worker)
        code, said = finish(start(sink, "worker", "--batch"))
        assert code == 0, said
    counted, found = Counter(sink.recipients), states()
    assert max(counted.values()) == 1
    assert found["waiting"] == 0 and found["sending"] <= 4 and found["sent"] + found["sending"] == 80
    sent = set(Invitation.objects.filter(state="sent").values_list("address", flat=True))
    assert sent <= set(counted), "what is called sent has arrived"


def test_the_command_and_a_worker_share_a_list_and_the_command_goes_on_after_a_crash(cast, invited, tmp_path):
    people = [f"p{n}@example.com" for n in range(30)]
    file = tmp_path / "people.txt"
    file.write_text("\n".join(people))
    invite = ["invite", str(file), "--tribe", cast.tribe.slug, "--yes"]
    with smtp_sink(delay=0.02) as sink:
        first = start(sink, *invite)
        wait_for(lambda: len(sink.mails) >= 5, first)
        kill(first)
        worker, again = start(sink, "worker", "--batch"), start(sink, *invite)
        for process in (worker, again):
            code, said = finish(process)
            assert code in {0, 1}, said
    assert max(Counter(sink.recipients).values()) == 1
    found = states()
    assert found["waiting"] == 0 and found["sending"] <= 1 and found["sent"] >= 29


def at_once(*acts):
    """Do all of these at the same moment, each on a connection of its own; what went wrong with each, or None."""
    ready = threading.Barrier(len(acts))
    wrong = [None] * len(acts)

    def run(index, act):
        try:
            ready.wait()
            act()
        except Exception as problem:
            wrong[index] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def test_lists_with_the_same_people_confirmed_at_once_invite_each_once(cast):
    people = [f"p{n}@example.com" for n in range(400)]
    mixed = random.Random(3)
    lists = []
    for _ in range(4):
        mixed.shuffle(people)
        lists.append(services.bring_list(cast.tribe, cast.leader, "\n".join(people).encode()))
    wrong = at_once(*[lambda found=found: services.confirm_list(found, cast.leader) for found in lists])
    assert wrong == [None] * 4
    assert Invitation.objects.count() == 400


def test_one_list_confirmed_four_times_at_once_is_confirmed_once(cast):
    found = services.bring_list(cast.tribe, cast.leader, b"ann@example.com")
    wrong = at_once(*[lambda: services.confirm_list(found, cast.leader)] * 4)
    assert wrong.count(None) == 1
    assert all(problem is None or isinstance(problem, services.Refused) for problem in wrong)


def test_two_leaders_who_step_down_at_once_leave_one(cast):
    services.set_role(cast.tribe, cast.member, "leader", cast.leader)
    wrong = at_once(
        lambda: services.set_role(cast.tribe, cast.leader, "member", cast.leader),
        lambda: services.set_role(cast.tribe, cast.member, "member", cast.member),
    )
    assert wrong.count(None) == 1
    assert all(problem is None or isinstance(problem, services.Refused) for problem in wrong)
    assert len(selectors.leaders(cast.tribe)) == 1


def test_never_again_said_while_lists_are_confirmed_lets_no_mail_out(cast, invited, mail_server):
    from folkmoot.permissions.services import joining
    from folkmoot.tribes.sending import send_waiting

    tribes = [joining.found_tribe(cast.leader, f"Tribe {n}", "An idea.") for n in range(3)]
    (first,) = invited("ann@example.com")
    lists = [services.bring_list(tribe, cast.leader, b"ann@example.com\nbo@example.com") for tribe in tribes]
    wrong = at_once(
        lambda: services.never_again(first),
        *[lambda found=found: services.confirm_list(found, cast.leader) for found in lists],
    )
    assert wrong == [None] * 4
    for tribe in tribes:
        send_waiting(tribe.pk)
    assert mail_server.recipients == ["bo@example.com"] * 3
