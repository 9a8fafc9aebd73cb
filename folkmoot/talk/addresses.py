"""Addresses of posts and people by the dozen: Django looks each kind up once, and only the id is put in.

A page of twenty posts has a hundred addresses in it, and looking one up takes as long as drawing half a post.
"""

import functools
from urllib.parse import quote_plus

from django.urls import reverse

from folkmoot.people.models import Person
from folkmoot.talk.reached import Author

ASK_CARRIES = 1_500  # characters of a text that an address takes along to the board
_ASK_CARRIES_BYTES = 3_000  # of them in the address: what stands before a server may read no more of it

_ID_MARK = 987_654_321
_WORD_MARK = "mark987654321"


@functools.cache
def _around(name: str, mark: int | str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[mark]).partition(str(mark))
    return before, after


def of_id(name: str, id_: int) -> str:
    """The address with this name whose only part is an id."""
    before, after = _around(name, _ID_MARK)
    return f"{before}{id_}{after}"


def of_word(name: str, word: str) -> str:
    """The address with this name whose only part is a slug or a handle (which need no quoting)."""
    before, after = _around(name, _WORD_MARK)
    return f"{before}{word}{after}"


def of_person(name: str, host: str = "") -> str:
    """The profile of someone from here or, with a host, from elsewhere."""
    return of_word("profile", f"{name}@{host}" if host else name)


def of_post(post_id: int, root_id: int | None) -> str:
    """Where a post stands: at the top of its thread, or at its place below."""
    return of_id("post", post_id) if root_id is None else f"{of_id('post', root_id)}#post-{post_id}"


def of_answer_box(post_id: int, root_id: int | None) -> str:
    """The answer box of a thread, set to answer this post."""
    return f"{of_id('post', root_id or post_id)}?to={post_id}#answer"


def picture_of(person: Person | Author) -> str:
    """Where the picture of a person is; '' without one."""
    return of_word("picture", person.picture) if person.picture else ""


def of_new_ask(slug: str, text: str) -> str:
    """Where an ask is put on the board of a tribe, with the beginning of this text already written there."""
    carried, left = [], _ASK_CARRIES_BYTES
    for character in text[:ASK_CARRIES]:
        quoted = quote_plus(character, errors="replace")
        left -= len(quoted)
        if left < 0:
            break
        carried.append(quoted)
    return f"{of_word('tribe_floor', slug)}asks/new/?text={''.join(carried)}"
