"""One of everything that the API speaks of, in the cast's tribe."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from folkmoot.ids import new_id
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
from tests.support.cast import Cast, make_cast, make_person


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
    )
