"""An archive is handed in: what is taken, what is refused with which sentence, and what is left of it on the disk."""

import stat
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from folkmoot.mirror.pages import services
from folkmoot.mirror.pages.models import Look
from folkmoot.mirror.pages.rules import BY_ADDRESS, BY_PERSON
from folkmoot.mirror.pages.selectors import folder_of
from tests.mirror.pages.looks import make_look
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db


def a_file(name: str = "archive.zip", data: bytes = b"PK and so on") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def hand_in(client: Client, *files: SimpleUploadedFile, **more):
    return client.post("/mirror/", {"archive": list(files) or [a_file()]}, **more)


def sentence_of(answer) -> str:
    return answer.context["form"].errors["archive"][0]


def left_on_disk(mirror_folder) -> list[str]:
    return sorted(path.name for path in mirror_folder.iterdir()) if mirror_folder.exists() else []


def test_nobody_needs_an_account_to_hand_in_an_archive(client):
    answer = hand_in(client)
    look = Look.objects.get()
    assert answer.headers["Location"] == f"/mirror/{look.pk}/"
    assert (look.state, look.person, look.files, look.size) == ("waiting", None, 1, 12)
    assert client.get(f"/mirror/{look.pk}/").status_code == 200


def test_what_is_handed_in_can_be_read_by_the_server_alone(client, mirror_folder):
    hand_in(client, a_file(data=b"words"), a_file("../../other.csv", b"text\nHello\n"))
    first, second = folder_of(Look.objects.get()).handed_in()
    assert (first.name, first.read_bytes()) == ("archive.zip", b"words")
    assert (second.name, second.read_bytes()) == ("other.csv", b"text\nHello\n")
    for path in (mirror_folder, *mirror_folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_files_of_one_name_do_not_write_over_each_other(client):
    hand_in(client, a_file(data=b"one"), a_file(data=b"two"))
    assert [path.read_bytes() for path in folder_of(Look.objects.get()).handed_in()] == [b"one", b"two"]


def test_the_reading_is_asked_for_in_the_same_breath(client):
    from django_tasks_db.models import DBTaskResult

    hand_in(client)
    task = DBTaskResult.objects.get()
    assert (task.task_path, task.queue_name) == ("folkmoot.mirror.pages.tasks.read_waiting", "mirror")
    assert "archive" not in str(task.args_kwargs)  # tasks are kept longer than looks


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ([], "Choose the archive that the network gave you."),
        ([a_file(data=b"")], "The file is empty"),
        ([a_file(str(n)) for n in range(21)], "21 files are more than 20"),
        ([a_file(str(n)) for n in range(60)], "files are more than 20"),
    ],
)
def test_what_cannot_be_read_gets_one_sentence_and_nothing_is_left(client, mirror_folder, files, told):
    answer = client.post("/mirror/", {"archive": files})
    assert answer.status_code == 422
    assert told in sentence_of(answer)
    assert not Look.objects.exists()
    assert left_on_disk(mirror_folder) == []


def test_too_much_is_refused_before_any_of_it_is_read(client, settings, mirror_folder):
    settings.MIRROR_UPLOAD_MAX = 1000
    answer = hand_in(client, a_file(data=b"x" * 2000))
    assert answer.status_code == 413
    assert "this server takes" in sentence_of(answer)
    assert left_on_disk(mirror_folder) == []


def test_an_archive_may_be_larger_than_what_other_pages_take(client):
    assert hand_in(client, a_file(data=b"x" * (11 << 20))).status_code == 302
    assert client.post("/mirror/example/", {"x": "y" * (11 << 20)}).status_code == 413


def test_a_full_disk_is_told_as_such(client, monkeypatch, mirror_folder):
    monkeypatch.setattr(services, "free_on_disk", lambda folder: 100 << 20)
    answer = hand_in(client)
    assert answer.status_code == 507
    assert "too little room" in sentence_of(answer)
    assert left_on_disk(mirror_folder) == []


def test_a_visitor_looks_at_one_at_a_time(client, mirror_folder):
    hand_in(client)
    answer = hand_in(client)
    assert answer.status_code == 409
    assert "wait for it, or delete it first" in sentence_of(answer)
    assert hand_in(Client()).status_code == 302  # another browser
    assert len(left_on_disk(mirror_folder)) == 2


def test_a_person_looks_at_one_at_a_time_in_whatever_browser(client):
    ann = make_person("ann")
    make_look(ann, "running")
    client.force_login(ann)
    assert hand_in(client).status_code == 409
    Look.objects.update(state="ready", slot=None)
    assert hand_in(client).status_code == 302


def test_of_two_at_the_same_moment_one_is_taken(mirror_folder):
    """The check before the upload lets both through: the database decides."""
    from folkmoot.mirror.pages.folders import Folder
    from folkmoot.mirror.pages.rules import MirrorRefused
    from folkmoot.mirror.pages.selectors import Viewer

    viewer = Viewer(key="secret")
    services.hand_in(viewer, Folder.make(mirror_folder), [1])
    with pytest.raises(MirrorRefused) as no:
        services.hand_in(viewer, Folder.make(mirror_folder), [1])
    assert no.value.status == 409
    assert len(left_on_disk(mirror_folder)) == 1


def test_an_address_has_a_budget(client):
    for _ in range(BY_ADDRESS.amount):
        assert hand_in(Client()).status_code == 302
    answer = hand_in(Client())
    assert answer.status_code == 429
    assert BY_ADDRESS.sentence in answer.content.decode()
    assert int(answer.headers["Retry-After"]) > 0
    assert hand_in(Client(), REMOTE_ADDR="203.0.113.9").status_code == 302


def test_a_person_has_a_budget_from_wherever_they_come(client):
    client.force_login(make_person("ann"))
    for number in range(BY_PERSON.amount):
        Look.objects.all().delete()
        assert hand_in(client, REMOTE_ADDR=f"203.0.113.{number}").status_code == 302
    Look.objects.all().delete()
    answer = hand_in(client, REMOTE_ADDR="203.0.113.200")
    assert answer.status_code == 429
    assert BY_PERSON.sentence in answer.content.decode()


def test_a_form_without_its_secret_leaves_nothing(mirror_folder):
    client = Client(enforce_csrf_checks=True)
    assert hand_in(client).status_code == 403
    assert not Look.objects.exists()
    assert left_on_disk(mirror_folder) == []


def test_a_form_with_its_secret_is_taken():
    client = Client(enforce_csrf_checks=True)
    client.get("/mirror/")
    secret = client.cookies["csrftoken"].value
    answer = client.post("/mirror/", {"archive": a_file(), "csrfmiddlewaretoken": secret})
    assert answer.status_code == 302


def test_an_upload_that_breaks_off_leaves_nothing(client, mirror_folder):
    whole = b'--b\r\nContent-Disposition: form-data; name="archive"; filename="a.zip"\r\n\r\n' + b"x" * 5000
    client = Client(raise_request_exception=False)
    answer = client.generic("POST", "/mirror/", whole, content_type="multipart/form-data; boundary=b; charset=x-none")
    assert answer.status_code in (302, 400, 422)
    assert len(left_on_disk(mirror_folder)) == Look.objects.count()


def test_a_body_that_is_no_form_is_told_that_nothing_was_chosen(client, mirror_folder):
    answer = client.post("/mirror/", b"PK" * 500, content_type="application/zip")
    assert answer.status_code == 422
    assert left_on_disk(mirror_folder) == []


def test_the_made_up_archive_is_handed_in_by_a_button(client):
    answer = client.post("/mirror/example/")
    look = Look.objects.get()
    assert answer.headers["Location"] == f"/mirror/{look.pk}/"
    assert [path.name for path in folder_of(look).handed_in()] == ["made-up-archive.zip"]
    assert client.post("/mirror/example/").headers["Location"] == "/mirror/"  # one at a time


def test_folders_that_nobody_owns_are_swept_up_once_nothing_happens_in_them(mirror_folder):
    mine, orphan = make_look(key="secret"), mirror_folder / "of-an-upload-that-broke-off"
    (orphan / "upload").mkdir(parents=True)
    assert services.sweep() == 0
    assert services.sweep(timezone.now() + timedelta(minutes=61)) == 1
    assert left_on_disk(mirror_folder) == [mine.folder]
