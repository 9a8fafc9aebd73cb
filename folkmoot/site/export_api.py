"""Everything that is kept about oneself, for programs."""

from typing import Any

from django.http import FileResponse
from django.utils import timezone
from ninja import Router

from folkmoot.people.api_kit import Asked, me, reads
from folkmoot.site import export

router = Router(tags=["people"])
Parts = dict[str, dict[str, list[dict[str, Any]]]]  # part -> section -> rows


@router.get("/me/export", summary="Everything kept about me", **reads(Parts))
def me_export(request: Asked) -> FileResponse:
    """An object of parts, each an object of lists. Six times an hour, those on the page included."""
    now = timezone.now()
    export.take_one(me(request), now)
    return FileResponse(export.as_json(me(request), now), content_type="application/json")
