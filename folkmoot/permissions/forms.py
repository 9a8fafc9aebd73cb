"""Forms of permission: terms, narrowing, asking for more, topics, a new tribe."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from folkmoot.permissions import rules
from folkmoot.permissions.models import Topic
from folkmoot.permissions.rules import ALL_TOPICS, AT_MOST_LARGEST, Per, Scope, Terms
from folkmoot.permissions.services.topics import KEY_MAX, NAME_MAX, topic_key
from folkmoot.permissions.views.words import last_day
from folkmoot.tribes.forms import FloorFields
from folkmoot.tribes.models import Tribe
from folkmoot.tribes.rules import CHARTER_MAX, IDEA_MAX
from folkmoot.tribes.rules import NAME_MAX as TRIBE_NAME_MAX

PERIODS = [
    (int(Per.DAY), _("in any 24 hours")),
    (int(Per.WEEK), _("in any 7 days")),
    (int(Per.MONTH), _("in any 31 days")),
]
LONGEST = timedelta(days=36_525)  # a hundred years: no end of a permission lies farther off
_A_BUDGET = _("A budget is a whole number from 1 to %(largest)d; leave it empty for no limit.") % {
    "largest": AT_MOST_LARGEST
}


class BudgetFields(forms.Form):
    """At most so many, in any stretch of so long."""

    at_most = forms.IntegerField(
        label=_("At most"),
        required=False,
        min_value=1,
        max_value=AT_MOST_LARGEST,
        help_text=_("Empty: as many as they like."),
        error_messages={"invalid": _A_BUDGET, "min_value": _A_BUDGET, "max_value": _A_BUDGET},
    )
    per = forms.TypedChoiceField(label=_("How often"), choices=PERIODS, coerce=lambda value: Per(int(value)))


class TopicsFields(forms.Form):
    """Which of the holder's topics: everything, or those that are ticked."""

    which = forms.ChoiceField(
        label=_("What about"),
        choices=[("all", _("Everything, with a topic or without")), ("some", _("Only the topics ticked below"))],
        widget=forms.RadioSelect,
    )
    slots = forms.TypedMultipleChoiceField(
        label=_("Topics"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    later = forms.BooleanField(label=_("and every topic that comes later"), required=False)

    def offer(self, topics: Sequence[Topic], mask: int) -> dict[str, Any]:
        """Offer these topics (retired ones only where they are in the mask); the initial values for the mask."""
        offered = [t for t in topics if t.retired_at is None or (mask != ALL_TOPICS and mask >> t.slot & 1)]
        slots_known = [topic.slot for topic in topics]
        self.later_mask = rules.later_topics(slots_known)
        slots: Any = self.fields["slots"]
        slots.choices = [(topic.slot, topic.name) for topic in offered]
        if not self.later_mask:
            del self.fields["later"]
        if not offered and mask == ALL_TOPICS:
            for name in ("which", "slots", "later"):
                self.fields.pop(name, None)
        return {
            "which": "all" if mask == ALL_TOPICS else "some",
            "slots": [topic.slot for topic in offered if mask >> topic.slot & 1],
            "later": rules.takes_later_topics(mask, slots_known),
        }

    def topics_mask(self) -> int:
        """The mask that was chosen; 0 when nothing is ticked."""
        if "which" not in self.fields or self.cleaned_data.get("which") == "all":
            return ALL_TOPICS
        later = self.later_mask if self.cleaned_data.get("later") else 0
        return rules.topic_mask(self.cleaned_data.get("slots", [])) | later


class TermsForm(TopicsFields, BudgetFields):
    """All terms of one permission: what it is on, how often, until when, and whether it may send an e-mail."""

    until = forms.DateField(
        label=_("Until the end of"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Empty: until you change it."),
        error_messages={"invalid": _("Write the day as year-month-day, such as 2030-03-01.")},
    )
    interrupt = forms.BooleanField(label=_("It may also send me an e-mail"), required=False)
    field_order = ["which", "slots", "later", "at_most", "per", "until", "interrupt"]

    def __init__(self, data: Any, *, terms: Terms, topics: Sequence[Topic], now: datetime, prefix: str) -> None:
        super().__init__(data, auto_id=f"{prefix}_%s")
        self.now = now
        ended = terms.until is not None and terms.until <= now
        self.initial = {
            **self.offer(topics, terms.topics),
            "at_most": terms.at_most,
            "per": int(terms.per),
            "until": None if terms.until is None or ended else last_day(terms.until),
            "interrupt": terms.interrupt,
        }

    def clean_until(self) -> date | None:
        """A day to come, today at the earliest."""
        day: date | None = self.cleaned_data["until"]
        if day is None:
            return None
        today = timezone.localtime(self.now).date()
        if day < today:
            raise forms.ValidationError(_("That day has passed; choose one to come, or revoke the permission."))
        if day > today + LONGEST:
            raise forms.ValidationError(_("That is more than a hundred years from now; leave it empty instead."))
        return day

    def clean(self) -> dict[str, Any]:
        """The chosen terms as the rules know them, in ``terms``."""
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        mask = self.topics_mask()
        if mask == 0:
            self.add_error("slots", _("Tick at least one topic, or revoke the permission instead."))
            return data
        self.terms = Terms(mask, data.get("at_most"), data["per"], end_of(data.get("until")), data["interrupt"])
        return data


class NarrowForm(BudgetFields):
    """'Not for me': less of it, without going to another page."""

    at_most = forms.IntegerField(
        label=_("At most"),
        min_value=1,
        max_value=AT_MOST_LARGEST,
        error_messages={
            "required": _("Write how many you want at most."),
            "invalid": _A_BUDGET,
            "min_value": _A_BUDGET,
            "max_value": _A_BUDGET,
        },
    )

    def narrowed(self, terms: Terms) -> Terms:
        """The terms with this budget."""
        return replace(terms, at_most=self.cleaned_data["at_most"], per=self.cleaned_data["per"])


class WidenForm(TopicsFields, BudgetFields):
    """What somebody asks to be permitted."""

    scope = forms.TypedChoiceField(label=_("What for"), coerce=lambda value: Scope(int(value)))
    words = forms.CharField(
        label=_("A word to them"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Say what they will find in it."),
    )
    field_order = ["scope", "which", "slots", "later", "at_most", "per", "words"]

    def __init__(self, data: Any, *, topics: Sequence[Topic], scopes: list[tuple[int, str]]) -> None:
        super().__init__(data)
        scope: Any = self.fields["scope"]
        scope.choices = scopes
        self.initial = {**self.offer(topics, ALL_TOPICS), "per": int(Per.WEEK)}

    def clean(self) -> dict[str, Any]:
        """The terms asked for, in ``terms``."""
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        mask = self.topics_mask()
        if mask == 0:
            self.add_error("slots", _("Tick at least one topic."))
            return data
        self.terms = Terms(mask, data.get("at_most"), data["per"])
        return data


class ScopeForm(forms.Form):
    """Which scope is given; ``posts``, ``dialogue``, ``letters`` or ``asks``."""

    scope = forms.ChoiceField(choices=[(scope.name.lower(), scope.name.lower()) for scope in Scope])

    def scope_chosen(self) -> Scope:
        """The scope of a valid form."""
        return Scope[self.cleaned_data["scope"].upper()]


class TopicForm(forms.Form):
    """A topic to add; what makes a name unusable is the service's to say."""

    name = forms.CharField(label=_("A new topic"), max_length=200, strip=True)


class ReasonForm(forms.Form):
    """Why somebody is removed or banned."""

    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept with the tribe's history, for its leaders."),
    )


class TopicNamesField(forms.CharField):
    """Names of topics, with commas between them or one on each line; cleaned to a tuple of them, each once."""

    def clean(self, value: Any) -> tuple[str, ...]:
        names: dict[str, str] = {}
        for part in re.split(r"[,;\n]", super().clean(value)):
            name = " ".join(part.split())
            if not name:
                continue
            if len(name) > NAME_MAX or len(topic_key(name)) > KEY_MAX:
                raise forms.ValidationError(
                    _("'%(name)s…' is too long for a topic: a name has at most %(most)d characters."),
                    params={"name": name[:20], "most": NAME_MAX},
                )
            names.setdefault(topic_key(name), name)
        if len(names) > rules.TOPIC_SLOTS:
            raise forms.ValidationError(
                _("These are %(count)d topics; a tribe has at most %(most)d."),
                params={"count": len(names), "most": rules.TOPIC_SLOTS},
            )
        return tuple(names.values())


class TribeForm(FloorFields, forms.Form):
    """Found a tribe."""

    name = forms.CharField(label=_("What the tribe is called"), max_length=TRIBE_NAME_MAX)
    idea = forms.CharField(
        label=_("The idea, in one sentence"),
        max_length=IDEA_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What brings you together, as you would say it to a neighbor."),
    )
    charter = forms.CharField(
        label=_("The charter"),
        required=False,
        max_length=CHARTER_MAX,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("How you want to be with one another. Markdown works; you can change it later."),
    )
    topics = TopicNamesField(
        label=_("What you talk about"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Topics, with commas between them or one on each line. People choose which of them reach them."),
    )
    joining = forms.ChoiceField(
        label=_("Who may join"),
        choices=Tribe.Joining.choices,
        initial=Tribe.Joining.REQUEST,
        widget=forms.RadioSelect,
    )
    floor_is_open = forms.BooleanField(
        label=_("Everyone signed in may read the floor"), required=False, help_text=_("Otherwise members only.")
    )


def end_of(day: date | None) -> datetime | None:
    """The moment a day is over, where whoever is signed in lives."""
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
