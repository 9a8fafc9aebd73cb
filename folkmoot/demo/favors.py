"""Plays the favors of the demo's year, through the same services that people use, each at its own moment."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from folkmoot.demo.clock import DAY
from folkmoot.demo.favors_script import Deed
from folkmoot.demo.words.favors_terms import Contract, Permit
from folkmoot.favors.models import Ask, AskSent, Entry, Offer, Promise
from folkmoot.favors.rules import contract as rules
from folkmoot.favors.rules.book import What
from folkmoot.favors.services import asking, board, promising, settling, wishes
from folkmoot.favors.services.contract import change_contract
from folkmoot.people.models import Person
from folkmoot.permissions.models import Topic
from folkmoot.permissions.rules import ALL_TOPICS, Per, Scope, Terms, topic_mask
from folkmoot.permissions.services import giving
from folkmoot.tribes.models import Tribe


class FavorPlay:
    """Who promised what to whom, as it goes on. ``at`` turns a minute of the script into a moment."""

    def __init__(
        self,
        people: Mapping[str, Person],
        tribe: Tribe,
        topics: Mapping[str, Topic],
        at: Callable[[int], datetime],
    ) -> None:
        self.people = people
        self.tribe = tribe
        self.topics = topics
        self.at = at
        self.asks: dict[str, Ask] = {}
        self.offers: dict[str, Offer] = {}
        self.promises: dict[tuple[str, str | None], Promise] = {}  # by matter, and the one who is not its author
        self.favors: dict[tuple[str, str | None], int] = {}
        self.left: dict[str, int] = {}  # minutes of an ask that nobody has done yet
        self._moves: dict[str, Callable[[Deed, Person, datetime], None]] = {
            "asks": self._asks,
            "offers": self._offers,
            "thanks for it": self._thanks_for_it,
            "helps": self._helps,
            "takes": self._takes,
            "done": self._done,
            "thanks": self._thanks,
            "stands": self._stands,
            "names": self._names,
            "urgent": self._urgent,
            "vouches": self._vouches,
            "no": self._no,
            "says": self._says,
            "times": self._times,
            "drops": self._drops,
            "disputes": self._disputes,
            "forgives": self._forgives,
            "objects": self._objects,
            "upholds": self._decides,
            "dismisses": self._decides,
            "reverses": self._reverses,
            "off": self._off,
            "renews": self._renews,
        }

    def play(self, deed: Deed) -> None:
        """One deed, at its minute. What the services refuse is a mistake in the words: it says where."""
        try:
            self._moves[deed.verb](deed, self.people[deed.who], self.at(deed.minute))
        except Exception as problem:
            problem.add_note(f"{deed.matter}: {deed.who} {deed.verb} on day {deed.minute // DAY}")
            raise

    def permit(self, permit: Permit, minute: int) -> None:
        """Somebody lets the tribe ask them, and says how they want to be reminded."""
        person, now = self.people[permit.who], self.at(minute)
        topics = ALL_TOPICS if permit.topics is None else topic_mask(self.topics[name].slot for name in permit.topics)
        if permit.asks:
            giving.give_permission(person, self.tribe, Scope.ASKS, Terms(topics, permit.at_most, Per.MONTH), now)
        if permit.urgent:
            giving.give_permission(person, self.tribe, Scope.URGENT, Terms(), now)
        if permit.suggest_me or not permit.reminders:
            wishes.change_settings(person, reminders=permit.reminders, suggest_me=permit.suggest_me)

    def agree(self, contract: Contract, minute: int) -> None:
        """A leader proposes the contract's words and numbers."""
        now = self.at(minute)
        change_contract(
            self.people[contract.who],
            self.tribe,
            rules.Contract(contract.patience, contract.allowance, contract.crowd),
            contract.words,
            contract.why,
            (now + timedelta(days=contract.look_again)).date(),
            now,
        )

    def time_passes(self, minute: int) -> None:
        """What comes due by time alone, as the worker would find it once in a while; nobody is written to."""
        settling.bring_due(self.tribe.pk, self.at(minute))

    # --- the board ------------------------------------------------------------------------------------
    def _draft(self, deed: Deed) -> board.Draft:
        return board.Draft(
            what=deed.what,
            minutes=deed.minutes or 0,
            needed=deed.needed,
            words=deed.words,
            place=deed.place,
            is_remote="remote" in deed.flags,
            topic_id=None if deed.topic is None else self.topics[deed.topic].pk,
            at=None if deed.at is None else self.at(deed.at),
            expires_at=None if deed.until is None else self.at(deed.until),
        )

    def _asks(self, deed: Deed, who: Person, now: datetime) -> None:
        made = board.ask_for_help(who, self.tribe, self._draft(deed), "steered" in deed.flags, now)
        self.asks[deed.matter] = made
        if made.needed is not None:
            self.left[deed.matter] = made.needed * made.minutes

    def _offers(self, deed: Deed, who: Person, now: datetime) -> None:
        self.offers[deed.matter] = board.offer_help(who, self.tribe, self._draft(deed), now)

    def _names(self, deed: Deed, who: Person, now: datetime) -> None:
        people = tuple(self.people[name].pk for name in deed.people)
        asking.put_before(who, self.asks[deed.matter].pk, asking.Audience(AskSent.How.NAMED, people), now)

    def _urgent(self, deed: Deed, who: Person, now: datetime) -> None:
        asking.mark_urgent(who, self.asks[deed.matter].pk, deed.words, now)

    def _vouches(self, deed: Deed, who: Person, now: datetime) -> None:
        asking.vouch_for(who, self.asks[deed.matter].pk, now)

    def _no(self, deed: Deed, who: Person, now: datetime) -> None:
        asking.say_no(who, self.asks[deed.matter].pk, now)

    def _off(self, deed: Deed, who: Person, now: datetime) -> None:
        if deed.matter in self.asks:
            board.take_off(who, Ask, self.asks[deed.matter].pk, now)
        else:
            board.take_off(who, Offer, self.offers[deed.matter].pk, now)

    def _renews(self, deed: Deed, who: Person, now: datetime) -> None:
        if deed.matter in self.asks:
            board.still_meant(who, Ask, self.asks[deed.matter].pk, now)
        else:
            board.still_meant(who, Offer, self.offers[deed.matter].pk, now)

    # --- promises -------------------------------------------------------------------------------------
    def _helps(self, deed: Deed, who: Person, now: datetime) -> None:
        self.promises[deed.matter, deed.who] = promising.promise_help(
            who,
            self.asks[deed.matter].pk,
            deed.minutes,
            None if deed.at is None else self.at(deed.at),
            deed.words,
            "gift" in deed.flags,
            now,
        )

    def _takes(self, deed: Deed, who: Person, now: datetime) -> None:
        agreed_at = None if deed.at is None else self.at(deed.at)
        offer = self.offers[deed.matter].pk
        self.promises[deed.matter, deed.who] = promising.take_up(who, offer, deed.minutes, agreed_at, deed.words, now)

    def _promise(self, deed: Deed) -> Promise:
        return self.promises[deed.matter, deed.whom]

    def _done(self, deed: Deed, who: Person, now: datetime) -> None:
        promising.say_done(who, self._promise(deed).pk, True if "gift" in deed.flags else None, now=now)

    def _thanks(self, deed: Deed, who: Person, now: datetime) -> None:
        shared = False if "kept" in deed.flags else None
        done = promising.thank(who, self._promise(deed).pk, deed.minutes, shared, now)
        if deed.words:
            promising.write_note(who, done.pk, deed.words, now)
        if deed.matter in self.left:
            self.left[deed.matter] -= done.minutes
            if self.left[deed.matter] <= 0:
                board.take_off(who, Ask, self.asks[deed.matter].pk, now)

    def _stands(self, deed: Deed, who: Person, now: datetime) -> None:
        promising.let_stand(self._promise(deed).pk, now)

    def _says(self, deed: Deed, who: Person, now: datetime) -> None:
        promising.write_note(who, self._promise(deed).pk, deed.words, now)

    def _times(self, deed: Deed, who: Person, now: datetime) -> None:
        promising.agree_on(who, self._promise(deed).pk, None if deed.at is None else self.at(deed.at), now)

    def _drops(self, deed: Deed, who: Person, now: datetime) -> None:
        promising.drop(who, self._promise(deed).pk, deed.words, now)

    def _disputes(self, deed: Deed, who: Person, now: datetime) -> None:
        promising.dispute(who, self._promise(deed).pk, deed.words, now)

    # --- the ledger -----------------------------------------------------------------------------------
    def _thanks_for_it(self, deed: Deed, who: Person, now: datetime) -> None:
        assert deed.whom is not None
        self.favors[deed.matter, deed.whom] = promising.thank_unasked(
            who,
            self.tribe,
            self.people[deed.whom],
            deed.what,
            deed.minutes or 0,
            "kept" not in deed.flags,
            None if deed.at is None else self.at(deed.at),
            now,
        )

    def _favor(self, deed: Deed) -> int:
        if deed.matter in self.asks or deed.matter in self.offers:
            return Entry.objects.only("pk").get(promise=self._promise(deed)).pk
        return self.favors[deed.matter, deed.whom]

    def _forgives(self, deed: Deed, who: Person, now: datetime) -> None:
        settling.forgive(who, self._favor(deed), deed.words, now)

    def _objects(self, deed: Deed, who: Person, now: datetime) -> None:
        settling.object_to(who, self._favor(deed), deed.words, now)

    def _decides(self, deed: Deed, who: Person, now: datetime) -> None:
        settling.decide(who, self._favor(deed), deed.verb == "upholds", deed.words, now)

    def _reverses(self, deed: Deed, who: Person, now: datetime) -> None:
        settling.take_back(who, self._favor(deed), deed.words, now)

    def count(self) -> int:
        """How many favors were done."""
        return Entry.objects.filter(tribe=self.tribe, what=What.FAVOR).count()
