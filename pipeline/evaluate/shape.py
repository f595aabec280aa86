"""What gold may say of a record: the fields of `model/records.py` with their types, as a tree to walk.

Gold is checked against it, and gold and records are walked along it side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

import msgspec
from msgspec import inspect

from pipeline.model.records import Document, Record, Records

Form = Literal["value", "date", "object", "list"]

NOT_READ = {
    Record: frozenset(field.encode_name for field in msgspec.structs.fields(Record)),
    Document: frozenset({"id", "source", "media_type", "evidence"}),
}
"""Fields that say how a record was come by, not what the document says: no reader can know them."""
IDENTITY: dict[str, tuple[str, ...]] = {
    "Observers": ("value", "role"),
    "OpinionNumber": ("value",),
    "State": ("name", "iso3"),
    "Count": ("value", "unit"),
}
"""What makes two entries of a list inside a record the same, by the entry's type."""
ISO_DATE = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
DATE = re.compile(rf"(?P<value>{ISO_DATE})(?:/(?P<end>{ISO_DATE}))?")


class Unfit(ValueError):
    """Gold says what no record can say; the message has the path."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The type of one field. A date is one value, its day with its end, and stands for its other fields too."""

    form: Form
    nullable: bool
    kind: inspect.Type
    fields: dict[str, Shape] = field(default_factory=dict)
    item: Shape | None = None
    identity: tuple[str, ...] = ()


@cache
def shape_of(table: str) -> Shape:
    """The shape of a record of a list such as `missions`, or of `document`."""
    if table == "document":
        return _shape(inspect.type_info(Document))
    lists = {each.encode_name: each.type for each in inspect.type_info(Records).fields}  # type: ignore[attr-defined]
    return _shape(lists[table].item_type)


def _shape(kind: inspect.Type) -> Shape:
    nullable = False
    if isinstance(kind, inspect.UnionType):
        nullable = kind.includes_none
        rest = [each for each in kind.types if not isinstance(each, inspect.NoneType)]
        kind = rest[0] if len(rest) == 1 else inspect.FloatType()  # the one union of records: a whole or broken number
    if isinstance(kind, inspect.ListType):
        item = _shape(kind.item_type)
        return Shape("list", nullable, kind, item=item, identity=item.identity)
    if not isinstance(kind, inspect.StructType):
        return Shape("value", nullable, kind)
    hidden = {name for parent, names in NOT_READ.items() if issubclass(kind.cls, parent) for name in names}
    fields = {each.encode_name: _shape(each.type) for each in kind.fields if each.encode_name not in hidden}
    form: Form = "date" if {"value", "end", "precision"} <= set(fields) else "object"
    return Shape(form, nullable, kind, fields, identity=IDENTITY.get(kind.cls.__name__, ()))


def fitted(value: Any, shape: Shape, path: str) -> Any:
    """A value of a gold file as records have it: dates taken apart, everything else unchanged.

    Raises:
        Unfit: no record can have this value here.
    """
    if value is None:
        if not shape.nullable:
            raise Unfit(f"{path}: null, but this field always has a value" + (", [] at least" if shape.item else ""))
        return None
    if shape.form == "date":
        return _fitted_date(value, shape, path)
    if shape.form == "object":
        return _fitted_object(value, shape, path)
    if shape.item is not None:
        if not isinstance(value, list):
            raise Unfit(f"{path}: a list is wanted, not {_brief(value)}")
        return [fitted(each, shape.item, f"{path}[{place}]") for place, each in enumerate(value)]
    return _fitted_value(value, shape.kind, path)


def _fitted_object(value: Any, shape: Shape, path: str) -> dict[str, Any]:
    if isinstance(value, str) and path == "document.country":  # as records write countries elsewhere
        value = {"iso3": value}
    if not isinstance(value, dict):
        raise Unfit(f"{path}: an object is wanted, not {_brief(value)}")
    for name in value:
        if name not in shape.fields:
            known = ", ".join(shape.fields)
            raise Unfit(f"{path}.{name}: no such field; there are {known}")
    return {name: fitted(each, shape.fields[name], f"{path}.{name}") for name, each in value.items()}


def _fitted_date(value: Any, shape: Shape, path: str) -> dict[str, Any]:
    """A date with its `value` and `end`, and whatever else the gold says of it."""
    told = _fitted_object(value if isinstance(value, dict) else {"value": value}, shape, path)
    if "value" in told:
        written = told["value"]
        match = DATE.fullmatch(written) if written is not None else None
        if written is not None and match is None:
            raise Unfit(f"{path}: {written!r} is no date; write 2021-07-11, 2021-07, 2021 or 2021-06-08/2021-06-12")
        if match and match["end"] and told.get("end") not in (None, match["end"]):
            raise Unfit(f"{path}: {written!r} has another end than {told['end']!r}")
        end = (match["end"] if match else None) or told.get("end")
        told |= {"value": match["value"] if match else None, "end": end}
    return told


def _fitted_value(value: Any, kind: inspect.Type, path: str) -> Any:
    if isinstance(kind, inspect.LiteralType):
        if value not in kind.values:
            raise Unfit(f"{path}: {_brief(value)} is none of {', '.join(sorted(map(str, kind.values)))}")
        return value
    types, wanted = _TYPES[type(kind)]
    if not isinstance(value, types) or isinstance(value, bool) != (types is bool):
        raise Unfit(f"{path}: {wanted} is wanted, not {_brief(value)}")
    return value


_TYPES: dict[type[inspect.Type], tuple[type | tuple[type, ...], str]] = {
    inspect.StrType: (str, "a text"),
    inspect.IntType: (int, "a whole number"),
    inspect.FloatType: ((int, float), "a number"),
    inspect.BoolType: (bool, "true or false"),
}


def stated(value: Any, shape: Shape, name: str) -> Iterator[str]:
    """The names of the fields that gold scores, indices dropped: `missions.head.name`, also where it says null."""
    if shape.form == "date":
        told = value or {"value": None}
        yield from (_of_date(name, each) for each in told if each != "end")
    elif shape.form == "object":
        told = dict.fromkeys(shape.fields) if value is None else value
        for each, part in told.items():
            yield from stated(part, shape.fields[each], f"{name}.{each}")
    elif shape.item is not None:
        yield name
        for part in value or ():
            if shape.item.form != "value":
                yield from (
                    each for each in stated(part, shape.item, name) if each.split(".")[-1] not in shape.identity
                )
    else:
        yield name


def _of_date(name: str, part: str) -> str:
    """The name of a date's own value is that of the date; a record that is a date has it under `value`."""
    return name if part == "value" and "." in name else f"{name}.{part}"


def _brief(value: object) -> str:
    words = msgspec.json.encode(value).decode()
    return words if len(words) <= 60 else f"{words[:57]}..."
