"""One of everything that the API speaks of, in the cast's tribe."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from folkmoot.favors.rules.contract import Contract
from folkmoot.favors.services.asking import Audience, How, put_before
from folkmoot.favors.services.board import Draft, ask_for_help, offer_help
from folkmoot.favors.services.contract import change_contract
from folkmoot.favors.services.promising import promise_help, thank_unasked
from folkmoot.favors.services.settling import object_to
from folkmoot.ids import new_id
from folkmoot.people.models import Person
from folkmoot.permissions.models import Permission, Topic, Widening
from folkmoot.permissions.rules import Per, Scope
from folkmoot.permissions.selectors import permission_between, topics_of
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.giving import change_permission, give_permission
from folkmoot.permissions.services.topics import add_topic
from folkmoot.talk.services import answer_post, publish_post
from folkmoot.tribes.models import Invitation, JoinRequest, PeopleList
from folkmoot.tribes.services import bring_list
from folkmoot.tribes.tokens import make_token
from tests.mirror.pages.looks import make_look
from tests.support.cast import Cast, make_cast, make_person


@dataclass(frozen=True)
class Favors:
    """What the member has asked, offered and been promised, and favors with a third one, the neighbor."""

    neighbor: Person  # belongs to the tribe
    ask: int  # the member's; it was put before the neighbor
    offer: int  # the member's
    promise: int  # of the leader, to help the member
    favor: int  # the member did it for the neighbor; the tribe may read of it
    held: int  # another one of the two, to which the leader objected
    version: int  # of the contract; announced by the leader


@dataclass(frozen=True)
class World:
    """The cast, and an example of each thing."""

    cast: Cast
    permission: Permission  # the member's, to the tribe
    widening: Widening  # the leader asks the member
    request: JoinRequest
    people_list: PeopleList
    invitation: Invitation
    topic: Topic
    own_topic: Topic  # of the member
    leaders_post: int  # it reached the member
    members_post: int
    favors: Favors
    look: int  # of the member, into the mirror

    @property
    def words(self) -> dict[str, Any]:
        """What stands for each name in a path."""
        cast = self.cast
        return {
            "slug": cast.tribe.slug,
            "handle": "leader",
            "scope": "dialogue",
            "token": make_token(self.invitation.pk),
            "permission_id": self.permission.pk,
            "widening_id": self.widening.pk,
            "request_id": self.request.pk,
            "list_id": self.people_list.pk,
            "invitation_id": self.invitation.pk,
            "topic_id": self.topic.pk,
            "person_id": cast.member.pk,
            "post_id": self.leaders_post,
            "ask_id": self.favors.ask,
            "offer_id": self.favors.offer,
            "promise_id": self.favors.promise,
            "favor_id": self.favors.favor,
            "claim_id": self.favors.favor,
            "version_id": self.favors.version,
            "look_id": self.look,
        }


def make_world(**tribe: Any) -> World:
    """A fresh one; the tribe is by invitation and its floor closed unless ``tribe`` says otherwise."""
    cast = make_cast(**tribe)
    leader, member, now = cast.leader, cast.member, timezone.now()
    asker, banned = make_person("asker"), make_person("banned")
    joining.ban_member(cast.tribe, banned, leader, "He sold the pump.")
    request = JoinRequest.objects.create(tribe=cast.tribe, person=asker, words="Please.", asked_at=now)
    people_list = bring_list(cast.tribe, leader, b"zoe@example.net\nyara@example.net\n")
    invitation = Invitation.objects.create(
        tribe=cast.tribe, by=leader, kind="mail", address="ida@example.net", state="sent", made_at=now, sent_at=now
    )
    leaders_post = publish_post(leader, cast.tribe, "The pump is **mended**.").post
    members_post = publish_post(member, cast.tribe, "Who has a ladder?").post
    answer_post(leader, members_post, "I do.")
    permission = permission_between(member.pk, cast.tribe.pk, Scope.POSTS)
    change_permission(member, permission.pk, permission.terms.__class__(at_most=5))
    give_permission(member, leader, Scope.POSTS)
    widening = Widening.objects.create(
        id=new_id(), holder_id=leader.pk, giver=member, asked_by=leader, scope=int(Scope.LETTERS),
        topics=-1, per=int(Per.WEEK), asked_at=now,
    )  # fmt: skip
    return World(
        cast,
        permission,
        widening,
        request,
        people_list,
        invitation,
        topics_of(cast.tribe.pk)[0],
        add_topic(member, "bees"),
        leaders_post.pk,
        members_post.pk,
        make_favors(cast),
        make_look(member).pk,
    )


def make_favors(cast: Cast) -> Favors:
    """A neighbor comes, and the three have something with one another."""
    leader, member, tribe = cast.leader, cast.member, cast.tribe
    neighbor = make_person("neighbor")
    joining.admit(tribe, neighbor, timezone.now())
    for person in (leader, neighbor):
        give_permission(person, tribe, Scope.ASKS)
    ask = ask_for_help(member, tribe, Draft("A ladder for the gutters", 30, 3, words="The *long* one."))
    put_before(member, ask.pk, Audience(How.NAMED, (neighbor.pk,)))
    offer = offer_help(member, tribe, Draft("Bread", 60, None))
    promise = promise_help(leader, ask_for_help(member, tribe, Draft("Moving house", 240, 2)).pk)
    favor = thank_unasked(neighbor, tribe, member, "Mended my bicycle", 40)
    held = thank_unasked(neighbor, tribe, member, "Cut my neighbor's hedge", 20)
    object_to(leader, held, "It was not his hedge.")
    version = change_contract(leader, tribe, Contract(60, 480, 12))
    return Favors(neighbor, ask.pk, offer.pk, promise.pk, favor, held, version.pk)
