"""The pages of favors."""

from folkmoot.favors.views.asking import ask_new, ask_price, ask_put
from folkmoot.favors.views.asks import ask, ask_again, ask_edit, ask_no, ask_off, ask_promise, ask_urgent, ask_vouch
from folkmoot.favors.views.board import asked, board
from folkmoot.favors.views.entering import favor_back, favor_decide, favor_forgive, favor_object
from folkmoot.favors.views.ledger import favor, my_halves
from folkmoot.favors.views.offers import offer, offer_again, offer_edit, offer_new, offer_off, offer_take
from folkmoot.favors.views.promising import (
    promise,
    promise_dispute,
    promise_done,
    promise_drop,
    promise_note,
    promise_thank,
    promise_time,
    promises,
)
from folkmoot.favors.views.taking_along import favor_calendar, favor_valueflows
from folkmoot.favors.views.thanking import favor_settings, thank_new
from folkmoot.favors.views.tribe import contract, contract_change, contract_withdraw, objections, tribe_favors

__all__ = [
    "ask",
    "ask_again",
    "ask_edit",
    "ask_new",
    "ask_no",
    "ask_off",
    "ask_price",
    "ask_promise",
    "ask_put",
    "ask_urgent",
    "ask_vouch",
    "asked",
    "board",
    "contract",
    "contract_change",
    "contract_withdraw",
    "favor",
    "favor_back",
    "favor_calendar",
    "favor_decide",
    "favor_forgive",
    "favor_object",
    "favor_settings",
    "favor_valueflows",
    "my_halves",
    "objections",
    "offer",
    "offer_again",
    "offer_edit",
    "offer_new",
    "offer_off",
    "offer_take",
    "promise",
    "promise_dispute",
    "promise_done",
    "promise_drop",
    "promise_note",
    "promise_thank",
    "promise_time",
    "promises",
    "thank_new",
    "tribe_favors",
]
