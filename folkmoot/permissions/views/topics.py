"""What a person or a tribe talks about: topics are added, retired and brought back, never renamed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.people.models import Person
from folkmoot.people.requests import PersonRequest
from folkmoot.permissions import selectors
from folkmoot.permissions.forms import TopicForm
from folkmoot.permissions.models import Topic
from folkmoot.permissions.rules import TOPIC_SLOTS
from folkmoot.permissions.services import topics as services
from folkmoot.permissions.services.topics import TopicError
from folkmoot.permissions.views.common import form_status
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.models import Tribe
from folkmoot.tribes.views.doors import for_leaders


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def topics(request: PersonRequest) -> HttpResponse:
    """What I say to whoever follows me, by topic."""
    return _page(request, request.user, "permissions/topics.html")


@require_http_methods(["GET", "HEAD", "POST"])
@for_leaders
def tribe_topics(request: PersonRequest, tribe: Tribe) -> HttpResponse:
    """What a tribe talks about, for its leaders."""
    return _page(request, tribe, "permissions/tribe_topics.html")


@login_required
@require_POST
def topic_retire(request: PersonRequest, topic_id: int) -> HttpResponse:
    """No new post takes this topic."""
    topic, whose = _own_topic(request, topic_id)
    services.retire_topic(whose, topic.pk)
    messages.success(
        request,
        _("No new post takes '%(topic)s' any more.") % {"topic": topic.name},
        extra_tags=reverse("topic_return", args=[topic.pk]),
    )
    return redirect(_address(whose))


@login_required
@require_POST
def topic_return(request: PersonRequest, topic_id: int) -> HttpResponse:
    """Bring a retired topic back, with all that was permitted on it."""
    topic, whose = _own_topic(request, topic_id)
    services.add_topic(whose, topic.name)
    messages.success(
        request,
        _("'%(topic)s' is back.") % {"topic": topic.name},
        extra_tags=reverse("topic_retire", args=[topic.pk]),
    )
    return redirect(_address(whose))


def _page(request: PersonRequest, whose: Person | Tribe, template: str) -> HttpResponse:
    form = TopicForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            topic = services.add_topic(whose, form.cleaned_data["name"])
        except TopicError as problem:
            form.add_error("name", str(problem))
        else:
            messages.success(
                request,
                _("'%(topic)s' is a topic now.") % {"topic": topic.name},
                extra_tags=reverse("topic_retire", args=[topic.pk]),
            )
            return redirect(_address(whose))
    every = list(selectors.topics_of(whose.pk, with_retired=True))
    context = {
        "form": form,
        "topics": [topic for topic in every if topic.retired_at is None],
        "retired": [topic for topic in every if topic.retired_at is not None],
        "left": TOPIC_SLOTS - len(every),
        "tribe": whose if isinstance(whose, Tribe) else None,
    }
    return render(request, template, context, status=form_status(request) if form.errors else 200)


def _address(whose: Person | Tribe) -> str:
    return reverse("tribe_topics", args=[whose.slug]) if isinstance(whose, Tribe) else reverse("topics")


def _own_topic(request: PersonRequest, topic_id: int) -> tuple[Topic, Person | Tribe]:
    """A topic of one's own, or of a tribe one leads; to others it is not there."""
    topic = selectors.topic_by_id(topic_id)
    if topic is None:
        raise Http404
    whose = topic.holder.who
    if isinstance(whose, Person):
        allowed = whose.pk == request.user.pk
    else:
        allowed = tribes.is_leader(whose.pk, request.user.pk)
    if not allowed:
        raise Http404
    return topic, whose
