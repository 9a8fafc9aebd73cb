"""A program with a key, as tests use it."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from folkmoot.people.models import Person
from folkmoot.people.rules import TOKEN_SCOPES
from folkmoot.people.services import make_token

V1 = "/api/folkmoot/v1"


@dataclass
class Program:
    """Sends JSON with a key (or without), and answers with Django's response."""

    key: str | None = None
    client: Client = field(default_factory=Client)

    def __call__(self, method: str, path: str, body: Any = None, **headers: str):
        """``path`` from V1 on; ``body`` as JSON, or bytes as they are."""
        if self.key is not None:
            headers.setdefault("HTTP_AUTHORIZATION", f"Bearer {self.key}")
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        return self.client.generic(method, f"{V1}{path}", data, content_type="application/json", **headers)

    def get(self, path: str):
        return self("GET", path)

    def post(self, path: str, body: Any = None):
        return self("POST", path, {} if body is None else body)

    def put(self, path: str, body: Any = None):
        return self("PUT", path, {} if body is None else body)

    def patch(self, path: str, body: Any = None):
        return self("PATCH", path, {} if body is None else body)

    def delete(self, path: str):
        return self("DELETE", path)


def program_of(person: Person | None, *scopes: str) -> Program:
    """A program with a key of this person's, with these scopes or all; of nobody, one without a key."""
    if person is None:
        return Program()
    _, key = make_token(person, "a test", list(scopes) or list(TOKEN_SCOPES), None)
    return Program(key)


def problem(response) -> tuple[int, str]:
    """Status and code of a problem, whose shape is looked at on the way."""
    body = response.json()
    assert set(body) == {"error"} and set(body["error"]) == {"code", "sentence", "where"}, body
    assert body["error"]["sentence"].strip().endswith("."), body
    return response.status_code, body["error"]["code"]
