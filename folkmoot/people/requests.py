"""What a view behind ``login_required`` may count on."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from folkmoot.people.models import Person


class PersonRequest(HttpRequest):
    """A request of somebody signed in; for annotations, Django's own class is what arrives."""

    user: Person
    htmx: HtmxDetails
