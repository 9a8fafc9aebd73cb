"""Reading the ledger: one's own halves and standing, favors that one may read of, and the tribe's totals.

Who owes whom is seen by those two alone. Nothing here answers with other people's open halves, and there is no
list of them: the tribe's totals are sums.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import BigIntegerField, Count, Exists, ExpressionWrapper, F, Min, OuterRef, Q, QuerySet, Sum

from folkmoot.favors.models import Ask, Claim, Entry, Giving, Settlement, Tally
from folkmoot.favors.rules import standing as rules
from folkmoot.favors.rules.book import DAY_MS, State, What
from folkmoot.favors.rules.contract import Contract
from folkmoot.favors.rules.standing import Standing
from folkmoot.favors.selectors.contract import contract_at
from folkmoot.ids import SHIFT, first_id_at, moment_of
from folkmoot.people.models import Person
from folkmoot.tribes.models import Membership, Tribe

SHOWN = 12  # halves on a page, and favors given
REASONS = 6  # halves that explain a standing
COUNTED = 200  # of more than these nobody needs the number
CIRCLE_MOST = 8  # people; a chain that comes back later than that is told as passed on


# --- standing ---------------------------------------------------------------------------------------
def standing_of(person_id: int, tribe_id: int, now: datetime, contract: Contract | None = None) -> Standing:
    """Somebody's standing in a tribe: three queries, however much they owe. To be shown to whom the design says."""
    contract = contract or contract_at(tribe_id, now)
    open_minutes = Tally.objects.filter(tribe_id=tribe_id, person_id=person_id).values_list("open", flat=True).first()
    return _standing(person_id, tribe_id, open_minutes or 0, contract, now)


def _standing(person_id: int, tribe_id: int, open_minutes: int, contract: Contract, now: datetime) -> Standing:
    oldest = None
    if open_minutes:
        own = Claim.objects.filter(tribe_id=tribe_id, debtor_id=person_id, open__gt=0)
        since = own.aggregate(since=Min("since"))["since"]
        oldest = None if since is None else moment_of(since << SHIFT)
    return rules.standing(open_minutes, oldest, contract, now)


def in_good_standing(person_id: int, tribe_id: int, now: datetime) -> bool:
    """Whether somebody may push an ask, or vouch for one."""
    return standing_of(person_id, tribe_id, now).is_good


@dataclass(frozen=True)
class Half:
    """A favor that somebody received, as far as it is open."""

    claim: Claim
    favor: Entry
    creditor: Person
    too_old: bool
    settled_by: list["Part"] = field(default_factory=list)

    @property
    def open(self) -> int:
        """Minutes."""
        return self.claim.open


@dataclass(frozen=True)
class Part:
    """Minutes of a half that a favor settled. ``kind``: direct, circle or forward."""

    favor: Entry
    minutes: int
    kind: str


@dataclass(frozen=True)
class Halves:
    """What somebody received and gave in a tribe; only they read it."""

    standing: Standing
    contract: Contract
    tally: Tally | None
    open: list[Half]  # oldest first, at most SHOWN
    open_count: int  # COUNTED + 1 where there are more
    given: list[Entry]  # newest first, at most SHOWN
    more_given: bool


def my_halves(person: Person, tribe: Tribe, now: datetime) -> Halves:
    """What this person has received and not yet returned, oldest first, and what they gave: eight queries at most,
    and no more rows for somebody with ten thousand favors than a page has room for.
    """
    contract = contract_at(tribe.pk, now)
    tally = Tally.objects.filter(tribe=tribe, person=person).first()
    standing = _standing(person.pk, tribe.pk, 0 if tally is None else tally.open, contract, now)
    own = Claim.objects.filter(tribe=tribe, debtor=person, open__gt=0)
    claims = list(own.select_related("favor", "creditor").order_by("id")[:SHOWN])
    open_count = len(claims) if len(claims) < SHOWN else own[: COUNTED + 1].count()
    halves = [
        Half(claim, claim.favor, claim.creditor, rules.is_too_old(claim.since_at, contract, now)) for claim in claims
    ]
    given = Giving.objects.filter(tribe=tribe, giver=person, state=State.COUNTS)
    ids = list(given.order_by("-id").values_list("id", flat=True)[: SHOWN + 1])
    favors = list(Entry.objects.filter(pk__in=ids[:SHOWN]).select_related("receiver").order_by("-id"))
    return Halves(standing, contract, tally, halves, open_count, favors, len(ids) > SHOWN)


def late_halves(person: Person, tribe: Tribe, halves: Halves, now: datetime) -> tuple[list[Half], int]:
    """Those of this person's open halves that outlasted the tribe's patience, longest first, and how many there are
    (COUNTED + 1 where there are more).

    At most ``REASONS`` of them; no query where all open halves are known, two otherwise.
    """
    if halves.open_count == len(halves.open):
        late = sorted((half for half in halves.open if half.too_old), key=lambda half: half.claim.since)
        return late[:REASONS], len(late)
    before = first_id_at(now - timedelta(days=halves.contract.patience)) >> SHIFT
    rows = Claim.objects.filter(tribe=tribe, debtor=person, open__gt=0, since__lt=before)
    found = rows.select_related("favor", "creditor").order_by("since")[:REASONS]
    return [Half(claim, claim.favor, claim.creditor, True) for claim in found], rows[: COUNTED + 1].count()


def received_halves(person: Person, tribe: Tribe, before: int | None = None, count: int = SHOWN) -> list[Half]:
    """Everything this person received in a tribe, newest first, with what settled it: four queries."""
    own = Claim.objects.filter(tribe=tribe, debtor=person)
    if before is not None:
        own = own.filter(pk__lt=before)
    claims = list(own.select_related("favor", "creditor").order_by("-id")[:count])
    parts = parts_of([claim.pk for claim in claims])
    return [Half(claim, claim.favor, claim.creditor, False, parts.get(claim.pk, [])) for claim in claims]


def parts_of(claim_ids: Iterable[int]) -> dict[int, list[Part]]:
    """What settled these claims, by claim, with its kind: two queries."""
    rows = list(
        Settlement.objects.filter(claim_id__in=list(claim_ids)).select_related("favor__receiver").order_by("favor_id")
    )
    back = _came_back(rows)
    found: dict[int, list[Part]] = {}
    for row in rows:
        kind = "direct" if row.direct else "circle" if (row.claim_id, row.favor_id) in back else "forward"
        found.setdefault(row.claim_id, []).append(Part(row.favor, row.minutes, kind))
    return found


def _came_back(rows: list[Settlement]) -> set[tuple[int, int]]:
    """Those settlements whose chain came back to the one who did the favor: (claim, favor).

    From the favor that settled the claim, along what settled that favor's own claim, and so on, until somebody in
    the chain gave to the one it began with, or ``CIRCLE_MOST`` people took part.
    """
    passed_on = [(row.claim_id, row.favor_id) for row in rows if not row.direct]
    if not passed_on:
        return set()
    # As values and not as a union: SQLite takes a union of 500 parts at most, and a half may be returned in more.
    begun = ", ".join(["(%s, %s)"] * len(passed_on))
    sql = (
        f"WITH RECURSIVE begun(claim, favor) AS (VALUES {begun}), chain(claim, first, favor, step) AS ("
        "SELECT CAST(claim AS bigint), CAST(favor AS bigint), CAST(favor AS bigint), 1 FROM begun"
        " UNION SELECT chain.claim, chain.first, s.favor_id, chain.step + 1 FROM chain"
        " JOIN favors_claim c ON c.favor_id = chain.favor JOIN favors_settlement s ON s.claim_id = c.id"
        f" WHERE chain.step < {CIRCLE_MOST})"
        " SELECT DISTINCT chain.claim, chain.first FROM chain JOIN favors_claim opened ON opened.id = chain.claim"
        " JOIN favors_giving g ON g.id = chain.favor WHERE g.receiver_id = opened.creditor_id"
    )
    params = [value for pair in passed_on for value in pair]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return {(claim, favor) for claim, favor in cursor.fetchall()}


# --- favors -----------------------------------------------------------------------------------------
def favors_seen_by(person: Person, tribe_id: int) -> QuerySet[Entry]:
    """Favors of a tribe that this person may read of: their own, and, for members, those that are shared."""
    own = Q(giver=person) | Q(receiver=person)
    if Membership.objects.filter(tribe_id=tribe_id, person=person).exists():
        own |= Q(shared=True)
    return Entry.objects.filter(own, tribe_id=tribe_id, what=What.FAVOR).select_related("giver", "receiver")


def shared_favors(tribe: Tribe, before: int | None, count: int) -> list[Entry]:
    """Favors of a tribe that its members may read of and that count, the newest first: one query."""
    rows = all_shared_favors(tribe)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.select_related("giver", "receiver").order_by("-id")[:count])


def all_shared_favors(tribe: Tribe) -> QuerySet[Entry]:
    """Every favor of a tribe that its members may read of and that counts."""
    counts = Giving.objects.filter(pk=OuterRef("pk"), state=State.COUNTS)
    return Entry.objects.filter(Exists(counts), tribe=tribe, what=What.FAVOR, shared=True)


def favor_for(person: Person, favor_id: int) -> Entry | None:
    """Twin of ``favors_seen_by``: a favor with its tribe, if this person may read of it."""
    found = Entry.objects.filter(pk=favor_id, what=What.FAVOR).select_related("giver", "receiver", "tribe").first()
    if found is None:
        return None
    if person.pk in (found.giver_id, found.receiver_id):
        return found
    member = Membership.objects.filter(tribe_id=found.tribe_id, person=person).exists()
    return found if found.shared and member else None


def state_of(favor_id: int) -> State:
    """Whether a favor counts, is held, or is out."""
    found = Giving.objects.filter(pk=favor_id).values_list("state", flat=True).first()
    return State.OUT if found is None else State(found)


def claim_of(person: Person, favor_id: int) -> Claim | None:
    """The half that a favor opened, for the two whom it is between."""
    own = Claim.objects.filter(Q(debtor=person) | Q(creditor=person), pk=favor_id)
    return own.select_related("debtor", "creditor", "favor__tribe").first()


def own_claims_of(person: Person, favor: Entry) -> list[Claim]:
    """The halves that a favor led to, also by vouching, of which this person is one of the two; oldest first."""
    own = Claim.objects.filter(Q(debtor=person) | Q(creditor=person), favor=favor)
    return list(own.select_related("debtor", "creditor").order_by("id"))


def history_of(favor: Entry) -> list[Entry]:
    """What was entered about a favor since: objections, decisions, reversals, oldest first.

    Forgivings and vouches that came due are between the two, and are not in it.
    """
    told = [What.OBJECTION, What.DISMISSED, What.UPHELD, What.REVERSAL]
    return list(Entry.objects.filter(about=favor, what__in=told).select_related("by", "about").order_by("id"))


def forgivings_of(favor: Entry) -> list[Entry]:
    """What of it was forgiven, oldest first; for the two."""
    return list(Entry.objects.filter(about=favor, what=What.FORGIVING).select_related("by").order_by("id"))


def open_objections(tribe: Tribe) -> list[Entry]:
    """Objections that wait for a leader, oldest first, with the favor each is about."""
    held = Giving.objects.filter(tribe=tribe, state=State.HELD).values("id")
    rows = Entry.objects.filter(tribe=tribe, what=What.OBJECTION, about_id__in=held).order_by("id")
    newest = {row.about_id: row for row in rows.select_related("by", "about__giver", "about__receiver")}
    return sorted(newest.values(), key=lambda row: row.pk)


def reasons_the_tribe_sees(tribe: Tribe, count: int = SHOWN) -> list[Entry]:
    """What leaders entered with a reason that the tribe sees: decisions, reversals, forgivings. Newest first."""
    leaders = [What.DISMISSED, What.UPHELD, What.REVERSAL, What.FORGIVING]
    rows = Entry.objects.filter(tribe=tribe, what__in=leaders).exclude(words="")
    between_the_two = Q(by=F("about__giver")) | Q(by=F("about__receiver"))
    return list(rows.exclude(between_the_two).select_related("by", "about").order_by("-id")[:count])


# --- totals -----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Totals:
    """What a tribe reads of its own favors: sums, never people."""

    favors: int
    minutes: int  # given, which is received
    people: int  # who gave or received
    claims: int  # halves that were opened
    closed: int  # of these, closed
    in_time: int  # ... within the contract's patience
    due: int  # closed, or open for longer than patience: what 'in time' is a share of
    settled_minutes: int
    forward_minutes: int  # ... of which to somebody else than the one who did it for them
    median_days: float | None  # until a half was closed
    steered: int  # asks that would have been asymmetric mass asks and were not pushed
    helped: int = 0  # people who received something
    passed_on: int = 0  # ... of whom somebody else than the one who did it for them got something back

    @property
    def in_time_share(self) -> float | None:
        """Of the halves that are closed or overdue, how many were closed in time."""
        return self.in_time / self.due if self.due else None

    @property
    def passed_on_share(self) -> float | None:
        """Of the people who were helped, the share who passed something on."""
        return self.passed_on / self.helped if self.helped else None

    @property
    def forward_share(self) -> float | None:
        """Of the minutes that were returned, the share that was passed on."""
        return self.forward_minutes / self.settled_minutes if self.settled_minutes else None


def totals(tribe: Tribe, now: datetime, days: int | None = None) -> Totals:
    """The tribe's sums, of everything or of the favors of the last ``days``."""
    after = 0 if days is None else first_id_at(now - timedelta(days=days))
    contract = contract_at(tribe.pk, now)
    given = Giving.objects.filter(tribe=tribe, state=State.COUNTS, pk__gte=after)
    sums = given.aggregate(minutes=Sum("minutes"))
    favors = given.count()
    people = given.values("giver_id").union(given.values("receiver_id")).count()
    claims = Claim.objects.filter(tribe=tribe, held=False, pk__gte=after)
    patience = contract.patience * DAY_MS
    now_ms = first_id_at(now) >> SHIFT
    done = claims.filter(open=0, closed__isnull=False).annotate(
        # Said outright: Django takes the difference for a small integer, which patience in milliseconds is not.
        took=ExpressionWrapper(F("closed") - F("since"), output_field=BigIntegerField())
    )
    counted = done.aggregate(closed=Count("pk"), in_time=Count("pk", filter=Q(took__lte=patience)))
    overdue = claims.filter(open__gt=0, since__lt=now_ms - patience).count()
    parts = Settlement.objects.filter(claim__tribe=tribe, claim_id__gte=after)
    settled = parts.aggregate(all=Sum("minutes"), forward=Sum("minutes", filter=Q(direct=False)))
    return Totals(
        favors=favors,
        minutes=sums["minutes"] or 0,
        people=people,
        claims=claims.count(),
        closed=counted["closed"],
        in_time=counted["in_time"],
        due=counted["closed"] + overdue,
        settled_minutes=settled["all"] or 0,
        forward_minutes=settled["forward"] or 0,
        median_days=_median_days(done.order_by("took").values_list("took", flat=True), counted["closed"]),
        steered=Ask.objects.filter(tribe=tribe, steered=True, pk__gte=after).count(),
        helped=given.values("receiver_id").distinct().count(),
        passed_on=parts.filter(direct=False).values("debtor_id").distinct().count(),
    )


def _median_days(in_order: QuerySet[Claim, int], count: int) -> float | None:
    """The middle of so many spans of milliseconds, in days; None of none."""
    if not count:
        return None
    middle = list(in_order[(count - 1) // 2 : count // 2 + 1])
    return sum(middle) / len(middle) / DAY_MS
