"""Reading talk: the home page, floors, threads. Each 'may I see this' has its twin 'which may I see'."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from folkmoot.people.models import Person
from folkmoot.permissions.models import Delivery, Topic
from folkmoot.permissions.rules import Reach
from folkmoot.talk.models import Post
from folkmoot.talk.rules import PAGE
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


def may_read(person: Person | None, post: Post) -> bool:
    """Twin of ``readable_posts``."""
    if person is None:
        return False
    return post.tribe is None or tribes.may_read_floor(post.tribe, person)


def readable_post(person: Person, post_id: int) -> Post | None:
    """One post that this person may read."""
    return readable_posts(person).filter(pk=post_id).first()


def home(person: Person, before: int | None = None, count: int = PAGE) -> Page:
    """What reached somebody, newest first; each post has ``not_for_me`` as this person said.

    What came from a floor they may no longer read is not shown, nor what was deleted. Two queries beside the
    one for their tribes, however many deliveries there are: the first walks the person's own deliveries.
    """
    reached = Delivery.objects.filter(
        Q(message__post__tribe=None) | tribes.readable_floors(person, "message__post__"),
        recipient_id=person.pk,
        message__post__isnull=False,
        message__post__deleted_at=None,
    )
    if before is not None:
        reached = reached.filter(message_id__lt=before)
    rows = list(reached.order_by("-message_id").values_list("message_id", "not_for_me")[: count + 1])
    said = dict(rows[:count])
    posts = list(_with_joins(Post.objects.filter(pk__in=list(said))).order_by("-pk"))
    for post in posts:
        post.not_for_me = said[post.pk]
    return Page(posts, rows[count - 1][0] if len(rows) > count else None)


def floor(tribe: Tribe, before: int | None = None, topic: Topic | None = None, count: int = PAGE) -> Page:
    """The threads of a tribe, newest first, all or on one topic. The caller has asked ``tribes.may_read_floor``."""
    posts = _with_joins(Post.objects.filter(tribe=tribe, root=None, deleted_at=None))
    if topic is not None:
        posts = posts.alias(on_it=F("message__tribe_topics").bitand(1 << topic.slot)).filter(on_it__gt=0)
    return _page(posts, before, count)


def said_to_followers(author: Person, before: int | None = None, count: int = PAGE) -> Page:
    """What somebody said outside of any tribe."""
    return _page(_with_joins(Post.objects.filter(author=author, tribe=None, root=None, deleted_at=None)), before, count)


def thread(root: Post) -> list[Post]:
    """A thread in the order it was said, its beginning first; deleted posts keep their place."""
    answers = _with_joins(Post.objects.filter(root=root)).select_related("parent__author").order_by("pk")
    return [root, *answers]


def waiting_for_an_answer(tribe: Tribe, limit: int = 3) -> list[Post]:
    """First posts of newcomers that no other member has answered yet, oldest first."""
    earlier = Post.objects.filter(tribe=tribe, author=OuterRef("author"), root=None, pk__lt=OuterRef("pk"))
    still_there = Membership.objects.filter(tribe=tribe, person=OuterRef("author"))
    answer = Post.objects.filter(root=OuterRef("pk"), deleted_at=None).exclude(author=OuterRef("author"))
    answered_by_member = answer.filter(Exists(Membership.objects.filter(tribe=tribe, person=OuterRef("author"))))
    waiting = Post.objects.filter(
        ~Exists(earlier), Exists(still_there), ~Exists(answered_by_member), tribe=tribe, root=None, deleted_at=None
    )
    return list(_with_joins(waiting).order_by("pk")[:limit])


def reach_of(post: Post, reader: Person) -> Reach | None:
    """Whom a post reached, in three counts: for its writer's eyes only."""
    return post.message.reach if post.author_id == reader.pk else None


def _with_joins(posts: QuerySet[Post]) -> QuerySet[Post]:
    """Posts with author, tribe and envelope, and ``answer_count``: what every page of posts shows."""
    answers = (
        Post.objects.filter(root=OuterRef("pk"), deleted_at=None)
        .order_by()
        .values("root")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return posts.select_related("author", "tribe", "message").annotate(answer_count=Coalesce(Subquery(answers), 0))


def _page(posts: QuerySet[Post], before: int | None, count: int) -> Page:
    if before is not None:
        posts = posts.filter(pk__lt=before)
    rows = list(posts.order_by("-pk")[: count + 1])
    return Page(rows[:count], rows[count - 1].pk if len(rows) > count else None)
