"""The one mail that an invitation is."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import int_to_base36
from django.utils.translation import gettext as _

from folkmoot.tribes.models import Invitation
from folkmoot.tribes.tokens import make_token


def invitation_url(invitation: Invitation) -> str:
    """Where an invited person reads and answers; whoever has this address may answer."""
    return settings.BASE_URL + reverse("invitation", args=[make_token(invitation.pk)])


def never_url(invitation: Invitation) -> str:
    """Where 'never again' is said: by a person on a page, or by a mail program with one POST (RFC 8058)."""
    return settings.BASE_URL + reverse("invitation_never", args=[make_token(invitation.pk)])


def inviter_name(invitation: Invitation) -> str:
    """What the one who invites is called."""
    return _one_line(invitation.by.display_name) if invitation.by else _("Someone")


def invitation_mail(invitation: Invitation, connection: BaseEmailBackend | None = None) -> EmailMessage:
    """The mail for this invitation; a fixed number of statements: none, when its tribe and inviter are loaded."""
    inviter, tribe = inviter_name(invitation), _one_line(invitation.tribe.name)
    context = {
        "inviter": inviter,
        "tribe": tribe,
        "idea": _one_line(invitation.tribe.idea),
        "called": _one_line(invitation.called),
        "words": invitation.words.splitlines(),
        "url": invitation_url(invitation),
        "never_url": never_url(invitation),
        "host": settings.HOST,
    }
    server_address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return EmailMessage(
        subject=_one_line(render_to_string("tribes/email/subject.txt", context)),
        body=render_to_string("tribes/email/invitation.txt", context).strip() + "\n",
        from_email=formataddr((_("%(inviter)s by Folkmoot") % {"inviter": inviter}, server_address)),
        to=[invitation.address],
        headers={
            # The same at every try, so that even a mail server can tell that it has this one.
            "Message-ID": f"<invitation-{int_to_base36(invitation.pk)}@{settings.HOST}>",
            "List-Unsubscribe": f"<{context['never_url']}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        connection=connection,
    )


def _one_line(text: str) -> str:
    """Nothing that could begin another header."""
    return " ".join(text.split())
