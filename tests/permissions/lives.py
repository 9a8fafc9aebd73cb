"""Random lives of two tribes: what five people may do, done by the services and by the model side by side."""

import contextlib

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from folkmoot.ids import ms_of
from folkmoot.permissions import rules
from folkmoot.permissions.models import Delivery, Holder, Message, NotForMeCount, Permission, PermissionVersion
from folkmoot.permissions.proofs import breaks
from folkmoot.permissions.rules import Scope
from folkmoot.permissions.selectors import who_may_reach
from folkmoot.permissions.services import gate, giving, joining, widening
from folkmoot.permissions.services.topics import add_topic, topic_key
from folkmoot.talk.models import Post
from folkmoot.talk.services import answer_post, delete_post, preview_reach, publish_post
from folkmoot.tribes.services import Refused, lift_ban
from tests.permissions import model as m
from tests.permissions.drawn import (
    PEOPLE,
    TOPICS,
    TRIBES,
    holders,
    mentions,
    moment_at,
    ms_in,
    people,
    scopes,
    some_words,
    steps,
    terms_drawn,
    tribes,
    us_of,
)
from tests.permissions.model import Key, Model, No
from tests.support.cast import THEN, make_person

REFUSALS = (Refused, giving.NotYours, giving.NothingToUndo, rules.TermsError)


class Lives(RuleBasedStateMachine):
    """Two tribes, five people, and whatever they may do; after each step the database says what the model says."""

    @initialize()
    def a_beginning(self):
        self.example = contextlib.ExitStack()
        self.example.enter_context(transaction.atomic())
        self.now = THEN
        self.person = {name: make_person(name, joined_at=THEN) for name in PEOPLE}
        self.tribe = {}
        for name, leader in zip(TRIBES, ["ann", "ben"], strict=True):
            idea = f"The {name} of us all."
            self.tribe[name] = joining.found_tribe(self.person[leader], name, idea, now=THEN, joining="open")
        self.holder = {**self.person, **self.tribe}
        self.name = {thing.pk: name for name, thing in self.holder.items()}
        self.topic = {name: [add_topic(self.holder[name], word, THEN) for word in TOPICS[name]] for name in TOPICS}
        keys = {name: [topic_key(word) for word in words] for name, words in TOPICS.items()}
        self.model = Model(PEOPLE, keys, {"choir": "ann", "street": "ben"}, self._clock)
        self.model.clocks = {name: self._clock(name) for name in self.holder}
        for tribe, leader in self.model.leaders.items():
            self.model.join(tribe, leader, us_of(THEN))
        self.posts = []
        self.ids = {}  # the model's number of a message -> its id
        self.said = {}  # id of a post -> topics it began with
        self.requests = []

    def teardown(self):
        if hasattr(self, "model"):
            self.model.check()
            transaction.set_rollback(True)
            self.example.close()

    # --- helpers ------------------------------------------------------------------------------------
    def _clock(self, name):
        return ms_in(Holder.objects.get(pk=self.holder[name].pk).clock)

    def _both(self, real, modelled):
        """The service and the model agree on whether this is refused; what the service returned, if not."""
        try:
            with transaction.atomic():
                done = real()
        except REFUSALS:
            with pytest.raises(No):
                modelled()
            return None
        modelled()
        return done

    def _terms(self, holder, drawn):
        places, at_most, per, end, interrupt = drawn
        until = None if end is None else self.now + end
        mask = rules.ALL_TOPICS if places is None else rules.topic_mask(self.topic[holder][p].slot for p in places)
        words = None if places is None else frozenset(self.model.topics[holder][p] for p in places)
        return (
            rules.Terms(mask, at_most, per, until, interrupt),
            m.Terms(words, at_most, int(per), None if until is None else ms_of(until), interrupt),
        )

    def _row(self, key):
        return Permission.objects.get(
            holder_id=self.holder[key.holder].pk, scope=key.scope, giver=self.person[key.giver]
        )

    def _key(self, number):
        keys = self.model.every_key()
        return keys[number % len(keys)]

    def _send(self, sender, tribe, broadcast, named, words, publish, preview):
        """Preview, then send, then the same from the model; the post, or None where all three refuse."""
        under = [sender] + ([tribe] if tribe else [])
        soonest = self.model.moment(under, us_of(self.now))
        args = (sender, tribe, broadcast, named, words, us_of(self.now))
        try:
            before = {soonest: preview(max(self.now, moment_at(soonest))), soonest + 1: preview(moment_at(soonest + 1))}
        except REFUSALS:
            for refused in (lambda: publish(self.now), lambda: self.model.send(*args)):
                with pytest.raises((*REFUSALS, No)), transaction.atomic():
                    refused()
            return None
        said = publish(self.now)
        expected = self.model.send(*args)
        counts = (said.reach.reached, said.reach.over_budget, said.reach.off_topic, said.reach.not_permitted)
        assert counts == expected.counts
        assert before[expected.ms] == said.reach, "the preview says what the sending then does"
        message = Message.objects.get(pk=said.post.pk)
        assert message.reach == said.reach
        assert ms_in(message.pk) == expected.ms
        self.ids[expected.number] = said.post.pk
        self.name[said.post.pk] = expected.number
        self.posts.append(said.post)
        return said.post

    def _publish(self, sender, tribe, places, mention):
        whose = tribe or sender
        topics = tuple(self.topic[whose][place].pk for place in sorted(places))
        words = frozenset(self.model.topics[whose][place] for place in places)
        text = " ".join(["Hello", *(f"@{name}" for name in sorted(mention))])
        args = (self.person[sender], self.tribe.get(tribe))
        post = self._send(
            sender,
            tribe,
            m.POSTS,
            mention,
            words,
            lambda now: publish_post(*args, text, topics, now),
            lambda now: preview_reach(*args, topics, text, now),
        )
        if post is not None:
            self.said[post.pk] = words
        return post

    def _answer(self, sender, parent, mention):
        tribe = self.name[parent.tribe_id] if parent.tribe_id else None
        root = parent.root_id or parent.pk
        author = self.name[parent.author_id]
        words = frozenset() if self.name[root] in self.model.deleted else self.said[root]
        text = " ".join(["Yes", *(f"@{name}" for name in sorted(mention))])
        named = mention | {author}
        envelope = gate.Envelope(
            sender_id=self.person[sender].pk,
            tribe_id=parent.tribe_id,
            broadcast=None,
            addressed=tuple(self.person[name].pk for name in sorted(named)),
            topics=tuple(sorted(words)),
        )

        def preview(now):
            if tribe is not None and sender not in self.model.members(tribe):
                raise Refused
            return gate.preview(envelope, now)

        return self._send(
            sender,
            tribe,
            None,
            named,
            words,
            lambda now: answer_post(self.person[sender], Post.objects.get(pk=parent.pk), text, now),
            preview,
        )

    # --- permissions --------------------------------------------------------------------------------
    @rule(giver=people, holder=holders, scope=scopes, drawn=terms_drawn())
    def give(self, giver, holder, scope, drawn):
        if giver == holder:
            return
        real, modelled = self._terms(holder, drawn)
        key = Key(holder, scope, giver)
        self._both(
            lambda: giving.give_permission(self.person[giver], self.holder[holder], Scope(scope), real, self.now),
            lambda: self.model.give(key, modelled, us_of(self.now)),
        )

    @rule(number=st.integers(0, 50), drawn=terms_drawn())
    def change(self, number, drawn):
        key = self._key(number)
        real, modelled = self._terms(key.holder, drawn)
        self._both(
            lambda: giving.change_permission(self.person[key.giver], self._row(key).pk, real, self.now),
            lambda: self.model.give(key, modelled, us_of(self.now), "changed"),
        )

    @rule(number=st.integers(0, 50))
    def revoke(self, number):
        key = self._key(number)
        self._both(
            lambda: giving.revoke_permission(self.person[key.giver], self._row(key).pk, self.now),
            lambda: self.model.revoke(key, us_of(self.now)),
        )

    @rule(number=st.integers(0, 50), back=st.sampled_from([1, 1, 1, 2]))
    def undo(self, number, back):
        key = self._key(number)
        row = self._row(key)
        versions = list(PermissionVersion.objects.filter(permission=row).order_by("pk"))
        place = max(0, len(versions) - back)
        self._both(
            lambda: giving.undo_change(self.person[key.giver], row.pk, versions[place].pk, self.now),
            lambda: self.model.undo(key, place, us_of(self.now)),
        )

    @rule(number=st.integers(0, 50), other=people)
    def nobody_touches_what_others_gave(self, number, other):
        key = self._key(number)
        if other != key.giver:
            with pytest.raises(giving.NotYours):
                giving.revoke_permission(self.person[other], self._row(key).pk, self.now)

    # --- tribes -------------------------------------------------------------------------------------
    @rule(person=people, tribe=tribes)
    def join(self, person, tribe):
        self._both(
            lambda: joining.join_tribe(self.tribe[tribe], self.person[person], self.now),
            lambda: self.model.join(tribe, person, us_of(self.now)),
        )

    @rule(person=people, tribe=tribes)
    def leave(self, person, tribe):
        if self.model.members(tribe) != {person}:  # the last one may put out the lights; not in this play
            self._both(
                lambda: joining.leave_tribe(self.tribe[tribe], self.person[person], self.now),
                lambda: self.model.part(tribe, person, us_of(self.now)),
            )

    @rule(person=people, tribe=tribes, ban=st.booleans())
    def remove(self, person, tribe, ban):
        leader = self.model.leaders[tribe]
        act = joining.ban_member if ban else joining.remove_member
        self._both(
            lambda: act(self.tribe[tribe], self.person[person], self.person[leader], "", self.now),
            lambda: self.model.part(tribe, person, us_of(self.now), ban),
        )

    @rule(person=people, tribe=tribes)
    def forgive(self, person, tribe):
        lift_ban(self.tribe[tribe], self.person[person], self.person[self.model.leaders[tribe]])
        self.model.banned.discard((tribe, person))

    # --- talk ---------------------------------------------------------------------------------------
    @rule(person=people, tribe=tribes, places=some_words, mention=mentions)
    def publish_in_a_tribe(self, person, tribe, places, mention):
        self._publish(person, tribe, places, mention)

    @rule(person=people, places=some_words, mention=mentions)
    def publish_to_followers(self, person, places, mention):
        self._publish(person, None, places, mention)

    @precondition(lambda self: self.posts)
    @rule(person=people, number=st.integers(0, 50), mention=mentions)
    def answer(self, person, number, mention):
        parent = self.posts[-1 - number % len(self.posts)]
        if self.name[parent.pk] not in self.model.deleted:
            self._answer(person, parent, mention)

    @precondition(lambda self: self.posts)
    @rule(number=st.integers(0, 50))
    def delete_a_post(self, number):
        post = self.posts[number % len(self.posts)]
        if self.name[post.pk] not in self.model.deleted:
            delete_post(post.author, post.pk, self.now)
            self.model.delete(self.name[post.pk], us_of(self.now))

    @precondition(lambda self: self.model.deliveries())
    @rule(number=st.integers(0, 50), back=st.booleans())
    def not_for_me(self, number, back):
        deliveries = self.model.deliveries()
        delivery = deliveries[number % len(deliveries)]
        person, message = self.person[delivery.recipient], self.ids[delivery.message]
        if back:
            giving.take_back_not_for_me(person, message)
            self.model.not_for_me.discard((delivery.message, delivery.recipient))
        else:
            giving.say_not_for_me(person, message)
            self.model.not_for_me.add((delivery.message, delivery.recipient))

    # --- widening -----------------------------------------------------------------------------------
    @rule(one=people, other=people, tribe=tribes)
    def talk_back_and_forth(self, one, other, tribe):
        """What it takes before a wider permission can be asked for."""
        if {one, other} <= self.model.members(tribe) and one != other:
            for _ in range(5):
                post = self._publish(one, tribe, set(), set())
            self._answer(other, post, set())

    @rule(holder=holders, giver=people, scope=scopes, drawn=terms_drawn())
    def ask_for_wider(self, holder, giver, scope, drawn):
        if holder == giver or self.model.leaders.get(holder) == giver:
            return
        real, modelled = self._terms(holder, (*drawn[:3], None, False))
        asker = self.person[self.model.leaders.get(holder, holder)]
        asked = self._both(
            lambda: widening.ask_for_wider(
                asker, self.person[giver], Scope(scope), real, "", self.tribe.get(holder), self.now
            ),
            lambda: self.model.ask_wider(holder, giver, scope, modelled, us_of(self.now)),
        )
        if asked is not None:
            self.requests.append((asked.pk, self.model.widenings[-1]))

    @precondition(lambda self: self.requests)
    @rule(number=st.integers(0, 20), grant=st.booleans())
    def answer_a_widening(self, number, grant):
        pk, asked = self.requests[-1 - number % len(self.requests)]
        act = widening.grant_widening if grant else widening.decline_widening
        self._both(
            lambda: act(self.person[asked.giver], pk, self.now),
            lambda: self.model.answer_widening(asked, grant, us_of(self.now)),
        )

    # --- time ---------------------------------------------------------------------------------------
    @rule(step=steps)
    def let_time_pass(self, step):
        self.now += step

    # --- after each step ----------------------------------------------------------------------------
    @invariant()
    def the_database_says_what_the_model_says(self):
        histories = self._histories()
        for key in self.model.every_key():
            told = [(v.live, v.terms, v.why) for v in self.model.versions(key)]
            assert histories.pop(key) == told
        assert histories == {}
        rows = Delivery.objects.values_list("message_id", "recipient_id", "permission_id", "version_id", "not_for_me")
        found = {(self.name[a], self.name[b], c, d, e) for a, b, c, d, e in rows}
        assert found == {
            (d.message, d.recipient, *self._ids_of(d), (d.message, d.recipient) in self.model.not_for_me)
            for d in self.model.deliveries()
        }
        counted = {self.name[row.pk]: row.count for row in NotForMeCount.objects.exclude(count=0)}
        said = [message for message, _ in self.model.not_for_me]
        assert counted == {message: said.count(message) for message in set(said)}

    @invariant()
    def the_invariants_hold(self):
        self.model.check_newest()
        assert list(breaks()) == []

    @invariant()
    def the_page_of_permissions_counts_what_was_used(self):
        giver = PEOPLE[len(self.model.log) % len(PEOPLE)]
        for block in who_may_reach(self.person[giver], self.now):
            for row in block.rows:
                key = Key(self.name[row.permission.holder_id], row.permission.scope, giver)
                assert row.used == self.model.used(key, row.permission.per, us_of(self.now) // 1000)

    def _histories(self):
        self.version_ids = {}
        histories = {}
        for row in PermissionVersion.objects.order_by("pk"):
            key = Key(self.name[row.holder_id], row.scope, self.name[row.giver_id])
            self.version_ids.setdefault(key, []).append((row.permission_id, row.pk))
            histories.setdefault(key, []).append((row.live, self._told(key, row), row.why))
        return histories

    def _told(self, key, row):
        """A row's terms in the model's words."""
        keys = self.model.topics[key.holder]
        slots = {topic.slot: word for topic, word in zip(self.topic[key.holder], keys, strict=True)}
        words = None if row.topics == -1 else frozenset(slots[slot] for slot in rules.slots_of(row.topics))
        return m.Terms(words, row.at_most, row.per, None if row.until is None else ms_of(row.until), row.interrupt)

    def _ids_of(self, delivery):
        return self.version_ids[delivery.key][delivery.version]
