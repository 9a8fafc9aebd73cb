"""What is kept about whom a person permits what, what reached them by it, and what they sent.

Of permissions that others gave to this person there is one number, as on their own page: how many follow them. And
a request that they made has no state here, as it has none anywhere: a 'not now' looks like no answer.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from folkmoot.ids import moment_of
from folkmoot.people.exports import AT_ONCE, Row, Section, said_at, said_id
from folkmoot.people.models import Person
from folkmoot.permissions import rules
from folkmoot.permissions.models import (
    Delivery,
    Holder,
    Interruption,
    Message,
    Permission,
    PermissionVersion,
    Topic,
    Widening,
)
from folkmoot.permissions.rules import ALL_TOPICS, Per, Scope, Terms
from folkmoot.permissions.selectors import follower_count, own_permissions

Topics = dict[int, list[Topic]]  # of each holder


def export_of(person: Person, now: datetime) -> Iterator[Section]:
    """Permissions given with their history, what they let through, requests, and what was sent."""
    yield Section(
        "given",
        _("Who may reach you, for what and how often; also what you have taken back."),
        _given(person),
        ("permissions.Permission.giver",),
    )
    yield Section(
        "given_history", _("Every state that each of these permissions ever had, and since when."), _history(person)
    )
    yield Section("held", _("How many people follow you; who they are is theirs to say."), _held(person))
    yield Section(
        "deliveries",
        _("What reached you, when, from whom, and which permission let it through."),
        _deliveries(person),
        ("permissions.Delivery.recipient",),
    )
    yield Section(
        "mails",
        _("The messages that also came to you as an e-mail."),
        _interruptions(person),
        ("permissions.Interruption.recipient",),
    )
    yield Section(
        "requests_to_me",
        _("Who asked you for a wider permission, and what you answered."),
        _asked_of(person, now),
        ("permissions.Widening.giver",),
    )
    yield Section(
        "requests_of_mine",
        _("Whom you asked for a wider permission. No answer is noted: a 'not now' looks like none."),
        _asked_by(person),
        ("permissions.Widening.asked_by",),
    )
    yield Section("topics", _("What you talk about."), _topics(person), ("permissions.Holder.person",))
    yield Section(
        "sent",
        _("How many people each of your messages reached and did not, as its page tells you."),
        _sent(person),
        ("permissions.Message.sender",),
    )


def _holder(holder: Holder) -> Row:
    person, tribe = holder.person, holder.tribe
    return {
        "person": person.handle if person else None,
        "tribe": tribe.slug if tribe else None,
        "name": str(holder.who),
    }


def _terms(terms: Terms, topics: Sequence[Topic]) -> Row:
    """Terms as the API says them, topics by name. ``topics``: every topic of the holder."""
    everything = terms.topics == ALL_TOPICS
    return {
        "topics": None if everything else [topic.name for topic in topics if terms.topics >> topic.slot & 1],
        "later_topics": rules.takes_later_topics(terms.topics, [topic.slot for topic in topics]),
        "at_most": terms.at_most,
        "per": Per(terms.per).name.lower(),
        "until": said_at(terms.until),
        "interrupt": terms.interrupt,
    }


def _by_holder(topics: QuerySet[Topic]) -> Topics:
    found: Topics = defaultdict(list)
    for topic in topics:
        found[topic.holder_id].append(topic)
    return found


def _topics_of_holders_of(person: Person) -> Topics:
    holders = Permission.objects.filter(giver=person).values("holder_id")
    return _by_holder(Topic.objects.filter(holder__in=holders))


def _given(person: Person) -> Iterator[Row]:
    topics = _topics_of_holders_of(person)
    for row in own_permissions(person).order_by("pk").iterator(AT_ONCE):
        yield {
            "id": said_id(row.pk),
            **_holder(row.holder),
            "scope": Scope(row.scope).name.lower(),
            "live": row.live,
            **_terms(row.terms, topics[row.holder_id]),
        }


def _history(person: Person) -> Iterator[Row]:
    topics = _topics_of_holders_of(person)
    rows = PermissionVersion.objects.filter(permission__giver=person).order_by("permission_id", "pk")
    for row in rows.iterator(AT_ONCE):
        yield {
            "id": said_id(row.pk),
            "permission": said_id(row.permission_id),
            "why": row.why,
            "made_at": said_at(row.made_at),
            "live": row.live,
            **_terms(row.terms, topics[row.holder_id]),
        }


def _held(person: Person) -> Iterator[Row]:
    yield {"scope": Scope.POSTS.name.lower(), "people": follower_count(person.pk)}


def _deliveries(person: Person) -> Iterator[Row]:
    columns = ("message_id", "permission_id", "version_id", "not_for_me", "message__sender__name")
    rows = Delivery.objects.filter(recipient=person).order_by("message_id")
    found = rows.values_list(*columns, "message__sender__host", "message__tribe__slug")
    for message, permission, version, not_for_me, name, host, tribe in found.iterator(AT_ONCE):
        yield {
            "message": said_id(message),
            "at": said_at(moment_of(message)),
            "from": Person(name=name, host=host).handle,
            "tribe": tribe,
            "permission": said_id(permission),
            "version": said_id(version),
            "not_for_me": not_for_me,
        }


def _interruptions(person: Person) -> Iterator[Row]:
    for row in Interruption.objects.filter(recipient=person).order_by("message_id").iterator(AT_ONCE):
        yield {"message": said_id(row.message_id), "at": said_at(moment_of(row.message_id)), "state": row.state}


def _asked_of(person: Person, now: datetime) -> Iterator[Row]:
    asked = Widening.objects.filter(giver=person)
    topics = _by_holder(Topic.objects.filter(holder__in=asked.values("holder_id")))
    rows = asked.select_related("holder__person", "holder__tribe", "asked_by").order_by("pk")
    for row in rows.iterator(AT_ONCE):
        state = _answer(row, now)
        yield {
            "id": said_id(row.pk),
            **_holder(row.holder),
            "asked_by": row.asked_by.handle,
            **_wanted(row, topics),
            "state": state,
            "answered_at": said_at(row.answered_at) if state in {"granted", "not_now"} else None,
        }


def _answer(asked: Widening, now: datetime) -> str:
    """What the giver did: a request that nobody answered in its time has lapsed, however the row was closed."""
    ended = asked.asked_at + rules.WIDENING_OPEN_FOR
    if asked.state == "open":
        return "lapsed" if now >= ended else "open"
    if asked.state == "not_now" and asked.answered_at is not None and asked.answered_at >= ended:
        return "lapsed"
    return asked.state


def _asked_by(person: Person) -> Iterator[Row]:
    asked = Widening.objects.filter(asked_by=person)
    topics = _by_holder(Topic.objects.filter(holder__in=asked.values("holder_id")))
    rows = asked.select_related("holder__tribe", "giver").defer("state", "answered_at").order_by("pk")
    for row in rows.iterator(AT_ONCE):
        tribe = row.holder.tribe
        yield {
            "id": said_id(row.pk),
            "asked": row.giver.handle,
            "for_tribe": tribe.slug if tribe else None,
            **_wanted(row, topics),
        }


def _wanted(asked: Widening, topics: Topics) -> dict[str, Any]:
    terms = _terms(Terms(asked.topics, asked.at_most, Per(asked.per)), topics[asked.holder_id])
    return {
        "scope": Scope(asked.scope).name.lower(),
        **{name: terms[name] for name in ("topics", "later_topics", "at_most", "per")},
        "words": asked.words,
        "asked_at": said_at(asked.asked_at),
    }


def _topics(person: Person) -> Iterator[Row]:
    for topic in Topic.objects.filter(holder_id=person.pk).order_by("slot").iterator(AT_ONCE):
        yield {"id": said_id(topic.pk), "name": topic.name, "retired_at": said_at(topic.retired_at)}


def _sent(person: Person) -> Iterator[Row]:
    rows = Message.objects.filter(sender=person).order_by("pk")
    columns = ("pk", "tribe__slug", "reached", "over_budget", "off_topic", "not_permitted", "not_for_me__count")
    for pk, tribe, reached, over_budget, off_topic, not_permitted, not_for_me in rows.values_list(*columns).iterator(
        AT_ONCE
    ):
        yield {
            "message": said_id(pk),
            "at": said_at(moment_of(pk)),
            "tribe": tribe,
            "reached": reached,
            "over_budget": over_budget,
            "off_topic": off_topic,
            "not_permitted": not_permitted,
            "not_for_me": not_for_me or 0,
        }
