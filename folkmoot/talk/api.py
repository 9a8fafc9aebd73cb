"""The JSON API of talk: the home page, floors, threads, writing."""

from typing import Annotated, Literal

from ninja import Router
from pydantic import Field

from folkmoot.people.api_kit import (
    Asked,
    Before,
    Handle,
    IdIn,
    IdOut,
    In,
    Limit,
    MomentOut,
    Out,
    Page,
    PathId,
    PersonRef,
    Problem,
    Slug,
    SlugIn,
    Text,
    me,
    not_found,
    person_or_404,
    person_ref,
    reads,
    writes,
)
from folkmoot.people.rules import SAYING
from folkmoot.people.throttle import take
from folkmoot.permissions.rules import TOPIC_SLOTS, Reach
from folkmoot.permissions.selectors import not_for_me_count, topics_of
from folkmoot.talk import selectors, services
from folkmoot.talk.models import Decision, Post
from folkmoot.talk.rules import TEXT_MAX
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.api.doors import own_tribe, visible_tribe
from folkmoot.tribes.api.schemas import TribeRef, tribe_ref
from folkmoot.tribes.models import Tribe

router = Router(tags=["talk"])
Words = Annotated[Text, Field(max_length=2 * TEXT_MAX, description=f"Markdown, up to {TEXT_MAX:,} characters.")]
TopicIds = Annotated[
    list[IdIn], Field(max_length=TOPIC_SLOTS, description="Topics of the tribe or, without a tribe, of mine.")
]


class ReachOut(Out):
    """Whom a post reaches, and how many it is held back from. Numbers of people, never who."""

    reached: int
    over_budget: int = Field(description="Have had their fill of this for now.")
    off_topic: int = Field(description="Do not take this topic.")
    not_permitted: int = Field(description="Do not permit it.")


class PostOut(Out):
    """Something said. A deleted post keeps its place without its words."""

    id: IdOut
    author: PersonRef
    tribe: TribeRef | None = Field(description="On whose floor; null: to whoever follows the author.")
    root: IdOut | None = Field(description="What began the thread; null for what begins one.")
    parent: IdOut | None = Field(description="What it answers; null for what begins a thread.")
    text: str = Field(description="Markdown, as it was written.")
    html: str = Field(description="The same as HTML that is safe to show.")
    topics: list[str] = Field(description="As they were called when it was sent.")
    said_at: MomentOut
    edited_at: MomentOut | None
    deleted: bool
    answers: int | None = Field(description="Of a thread; null in answers, and where nobody counted.")
    reach: ReachOut | None = Field(description="For its author's eyes only.")


class ReachedPostOut(PostOut):
    """A post that reached me."""

    not_for_me: bool


class OnePostOut(PostOut):
    """A post by itself."""

    reached_me: bool
    not_for_me: bool | None = Field(description="What I said of it; null for what did not reach me.")
    not_for_others: int | None = Field(description="How many said 'not for me', for its author's eyes only.")


class Posts(Page[PostOut]):
    """Posts, newest first."""


class HomePosts(Page[ReachedPostOut]):
    """What reached me, newest first."""


class ThreadOut(Out):
    """What began a thread, and a stretch of its answers in the order they were said."""

    root: PostOut
    answers: list[PostOut]
    later: IdOut | None = Field(description="Ask again with begin=<this> for the next stretch; null at the end.")


class WaitingOut(Out):
    """First posts of newcomers that nobody has answered yet, oldest first."""

    items: list[PostOut]


class PlaceIn(In):
    """Where to say something, and on what."""

    tribe: SlugIn | None = Field(None, description="A tribe I belong to; null: to whoever follows me.")
    topics: TopicIds = []


class PostIn(PlaceIn):
    text: Words
    decision: Literal["as_post", "not_an_ask"] | None = Field(
        None,
        description="What its writer says of a text that reads like a request: that it is one, sent as a post all the "
        "same, or that it is none. Kept for its writer alone; null: they were not asked.",
    )


class PreviewIn(PlaceIn):
    text: Words = ""


class TextIn(In):
    text: Words


class PreviewOut(Out):
    """What would come of a post if it were said now; by the same conditions that then deliver it."""

    reach: ReachOut
    html: str = Field(description="How it would look; '' without words.")


# --- reading ----------------------------------------------------------------------------------------
@router.get("/home", summary="What reached me", **reads(HomePosts))
def home_read(request: Asked, before: Before = None, limit: Limit = 20) -> HomePosts:
    """It ends where it ends."""
    page = selectors.home(me(request), before, limit)
    items = [
        ReachedPostOut(
            **_post_out(post, request).model_dump(),
            not_for_me=post.not_for_me,
        )
        for post in page.posts
    ]
    return HomePosts(items=items, older=page.older)


@router.get("/tribes/{slug:slug}/floor", summary="What is said in a tribe", **reads(Posts))
def floor_read(
    request: Asked,
    slug: Slug,
    before: Before = None,
    limit: Limit = 20,
    topic: Annotated[IdIn | None, Field(description="Only threads on this topic of the tribe.")] = None,
) -> Posts:
    """Its threads, newest first: for members, and for everyone signed in where the floor is open."""
    tribe = _readable_floor(request, slug)
    chosen = None
    if topic is not None:
        chosen = topics_of(tribe.pk, with_retired=True).filter(pk=topic).first()
        if chosen is None:
            raise Problem(422, "not_valid", "The tribe has no such topic.", "query.topic")
    return _posts(selectors.floor(tribe, before, chosen, limit), request)


@router.get("/tribes/{slug:slug}/waiting", summary="Newcomers who wait for an answer (members)", **reads(WaitingOut))
def waiting_read(request: Asked, slug: Slug, limit: Limit = 20) -> WaitingOut:
    """Without my own."""
    shown = selectors.waiting_for_an_answer(own_tribe(request, slug), limit, reader=me(request))
    posts = selectors.readable_posts(me(request)).filter(pk__in=[post.pk for post in shown]).order_by("pk")
    return WaitingOut(items=[_post_out(post, request) for post in posts])


@router.get("/people/{handle:handle}/posts", summary="What somebody says to their followers", **reads(Posts))
def person_posts(request: Asked, handle: Handle, before: Before = None, limit: Limit = 20) -> Posts:
    """Outside of any tribe. Everybody signed in may come and read it."""
    return _posts(selectors.said_to_followers(person_or_404(handle), before, limit), request)


@router.get("/posts/{id:post_id}", summary="A post", **reads(OnePostOut))
def post_read(request: Asked, post_id: PathId) -> OnePostOut:
    """With whom it reached, if it is mine."""
    post = _readable(request, post_id)
    reached = selectors.reached_among(me(request), [post])
    return OnePostOut(
        **_post_out(post, request).model_dump(),
        reached_me=post.pk in reached,
        not_for_me=reached.get(post.pk),
        not_for_others=not_for_me_count(post.pk, me(request)) if post.author_id == me(request).pk else None,
    )


@router.get("/posts/{id:post_id}/thread", summary="A thread", **reads(ThreadOut))
def thread_read(
    request: Asked,
    post_id: PathId,
    begin: Annotated[IdIn | None, Field(description="Only answers from this one on: the 'later' before it.")] = None,
    limit: Limit = 100,
) -> ThreadOut:
    """The thread that a post began or stands in."""
    post = _readable(request, post_id)
    root = post if post.root_id is None else _readable(request, post.root_id)
    page = selectors.thread_page(root, begin, limit)
    answers = [_post_out(answer, request) for answer in page.answers]
    return ThreadOut(root=_post_out(root, request), answers=answers, later=page.later)


# --- writing ----------------------------------------------------------------------------------------
@router.post("/posts/preview", summary="Whom a post would reach", **writes("talk", PreviewOut))
def post_preview(request: Asked, post: PreviewIn) -> PreviewOut:
    """If it were said now; people spoken to by name are not told apart. Nothing is said."""
    reach = services.preview_reach(me(request), _place(request, post.tribe), tuple(post.topics))
    html = services.preview_html(post.text) if post.text.strip() else ""
    return PreviewOut(reach=_reach_out(reach), html=html)


@router.post("/posts", summary="Begin a thread", **writes("talk", PostOut, 201))
def post_publish(request: Asked, post: PostIn) -> PostOut:
    """It reaches everybody who permits it; the answer says how many, and from how many it is held back."""
    take(f"say:{me(request).pk}", SAYING)
    decision = Decision(post.decision) if post.decision is not None else None
    place = _place(request, post.tribe)
    said = services.publish_post(me(request), place, post.text, tuple(post.topics), decision=decision)
    return _post_out(_readable(request, said.post.pk), request)


@router.post("/posts/{id:post_id}/answers", summary="Answer a post", **writes("talk", PostOut, 201))
def post_answer(request: Asked, post_id: PathId, answer: TextIn) -> PostOut:
    """It reaches who is answered and who is mentioned, as they permit."""
    take(f"say:{me(request).pk}", SAYING)
    said = services.answer_post(me(request), _readable(request, post_id), answer.text)
    return _post_out(_readable(request, said.post.pk), request)


@router.patch("/posts/{id:post_id}", summary="Edit a post of mine", **writes("talk", PostOut))
def post_edit(request: Asked, post_id: PathId, post: TextIn) -> PostOut:
    """It reaches nobody anew."""
    _not_deleted(request, post_id)
    services.edit_post(me(request), post_id, post.text)
    return _post_out(_readable(request, post_id), request)


@router.delete("/posts/{id:post_id}", summary="Delete a post of mine", **writes("talk", None, 204))
def post_delete(request: Asked, post_id: PathId) -> None:
    """Its words are gone; answers keep their place."""
    _not_deleted(request, post_id)
    services.delete_post(me(request), post_id)


def _readable(request: Asked, post_id: int) -> Post:
    found = selectors.readable_post(me(request), post_id)
    if found is None:
        raise not_found()
    return found


def _not_deleted(request: Asked, post_id: int) -> None:
    if _readable(request, post_id).deleted_at is not None:
        raise not_found()


def _readable_floor(request: Asked, slug: str) -> Tribe:
    tribe = visible_tribe(request, slug)
    if not tribes.may_read_floor(tribe, me(request)):
        raise Problem(403, "refused", "Only members of this tribe read its floor.", "path")
    return tribe


def _place(request: Asked, slug: str | None) -> Tribe | None:
    return None if slug is None else visible_tribe(request, slug)


def _posts(page: selectors.Page, request: Asked) -> Posts:
    return Posts(items=[_post_out(post, request) for post in page.posts], older=page.older)


def _reach_out(reach: Reach) -> ReachOut:
    return ReachOut(
        reached=reach.reached,
        over_budget=reach.over_budget,
        off_topic=reach.off_topic,
        not_permitted=reach.not_permitted,
    )


def _post_out(post: Post, request: Asked) -> PostOut:
    reach = selectors.reach_of(post, me(request))
    return PostOut(
        id=post.pk,
        author=person_ref(post.author),
        tribe=tribe_ref(post.tribe) if post.tribe is not None else None,
        root=post.root_id,
        parent=post.parent_id,
        text=post.text,
        html=post.html,
        topics=post.topic_names,
        said_at=post.said_at,
        edited_at=post.edited_at,
        deleted=post.deleted_at is not None,
        answers=getattr(post, "answer_count", None) if post.root_id is None else None,
        reach=_reach_out(reach) if reach is not None else None,
    )
