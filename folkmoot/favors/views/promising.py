"""Pages of promises: whose turn it is, and each with the moves that its reader has."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.favors.forms_promising import DisputeForm, DoneForm, DropForm, NoteForm, ThankForm, TimeForm
from folkmoot.favors.in_words import minutes_in_words, moment_in_words
from folkmoot.favors.models import Ask, Offer, Promise
from folkmoot.favors.rules.promises import State
from folkmoot.favors.rules.sizes import FavorError
from folkmoot.favors.selectors import board
from folkmoot.favors.selectors import promises as selectors
from folkmoot.favors.services import promising
from folkmoot.favors.views.telling import Told
from folkmoot.people.requests import PersonRequest
from folkmoot.people.rules import SAYING
from folkmoot.people.throttle import Throttled, take
from folkmoot.talk.views.shared import id_in
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.services import NotNow, Refused
from folkmoot.tribes.views.doors import when_again

FORMS: dict[str, type[Form]] = {
    "done": DoneForm,
    "thank": ThankForm,
    "dispute": DisputeForm,
    "drop": DropForm,
    "time": TimeForm,
    "note": NoteForm,
}
Move = Callable[[PersonRequest, Promise, Any], str]  # what was done, as a sentence


@login_required
@require_safe
def promises(request: PersonRequest) -> HttpResponse:
    """What is my turn, what waits for others, what is over, and the ways to the favors of each tribe."""
    me, now = request.user, timezone.now()
    before = id_in(request.GET.get("before"))
    mine, others = selectors.open_promises(me)
    over, older = selectors.over(me, before)
    asks = list(selectors.leaving_soon(Ask, now).filter(by=me))
    offers = list(selectors.leaving_soon(Offer, now).filter(by=me))
    asked = board.asked_of(me, now).count()
    turns = len(mine) + len(asks) + len(offers) + asked
    own_tribes = tribes.tribes_of(me)
    context = {
        "mine": [Told(promise, me, now) for promise in mine],
        "others": [Told(promise, me, now) for promise in others],
        "over": [Told(promise, me, now) for promise in over],
        "older_url": f"?before={older}#over" if older else "",
        "is_first": before is None,
        "asks": asks,
        "offers": offers,
        "asked": asked,
        "turns": turns,
        "nothing": not (mine or others or over or turns),
        "tribes": own_tribes,
        "board_url": reverse("board", args=[own_tribes[0].slug]) if len(own_tribes) == 1 else reverse("tribes"),
    }
    return render(request, "favors/promises.html", context)


@login_required
@require_safe
def promise(request: PersonRequest, promise_id: int) -> HttpResponse:
    """One promise: who, what, when, its life, and the moves that this side has."""
    return _page(request, _own(request, promise_id))


def _move(name: str) -> Callable[[Move], Callable[..., HttpResponse]]:
    """A view that takes one form and makes one move of it; what is wrong with the form is said beside it."""

    def wrap(move: Move) -> Callable[..., HttpResponse]:
        @login_required
        @require_POST
        @wraps(move)
        def view(request: PersonRequest, promise_id: int) -> HttpResponse:
            found = _own(request, promise_id)
            form = _form(name, found, request.POST)
            if not form.is_valid():
                return _page(request, found, form, status=422)
            try:
                said = move(request, found, form.cleaned_data)
            except (FavorError, Throttled) as problem:
                form.add_error(None, when_again(problem) if isinstance(problem, Throttled) else str(problem))
                return _page(request, found, form, status=422)
            except NotNow as refused:
                messages.error(request, str(refused))
            except Refused as refused:
                messages.error(request, str(refused))
                return _page(request, found, status=403)
            else:
                if said:
                    messages.success(request, said)
            return redirect("promise", found.pk)

        return view

    return wrap


@_move("done")
def promise_done(request: PersonRequest, found: Promise, data: Any) -> str:
    """The helper says that it happened."""
    promising.say_done(request.user, found.pk, gift=data["gift"], shared=not data["just_us"])
    name = {"name": found.receiver.display_name}
    if data["gift"]:
        return _("Well done. %(name)s is asked whether it happened; it is a gift, so nothing is owed.") % name
    return _("Well done. Now it is %(name)s's turn to say so.") % name


@_move("thank")
def promise_thank(request: PersonRequest, found: Promise, data: Any) -> str:
    """The receiver thanks."""
    minutes = data["minutes"] if data["minutes"] != found.minutes else None
    kept = promising.thank(request.user, found.pk, minutes, shared=False if data["just_us"] else None)
    said = {"name": found.helper.display_name, "time": minutes_in_words(kept.minutes)}
    if kept.gift:
        return _("Thanked: %(time)s of %(name)s's life, as a gift. Nothing is owed.") % said
    return _("Thanked: %(time)s of %(name)s's life. Returning it to anybody in the tribe completes it.") % said


@_move("dispute")
def promise_dispute(request: PersonRequest, found: Promise, data: Any) -> str:
    """The receiver saw it differently."""
    promising.dispute(request.user, found.pk, data["reason"])
    name = {"name": found.helper.display_name}
    return _("Said, to %(name)s alone. Nothing is entered anywhere while the two of you see it differently.") % name


@_move("drop")
def promise_drop(request: PersonRequest, found: Promise, data: Any) -> str:
    """Either side lets it go."""
    dropped = promising.drop(request.user, found.pk, data["reason"])
    name = {"name": selectors.other_of(found, request.user).display_name}
    if dropped.done_at:
        return _("Let go: it does not count. %(name)s sees that you did.") % name
    if dropped.dropped_late:
        return _("Dropped, with less than 24 hours left: both of you see that. Better tell %(name)s, too.") % name
    return _("Dropped. %(name)s sees it on their page.") % name


@_move("time")
def promise_time(request: PersonRequest, found: Promise, data: Any) -> str:
    """Set, change or clear the time."""
    wanted: datetime | None = data["agreed_at"]
    if "clear" in request.POST:
        wanted = None
    if "undo" in request.GET:
        wanted = _from_address(request.GET["undo"])
    before = found.agreed_at
    if wanted == before:
        messages.info(request, _("Nothing changed."))
        return ""
    promising.agree_on(request.user, found.pk, wanted)
    if wanted is None:
        said = _("No time is agreed any more.")
    else:
        said = _("Agreed for %(when)s. Both of you see it.") % {"when": moment_in_words(wanted)}
    undo = f"{reverse('promise_time', args=[found.pk])}?undo={_in_address(before)}"
    messages.success(request, said, extra_tags=undo)
    return ""


@_move("note")
def promise_note(request: PersonRequest, found: Promise, data: Any) -> str:
    """A word to the other one."""
    take(f"note:{request.user.pk}", SAYING)
    promising.write_note(request.user, found.pk, data["text"])
    return _("Said. Only the two of you read it.")


def _in_address(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _from_address(text: str) -> datetime | None:
    """Twin of ``_in_address``. Raises FavorError."""
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) if text else None
    except ValueError:
        raise FavorError(_("Write a day and a time, like 2027-03-05 18:30.")) from None


def _own(request: PersonRequest, promise_id: int) -> Promise:
    found = selectors.promise_for(request.user, promise_id)
    if found is None:
        raise Http404
    return found


def _form(name: str, found: Promise, data: Any = None) -> Any:
    if name == "thank":
        return ThankForm(found, data)
    if name == "time":
        return TimeForm(data, initial={"agreed_at": found.agreed_at})
    if name == "done":
        return DoneForm(data, initial={"gift": found.gift})
    return FORMS[name](data)


def _page(request: PersonRequest, found: Promise, wrong: Any = None, status: int = 200) -> HttpResponse:
    """The page of a promise. ``wrong``: the form that has to be looked at again."""
    told = Told(found, request.user, timezone.now())
    forms = {name: _form(name, found) for name in FORMS}
    may = {
        "done": State.DONE in told.moves,
        "thank": State.THANKED in told.moves,
        "dispute": State.DISPUTED in told.moves,
        "drop": State.DROPPED in told.moves,
        "time": told.state == State.PROMISED,
        "note": True,
    }
    if wrong is not None:
        forms[wrong.name] = wrong
        if not may[wrong.name]:  # its form is not on the page any more
            messages.error(request, _("That is not open to you here, or not any more. Look at where it is now."))
    entry = getattr(found, "entry", None)
    context = {
        "told": told,
        "promise": found,
        "forms": forms,
        "wrong": wrong.name if wrong is not None else "",
        "may": may,
        "belongs": tribes.membership(found.tribe_id, request.user.pk) is not None,
        "notes": selectors.notes_of(found),
        "favor_url": reverse("favor", args=[entry.pk]) if entry is not None else "",
        "zone": timezone.get_current_timezone_name(),
    }
    return render(request, "favors/promise.html", context, status=status)
