"""Who sees a look, for how long, under which policy, and what keeping and deleting it mean."""

import base64
import hashlib
import io
import json
import logging
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from folkmoot.mirror.pages import rules, services
from folkmoot.mirror.pages.models import Look
from folkmoot.mirror.pages.selectors import folder_of
from tests.mirror.pages.looks import PAGE, make_look
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db
OF_A_LOOK = ("", "?part=progress", "report/", "folkmoot-mirror.html", "folkmoot-mirror.json")


def browser(key: str = "", person=None) -> Client:
    """Of somebody whose session holds this key, or who is signed in."""
    client = Client()
    if person is not None:
        client.force_login(person)
    if key:
        session = client.session
        session["mirror"] = key
        session.save()
    return client


def statuses(client: Client, look: Look) -> set[int]:
    return {client.get(f"/mirror/{look.pk}/{page}").status_code for page in OF_A_LOOK}


def test_a_visitors_look_is_seen_by_the_same_browser_and_by_nobody_who_has_its_address(cast):
    look = make_look(key="secret")
    assert statuses(browser("secret"), look) == {200}
    assert statuses(browser(), look) == {404}
    assert statuses(browser("another"), look) == {404}
    assert statuses(browser(person=cast.member), look) == {404}


def test_the_key_of_a_session_is_not_kept():
    look = make_look(key="secret")
    assert "secret" not in str(Look.objects.filter(pk=look.pk).values().get())


def test_a_persons_look_is_seen_by_them_in_every_browser_and_by_no_visitor(cast):
    look = make_look(cast.member)
    assert statuses(browser(person=cast.member), look) == {200}
    for other in (cast.leader, cast.outsider, cast.removed):
        assert statuses(browser(person=other), look) == {404}
    assert statuses(browser(), look) == {404}


def test_a_look_of_no_key_is_seen_by_no_session_without_one():
    """An empty key is none: it must not open what has no visitor."""
    look = make_look(make_person("ann"))
    assert statuses(browser(""), look) == {404}


def test_whoever_signs_in_after_looking_still_sees_it_and_can_keep_it():
    ann, look = make_person("ann"), make_look(key="secret")
    client = browser("secret")
    client.force_login(ann)
    assert statuses(client, look) == {200}
    client.post(f"/mirror/{look.pk}/keep/")
    look.refresh_from_db()
    assert (look.person, look.visitor, look.kept_at is not None) == (ann, "", True)
    assert statuses(browser("secret"), look) == {404}  # it is Ann's now, not the browser's


def test_after_an_hour_it_is_gone_from_every_page_at_once_and_from_the_disk_soon():
    look = make_look(key="secret", ago=timedelta(minutes=61))
    assert statuses(browser("secret"), look) == {404}
    assert f"/mirror/{look.pk}/" not in browser("secret").get("/mirror/").content.decode()
    assert services.forget_over() == 1
    assert not folder_of(look).exists()
    assert not Look.objects.exists()


def test_what_is_kept_stays():
    ann = make_person("ann")
    look = make_look(ann, ago=timedelta(days=400), kept_at=timezone.now())
    assert services.forget_over() == 0
    assert statuses(browser(person=ann), look) == {200}
    assert "What you keep" in browser(person=ann).get("/mirror/").content.decode()


def test_one_click_deletes_everything():
    look = make_look(key="secret")
    answer = browser("secret").post(f"/mirror/{look.pk}/delete/", follow=True)
    assert "Deleted" in answer.content.decode()
    assert not Look.objects.exists()
    assert not folder_of(look).exists()
    assert browser("secret").post(f"/mirror/{look.pk}/delete/").status_code == 404


def test_what_is_not_ready_cannot_be_kept_and_has_no_report():
    ann = make_person("ann")
    look = make_look(ann, "waiting")
    client = browser(person=ann)
    assert client.get(f"/mirror/{look.pk}/report/").status_code == 404
    client.post(f"/mirror/{look.pk}/keep/")
    look.refresh_from_db()
    assert look.kept_at is None


def test_as_many_are_kept_as_a_page_can_show():
    ann = make_person("ann")
    for _ in range(rules.KEPT_AT_MOST):
        make_look(ann, kept_at=timezone.now())
    look = make_look(ann)
    page = browser(person=ann).post(f"/mirror/{look.pk}/keep/", follow=True).content.decode()
    assert f"You keep {rules.KEPT_AT_MOST} already" in page
    look.refresh_from_db()
    assert look.kept_at is None


def test_the_report_has_a_policy_of_its_own_and_no_part_in_the_site():
    look = make_look(key="secret")
    answer = browser("secret").get(f"/mirror/{look.pk}/report/")
    assert answer.content.decode() == PAGE
    policy = dict(part.partition(" ")[::2] for part in answer.headers["Content-Security-Policy"].split("; "))
    digest = base64.b64encode(hashlib.sha256(b"p{color:red}").digest()).decode()
    assert policy["style-src"] == f"'sha256-{digest}'"
    assert policy["default-src"] == policy["form-action"] == policy["frame-ancestors"] == "'none'"
    assert "allow-scripts" not in policy["sandbox"]
    assert "allow-same-origin" not in policy["sandbox"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_only_the_style_of_the_head_is_let_through():
    """Whatever might get into the text of a report is no style of ours."""
    look = make_look(key="secret")
    folder_of(look).keep_file("report.html", PAGE.replace("Who?", "<style>p{color:blue}</style>"))
    policy = browser("secret").get(f"/mirror/{look.pk}/report/").headers["Content-Security-Policy"]
    assert policy.count("sha256-") == 1


def test_it_can_be_saved_as_a_file_and_as_numbers():
    look = make_look(key="secret")
    page = browser("secret").get(f"/mirror/{look.pk}/folkmoot-mirror.html")
    assert page.headers["Content-Disposition"] == 'attachment; filename="folkmoot-mirror.html"'
    assert page.content.decode() == PAGE
    numbers = browser("secret").get(f"/mirror/{look.pk}/folkmoot-mirror.json")
    assert numbers.headers["Content-Type"] == "application/json"
    assert json.loads(numbers.content) == {"answer": "Who?"}


def test_no_page_of_a_look_is_kept_by_a_browser():
    for state in ("waiting", "ready", "failed"):
        look = make_look(key="secret", state=state)
        answer = browser("secret").get(f"/mirror/{look.pk}/")
        assert "no-store" in answer.headers["Cache-Control"]
        Look.objects.all().delete()


def test_a_page_that_waits_asks_again_with_and_without_javascript():
    look = make_look(key="secret", state="waiting")
    page = browser("secret").get(f"/mirror/{look.pk}/").content.decode()
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
    assert f'hx-get="/mirror/{look.pk}/?part=progress"' in page
    part = browser("secret").get(f"/mirror/{look.pk}/?part=progress")
    assert "HX-Refresh" not in part.headers
    Look.objects.update(state="ready", ended_at=timezone.now())
    assert browser("secret").get(f"/mirror/{look.pk}/?part=progress").headers["HX-Refresh"] == "true"


def test_how_far_it_is_is_told_with_rate_and_time_left():
    look = make_look(key="secret", state="running")
    folder = folder_of(look)
    folder.give_sign_of_life()
    folder.write_progress("reading", 30 << 20, 90 << 20, 10.0)
    page = " ".join(browser("secret").get(f"/mirror/{look.pk}/?part=progress").content.decode().split())
    assert "30 of 90 MB" in page
    assert "3.0 MB a second" in page
    assert "about 20 seconds left" in page


def test_asking_how_far_it_is_costs_few_queries(django_assert_max_num_queries):
    look = make_look(key="secret", state="running")
    client = browser("secret")
    with django_assert_max_num_queries(4):  # the session, the look, is it a demo, who is signed in
        client.get(f"/mirror/{look.pk}/?part=progress")


def test_what_a_person_keeps_is_part_of_what_they_take_with_them():
    ann = make_person("ann")
    make_look(ann, kept_at=timezone.now())
    make_look(key="secret")
    answer = browser(person=ann).post("/settings/export/")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        looks = json.loads(archive.read("mirror.json"))["looks"]
    assert [look["report"] for look in looks] == [{"answer": "Who?"}]


def test_with_the_account_go_the_looks_and_soon_the_files():
    ann = make_person("ann")
    look = make_look(ann, kept_at=timezone.now())
    ann.delete()
    assert not Look.objects.exists()
    services.sweep(timezone.now() + timedelta(hours=2))
    assert not folder_of(look).exists()


def test_nothing_of_what_it_says_is_logged(caplog):
    look = make_look(key="secret", state="failed")
    with caplog.at_level(logging.DEBUG):
        browser("secret").get(f"/mirror/{look.pk}/")
    assert look.sentence not in caplog.text
