"""Asking somebody for a wider permission, and answering such a request."""

from collections import defaultdict
from typing import Annotated

from django.utils import timezone
from ninja import Router
from pydantic import Field

from folkmoot.people.api_kit import (
    Asked,
    Before,
    Handle,
    IdOut,
    Limit,
    MomentOut,
    Out,
    Page,
    PathId,
    PersonRef,
    SlugIn,
    Text,
    by_id,
    me,
    person_or_404,
    person_ref,
    reads,
    writes,
)
from folkmoot.permissions import selectors
from folkmoot.permissions.api.schemas import (
    BudgetIn,
    HolderOut,
    PermissionOut,
    ScopeOut,
    ScopeWord,
    TermsOut,
    holder_out,
    permission_out,
    scope_of,
    terms_of,
    terms_out,
)
from folkmoot.permissions.models import Topic, Widening
from folkmoot.permissions.rules import Per, Scope, Terms
from folkmoot.permissions.services import widening
from folkmoot.tribes.api.doors import led_tribe

router = Router()


class WideningIn(BudgetIn):
    """What is asked for; what is left out takes its default."""

    scope: ScopeWord
    words: Annotated[Text, Field(max_length=500, description="Say what they will find in it.")] = ""
    for_tribe: SlugIn | None = Field(None, description="A tribe I lead, to ask for it; null to ask for myself.")


class WideningOut(Out):
    """A request for a wider permission. It has no state: a 'not now' looks like no answer."""

    id: IdOut
    holder: HolderOut = Field(description="Who would hold the permission.")
    asked_by: PersonRef
    scope: ScopeOut
    terms: TermsOut = Field(description="What is asked for.")
    words: str
    asked_at: MomentOut


class Widenings(Page[WideningOut]):
    """Requests, newest first."""


@router.post(
    "/people/{handle:handle}/widenings", summary="Ask for a wider permission", **writes("permissions", WideningOut, 201)
)
def widening_ask(request: Asked, handle: Handle, wanted: WideningIn) -> WideningOut:
    """Possible once 5 messages have arrived and one was answered; one request waits at a time."""
    giver = person_or_404(handle)
    tribe = led_tribe(request, wanted.for_tribe) if wanted.for_tribe is not None else None
    holder_id = tribe.pk if tribe is not None else me(request).pk
    asked = widening.ask_for_wider(
        me(request), giver, scope_of(wanted.scope), terms_of(wanted, holder_id), wanted.words, tribe
    )
    return _out(asked, list(selectors.topics_of(holder_id, with_retired=True)))


@router.get("/widenings", summary="Requests that wait for my answer", **reads(Widenings))
def widenings_list(request: Asked, before: Before = None, limit: Limit = 20) -> Widenings:
    """Of people and tribes that want to reach me with more."""
    found, older = by_id(selectors.open_widenings(me(request), timezone.now()), before, limit)
    topics: dict[int, list[Topic]] = defaultdict(list)
    for topic in selectors.topics_of_all({asked.holder_id for asked in found}):
        topics[topic.holder_id].append(topic)
    return Widenings(items=[_out(asked, topics[asked.holder_id]) for asked in found], older=older)


@router.post("/widenings/{id:widening_id}/grant", summary="Yes", **writes("permissions", PermissionOut))
def widening_grant(request: Asked, widening_id: PathId) -> PermissionOut:
    """They have what they asked for."""
    given = widening.grant_widening(me(request), widening_id)
    own = selectors.own_permissions(me(request)).get(pk=given.pk)
    return permission_out(me(request), own, timezone.now())


@router.post("/widenings/{id:widening_id}/decline", summary="Not now", **writes("permissions", None, 204))
def widening_decline(request: Asked, widening_id: PathId) -> None:
    """To them it looks like no answer."""
    widening.decline_widening(me(request), widening_id)


def _out(asked: Widening, topics: list[Topic]) -> WideningOut:
    return WideningOut(
        id=asked.pk,
        holder=holder_out(asked.holder),
        asked_by=person_ref(asked.asked_by),
        scope=Scope(asked.scope).name.lower(),
        terms=terms_out(Terms(asked.topics, asked.at_most, Per(asked.per)), topics),
        words=asked.words,
        asked_at=asked.asked_at,
    )
