"""Processes against one another on the real database: whatever the interleaving, the promises hold."""

from datetime import timedelta

import pytest
from django.db.models import Count, F, Q
from django.utils import timezone

from folkmoot.permissions.models import Delivery, Message, NotForMeCount, Permission, PermissionVersion, Widening
from folkmoot.permissions.proofs import breaks
from folkmoot.permissions.rules import Scope, Terms
from folkmoot.permissions.selectors import permission_between
from folkmoot.permissions.services import joining, widening
from folkmoot.permissions.services.giving import change_permission, give_permission
from folkmoot.talk.services import answer_post, publish_post
from folkmoot.tribes.models import Ban, Invitation, Membership
from folkmoot.tribes.services import set_role
from folkmoot.tribes.services.requests import ask_to_join
from tests.races.crowd import run_crowd
from tests.support.cast import make_people, make_person

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]

ROUNDS = 25


def _tribe(leader, name="Linden Street", **more):
    return joining.found_tribe(leader, name, "We look after it together.", **{"joining": "open", **more})


def _with_members(count, **more):
    people = make_people(count)
    tribe = _tribe(people[0], **more)
    for person in people[1:]:
        joining.admit(tribe, person, timezone.now())
    return tribe, people


def _ids(people):
    return [person.pk for person in people]


def _both(plan, other=None):
    """Two processes that do the same, or two things, in every round."""
    return run_crowd([{"seed": 1, **plan}, {"seed": 2, **plan, **(other or {})}])


def _all_at_once(seconds):
    tribe, people = _with_members(24)
    outsiders = make_people(8, "outsider")
    base = {"tribe": tribe.pk, "people": _ids(people[1:] + outsiders), "writers": _ids(people[:4])}
    base["leaders"] = _ids(people[:1])
    talking = ["publish", "publish", "publish_to_followers", "answer"]
    permitting = ["give", "give", "revoke", "undo", "not_for_me"]
    coming = ["join", "join", "leave", "remove"]
    plans = [talking, talking, talking, permitting, permitting, permitting, coming, talking + permitting + coming]
    return run_crowd([{**base, "seed": n, "acts": acts} for n, acts in enumerate(plans)], seconds)


def _check_what_the_crowd_did(done):
    told = [line for lines in done for line in lines]
    sent = [line for line in told if "reached" in line]
    revoked = [line for line in told if "revoked" in line]
    assert len(sent) > 20 and len(revoked) > 5, "nothing was tried"
    assert list(breaks(replayed=100_000)) == []
    assert {line["message"] for line in told if "message" in line} == set(Message.objects.values_list("pk", flat=True))
    counted = dict(Delivery.objects.values_list("message_id").annotate(n=Count("recipient_id")))
    assert all(counted.get(line["message"], 0) == line["reached"] for line in sent)
    # P2 by the clock on the wall: what had returned before a message was begun.
    began = {line["message"]: line["began"] for line in told if "message" in line}
    ends = {}
    for line in revoked:
        ends.setdefault(line["permission"], []).append(line)
    for message, permission, version in Delivery.objects.values_list("message_id", "permission_id", "version_id"):
        for end in ends.get(permission, []):
            assert end["ended"] > began[message] or version > end["revoked"], "a revocation that had returned"
    waved = Delivery.objects.filter(not_for_me=True).values_list("message_id").annotate(n=Count("recipient_id"))
    assert dict(waved) == dict(NotForMeCount.objects.filter(count__gt=0).values_list("message_id", "count"))


def test_eight_processes_talk_permit_come_and_go_at_once_and_every_proof_holds():
    _check_what_the_crowd_did(_all_at_once(seconds=6))


@pytest.mark.soak
def test_eight_processes_talk_permit_come_and_go_for_minutes_and_every_proof_holds():
    _check_what_the_crowd_did(_all_at_once(seconds=180))


def test_a_revocation_that_returned_is_respected_by_whoever_writes_at_that_moment():
    tribe, people = _with_members(6)
    permission = permission_between(people[5].pk, tribe.pk, Scope.POSTS)
    base = {"tribe": tribe.pk, "people": _ids(people), "writers": _ids(people[:3])}
    ending = {**base, "acts": ["end", "begin_again"], "giver": people[5].pk, "permission": permission.pk}
    writing = {**base, "acts": ["publish"]}
    done = run_crowd([{**writing, "seed": 1}, {**writing, "seed": 2}, {**ending, "seed": 3}], seconds=4)
    told = sorted((line for lines in done for line in lines if len(line) > 3), key=lambda line: line["began"])
    reached = dict(Delivery.objects.filter(permission=permission).values_list("message_id", "version_id"))
    ended = [line for line in told if "revoked" in line]
    assert len(ended) > 3
    for line in told:
        before = [end["revoked"] for end in ended if end["ended"] < line["began"]]
        if before and line.get("message") in reached:
            assert reached[line["message"]] > max(before)
    assert list(breaks()) == []


def test_two_messages_cannot_both_take_the_last_place_of_a_budget():
    people = make_people(3)
    tribes = []
    for number in range(ROUNDS):
        tribe = _tribe(people[0], f"Tribe {number}")
        for person in people[1:]:
            joining.admit(tribe, person, timezone.now())
        permission = permission_between(people[2].pk, tribe.pk, Scope.POSTS)
        change_permission(people[2], permission.pk, Terms(at_most=1))
        tribes.append({"tribe": tribe.pk})
    plan = {"acts": ["publish"], "people": _ids(people[:1]), "writers": [people[0].pk], "rounds": tribes}
    _both(plan, {"writers": [people[1].pk]})
    took = dict(
        Delivery.objects.filter(recipient=people[2]).values_list("message__tribe_id").annotate(n=Count("message_id"))
    )
    assert took == {tribe["tribe"]: 1 for tribe in tribes}
    assert Message.objects.filter(over_budget=1).count() == ROUNDS
    assert list(breaks()) == []


def test_whoever_joins_twice_at_once_joins_once():
    tribe = _tribe(make_person("leader"))
    people = make_people(ROUNDS)
    rounds = [{"people": [person.pk]} for person in people]
    done = _both({"acts": ["join"], "tribe": tribe.pk, "rounds": rounds})
    assert all("joined" in line for lines in done for line in lines)
    assert Membership.objects.filter(tribe=tribe).count() == ROUNDS + 1
    assert PermissionVersion.objects.filter(giver_id__in=_ids(people)).count() == 2 * ROUNDS


def test_an_invitation_that_two_accept_at_once_lets_one_in():
    leader = make_person("leader")
    tribe = _tribe(leader, joining="invitation")
    people = make_people(2 * ROUNDS)
    invitations = [
        Invitation.objects.create(
            tribe=tribe, by=leader, kind="mail", address=f"a{n}@example.org", state="sent", made_at=timezone.now()
        )
        for n in range(ROUNDS)
    ]
    rounds = [
        [{"invitation": i.pk, "people": [people[2 * n + k].pk]} for n, i in enumerate(invitations)] for k in (0, 1)
    ]
    plan = {"acts": ["accept_invitation"], "tribe": tribe.pk}
    done = _both({**plan, "rounds": rounds[0]}, {"rounds": rounds[1]})
    for one, other in zip(*done, strict=True):
        assert sorted(["joined" in one, "joined" in other]) == [False, True]
    assert Membership.objects.filter(tribe=tribe).count() == ROUNDS + 1
    assert set(Invitation.objects.values_list("state", flat=True)) == {"accepted"}


def test_a_widening_that_is_granted_twice_at_once_is_granted_once():
    tribe, people = _with_members(ROUNDS + 1)
    asker, *givers = people
    posts = [publish_post(asker, tribe, f"Word {n}") for n in range(5)]
    rounds = []
    for giver in givers:
        answer_post(giver, posts[0].post, "Yes")
        asked = widening.ask_for_wider(asker, giver, Scope.LETTERS, Terms())
        rounds.append({"people": [giver.pk], "widening": asked.pk})
    done = _both({"acts": ["grant_widening"], "rounds": rounds})
    for one, other in zip(*done, strict=True):
        assert sorted(["granted" in one, "granted" in other]) == [False, True]
    assert PermissionVersion.objects.filter(why="widened").count() == ROUNDS
    assert set(Widening.objects.values_list("state", flat=True)) == {"granted"}


def test_whoever_asks_twice_at_once_for_a_wider_permission_has_asked_once():
    tribe, people = _with_members(ROUNDS + 1)
    asker, *givers = people
    posts = [publish_post(asker, tribe, f"Word {n}") for n in range(5)]
    for giver in givers:
        answer_post(giver, posts[0].post, "Yes")
    done = _both({"acts": ["ask_for_wider"], "writers": [asker.pk], "rounds": [{"giver": g.pk} for g in givers]})
    for one, other in zip(*done, strict=True):
        assert sorted(["asked" in one, "asked" in other]) == [False, True]
    assert list(Widening.objects.values_list("state", flat=True)) == ["open"] * ROUNDS


def test_a_change_that_is_undone_twice_at_once_is_undone_once():
    tribe, people = _with_members(ROUNDS + 1)
    rounds = []
    for person in people[1:]:
        permission = permission_between(person.pk, tribe.pk, Scope.POSTS)
        changed = change_permission(person, permission.pk, Terms(at_most=3))
        rounds.append({"people": [person.pk], "permission": changed.pk, "version": changed.version_id})
    done = _both({"acts": ["undo_this"], "rounds": rounds})
    for one, other in zip(*done, strict=True):
        assert sorted(["undone" in one, "undone" in other]) == [False, True]
    assert PermissionVersion.objects.filter(why="undone").count() == ROUNDS
    assert not Permission.objects.filter(at_most=3).exists()


def test_of_two_leaders_who_unmake_each_other_at_once_one_still_leads():
    one, other = make_people(2)
    tribes = []
    for number in range(ROUNDS):
        tribe = _tribe(one, f"Tribe {number}")
        joining.admit(tribe, other, timezone.now(), role=Membership.Role.LEADER)
        tribes.append({"tribe": tribe.pk})
    plan = {"acts": ["demote_the_other"], "rounds": tribes, "by": one.pk, "whom": other.pk}
    done = _both(plan, {"by": other.pk, "whom": one.pk})
    for here, there in zip(*done, strict=True):
        assert sorted(["demoted" in here, "demoted" in there]) == [False, True]
    leaders = Membership.objects.filter(role="leader").values_list("tribe_id").annotate(n=Count("person_id"))
    assert dict(leaders) == {tribe["tribe"]: 1 for tribe in tribes}


def test_a_tribe_whose_leaders_come_go_and_unmake_one_another_keeps_a_leader():
    tribe, people = _with_members(5)
    for person in people[1:3]:
        set_role(tribe, person, Membership.Role.LEADER, people[0])
    plan = {"acts": ["change_leaders"], "tribe": tribe.pk, "leaders": _ids(people)}
    run_crowd([{**plan, "seed": seed} for seed in range(4)], seconds=4)
    members = Membership.objects.filter(tribe=tribe)
    assert not members.exists() or members.filter(role="leader").exists()
    assert list(breaks()) == []


def test_whoever_is_banned_while_being_let_in_is_out_and_nobody_waits_for_ever():
    leaders = make_people(2, "leader")
    people = make_people(ROUNDS)
    tribe = _tribe(leaders[0], joining="request")
    joining.admit(tribe, leaders[1], timezone.now(), role=Membership.Role.LEADER)
    rounds = [{"request": ask_to_join(tribe, person, "Please").pk, "people": [person.pk]} for person in people]
    plan = {"acts": ["accept_request"], "tribe": tribe.pk, "leaders": _ids(leaders[:1]), "rounds": rounds}
    done = _both(plan, {"acts": ["ban"], "leaders": _ids(leaders[1:])})
    assert all("banned" in line for line in done[1])
    assert Ban.objects.count() == ROUNDS
    assert Membership.objects.filter(tribe=tribe).count() == 2
    assert not Permission.objects.filter(giver_id__in=_ids(people), live=True).exists()


def test_the_first_words_of_someone_who_writes_twice_at_once_are_both_said():
    """The row that is their lock is made when it is first needed: by both at once."""
    tribe = _tribe(make_person("leader"))
    people = make_people(ROUNDS)
    rounds = [{"people": [person.pk], "writers": [person.pk]} for person in people]
    _both({"acts": ["publish_to_followers"], "tribe": tribe.pk, "rounds": rounds})
    twice = Message.objects.values("sender").annotate(n=Count("pk")).filter(n=2)
    assert twice.count() == ROUNDS


def test_an_end_that_comes_while_others_write_is_an_end():
    _, people = _with_members(4)
    until = timezone.now() + timedelta(seconds=8)
    give_permission(people[3], people[0], Scope.POSTS, Terms(until=until))
    plan = {"acts": ["publish_to_followers"], "writers": [people[0].pk]}
    run_crowd([{**plan, "seed": seed} for seed in range(2)], seconds=10)
    late = Delivery.objects.filter(recipient=people[3], version__until__isnull=False)
    assert list(breaks()) == []
    assert not late.filter(Q(message__post__said_at__gte=F("version__until"))).exists()
    assert Message.objects.filter(reached=0, not_permitted=1).exists()
