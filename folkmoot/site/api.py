"""The JSON API under /api/folkmoot/: its routers, its problems in one shape, its OpenAPI document.

The rooms of each app (``people.api``, ``tribes.api``, ...) parse a request, call one service or selector, and
say what came of it; what a service refuses becomes an answer here.
"""

import functools
import json
from collections.abc import Callable
from typing import Any, NoReturn

import structlog
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import URLPattern, path, re_path
from django.utils.cache import patch_cache_control
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

import folkmoot
from folkmoot.favors.api import router as favors_router
from folkmoot.favors.api.schemas import TooDearOut
from folkmoot.favors.rules.sizes import FavorError
from folkmoot.mirror.pages.api import router as mirror_router
from folkmoot.mirror.pages.rules import MirrorRefused
from folkmoot.people.api import router as people_router
from folkmoot.people.api_kit import SCHEME, ErrorDetail, ErrorOut, Problem, not_found
from folkmoot.people.rules import TOKEN_SCOPES
from folkmoot.people.throttle import Throttled
from folkmoot.permissions.api import router as permissions_router
from folkmoot.permissions.rules import TermsError
from folkmoot.permissions.services.giving import NothingToUndo, NotYours
from folkmoot.permissions.services.topics import TopicError
from folkmoot.site.export_api import router as export_router
from folkmoot.site.middleware import BODY_MAX
from folkmoot.talk.api import router as talk_router
from folkmoot.talk.rules import TextError
from folkmoot.tribes.api import router as tribes_router
from folkmoot.tribes.lists import NotAList
from folkmoot.tribes.services import NotNow, Refused

log = structlog.get_logger("folkmoot.api")
View = Callable[..., HttpResponse]

ROOT = "/api/folkmoot/"
ARCHIVES = f"{ROOT}v1/mirror/looks"
DESCRIPTION = """
Everything that the pages of Folkmoot do, for programs. The pages and this API call the same services.

- **Keys.** Make one at `/settings/tokens/` and send it as `Authorization: Bearer <key>`. A key acts as the person
  who made it, as far as its scopes go.
- **Ids** are strings and sort by time. **Moments** are ISO 8601 in UTC.
- **Lists** come newest first; `older` is the `before` of the next page, and null at the end.
- **Problems** all have one shape: `{"error": {"code", "sentence", "where"}}`. What may not be seen is answered as
  what is not there: 404.
"""
TAGS = [
    {"name": "people", "description": "Oneself, and whoever else is here."},
    {"name": "tribes", "description": "Tribes, who belongs to them, and whom they invite."},
    {
        "name": "permissions",
        "description": "Who may reach whom, for what, and how often. Joining gives it; leaving takes it.",
    },
    {"name": "talk", "description": "Posts, threads, floors, and the home page."},
    {
        "name": "favors",
        "description": "Asks at their price, offers, promises between two people, and what was returned. Who owes whom"
        " is seen by those two alone.",
    },
    {"name": "mirror", "description": "What archives, or a tribe, show: a tribe being built, or followers being used."},
]


class FolkmootAPI(NinjaAPI):
    """django-ninja, with operations named after their functions and the keys' scopes in the document."""

    def get_openapi_operation_id(self, operation: Any) -> str:
        """The function's own name, which is unique and does not change when code moves."""
        return operation.view_func.__name__

    def get_openapi_schema(self, *args: Any, **more: Any) -> Any:
        """The document, with what every operation refers to: the shape of problems, and the key."""
        schema = super().get_openapi_schema(*args, **more)
        for shape in (ErrorOut, TooDearOut):
            said = shape.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
            schema["components"]["schemas"] |= {**said.pop("$defs"), shape.__name__: said}
        words = "\n".join(f"- `{scope}`: {sentence}" for scope, sentence in TOKEN_SCOPES.items())
        schema["components"]["securitySchemes"] = {
            SCHEME: {
                "type": "http",
                "scheme": "bearer",
                "description": f"A key that somebody made at /settings/tokens/, with any of these scopes:\n\n{words}",
            }
        }
        return schema


class StrictParser(Parser):
    """JSON as the standard has it: no NaN, no Infinity."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body; whatever is raised here becomes an HttpError with status 400."""
        return json.loads(request.body, parse_constant=_no_constant)


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


api = FolkmootAPI(
    title="Folkmoot",
    version=folkmoot.__version__,
    description=DESCRIPTION.strip(),
    openapi_url=None,  # ours is at the same address, and made once
    docs_url=None,  # the pages' CSP lets no script of another origin in
    urls_namespace="api",
    parser=StrictParser(),
    openapi_extra={"tags": TAGS},
)
for router in (
    people_router,
    export_router,
    tribes_router,
    permissions_router,
    talk_router,
    favors_router,
    mirror_router,
):
    api.add_router("/v1", router)


# --- problems ---------------------------------------------------------------------------------------
def answer(problem: Problem) -> JsonResponse:
    """A problem as JSON."""
    detail = ErrorDetail(code=problem.code, sentence=problem.sentence, where=problem.where)
    body = ErrorOut(error=detail).model_dump()
    if problem.beside is not None:
        body |= problem.beside.model_dump()  # moments as in every answer
    return JsonResponse(body, status=problem.status, headers=problem.headers)


def _as(status: int, code: str, where: str | None = None) -> Callable[[Exception], Problem]:
    return lambda said: Problem(status, code, str(said), where)


_NOT_JSON = "The body is not JSON that can be read; check its brackets, quotes and commas."
_TOO_LARGE = Problem(413, "too_large", "The request is too large; send less at once.", "body")
_MIRROR_CODES = {409: "not_now", 413: "too_large", 507: "no_room"}
# What is raised below, and what becomes of it.
PROBLEMS: dict[type[Exception], Callable[[Any], Problem]] = {
    Problem: lambda problem: problem,
    Http404: lambda said: not_found(),
    NotYours: lambda said: not_found(),
    Refused: _as(403, "refused"),
    NotNow: _as(409, "not_now"),
    NothingToUndo: _as(409, "changed_since"),
    TermsError: _as(422, "not_valid", "body"),
    TextError: _as(422, "not_valid", "body.text"),
    FavorError: _as(422, "not_valid", "body"),
    MirrorRefused: lambda no: Problem(no.status, _MIRROR_CODES.get(no.status, "not_valid"), str(no), "body.archive"),
    TopicError: _as(422, "not_valid", "body.name"),
    NotAList: _as(422, "not_a_list", "body.text"),
    Throttled: lambda said: Problem(429, "too_often", str(said), None, {"Retry-After": str(said.seconds)}),
    RequestDataTooBig: lambda said: _TOO_LARGE,
    UnreadablePostError: lambda said: Problem(400, "cut_short", "The request was cut short; send it again.", "body"),
    MultiPartParserError: lambda said: Problem(400, "not_readable", "The form of the body cannot be read.", "body"),
    PermissionDenied: lambda said: Problem(403, "refused", "Who asks cannot be told apart from others."),
    SuspiciousOperation: lambda said: Problem(400, "not_readable", "The request cannot be read.", None),
    ValidationError: lambda said: _not_valid(said),
    HttpError: lambda said: Problem(said.status_code, "not_readable", _NOT_JSON, "body"),
    Exception: lambda said: _broken(said),
}


def _handle(request: HttpRequest, said: Any) -> HttpResponse:
    make = next(PROBLEMS[kind] for kind in type(said).__mro__ if kind in PROBLEMS)
    return answer(make(said))


for kind in PROBLEMS:
    api.add_exception_handler(kind, _handle)


def _not_valid(said: ValidationError) -> Problem:
    """The first thing that is wrong with what was sent: which part, and what it should be."""
    first = said.errors[0]
    source, *path = [str(part) for part in first["loc"]]
    if source == "body":
        path = path[1:]  # the name of our own parameter
    where = ".".join([source, *path])
    if first["type"] == "missing" and not path:
        return Problem(422, "not_valid", "The request needs a body in JSON.", "body")
    sentence = str(first["msg"]).removeprefix("Value error, ").rstrip(".")
    return Problem(422, "not_valid", f"{path[-1] if path else source}: {sentence}.", where)


def _broken(said: Exception) -> Problem:
    log.error("api_broken", exc_info=said)
    return Problem(500, "broken", "Something broke on this server. It has been noted; try again later.")


# --- addresses --------------------------------------------------------------------------------------
@functools.cache
def document() -> dict[str, Any]:
    """The OpenAPI document; making it takes a while, and it changes only with the code."""
    return api.get_openapi_schema(path_prefix=ROOT)


def openapi(request: HttpRequest) -> HttpResponse:
    """The document, for everybody."""
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    return JsonResponse(document())


def nothing_here(request: HttpRequest) -> HttpResponse:
    """Whatever else is asked for under the API's address."""
    return answer(not_found())


def _in_our_shape(views: list[View]) -> View:
    """One view for one address: the first of ``views`` that knows the method; problems as all others; no cache.

    An app that has an operation at an address that a lower app has as well (founding a tribe, the list of tribes)
    is a view of its own to ninja.
    """

    def wrapped(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        method = request.method
        if method == "HEAD":
            request.method = "GET"
        response = _first_that_knows(request, views, *args, **more)
        request.method = method  # by which the server knows to leave the body away
        patch_cache_control(response, private=True, no_store=True)
        return response

    wrapped.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie opens anything here
    return wrapped


def _first_that_knows(request: HttpRequest, views: list[View], *args: Any, **more: Any) -> HttpResponse:
    length = request.META.get("CONTENT_LENGTH") or "0"
    # How large an archive may be, the mirror says itself, before it reads any of it.
    if length.isdigit() and int(length) > BODY_MAX and request.path != ARCHIVES:
        return answer(_TOO_LARGE)
    allowed: set[str] = set()
    for view in views:
        response = view(request, *args, **more)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        allowed.update(response["Allow"].split(", "))
    known = ", ".join(sorted(allowed))
    sentence = f"{request.method} is not done here; this address knows {known}."
    return answer(Problem(405, "method_not_allowed", sentence, None, {"Allow": known}))


def _patterns() -> list[URLPattern]:
    found, _, _ = api.urls
    views: dict[str, list[View]] = {"openapi.json": [openapi]}
    for pattern in found:
        # The other one is ninja's page about its documents, of which there is none.
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            views.setdefault(str(pattern.pattern), []).append(pattern.callback)
    ours = [path(route, _in_our_shape(known)) for route, known in views.items()]
    return [*ours, re_path("", _in_our_shape([nothing_here]))]


urlpatterns = _patterns()
