"""What may be put at a field, as a description that the desk's script makes inputs of, and what was put there as a value."""

from __future__ import annotations

import copy
from typing import Any

import msgspec
from msgspec import inspect

from pipeline.corrections.values import DATED, ENVELOPE, blank, kind_of, type_at, without_null
from pipeline.model.records import TABLES

Form = dict[str, Any]
BESIDE = frozenset(("raw", "precision", "status"))
"""Fields of dates and counts that follow from the passage and the value."""
INPUTS: dict[type[inspect.Type], str] = {
    inspect.StrType: "text",
    inspect.IntType: "integer",
    inspect.FloatType: "number",
    inspect.BoolType: "flag",
}


def forms() -> dict[str, Form]:
    """The form of a record of each table: its fields by name, each with what may stand there."""
    return {table: _struct(inspect.type_info(kind_of(table))) for table in TABLES}


def _form(kind: inspect.Type) -> Form:
    bare = without_null(kind)
    null = isinstance(kind, inspect.UnionType) and kind.includes_none
    if isinstance(bare, inspect.LiteralType):
        return {"input": "choice", "null": null, "choices": sorted(map(str, bare.values))}
    if isinstance(bare, inspect.ListType):
        return {"input": "list", "null": null, "item": _form(bare.item_type)}
    if isinstance(bare, inspect.StructType):
        return _struct(bare) | {"null": null}
    return {"input": INPUTS[type(bare)], "null": null}


def _struct(kind: Any) -> Form:
    names = {field.encode_name for field in kind.fields}
    beside = BESIDE if names >= DATED else {"raw"}
    fields = {
        field.encode_name: _form(field.type)
        for field in kind.fields
        if field.encode_name not in beside
        and not (issubclass(kind.cls, msgspec.Struct) and field.encode_name in ENVELOPE)
    }
    return {"input": "object", "null": False, "fields": fields}


def completed(table: str, path: str | None, value: Any, words: str) -> Any:
    """A value of a form with what follows from the words it was read from.

    A date has its precision by its length. A value that is left open is not stated.

    Raises:
        Unfit: there is no such field.
    """
    kind = inspect.type_info(kind_of(table)) if path is None else type_at(table, path)
    value = _completed(without_null(kind), copy.deepcopy(value), words)
    return {**blank(table), **value} if path is None and isinstance(value, dict) else value


def _completed(kind: inspect.Type, value: Any, words: str) -> Any:
    if isinstance(kind, inspect.ListType):
        if not isinstance(value, list):
            return value
        return [_completed(without_null(kind.item_type), each, words) for each in value]
    if not isinstance(kind, inspect.StructType) or not isinstance(value, dict):
        return value
    known = {field.encode_name: field.type for field in kind.fields}
    for name, part in value.items():
        if name in known:
            value[name] = _completed(without_null(known[name]), part, words)
    if "raw" in known:
        value.setdefault("raw", words)
    if known.keys() >= DATED:
        length = len(value.get("value") or "")
        value.setdefault("precision", {4: "year", 7: "month"}.get(length, "day"))
        value.setdefault("status", "stated" if length else "incomplete")
    return value
