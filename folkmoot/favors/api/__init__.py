"""The JSON API of favors. Rooms: board (asks and offers), asking (price, put before people, vouch), promising, ledger
(one's halves, favors one may read of), settling (what is entered about them later), tribe (totals, contract)."""

from ninja import Router

from folkmoot.favors.api.asking import router as asking
from folkmoot.favors.api.board import router as board
from folkmoot.favors.api.ledger import router as ledger
from folkmoot.favors.api.promising import router as promising
from folkmoot.favors.api.settling import router as settling
from folkmoot.favors.api.tribe import router as tribe

router = Router()
for room in (board, asking, promising, ledger, settling, tribe):
    router.add_router("", room, tags=["favors"])

__all__ = ["router"]
