"""`kill -9` of the server in the middle of a fan-out: each message is there for everybody or for nobody (P4)."""

import random
import time

import pytest
from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from folkmoot.ids import new_id
from folkmoot.people.models import TokenBucket
from folkmoot.people.services import make_token
from folkmoot.permissions.models import Delivery, Permission, PermissionVersion
from folkmoot.permissions.rules import Scope
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.holders import ensure_holder, next_id
from folkmoot.talk.models import Post
from folkmoot.tribes.models import Membership
from tests.races.processes import doctor
from tests.races.server import Server, Writer, free_port
from tests.support.cast import make_people, make_person

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]

WRITERS = 3


def _admit_many(tribe, people):
    """What ``admit`` would do for each of them, in a few inserts."""
    now = timezone.now()
    ensure_holder(tribe)
    Membership.objects.bulk_create(Membership(tribe=tribe, person=person, joined_at=now) for person in people)
    terms = {"live": True, "topics": -1, "at_most": None, "per": 7, "interrupt": False}
    permissions, versions = [], []
    for scope in (Scope.POSTS, Scope.DIALOGUE):
        for person in people:
            version, holder = new_id(), {"holder_id": tribe.pk, "scope": int(scope), "giver_id": person.pk}
            permissions.append(Permission(version_id=version, **holder, **terms))
            versions.append(
                PermissionVersion(
                    id=version, permission_id=permissions[-1].pk, why="given", made_at=now, **holder, **terms
                )
            )
    Permission.objects.bulk_create(permissions, batch_size=2000)
    PermissionVersion.objects.bulk_create(versions, batch_size=2000)
    with transaction.atomic():
        next_id([tribe.pk], timezone.now())  # its clock is now behind none of these


def _kill_again_and_again(times, members, seed, within):
    dice = random.Random(seed)
    leader = make_person("leader")
    tribe = joining.found_tribe(leader, "Linden Street", "We look after it together.", joining="open")
    writers = [make_person(f"writer{n}") for n in range(WRITERS)]
    for person in writers:
        joining.admit(tribe, person, timezone.now())
    _admit_many(tribe, make_people(members - WRITERS - 1))
    keys = [make_token(person, "a program", ["read", "talk"], None)[1] for person in writers]
    port = free_port()
    begun, answered = set(), {}
    cut = 0
    for number in range(times):
        TokenBucket.objects.all().delete()  # fifty rounds are not one person talking too much
        with Server(port) as server:
            told = [Writer(port, key, tribe.slug, f"Round {number}, writer {n}:") for n, key in enumerate(keys)]
            for writer in told:
                writer.start()
            # The first answer shows that fan-outs have begun; from then on one is nearly always under way.
            end = time.monotonic() + 60
            while not any(writer.answered or writer.strange for writer in told) and time.monotonic() < end:
                time.sleep(0.002)
            time.sleep(dice.uniform(0, within))
            server.kill()
        for writer in told:
            writer.join(60)
            assert writer.strange == []
            begun.update(writer.begun)
            answered.update(writer.answered)
            cut += len(writer.begun) - len(writer.answered)
    # Everything is said again of the database as the next server finds it.
    with Server(port):
        connection.close()
        found = doctor(replay=100_000)
    assert found.returncode == 0, found.stdout
    posts = dict(Post.objects.values_list("text", "message_id"))
    assert set(posts) <= begun
    assert answered.items() <= posts.items(), "what the server had confirmed is there"
    reached = dict(Delivery.objects.values_list("message_id").annotate(n=Count("recipient_id")))
    assert reached == dict.fromkeys(posts.values(), members - 1), "everybody has each post exactly once"
    assert cut >= times, "requests were cut short in every round"
    assert len(answered) >= times, "posts were published in every round"


def test_a_server_that_is_killed_50_times_in_the_middle_of_fan_outs_leaves_each_message_whole_or_not_at_all():
    _kill_again_and_again(times=50, members=5_000, seed=7, within=0.06)


@pytest.mark.soak
def test_a_server_that_is_killed_300_times_leaves_each_message_whole_or_not_at_all():
    _kill_again_and_again(times=300, members=20_000, seed=11, within=0.25)
