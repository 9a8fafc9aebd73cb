"""Every write about tribes that gives or takes no permission (joining and leaving do: ``permissions``)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from folkmoot.people.markdown import render
from folkmoot.people.models import Person
from folkmoot.tribes import rules, selectors
from folkmoot.tribes.models import Ban, Invitation, JoinRequest, Membership, Tribe


class Refused(Exception):
    """Something that this person may not do, or not now; the text is a sentence for them."""


def make_tribe(founder: Person, name: str, idea: str, now: datetime, **more: str | bool) -> Tribe:
    """A tribe without members; its slug is made from the name where none is given."""
    name, idea = " ".join(name.split()), " ".join(idea.split())
    if not name or not idea:
        raise Refused("A tribe needs a name and an idea.")
    wanted = str(more.pop("slug", "") or rules.slug_from(name))
    slug, number = wanted, 2
    while Tribe.objects.filter(slug=slug).exists():
        slug, number = f"{wanted[: rules.SLUG_MAX - 5]}-{number}", number + 1
    charter = str(more.pop("charter", ""))
    return Tribe.objects.create(
        slug=slug,
        name=name[:80],
        idea=idea[: rules.IDEA_MAX],
        charter=charter,
        charter_html=render(charter),
        founder=founder,
        founded_at=now,
        **more,
    )


def edit_tribe(
    tribe: Tribe, leader: Person, *, name: str, idea: str, charter: str, joining: str, floor_is_open: bool
) -> Tribe:
    """Change what a tribe says of itself. Refused to non-leaders."""
    _only_leaders(tribe, leader)
    tribe.name, tribe.idea, tribe.charter = name, idea, charter
    tribe.charter_html = render(charter)
    tribe.joining, tribe.floor_is_open = joining, floor_is_open
    tribe.save(update_fields=["name", "idea", "charter", "charter_html", "joining", "floor_is_open"])
    return tribe


def ask_to_join(tribe: Tribe, person: Person, words: str, now: datetime | None = None) -> JoinRequest:
    """Ask the leaders of a tribe. Asking twice is asking once. Refused to members and the banned."""
    if tribe.joining != Tribe.Joining.REQUEST:
        raise Refused("This tribe does not take requests.")
    with transaction.atomic():
        if selectors.membership(tribe.pk, person.pk) is not None:
            raise Refused("You belong to this tribe already.")
        if selectors.is_banned(tribe.pk, person.pk):
            raise Refused("A leader of this tribe has closed its door to you.")
        request, _ = JoinRequest.objects.get_or_create(
            tribe=tribe,
            person=person,
            state="waiting",
            defaults={"words": words[:1000], "asked_at": now or timezone.now()},
        )
        return request


def withdraw_join_request(tribe: Tribe, person: Person, now: datetime | None = None) -> None:
    """Take a request back, if it is still waiting."""
    JoinRequest.objects.filter(tribe=tribe, person=person, state="waiting").update(
        state="withdrawn", decided_at=now or timezone.now()
    )


def decide_join_request(tribe: Tribe, request_id: int, leader: Person, state: str, now: datetime) -> JoinRequest:
    """Move a waiting request to accepted or declined. Refused to non-leaders, and when it is not waiting."""
    _only_leaders(tribe, leader)
    if state not in rules.JOIN_REQUEST_ARROWS["waiting"] - {"withdrawn"}:
        raise ValueError(f"no arrow to {state}")
    moved = JoinRequest.objects.filter(pk=request_id, tribe=tribe, state="waiting").update(
        state=state, decided_at=now, decided_by=leader
    )
    if not moved:
        raise Refused("That request is not waiting any more.")
    return JoinRequest.objects.select_related("person").get(pk=request_id)


def set_role(tribe: Tribe, person: Person, role: str, leader: Person) -> None:
    """Make a member a leader or a leader a member. Refused to non-leaders, and for the last leader."""
    with transaction.atomic():
        Tribe.objects.select_for_update().get(pk=tribe.pk)
        _only_leaders(tribe, leader)
        if role == Membership.Role.MEMBER:
            refuse_to_lose_last_leader(tribe, person)
        if not Membership.objects.filter(tribe=tribe, person=person).update(role=role):
            raise Refused("They do not belong to this tribe.")


def refuse_to_lose_last_leader(tribe: Tribe, person: Person) -> None:
    """Raises Refused when ``person`` is the only leader while others stay (for the caller's transaction)."""
    others = Membership.objects.select_for_update().filter(tribe=tribe).exclude(person=person)
    roles = list(others.values_list("role", flat=True))
    if roles and Membership.Role.LEADER not in roles:
        raise Refused("A tribe needs a leader: make someone else a leader first.")


def lift_ban(tribe: Tribe, person: Person, leader: Person) -> None:
    """Open the door again. Refused to non-leaders."""
    _only_leaders(tribe, leader)
    Ban.objects.filter(tribe=tribe, person=person).delete()


def mark_accepted(invitation: Invitation, person: Person, now: datetime) -> None:
    """An invitation is used, once; by the same person again is nothing new. Raises Refused otherwise."""
    moved = Invitation.objects.filter(
        pk=invitation.pk, state__in=rules.sources(rules.INVITATION_ARROWS, "accepted")
    ).update(state="accepted", accepted_by=person, answered_at=now)
    if not moved and not Invitation.objects.filter(pk=invitation.pk, accepted_by=person).exists():
        raise Refused("This invitation was used already, or taken back; ask for another one.")


def _only_leaders(tribe: Tribe, person: Person) -> None:
    if not selectors.is_leader(tribe.pk, person.pk):
        raise Refused("Only a leader of this tribe can do that.")
