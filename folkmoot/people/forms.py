"""Forms about people."""

import unicodedata
import zoneinfo
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

from allauth.account.forms import SignupForm
from allauth.account.internal.flows.signup import prevent_enumeration
from django import forms
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from folkmoot.people import pictures, rules
from folkmoot.people.models import Person


@cache
def zones() -> frozenset[str]:
    """The names of time zones that people may choose from: a continent and a city, or UTC."""
    places = {zone for zone in zoneinfo.available_timezones() if "/" in zone}
    return frozenset({zone for zone in places if not zone.startswith(("Etc/", "SystemV/"))} | {"UTC"})


class NameField(forms.CharField):
    """What somebody is called: one line with at least one letter or digit, without characters that hide."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"label": _("Your name"), "max_length": 60, **more})
        self.widget.attrs.setdefault("autocomplete", "name")

    def clean(self, value: Any) -> str:
        name = " ".join(super().clean(value).split())
        if name and not any(character.isalnum() for character in name):
            raise forms.ValidationError(_("A name needs at least one letter or digit."))
        # Cc, Cf, Co, Cs: controls, and what turns the direction of writing or is not seen at all.
        if any(unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs"} for character in name):
            raise forms.ValidationError(_("The name holds characters that cannot be seen; type it anew."))
        return name


class TimeZoneField(forms.CharField):
    """The browser's time zone, filled in by js/zone.js; nonsense counts as none."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def clean(self, value: Any) -> str:
        return value if value in zones() else ""


class SignUpForm(SignupForm):
    """allauth's form with a name."""

    field_order = ("display_name", "email", "time_zone")

    display_name = NameField()
    time_zone = TimeZoneField()

    def try_save(self, request: HttpRequest) -> tuple[Any, HttpResponse | None]:
        """Make the account. If another request made one for the address meanwhile, answer as if it was there before."""
        try:
            return super().try_save(request)
        except IntegrityError:
            email = self.cleaned_data["email"]
            if not Person.objects.filter(email=email).exists():
                raise
            return None, prevent_enumeration(request, email=email)


class ProfileForm(forms.ModelForm):
    """What somebody says of themselves."""

    display_name = NameField()
    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        required=False,
        choices=lambda: [("", _("As the server has it")), *((zone, zone) for zone in sorted(zones()))],
        help_text=_("Times on every page are shown as your clock has them."),
    )
    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("JPEG, PNG, WebP or GIF, up to 8 MB. Its middle is kept, as a small square."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )

    class Meta:
        model = Person
        fields = ("display_name", "about", "can_help_with", "time_zone")
        help_texts = {
            "about": _("Markdown works here."),
            "can_help_with": _("Things you know, have or like to do, so that others know what to ask you for."),
        }
        widgets = {"about": forms.Textarea(attrs={"rows": 5}), "can_help_with": forms.Textarea(attrs={"rows": 3})}

    field_order = ("display_name", "picture", "about", "can_help_with", "time_zone")

    def clean_picture(self) -> Any:
        """A file that is too large is refused before it is read."""
        picture = self.cleaned_data["picture"]
        if picture and picture.size > pictures.BYTES_MAX:
            raise forms.ValidationError(_("The picture has more than 8 MB; choose a smaller one."))
        return picture


class TokenForm(forms.Form):
    """A key for a program."""

    label = forms.CharField(
        label=_("What is it for?"),
        max_length=60,
        help_text=_("So that you know it again, such as 'calendar on my phone'."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=list(rules.TOKEN_SCOPES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing that the key may do.")},
    )
    until = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Without one it works until you revoke it."),
    )

    def clean_until(self) -> datetime | None:
        """The end of that day on the person's own clock."""
        day: date | None = self.cleaned_data["until"]
        if day is None:
            return None
        try:
            return timezone.make_aware(datetime.combine(day, time(23, 59, 59))).astimezone(UTC)
        except (OverflowError, ValueError):
            raise forms.ValidationError(_("That day is too far away; choose another.")) from None
