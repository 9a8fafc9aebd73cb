"""A tribe itself, and who leads it."""

from datetime import datetime

from django.db import transaction

from folkmoot.people.markdown import render
from folkmoot.people.models import Person
from folkmoot.tribes import rules
from folkmoot.tribes.models import Ban, Membership, Tribe
from folkmoot.tribes.services.refusal import NotNow, Refused, only_leaders


def make_tribe(founder: Person, name: str, idea: str, now: datetime, **more: str | bool) -> Tribe:
    """A tribe without members; its slug is made from the name where none is given.

    ``more``: charter, joining, floor_is_open, slug. Raises Refused for what a tribe cannot say.
    """
    charter = str(more.pop("charter", ""))
    joining, floor_is_open = str(more.pop("joining", Tribe.Joining.REQUEST)), bool(more.pop("floor_is_open", False))
    name, idea = _checked(name, idea, charter, joining, floor_is_open)
    wanted = str(more.pop("slug", "") or rules.slug_from(name))
    slug, number = wanted, 2
    while Tribe.objects.filter(slug=slug).exists():
        slug, number = f"{wanted[: rules.SLUG_MAX - 5]}-{number}", number + 1
    return Tribe.objects.create(
        slug=slug,
        name=name,
        idea=idea,
        charter=charter,
        charter_html=render(charter),
        joining=joining,
        floor_is_open=floor_is_open,
        founder=founder,
        founded_at=now,
        **more,
    )


def edit_tribe(
    tribe: Tribe, leader: Person, *, name: str, idea: str, charter: str, joining: str, floor_is_open: bool
) -> Tribe:
    """Change what a tribe says of itself. Raises Refused for non-leaders, and for what a tribe cannot say."""
    only_leaders(tribe, leader)
    name, idea = _checked(name, idea, charter, joining, floor_is_open)
    tribe.name, tribe.idea, tribe.charter = name, idea, charter
    tribe.charter_html = render(charter)
    tribe.joining, tribe.floor_is_open = joining, floor_is_open
    tribe.save(update_fields=["name", "idea", "charter", "charter_html", "joining", "floor_is_open"])
    return tribe


def set_role(tribe: Tribe, person: Person, role: str, leader: Person) -> None:
    """Make a member a leader or a leader a member. Raises Refused for non-leaders, and for the last leader."""
    if role not in Membership.Role.values:
        raise Refused("Someone in a tribe is a member or a leader.")
    with transaction.atomic():
        Tribe.objects.select_for_update().get(pk=tribe.pk)  # nobody leaves or is removed meanwhile
        if role == Membership.Role.MEMBER:
            # Even of somebody who is alone: whoever came next would find a tribe that nobody leads.
            refuse_to_lose_last_leader(tribe, person, alone_too=True)
        only_leaders(tribe, leader)
        if not Membership.objects.filter(tribe=tribe, person=person).update(role=role):
            raise Refused("They do not belong to this tribe.")


def refuse_to_lose_last_leader(tribe: Tribe, person: Person, *, alone_too: bool = False) -> None:
    """Raises NotNow when ``person`` is the only leader while others stay (for the caller's transaction).

    ``alone_too``: also when nobody else is there, as for somebody who stays and only ceases to lead.
    """
    leaders = set(
        # All of them and in one order everywhere: two leaders who go at the same moment wait for each other.
        Membership.objects.select_for_update()
        .filter(tribe=tribe, role=Membership.Role.LEADER)
        .order_by("person_id")
        .values_list("person_id", flat=True)
    )
    if leaders - {person.pk}:
        return
    if (alone_too and leaders) or Membership.objects.filter(tribe=tribe).exclude(person=person).exists():
        raise NotNow("A tribe needs a leader: make someone else a leader first.")


def lift_ban(tribe: Tribe, person: Person, leader: Person) -> None:
    """Open the door again; nothing happens when it is open. Raises Refused for non-leaders."""
    only_leaders(tribe, leader)
    Ban.objects.filter(tribe=tribe, person=person).delete()


def _checked(name: str, idea: str, charter: str, joining: str, floor_is_open: bool) -> tuple[str, str]:
    """Name and idea on one line each. Raises Refused for what a tribe cannot say of itself."""
    name, idea = " ".join(name.split()), " ".join(idea.split())
    if not name or not idea:
        raise Refused("A tribe needs a name and an idea.")
    if len(name) > rules.NAME_MAX or len(idea) > rules.IDEA_MAX or len(charter) > rules.CHARTER_MAX:
        raise Refused(
            f"That is too long: a name has at most {rules.NAME_MAX} characters, an idea {rules.IDEA_MAX},"
            f" a charter {rules.CHARTER_MAX:,}."
        )
    if joining not in Tribe.Joining.values:
        raise Refused("People join openly, by asking, or by an invitation: choose one of these.")
    problem = rules.problem_with_floor(joining, floor_is_open)
    if problem:
        raise Refused(problem)
    return name, idea
