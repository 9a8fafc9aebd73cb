"""What somebody sets about themselves."""

from copy import copy

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.people import services
from folkmoot.people.forms import ProfileForm
from folkmoot.people.models import Person
from folkmoot.people.pictures import PictureError
from folkmoot.people.requests import PersonRequest


@login_required
@require_safe
def settings(request: PersonRequest) -> HttpResponse:
    """Everything that can be set, each with a line on what it is."""
    return render(request, "people/settings.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings_profile(request: PersonRequest) -> HttpResponse:
    """Name, picture, about, what one can help with, time zone."""
    # A copy, so that the frame of a page that was refused does not show the refused name.
    person = copy(request.user)
    form = ProfileForm(request.POST or None, request.FILES or None, instance=person)
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, person, form)
        except PictureError as problem:
            form.add_error("picture", str(problem))
    status = 422 if form.is_bound else 200
    return render(request, "people/settings_profile.html", {"form": form}, status=status)


@login_required
@require_POST
def session_end(request: PersonRequest, session_id: int) -> HttpResponseRedirect:
    """Sign out one browser of one's own."""
    session = UserSession.objects.filter(pk=session_id, user=request.user).first()
    if session is None:
        messages.error(request, _("You are not signed in there any more."))
    else:
        session.end()
        messages.success(request, _("That browser is signed out."))
    return HttpResponseRedirect(reverse("usersessions_list"))


def _saved(request: PersonRequest, person: Person, form: ProfileForm) -> HttpResponseRedirect:
    data = form.cleaned_data
    if "remove_picture" in request.POST:
        services.remove_picture(person)
    elif data["picture"]:
        services.set_picture(person, data["picture"].read())
    services.edit_profile(
        person,
        display_name=data["display_name"],
        about=data["about"],
        can_help_with=data["can_help_with"],
        time_zone=data["time_zone"],
    )
    messages.success(request, _("Your profile is saved."))
    return HttpResponseRedirect(reverse("settings_profile"))
