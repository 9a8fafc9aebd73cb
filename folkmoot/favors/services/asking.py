"""Asking: the price of an ask, worked out by the gate that will deliver it; and putting it before people."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from folkmoot.favors.models import Ask, AskSent, Declined, Giving, Tally, Vouch
from folkmoot.favors.rules import price as rules
from folkmoot.favors.rules.book import State
from folkmoot.favors.rules.price import Means, Price, Record
from folkmoot.favors.rules.sizes import NEEDED_MOST, REASON_MAX, FavorError, checked_line, checked_minutes
from folkmoot.favors.selectors.board import any_may_be_asked
from folkmoot.favors.selectors.contract import contract_at
from folkmoot.favors.selectors.ledger import in_good_standing
from folkmoot.ids import first_id_at
from folkmoot.people.models import Person
from folkmoot.permissions.models import Delivery, Interruption, Permission, Topic
from folkmoot.permissions.rules import Scope
from folkmoot.permissions.services import gate
from folkmoot.permissions.services.holders import ensure_holder
from folkmoot.talk.tasks import send_interruptions
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.models import Membership, Tribe
from folkmoot.tribes.services import NotNow, Refused
from folkmoot.tribes.services.refusal import only_leaders

NAMED_MOST = 100  # people who can be chosen at once
How = AskSent.How


@dataclass(frozen=True)
class Audience:
    """Before whom an ask is put: nobody (it waits on the board), these people, or everybody who permits it."""

    how: AskSent.How | None = None
    people: tuple[int, ...] = ()
    topic: str = ""  # a topic's key

    def envelope(self, asker_id: int, tribe_id: int) -> gate.Envelope | None:
        """What goes through the gate; None for the board."""
        topics = (self.topic,) if self.topic else ()
        if self.how is None:
            return None
        if self.how == How.NAMED:
            return gate.Envelope(
                asker_id, tribe_id, broadcast=None, addressed=self.people, addressed_scope=Scope.ASKS, topics=topics
            )
        scope = Scope.URGENT if self.how == How.URGENT else Scope.ASKS
        return gate.Envelope(asker_id, tribe_id, broadcast=scope, addressed_scope=scope, topics=topics)


BOARD = Audience()
NOBODY = "Nobody of these can be asked now: they were asked already, do not permit it, or have been asked enough."

NOBODY_PERMITS = (
    "Nobody here permits being asked by name yet, so it would reach nobody. On the board everybody sees it; and whoever"
    " wants to be asked allows asks of this tribe on 'Who may reach me'."
)


class TooDear(NotNow):
    """An asymmetric mass ask, which is not pushed; ``price`` says why, the page offers the better ways."""

    def __init__(self, price: Price) -> None:
        super().__init__("That would be one asking a crowd for what cannot be returned; it is not sent.")
        self.price = price


def price_of(
    asker: Person,
    tribe: Tribe,
    minutes: int,
    needed: int | None,
    audience: Audience = BOARD,
    vouchers: tuple[int, ...] = (),
    now: datetime | None = None,
    earlier: int = 0,
) -> Price:
    """The price of an ask as it stands: a fixed number of statements, whatever the audience.

    ``earlier``: people whom it was put before already and who count with them.

    Raises Refused for whoever does not belong to the tribe, FavorError for sizes that make no sense.
    """
    now = now or timezone.now()
    checked_minutes(minutes)
    if needed is not None and not 1 <= needed <= NEEDED_MOST:
        raise FavorError(f"Ask for 1 to {NEEDED_MOST} helpers, or for as many as possible.")
    if len(audience.people) > NAMED_MOST:
        raise FavorError(f"Choose {NAMED_MOST} people at most.")
    place = tribes.membership(tribe.pk, asker.pk)
    if place is None:
        raise Refused("Only members ask this tribe.")
    envelope = audience.envelope(asker.pk, tribe.pk)
    pushed_to = 0 if envelope is None else gate.count_reached(envelope, now) + earlier
    contract = contract_at(tribe.pk, now)
    means = _means(asker.pk, tribe.pk, vouchers, (now - place.joined_at).days, now)
    crowd = pushed_to > contract.crowd
    return rules.price(pushed_to, needed, minutes, means, _record(tribe.pk, crowd), contract)


def price_of_ask(asker: Person, ask: Ask, audience: Audience, now: datetime | None = None) -> Price:
    """The price of putting an ask that stands on the board before these people.

    Where all whom it was put before, together with these, would make it an ask that is not pushed, it is the price of
    the whole: nobody asks a crowd by asking a few people again and again.
    """
    now = now or timezone.now()
    vouchers = _vouchers(ask)
    price = price_of(asker, ask.tribe, ask.minutes, ask.needed, audience, vouchers, now)
    earlier = ask.sent.exclude(how=How.URGENT).aggregate(reached=Sum("reached"))["reached"] or 0
    if not earlier or not price.pushed_to:
        return price
    whole = price_of(asker, ask.tribe, ask.minutes, ask.needed, audience, vouchers, now, earlier)
    return price if whole.may_be_pushed else whole


def put_before(asker: Person, ask_id: int, audience: Audience, now: datetime | None = None) -> tuple[AskSent, Price]:
    """Put an ask of one's own before these people, or before everybody who permits asks, through the gate.

    Raises Refused (not yours, lapsed), NotNow (over, or put before them lately), TooDear, FavorError.
    """
    now = now or timezone.now()
    with transaction.atomic():
        ask = _own_open_ask(asker, ask_id, now)
        if audience.how is None or audience.how == How.URGENT:
            raise FavorError("Choose the people to ask, or everybody who permits asks.")
        if audience.how == How.NAMED and not audience.people:
            raise FavorError("Choose at least one person to ask.")
        if not in_good_standing(asker.pk, ask.tribe_id, now):
            raise NotNow(
                "Some halves of yours have been open for long. Your ask stands on the board; giving something back"
                " opens the other ways again."
            )
        audience = replace(audience, topic=ask.topic.key if ask.topic is not None else "")
        if audience.how == How.NAMED:
            audience = replace(audience, people=_askable(asker, ask, audience.people))
        elif ask.sent.filter(how=How.CROWD).exists():
            raise NotNow("Everybody who permits asks has been asked already; once is enough.")
        price = price_of_ask(asker, ask, audience, now)
        if not price.pushed_to and audience.how == How.CROWD and not any_may_be_asked(asker, ask.tribe, now):
            raise NotNow(NOBODY_PERMITS)
        if price.may_be_pushed and not price.pushed_to:
            # The same words for all that can be in the way, so that they tell nothing of anybody.
            raise NotNow(NOBODY)
        if not price.may_be_pushed:
            Ask.objects.filter(pk=ask.pk).update(steered=True)
        else:
            return _send(ask, audience, price, now), price
    # Out of the transaction, so that it is remembered: an ask that was steered away from being a mass ask.
    raise TooDear(price)


def mark_urgent(leader: Person, ask_id: int, reason: str, now: datetime | None = None) -> AskSent:
    """A leader says that it is an emergency, with a reason that the tribe sees: it reaches whoever permits that.

    Once per ask, whatever its price; of one's own ask another leader says so, where there is one. Raises Refused,
    NotNow, FavorError.
    """
    now = now or timezone.now()
    reason = checked_line(reason, "what the emergency is", REASON_MAX)
    with transaction.atomic():
        ask = _open_ask(ask_id, now)
        only_leaders(ask.tribe, leader)
        if ask.by_id == leader.pk and len(tribes.leaders(ask.tribe)) > 1:
            raise Refused("It is your own ask; another leader has to say that it is an emergency.")
        if ask.sent.filter(how=How.URGENT).exists():
            raise NotNow("It was marked urgent already.")
        if tribes.membership(ask.tribe_id, ask.by_id) is None:
            raise NotNow("Whoever asked has left the tribe.")
        audience = Audience(How.URGENT, topic=ask.topic.key if ask.topic is not None else "")
        price = price_of(ask.by, ask.tribe, ask.minutes, ask.needed, audience, _vouchers(ask), now)
        Ask.objects.filter(pk=ask.pk).update(urgent_reason=reason, urgent_by=leader)
        return _send(ask, audience, price, now)


def vouch_for(person: Person, ask_id: int, now: datetime | None = None) -> Vouch:
    """Stand behind somebody's ask: what is not returned within patience becomes a half of one's own.

    Only in good standing. Raises Refused, NotNow.
    """
    now = now or timezone.now()
    with transaction.atomic():
        ask = _open_ask(ask_id, now)
        if tribes.membership(ask.tribe_id, person.pk) is None:
            raise Refused("Only members of this tribe do that.")
        if ask.by_id == person.pk:
            raise Refused("Somebody else has to vouch for you.")
        if not in_good_standing(person.pk, ask.tribe_id, now):
            raise NotNow("Some halves of yours have been open for long; give something back first.")
        try:
            with transaction.atomic():
                return Vouch.objects.create(ask=ask, by=person, at=now)
        except IntegrityError:
            if (
                not Vouch.objects.filter(ask=ask, by=person)
                .exclude(withdrawn_at=None)
                .update(withdrawn_at=None, at=now)
            ):
                raise NotNow("You vouch for it already.") from None
            return Vouch.objects.get(ask=ask, by=person)


def withdraw_vouch(person: Person, ask_id: int, now: datetime | None = None) -> None:
    """Take a vouch back, as long as nobody was asked or has promised because of it. Raises Refused, NotNow."""
    now = now or timezone.now()
    with transaction.atomic():
        ask = Ask.objects.select_for_update(of=("self",)).filter(pk=ask_id).first()
        vouch = None if ask is None else ask.vouches.filter(by=person, withdrawn_at=None).first()
        if ask is None or vouch is None:
            raise Refused("You do not vouch for it.")
        if ask.promises.exclude(state="dropped").exists():
            raise NotNow("Somebody has promised help because of it; it stands now.")
        if ask.sent.exclude(how=How.URGENT).filter(pk__gte=first_id_at(vouch.at)).exists():
            raise NotNow("It was put before people because of it; it stands now.")
        ask.vouches.filter(by=person).update(withdrawn_at=now)


def say_no(person: Person, ask_id: int, now: datetime | None = None) -> None:
    """No, for whatever reason: nobody learns of it, and the ask is not put before this person again. Refused."""
    ask = Ask.objects.filter(pk=ask_id).first()
    if ask is None or ask.by_id == person.pk or tribes.membership(ask.tribe_id, person.pk) is None:
        raise Refused("There is no such ask.")
    Declined.objects.bulk_create([Declined(person=person, ask=ask, at=now or timezone.now())], ignore_conflicts=True)


def take_no_back(person: Person, ask_id: int) -> None:
    """Undo a 'no'; nothing happens where there is none."""
    Declined.objects.filter(person=person, ask_id=ask_id).delete()


def _send(ask: Ask, audience: Audience, price: Price, now: datetime) -> AskSent:
    ensure_holder(ask.by)
    ensure_holder(ask.tribe)
    envelope = audience.envelope(ask.by_id, ask.tribe_id)
    if envelope is None or audience.how is None:
        raise FavorError("Choose the people to ask.")
    # Whoever said no to it is among them, so that no number tells the asker; they see and hear nothing of it.
    sent = gate.send(envelope, now)
    if tribes.membership(ask.tribe_id, ask.by_id) is None:  # again, now that the tribe is locked
        raise Refused("Only members ask this tribe.")
    if sent.reach.reached and Interruption.objects.filter(message_id=sent.message_id).exists():
        transaction.on_commit(send_interruptions.enqueue)
    return AskSent.objects.create(
        message_id=sent.message_id,
        ask=ask,
        tribe_id=ask.tribe_id,
        how=audience.how,
        reached=sent.reach.reached,
        price=asdict(price),
    )


def _askable(asker: Person, ask: Ask, people: tuple[int, ...]) -> tuple[int, ...]:
    """Those of the people who permit asks and whom the asker neither asked this by name before, nor has a promise of.

    Whoever is not among the people one can ask is not asked, and it does not show who that was. Whoever said no is
    still among them, and is not shown it again: that they said no is theirs alone.
    """
    permit = Permission.objects.filter(
        holder_id__in=[asker.pk, ask.tribe_id], scope=Scope.ASKS, live=True, giver_id__in=people
    ).values_list("giver_id", flat=True)
    named = {"message__ask_sent__ask": ask, "message__ask_sent__how": How.NAMED}
    reached = Delivery.objects.filter(**named).values_list("recipient_id", flat=True)
    known = {*reached, *_promised(ask)}
    found = tuple(sorted(set(permit) - known))
    if not found:
        raise NotNow(NOBODY)
    return found


def _promised(ask: Ask) -> list[int]:
    """Who promised to help with it, and did not drop it."""
    return list(ask.promises.exclude(state="dropped").values_list("helper_id", flat=True))


def _open_ask(ask_id: int, now: datetime) -> Ask:
    ask = Ask.objects.select_for_update(of=("self",)).select_related("tribe", "by", "topic").filter(pk=ask_id).first()
    if ask is None:
        raise Refused("There is no such ask.")
    if ask.closed_at is not None or ask.expires_at <= now:
        raise NotNow("This ask is not open any more.")
    return ask


def _own_open_ask(asker: Person, ask_id: int, now: datetime) -> Ask:
    ask = _open_ask(ask_id, now)
    if ask.by_id != asker.pk:
        raise Refused("There is no such ask of yours.")
    return ask


def _vouchers(ask: Ask) -> tuple[int, ...]:
    """Who stands behind it, as far as they still belong to the tribe."""
    members = Membership.objects.filter(tribe_id=ask.tribe_id).values("person_id")
    return tuple(ask.vouches.filter(withdrawn_at=None, by_id__in=members).values_list("by_id", flat=True))


def _means(asker_id: int, tribe_id: int, vouchers: tuple[int, ...], member_days: int, now: datetime) -> Means:
    people = {asker_id, *vouchers}
    year = first_id_at(now - timedelta(days=rules.YEAR))
    given = Giving.objects.filter(tribe_id=tribe_id, giver_id__in=people, state=State.COUNTS, pk__gte=year)
    by_person = dict(given.values_list("giver_id").annotate(minutes=Sum("minutes")))
    tallies = Tally.objects.filter(tribe_id=tribe_id, person_id__in=people).values_list("person_id", "open", "ahead")
    own_open, ahead = 0, 0
    for person_id, open_minutes, theirs in tallies:
        own_open += open_minutes if person_id == asker_id else 0
        ahead += theirs
    own = by_person.pop(asker_id, 0)
    return Means(own_open, ahead, sum(by_person.values()), own, member_days)


def _record(tribe_id: int, crowd: bool) -> Record:
    """How asks of this kind went in this tribe so far."""
    how = [How.CROWD, How.URGENT] if crowd else [How.NAMED]
    sums = AskSent.objects.filter(tribe_id=tribe_id, how__in=how).aggregate(to=Sum("reached"), helped=Sum("helped"))
    return Record(sums["to"] or 0, sums["helped"] or 0)


def topic_of(tribe: Tribe, topic_id: int | None) -> Topic | None:
    """A topic that this tribe talks about. Raises NotNow when it is not there any more."""
    if topic_id is None:
        return None
    found = Topic.objects.filter(pk=topic_id, holder_id=tribe.pk, retired_at=None).first()
    if found is None:
        raise NotNow("This topic is not there any more; choose again.")
    return found
