"""Who may reach me: look, give, change, revoke, undo, history; and following, which is giving 'posts'."""

from dataclasses import replace

from django.utils import timezone
from ninja import Router
from pydantic import Field

from folkmoot.people.api_kit import (
    Asked,
    Before,
    Handle,
    IdIn,
    In,
    Limit,
    Out,
    Page,
    PathId,
    Slug,
    by_id,
    me,
    not_found,
    person_or_404,
    reads,
    writes,
)
from folkmoot.people.models import Person
from folkmoot.permissions import selectors
from folkmoot.permissions.api.schemas import (
    PermissionOut,
    ScopeWord,
    TermsChange,
    TermsIn,
    VersionOut,
    permission_out,
    row_out,
    scope_of,
    terms_of,
    topics_mask,
    version_out,
)
from folkmoot.permissions.models import Permission
from folkmoot.permissions.rules import ALL_TOPICS, Per, Scope, Terms, later_topics
from folkmoot.permissions.services import giving
from folkmoot.tribes.api.doors import own_tribe
from folkmoot.tribes.models import Tribe

router = Router()


class Permissions(Page[PermissionOut]):
    """Permissions, the last made first."""


class Versions(Page[VersionOut]):
    """A history, newest first."""


class FollowOut(Out):
    """Whether I follow somebody."""

    follows: bool
    permission: PermissionOut | None = Field(description="What following permits them; null without it.")


class UndoIn(In):
    version: IdIn = Field(description="The 'version' of the permission, so that only the last change is taken back.")


@router.get("/permissions", summary="Who may reach me", **reads(Permissions))
def permissions_list(request: Asked, before: Before = None, limit: Limit = 20, ended: bool = False) -> Permissions:
    """Everything I permit, with what each has used; with ``ended``, what I have revoked as well."""
    blocks = selectors.who_may_reach(me(request), timezone.now(), live_only=not ended)
    rows = sorted((row for block in blocks for row in block.rows), key=lambda row: -row.permission.pk)
    if before is not None:
        rows = [row for row in rows if row.permission.pk < before]
    older = rows[limit - 1].permission.pk if len(rows) > limit else None
    return Permissions(items=[row_out(row) for row in rows[:limit]], older=older)


@router.get("/permissions/{id:permission_id}", summary="A permission of mine", **reads(PermissionOut))
def permission_read(request: Asked, permission_id: PathId) -> PermissionOut:
    """Live or revoked."""
    return _out(request, _own(request, permission_id))


@router.patch("/permissions/{id:permission_id}", summary="Change the terms", **writes("permissions", PermissionOut))
def permission_change(request: Asked, permission_id: PathId, changes: TermsChange) -> PermissionOut:
    """At once. One that was revoked is live again."""
    own = _own(request, permission_id)
    return _out(request, giving.change_permission(me(request), own.pk, _changed(own, changes)))


@router.delete("/permissions/{id:permission_id}", summary="Revoke", **writes("permissions", PermissionOut))
def permission_revoke(request: Asked, permission_id: PathId) -> PermissionOut:
    """Once this is answered, nothing is delivered under it any more."""
    return _out(request, giving.revoke_permission(me(request), permission_id))


@router.post(
    "/permissions/{id:permission_id}/undo", summary="Take the last change back", **writes("permissions", PermissionOut)
)
def permission_undo(request: Asked, permission_id: PathId, undo: UndoIn) -> PermissionOut:
    """What was before is in force again; 409 when it was changed again since."""
    return _out(request, giving.undo_change(me(request), permission_id, undo.version))


@router.get("/permissions/{id:permission_id}/history", summary="Every state it ever had", **reads(Versions))
def permission_history(request: Asked, permission_id: PathId, before: Before = None, limit: Limit = 20) -> Versions:
    """With what each came from."""
    own = _own(request, permission_id)
    topics = list(selectors.topics_of(own.holder_id, with_retired=True))
    found, older = by_id(selectors.history(me(request), own.pk), before, limit)
    return Versions(items=[version_out(version, topics) for version in found], older=older)


@router.put(
    "/people/{handle:handle}/permissions/{scope}",
    summary="Let a person reach me",
    **writes("permissions", PermissionOut),
)
def person_permit(request: Asked, handle: Handle, scope: ScopeWord, terms: TermsIn) -> PermissionOut:
    """Under these terms, whatever they were before."""
    return _give(request, person_or_404(handle), scope, terms)


@router.put(
    "/tribes/{slug:slug}/permissions/{scope}",
    summary="Let a tribe of mine reach me",
    **writes("permissions", PermissionOut),
)
def tribe_permit(request: Asked, slug: Slug, scope: ScopeWord, terms: TermsIn) -> PermissionOut:
    """Under these terms, whatever they were before. It covers what its members send there."""
    return _give(request, own_tribe(request, slug), scope, terms)


@router.get("/people/{handle:handle}/follow", summary="Whether I follow somebody", **reads(FollowOut))
def follow_read(request: Asked, handle: Handle) -> FollowOut:
    """Following is permitting 'posts'."""
    return _follow_out(request, person_or_404(handle))


@router.put("/people/{handle:handle}/follow", summary="Follow", **writes("permissions", FollowOut))
def follow(request: Asked, handle: Handle) -> FollowOut:
    """Permit 'posts' on everything; somebody whom I follow already keeps the terms they have."""
    person = person_or_404(handle)
    giving.permit(me(request), person, Scope.POSTS)
    return _follow_out(request, person)


@router.delete("/people/{handle:handle}/follow", summary="Unfollow", **writes("permissions", FollowOut))
def unfollow(request: Asked, handle: Handle) -> FollowOut:
    """No posts of theirs any more; what else they may do stays."""
    person = person_or_404(handle)
    found = selectors.permission_between(me(request).pk, person.pk, Scope.POSTS)
    if found is not None:
        giving.revoke_permission(me(request), found.pk)
    return _follow_out(request, person)


def _own(request: Asked, permission_id: int) -> Permission:
    found = selectors.own_permissions(me(request)).filter(pk=permission_id).first()
    if found is None:
        raise not_found()
    return found


def _out(request: Asked, permission: Permission) -> PermissionOut:
    return permission_out(me(request), _own(request, permission.pk), timezone.now())


def _give(request: Asked, holder: Person | Tribe, scope: ScopeWord, wanted: TermsIn) -> PermissionOut:
    terms = terms_of(wanted, holder.pk)
    return _out(request, giving.give_permission(me(request), holder, scope_of(scope), terms))


def _follow_out(request: Asked, person: Person) -> FollowOut:
    found = selectors.permission_between(me(request).pk, person.pk, Scope.POSTS)
    return FollowOut(follows=found is not None, permission=None if found is None else _out(request, found))


def _changed(own: Permission, changes: TermsChange) -> Terms:
    """The terms in force with what was sent put in their place."""
    sent = changes.model_dump(exclude_unset=True)
    terms = own.terms
    if "topics" in sent:
        terms = replace(terms, topics=topics_mask(changes.topics, changes.later_topics, own.holder_id))
    elif "later_topics" in sent and terms.topics != ALL_TOPICS:
        topics = selectors.topics_of(own.holder_id, with_retired=True)
        later = later_topics(topic.slot for topic in topics)
        terms = replace(terms, topics=terms.topics | later if changes.later_topics else terms.topics & ~later)
    if "per" in sent:
        sent["per"] = Per[changes.per.upper()]
    plain = {name: sent[name] for name in ("at_most", "per", "until", "interrupt") if name in sent}
    return replace(terms, **plain)
