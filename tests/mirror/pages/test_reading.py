"""A look is read by a process of its own, ended when nobody wants it any more, and taken up when it broke off."""

import io
import json
import threading
import time
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.mirror.pages import reading, rules, selectors, services
from folkmoot.mirror.pages.folders import Folder
from folkmoot.mirror.pages.models import Look
from folkmoot.mirror.pages.selectors import Viewer, folder_of
from folkmoot.mirror.pages.tasks import read_waiting
from tests.mirror.pages.looks import make_look
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db
VIEWER = Viewer(key="secret")


def handed_in(settings, name: str, data: bytes, viewer: Viewer = VIEWER, **more) -> Look:
    folder = Folder.make(settings.MIRROR_FOLDER)
    folder.place_for(1, name).write_bytes(data)
    return services.hand_in(viewer, folder, [len(data)], **more)


def what_became_of(look: Look) -> Look:
    assert reading.read_all_waiting() == 1
    look.refresh_from_db()
    return look


def a_zip(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return file.getvalue()


def test_the_made_up_archive_becomes_a_report_and_nothing_else_is_left(django_assert_max_num_queries):
    look = what_became_of(services.look_at_example(VIEWER))
    assert look.state == "ready"
    assert look.told["networks"] == ["Mastodon"]
    assert look.told["posts"] > 100
    assert look.told["answer"].endswith(".")
    assert sorted(path.name for path in folder_of(look).path.iterdir()) == ["report.html", "report.json"]
    report = selectors.report_of(look)
    assert look.told["answer"] in report
    assert "Juno Vale" in report or "juno" in report
    assert json.loads(selectors.report_as_json(look))


def test_what_was_handed_in_is_gone_before_the_report_is_written(settings, monkeypatch):
    """So that a report that cannot be written leaves no archive behind."""
    from folkmoot.mirror import report
    from folkmoot.mirror.pages import work

    look = handed_in(settings, "posts.csv", b"text,at\nWho lends me a saw?,2025-01-01\nThanks!,2025-01-02\n")
    folder, seen = folder_of(look), []

    def page(mirror, *, show_people):
        seen.append((folder.upload.exists(), show_people))
        raise MemoryError

    monkeypatch.setattr(report, "page", page)
    result = work._read(folder, work._Told(folder))
    assert seen == [(False, False)]
    assert "memory" in result["failed"]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("holiday.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20, "Folkmoot reads archives of"),
        ("letter.zip", a_zip(letter__txt=b"Dear all"), "Folkmoot reads archives of"),
        ("cut.zip", a_zip(outbox__json=b"{}" * 400)[:-60], "damaged"),
    ],
)
def test_what_cannot_be_shown_says_why_and_leaves_nothing(settings, mirror_folder, client, name, data, told):
    session = client.session
    session["mirror"] = "secret"
    session.save()
    look = what_became_of(handed_in(settings, name, data))
    assert look.state == "failed"
    assert told in look.sentence
    assert list(mirror_folder.iterdir()) == []
    page = client.get(f"/mirror/{look.pk}/")
    assert page.status_code == 422
    assert told in page.content.decode()


def test_a_zip_bomb_is_told_as_one(settings):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("outbox.json", "w") as member:
        for _ in range(300):
            member.write(b"0" * (1 << 20))
    look = what_became_of(handed_in(settings, "bomb.zip", file.getvalue()))
    assert look.state == "failed"
    assert "400 times its size" in look.sentence


def test_a_mistake_of_ours_is_noted_by_its_place_and_never_quotes_what_was_read(settings, caplog, monkeypatch):
    from folkmoot.mirror import looking
    from folkmoot.mirror.pages import work

    def broken(wish, progress):
        raise KeyError("a secret of Ann's")

    monkeypatch.setattr(looking, "look", broken)
    look = handed_in(settings, "posts.csv", b"text,at\na secret of Ann's,2025-01-01\n")
    folder = folder_of(look)
    result = work._read(folder, work._Told(folder))
    assert result["broke"].startswith(f"KeyError at test_reading.py:{broken.__code__.co_firstlineno + 1}, work.py:")
    assert "Ann" not in str(result)


def test_a_process_that_ends_without_a_word_is_a_mistake_of_ours(settings, monkeypatch):
    monkeypatch.setattr(reading.sys, "executable", "/bin/false")
    look = what_became_of(handed_in(settings, "posts.csv", b"text\nHello\n"))
    assert (look.state, look.sentence) == ("failed", reading.BROKE)
    assert not folder_of(look).exists()


def test_the_process_does_not_know_the_servers_secrets(monkeypatch):
    monkeypatch.setenv("FOLKMOOT_SECRET_KEY", "x" * 40)
    monkeypatch.setenv("DATABASE_URL", "postgresql://ann:word@localhost/x")
    environment = reading._environment()
    assert not any("SECRET" in name or name.startswith(("FOLKMOOT_", "DATABASE_URL")) for name in environment)
    assert "PATH" in environment


def test_a_reading_that_takes_too_long_is_stopped(settings, monkeypatch):
    monkeypatch.setattr(rules, "LONGEST", timedelta(seconds=0))
    began = time.monotonic()
    look = what_became_of(handed_in(settings, "posts.csv", b"text\nHello\n"))
    assert (look.state, look.sentence) == ("failed", reading.TOO_LONG)
    assert time.monotonic() - began < 5


def test_what_is_deleted_while_it_is_read_is_gone_and_its_process_ended(settings, monkeypatch):
    monkeypatch.setattr(reading.subprocess, "Popen", _sleeping(reading.subprocess.Popen))
    look = handed_in(settings, "posts.csv", b"text\nHello\n")
    claimed = reading.claim_next()
    threading.Timer(0.5, lambda: None).start()
    services.delete_look(look)
    began = time.monotonic()
    reading.read(claimed)
    assert time.monotonic() - began < 5  # and not the minute for which the process sleeps
    assert not Look.objects.exists()
    assert not folder_of(look).exists()


def _sleeping(popen):
    return lambda command, **more: popen(["sleep", "60"], **more)


def test_looks_are_read_in_their_order_and_each_place_holds_one(settings):
    settings.MIRROR_AT_ONCE = 2
    looks = [make_look(make_person(f"p{n}"), "waiting") for n in range(3)]
    assert [reading.claim_next() for _ in range(3)] == [looks[0], looks[1], None]
    assert sorted(Look.objects.exclude(slot=None).values_list("slot", flat=True)) == [0, 1]
    Look.objects.filter(pk=looks[0].pk).update(state="ready", slot=None)
    assert reading.claim_next() == looks[2]


def test_the_place_in_the_line_is_told(settings):
    people = [make_person(f"p{n}") for n in range(3)]
    first, second, third = (make_look(person, "waiting") for person in people)
    assert [selectors.how_far(look).place for look in (first, second, third)] == [1, 2, 3]
    claimed = reading.claim_next()
    assert selectors.how_far(claimed).place == 0
    assert [selectors.how_far(look).place for look in (second, third)] == [1, 2]


def test_the_task_reads_everything_that_waits_and_can_be_run_twice(settings):
    look = handed_in(settings, "posts.csv", b"text\n" + b"Who lends me a saw?\n" * 3)
    assert read_waiting.call() == 1
    assert read_waiting.call() == 0
    look.refresh_from_db()
    assert look.state == "ready"


def test_what_broke_off_says_so_is_taken_up_once_and_then_given_up(settings, client):
    ann = make_person("ann")
    client.force_login(ann)
    look = handed_in(settings, "posts.csv", b"text\nHello\n", Viewer(ann))
    for tries in (1, 2):
        assert reading.claim_next() == look
        Look.objects.update(began_at=timezone.now() - timedelta(seconds=30))  # and nobody has given a sign since
        assert "broken off" in client.get(f"/mirror/{look.pk}/").content.decode()
        assert services.take_up_broken() == 1
        look.refresh_from_db()
        assert (look.state, look.tries) == (("waiting", 1) if tries == 1 else ("failed", 2))
    assert look.sentence == services.BROKE_OFF
    assert not folder_of(look).exists()


def test_what_had_been_read_already_cannot_be_taken_up(settings):
    look = handed_in(settings, "posts.csv", b"text\nHello\n")
    reading.claim_next()
    folder_of(look).forget_upload()
    Look.objects.update(began_at=timezone.now() - timedelta(seconds=30))
    services.take_up_broken()
    look.refresh_from_db()
    assert look.state == "failed"


def test_what_gives_a_sign_of_life_is_left_alone(settings):
    look = handed_in(settings, "posts.csv", b"text\nHello\n")
    reading.claim_next()
    Look.objects.update(began_at=timezone.now() - timedelta(minutes=10))
    folder_of(look).give_sign_of_life()
    assert services.take_up_broken() == 0


def test_tending_sees_that_what_waits_is_read(settings):
    from django_tasks_db.models import DBTaskResult

    make_look(key="secret", state="waiting")
    services.tend()
    assert DBTaskResult.objects.filter(queue_name="mirror").count() == 1


def test_what_is_said_of_a_conversation_that_is_broken_names_nobody(settings):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mine.csv", "text,date\n" + "".join(f"Hello {n},2024-01-0{n}\n" for n in range(1, 9)))
        archive.writestr(
            "messages/inbox/adabyron_1/message_1.json", '{"participants": [{"name": "Ada Byron"}], "messages": [!'
        )
    look = what_became_of(handed_in(settings, "mine.zip", file.getvalue()))
    assert look.state == "ready"
    assert any("message_1.json is broken" in note for note in look.told["notes"])
    assert "adabyron" not in json.dumps(look.told) + selectors.report_of(look) + selectors.report_as_json(look)
