"""Two requests with the same form at the same moment say it once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from folkmoot.talk.models import Post
from tests.support.cast import make_cast

AT_ONCE = 4


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_several_times_at_once_is_said_once():
    cast = make_cast()
    first = Client()
    first.force_login(cast.leader)
    barrier = Barrier(AT_ONCE)

    def send(token):
        client = Client()
        client.cookies = first.cookies
        barrier.wait()
        try:
            page = client.post(reverse("write"), {"to": cast.tribe.slug, "text": "Once.", "once": token})
            return page.status_code, page.url
        finally:
            connection.close()

    for token in ("first", "second", "third"):
        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = set(pool.map(send, [token] * AT_ONCE))
        assert len(answers) == 1, answers
        assert answers.pop()[0] == 302
    assert Post.objects.count() == 3


@pytest.mark.django_db
def test_who_was_signed_out_meanwhile_says_nothing(client, cast):
    client.force_login(cast.leader)
    client.session.flush()
    page = client.post(reverse("write"), {"to": cast.tribe.slug, "text": "Too late.", "once": "token"})
    assert page.status_code == 302
    assert page.url.startswith(reverse("account_login"))
    assert not Post.objects.exists()


@pytest.mark.django_db
def test_the_session_remembers_only_the_last_few_forms(client, cast):
    client.force_login(cast.leader)
    for n in range(33):
        client.post(reverse("write"), {"to": cast.tribe.slug, "text": f"Word {n}.", "once": f"token{n}"})
    assert Post.objects.count() == 33
    assert len(client.session["said"]) == 30
    client.post(reverse("write"), {"to": cast.tribe.slug, "text": "Word 32.", "once": "token32"})
    assert Post.objects.count() == 33
