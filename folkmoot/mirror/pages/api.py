"""The mirror for programs: hand in, ask how far it is, fetch what it shows, keep, delete."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from folkmoot.mirror.pages import selectors, services
from folkmoot.mirror.pages.folders import Folder
from folkmoot.mirror.pages.models import Look
from folkmoot.mirror.pages.rules import ends_at
from folkmoot.mirror.pages.selectors import Viewer
from folkmoot.mirror.pages.uploads import IntoFolder
from folkmoot.people.api_kit import Asked, IdOut, MomentOut, Out, PathId, Slug, me, not_found, reads, writes
from folkmoot.people.throttle import client_key
from folkmoot.tribes.api.doors import led_tribe

router = Router(tags=["mirror"])


class LookOut(Out):
    """A look into the mirror, and what became of it."""

    id: IdOut
    tribe: str | None = Field(description="The slug of the tribe that was looked at; null for an archive.")
    state: str = Field(json_schema_extra={"enum": ["waiting", "running", "ready", "failed"]})
    place: int = Field(description="In the line, from 1; 0 when it does not wait.")
    doing: str | None = Field(description="While it runs: 'starting', 'reading', 'counting' or 'writing'.")
    read_bytes: int | None = Field(description="While it is read: so many bytes are.")
    of_bytes: int | None = Field(description="While it is read: of so many.")
    sentence: str | None = Field(description="Why nothing can be shown.")
    answer: str | None = Field(description="To the question, in a sentence.")
    networks: list[str]
    posts: int | None
    handed_in_at: MomentOut
    ends_at: MomentOut | None = Field(description="When it is deleted by itself; null while it is read, or when kept.")
    kept_at: MomentOut | None


class LooksOut(Out):
    """Everything of one's own that there is."""

    items: list[LookOut]


_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "archive": {"type": "array", "items": {"type": "string", "format": "binary"}},
                        "show_people": {"type": "boolean", "description": "Other people by name; false by default."},
                    },
                    "required": ["archive"],
                }
            }
        },
    }
}


def _with_a_form(door: dict[str, Any]) -> dict[str, Any]:
    return {**door, "openapi_extra": {**door["openapi_extra"], **_FORM}}


@router.post("/mirror/looks", summary="Hand in archives", **_with_a_form(writes("mirror", LookOut, 201)))
def look_begin(request: Asked) -> LookOut:
    """One or several files of one person, which become one picture. They are deleted as soon as they have been read."""
    viewer = Viewer(me(request))
    length = request.META.get("CONTENT_LENGTH") or "0"
    services.make_way(viewer, client_key(request), int(length) if length.isdigit() else 0)
    folder = Folder.make(settings.MIRROR_FOLDER)
    try:
        request.upload_handlers = [IntoFolder(request, folder)]
        sizes = [file.size or 0 for file in request.FILES.getlist("archive")]
        show_people = request.POST.get("show_people") in ("true", "on", "1")
        return _look_out(services.hand_in(viewer, folder, sizes, show_people=show_people))
    except BaseException:
        folder.remove()
        raise


@router.get("/mirror/looks", summary="My looks into the mirror", **reads(LooksOut))
def looks_list(request: Asked) -> LooksOut:
    """Those that are kept, and those of the last hour, newest first."""
    person = me(request)
    looks = [*selectors.shown_looks(Viewer(person)), *selectors.kept_looks(person)]
    return LooksOut(items=[_look_out(look) for look in sorted(looks, key=lambda look: -look.pk)])


@router.get("/mirror/looks/{id:look_id}", summary="How far a look is", **reads(LookOut))
def look_read(request: Asked, look_id: PathId) -> LookOut:
    """One's own, or one at a tribe that one leads."""
    return _look_out(_visible(request, look_id))


@router.get("/mirror/looks/{id:look_id}/report", summary="What the mirror shows", **reads(dict[str, Any]))
def look_shows(request: HttpRequest, look_id: PathId) -> HttpResponse:
    """The report as JSON; 404 while there is none."""
    found = selectors.report_as_json(_visible(request, look_id))
    if found is None:
        raise not_found()
    return HttpResponse(found, content_type="application/json")


@router.post("/mirror/looks/{id:look_id}/keep", summary="Keep a look", **writes("mirror", LookOut))
def look_hold(request: Asked, look_id: PathId) -> LookOut:
    """Beyond its hour, until it is deleted."""
    look = _visible(request, look_id)
    services.keep_look(look, me(request))
    look.refresh_from_db()
    return _look_out(look)


@router.delete("/mirror/looks/{id:look_id}", summary="Delete a look", **writes("mirror", None, 204))
def look_forget(request: Asked, look_id: PathId) -> None:
    """With everything that was made of it, also while it is read."""
    services.delete_look(_visible(request, look_id))


@router.post(
    "/tribes/{slug:slug}/mirror", summary="Put a tribe before the mirror (leaders)", **writes("mirror", LookOut, 201)
)
def tribe_look_begin(request: Asked, slug: Slug) -> LookOut:
    """What its leaders said, and who talks with whom."""
    return _look_out(services.look_at_tribe(led_tribe(request, slug), me(request)))


def _visible(request: Any, look_id: int) -> Look:
    found = selectors.visible_look(Viewer(me(request)), look_id)
    if found is None:
        raise not_found()
    return found


def _look_out(look: Look) -> LookOut:
    far = selectors.how_far(look) if look.state in ("waiting", "running") else None
    progress = far.progress if far is not None else None
    reading = progress is not None and progress.doing == "reading"
    return LookOut(
        id=look.pk,
        tribe=look.tribe.slug if look.tribe is not None else None,
        state=look.state,
        place=far.place if far is not None else 0,
        doing=progress.doing if progress is not None else None,
        read_bytes=progress.done if progress is not None and reading else None,
        of_bytes=progress.of if progress is not None and reading else None,
        sentence=look.sentence or None,
        answer=look.told.get("answer"),
        networks=look.told.get("networks", []),
        posts=look.told.get("posts"),
        handed_in_at=look.made_at,
        ends_at=ends_at(look.ended_at, look.kept_at),
        kept_at=look.kept_at,
    )
