"""What is kept of what a person said, and of what it was taken for."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from folkmoot.people.exports import AT_ONCE, Row, Section, said_at, said_id
from folkmoot.people.models import Person
from folkmoot.talk.models import Judged, Post


def export_of(person: Person, now: datetime) -> Iterator[Section]:
    """Posts, and which of them read like asks."""
    yield Section(
        "posts",
        _("Everything you said, in your words; of what you deleted, only when."),
        _posts(person),
        ("talk.Post.author",),
    )
    yield Section(
        "read_as_asks",
        _("Which of your posts read like an ask when you sent them, and what you said to that. For your eyes only."),
        _judged(person),
    )


def _posts(person: Person) -> Iterator[Row]:
    # Only ids of what was answered: the words there are somebody else's.
    rows = Post.objects.filter(author=person).select_related("tribe").defer("html").order_by("message_id")
    for post in rows.iterator(AT_ONCE):
        yield {
            "id": said_id(post.pk),
            "tribe": None if post.tribe is None else post.tribe.slug,
            "tribe_name": None if post.tribe is None else post.tribe.name,
            "thread": said_id(post.root_id),
            "answers": said_id(post.parent_id),
            "text": post.text,
            "topics": post.topic_names,
            "said_at": said_at(post.said_at),
            "edited_at": said_at(post.edited_at),
            "deleted_at": said_at(post.deleted_at),
        }


def _judged(person: Person) -> Iterator[Row]:
    rows = Judged.objects.filter(post__author=person).order_by("pk")
    for row in rows.iterator(AT_ONCE):
        yield {
            "post": said_id(row.pk),
            "read_as": row.purpose,
            "probability": row.probability,
            "you_said": row.decision or None,
        }
