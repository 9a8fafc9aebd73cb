"""Permissions, their terms and history as the API says them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal, get_args

from pydantic import Field

from folkmoot.people.api_kit import IdIn, IdOut, In, MomentIn, MomentOut, Out, PersonRef, Problem, one_of, person_ref
from folkmoot.people.models import Person
from folkmoot.permissions import rules, selectors
from folkmoot.permissions.models import Holder, Permission, PermissionVersion, Topic
from folkmoot.permissions.rules import ALL_TOPICS, AT_MOST_LARGEST, TOPIC_SLOTS, Per, Scope, Terms
from folkmoot.tribes.api.schemas import TribeRef, tribe_ref

ScopeWord = Literal["posts", "dialogue", "letters", "asks"]
PerWord = Literal["day", "week", "month"]
ScopeOut = Annotated[str, one_of(*get_args(ScopeWord))]
PerOut = Annotated[str, one_of(*get_args(PerWord))]
Why = Annotated[str, one_of("given", "changed", "revoked", "undone", "widened", "left")]
_SCOPES = (
    "posts: appear on my home page; dialogue: reply to me, mention me; letters: write to me in private;"
    " asks: ask me a favor by name."
)
_PER = "The stretch that a budget counts over: any 24 hours, any 7 days, any 31 days."
_TOPICS = "Ids of the holder's topics; null for everything, with a topic or without."
_LATER = "Beside the topics listed: every topic that the holder adds later."


class TopicOut(Out):
    """Something a person or a tribe talks about."""

    id: IdOut
    name: str
    retired: bool = Field(description="No new post takes it; what was said and permitted on it stays.")


class HolderOut(Out):
    """Who may reach: a person or a tribe; the other one is null."""

    person: PersonRef | None
    tribe: TribeRef | None


class TermsOut(Out):
    """What is allowed."""

    topics: list[TopicOut] | None = Field(description="null: everything, with a topic or without.")
    later_topics: bool = Field(description=_LATER)
    at_most: int | None = Field(description="Messages in any stretch of 'per'; null: without limit.")
    per: PerOut = Field(description=_PER)
    until: MomentOut | None = Field(description="When it ends; null: when I change it.")
    interrupt: bool = Field(description="Whether it may also send an e-mail.")


class PermissionOut(Out):
    """What one holder may do under one scope."""

    id: IdOut
    version: IdOut = Field(description="The row of its history that is in force; undo takes it.")
    holder: HolderOut
    scope: ScopeOut = Field(description=_SCOPES)
    live: bool = Field(description="false: revoked. A live one whose 'until' has passed lets nothing through either.")
    terms: TermsOut
    used: int = Field(description="Messages of its budget used in the stretch that ends now.")
    left: int | None = Field(description="Messages left in it now; null without a budget.")
    brought: int = Field(description="Messages it carried in the last 31 days.")


class VersionOut(Out):
    """One row of a permission's history: what it said from then on until the next."""

    id: IdOut
    why: Why = Field(description="left: my place in the tribe ended.")
    made_at: MomentOut
    live: bool
    terms: TermsOut


class BudgetIn(In):
    """Which topics, and how many messages."""

    topics: Annotated[list[IdIn], Field(max_length=TOPIC_SLOTS)] | None = Field(None, description=_TOPICS)
    later_topics: bool = Field(False, description=_LATER)
    at_most: Annotated[int, Field(ge=1, le=AT_MOST_LARGEST)] | None = Field(
        None, description=f"Messages in any stretch of 'per', 1 to {AT_MOST_LARGEST}; null: without limit."
    )
    per: PerWord = Field("week", description=_PER)


class TermsIn(BudgetIn):
    """What is allowed from now on; what is left out takes its default."""

    until: MomentIn | None = Field(None, description="When it ends; null: when I change it.")
    interrupt: bool = Field(False, description="Whether it may also send an e-mail.")


class TermsChange(TermsIn):
    """What changes; what is left out stays as it is. ``topics`` and ``later_topics`` go together."""


# --- from rows --------------------------------------------------------------------------------------
def topic_out(topic: Topic) -> TopicOut:
    """A topic."""
    return TopicOut(id=topic.pk, name=topic.name, retired=topic.retired_at is not None)


def holder_out(holder: Holder) -> HolderOut:
    """A holder; with person and tribe."""
    return HolderOut(
        person=person_ref(holder.person) if holder.person else None,
        tribe=tribe_ref(holder.tribe) if holder.tribe else None,
    )


def terms_out(terms: Terms, topics: Sequence[Topic]) -> TermsOut:
    """Terms in words. ``topics``: every topic of the holder."""
    everything = terms.topics == ALL_TOPICS
    return TermsOut(
        topics=None if everything else [topic_out(topic) for topic in topics if terms.topics >> topic.slot & 1],
        later_topics=rules.takes_later_topics(terms.topics, [topic.slot for topic in topics]),
        at_most=terms.at_most,
        per=Per(terms.per).name.lower(),
        until=terms.until,
        interrupt=terms.interrupt,
    )


def row_out(row: selectors.Row) -> PermissionOut:
    """A line of *Who may reach me*."""
    permission = row.permission
    return PermissionOut(
        id=permission.pk,
        version=permission.version_id,
        holder=holder_out(permission.holder),
        scope=row.scope.name.lower(),
        live=permission.live,
        terms=terms_out(permission.terms, row.holder_topics),
        used=row.used,
        left=row.left,
        brought=row.brought,
    )


def permission_out(giver: Person, permission: Permission, now: datetime) -> PermissionOut:
    """One permission with its holder and what it has used."""
    topics = list(selectors.topics_of(permission.holder_id, with_retired=True))
    used, brought = selectors.used_by_permission(giver.pk, now).get(permission.pk, (0, 0))
    among = [topic for topic in topics if permission.topics >> topic.slot & 1]
    return row_out(selectors.Row(permission, used, brought, among, topics))


def version_out(version: PermissionVersion, topics: Sequence[Topic]) -> VersionOut:
    """A row of history."""
    return VersionOut(
        id=version.pk,
        why=version.why,
        made_at=version.made_at,
        live=version.live,
        terms=terms_out(version.terms, topics),
    )


# --- from requests ----------------------------------------------------------------------------------
def scope_of(word: ScopeWord) -> Scope:
    """The scope that a word names."""
    return Scope[word.upper()]


def terms_of(wanted: BudgetIn, holder_id: int) -> Terms:
    """Terms over the topics of a holder. Problem 422 for a topic that is not theirs."""
    until, interrupt = (wanted.until, wanted.interrupt) if isinstance(wanted, TermsIn) else (None, False)
    mask = topics_mask(wanted.topics, wanted.later_topics, holder_id)
    return Terms(mask, wanted.at_most, Per[wanted.per.upper()], until, interrupt)


def topics_mask(ids: list[int] | None, later: bool, holder_id: int) -> int:
    """The mask over a holder's topics. Problem 422 for a topic that is not theirs."""
    if ids is None:
        return ALL_TOPICS
    every = {topic.pk: topic for topic in selectors.topics_of(holder_id, with_retired=True)}
    if not set(ids) <= every.keys():
        raise Problem(
            422, "not_valid", "One of these topics is not theirs; look at the topics they have.", "body.topics"
        )
    chosen = rules.topic_mask(every[id_].slot for id_ in ids)
    return chosen | (rules.later_topics(topic.slot for topic in every.values()) if later else 0)
