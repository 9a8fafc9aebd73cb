"""What a holder talks about: topics are added and retired, never renamed, since permissions are given on them."""

import unicodedata
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from folkmoot.people.models import Person
from folkmoot.permissions.models import Topic
from folkmoot.permissions.rules import TOPIC_SLOTS
from folkmoot.permissions.services.holders import ensure_holder, next_id
from folkmoot.tribes.models import Tribe

NAME_MAX = 40
KEY_MAX = 60  # folding case can make a name longer: 'ß' becomes 'ss'


class TopicError(ValueError):
    """A topic that cannot be added; the text is a sentence."""


def topic_key(name: str) -> str:
    """What makes two topic names the same topic."""
    return _tidy(name).casefold()


def _tidy(name: str) -> str:
    """The name on one line, without controls, and composed, so that what looks alike is alike."""
    kept = "".join(
        " " if c.isspace() else c for c in name if c.isspace() or unicodedata.category(c) not in {"Cc", "Cs"}
    )
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def add_topic(whose: Person | Tribe, name: str, now: datetime | None = None) -> Topic:
    """Add a topic, or bring a retired one back. TopicError when it has no name, a long one, or no slot is left."""
    name = _tidy(name)
    if not name:
        raise TopicError("A topic needs a name.")
    if len(name) > NAME_MAX or len(topic_key(name)) > KEY_MAX:
        raise TopicError(f"A topic's name has at most {NAME_MAX} characters.")
    with transaction.atomic():
        holder_id = ensure_holder(whose)
        next_id([holder_id], now or timezone.now())
        known = {topic.key: topic for topic in Topic.objects.filter(holder_id=holder_id)}
        found = known.get(topic_key(name))
        if found is not None:
            Topic.objects.filter(pk=found.pk).update(retired_at=None)
            found.retired_at = None
            return found
        slot = max((topic.slot for topic in known.values()), default=-1) + 1
        if slot >= TOPIC_SLOTS:
            raise TopicError(
                f"There are {TOPIC_SLOTS} topics already, counting retired ones; that is all there can be."
            )
        return Topic.objects.create(holder_id=holder_id, slot=slot, name=name, key=topic_key(name))


def retire_topic(whose: Person | Tribe, topic_id: int, now: datetime | None = None) -> None:
    """No new post takes this topic; what was said and permitted on it stays as it is."""
    Topic.objects.filter(pk=topic_id, holder_id=whose.pk, retired_at=None).update(retired_at=now or timezone.now())
