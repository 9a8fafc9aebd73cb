"""Promises between two people: made, kept, thanked, dropped, disputed; each move swaps along an arrow."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.utils import timezone

from folkmoot.favors.models import Ask, AskSent, Declined, Note, Offer, Promise
from folkmoot.favors.rules import promises
from folkmoot.favors.rules.book import What
from folkmoot.favors.rules.promises import Side, State
from folkmoot.favors.rules.sizes import REASON_MAX, FavorError, checked_line, checked_minutes, checked_words
from folkmoot.favors.services.ledger import Line, again_after_deadlock, enter
from folkmoot.favors.services.thanks import move_to_thanked
from folkmoot.favors.services.turns import in_turn
from folkmoot.ids import moment_of
from folkmoot.people.models import Person
from folkmoot.permissions.models import Delivery
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.models import Tribe
from folkmoot.tribes.services import NotNow, Refused

AGREED_WITHIN = timedelta(days=366)
NOTES_MOST = 100


def promise_help(
    helper: Person,
    ask_id: int,
    minutes: int | None = None,
    agreed_at: datetime | None = None,
    words: str = "",
    gift: bool = False,
    now: datetime | None = None,
) -> Promise:
    """Promise to do (a part of) what somebody asks for. Raises Refused, NotNow, FavorError."""
    now = now or timezone.now()
    with transaction.atomic():
        ask = Ask.objects.select_for_update(of=("self",)).select_related("tribe").filter(pk=ask_id).first()
        if ask is None:
            raise Refused("There is no such ask.")
        _members(ask.tribe, helper)
        if ask.by_id == helper.pk:
            raise Refused("You cannot promise yourself a favor.")
        if ask.closed_at is not None or ask.expires_at <= now:
            raise NotNow("This ask is not open any more.")
        if tribes.membership(ask.tribe_id, ask.by_id) is None:
            raise NotNow("Whoever asked has left the tribe.")
        taken = _taken(ask)
        left = None if ask.needed is None else ask.needed * ask.minutes - taken
        if left is not None and left <= 0:
            raise NotNow("Enough people have promised already.")
        minutes = checked_minutes(minutes if minutes is not None else min(ask.minutes, left or ask.minutes))
        if left is not None and minutes > left:
            raise FavorError(f"Only {left} minutes are still needed.")
        if minutes > ask.minutes:  # silence would make a half of it that the asker never asked for
            raise FavorError(f"They ask for {ask.minutes} minutes of each helper; for more, they thank you themselves.")
        made = _make(ask.tribe, helper, ask.by_id, ask.what, minutes, agreed_at, gift, now, ask=ask)
        _count_helper(ask, helper, 1)
        Declined.objects.filter(ask=ask, person=helper).delete()
        _note(made, helper, words, now)
        return made


def take_up(
    receiver: Person,
    offer_id: int,
    minutes: int | None = None,
    agreed_at: datetime | None = None,
    words: str = "",
    now: datetime | None = None,
) -> Promise:
    """Take somebody at their offer: what they offered is promised now. Raises Refused, NotNow, FavorError."""
    now = now or timezone.now()
    with transaction.atomic():
        offer = Offer.objects.select_for_update(of=("self",)).select_related("tribe", "by").filter(pk=offer_id).first()
        if offer is None:
            raise Refused("There is no such offer.")
        _members(offer.tribe, receiver)
        if offer.by_id == receiver.pk:
            raise Refused("This is your own offer.")
        if offer.closed_at is not None or offer.expires_at <= now:
            raise NotNow("This offer is not open any more.")
        if tribes.membership(offer.tribe_id, offer.by_id) is None:
            raise NotNow("Whoever offered it has left the tribe.")
        going = Promise.objects.filter(offer=offer).exclude(state=State.DROPPED)
        if offer.needed is not None and going.count() >= offer.needed:
            raise NotNow("This offer is taken already.")
        if going.filter(receiver=receiver, state__in=promises.OPEN).exists():
            raise NotNow("You have taken this offer up already.")
        minutes = checked_minutes(minutes if minutes is not None else offer.minutes)
        if minutes > offer.minutes:
            raise FavorError(f"They offer {offer.minutes} minutes at most.")
        made = _make(offer.tribe, offer.by, receiver.pk, offer.what, minutes, agreed_at, False, now, offer=offer)
        _note(made, receiver, words, now)
        return made


def say_done(
    helper: Person,
    promise_id: int,
    gift: bool | None = None,
    shared: bool | None = None,
    now: datetime | None = None,
) -> Promise:
    """The helper says that it happened; now it is the receiver's turn.

    ``gift``: nothing is owed for it; what was promised as a gift stays one. ``shared``: False keeps it between the
    two, whatever the receiver says.
    """
    change = {"gift": True} if gift else {}
    if shared is False:
        change["shared"] = False
    return _move(helper, promise_id, State.DONE, now, **change)


@again_after_deadlock
def thank(
    receiver: Person,
    promise_id: int,
    minutes: int | None = None,
    shared: bool | None = None,
    now: datetime | None = None,
) -> Promise:
    """The receiver says that it happened: a favor from now on. ``minutes``, if it was less than was promised.

    ``shared``: False keeps it between the two; the helper may have said so before. Refused, NotNow, FavorError.
    """
    now = now or timezone.now()
    with in_turn():
        if minutes is not None:
            found = own_promise(receiver, promise_id)
            if checked_minutes(minutes) > found.minutes:
                raise FavorError(f"You can thank for {found.minutes} minutes at most; for more, thank them once more.")
        promise = move_to_thanked(receiver.pk, promise_id, minutes, shared, now)
        if promise is None:
            if own_promise(receiver, promise_id).receiver_id != receiver.pk:
                raise Refused("That is for the other one to say.")
            raise NotNow("That was decided in the meantime: look at it again.")
        _enter(promise, receiver.pk, now)
        return promise


def dispute(receiver: Person, promise_id: int, reason: str, now: datetime | None = None) -> Promise:
    """The receiver says that it did not happen, or not so. Seen by the two; it is the helper's turn."""
    reason = checked_line(reason, "what went differently", REASON_MAX)
    return _move(receiver, promise_id, State.DISPUTED, now, reason=reason)


def drop(person: Person, promise_id: int, reason: str = "", now: datetime | None = None) -> Promise:
    """Either side lets it go: easy early; less than 24 hours before the agreed time it is noticed, by the two."""
    now = now or timezone.now()
    with transaction.atomic():
        found = own_promise(person, promise_id)
        # What was done and disputed is let go after its time: nobody was left waiting for it.
        late = found.done_at is None and promises.is_late(found.agreed_at, now)
        reason = checked_line(reason, "why", REASON_MAX) if reason.strip() else found.reason
        dropped = _move(
            person, promise_id, State.DROPPED, now, dropped_by_id=person.pk, dropped_late=late, reason=reason
        )
        _uncount(dropped)
        return dropped


def agree_on(person: Person, promise_id: int, agreed_at: datetime | None, now: datetime | None = None) -> Promise:
    """Set, change or clear the time; either side may, while it is promised. Raises Refused, NotNow, FavorError."""
    now = now or timezone.now()
    _checked_time(agreed_at, now)
    found = own_promise(person, promise_id)
    changed = Promise.objects.filter(pk=found.pk, state=State.PROMISED).update(
        agreed_at=agreed_at, retimed_at=now, reminded=0
    )
    if not changed:
        raise NotNow("It is done already, or dropped.")
    found.refresh_from_db()
    return found


def write_note(person: Person, promise_id: int, text: str, now: datetime | None = None) -> Note:
    """A word to the other one, about this promise. Raises Refused, NotNow, FavorError."""
    found = own_promise(person, promise_id)
    text = checked_words(text, 1000)
    if not text:
        raise FavorError("Write a few words first.")
    if Note.objects.filter(promise=found).count() >= NOTES_MOST:
        raise NotNow("There are many notes here already; talk on the floor, or meet.")
    return Note.objects.create(promise=found, by=person, text=text, at=now or timezone.now())


@again_after_deadlock
def thank_unasked(
    receiver: Person,
    tribe: Tribe,
    giver: Person,
    what: str,
    minutes: int,
    shared: bool = True,
    done_at: datetime | None = None,
    now: datetime | None = None,
) -> int:
    """Thank somebody for a favor that nobody asked for; the favor's id. Raises Refused, NotNow, FavorError."""
    now = now or timezone.now()
    what = checked_line(what)
    if done_at is not None and done_at > now:
        raise FavorError("It cannot have happened in the future.")
    if giver.pk == receiver.pk:
        raise Refused("Nobody does themselves a favor.")
    _members(tribe, receiver)
    if tribes.membership(tribe.pk, giver.pk) is None:
        raise Refused("They do not belong to this tribe.")
    line = Line(
        tribe_id=tribe.pk,
        what=What.FAVOR,
        by_id=receiver.pk,
        giver_id=giver.pk,
        receiver_id=receiver.pk,
        minutes=checked_minutes(minutes),
        shared=shared,
        words=what,
        done_at=done_at or now,
    )
    return enter(line, now)


@again_after_deadlock
def let_stand(promise_id: int, now: datetime) -> bool:
    """Done, and no word for 14 days: it counts as thanked. Whether it does now; running it again changes nothing."""
    with transaction.atomic():
        moved = _by_time(promise_id, State.STANDS, {"done_at__lte": now - promises.STANDS_AFTER}, now, shared=False)
        if moved is not None:
            _enter(moved, None, now)
        return moved is not None


def let_lapse(promise_id: int, now: datetime) -> bool:
    """Promised, and nobody's word for a month after it was due: it is dropped, and nobody did it."""
    with transaction.atomic():
        promise = Promise.objects.filter(pk=promise_id).first()
        if promise is None or promise.due_at + promises.FORGOTTEN_AFTER > now:
            return False
        moved = _by_time(promise_id, State.DROPPED, {"agreed_at": promise.agreed_at}, now)
        if moved is not None:
            _uncount(moved)
        return moved is not None


def own_promise(person: Person, promise_id: int) -> Promise:
    """A promise in which this person is one of the two. Raises Refused."""
    found = Promise.objects.filter(pk=promise_id).first()
    if found is None or found.side_of(person) is None:
        raise Refused("You have no such promise.")
    return found


def _move(person: Person, promise_id: int, end: State, now: datetime | None, **change: object) -> Promise:
    """Move a promise along an arrow that this person's side has. Raises Refused, NotNow."""
    now = now or timezone.now()
    found = own_promise(person, promise_id)
    side = found.side_of(person)
    starts = promises.starts_of(end, side) if side is not None else []
    if not starts:
        raise Refused("That is for the other one to say.")
    if end == State.DONE:
        change["done_at"] = now
    elif end in promises.KEPT:
        change["done_at"] = found.done_at or now
    if end not in promises.OPEN:
        change["ended_at"] = now
    moved = Promise.objects.filter(pk=found.pk, state__in=starts).update(state=end, reminded=0, **change)
    if not moved:
        raise NotNow("That was decided in the meantime: look at it again.")
    found.refresh_from_db()
    return found


def _by_time(
    promise_id: int, end: State, condition: dict[str, object], now: datetime, **change: object
) -> Promise | None:
    starts = promises.starts_of(end, Side.TIME)
    moved = Promise.objects.filter(pk=promise_id, state__in=starts, **condition).update(
        state=end, ended_at=now, **change
    )
    return Promise.objects.get(pk=promise_id) if moved else None


def _enter(promise: Promise, by_id: int | None, now: datetime) -> None:
    line = Line(
        tribe_id=promise.tribe_id,
        what=What.FAVOR,
        by_id=by_id,
        giver_id=promise.helper_id,
        receiver_id=promise.receiver_id,
        minutes=promise.minutes,
        gift=promise.gift,
        shared=promise.shared,
        promise_id=promise.pk,
        words=promise.what,
        done_at=promise.done_at,
    )
    enter(line, now)


def _make(
    tribe: Tribe,
    helper: Person,
    receiver_id: int,
    what: str,
    minutes: int,
    agreed_at: datetime | None,
    gift: bool,
    now: datetime,
    ask: Ask | None = None,
    offer: Offer | None = None,
) -> Promise:
    _checked_time(agreed_at, now)
    try:
        with transaction.atomic():
            return Promise.objects.create(
                tribe=tribe,
                helper=helper,
                receiver_id=receiver_id,
                ask=ask,
                offer=offer,
                what=what,
                minutes=minutes,
                agreed_at=agreed_at,
                gift=gift,
                promised_at=now,
            )
    except IntegrityError:
        raise NotNow("You have promised this already.") from None


def _checked_time(agreed_at: datetime | None, now: datetime) -> None:
    if agreed_at is not None and not now - timedelta(days=1) <= agreed_at <= now + AGREED_WITHIN:
        raise FavorError("Choose a time from today on, within a year.")


def _taken(ask: Ask) -> int:
    """Minutes of an ask that are promised or done."""
    going = Promise.objects.filter(ask=ask).exclude(state=State.DROPPED)
    return going.aggregate(total=Sum("minutes"))["total"] or 0


def _count_helper(ask: Ask, helper: Person, by: int, promised_at: datetime | None = None) -> None:
    """The tribe's own record of how asks go: count whoever helps under the sending that reached them.

    ``promised_at``: when they promised, now that they do not help after all; what reached them later counted nothing.
    """
    reached = Delivery.objects.filter(recipient=helper, message_id__in=AskSent.objects.filter(ask=ask).values("pk"))
    first = reached.order_by("message_id").values_list("message_id", flat=True).first()
    if first is not None and (promised_at is None or moment_of(first) <= promised_at):
        AskSent.objects.filter(pk=first).update(helped=F("helped") + by)


def _uncount(promise: Promise) -> None:
    if promise.ask is not None:
        _count_helper(promise.ask, promise.helper, -1, promise.promised_at)


def _note(promise: Promise, by: Person, words: str, now: datetime) -> None:
    words = checked_words(words, 1000)
    if words:
        Note.objects.create(promise=promise, by=by, text=words, at=now)


def _members(tribe: Tribe, person: Person) -> None:
    if tribes.membership(tribe.pk, person.pk) is None:
        raise Refused("Only members of this tribe do that.")
