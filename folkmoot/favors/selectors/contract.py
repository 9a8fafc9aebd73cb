"""A tribe's contract: what holds at a moment, what was, and what will."""

from datetime import datetime

from django.db.models import QuerySet

from folkmoot.favors.models import ContractVersion
from folkmoot.favors.rules.contract import Contract, Version, in_force
from folkmoot.tribes.models import Tribe


def contract_at(tribe_id: int, at: datetime) -> Contract:
    """The numbers that hold in a tribe at a moment: one query."""
    made = ContractVersion.objects.filter(tribe_id=tribe_id, withdraws=None).order_by("id")
    rows = made.values_list("patience", "allowance", "crowd", "from_at", "withdrawn_by__made_at")
    return in_force((Version(Contract(p, a, c), from_at, taken_back) for p, a, c, from_at, taken_back in rows), at)


def versions(tribe: Tribe) -> QuerySet[ContractVersion]:
    """Every version of a tribe's contract, the newest first, with who made it and whether it was taken back."""
    own = ContractVersion.objects.filter(tribe=tribe, withdraws=None)
    return own.select_related("by", "withdrawn_by", "withdrawn_by__by").order_by("-from_at", "-id")


def version_in_force(tribe: Tribe, now: datetime) -> ContractVersion | None:
    """The version that holds now; None while the tribe lives by the numbers that every tribe begins with."""
    for version in versions(tribe):
        taken_back = getattr(version, "withdrawn_by", None)
        if version.from_at <= now and (taken_back is None or taken_back.made_at >= version.from_at):
            return version
    return None


def coming_version(tribe: Tribe, now: datetime) -> ContractVersion | None:
    """The change that is announced and has not taken effect yet, if there is one; the first of several."""
    coming = [version for version in versions(tribe) if version.from_at > now]
    coming = [version for version in coming if getattr(version, "withdrawn_by", None) is None]
    return min(coming, key=lambda version: version.from_at, default=None)
