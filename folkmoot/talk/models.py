"""What is stored of talk: posts. The envelope (who sent it where, whom it reached) is ``permissions.Message``."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from folkmoot.people.models import Person
from folkmoot.permissions.models import Message
from folkmoot.talk import rules
from folkmoot.tribes.models import Tribe


class Post(models.Model):
    """Something said on a tribe's floor, or (without a tribe) to whoever follows the author.

    ``root`` and ``parent`` are null for what begins a thread. A deleted post keeps its row, without words,
    so that answers keep their place and deliveries their proof.
    """

    message = models.OneToOneField(
        Message, on_delete=models.CASCADE, primary_key=True, db_column="id", related_name="post"
    )
    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="posts", db_index=False)
    tribe = models.ForeignKey(Tribe, on_delete=models.CASCADE, null=True, related_name="posts", db_index=False)
    root = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="answers", db_index=False)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="replies")
    text = models.TextField(max_length=rules.TEXT_MAX)
    html = models.TextField()  # rendered and sanitized once, when written
    topic_names = models.JSONField(default=list)  # as they were called when it was sent
    said_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    answer_count: int  # put on by selectors
    not_for_me: bool

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(root__isnull=True, parent__isnull=True) | Q(root__isnull=False, parent__isnull=False),
                name="post_begins_a_thread_or_has_its_place_in_one",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tribe", "-message"], condition=Q(root=None), name="post_floor"),
            models.Index(fields=["author", "-message"], name="post_by_author"),
            models.Index(fields=["root", "message"], name="post_thread"),
        ]

    def __str__(self) -> str:
        return f"post {self.pk} by {self.author_id}"
