"""Who may reach me: for what, how often, and what each has used; change, revoke, undo, history."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.people.faces import Face
from folkmoot.people.models import Person
from folkmoot.people.requests import PersonRequest
from folkmoot.permissions import selectors
from folkmoot.permissions.forms import ScopeForm, TermsForm
from folkmoot.permissions.models import Permission, PermissionVersion, Topic
from folkmoot.permissions.rules import Scope, TermsError
from folkmoot.permissions.services import giving
from folkmoot.permissions.services.giving import NothingToUndo
from folkmoot.permissions.views import words
from folkmoot.permissions.views.common import (
    back,
    form_status,
    holder_face,
    person_or_404,
    tell_with_undo,
    tribe_face,
)
from folkmoot.permissions.views.widening import waiting_requests
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.models import Tribe
from folkmoot.tribes.services import Refused
from folkmoot.tribes.views.doors import for_members


@dataclass(frozen=True)
class Line:
    """One permission as the page shows it."""

    id: int
    live: bool
    head: str
    allows: str  # 'Posts on garden, at most 3 in any week'
    used: str  # '2 of 3 used in the last 7 days'; empty without a budget
    used_value: int
    used_max: int
    full: bool
    brought: str
    progress_id: str
    change_url: str
    revoke_url: str
    history_url: str
    again_url: str  # empty when it cannot be given again as it was
    join_url: str  # where a tribe that one has left can be joined again


@dataclass(frozen=True)
class Urgent:
    """Whether urgent asks of a tribe may reach me: a box of its own. ``line``: the permission, while it is given."""

    line: Line | None


@dataclass(frozen=True)
class Block:
    """One holder with all that they may do."""

    id: int
    face: Face
    lines: list[Line]
    more: list[tuple[str, str, str]]  # scopes not given: word, name, help
    give_url: str
    urgent: Urgent | None = None  # of a tribe I belong to, among what is live


@login_required
@require_safe
def permissions(request: PersonRequest) -> HttpResponse:
    """Everyone who may reach me, one block per holder, and below it what ended."""
    now = timezone.now()
    blocks = selectors.who_may_reach(request.user, now, live_only=False)
    mine = set(tribes.tribe_ids_of(request.user.pk))
    live = [block for block in (_block(found, mine, now, ended=False) for found in blocks) if _allows(block)]
    ended = [block for block in (_block(found, mine, now, ended=True) for found in blocks) if block.lines]
    return render(
        request,
        "permissions/permissions.html",
        {
            "requests": waiting_requests(request.user, now),
            "groups": [
                (_("Tribes"), [block for block in live if block.face.is_tribe]),
                (_("People"), [block for block in live if not block.face.is_tribe]),
            ],
            "has_blocks": bool(live),
            "ended": ended,
            "totals": _totals(live),
            "dos": [
                {"label": _("Look at the tribes"), "icon": "tribes", "url": reverse("tribes")},
                {"label": _("Choose what I talk about"), "icon": "talk", "url": reverse("topics")},
            ],
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def permission_change(request: PersonRequest, permission_id: int) -> HttpResponse:
    """The terms of one permission as a form; on the page of all of them htmx puts it into the row."""
    now = timezone.now()
    permission = _own(request.user, permission_id)
    topics = list(selectors.topics_of(permission.holder_id, with_retired=True))
    form = TermsForm(
        request.POST if request.method == "POST" else None,
        terms=permission.terms,
        topics=topics,
        now=now,
        prefix=f"terms-{permission.pk}",
    )
    if request.method == "POST" and form.is_valid():
        try:
            changed = giving.change_permission(request.user, permission.pk, form.terms)
        except (TermsError, Refused) as problem:
            form.add_error(None, str(problem))
        else:
            _tell_change(request, permission, changed, topics)
            return redirect(f"{reverse('permissions')}#permission-{permission.pk}")
    context = {
        "form": form,
        "line": _line(permission, topics, (0, 0), True, now),
        "face": holder_face(permission.holder, belongs=False),
    }
    status = form_status(request) if form.errors else 200
    return render(request, "permissions/permission_change.html", context, status=status)


@login_required
@require_POST
def permission_revoke(request: PersonRequest, permission_id: int) -> HttpResponse:
    """End a permission, at once."""
    before = _own(request.user, permission_id)
    revoked = giving.revoke_permission(request.user, permission_id)
    said = {"name": _holder_name(before), "scope": words.scope_name(Scope(before.scope))}
    if revoked.version_id == before.version_id:
        messages.info(request, _("That had ended already."))
    else:
        tell_with_undo(request, _("%(name)s may not reach you any more: %(scope)s.") % said, revoked)
    return back(request, reverse("permissions"))


@login_required
@require_POST
def permission_again(request: PersonRequest, permission_id: int) -> HttpResponse:
    """Give a revoked permission again as it was; without its end, when that has passed."""
    before = _own(request.user, permission_id)
    now = timezone.now()
    terms = before.terms
    if terms.until is not None and terms.until <= now:
        terms = replace(terms, until=None)
    try:
        given = giving.change_permission(request.user, permission_id, terms, why=PermissionVersion.Why.GIVEN)
    except Refused as problem:
        messages.error(request, str(problem))
    else:
        _tell_change(request, before, given, list(selectors.topics_of(before.holder_id, with_retired=True)))
    return back(request, reverse("permissions"))


@login_required
@require_POST
def permission_undo(request: PersonRequest, permission_id: int, version_id: int) -> HttpResponse:
    """Take the last change back."""
    before = _own(request.user, permission_id)
    try:
        undone = giving.undo_change(request.user, permission_id, version_id)
    except (NothingToUndo, Refused) as problem:
        messages.error(request, str(problem))
    else:
        if undone.live:
            topics = list(selectors.topics_of(before.holder_id, with_retired=True))
            allows = words.terms_words(Scope(undone.scope), undone.terms, topics, timezone.now())
            text = _("Taken back. %(name)s: %(allows)s.") % {"name": _holder_name(before), "allows": allows}
        else:
            text = _("Taken back. %(name)s may not reach you with it.") % {"name": _holder_name(before)}
        tell_with_undo(request, text, undone)
    return back(request, reverse("permissions"))


@login_required
@require_safe
def permission_history(request: PersonRequest, permission_id: int) -> HttpResponse:
    """Every state a permission ever had, newest first, in plain words."""
    permission = _own(request.user, permission_id)
    topics = list(selectors.topics_of(permission.holder_id, with_retired=True))
    entries = [
        {
            "said": words.history_words(version.why),
            "at": version.made_at,
            "allows": words.terms_words(Scope(version.scope), version.terms, topics, version.made_at)
            if version.live
            else "",
            "undo_url": reverse("permission_undo", args=[permission.pk, version.pk])
            if version.pk == permission.version_id and version.why != PermissionVersion.Why.LEFT
            else "",
        }
        for version in selectors.history(request.user, permission.pk)
    ]
    face = holder_face(permission.holder, belongs=False)
    context = {
        "entries": entries,
        "face": face,
        "scope": words.scope_name(Scope(permission.scope)),
        "permission_id": permission.pk,
    }
    return render(request, "permissions/permission_history.html", context)


@login_required
@require_POST
def follow(request: PersonRequest, name: str) -> HttpResponse:
    """Let somebody's posts onto my home page."""
    return _give(request, person_or_404(name), Scope.POSTS, reverse("profile", args=[name]))


@login_required
@require_POST
def unfollow(request: PersonRequest, name: str) -> HttpResponse:
    """No posts of theirs any more; what else they may do stays."""
    person = person_or_404(name)
    found = selectors.permission_between(request.user.pk, person.pk, Scope.POSTS)
    if found is None:
        messages.info(request, _("You do not follow %(name)s.") % {"name": person.display_name})
    else:
        revoked = giving.revoke_permission(request.user, found.pk)
        tell_with_undo(request, _("You follow %(name)s no longer.") % {"name": person.display_name}, revoked)
    return back(request, reverse("profile", args=[name]))


@login_required
@require_POST
def give(request: PersonRequest, name: str) -> HttpResponse:
    """Let a person reach me in one more way."""
    return _give(request, person_or_404(name), _scope_chosen(request), reverse("profile", args=[name]))


@require_POST
@for_members
def give_tribe(request: PersonRequest, tribe: Tribe) -> HttpResponse:
    """Let a tribe I belong to reach me in one more way."""
    return _give(request, tribe, _scope_chosen(request), reverse("permissions"))


def _give(request: PersonRequest, holder: Person | Tribe, scope: Scope, fallback: str) -> HttpResponse:
    name = str(holder)
    try:
        given, is_new = giving.permit(request.user, holder, scope)
    except Refused as problem:
        messages.error(request, str(problem))
        return back(request, fallback)
    if not is_new:
        messages.info(request, _("You permit %(name)s that already.") % {"name": name})
        return back(request, fallback)
    if scope is Scope.POSTS and isinstance(holder, Person):
        text = _("You follow %(name)s.") % {"name": name}
    else:
        text = _("%(name)s may reach you now: %(scope)s.") % {"name": name, "scope": words.scope_name(scope)}
    tell_with_undo(request, text, given)
    return back(request, fallback)


def _scope_chosen(request: PersonRequest) -> Scope:
    form = ScopeForm(request.POST)
    if not form.is_valid():
        raise Http404
    return form.scope_chosen()


def _own(giver: Person, permission_id: int) -> Permission:
    found = selectors.own_permissions(giver).filter(pk=permission_id).first()
    if found is None:
        raise Http404
    return found


def _holder_name(permission: Permission) -> str:
    return str(permission.holder.who)


def _tell_change(request: PersonRequest, before: Permission, after: Permission, topics: list[Topic]) -> None:
    """What is allowed from now on; with an undo, unless nothing changed."""
    allows = words.terms_words(Scope(after.scope), after.terms, topics, timezone.now())
    said = {"name": _holder_name(before), "allows": allows}
    if after.version_id == before.version_id:
        messages.info(request, _("Nothing changed. %(name)s: %(allows)s.") % said)
    else:
        tell_with_undo(request, _("From now on, %(name)s: %(allows)s.") % said, after)


def _allows(block: Block) -> bool:
    """Whether anything of a holder may reach me."""
    return bool(block.lines) or (block.urgent is not None and block.urgent.line is not None)


def _block(found: selectors.HolderRows, mine: set[int], now: datetime, ended: bool) -> Block:
    """One holder's lines that are live, or those that ended."""
    holder = found.holder
    may_be_given = holder.person_id is not None or holder.tribe_id in mine
    lines = {
        Scope(row.scope): _line(row.permission, row.holder_topics, (row.used, row.brought), may_be_given, now)
        for row in found.rows
        if _has_ended(row.permission, now) == ended
    }
    urgent = None
    if holder.tribe_id in mine and not ended:
        urgent = Urgent(lines.pop(Scope.URGENT, None))
    known = {row.scope for row in found.rows} | {Scope.URGENT}
    more = [(s.name.lower(), words.scope_name(s), words.scope_help(s)) for s in Scope if s not in known]
    who = holder.who
    if isinstance(who, Person):
        give_url = reverse("give", args=[who.name_in_urls])
    else:
        give_url = reverse("give_tribe", args=[who.slug])
    face = holder_face(holder, belongs=may_be_given)
    return Block(holder.pk, face, list(lines.values()), more if may_be_given else [], give_url, urgent)


def _has_ended(permission: Permission, now: datetime) -> bool:
    return not permission.live or (permission.until is not None and permission.until <= now)


def _line(
    permission: Permission, topics: list[Topic], counts: tuple[int, int], may_be_given: bool, now: datetime
) -> Line:
    used, brought = counts
    terms, scope = permission.terms, Scope(permission.scope)
    tribe = None if may_be_given else permission.holder.tribe
    join_url = "" if tribe is None else tribe_face(tribe, belongs=False).url
    return Line(
        id=permission.pk,
        live=not _has_ended(permission, now),
        head=words.scope_name(scope),
        allows=words.terms_words(scope, terms, topics, now),
        used=words.used_words(used, terms),
        used_value=min(used, terms.at_most or 0),
        used_max=terms.at_most or 0,
        full=terms.at_most is not None and used >= terms.at_most,
        brought=words.brought_words(brought),
        progress_id=f"used-{permission.pk}",
        change_url=reverse("permission_change", args=[permission.pk]),
        revoke_url=reverse("permission_revoke", args=[permission.pk]),
        history_url=reverse("permission_history", args=[permission.pk]),
        again_url=reverse("permission_again", args=[permission.pk]) if may_be_given else "",
        join_url=join_url,
    )


def _totals(blocks: list[Block]) -> list[tuple[str, int]]:
    """How many may reach me, by what for: the picture at the side."""
    heads = [line.head for block in blocks for line in block.lines]
    heads += [block.urgent.line.head for block in blocks if block.urgent is not None and block.urgent.line is not None]
    return [(name, heads.count(name)) for name in map(words.scope_name, Scope)]
