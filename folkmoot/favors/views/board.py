"""The board of a tribe, and what was asked of somebody."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.favors.board_words import cards_of
from folkmoot.favors.forms_board import FilterForm
from folkmoot.favors.selectors import board as selectors
from folkmoot.favors.views.doors import own_tribe
from folkmoot.people.requests import PersonRequest
from folkmoot.permissions.selectors import topics_of
from folkmoot.talk import selectors as talk
from folkmoot.talk.cards import face
from folkmoot.talk.views.shared import id_in
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.models import Tribe

PAGE = 30
FITTING, BESIDE = 3, 6  # asks that fit me; offers below the asks


@login_required
@require_safe
def board(request: PersonRequest, slug: str) -> HttpResponse:
    """Asks and offers of a tribe, filtered; those that fit me, and my own."""
    tribe = own_tribe(request, slug)
    me, now = request.user, timezone.now()
    form = FilterForm(request.GET, list(topics_of(tribe.pk)))
    wanted = form.wanted
    is_filtered = wanted != selectors.Filter()
    shows_offers = request.GET.get("show") == "offers"
    before = id_in(request.GET.get("before"))
    asks, offers = selectors.asks_on_board(tribe, now, wanted), selectors.offers_on_board(tribe, now, wanted)
    rows: Any = offers if shows_offers else asks
    page = list((rows.filter(pk__lt=before) if before is not None else rows)[: PAGE + 1])
    older = page[PAGE - 1].pk if len(page) > PAGE else None
    is_first = before is None
    own_asks, own_offers = selectors.own_on_board(me, tribe)
    fitting = []
    if is_first and not is_filtered and not shows_offers:
        fitting = selectors.asks_that_fit(me, tribe, now, FITTING, only_what_fits=True)
    company = talk.company(tribe)
    put_first = {ask.pk for ask in fitting}
    query = request.GET.copy()
    query.pop("before", None)
    here = query.urlencode()
    context = {
        "tribe": tribe,
        "leads": tribes.is_leader(tribe.pk, me.pk),
        "form": form,
        "is_filtered": is_filtered,
        "shows_offers": shows_offers,
        "tabs": _tabs(request, tribe, shows_offers),
        "fitting": cards_of(fitting, me, now),
        "cards": cards_of([row for row in page[:PAGE] if row.pk not in put_first], me, now),
        "offers": cards_of(offers[:BESIDE], me, now) if is_first and not shows_offers else [],
        "older_url": f"?{here}{'&' if here else ''}before={older}" if older else "",
        "newest_url": "" if is_first else f"?{here}",
        "own": [card for card in cards_of([*own_asks, *own_offers], me, now) if card.is_open],
        "dos": _dos(tribe),
        "faces": [face(person) for person in company.some],
        "more": company.count - len(company.some),
        "floor_url": f"{reverse('write')}?{urlencode({'tribe': tribe.slug, 'text': _suggestion()})}",
    }
    return render(request, "favors/board.html", context)


@login_required
@require_safe
def asked(request: PersonRequest) -> HttpResponse:
    """Asks that reached me and wait for my answer, newest first."""
    me, now = request.user, timezone.now()
    before = id_in(request.GET.get("before"))
    rows = selectors.asked_of(me, now)
    page = list((rows.filter(pk__lt=before) if before is not None else rows)[: PAGE + 1])
    context = {
        "cards": cards_of(page[:PAGE], me, now),
        "older_url": f"?before={page[PAGE - 1].pk}" if len(page) > PAGE else "",
        "tribes": tribes.tribes_of(me),
    }
    return render(request, "favors/asked.html", context)


def _suggestion() -> str:
    """How a word about a custom begins; its writer goes on."""
    return _("I would like to make this a custom here: … It comes round every …, and takes about … minutes.")


def _tabs(request: PersonRequest, tribe: Tribe, shows_offers: bool) -> list[dict[str, object]]:
    """Asks, offers; each keeps what is looked for."""
    query = request.GET.copy()
    query.pop("before", None)
    query.pop("show", None)
    page = reverse("board", args=[tribe.slug])
    rest = query.urlencode()
    return [
        {"name": _("Asks"), "url": f"{page}?{rest}", "here": not shows_offers},
        {"name": _("Offers"), "url": f"{page}?{rest}{'&' if rest else ''}show=offers", "here": shows_offers},
    ]


def _dos(tribe: Tribe) -> list[dict[str, str]]:
    """What one can do at a board."""
    slug = [tribe.slug]
    return [
        {"label": _("Offer something"), "icon": "plus", "url": reverse("offer_new", args=slug)},
        {
            "label": _("Thank someone"),
            "icon": "check",
            "url": reverse("thank_new", args=slug),
            "help": _("For a favor that nobody asked for"),
        },
        {
            "label": _("My halves"),
            "icon": "favors",
            "url": reverse("my_halves", args=slug),
            "help": _("What I received and gave; only I see it"),
        },
        {"label": _("What was asked of me"), "icon": "mail", "url": reverse("asked")},
    ]
