"""What the tests about tribes share."""

from collections.abc import Callable, Iterator

import pytest

from folkmoot.tribes import services
from folkmoot.tribes.models import Invitation
from tests.tribes.smtp_sink import Sink, smtp_sink


@pytest.fixture
def mail_server(settings) -> Iterator[Sink]:
    """A real mail server, and Django set to speak to it."""
    with smtp_sink() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 5
        yield sink


@pytest.fixture
def invited(cast) -> Callable[..., list[Invitation]]:
    """Invite these addresses in the leader's name; their invitations in that order, still waiting."""

    def invite(*addresses: str, words: str = "", tribe=None, leader=None) -> list[Invitation]:
        tribe, leader = tribe or cast.tribe, leader or cast.leader
        brought = services.bring_list(tribe, leader, "\n".join(addresses).encode())
        services.confirm_list(brought, leader, words)
        return list(Invitation.objects.filter(people_list=brought).order_by("pk"))

    return invite
