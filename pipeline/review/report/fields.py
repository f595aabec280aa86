"""A record as fields: what it says by path, what it does not say, and which passages each value was read from.

The fields are read from the structs of `model/records.py`, so a new one shows by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from pipeline.model.records import Count, Date, Record

OWN = frozenset({"id", "section", "confidence", "evidence", "verdict"})
"""What every record has, and a card shows in its head."""
WHOLE = (Date, Count)
"""Structs that are shown as one value."""


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a card. `value` is None where the document does not say it; `note` is what else is known of a value.

    A field with parts (the head of a mission, each of its groups of observers) has them in `fields`, and no value.
    """

    path: str
    label: str
    value: str | None
    note: str | None
    passages: tuple[int, ...]
    fields: tuple[Field, ...] = ()


def fields(record: Record, passages: Mapping[str, Sequence[int]]) -> tuple[Field, ...]:
    """The fields of a record; `passages` has the places of its evidence in the page's list, by path."""
    return tuple(_fields(record, "", passages))


def _fields(struct: Any, path: str, passages: Mapping[str, Sequence[int]]) -> Iterator[Field]:
    for field in msgspec.structs.fields(type(struct)):
        if field.encode_name in OWN:
            continue
        value = getattr(struct, field.name)
        yield _field(f"{path}{field.encode_name}", _words(field.encode_name), value, passages)


def _field(path: str, label: str, value: Any, passages: Mapping[str, Sequence[int]]) -> Field:
    grounds = grounds_of(path, passages)
    if value is None:
        return Field(path, label, None, None, grounds)
    if isinstance(value, WHOLE):
        shown, note = _whole(value)
        return Field(path, label, shown, note, grounds)
    if isinstance(value, msgspec.Struct):
        return Field(path, label, None, None, grounds, tuple(_fields(value, f"{path}.", passages)))
    if isinstance(value, list):
        parts = (_field(f"{path}[{at}]", str(at + 1), item, passages) for at, item in enumerate(value))
        return Field(path, label, None, None, grounds, tuple(parts))
    return Field(path, label, _shown(value), None, grounds)


def grounds_of(path: str, passages: Mapping[str, Sequence[int]]) -> tuple[int, ...]:
    """The passages of a path, or of the nearest path above it: `date` grounds all of a date.

    A record that is one value (a date, a reference) has its `raw` and its `role` from where the value was read.
    """
    while path:
        if path in passages:
            return tuple(passages[path])
        path = path.rpartition("[" if path.endswith("]") else ".")[0]
    return tuple(passages.get("value", ()))


def _whole(value: Date | Count) -> tuple[str | None, str | None]:
    """A date or a count as one value, and what else is known of it."""
    raw = f"“{' '.join(value.raw.split())}”"
    if isinstance(value, Count):
        return count_words(value), raw
    act = getattr(value, "act", None)
    known = [
        act,
        value.precision if value.precision != "day" else None,
        value.status if value.status != "stated" else None,
    ]
    return date_words(value.value, value.end), ", ".join([*filter(None, known), raw])


def date_words(value: str | None, end: str | None) -> str | None:
    return f"{value} to {end}" if value and end else value


def count_words(count: Any) -> str:
    """`over 260 short-term observers`"""
    return " ".join(filter(None, [count.approx, f"{count.value:,}", count.unit]))


def _shown(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _words(name: str) -> str:
    return name.replace("_", " ")
