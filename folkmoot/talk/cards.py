"""Posts as the pages draw them (``components/posts.html`` says what a card holds)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from folkmoot.people.faces import Face
from folkmoot.people.models import Person
from folkmoot.talk import addresses
from folkmoot.talk.models import Post
from folkmoot.talk.reached import Author, Shown
from folkmoot.talk.when import in_words


@dataclass(slots=True)
class Card:
    """One post."""

    id: int
    url: str
    author: Face
    author_url: str
    when_iso: str
    when: str
    html: str
    topics: list[str] = field(default_factory=list)
    answers: str = ""
    where: str = ""
    where_url: str = ""
    to: str = ""
    to_url: str = ""
    note: str = ""
    edited: bool = False
    gone: bool = False
    reply_url: str = ""
    why_url: str = ""
    not_for_me_url: str = ""
    edit_url: str = ""


def face(person: Person | Author) -> Face:
    """Someone as the parts of a page draw them."""
    return Face(
        person.display_name,
        person.initials,
        person.hue,
        addresses.of_person(person.name, person.host),
        person.picture,
        addresses.picture_of(person),
    )


class Dealer:
    """Makes cards for one reader at one moment.

    ``writes_in``: the tribes whose floors this reader may write on; outside of tribes everybody may answer.
    """

    def __init__(self, reader: Person, writes_in: Collection[int], now: datetime | None = None) -> None:
        self.reader_id = reader.pk
        self.writes_in = writes_in
        self.zone = timezone.get_current_timezone()
        self.now = (now or timezone.now()).astimezone(self.zone)

    def when(self, moment: datetime) -> str:
        """A moment in words, as the reader's clock has it."""
        return in_words(moment.astimezone(self.zone), self.now)

    def card(self, post: Post | Shown) -> Card:
        """The card of a post with everything that is true wherever it stands."""
        author = face(post.author)
        said_at = post.said_at.astimezone(self.zone)
        gone = post.deleted_at is not None
        card = Card(
            id=post.pk,
            url=addresses.of_post(post.pk, post.root_id),
            author=author,
            author_url=author.url,
            when_iso=said_at.isoformat(timespec="seconds"),
            when=in_words(said_at, self.now),
            html=post.html,
            topics=post.topic_names if post.root_id is None else [],
            edited=post.edited_at is not None and not gone,
            gone=gone,
        )
        if not gone:
            if post.tribe_id is None or post.tribe_id in self.writes_in:
                card.reply_url = addresses.of_answer_box(post.pk, post.root_id)
            if post.author_id == self.reader_id:
                card.edit_url = addresses.of_id("post_edit", post.pk)
        return card

    def in_a_list(self, posts: Iterable[Post | Shown], with_tribe: bool) -> list[Card]:
        """Cards of threads and answers that stand by themselves, ``with_tribe`` saying where they were said."""
        return [self._listed(post, with_tribe) for post in posts]

    def that_reached(self, posts: Iterable[Shown]) -> list[Card]:
        """Cards for the home page: each says why it is there, and can be told that it is not for one."""
        cards = []
        for post in posts:
            card = self._listed(post, True)
            card.why_url = addresses.of_id("why", post.pk)
            if post.not_for_me:
                card.note = gettext("You said that this is not for you.")
            else:
                card.not_for_me_url = addresses.of_id("not_for_me", post.pk)
            cards.append(card)
        return cards

    def waiting(self, posts: Iterable[Post | Shown], with_tribe: bool) -> list[Card]:
        """Cards of newcomers' first posts that nobody has answered yet."""
        cards = self.in_a_list(posts, with_tribe)
        for card in cards:
            card.note = gettext("First words here. Nobody has answered yet.")
        return cards

    def in_a_thread(self, posts: Iterable[Post], root: Post, reached: dict[int, bool]) -> list[Card]:
        """Cards of a thread in its order. ``reached``: those that were delivered to the reader -> not for me."""
        cards = []
        for post in posts:
            card = self.card(post)
            if post.parent_id is not None and post.parent_id != root.pk:
                card.to, card.to_url = _to_name(post), addresses.of_post(post.parent_id, root.pk)
            if not card.gone and post.pk in reached:
                card.why_url = addresses.of_id("why", post.pk)
                if not reached[post.pk]:
                    card.not_for_me_url = addresses.of_id("not_for_me", post.pk)
            cards.append(card)
        return cards

    def _listed(self, post: Post | Shown, with_tribe: bool) -> Card:
        card = self.card(post)
        if post.answer_count:
            card.answers = ngettext("%(n)s answer", "%(n)s answers", post.answer_count) % {"n": post.answer_count}
        if post.parent_id is not None:
            # A parent that began the thread has no root of its own.
            root_id = None if post.parent_id == post.root_id else post.root_id
            card.to, card.to_url = _to_name(post), addresses.of_post(post.parent_id, root_id)
        if with_tribe and post.tribe is not None:
            card.where, card.where_url = post.tribe.name, addresses.of_word("tribe_floor", post.tribe.slug)
        return card


def _to_name(post: Post | Shown) -> str:
    """Whom an answer answers; models have it annotated."""
    return str(getattr(post, "to_name", "") or "")
