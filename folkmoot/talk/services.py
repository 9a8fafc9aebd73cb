"""Every write of talk: saying, answering, editing, deleting."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from folkmoot.mirror.judge import Purpose, judge
from folkmoot.people import selectors as people
from folkmoot.people.markdown import render
from folkmoot.people.models import Person
from folkmoot.permissions.models import Interruption, Topic
from folkmoot.permissions.rules import Reach, Scope
from folkmoot.permissions.services import gate
from folkmoot.permissions.services.holders import ensure_holder, next_id
from folkmoot.talk import rules, tasks
from folkmoot.talk.models import Decision, Judged, Post
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.models import Tribe
from folkmoot.tribes.services import NotNow, Refused


@dataclass(frozen=True)
class Said:
    """A post that was published, and whom it reached."""

    post: Post
    reach: Reach


def preview_reach(
    author: Person,
    tribe: Tribe | None,
    topic_ids: tuple[int, ...] = (),
    text: str = "",
    now: datetime | None = None,
) -> Reach:
    """Whom a post would reach if it were said now. Raises Refused as ``publish_post`` does."""
    envelope, _ = _envelope(author, tribe, topic_ids, text)
    return gate.preview(envelope, now)


def preview_html(text: str) -> str:
    """The text as it would look once said. Raises rules.TextError."""
    text = rules.checked_text(text)
    return render(text, frozenset(people.people_by_handle(rules.mentioned(text))))


def publish_post(
    author: Person,
    tribe: Tribe | None,
    text: str,
    topic_ids: tuple[int, ...] = (),
    now: datetime | None = None,
    decision: Decision | None = None,
) -> Said:
    """Begin a thread on a tribe's floor, or to one's followers. Raises Refused, rules.TextError.

    When it reads like an ask, that is kept, with what its writer decided about it (None: they did not say).
    """
    text = rules.checked_text(text)
    purpose = judge(text)
    with transaction.atomic():
        envelope, names = _envelope(author, tribe, topic_ids, text)
        for whose in (author, tribe):  # not in _envelope: a preview writes nothing
            if whose is not None:
                ensure_holder(whose)
        said = _say(author, tribe, text, envelope, names, None, now)
        if reads_like_an_ask(purpose) or decision is not None:
            Judged.objects.create(
                post=said.post, purpose=purpose.word, probability=purpose.probability, decision=decision or ""
            )
        return said


def reads_like_an_ask(purpose: Purpose) -> bool:
    """Sure enough to say so to its writer: to be stopped for nothing costs more than an ask that goes out unseen."""
    return purpose.word == "ask" and purpose.probability >= rules.ASK_FROM


def answer_post(author: Person, parent: Post, text: str, now: datetime | None = None) -> Said:
    """Answer a post: it reaches its author and whoever is mentioned, as they permit. Refused, rules.TextError."""
    text = rules.checked_text(text)
    with transaction.atomic():
        tribe = parent.tribe
        _may_write(author, tribe)
        if parent.deleted_at is not None:
            raise NotNow("What you answer was deleted by its writer.")
        names = people.people_by_handle(rules.mentioned(text))
        addressed = {person.pk for person in names.values()} | {parent.author_id}
        root_topics = (parent.root or parent).topic_names
        envelope = gate.Envelope(
            sender_id=ensure_holder(author),
            tribe_id=ensure_holder(tribe) if tribe else None,
            broadcast=None,
            addressed=tuple(addressed),
            topics=tuple(name.casefold() for name in root_topics),
        )
        return _say(author, tribe, text, envelope, root_topics, parent, now)


def edit_post(author: Person, post_id: int, text: str, now: datetime | None = None) -> Post:
    """New words for one's own post. It reaches nobody anew, not even people mentioned only now."""
    text = rules.checked_text(text)
    post = _own(author, post_id)
    _may_write(author, post.tribe)  # whoever left keeps what they said, and may delete it, but says nothing new there
    html = render(text, frozenset(people.people_by_handle(rules.mentioned(text))))
    changed = Post.objects.filter(pk=post.pk, deleted_at=None).update(
        text=text, html=html, edited_at=now or timezone.now()
    )
    if not changed:
        raise NotNow("It was deleted.")
    post.refresh_from_db()
    return post


def delete_post(author: Person, post_id: int, now: datetime | None = None) -> None:
    """Take one's own words back; the row stays without them, so that answers keep their place."""
    now = now or timezone.now()
    with transaction.atomic():
        post = _own(author, post_id)
        if post.tribe is not None:
            next_id([ensure_holder(post.tribe)], now)  # what was worked out under the tribe's clock holds no more
        Judged.objects.filter(post_id=post.pk).delete()
        Post.objects.filter(pk=post.pk, deleted_at=None).update(text="", html="", topic_names=[], deleted_at=now)


def _own(author: Person, post_id: int) -> Post:
    post = Post.objects.filter(pk=post_id, author=author, deleted_at=None).first()
    if post is None:
        raise Refused("You wrote no such post.")
    return post


def _may_write(author: Person, tribe: Tribe | None) -> None:
    if tribe is not None and tribes.membership(tribe.pk, author.pk) is None:
        raise Refused("Only members write on this floor.")


def _envelope(
    author: Person, tribe: Tribe | None, topic_ids: tuple[int, ...], text: str
) -> tuple[gate.Envelope, list[str]]:
    _may_write(author, tribe)
    holder_id = tribe.pk if tribe is not None else author.pk
    topics = list(Topic.objects.filter(holder_id=holder_id, pk__in=topic_ids, retired_at=None))
    if len(topics) != len(set(topic_ids)):
        raise NotNow("One of these topics is not there any more; choose again.")
    mentioned = people.people_by_handle(rules.mentioned(text))
    envelope = gate.Envelope(
        sender_id=author.pk,
        tribe_id=tribe.pk if tribe is not None else None,
        broadcast=Scope.POSTS,
        addressed=tuple(person.pk for person in mentioned.values()),
        topics=tuple(topic.key for topic in topics),
    )
    return envelope, [topic.name for topic in topics]


def _say(
    author: Person,
    tribe: Tribe | None,
    text: str,
    envelope: gate.Envelope,
    topic_names: list[str],
    parent: Post | None,
    now: datetime | None,
) -> Said:
    sent = gate.send(envelope, now)
    _may_write(author, tribe)  # again, now that the tribe is locked: a removal may have come in between
    mentioned = frozenset(people.people_by_handle(rules.mentioned(text)))
    post = Post.objects.create(
        message_id=sent.message_id,
        author=author,
        tribe=tribe,
        root_id=None if parent is None else parent.root_id or parent.pk,
        parent=parent,
        text=text,
        html=render(text, mentioned),
        topic_names=topic_names,
        said_at=sent.at,
    )
    if sent.reach.reached and Interruption.objects.filter(message_id=sent.message_id).exists():
        transaction.on_commit(tasks.send_interruptions.enqueue)
    return Said(post, sent.reach)
