"""A tribe before the mirror: what its floor and its favors hold, as rows, with both sides of the talk known.

'You' are all its leaders together. Their posts, the asks that they put before people and their offers are read for what
they are for; of everybody else only what they did is told, as the tribe's own pages show it to its members: whom they
answered, spoke to and thanked. What is not the tribe's (letters, posts to followers, favors that two keep between
them) is not looked at.
"""

import os
from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from folkmoot.favors.models import AskSent
from folkmoot.favors.selectors import board, ledger
from folkmoot.mirror.pages.folders import Folder
from folkmoot.mirror.plaintext import from_html
from folkmoot.mirror.readers.tribe import NETWORK, written
from folkmoot.mirror.rows import Act, Person, Post, Row
from folkmoot.mirror.thanks import thanks
from folkmoot.talk import selectors as talk
from folkmoot.talk.rules import mentioned
from folkmoot.tribes.models import Membership, Tribe

LEADERS = f"{NETWORK}:leaders"
AT_ONCE = 2000  # rows fetched together


def carry_over(tribe: Tribe, folder: Folder) -> None:
    """Write the tribe's rows where the reading finds them."""
    folder.forget_upload()  # of a reading that broke off
    folder.upload.mkdir(mode=0o700)
    place = folder.place_for(0, "tribe.jsonl")
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.writelines(written(rows_of(tribe)))


def rows_of(tribe: Tribe) -> Iterator[Row]:
    """Everybody in the tribe, what its leaders said, and what everybody did that concerned somebody else."""
    who = _Who(tribe)
    yield Person(LEADERS, NETWORK, tribe.slug, tribe.name, me=True)
    yield from who.people()
    yield from _floor(tribe, who)
    yield from _board(tribe, who)
    for favor in ledger.all_shared_favors(tribe).order_by("pk").iterator(AT_ONCE):
        thanking, thanked = who.key(favor.receiver_id), who.key(favor.giver_id)
        if thanking != thanked:
            yield Act("thank", thanking, thanked, favor.done_at or favor.at)


class _Who:
    """The members by id; all leaders are one."""

    def __init__(self, tribe: Tribe) -> None:
        places = Membership.objects.filter(tribe=tribe).select_related("person")
        self._members = {place.person_id: place.person for place in places}
        self.leaders = {place.person_id for place in places if place.role == Membership.Role.LEADER}
        self._by_name = {person.name_in_urls: number for number, person in self._members.items()}

    def people(self) -> Iterator[Person]:
        """Those who are no leaders, as the list of members shows them. Who has left is known by a number alone."""
        for number, person in self._members.items():
            if number not in self.leaders:
                yield Person(self.key(number), NETWORK, person.name, person.display_name)

    def key(self, number: int | None) -> str:
        return LEADERS if number in self.leaders else f"{NETWORK}:{number}"

    def named(self, handle: str) -> str | None:
        """Whom a post speaks to, if they are a member."""
        number = self._by_name.get(handle.removesuffix(f"@{settings.HOST}"))
        return None if number is None else self.key(number)

    def handle(self, number: int) -> str | None:
        person = self._members.get(number)
        return None if person is None else person.name


def _floor(tribe: Tribe, who: _Who) -> Iterator[Row]:
    said_by: dict[int, str] = {}
    posts = talk.said_on_floor(tribe)
    answers: dict[int, int] = {}
    for parent in posts.exclude(parent=None).values_list("parent_id", flat=True).iterator(AT_ONCE):
        answers[parent] = answers.get(parent, 0) + 1
    for post in posts.iterator(AT_ONCE):
        author = said_by[post.pk] = who.key(post.author_id)
        to = said_by.get(post.parent_id) if post.parent_id else None  # None as well when that was deleted
        words, key = from_html(post.html), f"{NETWORK}:{post.pk}"
        own = author == LEADERS
        if own:
            yield Post(
                key, NETWORK, LEADERS, post.said_at, words, reply_to=to, thread=f"{NETWORK}:{post.root_id or post.pk}",
                audience="group", answers=answers.get(post.pk, 0), url=_address("post", post.pk),
            )  # fmt: skip
        # A member's words are looked at for thanks alone; those of leaders are by whoever reads these rows.
        kinds = ("thank",) if not own and thanks(words) else ()
        if to is not None and to != author:
            for kind in ("reply", *kinds):
                yield Act(kind, author, to, post.said_at, key if own else None)
        for named in dict.fromkeys(who.named(handle) for handle in mentioned(post.text)):
            if named is not None and named not in (author, to):
                for kind in ("mention", *kinds):
                    yield Act(kind, author, named, post.said_at, key if own else None)


def _board(tribe: Tribe, who: _Who) -> Iterator[Row]:
    """What leaders put before people, in words that say whether it was to somebody or to everybody, and what they
    offered. An ask that only stands on the board is left out: nobody has to say no to it.
    """
    leaders = sorted(who.leaders)
    for sent in board.asks_put_by(leaders, tribe).iterator(AT_ONCE):
        ask, at = sent.ask, sent.ask.made_at
        plea = "@somebody Can you help me?" if sent.how == AskSent.How.NAMED else "Can anyone help me?"
        yield Post(
            f"{NETWORK}:{sent.pk}", NETWORK, LEADERS, at, f"{plea} {ask.what}\n{ask.words}".strip(), audience="group",
            answers=sent.helped, url=_address("ask", ask.pk),
        )  # fmt: skip
    for offer in board.offers_by(leaders, tribe).iterator(AT_ONCE):
        words = f"I offer to help: {offer.what}\n{offer.words}".strip()
        yield Post(
            f"{NETWORK}:{offer.pk}", NETWORK, LEADERS, offer.made_at, words, audience="group",
            url=_address("offer", offer.pk),
        )  # fmt: skip


def _address(name: str, number: int) -> str:
    return settings.BASE_URL + reverse(name, args=[number])
