"""The form of the first door."""

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.people.forms import NameField, TimeZoneField
from folkmoot.permissions.forms import TopicNamesField
from folkmoot.tribes.rules import IDEA_MAX, NAME_MAX


class StartForm(forms.Form):
    """The first account and its tribe."""

    display_name = NameField()
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Codes for signing in are sent there, so look twice that it is right. Nobody sees it."),
    )
    tribe_name = forms.CharField(label=_("The name of your tribe"), max_length=NAME_MAX)
    idea = forms.CharField(
        label=_("Its idea, in one sentence"),
        max_length=IDEA_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What are you together for? “We sing on Tuesdays so that nobody in the valley eats alone.”"),
    )
    topics = TopicNamesField(
        label=_("What will you talk about?"),
        required=False,
        max_length=500,
        help_text=_("A few topics, with commas between them: people can choose among them. You can add more later."),
    )
    time_zone = TimeZoneField()

    def clean_email(self) -> str:
        """Addresses are kept in small letters, as sign-in looks for them."""
        return self.cleaned_data["email"].lower()
