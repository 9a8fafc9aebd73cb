"""Pages to ask: the composer with its price beside the words, and whom an ask on the board is put before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.favors.board_words import Card, card_of, cards_of
from folkmoot.favors.forms_board import AskForm, AudienceForm
from folkmoot.favors.models import Ask, AskSent
from folkmoot.favors.once import enter_once
from folkmoot.favors.price_words import PriceTold
from folkmoot.favors.rules.sizes import WHAT_MAX, FavorError
from folkmoot.favors.selectors import board as selectors
from folkmoot.favors.selectors.ledger import in_good_standing
from folkmoot.favors.services import asking
from folkmoot.favors.services.asking import TooDear, put_before
from folkmoot.favors.services.board import ask_for_help
from folkmoot.favors.views.doors import own_ask, own_tribe
from folkmoot.people.faces import Face
from folkmoot.people.models import Person
from folkmoot.people.requests import PersonRequest
from folkmoot.people.rules import SAYING
from folkmoot.people.throttle import Throttled, take
from folkmoot.permissions.models import Topic
from folkmoot.permissions.selectors import topics_of
from folkmoot.talk.cards import face
from folkmoot.talk.views.shared import id_in
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.models import Tribe
from folkmoot.tribes.services import NotNow, Refused
from folkmoot.tribes.views.doors import when_again

FOUND_MOST = 12  # people a search shows
GIVE_FIRST = 3  # open asks that are offered to whoever asks too much


@dataclass(frozen=True)
class Few:
    """Somebody who can be asked by name, why, and whether they were chosen."""

    id: int
    face: Face
    why: str
    chosen: bool


@dataclass(frozen=True)
class Asked:
    """What is asked for and of whom, as far as it makes sense already: what a price is made of."""

    tribe: Tribe
    minutes: int
    needed: int | None
    topic: Topic | None
    words: str
    ask: Ask | None = None  # when it stands on the board already


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask_new(request: PersonRequest, slug: str) -> HttpResponse:
    """Ask a tribe for something: on its board, and, where the price allows it, put before people at once."""
    tribe = own_tribe(request, slug)
    topics = list(topics_of(tribe.pk))
    if request.method != "POST":
        what, words = _opening(request.GET.get("text", ""))
        form = AskForm(topics, initial={"what": what, "words": words})
        return _composer(request, tribe, form, AudienceForm(request.user, tribe))
    form, audience = AskForm(topics, request.POST), AudienceForm(request.user, tribe, request.POST)
    stays = request.POST.get("way") == "board"  # whatever audience was chosen
    written, heard = form.is_valid(), audience.is_valid() or stays  # both are looked at, whatever one of them says
    if not (written and heard):
        return _composer(request, tribe, form, audience, status=422)
    try:
        return _ask(request, tribe, form, audience, stays)
    except (FavorError, Refused, NotNow) as problem:
        form.add_error(None, str(problem))
    except Throttled as full:
        form.add_error(None, when_again(full))
    return _composer(request, tribe, form, audience, status=422)


def _ask(request: PersonRequest, tribe: Tribe, form: AskForm, audience: AudienceForm, stays: bool) -> HttpResponse:
    """Put it on the board, then before people; what cannot be put before them stays on the board."""
    me, draft = request.user, form.draft
    wanted, steered = audience.audience_on(form.topic_chosen), False
    if stays:
        steered = not asking.price_of(me, tribe, draft.minutes, draft.needed, wanted).may_be_pushed
        wanted = asking.BOARD
    said: dict[str, Any] = {}

    def enter() -> int:
        take(f"ask:{me.pk}", SAYING)
        ask = ask_for_help(me, tribe, draft, steered)
        if wanted.how is not None:
            try:
                said["sent"] = put_before(me, ask.pk, wanted)[0]
            except TooDear as dear:
                said["dear"] = dear
            except NotNow as why:
                said["not_now"] = str(why)
        return ask.pk

    ask_id, is_new = enter_once(request, form.cleaned_data["once"], enter)
    if not is_new:
        return redirect("ask", ask_id)
    if "dear" in said:
        messages.warning(
            request, _("It stands on the board, and it was put before nobody: see why, and what is better.")
        )
        return redirect(f"{reverse('ask_put', args=[ask_id])}?refused={audience.how}")
    if "not_now" in said:
        messages.warning(request, _("It stands on the board, and it was put before nobody.") + " " + said["not_now"])
    elif "sent" in said:
        messages.success(request, _sent(said["sent"].reached), extra_tags=reverse("ask_off", args=[ask_id]))
    else:
        messages.success(request, _("It stands on the board."), extra_tags=reverse("ask_off", args=[ask_id]))
    return redirect("ask", ask_id)


@require_POST
@login_required
def ask_price(request: PersonRequest, slug: str) -> HttpResponse:
    """The price of an ask as it is written: a fragment for the live composer, or the whole page.

    ``part=few``: who fits it, instead. ``way=few``: these few are chosen now. ``ask``: one that stands on the board.
    """
    tribe = own_tribe(request, slug)
    me = request.user
    found = None
    if "ask" in request.POST:
        found = own_ask(request, id_in(request.POST["ask"]) or 0)
        if found.tribe_id != tribe.pk:
            found = None
    form = AskForm(list(topics_of(tribe.pk)), request.POST)
    form.full_clean()
    asked = _standing(found) if found is not None else _written(tribe, form)
    sent: QueryDict = request.POST
    if sent.get("way") == "few":
        sent = _with_few(me, tribe, form, sent)
    audience = AudienceForm(me, tribe, sent, with_board=found is None)
    audience.full_clean()
    if not request.htmx:
        form.errors.clear()  # nothing is wrong yet: it is not being sent
        audience.errors.clear()
        return _composer(request, tribe, form, audience)
    if request.GET.get("part") == "few":
        words = asked.words if asked is not None else form.data.get("what", "")
        context = {"few": _few(me, tribe, audience, form.topic_chosen if found is None else found.topic, words)}
        return render(request, "favors/_few.html", context)
    live = {"tribe": tribe, "ask": found, "oob": True, **_price(me, tribe, asked, audience)}
    return render(request, "favors/_price_live.html", live)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask_put(request: PersonRequest, ask_id: int) -> HttpResponse:
    """Put an ask that stands on the board before people: by name, or before everybody who permits asks."""
    found = own_ask(request, ask_id)
    me, tribe = request.user, found.tribe
    if tribes.membership(tribe.pk, me.pk) is None or not card_of(found, me, timezone.now()).is_open:
        messages.error(request, _("Only what stands on the board can be put before people."))
        return redirect("ask", found.pk)
    if request.method != "POST":
        how = request.GET.get("refused", request.GET.get("how", ""))
        sent = QueryDict(mutable=True)
        sent["audience"] = how if how in {"named", "crowd"} else "named"
        audience = AudienceForm(me, tribe, sent, with_board=False)
        audience.full_clean()
        audience.errors.clear()
        if "refused" in request.GET:
            return _these_few_instead(request, found, audience)
        return _putting(request, found, audience)
    audience = AudienceForm(me, tribe, request.POST, with_board=False)
    if not audience.is_valid() and "show" not in request.POST:
        return _putting(request, found, audience, status=422)
    if "show" in request.POST:
        audience.errors.clear()
        return _putting(request, found, audience)
    try:
        sent_now, _price_then = put_before(me, found.pk, audience.audience_on(found.topic))
    except TooDear:
        messages.warning(request, _("It was put before nobody, and it stands on the board. See what is better."))
        return _these_few_instead(request, found, audience, status=409)
    except (NotNow, Refused, FavorError) as problem:
        audience.add_error(None, str(problem))
        return _putting(request, found, audience, status=422)
    messages.success(request, _sent(sent_now.reached))
    return redirect("ask", found.pk)


def _these_few_instead(request: PersonRequest, ask: Ask, refused: AudienceForm, status: int = 200) -> HttpResponse:
    """What was too dear and why, the better ways, and the first of them chosen already: those few who fit."""
    me, tribe, asked = request.user, ask.tribe, _standing(ask)
    why = _price(me, tribe, asked, refused)
    if why["price"] is None or why["price"].price.may_be_pushed:
        return _putting(request, ask, refused, status)
    fits = selectors.who_fits(me, tribe, ask.topic, asked.words, timezone.now())
    sent = QueryDict(mutable=True)
    sent["audience"] = "named"
    sent.setlist("people", [str(fit.person.pk) for fit in fits])
    few = AudienceForm(me, tribe, sent, with_board=False)
    few.full_clean()
    few.errors.clear()
    return _putting(request, ask, few, status, refused=why)


def _opening(text: str) -> tuple[str, str]:
    """The line and the words that an ask begins with, of what was written elsewhere already."""
    text = text.replace("\x00", "").strip()[:4000]
    first = text.split("\n", 1)[0].strip()
    return (first, text[len(first) :].strip()) if len(first) <= WHAT_MAX else ("", text)


def _written(tribe: Tribe, form: AskForm) -> Asked | None:
    """What the composer says already; None while its size makes no sense."""
    chosen = form.chosen_size
    if chosen is None:
        return None
    words = f"{form.cleaned_data.get('what', '')} {form.cleaned_data.get('words', '')}"
    return Asked(tribe, chosen[0], chosen[1], form.topic_chosen, words)


def _standing(ask: Ask) -> Asked:
    return Asked(ask.tribe, ask.minutes, ask.needed, ask.topic, f"{ask.what} {ask.words}", ask)


def _with_few(me: Person, tribe: Tribe, form: AskForm, sent: QueryDict) -> QueryDict:
    """The same, but asked of the few who fit best."""
    words = f"{form.cleaned_data.get('what', '')} {form.cleaned_data.get('words', '')}"
    fits = selectors.who_fits(me, tribe, form.topic_chosen, words, timezone.now())
    changed = sent.copy()
    changed["audience"] = "named"
    changed.setlist("people", [str(fit.person.pk) for fit in fits])
    return changed


def _few(me: Person, tribe: Tribe, audience: AudienceForm, topic: Topic | None, words: str) -> list[Few]:
    """Who was chosen, who fits, and who was looked for; each once."""
    now = timezone.now()
    fits = selectors.who_fits(me, tribe, topic, words, now)
    reasons = {fit.person.pk: fit.reasons for fit in fits}
    looked_for = str(audience.data.get("find", "")).replace("\x00", "").strip()[:100] if audience.is_bound else ""
    found = list(selectors.who_may_be_asked(me, tribe, now, looked_for)[:FOUND_MOST]) if looked_for else []
    chosen = {person.pk for person in audience.chosen}
    everybody = {person.pk: person for person in [*audience.chosen, *found, *(fit.person for fit in fits)]}
    return [
        Few(pk, face(person), _reasons(reasons.get(pk, ("permits",)), topic), pk in chosen)
        for pk, person in everybody.items()
    ]


def _reasons(reasons: tuple[str, ...], topic: Topic | None) -> str:
    """Why somebody fits, as one line."""
    said = {
        "permits": _("lets you ask by name"),
        "topic": _("knows %(topic)s") % {"topic": topic.name if topic is not None else ""},
        "skill": _("says they can help with such things"),
        "returns": _("would like to give something back"),
        "rested": _("was not asked lately"),  # not for 60 days, or never: they may be new here
    }
    return ", ".join(said[reason] for reason in reasons)


def _price(me: Person, tribe: Tribe, asked: Asked | None, audience: AudienceForm) -> dict[str, Any]:
    """The price in words and picture, and, where it is too dear, the better ways."""
    if asked is None:
        return {"price": None, "problem": _("Say how long it takes and how many people, and see here what it costs.")}
    wanted = audience.audience_on(asked.topic)
    try:
        if asked.ask is not None:
            price = asking.price_of_ask(me, asked.ask, wanted)
        else:
            price = asking.price_of(me, tribe, asked.minutes, asked.needed, wanted)
    except (FavorError, Refused) as problem:
        return {"price": None, "problem": str(problem)}
    nobody = "" if price.pushed_to else _why_nobody(me, tribe, wanted)
    context: dict[str, Any] = {"price": PriceTold(price, nobody=nobody), "as_many": asked.needed is None}
    if not price.may_be_pushed:
        context |= _ways(me, tribe, timezone.now())
    return context


def _why_nobody(me: Person, tribe: Tribe, wanted: asking.Audience) -> str:
    """Why an ask that is to be put before people would be put before nobody; '' of one for the board."""
    if wanted.how is None:
        return ""
    if not selectors.any_may_be_asked(me, tribe, timezone.now()):
        return _(asking.NOBODY_PERMITS)
    if wanted.how == AskSent.How.NAMED and not wanted.people:
        return _("Nobody is chosen yet: choose whom to ask, or leave it on the board.")
    return _(asking.NOBODY)


def _ways(me: Person, tribe: Tribe, now: datetime) -> dict[str, Any]:
    """What is better than asking a crowd for what cannot be returned."""
    first: list[Card] = cards_of(selectors.asks_that_fit(me, tribe, now, GIVE_FIRST), me, now)
    leading = tribes.leaders(tribe)
    return {
        "give_first": first,
        "custom_url": f"{reverse('board', args=[tribe.slug])}#custom",
        # Of one's own ask another leader says that it is an emergency, where there is one.
        "may_mark": leading == [me],
        "leaders": [face(one) for one in leading if one != me][:5],
    }


def _composer(
    request: PersonRequest, tribe: Tribe, form: AskForm, audience: AudienceForm, status: int = 200
) -> HttpResponse:
    me, now = request.user, timezone.now()
    if not form.is_bound:
        plain = AskForm(list(form.topics.values()), {"size": "errand", "needed": "1"})
        plain.full_clean()
        asked = _written(tribe, plain)
        topic, words = None, f"{form.initial.get('what', '')} {form.initial.get('words', '')}"
    else:
        asked = _written(tribe, form)
        topic, words = form.topic_chosen, asked.words if asked is not None else ""
    context = {
        "tribe": tribe,
        "form": form,
        "audience": audience,
        "few": _few(me, tribe, audience, topic, words),
        "lapsed": not in_good_standing(me.pk, tribe.pk, now),
        **_price(me, tribe, asked, audience),
    }
    return render(request, "favors/ask_new.html", context, status=status)


def _putting(
    request: PersonRequest,
    ask: Ask,
    audience: AudienceForm,
    status: int = 200,
    refused: dict[str, Any] | None = None,
) -> HttpResponse:
    me, now, asked = request.user, timezone.now(), _standing(ask)
    context = {
        "tribe": ask.tribe,
        "ask": ask,
        "card": card_of(ask, me, now),
        "audience": audience,
        "few": _few(me, ask.tribe, audience, ask.topic, asked.words),
        "lapsed": not in_good_standing(me.pk, ask.tribe_id, now),
        "refused": refused,
        **_price(me, ask.tribe, asked, audience),
    }
    return render(request, "favors/ask_put.html", context, status=status)


def _sent(reached: int) -> str:
    if not reached:
        return _(
            "It stands on the board. It reached nobody besides: they have had their fill, or it is off their topics."
        )
    return ngettext(
        "It stands on the board, and it reached %(n)s person.",
        "It stands on the board, and it reached %(n)s people.",
        reached,
    ) % {"n": reached}
