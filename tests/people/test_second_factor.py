"""An authenticator app and recovery codes, for whoever wants to be asked twice."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache

from folkmoot.people.models import Person
from tests.people.test_signing_in import sign_in, who
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(client) -> Person:
    cache.clear()
    person = make_person("ann")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    sign_in(client, person)
    return person


def digits(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def with_app(client) -> str:
    """Set the app up as a person would; its secret."""
    page = client.get("/account/2fa/totp/activate/").content.decode()
    secret = re.search(r'id="authenticator_secret" value="([A-Z2-7]+)"', page)[1]
    client.post("/account/2fa/totp/activate/", {"code": digits(secret)})
    cache.clear()  # a code counts once; the next one would only be there in half a minute
    return secret


@pytest.mark.django_db(transaction=True)  # the mail is sent once the app is really there
def test_the_app_is_set_up_by_a_picture_or_by_typing_and_told_of_by_mail(client, ann):
    page = client.get("/account/2fa/totp/activate/").content.decode()
    assert 'src="data:image/svg+xml' in page
    client.post("/account/2fa/totp/activate/", {"code": "000000"})
    assert not Authenticator.objects.exists()
    with_app(client)
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}
    assert "An authenticator app was added" in mail.outbox[-1].body


def test_whoever_has_an_app_is_asked_for_its_code_after_the_one_by_mail(client, ann):
    secret = with_app(client)
    client.post("/account/logout/")
    sign_in(client, ann)
    assert who(client) is None
    assert "One more step" in client.get("/account/2fa/authenticate/").content.decode()
    client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert who(client) is None
    answer = client.post("/account/2fa/authenticate/", {"code": digits(secret)})
    assert answer["Location"] == "/"
    assert who(client) == str(ann.pk)


def test_a_recovery_code_lets_in_once(client, ann):
    with_app(client)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    for expected in (str(ann.pk), None):
        client.post("/account/logout/")
        cache.clear()
        sign_in(client, ann)
        client.post("/account/2fa/authenticate/", {"code": code})
        assert who(client) == expected


def test_turning_the_app_off_asks_once_more_who_it_is(client, ann):
    with_app(client)
    client.post("/account/logout/")
    sign_in(client, ann)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    client.post("/account/2fa/authenticate/", {"code": code})
    answer = client.post("/account/2fa/totp/deactivate/")
    assert answer["Location"].startswith("/account/2fa/reauthenticate/")
    assert Authenticator.objects.filter(type="totp").exists()
    assert "Is it still you?" in client.get(answer["Location"]).content.decode()


def test_guessing_the_second_code_comes_to_an_end(client, ann):
    with_app(client)
    client.post("/account/logout/")
    sign_in(client, ann)
    said = [client.post("/account/2fa/authenticate/", {"code": f"{n:06}"}).content.decode() for n in range(12)]
    assert "Too many" in said[-1] or "a little fast" in said[-1]
    assert who(client) is None


@pytest.mark.parametrize(
    "path",
    [
        "/account/2fa/", "/account/2fa/webauthn/", "/account/2fa/webauthn/add/", "/account/2fa/recovery-codes/",
        "/account/2fa/recovery-codes/generate/", "/account/2fa/totp/deactivate/", "/account/email/",
    ],
)  # fmt: skip
def test_every_page_about_how_one_signs_in_opens_in_our_frame(client, ann, path):
    with_app(client)
    answer = client.get(path, follow=True)
    assert answer.status_code == 200
    assert "A home for a tribe, not an audience." in answer.content.decode()
