"""The gate told as a plain list of what happened: no SQL, no masks, no ids; windows are counted by hand.

Everything is asked of the log anew each time. People and tribes are names, topics are words, times are whole
milliseconds since 1970, and 'before' and 'after' are places in the log.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

POSTS, DIALOGUE, LETTERS, ASKS = 1, 2, 3, 4
REACHED, OVER_BUDGET, OFF_TOPIC, NOT_PERMITTED = 0, 1, 2, 3
DAY = 86_400_000  # milliseconds
LOCKS = 6  # the most often that one act takes a lock; each time, its clock may step on by a millisecond


class No(Exception):
    """The model says that this is refused."""


@dataclass(frozen=True)
class Terms:
    """What is allowed; ``topics`` None means all."""

    topics: frozenset[str] | None = None
    at_most: int | None = None
    days: int = 7
    until: int | None = None
    interrupt: bool = False


@dataclass(frozen=True)
class Key:
    """Which permission."""

    holder: str
    scope: int
    giver: str


@dataclass(frozen=True)
class Version:
    """Something was given, changed or taken back."""

    key: Key
    live: bool
    terms: Terms
    why: str


@dataclass(frozen=True)
class Came:
    """Somebody joined a tribe."""

    tribe: str
    person: str


@dataclass(frozen=True)
class Went:
    """Somebody left a tribe, or was made to."""

    tribe: str
    person: str


@dataclass(frozen=True)
class Delivered:
    """Somebody was reached: by which message, under which permission and which version of it."""

    message: int
    recipient: str
    key: Key
    version: int  # its number in the permission's history
    ms: int


@dataclass(frozen=True)
class Sent:
    """A message. ``topics`` are words as everybody folds them."""

    number: int
    sender: str
    tribe: str | None
    broadcast: int | None
    named: frozenset[str]
    topics: frozenset[str]
    counts: tuple[int, int, int, int]
    ms: int


@dataclass
class Widening:
    """A request for a wider permission."""

    holder: str
    giver: str
    scope: int
    terms: Terms
    asked_us: int
    state: str = "open"


@dataclass
class Model:
    """The whole world of one example."""

    people: list[str]
    topics: dict[str, list[str]]  # holder -> its topics' keys
    leaders: dict[str, str]  # tribe -> its only leader
    clock: Callable[[str], int]  # what a holder's clock shows after something happened under its lock
    clocks: dict[str, int] = field(default_factory=dict)  # what it showed before
    log: list[Version | Came | Went | Delivered | Sent] = field(default_factory=list)
    banned: set[tuple[str, str]] = field(default_factory=set)
    widenings: list[Widening] = field(default_factory=list)
    not_for_me: set[tuple[int, str]] = field(default_factory=set)
    deleted: set[int] = field(default_factory=set)

    # --- asking the log -----------------------------------------------------------------------------
    def members(self, tribe: str, log: list | None = None) -> set[str]:
        found: set[str] = set()
        for event in self.log if log is None else log:
            if isinstance(event, Came) and event.tribe == tribe:
                found.add(event.person)
            if isinstance(event, Went) and event.tribe == tribe:
                found.remove(event.person)
        return found

    def versions(self, key: Key, log: list | None = None) -> list[Version]:
        return [e for e in (self.log if log is None else log) if isinstance(e, Version) and e.key == key]

    def every_key(self) -> list[Key]:
        return list({event.key: None for event in self.log if isinstance(event, Version)})

    def messages(self) -> list[Sent]:
        return [event for event in self.log if isinstance(event, Sent)]

    def deliveries(self) -> list[Delivered]:
        return [event for event in self.log if isinstance(event, Delivered)]

    def used(self, key: Key, days: int, ms: int, log: list | None = None) -> int:
        """Deliveries under a permission in the ``days`` that end at ``ms``."""
        events = self.log if log is None else log
        return sum(isinstance(e, Delivered) and e.key == key and ms - days * DAY < e.ms for e in events)

    def verdict(self, key: Key, topics: frozenset[str], ms: int, log: list | None = None) -> int:
        history = self.versions(key, log)
        if not history or not history[-1].live:
            return NOT_PERMITTED
        terms = history[-1].terms
        if terms.until is not None and terms.until <= ms:
            return NOT_PERMITTED
        if terms.topics is not None and not terms.topics & topics & set(self.topics[key.holder]):
            return OFF_TOPIC
        if terms.at_most is not None and self.used(key, terms.days, ms, log) >= terms.at_most:
            return OVER_BUDGET
        return REACHED

    def audience(self, message: Sent, log: list | None = None) -> dict[str, list[tuple[str, int]]]:
        """Everybody a message is meant for, with the routes (holder, scope) it may come by, the best first."""
        holders = [message.sender] + ([message.tribe] if message.tribe else [])
        found: dict[str, list[tuple[str, int]]] = {}
        belong = set(self.people) if message.tribe is None else self.members(message.tribe, log)
        by_name = dict.fromkeys([message.broadcast, DIALOGUE] if message.broadcast else [DIALOGUE])
        for person in message.named & belong:
            found[person] = [(holder, scope) for holder in holders for scope in by_name]
        if message.broadcast is not None:
            for person in belong - message.named - {message.sender}:
                follows = self.versions(Key(message.sender, message.broadcast, person), log)
                if message.tribe is not None or (follows and follows[-1].live):
                    found[person] = [(holder, message.broadcast) for holder in holders]
        return found

    # --- what people do -----------------------------------------------------------------------------
    def moment(self, holders: list[str], now_us: int) -> int:
        """When something under these holders happens at the soonest: time never runs back under a lock."""
        return max([now_us // 1000] + [self.clocks.get(holder, 0) for holder in holders])

    def _tick(self, holders: list[str], now_us: int) -> int:
        soonest, ms = self.moment(holders, now_us), self.clock(holders[0])
        assert soonest <= ms <= soonest + LOCKS, "time under a lock neither runs back nor away"
        self.clocks.update(dict.fromkeys(holders, ms))
        return ms

    def _write(self, key: Key, live: bool, terms: Terms, why: str) -> None:
        history = self.versions(key)
        if history and history[-1].live == live and (history[-1].terms == terms or not live):
            return
        self.log.append(Version(key, live, terms, why))

    def _may_permit(self, key: Key) -> None:
        if key.holder in self.leaders and key.giver not in self.members(key.holder):
            raise No("a tribe reaches its members only")

    def give(self, key: Key, terms: Terms, now_us: int, why: str = "given") -> None:
        self._may_permit(key)
        self._tick([key.holder], now_us)
        self._write(key, True, terms, why)

    def revoke(self, key: Key, now_us: int, why: str = "revoked") -> None:
        self._tick([key.holder], now_us)
        self._write(key, False, self.versions(key)[-1].terms, why)

    def undo(self, key: Key, number: int, now_us: int) -> None:
        history = self.versions(key)
        if number != len(history) - 1:
            raise No("it was changed again since")
        if len(history) == 1:
            live, terms = False, history[0].terms
        else:
            live, terms = history[-2].live, history[-2].terms
        if live:
            self._may_permit(key)
        self._tick([key.holder], now_us)
        self._write(key, live, terms, "undone")

    def join(self, tribe: str, person: str, now_us: int) -> None:
        if (tribe, person) in self.banned:
            raise No("banned")
        self._tick([tribe], now_us)
        if person in self.members(tribe):
            return
        self.log.append(Came(tribe, person))
        for scope in (POSTS, DIALOGUE):
            self._write(Key(tribe, scope, person), True, Terms(), "given")

    def part(self, tribe: str, person: str, now_us: int, ban: bool = False) -> None:
        if ban and (tribe, person) in self.banned:
            raise No("banned already")
        if person not in self.members(tribe) and not ban:
            raise No("no member")
        if person == self.leaders[tribe]:
            raise No("a tribe needs a leader")
        self._tick([tribe], now_us)
        if person in self.members(tribe):
            self.log.append(Went(tribe, person))
            for scope in (POSTS, DIALOGUE, LETTERS, ASKS):
                history = self.versions(Key(tribe, scope, person))
                if history and history[-1].live:
                    self._write(Key(tribe, scope, person), False, history[-1].terms, "left")
        if ban:
            self.banned.add((tribe, person))

    def send(
        self,
        sender: str,
        tribe: str | None,
        broadcast: int | None,
        named: set[str],
        topics: frozenset[str],
        now_us: int,
    ) -> Sent:
        if tribe is not None and sender not in self.members(tribe):
            raise No("only members write")
        ms = self._tick([sender] + ([tribe] if tribe else []), now_us)
        number = len(self.messages())
        message = Sent(number, sender, tribe, broadcast, frozenset(named - {sender}), topics, (0, 0, 0, 0), ms)
        counts = [0, 0, 0, 0]
        reached: list[Delivered] = []
        for person, routes in self.audience(message).items():
            keys = [Key(holder, scope, person) for holder, scope in routes]
            verdicts = [self.verdict(key, topics, ms) for key in keys]
            counts[min(verdicts)] += 1
            if REACHED in verdicts:
                key = keys[verdicts.index(REACHED)]
                reached.append(Delivered(number, person, key, len(self.versions(key)) - 1, ms))
        message = Sent(number, sender, tribe, broadcast, message.named, topics, tuple(counts), ms)
        self.log += [message, *reached]
        return message

    def delete(self, number: int, now_us: int) -> None:
        """Words are taken back: under the lock of the tribe they were said in, though nothing reaches anyone."""
        tribe = self.messages()[number].tribe
        if tribe is not None:
            self._tick([tribe], now_us)
        self.deleted.add(number)

    # --- widening -----------------------------------------------------------------------------------
    def ask_wider(self, holder: str, giver: str, scope: int, terms: Terms, now_us: int) -> Widening:
        if holder in self.leaders and giver not in self.members(holder):
            raise No("no member")
        sent = {message.number: message for message in self.messages()}
        reached = sum(
            d.recipient == giver and holder in (sent[d.message].sender, sent[d.message].tribe)
            for d in self.deliveries()
        )
        answered = sum(
            m.sender == giver and m.broadcast is None and (holder in m.named or m.tribe == holder)
            for m in self.messages()
        )
        if reached < 5 or answered < 1:
            raise No("no dialogue yet")
        before = [w for w in self.widenings if (w.holder, w.giver) == (holder, giver)]
        last = max(before, key=lambda w: w.asked_us, default=None)
        if last is not None and last.state != "granted" and now_us < last.asked_us + 180 * DAY * 1000:
            raise No("asked already")
        history = self.versions(Key(holder, scope, giver))
        if history and history[-1].live and not wider(history[-1].terms, terms, self.topics[holder]):
            raise No("permitted already")
        for old in before:
            if old.state == "open":
                old.state = "not_now"
        self._tick([holder], now_us)
        self.widenings.append(Widening(holder, giver, scope, terms, now_us))
        return self.widenings[-1]

    def answer_widening(self, asked: Widening, grant: bool, now_us: int) -> None:
        if asked.state != "open" or asked.asked_us <= now_us - 90 * DAY * 1000:
            raise No("no such open request")
        key = Key(asked.holder, asked.scope, asked.giver)
        if grant:
            history = self.versions(key)
            interrupt = bool(history) and history[-1].live and history[-1].terms.interrupt
            terms = Terms(asked.terms.topics, asked.terms.at_most, asked.terms.days, None, interrupt)
            self.give(key, terms, now_us, "widened")
        asked.state = "granted" if grant else "not_now"

    # --- the invariants, asked of the log ------------------------------------------------------------
    def check(self) -> None:
        """P1-P4, each message beside what the log said just before it."""
        places = [place for place, event in enumerate(self.log) if isinstance(event, Sent)]
        for place in places:
            self._check_message(place)

    def check_newest(self) -> None:
        """P1-P4 for the newest message."""
        places = [place for place, event in enumerate(self.log) if isinstance(event, Sent)]
        if places:
            self._check_message(places[-1])

    def _check_message(self, place: int) -> None:
        message, before = self.log[place], self.log[:place]
        carried = [d for d in self.deliveries() if d.message == message.number]
        for delivery in carried:
            key = delivery.key
            history = self.versions(key, before)
            in_force = history[delivery.version]
            assert key.giver == delivery.recipient
            assert history[-1] is in_force, "P1: the version in force"
            assert in_force.live, "P2: not revoked"
            assert in_force.terms.until is None or in_force.terms.until > message.ms, "P1: before its end"
            assert key.holder in (message.sender, message.tribe), "P1: of the sender or the tribe"
            by_name = delivery.recipient in message.named
            assert key.scope == message.broadcast or (key.scope == DIALOGUE and by_name), "P1: of that scope"
            allowed = in_force.terms.topics
            assert allowed is None or allowed & message.topics, "P1: on topic"
            at_most = in_force.terms.at_most
            used = self.used(key, in_force.terms.days, message.ms, before)
            assert at_most is None or used + 1 <= at_most, "P3: within budget"
        permitted = {
            person
            for person, routes in self.audience(message, before).items()
            if any(self.verdict(Key(h, s, person), message.topics, message.ms, before) == REACHED for h, s in routes)
        }
        assert sorted(d.recipient for d in carried) == sorted(permitted), "P4: each permitted person once"


def wider(old: Terms, new: Terms, every_topic: list[str]) -> bool:
    """Whether some message could come through under ``new`` that ``old`` would have held back."""
    about = [frozenset(), *({topic} for topic in every_topic)]
    lets = [(old.topics is None or old.topics & t, new.topics is None or new.topics & t) for t in about]
    if any(by_new and not by_old for by_old, by_new in lets):
        return True
    if old.topics is not None and new.topics is None:
        return True
    if old.until is not None and (new.until is None or new.until > old.until):
        return True
    return most_in(new, old.days) > most_in(old, old.days)


def most_in(terms: Terms, days: int) -> float:
    """The most messages that these terms can let through in any stretch of ``days``: bursts, one stretch apart."""
    if terms.at_most is None:
        return float("inf")
    return sum(terms.at_most for begin in range(0, days, terms.days))
