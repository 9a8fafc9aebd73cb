"""What every router of the JSON API shares: who asks, what may be asked, ids and moments, pages, problems.

A program carries a key (``ApiToken``) that somebody made on their page of keys. Every operation names the one
scope it needs; ``reads`` and ``writes`` turn that into what django-ninja and the OpenAPI document want to know.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Any, Generic, TypeVar

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import register_converter
from django.utils import timezone
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from folkmoot.ids import MAX_ID
from folkmoot.people import rules, selectors, services, throttle
from folkmoot.people.models import ApiToken, Person

LIMIT_LARGEST = 100  # things on a page
SCHEME = "key"  # what the OpenAPI document calls the Authorization header


class Problem(Exception):
    """What a program is told instead of what it asked for; ``site.api`` gives every problem this shape."""

    def __init__(
        self,
        status: int,
        code: str,
        sentence: str,
        where: str | None = None,
        headers: dict[str, str] | None = None,
        beside: "Out | None" = None,
    ) -> None:
        """``beside``: what the answer holds beside the error, for the few problems that have more to tell."""
        super().__init__(sentence)
        self.status, self.code, self.sentence, self.where = status, code, sentence, where
        self.headers = headers or {}
        self.beside = beside


def not_found() -> Problem:
    """For what is not there and for what may not be seen: nobody learns which of the two it was."""
    return Problem(404, "not_found", "There is nothing here, or nothing that this person may see.")


class In(BaseModel):
    """What a program sends. A field that is not known is refused: it may be a misspelled one that was meant."""

    model_config = ConfigDict(extra="forbid")


class Out(BaseModel):
    """What a program is sent."""


class ErrorDetail(Out):
    code: str = Field(description="A word for programs; it does not change.", examples=["not_valid"])
    sentence: str = Field(description="What is wrong and what to do, for a person.")
    where: str | None = Field(
        description="The part of the request it is about, such as 'body.text' or 'query.limit'; null for all of it."
    )


class ErrorOut(Out):
    """The one shape of everything that is not an answer."""

    error: ErrorDetail


# --- ids, moments, words ----------------------------------------------------------------------------
_ID = re.compile(r"[1-9][0-9]{0,18}")
_ID_SCHEMA = {"type": "string", "pattern": "^[1-9][0-9]{0,18}$", "examples": ["318274650931200001"]}


class IdConverter:
    """An id in a path. A number that no id can be is no address at all, so it gets 404."""

    regex = _ID.pattern

    def to_python(self, value: str) -> int:
        """ValueError, and so no match, beyond 2**63 - 1."""
        if int(value) > MAX_ID:
            raise ValueError(value)
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class HandleConverter:
    """A handle in a path: ``ann``, or ``ann@folkmoot.example``."""

    regex = r"[A-Za-z0-9_.@-]{1,300}"

    def to_python(self, value: str) -> str:
        return value.lower()

    def to_url(self, value: str) -> str:
        return value


register_converter(IdConverter, "id")
register_converter(HandleConverter, "handle")


def _id_from(value: Any) -> int:
    if isinstance(value, str) and _ID.fullmatch(value) and int(value) <= MAX_ID:
        return int(value)
    raise PydanticCustomError("id", "An id is a string of 1 to 19 digits, as this API gives it out.")


def _sayable(value: str) -> str:
    if "\x00" in value:
        raise PydanticCustomError("nul", "The text holds a NUL character; leave it out.")
    return value


def one_of(*words: str) -> WithJsonSchema:
    """What an answer's word may be, for the document: models keep them as plain text."""
    return WithJsonSchema({"type": "string", "enum": list(words)})


PathId = Annotated[int, WithJsonSchema(_ID_SCHEMA)]  # bounded by IdConverter
IdIn = Annotated[int, BeforeValidator(_id_from), WithJsonSchema(_ID_SCHEMA)]
IdOut = Annotated[
    int,
    PlainSerializer(str, return_type=str),
    WithJsonSchema({**_ID_SCHEMA, "description": "A string, since ids are larger than 2**53."}),
]
Text = Annotated[str, AfterValidator(_sayable)]
MomentOut = Annotated[
    datetime, AfterValidator(lambda moment: moment.astimezone(UTC)), Field(description="ISO 8601, in UTC.")
]


def _near(moment: datetime) -> datetime:
    # Beyond this, moving a moment to another time zone leaves the calendar.
    if not 2000 <= moment.year <= 2999:
        raise PydanticCustomError("moment", "The moment lies too far away; choose one from 2000 to 2999.")
    return moment


MomentIn = Annotated[
    AwareDatetime, AfterValidator(_near), Field(description="ISO 8601 with a time zone, such as 2030-03-01T12:00:00Z.")
]
Handle = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^[A-Za-z0-9_.@-]{1,300}$", "examples": ["ann"]})]
Slug = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^[-a-zA-Z0-9_]{1,80}$", "examples": ["linden"]})]
SlugIn = Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{1,80}$", description="A tribe's slug.")]


# --- who asks ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Caller:
    """Whose key it is, and the key."""

    person: Person
    token: ApiToken


class Asked(HttpRequest):
    """A request that came with a key."""

    auth: Caller


def me(request: Asked) -> Person:
    """Whose key the request carries."""
    return request.auth.person


class Key:
    """The door of an operation: opens to a live key that holds ``scope``."""

    def __init__(self, scope: str) -> None:
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Caller:
        """Who asks. Problem 401 without a live key, 403 when it lacks the scope; throttle.Throttled."""
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        key = key.strip()
        if scheme.lower() != "bearer" or not key:
            raise _unknown("no_key", "Send a key of yours in the header: 'Authorization: Bearer <key>'.")
        now = timezone.now()
        found = selectors.person_of_token(key, now)
        if found is None:
            raise _unknown("key_unknown", "This key opens nothing: it is mistyped, has ended, or was revoked.")
        person, token = found
        throttle.take(f"api:{token.pk}", rules.API_CALLS, now=now)
        services.note_token_use(token, now)
        if self.scope not in token.scopes:
            may = rules.TOKEN_SCOPES[self.scope]
            raise Problem(
                403,
                "key_may_not",
                f"This key was not made for that; it needs the scope '{self.scope}' ({may}).",
                "header.Authorization",
            )
        return Caller(person, token)


def visitor(request: HttpRequest) -> bool:
    """The door of an operation that needs no key: everybody, as often as one address may. throttle.Throttled."""
    throttle.take(f"api-visit:{throttle.client_key(request)}", rules.API_VISITS)
    return True


def _unknown(code: str, sentence: str) -> Problem:
    return Problem(401, code, sentence, "header.Authorization", {"WWW-Authenticate": 'Bearer realm="Folkmoot"'})


# --- operations -------------------------------------------------------------------------------------
KEYS = {scope: Key(scope) for scope in rules.TOKEN_SCOPES}
_SAID_TO_ALL = frozenset({403, 404, 422, 429})
_SAID_TO_KEYS = _SAID_TO_ALL | {401}
_SAID_TO_WRITERS = frozenset({400, 409, 413})


def reads(answer: Any) -> dict[str, Any]:
    """An operation that changes nothing and needs the scope 'read'."""
    return _door("read", answer, 200, _SAID_TO_KEYS)


def writes(scope: str, answer: Any, status: int = 200) -> dict[str, Any]:
    """An operation that changes something and needs ``scope``."""
    return _door(scope, answer, status, _SAID_TO_KEYS | _SAID_TO_WRITERS)


def open_to_visitors(answer: Any) -> dict[str, Any]:
    """An operation whose address is its key, as that of an invitation."""
    return {"auth": visitor, "response": {200: answer}, "openapi_extra": _problems(_SAID_TO_ALL | _SAID_TO_WRITERS)}


def telling_more(door: dict[str, Any], status: int, shape: str) -> dict[str, Any]:
    """The door of an operation whose problem of this status may hold more beside the error, in this shape."""
    said = door["openapi_extra"]["responses"][status]["content"]["application/json"]
    said["schema"] = {"anyOf": [{"$ref": f"#/components/schemas/{shape}"}, said["schema"]]}
    return door


def _door(scope: str, answer: Any, status: int, problems: frozenset[int]) -> dict[str, Any]:
    return {
        "auth": KEYS[scope],
        "response": {status: answer},
        "openapi_extra": {"security": [{SCHEME: [scope]}], **_problems(problems)},
    }


def _problems(statuses: frozenset[int]) -> dict[str, Any]:
    # Not among the responses that ninja knows: those are what an operation returns, and these it raises.
    schema = {"schema": {"$ref": "#/components/schemas/ErrorOut"}}
    return {
        "responses": {
            status: {"description": HTTPStatus(status).phrase, "content": {"application/json": schema}}
            for status in sorted(statuses)
        }
    }


# --- pages ------------------------------------------------------------------------------------------
Item = TypeVar("Item")
Row = TypeVar("Row", bound=Model)
Limit = Annotated[int, Field(ge=1, le=LIMIT_LARGEST, description=f"How many at most, 1 to {LIMIT_LARGEST}.")]
Before = Annotated[
    IdIn | None, Field(description="Only what is older than this id: the 'older' of the page before this one.")
]


class Page(Out, Generic[Item]):
    """A stretch of a list, newest first."""

    items: list[Item]
    older: IdOut | None = Field(description="Ask again with before=<this> for what is older; null at the end.")


def by_id(rows: QuerySet[Row], before: int | None, limit: int, key: str = "pk") -> tuple[list[Row], int | None]:
    """The newest ``limit`` rows older than ``before`` by the id ``key``, and the ``older`` of the page."""
    if before is not None:
        rows = rows.filter(**{f"{key}__lt": before})
    found = list(rows.order_by(f"-{key}")[: limit + 1])
    return found[:limit], getattr(found[limit - 1], key) if len(found) > limit else None


# --- people, which every answer has in it -----------------------------------------------------------
class PersonRef(Out):
    """Someone, as far as a line of a list needs it."""

    id: IdOut
    handle: str = Field(description="name@host, unique everywhere.", examples=["ann@folkmoot.example"])
    name: str = Field(description="What they call themselves.")
    picture: str | None = Field(description="Path of the picture on this server; null without one.")


def person_ref(person: Person) -> PersonRef:
    """Someone for an answer."""
    return PersonRef(id=person.pk, handle=person.handle, name=person.display_name, picture=person.picture_url or None)


def person_or_404(handle: str) -> Person:
    """The active person of a handle, with or without this server's name behind it. Problem 404."""
    found = selectors.person_by_handle(handle.removesuffix(f"@{settings.HOST}"))
    if found is None:
        raise not_found()
    return found


# --- forms, whose judgement the API shares ----------------------------------------------------------
def cleaned(form: forms.BaseForm, names: dict[str, str] | None = None) -> dict[str, Any]:
    """What a valid form came to; Problem 422 with the first sentence of one that is not.

    ``names``: what the API calls a field, where that is not the form's word.
    """
    if form.is_valid():
        return form.cleaned_data
    field, sentences = next(iter(form.errors.items()))
    where = None if field == NON_FIELD_ERRORS else f"body.{(names or {}).get(field, field)}"
    raise Problem(422, "not_valid", str(sentences[0]), where)
