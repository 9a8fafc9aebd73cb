"""What a process of a crowd may do. Each act says what came of it; ``refused`` is an answer, any other error is not."""

from random import Random
from typing import Any

from django.utils import timezone

from folkmoot.people.models import Person
from folkmoot.permissions.models import Permission
from folkmoot.permissions.rules import Per, Scope, Terms
from folkmoot.permissions.services import giving, joining, widening
from folkmoot.permissions.services.giving import NothingToUndo, NotYours
from folkmoot.talk.models import Post
from folkmoot.talk.services import answer_post, publish_post
from folkmoot.tribes.models import Invitation, Membership, Tribe
from folkmoot.tribes.services import Refused, set_role
from folkmoot.tribes.services.requests import ask_to_join
from tests.races import ledger

Plan = dict[str, Any]
Told = dict[str, Any]


def _person(plan: Plan, dice: Random, among: str = "people") -> Person:
    return Person.objects.get(pk=dice.choice(plan[among]))


def _tribe(plan: Plan) -> Tribe:
    return Tribe.objects.get(pk=plan["tribe"])


def _tried(act, *refusals: type[Exception]) -> Told:
    try:
        return act() or {}
    except (Refused, *refusals) as no:
        return {"refused": str(no)}


def publish(plan: Plan, dice: Random) -> Told:
    """Say something in the tribe, mentioning somebody now and then."""
    writer, other = _person(plan, dice, "writers"), _person(plan, dice)
    text = f"Hello @{other.name}" if dice.random() < 0.3 else "Hello"

    def act() -> Told:
        said = publish_post(writer, _tribe(plan), text)
        return {"message": said.post.pk, "reached": said.reach.reached}

    return _tried(act)


def publish_to_followers(plan: Plan, dice: Random) -> Told:
    """Say something outside of any tribe."""
    said = publish_post(_person(plan, dice, "writers"), None, "To whom it may concern")
    return {"message": said.post.pk, "reached": said.reach.reached}


def answer(plan: Plan, dice: Random) -> Told:
    """Answer what was said last."""
    last = Post.objects.filter(tribe_id=plan["tribe"]).order_by("-pk").first()
    if last is None:
        return {}
    writer = _person(plan, dice, "writers")
    return _tried(lambda: {"message": answer_post(writer, last, "Yes").post.pk})


def give(plan: Plan, dice: Random) -> Told:
    """Permit a writer or the tribe something, under a budget."""
    holder = dice.choice([_tribe(plan), _person(plan, dice, "writers")])
    terms = Terms(at_most=dice.choice([None, 1, 2, 3]), per=dice.choice(list(Per)), interrupt=dice.random() < 0.2)
    giver = _person(plan, dice)
    if giver.pk == holder.pk:
        return {}
    scope = dice.choice([Scope.POSTS, Scope.DIALOGUE])

    def act() -> Told:
        given = giving.give_permission(giver, holder, scope, terms)
        return {"permission": given.pk, "version": given.version_id}

    return _tried(act)


def revoke(plan: Plan, dice: Random) -> Told:
    """End a permission."""
    giver = _person(plan, dice)
    given = Permission.objects.filter(giver=giver, live=True).order_by("?").first()
    if given is None:
        return {}
    ended = giving.revoke_permission(giver, given.pk)
    return {"permission": ended.pk, "revoked": ended.version_id}


def undo(plan: Plan, dice: Random) -> Told:
    """Take back the last change of a permission."""
    giver = _person(plan, dice)
    given = Permission.objects.filter(giver=giver).order_by("?").first()
    if given is None:
        return {}
    return _tried(lambda: {"undone": giving.undo_change(giver, given.pk, given.version_id).version_id}, NothingToUndo)


def undo_this(plan: Plan, dice: Random) -> Told:
    """Take back the version of the plan."""
    giver = _person(plan, dice)

    def act() -> Told:
        return {"undone": giving.undo_change(giver, plan["permission"], plan["version"]).version_id}

    return _tried(act, NothingToUndo)


def join(plan: Plan, dice: Random) -> Told:
    """Come into the tribe."""
    person = _person(plan, dice)
    return _tried(lambda: {"joined": joining.join_tribe(_tribe(plan), person).person_id})


def leave(plan: Plan, dice: Random) -> Told:
    """Go."""
    person = _person(plan, dice)

    def act() -> Told:
        joining.leave_tribe(_tribe(plan), person)
        return {"left": person.pk}

    return _tried(act)


def remove(plan: Plan, dice: Random) -> Told:
    """A leader removes somebody."""
    leader, person = _person(plan, dice, "leaders"), _person(plan, dice)
    return _tried(lambda: joining.remove_member(_tribe(plan), person, leader))


def not_for_me(plan: Plan, dice: Random) -> Told:
    """Wave away what came last."""
    person = _person(plan, dice)
    last = person.deliveries.order_by("-message_id").values_list("message_id", flat=True).first()
    if last is not None:
        dice.choice([giving.say_not_for_me, giving.take_back_not_for_me])(person, last)
    return {}


def accept_invitation(plan: Plan, dice: Random) -> Told:
    """Come by the invitation of the plan."""
    person = _person(plan, dice)
    invitation = Invitation.objects.select_related("tribe").get(pk=plan["invitation"])
    return _tried(lambda: {"joined": joining.accept_invitation(invitation, person).person_id})


def ask_in(plan: Plan, dice: Random) -> Told:
    """Ask to join."""
    person = _person(plan, dice)
    return _tried(lambda: {"request": ask_to_join(_tribe(plan), person, "Please").pk})


def accept_request(plan: Plan, dice: Random) -> Told:
    """A leader lets somebody in."""
    leader = _person(plan, dice, "leaders")
    return _tried(lambda: {"joined": joining.accept_join_request(_tribe(plan), plan["request"], leader).person_id})


def ban(plan: Plan, dice: Random) -> Told:
    """A leader closes the door to somebody."""
    leader, person = _person(plan, dice, "leaders"), _person(plan, dice)

    def act() -> Told:
        joining.ban_member(_tribe(plan), person, leader)
        return {"banned": person.pk}

    return _tried(act)


def grant_widening(plan: Plan, dice: Random) -> Told:
    """Say yes to the request of the plan."""
    giver = _person(plan, dice)
    return _tried(lambda: {"granted": widening.grant_widening(giver, plan["widening"]).version_id}, NotYours)


def ask_for_wider(plan: Plan, dice: Random) -> Told:
    """Ask somebody for letters."""
    asker, giver = _person(plan, dice, "writers"), Person.objects.get(pk=plan["giver"])
    return _tried(lambda: {"asked": widening.ask_for_wider(asker, giver, Scope.LETTERS, Terms()).pk})


def demote_the_other(plan: Plan, dice: Random) -> Told:
    """A leader makes another leader a member."""
    leader, person = (Person.objects.get(pk=plan[who]) for who in ("by", "whom"))

    def act() -> Told:
        set_role(_tribe(plan), person, Membership.Role.MEMBER, leader)
        return {"demoted": person.pk}

    return _tried(act)


def _come(plan: Plan, person: Person) -> None:
    joining.admit(_tribe(plan), person, timezone.now())


def change_leaders(plan: Plan, dice: Random) -> Told:
    """Anything that leaders do to one another: make, unmake, remove, go."""
    leader, person = _person(plan, dice, "leaders"), _person(plan, dice, "leaders")
    act = dice.choice(
        [
            lambda: set_role(_tribe(plan), person, Membership.Role.LEADER, leader),
            lambda: set_role(_tribe(plan), person, Membership.Role.MEMBER, leader),
            lambda: joining.remove_member(_tribe(plan), person, leader),
            lambda: joining.leave_tribe(_tribe(plan), leader),
            lambda: _come(plan, person),
        ]
    )
    return _tried(act)


def end(plan: Plan, dice: Random) -> Told:
    """End the permission of the plan, and say under which version."""
    giver = Person.objects.get(pk=plan["giver"])
    ended = giving.revoke_permission(giver, plan["permission"])
    return {"permission": ended.pk, "revoked": ended.version_id}


def begin_again(plan: Plan, dice: Random) -> Told:
    """Permit the permission of the plan again."""
    giver = Person.objects.get(pk=plan["giver"])
    given = giving.change_permission(giver, plan["permission"], Terms())
    return {"permission": given.pk, "version": given.version_id}


def enter_in_the_ledger(plan: Plan, dice: Random) -> Told:
    """Thank, forgive, object, decide, reverse, or let a vouch come due."""
    return ledger.enter_something(plan["tribe"], plan["people"], dice)
