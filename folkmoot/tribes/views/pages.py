"""A tribe as others see it: the list of tribes, what it is about, who belongs to it, its settings."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.people.requests import PersonRequest
from folkmoot.tribes import selectors, services
from folkmoot.tribes.forms import AskForm, TribeForm
from folkmoot.tribes.models import Membership, Tribe
from folkmoot.tribes.views.doors import for_leaders, for_members, page_of, person_of, visible_tribe, words_of

TRIBES_ON_A_PAGE = 24
MEMBERS_ON_A_PAGE = 50


@require_safe
def tribes(request: HttpRequest) -> HttpResponse:
    """My tribes, and the others that may be seen."""
    person, words = person_of(request), words_of(request)
    others = Paginator(selectors.listed_tribes(person, words), TRIBES_ON_A_PAGE).get_page(page_of(request))
    mine = selectors.memberships_of(person) if person else []
    context = {"mine": mine, "others": others, "words": words}
    return render(request, "tribes/tribes.html", context)


@require_safe
def tribe_about(request: HttpRequest, slug: str) -> HttpResponse:
    """What a tribe is about, and how one comes in."""
    tribe = visible_tribe(request, slug)
    return about_page(request, tribe, AskForm())


def about_page(request: HttpRequest, tribe: Tribe, form: AskForm) -> HttpResponse:
    """The page about a tribe; 422 when what was asked on it could not be taken."""
    person = person_of(request)
    place = selectors.membership(tribe.pk, person.pk) if person else None
    context = {
        "tribe": tribe,
        "place": place,
        "leads": place is not None and place.role == Membership.Role.LEADER,
        "leaders": selectors.leaders(tribe),
        "member_count": selectors.member_count(tribe),
        "asked": selectors.own_request(tribe, person) if person and place is None else None,
        "is_banned": person is not None and place is None and selectors.is_banned(tribe.pk, person.pk),
        "reads_floor": selectors.may_read_floor(tribe, person),
        "form": form,
    }
    return render(request, "tribes/about.html", context, status=422 if form.is_bound else 200)


@require_safe
@for_members
def tribe_members(request: PersonRequest, tribe: Tribe) -> HttpResponse:
    """Who belongs to a tribe; for leaders also who asks to join, and to whom the door is closed."""
    words = words_of(request)
    page = Paginator(selectors.members(tribe, words), MEMBERS_ON_A_PAGE).get_page(page_of(request))
    leads = selectors.is_leader(tribe.pk, request.user.pk)
    context = {
        "tribe": tribe,
        "leads": leads,
        "page": page,
        "words": words,
        "requests": selectors.waiting_requests(tribe) if leads else [],
        "bans": selectors.bans(tribe) if leads else [],
    }
    return render(request, "tribes/members.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_leaders
def tribe_settings(request: PersonRequest, tribe: Tribe) -> HttpResponse:
    """What a tribe says of itself, and how one comes in."""
    # A form of its own copy: a name that was refused must not stand in the frame of the page.
    form = TribeForm(request.POST or None, instance=Tribe.objects.get(pk=tribe.pk))
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_tribe(tribe, request.user, **form.cleaned_data)
        except services.Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("Saved. This is how the tribe shows itself now."))
            return redirect("tribe_about", tribe.slug)
    context = {"tribe": tribe, "leads": True, "form": form, "leaders": selectors.leaders(tribe)}
    return render(request, "tribes/settings.html", context, status=422 if form.is_bound else 200)
