"""Forms of talk."""

from functools import cached_property
from typing import Any, cast

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.mirror.judge import judge
from folkmoot.people.models import Person
from folkmoot.permissions.selectors import topics_of
from folkmoot.talk import rules
from folkmoot.talk.models import Decision
from folkmoot.talk.once import TOKEN_MAX, new_token
from folkmoot.talk.services import reads_like_an_ask
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.models import Tribe

FOLLOWERS = "~followers"  # no slug has a ~
AS_ASK = "as_ask"  # the button that leads from the composer to the board


def text_field(rows: int, label: Any) -> forms.CharField:
    """A text as people write it; ``rules.checked_text`` says what is wrong with it."""
    return forms.CharField(
        label=label,
        strip=False,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("There is nothing in it yet: write a few words.")},
    )


class TextForm(forms.Form):
    """Words to say, and the token that keeps them from being said twice."""

    use_required_attribute = False  # the page says it better than the browser
    text = text_field(6, _("Your words"))
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=TOKEN_MAX)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": new_token(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def clean_text(self) -> str:
        try:
            return rules.checked_text(self.cleaned_data["text"])
        except rules.TextError as problem:
            raise forms.ValidationError(str(problem)) from None

    def full_clean(self) -> None:
        """What is wrong with the words is where the page opens, however long the thread above it."""
        super().full_clean()
        if "text" in self.errors:
            self.fields["text"].widget.attrs["autofocus"] = True


class AnswerForm(TextForm):
    """An answer in a thread."""

    text = text_field(5, _("Your answer"))


class EditForm(TextForm):
    """New words for one's own post."""

    text = text_field(12, _("Your words"))


class WriteForm(TextForm):
    """A new thread: where, on what, and the words."""

    field_order = ("to", "topics", "text", "once")
    to = forms.ChoiceField(
        label=_("Where"),
        widget=forms.Select(attrs={"hx-post": reverse_lazy("write_reach"), "hx-target": "#topics"}),
        error_messages={
            "required": _("Choose where to write."),
            "invalid_choice": _("You do not write there; choose one of these places."),
        },
    )
    topics = forms.TypedMultipleChoiceField(
        label=_("Topics"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without a topic, it reaches only people who take everything."),
        error_messages={"invalid_choice": _("One of these topics is not there any more; choose again.")},
    )
    text = text_field(10, _("Your words"))

    def __init__(self, author: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places: dict[str, Tribe | None] = {tribe.slug: tribe for tribe in tribes.tribes_of(author)}
        self.places[FOLLOWERS] = None
        choices = [
            (slug, tribe.name if tribe else gettext("People who follow me")) for slug, tribe in self.places.items()
        ]
        to = cast(forms.ChoiceField, self.fields["to"])
        to.choices = [("", gettext("Choose a place")), *choices]
        chosen = str(self["to"].value() or "")
        self.is_somewhere = chosen in self.places
        self.tribe = self.places.get(chosen)
        holder_id = self.tribe.pk if self.tribe else author.pk
        self.topic_choices = list(topics_of(holder_id)) if self.is_somewhere else []
        topics = cast(forms.TypedMultipleChoiceField, self.fields["topics"])
        topics.choices = [(str(topic.pk), topic.name) for topic in self.topic_choices]

    @property
    def topic_ids(self) -> tuple[int, ...]:
        """The topics that are ticked, as far as they belong to the place."""
        ticked = {str(value) for value in self["topics"].value() or []}
        return tuple(topic.pk for topic in self.topic_choices if str(topic.pk) in ticked)

    @property
    def words(self) -> str:
        """The text as far as it is written."""
        return str(self["text"].value() or "")

    @cached_property
    def asking(self) -> str:
        """The words that make the text read like an ask, as one piece; '' when it reads like none."""
        purpose = judge(self.words)
        if not reads_like_an_ask(purpose):
            return ""
        # An ask may be one by its shape, without a word that speaks for it more than others: then its beginning does.
        return " … ".join(" ".join(piece.split()) for piece in purpose.evidence) or rules.opening(self.words)

    @property
    def wants_the_board(self) -> bool:
        """The writer makes it an ask, in a tribe (people who follow me have no board)."""
        return self.data.get("decision") == AS_ASK and self.tribe is not None

    @property
    def decision(self) -> Decision | None:
        """What the writer said of a text that reads like an ask; None for nothing, or nonsense."""
        said = self.data.get("decision")
        return Decision(said) if said in Decision.values else None
