"""How allauth signs people up and in here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from folkmoot.people import rules, selectors
from folkmoot.people.models import Person

SIGNUP_KEY = "may_sign_up"  # session key: what lets this visitor sign up (an invitation, an open tribe)


def display_name(person: Person) -> str:
    """What allauth calls somebody in its pages and mails."""
    return person.display_name


class FolkmootAdapter(DefaultAccountAdapter):
    """No passwords; sign-up by invitation, to an open tribe, or freely where the server says so."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUP_OPEN or SIGNUP_KEY in request.session

    def new_user(self, request: HttpRequest) -> Person:
        return Person(joined_at=timezone.now())

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Person:
        data = form.cleaned_data
        user.email = data["email"]
        user.display_name = data["display_name"]
        user.name = selectors.free_name(rules.name_from(data.get("name") or data["display_name"]))
        user.time_zone = data.get("time_zone", "")
        user.set_unusable_password()
        if commit:
            user.save()
        return user
