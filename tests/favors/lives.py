"""Random lives of one tribe's ledger, entered by the service and by the model side by side and compared each time."""

import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from folkmoot.favors.models import Claim, ContractVersion, Giving, Settlement, Tally
from folkmoot.favors.proofs import breaks
from folkmoot.favors.rules.book import What
from folkmoot.favors.services import rows
from folkmoot.favors.services.ledger import Line, enter
from folkmoot.ids import SHIFT, ms_of
from folkmoot.permissions.services import joining
from folkmoot.tribes.services import NotNow
from tests.favors.model import Model, No
from tests.support.cast import THEN, make_person

EPOCH = datetime(2024, 1, 1, tzinfo=UTC)  # of the ids
NAMES = ["ann", "ben", "cho", "dee", "eli"]
STATES = {0: "counts", 1: "held", 2: "out"}
MS, HOUR, DAY = timedelta(milliseconds=1), timedelta(hours=1), timedelta(days=1)

numbers = st.integers(0, 50)
sizes = st.sampled_from([1, 5, 30, 30, 60, 60, 240, 241, 480, 600, 6000])
shares = st.sampled_from([0.0, 0.3, 0.5, 1.0, 1.0, 1.1])  # of what is open
steps = st.sampled_from(
    # The window of 30 days, patience; and a machine's clock may be set back.
    [timedelta(0), MS / 4, MS, HOUR, DAY, 29 * DAY, 30 * DAY - MS, 30 * DAY, 31 * DAY, 91 * DAY, -MS, -HOUR]
)


class Lives(RuleBasedStateMachine):
    """Three to five people, and whatever may be entered about them."""

    @initialize(people=st.integers(3, 5), batch=st.sampled_from([1, 2, 3, 64]))
    def a_beginning(self, people, batch):
        self.example = contextlib.ExitStack()
        self.example.enter_context(transaction.atomic())
        patch = self.example.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(rows, "BATCH", batch)  # so that short lists are read in several goes too
        patch.setattr(rows, "_OLDEST", f" ORDER BY id LIMIT {batch}")
        self.now = THEN
        self.names = NAMES[:people]
        self.person = {name: make_person(name, joined_at=THEN).pk for name in self.names}
        self.name = {pk: name for name, pk in self.person.items()}
        self.leader = make_person("leader", joined_at=THEN)
        self.tribe = joining.found_tribe(self.leader, "Linden Street", "We look after it together.", now=THEN)
        self.model = Model()
        self.last = 0  # ms of the latest entry

    def teardown(self):
        if hasattr(self, "model"):
            transaction.set_rollback(True)
            self.example.close()

    # --- helpers --------------------------------------------------------------------------------------
    def _both(self, modelled, what, by=None, **more):
        """Enter it; then the same from the model, which must agree on whether it can be taken."""
        line = Line(self.tribe.pk, what, self.person.get(by), **more)
        try:
            with transaction.atomic():
                id_ = enter(line, self.now)
        except (NotNow, IntegrityError):
            with pytest.raises(No):
                modelled(0, self.model.now)
            return
        modelled(id_, id_ >> SHIFT)
        self.last = max(self.last, id_ >> SHIFT)

    def _name(self, number):
        return self.names[number % len(self.names)]

    def _favor(self, number):
        """One of them, the later ones before the others."""
        return self.model.favors[-1 - number % len(self.model.favors)]

    def _thank(self, giver, receiver, minutes, gift=False):
        self._both(
            lambda id_, ms: self.model.thank(id_, ms, giver, receiver, minutes, gift),
            What.FAVOR,
            receiver,
            giver_id=self.person[giver],
            receiver_id=self.person[receiver],
            minutes=minutes,
            gift=gift,
        )

    # --- entries --------------------------------------------------------------------------------------
    @rule(one=numbers, other=numbers, minutes=sizes, gift=st.sampled_from([False, False, False, True]))
    def thank(self, one, other, minutes, gift):
        giver, receiver = self._name(one), self._name(other)
        if giver != receiver:
            self._thank(giver, receiver, minutes, gift)

    @rule(start=numbers, length=st.integers(2, 4), minutes=sizes)
    def help_round_a_ring(self, start, length, minutes):
        ring = [self._name(start + place) for place in range(min(length, len(self.names)))]
        for giver, receiver in zip(ring, ring[1:] + ring[:1], strict=True):
            self._thank(giver, receiver, minutes)

    @precondition(lambda self: self.model.claims)
    @rule(number=numbers, share=shares)
    def forgive(self, number, share):
        claims = [claim for claim in self.model.claims if self.model.open(claim)] or self.model.claims
        claim = claims[number % len(claims)]
        minutes = round(share * self.model.open(claim))
        self._both(
            lambda _, ms: self.model.forgive(ms, claim.id, minutes),
            What.FORGIVING,
            claim.creditor,
            about_id=claim.id,
            minutes=minutes,
        )

    @precondition(lambda self: self.model.favors)
    @rule(number=numbers, who=numbers, minutes=st.sampled_from([1, 20, 60]))
    def a_vouch_comes_due(self, number, who, minutes):
        favor, name = self._favor(number), self._name(who)
        if name != favor.giver:  # the database itself refuses an entry of somebody with themselves
            self._both(
                lambda id_, ms: self.model.due(id_, ms, favor.id, name, minutes),
                What.DUE,
                giver_id=self.person[favor.giver],
                receiver_id=self.person[name],
                about_id=favor.id,
                minutes=minutes,
            )

    @precondition(lambda self: self.model.favors)
    @rule(number=numbers, who=numbers)
    def somebody_objects(self, number, who):
        favor, by = self._favor(number), self._name(who)
        self._both(lambda _, ms: self.model.object(ms, favor.id, by), What.OBJECTION, by, about_id=favor.id)

    @precondition(lambda self: self.model.favors)
    @rule(number=numbers, held=st.sampled_from([True, True, False]), upheld=st.sampled_from([False, False, True]))
    def a_leader_decides(self, number, held, upheld):
        favor = self._favor(number)
        if held:
            candidates = [favor for favor in self.model.favors if favor.state == "held"] or [favor]
            favor = candidates[number % len(candidates)]
        act = self.model.uphold if upheld else self.model.dismiss
        what = What.UPHELD if upheld else What.DISMISSED
        self._both(lambda _, ms: act(ms, favor.id), what, about_id=favor.id)

    @precondition(lambda self: self.model.favors)
    @rule(number=numbers)
    def reverse(self, number):
        favor = self._favor(number)
        self._both(lambda _, ms: self.model.reverse(ms, favor.id), What.REVERSAL, favor.giver, about_id=favor.id)

    # --- the contract, and time -----------------------------------------------------------------------
    @rule(allowance=st.sampled_from([30, 100, 480, 2000]), notice=st.sampled_from([timedelta(0), HOUR, 14 * DAY]))
    def change_the_contract(self, allowance, notice):
        # Never backwards: what was entered already knew nothing of it.
        begins = max(self.now + notice, EPOCH + (self.last + 1) * MS)
        self.versions = [*getattr(self, "versions", []), self._version(allowance, begins)]
        self.model.contracts.append((_us(begins), allowance, None))

    @precondition(lambda self: getattr(self, "versions", []))
    @rule(number=numbers)
    def take_back_a_change(self, number):
        place = number % len(self.versions)
        version, now = self.versions[place], max(self.now, EPOCH + (self.last + 1) * MS)
        from_us, allowance, taken_back = self.model.contracts[place]
        if taken_back is None and version.from_at > now:
            self._version(allowance, now, withdraws=version)
            self.model.contracts[place] = (from_us, allowance, _us(now))

    @rule(step=steps)
    def let_time_pass(self, step):
        self.now += step

    def _version(self, allowance, begins, **more):
        return ContractVersion.objects.create(
            tribe=self.tribe, patience=90, allowance=allowance, crowd=12, made_at=begins, from_at=begins, **more
        )

    # --- after each step ------------------------------------------------------------------------------
    @invariant()
    def the_proofs_find_nothing(self):
        assert list(breaks()) == []

    @invariant()
    def the_database_says_what_the_model_says(self):
        nothing = (0, 0, 0, 0)
        tallies = {self.name[t.person_id]: (t.given, t.received, t.open, t.ahead) for t in Tally.objects.all()}
        for name in self.names:
            assert tallies.get(name, nothing) == self.model.tally(name), name
        assert {row.pk: self._claim(row) for row in Claim.objects.all()} == {
            claim.id: (
                claim.favor.id,
                claim.debtor,
                claim.creditor,
                claim.minutes,
                self.model.open(claim),
                claim.forgiven,
                claim.favor.state != "counts",
                claim.age(self.last),
            )
            for claim in self.model.claims
        }
        assert {row.pk: self._giving(row) for row in Giving.objects.all()} == {
            favor.id: (
                favor.giver,
                favor.receiver,
                favor.minutes,
                self.model.free(favor) if favor.state == "counts" else 0,
                self.model.left(favor),
                favor.beyond,
                favor.granted if favor.beyond else None,
                favor.state,
            )
            for favor in self.model.favors
        }
        found = {(row.claim_id, row.favor_id): self._part(row) for row in Settlement.objects.all()}
        assert found == {
            (part.claim.id, part.favor.id): (part.minutes, part.direct, part.claim.debtor) for part in self.model.parts
        }

    @invariant()
    def nothing_lies_ahead_that_could_settle_what_is_open(self):
        owing = set(Claim.objects.filter(open__gt=0).values_list("debtor_id", "creditor_id"))
        debtors = {debtor for debtor, _ in owing}
        for giver, receiver, free, bound in Giving.objects.values_list("giver_id", "receiver_id", "free", "bound"):
            assert not (free and giver in debtors)
            assert not (bound and (giver, receiver) in owing)

    def _claim(self, row):
        until = self.last if row.closed is None else row.closed
        head = (row.favor_id, self.name[row.debtor_id], self.name[row.creditor_id], row.minutes)
        return (*head, row.open, row.forgiven, row.held, until - row.since)

    def _giving(self, row):
        head = (self.name[row.giver_id], self.name[row.receiver_id], row.minutes)
        granted = row.granted if row.beyond else None
        return (*head, row.free, row.free + row.bound, row.beyond, granted, STATES[row.state])

    def _part(self, row):
        return (row.minutes, row.direct, self.name[row.debtor_id])


def _us(moment):
    """In the model's time: microseconds of the ids' epoch."""
    return (ms_of(moment) - ms_of(EPOCH)) * 1000 + moment.microsecond % 1000
