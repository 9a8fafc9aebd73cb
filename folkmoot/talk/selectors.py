"""Reading talk: the home page, floors, threads. Each 'may I see this' has its twin 'which may I see'."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from folkmoot.people.models import Person
from folkmoot.permissions import selectors as permissions
from folkmoot.permissions.models import Delivery, Holder, Permission, Topic
from folkmoot.permissions.rules import Reach, Scope, problem_with_widening
from folkmoot.talk import reached
from folkmoot.talk.models import Post
from folkmoot.talk.reached import OwnTribe, Shown
from folkmoot.talk.rules import FACES, NEWCOMERS, PAGE, THREAD_PAGE
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.models import Membership, Tribe


@dataclass(frozen=True)
class Page:
    """Some posts, newest first, and where the next page begins (a post id), None at the end."""

    posts: list[Post]
    older: int | None


def readable_posts(person: Person) -> QuerySet[Post]:
    """Every post somebody may read: on floors they may read, and what people say to their followers."""
    return _with_joins(Post.objects.filter(Q(tribe=None) | tribes.readable_floors(person)))


def readable_post(person: Person, post_id: int) -> Post | None:
    """Twin of ``readable_posts``: one post, if this person may read it."""
    return readable_posts(person).filter(pk=post_id).first()


def home(person: Person, before: int | None = None, count: int = PAGE) -> Page:
    """What reached somebody, newest first; each post has ``not_for_me`` as this person said.

    What came from a floor they may no longer read is not shown, nor what was deleted. Two queries, however many
    deliveries there are: the first walks the person's own deliveries.
    """
    return _as_models(reached.reached(person.pk, before, count + 1), count)


@dataclass(frozen=True)
class Home:
    """Everything the home page shows; ``home`` gives the same posts as models."""

    tribes: list[OwnTribe]
    posts: list[Shown]
    older: int | None
    waiting: list[Shown]  # newcomers' first posts in these tribes


def home_page(person: Person, before: int | None = None, count: int = PAGE) -> Home:
    """What reached somebody, newest first, their tribes and, on the first page, the newcomers who wait there.

    Three queries when nobody waits that was not known to, one more per tribe where something was said since.
    """
    own = reached.own_tribes(person.pk)
    posts = reached.reached(person.pk, before, count + 1)
    first = [] if before is not None else reached.shown(reached.waiting(own, person.pk, NEWCOMERS))
    return Home(own, posts[:count], posts[count - 1].pk if len(posts) > count else None, first)


def floor(tribe: Tribe, before: int | None = None, topic: Topic | None = None, count: int = PAGE) -> Page:
    """The threads of a tribe, newest first, all or on one topic. The caller has asked ``tribes.may_read_floor``."""
    return _as_models(reached.on_floor(tribe.pk, before, topic.slot if topic else None, count + 1), count)


def floor_page(
    tribe: Tribe, before: int | None = None, topic: Topic | None = None, count: int = PAGE
) -> tuple[list[Shown], int | None]:
    """``floor`` as a page shows it, and where the next page begins."""
    posts = reached.on_floor(tribe.pk, before, topic.slot if topic else None, count + 1)
    return posts[:count], posts[count - 1].pk if len(posts) > count else None


def said_on_floor(tribe: Tribe) -> QuerySet[Post]:
    """Everything that was said on a tribe's floor and stands there, oldest first. For those who may read it."""
    return Post.objects.filter(tribe=tribe, deleted_at=None).order_by("pk")


def said_to_followers(author: Person, before: int | None = None, count: int = PAGE) -> Page:
    """What somebody said outside of any tribe."""
    return _page(_with_joins(Post.objects.filter(author=author, tribe=None, root=None, deleted_at=None)), before, count)


@dataclass(frozen=True)
class ThreadPage:
    """A stretch of a thread's answers, in the order they were said."""

    answers: list[Post]
    earlier: bool  # there are answers before these
    later: int | None  # the answer that the next stretch begins with


def thread_page(root: Post, begin: int | None = None, count: int = THREAD_PAGE) -> ThreadPage:
    """At most ``count`` answers, from the answer ``begin`` on; deleted ones keep their place."""
    answers = _with_joins(Post.objects.filter(root=root), counted=False).order_by("pk")
    if begin is not None:
        answers = answers.filter(pk__gte=begin)
    found = list(answers[: count + 1])
    earlier = begin is not None and Post.objects.filter(root=root, pk__lt=begin).exists()
    return ThreadPage(found[:count], earlier, found[count].pk if len(found) > count else None)


def place_in_thread(post: Post, count: int = THREAD_PAGE) -> int | None:
    """The ``begin`` of the stretch that shows an answer: None where the first one does."""
    before = Post.objects.filter(root_id=post.root_id, pk__lt=post.pk).count()
    return post.pk if before >= count else None


def post_to_answer(root: Post, to: int | None = None) -> Post | None:
    """The post of this thread that an answer is meant for: ``to``, or else its beginning; None if deleted."""
    if to is not None and to != root.pk:
        found = Post.objects.select_related("author").filter(pk=to, root=root, deleted_at=None).first()
        if found is not None:
            return found
    return root if root.deleted_at is None else None


def reached_among(person: Person, posts: Sequence[Post]) -> dict[int, bool]:
    """Which of these posts were delivered to somebody, and whether they said 'not for me' of them."""
    delivered = Delivery.objects.filter(recipient_id=person.pk, message_id__in=[post.pk for post in posts])
    return dict(delivered.values_list("message_id", "not_for_me"))


def said_in_thread_by(person: Person, root: Post) -> list[Post]:
    """Somebody's own posts in a thread with their envelopes, newest first, at most a page."""
    own = Post.objects.filter(Q(pk=root.pk) | Q(root=root), author=person, deleted_at=None)
    return list(own.select_related("message__not_for_me").order_by("-pk")[:PAGE])


@dataclass(frozen=True)
class Company:
    """Who is here: how many, who leads, and some of them."""

    count: int
    leaders: list[Person]
    some: list[Person]


def company(tribe: Tribe, some: int = FACES) -> Company:
    """The members of a tribe as a floor shows them: its leaders, then whoever came last."""
    places = Membership.objects.filter(tribe=tribe)
    lead = list(places.filter(role=Membership.Role.LEADER).select_related("person").order_by("person_id")[:some])
    others = places.filter(role=Membership.Role.MEMBER).select_related("person").order_by("-person_id")
    leaders = [place.person for place in lead]
    newest = [place.person for place in others[: some - len(leaders)]] if len(leaders) < some else []
    return Company(places.count(), leaders, leaders + newest)


def tribes_in_common(one: Person, other: Person) -> list[Tribe]:
    """The tribes that two people both belong to, by name."""
    return list(Tribe.objects.filter(memberships__person=one).filter(memberships__person=other).order_by("name"))


def given_to(giver: Person, holder: Person) -> dict[str, Permission]:
    """What somebody permits a person now: scope ('posts', 'dialogue' ...) -> permission."""
    live = Permission.objects.filter(giver=giver, holder_id=holder.pk, live=True)
    return {Scope(permission.scope).name.lower(): permission for permission in live}


def why_not_wider(asker: Person, giver: Person, now: datetime) -> str:
    """Why a wider permission cannot be asked for yet, and when it can; '' where it can."""
    return problem_with_widening(permissions.dialogue(asker.pk, giver.pk), now) or ""


def waiting_for_an_answer(tribe: Tribe, limit: int = NEWCOMERS, reader: Person | None = None) -> list[Shown]:
    """First posts of newcomers that no other member has answered yet, oldest first, without the reader's own."""
    clock = Holder.objects.filter(pk=tribe.pk).values_list("clock", flat=True).first() or 0
    own = reached.OwnTribe(tribe.pk, tribe.name, tribe.slug, clock)
    return reached.shown(reached.waiting([own], reader.pk if reader is not None else 0, limit))


def reach_of(post: Post, reader: Person) -> Reach | None:
    """Whom a post reached, in three counts: for its writer's eyes only."""
    return post.message.reach if post.author_id == reader.pk else None


def _with_joins(posts: QuerySet[Post], counted: bool = True) -> QuerySet[Post]:
    """Posts with author, tribe, envelope, ``to_name`` and ``answer_count``: what every page of posts shows."""
    shown: dict[str, Any] = {"to_name": F("parent__author__display_name")}
    if counted:
        answers = Post.objects.filter(root=OuterRef("pk"), deleted_at=None).order_by().values("root")
        shown["answer_count"] = Coalesce(Subquery(answers.annotate(n=Count("pk")).values("n")), 0)
    return posts.select_related("author", "tribe", "message").annotate(**shown)


def _as_models(shown: list[Shown], count: int) -> Page:
    """The first ``count`` of these as models, in their order."""
    models = {post.pk: post for post in _with_joins(Post.objects.filter(pk__in=[row.pk for row in shown[:count]]))}
    found = []
    for row in shown[:count]:
        if row.pk in models:  # else it has just gone
            models[row.pk].not_for_me = row.not_for_me
            found.append(models[row.pk])
    return Page(found, shown[count - 1].pk if len(shown) > count else None)


def _page(posts: QuerySet[Post], before: int | None, count: int) -> Page:
    if before is not None:
        posts = posts.filter(pk__lt=before)
    rows = list(posts.order_by("-pk")[: count + 1])
    return Page(rows[:count], rows[count - 1].pk if len(rows) > count else None)
