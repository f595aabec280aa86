"""Values of records by the path of their field, as JSON has them: `head.name`, `numbers[0].value`, `from[1]`."""

from __future__ import annotations

import copy
import datetime
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
from msgspec import inspect

from pipeline.model.records import Record, Records
from pipeline.vocabulary import countries

Row = dict[str, Any]
STEP = re.compile(r"(?:\A|\.)(?P<name>\w+)|\[(?P<place>\d+)\]")
ENVELOPE = frozenset(field.encode_name for field in msgspec.structs.fields(Record))
"""Fields that no decision changes: how a record was come by."""
DATED = frozenset(("value", "end", "precision", "status", "raw"))
CODES = frozenset(("iso3", "to"))
"""Fields that hold the code of a country; `country` does where the record is not an opinion's number."""
FORMS = {4: ("year", "%Y"), 7: ("month", "%Y-%m"), 10: ("day", "%Y-%m-%d")}
"""Dates by their length."""


class Unfit(ValueError):
    """A value that no record can have; the message names the field."""


@cache
def kind_of(table: str) -> type[Record]:
    """The type of the records of a table.

    Raises:
        Unfit: there is no such table.
    """
    for field in msgspec.structs.fields(Records):
        if field.encode_name == table:
            record: type[Record] = field.type.__args__[0]
            return record
    raise Unfit(f"{table}: no such table")


def steps(path: str) -> tuple[str | int, ...]:
    """A path taken apart.

    >>> steps('numbers[0].value')
    ('numbers', 0, 'value')
    """
    found = list(STEP.finditer(path))
    if not found or "".join(match[0] for match in found) != path:
        raise Unfit(f"{path}: is no path of a field")
    return tuple(match["name"] or int(match["place"]) for match in found)


def type_at(table: str, path: str) -> inspect.Type:
    """The type of the field at a path, null included where it may be.

    Raises:
        Unfit: there is no such field, or none that a decision may change.
    """
    kind: inspect.Type = inspect.type_info(kind_of(table))
    for step in steps(path):
        bare = without_null(kind)
        if isinstance(step, int) and isinstance(bare, inspect.ListType):
            kind = bare.item_type
            continue
        fields = bare.fields if isinstance(bare, inspect.StructType) else ()
        found = next((field for field in fields if field.encode_name == step), None)
        if found is None or step in ENVELOPE:
            raise Unfit(f"{path}: no such field in {table}")
        kind = found.type
    return kind


def without_null(kind: inspect.Type) -> inspect.Type:
    """A type that may be null, as the type that it is else."""
    if isinstance(kind, inspect.UnionType):
        rest = [each for each in kind.types if not isinstance(each, inspect.NoneType)]
        return rest[0] if len(rest) == 1 else inspect.FloatType()  # the one union of records: a whole or broken number
    return kind


def at(row: Row, path: str) -> Any:
    """The value at a path.

    Raises:
        Unfit: there is nothing at the path.
    """
    value: Any = row
    for step in steps(path):
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError) as error:
            raise Unfit(f"{path}: the record has nothing there") from error
    return value


def put(row: Row, path: str, value: Any) -> Row:
    """A row with another value at a path; the row itself stays as it is.

    Raises:
        Unfit: there is nothing at the path.
    """
    changed = copy.deepcopy(row)
    holder: Any = changed
    *way, last = steps(path)
    at(row, path)
    for step in way:
        holder = holder[step]
    holder[last] = value
    return changed


def blank(table: str) -> Row:
    """A record of a table that says nothing yet: null, empty, false, but for what has to be said."""
    row: Row = {}
    for field in msgspec.structs.fields(kind_of(table)):
        if field.encode_name not in ENVELOPE:
            row |= _blank(field.encode_name, inspect.type_info(field.type))
    return row


def _blank(name: str, kind: inspect.Type) -> Row:
    if isinstance(kind, inspect.UnionType) and kind.includes_none:
        return {name: None}
    if isinstance(kind, inspect.ListType):
        return {name: []}
    if isinstance(kind, inspect.BoolType):
        return {name: False}
    return {}


def filled(value: Any, kind: inspect.Type) -> Any:
    """A value with null for all that it leaves open, down to what it holds."""
    bare = without_null(kind)
    if isinstance(bare, inspect.ListType) and isinstance(value, list):
        return [filled(each, bare.item_type) for each in value]
    if not isinstance(bare, inspect.StructType) or not isinstance(value, dict):
        return value
    known = {field.encode_name: field.type for field in bare.fields}
    open_: Row = {name: part for field in known for name, part in _blank(field, known[field]).items()}
    return open_ | {name: filled(part, known[name]) if name in known else part for name, part in value.items()}


def record(table: str, row: Row, path: str = "") -> Record:
    """A row as a record of a table: every value of its type, and at and around `path` dates and countries that there are.

    Raises:
        Unfit: a value is not as its field wants it.
    """
    try:
        made = msgspec.convert(row, kind_of(table))
    except msgspec.ValidationError as error:
        raise Unfit(str(error)) from error
    for within, part in _structs(row, ""):
        if part.keys() >= DATED and (path.startswith(within) or within.startswith(path)):
            _check_date(within, part)
        for name in part.keys() & (CODES if "serial" in part else CODES | {"country"}):
            code = part[name] if f"{within}{name}".startswith(path) else None
            if code is not None and countries.by_code(code) is None:
                raise Unfit(f"{within}{name}: {code!r} is no ISO 3166 code of three letters")
    return made


def _structs(row: Row, path: str) -> Iterator[tuple[str, Row]]:
    """The row and all rows inside it, with their paths."""
    yield path, row
    for name, value in row.items():
        if name in ENVELOPE:
            continue
        for place, part in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(part, dict):
                yield from _structs(part, f"{path}{name}[{place}]." if isinstance(value, list) else f"{path}{name}.")


def _check_date(path: str, date: Row) -> None:
    value, end = date["value"], date["end"]
    if value is None:
        if end is not None:
            raise Unfit(f"{path}end: a date without a start has no end")
        return
    for words in filter(None, (value, end)):
        if _precision(words) is None:
            raise Unfit(f"{path}value: {words!r} is no date; write 2021-07-11, 2021-07 or 2021")
    if _precision(value) != date["precision"]:
        raise Unfit(f"{path}precision: {value!r} is not of precision {date['precision']}")
    if end is not None and end[: len(value)] < value[: len(end)]:
        raise Unfit(f"{path}end: {end} lies before {value}")


def _precision(words: str) -> str | None:
    name, form = FORMS.get(len(words), (None, ""))
    try:
        datetime.datetime.strptime(words, form)
    except ValueError:
        return None
    return name


def agreed(row: Row, path: str, words: str | None = None) -> Row:
    """A row in which what stands beside a corrected value agrees with it: a date's precision and status, and the
    words as they are written where the passage is another one.
    """
    holder = path.rpartition(".")[0]
    changed = copy.deepcopy(row)
    for place in (path, holder):
        part = at(changed, place) if place else changed
        if isinstance(part, dict) and "raw" in part and (place == path or path.endswith("value")):
            if words is not None:
                part["raw"] = words
            if part.keys() >= DATED and isinstance(part["value"], str):
                part["precision"] = _precision(part["value"]) or part["precision"]
                part["status"] = "stated"
                if "edtf" in part:
                    part["edtf"] = "/".join(filter(None, (part["value"], part["end"])))
    return changed


def leaves(row: Row) -> Row:
    """Each value of a record by its path, what is not stated left out."""
    found: Row = {}
    for name, value in row.items():
        if name not in ENVELOPE:
            found |= _leaves(value, name)
    return found


def _leaves(value: Any, path: str) -> Row:
    if isinstance(value, dict):
        return {leaf: part for name, each in value.items() for leaf, part in _leaves(each, f"{path}.{name}").items()}
    if isinstance(value, list):
        return {
            leaf: part for place, each in enumerate(value) for leaf, part in _leaves(each, f"{path}[{place}]").items()
        }
    return {} if value is None else {path: value}


def is_below(path: str, top: str) -> bool:
    """Whether a path is another one, or leads on from it.

    >>> is_below('observers[1].role', 'observers'), is_below('observers', 'observers[1]')
    (True, False)
    """
    return path == top or path.startswith((f"{top}.", f"{top}["))


def above(evidence: Row, path: str) -> list[Row]:
    """The passages of the nearest path above; those of the `value` where the record is one value."""
    while path:
        if path in evidence:
            return list(evidence[path])
        path = path.rpartition("[" if path.endswith("]") else ".")[0]
    return list(evidence.get("value", ()))


def lengthened(row: Row, path: str, entries: list[Any]) -> tuple[Row, str]:
    """A row with entries at the end of the list at `path`, and the path of the first of them."""
    entries_now = at(row, path)
    if not isinstance(entries_now, list):
        raise Unfit(f"{path}: is no list")
    return put(row, path, [*entries_now, *entries]), f"{path}[{len(entries_now)}]"


def shortened(row: Row, path: str, place: int) -> Row:
    """A row without an entry of the list at `path`; what names others by their place is told the new one."""
    at(row, f"{path}[{place}]")
    rest = [each for where, each in enumerate(copy.deepcopy(at(row, path))) if where != place]
    for each in rest:
        if isinstance(each, dict) and each.get("part_of") is not None:
            each["part_of"] = None if each["part_of"] == place else _moved(each["part_of"], place)
    changed = put(row, path, rest)
    evidence = {}
    for key, found in row["evidence"].items():
        step = re.match(rf"{re.escape(path)}\[(\d+)\]", key)
        if step is None:
            evidence[key] = found
        elif int(step[1]) != place:
            evidence[f"{path}[{_moved(int(step[1]), place)}]{key[step.end() :]}"] = found
    changed["evidence"] = evidence
    return changed


def _moved(place: int, gone: int) -> int:
    """The place of an entry when the one at `gone` has left the list."""
    return place - 1 if place > gone else place
