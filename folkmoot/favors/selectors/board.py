"""Reading the board: what stands on it, who could help, and what was asked of somebody.

Everything on a tribe's board is for its members, and for nobody else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from folkmoot.favors.models import Ask, AskSent, Declined, Offer, Promise, Vouch
from folkmoot.favors.models.board import OnBoard
from folkmoot.favors.rules.promises import State
from folkmoot.ids import first_id_at
from folkmoot.people.models import Person
from folkmoot.permissions.models import Delivery, Permission, Topic
from folkmoot.permissions.rules import Scope, on_topic
from folkmoot.tribes.models import Membership, Tribe

ASK_AGAIN_AFTER = timedelta(days=60)  # nobody is suggested again sooner
ASK_BEFORE_END = timedelta(days=3)  # 'still needed?'
FEW = 6  # people suggested


@dataclass(frozen=True)
class Filter:
    """What somebody looks for on a board; everything that is None or empty lets all through."""

    topic_id: int | None = None
    minutes_at_most: int | None = None
    place: str = ""
    remote: bool | None = None
    until: datetime | None = None  # needed by then
    words: str = ""
    minutes_above: int | None = None


def asks_on_board(tribe: Tribe, now: datetime, wanted: Filter = Filter()) -> QuerySet[Ask]:
    """Open asks of a tribe, the newest first, each with ``helpers`` and ``promised`` minutes."""
    return _filtered(_with_help(Ask.objects.filter(tribe=tribe, closed_at=None, expires_at__gt=now)), wanted)


def offers_on_board(tribe: Tribe, now: datetime, wanted: Filter = Filter()) -> QuerySet[Offer]:
    """Open offers of a tribe, the newest first, each with ``helpers`` (times taken) and ``promised`` minutes."""
    return _filtered(_with_help(Offer.objects.filter(tribe=tribe, closed_at=None, expires_at__gt=now)), wanted)


def asks_put_by(people: Sequence[int], tribe: Tribe) -> QuerySet[AskSent]:
    """Every time that one of these people put an ask before others, with the ask, oldest first."""
    return AskSent.objects.filter(ask__tribe=tribe, ask__by__in=people).select_related("ask").order_by("pk")


def offers_by(people: Sequence[int], tribe: Tribe) -> QuerySet[Offer]:
    """Everything that these people ever offered in a tribe, oldest first."""
    return Offer.objects.filter(tribe=tribe, by__in=people).order_by("pk")


def _with_help(found: QuerySet) -> QuerySet:
    going = ~Q(promises__state=State.DROPPED)
    people = ("by", "urgent_by") if found.model is Ask else ("by",)
    return found.select_related(*people, "topic", "tribe").annotate(
        helpers=Count("promises", filter=going),
        promised=Coalesce(Sum("promises__minutes", filter=going), 0),
    )


def _filtered(found: QuerySet, wanted: Filter) -> QuerySet:
    if wanted.topic_id is not None:
        found = found.filter(topic_id=wanted.topic_id)
    if wanted.minutes_at_most is not None:
        found = found.filter(minutes__lte=wanted.minutes_at_most)
    if wanted.minutes_above is not None:
        found = found.filter(minutes__gt=wanted.minutes_above)
    if wanted.remote is not None:
        found = found.filter(is_remote=wanted.remote)
    if wanted.place:
        found = found.filter(Q(place__icontains=wanted.place) | Q(is_remote=True))
    if wanted.until is not None:
        found = found.filter(Q(at=None) | Q(at__lte=wanted.until))
    if wanted.words:
        found = found.filter(Q(what__icontains=wanted.words) | Q(words__icontains=wanted.words))
    return found.order_by("-id")


def still_needed(ask: Ask) -> int | None:
    """Minutes of an ask (from ``asks_on_board`` or ``ask_for``) that nobody promised yet; None without an end."""
    promised: int = getattr(ask, "promised", 0)
    return None if ask.needed is None else max(0, ask.needed * ask.minutes - promised)


def ask_for(person: Person, ask_id: int) -> Ask | None:
    """An ask that this person may see: of a tribe they belong to, or their own."""
    found = _one_for(person, _with_help(Ask.objects.all()), ask_id)
    return found if isinstance(found, Ask) else None


def offer_for(person: Person, offer_id: int) -> Offer | None:
    """An offer that this person may see: of a tribe they belong to, or their own."""
    found = _one_for(person, _with_help(Offer.objects.all()), offer_id)
    return found if isinstance(found, Offer) else None


def _one_for(person: Person, rows: QuerySet, id_: int) -> OnBoard | None:
    found = rows.filter(pk=id_).first()
    if found is None:
        return None
    member = Membership.objects.filter(tribe_id=found.tribe_id, person=person).exists()
    return found if member or found.by_id == person.pk else None


def own_on_board(person: Person, tribe: Tribe | None = None) -> tuple[list[Ask], list[Offer]]:
    """What somebody asked for and offered, the newest first, also what is over."""
    asks, offers = Ask.objects.filter(by=person), Offer.objects.filter(by=person)
    if tribe is not None:
        asks, offers = asks.filter(tribe=tribe), offers.filter(tribe=tribe)
    return list(_with_help(asks).order_by("-id")[:100]), list(_with_help(offers).order_by("-id")[:100])


def vouches_of(ask: Ask) -> list[Vouch]:
    """Who stands behind an ask, in the order in which they came."""
    return list(ask.vouches.filter(withdrawn_at=None).select_related("by").order_by("id"))


def sendings_of(ask: Ask) -> list[AskSent]:
    """What was sent of an ask, for whoever asked: how, how many it reached, at what price. Never who."""
    return list(ask.sent.select_related("message").order_by("pk"))


def going_promises(row: Ask | Offer) -> list[Promise]:
    """What was promised on it and not dropped, in the order in which it came, with both; for whoever put it there."""
    going = row.promises.exclude(state=State.DROPPED)
    return list(going.select_related("helper", "receiver").order_by("id"))


# --- asked of me ------------------------------------------------------------------------------------
def asked_of(person: Person, now: datetime) -> QuerySet[Ask]:
    """Open asks that reached somebody and that they have not answered: no promise, no 'no'. Newest first."""
    reached = Delivery.objects.filter(recipient=person, message__ask_sent__isnull=False, not_for_me=False)
    said_no = Declined.objects.filter(person=person).values("ask_id")
    promised = Promise.objects.filter(helper=person, ask__isnull=False).values("ask_id")
    belongs = Membership.objects.filter(person=person).values("tribe_id")
    asks = Ask.objects.filter(
        sent__in=reached.values("message_id"), closed_at=None, expires_at__gt=now, tribe_id__in=belongs
    )
    return _with_help(
        Ask.objects.filter(pk__in=asks.values("pk")).exclude(pk__in=said_no).exclude(pk__in=promised)
    ).order_by("-id")


def delivery_of(person: Person, ask: Ask) -> Delivery | None:
    """How an ask reached somebody, if it did: for 'why am I seeing this', and for who is being asked."""
    sent = AskSent.objects.filter(ask=ask).values("pk")
    return Delivery.objects.filter(recipient=person, message_id__in=sent).order_by("message_id").first()


def has_declined(person: Person, ask: Ask) -> bool:
    """Whether this person said no to it; nobody else learns it."""
    return Declined.objects.filter(person=person, ask=ask).exists()


# --- these few by name ------------------------------------------------------------------------------
@dataclass(frozen=True)
class Fit:
    """Somebody who could be asked by name, and why. Every reason is one that they chose to show."""

    person: Person
    reasons: tuple[str, ...]  # words of REASONS


# permits asks: they gave the tribe or the asker the permission. topic, skill: what their profile says. returns:
# they let askers see that they would like to give something back. rested: nobody asked them for 60 days.
REASONS = ("permits", "topic", "skill", "returns", "rested")


def who_may_be_asked(asker: Person, tribe: Tribe, now: datetime, words: str = "") -> QuerySet[Person]:
    """Members who permit the tribe, or the asker, to ask them by name; whoever permits it can be found so."""
    live = Permission.objects.filter(
        Q(until=None) | Q(until__gt=now), holder_id__in=[tribe.pk, asker.pk], scope=Scope.ASKS, live=True
    )
    found = Person.objects.filter(pk__in=live.values("giver_id"), memberships__tribe=tribe, is_active=True).exclude(
        pk=asker.pk
    )
    if words:
        found = found.filter(Q(display_name__icontains=words) | Q(can_help_with__icontains=words))
    return found.order_by("display_name", "pk")


def any_may_be_asked(asker: Person, tribe: Tribe, now: datetime) -> bool:
    """Whether anybody of a tribe permits being asked by name."""
    return who_may_be_asked(asker, tribe, now).exists()


def who_fits(asker: Person, tribe: Tribe, topic: Topic | None, text: str, now: datetime, count: int = FEW) -> list[Fit]:
    """A few members who fit an ask, the best first, each with the reasons: five queries, whatever the tribe's size.

    Nobody stands here for what they owe: only for having said that they would like to give something back.
    """
    people = list(who_may_be_asked(asker, tribe, now).select_related("favor_settings")[:500])
    ids = [person.pk for person in people]
    words = _stems(text)
    topics: dict[int, set[str]] = {}
    for holder_id, key in Topic.objects.filter(holder_id__in=ids, retired_at=None).values_list("holder_id", "key"):
        topics.setdefault(holder_id, set()).add(key)
    masks = {}
    if topic is not None and topic.holder_id == tribe.pk:
        given = Permission.objects.filter(holder_id=tribe.pk, scope=Scope.ASKS, live=True, giver_id__in=ids)
        masks = dict(given.values_list("giver_id", "topics"))
    lately = first_id_at(now - ASK_AGAIN_AFTER)
    sent = AskSent.objects.filter(tribe=tribe, pk__gte=lately).values("pk")
    asked = set(
        Delivery.objects.filter(recipient_id__in=ids, message_id__in=sent).values_list("recipient_id", flat=True)
    )
    found = []
    for person in people:
        if topic is not None and person.pk in masks and not on_topic(masks[person.pk], 1 << topic.slot):
            continue  # it would not reach them
        reasons = ["permits"]
        if topic is not None and topic.key in topics.get(person.pk, set()):
            reasons.append("topic")
        if words & _stems(person.can_help_with):
            reasons.append("skill")
        settings = getattr(person, "favor_settings", None)
        if settings is not None and settings.suggest_me:
            reasons.append("returns")
        if person.pk not in asked:
            reasons.append("rested")
        found.append(Fit(person, tuple(reasons)))
    weight = {"permits": 0, "topic": 3, "skill": 4, "returns": 2, "rested": 3}
    found.sort(key=lambda fit: (-sum(weight[reason] for reason in fit.reasons), fit.person.display_name, fit.person.pk))
    return found[:count]


def asks_that_fit(
    person: Person, tribe: Tribe, now: datetime, count: int = 5, only_what_fits: bool = False
) -> list[Ask]:
    """Open asks on the board that this person could do, the best first: three queries.

    ``only_what_fits``: those alone that meet a topic of theirs, or what they say they can help with.
    """
    said_no = Declined.objects.filter(person=person).values("ask_id")
    promised = Promise.objects.filter(helper=person, ask__isnull=False).values("ask_id")
    asks = list(
        asks_on_board(tribe, now)
        .exclude(by=person)
        .exclude(pk__in=said_no)
        .exclude(pk__in=promised)
        .filter(Q(needed=None) | Q(promised__lt=F("needed") * F("minutes")))[:200]
    )
    skills = _stems(person.can_help_with)
    topics = set(Topic.objects.filter(holder_id=person.pk, retired_at=None).values_list("key", flat=True))

    def fit(ask: Ask) -> int:
        knows = ask.topic is not None and ask.topic.key in topics
        return 2 * knows + 3 * bool(skills & _stems(f"{ask.what} {ask.words}"))

    if only_what_fits:
        asks = [ask for ask in asks if fit(ask)]
    return sorted(asks, key=fit, reverse=True)[:count]


_WORD = re.compile(r"\w{4,}")
_COMMON = frozenset(
    [
        "with",
        "from",
        "that",
        "this",
        "have",
        "need",
        "could",
        "would",
        "someone",
        "somebody",
        "help",
        "please",
        "some",
        "what",
        "when",
    ]
)


def _stems(text: str) -> frozenset[str]:
    """The telling words of a text, cut to six letters, so that 'sewing' meets 'sewer' now and then."""
    words: Sequence[str] = _WORD.findall(text[:5000].casefold())
    return frozenset(word[:6] for word in words if word not in _COMMON)
