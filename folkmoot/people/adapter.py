"""How allauth signs people up and in here."""

import smtplib
from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as during
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from folkmoot.people import rules, services
from folkmoot.people.models import Person

log = structlog.get_logger("folkmoot.mail")
SIGNUP_KEY = "may_sign_up"  # session key: what lets this visitor sign up (an invitation, an open tribe)


def display_name(person: Person) -> str:
    """What allauth calls somebody in its pages and mails."""
    return person.display_name


def let_sign_up(request: HttpRequest, then: str) -> HttpResponseRedirect:
    """Let this visitor make one account, and send them to the page for it; ``then`` (a path of ours) comes after.

    For whoever comes by an invitation, or wants to join a tribe that takes everyone or takes requests.
    """
    request.session[SIGNUP_KEY] = True
    return HttpResponseRedirect(f"{reverse('account_signup')}?{urlencode({'next': then})}")


def sign_in_at_once(request: HttpRequest, person: Person) -> None:
    """Sign somebody in without asking for a code: the first account, and people of the demo tribe.

    The session gets a new key, so that one known before is worth nothing after.
    """
    login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
    request.session.cycle_key()
    UserSession.objects.create_from_request(request)


class FolkmootAdapter(DefaultAccountAdapter):
    """No passwords; sign-up by invitation, to an open tribe, or freely where the server says so."""

    # allauth's own words say what is wrong, not what to do about it.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This is not the code. Take it from the newest mail, or have another one sent."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUP_OPEN or SIGNUP_KEY in request.session

    def new_user(self, request: HttpRequest) -> Person:
        return Person(joined_at=timezone.now())

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Person:
        data = form.cleaned_data
        user.email = data["email"]
        user.display_name = data["display_name"]
        user.name = rules.name_from(data["display_name"])
        user.time_zone = data["time_zone"]
        user.set_unusable_password()
        if commit:
            services.save_with_free_name(user)
            request.session.pop(SIGNUP_KEY, None)  # an invitation makes one account, not many
        return user

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail about an account. While the mail server takes none, a page says so, whoever the mail is for."""
        try:
            super().send_mail(template_prefix, email, context)
        except (smtplib.SMTPException, OSError, ValueError) as problem:
            log.error("mail was not taken", mail=template_prefix, problem=type(problem).__name__)
            raise ImmediateHttpResponse(render(during.request, "503.html", status=503)) from problem
