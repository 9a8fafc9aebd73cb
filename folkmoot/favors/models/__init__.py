"""What is stored of favors: the board, promises, the contract, and the ledger with what is derived from it."""

from folkmoot.favors.models.board import Ask, AskSent, Declined, Offer, Vouch
from folkmoot.favors.models.ledger import Claim, ContractVersion, Entry, Giving, Settlement, Tally
from folkmoot.favors.models.promise import FavorSettings, Note, Promise

__all__ = [
    "Ask",
    "AskSent",
    "Claim",
    "ContractVersion",
    "Declined",
    "Entry",
    "FavorSettings",
    "Giving",
    "Note",
    "Offer",
    "Promise",
    "Settlement",
    "Tally",
    "Vouch",
]
