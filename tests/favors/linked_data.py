"""As much of JSON-LD 1.1 as one flat document needs: its context read, its terms made IRIs, its nodes made flat.

Not for documents of others: no remote contexts, no containers, no languages, no base.
"""

import re
from typing import Any

IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
KEYWORDS = {"@id", "@type", "@context", "@version"}


class NotLinkedData(AssertionError):
    """What a processor would refuse, or silently drop."""


class Context:
    """Terms, with what each stands for."""

    def __init__(self, written: dict[str, Any], above: "Context | None" = None) -> None:
        outer: dict[str, Any] = above.written if above else {}
        self.written: dict[str, Any] = {**outer, **written}
        if above is None and written.get("@version") != 1.1:
            raise NotLinkedData("type-scoped contexts need @version 1.1")
        for term, stands_for in written.items():
            if term != "@version":
                self._check(term, stands_for)

    def _check(self, term: str, stands_for: Any) -> None:
        if term.startswith("@") or ":" in term:
            raise NotLinkedData(f"{term} is no term")
        if isinstance(stands_for, dict):
            if not set(stands_for) <= KEYWORDS - {"@version"} or "@id" not in stands_for:
                raise NotLinkedData(f"{term}: {stands_for}")
            coercion = stands_for.get("@type")
            if coercion not in (None, "@id", "@vocab"):
                self.iri(coercion)
            if "@context" in stands_for:
                Context(stands_for["@context"], self)
        self.iri(term)

    def iri(self, word: str) -> str:
        """The IRI that a term or a compact IRI stands for. Raises NotLinkedData."""
        stands_for = self.written.get(word)
        if isinstance(stands_for, dict):
            stands_for = stands_for["@id"]
        word = word if stands_for is None else stands_for
        prefix, colon, rest = word.partition(":")
        if colon and not rest.startswith("//") and isinstance(self.written.get(prefix), str):
            word = self.iri(prefix) + rest
        if not IRI.fullmatch(word):
            raise NotLinkedData(f"{word} stands for nothing")
        return word

    def coercion(self, term: str) -> str | None:
        stands_for = self.written.get(term)
        return stands_for.get("@type") if isinstance(stands_for, dict) else None

    def of_type(self, word: str) -> "Context":
        """The context within a node of this type."""
        stands_for = self.written.get(word)
        scoped = stands_for.get("@context") if isinstance(stands_for, dict) else None
        return Context(scoped, self) if scoped else self


def expanded(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The nodes of a document, by IRIs: {'@id', '@type', property: [values]}; values are nodes, IRIs as ``{'@id'}``,
    or ``{'@value', '@type'}``. Raises NotLinkedData.
    """
    if set(document) != {"@context", "@graph"}:  # with an @id its graph would be one that many programs pass over
        raise NotLinkedData(f"{sorted(document)}")
    context = Context(document["@context"])
    return [_node(node, context) for node in document["@graph"]]


def _node(node: dict[str, Any], context: Context) -> dict[str, Any]:
    inner = context.of_type(node["@type"])
    found: dict[str, Any] = {"@type": context.iri(node["@type"])}
    if "@id" in node:
        found["@id"] = context.iri(node["@id"])
    for term, value in node.items():
        if term not in KEYWORDS:
            values = value if isinstance(value, list) else [value]
            found[inner.iri(term)] = [_value(one, inner.coercion(term), inner, context) for one in values]
    return found


def _value(value: Any, coercion: str | None, inner: Context, outer: Context) -> dict[str, Any]:
    if isinstance(value, dict):
        return _node(value, outer)  # a type's context is for that node alone
    if value is None:
        raise NotLinkedData("null says nothing: leave the property out")
    if isinstance(value, str) and coercion in ("@id", "@vocab"):
        return {"@id": inner.iri(value)}
    if coercion is not None and coercion not in ("@id", "@vocab"):
        return {"@value": value, "@type": inner.iri(coercion)}
    kind = {bool: "boolean", int: "integer", str: "string"}[type(value)]
    return {"@value": value, "@type": f"http://www.w3.org/2001/XMLSchema#{kind}"}
