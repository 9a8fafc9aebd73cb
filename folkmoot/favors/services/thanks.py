"""The move from a promise to its thanks, written out: the one move that a ledger's pace depends on."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field

from folkmoot.favors.models import Promise
from folkmoot.favors.rules import promises
from folkmoot.favors.rules.promises import Side, State
from folkmoot.favors.services.statements import together

Converter = Callable[[Any, Any, Any], Any]

_FIELDS: list[Field[Any, Any]] = list(Promise._meta.concrete_fields)
_STARTS = ", ".join(f"'{state}'" for state in promises.starts_of(State.THANKED, Side.RECEIVER))
_THANK = (
    f"UPDATE favors_promise SET state = '{State.THANKED}', reminded = 0, minutes = COALESCE(%s, minutes),"
    " shared = CASE WHEN %s = 'no' THEN FALSE ELSE shared END, done_at = COALESCE(done_at, %s), ended_at = %s"
    f" WHERE id = %s AND receiver_id = %s AND state IN ({_STARTS})"
    f" RETURNING {', '.join(str(field.column) for field in _FIELDS)}"
)


def move_to_thanked(
    receiver_id: int, promise_id: int, minutes: int | None, shared: bool | None, now: datetime
) -> Promise | None:
    """Compare and swap: the promise as it is thanked for, or None where this person has none to thank for."""
    at = connection.ops.adapt_datetimefield_value(now)
    word = "no" if shared is False else "as it is"
    (found,) = together([(_THANK, (minutes, word, at, at, promise_id, receiver_id))])
    return _promise(found[0]) if found else None


def _promise(row: tuple[Any, ...]) -> Promise:
    values = list(row)
    for place, converters in _converters(connection.vendor):
        for convert in converters:
            values[place] = convert(values[place], None, connection)
    return Promise.from_db(connection.alias, [field.attname for field in _FIELDS], values)


@cache
def _converters(vendor: str) -> list[tuple[int, list[Converter]]]:
    """By place: what makes of a column's value that of the field, where anything does."""
    found = []
    for place, field in enumerate(_FIELDS):
        column = field.get_col(Promise._meta.db_table)
        converters = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
        if converters:
            found.append((place, converters))
    return found
