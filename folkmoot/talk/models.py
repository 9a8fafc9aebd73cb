"""What is stored of talk: posts, and which of them were asks. The envelope of a post is ``permissions.Message``."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from folkmoot.mirror.judge import PURPOSES
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


class Decision(models.TextChoices):
    """What its writer said when a post was recognized as an ask; '' when they said nothing."""

    AS_POST = "as_post", _("It is an ask, sent as a post")
    NOT_AN_ASK = "not_an_ask", _("It is not an ask")


class Judged(models.Model):
    """That a post read like an ask (or its writer said so), and what its writer decided, for the mirror.

    It is of the words as they were first sent, and for its writer's eyes only. Posts that nobody took for an ask
    have no row.
    """

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True, related_name="judged")
    purpose = models.CharField(max_length=10, choices=[(word, word) for word in PURPOSES])
    probability = models.FloatField()  # 0 to 1
    decision = models.CharField(max_length=10, choices=Decision, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(purpose__in=PURPOSES), name="judged_purpose_is_one_of_the_words"),
            models.CheckConstraint(
                condition=Q(probability__gte=0, probability__lte=1), name="judged_probability_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["", *Decision.values]), name="judged_decision_is_one_of_the_words"
            ),
        ]

    def __str__(self) -> str:
        return f"post {self.pk} judged {self.purpose}"
