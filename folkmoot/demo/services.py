"""Plays the demo's script on an empty database, through the same services that people use."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from folkmoot.demo.clock import DAY
from folkmoot.demo.favors import FavorPlay
from folkmoot.demo.favors_script import FavorScript, write_favors
from folkmoot.demo.script import DemoFollow, DemoNotForMe, DemoPerson, DemoPost, DemoTerms, Script, write_script
from folkmoot.demo.words.page import unwrapped
from folkmoot.demo.words.tribe import TIME_ZONE
from folkmoot.people.markdown import render
from folkmoot.people.models import Person
from folkmoot.people.services import claim_empty_server
from folkmoot.permissions import selectors
from folkmoot.permissions.models import Topic
from folkmoot.permissions.rules import ALL_TOPICS, Per, Scope, Terms, topic_mask
from folkmoot.permissions.services import giving, joining
from folkmoot.permissions.services.topics import add_topic
from folkmoot.talk.models import Post
from folkmoot.talk.services import answer_post, publish_post
from folkmoot.tribes.models import Membership, Tribe

DOMAIN = "demo.example"


@dataclass(frozen=True)
class Built:
    """What the demo holds."""

    people: int
    posts: int
    favors: int


def build_demo(
    seed: int = 7, progress: Callable[[int, int], None] = lambda done, of: None, today: date | None = None
) -> Built:
    """Make the demo tribe, whole or not at all. ``progress`` is told how many of how many steps are done.

    Deterministic for a seed and a day. Raises people.services.NotEmpty when somebody has an account already.
    """
    today = today or timezone.now().astimezone(ZoneInfo(TIME_ZONE)).date()
    first_day = today - timedelta(days=365)
    script, favors = write_script(seed, first_day), write_favors(seed, first_day)
    with transaction.atomic():
        claim_empty_server(is_demo=True)
        return _Play(script, favors, progress, today).run()


class _Play:
    """One performance: people, then everything that happens in the order of its minutes."""

    def __init__(self, script: Script, favors: FavorScript, progress: Callable[[int, int], None], today: date) -> None:
        self.script = script
        self.favors = favors
        self.progress = progress
        zone = ZoneInfo(script.time_zone)
        self.start = datetime(today.year, today.month, today.day, tzinfo=zone) - timedelta(
            minutes=script.length_minutes
        )
        self.people: dict[str, Person] = {}
        self.posts: dict[str, Post] = {}
        self.tribe: Tribe
        self.topics: dict[str, Topic] = {}

    def at(self, minute: int) -> datetime:
        """The moment of a minute of the script."""
        return self.start + timedelta(minutes=minute)

    def run(self) -> Built:
        script = self.script
        self._make_people()
        self._found_tribe()
        founder = self._founder().name
        happenings: list[tuple[int, int, Callable[[], None]]] = []
        for person in script.people:
            if person.name != founder:
                happenings.append((person.joined_minute, 0, partial(self._join, person)))
            if person.left_minute is not None:
                happenings.append((person.left_minute, 9, partial(self._leave, person.name, person.left_minute)))
            if person.removed_minute is not None:
                happenings.append((person.removed_minute, 9, partial(self._remove, person.name, person.removed_minute)))
        happenings += [(post.minute, 2, partial(self._say, post)) for post in script.posts]
        happenings += [(follow.minute, 1, partial(self._follow, follow)) for follow in script.follows]
        happenings += [(term.minute, 1, partial(self._narrow, term)) for term in script.terms]
        happenings += [(no.minute, 3, partial(self._not_for_me, no)) for no in script.not_for_me]
        favors = FavorPlay(self.people, self.tribe, self.topics, self.at)
        happenings += [(minute, 4, partial(favors.permit, permit, minute)) for minute, permit in self.favors.permits]
        happenings += [(minute, 4, partial(favors.agree, terms, minute)) for minute, terms in self.favors.contracts]
        happenings += [(deed.minute, 5, partial(favors.play, deed)) for deed in self.favors.deeds]
        months = range(30 * DAY, script.length_minutes, 30 * DAY)
        happenings += [(minute, 6, partial(favors.time_passes, minute)) for minute in months]
        happenings.sort(key=lambda happening: happening[:2])
        for done, (_, _, act) in enumerate(happenings):
            if done % 20 == 0:
                self.progress(done, len(happenings))
            act()
        self.progress(len(happenings), len(happenings))
        return Built(len(self.people), len(self.posts), favors.count())

    def _founder(self) -> DemoPerson:
        return next(person for person in self.script.people if person.leader)

    def _make_people(self) -> None:
        made = [
            Person(
                name=person.name,
                display_name=person.display_name,
                email=f"{person.name}@{DOMAIN}",
                about=person.about,
                about_html=render(person.about),
                can_help_with=person.can_help_with,
                time_zone=person.time_zone,
                joined_at=self.at(person.joined_minute),
                password=make_password(None),
                is_steward=person.name == self._founder().name,
            )
            for person in self.script.people
        ]
        Person.objects.bulk_create(made)
        EmailAddress.objects.bulk_create(
            EmailAddress(user=person, email=person.email, verified=True, primary=True) for person in made
        )
        self.people = {person.name: person for person in made}
        for person in self.script.people:
            for topic in person.topics:
                add_topic(self.people[person.name], topic, self.at(person.joined_minute))

    def _found_tribe(self) -> None:
        script, founder = self.script, self._founder()
        self.tribe = joining.found_tribe(
            self.people[founder.name],
            script.tribe_name,
            script.idea,
            script.topics,
            self.at(founder.joined_minute),
            slug=script.slug,
            charter=unwrapped(script.charter),
            joining=Tribe.Joining.REQUEST,
            floor_is_open=True,
        )
        self.topics = {topic.name: topic for topic in selectors.topics_of(self.tribe.pk)}

    def _join(self, person: DemoPerson) -> None:
        role = Membership.Role.LEADER if person.leader else Membership.Role.MEMBER
        joining.admit(self.tribe, self.people[person.name], self.at(person.joined_minute), role)

    def _leave(self, name: str, minute: int) -> None:
        joining.leave_tribe(self.tribe, self.people[name], self.at(minute))

    def _remove(self, name: str, minute: int) -> None:
        leader = self.people[self._founder().name]
        reason = "Two talks and two warnings, then private messages that the three of us will not repeat."
        joining.remove_member(self.tribe, self.people[name], leader, reason, self.at(minute))

    def _say(self, post: DemoPost) -> None:
        author, at = self.people[post.author], self.at(post.minute)
        if post.reply_to is not None:
            self.posts[post.key] = answer_post(author, self.posts[post.reply_to], post.text, at).post
        else:
            topics = (self.topics[post.topic].pk,) if post.topic else ()
            self.posts[post.key] = publish_post(author, self.tribe, post.text, topics, at).post

    def _follow(self, follow: DemoFollow) -> None:
        giver, holder = self.people[follow.giver], self.people[follow.holder]
        giving.give_permission(giver, holder, Scope.POSTS, Terms(), self.at(follow.minute))

    def _narrow(self, term: DemoTerms) -> None:
        topics = ALL_TOPICS if term.topics is None else topic_mask(self.topics[name].slot for name in term.topics)
        terms = Terms(topics, term.at_most, Per[term.per.upper()])
        giver, at = self.people[term.giver], self.at(term.minute)
        giving.give_permission(giver, self.tribe, Scope.POSTS, terms, at, giving.Why.CHANGED)

    def _not_for_me(self, said: DemoNotForMe) -> None:
        if selectors.delivery_to(self.people[said.giver], self.posts[said.post_key].pk) is not None:
            giving.say_not_for_me(self.people[said.giver], self.posts[said.post_key].pk)
