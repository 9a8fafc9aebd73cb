"""What a person or a tribe talks about: topics are added, retired and brought back, never renamed."""

from typing import Annotated

from ninja import Router
from pydantic import Field

from folkmoot.people.api_kit import (
    Asked,
    Handle,
    In,
    Out,
    PathId,
    Slug,
    Text,
    me,
    not_found,
    person_or_404,
    reads,
    writes,
)
from folkmoot.people.models import Person
from folkmoot.permissions import selectors
from folkmoot.permissions.api.schemas import TopicOut, topic_out
from folkmoot.permissions.services import topics
from folkmoot.tribes.api.doors import led_tribe, visible_tribe
from folkmoot.tribes.models import Tribe

router = Router()


class TopicIn(In):
    name: Annotated[Text, Field(min_length=1, max_length=200, description="At most 40 characters count.")]


class Topics(Out):
    """All topics, in the order they were added; there are at most 62."""

    items: list[TopicOut]


@router.get("/me/topics", summary="What I talk about", **reads(Topics))
def me_topics(request: Asked) -> Topics:
    """To whoever follows me."""
    return _topics(me(request))


@router.post("/me/topics", summary="Add a topic of mine", **writes("profile", TopicOut, 201))
def me_topic_add(request: Asked, topic: TopicIn) -> TopicOut:
    """Or bring a retired one back."""
    return topic_out(topics.add_topic(me(request), topic.name))


@router.delete("/me/topics/{id:topic_id}", summary="Retire a topic of mine", **writes("profile", TopicOut))
def me_topic_retire(request: Asked, topic_id: PathId) -> TopicOut:
    """No new post takes it."""
    return _retired(me(request), topic_id)


@router.get("/people/{handle:handle}/topics", summary="What somebody talks about", **reads(Topics))
def person_topics(request: Asked, handle: Handle) -> Topics:
    """To whoever follows them."""
    return _topics(person_or_404(handle))


@router.get("/tribes/{slug:slug}/topics", summary="What a tribe talks about", **reads(Topics))
def tribe_topics(request: Asked, slug: Slug) -> Topics:
    """Retired ones too, since permissions may stand on them."""
    return _topics(visible_tribe(request, slug))


@router.post("/tribes/{slug:slug}/topics", summary="Add a topic (leaders)", **writes("tribes", TopicOut, 201))
def tribe_topic_add(request: Asked, slug: Slug, topic: TopicIn) -> TopicOut:
    """Or bring a retired one back."""
    return topic_out(topics.add_topic(led_tribe(request, slug), topic.name))


@router.delete(
    "/tribes/{slug:slug}/topics/{id:topic_id}", summary="Retire a topic (leaders)", **writes("tribes", TopicOut)
)
def tribe_topic_retire(request: Asked, slug: Slug, topic_id: PathId) -> TopicOut:
    """No new post takes it."""
    return _retired(led_tribe(request, slug), topic_id)


def _topics(whose: Person | Tribe) -> Topics:
    return Topics(items=[topic_out(topic) for topic in selectors.topics_of(whose.pk, with_retired=True)])


def _retired(whose: Person | Tribe, topic_id: int) -> TopicOut:
    own = selectors.topics_of(whose.pk, with_retired=True).filter(pk=topic_id)
    if not own.exists():
        raise not_found()
    topics.retire_topic(whose, topic_id)
    return topic_out(own.get())
