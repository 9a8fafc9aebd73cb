"""Forms of the ledger: a reason for what one enters, and a tribe's terms."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from folkmoot.favors.rules import contract as rules
from folkmoot.favors.rules.contract import Contract
from folkmoot.favors.rules.sizes import REASON_MAX, WORDS_MAX


class ReasonForm(forms.Form):
    """Why something is entered in the ledger."""

    use_required_attribute = False
    reason = forms.CharField(
        label=_("Why"),
        max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why, in a sentence.")},
    )

    def __init__(self, *args: Any, label: str = "", help_text: str = "", needed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        field.label = label or field.label
        field.help_text = help_text
        field.required = needed


def _number(label: Any, help_text: Any, least_and_most: tuple[int, int]) -> forms.IntegerField:
    least, most = least_and_most
    wrong = format_lazy(_("Write a whole number from {least} to {most}."), least=least, most=most)
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=least,
        max_value=most,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
    )


class TermsForm(forms.Form):
    """Other terms for a tribe."""

    use_required_attribute = False
    patience = _number(_("Patience, in days"), _("How long a half may stand open."), rules.PATIENCE_RANGE)
    allowance = _number(
        _("Allowance, in minutes"),
        _("How much may stand open with one person; 480 are 8 hours."),
        rules.ALLOWANCE_RANGE,
    )
    crowd = _number(_("A crowd begins above"), _("People whom one ask is put before."), rules.CROWD_RANGE)
    words = forms.CharField(
        label=_("The contract in your own words"),
        max_length=WORDS_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What you expect of one another. Markdown works."),
    )
    why = forms.CharField(
        label=_("Why it changes"),
        max_length=REASON_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stands on the floor beside the change."),
    )
    look_again_on = forms.DateField(
        label=_("Look at it again on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("From that day on this page reminds everybody to."),
        error_messages={"invalid": _("Choose a day.")},
    )

    @property
    def contract(self) -> Contract:
        """The numbers of a valid form."""
        data = self.cleaned_data
        return Contract(data["patience"], data["allowance"], data["crowd"])
