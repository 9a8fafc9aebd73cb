"""Permission as pure functions on plain values: scopes, terms, and who a message reaches.

The gate (``services.gate``) says the same in SQL, for a million people at once; property tests hold the two
together. Budgets count over *every* stretch of time of that length, not over calendar weeks, so 'three a week'
can never become six around a Sunday midnight, in any time zone.
"""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

ALL_TOPICS = -1  # every bit set, so topics added later are included
TOPIC_SLOTS = 62  # numbered 0..61 per holder; fits the 63 bits both databases agree on
AT_MOST_LARGEST = 1000


class Scope(enum.IntEnum):
    """What a permission lets its holder do."""

    POSTS = 1  # appear on my home page
    DIALOGUE = 2  # reply to me, mention me
    LETTERS = 3  # write to me in private
    ASKS = 4  # ask me a favor by name
    URGENT = 5  # ask me in an emergency, whatever the price


class Per(enum.IntEnum):
    """The stretch of time a budget counts over, in days. 31, so that no calendar month carries more."""

    DAY = 1
    WEEK = 7
    MONTH = 31


class Verdict(enum.IntEnum):
    """What the gate says of one person; the smaller, the closer to being reached."""

    REACHED = 0
    OVER_BUDGET = 1
    OFF_TOPIC = 2
    NOT_PERMITTED = 3


@dataclass(frozen=True)
class Terms:
    """What a giver allows: topics as a bit mask over the holder's topics, a budget, an end."""

    topics: int = ALL_TOPICS
    at_most: int | None = None  # messages ...
    per: Per = Per.WEEK  # ... in any stretch of this length
    until: datetime | None = None
    interrupt: bool = False  # may also send an e-mail


@dataclass(frozen=True)
class Reach:
    """How many a message reaches and how many it is held back from, by reason. Never who."""

    reached: int
    over_budget: int
    off_topic: int
    not_permitted: int

    @property
    def audience(self) -> int:
        """Everybody the message was meant for."""
        return self.reached + self.held_back

    @property
    def held_back(self) -> int:
        """Everybody it was not pushed to; they can still come and read it."""
        return self.over_budget + self.off_topic + self.not_permitted


class TermsError(ValueError):
    """Terms that make no sense; the text is a sentence for the person who wrote them."""


def checked(terms: Terms, now: datetime) -> Terms:
    """The same terms, or TermsError: a budget of 1..AT_MOST_LARGEST, at least one topic, an end to come."""
    if terms.at_most is not None and not 1 <= terms.at_most <= AT_MOST_LARGEST:
        raise TermsError(
            f"A budget is a number from 1 to {AT_MOST_LARGEST}; leave it empty for no limit, or revoke instead."
        )
    if terms.topics == 0:
        raise TermsError("Choose at least one topic, or revoke the permission instead.")
    if terms.until is not None and terms.until <= now:
        raise TermsError("The end of a permission must lie in the future; to end it now, revoke it.")
    return terms


def topic_mask(slots: Iterable[int]) -> int:
    """The bit mask of topic slots; ValueError for a slot out of 0..61."""
    mask = 0
    for slot in slots:
        if not 0 <= slot < TOPIC_SLOTS:
            raise ValueError(f"no topic slot {slot}")
        mask |= 1 << slot
    return mask


def slots_of(mask: int) -> list[int]:
    """The topic slots of a mask, in order; of ALL_TOPICS, every slot there can be."""
    return [slot for slot in range(TOPIC_SLOTS) if mask >> slot & 1]


def later_topics(slots: Iterable[int]) -> int:
    """The mask of every topic that a holder does not have yet. ``slots``: of all the holder's, retired ones too."""
    first = max(slots, default=-1) + 1
    return topic_mask(range(first, TOPIC_SLOTS))


def takes_later_topics(mask: int, slots: Iterable[int]) -> bool:
    """Whether a mask lets topics in that the holder adds later. ``slots`` as above."""
    later = later_topics(slots)
    return mask == ALL_TOPICS or (later != 0 and mask & later == later)


def on_topic(allowed: int, topics: int) -> bool:
    """Whether a message on ``topics`` (0: on none) may come through: only 'all' lets one without topic in."""
    return allowed == ALL_TOPICS or bool(allowed & topics)


def judge(terms: Terms | None, topics: int, used: int, now: datetime) -> Verdict:
    """What one permission says to one message. ``terms`` is None when there is none, or it was revoked.

    ``used`` counts the deliveries this permission carried in the stretch that ends now.
    """
    if terms is None or (terms.until is not None and terms.until <= now):
        return Verdict.NOT_PERMITTED
    if not on_topic(terms.topics, topics):
        return Verdict.OFF_TOPIC
    if terms.at_most is not None and used >= terms.at_most:
        return Verdict.OVER_BUDGET
    return Verdict.REACHED


def better_of_both(everybody: Sequence[int], overlay: Sequence[int]) -> list[int]:
    """How many people stand at each level when some of them have a second route.

    ``everybody``: people per level of the first route, all of them. ``overlay``: of those with a second
    route, how many per (second route's level * 4 + first route's level). Each counts at the better one.
    """
    levels = list(everybody)
    for index, people in enumerate(overlay):
        second, first = divmod(index, len(levels))
        levels[first] -= people
        levels[min(first, second)] += people
    return levels


# --- widening ---------------------------------------------------------------------------------------
WIDENING_REACHED_AT_LEAST = 5  # messages of the holder that reached the giver
WIDENING_ANSWERED_AT_LEAST = 1  # answers of the giver to the holder
WIDENING_OPEN_FOR = timedelta(days=90)
WIDENING_AGAIN_AFTER = timedelta(days=180)

# state -> states it may move to
WIDENING_ARROWS: dict[str, frozenset[str]] = {
    "open": frozenset({"granted", "not_now"}),
    "granted": frozenset(),
    "not_now": frozenset(),
}


@dataclass(frozen=True)
class Dialogue:
    """What there was between a holder and a giver, as far as widening asks for it."""

    reached: int
    answered: int
    last_asked_at: datetime | None
    last_was_granted: bool = False


def problem_with_widening(dialogue: Dialogue, now: datetime) -> str | None:
    """Why a wider permission cannot be asked for now, as a sentence to the asker; None when it can.

    A 'not now' must look like no answer. So the asker's next chance depends on when they asked and on nothing
    that the giver did in silence: a request lapses after 90 days, and 180 days after it was made there may be
    another. Since a 'not now' can only be said within those 90 days, at least 90 more pass after it.
    """
    if dialogue.reached < WIDENING_REACHED_AT_LEAST or dialogue.answered < WIDENING_ANSWERED_AT_LEAST:
        return (
            "A wider permission grows out of dialogue: it can be asked for once"
            f" {WIDENING_REACHED_AT_LEAST} messages have arrived and one was answered."
        )
    if (
        dialogue.last_asked_at is not None
        and not dialogue.last_was_granted
        and now < dialogue.last_asked_at + WIDENING_AGAIN_AFTER
    ):
        return "You have asked already. Now it is theirs to decide."
    return None


def is_wider(old: Terms | None, new: Terms) -> bool:
    """Whether ``new`` lets anything through that ``old`` did not."""
    if old is None:
        return True
    more_topics = new.topics == ALL_TOPICS != old.topics or bool(old.topics != ALL_TOPICS and new.topics & ~old.topics)
    if old.at_most is None or new.at_most is None:
        larger_budget = old.at_most is not None
    else:
        # The most that 'new' can bring in a stretch of 'old': a burst at once, and one after each stretch of its own.
        bursts = -(-int(old.per) // int(new.per))
        larger_budget = new.at_most * bursts > old.at_most
    longer = old.until is not None and (new.until is None or new.until > old.until)
    return more_topics or larger_budget or longer or (new.interrupt and not old.interrupt)


def narrowed_to(terms: Terms, without: int) -> Terms:
    """The same terms without the topics in ``without``; of 'all', everything else that can be numbered."""
    base = topic_mask(range(TOPIC_SLOTS)) if terms.topics == ALL_TOPICS else terms.topics
    return replace(terms, topics=base & ~without)
