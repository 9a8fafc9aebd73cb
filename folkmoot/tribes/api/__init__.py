"""The JSON API of tribes. Rooms: schemas, doors (who comes through), tribes (and who belongs to them), inviting.

Founding, joining and leaving stand in ``permissions.api``, since they give and take permission.
"""

from ninja import Router

from folkmoot.tribes.api.inviting import router as inviting
from folkmoot.tribes.api.tribes import router as tribes

router = Router(tags=["tribes"])
router.add_router("", tribes)
router.add_router("", inviting)

__all__ = ["router"]
