"""Forms about tribes."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.tribes import rules
from folkmoot.tribes.lists.rules import MAX_BYTES
from folkmoot.tribes.models import Tribe
from folkmoot.tribes.services import bringing, requests


class ListForm(forms.Form):
    """A list somebody really has: a file, or what was pasted."""

    file = forms.FileField(
        label=_("A file"),
        required=False,
        help_text=_("A newsletter's subscribers, a Mastodon export, an address book. At most 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.vcf,.vcard,text/*"}),
    )
    pasted = forms.CharField(
        label=_("Or paste addresses"),
        required=False,
        strip=False,
        help_text=_("E-mail addresses or accounts, one a line or with commas between them."),
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_file(self) -> UploadedFile | None:
        """Refuse what is too large before it is read."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is not None and file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(gettext("This file is larger than 5 MB: split it, and bring each part."))
        return file

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        if data.get("file") and data.get("pasted", "").strip():
            raise forms.ValidationError(gettext("Choose a file or paste addresses, one list at a time."))
        if not data.get("file") and not data.get("pasted", "").strip():
            raise forms.ValidationError(gettext("Choose a file, or paste the addresses of the people you have."))
        return data

    def brought(self) -> tuple[bytes, str]:
        """The list's bytes, and its file's name ('' when it was pasted)."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file:
            return file.read(), file.name or ""
        return self.cleaned_data["pasted"].encode("utf-8", "replace"), ""


class WordsForm(forms.Form):
    """What the one who invites says in their own words."""

    words = forms.CharField(
        label=_("A few words of your own"),
        required=False,
        max_length=bringing.WORDS_MAX,
        help_text=_("They stand in the invitation. Say how you know each other and why you would like them here."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AskForm(forms.Form):
    """A few words to the leaders."""

    words = forms.CharField(
        label=_("A few words to the leaders"),
        required=False,
        max_length=requests.WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FloorFields(forms.BaseForm):
    """What forms with ``joining`` and ``floor_is_open`` share."""

    def clean(self) -> dict[str, Any]:
        """An open floor needs a tribe that others can see."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        problem = rules.problem_with_floor(data.get("joining", ""), data.get("floor_is_open", False))
        if problem:
            self.add_error("floor_is_open", problem)
        return data


class TribeForm(FloorFields, forms.ModelForm[Tribe]):
    """What a tribe says of itself, and how one comes in."""

    class Meta:
        model = Tribe
        fields = ["name", "idea", "charter", "joining", "floor_is_open"]
        help_texts = {
            "idea": _("What holds you together; the first thing that anybody reads."),
            "charter": _("What you do and how you treat each other. Markdown."),
        }
        widgets = {
            "idea": forms.Textarea(attrs={"rows": 2}),
            "charter": forms.Textarea(attrs={"rows": 12}),
            "joining": forms.RadioSelect,
        }
