"""Forms about people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SignUpForm(forms.Form):
    """What allauth asks besides the e-mail address."""

    display_name = forms.CharField(label=_("Your name"), max_length=60)
    time_zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def signup(self, request: Any, user: Any) -> None:
        """Nothing more to do: the adapter saves the person."""
