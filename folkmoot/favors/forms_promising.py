"""Forms of promises, thanks, and how one wants to be reminded."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from folkmoot.favors.models import Promise
from folkmoot.favors.rules import sizes
from folkmoot.talk.once import TOKEN_MAX, new_token

EXACT = "exact"
DAYS_BACK = 366  # a thank-you may come this late
MINUTES = _("Write minutes, between 1 and 6,000.")  # sizes.MINUTES_LEAST and _MOST


def _minutes_field(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=sizes.MINUTES_LEAST,
        max_value=sizes.MINUTES_MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": MINUTES, "invalid": MINUTES, "min_value": MINUTES, "max_value": MINUTES},
        **more,
    )


class PlainForm(forms.Form):
    """What is wrong is said by the page, not by the browser; ids begin with the form's name."""

    use_required_attribute = False
    name = "form"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{self.name}_%s", **kwargs})


class DoneForm(PlainForm):
    """It happened, the helper says."""

    name = "done"
    gift = forms.BooleanField(
        label=_("A gift: nothing is owed"),
        required=False,
        help_text=_("It counts among what you gave, and opens no half that waits to be returned."),
    )
    just_us = forms.BooleanField(
        label=_("Keep it between us"),
        required=False,
        help_text=_("Otherwise the tribe may read who did what for whom; never how long it took, or what is open."),
    )


class ThankForm(PlainForm):
    """It happened, the receiver says; perhaps it was less, perhaps it stays between the two."""

    name = "thank"
    minutes = _minutes_field(_("Minutes it took"), help_text=_("Was it less than was promised? Write what it was."))
    just_us = forms.BooleanField(
        label=_("Keep it between us"),
        required=False,
        help_text=_("Otherwise the tribe may read who did what for whom. What is owed stays between the two anyhow."),
    )

    def __init__(self, promise: Promise, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"minutes": promise.minutes, "just_us": not promise.shared}, **kwargs})


class DisputeForm(PlainForm):
    """It did not happen, or not so."""

    name = "dispute"
    reason = forms.CharField(
        label=_("What went differently"),
        max_length=sizes.REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say in a few words what went differently.")},
        help_text=_("Only the two of you read it."),
    )


class DropForm(PlainForm):
    """It will not happen."""

    name = "drop"
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=sizes.REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("No reason is owed. Only the two of you read it."),
    )


class TimeForm(PlainForm):
    """When it will happen, in the zone of whoever writes; nothing clears it."""

    name = "time"
    agreed_at = forms.DateTimeField(
        label=_("When"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Write a day and a time, like 2027-03-05 18:30.")},
    )


class NoteForm(PlainForm):
    """A word to the other one."""

    name = "note"
    text = forms.CharField(
        label=_("A word to the other one"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write a few words first.")},
    )


class ThankNewForm(PlainForm):
    """Thanks for a favor that nobody asked for."""

    name = "thanks"
    what = forms.CharField(
        label=_("What they did for you"),
        max_length=sizes.WHAT_MAX,
        error_messages={"required": _("Say in a few words what they did.")},
        help_text=_("One line: 'mended the gate', 'listened when it was needed'."),
    )
    size = forms.ChoiceField(
        label=_("How much of their life it took"),
        choices=[
            ("moment", _("A moment (5 minutes)")),
            ("errand", _("An errand (30 minutes)")),
            ("afternoon", _("An afternoon (4 hours)")),
            (EXACT, _("Exactly so many minutes")),
        ],
        widget=forms.RadioSelect,
        initial="errand",
        error_messages={"required": _("Choose how much it was."), "invalid_choice": _("Choose how much it was.")},
    )
    minutes = _minutes_field(_("Minutes"))
    day = forms.DateField(
        label=_("When it was"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("Write a day, like 2027-03-05.")},
        help_text=_("Today, if you leave it empty."),
    )
    who_reads = forms.ChoiceField(
        label=_("Who may read of it"),
        choices=[("tribe", _("The tribe: who did what for whom, never what is owed")), ("us", _("Just the two of us"))],
        widget=forms.RadioSelect,
        initial="tribe",
        error_messages={"required": _("Choose who may read of it."), "invalid_choice": _("Choose who may read of it.")},
    )
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=TOKEN_MAX)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"once": new_token()}, **kwargs})

    def clean_day(self) -> datetime | None:
        """The day as a moment: its noon, or now for today."""
        day, now = self.cleaned_data["day"], timezone.localtime()
        if day is None or day == now.date():
            return None
        if day > now.date():
            raise forms.ValidationError(_("It cannot have happened in the future."))
        if day < now.date() - timedelta(days=DAYS_BACK):
            raise forms.ValidationError(_("Choose a day within the last year."))
        return timezone.make_aware(datetime.combine(day, time(12)))

    def clean(self) -> dict[str, Any]:
        """Minutes matter where exact ones were chosen, and nowhere else."""
        data = super().clean() or {}
        if data.get("size") != EXACT:
            self.errors.pop("minutes", None)
        return data

    @property
    def chosen_minutes(self) -> int:
        """What was chosen, in minutes; of a valid form."""
        size = self.cleaned_data["size"]
        return int(self.cleaned_data["minutes"]) if size == EXACT else sizes.SIZES[size]


class WishesForm(PlainForm):
    """Reminders, and whether askers may see that one would give something back."""

    name = "wishes"
    reminders = forms.BooleanField(
        label=_("Remind me by e-mail"),
        required=False,
        help_text=_(
            "Three days after something was due, then weekly twice, then no more; and once before what you put on a "
            "board leaves it."
        ),
    )
    suggest_me = forms.BooleanField(
        label=_("Let askers see that I would like to give something back"),
        required=False,
        help_text=_(
            "Whoever in your tribes looks for help may then find your name among 'these few', with the words 'would "
            "like to give something back'. They can guess from it that you received something. They do not learn "
            "what, from whom or how much. You are only found by people whom you let ask you favors by name."
        ),
    )
