"""Reading tribes: each 'may I see this' has its twin 'which may I see'."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from folkmoot.people.models import Person, TokenBucket
from folkmoot.people.rules import Bucket, take, wait
from folkmoot.tribes import rules
from folkmoot.tribes.lists import normalize_mail
from folkmoot.tribes.models import Ban, Invitation, JoinRequest, Membership, NeverAgain, PeopleList, Tribe
from folkmoot.tribes.tokens import read_token

LEADER = Membership.Role.LEADER
_AT_ONCE = 500  # values in one IN


def tribes_of(person: Person) -> list[Tribe]:
    """The tribes someone belongs to, by name."""
    return list(Tribe.objects.filter(memberships__person=person).order_by("name"))


def tribe_ids_of(person_id: int) -> list[int]:
    """The ids of the tribes someone belongs to."""
    return list(Membership.objects.filter(person_id=person_id).values_list("tribe_id", flat=True))


def membership(tribe_id: int, person_id: int) -> Membership | None:
    """Someone's place in a tribe, if they belong to it."""
    return Membership.objects.filter(tribe_id=tribe_id, person_id=person_id).first()


def is_leader(tribe_id: int, person_id: int) -> bool:
    """Whether someone leads a tribe."""
    return Membership.objects.filter(tribe_id=tribe_id, person_id=person_id, role=LEADER).exists()


def is_banned(tribe_id: int, person_id: int) -> bool:
    """Whether someone may not come back."""
    return Ban.objects.filter(tribe_id=tribe_id, person_id=person_id).exists()


def visible_tribes(person: Person | None) -> QuerySet[Tribe]:
    """The tribes whose name, idea and charter someone may read: all but those by invitation, and their own."""
    seen = ~Q(joining=Tribe.Joining.INVITATION)
    if person is None:
        return Tribe.objects.filter(seen)
    return Tribe.objects.filter(seen | Q(pk__in=tribe_ids_of(person.pk)))


def may_see_tribe(tribe: Tribe, person: Person | None) -> bool:
    """Twin of ``visible_tribes``."""
    if tribe.joining != Tribe.Joining.INVITATION:
        return True
    return person is not None and membership(tribe.pk, person.pk) is not None


def may_read_floor(tribe: Tribe, person: Person | None) -> bool:
    """Members always; anyone signed in where the floor is open, unless they are banned."""
    if person is None:
        return False
    if membership(tribe.pk, person.pk) is not None:
        return True
    return tribe.floor_is_open and may_see_tribe(tribe, person) and not is_banned(tribe.pk, person.pk)


def readable_floors(person: Person) -> Q:
    """Twin of ``may_read_floor``, as a condition on the ``tribe`` of a post."""
    banned = Ban.objects.filter(person=person).values("tribe_id")
    hidden = Q(tribe__joining=Tribe.Joining.INVITATION) | Q(tribe_id__in=banned)
    return Q(tribe_id__in=tribe_ids_of(person.pk)) | (Q(tribe__floor_is_open=True) & ~hidden)


def members(tribe: Tribe, words: str = "") -> QuerySet[Membership]:
    """Who belongs to a tribe, leaders first, then by when they came; of those called so, where words are given."""
    found = tribe.memberships.select_related("person").order_by("role", "joined_at", "person_id")
    if words:
        found = found.filter(Q(person__display_name__icontains=words) | Q(person__name__icontains=words))
    return found


def invitation_by_id(invitation_id: int) -> Invitation | None:
    """An invitation with its tribe."""
    return Invitation.objects.select_related("tribe", "by").filter(pk=invitation_id).first()


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation that this key was made for; None for a key that was not made here."""
    invitation_id = read_token(token)
    return None if invitation_id is None else invitation_by_id(invitation_id)


# --- pages of a tribe -------------------------------------------------------------------------------


def listed_tribes(person: Person | None, words: str = "") -> QuerySet[Tribe]:
    """Tribes that may be seen but are not one's own, by name, each with ``member_count``."""
    found = visible_tribes(person)
    if person is not None:
        found = found.exclude(pk__in=tribe_ids_of(person.pk))
    if words:
        found = found.filter(Q(name__icontains=words) | Q(idea__icontains=words))
    return found.annotate(member_count=_counted(Membership)).order_by("name", "pk")


def memberships_of(person: Person) -> QuerySet[Membership]:
    """Somebody's places in tribes, by the tribe's name, each with ``member_count``."""
    return (
        Membership.objects.filter(person=person)
        .select_related("tribe")
        .annotate(member_count=_counted(Membership, "tribe_id"))
        .order_by("tribe__name", "tribe_id")
    )


def _counted(model: type[Membership], of: str = "pk") -> Coalesce:
    """How many rows of ``model`` a tribe has, as a subquery: counting over a join would multiply rows."""
    rows = model.objects.filter(tribe_id=OuterRef(of)).order_by().values("tribe_id")
    return Coalesce(Subquery(rows.annotate(n=Count("*")).values("n")), 0)


def leaders(tribe: Tribe) -> list[Person]:
    """Who leads a tribe, by when they came."""
    places = tribe.memberships.filter(role=LEADER).select_related("person").order_by("joined_at", "person_id")
    return [place.person for place in places]


def member_count(tribe: Tribe) -> int:
    """How many belong to a tribe."""
    return tribe.memberships.count()


def bans(tribe: Tribe) -> QuerySet[Ban]:
    """To whom the door is closed, newest first."""
    return tribe.bans.select_related("person", "by").order_by("-at")


def waiting_requests(tribe: Tribe) -> QuerySet[JoinRequest]:
    """Who asks to join and waits for an answer, longest waiting first."""
    return tribe.join_requests.filter(state="waiting").select_related("person").order_by("asked_at", "pk")


def own_request(tribe: Tribe, person: Person) -> JoinRequest | None:
    """Somebody's request that waits for an answer."""
    return tribe.join_requests.filter(person=person, state="waiting").first()


# --- lists and invitations --------------------------------------------------------------------------


@dataclass(frozen=True)
class OnList:
    """Someone on a list that was brought. ``mark``: new, here (a member already) or before (invited before)."""

    line: int
    name: str
    address: str
    kind: str
    source: str
    mark: str


@dataclass(frozen=True)
class ListPreview:
    """What would come of a list now."""

    people: list[OnList]
    unreadable: list[tuple[int, str, str]]  # line, what stands there, why it is not understood
    repeated: int
    not_invited: int  # said no: to the list's owner, or to this server; who and which is nobody's business
    to_invite: list[OnList]

    def count(self, mark: str) -> int:
        """How many people have this mark."""
        return sum(person.mark == mark for person in self.people)

    @property
    def mails(self) -> int:
        """How many invitations would go out by e-mail."""
        return sum(person.kind == Invitation.Kind.MAIL for person in self.to_invite)

    @property
    def by_hand(self) -> int:
        """How many invitations would be links to pass on."""
        return len(self.to_invite) - self.mails


def own_list(tribe: Tribe, person: Person, list_id: int) -> PeopleList | None:
    """A list that this person brought to this tribe; other people's are nobody else's to read."""
    return PeopleList.objects.select_related("tribe").filter(pk=list_id, tribe=tribe, by=person).first()


def open_lists(tribe: Tribe, person: Person) -> QuerySet[PeopleList]:
    """The lists that this person brought and has neither confirmed nor dropped, newest first."""
    return PeopleList.objects.filter(tribe=tribe, by=person, state="read").defer("reading").order_by("-pk")


def preview_of(people_list: PeopleList) -> ListPreview:
    """What a list that was read would come to now.

    Whether somebody who does not belong to the tribe has an account here does not show in it.
    """
    reading = people_list.reading
    here = _addresses_of_members(people_list.tribe_id)
    before = set(Invitation.objects.filter(tribe_id=people_list.tribe_id).values_list("address", flat=True))
    people: list[OnList] = []
    seen: set[str] = set()
    repeated = reading.get("repeated", 0)
    for line, name, address, kind, source in reading.get("entries", []):
        if address in seen:  # the same account as a handle and as an e-mail address
            repeated += 1
            continue
        seen.add(address)
        is_here = kind == Invitation.Kind.MAIL and address in here
        mark = "here" if is_here else "before" if address in before else "new"
        people.append(OnList(line, name, address, kind, source, mark))
    new = [person for person in people if person.mark == "new"]
    never = _said_never([person.address for person in new])
    return ListPreview(
        people=people,
        unreadable=[(line, text, why) for line, text, why in reading.get("unreadable", [])],
        repeated=repeated,
        not_invited=reading.get("left_out", 0) + len(never),
        to_invite=[person for person in new if person.address not in never],
    )


def _addresses_of_members(tribe_id: int) -> set[str]:
    members_ = Membership.objects.filter(tribe_id=tribe_id)
    first = members_.exclude(person__email=None).values_list("person__email", flat=True)
    more = EmailAddress.objects.filter(user_id__in=members_.values("person_id"), verified=True)
    found = set()
    for address in {*first, *more.values_list("email", flat=True)}:
        with suppress(ValueError):
            found.add(normalize_mail(address))
    return found


def _said_never(addresses: list[str]) -> set[str]:
    """Those of the addresses whose owner said 'never again'."""
    by_digest = {rules.address_digest(address): address for address in addresses}
    digests = list(by_digest)
    found: set[str] = set()
    for start in range(0, len(digests), _AT_ONCE):
        some = NeverAgain.objects.filter(pk__in=digests[start : start + _AT_ONCE])
        found.update(by_digest[digest] for digest in some.values_list("pk", flat=True))
    return found


def said_never(invitation: Invitation) -> bool:
    """Whether the owner of this invitation's address wants no more invitations from here."""
    return bool(_said_never([invitation.address]))


@dataclass
class Progress:
    """How far a tribe's invitations are: how many in each state, and in the lists that are being mailed now."""

    states: dict[str, int] = field(default_factory=lambda: dict.fromkeys(rules.INVITATION_STATES, 0))
    maybe: int = 0  # of those in 'sending': cut short, so that they may have been sent
    done: int = 0  # mails that need nothing more, out of ``total``
    total: int = 0
    last_at: datetime | None = None  # when a mail last went out, or an invitation was last made

    @property
    def under_way(self) -> int:
        """Mails that are still to go out, or going out."""
        return self.states["waiting"] + self.states["sending"] - self.maybe

    @property
    def all(self) -> int:
        """Everybody who was ever invited."""
        return sum(self.states.values())


def progress(tribe: Tribe, now: datetime) -> Progress:
    """One query, whatever the number of invitations."""
    rows = (
        Invitation.objects.filter(tribe=tribe)
        .values("people_list_id", "kind", "state")
        .annotate(n=Count("pk"), stale=Count("pk", filter=_cut_short(now)), made=Max("made_at"), sent=Max("sent_at"))
    )
    found = Progress()
    mails: dict[int | None, list[tuple[int, int]]] = {}  # list -> (still to come, all) of each state
    for row in rows:
        state, n, cut_short = row["state"], row["n"], row["stale"]
        found.states[state] += n
        found.maybe += cut_short
        moments = [moment for moment in (row["made"], row["sent"], found.last_at) if moment is not None]
        found.last_at = max(moments, default=None)
        if row["kind"] == Invitation.Kind.MAIL and state != "withdrawn":
            to_come = n if state == "waiting" else n - cut_short if state == "sending" else 0
            mails.setdefault(row["people_list_id"], []).append((to_come, n))
    for counted in mails.values():
        to_come, of = (sum(column) for column in zip(*counted, strict=True))
        if to_come:
            found.done += of - to_come
            found.total += of
    return found


def invitations_of(tribe: Tribe, state: str = "", words: str = "", now: datetime | None = None) -> QuerySet[Invitation]:
    """A tribe's invitations, newest first; of one state and with these words in name or address where given.

    With ``now``, those in 'sending' are told apart: 'maybe' are the ones that were cut short.
    """
    found = Invitation.objects.filter(tribe=tribe).order_by("-pk")
    if state and now is not None and state in {"sending", "maybe"}:
        cut_short = _cut_short(now)
        found = found.filter(cut_short if state == "maybe" else Q(state="sending") & ~cut_short)
    elif state:
        found = found.filter(state=state)
    if words:
        found = found.filter(Q(address__icontains=words) | Q(called__icontains=words))
    return found


def _cut_short(now: datetime) -> Q:
    """Twin of ``rules.may_have_been_sent``."""
    return Q(state="sending") & (Q(sent_at=None) | Q(sent_at__lte=now - rules.SENDING_TAKES))


def mails_waiting(tribe: Tribe) -> int:
    """How many invitations by e-mail have not been begun yet."""
    return Invitation.objects.filter(tribe=tribe, state="waiting", kind=Invitation.Kind.MAIL).count()


def mails_again_at(tribe_id: int, now: datetime) -> datetime | None:
    """When this tribe may send a mail again, where it has sent its share; None when it may now."""
    row = TokenBucket.objects.filter(pk=rules.mails_key(tribe_id)).first()
    if row is None:
        return None
    left, granted = take(rules.MAILS, Bucket(row.tokens, row.filled_at), now)
    return None if granted else now + wait(rules.MAILS, left)
