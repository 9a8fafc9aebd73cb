"""What stands in the logs must open nothing: they are read, shipped and kept by others than the invited."""

import io
import logging
import logging.config

import pytest
from django.test import Client
from django.utils import timezone

from folkmoot.site.logs import logging_config
from folkmoot.tribes.models import Invitation
from folkmoot.tribes.tokens import make_token

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[True, False], ids=["production", "development"])
def logged(request):
    """Everything that is logged, as the server would write it."""
    formatter = logging_config(json=request.param, level="INFO")["formatters"]["line"]
    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(formatter["()"](**{key: value for key, value in formatter.items() if key != "()"}))
    root = logging.getLogger()
    root.addHandler(handler)
    yield handler.stream
    root.removeHandler(handler)


def test_an_invitations_key_is_never_logged_whatever_goes_wrong(cast, logged):
    now = timezone.now()
    invitation = Invitation.objects.create(
        tribe=cast.tribe, by=cast.leader, kind="mail", address="ida@example.net", state="withdrawn", made_at=now
    )
    key = make_token(invitation.pk)
    Client().get(f"/i/{key}/")  # gone
    Client(enforce_csrf_checks=True).post(f"/i/{key}/accept/")
    Client().put(f"/i/{key}/")
    Client().get(f"/i/{key}/nothing/")
    Client().get(f"/api/folkmoot/v1/invitations/{key}/nothing")
    Client().delete(f"/api/folkmoot/v1/invitations/{key}")
    try:
        raise ValueError(f"/i/{key}/ broke")
    except ValueError:
        logging.getLogger("django.request").exception("Internal Server Error: %s", f"/i/{key}/accept/")
    said = logged.getvalue()
    assert said.count("/i/…") >= 4
    assert said.count("/invitations/…") >= 2
    assert key not in said
    assert key.partition("-")[2] not in said
