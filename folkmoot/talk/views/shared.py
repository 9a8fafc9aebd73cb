"""What several pages of talk need."""

from django.http import Http404

from folkmoot.ids import MAX_ID
from folkmoot.people.models import Person
from folkmoot.talk import selectors
from folkmoot.talk.models import Post
from folkmoot.tribes import selectors as tribes


def id_in(text: str | None) -> int | None:
    """The id that a piece of an address says; None when it is none that could exist."""
    if not text or len(text) > 19 or not text.isascii() or not text.isdigit():
        return None
    found = int(text)
    return found if 0 < found <= MAX_ID else None


def readable_post_or_404(person: Person, post_id: int) -> Post:
    """A post that this person may read; for any other there is no page."""
    post = selectors.readable_post(person, post_id) if post_id <= MAX_ID else None
    if post is None:
        raise Http404
    return post


def own_post_or_404(person: Person, post_id: int) -> Post:
    """A post that this person wrote, has not deleted, and may still read."""
    post = readable_post_or_404(person, post_id)
    if post.author_id != person.pk or post.deleted_at is not None:
        raise Http404
    return post


def writes_in(person: Person, post: Post) -> list[int]:
    """The tribe of this post in a list, if this person may write there."""
    if post.tribe_id is None or tribes.membership(post.tribe_id, person.pk) is None:
        return []
    return [post.tribe_id]
