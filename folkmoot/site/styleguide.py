"""A page that shows every part in ``templates/components`` with content as people would write it (development only)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from folkmoot.people.faces import Face
from folkmoot.talk.cards import Card

MARA = Face("Mara Lindqvist", "ML", 0, "#")
JOSSE = Face("Josse van den Berghe", "JB", 1, "#")
NKECHI = Face("Nkechi Obi", "NO", 2, "#")
TAM = Face("Tam", "T", 3, "#")
ROSALIND = Face("Rosalind Achterberg-Whitmore", "RA", 4, "#")
IVO = Face("Ivo Petrov", "IP", 5, "#")


def _card(id_: int, author: Face, when: str, when_iso: str, html: str, **more: Any) -> Card:
    """A post whose every address leads to the top of this page."""
    addresses = dict.fromkeys(("url", "author_url", "where_url", "to_url", "reply_url", "why_url"), "#")
    return Card(id=id_, author=author, when=when, when_iso=when_iso, html=html, **{**addresses, **more})


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Your name", max_length=60, help_text="As people in the tribe call you.")
    email = forms.EmailField(label="E-mail", help_text="Only for signing in; nobody sees it.")
    idea = forms.CharField(label="The idea, in one sentence", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    joining = forms.ChoiceField(
        label="Who may join",
        choices=[("open", "Anyone may join"), ("request", "Anyone may ask to join; a leader decides")],
    )
    scope = forms.ChoiceField(
        label="For what may they reach you?",
        choices=[("posts", "Posts on my home page"), ("dialogue", "Replies and mentions"), ("asks", "Asks")],
        widget=forms.RadioSelect,
        help_text="You can change this whenever you like.",
    )
    topics = forms.MultipleChoiceField(
        label="Topics",
        choices=[("r", "Rehearsals"), ("c", "Concerts"), ("s", "Soup")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    people = forms.FileField(label="A list of people", required=False, help_text="CSV or vCard, up to 5 MB.")
    interrupt = forms.BooleanField(label="It may also send me an e-mail", required=False)


def _cell(label: str, text: str, number: bool = False, url: str = "") -> dict[str, Any]:
    return {"label": label, "text": text, "number": number, "url": url}


def samples() -> dict[str, Any]:
    """Everything the page shows."""
    cards = [
        _card(
            1,
            TAM,
            "12 minutes ago",
            "2026-03-03T18:48:00+01:00",
            "<p>Hello, I am Tam, I moved into the old mill last week. I have not sung since school and I am"
            " a bit afraid of the high notes. Is there a place for someone like that?</p>",
            note="First words here. Nobody has answered yet.",
            where="Millbrook Choir",
            not_for_me_url="#",
        ),
        _card(
            2,
            MARA,
            "3 hours ago",
            "2026-03-03T16:00:00+01:00",
            "<p>Has anyone got a <strong>spare music stand</strong>? Mine gave up in the middle of the Fauré."
            "</p><p>I can bring soup in return, the good one with barley. What I need it to do:</p><ul>"
            "<li>stand</li><li>hold <em>the whole score</em>, not half of it</li></ul>"
            "<blockquote><p>A choir is a few people who agreed to breathe together.</p></blockquote>",
            topics=["Rehearsals", "Lend and borrow"],
            answers="4 answers",
            where="Millbrook Choir",
            not_for_me_url="#",
        ),
        _card(
            3,
            ROSALIND,
            "yesterday",
            "2026-03-02T09:00:00+01:00",
            "<p>The parish hall is ours on Tuesdays until June. I have the key; whoever comes first, ring me.</p>",
            topics=["Rehearsals"],
            edited=True,
            where="Millbrook Choir",
            edit_url="#",
            why_url="",
        ),
    ]
    answers = [
        _card(11, JOSSE, "2 hours ago", "2026-03-03T17:00:00+01:00",
             "<p>There is one in our attic, it squeaks. Thursday?</p>", to="Mara Lindqvist"),
        _card(12, NKECHI, "1 hour ago", "2026-03-03T18:00:00+01:00", "", to="Josse van den Berghe", gone=True,
             reply_url="", why_url=""),
    ]  # fmt: skip
    form = SampleForm({"name": "", "email": "mara@", "joining": "request", "topics": ["r"]})
    return {
        "faces": [MARA, JOSSE, NKECHI, TAM, ROSALIND, IVO],
        "mara": MARA,
        "rosalind": ROSALIND,
        "cards": cards,
        "answers": answers,
        "form": form,
        "good_form": SampleForm(),
        "steps": ["Your list", "Who was understood", "Invite"],
        "tabs": [
            {"label": label, "url": "#", "here": label == "Floor"}
            for label in ("Floor", "About", "Members", "Invitations", "Settings")
        ],
        "topics": [
            {"name": "All topics", "url": "#", "here": True},
            {"name": "Rehearsals", "url": "#"},
            {"name": "Concerts", "url": "#"},
            {"name": "Soup"},
        ],
        "dos": [
            {"label": "Write on the floor", "icon": "write", "url": "#", "help": "Reaches up to 38 of 40"},
            {"label": "Bring your people", "icon": "plus", "url": "#"},
            {"label": "Choose what reaches me", "icon": "reach", "url": "#", "help": "All topics, 5 a week"},
            {"label": "Leave the tribe", "icon": "leave", "post": "#"},
        ],
        "columns": [
            {"label": "Who"},
            {"label": "For what"},
            {"label": "How often"},
            {"label": "Used this week", "number": True},
        ],
        "rows": [
            [
                _cell("Who", "Millbrook Choir", url="#"),
                _cell("For what", "posts"),
                _cell("How often", "5 a week"),
                _cell("Used this week", "3", number=True),
            ],
            [
                _cell("Who", "Josse van den Berghe", url="#"),
                _cell("For what", "posts, dialogue, letters"),
                _cell("How often", "as often as he likes"),
                _cell("Used this week", "12", number=True),
            ],
            [
                _cell("Who", "The Valley Repair Table", url="#"),
                _cell("For what", "posts on Bicycles only"),
                _cell("How often", "1 a month"),
                _cell("Used this week", "0", number=True),
            ],
        ],
    }


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every part on one page."""
    messages.success(request, "Josse may no longer reach you.", extra_tags="/permissions/undo/")
    messages.warning(request, "Three lines of the list could not be read; they stand below.")
    return render(request, "styleguide.html", samples())
