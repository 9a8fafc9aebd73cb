"""Joining a tribe gives it permission, leaving takes it back; a closed door stays closed."""

import pytest
from django.utils import timezone

from folkmoot.permissions.models import Delivery, Permission
from folkmoot.permissions.rules import Scope, Terms
from folkmoot.permissions.selectors import permission_between, topics_of
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.giving import change_permission, give_permission, revoke_permission
from folkmoot.permissions.services.topics import TopicError
from folkmoot.talk.services import publish_post
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes import services as tribe_services
from folkmoot.tribes.models import Departure, Invitation, JoinRequest, Membership, Tribe
from folkmoot.tribes.services import Refused
from tests.support.cast import make_cast, make_person

pytestmark = pytest.mark.django_db


def live_scopes(person, tribe) -> list[Scope]:
    found = Permission.objects.filter(giver=person, holder_id=tribe.pk, live=True).order_by("scope")
    return [Scope(scope) for scope in found.values_list("scope", flat=True)]


def invite(tribe, address="outsider@example.org", state="sent", kind=Invitation.Kind.MAIL) -> Invitation:
    return Invitation.objects.create(tribe=tribe, kind=kind, address=address, state=state, made_at=timezone.now())


def test_founding_makes_a_leader_topics_and_permissions(db):
    founder = make_person("founder")
    tribe = joining.found_tribe(
        founder, " The  Choir ", "We sing on Tuesdays.", ("songs", "soup"), joining="open", floor_is_open=True
    )
    assert (tribe.name, tribe.slug, tribe.joining, tribe.floor_is_open) == ("The Choir", "the-choir", "open", True)
    assert tribes.is_leader(tribe.pk, founder.pk)
    assert [topic.name for topic in topics_of(tribe.pk)] == ["songs", "soup"]
    assert live_scopes(founder, tribe) == [Scope.POSTS, Scope.DIALOGUE]


def test_founding_with_a_topic_that_cannot_be_makes_nothing(db):
    founder = make_person("founder")
    with pytest.raises(TopicError):
        joining.found_tribe(founder, "The Choir", "We sing.", ("songs", "x" * 41))
    assert not Tribe.objects.exists()


def test_joining_gives_posts_and_dialogue_and_nothing_more(db):
    cast = make_cast(joining="open")
    joining.join_tribe(cast.tribe, cast.outsider)
    assert live_scopes(cast.outsider, cast.tribe) == [Scope.POSTS, Scope.DIALOGUE]
    assert publish_post(cast.leader, cast.tribe, "Welcome").reach.reached == 2


def test_joining_twice_changes_nothing_one_has_narrowed(db):
    cast = make_cast(joining="open")
    permission = permission_between(cast.member.pk, cast.tribe.pk, Scope.POSTS)
    change_permission(cast.member, permission.pk, Terms(at_most=1))
    joining.join_tribe(cast.tribe, cast.member)
    assert permission_between(cast.member.pk, cast.tribe.pk, Scope.POSTS).at_most == 1


@pytest.mark.parametrize("how", ["request", "invitation"])
def test_only_an_open_tribe_is_joined_by_oneself(db, how):
    cast = make_cast(joining=how)
    with pytest.raises(Refused):
        joining.join_tribe(cast.tribe, cast.outsider)
    assert live_scopes(cast.outsider, cast.tribe) == []


def test_leaving_takes_back_everything_that_was_permitted_to_the_tribe(cast):
    give_permission(cast.member, cast.tribe, Scope.ASKS)
    joining.leave_tribe(cast.tribe, cast.member)
    assert live_scopes(cast.member, cast.tribe) == []
    assert publish_post(cast.leader, cast.tribe, "Are you there?").reach.audience == 0
    assert not Delivery.objects.filter(recipient_id=cast.member.pk).exists()
    assert Departure.objects.get(person=cast.member).how == Departure.How.LEFT


def test_leaving_keeps_what_one_permits_to_people(cast):
    give_permission(cast.member, cast.leader, Scope.POSTS)
    joining.leave_tribe(cast.tribe, cast.member)
    assert permission_between(cast.member.pk, cast.leader.pk, Scope.POSTS) is not None


def test_leaving_twice_is_refused(cast):
    joining.leave_tribe(cast.tribe, cast.member)
    with pytest.raises(Refused):
        joining.leave_tribe(cast.tribe, cast.member)
    assert Departure.objects.filter(person=cast.member).count() == 1


def test_the_last_leader_cannot_leave_while_others_stay(cast):
    with pytest.raises(Refused):
        joining.leave_tribe(cast.tribe, cast.leader)
    assert tribes.is_leader(cast.tribe.pk, cast.leader.pk)
    assert live_scopes(cast.leader, cast.tribe) == [Scope.POSTS, Scope.DIALOGUE]


def test_a_leader_leaves_once_there_is_another(cast):
    tribe_services.set_role(cast.tribe, cast.member, Membership.Role.LEADER, cast.leader)
    joining.leave_tribe(cast.tribe, cast.leader)
    assert tribes.membership(cast.tribe.pk, cast.leader.pk) is None


def test_a_leader_who_is_alone_leads_on_so_that_whoever_comes_next_finds_one(cast):
    joining.leave_tribe(cast.tribe, cast.member)
    with pytest.raises(Refused):
        tribe_services.set_role(cast.tribe, cast.leader, Membership.Role.MEMBER, cast.leader)
    joining.admit(cast.tribe, cast.member, timezone.now())
    assert tribes.is_leader(cast.tribe.pk, cast.leader.pk)


def test_the_very_last_member_may_leave(cast):
    joining.leave_tribe(cast.tribe, cast.member)
    joining.leave_tribe(cast.tribe, cast.leader)
    assert not Membership.objects.filter(tribe=cast.tribe).exists()


def test_a_removed_member_is_reached_by_nothing_and_may_come_back(db):
    cast = make_cast(joining="open")
    joining.remove_member(cast.tribe, cast.member, cast.leader, "Shouted at the choir")
    assert live_scopes(cast.member, cast.tribe) == []
    gone = Departure.objects.get(person=cast.member)
    assert (gone.how, gone.by, gone.reason) == (Departure.How.REMOVED, cast.leader, "Shouted at the choir")
    joining.join_tribe(cast.tribe, cast.member)
    assert live_scopes(cast.member, cast.tribe) == [Scope.POSTS, Scope.DIALOGUE]


@pytest.mark.parametrize("act", [joining.remove_member, joining.ban_member])
def test_only_a_leader_removes_and_bans_and_no_leader_is_removed(cast, act):
    second = make_person("second")
    joining.admit(cast.tribe, second, timezone.now(), role=Membership.Role.LEADER)
    for person, by in [
        (cast.leader, cast.member),
        (second, cast.leader),
        (cast.leader, cast.leader),
        (cast.member, cast.outsider),
        (cast.member, cast.removed),
    ]:
        with pytest.raises(Refused):
            act(cast.tribe, person, by)
    assert Membership.objects.filter(tribe=cast.tribe).count() == 3
    assert not tribes.is_banned(cast.tribe.pk, cast.member.pk)


def test_removing_somebody_who_is_not_there_is_refused(cast):
    with pytest.raises(Refused):
        joining.remove_member(cast.tribe, cast.outsider, cast.leader)


@pytest.mark.parametrize("how", ["open", "request"])
def test_someone_banned_does_not_come_back_by_the_door(db, how):
    cast = make_cast(joining=how)
    joining.ban_member(cast.tribe, cast.member, cast.leader)
    with pytest.raises(Refused):
        joining.join_tribe(cast.tribe, cast.member)
    with pytest.raises(Refused):
        tribe_services.ask_to_join(cast.tribe, cast.member, "Please")
    assert live_scopes(cast.member, cast.tribe) == []


def test_someone_banned_does_not_come_back_by_a_new_invitation(cast):
    joining.ban_member(cast.tribe, cast.member, cast.leader)
    invitation = invite(cast.tribe, "member@example.org")
    with pytest.raises(Refused):
        joining.accept_invitation(invitation, cast.member)
    invitation.refresh_from_db()
    assert (invitation.state, invitation.accepted_by) == ("sent", None)


def test_someone_banned_does_not_come_back_by_an_invitation_they_accepted_before(cast):
    invitation = invite(cast.tribe)
    joining.accept_invitation(invitation, cast.outsider)
    joining.ban_member(cast.tribe, cast.outsider, cast.leader)
    with pytest.raises(Refused):
        joining.accept_invitation(invitation, cast.outsider)
    assert tribes.membership(cast.tribe.pk, cast.outsider.pk) is None
    assert live_scopes(cast.outsider, cast.tribe) == []


def test_someone_may_be_banned_before_they_ever_came_and_their_request_falls(db):
    cast = make_cast(joining="request")
    tribe_services.ask_to_join(cast.tribe, cast.outsider, "Let me in")
    joining.ban_member(cast.tribe, cast.outsider, cast.leader, "We know him")
    request = JoinRequest.objects.get(person=cast.outsider)
    assert request.state == "declined"
    with pytest.raises(Refused):
        joining.accept_join_request(cast.tribe, request.pk, cast.leader)


def test_a_lifted_ban_opens_the_door_again(db):
    cast = make_cast(joining="open")
    joining.ban_member(cast.tribe, cast.member, cast.leader)
    tribe_services.lift_ban(cast.tribe, cast.member, cast.leader)
    joining.join_tribe(cast.tribe, cast.member)
    assert live_scopes(cast.member, cast.tribe) == [Scope.POSTS, Scope.DIALOGUE]


def test_an_invitation_lets_one_person_in_once(cast):
    invitation = invite(cast.tribe)
    joining.accept_invitation(invitation, cast.outsider)
    with pytest.raises(Refused):
        joining.accept_invitation(invitation, cast.removed)
    assert tribes.membership(cast.tribe.pk, cast.removed.pk) is None
    joining.accept_invitation(invitation, cast.outsider)  # again by the same is nothing new
    assert Membership.objects.filter(tribe=cast.tribe, person=cast.outsider).count() == 1


def test_an_invitation_that_was_taken_back_lets_nobody_in(cast):
    with pytest.raises(Refused):
        joining.accept_invitation(invite(cast.tribe, state="withdrawn"), cast.outsider)
    assert tribes.membership(cast.tribe.pk, cast.outsider.pk) is None


def test_coming_by_an_invitation_answers_ones_own_request(db):
    cast = make_cast(joining="request")
    tribe_services.ask_to_join(cast.tribe, cast.outsider, "May I?")
    joining.accept_invitation(invite(cast.tribe), cast.outsider)
    assert JoinRequest.objects.get(person=cast.outsider).state == "accepted"


def test_a_request_is_accepted_by_a_leader_once(db):
    cast = make_cast(joining="request")
    request = tribe_services.ask_to_join(cast.tribe, cast.outsider, "I sing alto")
    with pytest.raises(Refused):
        joining.accept_join_request(cast.tribe, request.pk, cast.member)
    joining.accept_join_request(cast.tribe, request.pk, cast.leader)
    with pytest.raises(Refused):
        joining.accept_join_request(cast.tribe, request.pk, cast.leader)
    assert live_scopes(cast.outsider, cast.tribe) == [Scope.POSTS, Scope.DIALOGUE]


def test_someone_may_stay_in_a_tribe_that_they_let_reach_them_no_more(cast):
    permission = permission_between(cast.member.pk, cast.tribe.pk, Scope.POSTS)
    revoke_permission(cast.member, permission.pk)
    said = publish_post(cast.leader, cast.tribe, "Hello all")
    assert (said.reach.reached, said.reach.not_permitted) == (0, 1)
    assert tribes.membership(cast.tribe.pk, cast.member.pk) is not None
