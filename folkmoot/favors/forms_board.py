"""Forms of the board: what one looks for, asks for and offers, whom an ask is put before, what is promised."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from folkmoot.favors.forms_promising import EXACT, MINUTES, PlainForm
from folkmoot.favors.models import AskSent, Offer
from folkmoot.favors.models.board import OnBoard
from folkmoot.favors.rules import sizes
from folkmoot.favors.selectors.board import Filter, who_may_be_asked
from folkmoot.favors.services.asking import BOARD, NAMED_MOST, Audience
from folkmoot.favors.services.board import Draft
from folkmoot.people.models import Person
from folkmoot.permissions.models import Topic
from folkmoot.talk.once import TOKEN_MAX, new_token
from folkmoot.talk.views.shared import id_in
from folkmoot.tribes.models import Tribe

SIZES = [
    ("moment", _("A moment (5 minutes)")),
    ("errand", _("An errand (30 minutes)")),
    ("afternoon", _("An afternoon (4 hours)")),
    (EXACT, _("Exactly so many minutes:")),
]
MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
NO_DAY = _("Write a day, like 2027-03-05.")
NO_MOMENT = _("Write a day and a time, like 2027-03-05 18:30.")
HELPERS = _("Write how many, from 1 to 1,000.")  # sizes.NEEDED_MOST
SEARCH_MAX = 100  # characters


def _day_field(label: Any, help_text: Any = "", **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": NO_DAY},
        **more,
    )


def _moment_field(label: Any, help_text: Any = "") -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=False,
        help_text=help_text,
        input_formats=MOMENTS,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": NO_MOMENT},
    )


def _minutes(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=sizes.MINUTES_LEAST,
        max_value=sizes.MINUTES_MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": MINUTES, "min_value": MINUTES, "max_value": MINUTES},
        **more,
    )


def end_of(day: Any) -> datetime:
    """The last second of a day, where the reader is."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


class FilterForm(PlainForm):
    """What somebody looks for on a board. What makes no sense lets everything through, and says so."""

    name = "filter"
    size = forms.ChoiceField(
        label=_("How long it takes"),
        required=False,
        choices=[
            ("", _("Any size")),
            ("moment", _("A moment (up to 5 minutes)")),
            ("errand", _("An errand (up to 30 minutes)")),
            ("afternoon", _("An afternoon (up to 4 hours)")),
            ("longer", _("Longer than that")),
        ],
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    where = forms.ChoiceField(
        label=_("Where"),
        required=False,
        choices=[("", _("Anywhere")), ("remote", _("From where I am")), ("here", _("On the spot"))],
    )
    place = forms.CharField(label=_("At this place"), required=False, max_length=sizes.PLACE_MAX)
    until = _day_field(_("Needed by"))
    q = forms.CharField(label=_("With these words"), required=False, max_length=SEARCH_MAX)

    def __init__(self, data: Any, topics: list[Topic]) -> None:
        super().__init__(data)
        choices = [("", _("Every topic")), *((str(topic.pk), topic.name) for topic in topics)]
        self.fields["topic"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        if not topics:
            del self.fields["topic"]

    @property
    def wanted(self) -> Filter:
        """What lets through what was asked for; of a form that was looked at."""
        self.is_valid()
        data = self.cleaned_data
        size, where, until = data.get("size"), data.get("where"), data.get("until")
        return Filter(
            topic_id=int(data["topic"]) if data.get("topic") else None,
            minutes_at_most=sizes.SIZES.get(size or ""),
            place=data.get("place", ""),
            remote={"remote": True, "here": False}.get(where or ""),
            until=end_of(until) if until else None,
            words=data.get("q", ""),
            minutes_above=sizes.AFTERNOON if size == "longer" else None,
        )


class OnBoardForm(PlainForm):
    """What asks and offers have in common."""

    what = forms.CharField(max_length=sizes.WHAT_MAX)
    words = forms.CharField(
        label=_("More about it"),
        required=False,
        max_length=sizes.WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    size = forms.ChoiceField(
        label=_("How much of each helper's life it takes"),
        choices=SIZES,
        widget=forms.RadioSelect,
        initial="errand",
        error_messages={"required": _("Choose how long it takes."), "invalid_choice": _("Choose how long it takes.")},
    )
    minutes = _minutes(_("Minutes"))
    needed = forms.IntegerField(
        label=_("How many people"),
        required=False,
        min_value=1,
        max_value=sizes.NEEDED_MOST,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": HELPERS, "min_value": HELPERS, "max_value": HELPERS},
    )
    as_many = forms.BooleanField(label=_("As many as possible"), required=False)
    topic = forms.TypedChoiceField(label=_("Topic"), required=False, coerce=int, empty_value=None)
    place = forms.CharField(label=_("Where"), required=False, max_length=sizes.PLACE_MAX)
    is_remote = forms.BooleanField(label=_("Can be done from anywhere"), required=False)
    at = _moment_field(_("When"))
    expires = _day_field(_("Stands on the board until"), _("30 days, if you leave it empty."))
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=TOKEN_MAX)

    def __init__(self, topics: list[Topic], *args: Any, **kwargs: Any) -> None:
        initial = {"once": new_token(), **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        topic = self.fields["topic"]
        topic.choices = [("", _("None of these")), *((t.pk, t.name) for t in topics)]  # type: ignore[attr-defined]  # a ChoiceField
        self.topics = {t.pk: t for t in topics}
        if not topics:
            del self.fields["topic"]

    def clean(self) -> dict[str, Any]:
        """Exact minutes where they were chosen, and a number of people."""
        data = super().clean() or {}
        if data.get("size") == EXACT and data.get("minutes") is None and "minutes" not in self.errors:
            self.add_error("minutes", MINUTES)
        if not data.get("as_many") and data.get("needed") is None and "needed" not in self.errors:
            self.add_error("needed", HELPERS)
        expires = data.get("expires")
        if expires is not None and expires < timezone.localdate():
            self.add_error("expires", _("Choose a day to come."))
        return data

    @property
    def chosen_size(self) -> tuple[int, int | None] | None:
        """Minutes and people (None: as many as possible), as far as they make sense already."""
        data, wrong = self.cleaned_data, self.errors
        if "size" in wrong or "minutes" in wrong or "needed" in wrong:
            return None
        size = data["size"]
        minutes = int(data["minutes"]) if size == EXACT else sizes.SIZES[size]
        return minutes, None if data["as_many"] else int(data["needed"])

    @property
    def topic_chosen(self) -> Topic | None:
        """The topic, if one was chosen."""
        return self.topics.get(self.cleaned_data.get("topic") or 0)

    @property
    def draft(self) -> Draft:
        """What was written; of a valid form."""
        data, chosen = self.cleaned_data, self.chosen_size
        minutes, needed = chosen or (0, None)  # of a valid form there is one
        return Draft(
            what=data["what"],
            minutes=minutes,
            needed=needed,
            words=data["words"],
            place=data["place"],
            is_remote=data["is_remote"],
            topic_id=data.get("topic"),
            at=data["at"],
            expires_at=end_of(data["expires"]) if data["expires"] else None,
        )


def initial_of(row: OnBoard) -> dict[str, Any]:
    """What stands on the board, as a form has it."""
    exact = row.minutes not in sizes.SIZES.values()
    word = next((word for word, minutes in sizes.SIZES.items() if minutes == row.minutes), EXACT)
    return {
        "what": row.what,
        "words": row.words,
        "size": word,
        "minutes": row.minutes if exact else None,
        "needed": row.needed or 1,
        "as_many": row.needed is None,
        "topic": row.topic_id,
        "place": row.place,
        "is_remote": row.is_remote,
        "at": row.at,
        "expires": max(timezone.localdate(row.expires_at), timezone.localdate() + timedelta(days=1)),
    }


class AskForm(OnBoardForm):
    """Something that somebody needs."""

    name = "ask"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what = self.fields["what"]
        what.label = _("What you need")
        what.help_text = _("One line: 'a ladder for Saturday', 'somebody who reads my letter'.")
        what.error_messages["required"] = _("Say in a few words what you need.")


class OfferForm(OnBoardForm):
    """Something that somebody would do."""

    name = "offer"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].label = _("What you would do")
        self.fields["what"].help_text = _("One line: 'mend bicycles', 'an hour of mathematics'.")
        self.fields["what"].error_messages["required"] = _("Say in a few words what you would do.")
        self.fields["size"].label = _("How much of your life each time takes")
        self.fields["needed"].label = _("How many times")
        self.fields["as_many"].label = _("As often as somebody comes")


class AudienceForm(PlainForm):
    """Whom an ask is put before: nobody, these few by name, or everybody who permits asks."""

    name = "audience"
    audience = forms.ChoiceField(
        label=_("Whom it is put before"),
        choices=[
            ("board", _("Nobody: it waits on the board")),
            ("named", _("These few by name")),
            ("crowd", _("Everybody who permits asks")),
        ],
        widget=forms.RadioSelect,
        initial="board",
        error_messages={
            "required": _("Choose whom it is put before."),
            "invalid_choice": _("Choose whom it is put before."),
        },
    )
    people = forms.Field(required=False, widget=forms.MultipleHiddenInput)
    find = forms.CharField(label=_("Find somebody"), required=False, max_length=SEARCH_MAX)

    def __init__(self, asker: Person, tribe: Tribe, *args: Any, with_board: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asker, self.tribe, self.with_board = asker, tribe, with_board
        if not with_board:
            field = self.fields["audience"]
            field.choices = field.choices[1:]  # type: ignore[attr-defined]  # a ChoiceField
            field.initial = "named"

    def clean_people(self) -> list[Person]:
        """Those of the people chosen who permit it."""
        written = self.cleaned_data["people"] or []
        ids = {found for found in (id_in(str(word)) for word in written) if found is not None}
        if len(ids) > NAMED_MOST:
            raise forms.ValidationError(
                ngettext("Choose %(n)s person at most.", "Choose %(n)s people at most.", NAMED_MOST) % {"n": NAMED_MOST}
            )
        return list(who_may_be_asked(self.asker, self.tribe, timezone.now()).filter(pk__in=ids)) if ids else []

    def clean(self) -> dict[str, Any]:
        """Somebody, where it is by name."""
        data = super().clean() or {}
        if self.how == "named" and not data.get("people") and "people" not in self.errors:
            self.add_error("people", _("Choose at least one person to ask."))
        return data

    @property
    def how(self) -> str:
        """board, named or crowd; board for nonsense."""
        fallback = "board" if self.with_board else "named"
        return self.cleaned_data.get("audience") or fallback if self.is_bound else fallback

    @property
    def chosen(self) -> list[Person]:
        """Who was chosen by name."""
        return self.cleaned_data.get("people") or [] if self.is_bound else []

    def audience_on(self, topic: Topic | None) -> Audience:
        """What the price and the gate take."""
        key = topic.key if topic is not None else ""
        if self.how == "crowd":
            return Audience(AskSent.How.CROWD, topic=key)
        if self.how == "named":
            return Audience(AskSent.How.NAMED, tuple(person.pk for person in self.chosen), key)
        return BOARD


class PromiseForm(PlainForm):
    """What somebody promises to do of an ask."""

    name = "promise"
    minutes = _minutes(_("How many minutes of it"))
    agreed_at = _moment_field(_("When"), _("If you know it already; either of you can change it."))
    words = forms.CharField(
        label=_("A word to them"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    gift = forms.BooleanField(
        label=_("A gift: nothing is owed"),
        required=False,
        help_text=_("It counts among what you gave, and opens no half that waits to be returned."),
    )


class TakeForm(PlainForm):
    """Taking somebody at their offer."""

    name = "take"
    minutes = _minutes(_("How many minutes of it"))
    agreed_at = _moment_field(_("When"), _("If you know it already; either of you can change it."))
    words = forms.CharField(
        label=_("A word to them"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, offer: Offer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"minutes": offer.minutes, "agreed_at": offer.at}, **kwargs})


class UrgentForm(PlainForm):
    """Why it is an emergency."""

    name = "urgent"
    reason = forms.CharField(
        label=_("What the emergency is"),
        max_length=sizes.REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what the emergency is, in a sentence.")},
        help_text=_("The tribe sees it, beside your name."),
    )
