"""What the pages of permission share: faces, ways back, messages with an undo, who may be here."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from folkmoot.people import rules as people_rules
from folkmoot.people import selectors as people
from folkmoot.people.faces import Face
from folkmoot.people.models import Person
from folkmoot.people.requests import PersonRequest
from folkmoot.permissions.models import Holder, Permission
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.models import Tribe
from folkmoot.tribes.views.doors import visible_tribe


def person_face(person: Person) -> Face:
    """A person, with their profile as the way there."""
    return Face(
        person.display_name,
        person.initials,
        person.hue,
        reverse("profile", args=[person.name_in_urls]),
        person.picture,
        person.picture_url,
    )


def tribe_face(tribe: Tribe, belongs: bool = True) -> Face:
    """A tribe; the page about it is the way there, unless only its members may see that."""
    initials, hue = people_rules.initials(tribe.name), people_rules.hue(tribe.pk)
    seen = belongs or tribe.joining != Tribe.Joining.INVITATION
    return Face(tribe.name, initials, hue, reverse("tribe_about", args=[tribe.slug]) if seen else "", is_tribe=True)


def holder_face(holder: Holder, belongs: bool = True) -> Face:
    """Whoever holds a permission; ``belongs``: whether the reader belongs to it, where it is a tribe."""
    who = holder.who
    return person_face(who) if isinstance(who, Person) else tribe_face(who, belongs)


def person_or_404(name: str) -> Person:
    """The active person of a handle."""
    found = people.person_by_handle(name)
    if found is None:
        raise Http404
    return found


def led_tribe(request: PersonRequest, slug: str) -> Tribe:
    """A tribe this person leads, where it is not the page's own; 404 for everybody else."""
    found = visible_tribe(request, slug)
    if not tribes.is_leader(found.pk, request.user.pk):
        raise Http404
    return found


def back(request: HttpRequest, fallback: str) -> HttpResponse:
    """To ``next``, or to the page that this was sent from, if it is one of ours; else to ``fallback``."""
    for wanted in (request.POST.get("next", ""), request.headers.get("Referer", "")):
        if wanted and url_has_allowed_host_and_scheme(
            wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        ):
            return HttpResponseRedirect(wanted)  # as it stands: redirect() would take a word for the name of a view
    return redirect(fallback)


def tell_with_undo(request: HttpRequest, text: str, permission: Permission) -> None:
    """Say what was done to a permission, with the way to take it back."""
    messages.success(request, text, extra_tags=reverse("permission_undo", args=[permission.pk, permission.version_id]))


def form_status(request: PersonRequest) -> int:
    """The status of a form that has to be looked at again: 422, but 200 to htmx, which shows nothing else."""
    return 200 if request.htmx else 422
