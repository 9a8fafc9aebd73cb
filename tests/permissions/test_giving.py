"""Giving, changing, revoking and undoing a permission; only its giver does any of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from folkmoot.permissions.models import Delivery, Permission, PermissionVersion
from folkmoot.permissions.rules import ALL_TOPICS, Per, Scope, Terms, TermsError
from folkmoot.permissions.selectors import (
    history,
    not_for_me_count,
    permission_between,
    topics_of,
    used_by_permission,
    who_may_reach,
)
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.giving import (
    NothingToUndo,
    NotYours,
    change_permission,
    give_permission,
    permit,
    revoke_permission,
    say_not_for_me,
    take_back_not_for_me,
    undo_change,
)
from folkmoot.permissions.services.topics import add_topic
from folkmoot.talk.services import publish_post
from folkmoot.tribes.services import Refused
from tests.support.cast import THEN, make_person

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def writer(db):
    return make_person("writer")


@pytest.fixture
def reader(db):
    return make_person("reader")


def reached(person) -> int:
    return Delivery.objects.filter(recipient_id=person.pk).count()


def whys(giver, permission) -> list[str]:
    return [version.why for version in history(giver, permission.pk)]


def test_without_a_permission_nothing_arrives(writer, reader):
    assert publish_post(writer, None, "Is anybody there?").reach.audience == 0
    assert reached(reader) == 0


def test_what_is_given_lets_posts_through_until_it_is_revoked(writer, reader):
    given = give_permission(reader, writer, Scope.POSTS)
    publish_post(writer, None, "One")
    revoke_permission(reader, given.pk)
    publish_post(writer, None, "Two")
    assert reached(reader) == 1


def test_revoking_keeps_the_row_and_its_history(writer, reader):
    given = give_permission(reader, writer, Scope.POSTS, Terms(at_most=2))
    revoked = revoke_permission(reader, given.pk)
    assert (revoked.pk, revoked.live, revoked.at_most) == (given.pk, False, 2)
    assert whys(reader, given) == ["revoked", "given"]


def test_revoking_twice_is_revoking_once(writer, reader):
    given = give_permission(reader, writer, Scope.POSTS)
    revoke_permission(reader, given.pk)
    revoke_permission(reader, given.pk)
    assert whys(reader, given) == ["revoked", "given"]


def test_what_was_revoked_can_be_given_again_and_is_the_same_row(writer, reader):
    given = give_permission(reader, writer, Scope.POSTS, Terms(at_most=1), now=THEN)
    revoke_permission(reader, given.pk, now=THEN + DAY)
    again = give_permission(reader, writer, Scope.POSTS, Terms(at_most=5), now=THEN + 2 * DAY)
    assert (again.pk, again.live, again.at_most) == (given.pk, True, 5)
    assert whys(reader, given) == ["given", "revoked", "given"]
    publish_post(writer, None, "Back", now=THEN + 3 * DAY)
    assert reached(reader) == 1


def test_revoking_and_giving_again_does_not_refill_the_budget(writer, reader):
    terms = Terms(at_most=1, per=Per.WEEK)
    given = give_permission(reader, writer, Scope.POSTS, terms, now=THEN)
    publish_post(writer, None, "One", now=THEN + timedelta(hours=1))
    revoke_permission(reader, given.pk, now=THEN + timedelta(hours=2))
    give_permission(reader, writer, Scope.POSTS, terms, now=THEN + timedelta(hours=3))
    assert publish_post(writer, None, "Two", now=THEN + timedelta(hours=4)).reach.over_budget == 1
    assert reached(reader) == 1


@pytest.mark.parametrize(("per", "days"), [(Per.DAY, 1), (Per.WEEK, 7), (Per.MONTH, 31)])
def test_a_budget_slides(writer, reader, per, days):
    give_permission(reader, writer, Scope.POSTS, Terms(at_most=2, per=per), now=THEN)
    length = timedelta(days=days)
    first, second = THEN + timedelta(hours=1), THEN + timedelta(hours=9)
    reaches = [
        publish_post(writer, None, text, now=at).reach.reached
        for text, at in [
            ("one", first),
            ("two", second),
            ("three, at once", second + timedelta(minutes=1)),
            ("four, a moment before the first is out of it", first + length - timedelta(milliseconds=1)),
            ("five, as the first is out of it", first + length),
            ("six, while the second is in it", first + length + timedelta(hours=1)),
            ("seven, as the second is out of it", second + length),
        ]
    ]
    assert reaches == [1, 1, 0, 0, 1, 0, 1]


def test_what_was_used_is_counted_over_the_stretch_that_ends_now(writer, reader):
    given = give_permission(reader, writer, Scope.POSTS, Terms(at_most=3, per=Per.WEEK), now=THEN)
    for day in (0, 3, 6):
        publish_post(writer, None, f"Day {day}", now=THEN + day * DAY + timedelta(hours=1))
    assert used_by_permission(reader.pk, THEN + 6 * DAY + timedelta(hours=2))[given.pk] == (3, 3)
    assert used_by_permission(reader.pk, THEN + 8 * DAY)[given.pk] == (2, 3)
    assert used_by_permission(reader.pk, THEN + 33 * DAY)[given.pk] == (0, 2)


def test_a_permission_ends_when_it_says(writer, reader):
    give_permission(reader, writer, Scope.POSTS, Terms(until=THEN + DAY), now=THEN)
    assert publish_post(writer, None, "In time", now=THEN + DAY - timedelta(milliseconds=1)).reach.reached == 1
    assert publish_post(writer, None, "Too late", now=THEN + DAY).reach.reached == 0


def test_changing_to_the_same_terms_writes_no_history(writer, reader):
    given = give_permission(reader, writer, Scope.POSTS, Terms(at_most=3))
    same = change_permission(reader, given.pk, Terms(at_most=3))
    assert same.version_id == given.version_id
    assert whys(reader, given) == ["given"]


def test_undo_brings_back_what_was_before(writer, reader):
    given = give_permission(reader, writer, Scope.POSTS, Terms(at_most=3))
    changed = change_permission(reader, given.pk, Terms(at_most=9, interrupt=True))
    undone = undo_change(reader, given.pk, changed.version_id)
    assert undone.terms == Terms(at_most=3)
    assert whys(reader, given) == ["undone", "changed", "given"]


def test_undo_of_a_revocation_lets_posts_through_again(writer, reader):
    given = give_permission(reader, writer, Scope.POSTS)
    revoked = revoke_permission(reader, given.pk)
    assert undo_change(reader, given.pk, revoked.version_id).live
    assert publish_post(writer, None, "Here again").reach.reached == 1


def test_undo_of_an_undo_is_what_was_undone(writer, reader):
    given = give_permission(reader, writer, Scope.POSTS, Terms(at_most=3))
    changed = change_permission(reader, given.pk, Terms(at_most=9))
    undone = undo_change(reader, given.pk, changed.version_id)
    assert undo_change(reader, given.pk, undone.version_id).at_most == 9


def test_undo_of_the_first_gift_ends_it(writer, reader):
    given = give_permission(reader, writer, Scope.POSTS)
    assert not undo_change(reader, given.pk, given.version_id).live
    assert publish_post(writer, None, "Hello?").reach.reached == 0


def test_only_the_last_change_can_be_undone(writer, reader):
    given = give_permission(reader, writer, Scope.POSTS, Terms(at_most=3))
    changed = change_permission(reader, given.pk, Terms(at_most=9))
    revoke_permission(reader, given.pk)
    with pytest.raises(NothingToUndo):
        undo_change(reader, given.pk, changed.version_id)
    assert not Permission.objects.get(pk=given.pk).live


def test_nobody_else_changes_revokes_or_undoes_it(writer, reader):
    given = give_permission(reader, writer, Scope.POSTS)
    for act in (
        lambda: change_permission(writer, given.pk, Terms(at_most=9)),
        lambda: revoke_permission(writer, given.pk),
        lambda: undo_change(writer, given.pk, given.version_id),
    ):
        with pytest.raises(NotYours):
            act()
    assert whys(reader, given) == ["given"]
    assert list(history(writer, given.pk)) == []


@pytest.mark.parametrize(
    "terms",
    [Terms(at_most=0), Terms(at_most=-1), Terms(at_most=1001), Terms(topics=0), Terms(until=THEN)],
)
def test_terms_that_make_no_sense_are_refused_with_a_sentence(writer, reader, terms):
    with pytest.raises(TermsError) as told:
        give_permission(reader, writer, Scope.POSTS, terms, now=THEN)
    assert str(told.value).endswith(".")
    assert not Permission.objects.exists()


def test_nobody_needs_a_permission_from_themselves(reader):
    with pytest.raises(Refused, match="from yourself"):
        give_permission(reader, reader, Scope.POSTS)


def test_giving_once_more_with_one_tap_does_not_widen_what_was_narrowed(writer, reader):
    first, is_new = permit(reader, writer, Scope.POSTS)
    assert is_new and first.terms == Terms()
    narrowed = change_permission(reader, first.pk, Terms(at_most=1))
    assert permit(reader, writer, Scope.POSTS) == (narrowed, False)
    revoke_permission(reader, first.pk)
    again, is_new = permit(reader, writer, Scope.POSTS)
    assert is_new and again.live and again.terms == Terms()


def test_the_database_itself_refuses_a_permission_to_oneself(writer, reader):
    given = give_permission(reader, writer, Scope.POSTS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Permission.objects.filter(pk=given.pk).update(giver_id=writer.pk)


def test_a_permission_on_topics_lets_only_those_through(writer, reader):
    bread, iron = add_topic(writer, "bread"), add_topic(writer, "iron")
    give_permission(reader, writer, Scope.POSTS, Terms(topics=1 << bread.slot))
    reaches = [
        publish_post(writer, None, text, topics).reach
        for text, topics in [
            ("Rye", (bread.pk,)),
            ("Tongs", (iron.pk,)),
            ("Both", (bread.pk, iron.pk)),
            ("Nothing", ()),
        ]
    ]
    assert [reach.reached for reach in reaches] == [1, 0, 1, 0]
    assert [reach.off_topic for reach in reaches] == [0, 1, 0, 1]


def test_a_tribe_is_permitted_nothing_by_someone_who_does_not_belong_to_it(cast):
    with pytest.raises(Refused):
        give_permission(cast.outsider, cast.tribe, Scope.POSTS)
    assert not Permission.objects.filter(giver=cast.outsider).exists()


def test_neither_undo_nor_change_outlives_a_membership(cast):
    permission = permission_between(cast.member.pk, cast.tribe.pk, Scope.POSTS)
    joining.leave_tribe(cast.tribe, cast.member)
    left = history(cast.member, permission.pk)[0]
    assert left.why == PermissionVersion.Why.LEFT
    with pytest.raises(Refused):
        undo_change(cast.member, permission.pk, left.pk)
    with pytest.raises(Refused):
        change_permission(cast.member, permission.pk, Terms())
    assert publish_post(cast.leader, cast.tribe, "Who is left?").reach.audience == 0
    assert reached(cast.member) == 0


def test_whoever_left_can_still_read_the_history_of_what_they_gave(cast):
    permission = permission_between(cast.member.pk, cast.tribe.pk, Scope.POSTS)
    joining.leave_tribe(cast.tribe, cast.member)
    assert whys(cast.member, permission) == ["left", "given"]


def test_who_may_reach_me_names_topics_use_and_what_came(cast):
    garden, tools = topics_of(cast.tribe.pk)
    permission = permission_between(cast.member.pk, cast.tribe.pk, Scope.POSTS)
    change_permission(cast.member, permission.pk, Terms(topics=1 << tools.slot, at_most=2))
    publish_post(cast.leader, cast.tribe, "The drill is back", (tools.pk,))
    publish_post(cast.leader, cast.tribe, "Slugs", (garden.pk,))
    [block] = who_may_reach(cast.member, timezone.now())
    posts, dialogue = block.rows
    assert (posts.used, posts.brought, posts.left) == (1, 1, 1)
    assert [topic.name for topic in posts.topics] == ["tools"]
    assert [topic.name for topic in posts.holder_topics] == ["garden", "tools"]
    assert (dialogue.scope, dialogue.permission.topics) == (Scope.DIALOGUE, ALL_TOPICS)


def test_who_may_reach_me_asks_the_same_number_of_queries_for_many(cast, django_assert_num_queries):
    for index in range(40):
        give_permission(cast.outsider, make_person(f"holder{index}"), Scope.POSTS)
    with django_assert_num_queries(3):
        assert len(who_may_reach(cast.outsider, timezone.now())) == 40


def test_not_for_me_tells_the_writer_a_number(cast):
    said = publish_post(cast.leader, cast.tribe, "Buy my book")
    say_not_for_me(cast.member, said.post.pk)
    say_not_for_me(cast.member, said.post.pk)
    assert not_for_me_count(said.post.pk, cast.leader) == 1
    assert not_for_me_count(said.post.pk, cast.member) == 0
    take_back_not_for_me(cast.member, said.post.pk)
    take_back_not_for_me(cast.member, said.post.pk)
    assert not_for_me_count(said.post.pk, cast.leader) == 0


def test_not_for_me_is_for_what_reached_one(cast):
    said = publish_post(cast.leader, cast.tribe, "For members")
    with pytest.raises(NotYours):
        say_not_for_me(cast.outsider, said.post.pk)
    assert not_for_me_count(said.post.pk, cast.leader) == 0
