"""The tribe's contract: a leader proposes a change, all are told, and after 14 days it holds; never backwards."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from folkmoot.favors.models import ContractVersion
from folkmoot.favors.rules.contract import NOTICE, Contract, checked
from folkmoot.favors.rules.sizes import REASON_MAX, FavorError, checked_line, checked_words
from folkmoot.people.markdown import render
from folkmoot.people.models import Person
from folkmoot.permissions.services.holders import ensure_holder, next_id
from folkmoot.talk.services import publish_post
from folkmoot.tribes.models import Tribe
from folkmoot.tribes.services import NotNow, Refused
from folkmoot.tribes.services.refusal import only_leaders


def change_contract(
    leader: Person,
    tribe: Tribe,
    contract: Contract,
    words: str = "",
    why: str = "",
    look_again_on: date | None = None,
    now: datetime | None = None,
) -> ContractVersion:
    """Announce other terms to all, on the tribe's floor; they hold from 14 days after now.

    Raises Refused for non-leaders, NotNow while another change is announced, FavorError.
    """
    now = now or timezone.now()
    checked(contract)
    words = checked_words(words)
    if look_again_on is not None and look_again_on <= now.date():
        raise FavorError("The day to look at it again lies ahead.")
    with transaction.atomic():
        next_id([ensure_holder(leader), ensure_holder(tribe)], now)  # one change at a time
        only_leaders(tribe, leader)
        coming = ContractVersion.objects.filter(tribe=tribe, withdraws=None, from_at__gt=now, withdrawn_by__isnull=True)
        if coming.exists():
            raise NotNow("A change is announced already; it takes effect, or is taken back, before the next.")
        made = ContractVersion.objects.create(
            tribe=tribe,
            patience=contract.patience,
            allowance=contract.allowance,
            crowd=contract.crowd,
            words=words,
            words_html=render(words) if words else "",
            why=checked_line(why, "why", REASON_MAX) if why.strip() else "",
            by=leader,
            made_at=now,
            from_at=now + NOTICE,
            look_again_on=look_again_on,
        )
        publish_post(leader, tribe, _announcement(made), now=now)
        return made


def withdraw_change(leader: Person, version_id: int, now: datetime | None = None) -> None:
    """Take an announced change back before it holds. Raises Refused, NotNow."""
    now = now or timezone.now()
    with transaction.atomic():
        found = ContractVersion.objects.select_related("tribe").filter(pk=version_id, withdraws=None).first()
        if found is None:
            raise Refused("There is no such change.")
        next_id([ensure_holder(found.tribe)], now)
        only_leaders(found.tribe, leader)
        if found.from_at <= now:
            raise NotNow("It holds already; propose another change.")
        try:
            with transaction.atomic():
                ContractVersion.objects.create(
                    tribe=found.tribe,
                    patience=found.patience,
                    allowance=found.allowance,
                    crowd=found.crowd,
                    by=leader,
                    made_at=now,
                    from_at=found.from_at,
                    withdraws=found,
                )
        except IntegrityError:
            raise NotNow("It was taken back already.") from None


def _announcement(version: ContractVersion) -> str:
    """What the floor reads of a change."""
    text = _(
        "**Our contract changes on %(day)s.** Patience: %(patience)s days. Allowance: %(allowance)s minutes. A crowd"
        " begins above %(crowd)s people."
    ) % {
        "day": date_format(version.from_at, "DATE_FORMAT"),
        "patience": version.patience,
        "allowance": version.allowance,
        "crowd": version.crowd,
    }
    return f"{text}\n\n{version.why}" if version.why else text
