"""Asking to join, the leaders' no, and who leads."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from folkmoot.people.adapter import let_sign_up
from folkmoot.people.models import Person
from folkmoot.people.requests import PersonRequest
from folkmoot.people.throttle import Throttled
from folkmoot.tribes import selectors, services
from folkmoot.tribes.forms import AskForm
from folkmoot.tribes.models import Tribe
from folkmoot.tribes.views.doors import for_leaders, person_of, visible_tribe, when_again
from folkmoot.tribes.views.pages import about_page


@require_POST
def tribe_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to join; whoever has no account yet makes one first."""
    tribe = visible_tribe(request, slug)
    person = person_of(request)
    if person is None:
        if tribe.joining != Tribe.Joining.REQUEST:
            raise Http404
        return let_sign_up(request, reverse("tribe_about", args=[slug]))
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            services.ask_to_join(tribe, person, form.cleaned_data["words"])
        except services.Refused as no:
            form.add_error(None, str(no))
        except Throttled as full:
            form.add_error(None, when_again(full))
        else:
            withdraw = reverse("tribe_withdraw", args=[slug])
            messages.success(request, _("The leaders have your request."), extra_tags=withdraw)
            return redirect("tribe_about", slug)
    return about_page(request, tribe, form)


@require_POST
def tribe_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take one's request back."""
    tribe = visible_tribe(request, slug)
    person = person_of(request)
    if person is not None:
        services.withdraw_join_request(tribe, person)
        messages.success(request, _("Your request is taken back."))
    return redirect("tribe_about", slug)


@require_POST
@for_leaders
def request_decline(request: PersonRequest, tribe: Tribe, request_id: int) -> HttpResponse:
    """A leader says no to a request."""
    get_object_or_404(tribe.join_requests, pk=request_id)
    try:
        asked = services.decline_join_request(tribe, request_id, request.user)
    except services.Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("%(name)s will not join.") % {"name": asked.person.display_name})
    return redirect("tribe_members", tribe.slug)


@require_POST
@for_leaders
def tribe_role(request: PersonRequest, tribe: Tribe, person_id: int) -> HttpResponse:
    """Make a member a leader, or a leader a member: ``role`` in the form, or in the address for an undo."""
    place = get_object_or_404(tribe.memberships.select_related("person"), person_id=person_id)
    role = request.POST.get("role") or request.GET.get("role", "")
    before, name = place.role, {"name": place.person.display_name}
    try:
        services.set_role(tribe, place.person, role, request.user)
    except services.Refused as no:
        messages.error(request, str(no))
        return redirect("tribe_members", tribe.slug)
    undo = f"{reverse('tribe_role', args=[tribe.slug, person_id])}?role={before}"
    said = _("%(name)s leads this tribe now.") if role == "leader" else _("%(name)s is a member now.")
    # Whoever has just given up leading cannot undo it: that is for another leader.
    still_leads = selectors.is_leader(tribe.pk, request.user.pk)
    messages.success(request, said % name, extra_tags=undo if before != role and still_leads else "")
    return redirect("tribe_members", tribe.slug)


@require_POST
@for_leaders
def tribe_lift_ban(request: PersonRequest, tribe: Tribe, person_id: int) -> HttpResponse:
    """Open the door again to somebody who was banned."""
    person = get_object_or_404(Person, pk=person_id, bans__tribe=tribe)
    services.lift_ban(tribe, person, request.user)
    messages.success(request, _("The door is open to %(name)s again.") % {"name": person.display_name})
    return redirect("tribe_members", tribe.slug)
