"""What a tribe reads of its favors: totals, its contract, objections that wait; and how one wants to be reminded."""

from datetime import date
from typing import Annotated, Literal

from django.utils import timezone
from ninja import Router
from pydantic import Field

from folkmoot.favors.api.doors import tribe_of_mine
from folkmoot.favors.api.ledger import FavorOut, favor_out
from folkmoot.favors.models import ContractVersion, Entry, FavorSettings
from folkmoot.favors.rules import contract as rules
from folkmoot.favors.rules.book import What
from folkmoot.favors.rules.journey import TOLD_FROM
from folkmoot.favors.rules.sizes import REASON_MAX, WORDS_MAX
from folkmoot.favors.selectors import contract as contracts
from folkmoot.favors.selectors import ledger
from folkmoot.favors.services.contract import change_contract, withdraw_change
from folkmoot.favors.services.wishes import change_settings, settings_of
from folkmoot.people.api_kit import (
    Asked,
    Before,
    IdOut,
    In,
    Limit,
    MomentOut,
    Out,
    Page,
    PathId,
    PersonRef,
    Slug,
    Text,
    by_id,
    me,
    not_found,
    one_of,
    person_ref,
    reads,
    writes,
)
from folkmoot.tribes.api.doors import led_tribe

router = Router()
Of = Annotated[Literal["all", "year"], Field(description="Everything, or the favors of the last 365 days.")]
Patience = Annotated[int, Field(ge=rules.PATIENCE_RANGE[0], le=rules.PATIENCE_RANGE[1], description="Days.")]
Allowance = Annotated[int, Field(ge=rules.ALLOWANCE_RANGE[0], le=rules.ALLOWANCE_RANGE[1], description="Minutes.")]
Crowd = Annotated[int, Field(ge=rules.CROWD_RANGE[0], le=rules.CROWD_RANGE[1], description="People.")]


class TotalsOut(Out):
    """Sums, never people. Among fewer than five who gave or received, minutes and shares are null: they would tell of
    single favors. A share of nothing is null too."""

    favors: int
    minutes: int | None = Field(description="Given, which is received.")
    in_time_share: float | None = Field(description="Of the halves that are closed or overdue, closed in time.")
    passed_on_share: float | None = Field(description="Of the people who were helped, passed something on.")
    forward_share: float | None = Field(description="Of the minutes that were returned, passed on to somebody else.")
    median_days: float | None = Field(description="Until a half was closed.")
    steered: int = Field(description="Asks that would have been asymmetric mass asks and were not pushed.")


class DecisionOut(Out):
    """Something that a leader entered, and why."""

    id: IdOut
    what: Annotated[str, one_of("dismissed", "upheld", "reversal", "forgiving")]
    words: str = Field(description="The reason that the tribe reads.")
    by: PersonRef | None
    at: MomentOut
    favor: IdOut | None = Field(description="Where I may read of it; never of a half that was let go.")


class Decisions(Out):
    """Newest first, the last 50."""

    items: list[DecisionOut]


class ContractTermsOut(Out):
    """The numbers of a contract."""

    patience: int = Field(description="Days that a half may stand open.")
    allowance: int = Field(description="Minutes that may stand open together.")
    crowd: int = Field(description="An ask pushed to more people than this is an ask to a crowd.")


class ContractVersionOut(ContractTermsOut):
    """A version of a tribe's contract."""

    id: IdOut
    words: str = Field(description="Markdown.")
    html: str = Field(description="The same as HTML that is safe to show.")
    why: str
    by: PersonRef | None
    made_at: MomentOut
    from_at: MomentOut = Field(description="From when on it holds.")
    look_again_on: date | None
    withdrawn_at: MomentOut | None = Field(description="When it was taken back before it held.")
    withdrawn_by: PersonRef | None


class ContractOut(Out):
    """What the tribe agreed on."""

    terms: ContractTermsOut = Field(description="What holds now.")
    version: ContractVersionOut | None = Field(description="null while it is what every tribe begins with.")
    coming: ContractVersionOut | None = Field(description="A change that is announced and does not hold yet.")


class ContractVersions(Page[ContractVersionOut]):
    """Every version, also those that were taken back, newest first."""


class ContractIn(In):
    """Other terms, announced to all; they hold from 14 days after now."""

    patience: Patience
    allowance: Allowance
    crowd: Crowd
    words: Annotated[Text, Field(max_length=WORDS_MAX, description="Markdown.")] = ""
    why: Annotated[Text, Field(max_length=REASON_MAX, description="The tribe reads it on its floor.")] = ""
    look_again_on: date | None = Field(None, description="A day to come, to look at it again.")


class ObjectionOut(Out):
    """An objection that waits for a leader."""

    favor: FavorOut
    by: PersonRef
    words: str = Field(description="Whom it harmed, and how.")
    at: MomentOut


class Objections(Out):
    """Oldest first."""

    items: list[ObjectionOut]


class FavorSettingsOut(Out):
    """How I want it."""

    reminders: bool = Field(description="Remind me of what I promised, or was promised.")
    suggest_me: bool = Field(description="Askers may see that I would like to give something back.")


class FavorSettingsIn(In):
    """What changes; what is left out stays as it is."""

    reminders: bool | None = None
    suggest_me: bool | None = None


@router.get("/tribes/{slug:slug}/totals", summary="A tribe's favors in sums (members)", **reads(TotalsOut))
def totals_read(request: Asked, slug: Slug, of: Of = "all") -> TotalsOut:
    """No list of people in debt exists anywhere."""
    found = ledger.totals(tribe_of_mine(request, slug), timezone.now(), 365 if of == "year" else None)
    told = found.people >= TOLD_FROM
    return TotalsOut(
        favors=found.favors,
        minutes=found.minutes if told else None,
        in_time_share=_rough(found.in_time_share, 2) if told else None,
        passed_on_share=_rough(found.passed_on_share, 2) if told else None,
        forward_share=_rough(found.forward_share, 2) if told else None,
        median_days=_rough(found.median_days, 0) if told else None,
        steered=found.steered,
    )


@router.get("/tribes/{slug:slug}/decisions", summary="What leaders decided about favors (members)", **reads(Decisions))
def decisions_list(request: Asked, slug: Slug) -> Decisions:
    """Decisions on objections, favors taken back, halves let go, with the reason of each."""
    rows = ledger.reasons_the_tribe_sees(tribe_of_mine(request, slug))
    return Decisions(items=[_decision_out(row) for row in rows])


# --- the contract -----------------------------------------------------------------------------------
@router.get("/tribes/{slug:slug}/contract", summary="A tribe's contract (members)", **reads(ContractOut))
def contract_read(request: Asked, slug: Slug) -> ContractOut:
    """What holds, and what is announced."""
    tribe, now = tribe_of_mine(request, slug), timezone.now()
    held = contracts.contract_at(tribe.pk, now)
    version, coming = contracts.version_in_force(tribe, now), contracts.coming_version(tribe, now)
    return ContractOut(
        terms=ContractTermsOut(patience=held.patience, allowance=held.allowance, crowd=held.crowd),
        version=None if version is None else _version_out(version),
        coming=None if coming is None else _version_out(coming),
    )


@router.get(
    "/tribes/{slug:slug}/contract/versions", summary="What the contract was (members)", **reads(ContractVersions)
)
def contract_versions(request: Asked, slug: Slug, before: Before = None, limit: Limit = 20) -> ContractVersions:
    """Who changed what, when, and why."""
    found, older = by_id(contracts.versions(tribe_of_mine(request, slug)), before, limit)
    return ContractVersions(items=[_version_out(version) for version in found], older=older)


@router.post(
    "/tribes/{slug:slug}/contract", summary="Change the contract (leaders)", **writes("favors", ContractVersionOut, 201)
)
def contract_change(request: Asked, slug: Slug, contract: ContractIn) -> ContractVersionOut:
    """Announced to all on the floor; it holds from 14 days after now, never backwards."""
    made = change_contract(
        me(request),
        led_tribe(request, slug),
        rules.Contract(contract.patience, contract.allowance, contract.crowd),
        contract.words,
        contract.why,
        contract.look_again_on,
    )
    return _version_out(made)


@router.post(
    "/tribes/{slug:slug}/contract/{id:version_id}/withdraw",
    summary="Take an announced change back (leaders)",
    **writes("favors", ContractVersionOut),
)
def contract_withdraw(request: Asked, slug: Slug, version_id: PathId) -> ContractVersionOut:
    """Before it holds."""
    own = contracts.versions(led_tribe(request, slug)).filter(pk=version_id)
    if not own.exists():
        raise not_found()
    withdraw_change(me(request), version_id)
    return _version_out(own.get())


@router.get("/tribes/{slug:slug}/objections", summary="Objections that wait (leaders)", **reads(Objections))
def objections_list(request: Asked, slug: Slug) -> Objections:
    """With the favor that each is about."""
    items = [
        ObjectionOut(favor=favor_out(row.about, me(request)), by=person_ref(row.by), words=row.words, at=row.at)
        for row in ledger.open_objections(led_tribe(request, slug))
        if row.about is not None and row.by is not None
    ]
    return Objections(items=items)


# --- settings ---------------------------------------------------------------------------------------
@router.get("/me/favor-settings", summary="How I want to be reminded", **reads(FavorSettingsOut))
def favor_settings_read(request: Asked) -> FavorSettingsOut:
    """And whether askers may see that I would like to give something back."""
    return _settings_out(settings_of(me(request)))


@router.patch("/me/favor-settings", summary="Say how I want it", **writes("favors", FavorSettingsOut))
def favor_settings_change(request: Asked, wishes: FavorSettingsIn) -> FavorSettingsOut:
    """What is left out stays as it is."""
    known = settings_of(me(request))
    reminders = known.reminders if wishes.reminders is None else wishes.reminders
    suggest_me = known.suggest_me if wishes.suggest_me is None else wishes.suggest_me
    return _settings_out(change_settings(me(request), reminders=reminders, suggest_me=suggest_me))


def _rough(figure: float | None, places: int) -> float | None:
    """A figure as pages round it: from an exact one it could be worked out what it is made of."""
    return None if figure is None else round(figure, places)


def _decision_out(row: Entry) -> DecisionOut:
    about = row.about
    linked = about is not None and about.shared and row.what != What.FORGIVING  # that would tell who owed
    return DecisionOut(
        id=row.pk,
        what=What(row.what).name.lower(),
        words=row.words,
        by=None if row.by is None else person_ref(row.by),
        at=row.at,
        favor=about.pk if linked and about is not None else None,
    )


def _settings_out(known: FavorSettings) -> FavorSettingsOut:
    return FavorSettingsOut(reminders=known.reminders, suggest_me=known.suggest_me)


def _version_out(version: ContractVersion) -> ContractVersionOut:
    taken_back = getattr(version, "withdrawn_by", None)
    return ContractVersionOut(
        id=version.pk,
        patience=version.patience,
        allowance=version.allowance,
        crowd=version.crowd,
        words=version.words,
        html=version.words_html,
        why=version.why,
        by=None if version.by is None else person_ref(version.by),
        made_at=version.made_at,
        from_at=version.from_at,
        look_again_on=version.look_again_on,
        withdrawn_at=None if taken_back is None else taken_back.made_at,
        withdrawn_by=None if taken_back is None or taken_back.by is None else person_ref(taken_back.by),
    )
