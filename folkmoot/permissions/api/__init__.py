"""The JSON API of permission. Rooms: schemas, reach (who may reach me), delivered (what did), widening, topics,
joining (which gives and takes permission)."""

from ninja import Router

from folkmoot.permissions.api.delivered import router as delivered
from folkmoot.permissions.api.joining import router as joining
from folkmoot.permissions.api.reach import router as reach
from folkmoot.permissions.api.topics import router as topics
from folkmoot.permissions.api.widening import router as widening

router = Router()
router.add_router("", reach, tags=["permissions"])
router.add_router("", delivered, tags=["permissions"])
router.add_router("", widening, tags=["permissions"])
router.add_router("", topics, tags=["permissions"])
router.add_router("", joining, tags=["tribes"])

__all__ = ["router"]
